"""The reference of ist_hw1_linear_models gives the values that one gets by hand."""

import importlib.util
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parents[2] / "reference" / "ist_hw1_linear_models"


def load(name):
    spec = importlib.util.spec_from_file_location(f"{name}_of_ist_hw1_linear_models", FOLDER / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


derivations, hw1_q2, hw1_q3 = load("derivations"), load("hw1_q2"), load("hw1_q3")


def test_the_sigmoid_and_the_binary_loss_by_hand():
    z = np.array([0.0, np.log(3.0)])

    # σ = 1/2 and 3/4: σ(1 - σ) = 1/4 and 3/16; L' = σ - 1 = -1/2 and -1/4; L'' = σ'.
    np.testing.assert_allclose(derivations.sigmoid_derivative(z), [1 / 4, 3 / 16], rtol=1e-14)
    np.testing.assert_allclose(derivations.binary_loss_derivative(z), [-1 / 2, -1 / 4], rtol=1e-14)
    np.testing.assert_allclose(derivations.binary_loss_second_derivative(z), [1 / 4, 3 / 16], rtol=1e-14)


def test_the_binary_loss_far_out_by_hand():
    z = np.array([-1000.0, 1000.0])

    # Far to the left the loss is -z, far to the right it is 0.
    np.testing.assert_array_equal(derivations.binary_loss_derivative(z), [-1.0, 0.0])
    np.testing.assert_array_equal(derivations.binary_loss_second_derivative(z), [0.0, 0.0])


def test_the_softmax_and_the_multinomial_loss_by_hand():
    # p = (1/2, 1/3, 1/6).
    z = np.log([3.0, 2.0, 1.0]) + 1000.0

    J = derivations.softmax_jacobian(z)
    gradient = derivations.multinomial_loss_gradient(z, 1)
    H = derivations.multinomial_loss_hessian(z, 1)

    # p_j (1 - p_j) on the diagonal, -p_j p_k beside it.
    by_hand = np.array([[9, -6, -3], [-6, 8, -2], [-3, -2, 5]]) / 36
    np.testing.assert_allclose(J, by_hand, rtol=1e-12)
    np.testing.assert_allclose(gradient, [1 / 2, -2 / 3, 1 / 6], rtol=1e-12)
    np.testing.assert_array_equal(H, J)


def test_the_linear_model_by_hand():
    # W = 0 and b = 0 give p = (1/2, 1/2); with φ = (2,) and the right class 0, p - e = (-1/2, 1/2).
    W, b, phi = np.zeros((2, 1)), np.zeros(2), np.array([2.0])

    gradient = derivations.linear_model_gradient(W, b, phi, 0)
    H = derivations.linear_model_hessian(W, b, phi, 0)

    # θ = (W_1, W_2, b_1, b_2): the gradient is φ (p - e), then p - e. The Hessian is made of ±1/4 times φ², φ and 1.
    np.testing.assert_array_equal(gradient, [-1.0, 1.0, -0.5, 0.5])
    by_hand = [[1, -1, 0.5, -0.5], [-1, 1, -0.5, 0.5], [0.5, -0.5, 0.25, -0.25], [-0.5, 0.5, -0.25, 0.25]]
    np.testing.assert_array_equal(H, by_hand)


def test_the_squared_loss_by_hand():
    # z = Wᵀφ + b = (1·2 + 0·3 + 0, 4·2 - 1·3 + 1) = (2, 6); z - y = (1, -2).
    W, b, phi, y = (
        np.array([[1.0, 4.0], [0.0, -1.0]]),
        np.array([0.0, 1.0]),
        np.array([2.0, 3.0]),
        np.array([1.0, 8.0]),
    )

    gradient = derivations.squared_loss_gradient(W, b, phi, y)
    H = derivations.squared_loss_hessian(W, b, phi, y)

    # φ (z - y)ᵀ row by row: 2·(1, -2), 3·(1, -2); then z - y.
    np.testing.assert_array_equal(gradient, [2.0, -4.0, 3.0, -6.0, 1.0, -2.0])
    # Each output has the Hessian of (2, 3, 1) with itself, and the two do not mix.
    one = np.outer([2.0, 3.0, 1.0], [2.0, 3.0, 1.0])
    np.testing.assert_array_equal(H, np.kron(one, np.eye(2)))


def test_linear_regression_by_hand():
    model = hw1_q2.LinearRegression(2)

    # Error -4 from w = 0: w = 0.1·4·(1, 2). Then ŷ = 0.4 - 0.8 = -0.4, error -0.4 - 1.6 = -2, and w moves by 0.2·(1, -1).
    model.train_epoch(np.array([[1.0, 2.0], [1.0, -1.0]]), np.array([4.0, 1.6]), learning_rate=0.1)

    np.testing.assert_allclose(model.w, [0.6, 0.6], rtol=1e-14)
    # ŷ = 1.8 and 0; errors 1.8 - 4.8 = -3 and 0 - 4 = -4: √((9 + 16)/2).
    error = model.evaluate(np.array([[1.0, 2.0], [1.0, -1.0]]), np.array([4.8, 4.0]))
    np.testing.assert_allclose(error, np.sqrt(12.5), rtol=1e-14)


def test_the_analytic_solution_by_hand():
    # Two equal columns and one of zeros: y = 2x is shared out between the equal ones.
    X = np.array([[1.0, 1.0, 0.0], [2.0, 2.0, 0.0], [3.0, 3.0, 0.0]])

    w = hw1_q2.solve_analytically(X, np.array([2.0, 4.0, 6.0]))

    np.testing.assert_allclose(w, [1.0, 1.0, 0.0], atol=1e-14)
    assert hw1_q2.distance(w, np.array([4.0, 5.0, 0.0])) == 5.0


def test_neural_regression_by_hand():
    network = hw1_q2.NeuralRegression(1, 2)
    network.loadparams([[[2.0], [-1.0]], [[3.0, 4.0]]], [[1.0, 1.0], [-20.0]])

    # x = 2: z = (5, -1), h = (5, 0), ŷ = 15 - 20 = -5: no ReLU at the end. The error is -5 - (-15) = 10.
    assert network.predict(np.array([[2.0]])).item() == -5.0
    network.update_weight(np.array([2.0]), -15.0, learning_rate=0.01)

    # dW2 = 10·(5, 0), db2 = 10, dz = 10·(3, 0), dW1 = (60, 0), db1 = (30, 0); each is taken off by a hundredth.
    W1, W2 = network.getWs()
    b1, b2 = network.getbs()
    np.testing.assert_allclose(W1, [[1.4], [-1.0]], rtol=1e-14)
    np.testing.assert_allclose(b1, [0.7, 1.0], rtol=1e-14)
    np.testing.assert_allclose(W2, [[2.5, 4.0]], rtol=1e-14)
    np.testing.assert_allclose(b2, [-20.1], rtol=1e-14)


def test_the_perceptron_by_hand():
    model = hw1_q3.Perceptron(3, 2)

    # All scores are 0, so class 0 is predicted: row 2 gets x, row 0 loses it. Then class 2 is right, and nothing moves.
    model.train_epoch(np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([2, 2]), learning_rate=0.001)

    np.testing.assert_array_equal(model.W, [[-1.0, -2.0], [0.0, 0.0], [1.0, 2.0]])
    assert model.evaluate(np.array([[1.0, 2.0], [-1.0, -2.0]]), np.array([2, 2])) == 0.5


def test_logistic_regression_by_hand():
    model = hw1_q3.LogisticRegression(4, 2)

    # All probabilities are a quarter: p - e = (1/4, 1/4, -3/4, 1/4).
    model.update_weight(np.array([1.0, -2.0]), 2, learning_rate=0.4)

    np.testing.assert_allclose(model.W, [[-0.1, 0.2], [-0.1, 0.2], [0.3, -0.6], [-0.1, 0.2]], rtol=1e-14)


def test_mlp_by_hand():
    network = hw1_q3.MLP(2, 1, 2)
    network.loadparams([[[1.0], [-1.0]], [[1.0, 5.0], [1.0, 7.0]]], [[1.0, 0.0], [0.0, 0.0]])

    # x = 1: z1 = (2, -1), h = (2, 0), logits (2, 2), p = (1/2, 1/2), p - e_1 = (1/2, -1/2).
    network.train_epoch(np.array([[1.0]]), np.array([1]), learning_rate=0.1)

    W1, W2 = network.getWs()
    b1, b2 = network.getbs()
    # dW2 = (1/2, -1/2)ᵀ (2, 0); dz1 = (1·1/2 - 1·1/2, …) = (0, …) and 0 for the second unit, which is off.
    np.testing.assert_allclose(W2, [[0.9, 5.0], [1.1, 7.0]], rtol=1e-14)
    np.testing.assert_allclose(b2, [-0.05, 0.05], rtol=1e-14)
    np.testing.assert_array_equal(W1, [[1.0], [-1.0]])
    np.testing.assert_array_equal(b1, [1.0, 0.0])
    np.testing.assert_array_equal(network.predict(np.array([[1.0], [2.0]])), [1, 1])


def test_new_networks_have_biases_of_zero_and_weights_of_the_stated_distribution():
    np.random.seed(1)

    for network in hw1_q2.NeuralRegression(100, 500), hw1_q3.MLP(10, 100, 500, 1):
        for W, b in zip(network.getWs(), network.getbs(), strict=True):
            assert not b.any()
            assert abs(W.mean() - 0.1) < 0.02
            assert abs(W.std() - 0.1) < 0.02


def test_no_method_changes_an_array_that_was_passed_to_it():
    rng = np.random.default_rng(2)
    X, y, labels = rng.standard_normal((5, 3)), rng.standard_normal(5), np.array([0, 1, 2, 1, 0])
    before = X.copy(), y.copy(), labels.copy()

    for model in hw1_q2.LinearRegression(3), hw1_q2.NeuralRegression(3, 4):
        model.train_epoch(X, y, learning_rate=0.1)
        model.evaluate(X, y)
    for model in hw1_q3.Perceptron(3, 3), hw1_q3.LogisticRegression(3, 3), hw1_q3.MLP(3, 3, 4):
        model.train_epoch(X, labels, learning_rate=0.1)
        model.evaluate(X, labels)
    hw1_q2.solve_analytically(X, y)

    for array, copy in zip((X, y, labels), before, strict=True):
        np.testing.assert_array_equal(array, copy)
