"""What each known mistake makes of the checks: the table by which a diagnosis knows it again."""

from __future__ import annotations

import numpy as np

from grader import catalog, mistakes
from grader.diagnose import sampled
from grader.errors import AssignmentError
from grader.records import Array, Assignment, Mistake

# mistake -> check that notices it -> quantity that is wrong -> sample
Table = dict[str, dict[str, dict[str, Array]]]

# Stored in single precision, on another machine: so far may two tables be apart.
_AGREES = 1e-5


def rehearse(
    assignment: Assignment,
    given: dict[str, dict[str, Array]],
    expected: dict[str, dict[str, Array]],
    every: int = 1,
) -> Table:
    """Return the table of the known mistakes of an assignment: of all, or of every so many.

    Raises:
        AssignmentError: if no check of its own problem notices a mistake.
    """
    table: Table = {}
    for mistake in mistakes.read(assignment)[::every]:
        noticed = answers(assignment, mistake, given, expected)
        if not any(check.problem == mistake.problem for check in assignment.checks if check.id in noticed):
            raise AssignmentError(
                f"assignments/{assignment.id}/{mistakes.MISTAKES}: no check of problem {mistake.problem} "
                f"notices {mistake.id}"
            )
        table[mistake.id] = {
            check: {name: sampled(array) for name, array in wrong.items()} for check, wrong in noticed.items()
        }
    return table


def answers(
    assignment: Assignment,
    mistake: Mistake,
    given: dict[str, dict[str, Array]],
    expected: dict[str, dict[str, Array]],
) -> dict[str, dict[str, Array]]:
    """Return the wrong quantities of each check that notices a mistake; none of one that fails otherwise.

    The checks are those of its problem, and of those that this builds on, which it may spoil from above. Other problems
    are left out, and training comparisons: they follow from this one.
    """
    functions = catalog.check_functions(assignment)
    module = mistakes.spoiled(assignment, [mistake])
    roots = {problem.id: problem.builds_on for problem in assignment.problems}[mistake.problem]
    noticed: dict[str, dict[str, Array]] = {}
    for check in assignment.checks:
        is_near = check.problem in (mistake.problem, *roots) and check.module == mistake.module
        if is_near and not check.curves and check.id not in assignment.expectations:
            wrong = mistakes.wrong_answers(
                check, functions[check.function], module, given[check.id], expected[check.id]
            )
            if wrong is not None:
                noticed[check.id] = wrong
    return noticed


def differ(table: Table, stored: Table) -> str:
    """Return the first mistake of which two tables say something else, or nothing."""
    for id in {**table, **stored}:
        checks, kept = table.get(id), stored.get(id)
        if checks is None or kept is None or {*checks} != {*kept}:
            return id
        if not all(_agree(checks[check], kept[check]) for check in checks):
            return id
    return ""


def _agree(samples: dict[str, Array], kept: dict[str, Array]) -> bool:
    return {*samples} == {*kept} and all(
        samples[name].shape == kept[name].shape
        and np.allclose(samples[name], kept[name], rtol=_AGREES, atol=_AGREES, equal_nan=True)
        for name in samples
    )
