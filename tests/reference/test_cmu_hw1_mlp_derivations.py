"""The reference derivations of cmu_hw1_mlp agree with finite differences, with all masks counted out, and with paper."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pytest

PATH = Path(__file__).parents[2] / "reference" / "cmu_hw1_mlp" / "derivations.py"
SPEC = importlib.util.spec_from_file_location("reference_derivations_of_cmu_hw1_mlp", PATH)
derivations = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(derivations)

XOR_POINTS, XOR_LABELS = np.array([[1, 0, 1, 0], [0, 1, 1, 0]]), np.array([1, 1, 0, 0])


def slopes(f, x, width=1e-5):
    """All partial derivatives of f at x, by central differences, with the axes of f first."""
    found = []
    for nudge in np.eye(x.size) * width:
        nudge = nudge.reshape(x.shape)
        found.append((f(x + nudge) - f(x - nudge)) / (2 * width))
    return np.stack(found, axis=-1).reshape(*np.shape(found[0]), *x.shape)


def assert_is_derivative(derivative, f, x):
    np.testing.assert_allclose(derivative, slopes(f, x), rtol=1e-7, atol=1e-9)


def softmax(o):
    return np.exp(o) / np.exp(o).sum()


def cross_entropy(o, y):
    return -np.log(softmax(o) @ y)


def one_sample(M, H, seed):
    """h, W2, b2 and y for M classes and H hidden units."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal(H), rng.standard_normal((M, H)), rng.standard_normal(M), np.eye(M)[seed % M]


def mean_over_all_masks(X, y, w, p):
    """The loss with dropout, with every mask counted out."""
    total = 0.0
    for bits in itertools.product([0, 1], repeat=X.size):
        R = np.reshape(bits, X.shape)
        chance = p ** R.sum() * (1 - p) ** (1 - R).sum()
        total += chance * np.sum((y - (R * X) @ w) ** 2)
    return total


def test_the_step_is_on_at_zero():
    np.testing.assert_array_equal(derivations.step([-0.1, 0.0, 0.1]), [0, 1, 1])


def test_the_certificate_contradicts_every_perceptron():
    c = derivations.perceptron_certificate()
    signs = np.array([1, 1, -1, -1])

    for coefficients in [*XOR_POINTS, np.ones(4)]:  # those of w1, of w2 and of b
        assert (c * signs) @ coefficients == 0
    assert (c >= 0).all()
    assert (c[2:] > 0).any()


def test_the_xor_network_computes_xor():
    W, b, a = derivations.xor_network()

    outputs = derivations.threshold_network(W, b, a, XOR_POINTS)

    np.testing.assert_array_equal(outputs, XOR_LABELS)
    assert W.shape == (4, 2)


@pytest.mark.parametrize("D", [1, 2, 7])
@pytest.mark.parametrize("N", [1, 2, 40])
def test_any_labels_are_memorised(N, D):
    rng = np.random.default_rng([N, D])
    X, y = rng.standard_normal((D, N)), 100 * rng.standard_normal(N)

    W, b, a = derivations.memorising_network(X, y)

    np.testing.assert_allclose(derivations.threshold_network(W, b, a, X), y, atol=1e-9)
    assert (W.shape, b.shape, a.shape) == ((N, D), (N,), (N,))


def test_the_points_of_a_lattice_are_memorised():
    X = np.array(list(itertools.product(range(4), repeat=3)), dtype=float).T
    y = np.cos(np.arange(64))

    W, b, a = derivations.memorising_network(X, y)

    np.testing.assert_allclose(derivations.threshold_network(W, b, a, X), y, atol=1e-9)


def test_two_labels_worked_out_by_hand():
    """On the line with points 1 and 3, labels 5 and 2: the second unit fires beyond 2 and takes 3 off."""
    W, b, a = derivations.memorising_network(np.array([[1.0, 3.0]]), np.array([5.0, 2.0]))

    beyond = derivations.threshold_network(W, b, a, np.array([[1.9, 2.1]]))

    np.testing.assert_allclose(np.sort(beyond), [2.0, 5.0])


def test_the_slope_of_the_sigmoid():
    x = np.linspace(-8, 8, 33)

    slope = derivations.sigmoid_derivative(derivations.sigmoid(x))

    assert_is_derivative(np.diag(slope), derivations.sigmoid, x)
    assert derivations.sigmoid_derivative(0.5) == 0.25


@pytest.mark.parametrize("epsilon", [0.2499, 0.1, 1e-3, 1e-9, 1e-200])
def test_the_slope_is_small_beyond_the_bound(epsilon):
    bound = derivations.vanishing_bound(epsilon)

    e = np.exp(-bound * np.array([1, 1.5, 3]))  # σ' = e / (1 + e)², and the same at -x

    assert (e / (1 + e) ** 2 <= epsilon).all()
    assert 0 < bound <= 10 / epsilon


def test_tanh_is_a_sigmoid_and_so_is_its_slope():
    x = np.linspace(-4, 4, 17)
    scale, slope, shift = derivations.tanh_as_sigmoid()
    factor, inner = derivations.tanh_derivative_as_sigmoid()

    of_tanh = factor * derivations.sigmoid_derivative(derivations.sigmoid(inner * x))

    np.testing.assert_allclose(scale * derivations.sigmoid(slope * x) + shift, np.tanh(x), atol=1e-15)
    np.testing.assert_allclose(of_tanh, 1 - np.tanh(x) ** 2, atol=1e-15)


@pytest.mark.parametrize(("D", "H", "M"), [(3, 5, 2), (4, 4, 4), (2, 1, 3), (1, 1, 1)])
def test_the_tanh_network_computes_what_the_sigmoid_network_does(D, H, M):
    rng = np.random.default_rng([D, H, M])
    W1, b1, W2, b2 = (rng.standard_normal(shape) for shape in [(H, D), H, (M, H), M])
    x = 3 * rng.standard_normal((20, D))

    U1, c1, U2, c2 = derivations.tanh_network(W1, b1, W2, b2)

    np.testing.assert_allclose(
        np.tanh(x @ U1.T + c1) @ U2.T + c2, derivations.sigmoid(x @ W1.T + b1) @ W2.T + b2, atol=1e-13
    )


@pytest.mark.parametrize("M", [2, 3, 6])
def test_the_derivatives_of_softmax_and_loss(M):
    rng = np.random.default_rng(M)
    o, y = rng.standard_normal(M), np.eye(M)[M - 2]

    assert_is_derivative(derivations.dp_do(softmax(o)), softmax, o)
    assert_is_derivative(derivations.dL_do(softmax(o), y), lambda o: cross_entropy(o, y), o)


def test_softmax_worked_out_by_hand():
    p, y = np.array([0.5, 0.3, 0.2]), np.array([0.0, 1.0, 0.0])

    by_hand = [[0.25, -0.15, -0.1], [-0.15, 0.21, -0.06], [-0.1, -0.06, 0.16]]
    np.testing.assert_allclose(derivations.dp_do(p), by_hand, atol=1e-15)
    np.testing.assert_allclose(derivations.dL_do(p, y), [0.5, -0.7, 0.2], atol=1e-15)


@pytest.mark.parametrize(("M", "H"), [(3, 5), (5, 2), (4, 4), (2, 1)])
def test_the_derivatives_of_the_output_layer(M, H):
    h, W2, b2, y = one_sample(M, H, seed=M + H)
    p = softmax(W2 @ h + b2)

    def o(h=h, W2=W2, b2=b2):
        return W2 @ h + b2

    assert_is_derivative(derivations.do_db2(M), lambda b2: o(b2=b2), b2)
    assert_is_derivative(derivations.do_dh(W2), lambda h: o(h=h), h)
    assert_is_derivative(derivations.do_dW2(h, M), lambda W2: o(W2=W2), W2)
    assert_is_derivative(derivations.dL_db2(p, y), lambda b2: cross_entropy(o(b2=b2), y), b2)
    assert_is_derivative(derivations.dL_dh(W2, p, y), lambda h: cross_entropy(o(h=h), y), h)
    assert_is_derivative(derivations.dL_dW2(h, p, y), lambda W2: cross_entropy(o(W2=W2), y), W2)


def test_the_derivatives_through_the_relu():
    _, W2, b2, y = one_sample(3, 4, seed=9)
    q = np.array([0.7, -0.4, 1.5, -2.0])

    def loss(q):
        return cross_entropy(W2 @ np.maximum(0, q) + b2, y)

    dL_dh = derivations.dL_dh(W2, softmax(W2 @ np.maximum(0, q) + b2), y)

    assert_is_derivative(derivations.dh_dq(q), lambda q: np.maximum(0, q), q)
    assert_is_derivative(derivations.dL_dq(q, dL_dh), loss, q)


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9, 1.0])
@pytest.mark.parametrize(("N", "D"), [(1, 1), (1, 4), (4, 1), (3, 3), (2, 5)])
def test_the_loss_with_dropout_is_the_mean_over_all_masks(N, D, p):
    rng = np.random.default_rng([N, D])
    X, y, w = rng.standard_normal((N, D)), rng.standard_normal(N), rng.standard_normal(D)

    loss = derivations.dropout_loss(X, y, w, p)

    np.testing.assert_allclose(loss, mean_over_all_masks(X, y, w, p), rtol=1e-12)
    if N == D == 1:
        np.testing.assert_allclose(derivations.dropout_loss_of_one(X[0, 0], y[0], w[0], p), loss, rtol=1e-12)


def test_dropout_worked_out_by_hand():
    """x = 2, w = -0.5: the error is 1.5 + 1 with chance 0.3 and 1.5 else; 0.3 · 6.25 + 0.7 · 2.25 = 3.45."""
    assert derivations.dropout_loss_of_one(2.0, 1.5, -0.5, 0.3) == pytest.approx(3.45)
    np.testing.assert_array_equal(
        derivations.dropout_matrix(np.array([[3.0, 1.0], [4.0, -2.0], [0.0, 2.0]])), [[5, 0], [0, 3]]
    )
