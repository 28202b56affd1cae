"""The checks of cmu_hw1_mlp: each drives a student's module and returns what one promise of the handout is about.

They look at what is returned and at parameters, never at private attributes, and they copy every array that
they keep, because a student may rightly change an array of their own in place later.
"""

import itertools

import numpy as np

from grader.compare import Tolerance
from grader.inside.gradients import layer_gradients
from grader.vocabulary import check, constant, drawn, gradient_check, normal, onehot, uniform

SEED = 10417617

# What the loss takes part in is allowed more: log(p + 1e-8) and the like are harmless, and err by 1e-8 / p. The
# logits below differ by at most 3 within a column, so no p of a label is under 0.01 and that error is 1e-6.
LOSS = Tolerance(1e-4)

# How wide the tube around the ten epochs of training is, at step t, in parts of a curve's largest value.
#
# float32 rounds by u = 6e-8. A gradient is a sum over 8 samples, through 2 or 3 layers that sum at most 6 terms
# each, so one step brings a relative error of 10 u at most, and lr makes it smaller before it reaches the
# parameters; storing those adds u. Where the loss curves upwards, a step shrinks the errors of earlier steps; were
# all of them to stay and none to cancel, t steps would add up to 10 u · t = 6e-7 · t. That is linear in t, and a
# third of the growth 2e-6 · t allowed here; 2e-5 at the start is for an epsilon in the loss, and for the first step.
# Measured on 120 runs (20 draws of the six checks): float32 work uses at most 1 % of the tube at any step, and work
# in another order with an epsilon of 1e-8 at most 2 %.
# A ReLU could break this: if a pre-activation lies within the error of 0, its gradient is in or out. A run has up
# to 6400 pre-activations, spread over about 1 with errors of about 1e-7: that is 1 run in some 2000, and the
# tests show that the stored inputs are none of it.
#
# A wrong momentum: with the previous gradient alone in place of the velocity, the third step lacks alpha^2 times
# the first gradient, about lr · 0.36 · 0.1 = 0.7 % of parameters of about 1, or 300 times the tube. Measured on 40
# runs for each of 11 wrong ways: out of the tube by step 2, and over 1000 times its half-width at the worst step.
TUBE = Tolerance(2e-5, growth_per_step=0.1)
EPOCHS, BATCHES, BATCH = 10, 8, 8
ONE_HIDDEN = ("loss", "accuracy", "W1", "W2", "b1", "b2")
TWO_HIDDEN = ("loss", "accuracy", "W1", "W2", "W3", "b1", "b2", "b3")


# Ways to draw inputs.


def layers(*sizes, scale=0.6):
    """Draw W1, b1, W2, b2, … of a network of these sizes, inputs first."""
    given = {}
    for layer, (indim, outdim) in enumerate(itertools.pairwise(sizes), start=1):
        given[f"W{layer}"] = normal(outdim, indim, scale=scale)
        given[f"b{layer}"] = normal(outdim, 1, scale=scale)
    return given


def both_signs_and_zero(rng):
    """Values on both sides of 0, and exactly 0 in every column."""
    x = np.round(rng.normal(0.0, 2.0, (6, 5)), 6)
    x[np.arange(5), np.arange(5)] = 0.0
    return x


def wide(rng):
    """Values from tiny to huge, of both signs: a function that saturates shows."""
    return np.round(rng.choice([-1.0, 1.0], (3, 8)) * 10.0 ** rng.uniform(-2.0, 3.0, (3, 8)), 6)


def shifted_logits(shifts):
    """Logits around the given shift of each column. Sixteenths are exact in float32 even next to 1000."""

    def draw(rng):
        return np.round(rng.uniform(-1.5, 1.5, (5, len(shifts))) * 16) / 16 + np.array(shifts)

    return draw


def clouds(rng):
    """Three overlapping clouds of points in five dimensions, in turn. Shape (5, 64)."""
    centres = np.array([[1.0, 1.0, 0.0, 0.0, -0.5], [-1.0, 0.5, 1.0, 0.0, 0.5], [0.0, -1.0, -1.0, 1.0, 0.0]])
    labels = np.arange(BATCHES * BATCH) % 3
    return np.round(centres[labels].T + 0.8 * rng.standard_normal((5, BATCHES * BATCH)), 6)


def labels_in_turn(rng):
    """One-hot columns of the classes 0, 1, 2, 0, 1, 2, … Shape (3, 64)."""
    return np.eye(3)[:, np.arange(BATCHES * BATCH) % 3]


def run(*sizes):
    """Draw all that a training run is given: the points, their classes, and the network."""
    points = drawn("three clouds of points", clouds)
    return {
        "x": points,
        "labels": drawn("classes 0, 1, 2 in turn", labels_in_turn),
        **layers(*sizes, scale=0.4),
    }


# Ways to drive a student's module.


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


# 1.2a LinearMap: 6 points.


@check("1.2a", points=0.5, x=normal(18, 5), W=normal(10, 18), b=normal(10, 1))
@check("1.2a", points=0.5, hidden=True, x=normal(3, 7), W=normal(6, 3), b=normal(6, 1, shift=2.0))
def linear_map_forward(mlp, x, W, b):
    """LinearMap.forward returns Wx + b.

    Equation (1): samples are the columns of x, and b is added to each of them.
    """
    return {"output": kept(linear(mlp, W, b).forward(x))}


@check("1.2a", points=0.5, x=normal(8, 5), W=normal(4, 8), b=normal(4, 1), g=normal(4, 5))
@check("1.2a", points=0.5, hidden=True, x=normal(5, 3), W=normal(9, 5), b=normal(9, 1), g=normal(9, 3))
def linear_map_backward(mlp, x, W, b, g):
    """LinearMap.backward returns the gradient with respect to its input.

    Equation (4): it has the shape of x, and neither x nor b takes part in it.
    """
    return {"dx": kept(first_pass(linear(mlp, W, b), x, g))}


@check("1.2a", points=0.5, x=normal(8, 5), W=normal(4, 8), b=normal(4, 1), g=normal(4, 5))
def linear_map_step_weights(mlp, x, W, b, g):
    """LinearMap.step moves W against its gradient by the learning rate.

    Equations (2) and (5), with lr = 0.3: is lr used, and is the sum over the batch free of any division by N?
    """
    layer = linear(mlp, W, b, lr=0.3)
    first_pass(layer, x, g)
    layer.step()
    return {"W after the step": kept(layer.getW())}


@check("1.2a", points=0.5, x=normal(8, 5), W=normal(4, 8), b=normal(4, 1), g=normal(4, 5))
def linear_map_step_bias(mlp, x, W, b, g):
    """LinearMap.step moves b against its gradient by the learning rate.

    Equations (3) and (5), with lr = 0.3: the gradient of b sums over the batch and keeps the shape (outdim, 1).
    """
    layer = linear(mlp, W, b, lr=0.3)
    first_pass(layer, x, g)
    layer.step()
    return {"b after the step": kept(layer.getb())}


@check("1.2a", points=0.5, xs=normal(2, 6, 4), W=normal(3, 6), b=normal(3, 1), gs=normal(2, 3, 4))
@check(
    "1.2a", points=0.5, hidden=True, xs=normal(3, 4, 2), W=normal(7, 4), b=normal(7, 1), gs=normal(3, 7, 2)
)
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


@check("1.2a", points=0.25, xs=normal(2, 6, 4), W=normal(3, 6), b=normal(3, 1), gs=normal(2, 3, 4))
@check(
    "1.2a", points=0.25, hidden=True, xs=normal(2, 2, 5), W=normal(5, 2), b=normal(5, 1), gs=normal(2, 5, 5)
)
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


@check(
    "1.2a", points=0.5, hidden=True, xs=normal(3, 5, 4), W=normal(3, 5), b=normal(3, 1), gs=normal(3, 3, 4)
)
def linear_map_defaults(mlp, xs, W, b, gs):
    """LinearMap(indim, outdim) learns with lr = 0.01 and without momentum.

    Look at the default values of the arguments in the table of section 1.
    """
    layer = linear(mlp, W, b)
    steps(layer, xs, gs)
    return {"W after three steps": kept(layer.getW()), "b after three steps": kept(layer.getb())}


@check("1.2a", points=0.25, x=normal(30, 4))
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


@check("1.2a", points=0.25, x=normal(6, 4), W=normal(3, 6), b=normal(3, 1), g=normal(3, 4))
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


@check("1.2a", points=0.25, hidden=True, xs=normal(2, 5, 4), gs=normal(2, 3, 4))
def linear_map_learns_without_loadparams(mlp, xs, gs):
    """A new LinearMap learns before any loadparams.

    Section 1: a layer can be used from its first moment. What do backward and step need that only loadparams makes?
    """
    layer = mlp.LinearMap(5, 3, lr=0.2)
    W, b = np.array(layer.getW()), np.array(layer.getb())
    steps(layer, xs, gs)
    # Rounded, because W itself is another one each time, and so is the rounding of the difference.
    moved = {"how far W moved": np.array(layer.getW()) - W, "how far b moved": np.array(layer.getb()) - b}
    return {name: np.round(distance, 9) for name, distance in moved.items()}


@check("1.2a", points=0.25, hidden=True, x=normal(4, 1), W=normal(3, 4), b=normal(3, 1), g=normal(3, 1))
def linear_map_batch_of_one(mlp, x, W, b, g):
    """LinearMap works for a batch of one sample.

    Section 1: the batch stays an axis, also of length 1. Does a squeeze, or a sum without keepdims, lose it?
    """
    layer = linear(mlp, W, b, lr=0.2)
    layer.zerograd()
    y = kept(layer.forward(x))
    dx = kept(layer.backward(g))
    layer.step()
    return {"y": y, "dx": dx, "W after the step": kept(layer.getW()), "b after the step": kept(layer.getb())}


@gradient_check(
    forward="linear_map_forward", backward="linear_map_backward linear_map_step_weights linear_map_step_bias"
)
def linear_map_gradients(mlp, x, W, b, g):
    """Whether LinearMap's gradients are those of its own forward."""
    return layer_gradients(linear(mlp, W, b, lr=0.3), x, g=g, lr=0.3)


# 1.2b ReLU: 3 points.


@check("1.2b", points=0.5, x=drawn("6 x 5 of both signs, with a 0 in each column", both_signs_and_zero))
@check("1.2b", points=0.5, hidden=True, x=drawn("3 x 8 of both signs, from 0.01 to 1000", wide))
def relu_forward(mlp, x):
    """ReLU.forward replaces negative values by 0 and keeps the others.

    Equation (7). Without dropout nothing else happens, however large the values are.
    """
    return {"output": kept(mlp.ReLU().forward(x))}


@check("1.2b", points=0.5, x=normal(5, 6), g=normal(5, 6))
@check("1.2b", points=0.5, hidden=True, x=normal(8, 3, scale=20.0), g=normal(8, 3, shift=1.0))
def relu_backward(mlp, x, g):
    """ReLU.backward lets the gradient through where x is positive.

    Equation (8): what decides is the sign of x, not that of the gradient.
    """
    return {"dx": kept(one_pass(mlp.ReLU(), x, g))}


@check(
    "1.2b",
    points=0.5,
    x=drawn("6 x 5 of both signs, with a 0 in each column", both_signs_and_zero),
    g=normal(6, 5),
)
def relu_backward_at_zero(mlp, x, g):
    """ReLU.backward gives 0 where x is exactly 0.

    Equation (8) asks for x > 0. Mind the difference between > and >=.
    """
    dx = one_pass(mlp.ReLU(), x, g)
    return {"dx where x is 0": kept(dx[x == 0])}


@check("1.2b", points=0.5, x=normal(5, 6), g=normal(5, 6))
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


@gradient_check(forward="relu_forward", backward="relu_backward")
def relu_gradients(mlp, x, g):
    """Whether ReLU's gradient is that of its own forward."""
    return layer_gradients(mlp.ReLU(), x, g=g)


# 1.2c SoftmaxCrossEntropyLoss: 4 points.


@check("1.2c", points=0.5, tolerance=LOSS, logits=uniform(5, 4, low=-1.5, high=1.5), labels=onehot(5, 4))
@check(
    "1.2c",
    points=0.5,
    hidden=True,
    tolerance=LOSS,
    logits=uniform(3, 11, low=-1.5, high=1.5),
    labels=onehot(3, 11),
)
def loss_forward(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss.forward returns the mean cross-entropy of the batch.

    Equations (9) and (11): the softmax runs down each column, the mean over the columns, and the result is one number.
    """
    return {"loss": number(mlp.SoftmaxCrossEntropyLoss().forward(logits, labels))}


@check("1.2c", points=0.5, logits=uniform(5, 4, low=-2.0, high=2.0), labels=onehot(5, 4))
@check("1.2c", points=0.5, hidden=True, logits=uniform(3, 11, low=-2.0, high=2.0), labels=onehot(3, 11))
def loss_backward(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss.backward returns the gradient with respect to the logits.

    Equation (12): probabilities minus labels, and the mean over the batch divides by the number of columns.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    loss.forward(logits, labels)
    return {"gradient": kept(loss.backward())}


@check(
    "1.2c",
    points=0.5,
    tolerance=LOSS,
    logits=drawn("5 x 4 within 1000 ± 1.5", shifted_logits([1000.0] * 4)),
    labels=onehot(5, 4),
)
@check(
    "1.2c",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    logits=drawn("5 x 3 within 1.5 of -1000, 1000, 0", shifted_logits([-1000.0, 1000.0, 0.0])),
    labels=onehot(5, 3),
)
def loss_of_large_logits(mlp, logits, labels):
    """The loss of logits around 1000 or -1000 neither overflows nor vanishes.

    Equation (10): take off the largest logit of each column before exp. Each column has its own.
    """
    return {"loss": number(mlp.SoftmaxCrossEntropyLoss().forward(logits, labels))}


@check(
    "1.2c",
    points=0.25,
    tolerance=LOSS,
    logits=constant([[1000.0, 0.5], [0.0, 1.0], [-1000.0, -0.25]]),
    labels=constant([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]),
)
def loss_of_logits_far_apart(mlp, logits, labels):
    """Loss and gradient are right for a sample with logits of 1000, 0 and -1000.

    Equation (10): only with the *largest* logit of the column taken off is no exponent above 0.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    return {"loss": number(loss.forward(logits, labels)), "gradient": kept(loss.backward())}


@check(
    "1.2c",
    points=0.5,
    logits=drawn("5 x 6 within -1000 ± 1.5", shifted_logits([-1000.0] * 6)),
    labels=onehot(5, 6),
)
def loss_gradient_of_large_logits(mlp, logits, labels):
    """The gradient of the loss is right for logits around -1000 as well.

    Equation (10): if every exp of a column is rounded to 0, so is the denominator.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    loss.forward(logits, labels)
    return {"gradient": kept(loss.backward())}


@check(
    "1.2c",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    logits=uniform(3, 11, low=-1.5, high=1.5),
    labels=onehot(3, 11),
)
def loss_of_other_batches(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss takes batches of different sizes in turn, also of one sample.

    Section 1: the last batch of an epoch may be smaller. Is the size read anew in each forward?
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    seen = {}
    for name, part in {"4": slice(0, 4), "1": slice(4, 5), "6": slice(5, 11)}.items():
        seen[f"loss of {name}"] = number(loss.forward(logits[:, part].copy(), labels[:, part].copy()))
        seen[f"gradient of {name}"] = kept(loss.backward())
    return seen


@check("1.2c", points=0.25, logits=normal(4, 5), labels=onehot(4, 5))
def loss_leaves_arrays_alone(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss changes neither the logits nor the labels.

    Section 1: logits -= ... writes into the caller's array, and so does work on an array that is the caller's own.
    """
    loss = mlp.SoftmaxCrossEntropyLoss()
    loss.forward(logits, labels)
    gradient = loss.backward()
    after = {"logits afterwards": logits, "labels afterwards": labels}
    return {"shape of the gradient": shape(gradient), **after}


@gradient_check(forward="loss_forward", backward="loss_backward")
def loss_gradients(mlp, logits, labels):
    """Whether the gradient of the loss is that of its own forward."""
    return layer_gradients(mlp.SoftmaxCrossEntropyLoss(), logits, labels)


# 1.3 Momentum: 4 points.


@check("1.3", points=0.5, x=normal(5, 4), W=normal(3, 5), b=normal(3, 1), g=normal(3, 4))
def momentum_first_step(mlp, x, W, b, g):
    """The first step with momentum is the plain step.

    Equations (13) and (14): the velocities start at zero, and the gradient enters with the factor 1.
    """
    layer = linear(mlp, W, b, alpha=0.8, lr=0.1)
    first_pass(layer, x, g)
    layer.step()
    return {"W after one step": kept(layer.getW()), "b after one step": kept(layer.getb())}


@check("1.3", points=0.5, xs=normal(3, 5, 4), W=normal(3, 5), b=normal(3, 1), gs=normal(3, 3, 4))
@check("1.3", points=0.5, hidden=True, xs=normal(3, 2, 6), W=normal(7, 2), b=normal(7, 1), gs=normal(3, 7, 6))
def momentum_of_weights(mlp, xs, W, b, gs):
    """Over three steps, W follows a velocity that remembers all earlier gradients.

    Equations (13) and (14): is alpha applied to the old velocity, and not to the previous gradient alone?
    """
    layer = linear(mlp, W, b, alpha=0.7, lr=0.2)
    steps(layer, xs, gs)
    return {"W after three steps": kept(layer.getW())}


@check("1.3", points=0.5, xs=normal(3, 5, 4), W=normal(3, 5), b=normal(3, 1), gs=normal(3, 3, 4))
@check("1.3", points=0.5, hidden=True, xs=normal(3, 2, 6), W=normal(7, 2), b=normal(7, 1), gs=normal(3, 7, 6))
def momentum_of_bias(mlp, xs, W, b, gs):
    """Over three steps, b follows a velocity of its own.

    Equation (13) holds for b as it does for W.
    """
    # By position: the order of the arguments is part of the interface, too.
    layer = mlp.LinearMap(W.shape[1], W.shape[0], 0.7, 0.2)
    layer.loadparams(W.copy(), b.copy())
    steps(layer, xs, gs)
    return {"b after three steps": kept(layer.getb())}


@check("1.3", points=0.25, xs=normal(3, 5, 4), W=normal(3, 5), b=normal(3, 1), gs=normal(3, 3, 4))
def momentum_moves_the_layer(mlp, xs, W, b, gs):
    """After three steps with momentum, forward and backward use the parameters that have moved.

    Equations (1) and (4) speak about the current W and b, the ones that getW and getb return.
    """
    layer = linear(mlp, W, b, alpha=0.7, lr=0.2)
    steps(layer, xs, gs)
    return {"output": kept(layer.forward(xs[0].copy())), "dx": kept(layer.backward(gs[0].copy()))}


@check("1.3", points=0.5, xs=normal(3, 4, 3), W=normal(2, 4), b=normal(2, 1), gs=normal(3, 2, 3))
def momentum_of_zero(mlp, xs, W, b, gs):
    """With alpha = 0, nothing of the steps before is remembered.

    Equation (13) with alpha = 0: each step is the plain step (5), whatever the gradients before it were.
    """
    layer = linear(mlp, W, b, alpha=0, lr=0.3)
    steps(layer, xs, gs)
    return {"W after three steps": kept(layer.getW()), "b after three steps": kept(layer.getb())}


@check(
    "1.3", points=0.75, hidden=True, xs=normal(6, 4, 3), W=normal(5, 4), b=normal(5, 1), gs=normal(6, 5, 3)
)
def momentum_over_six_steps(mlp, xs, W, b, gs):
    """Over six steps with alpha = 0.9, W and b follow their velocities.

    Equations (13) and (14): zerograd comes before each backward here, and clears the gradients, not the velocities.
    """
    layer = linear(mlp, W, b, alpha=0.9, lr=0.05)
    steps(layer, xs, gs)
    return {"W after six steps": kept(layer.getW()), "b after six steps": kept(layer.getb())}


# 1.4 Dropout: 3 points.


@check("1.4", points=0.5, x=normal(9, 6, shift=0.5))
@check("1.4", points=0.5, hidden=True, x=normal(4, 20, shift=0.5))
def dropout_forward(mlp, x):
    """In training, ReLU keeps a unit where the random number is above p, and does not rescale it.

    Equation (15), with p = 0.3: is it p that is compared with np.random.uniform(0, 1, x.shape), or 1 - p?
    """
    relu = mlp.ReLU(dropout_probability=0.3)
    np.random.seed(SEED)
    return {"output": kept(relu.forward(x))}


@check("1.4", points=0.5, x=normal(9, 6, shift=0.5), g=normal(9, 6))
@check("1.4", points=0.5, hidden=True, x=normal(5, 7, shift=0.5), g=normal(5, 7))
def dropout_backward(mlp, x, g):
    """ReLU.backward uses the mask that forward has drawn.

    Equation (16), with p = 0.7, after a second forward: its mask is new, and backward draws no number.
    """
    relu = mlp.ReLU(dropout_probability=0.7)
    np.random.seed(SEED)
    relu.forward(x.copy())
    relu.forward(x.copy())
    return {"dx": kept(relu.backward(g.copy()))}


@check("1.4", points=0.5, x=normal(7, 5))
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


@check("1.4", points=0.25, hidden=True, x=normal(7, 5))
def dropout_evaluation_draws_nothing(mlp, x):
    """In evaluation, ReLU draws no random number.

    Section 6: a number drawn in vain shifts all that come after it. Draw only where train is true.
    """
    relu = mlp.ReLU(dropout_probability=0.2)
    np.random.seed(SEED)
    y = relu.forward(x, train=False)
    return {"shape of the output": shape(y), "random numbers drawn": numbers_drawn()}


@check("1.4", points=0.25, x=normal(7, 5), g=normal(7, 5))
def dropout_draws_once(mlp, x, g):
    """In training, ReLU draws one random number for each unit, in forward alone.

    Section 6: one call of np.random.uniform(0, 1, x.shape) per forward, and none in backward.
    """
    relu = mlp.ReLU(dropout_probability=0.2)
    np.random.seed(SEED)
    one_pass(relu, x, g)
    return {"random numbers drawn": numbers_drawn()}


@gradient_check(forward="dropout_forward", backward="dropout_backward")
def dropout_gradients(mlp, x, g):
    """Whether ReLU's gradient is that of its own forward, with the same units dropped each time."""
    return layer_gradients(mlp.ReLU(dropout_probability=0.7), x, g=g)


# 1.5a SingleLayerMLP: 2 points.


@check("1.5a", points=0.25, x=normal(4, 6), **layers(4, 7, 3))
def single_layer_forward(mlp, x, W1, b1, W2, b2):
    """SingleLayerMLP.forward returns the logits.

    Equation (18): one array, and neither ReLU nor softmax after the last layer.
    """
    return {"logits": kept(network(mlp, [W1, W2], [b1, b2]).forward(x))}


@check("1.5a", points=0.25, x=normal(4, 6), g=normal(3, 6), **layers(4, 7, 3))
def single_layer_backward(mlp, x, g, W1, b1, W2, b2):
    """SingleLayerMLP.backward returns the gradient with respect to the input of the network.

    Equation (20): go through the layers from last to first, and return what the first one returns.
    """
    return {"dx": kept(first_pass(network(mlp, [W1, W2], [b1, b2]), x, g))}


@check("1.5a", points=0.125, xs=normal(2, 4, 5), gs=normal(2, 3, 5), **layers(4, 7, 3))
def single_layer_accumulates(mlp, xs, gs, W1, b1, W2, b2):
    """SingleLayerMLP.backward adds to the gradients that are already there.

    Section 1: several batches go forward and backward before one step. Clearing is the business of zerograd alone.
    """
    return last_layer_after_one_step_for_all(mlp, [W1, W2], [b1, b2], xs, gs)


@check("1.5a", points=0.125, x=normal(4, 6), g=normal(3, 6), **layers(4, 7, 3))
def single_layer_step(mlp, x, g, W1, b1, W2, b2):
    """SingleLayerMLP.step moves the parameters of both layers by the network's learning rate.

    Section 7, with lr = 0.2: hand lr on to the layers, and list their current parameters with the first layer first.
    """
    net = network(mlp, [W1, W2], [b1, b2], lr=0.2)
    first_pass(net, x, g)
    net.step()
    return parameters(net)


@check(
    "1.5a",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    xs=normal(3, 6, 5),
    labels=onehot(4, 5),
    **layers(6, 9, 4),
)
def single_layer_learning(mlp, xs, labels, W1, b1, W2, b2):
    """SingleLayerMLP learns for three steps with the loss, momentum and dropout.

    Section 7: alpha, lr and dropout_probability go to the layers, and zerograd reaches both LinearMaps.
    """
    net = network(mlp, [W1, W2], [b1, b2], alpha=0.6, dropout_probability=0.3, lr=0.5)
    loss = mlp.SoftmaxCrossEntropyLoss()
    np.random.seed(SEED)
    for x in xs:
        net.zerograd()
        loss.forward(net.forward(x.copy()), labels.copy())
        net.backward(loss.backward())
        net.step()
    return parameters(net)


@check("1.5a", points=0.25, hidden=True, x=normal(5, 6), **layers(5, 8, 4))
def single_layer_evaluation(mlp, x, W1, b1, W2, b2):
    """SingleLayerMLP.forward tells its ReLU when train is False.

    Equation (17) and section 7: in evaluation nothing is dropped or drawn, and hidden units are scaled by 1 - p.
    """
    net = network(mlp, [W1, W2], [b1, b2], dropout_probability=0.4)
    np.random.seed(SEED)
    return {"logits": kept(net.forward(x, train=False)), "random numbers drawn": numbers_drawn()}


@check("1.5a", points=0.25, x=normal(12, 4))
def single_layer_initialisation(mlp, x):
    """A new SingleLayerMLP has layers of the sizes it was given, with fresh parameters.

    Equation (6), with 12 inputs, 30 hidden units and 9 outputs. It works before any loadparams.
    """
    net = mlp.SingleLayerMLP(12, 9, hiddenlayer=30)
    W1, W2 = net.getWs()
    b1, b2 = net.getbs()
    fresh = {**about_fresh_weights("W1", W1), **about_fresh_weights("W2", W2), "b1": kept(b1), "b2": kept(b2)}
    return {**fresh, "shape of the logits": np.array(np.shape(net.forward(x)))}


@check(
    "1.5a", points=0.25, hidden=True, xs=normal(3, 4, 5), gs=normal(3, 3, 5), **layers(4, 100, 3, scale=0.2)
)
def single_layer_defaults(mlp, xs, gs, W1, b1, W2, b2):
    """SingleLayerMLP(indim, outdim) has 100 hidden units, alpha = 0.1, lr = 0.01 and no dropout.

    Look at the default values of the arguments in the table of section 1.
    """
    net = mlp.SingleLayerMLP(4, 3)
    units = len(net.getWs()[0])
    net.loadparams([W1.copy(), W2.copy()], [b1.copy(), b2.copy()])
    steps(net, xs, gs)
    after = parameters(net)
    evaluated = {"logits in evaluation": kept(net.forward(xs[0], train=False))}
    return {"hidden units": units, "W2": after["W2"], "b1": after["b1"], "b2": after["b2"], **evaluated}


@check("1.5a", points=0.25, x=normal(4, 6), g=normal(3, 6), **layers(4, 7, 3))
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


@gradient_check(forward="single_layer_forward", backward="single_layer_backward single_layer_step")
def single_layer_gradients(mlp, x, g, W1, b1, W2, b2):
    """Whether the gradients of SingleLayerMLP are those of its own forward."""
    return layer_gradients(network(mlp, [W1, W2], [b1, b2], lr=0.2), x, g=g, lr=0.2)


# 1.5b TwoLayerMLP: 2 points.


@check("1.5b", points=0.25, x=normal(4, 6), **layers(4, 7, 5, 3))
def two_layer_forward(mlp, x, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.forward returns the logits.

    Equation (19): a ReLU after each hidden layer, and nothing after the last one.
    """
    return {"logits": kept(network(mlp, [W1, W2, W3], [b1, b2, b3]).forward(x))}


@check("1.5b", points=0.25, x=normal(4, 6), g=normal(3, 6), **layers(4, 7, 5, 3))
def two_layer_backward(mlp, x, g, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.backward returns the gradient with respect to the input of the network.

    Equation (20), with one more layer: each ReLU's backward belongs to its own forward, so they can't share one object.
    """
    return {"dx": kept(first_pass(network(mlp, [W1, W2, W3], [b1, b2, b3]), x, g))}


@check("1.5b", points=0.125, xs=normal(2, 4, 5), gs=normal(2, 3, 5), **layers(4, 7, 5, 3))
def two_layer_accumulates(mlp, xs, gs, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.backward adds to the gradients that are already there.

    Section 1: several batches go forward and backward before one step. Clearing is the business of zerograd alone.
    """
    return last_layer_after_one_step_for_all(mlp, [W1, W2, W3], [b1, b2, b3], xs, gs)


@check("1.5b", points=0.125, x=normal(4, 6), g=normal(3, 6), **layers(4, 7, 5, 3))
def two_layer_step(mlp, x, g, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.step moves the parameters of all three layers by the network's learning rate.

    Section 7, with lr = 0.2: hand lr on to the layers, and list their current parameters with the first layer first.
    """
    net = network(mlp, [W1, W2, W3], [b1, b2, b3], lr=0.2)
    first_pass(net, x, g)
    net.step()
    return parameters(net)


@check(
    "1.5b",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    xs=normal(3, 6, 5),
    labels=onehot(4, 5),
    **layers(6, 9, 8, 4),
)
def two_layer_learning(mlp, xs, labels, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP learns for three steps with the loss, momentum and dropout.

    Section 7: alpha, lr and dropout_probability go to the layers, and the first hidden layer draws its numbers first.
    """
    net = network(mlp, [W1, W2, W3], [b1, b2, b3], alpha=0.6, dropout_probability=0.3, lr=0.5)
    loss = mlp.SoftmaxCrossEntropyLoss()
    np.random.seed(SEED)
    for x in xs:
        net.zerograd()
        loss.forward(net.forward(x.copy()), labels.copy())
        net.backward(loss.backward())
        net.step()
    return parameters(net)


@check("1.5b", points=0.25, hidden=True, x=normal(5, 6), **layers(5, 8, 6, 4))
def two_layer_evaluation(mlp, x, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP.forward tells both ReLUs when train is False.

    Equation (17) and section 7: in evaluation nothing is dropped or drawn, and hidden units are scaled by 1 - p.
    """
    net = network(mlp, [W1, W2, W3], [b1, b2, b3], dropout_probability=0.4)
    np.random.seed(SEED)
    return {"logits": kept(net.forward(x, train=False)), "random numbers drawn": numbers_drawn()}


@check("1.5b", points=0.25, x=normal(12, 4))
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


@check(
    "1.5b",
    points=0.25,
    hidden=True,
    xs=normal(3, 4, 5),
    gs=normal(3, 3, 5),
    **layers(4, 100, 100, 3, scale=0.2),
)
def two_layer_defaults(mlp, xs, gs, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP(indim, outdim) has 100 and 100 hidden units, alpha = 0.1, lr = 0.01 and no dropout.

    Look at the default values of the arguments in the table of section 1.
    """
    net = mlp.TwoLayerMLP(4, 3)
    units = np.array([len(W) for W in net.getWs()])
    net.loadparams([W1.copy(), W2.copy(), W3.copy()], [b1.copy(), b2.copy(), b3.copy()])
    steps(net, xs, gs)
    after = parameters(net)
    return {
        "units of the layers": units,
        "W3": after["W3"],
        "b1": after["b1"],
        "b2": after["b2"],
        "b3": after["b3"],
        "logits in evaluation": kept(net.forward(xs[0], train=False)),
    }


@check("1.5b", points=0.25, x=normal(4, 6), g=normal(3, 6), **layers(4, 7, 5, 3))
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


@gradient_check(forward="two_layer_forward", backward="two_layer_backward two_layer_step")
def two_layer_gradients(mlp, x, g, W1, b1, W2, b2, W3, b3):
    """Whether the gradients of TwoLayerMLP are those of its own forward."""
    return layer_gradients(network(mlp, [W1, W2, W3], [b1, b2, b3], lr=0.2), x, g=g, lr=0.2)


# Ten epochs beside the reference: 0 points.


@check("training", points=0, tolerance=TUBE, curves=ONE_HIDDEN, **run(5, 6, 3))
def training_single_layer(mlp, x, labels, W1, b1, W2, b2):
    """SingleLayerMLP trains for ten epochs as the reference does.

    Section 8, without momentum and dropout. If the loss is right at step 0 only, look at backward and step.
    """
    return trained(mlp, [W1, W2], [b1, b2], x, labels, alpha=0)


@check("training", points=0, tolerance=TUBE, curves=ONE_HIDDEN, **run(5, 6, 3))
def training_single_layer_momentum(mlp, x, labels, W1, b1, W2, b2):
    """SingleLayerMLP trains for ten epochs with momentum as the reference does.

    Section 8, with alpha = 0.6. If the run without momentum is right and this one is not, look at equation (13).
    """
    return trained(mlp, [W1, W2], [b1, b2], x, labels, alpha=0.6)


@check("training", points=0, tolerance=TUBE, curves=ONE_HIDDEN, **run(5, 6, 3))
def training_single_layer_dropout(mlp, x, labels, W1, b1, W2, b2):
    """SingleLayerMLP trains for ten epochs with momentum and dropout as the reference does.

    Section 8, with alpha = 0.6 and p = 0.2. If the loss is off from the first step on, look at equation (15).
    """
    return trained(mlp, [W1, W2], [b1, b2], x, labels, alpha=0.6, dropout_probability=0.2)


@check("training", points=0, tolerance=TUBE, curves=TWO_HIDDEN, **run(5, 6, 4, 3))
def training_two_layer(mlp, x, labels, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP trains for ten epochs as the reference does.

    Section 8, without momentum and dropout. If the loss is right at step 0 only, look at backward and step.
    """
    return trained(mlp, [W1, W2, W3], [b1, b2, b3], x, labels, alpha=0)


@check("training", points=0, tolerance=TUBE, curves=TWO_HIDDEN, **run(5, 6, 4, 3))
def training_two_layer_momentum(mlp, x, labels, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP trains for ten epochs with momentum as the reference does.

    Section 8, with alpha = 0.6. If the run without momentum is right and this one is not, look at equation (13).
    """
    return trained(mlp, [W1, W2, W3], [b1, b2, b3], x, labels, alpha=0.6)


@check("training", points=0, tolerance=TUBE, curves=TWO_HIDDEN, **run(5, 6, 4, 3))
def training_two_layer_dropout(mlp, x, labels, W1, b1, W2, b2, W3, b3):
    """TwoLayerMLP trains for ten epochs with momentum and dropout as the reference does.

    Section 8, with alpha = 0.6 and p = 0.2. If the loss is off from the first step on, look at equation (15).
    """
    return trained(mlp, [W1, W2, W3], [b1, b2, b3], x, labels, alpha=0.6, dropout_probability=0.2)


# The four points of XOR as columns, in the order of (23), and their labels.
XOR_POINTS = constant([[1, 0, 1, 0], [0, 1, 1, 0]])
XOR_LABELS = constant([1, 1, 0, 0])


# Ways to draw inputs of derivations.


def lattice_points(rng):
    """The nine points of a 3 x 3 lattice, shuffled: coordinates, their sums and their differences are shared."""
    return np.array([[i, j] for i in range(3) for j in range(3)], dtype=float)[rng.permutation(9)].T


def opposite_points(rng):
    """Pairs x, -x on a sphere: all have the same length. Shape (3, 8)."""
    half = rng.standard_normal((3, 4))
    half = np.round(half / np.linalg.norm(half, axis=0), 6)
    return np.concatenate([half, -half], axis=1)


def steep_and_flat(rng):
    """Numbers of both signs between 0.2 and 6: where the sigmoid is steep, and where it is almost flat."""
    return np.round(rng.choice([-1.0, 1.0], 8) * np.linspace(0.2, 6.0, 8), 6)


def off_the_kink(count):
    """Draw numbers of both signs, at least one of each, none nearer to 0 than 0.1, where the ReLU has its kink."""

    def draw(rng):
        signs = rng.permutation([-1.0, 1.0, *rng.choice([-1.0, 1.0], count - 2)])
        return np.round(signs * rng.uniform(0.1, 2.0, count), 6)

    return drawn(f"{count} of both signs, none near 0", draw)


def one_class_of(classes):
    """Draw a one-hot vector. Shape (classes,)."""
    return drawn(f"one of {classes} classes", lambda rng: np.eye(classes)[rng.integers(classes)])


def almost_equal_columns(rng):
    """Three columns of four, the second almost the first, so that XᵀX is far from diagonal."""
    X = rng.standard_normal((4, 3))
    X[:, 1] = X[:, 0] + 0.1 * X[:, 1]
    return np.round(X, 6)


def sigmoid_network(D, H, M, N):
    """Draw the parameters of a sigmoid network (30) and N inputs."""
    first = {"W1": normal(H, D), "b1": normal(H, shift=0.5)}
    return {**first, "W2": normal(M, H, shift=0.5), "b2": normal(M), "x": normal(D, N)}


def masked_data(N, D, p):
    """Draw points, targets and weights for the loss with dropout (43)."""
    return {"X": normal(N, D), "y": normal(N, shift=1.0), "w": normal(D), "p": constant(p)}


# Ways to try a derivation.


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


# P1a No perceptron computes XOR: 1.5 points.


@check(
    "P1a", points=0.75, X=XOR_POINTS, y=XOR_LABELS, perceptrons=constant([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
)
@check("P1a", points=0.75, hidden=True, X=XOR_POINTS, y=XOR_LABELS, perceptrons=normal(5, 3, scale=3.0))
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


# P1b XOR with threshold units: 4 points.


@check("P1b", points=2, X=XOR_POINTS, y=XOR_LABELS)
@check("P1b", points=2, hidden=True, X=constant([[0, 1, 1, 0], [0, 1, 0, 1]]), y=constant([0, 0, 1, 1]))
def xor_network_outputs(derivations, X, y):
    """xor_network returns four threshold units that compute XOR.

    Equations (22) and (23): the output at (1, 0) and (0, 1) is 1, at (1, 1) and (0, 0) it is 0. A unit fires at 0, too.
    """
    return tried_at_points(derivations.xor_network(), X, 4)


# P1c Any labels with N threshold units: 5 points.


@check("P1c", points=1, X=normal(2, 5), y=normal(5), at=("X", "y"))
@check("P1c", points=1, hidden=True, X=normal(4, 12, scale=2.0), y=normal(12, scale=5.0))
def memorising_network_outputs(derivations, X, y):
    """memorising_network returns N threshold units whose outputs are the labels.

    Equation (25): labels are any real numbers, and there are as many units as points.
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


@check("P1c", points=0.5, X=drawn("3 x 3 lattice", lattice_points), y=uniform(9, low=-2.0, high=2.0))
@check("P1c", points=0.5, hidden=True, X=constant([[1, 1, 1, 0], [2, 2, 0, 2], [0, 1, 2, 1]]), y=normal(4))
def memorising_network_shared_coordinates(derivations, X, y):
    """memorising_network also works where points share coordinates, or sums of coordinates.

    Equation (25) asks for distinct points and no more. Along which direction are all of them apart?
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


@check("P1c", points=0.5, X=constant([[2, -1, 3, 0.5]]), y=constant([1, -2, 1, 4]), at=("X", "y"))
@check("P1c", points=0.5, hidden=True, X=normal(1, 7), y=normal(7))
def memorising_network_on_a_line(derivations, X, y):
    """memorising_network also works for points with one coordinate, in any order.

    Equation (25) with D = 1. The points do not arrive in the order of their size, nor do the labels.
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


@check("P1c", points=0.25, X=constant([[0.5], [-1.5]]), y=constant([3]), at=("X", "y"))
@check("P1c", points=0.25, hidden=True, X=constant([[0], [0], [0]]), y=constant([-0.7]))
def memorising_network_of_one(derivations, X, y):
    """memorising_network also works for a single point.

    Equation (25) with N = 1: one unit, which has to fire.
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


@check("P1c", points=0.5, hidden=True, X=drawn("pairs x, -x of length 1", opposite_points), y=normal(8))
def memorising_network_on_a_sphere(derivations, X, y):
    """memorising_network also works for points of the same length.

    Equation (25): what a unit sees of a point is w·x, not its distance from the origin.
    """
    return tried_at_points(derivations.memorising_network(X.copy(), y.copy()), X, X.shape[1])


# P2 Activation functions: 1.5 + 1.5 + 1.5 + 3 + 0.5 points.


@check("P2a", points=0.75, x=constant([-2, -0.5, 0.3, 1.5]), at=("x",))
@check("P2a", points=0.75, hidden=True, x=drawn("8 of both signs, up to 6", steep_and_flat))
def sigmoid_slope(derivations, x):
    """sigmoid_derivative returns the slope of the sigmoid, given its value.

    Equation (27): the argument is s = σ(x), not x.
    """
    of_student = derivations.sigmoid_derivative(sigmoid_of(x))
    return beside_differences("slope", of_student, lambda shift: sigmoid_of(x + shift), np.zeros(()))


@check("P2b", points=0.75, epsilons=constant([0.24, 0.2, 0.1, 0.01, 0.001]))
@check("P2b", points=0.75, hidden=True, epsilons=constant([0.22, 0.15, 1e-5, 1e-12, 1e-100]))
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


@check("P2d", points=0.75, x=constant([-1.5, -0.5, 0, 0.7, 2]), at=("x",))
@check("P2d", points=0.75, hidden=True, x=drawn("8 of both signs, up to 6", steep_and_flat))
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


@check("P2e", points=0.75, **sigmoid_network(2, 3, 2, 4), at=("W1", "b1", "W2", "b2"))
@check("P2e", points=0.75, hidden=True, **sigmoid_network(4, 5, 3, 6))
def tanh_network_outputs(derivations, W1, b1, W2, b2, x):
    """tanh_network returns parameters with which a tanh network computes what the sigmoid network does.

    Equations (30) and (31), by way of (29). Did the constant γ go into the last bias, once for each hidden unit?
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, x)


@check("P2e", points=0.25, **sigmoid_network(2, 3, 3, 2), at=("W2", "b2"))
@check("P2e", points=0.25, hidden=True, **sigmoid_network(4, 4, 4, 3))
def tanh_network_square(derivations, W1, b1, W2, b2, x):
    """tanh_network also works with as many outputs as hidden units.

    Equation (31): with a square W2, a sum over the wrong one of its axes has the right shape.
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, x)


@check("P2e", points=0.25, **sigmoid_network(3, 1, 2, 2), at=("W1", "b1", "W2", "b2"))
def tanh_network_one_unit(derivations, W1, b1, W2, b2, x):
    """tanh_network also works with one hidden unit.

    Equation (31): every sum over the hidden units has one term.
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, x)


@check("P2e", points=0.25, **sigmoid_network(2, 3, 2, 3), at=("b1", "W2", "b2"))
@check("P2e", points=0.25, hidden=True, **sigmoid_network(5, 6, 2, 2))
def tanh_network_biases(derivations, W1, b1, W2, b2, x):
    """tanh_network has the right biases: the networks agree at x = 0.

    Equation (31) without inputs: only b1, W2 and b2 are left.
    """
    return output_of_tanh_network(derivations, W1, b1, W2, b2, 0 * x[:, :1])


@check("P2e", points=0.25, **sigmoid_network(3, 4, 2, 1))
def tanh_network_leaves_arrays_alone(derivations, W1, b1, W2, b2, x):
    """tanh_network changes none of the arrays that are passed to it.

    Section 1 holds here, too: the sigmoid network must still be there afterwards. Beware of /= and +=.
    """
    U1, *_ = derivations.tanh_network(W1, b1, W2, b2)
    after = {"W1 afterwards": W1, "b1 afterwards": b1, "W2 afterwards": W2, "b2 afterwards": b2}
    return {"shape of U1": np.array(np.shape(U1)), **after}


@check("P2f", points=0.25, x=constant([-1.5, -0.5, 0, 0.7, 2]), at=("x",))
@check("P2f", points=0.25, hidden=True, x=drawn("8 of both signs, up to 6", steep_and_flat))
def tanh_slope(derivations, x):
    """tanh_derivative_as_sigmoid returns α, β with tanh'(x) = α σ'(βx).

    Equation (32): differentiate (29) with the chain rule.
    """
    scale, slope = map(float, derivations.tanh_derivative_as_sigmoid())
    s = sigmoid_of(slope * x)
    return beside_differences("α σ'(βx)", scale * s * (1 - s), lambda shift: np.tanh(x + shift), np.zeros(()))


# P3a The output layer: 5 points.


@check("P3a", points=0.75, o=normal(3), at=("o",))
@check("P3a", points=0.75, hidden=True, o=normal(5, scale=1.5))
def softmax_derivatives(derivations, o):
    """dp_do returns the derivative of every softmax output with respect to every logit.

    Equation (37): i = j and i ≠ j are two cases.
    """
    return beside_differences("dp_do", derivations.dp_do(softmax_of(o)), softmax_of, o)


@check("P3a", points=0.25, o=normal(2), at=("o",))
@check("P3a", points=0.25, hidden=True, o=constant([0.7, 0.7, 0.7, 0.7]))
def softmax_derivatives_special(derivations, o):
    """dp_do also holds for two classes, and where all probabilities are equal.

    Equation (37): every row sums to 0, as the probabilities always sum to 1.
    """
    return beside_differences("dp_do", derivations.dp_do(softmax_of(o)), softmax_of, o)


@check("P3a", points=0.5, o=normal(3), y=one_class_of(3), at=("o", "y"))
@check("P3a", points=0.75, hidden=True, o=normal(6, scale=1.5), y=one_class_of(6))
def loss_by_logits(derivations, o, y):
    """dL_do returns the gradient of the loss with respect to the logits.

    Equation (38): every p_i depends on o_j, so that the chain rule sums over i.
    """
    return beside_differences("dL_do", derivations.dL_do(softmax_of(o), y), lambda o: loss_of_logits(o, y), o)


@check("P3a", points=0.25, h=normal(2), W2=normal(3, 2), b2=normal(3), at=("b2",))
@check("P3a", points=0.25, hidden=True, h=normal(3), W2=normal(5, 3), b2=normal(5))
def logits_by_bias(derivations, h, W2, b2):
    """do_db2 returns the derivative of every logit with respect to every bias.

    Equation (38): which biases does o_i depend on?
    """
    return beside_differences("do_db2", derivations.do_db2(len(b2)), lambda b2: W2 @ h + b2, b2)


@check("P3a", points=0.5, h=normal(2), W2=normal(3, 2), b2=normal(3), y=one_class_of(3), at=("b2", "y"))
@check("P3a", points=0.5, hidden=True, h=normal(4), W2=normal(5, 4), b2=normal(5), y=one_class_of(5))
def loss_by_bias(derivations, h, W2, b2, y):
    """dL_db2 returns the gradient of the loss with respect to the biases of the output layer.

    Equation (38): the chain rule through o.
    """
    of_student = derivations.dL_db2(softmax_of(W2 @ h + b2), y)
    return beside_differences("dL_db2", of_student, lambda b2: loss_of_logits(W2 @ h + b2, y), b2)


@check("P3a", points=0.25, o=normal(3), y=one_class_of(3))
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


# P3b Back to the hidden layer: 3.5 points.


@check("P3b", points=0.75, h=normal(2), W2=normal(3, 2), b2=normal(3), at=("W2",))
@check("P3b", points=0.75, hidden=True, h=normal(5), W2=normal(4, 5), b2=normal(4))
def logits_by_hidden(derivations, h, W2, b2):
    """do_dh returns the derivative of every logit with respect to every hidden unit.

    Equation (39): o_i depends on every h_j, not on that of the same number alone.
    """
    return beside_differences("do_dh", derivations.do_dh(W2), lambda h: W2 @ h + b2, h)


def loss_by_hidden_of(derivations, h, W2, b2, y):
    """What the student says of dL/dh, beside finite differences."""
    of_student = derivations.dL_dh(W2, softmax_of(W2 @ h + b2), y)
    return beside_differences("dL_dh", of_student, lambda h: loss_of_logits(W2 @ h + b2, y), h)


@check("P3b", points=0.5, h=normal(2), W2=normal(3, 2), b2=normal(3), y=one_class_of(3), at=("h", "W2", "y"))
@check("P3b", points=0.75, hidden=True, h=normal(6), W2=normal(4, 6), b2=normal(4), y=one_class_of(4))
def loss_by_hidden(derivations, h, W2, b2, y):
    """dL_dh returns the gradient of the loss with respect to the hidden units.

    Equation (39): h_j is an input of every logit, so that the chain rule sums over them.
    """
    return loss_by_hidden_of(derivations, h, W2, b2, y)


@check("P3b", points=0.25, h=normal(3), W2=normal(3, 3), b2=normal(3), y=one_class_of(3), at=("h", "W2", "y"))
@check("P3b", points=0.25, hidden=True, h=normal(5), W2=normal(5, 5), b2=normal(5), y=one_class_of(5))
def loss_by_hidden_square(derivations, h, W2, b2, y):
    """dL_dh also holds with as many hidden units as classes.

    Equation (39): a square W2 that is not symmetric tells W2 from its transpose, though the shapes do not.
    """
    return loss_by_hidden_of(derivations, h, W2, b2, y)


@check("P3b", points=0.25, W2=normal(3, 2), o=normal(3), y=one_class_of(3))
def hidden_units_leave_arrays_alone(derivations, W2, o, y):
    """do_dh and dL_dh change none of the arrays that are passed to them.

    Section 1 holds here, too: W2 is a parameter, and p and y are still needed. Beware of -= and *=.
    """
    return {
        **called("do_dh", derivations.do_dh, W2=W2),
        **called("dL_dh", derivations.dL_dh, W2=W2, p=softmax_of(o), y=y),
    }


# P3c The weights of the output layer: 3.5 points.


@check("P3c", points=0.75, h=normal(2), W2=normal(3, 2), b2=normal(3), at=("h",))
@check("P3c", points=0.75, hidden=True, h=normal(3), W2=normal(4, 3), b2=normal(4))
def logits_by_weights(derivations, h, W2, b2):
    """do_dW2 returns the derivative of every logit with respect to every weight of the output layer.

    Equation (40): place [k, i, j] is about o_k and W2_ij. Which o_k does W2_ij have a part in?
    """
    return beside_differences("do_dW2", derivations.do_dW2(h, len(b2)), lambda W2: W2 @ h + b2, W2)


def loss_by_weights_of(derivations, h, W2, b2, y):
    """What the student says of dL/dW2, beside finite differences."""
    of_student = derivations.dL_dW2(h, softmax_of(W2 @ h + b2), y)
    return beside_differences("dL_dW2", of_student, lambda W2: loss_of_logits(W2 @ h + b2, y), W2)


@check("P3c", points=0.5, h=normal(2), W2=normal(3, 2), b2=normal(3), y=one_class_of(3), at=("h", "W2", "y"))
@check("P3c", points=0.75, hidden=True, h=normal(6), W2=normal(4, 6), b2=normal(4), y=one_class_of(4))
def loss_by_weights(derivations, h, W2, b2, y):
    """dL_dW2 returns the gradient of the loss with respect to the weights of the output layer.

    Equation (40): one row for each logit, one column for each hidden unit.
    """
    return loss_by_weights_of(derivations, h, W2, b2, y)


@check("P3c", points=0.25, h=normal(3), W2=normal(3, 3), b2=normal(3), y=one_class_of(3), at=("h", "W2", "y"))
@check("P3c", points=0.25, hidden=True, h=normal(4), W2=normal(4, 4), b2=normal(4), y=one_class_of(4))
def loss_by_weights_square(derivations, h, W2, b2, y):
    """dL_dW2 also holds with as many hidden units as classes.

    Equation (40): with a square W2 the transpose of the gradient has the right shape, too.
    """
    return loss_by_weights_of(derivations, h, W2, b2, y)


@check("P3c", points=0.25, h=normal(2), o=normal(3), y=one_class_of(3))
def output_weights_leave_arrays_alone(derivations, h, o, y):
    """do_dW2 and dL_dW2 change none of the arrays that are passed to them.

    Section 1 holds here, too: h, p and y are still needed afterwards. Beware of -= and *=.
    """
    return {
        **called("do_dW2", derivations.do_dW2, len(o), h=h),
        **called("dL_dW2", derivations.dL_dW2, h=h, p=softmax_of(o), y=y),
    }


# P3d Through the ReLU: 2.5 points.


@check("P3d", points=0.25, q=off_the_kink(3), at=("q",))
@check("P3d", points=0.5, hidden=True, q=off_the_kink(6))
def hidden_by_preactivation(derivations, q):
    """dh_dq returns the derivative of every hidden unit with respect to every pre-activation.

    Equation (41): a matrix, since it is about every i and j.
    """
    return beside_differences("dh_dq", derivations.dh_dq(q), lambda q: np.maximum(0, q), q)


@check(
    "P3d",
    points=0.5,
    q=off_the_kink(3),
    W2=normal(2, 3),
    b2=normal(2),
    y=one_class_of(2),
    at=("q", "W2", "y"),
)
@check("P3d", points=0.5, hidden=True, q=off_the_kink(6), W2=normal(4, 6), b2=normal(4), y=one_class_of(4))
def loss_by_preactivation(derivations, q, W2, b2, y):
    """dL_dq returns the gradient of the loss with respect to the pre-activations.

    Equation (41): what becomes of dL/dh where the ReLU is off?
    """

    def loss(q):
        return loss_of_logits(W2 @ np.maximum(0, q) + b2, y)

    dL_dh = W2.T @ (softmax_of(W2 @ np.maximum(0, q) + b2) - y)
    return beside_differences("dL_dq", derivations.dL_dq(q, dL_dh), loss, q)


@check("P3d", points=0.25, q=constant([0.5, 2, -1, -0.3]), g=constant([-1, 3, -2, 0.5]), at=("q", "g"))
@check("P3d", points=0.25, hidden=True, q=off_the_kink(5), g=normal(5, shift=-1.0))
def preactivation_of_either_sign(derivations, q, g):
    """dL_dq looks at the sign of q, not at that of dL/dh.

    Equation (41), for any dL/dh = g: where q is positive a negative g passes as well.
    """
    return beside_differences("dL_dq", derivations.dL_dq(q, g), lambda q: g @ np.maximum(0, q), q)


@check("P3d", points=0.25, q=off_the_kink(4), g=normal(4))
def preactivations_leave_arrays_alone(derivations, q, g):
    """dh_dq and dL_dq change none of the arrays that are passed to them.

    Section 1 holds here, too: dL/dh is still needed when dL/dq is known. Beware of *= and of q[q > 0] = 1.
    """
    return {
        **called("dh_dq", derivations.dh_dq, q=q),
        **called("dL_dq", derivations.dL_dq, q=q, dL_dh=g),
    }


# P4a Dropout for one number: 2.5 points.


@check(
    "P4a",
    points=0.75,
    x=constant(2.0),
    y=constant(1.5),
    w=constant(-0.5),
    p=constant(0.3),
    at=("x", "y", "w", "p"),
)
@check("P4a", points=0.75, hidden=True, x=normal(), y=normal(shift=2.0), w=normal(shift=1.0), p=constant(0.8))
def scalar_loss_with_dropout(derivations, x, y, w, p):
    """dropout_loss_of_one returns the mean loss over both masks.

    Equation (44): with chance p the loss is (y - xw)², with chance 1 - p it is y². Does the variance add to it?
    """
    return {"expected loss": derivations.dropout_loss_of_one(x, y, w, p)}


@check(
    "P4a",
    points=0.25,
    x=constant(1.2),
    y=constant(-0.7),
    w=constant(2.0),
    p=constant(0.5),
    at=("x", "y", "w", "p"),
)
@check(
    "P4a", points=0.25, hidden=True, x=normal(), y=normal(shift=1.0), w=normal(shift=-1.0), p=constant(0.5)
)
def scalar_loss_with_half(derivations, x, y, w, p):
    """dropout_loss_of_one also holds for p = 0.5.

    Equation (44): here the chances to be kept and to be dropped are the same.
    """
    return {"expected loss": derivations.dropout_loss_of_one(x, y, w, p)}


@check(
    "P4a",
    points=0.25,
    x=constant(1.2),
    y=constant(-0.7),
    w=constant(2.0),
    p=constant(1.0),
    at=("x", "y", "w", "p"),
)
@check("P4a", points=0.25, hidden=True, x=normal(shift=1.0), y=normal(shift=1.0), w=normal(), p=constant(0.0))
def scalar_loss_without_noise(derivations, x, y, w, p):
    """dropout_loss_of_one also holds where nothing or everything is dropped.

    Equation (44) for p = 1 and p = 0: there is one mask, and no variance.
    """
    return {"expected loss": derivations.dropout_loss_of_one(x, y, w, p)}


# P4b Dropout for a data set: 6 points.


@check("P4b", points=0.25, X=constant([[3, 1], [4, -2], [0, 2]]), at=("X",))
@check("P4b", points=0.5, hidden=True, X=normal(3, 5))
def matrix_of_dropout(derivations, X):
    """dropout_matrix returns Γ: one row and one column for each input, lengths on the diagonal.

    Equation (45): the entries of XᵀX off the diagonal take no part, and the root is taken.
    """
    return {"Γ": derivations.dropout_matrix(X)}


@check("P4b", points=1, **masked_data(3, 2, 0.3), at=("X", "y", "w", "p"))
@check("P4b", points=1, hidden=True, **masked_data(4, 3, 0.8))
def loss_with_dropout(derivations, X, y, w, p):
    """dropout_loss returns the mean loss over all masks.

    Equation (45): with 3 points of 2 inputs there are 64 masks, each with its own chance, and you can count them out.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


@check("P4b", points=0.25, **masked_data(1, 3, 0.7), at=("X", "y", "w", "p"))
@check("P4b", points=0.25, hidden=True, **masked_data(1, 5, 0.2))
def loss_with_dropout_one_point(derivations, X, y, w, p):
    """dropout_loss also holds for one point.

    Equation (45) with N = 1: the inputs of a point are dropped independently of each other.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


@check("P4b", points=0.25, **masked_data(4, 1, 0.7), at=("X", "y", "w", "p"))
@check("P4b", points=0.25, hidden=True, **masked_data(6, 1, 0.2))
def loss_with_dropout_one_input(derivations, X, y, w, p):
    """dropout_loss also holds for points with one input.

    Equation (45) with D = 1: XᵀX is a number, and its own diagonal.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


@check("P4b", points=0.25, **masked_data(3, 3, 0.5), at=("X", "y", "w"))
@check("P4b", points=0.25, hidden=True, **masked_data(2, 4, 0.5))
def loss_with_dropout_of_half(derivations, X, y, w, p):
    """dropout_loss also holds for p = 0.5.

    Equation (45): here every mask has the same chance.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


@check("P4b", points=0.25, **masked_data(3, 2, 1.0), at=("X", "y", "w", "p"))
@check("P4b", points=0.25, hidden=True, **masked_data(2, 3, 0.0))
def loss_without_noise(derivations, X, y, w, p):
    """dropout_loss also holds where nothing or everything is dropped.

    Equation (45) for p = 1 and p = 0: there is one mask, and no penalty.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


@check(
    "P4b",
    points=0.25,
    X=drawn("two columns almost equal", almost_equal_columns),
    y=normal(4),
    w=constant([1.5, 1.2, -0.5]),
    p=constant(0.6),
    at=("X", "y", "w", "p"),
)
@check(
    "P4b",
    points=0.25,
    hidden=True,
    X=drawn("two columns almost equal", almost_equal_columns),
    y=normal(4, scale=2.0),
    w=constant([2, -1.8, 0.5]),
    p=constant(0.1),
)
def loss_with_dropout_of_like_inputs(derivations, X, y, w, p):
    """dropout_loss also holds where inputs are alike.

    Equation (45): the penalty is about each input by itself; it does not see that two columns are alike.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


@check("P4b", points=0.5, hidden=True, **masked_data(20, 6, 0.9))
def loss_with_dropout_of_many(derivations, X, y, w, p):
    """dropout_loss is the ridge form: it needs no list of masks.

    Equation (45): twenty points of six inputs have more masks than anybody can count.
    """
    return {"expected loss": derivations.dropout_loss(X, y, w, p)}


@check("P4b", points=0.25, **masked_data(3, 2, 0.6))
def dropout_leaves_arrays_alone(derivations, X, y, w, p):
    """dropout_matrix and dropout_loss change none of the arrays that are passed to them.

    Section 1 holds here, too: the data set must still be there afterwards. Beware of **= and -=.
    """
    return {
        **called("dropout_matrix", derivations.dropout_matrix, X=X),
        **called("dropout_loss", derivations.dropout_loss, p, X=X, y=y, w=w),
    }
