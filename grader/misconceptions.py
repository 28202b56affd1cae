"""The words in which a mistakes.py is written: `mistake`, and `rewrite`.

A mistake is a function that turns a fresh copy of the reference into a known wrong solution, in a few lines:

    @mistake("1.2a", "LinearMap.backward forgets the gradients that are there: they add up until zerograd (section 1).")
    def gradients_replaced(mlp):
        rewrite(mlp, "LinearMap", ("self.G_W = self.G_W + g @ self.x.T", "self.G_W = g @ self.x.T"))

Its id is the function's name; the first parameter names the file that it spoils. It may also put a class or a function
of its own into the module, or a method into a class. The sentence is for students: it names the misconception and
the place in the handout, and gives no code away. None of this ever enters a sandbox.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

MistakeFunction = TypeVar("MistakeFunction", bound=Callable[..., Any])


class MistakeDeclaration(NamedTuple):
    """What one `@mistake(...)` says."""

    problem: str
    text: str


def mistake(problem: str, text: str) -> Callable[[MistakeFunction], MistakeFunction]:
    """Declare a function of mistakes.py to be a known mistake in `problem`, told to students in `text`."""

    def declare(function: MistakeFunction) -> MistakeFunction:
        function.__dict__["mistake"] = MistakeDeclaration(problem, text)
        return function

    return declare


def rewrite(module: ModuleType, name: str, *changes: tuple[str, str]) -> None:
    """Define the class or function `name` of a reference module anew, with these (old, new) texts in its source.

    Raises:
        ValueError: if there is no such definition, or an old text is not in it exactly once.
    """
    source: str = module.__dict__["__source__"]
    span = _spans(source).get(name)
    if span is None:
        raise ValueError(f"{module.__name__} defines no {name}")
    before = text = "\n".join(source.splitlines()[slice(*span)])
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{name} holds {old!r} {text.count(old)} times")
        text = text.replace(old, new)
    # The next change of the same definition begins where this one ends.
    module.__dict__["__source__"] = source.replace(before, text, 1)
    exec(compile(text, f"{module.__name__}.{name}", "exec"), module.__dict__)


# Of pairs of mistakes, many begin with the same one.
@lru_cache(maxsize=64)
def _spans(source: str) -> dict[str, tuple[int, int]]:
    """Return where each class and function of a file stands: its first line, from 0, and the one after its last."""
    return {
        node.name: (
            min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1,
            node.end_lineno or 0,
        )
        for node in reversed(ast.parse(source).body)
        if isinstance(node, (ast.ClassDef, ast.FunctionDef))
    }
