"""The platforms whose results we write: from what came of a hand-in, and what the platform said of it, to a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from grader.platforms import metadata
from grader.platforms.formats import autolab, github, gradescope, junit, prairielearn
from grader.platforms.formats.attempt import Attempt
from grader.platforms.terms import Terms


class Answer(NamedTuple):
    """`render` returns the results, or nothing where they would hide our trouble; `instead` those of one too many.

    `late_seconds` is how much later than it was due the hand-in came, or None if the platform does not tell.
    """

    render: Callable[[Attempt, Terms, bytes], str]
    instead: Callable[[Terms, bytes], str] = lambda terms, said: ""
    late_seconds: Callable[[bytes], float | None] = lambda said: None


def _gradescope(attempt: Attempt, terms: Terms, said: bytes) -> str:
    return "" if attempt.trouble else gradescope.render(attempt, terms, metadata.read(said))


def _gradescope_instead(terms: Terms, said: bytes) -> str:
    read = metadata.read(said)
    return gradescope.repeat(terms, read) if gradescope.is_spent(terms, read) else ""


def _autolab(attempt: Attempt, terms: Terms, said: bytes) -> str:
    return "" if attempt.trouble else autolab.render(attempt)


ANSWERS = {
    "gradescope": Answer(_gradescope, _gradescope_instead, lambda said: metadata.read(said).late_seconds),
    "prairielearn": Answer(lambda attempt, terms, said: prairielearn.render(attempt)),
    "github-classroom": Answer(lambda attempt, terms, said: github.render(attempt)),
    "autolab": Answer(_autolab),
    "junit": Answer(lambda attempt, terms, said: junit.render(attempt)),
}
