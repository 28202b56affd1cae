"""gradient_check at home: in a student's folder, with plain Python, on the handout's layers and on others."""

from pathlib import Path

import pytest

from grader import catalog
from grader.authoring import student_tests
from tests.authoring.students import python
from tests.toy import course

ROOT = Path(__file__).parents[2]
LAYERS = """import numpy as np


class Scale:
    def __init__(self, factor, lr=0.5):
        self.W, self.b, self.lr = np.array([[factor]]), np.zeros((1, 1)), lr

    def forward(self, x):
        self.x = x
        return self.W @ x + self.b

    def backward(self, g):
        self.G, self.g = g @ self.x.T, g.sum(keepdims=True)
        return self.W.T @ g

    def zerograd(self):
        self.G, self.g = 0, 0

    def step(self):
        self.W, self.b = self.W - self.lr * self.G, self.b - self.g

    def loadparams(self, W, b):
        self.W, self.b = W.copy(), b.copy()

    def getW(self):
        return self.W.copy()

    def getb(self):
        return self.b.copy()


class Square:
    def forward(self, x, power=2):
        self.x = x
        return x**power

    def backward(self, g):
        return g * self.x


class Forgetful(Square):
    def backward(self, g):
        pass
"""
SESSION = """
import numpy as np
from tests import gradient_check
from mlp import Forgetful, Scale, Square

x = np.array([[1.0, -2.0, 0.5]])
np.random.seed(5)
gradient_check(Scale(3.0), x)
gradient_check(Square(), x)
gradient_check(Square(), x, 1)
gradient_check(lambda x: np.sum(np.maximum(0, x)), np.array([1.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0]))
gradient_check(Forgetful(), x)
assert np.random.uniform() == np.random.RandomState(5).uniform(), "random numbers are not as they were"
layer = Scale(3.0)
del layer.lr
gradient_check(layer, x)
"""
HEAD = "What is expected here comes from differences of the function itself, be it right or wrong.\n"
OF_PARAMETERS = "Of a parameter, the gradient is what step takes away from it, divided by lr.\n"
TOGETHER = "They belong together: if a test fails all the same, look at the function itself.\n"
APART = "They do not belong together: if the tests of the function itself pass, mend the gradient.\n"


@pytest.fixture(scope="module")
def homework():
    return catalog.load(ROOT, "cmu_hw1_mlp")


def test_a_student_reads_which_gradient_is_off_and_where(tmp_path, homework):
    (tmp_path / "tests.py").write_text(student_tests.tests_py(homework), encoding="utf-8")
    (tmp_path / "tests.pk").write_bytes((ROOT / "student_template/cmu_hw1_mlp/tests.pk").read_bytes())
    (tmp_path / "mlp.py").write_text(LAYERS, encoding="utf-8")
    done = python(tmp_path, "-c", SESSION)

    assert done.stdout == (
        f"{HEAD}{OF_PARAMETERS}"
        "  dL/dx fits (3 of 3 places tried)\n"
        "  dL/dW fits (1 of 1 places tried)\n"
        "  dL/db is 2.24831, expected 1.12416\n"
        f"{APART}{HEAD}"
        "  dL/dx is off in 3 of 3 places; worst at [0, 1]: -1.0806, expected -2.16121: "
        "every value is the expected one divided by 2\n"
        f"{APART}{HEAD}"
        "  dL/dx is off in 2 of 3 places; worst at [0, 1]: -1.0806, expected 0.540302\n"
        f"{APART}{HEAD}"
        "  dL/dx fits (2 of 3 places tried)\n"
        f"{TOGETHER}{HEAD}"
        "  backward returned nothing, so there is no dL/dx: is its return statement missing?\n"
    )
    assert (
        done.stderr.splitlines()[-1] == "TypeError: say lr=…, the learning rate that the layer was made with"
    )


def test_the_readme_shows_how(homework):
    shown = student_tests.readme(homework)
    of_functions = student_tests.readme(catalog.load(ROOT, "dnn_a4_regression"))

    assert ">>> gradient_check(layer, np.random.normal(size=(3, 5)), lr=0.01)\n" in shown
    assert ">>> gradient_check(layer" not in of_functions
    assert ">>> gradient_check(function, x, your_gradient_at_x)\n" in of_functions


def test_a_homework_without_gradients_has_nothing_of_it(tmp_path):
    toy = catalog.load(course(tmp_path), "toy")

    assert "gradient_check" not in student_tests.tests_py(toy) + student_tests.readme(toy)
