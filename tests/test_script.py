"""The script of a counterexample: what it prints beside a student's file, with NumPy alone."""

import subprocess
import sys

import numpy as np
import pytest

from grader.compare import Tolerance
from grader.excerpt import statements
from grader.rungs import Rung, on_grid
from grader.script import OPENING, script
from tests.builders import a_check

CHECKS = '''
import numpy as np
from grader.vocabulary import check, normal

FACTOR = 2.0
UNUSED = 3.0


def driven(mlp, x):
    """What scale makes of x."""
    return mlp.scale(x, FACTOR)


@check("1.1", points=1, x=normal(2, 2))
def forward(mlp, x):
    """LinearMap.forward returns Wx + b."""
    return {"y": driven(mlp, x), "x afterwards": x}
'''
X = np.array([[1.0, -0.5], [0.25, 2.0]])
RUNG = Rung(given={"x": X}, expected={"y": 2 * X, "x afterwards": X}, of="forward", seed=4)


def text(rung=RUNG, **changes):
    return script(a_check("forward", **changes), rung, statements(CHECKS))


def printed(folder, module, rung=RUNG):
    """Return the code with which a script ends beside such an mlp.py, and what it prints."""
    (folder / "mlp.py").write_text(f"import numpy as np\ndef scale(x, factor):\n    {module}\n")
    (folder / "forward.py").write_text(text(rung), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "forward.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    return run.returncode, run.stdout


def test_it_says_what_it_shows_and_carries_what_the_check_needs_and_no_more():
    written = text()

    assert written.startswith(
        f"{OPENING}\n\nLinearMap.forward returns Wx + b.\nHere it is not so. Put this file beside your mlp.py,"
    )
    assert "drawn with seed 4." in written
    assert "FACTOR = 2.0\n\n\ndef driven(mlp, x):" in written
    assert '    "x": np.array([[1.0, -0.5], [0.25, 2.0]]),' in written
    assert not any(word in written for word in ("UNUSED", "grader", "@check", "points"))


def test_a_wrong_answer_stands_beside_the_right_one_with_the_difference(tmp_path):
    code, said = printed(tmp_path, "return 3 * x")

    assert code == 1
    assert said == (
        "y: wrong\nyours:\n[[ 3.   -1.5 ]\n [ 0.75  6.  ]]\nright:\n[[ 2.  -1. ]\n [ 0.5  4. ]]\n"
        "difference:\n[[ 1.   -0.5 ]\n [ 0.25  2.  ]]\n\nx afterwards: right\n1 of 2 wrong.\n"
    )


def test_an_answer_of_another_shape_is_shown_with_its_shape(tmp_path):
    code, said = printed(tmp_path, "return (2 * x).ravel()")

    assert code == 1
    assert "y: wrong\nyours, of shape (4,):\n[ 2.  -1.   0.5  4. ]\nright, of shape (2, 2):" in said


def test_an_exception_is_shown_as_python_shows_it_and_what_is_right_all_the_same(tmp_path):
    code, said = printed(tmp_path, "return x @ np.zeros(3)")

    assert code == 1
    assert said.startswith("Your code did not come to an end:\nTraceback (most recent call last):\n")
    assert "ValueError: " in said
    assert "y: wrong\nyours, a NoneType:\nNone\nright, of shape (2, 2):\n[[ 2.  -1. ]\n [ 0.5  4. ]]" in said


@pytest.mark.parametrize(
    "module", ["return 2 * x", "return (2 * x).astype(np.float32)"], ids=["right", "right in float32"]
)
def test_what_is_mended_is_right(module, tmp_path):
    assert printed(tmp_path, module) == (0, "y: right\nx afterwards: right\nAll of it is right.\n")


def given_again(rung):
    """Return what a script gives, as Python reads it."""
    names = {"np": np}
    written = text(rung)
    exec(written[written.index("given = {") : written.index("# What is right.")], names)
    return names["given"]


@pytest.mark.parametrize(
    "array",
    [
        np.array(0.5),
        np.array(3),
        np.array([np.nan, np.inf, -np.inf, -0.0, 1e-12, 1e300]),
        np.array([[1, 2, 3]]),
        np.array([True, False]),
        np.zeros((3, 4)),
        np.zeros((0, 2)),
        np.array([0.25, 0.5], dtype=np.float32),
        np.round(np.linspace(-1, 1, 60), 3),
        np.round(np.linspace(-1, 1, 60), 3).reshape(3, 4, 5),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_an_array_is_written_as_it_is(array):
    found = np.asarray(given_again(Rung(given={"x": array}, expected={}, of="forward", seed=0))["x"])

    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert np.array_equal(found, array, equal_nan=array.dtype.kind == "f")


def test_large_inputs_are_drawn_or_repeated_by_the_script():
    x, y = on_grid((7, -200, 201), (9, 10)), np.tile([[1.0, 0.0], [0.0, 1.0]], 50)
    rung = Rung(
        given={"x": x, "y": y},
        expected={},
        of="forward",
        seed=0,
        grids={"x": (7, -200, 201)},
        tiles={"y": 50},
    )

    assert '"x": np.random.RandomState(7).randint(-200, 201, (9, 10)) / 100,' in text(rung)
    assert '"y": np.tile(np.array([[1.0, 0.0], [0.0, 1.0]]), 50),' in text(rung)
    assert np.array_equal(given_again(rung)["x"], x)
    assert np.array_equal(given_again(rung)["y"], y)


def test_the_tolerance_is_that_of_the_check():
    assert "width = 0.01 * np.max(" in text(tolerance=Tolerance(1e-2))


def test_the_same_instance_gives_the_same_script():
    assert text() == text()
