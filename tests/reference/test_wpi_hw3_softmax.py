"""The reference of wpi_hw3_softmax gives the values that one gets by hand."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest


def load(stem):
    path = Path(__file__).parents[2] / "reference" / "wpi_hw3_softmax" / f"{stem}.py"
    spec = importlib.util.spec_from_file_location(f"reference_of_wpi_hw3_softmax_{stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


derivations, softmax_regression = load("derivations"), load("softmax_regression")


def numbered(count):
    """Images that hold their own number, and labels that are ten times that number."""
    return np.arange(count, dtype=float)[:, None], 10 * np.arange(count)


def clouds(count, classes=3):
    """Rows of points around one centre for each class, and their classes in turn."""
    labels = np.arange(count) % classes
    rng = np.random.default_rng(3)
    return 2 * np.eye(classes)[labels] + 0.5 * rng.standard_normal((count, classes)), labels


def test_newton_by_hand():
    # Two examples (1, 0) and (0, 2), targets 3 and 4: the minimum is w = (3, 2), where both are met.
    X, y, w = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([3.0, 4.0]), np.array([1.0, 1.0])

    # Residuals 1 - 3 = -2 and 2 - 4 = -2: the gradient is ((1, 0)·(-2) + (0, 2)·(-2)) / 2 = (-1, -2).
    np.testing.assert_array_equal(derivations.mse_gradient(X, y, w), [-1.0, -2.0])
    np.testing.assert_array_equal(derivations.mse_hessian(X), [[0.5, 0.0], [0.0, 2.0]])
    # w - H⁻¹g = (1 + 1/0.5, 1 + 2/2).
    np.testing.assert_allclose(derivations.newton_step(X, y, w), [3.0, 2.0], rtol=1e-12)


def test_one_newton_step_reaches_the_closed_form_from_any_start():
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((5, 20)), rng.standard_normal(20)
    closed_form = np.linalg.inv(X @ X.T) @ X @ y

    for w in 100 * rng.standard_normal((10, 5)):
        np.testing.assert_allclose(derivations.newton_step(X, y, w), closed_form, rtol=1e-9)


def test_a_newton_step_without_an_inverse_is_the_shortest_that_reaches_a_minimum():
    # Both features are equal: w_1 + w_2 = 2 is all that y = 2x asks for.
    X, y = np.array([[1.0, 2.0], [1.0, 2.0]]), np.array([2.0, 4.0])

    np.testing.assert_allclose(derivations.newton_step(X, y, np.zeros(2)), [1.0, 1.0], rtol=1e-12)
    # From (3, 1) the shortest way to the line is along (1, 1).
    np.testing.assert_allclose(derivations.newton_step(X, y, np.array([3.0, 1.0])), [2.0, 0.0], atol=1e-12)


def test_gradients_of_softmax_regression_by_hand():
    x, y_hat = np.array([2.0, -4.0]), np.array([0.5, 0.25, 0.25])

    np.testing.assert_array_equal(derivations.gradient_of_own_output(x, y_hat, 1), [0.375, -0.75])
    np.testing.assert_array_equal(derivations.gradient_of_other_output(x, y_hat, 0, 1), [-0.25, 0.5])
    # Example 2 is (0, 8), and sure of class 1, which is right. -1/2 · x (1 - 0.25) for the first example, 0 for the second.
    X, Y_hat = np.array([[2.0, 0.0], [-4.0, 8.0]]), np.array([[0.5, 0.0], [0.25, 1.0], [0.25, 0.0]])
    Y = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
    np.testing.assert_array_equal(derivations.gradient_of_loss(X, Y, Y_hat, 1), [-0.75, 1.5])
    np.testing.assert_array_equal(derivations.gradient_of_bias(Y, Y_hat), [0.25, -0.375, 0.125])


def test_likelihoods_by_hand():
    Y = np.array([[1.0, 0.0], [0.0, 1.0]])
    Y_hat = np.array([[0.5, 0.75], [0.5, 0.25]])

    assert derivations.likelihood(Y[:, 1], Y_hat[:, 1]) == 0.25
    assert derivations.dataset_likelihood(Y, Y_hat) == 0.125
    assert derivations.negative_log_likelihood(Y, Y_hat) == pytest.approx(np.log(8), rel=1e-15)


def test_the_negative_log_likelihood_survives_what_underflows_and_what_is_impossible():
    Y = np.eye(2)[:, [0] * 2000]
    certain = np.array([[1.0], [0.0]])

    assert derivations.dataset_likelihood(Y, np.full((2, 2000), 0.5)) == 0
    assert derivations.negative_log_likelihood(Y, np.full((2, 2000), 0.5)) == pytest.approx(2000 * np.log(2))
    assert derivations.negative_log_likelihood(Y[:, :1], certain) == 0
    assert derivations.likelihood(Y[:, 0], certain[:, 0]) == 1


def test_softmax_by_hand():
    z = np.log(np.array([[1.0, 5.0], [3.0, 5.0]])) + np.array([[1000.0, -1000.0]])

    np.testing.assert_allclose(softmax_regression.softmax(z), [[0.25, 0.5], [0.75, 0.5]], rtol=1e-12)


def test_the_loss_by_hand():
    loss = softmax_regression.SoftmaxCrossEntropyLoss()
    labels = np.array([[0.0, 1.0], [1.0, 0.0]])

    # p is 3/4 for the first label and 1/2 for the second.
    assert loss.forward(np.log([[1.0, 5.0], [3.0, 5.0]]), labels) == pytest.approx(
        (np.log(4 / 3) + np.log(2)) / 2
    )
    np.testing.assert_allclose(loss.backward(), [[0.125, -0.25], [-0.125, 0.25]], rtol=1e-12)
    assert loss.forward(np.array([[1000.0], [-1000.0]]), np.array([[0.0], [1.0]])) == 2000


def test_a_step_by_hand():
    model = softmax_regression.SoftmaxRegression(1, 2, alpha=0.5, lr=0.1)
    model.loadparams([np.array([[2.0, -4.0]])], [np.array([[1.0], [3.0]])])

    # z = (2·3 + 1, -4·3 + 3); dx = 2·1 - 4·2.
    np.testing.assert_array_equal(model.forward(np.array([[3.0]])), [[7.0], [-9.0]])
    np.testing.assert_array_equal(model.backward(np.array([[1.0], [2.0]])), [[-6.0]])
    # 0.5/2 · (4 + 16).
    assert model.penalty() == 5.0
    model.step()

    # 2 - 0.1 (3·1 + 0.5·2) and -4 - 0.1 (3·2 - 0.5·4); the bias: 1 - 0.1 and 3 - 0.2.
    np.testing.assert_allclose(model.getWs()[0], [[1.6, -4.4]], rtol=1e-12)
    np.testing.assert_allclose(model.getbs()[0], [[0.9], [2.8]], rtol=1e-12)


def test_a_split_loses_nothing_and_keeps_pairs_together():
    images, labels = numbered(103)

    a, la, b, lb = softmax_regression.split(images, labels)

    assert (len(a), len(b)) == (82, 21)
    assert {*a[:, 0], *b[:, 0]} == {*images[:, 0]}
    np.testing.assert_array_equal(np.concatenate([la, lb]), 10 * np.concatenate([a, b])[:, 0])


@pytest.mark.parametrize(
    ("count", "size", "lengths"), [(6, 2, [2, 2, 2]), (7, 3, [3, 3, 1]), (2, 9, [2]), (2, 1, [1, 1])]
)
def test_minibatches_hold_everything_once(count, size, lengths):
    images, labels = numbered(count)

    batches = softmax_regression.minibatches(images, labels, size)

    assert [len(x) for x, _ in batches] == lengths
    np.testing.assert_array_equal(np.concatenate([x for x, _ in batches]), images)
    np.testing.assert_array_equal(np.concatenate([y for _, y in batches]), labels)


def test_training_goes_towards_the_labels():
    images, labels = clouds(60)
    model = softmax_regression.SoftmaxRegression(3, 10, alpha=0.001, lr=0.5)
    before = softmax_regression.cost(model, images, labels)

    softmax_regression.train(model, images, labels, 16, 20)

    # At the start all ten classes are equally probable.
    assert before == pytest.approx(np.log(10))
    assert softmax_regression.cost(model, images, labels) < 0.2
    assert softmax_regression.accuracy(model, images, labels) > 0.95


def test_the_search_finds_what_is_best_on_the_validation_images_even_if_a_model_diverges():
    images, labels = clouds(30)
    grid = {"batch_size": [30], "lr": [0.001, 0.5], "epochs": [20], "alpha": [1e300, 0]}

    with np.errstate(all="ignore"):
        best, found = softmax_regression.grid_search(images, labels, images, labels, grid)

    assert best == {"batch_size": 30, "lr": 0.5, "epochs": 20, "alpha": 0}
    assert 0 < found < 0.5


def test_the_test_images_change_no_choice():
    images, labels = clouds(40)
    grid = {"batch_size": [8], "lr": [0.0001, 0.5], "epochs": [10], "alpha": [0]}

    right, _, high = softmax_regression.experiment(images, labels, images, labels, grid)
    wrong, _, low = softmax_regression.experiment(images, labels, images, (labels + 1) % 3, grid)

    assert right == wrong == {"batch_size": 8, "lr": 0.5, "epochs": 10, "alpha": 0}
    assert low < 0.1 < 0.9 < high


def test_what_students_are_given_by_hand(tmp_path):
    np.save(tmp_path / "fashion_mnist_test_images.npy", np.full((2, 784), 51.0, dtype=np.float32))
    np.save(tmp_path / "fashion_mnist_test_labels.npy", np.array([9, 0], dtype=np.int32))

    images, labels = softmax_regression.load_fashion_mnist(tmp_path, "test")

    assert images.shape == (2, 784)
    np.testing.assert_allclose(images, 0.2, rtol=1e-6)
    np.testing.assert_array_equal(softmax_regression.labels2onehot(labels), np.eye(10)[:, [9, 0]])
