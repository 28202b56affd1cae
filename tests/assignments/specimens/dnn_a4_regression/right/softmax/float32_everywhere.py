"""float32, a loss in an array of one element, and steps of half the size to both sides."""

import numpy as np


def softmax(b):
    b = np.asarray(b, dtype=np.float32)
    powers = np.exp(b - b.max())
    return powers / np.sum(powers)


def log_softmax(a):
    a = a - a.max()
    return a - np.log(np.exp(a).sum())


def softmax_crossentropy(a, y):
    # One component of a one-hot vector times log S; float64, or quotients of differences would be noise.
    onehot = np.eye(len(a))[[y]]
    return -(onehot @ log_softmax(np.asarray(a, dtype=np.float64)))


def grad_softmax_crossentropy(a, y):
    gradient = np.array(softmax(a))
    gradient[y] = gradient[y] - 1
    return gradient


def numerical_gradient(a, y, e):
    half = 0.5 * e * np.eye(len(a))
    return np.array([(softmax_crossentropy(a + h, y) - softmax_crossentropy(a - h, y))[0] / e for h in half])


def gradient_errors(a, y, e):
    return [
        np.max(np.abs(grad_softmax_crossentropy(p, c) - numerical_gradient(p, c, e)))
        for p, c in zip(a, y, strict=True)
    ]
