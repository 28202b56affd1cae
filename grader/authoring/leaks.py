"""Whether files that leave the house hold something that must not: hidden numbers, or the answer."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from grader.records import Array, Assignment, Fixture, Visibility

# Fewer digits may be an accident, or a limit, or a learning rate.
_DIGITS = 7
_NUMBER = re.compile(rb"\d*\.\d{4,}(?:e[-+]?\d+)?")
# A shorter statement is what anybody would write.
_SHORTEST_BODY = 24


def leaks(files: Mapping[str, bytes], assignment: Assignment, fixture: Fixture) -> Iterator[str]:
    """Yield a sentence for each file that holds a number of a hidden check, in bytes or in digits, or the canary.

    What a public check has, too, is no secret.
    """
    hidden = _numbers(assignment, fixture, Visibility.HIDDEN) - _numbers(
        assignment, fixture, Visibility.PUBLIC
    )
    told = {entry: _significant(f"{entry:.15f}".encode()) for entry in hidden}
    told = {entry: digits for entry, digits in told.items() if len(digits) >= _DIGITS}
    encoded = {np.array(entry, dtype=order).tobytes() for entry in told for order in ("<f8", ">f8")}
    begun = {digits[:_DIGITS] for digits in told.values()}
    for name, content in files.items():
        windows = (content[at : at + 8] for at in range(len(content) - 7))
        if any(window in encoded for window in windows):
            yield f"{name} holds the bytes of a number of a hidden check"
        elif any(_significant(number)[:_DIGITS] in begun for number in _NUMBER.findall(content)):
            yield f"{name} holds the digits of a number of a hidden check"
        if fixture.canary and fixture.canary.encode() in content:
            yield f"{name} holds the text by which a leaked fixture is known"


def answers(files: Mapping[str, bytes], reference: str, template: str) -> Iterator[str]:
    """Yield a sentence for each file in which the body of a function stands that the template does not show.

    Blanks and the ends of lines do not count, nor do those that a notebook writes as escapes.
    """
    shown = _squeezed(template)
    bodies = {
        name: body
        for name, body in _bodies(ast.parse(reference))
        if len(body) >= _SHORTEST_BODY and body not in shown
    }
    for file, content in files.items():
        text = content.decode("utf-8", "replace")
        text = _squeezed(_of_notebook(text) if file.endswith(".ipynb") else text)
        for name, body in bodies.items():
            if body in text:
                yield f"{file} holds the body of {name}"


def _numbers(assignment: Assignment, fixture: Fixture, visibility: Visibility) -> set[float]:
    """Return the fractions among the inputs and expected values of the checks of one visibility."""
    ids = [check.id for check in assignment.checks if check.visibility is visibility]
    found: set[float] = set()
    for arrays in (fixture.given, fixture.expected):
        for array in (array for id in ids for array in arrays[id].values()):
            found |= {*_fractions(array)}
    return found


def _fractions(array: Array) -> Iterable[float]:
    if not np.issubdtype(array.dtype, np.floating):
        return ()
    entries = np.ravel(array).astype(np.float64)
    entries = entries[np.isfinite(entries)]
    return (float(entry) for entry in entries[entries != np.round(entries, 3)])


def _significant(number: bytes) -> bytes:
    return number.partition(b"e")[0].replace(b".", b"").lstrip(b"-0").rstrip(b"0")


def _bodies(tree: ast.AST, owner: str = "") -> Iterator[tuple[str, str]]:
    """Yield each function's name and the text of its statements without its docstring."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield from _bodies(node, f"{owner}{node.name}.")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield owner + node.name, _squeezed("\n".join(map(ast.unparse, statements)))


def _squeezed(text: str) -> str:
    """Return the text without comments, blanks, and the marks around texts, which may be written in two ways."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return re.sub(r"[\s\"'()]", "", "\n".join(lines))


def _of_notebook(text: str) -> str:
    """Return the lines of all cells."""
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)
