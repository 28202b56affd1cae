"""Derivatives found by hand, as functions: of the squared error, and of the softmax cross-entropy.

Here, as on paper, an example is a column: x has length D, the target y and the prediction length C, W has shape
(C, D) and b has length C; a batch of n examples is a matrix with n columns. Numbers in brackets are the equations
of the handout. No function changes an array that was passed to it.
"""

import numpy as np


def linear_dW(W, b, x, y):
    """Return dL/dW of the squared error (2) of the linear model (1), for one example.

    Shapes:
        W: (C, D)   b: (C,)   x: (D,)   y: (C,)   result: (C, D)
    """
    raise NotImplementedError("linear_dW")


def linear_db(W, b, x, y):
    """Return dL/db of the squared error (2) of the linear model (1), for one example.

    Shapes:
        W: (C, D)   b: (C,)   x: (D,)   y: (C,)   result: (C,)
    """
    raise NotImplementedError("linear_db")


def batch_dW(W, b, X, Y):
    """Return dL/dW of the summed squared error (3), for a batch of n columns.

    Shapes:
        W: (C, D)   b: (C,)   X: (D, n)   Y: (C, n)   result: (C, D)
    """
    raise NotImplementedError("batch_dW")


def batch_db(W, b, X, Y):
    """Return dL/db of the summed squared error (3), for a batch of n columns. The same b is added to each column.

    Shapes:
        W: (C, D)   b: (C,)   X: (D, n)   Y: (C, n)   result: (C,)
    """
    raise NotImplementedError("batch_db")


def sigmoid_dW(W, b, x, y):
    """Return dL/dW of the squared error (2) of the model with a sigmoid (7), for one example.

    Shapes:
        W: (C, D)   b: (C,)   x: (D,)   y: (C,)   result: (C, D)
    """
    raise NotImplementedError("sigmoid_dW")


def sigmoid_db(W, b, x, y):
    """Return dL/db of the squared error (2) of the model with a sigmoid (7), for one example.

    Finite for every W and b, also where the sigmoid is 0 or 1 up to rounding.

    Shapes:
        W: (C, D)   b: (C,)   x: (D,)   y: (C,)   result: (C,)
    """
    raise NotImplementedError("sigmoid_db")


def softmax_cross_entropy_da(a, y):
    """Return dL/da of the softmax cross-entropy (9) of the logits `a`, where `y` is the number of the right class.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   result: (N,)
    """
    raise NotImplementedError("softmax_cross_entropy_da")
