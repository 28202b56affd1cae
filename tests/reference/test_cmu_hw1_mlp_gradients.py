"""Every backward of the reference of cmu_hw1_mlp agrees with central differences along random directions."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

PATH = Path(__file__).parents[2] / "reference" / "cmu_hw1_mlp" / "mlp.py"
SPEC = importlib.util.spec_from_file_location("reference_of_cmu_hw1_mlp", PATH)
mlp = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(mlp)

SEED = 10417617
EPSILON = 1e-5


def slope(f, at, direction):
    """The derivative of f along a direction, by central differences."""
    return (f(at + EPSILON * direction) - f(at - EPSILON * direction)) / (2 * EPSILON)


def assert_is_gradient(gradient, f, at, rng):
    """Compare with finite differences along five random directions."""
    for _ in range(5):
        direction = rng.standard_normal(at.shape)

        np.testing.assert_allclose(np.sum(gradient * direction), slope(f, at, direction), rtol=1e-6, atol=0)


def away_from_zero(rng, *shape):
    """Numbers of both signs, none so close to 0 that a difference could step over the kink of a ReLU."""
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(0.1, 2.0, shape)


def gradients(layer, g, get):
    """The accumulated gradients, read off one step with lr = 1 and alpha = 0; and what backward returned."""
    before = get()
    layer.zerograd()
    dx = layer.backward(g)
    layer.step()
    return dx, [old - new for old, new in zip(before, get(), strict=True)]


def test_linear_map_agrees_with_finite_differences():
    rng = np.random.default_rng(1)
    x, W, b, g = (rng.standard_normal(shape) for shape in [(4, 6), (3, 4), (3, 1), (3, 6)])
    layer = mlp.LinearMap(4, 3, lr=1.0)

    def value(x, W, b):
        layer.loadparams(W, b)
        return np.sum(g * layer.forward(x))

    value(x, W, b)
    dx, (dW, db) = gradients(layer, g, lambda: [layer.getW(), layer.getb()])

    assert_is_gradient(dx, lambda x: value(x, W, b), x, rng)
    assert_is_gradient(dW, lambda W: value(x, W, b), W, rng)
    assert_is_gradient(db, lambda b: value(x, W, b), b, rng)


@pytest.mark.parametrize("train", [True, False], ids=["training", "evaluation"])
@pytest.mark.parametrize("p", [0, 0.3])
def test_relu_agrees_with_finite_differences(p, train):
    rng = np.random.default_rng(2)
    x, g = away_from_zero(rng, 5, 7), rng.standard_normal((5, 7))
    relu = mlp.ReLU(p)

    def value(x):
        np.random.seed(SEED)
        return np.sum(g * relu.forward(x, train))

    value(x)

    assert_is_gradient(relu.backward(g), value, x, rng)


@pytest.mark.parametrize("shift", [0.0, 1000.0, -1000.0])
def test_the_loss_agrees_with_finite_differences(shift):
    """Next to 1000 a logit has 13 digits after the point, which leaves 8 good ones in a difference."""
    rng = np.random.default_rng(3)
    logits, labels = rng.standard_normal((4, 5)) + shift, np.eye(4)[:, [0, 3, 1, 1, 2]]
    loss = mlp.SoftmaxCrossEntropyLoss()

    loss.forward(logits, labels)

    assert_is_gradient(loss.backward(), lambda z: loss.forward(z, labels), logits, rng)


def network(sizes, p):
    if len(sizes) == 3:
        return mlp.SingleLayerMLP(sizes[0], sizes[2], sizes[1], alpha=0, dropout_probability=p, lr=1.0)
    return mlp.TwoLayerMLP(sizes[0], sizes[3], list(sizes[1:3]), alpha=0, dropout_probability=p, lr=1.0)


@pytest.mark.parametrize("p", [0, 0.3], ids=["no dropout", "dropout"])
@pytest.mark.parametrize("sizes", [(4, 6, 3), (4, 6, 5, 3)], ids=["SingleLayerMLP", "TwoLayerMLP"])
def test_a_network_with_the_loss_agrees_with_finite_differences(sizes, p):
    rng = np.random.default_rng(4)
    layers = range(len(sizes) - 1)
    parameters = [rng.standard_normal((sizes[i + 1], sizes[i])) for i in layers]
    parameters += [rng.standard_normal((sizes[i + 1], 1)) for i in layers]
    x, labels = rng.standard_normal((4, 7)), np.eye(3)[:, [0, 1, 2, 2, 1, 0, 0]]
    net, loss = network(sizes, p), mlp.SoftmaxCrossEntropyLoss()

    def value(x, parameters):
        net.loadparams(parameters[: len(layers)], parameters[len(layers) :])
        np.random.seed(SEED)
        return loss.forward(net.forward(x), labels)

    def with_one(place, array):
        return [*parameters[:place], array, *parameters[place + 1 :]]

    value(x, parameters)
    dx, of_parameters = gradients(net, loss.backward(), lambda: net.getWs() + net.getbs())

    assert_is_gradient(dx, lambda x: value(x, parameters), x, rng)
    for place, gradient in enumerate(of_parameters):
        f = lambda array, place=place: value(x, with_one(place, array))  # noqa: E731
        assert_is_gradient(gradient, f, parameters[place], rng)
