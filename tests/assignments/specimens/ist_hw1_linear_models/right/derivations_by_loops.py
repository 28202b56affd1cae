# ruff: noqa (written as students write)
"""Derivations in loops, and with a sigmoid and a softmax of another form."""

import numpy as np


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    out[~pos] = np.exp(z[~pos]) / (1 + np.exp(z[~pos]))
    return out


def softmax(z):
    m = np.max(z)
    return np.exp(z - (m + np.log(np.sum(np.exp(z - m)))))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def binary_loss_derivative(z):
    return sigmoid(z) - 1


def binary_loss_second_derivative(z):
    s = sigmoid(z)
    return s - s**2


def softmax_jacobian(z):
    p = softmax(z)
    J = np.zeros((len(z), len(z)))
    for j in range(len(z)):
        for k in range(len(z)):
            J[j, k] = p[j] * (1 - p[j]) if j == k else -p[j] * p[k]
    return J


def multinomial_loss_gradient(z, j):
    g = softmax(z)
    g[j] -= 1
    return g


def multinomial_loss_hessian(z, j):
    return softmax_jacobian(z)


def linear_model_gradient(W, b, phi, j):
    g = multinomial_loss_gradient(W.dot(phi) + b, j)
    dW = np.outer(g, phi)
    return np.append(dW.flatten(), g)


def linear_model_hessian(W, b, phi, j):
    K, D = W.shape
    H = softmax_jacobian(W.dot(phi) + b)
    # Index of W[k, d] is k * D + d, index of b[k] is K * D + k.
    full = np.zeros((K * D + K, K * D + K))
    for k in range(K):
        for l in range(K):
            full[k * D : (k + 1) * D, l * D : (l + 1) * D] = H[k, l] * np.outer(phi, phi)
            full[k * D : (k + 1) * D, K * D + l] = H[k, l] * phi
            full[K * D + l, k * D : (k + 1) * D] = H[k, l] * phi
            full[K * D + k, K * D + l] = H[k, l]
    return full


def squared_loss_gradient(W, b, phi, y):
    r = W.T.dot(phi) + b - y
    return np.concatenate((np.outer(phi, r).reshape(-1), r))


def squared_loss_hessian(W, b, phi, y):
    D, K = W.shape
    phi1 = np.append(phi, 1.0)
    return np.kron(np.outer(phi1, phi1), np.eye(K))
