"""`compare` decides what is right, and finds the words for what is not."""

import ast
import inspect

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import compare
from grader.compare import Difference, DifferenceKind, Tolerance, difference, sentence, tube

TOLERANCE = Tolerance()
MATRIX = np.array([[0.5, -1.25, 3.0], [2.0, 0.0, -4.0], [7.5, 1.0, 0.125]])


def said(actual, expected, tolerance=TOLERANCE, is_curve=False, with_values=True):
    found = difference("dx", actual, expected, tolerance, is_curve)
    return "" if found is None else sentence(found, with_values)


@pytest.mark.parametrize(
    "expected", [MATRIX, np.array(2.5), np.zeros((0, 3)), np.arange(5), np.eye(3) > 0], ids=str
)
def test_a_quantity_is_right_if_it_equals_what_is_expected(expected):
    assert difference("dx", expected.copy(), expected, TOLERANCE) is None


def test_a_tolerance_is_relative_to_the_largest_expected_value_plus_an_absolute_part():
    expected = np.array([100.0, 0.0])
    tolerance = Tolerance(relative=1e-3, absolute=1e-2)

    assert difference("dx", expected + np.array([0.0, 0.109]), expected, tolerance) is None
    assert difference("dx", expected + np.array([0.0, 0.111]), expected, tolerance) is not None


def test_a_huge_wrong_answer_does_not_widen_its_own_tolerance():
    expected, huge = np.array([1.0, 1.0]), np.array([1e9, 1.000_1])

    found = difference("dx", huge, expected, TOLERANCE)

    assert found is not None
    assert found.places == 2


def test_an_infinity_that_is_expected_does_not_widen_the_tolerance():
    expected = np.array([np.inf, 1.0])

    assert (
        said(np.array([np.inf, 1.1]), expected) == "dx is off in 1 of 2 places; worst at [1]: 1.1, expected 1"
    )


def test_nan_and_infinities_are_right_where_they_are_expected():
    expected = np.array([np.nan, np.inf, -np.inf, 1.0])

    assert difference("dx", expected.copy(), expected, TOLERANCE) is None
    assert said(-expected, expected) == "dx is off in 3 of 4 places; worst at [1]: -inf, expected inf"


def test_sums_in_single_precision_are_right_at_the_default_tolerance():
    """The products of a layer of 784 inputs on a batch of 1000, forward and backward."""
    rng = np.random.default_rng(3)
    W, x, dy = rng.normal(size=(100, 784)), rng.normal(size=(784, 1000)), rng.normal(size=(100, 1000))
    W4, x4, dy4 = (array.astype(np.float32) for array in (W, x, dy))

    for actual, expected in [(W4 @ x4, W @ x), (dy4 @ x4.T, dy @ x.T), (dy4.sum(axis=1), dy.sum(axis=1))]:
        assert actual.dtype == np.float32
        assert difference("dx", actual, expected, TOLERANCE) is None


def test_the_type_of_the_numbers_does_not_matter():
    expected = np.array([1.0, 0.0, 3.0])

    for dtype in (np.int8, np.uint64, np.float16, np.longdouble):
        assert difference("dx", expected.astype(dtype), expected, TOLERANCE) is None


def test_the_worst_place_is_the_one_that_is_farthest_outside():
    actual = MATRIX.copy()
    actual[2, 1], actual[0, 0] = 0.985, 0.6
    actual[1, 0] += 2e-5

    assert difference("W", actual, MATRIX, TOLERANCE) == Difference(
        "W", DifferenceKind.VALUES, "0.6", "0.5", places=2, size=9, worst=(0, 0)
    )
    assert said(actual, MATRIX) == "dx is off in 2 of 9 places; worst at [0, 0]: 0.6, expected 0.5"


ADVICE = "does exp overflow, or is there a log of 0 or a division by 0?"
LOSS = np.array([2.5, 2.4, 2.3, 2.28, 2.2, 2.1])


def test_a_curve_is_told_by_the_first_step_that_leaves_the_reference():
    actual = LOSS + np.array([0.0, 0.0, 0.0, 0.03, 0.1, np.nan])

    found = difference("loss", actual, LOSS, TOLERANCE, is_curve=True)

    assert found == Difference(
        "loss", DifferenceKind.VALUES, "2.31", "2.28", places=3, size=6, worst=(3,), step=3
    )
    assert sentence(found) == "loss leaves the reference at step 3: 2.31, expected 2.28"
    assert sentence(found, with_values=False) == "loss leaves the reference at step 3"


def test_a_curve_that_first_leaves_the_reference_by_not_being_finite_says_so():
    actual = LOSS + np.array([0.0, 0.0, np.nan, 0.03, 0.1, np.inf])

    assert said(actual, LOSS, is_curve=True) == f"dx is nan at step 2, expected finite numbers: {ADVICE}"


def test_the_tolerance_of_a_curve_grows_with_the_step_and_that_of_another_quantity_does_not():
    tolerance = Tolerance(relative=0.0, absolute=0.01, growth_per_step=1.0)
    actual = LOSS + np.array([0.0, 0.015, 0.025, 0.035, 0.045, 0.055])

    assert difference("loss", actual, LOSS, tolerance, is_curve=True) is None
    assert said(actual, LOSS, tolerance) == "dx is off in 5 of 6 places; worst at [5]: 2.155, expected 2.1"


def test_the_worst_place_of_a_curve_of_arrays_lies_in_its_first_wrong_step():
    expected = np.ones((4, 2, 3))
    actual = expected.copy()
    actual[2, 1, 0], actual[2, 0, 0], actual[3, 0, 0] = 1.5, 1.25, 9.0

    assert said(actual, expected, is_curve=True) == (
        "dx leaves the reference at step 2; worst at [2, 1, 0]: 1.5, expected 1"
    )


def test_a_curve_without_an_axis_is_one_step_that_nobody_counts():
    assert said(np.array(2.0), np.array(3.0), is_curve=True) == "dx is 2, expected 3"


def test_the_tube_is_the_half_width_of_the_tolerance_at_each_step():
    tolerance = Tolerance(relative=0.01, absolute=0.5, growth_per_step=0.1)

    widths = tube(np.array([100.0, -200.0, np.nan]), tolerance)

    np.testing.assert_allclose(widths, [2.5, 2.75, 3.0])


REAL_DTYPES = st.one_of(
    arrays.boolean_dtypes(),
    arrays.integer_dtypes(),
    arrays.unsigned_integer_dtypes(),
    arrays.floating_dtypes(),
)
ANY_ARRAY = arrays.arrays(REAL_DTYPES, arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
SAME_SHAPES = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3).flatmap(
    lambda shape: st.tuples(arrays.arrays(REAL_DTYPES, shape), arrays.arrays(REAL_DTYPES, shape))
)


@settings(max_examples=300, deadline=None)
@given(
    pair=st.one_of(SAME_SHAPES, st.tuples(st.one_of(ANY_ARRAY, st.text()), ANY_ARRAY)),
    growth=st.floats(0, 1e300),
    is_curve=st.booleans(),
)
def test_every_pair_is_either_right_or_said_in_one_line_without_a_warning(pair, growth, is_curve):
    actual, expected = pair
    found = difference("dx", actual, expected, Tolerance(growth_per_step=growth), is_curve)

    if found is not None:
        for with_values in (True, False):
            assert sentence(found, with_values).isprintable()
    else:
        assert np.array_equal(actual.shape, expected.shape)


@settings(max_examples=100, deadline=None)
@given(array=ANY_ARRAY, is_curve=st.booleans())
def test_every_array_is_right_when_compared_with_itself(array, is_curve):
    assert difference("dx", array, array, Tolerance(0.0, 0.0), is_curve) is None


def test_the_file_stands_alone_because_its_text_goes_into_the_students_tests():
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(inspect.getsource(compare)))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
    }

    assert imported == {"__future__", "dataclasses", "enum", "typing", "numpy"}
