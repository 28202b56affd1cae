"""The reference of dnn_a4_regression gives the values that one gets by hand."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "reference" / "dnn_a4_regression"


def load(name):
    spec = importlib.util.spec_from_file_location(f"reference_of_dnn_a4_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


derivations, regression, softmax = map(load, ("derivations", "linear_regression", "softmax"))


def test_the_squared_error_of_one_example_by_hand():
    W, b = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([1.0, 0.0])
    x, y = np.array([3.0, -1.0]), np.array([0.0, 4.0])

    # ŷ = (3 - 2 + 1, 1) = (2, 1); ŷ - y = (2, -3).
    np.testing.assert_array_equal(derivations.linear_db(W, b, x, y), [4.0, -6.0])
    np.testing.assert_array_equal(derivations.linear_dW(W, b, x, y), [[12.0, -4.0], [-18.0, 6.0]])


def test_a_batch_has_the_sum_of_the_derivatives_of_its_columns():
    rng = np.random.default_rng(1)
    W, b, X, Y = (rng.standard_normal(shape) for shape in [(3, 2), (3,), (2, 5), (3, 5)])

    columns = list(zip(X.T, Y.T, strict=True))
    dWs = sum(derivations.linear_dW(W, b, x, y) for x, y in columns)
    dbs = sum(derivations.linear_db(W, b, x, y) for x, y in columns)

    np.testing.assert_allclose(derivations.batch_dW(W, b, X, Y), dWs, rtol=1e-12)
    np.testing.assert_allclose(derivations.batch_db(W, b, X, Y), dbs, rtol=1e-12)


def test_the_sigmoid_by_hand():
    # z = (0, ln 3): ŷ = (1/2, 3/4), σ' = (1/4, 3/16); 2 (ŷ - y) σ' = 2·(1/2)(1/4), 2·(-1/4)(3/16).
    W, b, x, y = np.zeros((2, 1)), np.array([0.0, np.log(3.0)]), np.array([2.0]), np.array([0.0, 1.0])

    np.testing.assert_allclose(derivations.sigmoid_db(W, b, x, y), [0.25, -0.09375], rtol=1e-14)
    np.testing.assert_allclose(derivations.sigmoid_dW(W, b, x, y), [[0.5], [-0.1875]], rtol=1e-14)


def test_the_saturated_sigmoid_has_no_slope():
    W, b, x = np.array([[1000.0], [-1000.0]]), np.zeros(2), np.ones(1)

    np.testing.assert_array_equal(derivations.sigmoid_dW(W, b, x, np.array([0.0, 1.0])), [[0.0], [0.0]])


@pytest.mark.parametrize(
    "gradient", [derivations.softmax_cross_entropy_da, softmax.grad_softmax_crossentropy]
)
def test_the_gradient_of_the_cross_entropy_by_hand(gradient):
    # e^0 : e^(ln 3) = 1 : 3, so S = (1/4, 3/4).
    np.testing.assert_allclose(gradient(np.array([0.0, np.log(3.0)]), 0), [-0.75, 0.75], rtol=1e-14)
    np.testing.assert_allclose(gradient(np.array([0.0, np.log(3.0)]), 1), [0.25, -0.25], rtol=1e-14)


def test_softmax_and_its_loss_by_hand():
    a = np.array([0.0, np.log(3.0)])

    np.testing.assert_allclose(softmax.softmax(a), [0.25, 0.75], rtol=1e-14)
    np.testing.assert_allclose(softmax.softmax_crossentropy(a, 0), np.log(4.0), rtol=1e-14)


def test_huge_logits_by_hand():
    a = np.array([1000.0, -1000.0])

    np.testing.assert_array_equal(softmax.softmax(a), [1.0, 0.0])
    assert [softmax.softmax_crossentropy(a, y) for y in (0, 1)] == [0.0, 2000.0]
    np.testing.assert_array_equal(softmax.grad_softmax_crossentropy(a, 1), [1.0, -1.0])
    np.testing.assert_allclose(softmax.numerical_gradient(a, 1, 0.125), [1.0, -1.0], rtol=1e-12)


def test_the_functions_of_a_batch_by_hand():
    x, W, b = np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5, -1.0])
    y = np.array([[1.0, 0.0], [0.0, 1.0]])

    y_hat = regression.do_network_inference(x, W, b)

    np.testing.assert_array_equal(y_hat, [[1.5, 1.0], [3.5, -1.0]])
    # ŷ - y = (1/2, 1), (7/2, -2): squares 1/4 + 1 + 49/4 + 4 = 17.5, over two rows.
    assert regression.get_loss(y_hat, y) == 8.75
    # Row 1 is right, 1.5 > 1; row 2 is not.
    assert regression.get_accuracy(y_hat, y) == 0.5
    # 2 xᵀ(ŷ - y) / 2: (1·1/2 + 3·7/2, 1·1 - 3·2), (2·1/2, 2·1).
    np.testing.assert_array_equal(regression.get_delta_weights(y_hat, y, x), [[11.0, -5.0], [1.0, 2.0]])
    np.testing.assert_array_equal(regression.get_delta_biases(y_hat, y), [4.0, -1.0])


def test_an_update_returns_new_arrays_and_leaves_the_old_ones():
    W, b = np.ones((2, 3)), np.ones(3)

    new_W, new_b = regression.do_parameter_update(2 * W, 4 * b, W, b, lr=0.25)

    np.testing.assert_array_equal(new_W, 0.5 * W)
    np.testing.assert_array_equal(new_b, 0.0 * b)
    assert W.min() == b.min() == 1


def test_batches_follow_each_other():
    data, label = np.arange(12.0).reshape(6, 2), np.arange(6.0).reshape(6, 1)

    images, labels = regression.get_next_batch(1, 2, data, label)

    np.testing.assert_array_equal(images, [[4.0, 5.0], [6.0, 7.0]])
    np.testing.assert_array_equal(labels, [[2.0], [3.0]])


def test_labels_become_rows_of_ten():
    rows = regression.make_one_hot(np.array([0, 9, 3]))

    assert rows.shape == (3, 10)
    assert rows.sum() == rows[0, 0] + rows[1, 9] + rows[2, 3] == 3


def test_a_new_model_has_a_hundredth_everywhere_and_hands_out_copies():
    model = regression.LinearRegression()
    model.getWs()[0][:], model.getbs()[0][:] = 7.0, 7.0

    np.testing.assert_array_equal(model.getWs()[0], np.full((784, 10), 0.01))
    np.testing.assert_array_equal(model.getbs()[0], np.full(10, 0.01))


def test_deltas_add_up_until_zerograd_by_hand():
    model = regression.LinearRegression(1, 1, lr=0.5)
    model.loadparams([np.array([[0.0]])], [np.array([0.0])])

    for x, y in (1.0, -1.0), (2.0, -3.0):
        model.forward(np.array([[x]]))
        model.backward(np.array([[y]]))
    model.step()
    after_two = model.getWs()[0].item(), model.getbs()[0].item()
    model.zerograd()
    model.step()

    # dW = 2·1·1 + 2·3·2 = 14, db = 2 + 6 = 8.
    assert after_two == (-7.0, -4.0)
    assert (model.getWs()[0].item(), model.getbs()[0].item()) == after_two


def test_a_run_by_hand():
    # Row 1 is the evaluation set. From W = b = 0.01, x = 1: ŷ = 0.02, dW = db = 2 (0.02 - 1.02) = -2.
    data, label = np.array([[0.0], [1.0]]), np.array([[0.0], [1.02]])

    run = regression.train(data, label, data, label, lr=0.25, epochs=1, batch_size=1, evaluation_rows=1)

    np.testing.assert_allclose([run.W.item(), run.b.item()], [0.51, 0.51], rtol=1e-12)
    # ŷ(1) = 1.02 is met; ŷ(0) = 0.51; the test set is both rows.
    np.testing.assert_allclose(run.training_errors, [0.0], atol=1e-24)
    np.testing.assert_allclose(run.evaluation_errors, [0.51**2], rtol=1e-12)
    np.testing.assert_allclose(run.test_error, 0.51**2 / 2, rtol=1e-12)


def test_a_run_is_the_same_every_time_and_leaves_its_data_alone():
    rng = np.random.default_rng(2)
    data, label = rng.uniform(size=(12, 3)), regression.make_one_hot(rng.integers(0, 10, 12))
    before = data.copy(), label.copy()
    options = {"lr": 0.1, "epochs": 3, "batch_size": 4, "evaluation_rows": 4}

    first, second = (regression.train(data, label, data, label, **options) for _ in range(2))

    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    for one, other in zip((data, label), before, strict=True):
        np.testing.assert_array_equal(one, other)
    assert (np.diff(first.training_errors) < 0).all()


@pytest.mark.parametrize(("share", "grows"), [(0.98, False), (1.02, True)])
def test_the_loss_grows_above_two_by_the_largest_eigenvalue(share, grows):
    rng = np.random.default_rng(3)
    x, y = rng.uniform(size=(30, 20)), np.eye(10)[rng.integers(0, 10, 30)]
    with_one = np.hstack([x, np.ones((30, 1))])
    limit = 2 / np.linalg.eigvalsh(2 * with_one.T @ with_one / 30)[-1]
    model = regression.LinearRegression(20, 10, share * limit)
    losses = []

    for _ in range(400):
        losses.append(regression.get_loss(model.forward(x), y))
        model.zerograd()
        model.backward(y)
        model.step()

    assert (losses[-1] > 100 * losses[0]) == grows
    assert (losses[-1] < losses[0]) != grows
