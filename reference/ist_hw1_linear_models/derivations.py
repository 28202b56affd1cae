"""The derivatives of the logistic losses and of the squared error, as functions.

Each function is the last line of a derivation. In the shapes below, K is the number of outputs and D the length of
the features φ(x), which are called `phi`. Numbers in brackets are the equations of the handout. Classes are counted
from 0. No function changes an array that was passed to it.
"""

import numpy as np


def _sigmoid(z):
    # 1 / (1 + e^-z) = (1 + tanh(z/2)) / 2, which overflows nowhere.
    return (1 + np.tanh(z / 2)) / 2


def _softmax(z):
    # Subtracting the largest logit changes no probability, and no exponent is above 0.
    e = np.exp(z - z.max())
    return e / e.sum()


def _affine(phi, K):
    # z = Wφ + b = Aθ with θ = (W row by row, b): z_k is φ times the k-th row of W, plus b_k.
    return np.hstack([np.kron(np.eye(K), phi), np.eye(K)])  # (K, KD + K)


def _affine_transposed(phi, K):
    # z = Wᵀφ + b = Aθ with θ = (W row by row, b): row d of W is multiplied by φ_d, and adds to all of z.
    return np.hstack([np.kron(phi, np.eye(K)), np.eye(K)])  # (K, DK + K)


def sigmoid_derivative(z):
    """Return σ'(z), the derivative of (1), for each entry of `z`.

    Shapes:
        z: any   result: the same
    """
    # σ' = e^-z / (1 + e^-z)² = σ · (1 - σ), since 1 - σ = e^-z / (1 + e^-z); and 1 - σ(z) = σ(-z).
    return _sigmoid(z) * _sigmoid(-z)


def binary_loss_derivative(z):
    """Return dL/dz of the binary logistic loss (2) with y = +1, for each entry of `z`.

    Shapes:
        z: any   result: the same
    """
    # -σ'/σ = -(1 - σ) = -σ(-z).
    return -_sigmoid(-z)


def binary_loss_second_derivative(z):
    """Return d²L/dz² of the binary logistic loss (2) with y = +1, for each entry of `z`.

    Shapes:
        z: any   result: the same
    """
    # d(σ - 1)/dz = σ' > 0: the loss is convex.
    return sigmoid_derivative(z)


def softmax_jacobian(z):
    """Return the Jacobian of the softmax (3): its entry (j, k) is the derivative of softmax(z)_j by z_k.

    Shapes:
        z: (K,)   result: (K, K)
    """
    # log p_j = z_j - log Σ_k exp z_k, so dp_j/dz_k = p_j · dlog p_j/dz_k = p_j ([j = k] - p_k).
    p = _softmax(z)
    return np.diag(p) - np.outer(p, p)


def multinomial_loss_gradient(z, j):
    """Return the gradient of the multinomial logistic loss (5) by the logits, where the right class is `j`.

    Shapes:
        z: (K,)   j: ()   result: (K,)
    """
    # L = -z_j + log Σ_k exp z_k.
    return _softmax(z) - np.eye(len(z))[j]


def multinomial_loss_hessian(z, j):
    """Return the Hessian of the multinomial logistic loss (5) by the logits, where the right class is `j`.

    Shapes:
        z: (K,)   j: ()   result: (K, K)
    """
    # The derivative of p - e_j. For every v, vᵀHv = Σ p v² - (Σ p v)² is the variance of v under p, and so ≥ 0.
    return softmax_jacobian(z)


def linear_model_gradient(W, b, phi, j):
    """Return the gradient of the multinomial logistic loss by the parameters θ (7) of the linear model (6).

    Shapes:
        W: (K, D)   b: (K,)   phi: (D,)   j: ()   result: (KD + K,)
    """
    # z = Aθ, so the chain rule gives Aᵀ dL/dz: first the rows of (p - e_j) φᵀ, then p - e_j.
    return _affine(phi, len(b)).T @ multinomial_loss_gradient(W @ phi + b, j)


def linear_model_hessian(W, b, phi, j):
    """Return the Hessian of the multinomial logistic loss by the parameters θ (7) of the linear model (6).

    Shapes:
        W: (K, D)   b: (K,)   phi: (D,)   j: ()   result: (KD + K, KD + K)
    """
    # AᵀHA: for every v, vᵀAᵀHAv = (Av)ᵀH(Av) ≥ 0.
    A = _affine(phi, len(b))
    return A.T @ multinomial_loss_hessian(W @ phi + b, j) @ A


def squared_loss_gradient(W, b, phi, y):
    """Return the gradient of the squared error (8) by its parameters θ (9).

    Shapes:
        W: (D, K)   b: (K,)   phi: (D,)   y: (K,)   result: (DK + K,)
    """
    # Aᵀ (z - y): first the rows of φ (z - y)ᵀ, then z - y.
    return _affine_transposed(phi, len(b)).T @ (W.T @ phi + b - y)


def squared_loss_hessian(W, b, phi, y):
    """Return the Hessian of the squared error (8) by its parameters θ (9).

    Shapes:
        W: (D, K)   b: (K,)   phi: (D,)   y: (K,)   result: (DK + K, DK + K)
    """
    # AᵀA, the same at every W, b and y: for every v, vᵀAᵀAv = |Av|² ≥ 0.
    A = _affine_transposed(phi, len(b))
    return A.T @ A
