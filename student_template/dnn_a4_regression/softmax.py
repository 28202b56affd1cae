"""Softmax, its cross-entropy loss, the loss's gradient, and a numerical gradient to compare that with.

All of it is for one example: its logits are a vector of length N, its class is a whole number. Numbers in brackets
are the equations of the handout. No function changes an array that was passed to it.
"""

import numpy as np


def softmax(b):
    """Return the softmax (8) of a vector of logits. Large logits, such as 1000 or -1000, must not overflow.

    Shapes:
        b: (N,)   result: (N,)
    """
    raise NotImplementedError("softmax")


def softmax_crossentropy(a, y):
    """Return the cross-entropy loss (9), a number, finite also where the softmax of the class is 0 up to rounding.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   result: ()
    """
    raise NotImplementedError("softmax_crossentropy")


def grad_softmax_crossentropy(a, y):
    """Return the derivative of (9) with respect to all logits, from its formula.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   result: (N,)
    """
    raise NotImplementedError("grad_softmax_crossentropy")


def numerical_gradient(a, y, e):
    """Return the derivative of (9) with respect to all logits, from quotients of differences (10) with the step `e`.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   e: a number   result: (N,)
    """
    raise NotImplementedError("numerical_gradient")


def gradient_errors(a, y, e):
    """Return for each of several points the largest distance (11) between the two gradients.

    Shapes:
        a: (points, N)   y: (points,) whole numbers in [0, N)   e: a number   result: (points,)
    """
    raise NotImplementedError("gradient_errors")
