"""What came of one hand-in on a platform: a report, a refusal, or our own trouble; every format is written from it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from grader.records import Assignment
from grader.report.inert import inert
from grader.report.view import CheckView, ElsewhereView, Report

NOT_FINAL = (
    "The grader itself failed, so there is no score: this is no fault of your work. Please tell the staff."
)


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One hand-in. `problems` has the points of everything that is asked for, handed in or not.

    `report` is the student's, `scripts` are the counterexamples by the names of their files, `absent` the problems
    whose file was not handed in. `refused` is a sentence for the student, `trouble` one for the staff: with either
    there is no report, except where single checks could not be judged.
    """

    assignment: str
    title: str
    problems: dict[str, float]
    report: Report | None = None
    scripts: dict[str, str] = {}
    absent: tuple[ElsewhereView, ...] = ()
    refused: str = ""
    trouble: str = ""

    @property
    def max_score(self) -> float:
        """The points that there are."""
        return round(math.fsum(self.problems.values()), 6)

    @property
    def score(self) -> float:
        """The points of the checks that are right."""
        return self.report.score if self.report else 0.0

    @property
    def final_score(self) -> float:
        """The points that count, once what being late costs is taken off."""
        late = self.report.lateness if self.report else None
        return late.final_score if late else self.score


def absent(asked_for: Assignment, modules: tuple[str, ...]) -> tuple[ElsewhereView, ...]:
    """Return the problems with checks in files that are asked for and were not handed in."""
    about = {check.problem: check.module for check in asked_for.checks}
    return tuple(
        ElsewhereView(
            problem=problem.id,
            title=problem.title,
            points=problem.points,
            reason=f"{about[problem.id]} was not handed in",
        )
        for problem in asked_for.problems
        if problem.points and about[problem.id] not in modules
    )


def refusal(attempt: Attempt) -> str:
    """Return why nothing was graded, as one harmless line."""
    return f"This could not be graded: {inert(attempt.refused)}."


def numbered(report: Report) -> Iterator[tuple[str, CheckView]]:
    """Yield each check with its number: 1.2a.3 is the third of problem 1.2a."""
    count: dict[str, int] = {}
    for check in report.checks:
        count[check.problem] = count.get(check.problem, 0) + 1
        yield f"{check.problem}.{count[check.problem]}", check
