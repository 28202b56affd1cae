"""Every derivative of the reference of ist_hw1_linear_models agrees with central differences."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "reference" / "ist_hw1_linear_models"


def load(name):
    spec = importlib.util.spec_from_file_location(f"{name}_of_ist_hw1_linear_models", FOLDER / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


derivations, hw1_q2, hw1_q3 = load("derivations"), load("hw1_q2"), load("hw1_q3")
EPSILON = 1e-5


def slope(f, at, direction):
    """The derivative of f along a direction, by central differences."""
    return (f(at + EPSILON * direction) - f(at - EPSILON * direction)) / (2 * EPSILON)


def assert_is_derivative(derivative, f, at, rng):
    """Compare with finite differences along five random directions; the derivative's last axes are those of `at`."""
    for _ in range(5):
        direction = rng.standard_normal(at.shape)
        along = np.tensordot(derivative, direction, axes=at.ndim)

        np.testing.assert_allclose(along, slope(f, at, direction), rtol=1e-6, atol=1e-9)


def multinomial_loss(z, j):
    return np.log(np.exp(z - z.max()).sum()) + z.max() - z[j]


def parted(theta, rows, columns):
    return theta[: rows * columns].reshape(rows, columns), theta[rows * columns :]


def test_the_derivatives_of_one_output_agree_with_finite_differences():
    z = np.linspace(-6.0, 6.0, 25)

    by_differences = slope(lambda z: 1 / (1 + np.exp(-z)), z, 1.0)
    np.testing.assert_allclose(derivations.sigmoid_derivative(z), by_differences, rtol=1e-6)
    by_differences = slope(lambda z: np.log1p(np.exp(-z)), z, 1.0)
    np.testing.assert_allclose(derivations.binary_loss_derivative(z), by_differences, rtol=1e-6)
    by_differences = slope(derivations.binary_loss_derivative, z, 1.0)
    np.testing.assert_allclose(derivations.binary_loss_second_derivative(z), by_differences, rtol=1e-6)


@pytest.mark.parametrize("shift", [0.0, 1000.0])
@pytest.mark.parametrize("K", [2, 5])
def test_the_derivatives_of_the_softmax_agree_with_finite_differences(K, shift):
    rng = np.random.default_rng(K)
    z = rng.standard_normal(K)

    for j in range(K):
        gradient = derivations.multinomial_loss_gradient(z + shift, j)
        assert_is_derivative(gradient, lambda z, j=j: multinomial_loss(z, j), z, rng)
        H = derivations.multinomial_loss_hessian(z + shift, j)
        assert_is_derivative(H, lambda z, j=j: derivations.multinomial_loss_gradient(z, j), z, rng)
    J = derivations.softmax_jacobian(z + shift)
    assert_is_derivative(J, lambda z: np.exp(z) / np.exp(z).sum(), z, rng)


@pytest.mark.parametrize("shape", [(3, 2), (2, 4), (1, 1)])
def test_the_derivatives_of_the_linear_models_agree_with_finite_differences(shape):
    rng = np.random.default_rng(shape)
    K, D = shape
    phi, y, theta = rng.standard_normal(D), rng.standard_normal(K), rng.standard_normal(K * D + K)

    def logistic(theta):
        W, b = parted(theta, K, D)
        return multinomial_loss(W @ phi + b, K - 1)

    def squared(theta):
        W, b = parted(theta, D, K)
        return 0.5 * np.sum((W.T @ phi + b - y) ** 2)

    def with_W(function, last, *shape):
        return lambda theta: function(*parted(theta, *shape), phi, last)

    gradient = with_W(derivations.linear_model_gradient, K - 1, K, D)
    assert_is_derivative(gradient(theta), logistic, theta, rng)
    assert_is_derivative(with_W(derivations.linear_model_hessian, K - 1, K, D)(theta), gradient, theta, rng)
    gradient = with_W(derivations.squared_loss_gradient, y, D, K)
    assert_is_derivative(gradient(theta), squared, theta, rng)
    assert_is_derivative(with_W(derivations.squared_loss_hessian, y, D, K)(theta), gradient, theta, rng)


def test_no_hessian_has_a_negative_eigenvalue():
    rng = np.random.default_rng(3)

    for _ in range(20):
        z, W, b, phi = (rng.standard_normal(shape) * 3 for shape in [(5,), (4, 3), (4,), (3,)])
        hessians = [
            derivations.multinomial_loss_hessian(z, 2),
            derivations.linear_model_hessian(W, b, phi, 1),
            derivations.squared_loss_hessian(W.T, b, phi, b),
        ]
        for H in hessians:
            np.testing.assert_allclose(H, H.T, rtol=0, atol=1e-14)
            assert np.linalg.eigvalsh(H)[0] > -1e-12


def models():
    """Each model with its parameters, and the shape of its outputs for five examples."""
    rng = np.random.default_rng(4)
    shapes = {
        "LinearRegression": ([(3,)], [], (5,)),
        "NeuralRegression": ([(6, 3), (1, 6)], [(6,), (1,)], (5,)),
        "LogisticRegression": ([(4, 3)], [], (5, 4)),
        "MLP": ([(6, 3), (4, 6)], [(6,), (4,)], (5, 4)),
    }
    made = {
        "LinearRegression": hw1_q2.LinearRegression(3),
        "NeuralRegression": hw1_q2.NeuralRegression(3, 6),
        "LogisticRegression": hw1_q3.LogisticRegression(4, 3),
        "MLP": hw1_q3.MLP(4, 3, 6),
    }
    for name, (Ws, bs, outputs) in shapes.items():
        parameters = (
            [rng.standard_normal(shape) for shape in Ws],
            [rng.standard_normal(shape) for shape in bs],
        )
        yield pytest.param(made[name], *parameters, outputs, id=name)


@pytest.mark.parametrize(("model", "Ws", "bs", "outputs"), [*models()])
def test_every_backward_agrees_with_finite_differences(model, Ws, bs, outputs):
    rng = np.random.default_rng(5)
    X, g = rng.standard_normal((5, 3)), rng.standard_normal(outputs)
    parameters = [*Ws, *bs]

    def value(X, parameters):
        model.loadparams(parameters[: len(Ws)], parameters[len(Ws) :])
        return np.sum(g * model.forward(X))

    def with_one(place, array):
        return [*parameters[:place], array, *parameters[place + 1 :]]

    value(X, parameters)
    model.lr = 1.0
    model.zerograd()
    dX = model.backward(g)
    model.step()
    gradients = [old - new for old, new in zip(parameters, model.getWs() + model.getbs(), strict=True)]

    assert_is_derivative(dX, lambda X: value(X, parameters), X, rng)
    for place, gradient in enumerate(gradients):
        f = lambda array, place=place: value(X, with_one(place, array))  # noqa: E731
        assert_is_derivative(gradient, f, parameters[place], rng)


@pytest.mark.parametrize(("model", "Ws", "bs", "outputs"), [*models()])
def test_gradients_add_up_until_zerograd(model, Ws, bs, outputs):
    rng = np.random.default_rng(6)
    X, g = rng.standard_normal((5, 3)), rng.standard_normal(outputs)

    def moved(rounds):
        model.loadparams(Ws, bs)
        model.lr = 0.5
        model.zerograd()
        for _ in range(rounds):
            model.forward(X)
            model.backward(g)
        model.step()
        return [new - old for old, new in zip([*Ws, *bs], model.getWs() + model.getbs(), strict=True)]

    for once, thrice in zip(moved(1), moved(3), strict=True):
        np.testing.assert_allclose(thrice, 3 * once, rtol=1e-12)
