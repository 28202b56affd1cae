"""The results of the derivations of problems 1 to 3, as functions: what you found on paper can be run here.

Examples are columns: X has shape (m, n), one column of m features for each of n examples. There are c classes;
Y holds one-hot columns and Y_hat columns of probabilities, both of shape (c, n). Classes are counted from 0.
Vectors have one axis. Numbers in brackets are the equations of the handout. No function changes an array that
was passed to it.
"""

import numpy as np

# Problem 1: Newton's method.


def mse_gradient(X, y, w):
    """Return the gradient of the cost (1) with respect to w.

    Shapes:
        X: (m, n)   y: (n,)   w: (m,)   result: (m,)
    """
    raise NotImplementedError("mse_gradient")


def mse_hessian(X):
    """Return the matrix of second derivatives of the cost (1) with respect to w; it depends on X alone.

    Shapes:
        X: (m, n)   result: (m, m)
    """
    raise NotImplementedError("mse_hessian")


def newton_step(X, y, w):
    """Return where one Newton step (2) leads from w; if the Hessian has no inverse, take the shortest step (3).

    Shapes:
        X: (m, n)   y: (n,)   w: (m,)   result: (m,)
    """
    raise NotImplementedError("newton_step")


# Problem 2: the gradients of softmax regression.


def gradient_of_own_output(x, y_hat, l):
    """Return the gradient of y_hat_l with respect to w^(l): of a class's output by its own weights (case l = k).

    Shapes:
        x: (m,)   y_hat: (c,)   l: a class   result: (m,)
    """
    raise NotImplementedError("gradient_of_own_output")


def gradient_of_other_output(x, y_hat, k, l):
    """Return the gradient of y_hat_k with respect to w^(l) for another class k (case l ≠ k).

    Shapes:
        x: (m,)   y_hat: (c,)   k, l: two different classes   result: (m,)
    """
    raise NotImplementedError("gradient_of_other_output")


def gradient_of_loss(X, Y, Y_hat, l):
    """Return the gradient of the mean cross-entropy (6) with respect to w^(l).

    Shapes:
        X: (m, n)   Y, Y_hat: (c, n)   l: a class   result: (m,)
    """
    raise NotImplementedError("gradient_of_loss")


def gradient_of_bias(Y, Y_hat):
    """Return the gradient of the mean cross-entropy (6) with respect to b: one number for each class.

    Shapes:
        Y, Y_hat: (c, n)   result: (c,)
    """
    raise NotImplementedError("gradient_of_bias")


# Problem 3: cross-entropy as a negative log-likelihood.


def likelihood(y, y_hat):
    """Return the probability (7) that the network gives to the label of one example, a number.

    Shapes:
        y, y_hat: (c,)   result: ()
    """
    raise NotImplementedError("likelihood")


def dataset_likelihood(Y, Y_hat):
    """Return the probability (8) of all labels of a small data set, a number.

    Shapes:
        Y, Y_hat: (c, n)   result: ()
    """
    raise NotImplementedError("dataset_likelihood")


def negative_log_likelihood(Y, Y_hat):
    """Return the negative logarithm of (8), a number: a sum over all examples, which never forms the product.

    Shapes:
        Y, Y_hat: (c, n)   result: ()
    """
    raise NotImplementedError("negative_log_likelihood")
