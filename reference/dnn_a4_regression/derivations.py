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
    # L = Σ_c (ŷ_c - y_c)² and ŷ_c = Σ_d W_cd x_d + b_c: of the sum over c, only one term holds W_cd.
    # So dL/dW_cd = 2 (ŷ_c - y_c) x_d.
    return np.outer(linear_db(W, b, x, y), x)  # (C,) ⊗ (D,) -> (C, D)


def linear_db(W, b, x, y):
    """Return dL/db of the squared error (2) of the linear model (1), for one example.

    Shapes:
        W: (C, D)   b: (C,)   x: (D,)   y: (C,)   result: (C,)
    """
    # dŷ_c/db_c = 1, so what is left is dL/dŷ = 2 (ŷ - y).
    return 2 * (W @ x + b - y)


def batch_dW(W, b, X, Y):
    """Return dL/dW of the summed squared error (3), for a batch of n columns.

    Shapes:
        W: (C, D)   b: (C,)   X: (D, n)   Y: (C, n)   result: (C, D)
    """
    # A sum of losses has the sum of their derivatives: Σ_j 2 (ŷ_j - y_j) x_jᵀ, which is one matrix product.
    return 2 * (W @ X + b[:, np.newaxis] - Y) @ X.T  # (C, n) @ (n, D) -> (C, D)


def batch_db(W, b, X, Y):
    """Return dL/db of the summed squared error (3), for a batch of n columns. The same b is added to each column.

    Shapes:
        W: (C, D)   b: (C,)   X: (D, n)   Y: (C, n)   result: (C,)
    """
    # b takes part in every column, so its derivative sums over them.
    return 2 * (W @ X + b[:, np.newaxis] - Y).sum(axis=1)


def sigmoid_dW(W, b, x, y):
    """Return dL/dW of the squared error (2) of the model with a sigmoid (7), for one example.

    Shapes:
        W: (C, D)   b: (C,)   x: (D,)   y: (C,)   result: (C, D)
    """
    return np.outer(sigmoid_db(W, b, x, y), x)  # (C,) ⊗ (D,) -> (C, D)


def sigmoid_db(W, b, x, y):
    """Return dL/db of the squared error (2) of the model with a sigmoid (7), for one example.

    Finite for every W and b, also where the sigmoid is 0 or 1 up to rounding.

    Shapes:
        W: (C, D)   b: (C,)   x: (D,)   y: (C,)   result: (C,)
    """
    # With z = Wx + b there is one more link in the chain: dŷ_c/dz_c = σ'(z_c) = σ(z_c) (1 - σ(z_c)).
    z = W @ x + b
    # σ(z) = (1 + tanh(z/2)) / 2 is the same function, and no exponential can overflow in it.
    y_hat = (1 + np.tanh(z / 2)) / 2
    return 2 * (y_hat - y) * y_hat * (1 - y_hat)


def softmax_cross_entropy_da(a, y):
    """Return dL/da of the softmax cross-entropy (9) of the logits `a`, where `y` is the number of the right class.

    Shapes:
        a: (N,)   y: a whole number in [0, N)   result: (N,)
    """
    # L = -log S_y = -a_y + log Σ_j exp a_j. The first term gives -1 at the place y; the second
    # exp(a_i) / Σ_j exp a_j = S_i everywhere.
    exponentials = np.exp(a - np.max(a))
    return exponentials / exponentials.sum() - (np.arange(len(a)) == y)
