"""Every derivative in the reference of wpi_hw3_softmax agrees with central differences in float64."""

import importlib.util
from pathlib import Path

import numpy as np


def load(stem):
    path = Path(__file__).parents[2] / "reference" / "wpi_hw3_softmax" / f"{stem}.py"
    spec = importlib.util.spec_from_file_location(f"gradients_of_wpi_hw3_softmax_{stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


derivations, softmax_regression = load("derivations"), load("softmax_regression")
STEP = 1e-5


def slopes(f, at):
    """The derivative of f by every entry of `at`, by central differences: the axes of `at` come first."""
    axes = np.eye(at.size).reshape(at.size, *at.shape)
    found = [(f(at + STEP * axis) - f(at - STEP * axis)) / (2 * STEP) for axis in axes]
    return np.array(found).reshape(*at.shape, *np.shape(found[0]))


def assert_agree(derivative, quotients):
    np.testing.assert_allclose(derivative, quotients, rtol=1e-6, atol=1e-9)


def outputs(W, b, X):
    """Equations (4) and (5) as they stand: the logits here are small."""
    e = np.exp(W.T @ X + b[:, None])
    return e / e.sum(axis=0)


def problem(seed):
    """W, b, X and one-hot Y: 4 features, 5 classes, 6 examples."""
    rng = np.random.default_rng(seed)
    W, b, X = rng.standard_normal((4, 5)), rng.standard_normal(5), rng.standard_normal((4, 6))
    return W, b, X, np.eye(5)[:, rng.integers(0, 5, 6)]


def mean_cross_entropy(W, b, X, Y):
    """Equation (6)."""
    return -np.sum(Y * np.log(outputs(W, b, X))) / X.shape[1]


def test_the_gradient_and_the_hessian_of_the_squared_error():
    rng = np.random.default_rng(1)
    X, y, w = rng.standard_normal((3, 7)), rng.standard_normal(7), rng.standard_normal(3)

    gradient = slopes(lambda w: np.mean((X.T @ w - y) ** 2) / 2, w)
    hessian = slopes(lambda w: derivations.mse_gradient(X, y, w), w)

    assert_agree(derivations.mse_gradient(X, y, w), gradient)
    assert_agree(derivations.mse_hessian(X), hessian)


def test_the_gradient_of_every_output_by_every_weight():
    W, b, X, _ = problem(2)
    x = X[:, :1]
    y_hat = outputs(W, b, x)[:, 0]

    by_W = slopes(lambda W: outputs(W, b, x)[:, 0], W)  # (m, l, k)

    for weights in range(5):
        own = derivations.gradient_of_own_output(x[:, 0], y_hat, weights)
        assert_agree(own, by_W[:, weights, weights])
        for output in {*range(5)} - {weights}:
            other = derivations.gradient_of_other_output(x[:, 0], y_hat, output, weights)
            assert_agree(other, by_W[:, weights, output])


def test_the_gradient_of_the_loss_by_all_weights_and_biases():
    W, b, X, Y = problem(3)
    Y_hat = outputs(W, b, X)

    by_W = slopes(lambda W: mean_cross_entropy(W, b, X, Y), W)
    by_b = slopes(lambda b: mean_cross_entropy(W, b, X, Y), b)

    for weights in range(5):
        assert_agree(derivations.gradient_of_loss(X, Y, Y_hat, weights), by_W[:, weights])
    assert_agree(derivations.gradient_of_bias(Y, Y_hat), by_b)


def test_the_loss_by_the_logits():
    rng = np.random.default_rng(4)
    logits, labels = rng.standard_normal((4, 6)), np.eye(4)[:, rng.integers(0, 4, 6)]
    loss = softmax_regression.SoftmaxCrossEntropyLoss()

    quotients = slopes(lambda z: loss.forward(z, labels), logits)
    loss.forward(logits, labels)

    assert_agree(loss.backward(), quotients)


def test_a_step_goes_along_the_gradient_of_the_cost_and_backward_returns_that_by_the_input():
    W, b, X, Y = problem(5)
    b = b[:, None]
    model = softmax_regression.SoftmaxRegression(4, 5, alpha=0.3, lr=1.0)
    loss = softmax_regression.SoftmaxCrossEntropyLoss()

    def cost(W, b, X):
        model.loadparams([W], [b])
        return loss.forward(model.forward(X), Y) + model.penalty()

    by_W, by_b, by_X = (
        slopes(lambda W: cost(W, b, X), W),
        slopes(lambda b: cost(W, b, X), b),
        slopes(lambda X: cost(W, b, X), X),
    )
    cost(W, b, X)
    model.zerograd()
    dx = model.backward(loss.backward())
    model.step()

    assert_agree(dx, by_X)
    assert_agree(W - model.getWs()[0], by_W)
    assert_agree(b - model.getbs()[0], by_b)


def test_two_backwards_add_up_and_the_penalty_does_not():
    W, b, X, _ = problem(6)
    rng = np.random.default_rng(7)
    model = softmax_regression.SoftmaxRegression(4, 5, alpha=0.3, lr=1.0)
    model.loadparams([W], [b[:, None]])
    gs = rng.standard_normal((2, 5, 6))

    for g in gs:
        model.forward(X)
        model.backward(g)
    model.step()

    np.testing.assert_allclose(W - model.getWs()[0], X @ gs.sum(axis=0).T + 0.3 * W, rtol=1e-12)
