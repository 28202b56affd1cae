"""Grade one submission: observe every check, judge each, and put the results together."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from grader import __version__, catalog, fixtures, gradients
from grader.errors import AssignmentError, FixtureError, SandboxError
from grader.explain import explain
from grader.judging import Judging, Ladders
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
)
from grader.sandbox.choose import Sandbox
from grader.script import script

# More digits than a time has would look like a number of the fixture, sooner or later.
_SECONDS_DECIMALS = 3


def grade(
    assignment: Assignment,
    submission: Submission,
    fixture: Fixture,
    sandbox: Sandbox,
    key: str = "",
    after_each: Callable[[], None] = lambda: None,
) -> Grading:
    """Return the results of all checks, in the order of the assignment; `key` is what the fixture was drawn with.

    `after_each` is called after each observation, and may give it all up by an exception of its own.

    Raises:
        SandboxError: if not a single check could be run.
    """
    began = time.perf_counter()
    notes: list[str] = []
    judging = Judging(assignment, fixture, lambda: _ladders(assignment, notes))
    listener = Listener(notes, judging.is_right, judging.further)
    for seen in _observations(assignment, submission, fixture, sandbox, listener):
        # The judge works while the sandbox runs the next check.
        judging.hear(seen)
        after_each()
    results = judging.results
    for id, diagnoses in _diagnoses(assignment, fixture, judging, notes).items():
        results[id] = msgspec.structs.replace(results[id], diagnosis=diagnoses)
    for id, finding in gradients.findings(assignment, judging.tried, results).items():
        results[id] = msgspec.structs.replace(results[id], diagnosis=(*results[id].diagnosis, finding))
    if judging.shown_by:
        statements = catalog.statements(assignment)
        for id, rung in judging.shown_by.items():
            text = script(results[id].check, rung, statements)
            results[id] = msgspec.structs.replace(results[id], counterexample=text)
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
        seconds=round(time.perf_counter() - began, _SECONDS_DECIMALS),
    )


def _ladders(assignment: Assignment, notes: list[str]) -> Ladders:
    """Return the small instances of each check; none, and a note, if there is trouble with them."""
    try:
        return fixtures.read_counterexamples(assignment)
    except FixtureError as error:
        notes.append(f"no counterexamples are in this report: {error}")
        return {}


def _diagnoses(
    assignment: Assignment, fixture: Fixture, judging: Judging, notes: list[str]
) -> dict[str, tuple[Diagnosis, ...]]:
    """Return what is known of the mistakes behind the wrong answers, by check."""
    try:
        return explain(assignment, fixture, judging.results, judging.wrong)
    except (AssignmentError, FixtureError) as error:
        # A name for a mistake is a help, and no verdict depends on it.
        notes.append(f"mistakes are not named in this report: {error}")
        return {}


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
