"""What a wrong derivative is told: the point, the student's value, and the quotient of differences there."""

import numpy as np
import pytest

from grader.judge import judge
from grader.records import Observation, Outcome
from tests.builders import a_check

CHECK = a_check(at=("w", "X"))
GIVEN = {"w": np.array([0.5, -1.25]), "X": np.array([[1.0, 2.0]])}
EXPECTED = {"gradient": np.array([3.0, 4.0]), "gradient, by finite differences": np.array([3.0, 4.0000004])}


def judged(check=CHECK, expected=EXPECTED, **quantities):
    quantities = {name: array for name, array in expected.items() if "finite" in name} | quantities
    return judge(
        check, expected, Observation(check="f", outcome=Outcome.RETURNED, quantities=quantities), GIVEN
    )


def test_a_wrong_derivative_gets_a_counterexample():
    result = judged(gradient=np.array([3.0, -4.0]))

    assert result.message == (
        "gradient is off in 1 of 2 places; worst at [1]: -4, expected 4; "
        "at w = [0.5, -1.25], X = [[1, 2]], by finite differences 4"
    )
    assert result.public_message == "gradient is off in 1 of 2 places"


def test_a_wrong_shape_gets_the_point_alone():
    assert judged(gradient=np.array([3.0])).message.endswith("; at w = [0.5, -1.25], X = [[1, 2]]")


def test_without_a_point_the_quotient_is_said():
    result = judged(a_check(), gradient=np.array([3.0, -4.0]))

    assert result.message.endswith("expected 4; by finite differences 4")


def test_without_quotients_the_point_is_said():
    result = judged(expected={"gradient": np.array([3.0, 4.0])}, gradient=np.array([3.0, 5.0]))

    assert result.message.endswith("5, expected 4; at w = [0.5, -1.25], X = [[1, 2]]")


def test_a_large_input_is_told_by_its_shape(monkeypatch):
    monkeypatch.setitem(GIVEN, "X", np.zeros((5, 4)))

    assert "X = an array of shape (5, 4)" in judged(gradient=np.array([3.0, 5.0])).message


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("float", f"uses np.float, which was made for another NumPy: {np.__version__} has none: write float"),
        ("trapezoidal", f"uses np.trapezoidal, which was made for another NumPy: {np.__version__} has none"),
    ],
)
def test_a_file_made_for_an_old_numpy_is_told_so(name, sentence):
    text = f"module 'numpy' has no attribute '{name}'.\n`np.{name}` was a deprecated alias"
    seen = Observation(check="f", outcome=Outcome.RAISED, exception=("AttributeError", text))

    result = judge(CHECK, EXPECTED, seen, GIVEN)

    assert (result.message, result.public_message) == (sentence, sentence)
