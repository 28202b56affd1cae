# ruff: noqa (written as students write)
"""Loops and the closed forms, with pinv where there is no inverse."""

import math

import numpy as np


def mse_gradient(X, y, w):
    m, n = X.shape
    total = np.zeros(m)
    for i in range(n):
        total += X[:, i] * (w.dot(X[:, i]) - y[i])
    return total / n


def mse_hessian(X):
    return sum(np.outer(x, x) for x in X.T) / X.shape[1]


def newton_step(X, y, w):
    H = mse_hessian(X)
    if np.linalg.matrix_rank(H) == len(H):
        return np.linalg.inv(X.dot(X.T)).dot(X).dot(y)
    # Any minimum will do from elsewhere; this one is the shortest, and does not depend on w.
    return np.linalg.pinv(X.T, 1e-10).dot(y)


def gradient_of_own_output(x, y_hat, l):
    return [feature * (y_hat[l] - y_hat[l] ** 2) for feature in x] * np.ones(1)


def gradient_of_other_output(x, y_hat, k, l):
    return np.multiply(-y_hat[l] * y_hat[k], x)


def gradient_of_loss(X, Y, Y_hat, l):
    """The two cases, put into the sum as they are."""
    c, n = Y.shape
    total = 0
    for i in range(n):
        for k in range(c):
            if k == l:
                slope = gradient_of_own_output(X[:, i], Y_hat[:, i], l)
            else:
                slope = gradient_of_other_output(X[:, i], Y_hat[:, i], k, l)
            total = total - Y[k, i] * slope / Y_hat[k, i]
    return total / n


def gradient_of_bias(Y, Y_hat):
    return np.mean(Y_hat - Y, axis=1)


def likelihood(y, y_hat):
    return float(y_hat[list(y).index(1)])


def dataset_likelihood(Y, Y_hat):
    result = 1.0
    for y, y_hat in zip(Y.T, Y_hat.T, strict=True):
        result *= likelihood(y, y_hat)
    return result


def negative_log_likelihood(Y, Y_hat):
    return -sum(math.log(likelihood(y, y_hat)) for y, y_hat in zip(Y.T, Y_hat.T, strict=True))
