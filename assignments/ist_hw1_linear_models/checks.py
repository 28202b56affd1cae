"""The checks of ist_hw1_linear_models: each drives one of a student's files and returns what one promise is about.

Of the models they use the constructor, update_weight, train_epoch and evaluate alone, and of linear ones `w` or `W`.
How a network keeps its weights is its own business, and so is the order in which it draws them: what is looked at
is what holds for every draw (handout, section 5).
"""

import copy
import inspect
import itertools
from typing import Any, NamedTuple

import numpy as np

from grader.compare import Tolerance
from grader.inside.gradients import layer_gradients
from grader.vocabulary import check, constant, drawn, gradient_check, integers, normal, uniform

SEED = 202122

# The solution of an equation that a ridge of 0.01 was added to is right as well; with the inputs below it is within
# 0.0006 of the one without.
SOLUTION = Tolerance(3e-3)

# What is read off a network is a difference of nearly equal outputs, and rounding counts in it.
READ_OFF = Tolerance(1e-3, 1e-6)

# Two slopes that should be equal, in parts of a slope of the same kind: 0, up to rounding.
APART = Tolerance(0.0, 0.02)

# Averages over random weights: with as many as are drawn below they vary by about 5 %, and a standard deviation that
# is half or twice as large is off by a factor of 2.
AVERAGE = Tolerance(0.35)


# Ways to draw inputs.


def dependent_columns(n, d):
    """Rows whose first three columns add up to the last, which is 1, and whose fourth column is 0."""

    def draw(rng):
        X = np.round(rng.standard_normal((n, d)), 6)
        X[:, :3] = np.eye(3)[np.arange(n) % 3]
        X[:, 3], X[:, -1] = 0.0, 1.0
        return X

    return draw


def examples_in_doubt(rng):
    """Ten rows around three points, so that a perceptron is right about some and wrong about others."""
    return np.round(np.tile(rng.standard_normal((3, 6)), (4, 1))[:10] + 0.3 * rng.standard_normal((10, 6)), 6)


def ten_clouds(rng):
    """Ten clouds of five points each, in twelve dimensions, far apart, and positive as pixels are. Shape (50, 12)."""
    noise = np.abs(0.2 * rng.standard_normal((50, 12)))
    return np.round(np.repeat(2.0 * np.eye(12)[:10], 5, axis=0) + 0.2 + noise, 6)


# Small round numbers, which one can compute with by hand.
SMALL_MODEL = {
    "W": constant([[0.5, -1.0], [0.5, 0.0], [-1.0, 1.0]]),
    "b": constant([-1.0, 0.5, 2.0]),
    "phi": constant([2.0, -1.0]),
    "j": constant(1),
}
SMALL_REGRESSION = {
    "W": constant([[0.5, -1.0, 2.0], [0.0, 1.5, -0.5]]),
    "b": constant([0.0, 0.5, -1.0]),
    "phi": constant([2.0, -1.0]),
    "y": constant([1.0, -2.0, 3.0]),
}


# Derivatives by differences, of the losses that the handout defines.


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


# Ways to drive a student's models.


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


class Lesson:
    """A model and its loss as one layer, of which a step learns from the example that forward was given."""

    def __init__(self, model, loss, learn):
        self.model, self.loss, self.learn, self.seen = model, loss, learn, []
        # Only who keeps to the template has these; of others nobody can tell.
        self.getWs, self.getbs, self.loadparams = model.getWs, model.getbs, model.loadparams

    def forward(self, x, y):
        """The loss of one example."""
        self.seen = [(x, y)]
        return self.loss(self.model, x, y)

    def backward(self):
        """Nothing yet, as a model learns in one go, and says nothing of dL/dx."""

    def zerograd(self):
        """Forget the example."""
        self.seen = []

    def step(self):
        """Learn from the example, if there is one."""
        for x, y in self.seen:
            self.learn(self.model, x, y)


def lesson_gradients(model, loss, learn, x, y, learning_rate):
    """The gradients of two lessons: by x, and by an x of both signs, at which only some hidden units are active."""
    both = [
        layer_gradients(Lesson(model, loss, learn), each, y, lr=learning_rate)
        for each in (x, x * np.resize([1.0, -1.0], len(x)))
    ]
    return {name: np.stack([each[name] for each in both]) for name in both[0]}


def half_squared_error(network, x, y):
    """The loss of a regression network for one example."""
    return 0.5 * (np.reshape(network.predict(x[np.newaxis]), ()) - y) ** 2


def loss_of_own_logits(network, x, k):
    """The loss of a classifier for one example, from the logits that its forward returns."""
    return multinomial_loss(np.ravel(network.forward(x[np.newaxis])), k)


# Reading a regression network.


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


# Reading a classifier.


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


# 1.1 The sigmoid's derivative: 3 points.


@check("1.1", points=1, at=("z",), z=constant([-2.0, -0.5, 0.0, 1.0, 3.0]))
@check("1.1", points=1, hidden=True, at=("z",), z=normal(8, scale=2.0))
def derivative_of_the_sigmoid(derivations, z):
    """sigmoid_derivative returns the derivative of the sigmoid by z.

    Equation (1). It is a function of z, and not of the sigmoid of z.
    """
    by_differences = slope(sigmoid, z)
    value = kept(derivations.sigmoid_derivative(z))
    return {"derivative": value, "derivative, by finite differences": by_differences}


@check("1.1", points=0.5, at=("z",), z=constant([-1000.0, -50.0, 0.5, 50.0, 1000.0]))
def derivative_of_the_sigmoid_far_out(derivations, z):
    """sigmoid_derivative is a finite number for every z.

    Section 2: far from 0 the derivative goes to 0. Which exponential overflows there?
    """
    return {"derivative": kept(derivations.sigmoid_derivative(z))}


@check("1.1", points=0.5, hidden=True, z=normal(3, 4))
def derivative_of_the_sigmoid_of_a_matrix(derivations, z):
    """sigmoid_derivative works entry by entry, for arrays of every shape.

    Section 2: what does it return for a matrix?
    """
    return {"derivative": kept(derivations.sigmoid_derivative(z))}


# 1.2 Binary logistic loss: 4 points.


@check("1.2", points=1, at=("z",), z=constant([-2.0, -0.5, 0.0, 1.0, 3.0]))
@check("1.2", points=0.5, hidden=True, at=("z",), z=normal(8, scale=2.0))
def first_derivative_of_the_binary_loss(derivations, z):
    """binary_loss_derivative returns the first derivative of the loss at y = +1.

    Equation (2). The loss falls as z grows: is the sign right, and is it the label +1?
    """
    by_differences = slope(binary_loss, z)
    value = kept(derivations.binary_loss_derivative(z))
    return {"derivative": value, "derivative, by finite differences": by_differences}


@check("1.2", points=1, at=("z",), z=constant([-2.0, -0.5, 0.0, 1.0, 3.0]))
@check("1.2", points=0.5, hidden=True, at=("z",), z=normal(8, scale=2.0))
def second_derivative_of_the_binary_loss(derivations, z):
    """binary_loss_second_derivative returns the second derivative of the loss at y = +1.

    Equation (2), derived twice by z.
    """
    by_differences = slope(lambda z: slope(binary_loss, z, 1e-4), z, 1e-4)
    value = kept(derivations.binary_loss_second_derivative(z))
    return {"second derivative": value, "second derivative, by finite differences": by_differences}


@check("1.2", points=0.5, at=("z",), z=constant([-1000.0, -50.0, 0.5, 50.0, 1000.0]))
def derivatives_of_the_binary_loss_far_out(derivations, z):
    """Both derivatives of the binary loss are finite numbers for every z.

    Section 2: far to the left the loss is a straight line, far to the right it is flat.
    """
    first = kept(derivations.binary_loss_derivative(z))
    return {"derivative": first, "second derivative": kept(derivations.binary_loss_second_derivative(z))}


@check("1.2", points=0.5, hidden=True, z=uniform(50, low=-8.0, high=8.0))
def binary_loss_is_convex(derivations, z):
    """The second derivative of the binary loss is nowhere negative, and the slope of your first derivative.

    A function is convex where its second derivative is at least 0.
    """
    second = np.asarray(derivations.binary_loss_second_derivative(z))
    return {
        "share of points where it is negative": np.mean(second < -1e-12),
        "slope of your first derivative": slope(derivations.binary_loss_derivative, z),
        "second derivative": kept(second),
    }


# 1.3 The softmax's Jacobian: 4 points.


@check("1.3", points=1, at=("z",), z=constant([0.5, -1.0, 2.0]))
@check("1.3", points=1, hidden=True, at=("z",), z=normal(6))
def jacobian_of_the_softmax(derivations, z):
    """softmax_jacobian returns the derivative of each probability by each logit.

    Equation (3): the entries with j = k and those with j ≠ k are derived apart.
    """
    by_differences = slopes(softmax, z)
    value = kept(derivations.softmax_jacobian(z))
    return {"Jacobian": value, "Jacobian, by finite differences": by_differences}


@check("1.3", points=0.5, at=("z",), z=constant([1000.0, 998.0, -1000.0]))
def jacobian_of_the_softmax_of_large_logits(derivations, z):
    """softmax_jacobian is finite, and right, for large logits.

    Equation (4): take the largest logit off all of them.
    """
    return {"Jacobian": kept(derivations.softmax_jacobian(z))}


@check("1.3", points=0.5, at=("z",), z=constant([0.7, 0.7]))
def jacobian_of_the_softmax_of_two_equal_logits(derivations, z):
    """softmax_jacobian of two equal logits has entries of a quarter.

    Equation (3) with K = 2 is the sigmoid of the difference of the logits.
    """
    by_differences = slopes(softmax, z)
    value = kept(derivations.softmax_jacobian(z))
    return {"Jacobian": value, "Jacobian, by finite differences": by_differences}


@check("1.3", points=0.5, hidden=True, z=normal(5))
def jacobian_of_the_softmax_has_rows_that_add_up_to_nothing(derivations, z):
    """The rows and the columns of softmax_jacobian add up to 0.

    The probabilities always add up to 1, and the same number added to all logits changes none of them.
    """
    J = np.asarray(derivations.softmax_jacobian(z))
    return {
        "sum over j": np.round(J.sum(axis=0), 9),
        "sum over k": np.round(J.sum(axis=-1), 9),
        "trace": np.trace(J),
    }


@check("1.3", points=0.5, hidden=True, at=("z",), z=constant([9.0, 0.0, -1.0, 0.5]))
def jacobian_of_the_softmax_of_a_likely_class(derivations, z):
    """softmax_jacobian is right where one class has nearly all of the probability.

    Equation (3): all entries are small there, and none is 0.
    """
    return {"Jacobian": kept(derivations.softmax_jacobian(z))}


# 1.4 Multinomial logistic loss: 4 points.


@check("1.4", points=0.75, at=("z", "j"), z=constant([0.5, -1.0, 2.0]), j=constant(1))
@check("1.4", points=0.75, hidden=True, at=("z", "j"), z=normal(6), j=constant(4))
def gradient_of_the_multinomial_loss(derivations, z, j):
    """multinomial_loss_gradient returns the gradient by the logits.

    Equation (5); classes are counted from 0. What is different about the entry of the right class?
    """
    by_differences = slopes(lambda z: multinomial_loss(z, j), z)
    value = kept(derivations.multinomial_loss_gradient(z, j))
    return {"gradient": value, "gradient, by finite differences": by_differences}


@check("1.4", points=0.75, at=("z", "j"), z=constant([0.5, -1.0, 2.0]), j=constant(1))
@check("1.4", points=0.5, hidden=True, at=("z", "j"), z=normal(6), j=constant(0))
def hessian_of_the_multinomial_loss(derivations, z, j):
    """multinomial_loss_hessian returns the Hessian by the logits.

    Equation (5), derived twice. Does it depend on the right class?
    """
    by_differences = bends(lambda z: multinomial_loss(z, j), z)
    value = kept(derivations.multinomial_loss_hessian(z, j))
    return {"Hessian": value, "Hessian, by finite differences": by_differences}


@check("1.4", points=0.5, at=("z", "j"), z=constant([1000.0, 998.0, -1000.0]), j=constant(1))
def derivatives_of_the_multinomial_loss_of_large_logits(derivations, z, j):
    """The gradient and the Hessian of the multinomial loss are finite, and right, for large logits.

    Equation (4): take the largest logit off all of them.
    """
    gradient = kept(derivations.multinomial_loss_gradient(z, j))
    return {"gradient": gradient, "Hessian": kept(derivations.multinomial_loss_hessian(z, j))}


@check("1.4", points=0.25, z=normal(4), j=constant(2))
@check("1.4", points=0.5, hidden=True, z=normal(7, scale=3.0), j=constant(0))
def multinomial_loss_is_convex(derivations, z, j):
    """The Hessian of the multinomial loss has the right eigenvalues, none of them negative.

    A function of several variables is convex where its Hessian is positive semidefinite.
    """
    return curvatures(derivations.multinomial_loss_hessian(z, j))


# 1.5 Logistic loss of a linear model: 3 points.


@check("1.5", points=0.75, at=("W", "b", "phi", "j"), **SMALL_MODEL)
@check(
    "1.5",
    points=0.5,
    hidden=True,
    at=("W", "b", "phi", "j"),
    W=normal(2, 4),
    b=normal(2),
    phi=normal(4),
    j=constant(0),
)
def gradient_by_the_parameters(derivations, W, b, phi, j):
    """linear_model_gradient returns the gradient by the weights and biases.

    Equations (6) and (7): W row by row comes first, then b.
    """
    by_differences = slopes(loss_of_linear_model(W, b, phi, j), joined(W, b))
    value = kept(derivations.linear_model_gradient(W, b, phi, j))
    return {"gradient": value, "gradient, by finite differences": by_differences}


@check("1.5", points=0.75, at=("W", "b", "phi", "j"), **SMALL_MODEL)
@check(
    "1.5",
    points=0.5,
    hidden=True,
    at=("W", "b", "phi", "j"),
    W=normal(2, 4),
    b=normal(2),
    phi=normal(4),
    j=constant(0),
)
def hessian_by_the_parameters(derivations, W, b, phi, j):
    """linear_model_hessian returns the Hessian by the weights and biases.

    Equations (6) and (7): the logits are an affine function of θ, so with z = Aθ the chain rule is short.
    """
    by_differences = bends(loss_of_linear_model(W, b, phi, j), joined(W, b))
    value = kept(derivations.linear_model_hessian(W, b, phi, j))
    return {"Hessian": value, "Hessian, by finite differences": by_differences}


@check("1.5", points=0.25, W=normal(4, 3), b=normal(4), phi=normal(3), j=constant(3))
@check("1.5", points=0.25, hidden=True, W=normal(3, 5), b=normal(3), phi=normal(5, scale=2.0), j=constant(1))
def loss_of_the_linear_model_is_convex(derivations, W, b, phi, j):
    """The Hessian by the weights and biases has the right eigenvalues, none of them negative.

    What is convex in z is convex in θ where z is affine in θ. The order of θ does not matter here.
    """
    return curvatures(derivations.linear_model_hessian(W, b, phi, j))


# 2.1 Squared error of a linear model: 3 points.


@check("2.1", points=0.75, at=("W", "b", "phi", "y"), **SMALL_REGRESSION)
@check(
    "2.1",
    points=0.5,
    hidden=True,
    at=("W", "b", "phi", "y"),
    W=normal(4, 2),
    b=normal(2),
    phi=normal(4),
    y=normal(2),
)
def gradient_of_the_squared_loss(derivations, W, b, phi, y):
    """squared_loss_gradient returns the gradient by the weights and biases.

    Equations (8) and (9), with the factor ½: W row by row comes first, and here it is W transposed that φ meets.
    """
    by_differences = slopes(squared_loss(W, b, phi, y), joined(W, b))
    value = kept(derivations.squared_loss_gradient(W, b, phi, y))
    return {"gradient": value, "gradient, by finite differences": by_differences}


@check("2.1", points=0.75, at=("W", "b", "phi", "y"), **SMALL_REGRESSION)
@check(
    "2.1",
    points=0.5,
    hidden=True,
    at=("W", "b", "phi", "y"),
    W=normal(4, 2),
    b=normal(2),
    phi=normal(4),
    y=normal(2),
)
def hessian_of_the_squared_loss(derivations, W, b, phi, y):
    """squared_loss_hessian returns the Hessian by the weights and biases.

    Equations (8) and (9), with the factor ½. Does it depend on W, b or y?
    """
    # The loss is a polynomial of degree two: its differences are exact for every step, and large ones round best.
    by_differences = bends(squared_loss(W, b, phi, y), joined(W, b), 0.5)
    value = kept(derivations.squared_loss_hessian(W, b, phi, y))
    return {"Hessian": value, "Hessian, by finite differences": by_differences}


@check("2.1", points=0.25, W=normal(3, 2), b=normal(2), phi=normal(3), y=normal(2))
@check("2.1", points=0.25, hidden=True, W=normal(2, 4), b=normal(4), phi=normal(2, scale=2.0), y=normal(4))
def squared_loss_is_convex(derivations, W, b, phi, y):
    """The Hessian of the squared error has the right eigenvalues, none of them negative.

    A Hessian of the form AᵀA has none. The order of θ does not matter here.
    """
    return curvatures(derivations.squared_loss_hessian(W, b, phi, y))


# 2.2a Linear regression: 7 points.


def linear_regression(hw1_q2, w):
    """A LinearRegression with these weights, and whether its gradient has the factor 1 or 2."""
    probe = updated(hw1_q2.LinearRegression(1), np.ones(1), np.float64(1.0), 0.25)
    return with_weights(hw1_q2.LinearRegression(len(w)), w=w), one_or_two(probe.w.item() / 0.25)


@check("2.2a", points=1, w=normal(5), x=normal(5), y=normal())
@check("2.2a", points=1, hidden=True, w=normal(9), x=normal(9, scale=2.0), y=constant(-4.0))
def linear_regression_step(hw1_q2, w, x, y):
    """LinearRegression.update_weight moves w against the gradient of one example's squared error.

    Equation (11), with a learning rate of 0.1; the loss with and without the factor ½ is right.
    """
    model, factor = linear_regression(hw1_q2, w)
    return {"w after the step": kept(updated(model, x, np.float64(y), 0.1 / factor).w)}


@check("2.2a", points=0.5, w=normal(4), X=normal(6, 4), y=normal(6))
@check("2.2a", points=0.5, hidden=True, w=normal(3), X=normal(20, 3), y=normal(20, scale=3.0))
def linear_regression_epoch(hw1_q2, w, X, y):
    """LinearRegression.train_epoch takes a step for each example, with the weights as they are by then.

    Equation (11): train_epoch is given, and calls update_weight. Does update_weight keep anything from earlier steps?
    """
    model, factor = linear_regression(hw1_q2, w)
    return {"w after the epoch": kept(trained(model, X, y, 0.05 / factor).w)}


@check("2.2a", points=0.25, tolerance=READ_OFF, w=normal(5), x=normal(5, scale=10.0), y=normal())
def linear_regression_rate_unless_told(hw1_q2, w, x, y):
    """LinearRegression.update_weight has the learning rate 0.001 unless it is told another.

    Section 4: it is the default value of `learning_rate`.
    """
    models = [with_weights(hw1_q2.LinearRegression(5), w=w) for _ in range(2)]
    models[0].update_weight(x.copy(), np.float64(y))
    models[1].update_weight(x.copy(), np.float64(y), learning_rate=0.001)
    return {RATE_UNLESS_TOLD: times(*(model.w - w for model in models))}


@check("2.2a", points=0.25, hidden=True, w=normal(4), X=normal(6, 4), y=normal(6))
def linear_regression_leaves_arrays_alone(hw1_q2, w, X, y):
    """LinearRegression and solve_analytically change none of the arrays that are passed to them.

    Section 1: work on a copy of X and y.
    """
    hw1_q2.LinearRegression(4).update_weight(X[0], y[0], learning_rate=0.1)
    solution = hw1_q2.solve_analytically(X, y)
    return {"shape of the solution": np.array(np.shape(solution)), "X afterwards": X, "y afterwards": y}


@check("2.2a", points=1, tolerance=SOLUTION, X=normal(40, 4), y=normal(40))
@check("2.2a", points=1, hidden=True, tolerance=SOLUTION, X=normal(60, 7, scale=2.0), y=normal(60, shift=5.0))
def analytic_solution(hw1_q2, X, y):
    """solve_analytically returns the weights with the smallest sum of squared errors.

    Equation (12), where no column of X depends on the others. No bias is added: it is a column of X where it is wanted.
    """
    return {"solution": kept(hw1_q2.solve_analytically(X, y))}


@check(
    "2.2a",
    points=1,
    tolerance=SOLUTION,
    X=drawn("60 x 7, dependent columns", dependent_columns(60, 7)),
    y=normal(60),
)
@check(
    "2.2a",
    points=0.5,
    hidden=True,
    tolerance=SOLUTION,
    X=drawn("90 x 12, dependent columns", dependent_columns(90, 12)),
    y=normal(90, shift=12.0),
)
def analytic_solution_with_dependent_columns(hw1_q2, X, y):
    """solve_analytically works where columns of X are 0 or depend on each other.

    Section 4: so it is with the houses, and XᵀX then has no inverse. What is compared are the predictions.
    """
    solution = np.asarray(hw1_q2.solve_analytically(X.copy(), y.copy()))
    return {"shape of the solution": np.array(solution.shape), "predictions": X @ solution}


# 2.2b A network for regression: 8 points.

NO_REST = {"no hidden unit is active for -10, -10, … (1: so it is)": 0}
REST = {"no hidden unit is active for -10, -10, … (1: so it is)": 1}
LEARNED = "one of two networks has learned it (1: yes)"
RATE_UNLESS_TOLD = "step without a learning rate, over that with 0.001,"


@check("2.2b", points=0.5, X=normal(7, 4), y=normal(7))
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


@check("2.2b", points=0.5, X=normal(10, 4))
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


@check("2.2b", points=0.5, tolerance=AVERAGE, features=constant(25), units=constant(100))
@check("2.2b", points=0.5, hidden=True, tolerance=AVERAGE, features=constant(16), units=constant(200))
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


@check("2.2b", points=1, tolerance=READ_OFF, X=normal(4, 25), error=constant(1.0))
@check("2.2b", points=0.5, hidden=True, tolerance=READ_OFF, X=normal(4, 30), error=constant(-1.5))
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


@check(
    "2.2b",
    points=1,
    tolerance=READ_OFF,
    x=uniform(64, low=0.1, high=0.3),
    others=uniform(3, 64, low=0.1, high=0.3),
)
@check(
    "2.2b",
    points=0.5,
    hidden=True,
    tolerance=READ_OFF,
    x=uniform(80, low=0.1, high=0.3),
    others=uniform(4, 80, low=0.1, high=0.3),
)
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


@check("2.2b", points=0.5, tolerance=APART, X=normal(4, 6, shift=0.3))
@check("2.2b", points=0.5, hidden=True, tolerance=APART, X=normal(5, 4, shift=0.3))
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


@check("2.2b", points=0.25, tolerance=READ_OFF, x=normal(6, scale=10.0))
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


@check("2.2b", points=0.25, hidden=True, tolerance=READ_OFF, X=normal(4, 6), rest=normal(3, 6))
def neural_regression_forgets_its_gradients(hw1_q2, X, rest):
    """A step of NeuralRegression with the learning rate 0 leaves nothing behind.

    Equation (16): the next step has the gradients of its own example alone. Are all four cleared?
    """
    np.random.seed(SEED)
    network = hw1_q2.NeuralRegression(6, 8)
    apart = []
    for x, before in zip(X, np.roll(X, 1, axis=0), strict=True):
        target = np.float64(output(network, x) + 1.0)
        still = updated(network, before, np.float64(50.0), 0.0)
        one, two = (updated(each, x, target, 0.01) for each in (network, still))
        change = [output(two, other) - output(one, other) for other in (*X, *rest, np.zeros(6))]
        apart.append(np.abs(change).max() / abs(output(one, x) - output(network, x)))
    return {"difference to a step without it, over that step,": np.round(apart, 4)}


@check("2.2b", points=0.25, hidden=True, tolerance=Tolerance(0.05), x=normal(5), y=constant(-2.0))
def neural_regression_learns_negative_targets(hw1_q2, x, y):
    """NeuralRegression learns a target below 0.

    Equation (14): the output is linear. Is a ReLU applied to it, in training or in predict?
    """
    np.random.seed(SEED)
    network = hw1_q2.NeuralRegression(5, 8)
    for _ in range(500):
        network.update_weight(x.copy(), np.float64(y), learning_rate=0.02)
    return {"output after 500 steps": output(network, x)}


@check("2.2b", points=0.5, tilt=constant(0.0))
@check("2.2b", points=0.5, hidden=True, tilt=constant(0.5))
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


@check("2.2b", points=0.25, hidden=True, X=normal(6, 4), y=normal(6))
def neural_regression_leaves_arrays_alone(hw1_q2, X, y):
    """NeuralRegression changes none of the arrays that are passed to it.

    Section 1: work on a copy of X and y.
    """
    network = hw1_q2.NeuralRegression(4, 6)
    network.train_epoch(X, y, learning_rate=0.01)
    error = float(network.evaluate(X, y))
    return {"error is finite (1: yes)": int(np.isfinite(error)), "X afterwards": X, "y afterwards": y}


@gradient_check(
    backward="neural_regression_moves_both_layers_at_once neural_regression_teaches_in_equal_measure "
    "neural_regression_learns_its_output_bias",
    of="predict",
    by="update_weight",
)
def neural_regression_gradients(hw1_q2, x):
    """Whether a step goes along the gradient of the squared error of the student's own predictions."""
    np.random.seed(SEED)
    network = hw1_q2.NeuralRegression(len(x), 5)
    rate = 0.1 / gradient_factor(network, asleep(network, len(x)))

    def learn(network, x, y):
        network.update_weight(x, np.float64(y), learning_rate=rate)

    return lesson_gradients(network, half_squared_error, learn, x, 1.0, 0.1)


# 3.1a Perceptron: 4 points.


@check("3.1a", points=0.5, W=normal(10, 6, scale=0.5), x=normal(6))
@check("3.1a", points=0.5, hidden=True, W=normal(10, 9, scale=0.5), x=normal(9))
def perceptron_learns_from_a_mistake(hw1_q3, W, x):
    """Perceptron.update_weight moves the rows of two classes when it is wrong: the right one and the predicted one.

    Equation (20). The prediction is made before any weight moves, and all other rows stay.
    """
    label = (np.argmax(W @ x) + 3) % 10
    model = with_weights(hw1_q3.Perceptron(10, len(x)), W=W)
    return {"W after the mistake": kept(updated(model, x, label, 1.0).W)}


@check("3.1a", points=0.5, W=normal(10, 6), X=normal(5, 6))
@check("3.1a", points=0.5, hidden=True, W=normal(10, 4), X=normal(8, 4))
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


@check(
    "3.1a",
    points=0.5,
    X=drawn("10 x 6, around three points", examples_in_doubt),
    y=constant([2, 5, 7, 2, 5, 7, 5, 2, 7, 2]),
)
@check(
    "3.1a",
    points=0.5,
    hidden=True,
    X=drawn("10 x 6, around three points", examples_in_doubt),
    y=constant([9, 1, 4, 9, 4, 4, 1, 1, 9, 4]),
)
def perceptron_epoch(hw1_q3, X, y):
    """A new Perceptron learns from one example after the other.

    Equation (20), ten times, from weights of zero.
    """
    return {"W after the epoch": kept(trained(hw1_q3.Perceptron(10, 6), X, y, 1.0).W)}


@check("3.1a", points=0.5, W=normal(10, 6, scale=0.5), x=normal(6))
def perceptron_has_no_learning_rate(hw1_q3, W, x):
    """Perceptron.update_weight ignores the learning rate.

    Section 6: train_epoch hands it on to every model, and the perceptron moves by all of x.
    """
    label = (np.argmax(W @ x) + 1) % 10
    model = with_weights(hw1_q3.Perceptron(10, 6), W=W)
    return {"W after the mistake": kept(updated(model, x, label, 0.001).W)}


@check("3.1a", points=0.5, hidden=True, W=normal(3, 5, scale=0.5), X=normal(12, 5), y=integers(12, high=3))
def perceptron_of_three_classes(hw1_q3, W, X, y):
    """Perceptron works for any number of classes.

    Is the number 10 written into the code?
    """
    model = with_weights(hw1_q3.Perceptron(3, 5), W=W)
    return {"W after the epoch": kept(trained(model, X, y, 1.0).W)}


# 3.1b Logistic regression: 4 points.


@check("3.1b", points=0.5, W=normal(10, 6, scale=0.5), x=normal(6))
@check("3.1b", points=0.5, hidden=True, W=normal(10, 9, scale=0.5), x=normal(9))
def logistic_regression_step(hw1_q3, W, x):
    """LogisticRegression.update_weight moves W against the gradient of one example's loss.

    Equation (21), for an example that is predicted wrongly, with a learning rate of 0.3.
    """
    label = (np.argmax(W @ x) + 3) % 10
    model = with_weights(hw1_q3.LogisticRegression(10, len(x)), W=W)
    return {"W after the step": kept(updated(model, x, label, 0.3).W)}


@check("3.1b", points=0.25, tolerance=READ_OFF, W=normal(10, 6, scale=0.05), x=normal(6, scale=10.0))
def logistic_regression_rate_unless_told(hw1_q3, W, x):
    """LogisticRegression.update_weight has the learning rate 0.001 unless it is told another.

    Section 6: it is the default value of `learning_rate`.
    """
    models = [with_weights(hw1_q3.LogisticRegression(10, 6), W=W) for _ in range(2)]
    models[0].update_weight(x.copy(), 3)
    models[1].update_weight(x.copy(), 3, learning_rate=0.001)
    return {RATE_UNLESS_TOLD: times(*(model.W - W for model in models))}


@check("3.1b", points=0.25, W=normal(10, 6, scale=0.5), x=normal(6))
def logistic_regression_learns_when_it_is_right(hw1_q3, W, x):
    """LogisticRegression.update_weight learns from examples that are predicted rightly, too.

    Equation (21): the loss is never 0, so neither is its gradient.
    """
    model = with_weights(hw1_q3.LogisticRegression(10, 6), W=W)
    return {"W after the step": kept(updated(model, x, np.argmax(W @ x), 0.3).W)}


@check("3.1b", points=0.5, X=normal(8, 5), y=integers(8, high=10))
@check("3.1b", points=0.5, hidden=True, X=normal(20, 7), y=integers(20, high=10))
def logistic_regression_epoch(hw1_q3, X, y):
    """A new LogisticRegression learns from one example after the other.

    Equation (21), with a learning rate of 0.2, from weights of zero.
    """
    return {"W after the epoch": kept(trained(hw1_q3.LogisticRegression(10, X.shape[1]), X, y, 0.2).W)}


@check("3.1b", points=0.5, W=normal(10, 4), x=normal(4, scale=1000.0))
@check("3.1b", points=0.5, hidden=True, W=normal(10, 6, scale=1000.0), x=normal(6))
def logistic_regression_with_large_logits(hw1_q3, W, x):
    """LogisticRegression.update_weight is right for logits in the thousands.

    Equation (4): take the largest logit off all of them before exp.
    """
    model = with_weights(hw1_q3.LogisticRegression(10, len(x)), W=W)
    return {"change of W": updated(model, x, np.argmin(W @ x), 1.0).W - W}


@check("3.1b", points=0.5, hidden=True, W=normal(3, 5, scale=0.5), X=normal(12, 5), y=integers(12, high=3))
def logistic_regression_of_three_classes(hw1_q3, W, X, y):
    """LogisticRegression works for any number of classes.

    Is the number 10 written into the code?
    """
    model = with_weights(hw1_q3.LogisticRegression(3, 5), W=W)
    return {"W after the epoch": kept(trained(model, X, y, 0.3).W)}


@gradient_check(backward="logistic_regression_step", of="forward", by="update_weight")
def logistic_regression_gradients(hw1_q3, W, x):
    """Whether a step goes along the gradient of the loss of the student's own logits."""

    def learn(model, x, k):
        model.update_weight(x, k, learning_rate=0.1)

    model = with_weights(hw1_q3.LogisticRegression(*W.shape), W=W)
    return lesson_gradients(model, loss_of_own_logits, learn, x, int(np.argmin(W @ x)), 0.1)


# 3.2b Multilayer perceptron: 10 points.


@check("3.2b", points=0.5, X=normal(5, 4))
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


@check("3.2b", points=0.5, X=normal(20, 6))
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


@check("3.2b", points=0.5, hidden=True, tolerance=AVERAGE, features=constant(64))
def mlp_draws_its_weights(hw1_q3, features):
    """A new MLP has `hidden_size` units, and weights with mean 0.1 and standard deviation 0.1.

    Equation (15): 0.1² is the variance. Averaged over many new networks; chance is allowed for.
    """
    np.random.seed(SEED)
    x_asleep, ones, signs = -np.ones(features), np.full(features, 0.15), np.resize([0.6, -0.6], features)
    resting, of_ones, of_signs = [], [], []
    for _ in range(30):
        network = mlp_of(hw1_q3, 10, features, 10)
        resting.append(all(is_class(taught(network, x_asleep, k, 1e-9), x_asleep, k) for k in (1, 0)))
    for _ in range(160):
        # Of two classes alone, the tilt of a new network is 0. The difference of their logits has the spread of W2;
        # that of W1, too, where the mean of W1 has no part in it.
        pair = Pair(mlp_of(hw1_q3, 2, features, 20), x_asleep)
        of_ones.append(pair.difference(ones, rounds=7, most=3.0))
        of_signs.append(pair.difference(signs, rounds=7, most=3.0))
    return {
        "share of networks without active units for -1, -1, …": np.mean(resting),
        "spread of the logits' difference for 0.15, 0.15, …": np.std(of_ones),
        "spread of the logits' difference for 0.6, -0.6, …": np.std(of_signs),
    }


@check(
    "3.2b",
    points=1,
    labels=constant([3, 7, 7, 0, 9, 3, 3, 1, 7, 0, 0, 5]),
    rates=constant([1.0, 0.5, 0.9, 2.5, 1.5, 0.7, 1.2, 3.0, 0.8, 0.6, 1.1, 2.2]),
)
@check("3.2b", points=1, hidden=True, labels=integers(40, high=10), rates=uniform(40, low=0.2, high=2.0))
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


@check(
    "3.2b",
    points=1,
    tolerance=READ_OFF,
    x=uniform(64, low=0.1, high=0.3),
    others=uniform(2, 64, low=0.1, high=0.3),
)
@check(
    "3.2b",
    points=1,
    hidden=True,
    tolerance=READ_OFF,
    x=uniform(80, low=0.1, high=0.3),
    others=uniform(2, 80, low=0.1, high=0.3),
)
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


@gradient_check(
    backward="mlp_moves_both_layers_at_once mlp_teaches_in_equal_measure mlp_learns_its_output_biases",
    of="forward",
    by="train_epoch",
)
def mlp_gradients(hw1_q3, x):
    """Whether a step goes along the gradient of the loss of the student's own logits."""

    def learn(network, x, k):
        network.train_epoch(x[np.newaxis], np.array([k]), learning_rate=0.1)

    np.random.seed(SEED)
    return lesson_gradients(mlp_of(hw1_q3, 10, len(x), 8), loss_of_own_logits, learn, x, 3, 0.1)


@check("3.2b", points=0.5, tolerance=APART, X=normal(2, 25))
@check("3.2b", points=0.5, hidden=True, tolerance=APART, X=normal(2, 30))
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


@check("3.2b", points=0.5, tolerance=READ_OFF, x=normal(25))
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


@check("3.2b", points=1)
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


@check("3.2b", points=1, hidden=True, X=drawn("ten clouds of five points", ten_clouds))
def mlp_learns_ten_classes(hw1_q3, X):
    """MLP learns to tell ten clouds of points apart.

    Section 6: 40 hidden units, ten epochs of 50 points. The better of two networks must get nine of ten points right.
    """
    np.random.seed(SEED)
    y = np.repeat(np.arange(10), 5)
    order = np.random.RandomState(SEED).permutation(50)

    def accuracy(network):
        return score(after_epochs(network, X[order], y[order], 10, 0.05), X, y)

    return {LEARNED: int(any(accuracy(mlp_of(hw1_q3, 10, 12, 40)) > 0.85 for _ in range(2)))}


@check(
    "3.2b",
    points=0.25,
    hidden=True,
    X=uniform(6, 5, low=1e5, high=2e5),
    others=uniform(6, 5, low=0.5, high=2.0),
)
def mlp_with_large_logits(hw1_q3, X, others):
    """MLP takes a step for logits in the thousands.

    Equation (4): a step with a minute learning rate must leave all predictions as they are, and not make nan of them.
    """
    np.random.seed(SEED)
    before, after = [], []
    for x in X:
        network = mlp_of(hw1_q3, 10, 5, 8)
        before += [predicted(network, other, 10) for other in others]
        network = taught(network, x, 3, 1e-30)
        after += [predicted(network, other, 10) for other in others]
    return {
        "share of rows with a predicted class": np.mean(np.array(before) >= 0),
        "share of predictions that stay": np.mean(np.equal(before, after)),
    }


@check("3.2b", points=0.25, tolerance=READ_OFF, features=constant(25))
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


@check(
    "3.2b",
    points=0.25,
    hidden=True,
    X=normal(6, 5, scale=0.3),
    y=integers(6, high=10),
    others=normal(40, 5, scale=0.3),
)
def mlp_stands_still_without_a_rate(hw1_q3, X, y, others):
    """A step of MLP with the learning rate 0 leaves nothing behind.

    Equation (23): all weights and biases stay, and the next step has the gradients of its own example alone.
    """
    np.random.seed(SEED)
    known, stay, go_on = [], [], []
    for _ in range(2):
        network = trained(mlp_of(hw1_q3, 10, 5, 8), X, y, 0.5)
        still = trained(network, X[::-1], y[::-1], 0.0)
        known += [predicted(network, x, 10) >= 0 for x in others]
        stay += [predicted(still, x, 10) == predicted(network, x, 10) for x in others]
        one, two = (trained(each, X[:1], y[:1], 0.5) for each in (network, still))
        go_on += [predicted(two, x, 10) == predicted(one, x, 10) for x in others]
    return {
        "share of rows with a predicted class": np.mean(known),
        "share of predictions that stay": np.mean(stay),
        "share of predictions that are the same after the next step": np.mean(go_on),
    }


@check(
    "3.2b",
    points=0.25,
    hidden=True,
    labels=integers(15, high=3),
    rates=uniform(15, low=0.2, high=2.0),
    others=normal(20, 25),
)
def mlp_of_three_classes(hw1_q3, labels, rates, others):
    """MLP works for any number of classes.

    Equation (23), with three classes: are they the only ones that it predicts? Is the number 10 written into the code?
    """
    np.random.seed(SEED)
    network = mlp_of(hw1_q3, 3, 25, 6)
    is_known = [predicted(network, other, 3) >= 0 for other in others]
    known = {"share of rows that are of one of the three classes": np.mean(is_known)}
    x = only_biases(network, 25)
    if x is None:
        return {**NO_REST, **known, "predicted after each step": np.full(len(labels), -1)}
    classes = []
    for label, rate in zip(labels, rates, strict=True):
        network.train_epoch(x[np.newaxis].copy(), np.array([label]), learning_rate=rate)
        classes.append(predicted(network, x, 3))
    return {**REST, **known, "predicted after each step": np.array(classes)}


# Question 4. The parameters are the student's own, so nothing can be expected in advance: a check returns what it saw,
# parameters included, and a function of NumPy alone, named by `expected_by`, says what should have come of these.

# PyTorch counts in float32: sums of at most 16 products, through four layers, err by some 1e-6 of the largest value.
# The smallest mistake that these checks are after changes it by more than 1e-2.
FLOAT32 = Tolerance(1e-4)
# The share of dropped units is a matter of chance. K hidden units are looked at: those of 2048 that are above 0.01 in
# evaluation, and no fewer than 1600. If each is zero with probability p, independently, their share is off by t or
# more with a probability of at most 2 exp(-2 K t^2) (Hoeffding). With t = 0.08 that is 3e-9: so rarely does right work
# fail. Work whose probability is wrong by 2 t or more (0.7 or 0 for 0.3, 0.3 for 0.5) passes as rarely.
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
# The pixels, the hidden units and the classes of Fashion-MNIST's networks.
PIXELS, UNITS, CLOTHES = 784, 200, 10


# Question 4: ways to draw inputs.


def labelled(n, features, classes, suffix=""):
    """Rows and their classes."""
    return {f"X{suffix}": normal(n, features), f"y{suffix}": integers(n, high=classes)}


def sizes(classes, hidden_size, layers, activation):
    """What a network is made with. No two sizes are the same: a shape tells which parameter is which."""
    return {
        "classes": constant(classes),
        "hidden_size": constant(hidden_size),
        "layers": constant(layers),
        "activation": constant(activation),
    }


# Question 4: ways to drive a student's model.


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


# Question 4: what is expected of the numbers that were seen.


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


def expect_step_of_sum(observed):
    """The parameters after one step down the sum of the cross-entropies."""
    layers, n = linear_layers(observed), len(observed["y"])
    changes = [RATE * n * slope for slope in backpropagated(layers, observed["X"], observed["y"])]
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


# Question 4.1: logistic regression, and a step of training.


@check("4.1", points=1, needs="torch", expected_by="expect_linear_count", pixels=constant(PIXELS))
def logistic_size(hw1_q4, pixels):
    """LogisticRegression has a weight for each class and feature, and a bias for each class.

    With 784 features and 10 classes that is 7,850 numbers. nn.Linear brings its own bias.
    """
    return number_of_parameters(hw1_q4.LogisticRegression(n_classes=CLOTHES, n_features=pixels))


@check(
    "4.1",
    points=1,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_linear_logits",
    X=normal(6, 5),
    classes=constant(3),
)
@check(
    "4.1",
    points=1,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_linear_logits",
    X=normal(4, 7),
    classes=constant(5),
)
def logistic_logits(hw1_q4, X, classes):
    """LogisticRegression returns the logits Wx + b.

    Softmax, log-softmax and sigmoid do not belong in the model: nn.CrossEntropyLoss takes logits.
    """
    model = refilled(hw1_q4.LogisticRegression(n_classes=classes, n_features=X.shape[1]))
    return seen_at_first(model, X, classes=classes)


@check(
    "4.1",
    points=1,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_loss",
    classes=constant(3),
    **labelled(6, 5, 3),
)
def batch_loss(hw1_q4, X, y, classes):
    """train_batch returns the loss of the batch before the step, as a Python float.

    A tensor would keep alive all that it was computed from: loss.item() is the number in it.
    """
    return seen_of_batch(hw1_q4, X, y, classes)


@check(
    "4.1",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_linear_step",
    classes=constant(3),
    **labelled(6, 5, 3),
)
@check(
    "4.1",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_linear_step",
    classes=constant(6),
    **labelled(1, 4, 6),
)
def batch_step(hw1_q4, X, y, classes):
    """train_batch moves the parameters by one step of the optimizer, down the gradient of the loss.

    Forward, loss, backward, step: in this order, each once, and the criterion takes the logits before the labels.
    """
    return seen_of_batch(hw1_q4, X, y, classes)


@check(
    "4.1",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_second_step",
    classes=constant(3),
    **labelled(4, 5, 3),
    **labelled(3, 5, 3, "_next"),
)
@check(
    "4.1",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_second_step",
    classes=constant(4),
    **labelled(1, 6, 4),
    **labelled(1, 6, 4, "_next"),
)
def fresh_gradients(hw1_q4, X, y, X_next, y_next, classes):
    """Each step of train_batch follows the gradient of its own batch alone.

    backward adds to the gradients that are there: optimizer.zero_grad() takes the old ones away.
    """
    return seen_of_two_batches(hw1_q4, X, y, X_next, y_next, classes, "SGD", RATE)


@check(
    "4.1",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_step_of_sum",
    classes=constant(3),
    **labelled(5, 4, 3),
)
def own_criterion(hw1_q4, X, y, classes):
    """train_batch uses the criterion that it is given.

    Here it sums over the batch where the usual one takes the mean.
    """
    return seen_of_batch(hw1_q4, X, y, classes, "sum")


@check(
    "4.1",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_adam",
    classes=constant(3),
    **labelled(6, 5, 3),
    **labelled(4, 5, 3, "_next"),
)
def adam_steps(hw1_q4, X, y, X_next, y_next, classes):
    """train_batch uses the optimizer that it is given.

    Here it is Adam: parameters change through optimizer.step() alone.
    """
    return seen_of_two_batches(hw1_q4, X, y, X_next, y_next, classes, "Adam", ADAM_RATE)


# Question 4.2: one hidden layer, with dropout.


@check("4.2", points=1, needs="torch", expected_by="expect_count_of_one", layers=constant(1))
def one_layer_size(hw1_q4, layers):
    """A network with layers=1 has one hidden layer and an output layer.

    With 784 features, 200 hidden units and 10 classes that is 159,010 numbers.
    """
    return number_in_network(hw1_q4, layers)


@check(
    "4.2",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(6, 5),
    **sizes(6, 8, 1, RELU),
)
@check(
    "4.2",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(5, 3),
    **sizes(7, 6, 1, RELU),
)
def relu_logits(hw1_q4, X, classes, hidden_size, layers, activation):
    """With activation_type="relu" the hidden units are rectified, and the logits linear in them."""
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation)


@check(
    "4.2",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(6, 5),
    **sizes(6, 8, 1, TANH),
)
@check(
    "4.2",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(5, 3),
    **sizes(7, 6, 1, TANH),
)
def tanh_logits(hw1_q4, X, classes, hidden_size, layers, activation):
    """With activation_type="tanh" the hidden units are hyperbolic tangents.

    Is the name of the activation spelt right wherever it is compared?
    """
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation)


@check(
    "4.2",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_shift",
    X=normal(6, 5),
    **sizes(6, 8, 1, RELU),
)
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


@check(
    "4.2",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_step",
    **labelled(6, 5, 6),
    **sizes(6, 8, 1, RELU),
)
@check(
    "4.2",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_step",
    **labelled(5, 3, 7),
    **sizes(7, 6, 1, TANH),
)
def network_step(hw1_q4, X, y, classes, hidden_size, layers, activation):
    """A step of SGD moves the weights and biases of both layers down the gradient of the loss."""
    return seen_of_step(hw1_q4, X, y, classes, hidden_size, layers, activation)


@check(
    "4.2",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_dropped_units",
    X=normal(16, 5),
    dropout=constant(0.3),
    **sizes(24, 12, 1, RELU),
)
@check(
    "4.2",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_dropped_units",
    X=normal(16, 4),
    dropout=constant(0.5),
    **sizes(20, 10, 1, RELU),
)
def dropped_units(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """In training, a hidden unit is either zero or divided by 1 - p, and nothing else changes.

    nn.Dropout does both. It belongs behind the activation of each hidden layer, not on the input, not on the logits.
    """
    return seen_in_training(hw1_q4, X, classes, hidden_size, layers, activation, dropout)


@check(
    "4.2",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_share",
    X=normal(128, 4),
    dropout=constant(0.3),
    **sizes(32, 16, 1, TANH),
)
@check(
    "4.2",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_share",
    X=normal(128, 4),
    dropout=constant(0.5),
    **sizes(32, 16, 1, TANH),
)
def dropout_probability(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """In training, a hidden unit is zero with the probability `dropout` that the network was made with.

    Is it handed on to nn.Dropout, or is a number written there?
    """
    return seen_in_training(hw1_q4, X, classes, hidden_size, layers, activation, dropout)


@check(
    "4.2",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(6, 5),
    dropout=constant(0.5),
    **sizes(6, 8, 1, RELU),
)
def no_dropout_in_evaluation(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """In evaluation, after model.eval(), no hidden unit is dropped or scaled.

    nn.Dropout knows the mode of its model if it is an attribute of it; F.dropout has to be told by
    training=self.training.
    """
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation, dropout)


# Question 4.3: two and three hidden layers.


@check("4.3", points=0.5, needs="torch", expected_by="expect_count_of_two", layers=constant(2))
def two_layers_size(hw1_q4, layers):
    """A network with layers=2 has two hidden layers, each with weights of its own.

    With 784 features, 200 hidden units and 10 classes that is 199,210 numbers. PyTorch does not know layers in a plain
    list: nn.ModuleList and nn.Sequential make them known.
    """
    return number_in_network(hw1_q4, layers)


@check("4.3", points=0.5, needs="torch", expected_by="expect_count_of_three", layers=constant(3))
def three_layers_size(hw1_q4, layers):
    """A network with layers=3 has three hidden layers, each with weights of its own.

    With 784 features, 200 hidden units and 10 classes that is 239,410 numbers. One layer that is used twice is one.
    """
    return number_in_network(hw1_q4, layers)


@check(
    "4.3",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(6, 5),
    **sizes(6, 8, 2, RELU),
)
@check(
    "4.3",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(5, 3),
    **sizes(7, 6, 3, TANH),
)
def deeper_logits(hw1_q4, X, classes, hidden_size, layers, activation):
    """With more hidden layers, the activation follows each of them, and not the output."""
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation)


@check(
    "4.3",
    points=0.5,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_step",
    **labelled(6, 5, 6),
    **sizes(6, 8, 3, TANH),
)
@check(
    "4.3",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_step",
    **labelled(5, 3, 7),
    **sizes(7, 6, 2, RELU),
)
def deeper_step(hw1_q4, X, y, classes, hidden_size, layers, activation):
    """With more hidden layers, a step of SGD moves the weights and biases of every layer."""
    return seen_of_step(hw1_q4, X, y, classes, hidden_size, layers, activation)


@check(
    "4.3",
    points=0.5,
    needs="torch",
    expected_by="expect_changes",
    X=normal(6, 5),
    dropout=constant(0.5),
    **sizes(3, 16, 2, TANH),
)
def deeper_dropout(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """With two hidden layers, dropout is at work in training."""
    model = feedforward(hw1_q4, X, classes, hidden_size, layers, activation, dropout)
    inputs = {"classes": classes, "hidden_size": hidden_size, "layers": layers, "activation": activation}
    seen = seen_at_first(model, X, **inputs)
    model.train()
    return {**seen, CHANGES: np.mean(logits_now(model, X) != logits_now(model, X))}


@check(
    "4.3",
    points=0.5,
    hidden=True,
    tolerance=FLOAT32,
    needs="torch",
    expected_by="expect_logits",
    X=normal(6, 5),
    dropout=constant(0.4),
    **sizes(6, 8, 3, RELU),
)
def deeper_evaluation(hw1_q4, X, classes, hidden_size, layers, activation, dropout):
    """With three hidden layers, no unit is dropped in evaluation."""
    return seen_of_network(hw1_q4, X, classes, hidden_size, layers, activation, dropout)
