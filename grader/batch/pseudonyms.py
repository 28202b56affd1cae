"""A class without its names: what could tell who somebody is, is not in the record any more."""

from __future__ import annotations

import hashlib
import hmac

from msgspec.structs import replace

from grader.batch.standing import ClassResult, Lateness, Standing, Student

# No vowels, which would make words, and nothing that looks like something else.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
_LENGTH = 6


def masked(result: ClassResult, secret: str = "") -> ClassResult:
    """Return the class under pseudonyms, in their order: the order of the keys would tell as much as the keys.

    A pseudonym stays a student's own as long as the list of the class does; with a `secret`, always, and then nobody
    who has the list can work it out. Reasons, notes, messages and paths go: a student can write a name into them.
    """
    keys = [standing.student.key for standing in result.standings]
    names = _pseudonyms(keys, secret or "\n".join(sorted(keys)))
    standings = sorted(
        (_masked(standing, names[standing.student.key]) for standing in result.standings),
        key=lambda each: each.student.key,
    )
    return replace(result, standings=tuple(standings), unmatched=(("", ""),) * len(result.unmatched))


def _masked(standing: Standing, name: str) -> Standing:
    late = standing.lateness
    return replace(
        standing,
        student=Student(key=name, name=name),
        reason="",
        lateness=Lateness(late_seconds=late.late_seconds, points=late.points, sentence="") if late else None,
        report="",
        items=tuple(replace(item, message="") for item in standing.items),
        notes=(),
    )


def _pseudonyms(keys: list[str], secret: str) -> dict[str, str]:
    """Return a pseudonym for each key: as many letters of its keyed hash as keep them apart."""
    spelled = {key: _spelled(secret, key) for key in keys}
    length = _LENGTH
    while len({name[:length] for name in spelled.values()}) < len(spelled):
        length += 1
    return {key: f"Student {name[:length]}" for key, name in spelled.items()}


def _spelled(secret: str, key: str) -> str:
    digest = hmac.digest(
        secret.encode(errors="surrogatepass"), key.encode(errors="surrogatepass"), hashlib.sha256
    )
    number, letters = int.from_bytes(digest, "big"), ""
    while number:
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return letters
