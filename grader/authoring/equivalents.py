"""Mutants that behave as the reference does: declared in equivalent.toml, with a reason, by their text alone.

    [[equivalent]]
    file = "mlp.py"
    place = "*.__init__"
    before = "super().__init__()"
    after = ["pass"]
    reason = "Transform.__init__ does nothing."

`before` and `after` are a statement, as the audit prints it, or the part of it that is changed; `place` is a function,
and a `*` in it stands for any text. Without `after`, the entry is about something that the handout does not promise:
all mutants of the place, or of the statement `before` in it, that no check notices. Nothing tells a line, so that lines
may move; what is no mutant's text any more is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

import msgspec

from grader.authoring.mutants import Mutant
from grader.errors import AssignmentError
from grader.records import Assignment

EQUIVALENT = "equivalent.toml"


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    file: str
    place: str
    reason: str
    before: str = ""
    after: list[str] = []


class _Toml(msgspec.Struct, forbid_unknown_fields=True):
    equivalent: list[_Entry]


class Declared(NamedTuple):
    """What an equivalent.toml declares, and how messages call the file."""

    where: str
    entries: tuple[_Entry, ...] = ()

    def equivalent(self, file: str, mutants: Sequence[Mutant]) -> frozenset[int]:
        """Return which of the mutants of a file are declared, one by one, to be equivalent.

        Raises:
            AssignmentError: if a declaration fits none of them, or gives no reason.
        """
        found: set[int] = set()
        for entry in self._about(file):
            for after in entry.after:
                found |= self._fitting(entry, after, mutants)
        return frozenset(found)

    def not_promised(self, file: str, mutants: Sequence[Mutant]) -> frozenset[int]:
        """Return which of the mutants of a file are of something that the handout does not promise.

        Raises:
            AssignmentError: if a declaration fits none of them, or gives no reason.
        """
        entries = (entry for entry in self._about(file) if not entry.after)
        return frozenset().union(*(self._fitting(entry, "", mutants) for entry in entries))

    def _about(self, file: str) -> list[_Entry]:
        return [entry for entry in self.entries if entry.file == file]

    def _fitting(self, entry: _Entry, after: str, mutants: Sequence[Mutant]) -> set[int]:
        fitting = {
            index
            for index, mutant in enumerate(mutants)
            if fnmatchcase(mutant.place, entry.place)
            and (_leads(mutant, entry.before, after) if after else entry.before in ("", mutant.before))
        }
        if not fitting or not entry.reason.strip():
            change = f"`{entry.before}` -> `{after}`" if after else f"`{entry.before}`"
            flaw = "no mutant of the reference" if not fitting else "declared without a reason"
            raise AssignmentError(f"{self.where}: {change} in {entry.file}, {entry.place}, is {flaw}")
        return fitting


def read(assignment: Assignment) -> Declared:
    """Return what is declared; nothing if there is no such file.

    Raises:
        AssignmentError: if it is not as it should be, or is about a file that is none of the homework's.
    """
    where, path = f"assignments/{assignment.id}/{EQUIVALENT}", assignment.folder / EQUIVALENT
    if not path.is_file():
        return Declared(where)
    try:
        entries = msgspec.toml.decode(path.read_bytes(), type=_Toml).equivalent
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{where} is not as it should be: {error}") from error
    for entry in entries:
        if entry.file not in assignment.files:
            raise AssignmentError(f"{where} is about {entry.file}, which is none of the homework's files")
    return Declared(where, tuple(entries))


def _leads(mutant: Mutant, before: str, after: str) -> bool:
    """Return whether putting `after` in one place of `before` makes the mutant of its statement."""
    start = mutant.before.find(before)
    while start >= 0:
        if mutant.before[:start] + after + mutant.before[start + len(before) :] == mutant.after:
            return True
        start = mutant.before.find(before, start + 1)
    return False
