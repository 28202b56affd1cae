"""Many softmax regressions in one: those of wpi_hw3_softmax that differ in learning rate and penalty alone.

They see the same minibatches, so that one product of matrices serves them all, J times as wide; epochs are
checkpoints of one run. Examples are rows; W has shape (D, C·J), class by class: what is summed over the classes is
then a sum of long rows, which the processor adds up several numbers at a time.
"""

import numpy as np

# A scale below this is multiplied into the weights, before single precision suffers.
_SMALLEST_SCALE = 1e-3
# So many rows of logits at a time stay in the processor's cache from their product to their gradient.
_ROWS = 256


class Stack:
    """J models that start at zero; `lr` and `alpha` have shape (J,).

    The penalty shrinks all weights of a model in each step. Here it shrinks one number: W_j = s_j U_j.

    Raises:
        ValueError: if a step would shrink weights to zero or below: 1 - lr alpha must be positive.
    """

    def __init__(self, features, classes, lr, alpha, dtype=np.float32):
        self.lr, self.alpha = np.asarray(lr, dtype), np.asarray(alpha, dtype)
        self._shrink = (1 - np.asarray(lr, np.float64) * alpha).astype(dtype)
        if (self._shrink <= 0).any():
            raise ValueError(
                "a learning rate times a penalty is 1 or more: the weights would change sign each step"
            )
        self._shape = (classes, len(self.lr))
        self.b = np.zeros(self._shape, dtype)
        self._U = np.zeros((features, classes * len(self.lr)), dtype)
        self._scale = np.ones(len(self.lr), dtype)
        self._gradient = np.empty_like(self._U)
        self._logits = np.empty((0, self._U.shape[1]), dtype)

    def step(self, X, labels):
        """Learn from one batch. Shapes: X (B, D), labels (B,) whole numbers."""
        if len(self._logits) < len(X):
            self._logits = np.empty((len(X), self._U.shape[1]), self._U.dtype)
        # W <- (1 - lr alpha) W - lr G is s <- (1 - lr alpha) s and U <- U - lr G / s, with the new s.
        scale = self._scale * self._shrink
        factor, moved = self.lr / len(X) / scale, np.zeros_like(self.b)
        for start in range(0, len(X), _ROWS):
            rows = slice(start, start + _ROWS)
            delta = self._shifted(X[rows], self._logits[: len(X)][rows])
            np.exp(delta, out=delta)
            delta *= factor / delta.sum(axis=1, keepdims=True)
            delta[np.arange(len(delta)), labels[rows]] -= factor
            moved += delta.sum(axis=0)
        self.b -= scale * moved
        self._U -= np.matmul(X.T, self._logits[: len(X)], out=self._gradient)
        self._scale = scale
        if scale.min() < _SMALLEST_SCALE:
            self._U *= np.tile(scale, self._shape[0])
            self._scale = np.ones_like(scale)

    def losses(self, X, labels):
        """Return the mean cross-entropy of each model, without penalty. Shape (J,)."""
        total = np.zeros(self._shape[1])
        for start in range(0, len(X), _ROWS):
            right = labels[start : start + _ROWS]
            z = self._shifted(
                X[start : start + _ROWS], np.empty((len(right), self._U.shape[1]), self._U.dtype)
            )
            total -= z[np.arange(len(right)), right].sum(axis=0, dtype=np.float64)
            total += np.log(np.exp(z, out=z).sum(axis=1)).sum(axis=0, dtype=np.float64)
        return total / len(X)

    def model(self, number):
        """Return W, (D, C), and b, (C,), of one model."""
        return self._scale[number] * self._U[:, number :: self._shape[1]], self.b[:, number]

    def _shifted(self, X, out):
        """Return the logits of all models, each less the largest of its model, as a view of `out`: (B, C, J)."""
        z = np.matmul(X, self._U, out=out).reshape(len(X), *self._shape)
        z *= self._scale
        z += self.b
        z -= z.max(axis=1, keepdims=True)
        return z


def train(stack, X, labels, batch_size, epochs, shuffle):
    """Train all models of a stack, and yield after each epoch; `shuffle` is a RandomState that orders examples."""
    for _ in range(epochs):
        order = shuffle.permutation(len(X))
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            stack.step(X[rows], labels[rows])
        yield
