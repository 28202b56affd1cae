"""Many softmax regressions in one: those of wpi_hw3_softmax that differ in learning rate and penalty alone.

They see the same minibatches, so that one product of matrices serves them all, J times as wide; epochs are
checkpoints of one run. Examples are rows; W has shape (D, J·C), configuration by configuration.
"""

import numpy as np

# A scale below this is multiplied into the weights, before single precision suffers.
_SMALLEST_SCALE = 1e-3


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
        self._shape = (len(self.lr), classes)
        self.b = np.zeros(self._shape, dtype)
        self._U = np.zeros((features, len(self.lr) * classes), dtype)
        self._scale = np.ones(len(self.lr), dtype)
        self._gradient = np.empty_like(self._U)

    def step(self, X, labels):
        """Learn from one batch. Shapes: X (B, D), labels (B,) whole numbers."""
        delta = self._scaled(X @ self._U) + self.b
        delta -= delta.max(axis=2, keepdims=True)
        np.exp(delta, out=delta)
        delta /= delta.sum(axis=2, keepdims=True)
        delta[np.arange(len(X)), :, labels] -= 1
        delta *= (self.lr / len(X))[:, None]
        self.b -= delta.sum(axis=0)
        # W <- (1 - lr alpha) W - lr G is s <- (1 - lr alpha) s and U <- U - lr G / s, with the new s.
        self._scale *= self._shrink
        delta /= self._scale[:, None]
        np.matmul(X.T, delta.reshape(len(X), -1), out=self._gradient)
        self._U -= self._gradient
        if self._scale.min() < _SMALLEST_SCALE:
            self._U *= np.repeat(self._scale, self._shape[1])
            self._scale[:] = 1

    def losses(self, X, labels, chunk=1000):
        """Return the mean cross-entropy of each model, without penalty. Shape (J,)."""
        total = np.zeros(self._shape[0])
        for start in range(0, len(X), chunk):
            part, right = X[start : start + chunk], labels[start : start + chunk]
            z = self._scaled(part @ self._U) + self.b
            z -= z.max(axis=2, keepdims=True)
            total -= z[np.arange(len(part)), :, right].sum(axis=0, dtype=np.float64)
            total += np.log(np.exp(z).sum(axis=2)).sum(axis=0, dtype=np.float64)
        return total / len(X)

    def model(self, number):
        """Return W, (D, C), and b, (C,), of one model."""
        columns = slice(number * self._shape[1], (number + 1) * self._shape[1])
        return self._scale[number] * self._U[:, columns], self.b[number]

    def _scaled(self, z):
        z = z.reshape(len(z), *self._shape)
        z *= self._scale[:, None]
        return z


def train(stack, X, labels, batch_size, epochs, shuffle):
    """Train all models of a stack, and yield after each epoch; `shuffle` is a RandomState that orders examples."""
    for _ in range(epochs):
        order = shuffle.permutation(len(X))
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            stack.step(X[rows], labels[rows])
        yield
