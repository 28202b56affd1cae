"""Regression of house prices: a linear model, its analytic solution, and a network with one hidden layer.

Examples are rows: `X` has shape (N, D), `y` has shape (N,). In the shapes below, N is the number of examples,
D of features, H of hidden units. Numbers in brackets are the equations of the handout. No method changes an
array that was passed to it.
"""

import numpy as np


def solve_analytically(X, y):
    """Return the weights with the smallest sum of squared errors (12), also where X has dependent columns.

    Shapes:
        X: (N, D)   y: (N,)   result: (D,)
    """
    # XᵀX w = Xᵀy has many solutions where columns depend on each other; the pseudo-inverse gives the shortest one.
    return np.linalg.pinv(X) @ y  # (D, N) @ (N,) -> (D,)


def distance(analytic_solution, model_params):  # given
    """Return the Euclidean distance between two weight vectors."""
    return np.linalg.norm(analytic_solution - model_params)


class RegressionModel:  # given
    """What both models share: training one example at a time, and the error."""

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        """Learn from one example."""
        raise NotImplementedError("RegressionModel.update_weight")

    def predict(self, X):
        """Return the predictions for the rows of `X`. Shape (N,)."""
        raise NotImplementedError("RegressionModel.predict")

    def train_epoch(self, X, y, **kwargs):
        """Update the weights for each example in turn; keyword arguments go to `update_weight`."""
        for x_i, y_i in zip(X, y):  # noqa: B905
            self.update_weight(x_i, y_i, **kwargs)

    def evaluate(self, X, y):
        """Return the root of the mean squared error of the predictions for `X`."""
        error = self.predict(X) - y
        return np.sqrt(np.dot(error, error) / y.shape[0])


class LinearRegression(RegressionModel):
    """The linear model Xw (10). The bias is the weight of a column of ones, which is already in `X`.

    `update_weight`, `predict`, `evaluate` and `train_epoch` are what is graded; the other methods are steps on
    the way, which you may replace by your own.
    """

    def __init__(self, n_features, **kwargs):  # given
        self.w, self.G_w = np.zeros(n_features), np.zeros(n_features)
        self.lr = 0.001

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        """Take one step of gradient descent (11) on the squared error of one example.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        self.lr = learning_rate
        self.zerograd()
        yhat = self.forward(x_i[np.newaxis])
        # dL/dyhat of ½(yhat - y)².
        self.backward(yhat - y_i)
        self.step()

    def predict(self, X):  # given
        """Return the predictions for the rows of `X`. Shape (N,)."""
        return np.dot(X, self.w)

    def forward(self, X):
        """Return Xw (10), and remember X.

        Shapes:
            X: (N, D)   result: (N,)
        """
        self.X = X
        return X @ self.w

    def backward(self, grad_wrt_out):
        """Return dL/dX, and add this batch's dL/dw to the accumulated one.

        Shapes:
            grad_wrt_out: (N,)   result: (N, D)
        """
        # yhat_n = Σ_d X_nd w_d, so dL/dw_d = Σ_n g_n X_nd and dL/dX_nd = g_n w_d.
        self.G_w = self.G_w + grad_wrt_out @ self.X  # (N,) @ (N, D) -> (D,)
        return np.outer(grad_wrt_out, self.w)

    def step(self):
        """Move w against its accumulated gradient by the learning rate."""
        self.w = self.w - self.lr * self.G_w

    def zerograd(self):
        """Set the accumulated gradient to zero."""
        self.G_w = np.zeros_like(self.w)

    def loadparams(self, Ws, bs):
        """Take a copy of the one weight vector in `Ws`; `bs` is empty, as the bias is among the weights."""
        (w,) = Ws
        self.w = np.array(w)

    def getWs(self):
        """Return a list of one: a copy of w. Shape (D,)."""
        return [self.w.copy()]

    def getbs(self):
        """Return an empty list: the bias is among the weights."""
        return []


class NeuralRegression(RegressionModel):
    """A network with one hidden layer of `hidden` ReLU units and a linear output (14).

    A new network has biases of zero and weights drawn from the normal distribution (15) with mean 0.1 and standard
    deviation 0.1. `update_weight`, `predict`, `evaluate` and `train_epoch` are what is graded; the other methods
    are steps on the way, which you may replace by your own.
    """

    def __init__(self, n_features, hidden):
        self.W1, self.b1 = np.random.normal(0.1, 0.1, (hidden, n_features)), np.zeros(hidden)
        self.W2, self.b2 = np.random.normal(0.1, 0.1, (1, hidden)), np.zeros(1)
        # G: the gradients summed since the last zerograd.
        self.G_W1, self.G_b1 = np.zeros((hidden, n_features)), np.zeros(hidden)
        self.G_W2, self.G_b2 = np.zeros((1, hidden)), np.zeros(1)
        self.lr = 0.001

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        """Take one step of gradient descent (16) on the squared error of one example.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        self.lr = learning_rate
        self.zerograd()
        yhat = self.forward(x_i[np.newaxis])
        # dL/dyhat of ½(yhat - y)².
        self.backward(yhat - y_i)
        self.step()

    def predict(self, X):
        """Return the predictions for the rows of `X`.

        Shapes:
            X: (N, D)   result: (N,)
        """
        return self.forward(X)

    def forward(self, X):
        """Return the outputs (14), and remember what `backward` will need.

        Shapes:
            X: (N, D)   result: (N,)
        """
        self.X = X
        self.z = X @ self.W1.T + self.b1  # (N, D) @ (D, H) + (H,) -> (N, H)
        self.h = np.maximum(0, self.z)
        return (self.h @ self.W2.T + self.b2)[:, 0]  # (N, H) @ (H, 1) -> (N,)

    def backward(self, grad_wrt_out):
        """Return dL/dX of the latest `forward`, and add this batch's gradients to the accumulated ones.

        Shapes:
            grad_wrt_out: (N,)   result: (N, D)
        """
        g = grad_wrt_out[:, np.newaxis]  # (N, 1)
        # Forward, read from its last line to its first; every gradient is taken at the old weights.
        self.G_W2 = self.G_W2 + g.T @ self.h  # (1, N) @ (N, H) -> (1, H)
        self.G_b2 = self.G_b2 + g.sum(axis=0)
        grad_wrt_z = (g @ self.W2) * (self.z > 0)  # (N, 1) @ (1, H) -> (N, H)
        self.G_W1 = self.G_W1 + grad_wrt_z.T @ self.X  # (H, N) @ (N, D) -> (H, D)
        self.G_b1 = self.G_b1 + grad_wrt_z.sum(axis=0)
        return grad_wrt_z @ self.W1  # (N, H) @ (H, D) -> (N, D)

    def step(self):
        """Move all weights and biases against their accumulated gradients by the learning rate."""
        self.W1, self.b1 = self.W1 - self.lr * self.G_W1, self.b1 - self.lr * self.G_b1
        self.W2, self.b2 = self.W2 - self.lr * self.G_W2, self.b2 - self.lr * self.G_b2

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        self.G_W1, self.G_b1 = np.zeros_like(self.W1), np.zeros_like(self.b1)
        self.G_W2, self.G_b2 = np.zeros_like(self.W2), np.zeros_like(self.b2)

    def loadparams(self, Ws, bs):
        """Take copies of two weight matrices, (H, D) and (1, H), and two biases, (H,) and (1,)."""
        self.W1, self.W2 = (np.array(W) for W in Ws)
        self.b1, self.b2 = (np.array(b) for b in bs)

    def getWs(self):
        """Return a list of copies of the two weight matrices, first layer first."""
        return [self.W1.copy(), self.W2.copy()]

    def getbs(self):
        """Return a list of copies of the two biases, first layer first."""
        return [self.b1.copy(), self.b2.copy()]
