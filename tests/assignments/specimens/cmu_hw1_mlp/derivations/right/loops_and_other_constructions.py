"""Right answers with other networks, other bounds and loops."""

import math

import numpy as np


def perceptron_certificate():
    return [0.5, 0.5, 0.5, 0.5]


def xor_network():
    # The published network, with the sign of its first bias put right.
    W = [[-1, 1], [1, -1], [-1, -1], [1, 1]]
    return W, [-0.9, -0.9, 0.1, -0.9], [1, 1, 0, 0]


def memorising_network(X, y):
    """Fires exactly at the points; the direction is that of a moment curve."""
    D, N = X.shape
    best = None
    for t in np.linspace(-0.9, 1.1, 41):
        v = np.array([t**i for i in range(D)])
        gap = min((abs(v @ (X[:, i] - X[:, k])) for i in range(N) for k in range(i)), default=1.0)
        if best is None or gap > best[0]:
            best = gap, v
    v = best[1]
    W, b, a, previous = np.zeros((N, D)), np.zeros(N), np.zeros(N), 0.0
    for j, n in enumerate(sorted(range(N), key=lambda n: sum(v * X[:, n]))):
        W[j], b[j], a[j] = v, -sum(v[i] * X[i, n] for i in range(D)), y[n] - previous
        previous = y[n]
    return W, b, a


def sigmoid_derivative(s):
    return s - s**2


def vanishing_bound(epsilon):
    # Where exp(x) + 2 + exp(-x) is 1 / epsilon.
    return math.acosh(0.5 / epsilon - 1)


def tanh_as_sigmoid():
    return np.array([-2, -2, 1])


def tanh_network(W1, b1, W2, b2):
    U1, c1, U2, c2 = -0.5 * W1, -0.5 * b1, -0.5 * W2, b2.copy()
    for k in range(len(b2)):
        for j in range(len(b1)):
            c2[k] += W2[k, j] / 2
    return [U1, c1, U2, c2]


def tanh_derivative_as_sigmoid():
    return (4, -2)


def dp_do(p):
    M = len(p)
    J = np.empty((M, M))
    for i in range(M):
        for j in range(M):
            J[i, j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return J


def dL_do(p, y):
    return dp_do(p).T @ (-y / p)


def do_db2(M):
    return np.identity(M, dtype=int)


def dL_db2(p, y):
    return do_db2(len(p)) @ dL_do(p, y)


def do_dh(W2):
    return W2


def dL_dh(W2, p, y):
    return np.einsum("ij,i->j", W2, p - y)


def do_dW2(h, M):
    T = np.zeros((M, M, len(h)))
    for k in range(M):
        T[k, k, :] = h
    return T


def dL_dW2(h, p, y):
    return np.einsum("k,kij->ij", p - y, do_dW2(h, len(p)))


def dh_dq(q):
    return np.eye(len(q)) * (q >= 0)


def dL_dq(q, dL_dh):
    return dh_dq(q) @ dL_dh


def dropout_loss_of_one(x, y, w, p):
    return p * (y - x * w) ** 2 + (1 - p) * y**2


def dropout_matrix(X):
    return np.sqrt(np.diag(np.diag(X.T @ X)))


def dropout_loss(X, y, w, p):
    total = 0.0
    for n in range(len(y)):
        total += (y[n] - p * np.dot(X[n], w)) ** 2
        for d in range(len(w)):
            total += p * (1 - p) * (X[n, d] * w[d]) ** 2
    return total
