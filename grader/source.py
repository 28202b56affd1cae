"""What the text of a submitted file says, without running it: is it Python, and which modules does it import?"""

from __future__ import annotations

import ast
import codecs
import io
import re
import sys
import tokenize
import warnings
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.places import line_named

# Python also knows codecs such as punycode, which take minutes for a file of the size that we admit.
_ENCODINGS = ("utf-8", "ascii", "iso8859", "cp", "mac", "koi8", "gb", "big5", "euc", "shift_jis")
_STAND_IN = "an inert stand-in takes its place, and nothing is drawn or shown"
_SYNTAX_CAP = 120
# One more level of the syntax tree each, in the worst case: Python 3.10 dies of some 100,000 levels.
_LEVEL = re.compile(rb"[-+*/%@&|^]+|<<|>>|[(\[]|\.(?!\d)")
_MOST_LEVELS = 60_000
# In the order in which the fields of a node come, which is that of the text.
_BODIES = ("body", "handlers", "orelse", "finalbody", "cases")


class Import(NamedTuple):
    """One imported module; `is_certain` says that the import runs as soon as its file is imported."""

    module: str
    line: int
    is_certain: bool


def parse(name: str, content: bytes, cells: Sequence[int] = ()) -> ast.Module:
    """Return the syntax tree of a file, or of a notebook with these `cells`.

    Raises:
        SubmissionError: if the file is not text, or is not Python.
    """
    text = _decode(name, content)
    if "\0" in text:
        raise SubmissionError(f"{name} holds NUL bytes, so it is not Python: save it as plain text in UTF-8")
    if text.lstrip().startswith("{") and '"nbformat"' in text:
        raise SubmissionError(f"{name} is a notebook: hand it in with .ipynb at the end of its name")
    too_complex = f"{name} is too complex to be read as Python: is it generated, or does it hold data?"
    if sum(1 for _ in _LEVEL.finditer(content)) > _MOST_LEVELS:
        raise SubmissionError(too_complex)
    try:
        with warnings.catch_warnings():
            # An escape such as "\d" is between the student and Python.
            warnings.simplefilter("ignore")
            return ast.parse(content)
    except SyntaxError as error:
        said = "".join(letter if letter.isprintable() else "?" for letter in error.msg)[:_SYNTAX_CAP]
        line = f" at {line_named(cells, error.lineno)}" if error.lineno else ""
        raise SubmissionError(f"{name} is not valid Python 3{line}: {said}") from None
    except (RecursionError, MemoryError):
        raise SubmissionError(too_complex) from None


def absent_modules(
    first: str,
    trees: Mapping[str, ast.Module | SubmissionError],
    provided: Sequence[str],
    stand_ins: Sequence[str],
    cells: Mapping[str, Sequence[int]] = MappingProxyType({}),
) -> list[str]:
    """Return a note on each absent module that the file `first`, and what it imports, can do without.

    `cells` says where those of notebooks begin.

    Raises:
        SubmissionError: if one of these files is not Python, or cannot be imported for want of a module.
    """
    notes: dict[str, str] = {}
    # The list grows while we walk along it, by the files that are sure to be imported.
    names = [first]
    for name in names:
        tree = trees[name]
        if isinstance(tree, SubmissionError):
            raise tree
        for found in _imports(name, tree):
            root = found.module.partition(".")[0]
            where = f"{name} imports {root} at {line_named(cells.get(name, ()), found.line)}"
            if root in sys.stdlib_module_names or root in provided:
                continue
            if any(file == f"{root}.py" or file.startswith(f"{root}/") for file in trees):
                if found.is_certain:
                    names += [file for file in _places(found.module) if file in trees and file not in names]
            elif root in stand_ins:
                notes.setdefault(root, f"{where}, which is absent here: {_STAND_IN}")
            elif found.is_certain:
                use = " and ".join([*provided, "the standard library"])
                raise SubmissionError(
                    f"{where}, which is not handed in, nor provided by this course: use {use}"
                )
            else:
                notes.setdefault(
                    root, f"{where}, which is absent here: what needs it fails, the rest is graded"
                )
    return list(notes.values())


def defined(content: bytes) -> set[str]:
    """Return the names of the functions and classes of a file, methods included; none if it is not Python."""
    try:
        nodes = ast.walk(parse("", content))
    except SubmissionError:
        return set()
    return {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def _imports(name: str, tree: ast.Module) -> Iterator[Import]:
    """Yield what a file imports; `from a import b` may import a.b, too."""
    certain: set[ast.stmt] = set()
    bodies = [tree.body]
    for body in bodies:
        certain.update(body)
        bodies += [statement.body for statement in body if isinstance(statement, ast.ClassDef)]
    package = name.split("/")[:-1]
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, node in certain)
        elif isinstance(node, ast.ImportFrom) and node.level <= len(package):
            # A relative import at the top level fails by itself, with a message of Python's own.
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, node.module] if node.module else above
            for alias in node.names:
                yield Import(".".join([*base, alias.name]), node.lineno, node in certain)


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield all statements, level by level, with what holds statements without being one; no expression does."""
    waiting = deque[ast.AST]([tree])
    while waiting:
        node = waiting.popleft()
        yield node
        for name in _BODIES:
            waiting += getattr(node, name, ())


def _places(module: str) -> Iterator[str]:
    """Yield the files that importing a.b runs: a, and a.b."""
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        path = "/".join(parts[:length])
        yield from (f"{path}.py", f"{path}/__init__.py")


def _decode(name: str, content: bytes) -> str:
    """Return the text of a file as Python would: by its byte order mark or declared encoding, or as UTF-8."""
    encoding = ""
    try:
        encoding = codecs.lookup(tokenize.detect_encoding(io.BytesIO(content).readline)[0]).name
        if encoding.startswith(_ENCODINGS):
            return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SubmissionError(f"{name} is not text in {encoding} at line {line}: save it as UTF-8") from None
    except (SyntaxError, LookupError):
        pass
    raise SubmissionError(f"{name} is not text in an encoding that is accepted: save it as UTF-8")
