"""Tests for linear_regression.py, softmax.py and derivations.py: Linear regression by gradient descent, and softmax.

    python -m unittest tests
    python -m unittest tests.TestOneExample
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
from typing import Any, TypeAlias

import numpy as np

MODULES = ("linear_regression", "softmax", "derivations",)
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

PIXELS, CLASSES = 784, 10
LIT = slice(None, None, PIXELS // 8)
RATES = ("learning_rate", "lr", "LEARNING_RATE", "LR", "eta", "alpha")
BATCH_SIZES = ("batch_size", "BATCH_SIZE", "batchsize")
MODEL_METHODS = ("forward", "backward", "step", "zerograd", "loadparams", "getWs", "getbs")


def kept(value):
    """A copy of an array, or of the numbers in a list; anything else as it is, so that its type is seen."""
    if isinstance(value, (list, tuple)):
        # Lists of unequal lengths make no array.
        with contextlib.suppress(ValueError):
            numbers = np.array(value)
            return numbers if numbers.dtype.kind in "biuf" else value
    return value.copy() if isinstance(value, np.ndarray) else value


def number(value):
    """The number in a float, or in an array of one element: both are a loss."""
    return value.reshape(()).copy() if isinstance(value, np.ndarray) and value.size == 1 else value


def shape(value):
    """The shape of an array; anything else as it is, so that a missing result is seen to be missing."""
    return np.array(value.shape) if isinstance(value, np.ndarray) else value


def components(value):
    """How many numbers there are; a value that holds none as it is, so that a missing result is seen to be missing."""
    found = kept(value)
    return np.size(found) if isinstance(found, (np.ndarray, np.generic, int, float)) else found


def slopes(loss, at):
    """The derivatives of `loss` with respect to each entry of `at`, by central differences."""
    found = np.zeros(at.shape)
    for place in np.ndindex(*at.shape):
        step = np.zeros(at.shape)
        step[place] = 1e-5
        found[place] = (loss(at + step) - loss(at - step)) / 2e-5
    return found


def squared_error(prediction, y):
    """Equations (2) and (3)."""
    return np.sum((prediction - y) ** 2)


def sigmoid(z):
    """The sigmoid, for numbers that cannot overflow it."""
    return 1 / (1 + np.exp(-z))


def cross_entropy(a, y):
    """Equation (9), for numbers that cannot overflow it."""
    return np.log(np.sum(np.exp(a))) - a[y]


def images(x):
    """Rows of 784 pixels, of which eight have the brightness in x and the others are dark."""
    rows = np.zeros((len(x), PIXELS))
    rows[:, LIT] = x
    return rows


def weights(W):
    """Weights of 784 pixels: those in W for the lit ones, and 0.01 for the others."""
    full = np.full((PIXELS, CLASSES), 0.01)
    full[LIT] = W
    return full


def onehot_rows(classes):
    """One row per class, with a 1 at its place."""
    return np.eye(CLASSES)[classes]


def lit(name, W):
    """What there is to say of an array like W: its shape, and its rows that belong to the lit pixels."""
    if not isinstance(W, np.ndarray) or W.shape != (PIXELS, CLASSES):
        return {f"shape of {name}": shape(W)}
    dark = np.delete(W, np.arange(PIXELS)[LIT], axis=0)
    return {
        f"shape of {name}": shape(W),
        f"{name} at the lit pixels": W[LIT].copy(),
        f"{name} at the dark pixels": dark[:: PIXELS // 4].copy(),
    }


def takes(function):
    """How many arguments a function takes by place."""
    kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        return 99
    return sum(
        kind in (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD) for kind in kinds
    )


def holder(file, name):
    """Where a function is to be found: the module, or an object of a class of it, where it is a method."""
    classes = [each for each in vars(file).values() if isinstance(each, type) and hasattr(each, name)]
    return classes[0]() if classes and not hasattr(file, name) else file


def call(place, name, *arguments):
    """Call a function with as many of the arguments as it takes."""
    function = getattr(place, name)
    return function(*arguments[: takes(function)])


@contextlib.contextmanager
def borrowed(places, names):
    """Names of the module, or of an object, set to other values for a while: the next check finds them as they were."""
    before = [(place, name, vars(place).get(name)) for place in places for name in names]
    for place, name, _ in before:
        setattr(place, name, names[name])
    try:
        yield
    finally:
        for place, name, value in before:
            if value is None:
                vars(place).pop(name, None)
            else:
                setattr(place, name, value)


def rows_are(file, rows):
    """The module's own batch size, where it has one, for batches of this many rows."""
    sizes = {name: rows for name in BATCH_SIZES if isinstance(vars(file).get(name), int)}
    return borrowed([file], sizes)


def inferred(file, x, W, b):
    """What do_network_inference returns for these rows, weights and biases."""
    place = holder(file, "do_network_inference")
    with borrowed([file, place], {"W": W.copy(), "b": b.copy()}):
        return kept(call(place, "do_network_inference", x.copy(), W.copy(), b.copy()))


def loss_of(file, y_hat, y):
    """What get_loss returns, where a batch size of the module's own is right."""
    with rows_are(file, len(y)):
        return number(call(holder(file, "get_loss"), "get_loss", y_hat.copy(), y.copy()))


def accuracy_of(file, y_hat, y):
    """What get_accuracy returns, where a batch size of the module's own is right."""
    with rows_are(file, len(y)):
        return number(call(holder(file, "get_accuracy"), "get_accuracy", y_hat.copy(), y.copy()))


def delta_w_of(file, y_hat, y, x):
    """What get_delta_weights returns, where a batch size of the module's own is right."""
    place = holder(file, "get_delta_weights")
    with rows_are(file, len(y)):
        return kept(call(place, "get_delta_weights", y_hat.copy(), y.copy(), x.copy()))


def delta_b_of(file, y_hat, y):
    """What get_delta_biases returns, where a batch size of the module's own is right."""
    with rows_are(file, len(y)):
        return kept(call(holder(file, "get_delta_biases"), "get_delta_biases", y_hat.copy(), y.copy()))


@np.errstate(all="ignore")
def growth_when_doubled(delta, *rows):
    """What a batch that is there twice makes of its delta: times 1 if the rows are averaged, 2 if they are summed."""
    once, doubled = delta(*rows), delta(*(np.concatenate([each, each]) for each in rows))
    return np.sum(once * doubled) / np.sum(once * once)


def averaged(delta, *rows):
    """A delta of these rows, made a mean if it is a sum: which of both it is has a check of its own."""
    found = delta(*rows)
    return found / len(rows[0]) if growth_when_doubled(delta, *rows) > 1.5 else found


def moved(file, delta_w, delta_b, W, b, *lr):
    """W and b after one call of do_parameter_update, be they returned, changed in place, or names of the module."""
    place = holder(file, "do_parameter_update")
    W, b = W.copy(), b.copy()
    with borrowed([file, place], {"W": W, "b": b}):
        returned = call(place, "do_parameter_update", delta_w.copy(), delta_b.copy(), W, b, *lr)
        if isinstance(returned, (tuple, list)) and len(returned) == 2:
            return kept(returned[0]), kept(returned[1])
        if returned is not None:
            return kept(returned), kept(returned)
        new = next((each for each in (place, file) if each.W is not W or each.b is not b), place)
        return kept(new.W), kept(new.b)


def rates_are(file, lr):
    """The module's own learning rate, where it has one, set to this one."""
    return borrowed([file], {name: lr for name in RATES if isinstance(vars(file).get(name), (int, float))})


def updated(file, delta_w, delta_b, W, b, lr):
    """W and b after a step with this learning rate, also where the rate is a number inside of the function."""
    place = holder(file, "do_parameter_update")

    def length(lr):
        """How far W moves with deltas of 1."""
        ones, ones_b = np.ones((PIXELS, CLASSES)), np.ones(CLASSES)
        with rates_are(file, lr):
            return np.abs(moved(file, ones, ones_b, 0 * ones, 0 * ones_b, lr)[0]).max()

    scale = 1.0
    if takes(place.do_parameter_update) < 5:
        own = length(lr)
        # A step that no other rate makes longer has its rate inside. Scaled deltas make it step as if it had ours.
        if own > 0 and own == length(2 * lr):
            scale = lr / own
    with rates_are(file, lr):
        return moved(file, scale * delta_w, scale * delta_b, W, b, lr)


def has_model(file):
    """Whether the file has the class of our template, rather than the first script's functions alone."""
    return all(hasattr(getattr(file, "LinearRegression", None), name) for name in MODEL_METHODS)


def stepped(file, rounds, W, b, lr):
    """W and b after each round of zerograd, forward and backward for each batch, step; in one list each."""
    Ws, bs = [], []
    if has_model(file):
        net = file.LinearRegression(PIXELS, CLASSES, lr)
        net.loadparams([W.copy()], [b.copy()])
    for batches in rounds:
        if has_model(file):
            net.zerograd()
            for x, y in batches:
                with rows_are(file, len(y)):
                    net.forward(x.copy())
                    net.backward(y.copy())
            net.step()
            W, b = kept(net.getWs()[0]), kept(net.getbs()[0])
        else:
            y_hats = [inferred(file, x, W, b) for x, _ in batches]
            delta_w = sum(
                delta_w_of(file, y_hat, y, x) for y_hat, (x, y) in zip(y_hats, batches, strict=True)
            )
            delta_b = sum(delta_b_of(file, y_hat, y) for y_hat, (_, y) in zip(y_hats, batches, strict=True))
            W, b = updated(file, delta_w, delta_b, W, b, lr)
        Ws.append(W)
        bs.append(b)
    return Ws, bs


def start(file, pixels):
    """W and b before any step: the module's own, if it has them under these names, else those of the handout."""
    W, b = getattr(file, "W", None), getattr(file, "b", None)
    if isinstance(W, np.ndarray) and isinstance(b, np.ndarray) and W.shape == (pixels, CLASSES):
        return W.copy(), b.copy()
    return np.full((pixels, CLASSES), 0.01), np.full(CLASSES, 0.01)


def run(file, data, label, test_data, test_label, lr=0.01, epochs=10, batch_size=100, evaluation_rows=10_000):
    """A training run, by the file's `train` or, in a script without one, by its functions in their order."""
    if hasattr(file, "train"):
        options = {"lr": lr, "epochs": epochs, "batch_size": batch_size, "evaluation_rows": evaluation_rows}
        with rows_are(file, batch_size):
            return file.train(data, label, test_data, test_label, **options)
    W, b = start(file, data.shape[1])
    x, y = data[evaluation_rows:], label[evaluation_rows:]
    training_errors, evaluation_errors = [], []
    for _ in range(epochs):
        for iteration in range(len(x) // batch_size):
            batch = call(holder(file, "get_next_batch"), "get_next_batch", iteration, batch_size, x, y)
            (W,), (b,) = stepped(file, [[batch]], W, b, lr)
        training_errors.append(loss_of(file, inferred(file, x, W, b), y))
        tested = inferred(file, data[:evaluation_rows], W, b)
        evaluation_errors.append(loss_of(file, tested, label[:evaluation_rows]))
    tested = inferred(file, test_data, W, b)
    test = loss_of(file, tested, test_label), accuracy_of(file, tested, test_label)
    return W, b, np.array(training_errors), np.array(evaluation_errors), *test


def one_example_weights(derivations, W, b, x, y):
    """linear_dW returns the derivative of the squared error with respect to W.

    Equations (1) and (2): it has the shape of W, and one factor 2 that comes from the square.
    """
    dW = kept(derivations.linear_dW(W.copy(), b.copy(), x.copy(), y.copy()))
    return {"dW": dW, "dW, by finite differences": slopes(lambda at: squared_error(at @ x + b, y), W)}


def one_example_biases(derivations, W, b, x, y):
    """linear_db returns the derivative of the squared error with respect to b.

    Equations (1) and (2): it has the shape of b. Which sign does y have in it?
    """
    db = kept(derivations.linear_db(W.copy(), b.copy(), x.copy(), y.copy()))
    return {"db": db, "db, by finite differences": slopes(lambda at: squared_error(W @ x + at, y), b)}


def one_example_square_weights(derivations, W, b, x, y):
    """linear_dW is right for a square W, where a transposed result has the right shape, too.

    Row c of W belongs to output c, and column d to input d: so do those of dL/dW.
    """
    dW = kept(derivations.linear_dW(W.copy(), b.copy(), x.copy(), y.copy()))
    return {"dW": dW, "dW, by finite differences": slopes(lambda at: squared_error(at @ x + b, y), W)}


def batch_weights(derivations, W, b, X, Y):
    """batch_dW returns the derivative of the summed squared error with respect to W.

    Equation (3) sums over the columns: nothing is divided by n here. The mean belongs to linear_regression.py.
    """
    dW = kept(derivations.batch_dW(W.copy(), b.copy(), X.copy(), Y.copy()))
    B = b[:, np.newaxis]
    return {"dW": dW, "dW, by finite differences": slopes(lambda at: squared_error(at @ X + B, Y), W)}


def batch_biases(derivations, W, b, X, Y):
    """batch_db returns the derivative of the summed squared error with respect to b.

    Equation (3): the same b is added to every column, so each column has a part in its derivative; no mean.
    """
    db = kept(derivations.batch_db(W.copy(), b.copy(), X.copy(), Y.copy()))
    quotients = slopes(lambda at: squared_error(W @ X + at[:, np.newaxis], Y), b)
    return {"db": db, "db, by finite differences": quotients}


def batch_of_one(derivations, W, b, X, Y):
    """batch_dW and batch_db work for a batch of one column.

    With n = 1, a sum and a mean are the same: they give what linear_dW and linear_db give, of the same shapes.
    """
    B = b[:, np.newaxis]
    return {
        "dW": kept(derivations.batch_dW(W.copy(), b.copy(), X.copy(), Y.copy())),
        "dW, by finite differences": slopes(lambda at: squared_error(at @ X + B, Y), W),
        "db": kept(derivations.batch_db(W.copy(), b.copy(), X.copy(), Y.copy())),
        "db, by finite differences": slopes(lambda at: squared_error(W @ X + at[:, np.newaxis], Y), b),
    }


def one_hot(linear_regression, v):
    """make_one_hot returns one row of ten per label, with a 1 at the label.

    There are ten classes, also where the largest label is not among those that are given.
    """
    return {
        "rows": kept(call(holder(linear_regression, "make_one_hot"), "make_one_hot", v.copy())),
    }


def next_batch(linear_regression, iteration, batch_size, x, y):
    """get_next_batch returns the rows of one batch, of the images and of the labels.

    Batches are counted from 0 and follow each other in the order of the rows: is anything shuffled, or off by one?
    """
    place = holder(linear_regression, "get_next_batch")
    returned = call(place, "get_next_batch", iteration, batch_size, x.copy(), y.copy())
    if not isinstance(returned, (tuple, list)) or len(returned) != 2:
        return {"images": kept(returned)}
    return {"images": kept(returned[0]), "labels": kept(returned[1])}


def inference(linear_regression, x, W, b):
    """do_network_inference returns the predictions of every row.

    Equation (4): a row of the result belongs to a row of x. b is added to each, and nothing follows.
    """
    return {"predictions": inferred(linear_regression, images(x), weights(W), b)}


def loss(linear_regression, y_hat, classes):
    """get_loss returns the squared error, summed over the classes and averaged over the rows.

    Equation (5): one number, divided by the number of rows alone. np.mean over all entries divides by ten more.
    """
    return {"loss": loss_of(linear_regression, y_hat, onehot_rows(classes))}


def accuracy(linear_regression, y_hat, classes):
    """get_accuracy returns the share of rows whose largest prediction is at the label.

    A share is a number from 0 to 1, neither a count nor in percent.
    """
    y_hat[np.arange(7), classes[:7]] = 5.0
    y = onehot_rows(classes)
    slices = slice(0, 4), slice(4, 9), slice(6, 12)
    return {
        "accuracies": np.array(
            [accuracy_of(linear_regression, y_hat[rows], y[rows]) for rows in slices], dtype=float
        )
    }


def figures_of_any_number_of_rows(linear_regression, y_hat, classes):
    """get_loss and get_accuracy divide by the number of rows that they are given.

    The evaluation set has other rows than a batch. Do you divide by a batch size that is written down elsewhere?
    """
    y_hat[np.arange(3), classes[:3]] = 5.0
    y = onehot_rows(classes)
    place = holder(linear_regression, "get_loss")
    found = number(call(place, "get_loss", y_hat.copy(), y.copy()))
    place = holder(linear_regression, "get_accuracy")
    return {"loss": found, "accuracy": number(call(place, "get_accuracy", y_hat.copy(), y.copy()))}


def delta_weights_of_one_image(linear_regression, y_hat, x, classes):
    """get_delta_weights returns dL/dW for a single image.

    Your result of (a), transposed: examples are rows here, and W has shape (784, 10).
    """
    y = onehot_rows(classes)
    return lit("delta_w", delta_w_of(linear_regression, y_hat, y, images(x)))


def delta_weights(linear_regression, y_hat, x, classes):
    """get_delta_weights returns dL/dW for a batch, up to its being a sum or a mean.

    Which of both is another check's business; here a sum is divided by the rows. Does each row meet its own image?
    """

    def delta(y_hat, y, x):
        return delta_w_of(linear_regression, y_hat, y, x)

    return lit("delta_w", averaged(delta, y_hat, onehot_rows(classes), images(x)))


def delta_biases(linear_regression, y_hat, classes):
    """get_delta_biases returns dL/db for a batch, up to its being a sum or a mean.

    It has shape (10,): one number per class, from all rows. Which of sum and mean is another check's business.
    """

    def delta(y_hat, y):
        return delta_b_of(linear_regression, y_hat, y)

    return {"delta_b": averaged(delta, y_hat, onehot_rows(classes))}


def deltas_are_means(linear_regression, y_hat, x, classes):
    """get_delta_weights and get_delta_biases average over the rows, as the loss does.

    A batch that is there twice has the mean, and so the deltas, of the batch: 1. Plain sums over the rows give 2: with
    batches of 100 they are 100 times as large, and on the digits they diverge with the learning rate 0.01.
    """
    y, x = onehot_rows(classes), images(x)

    def delta_w(y_hat, y, x):
        return delta_w_of(linear_regression, y_hat, y, x)

    def delta_b(y_hat, y):
        return delta_b_of(linear_regression, y_hat, y)

    return {
        "delta_w of a batch twice over, divided by that of the batch (1: mean, 2: sum),": growth_when_doubled(
            delta_w, y_hat, y, x
        ),
        "delta_b of a batch twice over, divided by that of the batch (1: mean, 2: sum),": growth_when_doubled(
            delta_b, y_hat, y
        ),
    }


def parameter_update(linear_regression, delta_w, delta_b, lr, W, b):
    """do_parameter_update moves W and b against their deltas, both by the same learning rate.

    Equation (6): return both, or change both in place. `W = W - …` alone changes a name inside of the function.
    """
    deltas = weights(delta_w), delta_b
    W, b = updated(linear_regression, *deltas, weights(W), b, lr)
    return {**lit("W after the step", W), "b after the step": b}


def three_steps(linear_regression, x, classes, W, b):
    """Three images, one after the other, move W and b as gradient descent does.

    One round is zerograd, forward, backward, step. Does a round take up the latest W and b, and its own deltas alone?
    """
    x, y = images(x), onehot_rows(classes)
    rounds = [[(x[row : row + 1], y[row : row + 1])] for row in range(3)]
    Ws, bs = stepped(linear_regression, rounds, weights(W), b, 0.1)
    return {**lit("W after three steps", Ws[-1]), "b after three steps": bs[-1]}


def defaults_of_the_model(linear_regression, delta_w, delta_b, x, classes):
    """do_parameter_update and LinearRegression have the learning rate 0.01, 784 pixels and ten classes by default.

    Look at the default values in the table of section 1. A script that has neither default is not asked for them.
    """
    W, b = np.full((PIXELS, CLASSES), 0.01), np.full(CLASSES, 0.01)
    x, y = images(x), onehot_rows(classes)
    if has_model(linear_regression):
        after = moved(linear_regression, 100 * weights(delta_w), 100 * delta_b, W, b)
        net = linear_regression.LinearRegression()
        net.zerograd()
        net.forward(100 * x)
        net.backward(y)
        net.step()
        learned = kept(net.getWs()[0]), kept(net.getbs()[0])
    else:
        after = updated(linear_regression, 100 * weights(delta_w), 100 * delta_b, W, b, 0.01)
        (W_after,), (b_after,) = stepped(linear_regression, [[(100 * x, y)]], W, b, 0.01)
        learned = W_after, b_after
    return {
        **lit("W after do_parameter_update", after[0]),
        "b after do_parameter_update": after[1],
        **lit("W of a new model after a step", learned[0]),
        "b of a new model after a step": learned[1],
    }


def start_of_a_model(linear_regression, pixels):
    """A new model has 0.01 in every place of W and b.

    Section 3: the start is neither random nor zero, for b as for W. In a script, W and b of the module start so:
    does its loop run while the file is imported?
    """
    if has_model(linear_regression):
        net = linear_regression.LinearRegression(pixels, CLASSES, 0.01)
        W, b = kept(net.getWs()[0]), kept(net.getbs()[0])
    else:
        # A script may make W and b where they cannot be seen. What it must have is the model itself.
        _ = holder(linear_regression, "do_network_inference").do_network_inference
        W, b = start(linear_regression, pixels)
    return {**lit("W at the start", W), "b at the start": np.ravel(b) if isinstance(b, np.ndarray) else b}


def loss_shrinks_or_overflows(linear_regression, x, classes):
    """The loss shrinks with the learning rate 0.01, and grows without end with 0.1, as the theory says.

    Section 5: these images are as bright as the digits, and the limit is near 0.03. If the loss leaves the
    reference with 0.01 already, and grows, the deltas are sums over the rows, which is a learning rate of 0.01 · n.
    """
    # Each of eight numbers shines in 19 pixels: 152 of 784, as many as the ink of a digit covers.
    bright = np.zeros((len(x), PIXELS))
    bright[:, : 8 * 19] = np.repeat(x, 19, axis=1)
    y = onehot_rows(classes)
    curves = {}
    for lr in 0.01, 0.1:
        Ws, bs = stepped(
            linear_regression,
            [[(bright, y)]] * 20,
            np.full((PIXELS, CLASSES), 0.01),
            np.full(CLASSES, 0.01),
            lr,
        )
        losses = [squared_error(bright @ W + b, y) / len(y) for W, b in zip(Ws, bs, strict=True)]
        curves[f"log10 of the loss with the learning rate {lr}"] = np.log10(losses)
    return curves


def trained_parameters(linear_regression, x, classes, batch_size):
    """A run learns from the training rows alone, batch after batch in their order, from W = b = 0.01.

    The first rows are the evaluation set, and there is a test set. Does either of them move W, or are rows shuffled?
    What 1c says of your deltas holds for this run, too.
    """
    x, y = images(x), onehot_rows(classes)
    options = {"lr": 0.05, "epochs": 2, "batch_size": batch_size, "evaluation_rows": 4}
    W, b, *_ = run(linear_regression, x[4:], y[4:], x[:4], y[:4], **options)
    return {**lit("W after the run", W), "b after the run": kept(b)}


def figures_of_a_run(linear_regression, x, classes):
    """A run gives both errors after each epoch, and the error and the accuracy on the test set.

    Equation (5), over all rows of a set, with the W and b of the end of the epoch. Each set has a size of its own.
    What 1c says of your deltas, your loss and your accuracy holds for this run, too.
    """
    x, y = images(x), onehot_rows(classes)
    options = {"lr": 0.05, "epochs": 3, "batch_size": 1, "evaluation_rows": 6}
    figures = run(linear_regression, x[5:], y[5:], x[:5], y[:5], **options)[2:]
    training_errors, evaluation_errors, test_error, test_accuracy = figures
    return {
        "training error after each epoch": np.array(training_errors, dtype=float),
        "evaluation error after each epoch": np.array(evaluation_errors, dtype=float),
        "test error": number(test_error),
        "test accuracy": number(test_accuracy),
    }


def sigmoid_weights(derivations, W, b, x, y):
    """sigmoid_dW returns the derivative with respect to W, with the sigmoid behind Wx + b.

    Equation (7): the chain has one link more than in (a), the derivative of the sigmoid at Wx + b.
    """
    dW = kept(derivations.sigmoid_dW(W.copy(), b.copy(), x.copy(), y.copy()))
    quotients = slopes(lambda at: squared_error(sigmoid(at @ x + b), y), W)
    return {"dW": dW, "dW, by finite differences": quotients}


def sigmoid_biases(derivations, W, b, x, y):
    """sigmoid_db returns the derivative with respect to b, with the sigmoid behind Wx + b.

    Equation (7): the link that W's derivative has is in b's, too.
    """
    db = kept(derivations.sigmoid_db(W.copy(), b.copy(), x.copy(), y.copy()))
    quotients = slopes(lambda at: squared_error(sigmoid(W @ x + at), y), b)
    return {"db": db, "db, by finite differences": quotients}


def sigmoid_saturated(derivations, z, y):
    """sigmoid_dW and sigmoid_db are finite wherever Wx + b may be, also at 1000 and -1000.

    There the sigmoid is flat and its derivative 0. A quotient such as e^z / (1 + e^z) is inf / inf instead.
    """
    # With x = (1, -1), W = (z + 1, 1) and b = 0, Wx + b is z.
    W = np.column_stack([z + 1, np.ones(4)])
    x, b = np.array([1.0, -1.0]), np.zeros(4)
    return {
        "dW": kept(derivations.sigmoid_dW(W.copy(), b.copy(), x.copy(), y.copy())),
        "db": kept(derivations.sigmoid_db(W.copy(), b.copy(), x.copy(), y.copy())),
    }


def sigmoid_descends(derivations, X, classes, W):
    """With the sigmoid, gradient descent stays finite with a learning rate that the linear model cannot bear.

    Section 5: twenty rounds over some bright images with lr = 0.2. If W explodes, the sigmoid's derivative is missing.
    """
    C, b = len(W), np.zeros(len(W))
    for _ in range(20):
        for x, label in zip(X.T, classes, strict=True):
            y = np.eye(C)[label]
            dW = derivations.sigmoid_dW(W.copy(), b.copy(), x.copy(), y.copy())
            db = derivations.sigmoid_db(W.copy(), b.copy(), x.copy(), y.copy())
            W, b = W - 0.2 * dW, b - 0.2 * db
    return {"W after twenty rounds": W, "b after twenty rounds": b}


def softmax_da(derivations, a, y):
    """softmax_cross_entropy_da returns the derivative with respect to all logits.

    Equation (9): every logit is in the sum below the fraction, so no component is 0. Which sign has that of the class?
    """
    da = kept(derivations.softmax_cross_entropy_da(a.copy(), y))
    return {"da": da, "da, by finite differences": slopes(lambda at: cross_entropy(at, y), a)}


def softmax_da_of_every_class(derivations, a):
    """softmax_cross_entropy_da is right whichever class is the right one, also the first and the last.

    Classes are counted from 0, as Python does. Row y of the result below is the derivative for class y.
    """
    rows = [np.array(derivations.softmax_cross_entropy_da(a.copy(), y), dtype=float) for y in range(len(a))]
    quotients = [slopes(lambda at, y=y: cross_entropy(at, y), a) for y in range(len(a))]
    return {"da": np.array(rows), "da, by finite differences": np.array(quotients)}


def softmax_da_by_hand(derivations, a, y):
    """softmax_cross_entropy_da gives the numbers that one can work out in the head.

    With equal logits, the softmax is 1/N everywhere. With two classes, both components have the same size.
    """
    da = kept(derivations.softmax_cross_entropy_da(a.copy(), y))
    return {"da": da, "da, by finite differences": slopes(lambda at: cross_entropy(at, y), a)}


def softmax_da_leaves_the_logits_alone(derivations, a):
    """softmax_cross_entropy_da does not change the logits that it is given.

    Section 1: `a -= …` changes the caller's array, `a = a - …` does not.
    """
    found = derivations.softmax_cross_entropy_da(a, 1)
    return {"the logits afterwards": a, "components of da": components(found)}


def softmax_values(softmax, b):
    """The function softmax returns the probabilities of all classes.

    Equation (8): as many as there are logits, and their sum is 1.
    """
    return {"softmax": kept(softmax.softmax(b.copy()))}


def softmax_extreme(softmax, b):
    """The function softmax neither overflows nor divides by 0, however large the logits are.

    e^1000 is inf and e^-1000 is 0 in float64. What changes if the same number is taken off all logits?
    """
    return {"softmax": kept(softmax.softmax(b.copy()))}


def loss_values(softmax, a, y):
    """softmax_crossentropy returns minus the logarithm of the probability of the right class.

    Equation (9): one number, with the natural logarithm.
    """
    return {"loss": number(softmax.softmax_crossentropy(a.copy(), y))}


def loss_extreme(softmax, a):
    """softmax_crossentropy is finite and exact for every class, however large the logits are.

    The probability of a class may round to 0, and log(0) is -inf. A small number in the logarithm only makes it finite,
    not right: work out log S before you compute it.
    """
    return {
        "loss of each class": np.array(
            [number(softmax.softmax_crossentropy(a.copy(), y)) for y in range(len(a))], dtype=float
        )
    }


def softmax_and_loss_leave_the_logits_alone(softmax, a):
    """The functions softmax and softmax_crossentropy do not change the logits that they are given.

    Section 1: `a -= …` changes the caller's array, `a = a - …` does not.
    """
    probabilities, loss = softmax.softmax(a), softmax.softmax_crossentropy(a, 1)
    return {
        "the logits afterwards": a,
        "components of the softmax": components(probabilities),
        "loss is a number (1: yes)": int(np.ndim(number(loss)) == 0 and loss is not None),
    }


def gradient(softmax, a, y):
    """grad_softmax_crossentropy returns the derivative of the loss with respect to all logits.

    It is what you found in 2a: a vector as long as the logits.
    """
    found = kept(softmax.grad_softmax_crossentropy(a.copy(), y))
    return {"gradient": found, "gradient, by finite differences": slopes(lambda at: cross_entropy(at, y), a)}


def gradient_extreme(softmax, a, y):
    """grad_softmax_crossentropy is finite, however large the logits are.

    It takes its softmax from 2b, or one that is as stable.
    """
    return {"gradient": kept(softmax.grad_softmax_crossentropy(a.copy(), y))}


def gradient_leaves_the_logits_alone(softmax, a):
    """grad_softmax_crossentropy does not change the logits that it is given.

    Section 1: `gradient = a` is no copy. What you then write into `gradient`, you write into `a`.
    """
    found = softmax.grad_softmax_crossentropy(a, 1)
    return {"the logits afterwards": a, "components of the gradient": components(found)}


def gradient_is_an_array(softmax, a):
    """grad_softmax_crossentropy returns a NumPy array.

    Section 1: with a list, `analytic - numerical` is an error. np.array makes an array of it.
    """
    found = softmax.grad_softmax_crossentropy(a.copy(), 1)
    return {"the gradient is an array (1: yes)": int(isinstance(found, np.ndarray))}


def quotients_of(softmax, a, y, e):
    """All quotients of differences of the student's own loss that one may rightly take, in one array."""

    def loss(at):
        return float(number(softmax.softmax_crossentropy(at, y)))

    steps = e * np.eye(len(a))
    ahead = np.array([loss(a + step) for step in steps])
    behind = np.array([loss(a - step) for step in steps])
    half = np.array([loss(a + step / 2) - loss(a - step / 2) for step in steps])
    return np.array([(ahead - behind) / (2 * e), (ahead - loss(a)) / e, (loss(a) - behind) / e, half / e])


def numerical_gradient(softmax, a, y, e):
    """numerical_gradient returns all components of the gradient.

    Equation (10), once for each logit: a vector as long as the logits, not one
    component. Divide by 2e if both ends move.
    """
    return {"numerical gradient": kept(softmax.numerical_gradient(a.copy(), y, e))}


def numerical_gradient_extreme(softmax, a, y, e):
    """numerical_gradient is finite and right, however large the logits are.

    The difference of two losses that are both inf is nan: the loss has to be stable.
    """
    return {"numerical gradient": kept(softmax.numerical_gradient(a.copy(), y, e))}


def numerical_gradient_is_a_quotient(softmax, a, y, e):
    """numerical_gradient takes differences of the loss with the step e, one logit at a time.

    With a large step such as 0.5, a quotient of differences is not the derivative: it must not come from the formula,
    no other step may be taken, and a logit goes back to its place before the next one moves.
    """
    found = kept(softmax.numerical_gradient(a.copy(), y, e))
    distances = np.abs(quotients_of(softmax, a, y, e) - found).max(axis=1)
    return {
        "components of the gradient": components(found),
        "distance to the nearest quotient of your loss": distances.min(),
    }


def numerical_gradient_is_an_array(softmax, a, y, e):
    """numerical_gradient returns a NumPy array.

    Section 1: with a list, `analytic - numerical` is an error. np.array makes an array of it.
    """
    found = softmax.numerical_gradient(a.copy(), y, e)
    return {"the numerical gradient is an array (1: yes)": int(isinstance(found, np.ndarray))}


def gradient_errors(softmax, a, classes, e):
    """gradient_errors returns the largest distance between both gradients, at each of three points.

    Equation (11), of your own two functions and with the step that is given: a large one, so that there is a distance.
    """
    classes = classes.tolist()

    def own(e):
        pairs = [
            (
                kept(softmax.grad_softmax_crossentropy(point.copy(), y)),
                kept(softmax.numerical_gradient(point.copy(), y, e)),
            )
            for point, y in zip(a, classes, strict=True)
        ]
        return np.array([np.abs(analytic - numerical).max() for analytic, numerical in pairs])

    if hasattr(softmax, "gradient_errors"):
        errors, agree = softmax.gradient_errors(a.copy(), np.array(classes), e), 1
    else:
        # The course leaves the name open: without this function, the two gradients are compared here.
        errors, agree = own(e), int(own(1e-4).max() < 1e-3)
    distances = np.array(errors, dtype=float) - own(e)
    return {"distance from the largest distance": distances, "the gradients agree (1: yes)": agree}

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
        self, function, tolerance=Tolerance(), curves=(), wall_seconds=5, at=(), needs="", expected_by=None
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

class TestOneExample(CheckCase):
    """The squared error of one example (1a)."""

    def test_one_example_weights(self):
        self.check(one_example_weights, at=["W", "b", "x", "y"])

    def test_one_example_biases(self):
        self.check(one_example_biases, at=["W", "b", "x", "y"])

    def test_one_example_square_weights(self):
        self.check(one_example_square_weights, at=["W", "b", "x", "y"])


class TestBatch(CheckCase):
    """The squared error of a batch (1b)."""

    def test_batch_weights(self):
        self.check(batch_weights, at=["W", "b", "X", "Y"])

    def test_batch_biases(self):
        self.check(batch_biases, at=["W", "b", "X", "Y"])

    def test_batch_of_one(self):
        self.check(batch_of_one, at=["W", "b", "X", "Y"])


class TestLinearRegression(CheckCase):
    """linear_regression.py (1c)."""

    def test_one_hot(self):
        self.check(one_hot)

    def test_next_batch(self):
        self.check(next_batch)

    def test_inference(self):
        self.check(inference)

    def test_loss(self):
        self.check(loss)

    def test_accuracy(self):
        self.check(accuracy)

    def test_figures_of_any_number_of_rows(self):
        self.check(figures_of_any_number_of_rows)

    def test_delta_weights_of_one_image(self):
        self.check(delta_weights_of_one_image)

    def test_delta_weights(self):
        self.check(delta_weights)

    def test_delta_biases(self):
        self.check(delta_biases)

    def test_deltas_are_means(self):
        self.check(deltas_are_means)

    def test_parameter_update(self):
        self.check(parameter_update)

    def test_three_steps(self):
        self.check(three_steps)

    def test_defaults_of_the_model(self):
        self.check(defaults_of_the_model)

    def test_start_of_a_model(self):
        self.check(start_of_a_model)

    def test_loss_shrinks_or_overflows(self):
        self.check(
            loss_shrinks_or_overflows,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.5),
            curves=["log10 of the loss with the learning rate 0.01", "log10 of the loss with the learning rate 0.1"],
        )


class TestTraining(CheckCase):
    """A training run (1d)."""

    def test_trained_parameters(self):
        self.check(trained_parameters)

    def test_figures_of_a_run(self):
        self.check(figures_of_a_run)


class TestSigmoid(CheckCase):
    """Overflow, and the sigmoid (1e)."""

    def test_sigmoid_weights(self):
        self.check(sigmoid_weights, at=["W", "b", "x", "y"])

    def test_sigmoid_biases(self):
        self.check(sigmoid_biases, at=["W", "b", "x", "y"])

    def test_sigmoid_saturated(self):
        self.check(sigmoid_saturated, at=["z", "y"])

    def test_sigmoid_descends(self):
        self.check(sigmoid_descends)


class TestSoftmaxDerivative(CheckCase):
    """The gradient of the softmax cross-entropy (2a)."""

    def test_softmax_da(self):
        self.check(softmax_da, at=["a", "y"])

    def test_softmax_da_of_every_class(self):
        self.check(softmax_da_of_every_class, at=["a"])

    def test_softmax_da_by_hand(self):
        self.check(softmax_da_by_hand, at=["a", "y"])

    def test_softmax_da_leaves_the_logits_alone(self):
        self.check(softmax_da_leaves_the_logits_alone)


class TestSoftmax(CheckCase):
    """Softmax and cross-entropy (2b)."""

    def test_softmax_values(self):
        self.check(softmax_values, at=["b"])

    def test_softmax_extreme(self):
        self.check(softmax_extreme, at=["b"])

    def test_loss_values(self):
        self.check(loss_values, at=["a", "y"])

    def test_loss_extreme(self):
        self.check(loss_extreme, at=["a"])

    def test_softmax_and_loss_leave_the_logits_alone(self):
        self.check(softmax_and_loss_leave_the_logits_alone)


class TestGradient(CheckCase):
    """The analytic gradient (2c)."""

    def test_gradient(self):
        self.check(gradient, at=["a", "y"])

    def test_gradient_extreme(self):
        self.check(gradient_extreme, at=["a", "y"])

    def test_gradient_leaves_the_logits_alone(self):
        self.check(gradient_leaves_the_logits_alone)

    def test_gradient_is_an_array(self):
        self.check(gradient_is_an_array)


class TestNumericalGradient(CheckCase):
    """The numerical gradient (2d)."""

    def test_numerical_gradient(self):
        self.check(
            numerical_gradient,
            tolerance=Tolerance(relative=0.001, absolute=0.0001, growth_per_step=0.0),
            at=["a", "y", "e"],
        )

    def test_numerical_gradient_extreme(self):
        self.check(
            numerical_gradient_extreme,
            tolerance=Tolerance(relative=0.001, absolute=0.0001, growth_per_step=0.0),
            at=["a", "y", "e"],
        )

    def test_numerical_gradient_is_a_quotient(self):
        self.check(
            numerical_gradient_is_a_quotient,
            tolerance=Tolerance(relative=1e-05, absolute=1e-06, growth_per_step=0.0),
            at=["a", "y", "e"],
        )

    def test_numerical_gradient_is_an_array(self):
        self.check(numerical_gradient_is_an_array)

    def test_gradient_errors(self):
        self.check(gradient_errors, tolerance=Tolerance(relative=1e-05, absolute=1e-06, growth_per_step=0.0))


def load_tests(loader, standard_tests, pattern):
    """Have unittest run the tests in the order in which they stand here: the first ones are used further down."""
    classes = [each for each in globals().values() if isinstance(each, type) and CheckCase in each.__bases__]
    names = {each: sorted(loader.getTestCaseNames(each), key=list(vars(each)).index) for each in classes}
    return unittest.TestSuite(each(name) for each in classes for name in names[each])


if __name__ == "__main__":
    unittest.main()
