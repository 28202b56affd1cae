"""The judge's word on what a check returned, and on what is not the submission's fault."""

import math

import msgspec
import numpy as np

from grader.compare import DifferenceKind, Tolerance
from grader.judge import judge
from grader.records import Curve, Observation, Outcome, Verdict
from tests.builders import a_check

CHECK = a_check(points=2.0)
EXPECTED = {"y": np.array([1.0, 2.0]), "dx": np.array([[3.0], [4.0]])}


def returned(**quantities):
    return Observation(check="forward", outcome=Outcome.RETURNED, quantities=quantities)


def test_what_equals_the_expected_values_gets_all_points_and_no_word():
    result = judge(CHECK, EXPECTED, returned(**EXPECTED))

    assert (result.verdict, result.score) == (Verdict.RIGHT, 2.0)
    assert (result.message, result.public_message, result.differences, result.curves) == ("", "", (), ())


def test_a_wrong_value_gets_no_point_and_a_sentence_whose_public_form_withholds_the_values():
    result = judge(CHECK, EXPECTED, returned(y=np.array([1.0, 2.5]), dx=EXPECTED["dx"]))

    assert (result.verdict, result.score) == (Verdict.WRONG, 0.0)
    assert result.message == "y is off in 1 of 2 places; worst at [1]: 2.5, expected 2"
    assert result.public_message == "y is off in 1 of 2 places"
    assert [each.quantity for each in result.differences] == ["y"]


def test_the_most_basic_of_several_differences_is_the_one_that_is_said():
    result = judge(CHECK, EXPECTED, returned(y=np.array([1.0, 2.5]), dx=np.array([3.0, 4.0])))

    assert [each.kind for each in result.differences] == [DifferenceKind.VALUES, DifferenceKind.SHAPE]
    assert result.message == (
        "dx has shape (2,), expected (2, 1): keep the axis of length 1, as keepdims=True does (and 1 more quantity)"
    )


def test_a_quantity_that_was_not_returned_is_said_and_others_are_not_asked_for():
    result = judge(CHECK, EXPECTED, returned(y=np.array([1.0, 2.0]), z=np.array(7.0)))

    assert result.verdict is Verdict.WRONG
    assert result.message == "dx is missing from what was returned"


def test_a_method_that_returned_nothing_is_said():
    expected = dict.fromkeys("abc", EXPECTED["y"])

    result = judge(CHECK, expected, returned(a="NoneType", b="NoneType", c="NoneType"))

    assert result.message == (
        "a is None, expected an array of shape (2,): is it implemented, or is the return statement missing? "
        "(and 2 more quantities)"
    )


def test_our_own_trouble_is_never_a_wrong_answer():
    result = judge(
        CHECK,
        EXPECTED,
        Observation(check="forward", outcome=Outcome.CRASHED, our_fault="the sandbox went away"),
    )

    assert (result.verdict, result.score) == (Verdict.UNJUDGED, 0.0)
    assert result.message == "could not be judged: the sandbox went away"
    assert result.public_message == "could not be judged: the trouble is the grader's, not the submission's"


def test_a_check_of_which_nothing_is_expected_is_not_judged():
    result = judge(CHECK, {}, returned(y=np.array(1.0)))

    assert (result.verdict, result.score) == (Verdict.UNJUDGED, 0.0)
    assert result.message == "could not be judged: its fixture says nothing about what is expected"


LOSS = np.array([2.5, 2.4, 2.3, 2.2])
CURVES = {"loss": LOSS, "accuracy": LOSS / 10, "W after training": np.ones((2, 2))}
TRAINING = msgspec.structs.replace(
    CHECK, curves=("loss", "accuracy"), tolerance=Tolerance(relative=0.0, absolute=0.01, growth_per_step=1.0)
)


def test_a_curve_is_kept_beside_the_reference_even_where_it_is_right():
    result = judge(TRAINING, CURVES, returned(**CURVES))

    assert result.verdict is Verdict.RIGHT
    assert [curve.quantity for curve in result.curves] == ["loss", "accuracy"]
    assert result.curves[0] == Curve(
        quantity="loss",
        actual=(2.5, 2.4, 2.3, 2.2),
        expected=(2.5, 2.4, 2.3, 2.2),
        tolerance=(0.01, 0.02, 0.03, 0.04),
        departs_at=None,
    )


def test_the_first_step_and_the_first_quantity_that_leave_the_reference_are_said():
    """What a run ends with follows from where it left the reference, even if it ends in nan."""
    observation = returned(
        **{
            "loss": LOSS + np.array([0.0, 0.0, 0.5, math.nan]),
            "accuracy": LOSS / 10 + np.array([0.0, 0.25, 0.0, 0.0]),
            "W after training": np.full((2, 2), math.nan),
        }
    )

    result = judge(TRAINING, CURVES, observation)

    assert result.message == (
        "first leaves the reference at step 1, in accuracy: 0.49, expected 0.24 (and 2 more quantities)"
    )
    assert (
        result.public_message == "first leaves the reference at step 1, in accuracy (and 2 more quantities)"
    )
    assert [curve.departs_at for curve in result.curves] == [2, 1]
    assert math.isnan(result.curves[0].actual[3])


def test_of_two_quantities_that_leave_at_the_same_step_the_first_is_said():
    result = judge(TRAINING, CURVES, returned(**{**CURVES, "accuracy": LOSS, "loss": LOSS + 1}))

    assert result.message == (
        "first leaves the reference at step 0, in loss: 3.5, expected 2.5 (and 1 more quantity)"
    )


def test_a_curve_of_a_wrong_shape_is_said_and_not_drawn():
    result = judge(TRAINING, CURVES, returned(**{**CURVES, "loss": LOSS[:3], "accuracy": "list"}))

    assert result.message == (
        "accuracy is a list, expected an array of shape (4,): make one NumPy array of it (and 1 more quantity)"
    )
    assert result.curves == ()
