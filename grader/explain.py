"""Say what is behind the wrong answers of a whole submission: what is stored, what is tried, and what is left."""

from __future__ import annotations

from collections.abc import Mapping

from grader import fixtures, mistakes, pairs
from grader.diagnose import Seen, known, remaining
from grader.factors import named_numbers
from grader.records import Array, Assignment, CheckResult, Diagnosis, Fixture, Verdict
from grader.relations import Context


def explain(
    assignment: Assignment,
    fixture: Fixture,
    results: Mapping[str, CheckResult],
    wrong: Mapping[str, Mapping[str, Array]],
) -> dict[str, tuple[Diagnosis, ...]]:
    """Return the diagnoses of the checks that are wrong, by check; `wrong` are the quantities that were off.

    Raises:
        AssignmentError: if mistakes.py does not run, or does not fit.
        FixtureError: if the table of the known mistakes is missing or stale.
    """
    if all(result.verdict is not Verdict.WRONG for result in results.values()):
        return {}
    seen = [_seen(assignment, fixture, result, wrong.get(id, {})) for id, result in results.items()]
    listed = mistakes.read(assignment)
    table = fixtures.read_mistakes(assignment) if listed else {}
    stored = known(seen, listed, table, assignment.problems)
    found: dict[str, tuple[Diagnosis, ...]] = {id: (diagnosis,) for id, diagnosis in stored.items()}
    found |= pairs.search(assignment, seen, listed, table, stored)
    rest = remaining(seen, found, assignment.problems)
    return found | {id: (diagnosis,) for id, diagnosis in rest.items()}


def _seen(assignment: Assignment, fixture: Fixture, result: CheckResult, wrong: Mapping[str, Array]) -> Seen:
    check = result.check
    # What is wrong is matched in full or not at all.
    is_whole = len(wrong) == len(result.differences)
    numbers = named_numbers(assignment.sandbox_source, check.function) if wrong else {}
    context = Context(fixture.given[check.id], numbers, fixture.expected[check.id])
    return Seen(check, result.verdict, wrong if is_whole else {}, context)
