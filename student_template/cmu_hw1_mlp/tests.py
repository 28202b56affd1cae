"""Tests for mlp.py and derivations.py: Multilayer perceptrons by hand.

    python -m unittest tests
    python -m unittest tests.TestLinearMap
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
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

import numpy as np

MODULES = ("mlp", "derivations",)
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

SEED = 10417617
EPOCHS, BATCHES, BATCH = 10, 8, 8


def kept(value):
    """A copy of an array; anything else as it is, so that a list is seen to be a list."""
    return value.copy() if isinstance(value, np.ndarray) else value


def number(value):
    """The number in a float, or in an array of one element: both are a loss."""
    return value.reshape(()).copy() if isinstance(value, np.ndarray) and value.size == 1 else value


def linear(mlp, W, b, **options):
    """A LinearMap with copies of these parameters."""
    layer = mlp.LinearMap(W.shape[1], W.shape[0], **options)
    layer.loadparams(W.copy(), b.copy())
    return layer


def network(mlp, Ws, bs, **options):
    """The SingleLayerMLP or TwoLayerMLP, as their number says, with copies of these parameters."""
    indim, outdim, hidden = Ws[0].shape[1], Ws[-1].shape[0], [W.shape[0] for W in Ws[:-1]]
    if len(hidden) == 1:
        net = mlp.SingleLayerMLP(indim, outdim, hiddenlayer=hidden[0], **options)
    else:
        net = mlp.TwoLayerMLP(indim, outdim, hiddenlayers=hidden, **options)
    net.loadparams([W.copy() for W in Ws], [b.copy() for b in bs])
    return net


def parameters(net):
    """W1, W2, … and b1, b2, … of a network, now."""
    Ws = {f"W{layer}": kept(W) for layer, W in enumerate(net.getWs(), start=1)}
    bs = {f"b{layer}": kept(b) for layer, b in enumerate(net.getbs(), start=1)}
    return {**Ws, **bs}


def one_pass(layer, x, g):
    """Forward, then backward; what backward returned."""
    layer.forward(x.copy())
    return layer.backward(g.copy())


def first_pass(layer, x, g):
    """Zerograd, forward, backward, as in the loop of section 8; what backward returned."""
    layer.zerograd()
    return one_pass(layer, x, g)


def steps(layer, xs, gs):
    """A round of zerograd, forward, backward, step for each slice of xs and gs."""
    for x, g in zip(xs, gs, strict=True):
        first_pass(layer, x, g)
        layer.step()


def last_layer_after_one_step_for_all(mlp, Ws, bs, xs, gs):
    """Whether one step for all slices of xs and gs moves a network's last layer as it moves a LinearMap by itself.

    The LinearMap is the student's own: what is wrong with it is another problem's business.
    """
    net, layer = network(mlp, Ws, bs, lr=0.2), linear(mlp, Ws[-1], bs[-1], alpha=0.1, lr=0.2)
    net.zerograd()
    layer.zerograd()
    for x, g in zip(xs, gs, strict=True):
        one_pass(net, x, g)
        hidden = x
        for W, b in zip(Ws[:-1], bs[:-1], strict=True):
            hidden = np.maximum(0, W @ hidden + b)
        one_pass(layer, hidden, g)
    net.step()
    layer.step()
    pairs = {"W": (net.getWs()[-1], layer.getW()), "b": (net.getbs()[-1], layer.getb())}
    return {
        f"{name} of the last layer moves as that of a LinearMap alone (1: yes)": int(
            np.allclose(of_net, own, rtol=1e-4, atol=1e-4)
        )
        for name, (of_net, own) in pairs.items()
    }


def shape(value):
    """The shape of an array; anything else as it is, so that a missing result is seen to be missing."""
    return np.array(value.shape) if isinstance(value, np.ndarray) else value


def numbers_drawn():
    """How many numbers np.random.uniform has given since it was seeded; -1 if it gave others in between."""
    following = np.random.uniform()
    places = np.flatnonzero(np.random.RandomState(SEED).uniform(size=1000) == following)
    return int(places[0]) if len(places) else -1


def about_fresh_weights(name, W):
    """What every draw from the uniform distribution between the bounds (6) has in common."""
    if not isinstance(W, np.ndarray) or W.ndim != 2:
        return {f"shape of {name}": shape(W)}
    bound = np.sqrt(6.0 / sum(W.shape))
    spread = W.std() / (bound / np.sqrt(3.0))  # 1 for a uniform distribution, give or take 0.03
    return {
        f"shape of {name}": np.array(W.shape),
        f"share of {name} within the bounds": np.mean(np.abs(W) <= bound * 1.000001),
        f"{name} comes near the bounds (1: yes)": int(np.abs(W).max() > 0.93 * bound),
        f"{name} spreads evenly between them (1: yes)": int(0.85 < spread < 1.15),
    }


def trained(mlp, Ws, bs, x, labels, **options):
    """Train as in section 8 of the handout; loss, accuracy and all parameters after every step."""
    net, loss = network(mlp, Ws, bs, lr=0.2, **options), mlp.SoftmaxCrossEntropyLoss()
    curves = {"loss": [], "accuracy": []}
    np.random.seed(SEED)
    for step in range(EPOCHS * BATCHES):
        columns = slice(step % BATCHES * BATCH, step % BATCHES * BATCH + BATCH)
        y = labels[:, columns].copy()
        logits = net.forward(x[:, columns].copy())
        curves["accuracy"].append(np.mean(np.argmax(logits, axis=0) == y.argmax(axis=0)))
        curves["loss"].append(number(loss.forward(logits, y)))
        net.zerograd()
        net.backward(loss.backward())
        net.step()
        for name, value in parameters(net).items():
            curves.setdefault(name, []).append(value)
    return {name: np.array(values) for name, values in curves.items()}


def linear_map_forward(mlp, x, W, b):
    """LinearMap.forward returns Wx + b.

    Equation (1): samples are the columns of x, and b is added to each of them.
    """
    return {"output": kept(linear(mlp, W, b).forward(x))}


def linear_map_backward(mlp, x, W, b, g):
    """LinearMap.backward returns the gradient with respect to its input.

    Equation (4): it has the shape of x, and neither x nor b takes part in it.
    """
    return {"dx": kept(first_pass(linear(mlp, W, b), x, g))}


def linear_map_step_weights(mlp, x, W, b, g):
    """LinearMap.step moves W against its gradient by the learning rate.

    Equations (2) and (5), with lr = 0.3: is lr used, and is the sum over the batch free of any division by N?
    """
    layer = linear(mlp, W, b, lr=0.3)
    first_pass(layer, x, g)
    layer.step()
    return {"W after the step": kept(layer.getW())}


def linear_map_step_bias(mlp, x, W, b, g):
    """LinearMap.step moves b against its gradient by the learning rate.

    Equations (3) and (5), with lr = 0.3: the gradient of b sums over the batch and keeps the shape (outdim, 1).
    """
    layer = linear(mlp, W, b, lr=0.3)
    first_pass(layer, x, g)
    layer.step()
    return {"b after the step": kept(layer.getb())}


def linear_map_accumulates(mlp, xs, W, b, gs):
    """LinearMap.backward adds to the gradients that are already there.

    Several batches go forward and backward before one step (section 1). Does backward replace what it found?
    """
    layer = linear(mlp, W, b, lr=0.2)
    layer.zerograd()
    for x, g in zip(xs, gs, strict=True):
        one_pass(layer, x, g)
    layer.step()
    return {"W after the step": kept(layer.getW()), "b after the step": kept(layer.getb())}


def linear_map_zerograd(mlp, xs, W, b, gs):
    """LinearMap.zerograd forgets the gradients of earlier batches, and may be called at any time.

    It is called on the new layer too, before the first backward. Does it clear both gradients, W's and b's?
    """
    layer = linear(mlp, W, b, lr=0.2)
    for x, g in zip(xs, gs, strict=True):
        layer.zerograd()
        first_pass(layer, x, g)
    layer.step()
    return {"W after the step": kept(layer.getW()), "b after the step": kept(layer.getb())}


def linear_map_initialisation(mlp, x):
    """A new LinearMap has random weights within the bounds and a bias of zeros.

    Equation (6): random_weight_init and zeros_bias_init are in the template. The layer works before any loadparams.
    """
    layer = mlp.LinearMap(30, 20)
    W, b, y = kept(layer.getW()), kept(layer.getb()), layer.forward(x)
    fresh = {**about_fresh_weights("W", W), "b": b, "shape of y": shape(y)}
    is_of_numbers = all(isinstance(array, np.ndarray) for array in (W, b, y))
    agrees = is_of_numbers and np.allclose(y, W @ x + b, atol=1e-4)
    return {**fresh, "forward agrees with getW and getb (1: yes)": int(agrees)}


def linear_map_leaves_arrays_alone(mlp, x, W, b, g):
    """LinearMap changes none of the arrays that are passed to it.

    Section 1: after two steps, x, the gradient, and what loadparams was given must be what they were. Beware of -=.
    """
    layer = mlp.LinearMap(6, 3, alpha=0.5, lr=0.2)
    layer.loadparams(W, b)
    for _ in range(2):
        layer.zerograd()
        y = layer.forward(x)
        dx = layer.backward(g)
        layer.step()
    after = {"x afterwards": x, "gradient afterwards": g, "w of loadparams afterwards": W}
    return {"shape of y": shape(y), "shape of dx": shape(dx), **after, "b of loadparams afterwards": b}


def relu_forward(mlp, x):
    """ReLU.forward replaces negative values by 0 and keeps the others.

    Equation (7). Without dropout nothing else happens, however large the values are.
    """
    return {"output": kept(mlp.ReLU().forward(x))}


def relu_backward(mlp, x, g):
    """ReLU.backward lets the gradient through where x is positive.

    Equation (8): what decides is the sign of x, not that of the gradient.
    """
    return {"dx": kept(one_pass(mlp.ReLU(), x, g))}


def relu_backward_at_zero(mlp, x, g):
    """ReLU.backward gives 0 where x is exactly 0.

    Equation (8) asks for x > 0. Mind the difference between > and >=.
    """
    dx = one_pass(mlp.ReLU(), x, g)
    return {"dx where x is 0": kept(dx[x == 0])}


def relu_leaves_arrays_alone(mlp, x, g):
    """ReLU changes neither x nor the gradient that is passed to it.

    Section 1: an assignment such as x[...] = 0 writes into the caller's array. Work on a copy.
    """
    for relu in mlp.ReLU(), mlp.ReLU(dropout_probability=0.4):
        y = relu.forward(x)
        dx = relu.backward(g)
        relu.forward(x, train=False)
    shapes = {"shape of the output": shape(y), "shape of dx": shape(dx)}
    return {**shapes, "x afterwards": x, "gradient afterwards": g}


def loss_forward(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss.forward returns the mean cross-entropy of the batch.

    Equations (9) and (11): the softmax runs down each column, the mean over the columns, and the result is one number.
    """
    return {"loss": number(mlp.SoftmaxCrossEntropyLoss().forward(logits, labels))}


def loss_backward(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss.backward returns the gradient with respect to the logits.

    Equation (12): probabilities minus labels, and the mean over the batch divides by the number of columns.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    loss.forward(logits, labels)
    return {"gradient": kept(loss.backward())}


def loss_of_large_logits(mlp, logits, labels):
    """The loss of logits around 1000 or -1000 neither overflows nor vanishes.

    Equation (10): take off the largest logit of each column before exp. Each column has its own.
    """
    return {"loss": number(mlp.SoftmaxCrossEntropyLoss().forward(logits, labels))}


def loss_of_logits_far_apart(mlp, logits, labels):
    """Loss and gradient are right for a sample with logits of 1000, 0 and -1000.

    Equation (10): only with the *largest* logit of the column taken off is no exponent above 0.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    return {"loss": number(loss.forward(logits, labels)), "gradient": kept(loss.backward())}


def loss_gradient_of_large_logits(mlp, logits, labels):
    """The gradient of the loss is right for logits around -1000 as well.

    Equation (10): if every exp of a column is rounded to 0, so is the denominator.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    loss.forward(logits, labels)
    return {"gradient": kept(loss.backward())}


def loss_leaves_arrays_alone(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss changes neither the logits nor the labels.

    Section 1: logits -= ... writes into the caller's array, and so does work on an array that is the caller's own.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    loss.forward(logits, labels)
    gradient = loss.backward()
    after = {"logits afterwards": logits, "labels afterwards": labels}
    return {"shape of the gradient": shape(gradient), **after}


def momentum_first_step(mlp, x, W, b, g):
    """The first step with momentum is the plain step.

    Equations (13) and (14): the velocities start at zero, and the gradient enters with the factor 1.
    """
    layer = linear(mlp, W, b, alpha=0.8, lr=0.1)
    first_pass(layer, x, g)
    layer.step()
    return {"W after one step": kept(layer.getW()), "b after one step": kept(layer.getb())}


def momentum_of_weights(mlp, xs, W, b, gs):
    """Over three steps, W follows a velocity that remembers all earlier gradients.

    Equations (13) and (14): is alpha applied to the old velocity, and not to the previous gradient alone?
    """
    layer = linear(mlp, W, b, alpha=0.7, lr=0.2)
    steps(layer, xs, gs)
    return {"W after three steps": kept(layer.getW())}


def momentum_of_bias(mlp, xs, W, b, gs):
    """Over three steps, b follows a velocity of its own.

    Equation (13) holds for b as it does for W.
    """
    # By position: the order of the arguments is part of the interface, too.
    layer = mlp.LinearMap(W.shape[1], W.shape[0], 0.7, 0.2)
    layer.loadparams(W.copy(), b.copy())
    steps(layer, xs, gs)
    return {"b after three steps": kept(layer.getb())}


def momentum_moves_the_layer(mlp, xs, W, b, gs):
    """After three steps with momentum, forward and backward use the parameters that have moved.

    Equations (1) and (4) speak about the current W and b, the ones that getW and getb return.
    """
    layer = linear(mlp, W, b, alpha=0.7, lr=0.2)
    steps(layer, xs, gs)
    return {"output": kept(layer.forward(xs[0].copy())), "dx": kept(layer.backward(gs[0].copy()))}


def momentum_of_zero(mlp, xs, W, b, gs):
    """With alpha = 0, nothing of the steps before is remembered.

    Equation (13) with alpha = 0: each step is the plain step (5), whatever the gradients before it were.
    """
    layer = linear(mlp, W, b, alpha=0, lr=0.3)
    steps(layer, xs, gs)
    return {"W after three steps": kept(layer.getW()), "b after three steps": kept(layer.getb())}


def dropout_forward(mlp, x):
    """In training, ReLU keeps a unit where the random number is above p, and does not rescale it.

    Equation (15), with p = 0.3: is it p that is compared with np.random.uniform(0, 1, x.shape), or 1 - p?
    """
    relu = mlp.ReLU(dropout_probability=0.3)
    np.random.seed(SEED)
    return {"output": kept(relu.forward(x))}


def dropout_backward(mlp, x, g):
    """ReLU.backward uses the mask that forward has drawn.

    Equation (16), with p = 0.7, after a second forward: its mask is new, and backward draws no number.
    """
    relu = mlp.ReLU(dropout_probability=0.7)
    np.random.seed(SEED)
    relu.forward(x.copy())
    relu.forward(x.copy())
    return {"dx": kept(relu.backward(g.copy()))}


def dropout_evaluation(mlp, x):
    """In evaluation, ReLU drops nothing and scales by 1 - p.

    Equation (17), with p = 0.2 and train=False: the factor is the share of units that training keeps.
    """
    # Whoever draws here draws the same as everybody who does: that is how the mistake is known.
    np.random.seed(SEED)
    without = mlp.ReLU().forward(x, train=False)
    return {
        "output": kept(mlp.ReLU(dropout_probability=0.2).forward(x, train=False)),
        "output for p = 0": kept(without),
    }


def dropout_draws_once(mlp, x, g):
    """In training, ReLU draws one random number for each unit, in forward alone.

    Section 6: one call of np.random.uniform(0, 1, x.shape) per forward, and none in backward.
    """
    relu = mlp.ReLU(dropout_probability=0.2)
    np.random.seed(SEED)
    one_pass(relu, x, g)
    return {"random numbers drawn": numbers_drawn()}


def single_layer_forward(mlp, x, W1, b1, W2, b2):
    """SingleLayerMLP.forward returns the logits.

    Equation (18): one array, and neither ReLU nor softmax after the last layer.
    """
    return {"logits": kept(network(mlp, [W1, W2], [b1, b2]).forward(x))}


def single_layer_backward(mlp, x, g, W1, b1, W2, b2):
    """SingleLayerMLP.backward returns the gradient with respect to the input of the network.

    Equation (20): go through the layers from last to first, and return what the first one returns.
    """
    return {"dx": kept(first_pass(network(mlp, [W1, W2], [b1, b2]), x, g))}


def single_layer_accumulates(mlp, xs, gs, W1, b1, W2, b2):
    """SingleLayerMLP.backward adds to the gradients that are already there.

    Section 1: several batches go forward and backward before one step. Clearing is the business of zerograd alone.
    """
    return last_layer_after_one_step_for_all(mlp, [W1, W2], [b1, b2], xs, gs)


def single_layer_step(mlp, x, g, W1, b1, W2, b2):
    """SingleLayerMLP.step moves the parameters of both layers by the network's learning rate.

    Section 7, with lr = 0.2: hand lr on to the layers, and list their current parameters with the first layer first.
    """
    net = network(mlp, [W1, W2], [b1, b2], lr=0.2)
    first_pass(net, x, g)
    net.step()
    return parameters(net)


def single_layer_initialisation(mlp, x):
    """A new SingleLayerMLP has layers of the sizes it was given, with fresh parameters.

    Equation (6), with 12 inputs, 30 hidden units and 9 outputs. It works before any loadparams.
    """
    net = mlp.SingleLayerMLP(12, 9, hiddenlayer=30)
    W1, W2 = net.getWs()
    b1, b2 = net.getbs()
    fresh = {**about_fresh_weights("W1", W1), **about_fresh_weights("W2", W2), "b1": kept(b1), "b2": kept(b2)}
    return {**fresh, "shape of the logits": np.array(np.shape(net.forward(x)))}


def single_layer_leaves_arrays_alone(mlp, x, g, W1, b1, W2, b2):
    """SingleLayerMLP changes none of the arrays that are passed to it.

    Section 1: this includes the arrays in the lists that loadparams is given.
    """
    net = mlp.SingleLayerMLP(4, 3, hiddenlayer=7, lr=0.2)
    net.loadparams([W1, W2], [b1, b2])
    for _ in range(2):
        net.zerograd()
        logits = net.forward(x)
        dx = net.backward(g)
        net.step()
    shapes = {"shape of the logits": shape(logits), "shape of dx": shape(dx)}
    loaded = {"W1 afterwards": W1, "b1 afterwards": b1, "W2 afterwards": W2, "b2 afterwards": b2}
    return {**shapes, "x afterwards": x, "gradient afterwards": g, **loaded}


def two_layer_forward(mlp, x, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.forward returns the logits.

    Equation (19): a ReLU after each hidden layer, and nothing after the last one.
    """
    return {"logits": kept(network(mlp, [W1, W2, W3], [b1, b2, b3]).forward(x))}


def two_layer_backward(mlp, x, g, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.backward returns the gradient with respect to the input of the network.

    Equation (20), with one more layer: each ReLU's backward belongs to its own forward, so they can't share one object.
    """
    return {"dx": kept(first_pass(network(mlp, [W1, W2, W3], [b1, b2, b3]), x, g))}


def two_layer_accumulates(mlp, xs, gs, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.backward adds to the gradients that are already there.

    Section 1: several batches go forward and backward before one step. Clearing is the business of zerograd alone.
    """
    return last_layer_after_one_step_for_all(mlp, [W1, W2, W3], [b1, b2, b3], xs, gs)


def two_layer_step(mlp, x, g, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.step moves the parameters of all three layers by the network's learning rate.

    Section 7, with lr = 0.2: hand lr on to the layers, and list their current parameters with the first layer first.
    """
    net = network(mlp, [W1, W2, W3], [b1, b2, b3], lr=0.2)
    first_pass(net, x, g)
    net.step()
    return parameters(net)


def two_layer_initialisation(mlp, x):
    """A new TwoLayerMLP has layers of the sizes it was given, with fresh parameters.

    Equation (6), with 12 inputs, 30 and 20 hidden units and 9 outputs. It works before any loadparams.
    """
    net = mlp.TwoLayerMLP(12, 9, hiddenlayers=[30, 20])
    W1, W2, W3 = net.getWs()
    b1, b2, b3 = net.getbs()
    fresh = {
        "b1": kept(b1),
        "b2": kept(b2),
        "b3": kept(b3),
        "shape of the logits": np.array(np.shape(net.forward(x))),
    }
    for name, W in ("W1", W1), ("W2", W2), ("W3", W3):
        fresh.update(about_fresh_weights(name, W))
    return fresh


def two_layer_leaves_arrays_alone(mlp, x, g, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP changes none of the arrays that are passed to it.

    Section 1: this includes the arrays in the lists that loadparams is given.
    """
    net = mlp.TwoLayerMLP(4, 3, hiddenlayers=[7, 5], lr=0.2)
    net.loadparams([W1, W2, W3], [b1, b2, b3])
    for _ in range(2):
        net.zerograd()
        logits = net.forward(x)
        dx = net.backward(g)
        net.step()
    shapes = {"shape of the logits": shape(logits), "shape of dx": shape(dx)}
    loaded = {
        "W1 afterwards": W1,
        "b1 afterwards": b1,
        "W2 afterwards": W2,
        "b2 afterwards": b2,
        "W3 afterwards": W3,
        "b3 afterwards": b3,
    }
    return {**shapes, "x afterwards": x, "gradient afterwards": g, **loaded}


def training_single_layer(mlp, x, labels, W1, b1, W2, b2):
    """SingleLayerMLP trains for ten epochs as the reference does.

    Section 8, without momentum and dropout. If the loss is right at step 0 only, look at backward and step.
    """
    return trained(mlp, [W1, W2], [b1, b2], x, labels, alpha=0)


def training_single_layer_momentum(mlp, x, labels, W1, b1, W2, b2):
    """SingleLayerMLP trains for ten epochs with momentum as the reference does.

    Section 8, with alpha = 0.6. If the run without momentum is right and this one is not, look at equation (13).
    """
    return trained(mlp, [W1, W2], [b1, b2], x, labels, alpha=0.6)


def training_single_layer_dropout(mlp, x, labels, W1, b1, W2, b2):
    """SingleLayerMLP trains for ten epochs with momentum and dropout as the reference does.

    Section 8, with alpha = 0.6 and p = 0.2. If the loss is off from the first step on, look at equation (15).
    """
    return trained(mlp, [W1, W2], [b1, b2], x, labels, alpha=0.6, dropout_probability=0.2)


def training_two_layer(mlp, x, labels, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP trains for ten epochs as the reference does.

    Section 8, without momentum and dropout. If the loss is right at step 0 only, look at backward and step.
    """
    return trained(mlp, [W1, W2, W3], [b1, b2, b3], x, labels, alpha=0)


def training_two_layer_momentum(mlp, x, labels, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP trains for ten epochs with momentum as the reference does.

    Section 8, with alpha = 0.6. If the run without momentum is right and this one is not, look at equation (13).
    """
    return trained(mlp, [W1, W2, W3], [b1, b2, b3], x, labels, alpha=0.6)


def training_two_layer_dropout(mlp, x, labels, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP trains for ten epochs with momentum and dropout as the reference does.

    Section 8, with alpha = 0.6 and p = 0.2. If the loss is off from the first step on, look at equation (15).
    """
    return trained(mlp, [W1, W2, W3], [b1, b2, b3], x, labels, alpha=0.6, dropout_probability=0.2)


def output_of_threshold_units(W, b, a, X):
    """What a network of threshold units computes (22).

    A sum within rounding error of 0 counts as 0, since the unit fires there.
    """
    W, b, a = np.asarray(W, dtype=float), np.ravel(b).astype(float), np.ravel(a).astype(float)
    z = W @ X + b[:, np.newaxis]
    rounding = 1e-9 * (np.abs(W) @ np.abs(X) + np.abs(b)[:, np.newaxis])
    return a @ np.where(z >= -rounding, 1.0, 0.0)


def tried_at_points(weights, X, units):
    """Its outputs at the columns of X, and that a network has this many units."""
    W, b, a = weights
    shapes = {"shape of W": np.array(np.shape(W)), "number of biases b": np.size(b)}
    of_right_size = np.shape(W) == (units, len(X)) and np.size(b) == units == np.size(a)
    outputs = output_of_threshold_units(W, b, a, X) if of_right_size else np.full(X.shape[1], np.nan)
    return {**shapes, "number of factors a": np.size(a), "output at the points": outputs}


def sigmoid_of(z):
    """The logistic function (26)."""
    return 1 / (1 + np.exp(-z))


def softmax_of(o):
    """The probabilities p for logits o (35)."""
    exps = np.exp(o - o.max())
    return exps / exps.sum()


def loss_of_logits(o, y):
    """The cross-entropy of softmax(o) with y (36)."""
    return -np.sum(y * np.log(softmax_of(o)))


def by_central_differences(f, x, width=1e-5):
    """All partial derivatives of f at x; those of an output stand beside each other, in the shape of x."""
    slopes = []
    for place in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[place] = width
        slopes.append((f(x + nudge) - f(x - nudge)) / (2 * width))
    return np.stack(slopes, axis=-1).reshape(*np.shape(slopes[0]), *x.shape)


def beside_differences(name, derivative, f, x):
    """A derivative of f at x as a student has it, and as the quotient of differences has it."""
    return {name: derivative, f"{name}, by finite differences": by_central_differences(f, x)}


def called(name, function, *others, **arrays):
    """The shape of what a student's function returns for copies of these arrays, and the copies afterwards."""
    copies = {argument: array.copy() for argument, array in arrays.items()}
    returned = function(*copies.values(), *others)
    after = {f"{argument} after {name}": copy for argument, copy in copies.items()}
    return {f"shape of {name}": np.array(np.shape(returned)), **after}


def perceptron_certificate_holds(derivations, X, y, perceptrons):
    """perceptron_certificate returns multipliers that contradict the four conditions.

    Equation (24): none is negative, one of a point with label 0 is positive, and the sum is 0 for every w and b.
    """
    c = np.asarray(derivations.perceptron_certificate(), dtype=float)
    z = perceptrons[:, :2] @ X + perceptrons[:, 2:]  # of each perceptron at each point
    sums = z @ (np.where(y == 1, 1, -1) * c) if c.shape == y.shape else np.full(len(z), np.nan)
    return {
        "shape of the multipliers": np.array(c.shape),
        "none of them is negative (1: yes)": int((c >= 0).all()),
        "one of a point with label 0 is positive (1: yes)": int(
            (c[y == 0] > 0).any() if c.shape == y.shape else 0
        ),
        "sum (24) for some perceptrons": sums / max(np.abs(c).max(initial=0.0), 1e-12),
    }


def xor_network_outputs(derivations, X, y):
    """xor_network returns four threshold units that compute XOR.

    Equations (22) and (23): the output at (1, 0) and (0, 1) is 1, at (1, 1) and (0, 0) it is 0. A unit fires at 0, too.
    """
    return tried_at_points(derivations.xor_network(), X, 4)


def memorising_network_outputs(derivations, X, y):
    """memorising_network returns N threshold units whose outputs are the labels.

    Equation (25): labels are any real numbers, and there are as many units as points.
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


def memorising_network_shared_coordinates(derivations, X, y):
    """memorising_network also works where points share coordinates, or sums of coordinates.

    Equation (25) asks for distinct points and no more. Along which direction are all of them apart?
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


def memorising_network_on_a_line(derivations, X, y):
    """memorising_network also works for points with one coordinate, in any order.

    Equation (25) with D = 1. The points do not arrive in the order of their size, nor do the labels.
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


def memorising_network_of_one(derivations, X, y):
    """memorising_network also works for a single point.

    Equation (25) with N = 1: one unit, which has to fire.
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


def sigmoid_slope(derivations, x):
    """sigmoid_derivative returns the slope of the sigmoid, given its value.

    Equation (27): the argument is s = σ(x), not x.
    """
    of_student = derivations.sigmoid_derivative(sigmoid_of(x))
    return beside_differences("slope", of_student, lambda shift: sigmoid_of(x + shift), np.zeros(()))


def sigmoid_slope_vanishes(derivations, epsilons):
    """vanishing_bound returns a number beyond which the slope of the sigmoid is at most epsilon.

    Equation (28): try x0, 2 x0 and -x0. For each epsilon x0 is positive and not above 10 / epsilon.
    """
    bounds = np.array([float(derivations.vanishing_bound(float(epsilon))) for epsilon in epsilons])
    e = np.exp(
        -np.abs(bounds)
    )  # σ' is even and falls with |x|, so that the slope at x0 is the largest beyond it
    return {
        "x0 is positive and at most 10 / epsilon (1: yes)": ((bounds > 0) & (bounds <= 10 / epsilons)).astype(
            int
        ),
        "slope at x0 is at most epsilon (1: yes)": (e / (1 + e) ** 2 <= epsilons * (1 + 1e-9)).astype(int),
    }


def tanh_by_sigmoid(derivations, x):
    """tanh_as_sigmoid returns α, β, γ with tanh(x) = α σ(βx) + γ.

    Equation (29): at 0 both sides are 0, at plus and minus infinity 1 and -1. What is the slope at 0?
    """
    scale, slope, shift = map(float, derivations.tanh_as_sigmoid())
    return {"α σ(βx) + γ": scale * sigmoid_of(slope * x) + shift}


def output_of_tanh_network(derivations, W1, b1, W2, b2, x):
    """What the student's tanh network (31) computes for each column of x, and the shapes of its parameters."""
    U1, c1, U2, c2 = derivations.tanh_network(W1, b1, W2, b2)
    shapes = {
        f"shape of {name}": np.array(np.shape(u))
        for name, u in [("U1", U1), ("c1", c1), ("U2", U2), ("c2", c2)]
    }
    fits = (
        np.shape(U1) == W1.shape
        and np.shape(U2) == W2.shape
        and np.size(c1) == len(W1)
        and np.size(c2) == len(W2)
    )
    if not fits:
        return shapes
    hidden = np.tanh(np.asarray(U1) @ x + np.reshape(c1, (-1, 1)))
    return {**shapes, "output of the tanh network": np.asarray(U2) @ hidden + np.reshape(c2, (-1, 1))}


def tanh_network_outputs(derivations, W1, b1, W2, b2, x):
    """tanh_network returns parameters with which a tanh network computes what the sigmoid network does.

    Equations (30) and (31), by way of (29). Did the constant γ go into the last bias, once for each hidden unit?
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, x)


def tanh_network_square(derivations, W1, b1, W2, b2, x):
    """tanh_network also works with as many outputs as hidden units.

    Equation (31): with a square W2, a sum over the wrong one of its axes has the right shape.
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, x)


def tanh_network_one_unit(derivations, W1, b1, W2, b2, x):
    """tanh_network also works with one hidden unit.

    Equation (31): every sum over the hidden units has one term.
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, x)


def tanh_network_biases(derivations, W1, b1, W2, b2, x):
    """tanh_network has the right biases: the networks agree at x = 0.

    Equation (31) without inputs: only b1, W2 and b2 are left.
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, 0 * x[:, :1])


def tanh_network_leaves_arrays_alone(derivations, W1, b1, W2, b2, x):
    """tanh_network changes none of the arrays that are passed to it.

    Section 1 holds here, too: the sigmoid network must still be there afterwards. Beware of /= and +=.
    """
    U1, *_ = derivations.tanh_network(W1, b1, W2, b2)
    after = {"W1 afterwards": W1, "b1 afterwards": b1, "W2 afterwards": W2, "b2 afterwards": b2}
    return {"shape of U1": np.array(np.shape(U1)), **after}


def tanh_slope(derivations, x):
    """tanh_derivative_as_sigmoid returns α, β with tanh'(x) = α σ'(βx).

    Equation (32): differentiate (29) with the chain rule.
    """
    scale, slope = map(float, derivations.tanh_derivative_as_sigmoid())
    s = sigmoid_of(slope * x)
    return beside_differences("α σ'(βx)", scale * s * (1 - s), lambda shift: np.tanh(x + shift), np.zeros(()))


def softmax_derivatives(derivations, o):
    """dp_do returns the derivative of every softmax output with respect to every logit.

    Equation (37): i = j and i ≠ j are two cases.
    """
    return beside_differences("dp_do", derivations.dp_do(softmax_of(o)), softmax_of, o)


def softmax_derivatives_special(derivations, o):
    """dp_do also holds for two classes, and where all probabilities are equal.

    Equation (37): every row sums to 0, as the probabilities always sum to 1.
    """
    return beside_differences("dp_do", derivations.dp_do(softmax_of(o)), softmax_of, o)


def loss_by_logits(derivations, o, y):
    """dL_do returns the gradient of the loss with respect to the logits.

    Equation (38): every p_i depends on o_j, so that the chain rule sums over i.
    """
    return beside_differences("dL_do", derivations.dL_do(softmax_of(o), y), lambda o: loss_of_logits(o, y), o)


def logits_by_bias(derivations, h, W2, b2):
    """do_db2 returns the derivative of every logit with respect to every bias.

    Equation (38): which biases does o_i depend on?
    """
    return beside_differences("do_db2", derivations.do_db2(len(b2)), lambda b2: W2 @ h + b2, b2)


def loss_by_bias(derivations, h, W2, b2, y):
    """dL_db2 returns the gradient of the loss with respect to the biases of the output layer.

    Equation (38): the chain rule through o.
    """
    of_student = derivations.dL_db2(softmax_of(W2 @ h + b2), y)
    return beside_differences("dL_db2", of_student, lambda b2: loss_of_logits(W2 @ h + b2, y), b2)


def output_layer_leaves_arrays_alone(derivations, o, y):
    """dp_do, dL_do and dL_db2 change none of the arrays that are passed to them.

    Section 1 holds here, too: p and y are still needed afterwards. Beware of -= and *=.
    """
    p = softmax_of(o)
    return {
        **called("dp_do", derivations.dp_do, p=p),
        **called("dL_do", derivations.dL_do, p=p, y=y),
        **called("dL_db2", derivations.dL_db2, p=p, y=y),
    }


def logits_by_hidden(derivations, h, W2, b2):
    """do_dh returns the derivative of every logit with respect to every hidden unit.

    Equation (39): o_i depends on every h_j, not on that of the same number alone.
    """
    return beside_differences("do_dh", derivations.do_dh(W2), lambda h: W2 @ h + b2, h)


def loss_by_hidden_of(derivations, h, W2, b2, y):
    """What the student says of dL/dh, beside finite differences."""
    of_student = derivations.dL_dh(W2, softmax_of(W2 @ h + b2), y)
    return beside_differences("dL_dh", of_student, lambda h: loss_of_logits(W2 @ h + b2, y), h)


def loss_by_hidden(derivations, h, W2, b2, y):
    """dL_dh returns the gradient of the loss with respect to the hidden units.

    Equation (39): h_j is an input of every logit, so that the chain rule sums over them.
    """
    return loss_by_hidden_of(derivations, h, W2, b2, y)


def loss_by_hidden_square(derivations, h, W2, b2, y):
    """dL_dh also holds with as many hidden units as classes.

    Equation (39): a square W2 that is not symmetric tells W2 from its transpose, though the shapes do not.
    """
    return loss_by_hidden_of(derivations, h, W2, b2, y)


def hidden_units_leave_arrays_alone(derivations, W2, o, y):
    """do_dh and dL_dh change none of the arrays that are passed to them.

    Section 1 holds here, too: W2 is a parameter, and p and y are still needed. Beware of -= and *=.
    """
    return {
        **called("do_dh", derivations.do_dh, W2=W2),
        **called("dL_dh", derivations.dL_dh, W2=W2, p=softmax_of(o), y=y),
    }


def logits_by_weights(derivations, h, W2, b2):
    """do_dW2 returns the derivative of every logit with respect to every weight of the output layer.

    Equation (40): place [k, i, j] is about o_k and W2_ij. Which o_k does W2_ij have a part in?
    """
    return beside_differences("do_dW2", derivations.do_dW2(h, len(b2)), lambda W2: W2 @ h + b2, W2)


def loss_by_weights_of(derivations, h, W2, b2, y):
    """What the student says of dL/dW2, beside finite differences."""
    of_student = derivations.dL_dW2(h, softmax_of(W2 @ h + b2), y)
    return beside_differences("dL_dW2", of_student, lambda W2: loss_of_logits(W2 @ h + b2, y), W2)


def loss_by_weights(derivations, h, W2, b2, y):
    """dL_dW2 returns the gradient of the loss with respect to the weights of the output layer.

    Equation (40): one row for each logit, one column for each hidden unit.
    """
    return loss_by_weights_of(derivations, h, W2, b2, y)


def loss_by_weights_square(derivations, h, W2, b2, y):
    """dL_dW2 also holds with as many hidden units as classes.

    Equation (40): with a square W2 the transpose of the gradient has the right shape, too.
    """
    return loss_by_weights_of(derivations, h, W2, b2, y)


def output_weights_leave_arrays_alone(derivations, h, o, y):
    """do_dW2 and dL_dW2 change none of the arrays that are passed to them.

    Section 1 holds here, too: h, p and y are still needed afterwards. Beware of -= and *=.
    """
    return {
        **called("do_dW2", derivations.do_dW2, len(o), h=h),
        **called("dL_dW2", derivations.dL_dW2, h=h, p=softmax_of(o), y=y),
    }


def hidden_by_preactivation(derivations, q):
    """dh_dq returns the derivative of every hidden unit with respect to every pre-activation.

    Equation (41): a matrix, since it is about every i and j.
    """
    return beside_differences("dh_dq", derivations.dh_dq(q), lambda q: np.maximum(0, q), q)


def loss_by_preactivation(derivations, q, W2, b2, y):
    """dL_dq returns the gradient of the loss with respect to the pre-activations.

    Equation (41): what becomes of dL/dh where the ReLU is off?
    """

    def loss(q):
        return loss_of_logits(W2 @ np.maximum(0, q) + b2, y)

    dL_dh = W2.T @ (softmax_of(W2 @ np.maximum(0, q) + b2) - y)
    return beside_differences("dL_dq", derivations.dL_dq(q, dL_dh), loss, q)


def preactivation_of_either_sign(derivations, q, g):
    """dL_dq looks at the sign of q, not at that of dL/dh.

    Equation (41), for any dL/dh = g: where q is positive a negative g passes as well.
    """
    return beside_differences("dL_dq", derivations.dL_dq(q, g), lambda q: g @ np.maximum(0, q), q)


def preactivations_leave_arrays_alone(derivations, q, g):
    """dh_dq and dL_dq change none of the arrays that are passed to them.

    Section 1 holds here, too: dL/dh is still needed when dL/dq is known. Beware of *= and of q[q > 0] = 1.
    """
    return {
        **called("dh_dq", derivations.dh_dq, q=q),
        **called("dL_dq", derivations.dL_dq, q=q, dL_dh=g),
    }


def scalar_loss_with_dropout(derivations, x, y, w, p):
    """dropout_loss_of_one returns the mean loss over both masks.

    Equation (44): with chance p the loss is (y - xw)², with chance 1 - p it is y². Does the variance add to it?
    """
    return {"expected loss": derivations.dropout_loss_of_one(x, y, w, p)}


def scalar_loss_with_half(derivations, x, y, w, p):
    """dropout_loss_of_one also holds for p = 0.5.

    Equation (44): here the chances to be kept and to be dropped are the same.
    """
    return {"expected loss": derivations.dropout_loss_of_one(x, y, w, p)}


def scalar_loss_without_noise(derivations, x, y, w, p):
    """dropout_loss_of_one also holds where nothing or everything is dropped.

    Equation (44) for p = 1 and p = 0: there is one mask, and no variance.
    """
    return {"expected loss": derivations.dropout_loss_of_one(x, y, w, p)}


def matrix_of_dropout(derivations, X):
    """dropout_matrix returns Γ: one row and one column for each input, lengths on the diagonal.

    Equation (45): the entries of XᵀX off the diagonal take no part, and the root is taken.
    """
    return {"Γ": derivations.dropout_matrix(X)}


def loss_with_dropout(derivations, X, y, w, p):
    """dropout_loss returns the mean loss over all masks.

    Equation (45): with 3 points of 2 inputs there are 64 masks, each with its own chance, and you can count them out.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


def loss_with_dropout_one_point(derivations, X, y, w, p):
    """dropout_loss also holds for one point.

    Equation (45) with N = 1: the inputs of a point are dropped independently of each other.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


def loss_with_dropout_one_input(derivations, X, y, w, p):
    """dropout_loss also holds for points with one input.

    Equation (45) with D = 1: XᵀX is a number, and its own diagonal.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


def loss_with_dropout_of_half(derivations, X, y, w, p):
    """dropout_loss also holds for p = 0.5.

    Equation (45): here every mask has the same chance.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


def loss_without_noise(derivations, X, y, w, p):
    """dropout_loss also holds where nothing or everything is dropped.

    Equation (45) for p = 1 and p = 0: there is one mask, and no penalty.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


def loss_with_dropout_of_like_inputs(derivations, X, y, w, p):
    """dropout_loss also holds where inputs are alike.

    Equation (45): the penalty is about each input by itself; it does not see that two columns are alike.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


def dropout_leaves_arrays_alone(derivations, X, y, w, p):
    """dropout_matrix and dropout_loss change none of the arrays that are passed to them.

    Section 1 holds here, too: the data set must still be there afterwards. Beware of **= and -=.
    """
    return {
        **called("dropout_matrix", derivations.dropout_matrix, X=X),
        **called("dropout_loss", derivations.dropout_loss, p, X=X, y=y, w=w),
    }

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

class TestLinearMap(CheckCase):
    """LinearMap (1.2a)."""

    def test_linear_map_forward(self):
        self.check(linear_map_forward)

    def test_linear_map_backward(self):
        self.check(linear_map_backward)

    def test_linear_map_step_weights(self):
        self.check(linear_map_step_weights)

    def test_linear_map_step_bias(self):
        self.check(linear_map_step_bias)

    def test_linear_map_accumulates(self):
        self.check(linear_map_accumulates)

    def test_linear_map_zerograd(self):
        self.check(linear_map_zerograd)

    def test_linear_map_initialisation(self):
        self.check(linear_map_initialisation)

    def test_linear_map_leaves_arrays_alone(self):
        self.check(linear_map_leaves_arrays_alone)


class TestReLU(CheckCase):
    """ReLU (1.2b)."""

    def test_relu_forward(self):
        self.check(relu_forward)

    def test_relu_backward(self):
        self.check(relu_backward)

    def test_relu_backward_at_zero(self):
        self.check(relu_backward_at_zero)

    def test_relu_leaves_arrays_alone(self):
        self.check(relu_leaves_arrays_alone)


class TestLoss(CheckCase):
    """SoftmaxCrossEntropyLoss (1.2c)."""

    def test_loss_forward(self):
        self.check(loss_forward, tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0))

    def test_loss_backward(self):
        self.check(loss_backward)

    def test_loss_of_large_logits(self):
        self.check(
            loss_of_large_logits,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_loss_of_logits_far_apart(self):
        self.check(
            loss_of_logits_far_apart,
            tolerance=Tolerance(relative=0.0001, absolute=1e-08, growth_per_step=0.0),
        )

    def test_loss_gradient_of_large_logits(self):
        self.check(loss_gradient_of_large_logits)

    def test_loss_leaves_arrays_alone(self):
        self.check(loss_leaves_arrays_alone)


class TestMomentum(CheckCase):
    """Momentum (1.3)."""

    def test_momentum_first_step(self):
        self.check(momentum_first_step)

    def test_momentum_of_weights(self):
        self.check(momentum_of_weights)

    def test_momentum_of_bias(self):
        self.check(momentum_of_bias)

    def test_momentum_moves_the_layer(self):
        self.check(momentum_moves_the_layer)

    def test_momentum_of_zero(self):
        self.check(momentum_of_zero)


class TestDropout(CheckCase):
    """Dropout (1.4)."""

    def test_dropout_forward(self):
        self.check(dropout_forward)

    def test_dropout_backward(self):
        self.check(dropout_backward)

    def test_dropout_evaluation(self):
        self.check(dropout_evaluation)

    def test_dropout_draws_once(self):
        self.check(dropout_draws_once)


class TestSingleLayerMLP(CheckCase):
    """SingleLayerMLP (1.5a)."""

    def test_single_layer_forward(self):
        self.check(single_layer_forward)

    def test_single_layer_backward(self):
        self.check(single_layer_backward)

    def test_single_layer_accumulates(self):
        self.check(single_layer_accumulates)

    def test_single_layer_step(self):
        self.check(single_layer_step)

    def test_single_layer_initialisation(self):
        self.check(single_layer_initialisation)

    def test_single_layer_leaves_arrays_alone(self):
        self.check(single_layer_leaves_arrays_alone)


class TestTwoLayerMLP(CheckCase):
    """TwoLayerMLP (1.5b)."""

    def test_two_layer_forward(self):
        self.check(two_layer_forward)

    def test_two_layer_backward(self):
        self.check(two_layer_backward)

    def test_two_layer_accumulates(self):
        self.check(two_layer_accumulates)

    def test_two_layer_step(self):
        self.check(two_layer_step)

    def test_two_layer_initialisation(self):
        self.check(two_layer_initialisation)

    def test_two_layer_leaves_arrays_alone(self):
        self.check(two_layer_leaves_arrays_alone)


class TestTraining(CheckCase):
    """Ten epochs beside the reference (training)."""

    def test_training_single_layer(self):
        self.check(
            training_single_layer,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W1", "W2", "b1", "b2"],
        )

    def test_training_single_layer_momentum(self):
        self.check(
            training_single_layer_momentum,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W1", "W2", "b1", "b2"],
        )

    def test_training_single_layer_dropout(self):
        self.check(
            training_single_layer_dropout,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W1", "W2", "b1", "b2"],
        )

    def test_training_two_layer(self):
        self.check(
            training_two_layer,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W1", "W2", "W3", "b1", "b2", "b3"],
        )

    def test_training_two_layer_momentum(self):
        self.check(
            training_two_layer_momentum,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W1", "W2", "W3", "b1", "b2", "b3"],
        )

    def test_training_two_layer_dropout(self):
        self.check(
            training_two_layer_dropout,
            tolerance=Tolerance(relative=2e-05, absolute=1e-08, growth_per_step=0.1),
            curves=["loss", "accuracy", "W1", "W2", "W3", "b1", "b2", "b3"],
        )


class TestPerceptron(CheckCase):
    """No perceptron computes XOR (P1a)."""

    def test_perceptron_certificate_holds(self):
        self.check(perceptron_certificate_holds)


class TestXorNetwork(CheckCase):
    """XOR with four threshold units (P1b)."""

    def test_xor_network_outputs(self):
        self.check(xor_network_outputs)


class TestMemorisingNetwork(CheckCase):
    """Any labels with one threshold unit per point (P1c)."""

    def test_memorising_network_outputs(self):
        self.check(memorising_network_outputs, at=["X", "y"])

    def test_memorising_network_shared_coordinates(self):
        self.check(memorising_network_shared_coordinates)

    def test_memorising_network_on_a_line(self):
        self.check(memorising_network_on_a_line, at=["X", "y"])

    def test_memorising_network_of_one(self):
        self.check(memorising_network_of_one, at=["X", "y"])


class TestSigmoidDerivative(CheckCase):
    """The slope of the sigmoid (P2a)."""

    def test_sigmoid_slope(self):
        self.check(sigmoid_slope, at=["x"])


class TestVanishing(CheckCase):
    """Where the slope vanishes (P2b)."""

    def test_sigmoid_slope_vanishes(self):
        self.check(sigmoid_slope_vanishes)


class TestTanhAsSigmoid(CheckCase):
    """tanh from the sigmoid (P2d)."""

    def test_tanh_by_sigmoid(self):
        self.check(tanh_by_sigmoid, at=["x"])


class TestTanhNetwork(CheckCase):
    """From a sigmoid network to a tanh network (P2e)."""

    def test_tanh_network_outputs(self):
        self.check(tanh_network_outputs, at=["W1", "b1", "W2", "b2"])

    def test_tanh_network_square(self):
        self.check(tanh_network_square, at=["W2", "b2"])

    def test_tanh_network_one_unit(self):
        self.check(tanh_network_one_unit, at=["W1", "b1", "W2", "b2"])

    def test_tanh_network_biases(self):
        self.check(tanh_network_biases, at=["b1", "W2", "b2"])

    def test_tanh_network_leaves_arrays_alone(self):
        self.check(tanh_network_leaves_arrays_alone)


class TestTanhDerivative(CheckCase):
    """Whether tanh helps (P2f)."""

    def test_tanh_slope(self):
        self.check(tanh_slope, at=["x"])


class TestOutputLayer(CheckCase):
    """Backpropagation: the logits and the last bias (P3a)."""

    def test_softmax_derivatives(self):
        self.check(softmax_derivatives, at=["o"])

    def test_softmax_derivatives_special(self):
        self.check(softmax_derivatives_special, at=["o"])

    def test_loss_by_logits(self):
        self.check(loss_by_logits, at=["o", "y"])

    def test_logits_by_bias(self):
        self.check(logits_by_bias, at=["b2"])

    def test_loss_by_bias(self):
        self.check(loss_by_bias, at=["b2", "y"])

    def test_output_layer_leaves_arrays_alone(self):
        self.check(output_layer_leaves_arrays_alone)


class TestHiddenUnits(CheckCase):
    """Backpropagation: the hidden units (P3b)."""

    def test_logits_by_hidden(self):
        self.check(logits_by_hidden, at=["W2"])

    def test_loss_by_hidden(self):
        self.check(loss_by_hidden, at=["h", "W2", "y"])

    def test_loss_by_hidden_square(self):
        self.check(loss_by_hidden_square, at=["h", "W2", "y"])

    def test_hidden_units_leave_arrays_alone(self):
        self.check(hidden_units_leave_arrays_alone)


class TestOutputWeights(CheckCase):
    """Backpropagation: the last weights (P3c)."""

    def test_logits_by_weights(self):
        self.check(logits_by_weights, at=["h"])

    def test_loss_by_weights(self):
        self.check(loss_by_weights, at=["h", "W2", "y"])

    def test_loss_by_weights_square(self):
        self.check(loss_by_weights_square, at=["h", "W2", "y"])

    def test_output_weights_leave_arrays_alone(self):
        self.check(output_weights_leave_arrays_alone)


class TestPreactivations(CheckCase):
    """Backpropagation: the pre-activations (P3d)."""

    def test_hidden_by_preactivation(self):
        self.check(hidden_by_preactivation, at=["q"])

    def test_loss_by_preactivation(self):
        self.check(loss_by_preactivation, at=["q", "W2", "y"])

    def test_preactivation_of_either_sign(self):
        self.check(preactivation_of_either_sign, at=["q", "g"])

    def test_preactivations_leave_arrays_alone(self):
        self.check(preactivations_leave_arrays_alone)


class TestDropoutOfOne(CheckCase):
    """Dropout as a penalty: one number (P4a)."""

    def test_scalar_loss_with_dropout(self):
        self.check(scalar_loss_with_dropout, at=["x", "y", "w", "p"])

    def test_scalar_loss_with_half(self):
        self.check(scalar_loss_with_half, at=["x", "y", "w", "p"])

    def test_scalar_loss_without_noise(self):
        self.check(scalar_loss_without_noise, at=["x", "y", "w", "p"])


class TestDropoutLoss(CheckCase):
    """Dropout as a penalty: a data set (P4b)."""

    def test_matrix_of_dropout(self):
        self.check(matrix_of_dropout, at=["X"])

    def test_loss_with_dropout(self):
        self.check(loss_with_dropout, at=["X", "y", "w", "p"])

    def test_loss_with_dropout_one_point(self):
        self.check(loss_with_dropout_one_point, at=["X", "y", "w", "p"])

    def test_loss_with_dropout_one_input(self):
        self.check(loss_with_dropout_one_input, at=["X", "y", "w", "p"])

    def test_loss_with_dropout_of_half(self):
        self.check(loss_with_dropout_of_half, at=["X", "y", "w"])

    def test_loss_without_noise(self):
        self.check(loss_without_noise, at=["X", "y", "w", "p"])

    def test_loss_with_dropout_of_like_inputs(self):
        self.check(loss_with_dropout_of_like_inputs, at=["X", "y", "w", "p"])

    def test_dropout_leaves_arrays_alone(self):
        self.check(dropout_leaves_arrays_alone)


def load_tests(loader, standard_tests, pattern):
    """Have unittest run the tests in the order in which they stand here: the first ones are used further down."""
    classes = [each for each in globals().values() if isinstance(each, type) and CheckCase in each.__bases__]
    names = {each: sorted(loader.getTestCaseNames(each), key=list(vars(each)).index) for each in classes}
    return unittest.TestSuite(each(name) for each in classes for name in names[each])


if __name__ == "__main__":
    unittest.main()
