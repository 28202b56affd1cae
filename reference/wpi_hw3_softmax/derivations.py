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
    # J = 1/2n Σ_i r_i² with r_i = x_iᵀw - y_i, and dr_i/dw = x_i: the 2 cancels, the 1/n stays.
    return X @ (X.T @ w - y) / X.shape[1]


def mse_hessian(X):
    """Return the matrix of second derivatives of the cost (1) with respect to w; it depends on X alone.

    Shapes:
        X: (m, n)   result: (m, m)
    """
    return X @ X.T / X.shape[1]


def newton_step(X, y, w):
    """Return where one Newton step (2) leads from w; if the Hessian has no inverse, take the shortest step (3).

    Shapes:
        X: (m, n)   y: (n,)   w: (m,)   result: (m,)
    """
    # Hs = ∇J has a solution even for a singular H, since ∇J is a combination of the columns of X, as H's own
    # columns are. lstsq returns the shortest; it takes singular values that are only rounding errors for zeros.
    step = np.linalg.lstsq(mse_hessian(X), mse_gradient(X, y, w), rcond=None)[0]
    return w - step


# Problem 2: the gradients of softmax regression.


def gradient_of_own_output(x, y_hat, l):
    """Return the gradient of y_hat_l with respect to w^(l): of a class's output by its own weights (case l = k).

    Shapes:
        x: (m,)   y_hat: (c,)   l: a class   result: (m,)
    """
    # Quotient rule: e^z_l stands above and below, so d/dz_l gives ŷ_l - ŷ_l²; and dz_l/dw^(l) = x.
    return x * y_hat[l] * (1 - y_hat[l])


def gradient_of_other_output(x, y_hat, k, l):
    """Return the gradient of y_hat_k with respect to w^(l) for another class k (case l ≠ k).

    Shapes:
        x: (m,)   y_hat: (c,)   k, l: two different classes   result: (m,)
    """
    # z_l stands below alone: d/dz_l of e^z_k / S is -e^z_k e^z_l / S².
    return -x * y_hat[k] * y_hat[l]


def gradient_of_loss(X, Y, Y_hat, l):
    """Return the gradient of the mean cross-entropy (6) with respect to w^(l).

    Shapes:
        X: (m, n)   Y, Y_hat: (c, n)   l: a class   result: (m,)
    """
    # y_l (1 - ŷ_l) - Σ_{k≠l} y_k ŷ_l = y_l - ŷ_l Σ_k y_k = y_l - ŷ_l, and the mean over the examples.
    return -X @ (Y[l] - Y_hat[l]) / X.shape[1]


def gradient_of_bias(Y, Y_hat):
    """Return the gradient of the mean cross-entropy (6) with respect to b: one number for each class.

    Shapes:
        Y, Y_hat: (c, n)   result: (c,)
    """
    # As for w^(l), with dz_l/db_l = 1 in place of x. The sum is over examples, never over classes.
    return -np.sum(Y - Y_hat, axis=1) / Y.shape[1]


# Problem 3: cross-entropy as a negative log-likelihood.


def likelihood(y, y_hat):
    """Return the probability (7) that the network gives to the label of one example, a number.

    Shapes:
        y, y_hat: (c,)   result: ()
    """
    return np.prod(y_hat**y)  # 0⁰ = 1: a class that is not the label takes no part, even if it is impossible


def dataset_likelihood(Y, Y_hat):
    """Return the probability (8) of all labels of a small data set, a number.

    Shapes:
        Y, Y_hat: (c, n)   result: ()
    """
    return np.prod(Y_hat**Y)


def negative_log_likelihood(Y, Y_hat):
    """Return the negative logarithm of (8), a number: a sum over all examples, which never forms the product.

    Shapes:
        Y, Y_hat: (c, n)   result: ()
    """
    # The product of a thousand probabilities is below 1e-308 and rounded to 0; the sum of their logarithms is not.
    # Where y_k = 0, the term is 0 · log ŷ_k = 0; leave it out, since log 0 has no value.
    return -np.sum(np.log(Y_hat[Y > 0]))
