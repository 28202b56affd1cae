"""Training on one example at a time, as in ist_hw1_linear_models, without touching the first layer for each.

Within a block of examples, W moves by sums of outer products: after t of them it is W₀ - Σ d_j x_jᵀ. What example t
gets is then W₀x_t - Σ d_j (x_j · x_t): the block's products W₀x_t and x_j · x_t are two products of matrices, and what
is left for each example is short. At the end of the block W moves once. In real arithmetic nothing has changed.
"""

import math

import numpy as np

BLOCK = 64


def cross_entropy(z, label):
    """Return the loss of logits and its gradient, which is written over them."""
    z -= z.max()
    at_label = float(z[label])
    p = np.exp(z, out=z)
    total = p.sum()
    p /= total
    p[label] -= 1
    return math.log(total) - at_label, p


def squared_error(z, target):
    """Return ½(z - y)² and its gradient, which is written over z; `z` has one entry."""
    z -= target
    error = float(z[0])
    # Not error ** 2, which raises where it overflows.
    return error * error / 2, z


def relu(z):
    """Return max(0, z) and its derivative."""
    return np.maximum(z, 0), z > 0


def tanh(z):
    """Return tanh z and its derivative."""
    h = np.tanh(z)
    return h, 1 - h * h


def network_epoch(
    X, y, Ws, bs, learning_rate, loss=cross_entropy, activation=relu, dropout=0, rng=None, block=BLOCK
):
    """Train a network with one hidden layer or more on each example in turn, in place; return the mean loss.

    A loss is that before the step. `rng` draws which hidden units are dropped; those that stay count 1/(1 - dropout).

    Shapes:
        X: (N, D)   y: (N,)   Ws: [(H, D), ..., (C, H)]   bs: [(H,), ..., (C,)]
    """
    (W1, *upper), (b1, *_) = Ws, bs
    layers = [(W, b, np.empty_like(W)) for W, b in zip(upper, bs[1:], strict=True)]
    deltas = np.empty((block, len(b1)), W1.dtype)
    losses = 0.0
    for start in range(0, len(X), block):
        x, targets = X[start : start + block], y[start : start + block]
        z0, products = x @ W1.T, x @ x.T  # (k, H) and (k, k)
        kept = [_kept((len(x), W.shape[1]), dropout, rng, W1.dtype) for W in upper] if dropout else []
        for t, target in enumerate(targets.tolist()):
            z = z0[t] + b1
            z -= products[t, :t] @ deltas[:t]
            passed = []
            for number, (W, b, _) in enumerate(layers):
                h, slope = activation(z)
                if kept:
                    h, slope = h * kept[number][t], slope * kept[number][t]
                passed.append((h, slope))
                z = W @ h
                z += b
            example_loss, g = loss(z, target)
            losses += example_loss
            g *= learning_rate
            for (W, b, outer), (h, slope) in zip(reversed(layers), reversed(passed), strict=True):
                below = g @ W
                below *= slope
                np.multiply(g[:, None], h, out=outer)
                W -= outer
                b -= g
                g = below
            deltas[t] = g
            b1 -= g
        W1 -= deltas[: len(x)].T @ x
    return losses / len(X)


def logistic_epoch(X, y, W, learning_rate, block=BLOCK):
    """Train multinomial logistic regression without a bias of its own, as `network_epoch` trains a network.

    Shapes:
        X: (N, D)   y: (N,)   W: (C, D)
    """
    deltas = np.empty((block, len(W)), W.dtype)
    losses = 0.0
    for start in range(0, len(X), block):
        x, labels = X[start : start + block], y[start : start + block]
        z0, products = x @ W.T, x @ x.T
        for t, label in enumerate(labels.tolist()):
            example_loss, g = cross_entropy(z0[t] - products[t, :t] @ deltas[:t], label)
            losses += example_loss
            np.multiply(g, learning_rate, out=deltas[t])
        W -= deltas[: len(x)].T @ x
    return losses / len(X)


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


def _kept(shape, dropout, rng, dtype):
    return (rng.random_sample(shape) >= dropout).astype(dtype) / dtype.type(1 - dropout)
