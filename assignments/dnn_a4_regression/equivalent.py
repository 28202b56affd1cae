"""Other right solutions of dnn_a4_regression: each puts another style into a copy of the reference."""

import numpy as np

from grader.misconceptions import rewrite

EXPONENTIALS = "exponentials = np.exp(b - np.max(b))"


def in_single_precision(linear_regression):
    """Weights, images and deltas in float32."""
    rewrite(
        linear_regression,
        "do_network_inference",
        ("x @ W + b", "x.astype('f4') @ W.astype('f4') + b.astype('f4')"),
    )
    deltas = linear_regression.get_delta_weights
    linear_regression.get_delta_weights = lambda *arrays: deltas(*arrays).astype(np.float32)


def products_by_einsum(linear_regression):
    """Every product as a sum over indices."""
    rewrite(linear_regression, "do_network_inference", ("x @ W", "np.einsum('nd,dc->nc', x, W)"))
    rewrite(
        linear_regression,
        "get_delta_weights",
        ("x_batch.T @ (2 * (y_hat - y))", "np.einsum('nd,nc->dc', x_batch, 2 * (y_hat - y))"),
    )


def deltas_row_by_row(linear_regression):
    """Deltas added up from the last row to the first, and divided at the end."""

    def get_delta_weights(y_hat, y, x_batch):
        total = np.zeros((x_batch.shape[1], y.shape[1]))
        for row in reversed(range(len(y))):
            total += np.outer(x_batch[row], y_hat[row] - y[row])
        return total * 2 / len(y)

    def get_delta_biases(y_hat, y):
        return sum(2 * (a - b) for a, b in zip(y_hat, y, strict=True)) / len(y)

    linear_regression.get_delta_weights = get_delta_weights
    linear_regression.get_delta_biases = get_delta_biases


def parameters_in_place(linear_regression):
    """do_parameter_update changes W and b in place, and returns them in a list."""

    def do_parameter_update(delta_w, delta_b, W, b, lr=0.01):
        W -= lr * delta_w
        b -= lr * delta_b
        return [W, b]

    linear_regression.do_parameter_update = do_parameter_update


def means_by_numpy(linear_regression):
    """The loss as the mean over rows of a sum over classes, and deltas as means."""
    rewrite(
        linear_regression,
        "get_loss",
        ("np.sum((y_hat - y) ** 2) / len(y)", "np.mean(np.linalg.norm(y_hat - y, axis=1) ** 2)"),
    )
    rewrite(
        linear_regression,
        "get_delta_biases",
        ("np.sum(2 * (y_hat - y), axis=0) / len(y)", "2 * np.mean(y_hat - y, axis=0)"),
    )


def one_hot_by_comparison(linear_regression):
    """One-hot rows by a comparison, as whole numbers, and batches in a list."""
    linear_regression.make_one_hot = lambda v: (np.arange(10) == np.reshape(v, (-1, 1))).astype(int)
    batch = linear_regression.get_next_batch
    linear_regression.get_next_batch = lambda *arguments: list(batch(*arguments))


def tuples_for_lists(linear_regression):
    """Tuples of parameters, and a model with one method more."""
    above = linear_regression.LinearRegression
    methods = {
        "getWs": lambda self: tuple(above.getWs(self)),
        "getbs": lambda self: tuple(above.getbs(self)),
        "describe": lambda self: f"{self.W.size} weights",
    }
    linear_regression.LinearRegression = type("LinearRegression", (above,), methods)


def softmax_by_logarithms(softmax):
    """The softmax as the exponential of a logarithm, and the loss by np.logaddexp."""
    softmax.softmax = lambda b: np.exp(b - np.logaddexp.reduce(b))
    softmax.softmax_crossentropy = lambda a, y: np.logaddexp.reduce(a) - a[y]


def softmax_shifted_by_half(softmax):
    """The softmax with a bit less than the largest logit taken off."""
    rewrite(softmax, "softmax", (EXPONENTIALS, "exponentials = np.exp(b - (np.max(b) - 0.5))"))


def one_sided_quotients(softmax):
    """Quotients of differences to one side."""

    def numerical_gradient(a, y, e):
        loss = softmax.softmax_crossentropy
        return np.array([(loss(a + e * step, y) - loss(a, y)) / e for step in np.eye(len(a))])

    softmax.numerical_gradient = numerical_gradient


def quotients_of_one_copy(softmax):
    """Quotients from one copy, of which a logit goes up, down, and back to its place."""

    def numerical_gradient(a, y, e):
        found, a = np.empty(len(a)), np.array(a, dtype=float)
        for i, before in enumerate(a.tolist()):
            a[i] = before + e
            ahead = softmax.softmax_crossentropy(a, y)
            a[i] = before - e
            found[i] = (ahead - softmax.softmax_crossentropy(a, y)) / (2 * e)
            a[i] = before
        return found

    softmax.numerical_gradient = numerical_gradient


def derivatives_by_einsum(derivations):
    """The derivatives of batches as sums over indices, in float32."""

    def by_weights(W, b, X, Y):
        W, b, X, Y = (each.astype(np.float32) for each in (W, b, X, Y))
        return 2 * np.einsum("cn,dn->cd", W @ X + b[:, None] - Y, X)

    derivations.batch_dW = by_weights


def sigmoid_by_its_sign(derivations):
    """The sigmoid by one formula for each sign of its argument."""
    stable = "np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))"
    rewrite(derivations, "sigmoid_db", ("(1 + np.tanh(z / 2)) / 2", stable))
