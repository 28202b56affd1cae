"""The fast forms give the readable reference's numbers: 1e-12 in double precision, and close ones in single."""

import numpy as np
import pytest

from grader import catalog
from reference.fast import first_layer, network, one_by_one, stack

CLOSE = {"rtol": 0, "atol": 1e-12}


def module(homework, file):
    """Return a file of a homework's reference."""
    return catalog.reference_module(catalog.load(catalog.course_root(), homework), file)


def examples(count, features, classes, seed=0):
    """Return images and labels."""
    rng = np.random.RandomState(seed)
    return rng.rand(count, features), rng.randint(0, classes, count)


def plainly(mlp, model, X, y, batch_size, epochs, shuffle):
    """Train a model of the reference, in the reference's own way."""
    loss = mlp.SoftmaxCrossEntropyLoss()
    for _ in range(epochs):
        order = shuffle.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            loss.forward(model.forward(X[rows].T), mlp.labels2onehot(y[rows]).T)
            model.zerograd()
            model.backward(loss.backward())
            model.step()


@pytest.mark.parametrize("form", ["direct", "dual"])
@pytest.mark.parametrize("alpha", [0, 0.4])
@pytest.mark.parametrize("dropout", [0, 0.2])
@pytest.mark.parametrize("hidden", [9, [9, 7]], ids=["one", "two"])
def test_networks_train_as_the_reference_does(hidden, dropout, alpha, form):
    mlp = module("cmu_hw1_mlp", "mlp.py")
    X, y = examples(70, 130, 12)
    test_X, test_y = examples(20, 130, 12, seed=1)
    kind = mlp.TwoLayerMLP if isinstance(hidden, list) else mlp.SingleLayerMLP
    np.random.seed(3)
    model = kind(130, 12, hidden, alpha, dropout, 0.05)
    (W, *Ws), (b, *bs) = model.getWs(), model.getbs()
    if form == "direct":
        first = first_layer.Direct(X, test_X, W, b, alpha)
    else:
        first = first_layer.Dual(first_layer.Products(X, test_X), W, b, alpha)
    fast = network.Network(first, Ws, bs, alpha, dropout, 0.05)

    np.random.seed(5)
    *_, measured = network.train(fast, y, test_y, 16, 4, np.random.RandomState(1))
    np.random.seed(5)
    plainly(mlp, model, X, y, 16, 4, np.random.RandomState(1))

    for actual, expected in zip([first.weights(), *fast.Ws], model.getWs(), strict=True):
        np.testing.assert_allclose(actual, expected, **CLOSE)
    for actual, expected in zip([first.b, *fast.bs], model.getbs(), strict=True):
        np.testing.assert_allclose(actual, expected.ravel(), **CLOSE)
    loss = mlp.SoftmaxCrossEntropyLoss()
    assert measured.train_loss == pytest.approx(
        loss.forward(model.forward(X.T, False), mlp.labels2onehot(y).T)
    )
    assert measured.train_accuracy == pytest.approx(loss.getAccu())
    assert measured.test_loss == pytest.approx(
        loss.forward(model.forward(test_X.T, False), mlp.labels2onehot(test_y).T)
    )
    assert measured.test_accuracy == pytest.approx(loss.getAccu())


def test_an_epoch_may_leave_out_the_batch_that_is_short():
    X, y = examples(70, 130, 12)
    W, U = np.random.RandomState(2).normal(0, 0.1, (8, 130)), np.random.RandomState(3).normal(0, 0.1, (12, 8))

    class Watched(network.Network):
        def step(self, rows, labels):
            seen.append(rows.tolist())

    for keep_short, sizes in ((True, [16, 16, 16, 16, 6]), (False, [16, 16, 16, 16])):
        seen = []
        fast = Watched(first_layer.Direct(X, X, W, np.zeros(8), 0), [U], [np.zeros(12)], 0, 0, 0.05)
        list(network.train(fast, y, y, 16, 1, np.random.RandomState(1), keep_short=keep_short))

        assert [len(rows) for rows in seen] == sizes
        assert (
            np.concatenate(seen).tolist() == np.random.RandomState(1).permutation(70)[: sum(sizes)].tolist()
        )


def test_single_precision_stays_close_for_an_epoch_of_both_forms():
    X, y = examples(64, 200, 12)
    X = X.astype(np.float32)
    W, U = np.random.RandomState(2).normal(0, 0.1, (8, 200)), np.random.RandomState(3).normal(0, 0.1, (12, 8))
    products = first_layer.Products(X, X)
    found = []
    for first in (
        first_layer.Direct(X, X, W, np.zeros(8), 0.4),
        first_layer.Dual(products, W, np.zeros(8), 0.4),
    ):
        fast = network.Network(first, [U], [np.zeros(12)], 0.4, 0, 0.05)
        (measured,) = network.train(fast, y, y, 16, 1, np.random.RandomState(1))
        found.append(measured.train_loss)
        assert first.weights().dtype == np.float32

    assert found[0] == pytest.approx(found[1], rel=1e-5)


def test_a_stack_is_its_models_trained_one_at_a_time():
    wpi = module("wpi_hw3_softmax", "softmax_regression.py")
    X, y = examples(203, 30, 10)
    lr, alpha = np.repeat([0.01, 0.1, 0.3], 2), np.tile([0, 0.5], 3)
    together = stack.Stack(30, 10, lr, alpha, np.float64)
    # Enough steps for the scale of the strongest penalty to be multiplied in.
    for _ in stack.train(together, X, y, 16, 5, np.random.RandomState(2)):
        pass

    for number in range(6):
        model = wpi.SoftmaxRegression(30, 10, alpha=alpha[number], lr=lr[number])
        loss, shuffle = wpi.SoftmaxCrossEntropyLoss(), np.random.RandomState(2)
        for _ in range(5):
            order = shuffle.permutation(len(X))
            for images, labels in wpi.minibatches(X[order], y[order], 16):
                loss.forward(model.forward(images.T), wpi.labels2onehot(labels))
                model.zerograd()
                model.backward(loss.backward())
                model.step()
        W, b = together.model(number)
        np.testing.assert_allclose(W, model.W, **CLOSE)
        np.testing.assert_allclose(b, model.b.ravel(), **CLOSE)
        assert together.losses(X, y)[number] == pytest.approx(wpi.cross_entropy(model, X, y))


def test_a_penalty_that_would_turn_the_weights_around_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        stack.Stack(3, 2, [0.5], [2.0])


@pytest.mark.parametrize("block", [1, 7, 64, 200])
def test_blocks_are_one_example_after_the_other(block):
    ist = module("ist_hw1_linear_models", "hw1_q3.py")
    X, y = examples(150, 40, 5)
    np.random.seed(1)
    model = ist.MLP(5, 40, 12)
    Ws, bs = model.getWs(), model.getbs()
    logistic, perceptron = ist.LogisticRegression(5, 40), ist.Perceptron(5, 40)
    W_logistic, W_perceptron = np.zeros((5, 40)), np.zeros((5, 40))

    model.train_epoch(X, y, learning_rate=0.01)
    one_by_one.network_epoch(X, y, Ws, bs, 0.01, block=block)
    logistic.train_epoch(X, y, learning_rate=0.01)
    one_by_one.logistic_epoch(X, y, W_logistic, 0.01, block)
    perceptron.train_epoch(X, y)
    one_by_one.perceptron_epoch(X, y, W_perceptron, block)

    for actual, expected in zip([*Ws, *bs], [*model.getWs(), *model.getbs()], strict=True):
        np.testing.assert_allclose(actual, expected, **CLOSE)
    np.testing.assert_allclose(W_logistic, logistic.W, **CLOSE)
    np.testing.assert_allclose(W_perceptron, perceptron.W, **CLOSE)
