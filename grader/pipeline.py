"""Grade one submission: observe every check, judge each, and put the results together."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator

import msgspec
import numpy as np

from grader import __version__
from grader.errors import SandboxError
from grader.judge import judge
from grader.observe import observe
from grader.records import (
    Array,
    Assignment,
    CheckResult,
    Fixture,
    Grading,
    Observation,
    Outcome,
    Provenance,
    Submission,
)
from grader.sandbox.choose import Sandbox


def grade(assignment: Assignment, submission: Submission, fixture: Fixture, sandbox: Sandbox) -> Grading:
    """Return the results of all checks, in the order of the assignment.

    Raises:
        SandboxError: if not a single check could be run.
    """
    began = time.perf_counter()
    checks = {check.id: check for check in assignment.checks}
    results: dict[str, CheckResult] = {}
    # The judge works while the sandbox runs the next check.
    for seen in _observations(assignment, submission, fixture, sandbox):
        check, expected, misfit = checks[seen.check], fixture.expected[seen.check], ""
        if seen.check in assignment.expectations and seen.outcome is Outcome.RETURNED:
            try:
                expected = _expected(assignment, seen)
            except ValueError as error:
                misfit = str(error)
            except (LookupError, TypeError, ArithmeticError):
                misfit = "what it returned does not fit together: see what the handout asks for"
        result = judge(check, expected, seen, fixture.given[seen.check], misfit)
        # The numbers have been compared: a report needs them no more, and there may be megabytes of them.
        results[seen.check] = msgspec.structs.replace(
            result, observation=msgspec.structs.replace(seen, quantities={})
        )
    provenance = Provenance(
        sandbox=sandbox.backend,
        protection=sandbox.protection,
        versions={"grader": __version__, "numpy": np.__version__, "python": platform.python_version()},
        fixtures_sha256=fixture.sha256,
        limits=assignment.limits,
    )
    return Grading(
        assignment=assignment,
        submission=submission,
        results=tuple(results[id] for id in checks),
        provenance=provenance,
        seconds=time.perf_counter() - began,
    )


def _expected(assignment: Assignment, seen: Observation) -> dict[str, Array]:
    """Return what is expected where the parameters are the student's own: plain arrays are all that we look at."""
    arrays = {name: value for name, value in seen.quantities.items() if not isinstance(value, str)}
    with np.errstate(all="ignore"):
        return assignment.expectations[seen.check](arrays)


def _observations(
    assignment: Assignment, submission: Submission, fixture: Fixture, sandbox: Sandbox
) -> Iterator[Observation]:
    """Yield what `observe` does; when the sandbox fails half-way, what is left is our fault and nobody's mistake."""
    left = [check.id for check in assignment.checks]
    try:
        for observation in observe(assignment, submission, fixture.given, sandbox):
            left.remove(observation.check)
            yield observation
    except SandboxError as error:
        if len(left) == len(assignment.checks):
            raise
        for id in left:
            yield Observation(check=id, outcome=Outcome.NOT_RUN, our_fault=str(error))
