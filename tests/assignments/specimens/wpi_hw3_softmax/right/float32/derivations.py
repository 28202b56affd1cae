# ruff: noqa (written as students write)
"""float32 in every function."""

import functools

import numpy as np


def single(function):
    @functools.wraps(function)
    def of_float32(*arguments):
        return function(*(a.astype(np.float32) if isinstance(a, np.ndarray) else a for a in arguments))

    return of_float32


@single
def mse_gradient(X, y, w):

    return X @ (X.T @ w - y) / X.shape[1]


@single
def mse_hessian(X):
    return X @ X.T / X.shape[1]


@single
def newton_step(X, y, w):

    step = np.linalg.lstsq(mse_hessian(X), mse_gradient(X, y, w), rcond=1e-5)[0]
    return w - step


@single
def gradient_of_own_output(x, y_hat, l):

    return x * y_hat[l] * (1 - y_hat[l])


@single
def gradient_of_other_output(x, y_hat, k, l):

    return -x * y_hat[k] * y_hat[l]


@single
def gradient_of_loss(X, Y, Y_hat, l):

    return -X @ (Y[l] - Y_hat[l]) / X.shape[1]


@single
def gradient_of_bias(Y, Y_hat):

    return -np.sum(Y - Y_hat, axis=1) / Y.shape[1]


@single
def likelihood(y, y_hat):
    return np.prod(y_hat**y)


@single
def dataset_likelihood(Y, Y_hat):
    return np.prod(Y_hat**Y)


@single
def negative_log_likelihood(Y, Y_hat):

    return -np.sum(np.log(Y_hat[Y > 0]))
