"""Training on one example at a time, as in ist_hw1_linear_models, without touching the first layer for each.

Within a block of examples, W moves by sums of outer products: after t of them it is W₀ - Σ d_j x_jᵀ. What example t
gets is then W₀x_t - Σ d_j (x_j · x_t): the block's products W₀x_t and x_j · x_t are two products of matrices, and what
is left for each example is short. At the end of the block W moves once. In real arithmetic nothing has changed.
"""

import numpy as np

BLOCK = 64


def mlp_epoch(X, y, Ws, bs, learning_rate, block=BLOCK):
    """Train a network with one hidden layer of ReLU units on each example in turn, in place.

    Shapes:
        X: (N, D)   y: (N,)   Ws: [(H, D), (C, H)]   bs: [(H,), (C,)]
    """
    (W1, W2), (b1, b2) = Ws, bs
    deltas = np.empty((block, len(b1)), W1.dtype)
    outer = np.empty_like(W2)
    for start in range(0, len(X), block):
        x, labels = X[start : start + block], y[start : start + block]
        z0, products = x @ W1.T, x @ x.T  # (k, H) and (k, k)
        for t, label in enumerate(labels.tolist()):
            z = z0[t] + b1
            z -= products[t, :t] @ deltas[:t]
            h = np.maximum(z, 0)
            g = _softmax(W2 @ h + b2)
            g[label] -= 1
            g *= learning_rate
            delta = np.multiply(g @ W2, z > 0, out=deltas[t])
            np.multiply(g[:, None], h, out=outer)
            W2 -= outer
            b2 -= g
            b1 -= delta
        W1 -= deltas[: len(x)].T @ x


def logistic_epoch(X, y, W, learning_rate, block=BLOCK):
    """Train multinomial logistic regression without a bias of its own on each example in turn, in place.

    Shapes:
        X: (N, D)   y: (N,)   W: (C, D)
    """
    deltas = np.empty((block, len(W)), W.dtype)
    for start in range(0, len(X), block):
        x, labels = X[start : start + block], y[start : start + block]
        z0, products = x @ W.T, x @ x.T
        for t, label in enumerate(labels.tolist()):
            g = _softmax(z0[t] - products[t, :t] @ deltas[:t])
            g[label] -= 1
            np.multiply(g, learning_rate, out=deltas[t])
        W -= deltas[: len(x)].T @ x


def perceptron_epoch(X, y, W, block=BLOCK):
    """Train the perceptron on each example in turn, in place. Shapes: X (N, D), y (N,), W (C, D)."""
    for start in range(0, len(X), block):
        x, labels = X[start : start + block], y[start : start + block]
        z0, products = x @ W.T, x @ x.T
        deltas = np.zeros((len(x), len(W)), W.dtype)
        for t, label in enumerate(labels.tolist()):
            predicted = (z0[t] - products[t, :t] @ deltas[:t]).argmax()
            deltas[t, predicted] += 1
            deltas[t, label] -= 1
        W -= deltas.T @ x


def _softmax(z):
    z -= z.max()
    p = np.exp(z, out=z)
    p /= p.sum()
    return p
