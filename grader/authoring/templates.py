"""From a reference solution to the file that students fill in: text surgery, so that layout and comments stay.

What stays: docstrings, signatures, comments between definitions, public names, and everything whose `def` or
`class` line ends in `# given`. What goes: the bodies of all other functions, private helpers, comments in bodies,
remarks to linters, and imports that only those needed.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from grader.errors import AssignmentError

_GIVEN = re.compile(r"#\s*given\b")
_FOR_LINTERS = re.compile(r"#\s*(noqa|type:)")
_ALWAYS_IMPORTED = {"numpy", "__future__"}  # NumPy is what students work with

_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def template(source: str, name: str) -> str:
    """Return the template that belongs to a reference solution; messages call the latter `name`.

    Raises:
        AssignmentError: if it has statements of which a template can make nothing, or the template would need
            a name that is dropped.
    """
    tree = ast.parse(source)
    surgery = _Surgery(source)
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            surgery.empty(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            surgery.drop_if_private(node)
        elif not _is_docstring(node) and not isinstance(node, (ast.Import, ast.ImportFrom)):
            raise AssignmentError(
                f"{name}, line {node.lineno}: a template is made of imports, names, functions and classes alone"
            )
    surgery.drop_unused_imports(tree)
    text = surgery.text()
    _refuse_dangling_names(tree, ast.parse(text), name)
    return text


class _Surgery:
    """The lines of a source, and what is to become of them."""

    def __init__(self, source: str) -> None:
        self.lines = source.splitlines()
        self.tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
        # Line number (from 1, as in ast) -> what stands there in the template; None: nothing.
        self.replaced: dict[int, str | None] = {}
        for token in self.tokens:
            if token.type == tokenize.COMMENT and (_is_given(token) or _FOR_LINTERS.match(token.string)):
                self.replaced[token.start[0]] = (
                    self.lines[token.start[0] - 1][: token.start[1]].rstrip() or None
                )

    def text(self) -> str:
        """Return what is left."""
        kept = [self.replaced.get(number, line) for number, line in enumerate(self.lines, start=1)]
        return "\n".join(line for line in kept if line is not None).strip() + "\n"

    def empty(self, node: _Definition, owner: str = "") -> None:
        """Take the answer out of a function, or out of the methods of a class."""
        header_end = self._header_end(node)
        if self._is_marked(node.lineno, header_end[0]):
            return
        if node.name.startswith("_") and not node.name.endswith("__"):
            self.drop(node)
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    self.empty(member, f"{owner}{node.name}.")
        else:
            self._empty_body(node, header_end, owner + node.name)

    def drop_if_private(self, node: ast.Assign | ast.AnnAssign) -> None:
        """Remove an assignment to private names, unless it is given."""
        is_private = all(name.startswith("_") for name in _bound([node]))
        if is_private and not self._is_marked(node.lineno, node.end_lineno or node.lineno):
            self.drop(node)

    def drop(self, node: ast.stmt) -> None:
        """Remove a statement with its decorators and the comment right above it."""
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        while first > 1 and self.lines[first - 2].lstrip().startswith("#"):
            first -= 1
        last = self._end_of_body(node) if hasattr(node, "body") else node.end_lineno or node.lineno
        self._erase(first, last)
        # Of the two gaps that are now one, the larger stays.
        above = self._blank_lines(range(first - 1, 0, -1))
        below = self._blank_lines(range(last + 1, len(self.lines) + 1))
        for number in min(above, below, key=len):
            self.replaced[number] = None

    def drop_unused_imports(self, tree: ast.Module) -> None:
        """Remove imports of which nothing is used in what is left."""
        used = {each.id for each in ast.walk(ast.parse(self.text())) if isinstance(each, ast.Name)}
        for node in tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_kept(node, used):
                self.drop(node)

    def _empty_body(self, node: _Function, header_end: tuple[int, int], qualified_name: str) -> None:
        last_kept, column = header_end
        first = node.body[0]
        if _is_docstring(first):
            last_kept = first.end_lineno or first.lineno
        elif first.lineno == last_kept:
            self.replaced[last_kept] = self.lines[last_kept - 1][:column]
        self._erase(last_kept + 1, self._end_of_body(node))
        before = self.replaced.get(last_kept, self.lines[last_kept - 1])
        indent = " " * (node.col_offset + 4)
        self.replaced[last_kept] = f'{before}\n{indent}raise NotImplementedError("{qualified_name}")'

    def _erase(self, first: int, last: int) -> None:
        self.replaced.update(dict.fromkeys(range(first, last + 1)))

    def _blank_lines(self, numbers: Iterable[int]) -> list[int]:
        """Return the blank lines that come first among these, passing over lines that are gone."""
        blank = []
        for number in numbers:
            line = self.replaced.get(number, self.lines[number - 1])
            if line is not None and line.strip():
                break
            if line is not None:
                blank.append(number)
        return blank

    def _end_of_body(self, node: ast.stmt) -> int:
        """Return the last line of a definition, with comments below its last statement that are indented like it."""
        last = number = node.end_lineno or node.lineno
        for line in self.lines[number:]:
            number += 1
            text = line.lstrip()
            if text.startswith("#") and len(line) - len(text) > node.col_offset:
                last = number
            elif text:
                break
        return last

    def _header_end(self, node: _Definition) -> tuple[int, int]:
        """Return the line and the column behind the colon that ends `def …:` or `class …:`."""
        depth = 0
        for token in self._tokens(node.lineno, node.body[0].lineno):
            if token.type != tokenize.OP or token.start < (node.lineno, node.col_offset):
                continue
            depth += (token.string in "([{") - (token.string in ")]}")
            if token.string == ":" and not depth:
                return token.end
        raise AssertionError("a definition has a colon")  # or ast.parse would have refused it

    def _is_marked(self, first: int, last: int) -> bool:
        return any(_is_given(token) for token in self._tokens(first, last))

    def _tokens(self, first: int, last: int) -> Iterable[tokenize.TokenInfo]:
        return (token for token in self.tokens if first <= token.start[0] <= last)


def _is_given(token: tokenize.TokenInfo) -> bool:
    return token.type == tokenize.COMMENT and _GIVEN.match(token.string) is not None


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_kept(node: ast.Import | ast.ImportFrom, used: set[str]) -> bool:
    modules = (
        [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    )
    return bool({*modules} & _ALWAYS_IMPORTED or _bound([node]) & used)


def _bound(nodes: Iterable[ast.stmt]) -> set[str]:
    """Return the names that statements define."""
    return {name for node in nodes for name in _names_bound_by(node)}


def _names_bound_by(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    else:
        stored = (
            each for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        )
        yield from (each.id for each in stored)


def _refuse_dangling_names(reference: ast.Module, template: ast.Module, name: str) -> None:
    dropped = _bound(reference.body) - _bound(template.body)
    for node in ast.walk(template):
        if isinstance(node, ast.Name) and node.id in dropped:
            raise AssignmentError(
                f"{name}: what is given to students needs {node.id}, which the template drops: mark it `# given`"
            )
