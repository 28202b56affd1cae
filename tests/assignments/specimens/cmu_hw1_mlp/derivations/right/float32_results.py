"""Right answers in float32, with thresholds between the points."""

import numpy as np


def f(array):
    return np.asarray(array, dtype=np.float32)


def perceptron_certificate():
    return f([2, 2, 2, 2])


def xor_network():
    # One unit for each of (1, 0) and (0, 1), and two that always agree and cancel.
    return f([[1, -1], [-1, 1], [1, 1], [1, 1]]), f([-0.5, -0.5, 0.3, 0.3]), f([1, 1, 1, -1])


def memorising_network(X, y):
    v = np.random.default_rng(5).standard_normal((500, len(X)))
    t = np.sort(v @ X, axis=1)
    v = v[np.argmax(np.diff(t, axis=1, prepend=-50.0).min(axis=1))]
    order = np.argsort(-(v @ X))  # from the far end: the units fire on the lower side
    t, labels = (v @ X)[order], y[order]
    halfway = np.append(t[0] + 1, (t[1:] + t[:-1]) / 2)
    return f(np.repeat(-v[None], len(y), axis=0)), f(halfway), f(np.diff(labels, prepend=0.0))


def sigmoid_derivative(s):
    return f(s) * (1 - f(s))


def vanishing_bound(epsilon):
    # exp(x) > x, so that the slope is below 1 / x.
    return 1 / epsilon


def tanh_as_sigmoid():
    return np.float32(2), np.float32(2), np.float32(-1)


def tanh_network(W1, b1, W2, b2):
    return f(W1) / 2, f(b1) / 2, f(W2) / 2, f(b2) + f(W2) @ f(np.full(W2.shape[1], 0.5))


def tanh_derivative_as_sigmoid():
    return f([4, 2])


def dp_do(p):
    return f(np.eye(len(p)) * p - p[:, None] * p)


def dL_do(p, y):
    return f(p - y)


def do_db2(M):
    return f(np.eye(M))


def dL_db2(p, y):
    return f(p - y)


def do_dh(W2):
    return f(W2)


def dL_dh(W2, p, y):
    return f(W2).T @ f(p - y)


def do_dW2(h, M):
    return f(np.einsum("ki,j->kij", np.eye(M), h))


def dL_dW2(h, p, y):
    return f(p - y)[:, None] * f(h)[None]


def dh_dq(q):
    return np.diag(q > 0)


def dL_dq(q, dL_dh):
    return np.where(q > 0, f(dL_dh), 0)


def dropout_loss_of_one(x, y, w, p):
    return np.float32(y**2 - 2 * p * x * y * w + p * (x * w) ** 2)


def dropout_matrix(X):
    return f(np.diag(np.linalg.norm(X, axis=0)))


def dropout_loss(X, y, w, p):
    gram = p**2 * X.T @ X + p * (1 - p) * np.diag((X**2).sum(axis=0))
    return np.float32(y @ y - 2 * p * y @ X @ w + w @ gram @ w)
