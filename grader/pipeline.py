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
from grader.judge import judge
from grader.observe import observe
from grader.records import (
    Array,
    Assignment,
    CheckResult,
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
    checks = {check.id: check for check in assignment.checks}
    results: dict[str, CheckResult] = {}
    wrong: dict[str, dict[str, Array]] = {}
    # The judge works while the sandbox runs the next check.
    notes: list[str] = []
    for seen in _observations(assignment, submission, fixture, sandbox, notes):
        check, expected, misfit = checks[seen.check], fixture.expected[seen.check], ""
        if seen.check in assignment.expectations and seen.outcome is Outcome.RETURNED:
            try:
                expected = _expected(assignment, seen, fixture.given[seen.check])
            except ValueError as error:
                misfit = str(error)
            except (LookupError, TypeError, ArithmeticError):
                misfit = "what it returned does not fit together: see what the handout asks for"
        result = judge(check, expected, seen, fixture.given[seen.check], misfit)
        # The numbers have been compared: a report needs them no more, and there may be megabytes of them.
        wrong[seen.check] = {
            each.quantity: array
            for each in result.differences
            if not isinstance(array := seen.quantities.get(each.quantity, ""), str)
        }
        results[seen.check] = msgspec.structs.replace(
            result, observation=msgspec.structs.replace(seen, quantities={})
        )
    for id, diagnosis in _diagnoses(assignment, results, wrong, notes).items():
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
        results=tuple(results[id] for id in checks),
        provenance=provenance,
        seconds=time.perf_counter() - began,
    )


def _diagnoses(
    assignment: Assignment,
    results: dict[str, CheckResult],
    wrong: dict[str, dict[str, Array]],
    notes: list[str],
) -> dict[str, Diagnosis]:
    """Return what is known of the mistakes behind the wrong answers, by check."""
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


def _expected(assignment: Assignment, seen: Observation, given: dict[str, Array]) -> dict[str, Array]:
    """Return what is expected where the parameters are the student's own: plain arrays are all that we look at."""
    arrays = {name: value for name, value in seen.quantities.items() if not isinstance(value, str)}
    # What was given is what we gave, whatever comes back under its name.
    arrays |= given
    with np.errstate(all="ignore"):
        return assignment.expectations[seen.check](arrays)


def _observations(
    assignment: Assignment, submission: Submission, fixture: Fixture, sandbox: Sandbox, notes: list[str]
) -> Iterator[Observation]:
    """Yield what `observe` does; when the sandbox fails half-way, what is left is our fault and nobody's mistake."""
    left = [check.id for check in assignment.checks]
    try:
        for observation in observe(assignment, submission, fixture.given, sandbox, notes):
            left.remove(observation.check)
            yield observation
    except SandboxError as error:
        if len(left) == len(assignment.checks):
            raise
        for id in left:
            yield Observation(check=id, outcome=Outcome.NOT_RUN, our_fault=str(error))
