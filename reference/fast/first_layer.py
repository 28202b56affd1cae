"""The first layer of a network on large images, where nearly all of the time goes: two exact ways to compute it.

`X` holds one training example a row, (N, D); a layer has H outputs. A batch is named by its `rows`. What `update`
gets is the learning rate times dL/dz: then V <- alpha V + G and W <- W - V are the two equations of momentum.
"""

import numpy as np

# So many rows of W are updated at a time: with their velocities they stay in the processor's cache.
_ROWS = 8


class Direct:
    """z = XWᵀ + b as it stands, in buffers that are allocated once."""

    def __init__(self, X, test_X, W, b, alpha):
        self.X, self.test_X, self.alpha = X, test_X, alpha
        self.W = np.array(W, dtype=X.dtype)
        self.b = np.array(b, dtype=X.dtype).ravel()
        self.V_W = np.zeros_like(self.W) if alpha else None
        self.V_b = np.zeros_like(self.b)
        self._gradient = np.empty((min(_ROWS, len(self.W)), X.shape[1]), X.dtype)
        self._batch = X[:0]

    def forward(self, rows):
        """Return z of a batch. Shapes: rows (B,), result (B, H)."""
        if len(self._batch) != len(rows):
            self._batch = np.empty((len(rows), self.X.shape[1]), self.X.dtype)
        np.take(self.X, rows, axis=0, out=self._batch, mode="clip")
        return self._batch @ self.W.T + self.b

    def update(self, rows, delta):
        """Take a step against `delta`, (B, H), of the batch that went `forward` last."""
        for start in range(0, len(self.W), _ROWS):
            block = slice(start, start + _ROWS)
            gradient = self._gradient[: len(self.W[block])]
            np.matmul(delta.T[block], self._batch, out=gradient)
            if self.V_W is None:
                self.W[block] -= gradient
            else:
                self.V_W[block] *= self.alpha
                self.V_W[block] += gradient
                self.W[block] -= self.V_W[block]
        self.V_b = self.alpha * self.V_b + delta.sum(axis=0)
        self.b -= self.V_b

    def of_all(self):
        """Return z of all training examples and of all test examples, (N, H) and (N', H)."""
        return self.X @ self.W.T + self.b, self.test_X @ self.W.T + self.b

    def weights(self):
        """Return W, (H, D)."""
        return self.W


class Products:
    """The inner products of all training examples with each other, and with those of the test set."""

    def __init__(self, X, test_X):
        self.X, self.test_X = X, test_X
        self.train, self.test = X @ X.T, test_X @ X.T  # (N, N) and (N', N)


class Dual:
    """The same z from inner products of examples: W is never formed.

    Every gradient is a sum of training examples, each times a number for each output. So W = W₀ - AᵀX for some A, of
    shape (N, H), and XWᵀ = XW₀ᵀ - (XXᵀ)A. It pays where there are more features than examples.
    """

    def __init__(self, products, W, b, alpha):
        dtype = products.X.dtype
        self.products, self.alpha = products, alpha
        self._W0 = np.array(W, dtype=dtype)
        self.b = np.array(b, dtype=dtype).ravel()
        self._z0, self._test_z0 = products.X @ self._W0.T, products.test_X @ self._W0.T
        # The velocity of W is VᵀX.
        self._A = np.zeros_like(self._z0)
        self._V = np.zeros_like(self._z0) if alpha else None
        self.V_b = np.zeros_like(self.b)

    def forward(self, rows):
        """Return z of a batch. Shapes: rows (B,), result (B, H)."""
        return self._z0[rows] - self.products.train[rows] @ self._A + self.b

    def update(self, rows, delta):
        """Take a step against `delta`, (B, H), of a batch: its gradient has `delta` at `rows`, and zero elsewhere."""
        if self._V is None:
            self._A[rows] += delta
        else:
            self._V *= self.alpha
            self._V[rows] += delta
            self._A += self._V
        self.V_b = self.alpha * self.V_b + delta.sum(axis=0)
        self.b -= self.V_b

    def of_all(self):
        """Return z of all training examples and of all test examples, (N, H) and (N', H)."""
        train = self._z0 - self.products.train @ self._A + self.b
        return train, self._test_z0 - self.products.test @ self._A + self.b

    def weights(self):
        """Return W, (H, D)."""
        return self._W0 - self._A.T @ self.products.X
