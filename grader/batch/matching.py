"""Whose work it is: what a layout claims beside the roster. Nothing is guessed: two who may be meant are nobody."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.batch.keys import keys
from grader.batch.layouts.found import ANY, Claim
from grader.batch.standing import Student
from grader.intake.wording import listed, plain

# Which ids of a student a claimed one may be: Gradescope's student ID is what the registrar gave.
_MAY_BE = {
    "canvas": ("canvas",),
    "participant": ("participant",),
    "login": ("login",),
    "email": ("email", "login"),
    "sis": ("sis", "idnumber"),
    "idnumber": ("idnumber", "sis"),
    ANY: ("login", "sis", "idnumber", "email", "canvas"),
}
CALLED = {
    "canvas": "Canvas ID",
    "sis": "SIS ID",
    "login": "login",
    "email": "address",
    "idnumber": "ID",
    "participant": "identifier",
}


class Match(NamedTuple):
    """The student, or why it is nobody; `by_name` says that nothing but a name told it."""

    student: Student | None
    why: str = ""
    by_name: bool = False


class Register:
    """The roster, to be asked who is meant."""

    def __init__(self, students: Sequence[Student]) -> None:
        self._by_id: dict[tuple[str, str], list[Student]] = defaultdict(list)
        self._by_name: dict[str, list[Student]] = defaultdict(list)
        for student in students:
            for kind, id in student.ids.items():
                self._by_id[kind, id.casefold()].append(student)
            for form in forms(student.name):
                self._by_name[form].append(student)

    def match(self, claim: Claim) -> Match:
        """Return whose work is claimed."""
        meant = [
            student
            for kind, id in claim.ids.items()
            for own in _MAY_BE[kind]
            for student in self._by_id.get((own, id.casefold()), ())
        ]
        by_id = list({student.key: student for student in meant}.values())
        if len(by_id) == 1:
            return Match(by_id[0])
        if by_id:
            return Match(None, f"its ids are those of {_people(by_id)}")
        by_name = self._by_name.get(squashed(claim.name), [])
        if not by_name:
            return Match(None, f"nobody on the roster is called {plain(claim.name)}, or has that as an ID")
        if len(by_name) > 1:
            return Match(None, f"{len(by_name)} people on the roster may be meant: {_people(by_name)}")
        other = _contradiction(claim.ids, by_name[0])
        return Match(None, other) if other else Match(by_name[0], by_name=True)


class Everybody:
    """Without a roster: each name and ID that somebody claims is a student."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        people = {_identity(claim): claim for claim in claims}
        named = [(plain(claim.name), _own(claim)) for claim in people.values()]
        self._students = {
            identity: Student(key=key, name=name or next(iter(ids.values()), key), ids=ids)
            for identity, key, (name, ids) in zip(people, keys(named), named, strict=True)
        }

    def match(self, claim: Claim) -> Match:
        """Return who claims it."""
        return Match(self._students[_identity(claim)])


def forms(name: str) -> set[str]:
    """Return the ways in which a name may stand in that of a file: "Doe, Jane" as doejane and as janedoe."""
    last, comma, first = name.partition(",")
    words = [*first.split(), *last.split()] if comma else name.split()
    turned = {squashed("".join(words[at:] + words[:at])) for at in range(len(words))}
    return turned - {""}


def squashed(name: str) -> str:
    """Return the letters and digits of a name, without case and accents, in any script."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(letter for letter in bare if letter.isalnum())


def _contradiction(ids: Mapping[str, str], student: Student) -> str:
    """Return in which id a student of the right name is somebody else, or nothing."""
    for kind, id in ids.items():
        if student.ids.get(kind):
            return f"its {CALLED[kind]} is {plain(id)}, and that of {plain(student.name)} is {plain(student.ids[kind])}"
    return ""


def _identity(claim: Claim) -> tuple[str, str]:
    """Return what tells one from another: an ID, and where there is none the name."""
    return next(iter(claim.ids.items()), ("name", claim.name))


def _own(claim: Claim) -> dict[str, str]:
    return {kind: plain(id) for kind, id in claim.ids.items() if kind != ANY}


def _people(students: Sequence[Student]) -> str:
    return listed(f"{student.name} ({student.key})" for student in students)
