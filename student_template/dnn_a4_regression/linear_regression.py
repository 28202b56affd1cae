"""Linear regression on the pixels of digits, trained by gradient descent on the squared error.

Here an example is a row: a batch of n images has shape (n, D), its one-hot labels (n, C), W has shape (D, C) and b
has length C. For the digits, D is 784 and C is 10. Numbers in brackets are the equations of the handout. No function
changes an array that was passed to it.
"""

from typing import NamedTuple

import numpy as np


class Transform:
    """A differentiable function: `forward` computes it, `backward` finds its gradients."""

    def __init__(self):
        pass

    def forward(self, x):
        """Return the output for `x`, and remember what `backward` will need."""
        raise NotImplementedError("Transform.forward")

    def backward(self, y):
        """Add the gradients of the latest `forward` to those that are there."""
        raise NotImplementedError("Transform.backward")

    def step(self):
        """Move the parameters against their accumulated gradients; without parameters there is nothing to do."""

    def zerograd(self):
        """Set the accumulated gradients to zero, usually before `backward`; no parameters, nothing to do."""


class Run(NamedTuple):
    """What a training run leaves: the parameters, both errors after each epoch, and the figures on the test set."""

    W: np.ndarray
    b: np.ndarray
    training_errors: np.ndarray
    evaluation_errors: np.ndarray
    test_error: float
    test_accuracy: float


def make_one_hot(v):
    """Return one row per label, with a 1 at the label and 0 elsewhere; there are ten classes.

    Shapes:
        v: (n,) whole numbers in [0, 10)   result: (n, 10)
    """
    raise NotImplementedError("make_one_hot")


def get_next_batch(iteration, batch_size, data, label):
    """Return the rows of batch number `iteration`, counted from 0, of the images and of their labels.

    Batches follow each other in the order of the rows, without shuffling.

    Shapes:
        data: (rows, D)   label: (rows, C)   results: (batch_size, D), (batch_size, C)
    """
    raise NotImplementedError("get_next_batch")


def do_network_inference(x, W, b):
    """Return the predictions (4).

    Shapes:
        x: (n, D)   W: (D, C)   b: (C,)   result: (n, C)
    """
    raise NotImplementedError("do_network_inference")


def get_loss(y_hat, y):
    """Return the squared error (5), a number: summed over the classes, averaged over the rows.

    Shapes:
        y_hat: (n, C)   y: (n, C)   result: ()
    """
    raise NotImplementedError("get_loss")


def get_accuracy(y_hat, y):
    """Return the share of rows, from 0 to 1, whose largest prediction is at the place of the label.

    Shapes:
        y_hat: (n, C)   y: (n, C), one-hot rows   result: ()
    """
    raise NotImplementedError("get_accuracy")


def get_delta_weights(y_hat, y, x_batch):
    """Return dL/dW of the loss (5).

    Shapes:
        y_hat: (n, C)   y: (n, C)   x_batch: (n, D)   result: (D, C)
    """
    raise NotImplementedError("get_delta_weights")


def get_delta_biases(y_hat, y):
    """Return dL/db of the loss (5).

    Shapes:
        y_hat: (n, C)   y: (n, C)   result: (C,)
    """
    raise NotImplementedError("get_delta_biases")


def do_parameter_update(delta_w, delta_b, W, b, lr=0.01):
    """Return the new W and the new b (6), one step of gradient descent with the learning rate `lr` away.

    Shapes:
        delta_w, W: (D, C)   delta_b, b: (C,)   results: (D, C), (C,)
    """
    raise NotImplementedError("do_parameter_update")


class LinearRegression(Transform):
    """The model (4) with its loss (5). All of a new model's weights and biases are 0.01."""

    def __init__(self, indim=784, outdim=10, lr=0.01):
        raise NotImplementedError("LinearRegression.__init__")

    def forward(self, x):
        """Return the predictions (4).

        Shapes:
            x: (n, D)   result: (n, C)
        """
        raise NotImplementedError("LinearRegression.forward")

    def backward(self, y):
        """Add dL/dW and dL/db of the loss (5) to the accumulated gradients, for the rows of the latest `forward`.

        Shapes:
            y: (n, C), the labels of those rows
        """
        raise NotImplementedError("LinearRegression.backward")

    def step(self):
        """Update W and b with the accumulated gradients (6)."""
        raise NotImplementedError("LinearRegression.step")

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        raise NotImplementedError("LinearRegression.zerograd")

    def loadparams(self, Ws, bs):
        """Take copies of the weights and of the biases, each in a list of one array."""
        raise NotImplementedError("LinearRegression.loadparams")

    def getWs(self):
        """Return a list that holds a copy of W."""
        raise NotImplementedError("LinearRegression.getWs")

    def getbs(self):
        """Return a list that holds a copy of b."""
        raise NotImplementedError("LinearRegression.getbs")


def train(data, label, test_data, test_label, lr=0.01, epochs=10, batch_size=100, evaluation_rows=10_000):
    """Return the `Run` of a new model on all rows of `data` but the first `evaluation_rows`, batch after batch.

    The first `evaluation_rows` rows are the evaluation set: they and the test set are looked at, never learned from.
    Errors (5) are those of the model as it stands at the end of an epoch, over all rows of a set.

    Shapes:
        data: (rows, D)   label: (rows, C)   test_data: (m, D)   test_label: (m, C)
    """
    raise NotImplementedError("train")
