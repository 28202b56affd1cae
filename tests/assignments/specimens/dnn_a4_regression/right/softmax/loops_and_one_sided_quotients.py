"""Loops, quotients to one side, prints at import, and no function for the errors."""

import math

import numpy as np


def softmax(b):
    top = max(b)
    powers = [math.exp(v - top) for v in b]
    return np.array([p / sum(powers) for p in powers])


def softmax_crossentropy(a, y):
    top = max(a)
    return top + math.log(sum(math.exp(v - top) for v in a)) - a[y]


def grad_softmax_crossentropy(a, y):
    onehot = np.zeros(len(a))
    onehot[y] = 1
    return softmax(a) - onehot


def numerical_gradient(a, y, e):
    result = np.zeros_like(a)
    for i in range(len(a)):
        moved = a.copy()
        moved[i] += e
        result[i] = (softmax_crossentropy(moved, y) - softmax_crossentropy(a, y)) / e
    return result


for _ in range(3):
    point = np.random.randn(4)
    print("error:", np.abs(grad_softmax_crossentropy(point, 2) - numerical_gradient(point, 2, 1e-5)).max())  # noqa: T201
