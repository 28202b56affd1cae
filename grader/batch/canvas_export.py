"""The gradebook that Canvas exported, filled in: its lines and its IDs, and the column of one assignment.

A line that is not in the file changes nothing in Canvas: so only those are in it of whom there is a grade to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.batch import roster
from grader.batch.layouts.found import Claim
from grader.batch.matching import Register
from grader.batch.standing import Student
from grader.batch.tables import Table, safe, table, text, written
from grader.errors import UsageError
from grader.intake.wording import listed, plain

Grades = Sequence[tuple[Student, str | None]]
# The least that Canvas imports.
_LEAST = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_SHOWN = "the gradebook"
_POINTS = "Points Possible"
_SECTION = "Section"
# Somebody is excused, or need not do this one.
_NOT_GRADED = ("EX", "N/A")
_NUMBERED = re.compile(r"(?P<title>.*) \([0-9]+\)", re.DOTALL)


def fresh(grades: Grades, title: str, most: str) -> str:
    """Return a gradebook with a line for each who has a grade; `most` are the points that can be had."""
    rows = [[*_LEAST, safe(title)], [f"    {_POINTS}", *("" for _ in _LEAST[1:]), most]]
    for student, value in grades:
        if value is not None:
            ids = (safe(student.ids.get(kind, "")) for kind in ("canvas", "sis", "login", "section"))
            rows.append([safe(student.name), *ids, value])
    return written(rows)


def filled(original: str, grades: Grades, title: str, most: str) -> str:
    """Return the columns of an exported gradebook that tell students apart, and that of the assignment, filled in.

    Who is excused there, or need not do this one, stays so.

    Raises:
        UsageError: if it is no gradebook of Canvas, or has several assignments of that title.
    """
    found = table(original, _SHOWN)
    telling, column = _columns(found, title)
    header = found.rows[0][1]
    rows = [[*header[:telling], safe(title) if column is None else header[column]]]
    values, _ = _by_line(original, grades)
    for line, cells in found.rows[1:]:
        before = cells[column].strip() if column is not None and column < len(cells) else ""
        if _POINTS.lower() in cells[0].lower():
            rows.append([*cells[:telling], before if column is not None else most])
        elif line in values and before.upper() not in _NOT_GRADED:
            rows.append([*(safe(text(cell)) for cell in cells[:telling]), values[line]])
    return written(rows, found.delimiter)


def unplaced(original: str, grades: Grades) -> tuple[Student, ...]:
    """Return those who have a grade and no line of their own in the gradebook.

    Raises:
        UsageError: if it is no gradebook of Canvas.
    """
    _columns(table(original, _SHOWN), "")
    return _by_line(original, grades)[1]


def _by_line(original: str, grades: Grades) -> tuple[dict[int, str], tuple[Student, ...]]:
    """Return the grades by the lines that they belong to, and those that belong to none."""
    known = roster.parsed(original, _SHOWN)
    register = Register(known.students)
    graded = [(student, value) for student, value in grades if value is not None]
    keys = [
        match.student.key if (match := register.match(Claim(student.name, _ids(student)))).student else ""
        for student, _ in graded
    ]
    lines = [known.lines[key] if key and keys.count(key) == 1 else 0 for key in keys]
    values = {line: value for line, (_, value) in zip(lines, graded, strict=True) if line}
    return values, tuple(student for line, (student, _) in zip(lines, graded, strict=True) if not line)


def _ids(student: Student) -> dict[str, str]:
    return {kind: id for kind, id in student.ids.items() if kind != "section"}


def _columns(found: Table, title: str) -> tuple[int, int | None]:
    """Return how many columns tell students apart, and which one is the assignment, if there is one already."""
    header = [text(cell) for cell in found.rows[0][1]] if found.rows else []
    is_named = header[:2] == list(_LEAST[:2]) or header[:3] == ["LastName", "FirstName", "ID"]
    if not is_named or _SECTION not in header:
        raise UsageError(
            f"{_SHOWN} is not as Canvas exports it: expected the columns Student, ID, … {_SECTION}, "
            f"it has {listed(header) or 'none'}"
        )
    telling = header.index(_SECTION) + 1
    wanted = text(title).casefold()
    names = {place: name.casefold() for place, name in enumerate(header) if place >= telling}
    places = [place for place, name in names.items() if name == wanted] or [
        place
        for place, name in names.items()
        if (match := _NUMBERED.fullmatch(name)) and match["title"] == wanted
    ]
    if len(places) > 1:
        raise UsageError(
            f"{_SHOWN} has several assignments called {plain(title)}: name one of "
            f"{listed(header[place] for place in places)}"
        )
    return telling, places[0] if places else None
