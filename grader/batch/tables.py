"""Tables as CSV: read with any delimiter, and written so that no spreadsheet takes a name for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from grader.errors import UsageError

_DELIMITERS = ",;\t"
# What a spreadsheet may calculate, after any blanks; a number is none of it. Some take wide letters for the same.
_BEGINS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"[\s']*{_BEGINS}")
# Where a semicolon parts cells, whatever the file has for that, the rest of a text is a cell of its own.
_REST = re.compile(rf"(;[\s']*)(?={_BEGINS})")
_GUARDED_REST = re.compile(rf"(;[\s']*)'(?={_BEGINS})")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
# These and the signs that turn the direction of writing are in nobody's name.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
# The second cells of a gradebook of Canvas, below its header.
_NO_STUDENT = ("points possible", "muted", "manual posting")


class Table(NamedTuple):
    """The lines of a CSV with their numbers, and what stands between their cells."""

    delimiter: str
    rows: list[tuple[int, list[str]]]


def table(content: str, shown: str) -> Table:
    """Return the lines that are not empty; `shown` is the table's name in messages.

    Raises:
        UsageError: if it is not CSV.
    """
    lines = content.removeprefix("\ufeff").splitlines()[:3]
    delimiter = max(_DELIMITERS, key=lambda each: sum(line.count(each) for line in lines))
    reader = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise UsageError(f"{shown} is no CSV at line {reader.line_num}: {error}") from None
    return Table(delimiter, rows)


def written(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Return the table as CSV."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return target.getvalue()


def text(cell: str) -> str:
    """Return a cell's text in one line, without the apostrophe that keeps it from being a formula."""
    line = _GUARDED_REST.sub(r"\1", _CONTROL.sub(" ", cell).strip())
    return line[1:] if line.startswith("'") and _FORMULA.match(line[1:]) else line


def safe(cell: str) -> str:
    """Return a text as a cell in which it is no formula; `text` gives it back."""
    line = _REST.sub(r"\1'", _CONTROL.sub(" ", cell).strip())
    is_formula = _FORMULA.match(line) and not _NUMBER.fullmatch(line)
    return f"'{line}" if is_formula else line


def number(value: float, places: int) -> str:
    """Return a number as people write it: 22 and 1.5, not 22.00 and 1.50."""
    shown = f"{value:.{places}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def is_no_student(cells: Sequence[str]) -> bool:
    """Return whether a line is one of those that Canvas writes between its header and the students."""
    told = [cell.strip().lower() for cell in cells]
    return told[0].startswith(_NO_STUDENT) or not any(cell for cell in told if cell not in _NO_STUDENT)
