"""The sentences in which `compare` says what is not right: whole sentences, compared as such."""

import numpy as np
import pytest

from grader.compare import Difference, DifferenceKind, Tolerance, difference, sentence

TOLERANCE = Tolerance()
MATRIX = np.array([[0.5, -1.25, 3.0], [2.0, 0.0, -4.0], [7.5, 1.0, 0.125]])


def said(actual, expected, tolerance=TOLERANCE, with_values=True):
    found = difference("dx", actual, expected, tolerance)
    return "" if found is None else sentence(found, with_values)


VALUES = {
    "a number": (np.array(2.0), np.array(3.123456789), "dx is 2, expected 3.12346"),
    "one entry": (np.array([[2.0]]), np.array([[3.0]]), "dx is 2, expected 3"),
    "minus zero": (np.array(-0.0), np.array(3.0), "dx is 0, expected 3"),
    "close": (np.array(1.0), np.array(1.0 + 3e-9), "dx is 1, expected 1.000000003"),
    "whole numbers": (
        np.array([1, 2, 3]),
        np.array([1, 2, 4]),
        "dx is off in 1 of 3 places; worst at [2]: 3, expected 4",
    ),
    "truth values": (np.array(True), np.array(False), "dx is 1, expected 0"),
    "opposite sign": (
        -MATRIX,
        MATRIX,
        "dx is off in 8 of 9 places; worst at [2, 0]: -7.5, expected 7.5: the sign is the opposite",
    ),
    "opposite sign of a number": (
        np.array(-2.0),
        np.array(2.0),
        "dx is -2, expected 2: the sign is the opposite",
    ),
    "five times": (
        5 * MATRIX,
        MATRIX,
        "dx is off in 8 of 9 places; worst at [2, 0]: 37.5, expected 7.5: "
        "every value is 5 times the expected one",
    ),
    "five times two values": (
        np.array([10.0, 15.0]),
        np.array([2.0, 3.0]),
        "dx is off in 2 of 2 places; worst at [1]: 15, expected 3: every value is 5 times the expected one",
    ),
    "minus a half": (
        -MATRIX / 2,
        MATRIX,
        "dx is off in 8 of 9 places; worst at [2, 0]: -3.75, expected 7.5: "
        "every value is the expected one divided by -2",
    ),
    "transposed": (
        MATRIX.T,
        MATRIX,
        "dx is off in 6 of 9 places; worst at [1, 2]: 1, expected -4: "
        "it is the transpose of what is expected",
    ),
    "zero": (
        0 * MATRIX,
        MATRIX,
        "dx is off in 8 of 9 places; worst at [2, 0]: 0, expected 7.5: every value is zero",
    ),
    "shifted": (MATRIX + 1, MATRIX, "dx is off in 9 of 9 places; worst at [0, 0]: 1.5, expected 0.5"),
    "a factor on one value only": (
        np.array([6.0, 1e-9]),
        np.array([2.0, 0.0]),
        "dx is off in 1 of 2 places; worst at [0]: 6, expected 2",
    ),
    "nothing but zero is expected": (
        np.array([1.0, -1.0]),
        np.zeros(2),
        "dx is off in 2 of 2 places; worst at [0]: 1, expected 0",
    ),
}


@pytest.mark.parametrize(("actual", "expected", "text"), VALUES.values(), ids=VALUES)
def test_wrong_values_are_said_in_one_sentence(actual, expected, text):
    assert said(actual, expected, Tolerance(relative=1e-9, absolute=1e-12)) == text


SHAPES = {
    "transposed": ((5, 18), (18, 5), "dx has shape (5, 18), expected (18, 5): did you transpose?"),
    "a row for a column": ((1, 3), (3, 1), "dx has shape (1, 3), expected (3, 1): did you transpose?"),
    "lost axis": (
        (3,),
        (3, 1),
        "dx has shape (3,), expected (3, 1): keep the axis of length 1, as keepdims=True does",
    ),
    "needless axis": ((3, 1), (3,), "dx has shape (3, 1), expected (3,): drop the axis of length 1"),
    "summed": (
        (18, 1),
        (18, 5),
        "dx has shape (18, 1), expected (18, 5): did a sum or mean run over axis 1?",
    ),
    "not summed": (
        (3, 3),
        (3, 1),
        "dx has shape (3, 3), expected (3, 1): is a sum over axis 1 missing, or did an array broadcast?",
    ),
    "permuted axes": ((1, 3, 2), (3, 1, 2), "dx has shape (1, 3, 2), expected (3, 1, 2): did you transpose?"),
    "fixed length": (
        (4, 100),
        (4, 7),
        "dx has shape (4, 100), expected (4, 7): is the length of axis 1 written into the code?",
    ),
    "removed axis": (
        (18,),
        (18, 5),
        "dx has shape (18,), expected (18, 5): did a sum or an index remove an axis?",
    ),
    "axis too many in the middle": (
        (3, 2, 5),
        (3, 5),
        "dx has shape (3, 2, 5), expected (3, 5): is there an axis too many?",
    ),
    "removed axis in the middle": (
        (3, 5),
        (3, 2, 5),
        "dx has shape (3, 5), expected (3, 2, 5): did a sum or an index remove an axis?",
    ),
    "axis too many": (
        (2, 3, 5),
        (3, 5),
        "dx has shape (2, 3, 5), expected (3, 5): is there an axis too many?",
    ),
    "not a number": ((5,), (), "dx has shape (5,), expected (): is a sum or mean over all entries missing?"),
    "one entry for a number": ((1, 1), (), "dx has shape (1, 1), expected (): return a plain number"),
    "all summed": ((), (3, 5), "dx has shape (), expected (3, 5): did a sum or mean run over all axes?"),
    "flat": ((6,), (2, 3), "dx has shape (6,), expected (2, 3)"),
    "unrelated": ((7, 9), (2, 3), "dx has shape (7, 9), expected (2, 3)"),
}


@pytest.mark.parametrize(("actual", "expected", "text"), SHAPES.values(), ids=SHAPES)
def test_a_wrong_shape_is_said_with_what_to_try(actual, expected, text):
    assert said(np.ones(actual), np.ones(expected)) == text


def test_without_values_only_lengths_that_are_expected_are_said():
    assert said(np.ones((5, 18)), np.ones((18, 5)), with_values=False) == (
        "dx has shape (5, 18), expected (18, 5): did you transpose?"
    )
    assert (
        said(np.ones((7, 9)), np.ones((2, 3)), with_values=False) == "dx has another shape, expected (2, 3)"
    )


TYPES = {
    "NoneType": (
        "dx is None, expected an array of shape (3, 3): "
        "is it implemented, or is the return statement missing?"
    ),
    "list": "dx is a list, expected an array of shape (3, 3): make one NumPy array of it",
    "tuple": (
        "dx is a tuple, expected an array of shape (3, 3): "
        "make one NumPy array of it, or return only the part that is asked for"
    ),
    "ndarray of object": (
        "dx is an ndarray of object, expected an array of shape (3, 3): are its rows of different lengths?"
    ),
    "int": "dx is an int, expected an array of shape (3, 3)",
    "str\n\x1b[31m": "dx is a str??[31m, expected an array of shape (3, 3)",
}


@pytest.mark.parametrize(("name", "text"), TYPES.items(), ids=ascii)
def test_something_else_than_an_array_is_said_with_what_to_try(name, text):
    assert said(name, MATRIX) == text
    assert said(name, MATRIX, with_values=False) == text


def test_the_name_of_a_type_is_cut():
    assert said("x" * 100, np.array(1.0)) == f"dx is a {'x' * 60}, expected a number"


def test_a_number_is_expected_where_the_shape_is_empty():
    assert said("str", np.array(1.0)) == "dx is a str, expected a number"


def test_a_missing_quantity_is_said():
    assert sentence(Difference("dx", DifferenceKind.MISSING)) == "dx is missing from what was returned"


ADVICE = "does exp overflow, or is there a log of 0 or a division by 0?"
NOT_FINITE = {
    "nan": ([np.nan, 2.0, 3.0], f"dx is nan in 1 of 3 places, expected finite numbers: {ADVICE}"),
    "inf": ([1.0, np.inf, np.inf], f"dx is inf in 2 of 3 places, expected finite numbers: {ADVICE}"),
    "both": ([9.0, np.nan, -np.inf], f"dx is nan or inf in 2 of 3 places, expected finite numbers: {ADVICE}"),
}


@pytest.mark.parametrize(("actual", "text"), NOT_FINITE.values(), ids=NOT_FINITE)
def test_nan_or_infinity_is_said_before_any_value(actual, text):
    expected = np.array([1.0, 2.0, 3.0])

    assert said(np.array(actual), expected) == text
    assert said(np.array(actual), expected, with_values=False) == text


def test_a_number_that_is_not_finite_is_said():
    assert said(np.array(np.inf), np.array(2.0)) == f"dx is inf, expected finite numbers: {ADVICE}"


WITHHELD = {
    "values": (MATRIX + 1, MATRIX, "dx is off in 9 of 9 places"),
    "one value": (np.array(2.0), np.array(3.0), "dx is off"),
    "a factor": (5 * MATRIX, MATRIX, "dx is off in 8 of 9 places"),
    "a sign": (-MATRIX, MATRIX, "dx is off in 8 of 9 places: the sign is the opposite"),
    "a transpose": (MATRIX.T, MATRIX, "dx is off in 6 of 9 places: it is the transpose of what is expected"),
    "zero": (0 * MATRIX, MATRIX, "dx is off in 8 of 9 places: every value is zero"),
}


@pytest.mark.parametrize(("actual", "expected", "text"), WITHHELD.values(), ids=WITHHELD)
def test_without_values_a_sentence_tells_no_number_that_was_expected(actual, expected, text):
    assert said(actual, expected, with_values=False) == text
