"""Networks with ReLU, dropout and momentum, as in cmu_hw1_mlp, on a first layer of `first_layer`.

One step is that of the reference, with three savings: the learning rate multiplies the small matrix at the logits
instead of every weight's update; labels stay whole numbers; and nobody asks for the gradient at the input.
"""

from typing import NamedTuple

import numpy as np


class Measured(NamedTuple):
    """Mean cross-entropy and accuracy on the training and the test examples."""

    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float


class Network:
    """`first` and the layers above it, of which `Ws` and `bs` are the parameters in the reference's layout.

    Each ReLU drops units with the probability `dropout`, by numbers drawn from `random` as the reference draws them.
    """

    def __init__(self, first, Ws, bs, alpha, dropout, lr, random=np.random):
        dtype = first.b.dtype
        self.first, self.alpha, self.dropout, self.lr, self.random = first, alpha, dropout, lr, random
        self.Ws = [np.array(W, dtype=dtype) for W in Ws]
        self.bs = [np.array(b, dtype=dtype).ravel() for b in bs]
        self._V_Ws, self._V_bs = [np.zeros_like(W) for W in self.Ws], [np.zeros_like(b) for b in self.bs]

    def step(self, rows, labels):
        """Learn from one batch. Shapes: rows (B,), labels (B,) whole numbers."""
        z = self.first.forward(rows)
        hidden, slopes = [], []
        for W, b in zip(self.Ws, self.bs, strict=True):
            slope = z > 0
            if self.dropout:
                slope &= self.dropout < self.random.uniform(0, 1, z.T.shape).T
            hidden.append(z * slope)
            slopes.append(slope)
            z = hidden[-1] @ W.T + b
        delta = _softmax(z)
        delta[np.arange(len(rows)), labels] -= 1
        delta *= self.lr / len(rows)
        for layer in reversed(range(len(self.Ws))):
            below = (delta @ self.Ws[layer]) * slopes[layer]
            self._move(layer, delta.T @ hidden[layer], delta.sum(axis=0))
            delta = below
        self.first.update(rows, delta)

    def measured(self, labels, test_labels):
        """Return how good the network is now."""
        train, test = (self._logits(z) for z in self.first.of_all())
        return Measured(*_loss_and_accuracy(train, labels), *_loss_and_accuracy(test, test_labels))

    def _move(self, layer, G_W, G_b):
        self._V_Ws[layer] *= self.alpha
        self._V_Ws[layer] += G_W
        self.Ws[layer] -= self._V_Ws[layer]
        self._V_bs[layer] = self.alpha * self._V_bs[layer] + G_b
        self.bs[layer] -= self._V_bs[layer]

    def _logits(self, z):
        for W, b in zip(self.Ws, self.bs, strict=True):
            z = (1 - self.dropout) * np.maximum(0, z) @ W.T + b
        return z


def train(network, labels, test_labels, batch_size, epochs, shuffle, keep_short=True):
    """Train a network, and yield what is measured after each epoch; `shuffle` is a RandomState that orders examples.

    Without `keep_short` an epoch ends with its last whole batch: what is left out differs from epoch to epoch.
    """
    for _ in range(epochs):
        order = shuffle.permutation(len(labels))
        if not keep_short:
            order = order[: len(order) // batch_size * batch_size]
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            network.step(rows, labels[rows])
        yield network.measured(labels, test_labels)


def _softmax(z):
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return p


def _loss_and_accuracy(z, labels):
    z = z.astype(np.float64)
    shifted = z - z.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    return float(losses.mean()), float((z.argmax(axis=1) == labels).mean())
