# ruff: noqa (written as students write)
"""Layers in a dictionary, transposed, the biases among the weights, numbers of a generator, the normal equations."""

import numpy as np

rng = np.random.default_rng()


def solve_analytically(X, y):
    return np.linalg.pinv(X.T @ X) @ (X.T @ y)


class LinearRegression:
    def __init__(self, n_features, **kwargs):
        self.w = np.zeros(n_features)

    def train_epoch(self, X, y, **kwargs):
        for i in range(X.shape[0]):
            self.update_weight(X[i], y[i], **kwargs)

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        self.w = self.w - learning_rate * x_i * (x_i @ self.w - y_i)

    def predict(self, X):
        return X @ self.w

    def evaluate(self, X, y):
        return np.sqrt(np.mean((self.predict(X) - y) ** 2))


class NeuralRegression(LinearRegression):
    def __init__(self, n_features, hidden):
        # The output layer is drawn first, and kept in float32 lists of one array each.
        out = rng.normal(loc=0.1, scale=0.1, size=hidden)
        first = rng.standard_normal((n_features, hidden)) * 0.1 + 0.1
        self.params = {
            "out": [np.append(out, 0.0)],
            "in": [np.vstack([first, np.zeros(hidden)])],
        }

    def _forward(self, x):
        x1 = np.append(x, 1.0)
        pre = x1 @ self.params["in"][0]
        h1 = np.append(pre * (pre > 0), 1.0)
        return x1, pre, h1, h1 @ self.params["out"][0]

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        x1, pre, h1, yhat = self._forward(x_i)
        delta = yhat - y_i
        d_hidden = delta * self.params["out"][0][:-1] * (pre > 0)
        self.params["out"][0] = self.params["out"][0] - learning_rate * delta * h1
        self.params["in"][0] = self.params["in"][0] - learning_rate * np.outer(x1, d_hidden)
        return 0.5 * delta**2

    def predict(self, X):
        return [self._forward(x)[-1] for x in X]

    def evaluate(self, X, y):
        errors = [(p - t) ** 2 for p, t in zip(self.predict(X), y)]
        return (sum(errors) / len(errors)) ** 0.5
