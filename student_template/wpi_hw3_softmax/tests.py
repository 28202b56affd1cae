"""Tests for softmax_regression.py and derivations.py: Softmax regression.

    python -m unittest tests
    python -m unittest tests.TestNewton
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
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

import numpy as np

MODULES = ("softmax_regression", "derivations",)
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

SEED = 541
EPOCHS, BATCH = 10, 8
HYPERPARAMETERS = ("batch_size", "lr", "epochs", "alpha")


def log_softmax(z):
    """The logarithm of equation (5), for each column."""
    shifted = z - z.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


def half_mean_squared_error(X, y, w):
    """Equation (1)."""
    return np.mean((X.T @ w - y) ** 2) / 2


def cross_entropy_of(Y, Z):
    """Equation (6), as a function of the logits."""
    return -np.sum(Y * log_softmax(Z)) / Y.shape[1]


def slopes(f, size, h=1e-4):
    """The central differences of f along each axis, at zero."""
    return np.array([(f(h * axis) - f(-h * axis)) / (2 * h) for axis in np.eye(size)])


def slopes_of_output(x, y_hat, k, l):
    """The slopes of the probability of class k by w^(l), where the probabilities are y_hat."""
    c = len(y_hat)
    return slopes(lambda d: np.exp(log_softmax(np.log(y_hat) + np.eye(c)[l] * (x @ d)))[k], len(x))


def slopes_of_loss(X, Y, Y_hat, l):
    """The slopes of equation (6) by w^(l), where the probabilities are Y_hat."""
    c = len(Y)
    return slopes(lambda d: cross_entropy_of(Y, np.log(Y_hat) + np.eye(c)[:, [l]] * (X.T @ d)), len(X))


def kept(value):
    """A copy of an array; anything else as it is, so that a list is seen to be a list."""
    return value.copy() if isinstance(value, np.ndarray) else value


def number(value):
    """The number in a float, or in an array of one element."""
    return value.reshape(()).copy() if isinstance(value, np.ndarray) and value.size == 1 else value


def shape(value):
    """The shape of an array; anything else as it is, so that a missing result is seen to be missing."""
    return np.array(value.shape) if isinstance(value, np.ndarray) else value


def with_slopes(gradient, quotients):
    """A gradient beside its finite differences."""
    return {"gradient": kept(gradient), "gradient, by finite differences": quotients}


def loaded(softmax_regression, W, b, **options):
    """A SoftmaxRegression with copies of these parameters."""
    model = softmax_regression.SoftmaxRegression(*W.shape, **options)
    model.loadparams([W.copy()], [b.copy()])
    return model


def parameters(model):
    """W and b of a model, now."""
    return {"W": kept(model.getWs()[0]), "b": kept(model.getbs()[0])}


def one_pass(model, x, g):
    """Forward, then backward; what backward returned."""
    model.forward(x.copy())
    return model.backward(g.copy())


def stepped(model, xs, gs):
    """W and b after a round of zerograd, forward, backward, step for each slice of xs and gs."""
    for x, g in zip(xs, gs, strict=True):
        model.zerograd()
        one_pass(model, x, g)
        model.step()
    return parameters(model)


def loss_and_gradient(softmax_regression, logits, labels):
    """The loss of these logits, and its gradient."""
    loss = softmax_regression.SoftmaxCrossEntropyLoss()
    value = number(loss.forward(logits.copy(), labels.copy()))
    return {"loss": value, "gradient": kept(loss.backward())}


def parts(softmax_regression, count, share=0.8):
    """What split makes of images that hold their own number, and of labels that are ten times that number."""
    np.random.seed(SEED)
    numbers = np.arange(count)
    return softmax_regression.split(
        np.stack([numbers, numbers], axis=1).astype(float), 10 * numbers, share=share
    )


def joined(arrays):
    """The arrays, one after the other; an empty array if there is none."""
    return np.concatenate(arrays) if arrays else np.zeros(0)


def in_places(found, places):
    """As many rows as there are places, with zeros where none was found: what is missing is counted elsewhere."""
    rows = np.zeros((places, *found.shape[1:]))
    rows[: len(found)] = found[:places]
    return rows


def about_batches(batches, images):
    """How many pieces there are of these images, how long each is, and all that is in them, in order."""
    pieces, n = [(np.array(some), np.array(their_labels)) for some, their_labels in batches], len(images)
    all_images = joined([some for some, _ in pieces]) if pieces else images[:0]
    all_labels = joined([their_labels for _, their_labels in pieces])
    return {
        "number of images in all minibatches": len(all_images),
        "number of minibatches": len(pieces),
        "images of each": in_places(np.array([len(some) for some, _ in pieces]), n),
        "labels of each": in_places(np.array([len(their_labels) for _, their_labels in pieces]), n),
        "images, one after the other": in_places(all_images, n),
        "labels, one after the other": in_places(all_labels, n),
    }


def grid_of(batch_size, lr, epochs, alpha):
    """A grid with these lists of values."""
    return dict(zip(HYPERPARAMETERS, (batch_size, lr, epochs, alpha), strict=True))


def as_numbers(best):
    """The four values of a combination, in the order of the handout."""
    return np.array([float(best[name]) for name in HYPERPARAMETERS])


def best_of(softmax_regression, train_images, train_labels, images, labels, grid):
    """What grid_search finds best, and its cross-entropy."""
    np.random.seed(SEED)
    best, found = softmax_regression.grid_search(
        train_images.copy(), train_labels.copy(), images.copy(), labels.copy(), grid
    )
    return as_numbers(best), number(found)


def made_and_trained(softmax_regression, images, labels, batch_size, lr, epochs, alpha):
    """What the student's own model and train make of a combination, without fitted."""
    model = softmax_regression.SoftmaxRegression(images.shape[1], 10, alpha=alpha, lr=lr)
    softmax_regression.train(model, images.copy(), labels.copy(), int(batch_size), int(epochs))
    return model


@contextmanager
def counted_columns(model_class):
    """A list of [model, columns that its backward has seen], for each model that is trained meanwhile."""
    counts, original = [], model_class.backward

    def backward(self, grad_wrt_out, *others, **named):
        if not any(model is self for model, _ in counts):
            counts.append([self, 0])
        (mine,) = [count for count in counts if count[0] is self]
        mine[1] += np.shape(grad_wrt_out)[1]
        return original(self, grad_wrt_out, *others, **named)

    # The method is exchanged, not the class: super(SoftmaxRegression, self) must go on to mean what it says.
    had_own = "backward" in vars(model_class)
    model_class.backward = backward
    try:
        yield counts
    finally:
        if had_own:
            model_class.backward = original
        else:
            del model_class.backward


def is_close(found, own):
    """1 if both are the same but for rounding errors, else 0: a mistake in a part is not counted again here."""
    return int(np.shape(found) == np.shape(own) and np.allclose(found, own, rtol=1e-4, atol=1e-6))


def about_the_final_model(softmax_regression, images, labels, test_images, test_labels, grid):
    """What experiment returns, beside what the student's own functions say of the model that it should measure."""
    np.random.seed(SEED)
    best, cross_entropy, accuracy = softmax_regression.experiment(
        images.copy(), labels.copy(), test_images.copy(), test_labels.copy(), grid
    )
    own = made_and_trained(softmax_regression, images, labels, *as_numbers(best))
    own_cross_entropy = softmax_regression.cross_entropy(own, test_images, test_labels)
    own_accuracy = softmax_regression.accuracy(own, test_images, test_labels)
    return {
        "batch_size, lr, epochs and alpha": as_numbers(best),
        "cross-entropy is that of a model of all training images (1: yes)": is_close(
            cross_entropy, own_cross_entropy
        ),
        "accuracy is that of a model of all training images (1: yes)": is_close(accuracy, own_accuracy),
    }


def trained(softmax_regression, x, labels, W, b, alpha):
    """Train as in section 11 of the handout; loss, accuracy, W and b after every step."""
    model, loss = (
        loaded(softmax_regression, W, b, alpha=alpha, lr=0.5),
        softmax_regression.SoftmaxCrossEntropyLoss(),
    )
    curves = {name: [] for name in ("loss", "accuracy", "W", "b")}
    for _ in range(EPOCHS):
        for start in range(0, x.shape[1], BATCH):
            y = labels[:, start : start + BATCH].copy()
            logits = model.forward(x[:, start : start + BATCH].copy())
            curves["accuracy"].append(np.mean(np.argmax(logits, axis=0) == y.argmax(axis=0)))
            curves["loss"].append(number(loss.forward(logits, y)))
            model.zerograd()
            model.backward(loss.backward())
            model.step()
            for name, value in parameters(model).items():
                curves[name].append(value)
    return {name: np.array(values) for name, values in curves.items()}


def mse_gradient(derivations, X, y, w):
    """mse_gradient returns the gradient of half the mean squared error.

    Equation (1): after the derivative, is it 1/n or 1/2n? Examples are the columns of X.
    """
    gradient = derivations.mse_gradient(X.copy(), y.copy(), w.copy())
    return with_slopes(gradient, slopes(lambda d: half_mean_squared_error(X, y, w + d), len(w)))


def mse_gradient_of_one_example(derivations, X, y, w):
    """mse_gradient is right for a single example.

    With n = 1 any mistake in n is invisible. If this is right and other data are not, look at the division by n.
    """
    gradient = derivations.mse_gradient(X.copy(), y.copy(), w.copy())
    return with_slopes(gradient, slopes(lambda d: half_mean_squared_error(X, y, w + d), len(w)))


def mse_hessian(derivations, X):
    """mse_hessian returns the matrix of second derivatives of half the mean squared error.

    Equation (1): differentiate the gradient once more. The matrix has a row and a column for each feature.
    """
    hessian, m = derivations.mse_hessian(X.copy()), len(X)

    def slope(d):
        return slopes(lambda e: half_mean_squared_error(X, np.ones(X.shape[1]), d + e), m, h=1e-2)

    return {"Hessian": kept(hessian), "Hessian, by finite differences": slopes(slope, m, h=1e-2)}


def mse_hessian_of_one_example(derivations, X):
    """mse_hessian is right for a single example.

    With n = 1 any mistake in n is invisible, and x of shape (m, 1) is easily taken for a row.
    """
    return {"Hessian": kept(derivations.mse_hessian(X.copy()))}


def newton_step(derivations, X, y, starts):
    """One Newton step leads from several starts to the same minimum.

    Equation (2): the result is the closed form for every w. Do 1/n of the gradient and 1/n of H cancel?
    """
    return {
        f"w after one step from start {i}": kept(derivations.newton_step(X.copy(), y.copy(), w.copy()))
        for i, w in enumerate(starts)
    }


def newton_step_without_an_inverse(derivations, X, y):
    """From w = 0, the Newton step leads to the shortest minimum where the Hessian has no inverse.

    Equation (3): np.linalg.lstsq and np.linalg.pinv know the shortest solution, np.linalg.inv does not.
    """
    return {"w after one step": kept(derivations.newton_step(X.copy(), y.astype(float), np.zeros(len(X))))}


def own_output(derivations, x, y_hat, l):
    """gradient_of_own_output returns the gradient of a class's probability by its own weights.

    Equation (5), with k = l: use the quotient rule. z_l stands above and below.
    """
    gradient = derivations.gradient_of_own_output(x.copy(), y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, l, l))


def own_output_at_one_half(derivations, x, y_hat, l):
    """gradient_of_own_output is right where the probability is 1/2.

    There p and 1 - p are equal. If this is right and other probabilities are not, look at which of them you wrote.
    """
    gradient = derivations.gradient_of_own_output(x.copy(), y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, l, l))


def other_output(derivations, x, y_hat, k, l):
    """gradient_of_other_output returns the gradient of a class's probability by another class's weights.

    Equation (5), with k ≠ l: z_l stands in the denominator alone. Does the probability grow or shrink with z_l?
    """
    gradient = derivations.gradient_of_other_output(x.copy(), y_hat.copy(), k, l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, k, l))


def other_output_of_two_classes(derivations, x, y_hat, k, l):
    """gradient_of_other_output is right where there are two classes.

    There y_hat_k and 1 - y_hat_l are equal. If this is right and four classes are not, one stands for the other.
    """
    gradient = derivations.gradient_of_other_output(x.copy(), y_hat.copy(), k, l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, k, l))


def loss_by_weights(derivations, X, Y, Y_hat, l):
    """gradient_of_loss returns the gradient of the mean cross-entropy by the weights of one class.

    Equation (6): a sum over the examples, divided by n. Every class's output depends on w^(l), not class l's alone.
    """
    gradient = derivations.gradient_of_loss(X.copy(), Y.copy(), Y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_loss(X, Y, Y_hat, l))


def loss_by_weights_of_the_label(derivations, X, Y, Y_hat, l):
    """gradient_of_loss is right for one example whose label is the class in question.

    With n = 1 and y_l = 1, mistakes in n and in the other classes are invisible.
    """
    gradient = derivations.gradient_of_loss(X.copy(), Y.copy(), Y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_loss(X, Y, Y_hat, l))


def loss_by_weights_of_another_class(derivations, X, Y, Y_hat, l):
    """gradient_of_loss is right for one example whose label is another class.

    With y_l = 0 the case l ≠ k is all there is: pushing z_l up takes probability from the label.
    """
    gradient = derivations.gradient_of_loss(X.copy(), Y.copy(), Y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_loss(X, Y, Y_hat, l))


def loss_by_bias(derivations, Y, Y_hat):
    """gradient_of_bias returns the gradient of the mean cross-entropy by the bias, one number for each class.

    Equation (6): sum over the examples, not over the classes. Summed over everything it is 0, always.
    """
    gradient = derivations.gradient_of_bias(Y.copy(), Y_hat.copy())
    return with_slopes(gradient, slopes(lambda d: cross_entropy_of(Y, np.log(Y_hat) + d[:, None]), len(Y)))


def loss_by_bias_of_one_example(derivations, Y, Y_hat):
    """gradient_of_bias is right for a single example.

    With n = 1 there is nothing to sum and to divide: what is left is the derivative by each z.
    """
    gradient = derivations.gradient_of_bias(Y.copy(), Y_hat.copy())
    return with_slopes(gradient, slopes(lambda d: cross_entropy_of(Y, np.log(Y_hat) + d[:, None]), len(Y)))


def likelihood(derivations, y, y_hat):
    """The likelihood of an example is the probability of its label.

    Equation (7): a factor with the exponent 0 is 1. The result is a number.
    """
    return {"likelihood": number(derivations.likelihood(y.copy(), y_hat.copy()))}


def likelihood_beside_an_impossible_class(derivations, y, y_hat):
    """The likelihood is right where another class has the probability 0.

    Section 4: 0 to the power of 0 is 1, and 0 · log 0 is nan.
    """
    return {"likelihood": number(derivations.likelihood(y.copy(), y_hat.copy()))}


def dataset_likelihood(derivations, Y, Y_hat):
    """dataset_likelihood returns the product of the likelihoods of all examples.

    Equation (8): given W and b, examples are independent.
    """
    return {"likelihood": number(derivations.dataset_likelihood(Y.copy(), Y_hat.copy()))}


def negative_log_likelihood(derivations, Y, Y_hat):
    """negative_log_likelihood returns the negative sum of the labels' logarithms.

    Section 4: the logarithm of a product is a sum, and it has no 1/n.
    """
    return {"negative log-likelihood": number(derivations.negative_log_likelihood(Y.copy(), Y_hat.copy()))}


def negative_log_likelihood_of_one_example(derivations, Y, Y_hat):
    """negative_log_likelihood is right for a single example.

    With n = 1 sum and mean are the same. If this is right and several examples are not, look at the 1/n.
    """
    return {"negative log-likelihood": number(derivations.negative_log_likelihood(Y.copy(), Y_hat.copy()))}


def negative_log_likelihood_of_many_examples(derivations, Y, Y_hat):
    """negative_log_likelihood is finite for many examples.

    Section 4: the product of this many probabilities is rounded to 0. Sum logarithms instead.
    """
    half = Y.shape[1] // 2
    of_all, of_first, of_rest = (
        number(derivations.negative_log_likelihood(Y[:, part].copy(), Y_hat[:, part].copy()))
        for part in (slice(None), slice(half), slice(half, None))
    )
    # A factor 1/n is not what this check is about: the mean of two halves will do as well as their sum.
    total = of_first + of_rest
    return {
        "negative log-likelihood is finite (1: yes)": int(np.all(np.isfinite(of_all))),
        "it is sum or mean of those of both halves (1: yes)": max(
            is_close(of_all, total), is_close(of_all, total / 2)
        ),
    }


def negative_log_likelihood_beside_an_impossible_class(derivations, Y, Y_hat):
    """negative_log_likelihood is right where classes other than the label have the probability 0.

    Section 4: they add nothing, but 0 · log 0 is nan. Look up the probability of the label first.
    """
    return {"negative log-likelihood": number(derivations.negative_log_likelihood(Y.copy(), Y_hat.copy()))}


def softmax_of_columns(softmax_regression, z):
    """The softmax turns each column of logits into probabilities.

    Equation (9): the sum in the denominator runs over the classes of one example, not over the whole matrix.
    """
    return {"probabilities": kept(softmax_regression.softmax(z.copy()))}


def softmax_of_large_logits(softmax_regression, z):
    """The softmax does not overflow, whatever the logits.

    Equation (10): subtract the largest logit of each column, neither another one nor that of the whole matrix.
    """
    return {"probabilities": kept(softmax_regression.softmax(z.copy()))}


def loss_value(softmax_regression, logits, labels):
    """The loss is the mean over the batch of the negative logarithm of the label's probability.

    Equation (11): divide by the number of examples, the columns.
    """
    return {"loss": loss_and_gradient(softmax_regression, logits, labels)["loss"]}


def loss_gradient(softmax_regression, logits, labels):
    """The loss's backward returns the gradient by the logits.

    Section 5: what problem 2 sums over the examples. The mean over the batch belongs to it.
    """
    return {"gradient": loss_and_gradient(softmax_regression, logits, labels)["gradient"]}


def loss_of_large_logits(softmax_regression, logits, labels):
    """Loss and gradient do not overflow, whatever the logits.

    Equation (10): subtract the largest logit of each column, in the loss, too.
    """
    return loss_and_gradient(softmax_regression, logits, labels)


def model_forward(softmax_regression, x, W, b):
    """SoftmaxRegression.forward returns the logits.

    Equation (12): examples are columns, W has one column for each class, and no softmax follows.
    """
    return {"logits": kept(loaded(softmax_regression, W, b).forward(x))}


def model_backward(softmax_regression, x, W, b, g):
    """SoftmaxRegression.backward returns the gradient with respect to its input.

    Equation (15): it has the shape of x.
    """
    model = loaded(softmax_regression, W, b)
    model.zerograd()
    return {"dx": kept(one_pass(model, x, g))}


def model_step_weights(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step moves W against its gradient by the learning rate.

    Equations (13) and (16), with lr = 0.3 and alpha = 0: nothing is divided by n here.
    """
    return {"W after the step": stepped(loaded(softmax_regression, W, b, lr=0.3), [x], [g])["W"]}


def model_step_bias(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step moves the bias of each class by that class's gradient.

    Equations (14) and (16), with lr = 0.3: sum over the examples, and keep one number for each class.
    """
    return {"b after the step": stepped(loaded(softmax_regression, W, b, lr=0.3), [x], [g])["b"]}


def model_zerograd(softmax_regression, xs, gs, W, b):
    """SoftmaxRegression.zerograd forgets the gradients of earlier batches.

    Section 6: it clears both sums, those of W and those of b.
    """
    model = loaded(softmax_regression, W, b, lr=0.2)
    for x, g in zip(xs, gs, strict=True):
        one_pass(model, x, g)
        model.zerograd()
    one_pass(model, xs[0], gs[0])
    model.step()
    return parameters(model)


def model_penalty(softmax_regression, W, b):
    """SoftmaxRegression.penalty returns half of alpha times the sum of the squared weights.

    Equation (17), with alpha = 0.3: the bias takes no part, there is no 1/n, and the result is a number.
    """
    return {"penalty": number(loaded(softmax_regression, W, b, alpha=0.3).penalty())}


def model_weight_decay(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step adds the penalty's gradient to that of W.

    Equation (16), with alpha = 0.4 and lr = 0.2: lr · alpha · W, not alpha · W, nor twice or 1/n of it.
    """
    return {"W after the step": stepped(loaded(softmax_regression, W, b, alpha=0.4, lr=0.2), [x], [g])["W"]}


def model_bias_is_not_decayed(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step keeps the penalty away from the bias.

    Equation (16), with alpha = 0.4: the bias moves as it does for alpha = 0.
    """
    return {"b after the step": stepped(loaded(softmax_regression, W, b, alpha=0.4, lr=0.2), [x], [g])["b"]}


def model_starts_at_zero(softmax_regression, x, g):
    """A new SoftmaxRegression has zeros for W and b, and can learn at once.

    Section 6: W has shape (indim, outdim), b has shape (outdim, 1), and backward needs no zerograd before it.
    """
    model = softmax_regression.SoftmaxRegression(4, 3, lr=0.2)
    fresh = {f"{name} of a new model": value for name, value in parameters(model).items()}
    one_pass(model, x, g)
    model.step()
    return {**fresh, **{f"{name} after a step": value for name, value in parameters(model).items()}}


def model_leaves_arrays_alone(softmax_regression, x, W, b, g):
    """SoftmaxRegression changes none of the arrays that are passed to it.

    Section 1: this includes the arrays in the lists that loadparams is given. Beware of -=.
    """
    model = softmax_regression.SoftmaxRegression(4, 3, alpha=0.1, lr=0.2)
    model.loadparams([W], [b])
    for _ in range(2):
        model.zerograd()
        logits = model.forward(x)
        dx = model.backward(g)
        model.step()
    shapes = {"shape of the logits": shape(logits), "shape of dx": shape(dx)}
    after = {"x afterwards": x, "gradient afterwards": g, "W of loadparams afterwards": W}
    return {**shapes, **after, "b of loadparams afterwards": b}


def split_sizes(softmax_regression, count):
    """The split puts 80 % of the examples, rounded down, into the training part.

    Section 7: images and labels of both parts come back in this order: training, training, validation, validation.
    """
    found = parts(softmax_regression, count)
    names = ("training images", "training labels", "validation images", "validation labels")
    return {f"shape of the {name}": shape(part) for name, part in zip(names, found, strict=True)}


def split_keeps_pairs_together(softmax_regression, count):
    """After split, each image has its own label, and is in one part alone.

    Section 7: shuffle images and labels with the same permutation.
    """
    images, labels, validation_images, validation_labels = parts(softmax_regression, count)
    everything = np.concatenate([images, validation_images])[:, 0]
    their_labels = np.concatenate([labels, validation_labels])
    return {
        "images with the label of another": np.sum(their_labels != 10 * everything),
        "numbers of all images, sorted": np.sort(everything),
    }


def split_is_random(softmax_regression, count):
    """The split is random, and by the share that it is given.

    Section 7, with share=0.5: data files are often sorted, so the last examples are no fair sample.
    """
    images, _, validation_images, _ = parts(softmax_regression, count, share=0.5)
    chosen = np.sort(images[:, 0])
    is_cut = np.array_equal(chosen, np.arange(len(chosen)))
    return {
        "size of the training part": len(images),
        "size of the validation part": len(validation_images),
        "the training part is the first half of the file (1: yes)": int(is_cut),
    }


def minibatches_in_order(softmax_regression, images, labels):
    """The minibatches are pieces of the given size of images and labels, in their order.

    Section 7, with 12 examples and size 4: three pieces, and no empty one behind them.
    """
    return about_batches(softmax_regression.minibatches(images, labels, 4), images)


def minibatches_keep_the_rest(softmax_regression, images, labels):
    """The last of the minibatches holds what is left, even if it is short.

    Section 7, with 11 or 10 examples and size 3: no example is dropped, and none comes twice.
    """
    return about_batches(softmax_regression.minibatches(images, labels, 3), images)


def minibatches_larger_than_the_data(softmax_regression, images, labels):
    """One of the minibatches holds everything if the size is larger than the number of examples.

    Section 7, with 5 examples and size 64.
    """
    return about_batches(softmax_regression.minibatches(images, labels, 64), images)


def measured_cross_entropy(softmax_regression, images, labels, W, b):
    """cross_entropy returns the mean loss of the images, without penalty.

    Equation (11), for a model with alpha = 0.5: images are rows here, and columns in the model.
    """
    model = loaded(softmax_regression, W, b, alpha=0.5)
    return {"cross-entropy": number(softmax_regression.cross_entropy(model, images, labels))}


def measured_cost(softmax_regression, images, labels, W, b):
    """The cost is the mean loss of the images plus the model's penalty.

    Equation (17), for a model with alpha = 0.5: the penalty is there once, not once for each image.
    """
    model = loaded(softmax_regression, W, b, alpha=0.5)
    found = number(softmax_regression.cost(model, images, labels))
    return {"cost, less what model.penalty() returns": found - number(model.penalty())}


def measured_accuracy(softmax_regression, images, W, b):
    """The accuracy is the share of images whose largest logit is that of the label.

    Section 8: count images, not the entries of one-hot columns, most of which are 0 in both.
    """
    model = loaded(softmax_regression, W, b)
    labels = (W.T @ images.T + b).argmax(axis=0)
    labels[::3] = (labels[::3] + 1) % 10  # every third label is another class
    return {"accuracy": number(softmax_regression.accuracy(model, images, labels))}


def train_in_the_given_order(softmax_regression, images, labels):
    """Without shuffling, train takes one step for each minibatch of each epoch.

    Section 8, with minibatches of 4 and three epochs: the last, short minibatch takes part, and lr stays what it is.
    """
    model = softmax_regression.SoftmaxRegression(4, 10, alpha=0.0, lr=0.4)
    softmax_regression.train(model, images, labels, 4, 3, shuffle=False)
    return parameters(model)


def train_shuffles_pairs_together(softmax_regression, images, labels):
    """When train shuffles, each image keeps its label.

    Section 8: one minibatch holds everything here, so the order alone changes nothing.
    """
    np.random.seed(SEED)
    model = softmax_regression.SoftmaxRegression(4, 10, alpha=0.0, lr=0.4)
    softmax_regression.train(model, images, labels, 18, 5)
    return parameters(model)


def train_with_a_minibatch_larger_than_the_data(softmax_regression, images, labels):
    """With a minibatch larger than the data, train takes one step in each epoch.

    Section 8, with 9 images, minibatches of 1000 and six epochs.
    """
    np.random.seed(SEED)
    model = softmax_regression.SoftmaxRegression(4, 10, alpha=0.0, lr=0.4)
    softmax_regression.train(model, images, labels, 1000, 6)
    return parameters(model)


def grid_search_over_all_four(softmax_regression, train_images, train_labels, images, labels):
    """grid_search returns the best combination of all four hyper-parameters.

    Section 9: the best one is neither the first nor the last here. Is every value tried with every other?
    """
    grid = grid_of([1000, 5], [0.001, 0.2], [1, 6, 2], [3.0, 0.0, 5.0])
    best, _ = best_of(softmax_regression, train_images, train_labels, images, labels, grid)
    return {"batch_size, lr, epochs and alpha": best}


def grid_search_returns_the_cross_entropy(softmax_regression, train_images, train_labels, images, labels):
    """grid_search compares, and returns, cross-entropies without penalty.

    Section 9: with the penalty, a model that has learned less may look better. The number belongs to the best
    combination, which is not the last here.
    """
    grid = grid_of([1000], [0.01, 0.5, 0.02], [40], [0.3])
    best, found = best_of(softmax_regression, train_images, train_labels, images, labels, grid)
    own = made_and_trained(softmax_regression, train_images, train_labels, *best)
    own_found = softmax_regression.cross_entropy(own, images, labels)
    return {
        "batch_size, lr, epochs and alpha": best,
        "cross-entropy is that of a new model with these (1: yes)": is_close(found, own_found),
    }


def fitted_model(softmax_regression, images, labels):
    """A fitted model is new, and was trained with the chosen hyper-parameters.

    Section 9: alpha and lr go to the model, batch_size and epochs to train.
    """
    np.random.seed(SEED)
    chosen = {"batch_size": 15, "lr": 0.3, "epochs": 7, "alpha": 0.2}
    found = softmax_regression.fitted(images.copy(), labels.copy(), chosen)
    own = made_and_trained(softmax_regression, images, labels, **chosen)
    return {
        "shape of W": shape(found.getWs()[0]),
        "W is that of a model with these values (1: yes)": is_close(found.getWs()[0], own.getWs()[0]),
        "b is that of a model with these values (1: yes)": is_close(found.getbs()[0], own.getbs()[0]),
    }


def experiment_reports_the_best_model(softmax_regression, images, labels, test_images, test_labels):
    """The experiment measures, on the test images, a new model with the best values and all training images.

    Section 9: not the last model of the search, not the part without validation images, and without penalty.
    """
    grid = grid_of([1000], [0.001, 0.4, 0.0001], [25, 1], [0.05])
    return about_the_final_model(softmax_regression, images, labels, test_images, test_labels, grid)


def experiment_splits_80_20(softmax_regression, images, labels, test_images, test_labels):
    """The experiment searches with 80 % of the training images, and keeps 20 % to choose by.

    Section 9, step 1: the models of the search are trained on as many images as your own split gives with share=0.8.
    """
    np.random.seed(SEED)
    grid, data = grid_of([1000], [0.1, 0.01], [2], [0.0]), (images, labels, test_images, test_labels)
    with counted_columns(softmax_regression.SoftmaxRegression) as of_experiment:
        best, _, _ = softmax_regression.experiment(*(array.copy() for array in data), grid)
    part = len(softmax_regression.split(images.copy(), labels.copy(), share=0.8)[0])
    with counted_columns(softmax_regression.SoftmaxRegression) as of_part:
        made_and_trained(softmax_regression, images[:part], labels[:part], *as_numbers(best))
    fewest, own = (min((count for _, count in counts), default=0) for counts in (of_experiment, of_part))
    return {
        "the search trains on as many images as there are in 80 % (1: yes)": int(fewest == own > 0),
    }


def training(softmax_regression, x, labels, W, b):
    """SoftmaxRegression trains for ten epochs as the reference does.

    Section 11, without penalty. If the loss is right at step 0 only, look at backward and step.
    """
    return trained(softmax_regression, x, labels, W, b, alpha=0)


def training_with_penalty(softmax_regression, x, labels, W, b):
    """SoftmaxRegression trains for ten epochs with the penalty as the reference does.

    Section 11, with alpha = 0.1. If the run without penalty is right and this one is not, look at equation (16).
    """
    return trained(softmax_regression, x, labels, W, b, alpha=0.1)

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

class TestNewton(CheckCase):
    """Newton's method (1)."""

    def test_mse_gradient(self):
        self.check(mse_gradient, at=["X", "y", "w"])

    def test_mse_gradient_of_one_example(self):
        self.check(mse_gradient_of_one_example, at=["X", "y", "w"])

    def test_mse_hessian(self):
        self.check(mse_hessian, at=["X"])

    def test_mse_hessian_of_one_example(self):
        self.check(mse_hessian_of_one_example, at=["X"])

    def test_newton_step(self):
        self.check(
            newton_step,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            at=["X", "y", "starts"],
        )

    def test_newton_step_without_an_inverse(self):
        self.check(
            newton_step_without_an_inverse,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            at=["X", "y"],
        )


class TestGradients(CheckCase):
    """Gradients of softmax regression (2)."""

    def test_own_output(self):
        self.check(own_output, at=["x", "y_hat", "l"])

    def test_own_output_at_one_half(self):
        self.check(own_output_at_one_half, at=["x", "y_hat", "l"])

    def test_other_output(self):
        self.check(other_output, at=["x", "y_hat", "k", "l"])

    def test_other_output_of_two_classes(self):
        self.check(other_output_of_two_classes, at=["x", "y_hat", "k", "l"])

    def test_loss_by_weights(self):
        self.check(loss_by_weights, at=["X", "Y", "Y_hat", "l"])

    def test_loss_by_weights_of_the_label(self):
        self.check(loss_by_weights_of_the_label, at=["X", "Y", "Y_hat", "l"])

    def test_loss_by_weights_of_another_class(self):
        self.check(loss_by_weights_of_another_class, at=["X", "Y", "Y_hat", "l"])

    def test_loss_by_bias(self):
        self.check(loss_by_bias, at=["Y", "Y_hat"])

    def test_loss_by_bias_of_one_example(self):
        self.check(loss_by_bias_of_one_example, at=["Y", "Y_hat"])


class TestLikelihood(CheckCase):
    """Cross-entropy as negative log-likelihood (3)."""

    def test_likelihood(self):
        self.check(likelihood, at=["y", "y_hat"])

    def test_likelihood_beside_an_impossible_class(self):
        self.check(likelihood_beside_an_impossible_class, at=["y", "y_hat"])

    def test_dataset_likelihood(self):
        self.check(dataset_likelihood, at=["Y", "Y_hat"])

    def test_negative_log_likelihood(self):
        self.check(
            negative_log_likelihood,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            at=["Y", "Y_hat"],
        )

    def test_negative_log_likelihood_of_one_example(self):
        self.check(
            negative_log_likelihood_of_one_example,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            at=["Y", "Y_hat"],
        )

    def test_negative_log_likelihood_of_many_examples(self):
        self.check(
            negative_log_likelihood_of_many_examples,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_negative_log_likelihood_beside_an_impossible_class(self):
        self.check(
            negative_log_likelihood_beside_an_impossible_class,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
            at=["Y", "Y_hat"],
        )


class TestLoss(CheckCase):
    """Softmax and loss (4a)."""

    def test_softmax_of_columns(self):
        self.check(softmax_of_columns)

    def test_softmax_of_large_logits(self):
        self.check(softmax_of_large_logits)

    def test_loss_value(self):
        self.check(loss_value, tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0))

    def test_loss_gradient(self):
        self.check(loss_gradient, tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0))

    def test_loss_of_large_logits(self):
        self.check(
            loss_of_large_logits,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )


class TestModel(CheckCase):
    """SoftmaxRegression (4b)."""

    def test_model_forward(self):
        self.check(model_forward)

    def test_model_backward(self):
        self.check(model_backward)

    def test_model_step_weights(self):
        self.check(model_step_weights)

    def test_model_step_bias(self):
        self.check(model_step_bias)

    def test_model_zerograd(self):
        self.check(model_zerograd)

    def test_model_penalty(self):
        self.check(model_penalty)

    def test_model_weight_decay(self):
        self.check(model_weight_decay)

    def test_model_bias_is_not_decayed(self):
        self.check(model_bias_is_not_decayed)

    def test_model_starts_at_zero(self):
        self.check(model_starts_at_zero)

    def test_model_leaves_arrays_alone(self):
        self.check(model_leaves_arrays_alone)


class TestData(CheckCase):
    """Split and minibatches (4c)."""

    def test_split_sizes(self):
        self.check(split_sizes)

    def test_split_keeps_pairs_together(self):
        self.check(split_keeps_pairs_together)

    def test_split_is_random(self):
        self.check(split_is_random)

    def test_minibatches_in_order(self):
        self.check(minibatches_in_order)

    def test_minibatches_keep_the_rest(self):
        self.check(minibatches_keep_the_rest)

    def test_minibatches_larger_than_the_data(self):
        self.check(minibatches_larger_than_the_data)


class TestTrain(CheckCase):
    """Training and measuring (4d)."""

    def test_measured_cross_entropy(self):
        self.check(
            measured_cross_entropy,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_measured_cost(self):
        self.check(measured_cost, tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0))

    def test_measured_accuracy(self):
        self.check(measured_accuracy)

    def test_train_in_the_given_order(self):
        self.check(
            train_in_the_given_order,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_train_shuffles_pairs_together(self):
        self.check(
            train_shuffles_pairs_together,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_train_with_a_minibatch_larger_than_the_data(self):
        self.check(
            train_with_a_minibatch_larger_than_the_data,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )


class TestSearch(CheckCase):
    """Grid search and final evaluation (4e)."""

    def test_grid_search_over_all_four(self):
        self.check(
            grid_search_over_all_four,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_grid_search_returns_the_cross_entropy(self):
        self.check(
            grid_search_returns_the_cross_entropy,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_fitted_model(self):
        self.check(fitted_model, tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0))

    def test_experiment_reports_the_best_model(self):
        self.check(
            experiment_reports_the_best_model,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_experiment_splits_80_20(self):
        self.check(experiment_splits_80_20)


class TestTraining(CheckCase):
    """Ten epochs beside the reference (training)."""

    def test_training(self):
        self.check(
            training,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W", "b"],
        )

    def test_training_with_penalty(self):
        self.check(
            training_with_penalty,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W", "b"],
        )


def load_tests(loader, standard_tests, pattern):
    """Have unittest run the tests in the order in which they stand here: the first ones are used further down."""
    classes = [each for each in globals().values() if isinstance(each, type) and CheckCase in each.__bases__]
    names = {each: sorted(loader.getTestCaseNames(each), key=list(vars(each)).index) for each in classes}
    return unittest.TestSuite(each(name) for each in classes for name in names[each])


if __name__ == "__main__":
    unittest.main()
