"""The records of a class: students, what they handed in, and what became of it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import msgspec


class Student(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the class. `key` is unique and safe as the name of a folder; `ids` are what other systems say.

    `ids` has those that are known of "canvas", "sis", "login", "email", "idnumber", "participant" (Moodle's number of
    somebody in one assignment), "section".
    """

    key: str
    name: str
    ids: dict[str, str] = {}


class HandedIn(msgspec.Struct, frozen=True, kw_only=True):
    """One student's work: a file or a folder. `at` is when it was handed in, ISO 8601, if the folder tells.

    `late_seconds` is how much later than it was due, and None if nobody knows. `files`, where they are told apart by
    long names in a folder of everybody's, are (name as the student gave it, where it lies); `path` is then the first.
    `notes` are for the report: what was left out, and what is not known.
    """

    student: Student
    path: Path
    at: str = ""
    late_seconds: float | None = None
    files: tuple[tuple[str, Path], ...] = ()
    notes: tuple[str, ...] = ()


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in a folder of downloads: `layout` names whose it is; `unmatched` are (path, why) of nobody's work."""

    layout: str
    handed_in: tuple[HandedIn, ...]
    unmatched: tuple[tuple[str, str], ...] = ()
    missing: tuple[Student, ...] = ()


class Lateness(msgspec.Struct, frozen=True, kw_only=True):
    """What being late costs: `points` are taken off, and `sentence` says why."""

    late_seconds: float
    points: float
    sentence: str


class Status(Enum):
    """What became of a student's work."""

    GRADED = "graded"
    REFUSED = "refused"  # it cannot be read: `reason` is the sentence
    SET_ASIDE = "set aside"  # it ended three workers, or our own trouble kept it from being judged
    MISSING = "missing"  # on the roster, and nothing was handed in


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one check for one student; `mistakes` are (id, sentence, confidence)."""

    id: str
    problem: str
    title: str
    visibility: str
    verdict: str
    outcome: str
    score: float
    max_score: float
    seconds: float = 0.0
    message: str = ""
    mistakes: tuple[tuple[str, str, str], ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One student's result. `score` is before anything is taken off for being late; `report` is relative to OUT.

    `at` is when the work came, ISO 8601, if that is known.
    """

    student: Student
    status: Status
    reason: str = ""
    score: float = 0.0
    max_score: float = 0.0
    lateness: Lateness | None = None
    at: str = ""
    report: str = ""
    seconds: float = 0.0
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def final_score(self) -> float:
        """The points that count."""
        return max(0.0, self.score - (self.lateness.points if self.lateness else 0.0))


class ClassResult(msgspec.Struct, frozen=True, kw_only=True):
    """A whole class on one assignment, in the order of the students' keys."""

    assignment: str
    title: str
    standings: tuple[Standing, ...]
    unmatched: tuple[tuple[str, str], ...] = ()
    versions: dict[str, str] = {}
