"""The class, from a CSV: Canvas' gradebook, Moodle's participants or grading worksheet, or any with common headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NamedTuple

import msgspec

from grader.batch.keys import keys
from grader.batch.matching import CALLED
from grader.batch.standing import Student
from grader.batch.tables import is_no_student, table, text
from grader.errors import UsageError
from grader.intake.wording import listed, plain

_BYTES = 2**24
# Canvas' own, with whom a teacher tries things out.
_TEST_STUDENT = "Student, Test"
# What a column may be called, in small letters and without punctuation.
_HEADERS = {
    "name": ("name", "student", "student name", "full name", "fullname", "display name", "user full name"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname", "family name"),
    "canvas": ("canvas id", "canvas user id"),
    "sis": ("sis user id", "sis id"),
    "login": ("sis login id", "login id", "login", "username", "user name"),
    "email": ("email", "email address", "e mail", "e mail address", "mail"),
    "idnumber": ("id", "id number", "idnumber", "student id", "student number", "sid"),
    "participant": ("identifier",),
    "section": ("section", "sections", "section name", "group", "groups"),
    "at": ("submitted at", "submitted", "handed in at"),
    "due": ("due", "due at", "extended to", "extended until"),
}
_TELLING = ("name", "last", "canvas", "sis", "login", "email", "idnumber", "participant")
_OWN = ("canvas", "sis", "login", "email", "idnumber", "participant")
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Roster(NamedTuple):
    """The students, and by their keys: the line of each, and, where it says so, when they handed in and had to.

    Those who are `unexpected` need not hand in anything.
    """

    students: tuple[Student, ...] = ()
    lines: Mapping[str, int] = MappingProxyType({})
    at: Mapping[str, datetime] = MappingProxyType({})
    due: Mapping[str, datetime] = MappingProxyType({})
    unexpected: frozenset[str] = frozenset()


def read(path: Path) -> Roster:
    """Return the class in a CSV file.

    Raises:
        UsageError: if it cannot be read, or does not tell students apart.
    """
    shown = plain(path.name)
    try:
        content = path.read_bytes()
        decoded = content.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"the roster {plain(str(path))} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"the roster {shown} is not in UTF-8: save it as “CSV UTF-8”") from None
    if len(content) > _BYTES:
        raise UsageError(f"the roster {shown} is larger than {_BYTES >> 20} MiB: is it a roster?")
    return parsed(decoded, shown)


def parsed(content: str, shown: str) -> Roster:
    """Return the class in the text of a CSV file, which messages call `shown`.

    Raises:
        UsageError: if it does not tell students apart.
    """
    lines = iter(table(content, shown).rows)
    _, header = next(lines, (0, []))
    columns = _columns(header)
    if not any(column in columns for column in _TELLING):
        has = f"it has {listed(header)}" if header else "it is empty"
        raise UsageError(
            f"the roster {shown} has no column that tells students apart, such as name, email or "
            f"SIS Login ID: {has}"
        )
    rows: list[tuple[int, dict[str, str]]] = []
    known: dict[tuple[str, ...], dict[str, str]] = {}
    for number, cells in lines:
        said = _said(cells, columns)
        if not any(said.get(column) for column in _TELLING) or is_no_student(cells):
            continue
        identity = tuple(said.get(column, "") for column in ("name", *_OWN))
        twin = known.setdefault(identity, said) if any(identity[1:]) else said
        if twin is said:
            rows.append((number, said))
        else:  # in two sections
            twin["section"] = ", ".join(
                dict.fromkeys(filter(None, (twin.get("section", ""), said.get("section", ""))))
            )
    _refuse_shared_ids(rows, shown)
    return _roster(rows, shown)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Return where the columns are; of two that could be the same, the first counts."""
    names = [re.sub(r"[\W_]+", " ", name).strip().lower() for name in header]
    columns = {
        column: names.index(found)
        for column, headers in _HEADERS.items()
        if (found := next((name for name in names if name in headers), None)) is not None
    }
    if "id" in names and any(name.startswith("sis ") for name in names):
        # Canvas' gradebook, which has its own ID beside those of the registrar.
        columns["canvas"] = names.index("id")
        if columns.get("idnumber") == columns["canvas"]:
            del columns["idnumber"]
    return columns


def _said(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """Return what a line says of one student."""
    said = {column: text(cells[place]) for column, place in columns.items() if place < len(cells)}
    if "participant" in said:  # the worksheet says "Participant 123456", or that in another language
        said["participant"] = (re.findall("[0-9]+$", said["participant"]) or [""])[0]
    if not said.get("name"):
        said["name"] = " ".join(filter(None, (said.get("first", ""), said.get("last", ""))))
    return said


def _refuse_shared_ids(rows: Sequence[tuple[int, Mapping[str, str]]], shown: str) -> None:
    for column in _OWN:
        lines: dict[str, int] = {}
        for number, said in rows:
            id = said.get(column, "")
            if id and lines.setdefault(id.casefold(), number) != number:
                raise UsageError(
                    f"the roster {shown} has two people with the {CALLED[column]} {plain(id)}, "
                    f"in lines {lines[id.casefold()]} and {number}"
                )


def _roster(rows: Sequence[tuple[int, Mapping[str, str]]], shown: str) -> Roster:
    people = [
        (said["name"], {kind: said[kind] for kind in (*_OWN, "section") if said.get(kind)})
        for _, said in rows
    ]
    students = tuple(
        Student(key=key, name=name or next(iter(ids.values())), ids=ids)
        for key, (name, ids) in zip(keys(people), people, strict=True)
    )
    lines = {student.key: number for student, (number, _) in zip(students, rows, strict=True)}
    at, due = (
        {
            student.key: _moment(said[column], number, shown)
            for student, (number, said) in zip(students, rows, strict=True)
            if said.get(column)
        }
        for column in ("at", "due")
    )
    unexpected = frozenset(student.key for student in students if student.name == _TEST_STUDENT)
    return Roster(students, lines, at, due, unexpected)


def _moment(said: str, number: int, shown: str) -> datetime:
    try:
        return msgspec.convert(said, _Moment)
    except msgspec.ValidationError:
        raise UsageError(
            f"the roster {shown} has in line {number} the time {plain(said)}: expected a moment with its "
            "offset, such as 2026-10-02T00:12:00-04:00"
        ) from None
