"""The derivatives of the logistic losses and of the squared error, as functions.

Each function is the last line of a derivation. In the shapes below, K is the number of outputs and D the length of
the features φ(x), which are called `phi`. Numbers in brackets are the equations of the handout. Classes are counted
from 0. No function changes an array that was passed to it.
"""

import numpy as np


def sigmoid_derivative(z):
    """Return σ'(z), the derivative of (1), for each entry of `z`.

    Shapes:
        z: any   result: the same
    """
    raise NotImplementedError("sigmoid_derivative")


def binary_loss_derivative(z):
    """Return dL/dz of the binary logistic loss (2) with y = +1, for each entry of `z`.

    Shapes:
        z: any   result: the same
    """
    raise NotImplementedError("binary_loss_derivative")


def binary_loss_second_derivative(z):
    """Return d²L/dz² of the binary logistic loss (2) with y = +1, for each entry of `z`.

    Shapes:
        z: any   result: the same
    """
    raise NotImplementedError("binary_loss_second_derivative")


def softmax_jacobian(z):
    """Return the Jacobian of the softmax (3): its entry (j, k) is the derivative of softmax(z)_j by z_k.

    Shapes:
        z: (K,)   result: (K, K)
    """
    raise NotImplementedError("softmax_jacobian")


def multinomial_loss_gradient(z, j):
    """Return the gradient of the multinomial logistic loss (5) by the logits, where the right class is `j`.

    Shapes:
        z: (K,)   j: ()   result: (K,)
    """
    raise NotImplementedError("multinomial_loss_gradient")


def multinomial_loss_hessian(z, j):
    """Return the Hessian of the multinomial logistic loss (5) by the logits, where the right class is `j`.

    Shapes:
        z: (K,)   j: ()   result: (K, K)
    """
    raise NotImplementedError("multinomial_loss_hessian")


def linear_model_gradient(W, b, phi, j):
    """Return the gradient of the multinomial logistic loss by the parameters θ (7) of the linear model (6).

    Shapes:
        W: (K, D)   b: (K,)   phi: (D,)   j: ()   result: (KD + K,)
    """
    raise NotImplementedError("linear_model_gradient")


def linear_model_hessian(W, b, phi, j):
    """Return the Hessian of the multinomial logistic loss by the parameters θ (7) of the linear model (6).

    Shapes:
        W: (K, D)   b: (K,)   phi: (D,)   j: ()   result: (KD + K, KD + K)
    """
    raise NotImplementedError("linear_model_hessian")


def squared_loss_gradient(W, b, phi, y):
    """Return the gradient of the squared error (8) by its parameters θ (9).

    Shapes:
        W: (D, K)   b: (K,)   phi: (D,)   y: (K,)   result: (DK + K,)
    """
    raise NotImplementedError("squared_loss_gradient")


def squared_loss_hessian(W, b, phi, y):
    """Return the Hessian of the squared error (8) by its parameters θ (9).

    Shapes:
        W: (D, K)   b: (K,)   phi: (D,)   y: (K,)   result: (DK + K, DK + K)
    """
    raise NotImplementedError("squared_loss_hessian")
