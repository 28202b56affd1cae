"""What each known mistake makes of the checks: the table by which a diagnosis knows it again."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from grader import catalog, mistakes
from grader.compare import difference
from grader.diagnose import sampled
from grader.errors import AssignmentError
from grader.records import Array, Assignment, Check, Mistake

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
        if not noticed:
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
    """Return the wrong quantities of each check of its problem that notices a mistake; none where it fails otherwise.

    Other problems are left out, and training comparisons: they follow from this one.
    """
    functions = catalog.check_functions(assignment)
    module = mistakes.spoiled(assignment, [mistake])
    noticed: dict[str, dict[str, Array]] = {}
    for check in assignment.checks:
        is_own = check.problem == mistake.problem and check.module == mistake.module
        if is_own and not check.curves and check.id not in assignment.expectations:
            wrong = _wrong(check, functions[check.function], module, given[check.id], expected[check.id])
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


def _wrong(
    check: Check,
    function: Callable[..., Any],
    module: ModuleType,
    given: dict[str, Array],
    expected: dict[str, Array],
) -> dict[str, Array] | None:
    """Return what is wrong of what a check returns; nothing if it fails in another way, None if all is right."""
    inputs = {name: array.item() if array.ndim == 0 else array.copy() for name, array in given.items()}
    np.random.seed(1)
    try:
        with np.errstate(all="ignore"):
            returned = function(module, **inputs)
        found = {name: _plain(returned.get(name)) for name in expected}
    except Exception:  # noqa: BLE001 (a mistake may make its code fail in any way)
        return {}
    wrong = {
        name: value
        for name, value in found.items()
        if difference(name, value, expected[name], check.tolerance)
    }
    if not wrong:
        return None
    return {} if any(isinstance(value, str) for value in wrong.values()) else wrong


def _plain(value: object) -> Any:
    is_number = isinstance(value, (bool, int, float, np.generic, np.ndarray))
    array = np.array(value, subok=False) if is_number else None
    return array if array is not None and array.dtype.kind in "biuf" else type(value).__name__


def _agree(samples: dict[str, Array], kept: dict[str, Array]) -> bool:
    return {*samples} == {*kept} and all(
        samples[name].shape == kept[name].shape
        and np.allclose(samples[name], kept[name], rtol=_AGREES, atol=_AGREES, equal_nan=True)
        for name in samples
    )
