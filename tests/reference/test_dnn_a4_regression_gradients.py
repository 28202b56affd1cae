"""Every derivative of the reference of dnn_a4_regression agrees with central differences along random directions."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "reference" / "dnn_a4_regression"
EPSILON = 1e-5


def load(name):
    spec = importlib.util.spec_from_file_location(f"reference_of_dnn_a4_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


derivations, regression, softmax = map(load, ("derivations", "linear_regression", "softmax"))


def assert_is_gradient(gradient, f, at, rng):
    """Compare with central differences along five random directions."""
    assert gradient.shape == at.shape
    for _ in range(5):
        direction = rng.standard_normal(at.shape)
        slope = (f(at + EPSILON * direction) - f(at - EPSILON * direction)) / (2 * EPSILON)

        np.testing.assert_allclose(np.sum(gradient * direction), slope, rtol=1e-6, atol=1e-9)


def linear(z):
    return z


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize(("C", "D"), [(2, 3), (4, 2), (3, 3), (1, 1)])
@pytest.mark.parametrize(("name", "activation"), [("linear", linear), ("sigmoid", sigmoid)])
def test_derivatives_for_one_example(name, activation, C, D):
    rng = np.random.default_rng(1)
    W, b, x, y = (rng.standard_normal(shape) for shape in [(C, D), (C,), (D,), (C,)])
    dW = getattr(derivations, f"{name}_dW")(W, b, x, y)
    db = getattr(derivations, f"{name}_db")(W, b, x, y)

    assert_is_gradient(dW, lambda at: np.sum((activation(at @ x + b) - y) ** 2), W, rng)
    assert_is_gradient(db, lambda at: np.sum((activation(W @ x + at) - y) ** 2), b, rng)


@pytest.mark.parametrize("n", [1, 2, 7])
def test_derivatives_for_a_batch(n):
    rng = np.random.default_rng(2)
    W, b, X, Y = (rng.standard_normal(shape) for shape in [(3, 4), (3,), (4, n), (3, n)])

    dW, db = derivations.batch_dW(W, b, X, Y), derivations.batch_db(W, b, X, Y)

    assert_is_gradient(dW, lambda at: np.sum((at @ X + b[:, None] - Y) ** 2), W, rng)
    assert_is_gradient(db, lambda at: np.sum((W @ X + at[:, None] - Y) ** 2), b, rng)


@pytest.mark.parametrize("n", [1, 2, 7])
def test_deltas_are_the_derivatives_of_the_loss(n):
    rng = np.random.default_rng(3)
    x, W, b, y = (rng.standard_normal(shape) for shape in [(n, 4), (4, 10), (10,), (n, 10)])
    y_hat = regression.do_network_inference(x, W, b)

    def loss(W, b):
        return regression.get_loss(regression.do_network_inference(x, W, b), y)

    assert_is_gradient(regression.get_delta_weights(y_hat, y, x), lambda at: loss(at, b), W, rng)
    assert_is_gradient(regression.get_delta_biases(y_hat, y), lambda at: loss(W, at), b, rng)


@pytest.mark.parametrize(
    "gradient", [derivations.softmax_cross_entropy_da, softmax.grad_softmax_crossentropy]
)
@pytest.mark.parametrize("y", [0, 2, 4])
def test_the_gradient_of_the_cross_entropy(gradient, y):
    rng = np.random.default_rng(4)
    a = rng.standard_normal(5)

    assert_is_gradient(gradient(a, y), lambda at: softmax.softmax_crossentropy(at, y), a, rng)


def test_the_numerical_gradient_errs_by_the_square_of_its_step():
    a, y = np.array([0.3, -0.7, 1.1]), np.array([1, 1, 1])

    errors = [softmax.gradient_errors(a[np.newaxis], y[:1], e).item() for e in (1e-1, 1e-2, 1e-3)]

    np.testing.assert_allclose(errors[0] / errors[1], 100, rtol=0.02)
    np.testing.assert_allclose(errors[1] / errors[2], 100, rtol=0.02)


def test_errors_at_three_random_points_are_tiny():
    rng = np.random.default_rng(5)

    errors = softmax.gradient_errors(rng.standard_normal((3, 6)), np.array([0, 5, 2]), 1e-5)

    assert errors.shape == (3,)
    assert errors.max() < 1e-9
