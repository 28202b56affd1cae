"""The small instances of the checks: they show what the stored inputs show, and nothing that is hidden."""

import sys
from functools import partial

import numpy as np
import pytest

from grader import catalog, fixtures, mistakes
from grader.authoring import ladder
from grader.authoring.instance import Recipe, instance, sizes, varied
from grader.authoring.proofs import Proofs
from grader.records import Visibility
from grader.vocabulary import constant, integers, normal, onehot

ROOT = catalog.course_root()
IDS = catalog.assignment_ids(ROOT)
DRAWS = {"x": normal(18, 5), "W": normal(100, 18), "b": normal(100, 1)}
STORED = {"x": np.ones((18, 5)), "W": np.ones((100, 18)), "b": np.ones((100, 1))}


def drawn(draws, smaller=None, seed=0, secret=None):
    return instance("hw0", Recipe("forward", smaller or {}, seed), draws, secret)


def test_sizes_become_small_and_stay_distinct_and_in_order():
    assert sizes(DRAWS, STORED, 3)[0] == {"5": 3, "18": 4, "100": 5}


def test_a_size_that_another_input_has_as_it_is_stays():
    draws, stored = {**DRAWS, "y": constant([1, 2, 3, 4, 5])}, {**STORED, "y": np.ones(5)}

    assert sizes(draws, stored, 3)[0] == {"18": 3, "100": 4}


def test_every_input_gets_the_same_small_sizes_and_two_decimals():
    given = drawn(DRAWS, {"5": 3, "18": 4, "100": 5}).given

    assert {name: array.shape for name, array in given.items()} == {"x": (4, 3), "W": (5, 4), "b": (5, 1)}
    assert all(np.array_equal(array, np.round(array, 2)) for array in given.values())


def test_classes_are_a_size_too():
    given = drawn({"labels": integers(20, high=10), "y": onehot(10, 20)}, {"10": 3, "20": 4}).given

    assert {name: array.shape for name, array in given.items()} == {"labels": (4,), "y": (3, 4)}
    assert given["labels"].max() < 3


def test_a_seed_gives_the_same_instance_again_and_another_seed_another():
    again = [drawn(DRAWS, {"100": 3}, seed).given["W"] for seed in (0, 0, 1)]

    assert np.array_equal(again[0], again[1])
    assert not np.array_equal(again[0], again[2])


def test_large_inputs_are_on_a_grid_and_many_columns_repeat_a_few():
    rung = drawn({"W": normal(100, 18), "y": onehot(2, 500)})

    assert [*rung.grids] == ["W"]
    assert rung.tiles == {"y": 100}
    assert np.array_equal(rung.given["y"][:, :5], rung.given["y"][:, 5:10])


@pytest.mark.parametrize(
    ("array", "other"),
    [
        ([[0.0, 1.0], [1.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]]),
        ([[0.0], [0.0], [1.0]], [[1.0], [0.0], [0.0]]),
        ([2, 5, 7], [7, 2, 5]),
        ([0.25, 0.75], [0.75, 0.25]),
        ([900.0, 0.5], [810.0, 0.45]),
        ([0.7, 0.7], [0.63, 0.63]),
        ([3, 3], [4, 4]),
    ],
)
def test_a_hidden_constant_is_varied(array, other):
    assert np.array_equal(varied(np.array(array)), other)
    assert np.array_equal(drawn({"x": constant(array)}, secret={"x": np.array(array)}).given["x"], other)


def test_a_hidden_number_without_axes_stays():
    assert drawn({"p": constant(0.3)}, secret={"p": np.array(0.3)}).given["p"] == 0.3


@pytest.mark.parametrize("id", IDS)
def test_no_array_of_a_hidden_check_is_in_its_counterexamples(id):
    assignment = catalog.load(ROOT, id)
    stored, ladders = fixtures.read(assignment), fixtures.read_counterexamples(assignment)
    hidden = [
        check.id
        for check in assignment.checks
        if check.visibility is Visibility.HIDDEN and check.id in ladders
    ]
    shown = [
        f"{name} of {check}"
        for check in hidden
        for rung in ladders[check]
        for name, array in rung.given.items()
        if array.ndim and array.any() and np.array_equal(array, stored.given[check][name])
    ]

    assert hidden != []
    assert shown == []


@pytest.mark.parametrize("id", IDS)
def test_no_number_that_was_drawn_for_a_hidden_check_is_in_its_counterexamples(id):
    """Six decimals are drawn for one instance: that they turn up in another by chance is out of the question."""
    assignment = catalog.load(ROOT, id)
    stored, scripts = fixtures.read(assignment), Proofs(assignment)
    shown = [
        f"{number} of {check.id}"
        for check in assignment.checks
        if check.visibility is Visibility.HIDDEN and scripts.covers(check)
        for array in stored.given[check.id].values()
        if array.dtype == np.float64 and array.ndim
        for number in array.ravel()[:20]
        if number != np.round(number, 5) and any(repr(float(number)) in text for text in scripts.of(check))
    ]

    assert shown == []


@pytest.mark.parametrize("id", IDS)
def test_every_check_that_compares_with_the_reference_has_a_ladder(id):
    assignment = catalog.load(ROOT, id)
    ladders = fixtures.read_counterexamples(assignment)

    assert [
        check.id
        for check in assignment.checks
        if not check.curves and check.id not in assignment.expectations and check.id not in ladders
    ] == []
    assert {len(rungs) for rungs in ladders.values()} <= {1, 2, 3, 4}


# `make audit` tries all mistakes; here a few of the two homeworks whose checks are quick must do.
@pytest.mark.parametrize("id", ["cmu_hw1_mlp", "dnn_a4_regression"])
def test_a_script_shows_what_the_stored_inputs_show(id):
    assignment = catalog.load(ROOT, id)
    stored, scripts = fixtures.read(assignment), Proofs(assignment)
    course = ladder.Course(assignment, stored.given, stored.expected)
    tried, not_shown = 0, []
    for mistake in mistakes.read(assignment)[::60]:
        noticing = [
            check
            for check in course.checks.values()
            if check.module == mistake.module
            and course.fails(check, mistake, stored.given[check.id], stored.expected[check.id])
        ]
        tried += len(noticing)
        not_shown += scripts.not_shown(noticing, partial(mistakes.spoiled, assignment, [mistake]))

    assert tried > 5
    assert not_shown == []


@pytest.mark.parametrize("id", ["cmu_hw1_mlp", "dnn_a4_regression"])
def test_no_script_finds_fault_with_the_reference(id):
    assignment = catalog.load(ROOT, id)
    scripts = Proofs(assignment)
    checks = [check for check in assignment.checks if scripts.covers(check)][::5]

    before = (np.get_printoptions(), np.geterr(), list(sys.path))
    blamed = [
        check.id
        for check in checks
        if scripts.shows(check, partial(catalog.reference_module, assignment, check.module))
    ]

    assert blamed == []
    assert (np.get_printoptions(), np.geterr(), sys.path) == before
