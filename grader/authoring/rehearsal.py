"""What each known mistake makes of the checks: the table by which a diagnosis knows it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    assignment: Assignment, given: dict[str, dict[str, Array]], expected: dict[str, dict[str, Array]]
) -> Table:
    """Return the table of all known mistakes of an assignment.

    Training comparisons are left out: they follow from the rest.

    Raises:
        AssignmentError: if no check of its own problem notices a mistake.
    """
    functions = catalog.check_functions(assignment)
    table: Table = {}
    for mistake in mistakes.read(assignment):
        checks = [
            check
            for check in assignment.checks
            if check.module == mistake.module and not check.curves and check.id not in assignment.expectations
        ]
        table[mistake.id] = dict(_noticed(assignment, mistake, checks, functions, given, expected))
        if not any(check.id in table[mistake.id] for check in checks if check.problem == mistake.problem):
            raise AssignmentError(
                f"assignments/{assignment.id}/{mistakes.MISTAKES}: no check of problem {mistake.problem} "
                f"notices {mistake.id}"
            )
    return table


def differ(table: Table, stored: Table) -> str:
    """Return the first mistake of which two tables say something else, or nothing."""
    for id in {**table, **stored}:
        checks, kept = table.get(id), stored.get(id)
        if checks is None or kept is None or {*checks} != {*kept}:
            return id
        if not all(_agree(checks[check], kept[check]) for check in checks):
            return id
    return ""


def _noticed(
    assignment: Assignment,
    mistake: Mistake,
    checks: list[Check],
    functions: dict[str, Callable[..., Any]],
    given: dict[str, dict[str, Array]],
    expected: dict[str, dict[str, Array]],
) -> Iterator[tuple[str, dict[str, Array]]]:
    """Yield each check that notices the mistake, with samples of what is wrong; none if it fails in another way."""
    module = mistakes.spoiled(assignment, [mistake])
    for check in checks:
        inputs = {
            name: array.item() if array.ndim == 0 else array.copy() for name, array in given[check.id].items()
        }
        np.random.seed(1)
        try:
            with np.errstate(all="ignore"):
                returned = functions[check.function](module, **inputs)
            wrong = {
                name: _plain(returned[name])
                for name, array in expected[check.id].items()
                if difference(name, _plain(returned[name]), array, check.tolerance)
            }
        except Exception:  # noqa: BLE001 (a mistake may make its code fail in any way)
            yield check.id, {}
            continue
        if any(isinstance(value, str) for value in wrong.values()):
            yield check.id, {}
        elif wrong:
            yield check.id, {name: sampled(value).astype(np.float32) for name, value in wrong.items()}


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
