"""The reference of cmu_hw1_mlp gives the values that one gets by hand."""

import importlib.util
from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "reference" / "cmu_hw1_mlp" / "mlp.py"
SPEC = importlib.util.spec_from_file_location("reference_of_cmu_hw1_mlp", PATH)
mlp = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(mlp)

SEED = 10417617


def test_linear_map_by_hand():
    layer = mlp.LinearMap(2, 2, lr=0.5)
    layer.loadparams(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[10.0], [20.0]]))

    # Sample (1, -1): 1·1 + 2·(-1) + 10 = 9 and 3·1 + 4·(-1) + 20 = 19. Sample (0, 2): 4 + 10 and 8 + 20.
    y = layer.forward(np.array([[1.0, 0.0], [-1.0, 2.0]]))
    # g = (1, 2) for the first sample, (0, -1) for the second.
    # dx: 1·1 + 3·2 = 7 and 2·1 + 4·2 = 10; then 3·(-1) = -3 and 4·(-1) = -4.
    dx = layer.backward(np.array([[1.0, 0.0], [2.0, -1.0]]))
    layer.step()

    np.testing.assert_array_equal(y, [[9.0, 14.0], [19.0, 28.0]])
    np.testing.assert_array_equal(dx, [[7.0, -3.0], [10.0, -4.0]])
    # dW = g xᵀ: row 1 is 1·(1, -1) + 0·(0, 2) = (1, -1); row 2 is 2·(1, -1) - 1·(0, 2) = (2, -4).
    # W - 0.5 dW = (1 - 0.5, 2 + 0.5), (3 - 1, 4 + 2). db = (1 + 0, 2 - 1); b - 0.5 db = 9.5, 19.5.
    np.testing.assert_array_equal(layer.getW(), [[0.5, 2.5], [2.0, 6.0]])
    np.testing.assert_array_equal(layer.getb(), [[9.5], [19.5]])


def test_gradients_add_up_until_zerograd_by_hand():
    layer = mlp.LinearMap(1, 1, lr=1.0)
    layer.loadparams([[0.0]], [[0.0]])

    for x, g in (2.0, 3.0), (5.0, 7.0):
        layer.forward(np.array([[x]]))
        layer.backward(np.array([[g]]))
    layer.step()
    after_two = layer.getW().item(), layer.getb().item()
    layer.zerograd()
    layer.step()

    # dW = 2·3 + 5·7 = 41, db = 3 + 7 = 10; after zerograd there is nothing to move by.
    assert after_two == (-41.0, -10.0)
    assert (layer.getW().item(), layer.getb().item()) == after_two


def test_momentum_by_hand():
    layer = mlp.LinearMap(1, 1, alpha=0.5, lr=0.1)
    layer.loadparams([[1.0]], [[2.0]])
    weights, biases = [], []

    for g in 4.0, 2.0, 0.0:
        layer.zerograd()
        layer.forward(np.array([[3.0]]))
        layer.backward(np.array([[g]]))
        layer.step()
        weights.append(layer.getW().item())
        biases.append(layer.getb().item())

    # G of W is 3g: 12, 6, 0. V: 12, then 0.5·12 + 6 = 12, then 0.5·12 + 0 = 6.
    # W: 1 - 1.2 = -0.2, then -0.2 - 1.2 = -1.4, then -1.4 - 0.6 = -2.
    np.testing.assert_allclose(weights, [-0.2, -1.4, -2.0], rtol=1e-12)
    # G of b is g: V is 4, 2 + 2 = 4, 2. b: 2 - 0.4 = 1.6, then 1.2, then 1.
    np.testing.assert_allclose(biases, [1.6, 1.2, 1.0], rtol=1e-12)


def test_relu_by_hand():
    relu = mlp.ReLU()

    y = relu.forward(np.array([[-2.0, 0.0, 3.0]]))
    dx = relu.backward(np.array([[5.0, 6.0, -7.0]]))

    np.testing.assert_array_equal(y, [[0.0, 0.0, 3.0]])
    # The gradient at exactly 0 is 0, and where x > 0 it passes whatever its sign.
    np.testing.assert_array_equal(dx, [[0.0, 0.0, -7.0]])


def test_dropout_by_hand(monkeypatch):
    monkeypatch.setattr(
        np.random, "uniform", lambda low, high, shape: np.array([[0.1, 0.25, 0.3], [0.9, 0.2, 0.8]])
    )
    relu, x = mlp.ReLU(dropout_probability=0.25), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, -6.0]])

    trained = relu.forward(x)
    dx = relu.backward(np.full((2, 3), 10.0))
    evaluated = relu.forward(x, train=False)

    # Kept where u > 0.25: 0.3, 0.9 and 0.8; the last of these has x < 0. u = 0.25 is not above 0.25.
    np.testing.assert_array_equal(trained, [[0.0, 0.0, 3.0], [4.0, 0.0, 0.0]])
    np.testing.assert_array_equal(dx, [[0.0, 0.0, 10.0], [10.0, 0.0, 0.0]])
    # 0.75 times max(0, x).
    np.testing.assert_array_equal(evaluated, [[0.75, 1.5, 2.25], [3.0, 3.75, 0.0]])


def test_the_loss_by_hand():
    loss = mlp.SoftmaxCrossEntropyLoss()
    # Column 1: e^0 : e^(ln 3) = 1 : 3, so p = (1/4, 3/4). Column 2: equal logits, p = (1/2, 1/2).
    logits = np.array([[0.0, 5.0], [np.log(3.0), 5.0]])
    labels = np.array([[0.0, 1.0], [1.0, 0.0]])

    value = loss.forward(logits, labels)
    gradient = loss.backward()

    # -(ln 3/4 + ln 1/2) / 2 = ln(8/3) / 2.
    np.testing.assert_allclose(value, np.log(8.0 / 3.0) / 2.0, rtol=1e-14)
    # (p - y) / 2: (1/4 - 0, 3/4 - 1) / 2 and (1/2 - 1, 1/2 - 0) / 2.
    np.testing.assert_allclose(gradient, [[0.125, -0.25], [-0.125, 0.25]], rtol=1e-14)
    # Both columns have their largest logit first or last: the first is right, and the tie goes to class 0, also right.
    assert loss.getAccu() == 1.0


def test_the_loss_of_huge_logits_by_hand():
    loss = mlp.SoftmaxCrossEntropyLoss()
    # p of the label: 1 up to e^-2000 in column 1; e^-2000 up to rounding in column 2, so -log p = 2000.
    logits = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]])

    value = loss.forward(logits, np.array([[1.0, 1.0], [0.0, 0.0]]))

    assert value == 1000.0
    np.testing.assert_array_equal(loss.backward(), [[0.0, -0.5], [0.0, 0.5]])


def test_single_layer_mlp_by_hand():
    net = mlp.SingleLayerMLP(1, 1, hiddenlayer=2, alpha=0, lr=0.1)
    net.loadparams(
        [np.array([[2.0], [-1.0]]), np.array([[3.0, 4.0]])], [np.array([[1.0], [1.0]]), np.array([[-20.0]])]
    )

    # x = 2: h = (2·2 + 1, -1·2 + 1) = (5, -1), r = (5, 0), z = 3·5 + 4·0 - 20 = -5: no ReLU at the end.
    z = net.forward(np.array([[2.0]]))
    # g = 1: dr = (3, 4), dh = (3, 0), dx = 2·3 - 1·0 = 6.
    dx = net.backward(np.array([[1.0]]))
    net.step()

    assert (z.item(), dx.item()) == (-5.0, 6.0)
    # dW2 = (5, 0), db2 = 1; dW1 = dh · 2 = (6, 0), db1 = (3, 0). Each is taken off with the factor 0.1.
    W1, W2 = net.getWs()
    b1, b2 = net.getbs()
    np.testing.assert_allclose(W1, [[1.4], [-1.0]], rtol=1e-12)
    np.testing.assert_allclose(b1, [[0.7], [1.0]], rtol=1e-12)
    np.testing.assert_allclose(W2, [[2.5, 4.0]], rtol=1e-12)
    np.testing.assert_allclose(b2, [[-20.1]], rtol=1e-12)


def test_two_layer_mlp_by_hand():
    net = mlp.TwoLayerMLP(1, 1, hiddenlayers=[1, 2], dropout_probability=0.5)
    Ws = [np.array([[2.0]]), np.array([[1.0], [-1.0]]), np.array([[3.0, 5.0]])]
    net.loadparams(Ws, [np.array([[1.0]]), np.zeros((2, 1)), np.array([[0.5]])])

    # x = 3 in evaluation: h1 = 7, r1 = 3.5; h2 = (3.5, -3.5), r2 = (1.75, 0); z = 3·1.75 + 0.5 = 5.75.
    assert net.forward(np.array([[3.0]]), train=False).item() == 5.75


def test_the_first_hidden_layer_draws_first():
    net = mlp.TwoLayerMLP(3, 2, hiddenlayers=[5, 4], dropout_probability=0.4)
    x = np.ones((3, 2))
    (W1, W2, W3), (b1, b2, b3) = net.getWs(), net.getbs()

    np.random.seed(SEED)
    logits = net.forward(x)

    np.random.seed(SEED)
    first, second = np.random.uniform(0, 1, (5, 2)), np.random.uniform(0, 1, (4, 2))
    hidden = (first > 0.4) * np.maximum(0, W1 @ x + b1)
    np.testing.assert_allclose(
        logits, W3 @ ((second > 0.4) * np.maximum(0, W2 @ hidden + b2)) + b3, rtol=1e-12
    )


def test_initial_weights_are_uniform_between_the_bounds():
    np.random.seed(SEED)

    W, bound = mlp.random_weight_init(50, 100), np.sqrt(6) / np.sqrt(150)

    assert W.shape == (100, 50)
    assert 0.99 * bound < np.abs(W).max() <= bound
    # The standard deviation of a uniform distribution on ± bound is bound / sqrt(3); 5000 numbers tell it to 1 %.
    np.testing.assert_allclose(W.std(), bound / np.sqrt(3), rtol=0.03)


def test_onehot_labels_are_rows_of_twelve_classes():
    rows = mlp.labels2onehot(np.array([0, 11, 3]))

    assert rows.shape == (3, 12)
    assert rows.sum() == 3
    assert rows[0, 0] == rows[1, 11] == rows[2, 3] == 1


def test_getters_return_copies_and_loadparams_takes_them():
    w, b = np.ones((2, 3)), np.ones((2, 1))
    layer = mlp.LinearMap(3, 2)

    layer.loadparams(w, b)
    w[:], b[:] = 5.0, 5.0
    layer.getW()[:], layer.getb()[:] = 7.0, 7.0

    np.testing.assert_array_equal(layer.getW(), np.ones((2, 3)))
    np.testing.assert_array_equal(layer.getb(), np.ones((2, 1)))
