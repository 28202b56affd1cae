"""How a wrong quantity is related to the right one: each relation in its own words, and silence elsewhere."""

import numpy as np
import pytest

from grader.compare import Tolerance
from grader.factors import named_numbers
from grader.relations import Context, relation

E = np.array(
    [[0.31, -1.27, 2.44, 0.86, -0.53], [1.93, 0.72, -0.18, -2.61, 1.15], [-0.94, 3.37, 0.65, 1.48, -1.72]]
)
X = np.array(
    [
        [0.4, 1.9, -0.7, 2.2, 0.3],
        [1.1, -0.6, 0.8, -1.3, 2.7],
        [0.2, 0.5, -2.1, 0.9, 1.6],
        [3.1, 1.7, 0.1, 0.6, -0.4],
    ]
)
B = np.array([[0.77], [-1.31], [2.09]])
GIVEN = {"x": X, "b": B}


def said(actual, expected=E, given=GIVEN, is_curve=False, expects=None, **numbers):
    context = Context(given, numbers, {"dW": np.asarray(expected), **(expects or {})})
    return relation("dW", np.asarray(actual), np.asarray(expected), Tolerance(1e-5), is_curve, context)


@pytest.mark.parametrize(
    ("actual", "text"),
    [
        (
            5 * E,
            "is what is expected, multiplied by the number of columns of x: is there a sum where a mean is asked for?",
        ),
        (
            -E / 4,
            "is what is expected, divided by the number of rows of x, with the opposite sign: is there a mean "
            "where a sum is asked for?",
        ),
        (
            E / 20,
            "is what is expected, divided by the number of all entries of x: is there a mean where a sum is asked "
            "for?",
        ),
        (2 * E, "is what is expected, multiplied by two: is there a 2 too many?"),
        (
            0.3 * E,
            "is what is expected, multiplied by lr: does it take part once too often, or is a division missing?",
        ),
        (E / 0.6, "is what is expected, divided by 1 - p: is that factor missing?"),
        (
            1.9 * E,
            "is what is expected, multiplied by 1 + alpha: does it take part once too often, or is a division "
            "missing?",
        ),
        (E - B, "lacks b: what is missing is just that"),
        (E + B, "has b in it, which takes no part there"),
        (E - 2 * B, "has b with the opposite sign"),
        (
            E - 0.07 * B,
            "is off by a multiple of b: is a term with it missing, too many, or of another weight?",
        ),
        (E - X.sum(axis=0), "lacks the sum of the rows of x: what is missing is just that"),
        (
            E + 0.5,
            "is off by the same number everywhere: is something added that should not be, or left out?",
        ),
        (np.abs(E), "is the absolute value of what is expected: where does the sign get lost?"),
        (E**2, "is the square of what is expected: is there a square too many, or a root missing?"),
        (1 - E, "is one minus what is expected: is it the other probability, or share, that is asked for?"),
        (1 / E, "is one divided by what is expected: are numerator and denominator exchanged?"),
        (np.exp(E), "is the exponential of what is expected: is a logarithm missing?"),
        (
            np.roll(E, 1, axis=1) * [3, 1, 1, 1, 1],
            "is one column late: is it noted before the change that it is to show, or counted from 1?",
        ),
        (np.vstack([E[1:], X[:1]]), "is one row early: does something begin at the second row?"),
        (E[::-1], "has the right values in other places: is an axis, an order or a reshape another one?"),
        (
            E.T.reshape(E.shape),
            "has the right values in other places: is an axis, an order or a reshape another one?",
        ),
        (
            np.repeat(E[:, :1], 5, axis=1),
            "is the same in every column: is one number of a sum, or one vector, spread over all of them?",
        ),
        (
            np.trunc(E),
            "holds whole numbers alone, near the right ones: is it written into an array of integers?",
        ),
        (
            E.astype(np.float16),
            "is nearly right, in half precision: work in float64, and convert nothing on the way",
        ),
        (
            np.float32(E * 1.0001),
            "is nearly right, in single precision: work in float64, and convert nothing on the way",
        ),
        (np.where(np.arange(5) == 4, 7.3, E), "is wrong in its last column alone: is a range one too short?"),
        (
            np.where(X[:3] > 0.5, 0, E),
            "is 0 wherever it is wrong, and right elsewhere: is too much set to 0, or never reached?",
        ),
    ],
)
def test_a_relation_is_told_in_words(actual, text):
    assert said(actual, lr=0.3, p=0.4, alpha=0.9) == f"dW {text}"


def test_a_parameter_that_has_not_moved_is_what_was_given():
    assert said(X[:3], given={"W": X[:3]}) == (
        "dW is W itself, as it was given: is nothing done with it, or is the result kept elsewhere?"
    )


def test_two_results_that_are_exchanged_are_recognised():
    assert said(X[:3], given={}, expects={"db": X[:3]}) == (
        "dW has the values that are expected of db: is one taken for the other?"
    )


def test_a_curve_is_late_by_a_step():
    loss = np.array([2.31, 1.77, 1.42, 1.23, 1.11])

    assert said([2.9, *loss[:-1]], loss, is_curve=True).startswith("dW is one step late")


def test_a_zero_that_is_expected_and_missing_is_told():
    masked = np.where(X[:3] > 0.5, 0, E)

    assert said(E, masked) == "dW is right but where 0 is expected: is a condition, or a mask, missing?"


@pytest.mark.parametrize(
    "actual", [-E, np.zeros_like(E), E * np.inf, E[:2], E], ids=["sign", "zero", "overflow", "shape", "right"]
)
def test_what_compare_says_is_not_said_again(actual):
    assert said(actual) == ""


@pytest.mark.parametrize(
    "actual",
    [E + 0.1 * np.sin(7 * E), 3.7 * E, np.cos(E), X[:3]],
    ids=["noise", "a factor", "a function", "another"],
)
def test_what_is_not_known_is_not_said(actual):
    assert said(actual, lr=0.3, given={"b": B}) == ""


def test_a_factor_that_two_numbers_explain_is_not_named():
    assert said(0.3 * E, lr=0.3, p=0.7) == ""


def test_one_number_may_tell_if_it_is_no_simple_one():
    assert said(1.2345678 * 5, 1.2345678, given={"x": X}).startswith(
        "dW is what is expected, multiplied by the number"
    )
    assert said(2.5, 0.5, given={"x": X}) == ""


def test_no_sentence_holds_a_number_that_was_expected():
    texts = [said(actual, lr=0.3) for actual in (5 * E, 0.3 * E, E - B, E**2, np.abs(E), E[::-1])]

    assert all(texts)
    assert not [text for text in texts if any(letter.isdigit() for letter in text)]


def test_the_numbers_of_a_check_are_those_that_its_function_passes_by_name():
    source = (
        "SEED = 3\n\ndef other(mlp):\n    return mlp(lr=9)\n\ndef momentum(mlp, x, alpha=0.9):\n"
        "    a = mlp.Layer(lr=0.2, train=True, name='n')\n    return mlp.Layer(lr=0.2, p=0.1), mlp.Layer(p=0.2)\n\n"
        "def last(mlp):\n    return mlp(lr=8)\n"
    )

    assert named_numbers(source, "momentum") == {"lr": 0.2}
    assert named_numbers(source, "absent") == {}
