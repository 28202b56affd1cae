"""A bench for the checks of one file: each is tried on a module, and says how far off every answer is.

A distance is counted in tolerances: up to 1 is right, and what is no number of the right shape is infinitely far off.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from types import ModuleType

import numpy as np

from grader import catalog
from grader.authoring import trials
from grader.compare import difference, tube
from grader.inside.answer import arguments
from grader.inside.wire import as_array
from grader.records import Array, Assignment, Check, Fixture

Make = Callable[[], ModuleType]
# Check -> quantity -> what was returned, where it is wrong. A check that fails in another way has no quantities.
Wrong = dict[str, dict[str, Array]]
# Check -> how far off the worst of its answers is.
Distances = dict[str, float]


class Bench:
    """The checks of one file, to be run on whatever takes its place. For a trial's process alone."""

    def __init__(self, assignment: Assignment, fixture: Fixture, file: str) -> None:
        """Take the checks that are about a file, and what they are given."""
        self.file = file
        self.checks = tuple(check for check in assignment.checks if check.module == file)
        self._fixture, self._expectations = fixture, assignment.expectations
        self._functions = catalog.check_functions(assignment)

    def first_to_notice(self, make: Make) -> str:
        """Return the first check with points that fails on a fresh module, or nothing."""
        scored = (check for check in self.checks if check.points)
        return next((check.id for check in scored if self._tried(check, make)[0] > 1), "")

    def tried(self, make: Make) -> tuple[Distances, Wrong]:
        """Return how far off each check is on a fresh module, and the wrong answers."""
        found = {check.id: self._tried(check, make) for check in self.checks}
        distances = {id: distance for id, (distance, _) in found.items()}
        return distances, {id: wrong for id, (distance, wrong) in found.items() if distance > 1}

    @np.errstate(all="ignore")
    def _tried(self, check: Check, make: Make) -> tuple[float, dict[str, Array]]:
        inputs = arguments(deepcopy(self._fixture.given[check.id]))
        np.random.seed(1)
        random.seed(1)
        trials.limit_processor_time(check.wall_seconds)
        try:
            returned = self._functions[check.function](make(), **inputs)
            found = {name: as_array(value) for name, value in returned.items()}
            expected = self._expected(check, found)
        except BaseException:  # noqa: BLE001 (what is tried may fail in any way)
            return np.inf, {}
        finally:
            trials.limit_processor_time(0)
        distances = {name: distance(check, name, found.get(name), array) for name, array in expected.items()}
        wrong = {name: found.get(name) for name, each in distances.items() if each > 1}
        whole = {name: array for name, array in wrong.items() if array is not None}
        return max(distances.values(), default=0.0), whole if len(whole) == len(wrong) else {}

    def _expected(self, check: Check, found: dict[str, Array | None]) -> dict[str, Array]:
        if check.id not in self._expectations:
            return self._fixture.expected[check.id]
        arrays = {name: array for name, array in found.items() if array is not None}
        return self._expectations[check.id](arrays | self._fixture.given[check.id])


@np.errstate(all="ignore")
def distance(check: Check, name: str, actual: Array | None, expected: Array) -> float:
    """Return how many tolerances a quantity is off: more than 1 exactly if the check would call it wrong."""
    is_curve = name in check.curves and expected.ndim > 0
    value = "another type" if actual is None else actual
    is_wrong = difference(name, value, expected, check.tolerance, name in check.curves) is not None
    if actual is None or actual.shape != expected.shape:
        return np.inf
    if not expected.size:
        return 0.0
    a, e = actual.astype(np.float64), expected.astype(np.float64)
    width = tube(e, check.tolerance)
    widths = width.reshape(-1, *[1] * (e.ndim - 1)) if is_curve else width[0]
    off = np.where((a == e) | (np.isnan(a) & np.isnan(e)), 0.0, np.abs(a - e) / widths)
    largest = float(np.max(np.where(np.isnan(off), np.inf, off), initial=0.0))
    # Where rounding puts both on different sides of 1, the judge is right.
    return max(largest, np.nextafter(1, 2)) if is_wrong else min(largest, 1.0)


def of_points(checks: Sequence[Check]) -> frozenset[str]:
    """Return the checks that give points."""
    return frozenset(check.id for check in checks if check.points)
