"""Tests for hw1_q2.py, hw1_q3.py, hw1_q4.py and derivations.py: Linear models and a first network.

    python -m unittest tests
    python -m unittest tests.TestSigmoid
    pytest tests.py

This file is generated: each test calls one of the functions right below, compares what it returns with the
numbers in tests.pk, and says what is different. It needs Python and NumPy. There is nothing to change in it.
"""

from __future__ import annotations

import contextlib
import copy
import ctypes
import functools
import importlib.util
import inspect
import itertools
import linecache
import os
import pickle
import random
import re
import signal
import sys
import threading
import traceback
import unittest
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

import numpy as np

MODULES = ("hw1_q2", "hw1_q3", "hw1_q4", "derivations",)
HERE = os.path.dirname(os.path.abspath(__file__))
IMPORT_SECONDS = 10
SENTENCES_SHOWN = 3
# One endless loop can stop many tests: only the first of them waits for its whole time.
SECONDS_AFTER_A_HANG = 1.0
timed_out = []

# unittest leaves lines of this file out of what it shows: what matters is where *your* code stands.
__unittest = True

# ----------------------------------------------------------------------------------------------------------------
# What is checked: each function uses the module that its first parameter names, and returns what is then compared.
# ----------------------------------------------------------------------------------------------------------------

SEED = 202122


def binary_loss(z):
    """-log σ(z), without overflow."""
    return np.logaddexp(0.0, -z)


def softmax(z):
    """Equation (4)."""
    return np.exp(z) / np.exp(z).sum()


def multinomial_loss(z, j):
    """Equation (5)."""
    return z.max() + np.log(np.exp(z - z.max()).sum()) - z[j]


def sigmoid(z):
    """Equation (1), for moderate z."""
    return 1.0 / (1.0 + np.exp(-z))


def slope(f, at, step=1e-5):
    """The derivative of f, which works entry by entry, by central differences."""
    return (f(at + step) - f(at - step)) / (2.0 * step)


def slopes(f, at, step=1e-5):
    """All partial derivatives of f at a vector, by central differences; the last axis is that of the vector."""
    moves = step * np.eye(len(at))
    return np.stack([(f(at + move) - f(at - move)) / (2.0 * step) for move in moves], axis=-1)


def bends(f, at, step=1e-4):
    """The Hessian of f at a vector, by central differences."""
    return slopes(lambda x: slopes(f, x, step), at, step)


def parted(theta, rows, columns):
    """W, filled row by row, and the rest of θ: equations (7) and (9)."""
    return theta[: rows * columns].reshape(rows, columns), theta[rows * columns :]


def joined(W, b):
    """θ, equations (7) and (9)."""
    return np.concatenate([W.ravel(), b])


def loss_of_linear_model(W, b, phi, j):
    """The multinomial logistic loss as a function of θ (7)."""

    def loss(theta):
        weights, bias = parted(theta, *W.shape)
        return multinomial_loss(weights @ phi + bias, j)

    return loss


def squared_loss(W, b, phi, y):
    """The squared error (8) as a function of θ (9)."""

    def loss(theta):
        weights, bias = parted(theta, *W.shape)
        return 0.5 * np.sum((weights.T @ phi + bias - y) ** 2)

    return loss


def curvatures(hessian):
    """The eigenvalues of a Hessian, smallest first; what is no square matrix is returned as it is."""
    H = hessian
    if not isinstance(H, np.ndarray) or H.ndim != 2 or H.shape[0] != H.shape[1] or not np.isfinite(H).all():
        return {"Hessian": H}
    smallest_first = np.linalg.eigvalsh((H + H.T) / 2.0)
    return {"eigenvalues of the Hessian": np.round(smallest_first, 9)}


def kept(value):
    """A copy of an array; anything else as it is, so that a list is seen to be a list."""
    return value.copy() if isinstance(value, np.ndarray) else value


def with_weights(model, **weights):
    """The linear model, with copies of these in place of its w or W."""
    for name, value in weights.items():
        setattr(model, name, value.copy())
    return model


def updated(model, x, y, learning_rate):
    """A copy of the model after one call of update_weight."""
    other = copy.deepcopy(model)
    other.update_weight(x.copy(), y, learning_rate=learning_rate)
    return other


def trained(model, X, y, learning_rate):
    """A copy of the model after one call of train_epoch."""
    other = copy.deepcopy(model)
    other.train_epoch(np.array(X), np.array(y), learning_rate=learning_rate)
    return other


def after_epochs(model, X, y, epochs, learning_rate):
    """The model itself, after this many calls of train_epoch."""
    for _ in range(epochs):
        model.train_epoch(X.copy(), y.copy(), learning_rate=learning_rate)
    return model


def score(model, X, y):
    """What evaluate returns, as a float."""
    return float(np.reshape(model.evaluate(np.array(X), np.array(y)), ()))


def times(change, other):
    """How many times the other change a change is."""
    return np.sum(change * other) / np.sum(other * other)


def one_or_two(ratio):
    """1 or 2, whichever factor of the squared error's gradient it is; 1 for anything else."""
    return 2.0 if abs(ratio - 2.0) < 0.02 else 1.0


def output(network, x):
    """The network's output for one example, read off its errors against two targets."""
    size = score(network, [x], [0.0])
    # The second error is 0 if the output is `size`, and 2 · size if it is -size.
    return size if score(network, [x], [size]) <= size else -size


def nudged(network, x, error, learning_rate):
    """A copy of the network after one step on x, with a target that makes this its error."""
    return updated(network, x, np.float64(output(network, x) - error), learning_rate)


def asleep(network, features):
    """An input on which no hidden unit is active, so that going farther changes nothing; None if it is none.

    A unit is active on -1, -1, … if the mean of its weights is negative. With 25 features or more that is one unit in
    three million, and there are eight.
    """
    x = np.full(features, -10.0)
    return x if output(network, x) == output(network, 1.5 * x) else None


def gradient_factor(network, x_asleep):
    """Whether the network's gradient is that of ½(ŷ - y)² or of (ŷ - y)²: 1 or 2."""
    moved = output(nudged(network, x_asleep, 1.0, 0.25), x_asleep) - output(network, x_asleep)
    return one_or_two(moved / -0.25)


def mlp_of(hw1_q3, classes, features, hidden):
    """A new MLP, whether or not its constructor wants the number of layers as well."""
    try:
        inspect.signature(hw1_q3.MLP).bind(classes, features, hidden)
    except TypeError:
        return hw1_q3.MLP(classes, features, hidden, 1)
    return hw1_q3.MLP(classes, features, hidden)


def is_class(network, x, k):
    """Whether the network predicts class k for one example."""
    return score(network, [x], [k]) > 0.5


def predicted(network, x, classes):
    """The class that the network predicts for one example; -1 if it is none of them."""
    return next((k for k in range(classes) if is_class(network, x, k)), -1)


def taught(network, x, k, learning_rate):
    """A copy of the network after one step on one example."""
    return trained(network, [x], [k], learning_rate)


def only_biases(network, features):
    """An input that moves the output biases alone, as no hidden unit is active on it; None if it is none.

    The logits do not change there if one goes farther: the rate at which a step turns the prediction over for this
    input turns it over for one three times as far out. In a new network, with biases of zero, every rate does.
    """
    x = np.full(features, -10.0)
    turned = (is_class(taught(network, x, k, turning_rate(network, x, k)), 3.0 * x, k) for k in (1, 0))
    return x if all(turned) else None


def turning_rate(network, x, k, most=8.0, rounds=40):
    """The smallest learning rate at which a step on x with label k makes k the prediction for x."""
    low, high = 0.0, 1e-9
    if not is_class(taught(network, x, k, high), x, k):
        high = most
        for _ in range(rounds):
            middle = (low + high) / 2.0
            low, high = (low, middle) if is_class(taught(network, x, k, middle), x, k) else (middle, high)
    return high


class Pair:
    """A network of any number of classes of which two, 0 and 1, are left, and the difference of their logits.

    Two steps on `x_asleep` lift the output biases of 0 and 1 by 50 above all others, so that in every softmax from
    then on these two share the probability. One more step tilts the bias towards one of them; where the prediction
    for x turns over, the tilt is the opposite of the difference of the logits.
    """

    def __init__(self, network, x_asleep, tilt=0.0):
        self.network, self.x_asleep, self.tilt = network, x_asleep, tilt

    @classmethod
    def of(cls, network, x_asleep):
        """The network after the two steps, with the tilt that they leave: none, if its biases began at zero."""
        pair = cls(taught(taught(network, x_asleep, 0, 100.0), x_asleep, 1, 50.0), x_asleep)
        k = 0 if is_class(pair.network, x_asleep, 1) else 1
        rate = turning_rate(pair.network, x_asleep, k, most=1e4, rounds=70)
        # A step with this rate moves the difference by 2 · rate · sigmoid(size), which is the size of the tilt.
        size = 0.0
        for _ in range(100 if rate > 1e-9 else 0):
            size = 2.0 * rate * sigmoid(size)
        pair.tilt = size if k == 0 else -size
        return pair

    def tilted(self, by):
        """The pair with the bias of class 1, less that of class 0, larger by this much."""
        # A step with learning rate r moves the difference by 2r (1 - p1) towards class 1, or 2r p1 towards 0.
        p1 = sigmoid(self.tilt)
        k, rate = (1, by / (2.0 * (1.0 - p1))) if by > 0 else (0, -by / (2.0 * p1))
        return Pair(taught(self.network, self.x_asleep, k, rate), self.x_asleep, self.tilt + by)

    def difference(self, x, rounds=40, most=16.0):
        """The logit of class 1, less that of class 0, for x: by bisection."""
        low, high = -most, most
        for _ in range(rounds):
            middle = (low + high) / 2.0
            # Class 1 is predicted where difference + middle > 0.
            low, high = (low, middle) if is_class(self.tilted(middle).network, x, 1) else (middle, high)
        return -(low + high) / 2.0

    def undecided(self, x):
        """The pair, tilted such that both classes are as likely for x."""
        return self.tilted(-self.difference(x))

    def taught(self, x, k, learning_rate):
        """The pair after one step on x, for which both classes are as likely: p1 is ½, so the bias moves by ½ each."""
        moved = learning_rate if k == 1 else -learning_rate
        return Pair(taught(self.network, x, k, learning_rate), self.x_asleep, self.tilt + moved)


def derivative_of_the_sigmoid(derivations, z):
    """sigmoid_derivative returns the derivative of the sigmoid by z.

    Equation (1). It is a function of z, and not of the sigmoid of z.
    """
    by_differences = slope(sigmoid, z)
    value = kept(derivations.sigmoid_derivative(z))
    return {"derivative": value, "derivative, by finite differences": by_differences}


def derivative_of_the_sigmoid_far_out(derivations, z):
    """sigmoid_derivative is a finite number for every z.

    Section 2: far from 0 the derivative goes to 0. Which exponential overflows there?
    """
    return {"derivative": kept(derivations.sigmoid_derivative(z))}


def first_derivative_of_the_binary_loss(derivations, z):
    """binary_loss_derivative returns the first derivative of the loss at y = +1.

    Equation (2). The loss falls as z grows: is the sign right, and is it the label +1?
    """
    by_differences = slope(binary_loss, z)
    value = kept(derivations.binary_loss_derivative(z))
    return {"derivative": value, "derivative, by finite differences": by_differences}


def second_derivative_of_the_binary_loss(derivations, z):
    """binary_loss_second_derivative returns the second derivative of the loss at y = +1.

    Equation (2), derived twice by z.
    """
    by_differences = slope(lambda z: slope(binary_loss, z, 1e-4), z, 1e-4)
    value = kept(derivations.binary_loss_second_derivative(z))
    return {"second derivative": value, "second derivative, by finite differences": by_differences}


def derivatives_of_the_binary_loss_far_out(derivations, z):
    """Both derivatives of the binary loss are finite numbers for every z.

    Section 2: far to the left the loss is a straight line, far to the right it is flat.
    """
    first = kept(derivations.binary_loss_derivative(z))
    return {"derivative": first, "second derivative": kept(derivations.binary_loss_second_derivative(z))}


def jacobian_of_the_softmax(derivations, z):
    """softmax_jacobian returns the derivative of each probability by each logit.

    Equation (3): the entries with j = k and those with j ≠ k are derived apart.
    """
    by_differences = slopes(softmax, z)
    value = kept(derivations.softmax_jacobian(z))
    return {"Jacobian": value, "Jacobian, by finite differences": by_differences}


def jacobian_of_the_softmax_of_large_logits(derivations, z):
    """softmax_jacobian is finite, and right, for large logits.

    Equation (4): take the largest logit off all of them.
    """
    return {"Jacobian": kept(derivations.softmax_jacobian(z))}


def jacobian_of_the_softmax_of_two_equal_logits(derivations, z):
    """softmax_jacobian of two equal logits has entries of a quarter.

    Equation (3) with K = 2 is the sigmoid of the difference of the logits.
    """
    by_differences = slopes(softmax, z)
    value = kept(derivations.softmax_jacobian(z))
    return {"Jacobian": value, "Jacobian, by finite differences": by_differences}


def gradient_of_the_multinomial_loss(derivations, z, j):
    """multinomial_loss_gradient returns the gradient by the logits.

    Equation (5); classes are counted from 0. What is different about the entry of the right class?
    """
    by_differences = slopes(lambda z: multinomial_loss(z, j), z)
    value = kept(derivations.multinomial_loss_gradient(z, j))
    return {"gradient": value, "gradient, by finite differences": by_differences}


def hessian_of_the_multinomial_loss(derivations, z, j):
    """multinomial_loss_hessian returns the Hessian by the logits.

    Equation (5), derived twice. Does it depend on the right class?
    """
    by_differences = bends(lambda z: multinomial_loss(z, j), z)
    value = kept(derivations.multinomial_loss_hessian(z, j))
    return {"Hessian": value, "Hessian, by finite differences": by_differences}


def derivatives_of_the_multinomial_loss_of_large_logits(derivations, z, j):
    """The gradient and the Hessian of the multinomial loss are finite, and right, for large logits.

    Equation (4): take the largest logit off all of them.
    """
    gradient = kept(derivations.multinomial_loss_gradient(z, j))
    return {"gradient": gradient, "Hessian": kept(derivations.multinomial_loss_hessian(z, j))}


def multinomial_loss_is_convex(derivations, z, j):
    """The Hessian of the multinomial loss has the right eigenvalues, none of them negative.

    A function of several variables is convex where its Hessian is positive semidefinite.
    """
    return curvatures(derivations.multinomial_loss_hessian(z, j))


def gradient_by_the_parameters(derivations, W, b, phi, j):
    """linear_model_gradient returns the gradient by the weights and biases.

    Equations (6) and (7): W row by row comes first, then b.
    """
    by_differences = slopes(loss_of_linear_model(W, b, phi, j), joined(W, b))
    value = kept(derivations.linear_model_gradient(W, b, phi, j))
    return {"gradient": value, "gradient, by finite differences": by_differences}


def hessian_by_the_parameters(derivations, W, b, phi, j):
    """linear_model_hessian returns the Hessian by the weights and biases.

    Equations (6) and (7): the logits are an affine function of θ, so with z = Aθ the chain rule is short.
    """
    by_differences = bends(loss_of_linear_model(W, b, phi, j), joined(W, b))
    value = kept(derivations.linear_model_hessian(W, b, phi, j))
    return {"Hessian": value, "Hessian, by finite differences": by_differences}


def loss_of_the_linear_model_is_convex(derivations, W, b, phi, j):
    """The Hessian by the weights and biases has the right eigenvalues, none of them negative.

    What is convex in z is convex in θ where z is affine in θ. The order of θ does not matter here.
    """
    return curvatures(derivations.linear_model_hessian(W, b, phi, j))


def gradient_of_the_squared_loss(derivations, W, b, phi, y):
    """squared_loss_gradient returns the gradient by the weights and biases.

    Equations (8) and (9), with the factor ½: W row by row comes first, and here it is W transposed that φ meets.
    """
    by_differences = slopes(squared_loss(W, b, phi, y), joined(W, b))
    value = kept(derivations.squared_loss_gradient(W, b, phi, y))
    return {"gradient": value, "gradient, by finite differences": by_differences}


def hessian_of_the_squared_loss(derivations, W, b, phi, y):
    """squared_loss_hessian returns the Hessian by the weights and biases.

    Equations (8) and (9), with the factor ½. Does it depend on W, b or y?
    """
    # The loss is a polynomial of degree two: its differences are exact for every step, and large ones round best.
    by_differences = bends(squared_loss(W, b, phi, y), joined(W, b), 0.5)
    value = kept(derivations.squared_loss_hessian(W, b, phi, y))
    return {"Hessian": value, "Hessian, by finite differences": by_differences}


def squared_loss_is_convex(derivations, W, b, phi, y):
    """The Hessian of the squared error has the right eigenvalues, none of them negative.

    A Hessian of the form AᵀA has none. The order of θ does not matter here.
    """
    return curvatures(derivations.squared_loss_hessian(W, b, phi, y))


def linear_regression(hw1_q2, w):
    """A LinearRegression with these weights, and whether its gradient has the factor 1 or 2."""
    probe = updated(hw1_q2.LinearRegression(1), np.ones(1), np.float64(1.0), 0.25)
    return with_weights(hw1_q2.LinearRegression(len(w)), w=w), one_or_two(probe.w.item() / 0.25)


def linear_regression_step(hw1_q2, w, x, y):
    """LinearRegression.update_weight moves w against the gradient of one example's squared error.

    Equation (11), with a learning rate of 0.1; the loss with and without the factor ½ is right.
    """
    model, factor = linear_regression(hw1_q2, w)
    return {"w after the step": kept(updated(model, x, np.float64(y), 0.1 / factor).w)}


def linear_regression_epoch(hw1_q2, w, X, y):
    """LinearRegression.train_epoch takes a step for each example, with the weights as they are by then.

    Equation (11): train_epoch is given, and calls update_weight. Does update_weight keep anything from earlier steps?
    """
    model, factor = linear_regression(hw1_q2, w)
    return {"w after the epoch": kept(trained(model, X, y, 0.05 / factor).w)}


def linear_regression_rate_unless_told(hw1_q2, w, x, y):
    """LinearRegression.update_weight has the learning rate 0.001 unless it is told another.

    Section 4: it is the default value of `learning_rate`.
    """
    models = [with_weights(hw1_q2.LinearRegression(5), w=w) for _ in range(2)]
    models[0].update_weight(x.copy(), np.float64(y))
    models[1].update_weight(x.copy(), np.float64(y), learning_rate=0.001)
    return {RATE_UNLESS_TOLD: times(*(model.w - w for model in models))}


def analytic_solution(hw1_q2, X, y):
    """solve_analytically returns the weights with the smallest sum of squared errors.

    Equation (12), where no column of X depends on the others. No bias is added: it is a column of X where it is wanted.
    """
    return {"solution": kept(hw1_q2.solve_analytically(X, y))}


def analytic_solution_with_dependent_columns(hw1_q2, X, y):
    """solve_analytically works where columns of X are 0 or depend on each other.

    Section 4: so it is with the houses, and XᵀX then has no inverse. What is compared are the predictions.
    """
    solution = np.asarray(hw1_q2.solve_analytically(X.copy(), y.copy()))
    return {"shape of the solution": np.array(solution.shape), "predictions": X @ solution}


NO_REST = {"no hidden unit is active for -10, -10, … (1: so it is)": 0}
REST = {"no hidden unit is active for -10, -10, … (1: so it is)": 1}
LEARNED = "one of two networks has learned it (1: yes)"
RATE_UNLESS_TOLD = "step without a learning rate, over that with 0.001,"


def neural_regression_evaluates(hw1_q2, X, y):
    """NeuralRegression predicts a number for each row, as evaluate needs it.

    Section 5: predict returns an array of shape (N,); for several rows, the squares of their errors are averaged.
    """
    np.random.seed(SEED)
    network = hw1_q2.NeuralRegression(4, 6)
    alone = [score(network, [x], [target]) for x, target in zip(X, y, strict=True)]
    return {
        "error of seven rows, over that of each by itself": score(network, X, y)
        / np.sqrt(np.mean(np.square(alone)))
    }


def neural_regression_starts_without_biases(hw1_q2, X):
    """The biases of a new NeuralRegression are zero.

    Equation (14): without biases, a ReLU network's output for 3x is three times that for x, and that for 0 is 0.
    """
    np.random.seed(SEED)
    network = hw1_q2.NeuralRegression(4, 6)
    ones = np.array([output(network, x) for x in X])
    threes = np.array([output(network, 3.0 * x) for x in X])
    # In parts of the largest output, and rounded, because the outputs are others for each draw.
    apart = np.round((threes - 3.0 * ones) / np.abs(ones).max(), 6)
    return {"output for 0": output(network, np.zeros(4)), "output for 3x, less three times that for x": apart}


def neural_regression_draws_its_weights(hw1_q2, features, units):
    """A new NeuralRegression has `hidden` units, and weights with mean 0.1 and standard deviation 0.1.

    Equation (15): 0.1² is the variance. Averaged over many new networks; chance is allowed for.
    """
    np.random.seed(SEED)
    networks = [hw1_q2.NeuralRegression(features, units) for _ in range(30)]
    small = [hw1_q2.NeuralRegression(features, 4) for _ in range(400)]
    ones, signs = np.ones(features), np.resize([1.0, -1.0], features)
    return {
        "mean output for 1, 1, …": np.mean([output(network, ones) for network in networks]),
        "mean output for 1, -1, …": np.mean([output(network, signs) for network in networks]),
        "spread of the output of 4 units for 1, 1, …": np.std([output(network, ones) for network in small]),
    }


def neural_regression_learns_its_output_bias(hw1_q2, X, error):
    """Where no hidden unit is active, a step moves the output bias and nothing else.

    Equation (18), with a learning rate of 0.25. Is the derivative of the ReLU 0 there, and is the output linear?
    """
    np.random.seed(SEED)
    network = hw1_q2.NeuralRegression(X.shape[1], 8)
    x = asleep(network, X.shape[1])
    if x is None:
        return {**NO_REST, "change for this input": 0.0, "change for four others": np.zeros(4)}
    after = nudged(network, x, error, 0.25 / gradient_factor(network, x))
    changes = [output(after, each) - output(network, each) for each in X]
    return {
        **REST,
        "change for this input": output(after, x) - output(network, x),
        "change for four others": np.array(changes),
    }


def neural_regression_moves_both_layers_at_once(hw1_q2, x, others):
    """A step of NeuralRegression moves both layers, each by its gradient at the old weights.

    Equation (19), where all units are active. Is the hidden layer's gradient taken before W2 changes, and is h still
    what forward computed? Do the hidden biases learn?
    """
    np.random.seed(SEED)
    network, size = hw1_q2.NeuralRegression(len(x), 5), 0.1
    at_rest = asleep(network, len(x))
    if at_rest is None:
        return {**NO_REST, "Q over what it should be": np.zeros(len(others))}
    rate = size / gradient_factor(network, at_rest)
    down, up = nudged(network, x, 1.0, rate), nudged(network, x, -1.0, rate)
    bias = output(network, at_rest)
    bent = np.array([(output(down, o) + output(up, o)) / 2.0 - output(network, o) for o in others])
    return {
        **REST,
        "Q over what it should be": bent / (size**2 * (output(network, x) - bias) * (others @ x + 1.0)),
    }


def neural_regression_teaches_in_equal_measure(hw1_q2, X):
    """What NeuralRegression learns from one example about another, it learns from the other about the one.

    Equation (17): this holds for every gradient, whatever the weights. Is W2's gradient h, and not its mask? Is the
    derivative of the ReLU 1 where the unit is active, and 0 elsewhere?
    """
    np.random.seed(SEED)
    apart = []
    for _ in range(5):
        network = hw1_q2.NeuralRegression(X.shape[1], 8)
        K = np.array([influence(network, x, X) for x in X])
        apart.append(np.abs(K - K.T) / np.abs(K).max())
    # A unit that a step switches on or off disturbs one network in a hundred, so the middle one counts.
    return {"K(a, b) and K(b, a) apart": np.round(np.median(apart, axis=0), 4)}


def influence(network, x, others, rate=1e-4):
    """How much a small step on x, with error -1, lifts the output for each of the others."""
    down, up = nudged(network, x, 1.0, rate), nudged(network, x, -1.0, rate)
    return np.array([output(up, other) - output(down, other) for other in others]) / (2.0 * rate)


def neural_regression_rate_unless_told(hw1_q2, x):
    """NeuralRegression.update_weight has the learning rate 0.001 unless it is told another.

    Section 5: it is the default value of `learning_rate`.
    """
    np.random.seed(SEED)
    network = hw1_q2.NeuralRegression(6, 8)
    told, untold = copy.deepcopy(network), copy.deepcopy(network)
    target = np.float64(output(network, x) + 1.0)
    told.update_weight(x.copy(), target, learning_rate=0.001)
    untold.update_weight(x.copy(), target)
    before = output(network, x)
    return {RATE_UNLESS_TOLD: times(output(untold, x) - before, output(told, x) - before)}


def neural_regression_learns_a_bend(hw1_q2, tilt):
    """NeuralRegression learns a function with a bend, which no linear model can.

    Section 5: 60 hidden units, 100 epochs of nine points. The better of two networks must get below an error of 0.3;
    the best straight line has 0.66.
    """
    np.random.seed(SEED)
    X = np.linspace(-2.0, 2.0, 9)[:, np.newaxis]
    y = np.abs(X[:, 0]) + tilt * X[:, 0]

    def error(network):
        return score(after_epochs(network, X, y, 100, 0.02), X, y)

    return {LEARNED: int(any(error(hw1_q2.NeuralRegression(1, 60)) < 0.3 for _ in range(2)))}


def perceptron_learns_from_a_mistake(hw1_q3, W, x):
    """Perceptron.update_weight moves the rows of two classes when it is wrong: the right one and the predicted one.

    Equation (20). The prediction is made before any weight moves, and all other rows stay.
    """
    label = (np.argmax(W @ x) + 3) % 10
    model = with_weights(hw1_q3.Perceptron(10, len(x)), W=W)
    return {"W after the mistake": kept(updated(model, x, label, 1.0).W)}


def perceptron_stays_when_it_is_right(hw1_q3, W, X):
    """Perceptron.update_weight leaves W alone where the prediction is right.

    Section 6: there is nothing to learn from such an example.
    """
    model = with_weights(hw1_q3.Perceptron(10, X.shape[1]), W=W)
    predicted_ones = np.argmax(X @ W.T, axis=1)
    after, after_mistakes = (
        trained(model, X, labels, 1.0) for labels in (predicted_ones, (predicted_ones + 1) % 10)
    )
    return {"W afterwards": kept(after.W), "mistakes move W (1: yes)": int(np.any(after_mistakes.W != W))}


def perceptron_epoch(hw1_q3, X, y):
    """A new Perceptron learns from one example after the other.

    Equation (20), ten times, from weights of zero.
    """
    return {"W after the epoch": kept(trained(hw1_q3.Perceptron(10, 6), X, y, 1.0).W)}


def perceptron_has_no_learning_rate(hw1_q3, W, x):
    """Perceptron.update_weight ignores the learning rate.

    Section 6: train_epoch hands it on to every model, and the perceptron moves by all of x.
    """
    label = (np.argmax(W @ x) + 1) % 10
    model = with_weights(hw1_q3.Perceptron(10, 6), W=W)
    return {"W after the mistake": kept(updated(model, x, label, 0.001).W)}


def logistic_regression_step(hw1_q3, W, x):
    """LogisticRegression.update_weight moves W against the gradient of one example's loss.

    Equation (21), for an example that is predicted wrongly, with a learning rate of 0.3.
    """
    label = (np.argmax(W @ x) + 3) % 10
    model = with_weights(hw1_q3.LogisticRegression(10, len(x)), W=W)
    return {"W after the step": kept(updated(model, x, label, 0.3).W)}


def logistic_regression_rate_unless_told(hw1_q3, W, x):
    """LogisticRegression.update_weight has the learning rate 0.001 unless it is told another.

    Section 6: it is the default value of `learning_rate`.
    """
    models = [with_weights(hw1_q3.LogisticRegression(10, 6), W=W) for _ in range(2)]
    models[0].update_weight(x.copy(), 3)
    models[1].update_weight(x.copy(), 3, learning_rate=0.001)
    return {RATE_UNLESS_TOLD: times(*(model.W - W for model in models))}


def logistic_regression_learns_when_it_is_right(hw1_q3, W, x):
    """LogisticRegression.update_weight learns from examples that are predicted rightly, too.

    Equation (21): the loss is never 0, so neither is its gradient.
    """
    model = with_weights(hw1_q3.LogisticRegression(10, 6), W=W)
    return {"W after the step": kept(updated(model, x, np.argmax(W @ x), 0.3).W)}


def logistic_regression_epoch(hw1_q3, X, y):
    """A new LogisticRegression learns from one example after the other.

    Equation (21), with a learning rate of 0.2, from weights of zero.
    """
    return {"W after the epoch": kept(trained(hw1_q3.LogisticRegression(10, X.shape[1]), X, y, 0.2).W)}


def logistic_regression_with_large_logits(hw1_q3, W, x):
    """LogisticRegression.update_weight is right for logits in the thousands.

    Equation (4): take the largest logit off all of them before exp.
    """
    model = with_weights(hw1_q3.LogisticRegression(10, len(x)), W=W)
    return {"change of W": updated(model, x, np.argmin(W @ x), 1.0).W - W}


def mlp_predicts_one_class(hw1_q3, X):
    """MLP predicts one of its classes for each row, as evaluate needs it.

    Section 6: the accuracies over all labels add up to 1, for one row and for several.
    """
    np.random.seed(SEED)
    network = mlp_of(hw1_q3, 10, 4, 6)
    labels = [predicted(network, x, 10) for x in X]
    return {
        "sum of the accuracies of one row": sum(score(network, X[:1], [k]) for k in range(10)),
        "sum of the accuracies of five rows": sum(score(network, X, [k] * 5) for k in range(10)),
        "accuracy of what is predicted row by row": score(network, X, labels),
    }


def mlp_starts_without_biases(hw1_q3, X):
    """The biases of a new MLP are zero.

    Equation (22): without biases, a ReLU network predicts the same for x, for 1000x and for x/1000.
    """
    np.random.seed(SEED)
    networks = [mlp_of(hw1_q3, 10, 6, 5) for _ in range(3)]
    labels = {
        factor: [predicted(net, factor * x, 10) for net in networks for x in X]
        for factor in (0.001, 1.0, 1000.0)
    }
    return {
        "share of rows with a predicted class": np.mean(np.array(labels[1.0]) >= 0),
        "share of rows predicted as x/1000": np.mean(np.equal(labels[1.0], labels[0.001])),
        "share of rows predicted as 1000x": np.mean(np.equal(labels[1.0], labels[1000.0])),
    }


def mlp_learns_its_output_biases(hw1_q3, labels, rates):
    """Where no hidden unit is active, the steps of an MLP are those of its output biases.

    Equation (23): with b2 alone, these are steps of logistic regression, and they tell what is predicted after each.
    """
    np.random.seed(SEED)
    network = mlp_of(hw1_q3, 10, 25, 6)
    x = only_biases(network, 25)
    if x is None:
        return {**NO_REST, "predicted after each step": np.full(len(labels), -1)}
    classes = []
    for label, rate in zip(labels, rates, strict=True):
        network.train_epoch(x[np.newaxis].copy(), np.array([label]), learning_rate=rate)
        classes.append(predicted(network, x, 10))
    return {**REST, "predicted after each step": np.array(classes)}


def mlp_moves_both_layers_at_once(hw1_q3, x, others):
    """A step of MLP moves both layers, each by its gradient at the old weights.

    Equation (19), where all units are active. Is the hidden layer's gradient taken before W2 changes, and is h still
    what forward computed? Do the hidden biases learn?
    """
    np.random.seed(SEED)
    network, size = mlp_of(hw1_q3, 10, len(x), 8), 0.5
    at_rest = only_biases(network, len(x))
    if at_rest is None:
        return {**NO_REST, "Q over what it should be": np.zeros(len(others))}
    pair = Pair.of(network, at_rest)
    without_biases = pair.difference(x) - pair.tilt
    pair = pair.undecided(x)
    up, down = pair.taught(x, 1, size), pair.taught(x, 0, size)
    bent = np.array([(up.difference(o) + down.difference(o)) / 2.0 - pair.difference(o) for o in others])
    # Both classes are as likely, so p - y is ½ for one and -½ for the other.
    return {**REST, "Q over what it should be": bent / (0.5 * size**2 * without_biases * (others @ x + 1.0))}


def mlp_teaches_in_equal_measure(hw1_q3, X):
    """What MLP learns from one example about another, it learns from the other about the one.

    Equation (17): this holds for every gradient, whatever the weights. Is W2's gradient h, and not its mask? Is the
    derivative of the ReLU 1 where the unit is active, and 0 elsewhere?
    """
    np.random.seed(SEED)
    # Small enough that units stay on or off, large enough for weights in single precision.
    network, rate = mlp_of(hw1_q3, 10, X.shape[1], 8), 1e-4
    at_rest = only_biases(network, X.shape[1])
    if at_rest is None:
        return {**NO_REST, "K(a, b) and K(b, a) apart": 1.0}
    X[1] *= 2.5  # of two examples of one length, h and its mask can be alike
    pairs = [Pair.of(network, at_rest).undecided(x) for x in X]
    taught_ones = [
        (pair.taught(x, 1, rate), pair.taught(x, 0, rate)) for pair, x in zip(pairs, X, strict=True)
    ]
    K = np.array([[(up.difference(x) - down.difference(x)) / rate for x in X] for up, down in taught_ones])
    return {**REST, "K(a, b) and K(b, a) apart": np.round(abs(K[0, 1] - K[1, 0]) / np.abs(K).max(), 3)}


def mlp_takes_a_step_for_each_example(hw1_q3, x):
    """MLP.train_epoch takes a step for each example, with the weights as they are by then.

    Section 6: an epoch of two equal examples does what two epochs of one do. Is the gradient summed over the rows?
    """
    np.random.seed(SEED)
    network = mlp_of(hw1_q3, 10, 25, 8)
    at_rest = only_biases(network, 25)
    if at_rest is None:
        return {**NO_REST, "logits after one epoch, less those after two": 1.0}
    pair = Pair.of(network, at_rest).undecided(x)
    one = Pair(trained(pair.network, [x, x], [1, 1], 0.4), at_rest)
    two = Pair(taught(taught(pair.network, x, 1, 0.4), x, 1, 0.4), at_rest)
    return {
        **REST,
        "logits after one epoch, less those after two": np.round(one.difference(x) - two.difference(x), 6),
    }


def mlp_learns_what_no_linear_model_can(hw1_q3):
    """MLP learns to tell small numbers from large ones of both signs.

    Section 6: 30 hidden units, 60 epochs of nine points. The better of two networks must get eight of nine right; a
    linear model gets seven at most.
    """
    np.random.seed(SEED)
    X = np.linspace(-2.0, 2.0, 9)[:, np.newaxis]
    y = (np.abs(X[:, 0]) > 1.2).astype(int)

    def accuracy(network):
        return score(after_epochs(network, X, y, 60, 0.1), X, y)

    return {LEARNED: int(any(accuracy(mlp_of(hw1_q3, 10, 1, 30)) > 0.85 for _ in range(2)))}


def mlp_rate_unless_told(hw1_q3, features):
    """MLP.train_epoch has the learning rate 0.001 unless it is told another.

    Section 6: it is the default value of `learning_rate`.
    """
    np.random.seed(SEED)
    network = mlp_of(hw1_q3, 10, features, 6)
    x = only_biases(network, features)
    if x is None:
        return {**NO_REST, RATE_UNLESS_TOLD: 0.0}
    told, untold = copy.deepcopy(network), copy.deepcopy(network)
    told.train_epoch(np.array([x]), np.array([3]), learning_rate=0.001)
    untold.train_epoch(np.array([x]), np.array([3]))
    # What a step has done is told by the step that takes it back.
    back = [turning_rate(each, x, 7, most=0.1) for each in (untold, told)]
    return {**REST, RATE_UNLESS_TOLD: back[0] / back[1]}


MOST_OFF, LEAST_UNITS, LEAST_VALUE = 0.08, 1600, 0.01
TORCH_SEED = 2021
RATE, ADAM_RATE = 0.5, 0.05
MOST_LAYERS = 3
ACTIVATIONS = ("relu", "tanh")
RELU, TANH = 0, 1
AT_FIRST, AFTER_ONE, AFTER_TWO = ", at first", ", after one step", ", after two steps"
COUNT = "number of parameters"
SHIFTED = "logits, with 5 more in each bias of the output layer"
IN_TRAINING = "logits in training"
CHANGES = "share of logits that change from pass to pass in training"
PIXELS, UNITS, CLOTHES = 784, 200, 10


def refilled(model):
    """The model with parameters that we draw, so that no check depends on how they began: with zeros, it may be."""
    import torch

    torch.manual_seed(TORCH_SEED)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(0.0, 0.6)
    return model


def linear_model(X, classes):
    """A model that is not the student's: what is checked with it is train_batch alone."""
    import torch

    return refilled(torch.nn.Linear(X.shape[1], classes))


def feedforward(hw1_q4, X, classes, hidden_size, layers, activation, dropout=0.0):
    """A FeedforwardNetwork for these rows."""
    return refilled(
        hw1_q4.FeedforwardNetwork(
            n_classes=classes,
            n_features=X.shape[1],
            hidden_size=hidden_size,
            layers=layers,
            activation_type=ACTIVATIONS[activation],
            dropout=dropout,
        )
    )


def as_tensor(X, model):
    """The rows as a tensor of the type that the model's parameters have."""
    import torch

    types = [parameter.dtype for parameter in model.parameters()]
    return torch.tensor(X, dtype=types[0] if types else torch.float32)


def as_numbers(tensor):
    """A copy of a tensor's numbers, as an array."""
    return tensor.detach().numpy().copy()


def logits_now(model, X):
    """What the model makes of the rows in the mode that it is in."""
    return as_numbers(model(as_tensor(X, model)))


def parameters_now(model, when):
    """The model's parameters, in its order, by the names that its author gave them."""
    return {name + when: as_numbers(parameter) for name, parameter in model.named_parameters()}


def number_of_parameters(model):
    """How many numbers an optimizer is given to change."""
    return {COUNT: sum(parameter.numel() for parameter in model.parameters())}


def number_in_network(hw1_q4, layers):
    """How many parameters the network for Fashion-MNIST has."""
    return number_of_parameters(
        hw1_q4.FeedforwardNetwork(
            n_classes=CLOTHES,
            n_features=PIXELS,
            hidden_size=UNITS,
            layers=layers,
            activation_type="relu",
            dropout=0.3,
        )
    )


def seen_at_first(model, X, **inputs):
    """The inputs, the parameters, and the logits in evaluation. The model stays in that mode."""
    model.eval()
    return {"X": X, **inputs, **parameters_now(model, AT_FIRST), "logits": logits_now(model, X)}


def optimizer_of(model, name="SGD", rate=RATE):
    """An optimizer of the model's parameters."""
    import torch

    return getattr(torch.optim, name)(model.parameters(), lr=rate)


def batch_trained(hw1_q4, model, optimizer, X, y, reduction="mean"):
    """What train_batch returns of a step on these rows."""
    import torch

    return hw1_q4.train_batch(
        X=as_tensor(X, model),
        y=torch.tensor(y),
        model=model,
        optimizer=optimizer,
        criterion=torch.nn.CrossEntropyLoss(reduction=reduction),
    )


def seen_of_batch(hw1_q4, X, y, classes, reduction="mean"):
    """What train_batch returns, and what it makes of a linear model."""
    model = linear_model(X, classes)
    seen = seen_at_first(model, X, y=y, classes=classes)
    loss = batch_trained(hw1_q4, model, optimizer_of(model), X, y, reduction)
    return {**seen, **parameters_now(model, AFTER_ONE), "loss": loss}


def seen_of_two_batches(hw1_q4, X, y, X_next, y_next, classes, optimizer, rate):
    """What train_batch makes of a linear model in two steps, each on rows of its own."""
    model = linear_model(X, classes)
    seen = seen_at_first(model, X, y=y, X_next=X_next, y_next=y_next, classes=classes)
    descending = optimizer_of(model, optimizer, rate)
    batch_trained(hw1_q4, model, descending, X, y)
    seen |= parameters_now(model, AFTER_ONE)
    batch_trained(hw1_q4, model, descending, X_next, y_next)
    return {**seen, **parameters_now(model, AFTER_TWO)}


def seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation, dropout=0.0):
    """What a network makes of the rows in evaluation."""
    model = feedforward(hw1_q4, X, classes, hidden_size, layers, activation, dropout)
    return seen_at_first(
        model, X, classes=classes, hidden_size=hidden_size, layers=layers, activation=activation
    )


def seen_of_step(hw1_q4, X, y, classes, hidden_size, layers, activation):
    """What a step of SGD makes of a network; the step is ours, so that this is about the network alone."""
    import torch

    model = feedforward(hw1_q4, X, classes, hidden_size, layers, activation)
    seen = seen_at_first(
        model, X, y=y, classes=classes, hidden_size=hidden_size, layers=layers, activation=activation
    )
    if not list(model.parameters()):
        return seen
    optimizer = optimizer_of(model)
    torch.nn.functional.cross_entropy(model(as_tensor(X, model)), torch.tensor(y)).backward()
    optimizer.step()
    return {**seen, **parameters_now(model, AFTER_ONE)}


def seen_in_training(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """What a network makes of the rows in evaluation, and then in training."""
    model = feedforward(hw1_q4, X, classes, hidden_size, layers, activation, dropout)
    inputs = {"classes": classes, "hidden_size": hidden_size, "layers": layers, "activation": activation}
    seen = seen_at_first(model, X, dropout=dropout, **inputs)
    model.train()
    return {**seen, IN_TRAINING: logits_now(model, X)}


class Layer(NamedTuple):
    """One layer of a student's network: z = W h + b, W of shape (outputs, inputs).

    The student calls W `weight`, b `bias`, keeps b in `bias_shape`, and W as (inputs, outputs) if `is_flipped`.
    """

    W: Any
    b: Any
    weight: str
    bias: str
    bias_shape: tuple[int, ...]
    is_flipped: bool


def linear_layers(observed):
    """The one layer of logistic regression."""
    units = [observed["X"].shape[1], int(observed["classes"])]
    refuse_logits(observed, units)
    return paired(parameters_at_first(observed, units), units)


def network_layers(observed):
    """The layers of a network, first to last, as they were at first: their shapes tell which parameter is which.

    So it does not matter what they are called, in which order they were made, or whether W is kept as (inputs,
    outputs). Where several hidden layers have the same shape, the order is the one that fits the logits best.
    """
    # These numbers come back from the student's process: none may make us count for ever.
    features, depth = observed["X"].shape[1], min(max(int(observed["layers"]), 1), MOST_LAYERS)
    units = [features] + [int(observed["hidden_size"])] * depth + [int(observed["classes"])]
    found = parameters_at_first(observed, units)
    refuse_logits(observed, units)
    layers = paired(found, units)
    first = min(layers, key=lambda layer: layer.W.shape[1] != features)
    last = min(layers, key=lambda layer: len(layer.W) != units[-1])
    between = [layer for layer in layers if layer is not first and layer is not last]
    orders = [[first, *order, last] for order in itertools.permutations(between)]
    logits = observed["logits"].astype(np.float64)
    return min(orders, key=lambda order: np.abs(network_logits(order, observed) - logits).max())


def parameters_at_first(observed, units):
    """The student's parameters by name; refused unless they are the weights and biases of layers of so many units."""
    found = {
        name.removesuffix(AT_FIRST): array.astype(np.float64)
        for name, array in observed.items()
        if name.endswith(AT_FIRST)
    }
    expected = 2 * len(units) - 2
    if len(found) != expected:
        if len(units) == 2:
            raise ValueError(f"model.parameters() has {len(found)} arrays, expected {expected}: W and b")
        hidden = "one hidden layer" if len(units) == 3 else f"{len(units) - 2} hidden layers"
        raise ValueError(
            f"model.parameters() has {len(found)} arrays, expected {expected}: the weights and biases of {hidden} and "
            "of the output (PyTorch does not know layers in a plain list, and counts a layer that is used twice once)"
        )
    wanted = [sorted(pair) for pair in itertools.pairwise(units)] + [[size] for size in units[1:]]
    # A bias may be kept as (1, units).
    have = [sorted(array.shape[array.shape[:1] == (1,) :]) for array in found.values()]
    if sorted(have) != sorted(wanted):
        shapes = ", ".join(f"{name} {array.shape}" for name, array in found.items())
        raise ValueError(
            f"the parameters do not fit layers of {' → '.join(map(str, units))} units: they are {shapes}"
        )
    return found


def refuse_logits(observed, units):
    """Say so if what the model returned is not a logit for each row and class."""
    expected = len(observed["X"]), units[-1]
    if "logits" not in observed:
        raise ValueError(f"the model does not return a tensor of numbers, expected one of shape {expected}")
    if observed["logits"].shape != expected:
        raise ValueError(f"the model returns shape {observed['logits'].shape}, expected {expected}")


def paired(found, units):
    """The weights with their biases, in the order in which the weights were made."""
    weights = {name: array for name, array in found.items() if min(array.shape) > 1 and array.ndim == 2}
    biases = {name: array for name, array in found.items() if name not in weights}
    is_flipped = (units[0], units[1]) in [array.shape for array in weights.values()]
    layers = []
    for weight, array in weights.items():
        W = array.T if is_flipped else array
        bias = next((name for name, b in biases.items() if b.size == len(W)), None)
        if bias is None:
            raise ValueError(f"{weight} has shape {array.shape}, and no bias is left that fits its outputs")
        b = biases.pop(bias)
        layers.append(Layer(W, b.reshape(-1), weight, bias, b.shape, is_flipped))
    return layers


def as_stored(layers, when):
    """The parameters of these layers as the student keeps them, by name."""
    expected = {}
    for layer in layers:
        expected[layer.weight + when] = layer.W.T if layer.is_flipped else layer.W
        expected[layer.bias + when] = layer.b.reshape(layer.bias_shape)
    return expected


def later(layers, observed, when):
    """The same layers with the parameters of a later moment."""
    for name, array in as_stored(layers, when).items():
        if name not in observed or observed[name].shape != array.shape:
            raise ValueError(f"{name.removesuffix(when)} has gone, or has another shape,{when[1:]}")
    return [
        layer._replace(
            W=observed[layer.weight + when].astype(np.float64).T
            if layer.is_flipped
            else observed[layer.weight + when].astype(np.float64),
            b=observed[layer.bias + when].astype(np.float64).reshape(-1),
        )
        for layer in layers
    ]


def moved(layers, changes):
    """The layers with W1, b1, W2, b2, … less these changes."""
    return [
        layer._replace(W=layer.W - dW, b=layer.b - db)
        for layer, dW, db in zip(layers, changes[::2], changes[1::2], strict=True)
    ]


def passed(layers, X, activation=RELU):
    """The rows, the values of each hidden layer, and the logits."""
    values = [X]
    for layer in layers[:-1]:
        z = values[-1] @ layer.W.T + layer.b
        values.append(np.tanh(z) if activation == TANH else np.maximum(z, 0))
    return [*values, values[-1] @ layers[-1].W.T + layers[-1].b]


def network_logits(layers, observed):
    """The logits of these layers for the rows that were seen."""
    return passed(layers, observed["X"], int(observed["activation"]))[-1]


def log_probabilities(logits):
    """The log of the softmax of each row."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def backpropagated(layers, X, y, activation=RELU):
    """The gradients of the mean cross-entropy with respect to W1, b1, W2, b2, …: backpropagation."""
    values = passed(layers, X, activation)
    delta = (np.exp(log_probabilities(values[-1])) - np.eye(values[-1].shape[1])[y]) / len(y)
    found = []
    for layer, h in zip(layers[::-1], values[-2::-1], strict=True):
        found = [delta.T @ h, delta.sum(axis=0), *found]
        delta = delta @ layer.W * (1 - h**2 if activation == TANH else h > 0)
    return found


def expect_linear_count(observed):
    """A weight for each pixel and class, a bias for each class."""
    return {COUNT: np.array(PIXELS * CLOTHES + CLOTHES)}


def network_count(depth):
    """The number of parameters of a network with so many hidden layers."""
    units = [PIXELS] + [UNITS] * depth + [CLOTHES]
    return {COUNT: np.array(sum((inputs + 1) * outputs for inputs, outputs in itertools.pairwise(units)))}


def expect_count_of_one(observed):
    """One hidden layer: 159,010."""
    return network_count(1)


def expect_count_of_two(observed):
    """Two hidden layers: 199,210."""
    return network_count(2)


def expect_count_of_three(observed):
    """Three hidden layers: 239,410."""
    return network_count(3)


def expect_linear_logits(observed):
    """Wx + b, with the student's parameters."""
    return {"logits": passed(linear_layers(observed), observed["X"])[-1]}


def expect_loss(observed):
    """The mean cross-entropy before the step."""
    logits = passed(linear_layers(observed), observed["X"])[-1]
    return {"loss": -np.mean(log_probabilities(logits)[np.arange(len(logits)), observed["y"]])}


def expect_linear_step(observed):
    """The parameters after one step down the mean cross-entropy."""
    layers = linear_layers(observed)
    changes = [RATE * slope for slope in backpropagated(layers, observed["X"], observed["y"])]
    return as_stored(moved(layers, changes), AFTER_ONE)


def expect_second_step(observed):
    """The parameters after the second step, from those after the first: only the second batch counts."""
    layers = later(linear_layers(observed), observed, AFTER_ONE)
    changes = [RATE * slope for slope in backpropagated(layers, observed["X_next"], observed["y_next"])]
    return as_stored(moved(layers, changes), AFTER_TWO)


def expect_adam(observed):
    """The parameters after two steps of Adam with its usual settings. Source: Kingma and Ba (2015), Algorithm 1."""
    layers = linear_layers(observed)
    m = v = [0.0] * (2 * len(layers))
    for step, (X, y) in enumerate((("X", "y"), ("X_next", "y_next")), start=1):
        gradient = backpropagated(layers, observed[X], observed[y])
        m = [0.9 * mean + 0.1 * slope for mean, slope in zip(m, gradient, strict=True)]
        v = [0.999 * square + 0.001 * slope**2 for square, slope in zip(v, gradient, strict=True)]
        changes = [
            ADAM_RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            for mean, square in zip(m, v, strict=True)
        ]
        layers = moved(layers, changes)
    return as_stored(layers, AFTER_TWO)


def expect_logits(observed):
    """The logits of a network, with the student's parameters."""
    return {"logits": network_logits(network_layers(observed), observed)}


def expect_shift(observed):
    """The logits that were seen, and 5 more."""
    network_layers(observed)
    return {SHIFTED: observed["logits"] + 5.0}


def expect_step(observed):
    """The parameters of a network after one step down the mean cross-entropy."""
    layers = network_layers(observed)
    gradient = backpropagated(layers, observed["X"], observed["y"], int(observed["activation"]))
    return as_stored(moved(layers, [RATE * slope for slope in gradient]), AFTER_ONE)


def hidden_units(observed):
    """The last hidden layer in evaluation and in training, and the layer behind it.

    In training they follow from the logits: there are more classes than units.
    """
    layers = network_layers(observed)
    if IN_TRAINING not in observed or observed[IN_TRAINING].shape != observed["logits"].shape:
        raise ValueError("in training the model returns something else than a logit for each row and class")
    last = layers[-1]
    if not all(np.isfinite(array).all() for array in (last.W, last.b, observed[IN_TRAINING])):
        raise ValueError(
            "in training the model returns numbers that are not finite, or its parameters are not"
        )
    in_evaluation = passed(layers, observed["X"], int(observed["activation"]))[-2]
    in_training = np.linalg.lstsq(last.W, (observed[IN_TRAINING] - last.b).T, rcond=None)[0].T
    return in_evaluation, in_training, last


def expect_dropped_units(observed):
    """The logits if each hidden unit that seems to be dropped is zero, and each other one divided by 1 - p."""
    in_evaluation, in_training, last = hidden_units(observed)
    is_dropped = np.abs(in_training) <= np.abs(in_evaluation) / 2
    hidden = np.where(is_dropped, 0.0, in_evaluation / (1 - observed["dropout"]))
    return {IN_TRAINING: hidden @ last.W.T + last.b}


def expect_share(observed):
    """The logits that were seen, if about as many hidden units are dropped as should be."""
    in_evaluation, in_training, _ = hidden_units(observed)
    tells = np.abs(in_evaluation) > LEAST_VALUE
    if tells.sum() < LEAST_UNITS:
        raise ValueError("nearly all hidden units are zero in evaluation, so that dropout cannot be seen")
    share = np.mean(np.abs(in_training[tells]) <= np.abs(in_evaluation[tells]) / 2)
    if abs(share - observed["dropout"]) >= MOST_OFF:
        raise ValueError(
            f"in training {share:.0%} of the hidden units are zero, expected about {float(observed['dropout']):.0%}"
        )
    return {IN_TRAINING: observed[IN_TRAINING]}


def expect_changes(observed):
    """All of them: 16 hidden units are dropped alike in two passes with a probability of 1 in 65536 for each row.

    Two hidden layers make that 1 in 2^32.
    """
    network_layers(observed)
    return {CHANGES: np.array(1.0)}


def logistic_size(hw1_q4, pixels):
    """LogisticRegression has a weight for each class and feature, and a bias for each class.

    With 784 features and 10 classes that is 7,850 numbers. nn.Linear brings its own bias.
    """
    return number_of_parameters(hw1_q4.LogisticRegression(n_classes=CLOTHES, n_features=pixels))


def logistic_logits(hw1_q4, X, classes):
    """LogisticRegression returns the logits Wx + b.

    Softmax, log-softmax and sigmoid do not belong in the model: nn.CrossEntropyLoss takes logits.
    """
    model = refilled(hw1_q4.LogisticRegression(n_classes=classes, n_features=X.shape[1]))
    return seen_at_first(model, X, classes=classes)


def batch_loss(hw1_q4, X, y, classes):
    """train_batch returns the loss of the batch before the step, as a Python float.

    A tensor would keep alive all that it was computed from: loss.item() is the number in it.
    """
    return seen_of_batch(hw1_q4, X, y, classes)


def batch_step(hw1_q4, X, y, classes):
    """train_batch moves the parameters by one step of the optimizer, down the gradient of the loss.

    Forward, loss, backward, step: in this order, each once, and the criterion takes the logits before the labels.
    """
    return seen_of_batch(hw1_q4, X, y, classes)


def fresh_gradients(hw1_q4, X, y, X_next, y_next, classes):
    """Each step of train_batch follows the gradient of its own batch alone.

    backward adds to the gradients that are there: optimizer.zero_grad() takes the old ones away.
    """
    return seen_of_two_batches(hw1_q4, X, y, X_next, y_next, classes, "SGD", RATE)


def adam_steps(hw1_q4, X, y, X_next, y_next, classes):
    """train_batch uses the optimizer that it is given.

    Here it is Adam: parameters change through optimizer.step() alone.
    """
    return seen_of_two_batches(hw1_q4, X, y, X_next, y_next, classes, "Adam", ADAM_RATE)


def one_layer_size(hw1_q4, layers):
    """A network with layers=1 has one hidden layer and an output layer.

    With 784 features, 200 hidden units and 10 classes that is 159,010 numbers.
    """
    return number_in_network(hw1_q4, layers)


def relu_logits(hw1_q4, X, classes, hidden_size, layers, activation):
    """With activation_type="relu" the hidden units are rectified, and the logits linear in them."""
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation)


def tanh_logits(hw1_q4, X, classes, hidden_size, layers, activation):
    """With activation_type="tanh" the hidden units are hyperbolic tangents.

    Is the name of the activation spelt right wherever it is compared?
    """
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation)


def linear_output(hw1_q4, X, classes, hidden_size, layers, activation):
    """The network returns logits: nothing follows the output layer.

    Its biases are made larger by 5, which makes the logits larger by 5, unless an activation or a softmax follows.
    """
    import torch

    model = feedforward(hw1_q4, X, classes, hidden_size, layers, activation)
    inputs = {"classes": classes, "hidden_size": hidden_size, "layers": layers, "activation": activation}
    seen = seen_at_first(model, X, **inputs)
    biases = [parameter for parameter in model.parameters() if parameter.numel() == classes]
    with torch.no_grad():
        for bias in biases[-1:]:
            bias.add_(5.0)
    return {**seen, SHIFTED: logits_now(model, X)}


def network_step(hw1_q4, X, y, classes, hidden_size, layers, activation):
    """A step of SGD moves the weights and biases of both layers down the gradient of the loss."""
    return seen_of_step(hw1_q4, X, y, classes, hidden_size, layers, activation)


def dropped_units(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """In training, a hidden unit is either zero or divided by 1 - p, and nothing else changes.

    nn.Dropout does both. It belongs behind the activation of each hidden layer, not on the input, not on the logits.
    """
    return seen_in_training(hw1_q4, X, classes, hidden_size, layers, activation, dropout)


def dropout_probability(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """In training, a hidden unit is zero with the probability `dropout` that the network was made with.

    Is it handed on to nn.Dropout, or is a number written there?
    """
    return seen_in_training(hw1_q4, X, classes, hidden_size, layers, activation, dropout)


def no_dropout_in_evaluation(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """In evaluation, after model.eval(), no hidden unit is dropped or scaled.

    nn.Dropout knows the mode of its model if it is an attribute of it; F.dropout has to be told by
    training=self.training.
    """
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation, dropout)


def two_layers_size(hw1_q4, layers):
    """A network with layers=2 has two hidden layers, each with weights of its own.

    With 784 features, 200 hidden units and 10 classes that is 199,210 numbers. PyTorch does not know layers in a plain
    list: nn.ModuleList and nn.Sequential make them known.
    """
    return number_in_network(hw1_q4, layers)


def three_layers_size(hw1_q4, layers):
    """A network with layers=3 has three hidden layers, each with weights of its own.

    With 784 features, 200 hidden units and 10 classes that is 239,410 numbers. One layer that is used twice is one.
    """
    return number_in_network(hw1_q4, layers)


def deeper_logits(hw1_q4, X, classes, hidden_size, layers, activation):
    """With more hidden layers, the activation follows each of them, and not the output."""
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation)


def deeper_step(hw1_q4, X, y, classes, hidden_size, layers, activation):
    """With more hidden layers, a step of SGD moves the weights and biases of every layer."""
    return seen_of_step(hw1_q4, X, y, classes, hidden_size, layers, activation)


def deeper_dropout(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """With two hidden layers, dropout is at work in training."""
    model = feedforward(hw1_q4, X, classes, hidden_size, layers, activation, dropout)
    inputs = {"classes": classes, "hidden_size": hidden_size, "layers": layers, "activation": activation}
    seen = seen_at_first(model, X, **inputs)
    model.train()
    return {**seen, CHANGES: np.mean(logits_now(model, X) != logits_now(model, X))}

# ----------------------------------------------------------------------------------------------------------------
# Comparing.
# ----------------------------------------------------------------------------------------------------------------

Numbers: TypeAlias = np.ndarray[Any, np.dtype[Any]]


class DifferenceKind(Enum):
    """In which way a quantity differs from what was expected."""

    MISSING = "missing"
    TYPE = "type"
    SHAPE = "shape"
    NOT_FINITE = "not_finite"
    VALUES = "values"


@dataclass(frozen=True)
class Tolerance:
    """How far a value may be from the expected one.

    At step t (0 unless the quantity is a curve, whose first axis is the step) a value is right if
    |actual - expected| <= (relative · scale + absolute) · (1 + growth_per_step · t), where scale is the
    largest finite |expected| of the quantity: the *expected* values set the scale, never the actual ones.
    """

    relative: float = 1e-5
    absolute: float = 1e-8
    growth_per_step: float = 0.0


@dataclass(frozen=True)
class Difference:
    """How one quantity differs from what was expected.

    `actual` and `expected` are texts: type names, shapes, or the numbers at the worst place. `places` of
    `size` entries are off; `worst` is the index of the worst; `step` is the first step outside the tube of a
    curve, and `worst` then lies in that step. `advice` says what to try, when the difference alone tells
    (a transposed shape, say). `is_told`: whether `actual` may be said where values are withheld.
    """

    quantity: str
    kind: DifferenceKind
    actual: str = ""
    expected: str = ""
    places: int = 0
    size: int = 0
    worst: tuple[int, ...] = ()
    step: int | None = None
    advice: str = ""
    is_told: bool = True


@np.errstate(all="ignore")
def difference(
    quantity: str, actual: Numbers | str, expected: Numbers, tolerance: Tolerance, is_curve: bool = False
) -> Difference | None:
    """Return how `actual` differs from `expected`, or None if it is within the tolerance.

    `actual` is a text, the name of a type, where something else than an array of numbers was returned.
    """
    if isinstance(actual, str):
        name = "".join(letter if letter.isprintable() else "?" for letter in actual[:60])
        wanted = f"an array of shape {expected.shape}" if expected.shape else "a number"
        return Difference(quantity, DifferenceKind.TYPE, name, wanted, advice=_TYPE_ADVICE.get(name, ""))
    if actual.shape != expected.shape:
        # A length that is nobody's tells a number: whoever may not see numbers sees only lengths that are expected.
        is_told = set(actual.shape) <= {1, *expected.shape}
        shapes = str(actual.shape), str(expected.shape)
        advice = _shape_advice(actual.shape, expected.shape)
        return Difference(quantity, DifferenceKind.SHAPE, *shapes, advice=advice, is_told=is_told)
    if not expected.size:
        return None

    a, e = actual.astype(np.float64), expected.astype(np.float64)
    is_curve = is_curve and e.ndim > 0
    width = tube(e, tolerance).reshape(-1, *[1] * (e.ndim - 1)) if is_curve else tube(e, tolerance)[0]
    excess = np.where(np.isfinite(a) & np.isfinite(e), np.abs(a - e) - width, np.inf)
    # Where nan or an infinity is expected, the same must have been returned.
    excess[(a == e) | (np.isnan(a) & np.isnan(e))] = -np.inf
    if not (excess > 0).any():
        return None

    step = int((excess > 0).reshape(len(e), -1).any(axis=1).argmax()) if is_curve else None
    overflowed = ~np.isfinite(a) & np.isfinite(e)
    kind, advice = DifferenceKind.VALUES, _relation(a, e, width)
    if (overflowed[step, ...] if is_curve else overflowed).any():
        kind, advice = DifferenceKind.NOT_FINITE, _OVERFLOW_ADVICE
        excess = np.where(overflowed, np.inf, -np.inf)
    places = int((excess > 0).sum())
    if is_curve:
        excess[np.arange(len(e)) != step] = -np.inf
    worst = tuple(int(i) for i in np.unravel_index(int(excess.argmax()), e.shape))
    # Six digits, or all of them where six would show two equal numbers; adding 0.0 turns -0 into 0.
    digits = 17 if f"{a[worst]:.6g}" == f"{e[worst]:.6g}" else 6
    texts = f"{a[worst] + 0.0:.{digits}g}", f"{e[worst] + 0.0:.{digits}g}"
    if kind is DifferenceKind.NOT_FINITE and np.isnan(a[excess > 0]).any() and np.isinf(a[excess > 0]).any():
        texts = "nan or inf", texts[1]
    return Difference(quantity, kind, *texts, places, e.size, worst, step, advice)


@np.errstate(all="ignore")
def tube(expected: Numbers, tolerance: Tolerance) -> Numbers:
    """Return how far a curve may be from `expected` at each step. Shape (steps,)."""
    numbers = np.atleast_1d(expected).astype(np.float64)
    scale = np.max(np.abs(numbers), initial=0.0, where=np.isfinite(numbers))
    growth = 1.0 + tolerance.growth_per_step * np.arange(len(numbers))
    return np.asarray((tolerance.relative * scale + tolerance.absolute) * growth)


def sentence(difference: Difference, with_values: bool = True) -> str:
    """Say a difference in one sentence; without values, nothing in it tells a number that was expected."""
    d, advice = difference, difference.advice
    in_places = f" in {d.places} of {d.size} places" if d.size > 1 else ""
    at_step = f" at step {d.step}" if d.step is not None else ""
    if d.kind is DifferenceKind.MISSING:
        text = "is missing from what was returned"
    elif d.kind is DifferenceKind.TYPE:
        article = "an" if d.actual.startswith(("a", "e", "i", "o", "u", "nd")) else "a"
        text = f"is {'None' if d.actual == 'NoneType' else f'{article} {d.actual}'}, expected {d.expected}"
    elif d.kind is DifferenceKind.SHAPE:
        shape = f"shape {d.actual}" if with_values or d.is_told else "another shape"
        text = f"has {shape}, expected {d.expected}"
    elif d.kind is DifferenceKind.NOT_FINITE:
        text = f"is {d.actual}{at_step or in_places}, expected finite numbers"
    elif with_values and not at_step and not in_places:
        text = f"is {d.actual}, expected {d.expected}"
    else:
        text = f"leaves the reference{at_step}" if at_step else f"is off{in_places}"
        if with_values:
            # The index of a plain curve is its step, which has been said.
            worst = f"; worst at {list(d.worst)}" if len(d.worst) > 1 or not at_step else ""
            text += f"{worst}: {d.actual}, expected {d.expected}"
        elif any(letter.isdigit() for letter in advice):
            # A relation in words, such as an opposite sign, gives no number away; a factor does.
            advice = ""
    return f"{d.quantity} {text}: {advice}" if advice else f"{d.quantity} {text}"


_OVERFLOW_ADVICE = "does exp overflow, or is there a log of 0 or a division by 0?"
_TYPE_ADVICE = {
    "NoneType": "is it implemented, or is the return statement missing?",
    "list": "make one NumPy array of it",
    "ndarray of object": "are its rows of different lengths?",
    "tuple": "make one NumPy array of it, or return only the part that is asked for",
}


def _shape_advice(actual: tuple[int, ...], expected: tuple[int, ...]) -> str:
    if not expected:
        return "return a plain number" if {*actual} == {1} else "is a sum or mean over all entries missing?"
    if not actual:
        return "did a sum or mean run over all axes?"
    if sorted(actual) == sorted(expected):
        return "did you transpose?"
    if [length for length in actual if length != 1] == [length for length in expected if length != 1]:
        is_short = len(actual) < len(expected)
        return "keep the axis of length 1, as keepdims=True does" if is_short else "drop the axis of length 1"
    if len(actual) == len(expected):
        axis, *others = [i for i, length in enumerate(actual) if length != expected[i]]
        if others:
            return ""
        if actual[axis] == 1:
            return f"did a sum or mean run over axis {axis}?"
        if expected[axis] == 1:
            return f"is a sum over axis {axis} missing, or did an array broadcast?"
        return f"is the length of axis {axis} written into the code?"
    if actual in [expected[:axis] + expected[axis + 1 :] for axis in range(len(expected))]:
        return "did a sum or an index remove an axis?"
    if expected in [actual[:axis] + actual[axis + 1 :] for axis in range(len(actual))]:
        return "is there an axis too many?"
    return ""


def _relation(a: Numbers, e: Numbers, width: Numbers) -> str:
    """Say how all values are related to the expected ones, where that is unmistakable."""
    # Where the expected value is close to 0, everything is related to everything.
    tells = np.abs(e) > 100 * width
    factor = float((a * e).sum() / (e * e).sum())
    if not np.isfinite(factor) or not tells.any():
        return ""
    if (np.abs(a + e) <= width).all():
        return "the sign is the opposite"
    if e.ndim == 2 and e.shape[0] == e.shape[1] and (np.abs(a.T - e) <= width).all():
        return "it is the transpose of what is expected"
    if tells.sum() < 2:
        return ""
    if not a.any():
        return "every value is zero"
    is_multiple = (np.abs(a - factor * e) <= width * max(1.0, abs(factor))).all()
    if not is_multiple or abs(factor - 1) < 0.01 or (np.abs(factor * e) <= 100 * width)[tells].any():
        return ""
    if abs(factor) < 1:
        return f"every value is the expected one divided by {1 / factor:.6g}"
    return f"every value is {factor:.6g} times the expected one"

# ----------------------------------------------------------------------------------------------------------------
# Gradients: call gradient_check from a Python prompt; the README shows how.
# ----------------------------------------------------------------------------------------------------------------

Slopes: TypeAlias = np.ndarray[Any, np.dtype[Any]]

# Behind the name of a gradient: the same, by differences.
BY_DIFFERENCES = ", by differences of forward"
# Of a larger array so many entries are tried, evenly spread.
ENTRIES_TRIED = 40
# How far to move, relative to numbers above 1. Half of it is rounded away in double and in single precision alike:
# the errors are about the square of these.
_STEP, _COARSE_STEP = 1e-5, 4e-3
# Of the largest slope: what counts as agreement. A result in float32 was found with the coarse step.
AGREEMENT = {"float64": (1e-4, 1e-6), "float32": (1e-2, 1e-3)}


def slopes_by_differences(function: Callable[[Slopes], Any], x: Any, g: Any = 1.0) -> Slopes:
    """Return the derivatives of L = Σ g · function(x) with respect to the entries of x, by central differences.

    An entry is nan where L has a kink within reach, as ReLU has at 0, or where it was not tried. The result is in
    float32 where the function works in single precision, and its slopes are less exact.
    """
    x = np.array(x, dtype=np.float64)
    here = _numbers(function(x.copy()))
    # In single precision, so small a change is rounded away.
    nudged = _numbers(function(x * (1 + 1e-12) + 1e-12))
    is_coarse = here.dtype == np.float32 or np.array_equal(here, nudged)
    found = np.full(x.shape, np.nan, dtype=np.float32 if is_coarse else np.float64)
    bends = np.zeros(x.shape)
    for number in np.linspace(0, x.size - 1, min(x.size, ENTRIES_TRIED)).astype(int):
        place = np.unravel_index(number, x.shape)
        step = (_COARSE_STEP if is_coarse else _STEP) * max(1.0, abs(float(x[place])))
        higher, lower = x.copy(), x.copy()
        higher[place] += step
        lower[place] -= step
        rise = float(np.sum(g * (np.asarray(function(higher), dtype=np.float64) - here)))
        fall = float(np.sum(g * (here - np.asarray(function(lower), dtype=np.float64))))
        found[place] = (rise + fall) / (2 * step)
        # As far as a kink in between can spoil the quotient.
        bends[place] = abs(rise - fall) / (2 * step)
    found[bends > agreement_margin(found)] = np.nan
    return found


def agreement_margin(found: Slopes) -> float:
    """Return how far a gradient may be from slopes that were found by differences."""
    relative, absolute = AGREEMENT["float32" if found.dtype == np.float32 else "float64"]
    return relative * float(np.max(np.abs(found), initial=0.0, where=np.isfinite(found))) + absolute


def layer_gradients(
    layer: Any, x: Any, *others: Any, g: Any = None, lr: float = 0.01, **options: Any
) -> dict[str, Any]:
    """Return dx and the gradients of the parameters as a layer has them, each beside the same by differences.

    `others` and `options` go to forward behind x, as the labels do to a loss. A forward that returns one number is a
    loss, and its backward takes nothing. A backward that returns nothing has no dx. The parameters are those of getW
    and getb, or of getWs and getbs, if there are any; `lr` is the layer's learning rate. The layer that is passed in
    stays as it is.
    """
    # A copy for every purpose, and the same random numbers each time: so dropout drops the same units.
    moved, unmoved, tried = (copy.deepcopy(layer) for _ in range(3))

    def forward(at: Slopes, through: Any = tried) -> Any:
        np.random.seed(0)
        return through.forward(at, *copy.deepcopy(others), **options)

    if hasattr(layer, "zerograd"):
        moved.zerograd()
    y = _numbers(forward(np.array(x), moved))
    # Numbers of both signs, no two of them alike.
    g = np.cos(np.arange(float(y.size))).reshape(y.shape) if g is None and y.ndim else g
    weight = 1.0 if y.ndim == 0 else np.asarray(g, dtype=np.float64)
    dx = copy.deepcopy(moved.backward() if y.ndim == 0 else moved.backward(np.array(g)))
    found = {}
    if dx is not None:
        found = {"dx": dx, "dx" + BY_DIFFERENCES: slopes_by_differences(forward, x, weight)}
    values, pack = _parameters(tried)
    if values:
        moved.step()
        # What a step does without any gradient: weight decay, and the momentum of steps before.
        unmoved.zerograd()
        unmoved.step()
        after, before = _parameters(moved)[0], _parameters(unmoved)[0]
    for name, value in values.items():

        def with_parameter(at: Slopes, name: str = name) -> Any:
            tried.loadparams(*pack({**copy.deepcopy(values), name: at}))
            return forward(np.array(x))

        found[f"d{name}"] = (np.asarray(before[name]) - np.asarray(after[name])) / lr
        found[f"d{name}{BY_DIFFERENCES}"] = slopes_by_differences(with_parameter, value, weight)
        tried.loadparams(*pack(copy.deepcopy(values)))
    return found


def _parameters(layer: Any) -> tuple[dict[str, Any], Callable[[dict[str, Any]], Iterator[Any]]]:
    """Return copies of a layer's parameters by name, and what makes arguments for loadparams of them."""
    if hasattr(layer, "getW"):
        return copy.deepcopy({"W": layer.getW(), "b": layer.getb()}), lambda values: iter(values.values())
    if not hasattr(layer, "getWs"):
        return {}, lambda values: iter(())
    values = {}
    for letter, several in ("W", layer.getWs()), ("b", layer.getbs()):
        for number, value in enumerate(several, start=1):
            values[f"{letter}{number}" if len(several) > 1 else letter] = copy.deepcopy(value)

    def lists(values: dict[str, Any]) -> Iterator[list[Any]]:
        return iter([[value for name, value in values.items() if name[0] == letter] for letter in "Wb"])

    return values, lists


def _numbers(returned: Any) -> Slopes:
    """Return what forward returned as an array of numbers."""
    y = np.array(returned)
    if y.dtype.kind not in "biuf":
        raise TypeError(f"forward returned a {type(returned).__name__}, and not numbers")
    return y


def gradient_check(layer, x, *others, lr=None, **options):
    """Print whether a layer's backward, and its step, go with its forward: no right answer takes part.

    What else forward takes comes behind x, such as the labels of a loss. `lr` is the learning rate that a layer with
    parameters was made with, where layer.lr does not say it. In the place of a layer there may be a function, and
    behind x the gradient that you have for it.
    """
    has_parameters = hasattr(layer, "getW") or hasattr(layer, "getWs")
    lr = getattr(layer, "lr", None) if lr is None else lr
    if has_parameters and not lr:
        raise TypeError("say lr=…, the learning rate that the layer was made with")
    with own_random_numbers():
        if hasattr(layer, "forward"):
            found = layer_gradients(layer, x, *others, lr=lr, **options)
        else:
            found = {"dx": others[0], "dx" + BY_DIFFERENCES: slopes_by_differences(layer, x)}
    print("What is expected here comes from differences of the function itself, be it right or wrong.")
    if has_parameters:
        print("Of a parameter, the gradient is what step takes away from it, divided by lr.")
    if "dx" not in found:
        print("  backward returned nothing, so there is no dL/dx: is its return statement missing?")
    misfits = [name for name in found if name + BY_DIFFERENCES in found and not gradient_fits(name, found)]
    if misfits:
        print("They do not belong together: if the tests of the function itself pass, mend the gradient.")
    elif found:
        print("They belong together: if a test fails all the same, look at the function itself.")


def gradient_fits(name, found):
    """Print a sentence about one gradient; return whether it is that of the function."""
    value, slopes = as_array(found[name]), found[name + BY_DIFFERENCES]
    is_tried = np.isfinite(slopes)
    has_shape = not isinstance(value, str) and value.shape == slopes.shape
    expected = np.where(is_tried, slopes, value) if has_shape else slopes
    wrong = difference(f"dL/{name}", value, expected, Tolerance(*AGREEMENT[slopes.dtype.name]))
    print(" ", sentence(wrong) if wrong else f"dL/{name} fits ({is_tried.sum()} of {slopes.size} places tried)")
    return wrong is None

# ----------------------------------------------------------------------------------------------------------------
# Running.
# ----------------------------------------------------------------------------------------------------------------

try:
    with open(os.path.join(HERE, "tests.pk"), "rb") as stored:
        VALUES = pickle.load(stored)
except FileNotFoundError:
    raise FileNotFoundError("tests.pk is missing: it belongs beside tests.py") from None

sys.path.insert(0, HERE)


class CheckCase(unittest.TestCase):
    """Tests that run one check each."""

    def check(
        self, function, tolerance=Tolerance(), curves=(), wall_seconds=10, at=(), needs="", expected_by=None
    ):
        """Fail with a few lines that say what is wrong, if anything is."""
        __tracebackhide__ = True  # the same request to pytest as __unittest is to unittest
        if needs and importlib.util.find_spec(needs) is None:
            self.skipTest(f"needs the package {needs}, which is not installed here")
        values = VALUES[function.__name__]
        message = complaint(function, values, tolerance, curves, wall_seconds, expected_by)
        point = ", ".join(f"{name} = {' '.join(str(values['given'][name]).split())}" for name in at)
        if message and point and not message.startswith("not implemented"):
            message += f"\n  This is at {point}"
        if message:
            raise self.failureException(message)


def complaint(function, values, tolerance, curves, wall_seconds, expected_by):
    """Return what is wrong with what the student's code answers, or nothing."""
    if timed_out:
        wall_seconds = min(wall_seconds, SECONDS_AFTER_A_HANG)
    try:
        module = student_module(name_of_module(function))
        with own_random_numbers(), time_limit(wall_seconds):
            returned = function(module, **fresh(values["given"]))
    except KeyboardInterrupt:
        raise
    except NotReady as error:
        return str(error)
    except TimeUp as error:
        timed_out.append(function.__name__)
        lines = [f"did not finish within {wall_seconds:g} s{error.where}: is there an endless loop?"]
    except NotImplementedError as error:
        return "not implemented: " + unwritten(error)
    except BaseException as error:
        lines = failure(error)
    else:
        try:
            expected = values["expected"] if expected_by is None else expected_by({**arrays(returned), **values["given"]})
            lines = differences(returned, expected, tolerance, curves)
        except ValueError as error:
            lines = [str(error)]
    return "\n  ".join(told(function, lines)) if lines else ""


def told(function, lines):
    """Return the lines between what the check is about, and what may help: the two parts of its docstring."""
    title, *hint = re.split(r"(?<=[.!?])\s+", function.__doc__.strip(), maxsplit=1)
    return [" ".join(title.split()), *lines, *(f"Hint: {' '.join(each.split())}" for each in hint)]


def differences(returned, expected, tolerance, curves):
    """Return a sentence for each of the first few quantities that are not as expected."""
    found = []
    for name, wanted in expected.items():
        if name in returned:
            found.append(difference(name, as_array(returned[name]), wanted, tolerance, name in curves))
        else:
            found.append(Difference(name, DifferenceKind.MISSING))
    # A wrong shape explains wrong values, and an early step explains the later ones.
    kinds = list(DifferenceKind)
    wrong = sorted(filter(None, found), key=lambda each: (kinds.index(each.kind), each.step or 0))
    more = len(wrong) - SENTENCES_SHOWN
    return [*map(sentence, wrong[:SENTENCES_SHOWN]), *([f"... and {more} more"] if more > 0 else [])]


def as_array(value):
    """Return a number or an array of numbers as a plain array; anything else as the name of its type."""
    if not isinstance(value, (bool, int, float, np.generic, np.ndarray)):
        return type(value).__name__
    array = np.array(value, subok=False)
    return array if array.dtype.kind in "biuf" else f"{type(value).__name__} of {array.dtype}"


def arrays(returned):
    """Return those of the returned quantities that are arrays of numbers."""
    plain = {name: as_array(value) for name, value in returned.items()}
    return {name: value for name, value in plain.items() if not isinstance(value, str)}


def fresh(given):
    """Return copies of the inputs, so that no test can spoil another's; a number is given as a number."""
    return {name: array.item() if array.ndim == 0 else array.copy() for name, array in given.items()}


@contextlib.contextmanager
def own_random_numbers():
    """Leave the random numbers of everything else as they were."""
    numpy_state, python_state = np.random.get_state(), random.getstate()
    try:
        yield
    finally:
        np.random.set_state(numpy_state)
        random.setstate(python_state)


# --- the student's module -----------------------------------------------------------------------------------------


class NotReady(Exception):
    """The student's module cannot be imported; the text says why."""


def name_of_module(function):
    """Return the module that a check is about: where there are several, its first parameter says so."""
    first = function.__code__.co_varnames[0]
    return first if first in MODULES else MODULES[0]


@functools.cache
def imported(name):
    """Import a module of the student's, once; return it, or the sentence that says why that cannot be done."""
    file = name + ".py"
    if not os.path.isfile(os.path.join(HERE, file)):
        return f"{file} is missing: it belongs beside tests.py, in {HERE}"
    try:
        with own_random_numbers(), time_limit(IMPORT_SECONDS):
            return importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except TimeUp as error:
        advice = 'does training code stand outside of `if __name__ == "__main__":`?'
        return f"importing {file} did not finish within {IMPORT_SECONDS:g} s{error.where}: {advice}"
    except SyntaxError as error:
        place = f"{os.path.basename(error.filename or file)}:{error.lineno}"
        return f"{file} is not Python yet: {error.msg} at {place}: {(error.text or '').strip()}"
    except ModuleNotFoundError as error:
        place = last_place(error.__traceback__)[0]
        return f"{file} imports {error.name}{place}, which is not installed here: use NumPy and the standard library"
    except BaseException as error:
        return f"{file} cannot be imported: it {': '.join(line.strip() for line in failure(error))}"


def student_module(name):
    """Return a module of the student's."""
    module = imported(name)
    if isinstance(module, str):
        raise NotReady(module)
    return module


# --- what went wrong ----------------------------------------------------------------------------------------------


def failure(error):
    """Return lines about an exception: what it is, and the line of the student's code that it comes from."""
    name, text = type(error).__name__, " ".join(str(error).split())
    place, code = last_place(error.__traceback__)
    code = [f"    {code}"] if code else []
    if isinstance(error, SystemExit):
        return [f"called sys.exit{place}: leave that call out", *code]
    if isinstance(error, RecursionError):
        return [f"called itself without end{place}", *code]
    if place:
        return [f"raised {name}{place}{text and ': '}{text}", *code]
    # The exception comes from the check itself: what it called, or was given back, is not what it should be.
    absent = re.match(r"(module|type object)? ?'(\w+)'(?: object)? has no attribute '(\w+)'", text)
    if absent and absent[2] != "NoneType" and not hasattr(np, absent[2]):
        return [f"{absent[2]}{'.py' if absent[1] == 'module' else ''} defines no {absent[3]}"]
    if "NoneType" in text:
        return ["returned None where the check needs a result: is it implemented, or is a return statement missing?"]
    call = re.match(r"([\w.]+)\(\) ((?:takes|got|missing) .*)", text)
    if call:
        said = f"is {call[2]}" if call[2].startswith("missing") else call[2]
        return [f"{call[1]} does not take the arguments that the handout gives it: it {said}"]
    return [f"returned what the check cannot use ({name}){text and ': '}{text}"]


def unwritten(error):
    """Return the name of the function that is still to be written."""
    text = str(error)
    if re.match(r"[\w.]+$", text):
        return text
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if is_students(frame)]
    return frames[-1].f_code.co_name if frames else text


def last_place(stack):
    """Return where in the student's code a traceback ends, in words and as the text of that line."""
    places = [(frame, line) for frame, line in traceback.walk_tb(stack) if is_students(frame)]
    return in_words(*places[-1]) if places else ("", "")


def in_words(frame, line):
    """Return " at mlp.py:12 in forward", for example, and the text of that line."""
    code = frame.f_code
    function = "" if code.co_name == "<module>" else " in " + code.co_name
    text = linecache.getline(code.co_filename, line, frame.f_globals).strip()
    return f" at {os.path.relpath(code.co_filename, HERE)}:{line}{function}", text


def is_students(frame):
    """Return whether a frame runs the student's code, and not ours, or that of an installed package."""
    path = frame.f_code.co_filename
    return path.startswith(HERE + os.sep) and frame.f_globals is not globals() and "site-packages" not in path


# --- endless loops ------------------------------------------------------------------------------------------------


class TimeUp(BaseException):
    """A check takes too long; `where` says at which line of the student's code it was, if that is known."""

    where = ""


@contextlib.contextmanager
def time_limit(wall_seconds):
    """Raise TimeUp in the code within after so many seconds, and again each second until it gives up.

    Code that swallows even that, three times over, takes the whole run with it: nothing else would end it.
    """
    thread = threading.get_ident()
    strikes = []

    def strike(frame):
        while frame is not None and not is_students(frame):
            frame = frame.f_back
        strikes.append("; it was" + in_words(frame, frame.f_lineno)[0] if frame else "")
        if len(strikes) > 3:
            print(f"\nstopped: a test did not finish within {wall_seconds:g} s{strikes[0]}", file=sys.stderr)
            sys.stderr.flush()
            os._exit(1)

    def on_alarm(number, frame):
        if sys.gettrace() is None:  # someone who steps through the code with a debugger may take their time
            strike(frame)
            raise TimeUp

    def watch():
        pause = wall_seconds
        while not done.wait(pause):
            strike(sys._current_frames().get(thread))
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimeUp))
            pause = 1.0

    done = threading.Event()
    in_main_thread = threading.current_thread() is threading.main_thread()
    # There is one alarm in a process: another guard, such as pytest-timeout, may have set it, and keeps it.
    use_alarm = in_main_thread and hasattr(signal, "setitimer") and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    try:
        if use_alarm:
            handler_before = signal.signal(signal.SIGALRM, on_alarm)
            signal.setitimer(signal.ITIMER_REAL, wall_seconds, 1.0)
        else:
            threading.Thread(target=watch, daemon=True).start()
        yield
    except TimeUp as error:
        error.where = strikes[0]
        raise
    finally:
        done.set()
        if use_alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, handler_before)


# ----------------------------------------------------------------------------------------------------------------
# The tests.
# ----------------------------------------------------------------------------------------------------------------

class TestSigmoid(CheckCase):
    """The sigmoid's derivative (1.1)."""

    def test_derivative_of_the_sigmoid(self):
        self.check(derivative_of_the_sigmoid, at=["z"])

    def test_derivative_of_the_sigmoid_far_out(self):
        self.check(derivative_of_the_sigmoid_far_out, at=["z"])


class TestBinaryLoss(CheckCase):
    """Binary logistic loss (1.2)."""

    def test_first_derivative_of_the_binary_loss(self):
        self.check(first_derivative_of_the_binary_loss, at=["z"])

    def test_second_derivative_of_the_binary_loss(self):
        self.check(second_derivative_of_the_binary_loss, at=["z"])

    def test_derivatives_of_the_binary_loss_far_out(self):
        self.check(derivatives_of_the_binary_loss_far_out, at=["z"])


class TestSoftmax(CheckCase):
    """The softmax's Jacobian (1.3)."""

    def test_jacobian_of_the_softmax(self):
        self.check(jacobian_of_the_softmax, at=["z"])

    def test_jacobian_of_the_softmax_of_large_logits(self):
        self.check(jacobian_of_the_softmax_of_large_logits, at=["z"])

    def test_jacobian_of_the_softmax_of_two_equal_logits(self):
        self.check(jacobian_of_the_softmax_of_two_equal_logits, at=["z"])


class TestMultinomialLoss(CheckCase):
    """Multinomial logistic loss (1.4)."""

    def test_gradient_of_the_multinomial_loss(self):
        self.check(gradient_of_the_multinomial_loss, at=["z", "j"])

    def test_hessian_of_the_multinomial_loss(self):
        self.check(hessian_of_the_multinomial_loss, at=["z", "j"])

    def test_derivatives_of_the_multinomial_loss_of_large_logits(self):
        self.check(derivatives_of_the_multinomial_loss_of_large_logits, at=["z", "j"])

    def test_multinomial_loss_is_convex(self):
        self.check(multinomial_loss_is_convex)


class TestLinearModel(CheckCase):
    """Logistic loss of a linear model (1.5)."""

    def test_gradient_by_the_parameters(self):
        self.check(gradient_by_the_parameters, at=["W", "b", "phi", "j"])

    def test_hessian_by_the_parameters(self):
        self.check(hessian_by_the_parameters, at=["W", "b", "phi", "j"])

    def test_loss_of_the_linear_model_is_convex(self):
        self.check(loss_of_the_linear_model_is_convex)


class TestSquaredLoss(CheckCase):
    """Squared error of a linear model (2.1)."""

    def test_gradient_of_the_squared_loss(self):
        self.check(gradient_of_the_squared_loss, at=["W", "b", "phi", "y"])

    def test_hessian_of_the_squared_loss(self):
        self.check(hessian_of_the_squared_loss, at=["W", "b", "phi", "y"])

    def test_squared_loss_is_convex(self):
        self.check(squared_loss_is_convex)


class TestLinearRegression(CheckCase):
    """Linear regression (2.2a)."""

    def test_linear_regression_step(self):
        self.check(linear_regression_step)

    def test_linear_regression_epoch(self):
        self.check(linear_regression_epoch)

    def test_linear_regression_rate_unless_told(self):
        self.check(
            linear_regression_rate_unless_told,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )

    def test_analytic_solution(self):
        self.check(
            analytic_solution,
            tolerance=Tolerance(relative=0.003, absolute=1e-08, growth_per_step=0.0),
        )

    def test_analytic_solution_with_dependent_columns(self):
        self.check(
            analytic_solution_with_dependent_columns,
            tolerance=Tolerance(relative=0.003, absolute=1e-08, growth_per_step=0.0),
        )


class TestNeuralRegression(CheckCase):
    """A network for regression (2.2b)."""

    def test_neural_regression_evaluates(self):
        self.check(neural_regression_evaluates)

    def test_neural_regression_starts_without_biases(self):
        self.check(neural_regression_starts_without_biases)

    def test_neural_regression_draws_its_weights(self):
        self.check(
            neural_regression_draws_its_weights,
            tolerance=Tolerance(relative=0.35, absolute=1e-08, growth_per_step=0.0),
        )

    def test_neural_regression_learns_its_output_bias(self):
        self.check(
            neural_regression_learns_its_output_bias,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )

    def test_neural_regression_moves_both_layers_at_once(self):
        self.check(
            neural_regression_moves_both_layers_at_once,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )

    def test_neural_regression_teaches_in_equal_measure(self):
        self.check(
            neural_regression_teaches_in_equal_measure,
            tolerance=Tolerance(relative=0.0, absolute=0.02, growth_per_step=0.0),
        )

    def test_neural_regression_rate_unless_told(self):
        self.check(
            neural_regression_rate_unless_told,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )

    def test_neural_regression_learns_a_bend(self):
        self.check(neural_regression_learns_a_bend)


class TestPerceptron(CheckCase):
    """Perceptron (3.1a)."""

    def test_perceptron_learns_from_a_mistake(self):
        self.check(perceptron_learns_from_a_mistake)

    def test_perceptron_stays_when_it_is_right(self):
        self.check(perceptron_stays_when_it_is_right)

    def test_perceptron_epoch(self):
        self.check(perceptron_epoch)

    def test_perceptron_has_no_learning_rate(self):
        self.check(perceptron_has_no_learning_rate)


class TestLogisticRegression(CheckCase):
    """Logistic regression (3.1b)."""

    def test_logistic_regression_step(self):
        self.check(logistic_regression_step)

    def test_logistic_regression_rate_unless_told(self):
        self.check(
            logistic_regression_rate_unless_told,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )

    def test_logistic_regression_learns_when_it_is_right(self):
        self.check(logistic_regression_learns_when_it_is_right)

    def test_logistic_regression_epoch(self):
        self.check(logistic_regression_epoch)

    def test_logistic_regression_with_large_logits(self):
        self.check(logistic_regression_with_large_logits)


class TestMLP(CheckCase):
    """Multilayer perceptron (3.2b)."""

    def test_mlp_predicts_one_class(self):
        self.check(mlp_predicts_one_class)

    def test_mlp_starts_without_biases(self):
        self.check(mlp_starts_without_biases)

    def test_mlp_learns_its_output_biases(self):
        self.check(mlp_learns_its_output_biases)

    def test_mlp_moves_both_layers_at_once(self):
        self.check(
            mlp_moves_both_layers_at_once,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )

    def test_mlp_teaches_in_equal_measure(self):
        self.check(
            mlp_teaches_in_equal_measure,
            tolerance=Tolerance(relative=0.0, absolute=0.02, growth_per_step=0.0),
        )

    def test_mlp_takes_a_step_for_each_example(self):
        self.check(
            mlp_takes_a_step_for_each_example,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )

    def test_mlp_learns_what_no_linear_model_can(self):
        self.check(mlp_learns_what_no_linear_model_can)

    def test_mlp_rate_unless_told(self):
        self.check(
            mlp_rate_unless_told,
            tolerance=Tolerance(relative=0.001, absolute=1e-06, growth_per_step=0.0),
        )


class TestTorchLogisticRegression(CheckCase):
    """Logistic regression in PyTorch (4.1)."""

    def test_logistic_size(self):
        self.check(logistic_size, needs="torch", expected_by=expect_linear_count)

    def test_logistic_logits(self):
        self.check(
            logistic_logits,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_linear_logits,
        )

    def test_batch_loss(self):
        self.check(
            batch_loss,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_loss,
        )

    def test_batch_step(self):
        self.check(
            batch_step,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_linear_step,
        )

    def test_fresh_gradients(self):
        self.check(
            fresh_gradients,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_second_step,
        )

    def test_adam_steps(self):
        self.check(
            adam_steps,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_adam,
        )


class TestTorchNetwork(CheckCase):
    """A feed-forward network in PyTorch (4.2)."""

    def test_one_layer_size(self):
        self.check(one_layer_size, needs="torch", expected_by=expect_count_of_one)

    def test_relu_logits(self):
        self.check(
            relu_logits,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_logits,
        )

    def test_tanh_logits(self):
        self.check(
            tanh_logits,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_logits,
        )

    def test_linear_output(self):
        self.check(
            linear_output,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_shift,
        )

    def test_network_step(self):
        self.check(
            network_step,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_step,
        )

    def test_dropped_units(self):
        self.check(
            dropped_units,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_dropped_units,
        )

    def test_dropout_probability(self):
        self.check(
            dropout_probability,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_share,
        )

    def test_no_dropout_in_evaluation(self):
        self.check(
            no_dropout_in_evaluation,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_logits,
        )


class TestTorchLayers(CheckCase):
    """Two and three layers (4.3)."""

    def test_two_layers_size(self):
        self.check(two_layers_size, needs="torch", expected_by=expect_count_of_two)

    def test_three_layers_size(self):
        self.check(three_layers_size, needs="torch", expected_by=expect_count_of_three)

    def test_deeper_logits(self):
        self.check(
            deeper_logits,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_logits,
        )

    def test_deeper_step(self):
        self.check(
            deeper_step,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            needs="torch",
            expected_by=expect_step,
        )

    def test_deeper_dropout(self):
        self.check(deeper_dropout, needs="torch", expected_by=expect_changes)


def load_tests(loader, standard_tests, pattern):
    """Have unittest run the tests in the order in which they stand here: the first ones are used further down."""
    classes = [each for each in globals().values() if isinstance(each, type) and CheckCase in each.__bases__]
    names = {each: sorted(loader.getTestCaseNames(each), key=list(vars(each)).index) for each in classes}
    return unittest.TestSuite(each(name) for each in classes for name in names[each])


if __name__ == "__main__":
    unittest.main()
