"""The small instances of each check, of which a report shows the first that a submission fails: which ones.

Each check gets a ladder of one to three, the smallest first. It is long enough when every known mistake that the
check notices on its stored inputs fails on one of its rungs. A size that the check has written into its body stays,
which is found by trying.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from types import ModuleType
from typing import Any

import msgspec
import numpy as np

from grader import catalog, instances, mistakes
from grader.authoring.instance import Recipe, instance, is_same, sizes
from grader.compare import Tolerance, difference, tube
from grader.errors import AssignmentError
from grader.inside.answer import arguments
from grader.inside.wire import as_array
from grader.records import Array, Assignment, Check, Mistake, Visibility
from grader.rungs import Rung

# The least that a size may become: with two, half of all slips in a sum look right.
_LEAST = (3, 4)
# How many seeds are tried for small sizes, and for those that are declared; and how many instances in all, if a
# known mistake shows on none of the first few.
_SEEDS, _MORE_SEEDS = 6, 20
_FEW_TRIED, _MOST_TRIED = 12, 60
_MOST_RUNGS = 3
# An instance of so few numbers may look right by chance: then there is another one, a little larger.
_FEW_NUMBERS, _LEAST_OF_ANOTHER = 20, 5
# As many digits as a script shows, so that it compares with what was compared before.
_DIGITS = 10
_NOTHING = 1e-5

Given = Mapping[str, Mapping[str, Array]]
Ladders = dict[str, tuple[Rung, ...]]


class Course:
    """What is needed to make rungs and to try them: draws, stored inputs, functions, references and mistakes."""

    def __init__(self, assignment: Assignment, given: Given, expected: Given) -> None:
        """Read all that is not given."""
        self.assignment, self.given, self.expected = assignment, given, expected
        self.checks = {
            check.id: check
            for check in assignment.checks
            if not check.curves and check.id not in assignment.expectations
        }
        files = dict.fromkeys(check.module for check in self.checks.values())
        self.mistakes = [each for each in mistakes.read(assignment) if each.module in files]
        self._draws = catalog.draws(assignment)
        self._functions = catalog.check_functions(assignment)
        self._references = {file: catalog.reference_module(assignment, file) for file in files}
        self._spoiled: dict[str, ModuleType] = {}

    def rung(self, check: Check, recipe: Recipe) -> Rung | None:
        """Return the rung that a recipe makes, or None if the check says nothing on such inputs."""
        secret = self.given[check.id] if check.visibility is Visibility.HIDDEN else None
        drawn = instance(self.assignment.id, recipe, self._draws[recipe.of], secret)
        if drawn is None:
            return None
        function, reference = self._functions[check.function], self._references[check.module]
        try:
            with np.errstate(all="ignore"):
                found = instances.answer(check, function, reference, drawn.given)
        except AssignmentError:
            return None
        if not _is_telling(found, self.expected[check.id]):
            return None
        expected = {name: _rounded(array, check.tolerance) for name, array in found.items()}
        return msgspec.structs.replace(drawn, expected=expected)

    def recipes(self, check: Check, largest_first: bool = False) -> Iterator[Recipe]:
        """Yield ways to make a rung, those with the smallest inputs first, or with the largest."""
        sources = [check.id]
        if check.visibility is Visibility.HIDDEN:
            # What students have is no secret: where a hidden check has a public twin, its inputs come first.
            sources = [each.id for each in self.checks.values() if each.function == check.function]
            sources.sort(key=lambda id: id == check.id)
        sized = [(of, each) for of in sources for least in _LEAST for each in self._sizes(of, least)]
        sized.sort(key=lambda each: self._entries(*each), reverse=largest_first)
        for of, smaller in sized:
            # A size that the check has written into its body spoils every seed.
            if self.rung(check, Recipe(of, smaller, 0)) is not None:
                for seed in range(_MORE_SEEDS if largest_first else _SEEDS):
                    yield Recipe(of, smaller, seed)

    def another(self, check: Check, rungs: Sequence[Rung]) -> list[Rung]:
        """Return one more rung, from the check's own draws and of larger sizes, if it is not one of these again."""
        seed = max(rung.seed for rung in rungs) + 1
        recipes = [Recipe(check.id, each, seed) for each in self._sizes(check.id, _LEAST_OF_ANOTHER)]
        rung = next((made for each in recipes if (made := self.rung(check, each)) is not None), None)
        if rung is None or any(_have_same_inputs(rung, each) for each in rungs):
            return []
        return [rung]

    def fails(
        self, check: Check, mistake: Mistake, given: Mapping[str, Array], expected: Mapping[str, Array]
    ) -> bool:
        """Return whether the reference with a mistake in it fails a check on such inputs."""
        if mistake.id not in self._spoiled:
            self._spoiled[mistake.id] = mistakes.spoiled(self.assignment, [mistake])
        return fails(check, self._functions[check.function], self._spoiled[mistake.id], given, expected)

    def noticed(self, check: Check, every: int = 1) -> list[Mistake]:
        """Return the mistakes that a check notices on its stored inputs: of all, or of every so many."""
        return [
            mistake
            for mistake in self.mistakes[::every]
            if mistake.module == check.module
            and self.fails(check, mistake, self.given[check.id], self.expected[check.id])
        ]

    def _sizes(self, of: str, least: int) -> list[dict[str, int]]:
        return sizes(self._draws[of], self.given[of], least)

    def _entries(self, of: str, smaller: Mapping[str, int]) -> int:
        shapes = [self.given[of][name].shape for name in self._draws[of]]
        return sum(int(np.prod([smaller.get(str(n), n) for n in shape])) for shape in shapes)


def ladders(assignment: Assignment, given: Given, expected: Given) -> Ladders:
    """Return the rungs of each check that has some."""
    course = Course(assignment, given, expected)
    with instances.own_random_numbers():
        found = {id: tuple(_climb(course, check)) for id, check in course.checks.items()}
    return {id: rungs for id, rungs in found.items() if rungs}


def unseen(course: Course, stored: Mapping[str, Sequence[Rung]], every: int = 1) -> Iterator[tuple[str, str]]:
    """Yield each check and known mistake for which no rung shows what the stored inputs do."""
    with instances.own_random_numbers():
        for check in course.checks.values():
            for mistake in course.noticed(check, every):
                rungs = stored.get(check.id, ())
                if not any(course.fails(check, mistake, each.given, each.expected) for each in rungs):
                    yield check.id, mistake.id


def fails(
    check: Check,
    function: Callable[..., Any],
    module: ModuleType,
    given: Mapping[str, Array],
    expected: Mapping[str, Array],
) -> bool:
    """Return whether a module fails a check: it raises, or what it returns is off."""
    inputs = arguments(deepcopy(given))
    np.random.seed(1)
    random.seed(1)
    try:
        with np.errstate(all="ignore"):
            returned = function(module, **inputs)
            found = {name: as_array(returned.get(name)) for name in expected}
    except Exception:  # noqa: BLE001 (a mistake may make its code fail in any way)
        return True
    return any(_is_off(check, name, found[name], wanted) for name, wanted in expected.items())


def _is_off(check: Check, name: str, actual: Array | None, wanted: Array) -> bool:
    return actual is None or difference(name, actual, wanted, check.tolerance) is not None


def _climb(course: Course, check: Check) -> list[Rung]:
    """Return the smallest rung that shows all known mistakes; else the few that show most of them."""
    noticed = course.noticed(check)
    left = {each.id for each in noticed}
    tried: list[tuple[set[str], Rung]] = []
    small = itertools.islice(course.recipes(check), _FEW_TRIED)
    for recipe in itertools.chain(small, course.recipes(check, largest_first=True)):
        if len(tried) >= (_MOST_TRIED if left else _FEW_TRIED):
            break
        if (rung := course.rung(check, recipe)) is None:
            continue
        shown = {each.id for each in noticed if course.fails(check, each, rung.given, rung.expected)}
        left -= shown
        if len(shown) == len(noticed):
            tried = [(shown, rung)]
            break
        tried.append((shown, rung))
    chosen = _chosen(tried)
    if chosen and sum(map(_numbers, chosen)) <= _FEW_NUMBERS:
        chosen += course.another(check, chosen)
    return chosen


def _chosen(tried: Sequence[tuple[set[str], Rung]]) -> list[Rung]:
    """Return the few rungs that together show most; of those that show as much, the smallest."""
    smallest_first = sorted(tried, key=lambda each: _numbers(each[1]))
    left = set[str]().union(*(shown for shown, _ in tried))
    chosen: list[Rung] = []
    while smallest_first and (left or not chosen) and len(chosen) < _MOST_RUNGS:
        shown, rung = max(smallest_first, key=lambda each: len(each[0] & left))
        chosen.append(rung)
        left -= shown
    return sorted(chosen, key=_numbers)


def _numbers(rung: Rung) -> int:
    return sum(array.size for array in rung.given.values())


def _have_same_inputs(one: Rung, other: Rung) -> bool:
    return all(is_same(array, other.given[name]) for name, array in one.given.items())


def _is_telling(found: Mapping[str, Array], stored: Mapping[str, Array]) -> bool:
    """Return whether these are the quantities that a check is about, none of them empty or spoiled by small sizes."""
    return {*found} == {*stored} and all(
        found[name].ndim == array.ndim
        and (found[name].size > 0 or not array.size)
        and (bool(np.isfinite(found[name]).all()) or not np.isfinite(array).all())
        for name, array in stored.items()
    )


def _rounded(array: Array, tolerance: Tolerance) -> Array:
    """Return an array with as many digits as a script shows; what is far below the tolerance is 0."""
    if array.dtype.kind != "f" or not array.size:
        return array
    nothing = tube(array, tolerance)[0] * _NOTHING
    numbers = [0.0 if abs(each) < nothing else float(f"{each:.{_DIGITS}g}") for each in array.ravel()]
    return np.array(numbers).reshape(array.shape)
