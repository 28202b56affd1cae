"""A notebook as a module: its code cells one below the other, without what only a notebook understands.

A cell keeps all its lines, so that a line of the module is a line of a cell; what is left out becomes a blank line.
Cells are numbered as one counts them from the top, those with text left out.
"""

from __future__ import annotations
import __future__

import ast
import re
from typing import NamedTuple

import msgspec

from grader.errors import SubmissionError
from grader.intake.listing import CODE_BYTES
from grader.intake.wording import plain
from grader.source import parse

_MOST_CELLS = 2_000
# The lines above the first cell: two, so that no first line of it is taken for the encoding of the file.
_HEAD = 2
# So many sentences are joined before a note says "and 7 more".
_MOST_TOLD = 5
# Magics above a cell of Python, which is then run as it is.
_TRANSPARENT = ("time", "timeit", "capture", "prun")
_CELL_MAGIC = re.compile(r"\s*%%(\w+)")
_TIMED = re.compile(r"%time\s+(.*)")
_COMMAND = re.compile(
    r"""[%!?].* | (?:pip|conda)\ install\b.* | [\w, ]+=\s*(?:!|%\w).* | [^#'"]*[\w)\]]\?{1,2}""", re.VERBOSE
)
# What hides or opens something in a line of Python: a comment, a text, a bracket.
_TOKEN = re.compile(
    r"""\#.* | (?P<triple>\"{3}|'{3}) | "(?:\\.|[^"\\])*"? | '(?:\\.|[^'\\])*'?
    | (?P<opens>[(\[{]) | (?P<closes>[)\]}])""",
    re.VERBOSE,
)


class Notebook(NamedTuple):
    """The module, the line of it at which each cell begins, and notes on what was left out."""

    source: bytes
    cells: tuple[int, ...]
    notes: tuple[str, ...]


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] | None = None
    # So it was called before version 4 of the format.
    input: str | list[str] | None = None


class _Sheet(msgspec.Struct):
    cells: list[_Cell]


class _File(msgspec.Struct):
    cells: list[_Cell] | None = None
    worksheets: list[_Sheet] | None = None


def module(name: str, content: bytes) -> Notebook:
    """Return the notebook's code as a module.

    Raises:
        SubmissionError: if it is not a notebook, or holds no code in Python.
    """
    shown = plain(name)
    texts = _texts(shown, content)
    if sum(map(len, texts)) > CODE_BYTES:
        raise SubmissionError(f"{shown} holds more than {CODE_BYTES >> 10} KiB of code: keep data out of it")
    lines = [""] * _HEAD
    cells: list[int] = []
    features: dict[str, None] = {}
    commands: list[str] = []
    broken: list[str] = []
    for number, text in enumerate(texts, 1):
        cells.append(len(lines) + 1)
        code, skipped = _python(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        try:
            features |= _hoisted(_parsed(shown, number, code), code)
        except SubmissionError as error:
            broken.append(str(error))
            code = [""] * len(code)
        else:
            commands += [f"cell {number}, {_lines(skipped, len(code))}"] if skipped else []
        lines += code
    if not any(line.strip() for line in lines):
        raise SubmissionError(broken[0] if broken else f"{shown} holds no code in Python")
    lines[0] = f"from __future__ import {', '.join(features)}" if features else ""
    if any("display(" in line for line in lines):
        # In a notebook it is there without an import.
        lines[1] = "display = print"
    notes = [f"{told}; this cell was left out" for told in broken[:_MOST_TOLD]]
    if len(broken) > _MOST_TOLD:
        notes.append(
            f"{len(broken) - _MOST_TOLD} more cells of {shown} were left out: they are not valid Python 3"
        )
    if commands:
        more = f"; and in {len(commands) - _MOST_TOLD} more cells" if len(commands) > _MOST_TOLD else ""
        told = "; ".join(commands[:_MOST_TOLD]) + more
        notes.append(f"left out of {shown}, because they are commands and not Python: {told}")
    return Notebook("\n".join([*lines, ""]).encode("utf-8", "replace"), tuple(cells), tuple(notes))


def _texts(shown: str, content: bytes) -> list[str]:
    """Return what the code cells hold."""
    try:
        told = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise SubmissionError(f"{shown} is not a notebook, or it is damaged: save it anew") from None
    found = list(told.cells or [])
    for sheet in told.worksheets or []:
        found += sheet.cells
    code = [cell for cell in found if cell.cell_type == "code"]
    if len(code) > _MOST_CELLS:
        raise SubmissionError(
            f"{shown} holds more than {_MOST_CELLS} cells of code: hand in only this homework"
        )
    texts = []
    for cell in code:
        text = cell.source if cell.source is not None else cell.input or ""
        texts.append(text if isinstance(text, str) else "".join(text))
    return texts


def _python(lines: list[str]) -> tuple[list[str], list[int]]:
    """Return the lines of a cell with those that are not Python blank, and their numbers."""
    code, skipped = list(lines), []
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.match(lines[first])
    if magic and magic[1] not in _TRANSPARENT:
        return [""] * len(lines), list(range(1, len(lines) + 1))
    if magic:
        code[first] = ""
        skipped.append(first + 1)
    reader = _Reader()
    for at, line in enumerate(code):
        if reader.is_between_statements:
            # Without the blanks around it: patterns are slow in long runs of them.
            said = line.strip()
            indent = line[: len(line) - len(line.lstrip())]
            if timed := _TIMED.fullmatch(said):
                code[at] = indent + timed[1]
            elif _COMMAND.fullmatch(said):
                # A block must not become empty.
                code[at] = f"{indent}pass" if indent else ""
                skipped.append(at + 1)
        reader.read(code[at])
    return code, skipped


class _Reader:
    """Whoever reads Python line by line knows whether the next line begins a statement."""

    def __init__(self) -> None:
        self._quotes = ""
        self._depth = 0
        self._goes_on = False

    @property
    def is_between_statements(self) -> bool:
        """Whether no text, bracket or continued line is open."""
        return not (self._quotes or self._depth > 0 or self._goes_on)

    def read(self, line: str) -> None:
        """Go on to the end of this line."""
        at = 0
        while True:
            if self._quotes:
                end = line.find(self._quotes, at)
                if end < 0:
                    return
                self._quotes, at = "", end + 3
            token = _TOKEN.search(line, at)
            if token is None:
                break
            self._quotes = token["triple"] or ""
            self._depth += bool(token["opens"]) - bool(token["closes"])
            at = token.end()
        self._goes_on = line.endswith("\\")


def _parsed(shown: str, number: int, code: list[str]) -> ast.Module:
    """Return the syntax tree of a cell, whose first line stands where that of the first cell stands."""
    content = "\n".join([*[""] * _HEAD, *code]).encode("utf-8", "replace")
    return parse(shown, content, (*[0] * (number - 1), _HEAD + 1))


def _hoisted(tree: ast.Module, code: list[str]) -> dict[str, None]:
    """Take `from __future__` imports out of a cell, and return what they name: they must stand above all else."""
    names: dict[str, None] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level:
            at = node.lineno - _HEAD - 1
            told = [alias.name for alias in node.names]
            beside = code[at][: node.col_offset] + code[at][node.end_col_offset :]
            is_alone = node.lineno == node.end_lineno and beside.partition("#")[0].strip() in ("", ";")
            if is_alone and {*told} <= {*__future__.all_feature_names}:
                code[at] = ""
                names |= dict.fromkeys(told)
    return names


def _lines(numbers: list[int], size: int) -> str:
    if len(numbers) == size:
        return "all of it"
    more = len(numbers) - _MOST_TOLD
    told = ", ".join(map(str, numbers[:_MOST_TOLD])) + (f" and {more} more" if more > 0 else "")
    return f"line{'s' if len(numbers) > 1 else ''} {told}"
