"""Grade one submission: observe every check, judge each, and put the results together."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator

import msgspec
import numpy as np

from grader import __version__, fixtures, mistakes
from grader.diagnose import Seen, diagnose
from grader.errors import AssignmentError, FixtureError, SandboxError
from grader.judging import Judging
from grader.observe import Listener, observe
from grader.records import (
    Assignment,
    Diagnosis,
    Fixture,
    Grading,
    Observation,
    Outcome,
    Provenance,
    Submission,
    Verdict,
)
from grader.sandbox.choose import Sandbox


def grade(
    assignment: Assignment, submission: Submission, fixture: Fixture, sandbox: Sandbox, key: str = ""
) -> Grading:
    """Return the results of all checks, in the order of the assignment; `key` is what the fixture was drawn with.

    Raises:
        SandboxError: if not a single check could be run.
    """
    began = time.perf_counter()
    judging = Judging(assignment, fixture)
    notes: list[str] = []
    listener = Listener(notes, judging.is_right)
    for seen in _observations(assignment, submission, fixture, sandbox, listener):
        # The judge works while the sandbox runs the next check.
        judging.hear(seen)
    results = judging.results
    for id, diagnosis in _diagnoses(assignment, judging, notes).items():
        results[id] = msgspec.structs.replace(results[id], diagnosis=(diagnosis,))
    provenance = Provenance(
        sandbox=sandbox.backend,
        protection=sandbox.protection,
        versions={"grader": __version__, "numpy": np.__version__, "python": platform.python_version()},
        fixtures_sha256=fixture.sha256,
        limits=assignment.limits,
        key=key,
    )
    return Grading(
        assignment=assignment,
        submission=msgspec.structs.replace(submission, notes=(*submission.notes, *notes)),
        results=tuple(results[check.id] for check in assignment.checks),
        provenance=provenance,
        seconds=time.perf_counter() - began,
    )


def _diagnoses(assignment: Assignment, judging: Judging, notes: list[str]) -> dict[str, Diagnosis]:
    """Return what is known of the mistakes behind the wrong answers, by check."""
    results, wrong = judging.results, judging.wrong
    if all(result.verdict is not Verdict.WRONG for result in results.values()):
        return {}
    # What is wrong is matched in full or not at all.
    seen = [
        Seen(result.check, result.verdict, wrong[id] if len(wrong[id]) == len(result.differences) else {})
        for id, result in results.items()
    ]
    try:
        known = mistakes.read(assignment)
        table = fixtures.read_mistakes(assignment) if known else {}
    except (AssignmentError, FixtureError) as error:
        # A name for a mistake is a help, and no verdict depends on it.
        notes.append(f"mistakes are not named in this report: {error}")
        return {}
    return diagnose(seen, known, table, assignment.problems)


def _observations(
    assignment: Assignment, submission: Submission, fixture: Fixture, sandbox: Sandbox, listener: Listener
) -> Iterator[Observation]:
    """Yield what `observe` does; when the sandbox fails half-way, what is left is our fault and nobody's mistake."""
    left = [check.id for check in assignment.checks]
    try:
        for observation in observe(assignment, submission, fixture.given, sandbox, listener):
            if observation.check in left:
                left.remove(observation.check)
            yield observation
    except SandboxError as error:
        if len(left) == len(assignment.checks):
            raise
        for id in left:
            yield Observation(check=id, outcome=Outcome.NOT_RUN, our_fault=str(error))
