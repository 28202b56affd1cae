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
    raise NotImplementedError("solve_analytically")


def distance(analytic_solution, model_params):
    """Return the Euclidean distance between two weight vectors."""
    return np.linalg.norm(analytic_solution - model_params)


class RegressionModel:
    """What both models share: training one example at a time, and the error."""

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        """Learn from one example."""
        raise NotImplementedError("RegressionModel.update_weight")

    def predict(self, X):
        """Return the predictions for the rows of `X`. Shape (N,)."""
        raise NotImplementedError("RegressionModel.predict")

    def train_epoch(self, X, y, **kwargs):
        """Update the weights for each example in turn; keyword arguments go to `update_weight`."""
        for x_i, y_i in zip(X, y):
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

    def __init__(self, n_features, **kwargs):
        self.w, self.G_w = np.zeros(n_features), np.zeros(n_features)
        self.lr = 0.001

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        """Take one step of gradient descent (11) on the squared error of one example.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        raise NotImplementedError("LinearRegression.update_weight")

    def predict(self, X):
        """Return the predictions for the rows of `X`. Shape (N,)."""
        return np.dot(X, self.w)

    def forward(self, X):
        """Return Xw (10), and remember X.

        Shapes:
            X: (N, D)   result: (N,)
        """
        raise NotImplementedError("LinearRegression.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dX, and add this batch's dL/dw to the accumulated one.

        Shapes:
            grad_wrt_out: (N,)   result: (N, D)
        """
        raise NotImplementedError("LinearRegression.backward")

    def step(self):
        """Move w against its accumulated gradient by the learning rate."""
        raise NotImplementedError("LinearRegression.step")

    def zerograd(self):
        """Set the accumulated gradient to zero."""
        raise NotImplementedError("LinearRegression.zerograd")

    def loadparams(self, Ws, bs):
        """Take a copy of the one weight vector in `Ws`; `bs` is empty, as the bias is among the weights."""
        raise NotImplementedError("LinearRegression.loadparams")

    def getWs(self):
        """Return a list of one: a copy of w. Shape (D,)."""
        raise NotImplementedError("LinearRegression.getWs")

    def getbs(self):
        """Return an empty list: the bias is among the weights."""
        raise NotImplementedError("LinearRegression.getbs")


class NeuralRegression(RegressionModel):
    """A network with one hidden layer of `hidden` ReLU units and a linear output (14).

    A new network has biases of zero and weights drawn from the normal distribution (15) with mean 0.1 and standard
    deviation 0.1. `update_weight`, `predict`, `evaluate` and `train_epoch` are what is graded; the other methods
    are steps on the way, which you may replace by your own.
    """

    def __init__(self, n_features, hidden):
        raise NotImplementedError("NeuralRegression.__init__")

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        """Take one step of gradient descent (16) on the squared error of one example.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        raise NotImplementedError("NeuralRegression.update_weight")

    def predict(self, X):
        """Return the predictions for the rows of `X`.

        Shapes:
            X: (N, D)   result: (N,)
        """
        raise NotImplementedError("NeuralRegression.predict")

    def forward(self, X):
        """Return the outputs (14), and remember what `backward` will need.

        Shapes:
            X: (N, D)   result: (N,)
        """
        raise NotImplementedError("NeuralRegression.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dX of the latest `forward`, and add this batch's gradients to the accumulated ones.

        Shapes:
            grad_wrt_out: (N,)   result: (N, D)
        """
        raise NotImplementedError("NeuralRegression.backward")

    def step(self):
        """Move all weights and biases against their accumulated gradients by the learning rate."""
        raise NotImplementedError("NeuralRegression.step")

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        raise NotImplementedError("NeuralRegression.zerograd")

    def loadparams(self, Ws, bs):
        """Take copies of two weight matrices, (H, D) and (1, H), and two biases, (H,) and (1,)."""
        raise NotImplementedError("NeuralRegression.loadparams")

    def getWs(self):
        """Return a list of copies of the two weight matrices, first layer first."""
        raise NotImplementedError("NeuralRegression.getWs")

    def getbs(self):
        """Return a list of copies of the two biases, first layer first."""
        raise NotImplementedError("NeuralRegression.getbs")
