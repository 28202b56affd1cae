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
    # Subtracting the largest logit divides numerator and denominator by the same number: the softmax stays, no
    # exponent is above 0, and the denominator is at least 1.
    exponentials = np.exp(b - np.max(b))
    return exponentials / exponentials.sum()


def softmax_crossentropy(a, y):
    """Return the cross-entropy loss (9), a number, finite also where the softmax of the class is 0 up to rounding.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   result: ()
    """
    # -log S_y = log Σ_j exp a_j - a_y, which never takes the logarithm of an S that is rounded to zero.
    shifted = a - np.max(a)
    return np.log(np.exp(shifted).sum()) - shifted[y]


def grad_softmax_crossentropy(a, y):
    """Return the derivative of (9) with respect to all logits, from its formula.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   result: (N,)
    """
    gradient = softmax(a)
    gradient[y] -= 1  # a new array, so `a` stays
    return gradient


def numerical_gradient(a, y, e):
    """Return the derivative of (9) with respect to all logits, from quotients of differences (10) with the step `e`.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   e: a number   result: (N,)
    """
    # A row of e·I moves one logit, and leaves the others where they are.
    steps = e * np.eye(len(a))
    differences = [softmax_crossentropy(a + step, y) - softmax_crossentropy(a - step, y) for step in steps]
    return np.array(differences) / (2 * e)


def gradient_errors(a, y, e):
    """Return for each of several points the largest distance (11) between the two gradients.

    Shapes:
        a: (points, N)   y: (points,) whole numbers in [0, N)   e: a number   result: (points,)
    """
    pairs = [
        (grad_softmax_crossentropy(logits, label), numerical_gradient(logits, label, e))
        for logits, label in zip(a, y, strict=True)
    ]
    return np.array([np.abs(analytic - numerical).max() for analytic, numerical in pairs])
