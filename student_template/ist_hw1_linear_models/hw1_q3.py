"""Image classification: a perceptron, multinomial logistic regression, and a network with one hidden layer.

Examples are rows: `X` has shape (N, D), labels `y` have shape (N,) and are whole numbers in [0, C). In the shapes
below, N is the number of examples, D of features, C of classes, H of hidden units. Numbers in brackets are the
equations of the handout. No method changes an array that was passed to it.
"""

import numpy as np


class LinearModel:
    """What both linear models share: a row of weights for each class. The bias is the weight of a pixel that is 1."""

    def __init__(self, n_classes, n_features, **kwargs):
        self.W = np.zeros((n_classes, n_features))

    def update_weight(self, x_i, y_i, **kwargs):
        """Learn from one example."""
        raise NotImplementedError("LinearModel.update_weight")

    def train_epoch(self, X, y, **kwargs):
        """Update the weights for each example in turn; keyword arguments go to `update_weight`."""
        for x_i, y_i in zip(X, y):
            self.update_weight(x_i, y_i, **kwargs)

    def predict(self, X):
        """Return the class with the largest score, for each row of `X`. Shape (N,)."""
        scores = np.dot(self.W, X.T)
        return scores.argmax(axis=0)

    def evaluate(self, X, y):
        """Return the share of examples whose predicted class is right."""
        return np.mean(self.predict(X) == y)


class Perceptron(LinearModel):
    """The multi-class perceptron."""

    def update_weight(self, x_i, y_i, **kwargs):
        """Learn from one example (20) if it is predicted wrongly; other arguments are ignored.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        raise NotImplementedError("Perceptron.update_weight")


class LogisticRegression(LinearModel):
    """Multinomial logistic regression. Its outputs are logits.

    `update_weight`, `predict`, `evaluate` and `train_epoch` are what is graded; the other methods are steps on
    the way, which you may replace by your own.
    """

    def __init__(self, n_classes, n_features, **kwargs):
        super().__init__(n_classes, n_features)
        self.G_W = np.zeros((n_classes, n_features))
        self.lr = 0.001

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        """Take one step of gradient descent (21) on the loss of one example.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        raise NotImplementedError("LogisticRegression.update_weight")

    def forward(self, X):
        """Return the logits XWᵀ, and remember X.

        Shapes:
            X: (N, D)   result: (N, C)
        """
        raise NotImplementedError("LogisticRegression.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dX, and add this batch's dL/dW to the accumulated one.

        Shapes:
            grad_wrt_out: (N, C)   result: (N, D)
        """
        raise NotImplementedError("LogisticRegression.backward")

    def step(self):
        """Move W against its accumulated gradient by the learning rate."""
        raise NotImplementedError("LogisticRegression.step")

    def zerograd(self):
        """Set the accumulated gradient to zero."""
        raise NotImplementedError("LogisticRegression.zerograd")

    def loadparams(self, Ws, bs):
        """Take a copy of the one weight matrix in `Ws`; `bs` is empty, as the bias is among the weights."""
        raise NotImplementedError("LogisticRegression.loadparams")

    def getWs(self):
        """Return a list of one: a copy of W. Shape (C, D)."""
        raise NotImplementedError("LogisticRegression.getWs")

    def getbs(self):
        """Return an empty list: the bias is among the weights."""
        raise NotImplementedError("LogisticRegression.getbs")


class MLP:
    """A network with one hidden layer of `hidden_size` ReLU units (22). Its outputs are logits.

    A new network has biases of zero and weights drawn from the normal distribution (15) with mean 0.1 and standard
    deviation 0.1. `layers` is the number of hidden layers, and always 1. `predict`, `evaluate` and `train_epoch` are
    what is graded; the other methods are steps on the way, which you may replace by your own.
    """

    def __init__(self, n_classes, n_features, hidden_size, layers=1):
        raise NotImplementedError("MLP.__init__")

    def predict(self, X):
        """Return the class with the largest logit, for each row of `X`.

        Shapes:
            X: (N, D)   result: (N,)
        """
        raise NotImplementedError("MLP.predict")

    def evaluate(self, X, y):
        """Return the share of examples whose predicted class is right."""
        return np.mean(self.predict(X) == y)

    def train_epoch(self, X, y, learning_rate=0.001):
        """Take one step of gradient descent (23) for each example in turn.

        Shapes:
            X: (N, D)   y: (N,)
        """
        raise NotImplementedError("MLP.train_epoch")

    def forward(self, X):
        """Return the logits (22), and remember what `backward` will need.

        Shapes:
            X: (N, D)   result: (N, C)
        """
        raise NotImplementedError("MLP.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dX of the latest `forward`, and add this batch's gradients to the accumulated ones.

        Shapes:
            grad_wrt_out: (N, C)   result: (N, D)
        """
        raise NotImplementedError("MLP.backward")

    def step(self):
        """Move all weights and biases against their accumulated gradients by the learning rate."""
        raise NotImplementedError("MLP.step")

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        raise NotImplementedError("MLP.zerograd")

    def loadparams(self, Ws, bs):
        """Take copies of two weight matrices, (H, D) and (C, H), and two biases, (H,) and (C,)."""
        raise NotImplementedError("MLP.loadparams")

    def getWs(self):
        """Return a list of copies of the two weight matrices, first layer first."""
        raise NotImplementedError("MLP.getWs")

    def getbs(self):
        """Return a list of copies of the two biases, first layer first."""
        raise NotImplementedError("MLP.getbs")
