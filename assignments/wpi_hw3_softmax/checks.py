"""The checks of wpi_hw3_softmax: each drives one of a student's files and returns what one promise is about.

They look at what is returned and at parameters, never at private attributes, and they copy every array that
they keep. Where shuffling could move a number, a batch holds all examples, or the best of a grid is far ahead:
no check asks for a student's random numbers to be ours.
"""

from contextlib import contextmanager

import numpy as np

from grader.compare import Tolerance
from grader.inside.gradients import BY_DIFFERENCES, layer_gradients, slopes_by_differences
from grader.vocabulary import check, constant, drawn, gradient_check, integers, normal, onehot

SEED = 541

# A Newton step solves equations: the matrices below have condition numbers under 100, so float32 work errs by up to
# 100 · 6e-8 of the numbers that go in, which are a few times the result.
NEWTON = Tolerance(1e-4)
# What the loss takes part in is allowed more: log(ŷ + 1e-8) and the like are harmless, and err by 1e-8 / ŷ.
LOSS = Tolerance(1e-4)

# How wide the tube around the ten epochs of training is, at step t, in parts of a curve's largest value: the
# argument is that of cmu_hw1_mlp. One step sums at most 8 samples and 5 features in float32, which brings a
# relative error of 10 · 6e-8; were no error ever to shrink or to cancel, t steps would add up to 6e-7 · t, a third
# of the growth allowed here. 2e-5 at the start is for an epsilon in the loss.
# The smallest mistake is a decay of the bias by lr · alpha · b = 0.5 · 0.1 · 0.05 in the second step: 0.25 % of
# numbers of about 1, over 100 times the tube.
TUBE = Tolerance(2e-5, growth_per_step=0.1)
CURVES = ("loss", "accuracy", "W", "b")
EPOCHS, BATCH = 10, 8

HYPERPARAMETERS = ("batch_size", "lr", "epochs", "alpha")


# Ways to draw inputs.


def a_class(number):
    """The number of a class, as a plain number."""
    return constant(number)


def probabilities(classes, *batch):
    """Columns of probabilities, none of them under 0.02, with six decimals and the sum 1."""

    def draw(rng):
        p = np.exp(rng.uniform(-1.2, 1.2, (classes, *batch)))
        p = np.round(p / p.sum(axis=0), 6)
        p[-1] = 1 - p[:-1].sum(axis=0)
        return p

    return drawn(
        f"columns of {classes} probabilities {batch}",
        draw,
        (classes, *batch),
        lambda sizes: probabilities(*sizes),
    )


def dependent(features, examples):
    """Whole numbers; the last row is 0, as of a pixel that is always black, the one before the sum of the first two."""

    def draw(rng):
        X = rng.integers(-3, 4, (features, examples)).astype(float)
        X[0, :2], X[1, :2] = (1.0, 2.0), (3.0, -1.0)
        X[-2], X[-1] = X[0] + X[1], 0.0
        return X

    return drawn(f"integers ({features}, {examples}) with two dependent rows", draw)


def shifted_logits(*shifts):
    """Logits around the given shift of each column. Sixteenths are exact in float32 even next to 1000."""

    def draw(rng):
        return np.round(rng.uniform(-1.5, 1.5, (5, len(shifts))) * 16) / 16 + np.array(shifts)

    return drawn(f"logits around {shifts}", draw)


def clouds(rows, noise=0.8):
    """Images of three overlapping clouds of points in turn, one in each row, of four features."""

    def draw(rng):
        centres = np.array([[1.0, 1.0, 0.0, -0.5], [-1.0, 0.5, 1.0, 0.5], [0.0, -1.0, -1.0, 1.0]])
        return np.round(centres[np.arange(rows) % 3] + noise * rng.standard_normal((rows, 4)), 6)

    return drawn(f"{rows} rows of three clouds of points, noise {noise:g}", draw)


def in_turn(rows):
    """The labels 0, 1, 2, 0, 1, 2, …, as the files hold them."""
    return drawn(f"{rows} labels 0, 1, 2 in turn", lambda rng: np.arange(rows) % 3)


def numbered(rows):
    """The number of each image."""
    return drawn(f"0 to {rows - 1}", lambda rng: np.arange(rows))


def model_of(indim, outdim):
    """Draw x, W and b of a model, for five examples."""
    return {"x": normal(indim, 5), "W": normal(indim, outdim), "b": normal(outdim, 1)}


# The handout's own functions, and their finite differences: a counterexample for whoever derived something else.


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


# Ways to drive a student's files.


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


def watched_training(softmax_regression, images, labels, batch_size, epochs):
    """The first pixels of the images that stood behind each step, while the student's train is at work."""
    seen = []

    class Watched(softmax_regression.SoftmaxRegression):
        def forward(self, x, *others, **named):
            self.latest = np.array(x)[0]
            return super().forward(x, *others, **named)

        def backward(self, *others, **named):
            self.behind_the_step = self.latest
            return super().backward(*others, **named)

        def step(self):
            seen.append(self.behind_the_step)
            return super().step()

    np.random.seed(SEED)
    model = Watched(images.shape[1], 10, lr=0.01)
    softmax_regression.train(model, images.copy(), labels.copy(), batch_size, epochs)
    return seen


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


# 1 Newton's method: 8 points.


@check("1", points=1, at=("X", "y", "w"), X=normal(2, 3), y=normal(3), w=normal(2))
@check("1", points=1, hidden=True, at=("X", "y", "w"), X=normal(3, 5), y=normal(5), w=normal(3))
def mse_gradient(derivations, X, y, w):
    """mse_gradient returns the gradient of half the mean squared error.

    Equation (1): after the derivative, is it 1/n or 1/2n? Examples are the columns of X.
    """
    gradient = derivations.mse_gradient(X.copy(), y.copy(), w.copy())
    return with_slopes(gradient, slopes(lambda d: half_mean_squared_error(X, y, w + d), len(w)))


@check("1", points=0.5, at=("X", "y", "w"), X=normal(3, 1), y=normal(1), w=normal(3))
def mse_gradient_of_one_example(derivations, X, y, w):
    """mse_gradient is right for a single example.

    With n = 1 any mistake in n is invisible. If this is right and other data are not, look at the division by n.
    """
    gradient = derivations.mse_gradient(X.copy(), y.copy(), w.copy())
    return with_slopes(gradient, slopes(lambda d: half_mean_squared_error(X, y, w + d), len(w)))


@check("1", points=1, at=("X",), X=normal(2, 4))
@check("1", points=1, hidden=True, at=("X",), X=normal(3, 5))
def mse_hessian(derivations, X):
    """mse_hessian returns the matrix of second derivatives of half the mean squared error.

    Equation (1): differentiate the gradient once more. The matrix has a row and a column for each feature.
    """
    hessian, m = derivations.mse_hessian(X.copy()), len(X)

    def slope(d):
        return slopes(lambda e: half_mean_squared_error(X, np.ones(X.shape[1]), d + e), m, h=1e-2)

    return {"Hessian": kept(hessian), "Hessian, by finite differences": slopes(slope, m, h=1e-2)}


@check("1", points=0.5, at=("X",), X=normal(2, 1))
def mse_hessian_of_one_example(derivations, X):
    """mse_hessian is right for a single example.

    With n = 1 any mistake in n is invisible, and x of shape (m, 1) is easily taken for a row.
    """
    return {"Hessian": kept(derivations.mse_hessian(X.copy()))}


@check(
    "1",
    points=1,
    tolerance=NEWTON,
    at=("X", "y", "starts"),
    X=normal(2, 6),
    y=normal(6),
    starts=normal(3, 2, scale=3.0),
)
@check(
    "1",
    points=1,
    hidden=True,
    tolerance=NEWTON,
    X=normal(4, 15),
    y=normal(15),
    starts=normal(5, 4, scale=3.0),
)
def newton_step(derivations, X, y, starts):
    """One Newton step leads from several starts to the same minimum.

    Equation (2): the result is the closed form for every w. Do 1/n of the gradient and 1/n of H cancel?
    """
    return {
        f"w after one step from start {i}": kept(derivations.newton_step(X.copy(), y.copy(), w.copy()))
        for i, w in enumerate(starts)
    }


@check("1", points=0.25, tolerance=NEWTON, at=("X", "y"), X=dependent(4, 5), y=integers(5, low=-5, high=6))
@check("1", points=0.25, hidden=True, tolerance=NEWTON, X=normal(6, 3), y=normal(3))
def newton_step_without_an_inverse(derivations, X, y):
    """From w = 0, the Newton step leads to the shortest minimum where the Hessian has no inverse.

    Equation (3): np.linalg.lstsq and np.linalg.pinv know the shortest solution, np.linalg.inv does not.
    """
    return {"w after one step": kept(derivations.newton_step(X.copy(), y.astype(float), np.zeros(len(X))))}


@check("1", points=0.5, hidden=True, tolerance=NEWTON, X=dependent(5, 7), y=normal(7), w=normal(5))
def newton_step_without_an_inverse_from_elsewhere(derivations, X, y, w):
    """From any start, the Newton step leads to a minimum where the Hessian has no inverse.

    Equation (3): all minima make the same predictions.
    """
    w_after = derivations.newton_step(X.copy(), y.copy(), w.copy())
    return {"predictions after one step": X.T @ w_after}


# 2 Gradients of softmax regression: 16 points.


@check("2", points=1.5, at=("x", "y_hat", "l"), x=normal(3), y_hat=probabilities(4), l=a_class(1))
@check(
    "2", points=1.5, hidden=True, at=("x", "y_hat", "l"), x=normal(2), y_hat=probabilities(6), l=a_class(4)
)
def own_output(derivations, x, y_hat, l):
    """gradient_of_own_output returns the gradient of a class's probability by its own weights.

    Equation (5), with k = l: use the quotient rule. z_l stands above and below.
    """
    gradient = derivations.gradient_of_own_output(x.copy(), y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, l, l))


@check("2", points=0.5, at=("x", "y_hat", "l"), x=normal(2), y_hat=constant([0.5, 0.2, 0.3]), l=a_class(0))
def own_output_at_one_half(derivations, x, y_hat, l):
    """gradient_of_own_output is right where the probability is 1/2.

    There p and 1 - p are equal. If this is right and other probabilities are not, look at which of them you wrote.
    """
    gradient = derivations.gradient_of_own_output(x.copy(), y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, l, l))


@check(
    "2",
    points=1.5,
    at=("x", "y_hat", "k", "l"),
    x=normal(3),
    y_hat=probabilities(4),
    k=a_class(0),
    l=a_class(2),
)
@check(
    "2",
    points=1.5,
    hidden=True,
    at=("x", "y_hat", "k", "l"),
    x=normal(2),
    y_hat=probabilities(5),
    k=a_class(3),
    l=a_class(1),
)
def other_output(derivations, x, y_hat, k, l):
    """gradient_of_other_output returns the gradient of a class's probability by another class's weights.

    Equation (5), with k ≠ l: z_l stands in the denominator alone. Does the probability grow or shrink with z_l?
    """
    gradient = derivations.gradient_of_other_output(x.copy(), y_hat.copy(), k, l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, k, l))


@check(
    "2",
    points=0.5,
    at=("x", "y_hat", "k", "l"),
    x=normal(2),
    y_hat=constant([0.2, 0.8]),
    k=a_class(1),
    l=a_class(0),
)
def other_output_of_two_classes(derivations, x, y_hat, k, l):
    """gradient_of_other_output is right where there are two classes.

    There y_hat_k and 1 - y_hat_l are equal. If this is right and four classes are not, one stands for the other.
    """
    gradient = derivations.gradient_of_other_output(x.copy(), y_hat.copy(), k, l)
    return with_slopes(gradient, slopes_of_output(x, y_hat, k, l))


@check(
    "2",
    points=1.5,
    at=("X", "Y", "Y_hat", "l"),
    X=normal(2, 3),
    Y=constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    Y_hat=probabilities(3, 3),
    l=a_class(1),
)
@check(
    "2",
    points=1.5,
    hidden=True,
    at=("X", "Y", "Y_hat", "l"),
    X=normal(3, 4),
    Y=constant([[1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]),
    Y_hat=probabilities(3, 4),
    l=a_class(0),
)
def loss_by_weights(derivations, X, Y, Y_hat, l):
    """gradient_of_loss returns the gradient of the mean cross-entropy by the weights of one class.

    Equation (6): a sum over the examples, divided by n. Every class's output depends on w^(l), not class l's alone.
    """
    gradient = derivations.gradient_of_loss(X.copy(), Y.copy(), Y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_loss(X, Y, Y_hat, l))


@check(
    "2",
    points=0.5,
    at=("X", "Y", "Y_hat", "l"),
    X=normal(2, 1),
    Y=constant([[0.0], [1.0], [0.0]]),
    Y_hat=probabilities(3, 1),
    l=a_class(1),
)
@check(
    "2",
    points=0.5,
    hidden=True,
    at=("X", "Y", "Y_hat", "l"),
    X=normal(4, 1),
    Y=constant([[0.0], [0.0], [0.0], [1.0]]),
    Y_hat=probabilities(4, 1),
    l=a_class(3),
)
def loss_by_weights_of_the_label(derivations, X, Y, Y_hat, l):
    """gradient_of_loss is right for one example whose label is the class in question.

    With n = 1 and y_l = 1, mistakes in n and in the other classes are invisible.
    """
    gradient = derivations.gradient_of_loss(X.copy(), Y.copy(), Y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_loss(X, Y, Y_hat, l))


@check(
    "2",
    points=0.5,
    at=("X", "Y", "Y_hat", "l"),
    X=normal(2, 1),
    Y=constant([[0.0], [0.0], [1.0]]),
    Y_hat=probabilities(3, 1),
    l=a_class(1),
)
def loss_by_weights_of_another_class(derivations, X, Y, Y_hat, l):
    """gradient_of_loss is right for one example whose label is another class.

    With y_l = 0 the case l ≠ k is all there is: pushing z_l up takes probability from the label.
    """
    gradient = derivations.gradient_of_loss(X.copy(), Y.copy(), Y_hat.copy(), l)
    return with_slopes(gradient, slopes_of_loss(X, Y, Y_hat, l))


@check(
    "2",
    points=1.5,
    at=("Y", "Y_hat"),
    Y=constant([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0]]),
    Y_hat=probabilities(3, 4),
)
@check("2", points=1.5, hidden=True, at=("Y", "Y_hat"), Y=onehot(5, 3), Y_hat=probabilities(5, 3))
def loss_by_bias(derivations, Y, Y_hat):
    """gradient_of_bias returns the gradient of the mean cross-entropy by the bias, one number for each class.

    Equation (6): sum over the examples, not over the classes. Summed over everything it is 0, always.
    """
    gradient = derivations.gradient_of_bias(Y.copy(), Y_hat.copy())
    return with_slopes(gradient, slopes(lambda d: cross_entropy_of(Y, np.log(Y_hat) + d[:, None]), len(Y)))


@check("2", points=0.5, at=("Y", "Y_hat"), Y=constant([[0.0], [1.0], [0.0]]), Y_hat=probabilities(3, 1))
@check(
    "2",
    points=0.5,
    hidden=True,
    at=("Y", "Y_hat"),
    Y=constant([[0.0], [0.0], [1.0], [0.0]]),
    Y_hat=probabilities(4, 1),
)
def loss_by_bias_of_one_example(derivations, Y, Y_hat):
    """gradient_of_bias is right for a single example.

    With n = 1 there is nothing to sum and to divide: what is left is the derivative by each z.
    """
    gradient = derivations.gradient_of_bias(Y.copy(), Y_hat.copy())
    return with_slopes(gradient, slopes(lambda d: cross_entropy_of(Y, np.log(Y_hat) + d[:, None]), len(Y)))


@check("2", points=0.5, hidden=True, X=normal(2, 3), Y=onehot(4, 3), Y_hat=probabilities(4, 3))
def derivations_leave_arrays_alone(derivations, X, Y, Y_hat):
    """The functions of problem 2 change none of the arrays that are passed to them.

    Section 1: beware of -= and *= on what was passed to you.
    """
    x, y_hat = X[:, 0].copy(), Y_hat[:, 0].copy()
    returned = [
        derivations.gradient_of_own_output(x, y_hat, 1),
        derivations.gradient_of_other_output(x, y_hat, 0, 1),
        derivations.gradient_of_loss(X, Y, Y_hat, 1),
        derivations.gradient_of_bias(Y, Y_hat),
    ]
    after = {"x": x, "y_hat": y_hat, "X": X, "Y": Y, "Y_hat": Y_hat}
    return {
        "functions that return something": sum(value is not None for value in returned),
        **{f"{name} afterwards": array for name, array in after.items()},
    }


# 3 Cross-entropy as negative log-likelihood: 8 points.


@check("3", points=1, at=("y", "y_hat"), y=constant([0.0, 0.0, 1.0, 0.0]), y_hat=probabilities(4))
@check("3", points=0.75, hidden=True, at=("y", "y_hat"), y=constant([0.0, 1.0, 0.0]), y_hat=probabilities(3))
def likelihood(derivations, y, y_hat):
    """The likelihood of an example is the probability of its label.

    Equation (7): a factor with the exponent 0 is 1. The result is a number.
    """
    return {"likelihood": number(derivations.likelihood(y.copy(), y_hat.copy()))}


@check(
    "3",
    points=0.5,
    at=("y", "y_hat"),
    y=constant([0.0, 1.0, 0.0]),
    y_hat=constant([0.0, 0.75, 0.25]),
)
def likelihood_beside_an_impossible_class(derivations, y, y_hat):
    """The likelihood is right where another class has the probability 0.

    Section 4: 0 to the power of 0 is 1, and 0 · log 0 is nan.
    """
    return {"likelihood": number(derivations.likelihood(y.copy(), y_hat.copy()))}


@check("3", points=0.75, at=("Y", "Y_hat"), Y=onehot(3, 4), Y_hat=probabilities(3, 4))
@check("3", points=0.75, hidden=True, at=("Y", "Y_hat"), Y=onehot(4, 3), Y_hat=probabilities(4, 3))
def dataset_likelihood(derivations, Y, Y_hat):
    """dataset_likelihood returns the product of the likelihoods of all examples.

    Equation (8): given W and b, examples are independent.
    """
    return {"likelihood": number(derivations.dataset_likelihood(Y.copy(), Y_hat.copy()))}


@check("3", points=1, tolerance=LOSS, at=("Y", "Y_hat"), Y=onehot(3, 4), Y_hat=probabilities(3, 4))
@check(
    "3", points=1, hidden=True, tolerance=LOSS, at=("Y", "Y_hat"), Y=onehot(5, 3), Y_hat=probabilities(5, 3)
)
def negative_log_likelihood(derivations, Y, Y_hat):
    """negative_log_likelihood returns the negative sum of the labels' logarithms.

    Section 4: the logarithm of a product is a sum, and it has no 1/n.
    """
    return {"negative log-likelihood": number(derivations.negative_log_likelihood(Y.copy(), Y_hat.copy()))}


@check(
    "3",
    points=0.5,
    tolerance=LOSS,
    at=("Y", "Y_hat"),
    Y=constant([[0.0], [1.0], [0.0]]),
    Y_hat=probabilities(3, 1),
)
def negative_log_likelihood_of_one_example(derivations, Y, Y_hat):
    """negative_log_likelihood is right for a single example.

    With n = 1 sum and mean are the same. If this is right and several examples are not, look at the 1/n.
    """
    return {"negative log-likelihood": number(derivations.negative_log_likelihood(Y.copy(), Y_hat.copy()))}


@check("3", points=0.5, tolerance=LOSS, Y=onehot(3, 900), Y_hat=probabilities(3, 900))
@check("3", points=0.5, hidden=True, tolerance=LOSS, Y=onehot(4, 700), Y_hat=probabilities(4, 700))
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


@check(
    "3",
    points=0.5,
    tolerance=LOSS,
    at=("Y", "Y_hat"),
    Y=constant([[0.0], [1.0], [0.0]]),  # one example: 1/n is not what this is about
    Y_hat=constant([[0.0], [0.25], [0.75]]),
)
def negative_log_likelihood_beside_an_impossible_class(derivations, Y, Y_hat):
    """negative_log_likelihood is right where classes other than the label have the probability 0.

    Section 4: they add nothing, but 0 · log 0 is nan. Look up the probability of the label first.
    """
    return {"negative log-likelihood": number(derivations.negative_log_likelihood(Y.copy(), Y_hat.copy()))}


@check("3", points=0.25, hidden=True, Y=onehot(4, 3), Y_hat=probabilities(4, 3))
def likelihoods_leave_arrays_alone(derivations, Y, Y_hat):
    """The functions of problem 3 change none of the arrays that are passed to them.

    Section 1: beware of -= and *= on what was passed to you.
    """
    y, y_hat = Y[:, 0].copy(), Y_hat[:, 0].copy()
    returned = [
        derivations.likelihood(y, y_hat),
        derivations.dataset_likelihood(Y, Y_hat),
        derivations.negative_log_likelihood(Y, Y_hat),
    ]
    after = {"y": y, "y_hat": y_hat, "Y": Y, "Y_hat": Y_hat}
    return {
        "functions that return something": sum(value is not None for value in returned),
        **{f"{name} afterwards": array for name, array in after.items()},
    }


# 4a Softmax and loss: 3 points.


@check("4a", points=0.5, z=normal(4, 3))
@check("4a", points=0.5, hidden=True, z=normal(3, 5))
def softmax_of_columns(softmax_regression, z):
    """The softmax turns each column of logits into probabilities.

    Equation (9): the sum in the denominator runs over the classes of one example, not over the whole matrix.
    """
    return {"probabilities": kept(softmax_regression.softmax(z.copy()))}


@check(
    "4a",
    points=0.25,
    z=constant([[1000.0, 1000.0, -999.0], [0.0, 1001.0, -1000.0], [-1000.0, 999.5, -998.0]]),
)
@check("4a", points=0.25, hidden=True, z=shifted_logits(-2000.0, 3000.0, 0.0, 800.0))
def softmax_of_large_logits(softmax_regression, z):
    """The softmax does not overflow, whatever the logits.

    Equation (10): subtract the largest logit of each column, neither another one nor that of the whole matrix.
    """
    return {"probabilities": kept(softmax_regression.softmax(z.copy()))}


@check("4a", points=0.25, tolerance=LOSS, logits=normal(3, 5), labels=onehot(3, 5))
@check("4a", points=0.25, hidden=True, tolerance=LOSS, logits=normal(6, 4), labels=onehot(6, 4))
def loss_value(softmax_regression, logits, labels):
    """The loss is the mean over the batch of the negative logarithm of the label's probability.

    Equation (11): divide by the number of examples, the columns.
    """
    return {"loss": loss_and_gradient(softmax_regression, logits, labels)["loss"]}


@check("4a", points=0.25, tolerance=LOSS, logits=normal(3, 5), labels=onehot(3, 5))
@check("4a", points=0.25, hidden=True, tolerance=LOSS, logits=normal(6, 4), labels=onehot(6, 4))
def loss_gradient(softmax_regression, logits, labels):
    """The loss's backward returns the gradient by the logits.

    Section 5: what problem 2 sums over the examples. The mean over the batch belongs to it.
    """
    return {"gradient": loss_and_gradient(softmax_regression, logits, labels)["gradient"]}


@check("4a", points=0.25, tolerance=LOSS, logits=shifted_logits(1000.0, 0.0, -1000.0), labels=onehot(5, 3))
def loss_of_large_logits(softmax_regression, logits, labels):
    """Loss and gradient do not overflow, whatever the logits.

    Equation (10): subtract the largest logit of each column, in the loss, too.
    """
    return loss_and_gradient(softmax_regression, logits, labels)


@check(
    "4a",
    points=0.25,
    hidden=True,
    logits=constant([[900.0, 0.5], [0.0, 0.25], [1.0, 0.0]]),
    labels=constant([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]),
)
def loss_of_an_impossible_label(softmax_regression, logits, labels):
    """The loss is finite where the label's probability is rounded to 0.

    Equation (10) has the logarithm of a probability that needs no logarithm of 0.
    """
    loss = loss_and_gradient(softmax_regression, logits, labels)["loss"]
    is_number = isinstance(loss, (int, float, np.number, np.ndarray)) and np.shape(loss) == ()
    return {"the loss is a finite, positive number (1: yes)": int(is_number and 0 < float(loss) < np.inf)}


@gradient_check(forward="loss_value", backward="loss_gradient")
def loss_gradients(softmax_regression, logits, labels):
    """Whether the gradient of the loss is that of its own forward."""
    return layer_gradients(softmax_regression.SoftmaxCrossEntropyLoss(), logits, labels)


# 4b SoftmaxRegression: 6 points.


@check("4b", points=0.5, **model_of(4, 3))
@check("4b", points=0.25, hidden=True, **model_of(6, 2))
def model_forward(softmax_regression, x, W, b):
    """SoftmaxRegression.forward returns the logits.

    Equation (12): examples are columns, W has one column for each class, and no softmax follows.
    """
    return {"logits": kept(loaded(softmax_regression, W, b).forward(x))}


@check("4b", points=0.5, g=normal(3, 5), **model_of(4, 3))
def model_backward(softmax_regression, x, W, b, g):
    """SoftmaxRegression.backward returns the gradient with respect to its input.

    Equation (15): it has the shape of x.
    """
    model = loaded(softmax_regression, W, b)
    model.zerograd()
    return {"dx": kept(one_pass(model, x, g))}


@check("4b", points=0.5, g=normal(3, 5), **model_of(4, 3))
@check("4b", points=0.25, hidden=True, g=normal(4, 5), **model_of(2, 4))
def model_step_weights(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step moves W against its gradient by the learning rate.

    Equations (13) and (16), with lr = 0.3 and alpha = 0: nothing is divided by n here.
    """
    return {"W after the step": stepped(loaded(softmax_regression, W, b, lr=0.3), [x], [g])["W"]}


@check("4b", points=0.5, g=normal(3, 5), **model_of(4, 3))
@check("4b", points=0.25, hidden=True, g=normal(4, 5), **model_of(2, 4))
def model_step_bias(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step moves the bias of each class by that class's gradient.

    Equations (14) and (16), with lr = 0.3: sum over the examples, and keep one number for each class.
    """
    return {"b after the step": stepped(loaded(softmax_regression, W, b, lr=0.3), [x], [g])["b"]}


@check(
    "4b",
    points=0.25,
    hidden=True,
    xs=normal(2, 4, 5),
    gs=normal(2, 3, 5),
    W=normal(4, 3),
    b=normal(3, 1),
)
def model_accumulates(softmax_regression, xs, gs, W, b):
    """SoftmaxRegression.backward adds to the gradients that are already there.

    Equations (13) and (14): two batches go forward and backward before one step.
    """
    model = loaded(softmax_regression, W, b, lr=0.2)
    model.zerograd()
    for x, g in zip(xs, gs, strict=True):
        one_pass(model, x, g)
    model.step()
    return parameters(model)


@check("4b", points=0.25, xs=normal(2, 4, 5), gs=normal(2, 3, 5), W=normal(4, 3), b=normal(3, 1))
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


@check("4b", points=0.25, W=normal(4, 3), b=normal(3, 1))
@check("4b", points=0.25, hidden=True, W=normal(2, 5), b=normal(5, 1, shift=2.0))
def model_penalty(softmax_regression, W, b):
    """SoftmaxRegression.penalty returns half of alpha times the sum of the squared weights.

    Equation (17), with alpha = 0.3: the bias takes no part, there is no 1/n, and the result is a number.
    """
    return {"penalty": number(loaded(softmax_regression, W, b, alpha=0.3).penalty())}


@check("4b", points=0.5, g=normal(3, 5), **model_of(4, 3))
@check("4b", points=0.25, hidden=True, g=normal(2, 5), **model_of(5, 2))
def model_weight_decay(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step adds the penalty's gradient to that of W.

    Equation (16), with alpha = 0.4 and lr = 0.2: lr · alpha · W, not alpha · W, nor twice or 1/n of it.
    """
    return {"W after the step": stepped(loaded(softmax_regression, W, b, alpha=0.4, lr=0.2), [x], [g])["W"]}


@check("4b", points=0.25, g=normal(3, 5), **model_of(4, 3))
@check("4b", points=0.25, hidden=True, g=normal(2, 5), **model_of(5, 2))
def model_bias_is_not_decayed(softmax_regression, x, W, b, g):
    """SoftmaxRegression.step keeps the penalty away from the bias.

    Equation (16), with alpha = 0.4: the bias moves as it does for alpha = 0.
    """
    return {"b after the step": stepped(loaded(softmax_regression, W, b, alpha=0.4, lr=0.2), [x], [g])["b"]}


@check("4b", points=0.25, x=normal(4, 5), g=normal(3, 5))
def model_starts_at_zero(softmax_regression, x, g):
    """A new SoftmaxRegression has zeros for W and b, and can learn at once.

    Section 6: W has shape (indim, outdim), b has shape (outdim, 1), and backward needs no zerograd before it.
    """
    model = softmax_regression.SoftmaxRegression(4, 3, lr=0.2)
    fresh = {f"{name} of a new model": value for name, value in parameters(model).items()}
    one_pass(model, x, g)
    model.step()
    return {**fresh, **{f"{name} after a step": value for name, value in parameters(model).items()}}


@check("4b", points=0.25, hidden=True, g=normal(3, 5), **model_of(4, 3))
def model_defaults(softmax_regression, x, W, b, g):
    """SoftmaxRegression(indim, outdim) learns with lr = 0.1 and without penalty.

    Look at the default values of the arguments in the table of section 1.
    """
    model = loaded(softmax_regression, W, b)
    return {"penalty": number(model.penalty()), **stepped(model, [x], [g])}


@check(
    "4b",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    xs=normal(3, 4, 6),
    labels=onehot(3, 6),
    W=normal(4, 3),
    b=normal(3, 1),
)
def model_learns_with_the_loss(softmax_regression, xs, labels, W, b):
    """SoftmaxRegression learns for three steps with the loss and the penalty.

    Section 6, with alpha = 0.2 and lr = 0.5: each step uses the weights that the step before has left.
    """
    model, loss = (
        loaded(softmax_regression, W, b, alpha=0.2, lr=0.5),
        softmax_regression.SoftmaxCrossEntropyLoss(),
    )
    for x in xs:
        loss.forward(model.forward(x.copy()), labels.copy())
        model.zerograd()
        model.backward(loss.backward())
        model.step()
    return {**parameters(model), "penalty": number(model.penalty())}


@check("4b", points=0.25, g=normal(3, 5), **model_of(4, 3))
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


@gradient_check(forward="model_forward", backward="model_backward model_step_weights model_step_bias")
def model_gradients(softmax_regression, x, W, b, g):
    """Whether the gradients of the model are those of its own forward."""
    return layer_gradients(loaded(softmax_regression, W, b, lr=0.3), x, g=g, lr=0.3)


@gradient_check(forward="model_penalty", backward="model_weight_decay", of="penalty", by="step")
def penalty_gradients(softmax_regression, W, b):
    """Whether what a step without any batch takes from W is the gradient of the penalty."""

    def penalty(at):
        return number(loaded(softmax_regression, at, b, alpha=0.4).penalty())

    model = loaded(softmax_regression, W, b, alpha=0.4, lr=0.2)
    model.zerograd()
    model.step()
    return {"dW": (W - model.getWs()[0]) / 0.2, "dW" + BY_DIFFERENCES: slopes_by_differences(penalty, W)}


# 4c Split and minibatches: 3 points.


@check("4c", points=0.25, count=constant(20))
@check("4c", points=0.25, hidden=True, count=constant(13))
def split_sizes(softmax_regression, count):
    """The split puts 80 % of the examples, rounded down, into the training part.

    Section 7: images and labels of both parts come back in this order: training, training, validation, validation.
    """
    found = parts(softmax_regression, count)
    names = ("training images", "training labels", "validation images", "validation labels")
    return {f"shape of the {name}": shape(part) for name, part in zip(names, found, strict=True)}


@check("4c", points=0.25, count=constant(20))
@check("4c", points=0.25, hidden=True, count=constant(45))
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


@check("4c", points=0.25, count=constant(40))
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


@check("4c", points=0.5, images=normal(12, 3), labels=numbered(12))
def minibatches_in_order(softmax_regression, images, labels):
    """The minibatches are pieces of the given size of images and labels, in their order.

    Section 7, with 12 examples and size 4: three pieces, and no empty one behind them.
    """
    return about_batches(softmax_regression.minibatches(images, labels, 4), images)


@check("4c", points=0.25, images=normal(11, 3), labels=numbered(11))
@check("4c", points=0.25, hidden=True, images=normal(10, 2), labels=numbered(10))
def minibatches_keep_the_rest(softmax_regression, images, labels):
    """The last of the minibatches holds what is left, even if it is short.

    Section 7, with 11 or 10 examples and size 3: no example is dropped, and none comes twice.
    """
    return about_batches(softmax_regression.minibatches(images, labels, 3), images)


@check("4c", points=0.25, images=normal(5, 3), labels=numbered(5))
def minibatches_larger_than_the_data(softmax_regression, images, labels):
    """One of the minibatches holds everything if the size is larger than the number of examples.

    Section 7, with 5 examples and size 64.
    """
    return about_batches(softmax_regression.minibatches(images, labels, 64), images)


@check("4c", points=0.25, hidden=True, images=normal(4, 3), labels=numbered(4))
def minibatches_of_one(softmax_regression, images, labels):
    """Minibatches of one example keep their shape.

    Section 7, with size 1: images of shape (1, 3), not (3,).
    """
    batches = list(softmax_regression.minibatches(images, labels, 1))
    first = shape(batches[0][0]) if batches else np.zeros(0)
    return {**about_batches(batches, images), "shape of the first images": first}


@check("4c", points=0.25, hidden=True, images=normal(9, 2), labels=numbered(9))
def split_leaves_arrays_alone(softmax_regression, images, labels):
    """Images and labels are what they were, after split and minibatches.

    Section 1: np.random.shuffle works in place. Shuffle a permutation instead.
    """
    np.random.seed(SEED)
    returned = [
        softmax_regression.split(images, labels),
        softmax_regression.minibatches(images, labels, 4),
    ]
    return {
        "functions that return something": sum(value is not None for value in returned),
        "images afterwards": images,
        "labels afterwards": labels,
    }


# 4d Training and measuring: 3 points.


@check(
    "4d",
    points=0.25,
    tolerance=LOSS,
    images=normal(7, 4),
    labels=integers(7, high=10),
    W=normal(4, 10, scale=0.4),
    b=normal(10, 1, scale=0.4),
)
@check(
    "4d",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    images=normal(12, 3),
    labels=integers(12, high=10),
    W=normal(3, 10, scale=0.4),
    b=normal(10, 1, scale=0.4),
)
def measured_cross_entropy(softmax_regression, images, labels, W, b):
    """cross_entropy returns the mean loss of the images, without penalty.

    Equation (11), for a model with alpha = 0.5: images are rows here, and columns in the model.
    """
    model = loaded(softmax_regression, W, b, alpha=0.5)
    return {"cross-entropy": number(softmax_regression.cross_entropy(model, images, labels))}


@check(
    "4d",
    points=0.25,
    tolerance=LOSS,
    images=normal(7, 4),
    labels=integers(7, high=10),
    W=normal(4, 10, scale=0.4),
    b=normal(10, 1, scale=0.4),
)
@check(
    "4d",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    images=normal(12, 3),
    labels=integers(12, high=10),
    W=normal(3, 10, scale=0.4),
    b=normal(10, 1, scale=0.4),
)
def measured_cost(softmax_regression, images, labels, W, b):
    """The cost is the mean loss of the images plus the model's penalty.

    Equation (17), for a model with alpha = 0.5: the penalty is there once, not once for each image.
    """
    model = loaded(softmax_regression, W, b, alpha=0.5)
    found = number(softmax_regression.cost(model, images, labels))
    return {"cost, less what model.penalty() returns": found - number(model.penalty())}


@check("4d", points=0.25, images=normal(7, 4), W=normal(4, 10), b=normal(10, 1))
@check("4d", points=0.25, hidden=True, images=normal(12, 3), W=normal(3, 10), b=normal(10, 1))
def measured_accuracy(softmax_regression, images, W, b):
    """The accuracy is the share of images whose largest logit is that of the label.

    Section 8: count images, not the entries of one-hot columns, most of which are 0 in both.
    """
    model = loaded(softmax_regression, W, b)
    labels = (W.T @ images.T + b).argmax(axis=0)
    labels[::3] = (labels[::3] + 1) % 10  # every third label is another class
    return {"accuracy": number(softmax_regression.accuracy(model, images, labels))}


@check("4d", points=0.25, tolerance=LOSS, images=clouds(10), labels=in_turn(10))
@check("4d", points=0.25, hidden=True, tolerance=LOSS, images=clouds(17), labels=in_turn(17))
def train_in_the_given_order(softmax_regression, images, labels):
    """Without shuffling, train takes one step for each minibatch of each epoch.

    Section 8, with minibatches of 4 and three epochs: the last, short minibatch takes part, and lr stays what it is.
    """
    model = softmax_regression.SoftmaxRegression(4, 10, alpha=0.0, lr=0.4)
    softmax_regression.train(model, images, labels, 4, 3, shuffle=False)
    return parameters(model)


@check("4d", points=0.25, tolerance=LOSS, images=clouds(18), labels=in_turn(18))
def train_shuffles_pairs_together(softmax_regression, images, labels):
    """When train shuffles, each image keeps its label.

    Section 8: one minibatch holds everything here, so the order alone changes nothing.
    """
    np.random.seed(SEED)
    model = softmax_regression.SoftmaxRegression(4, 10, alpha=0.0, lr=0.4)
    softmax_regression.train(model, images, labels, 18, 5)
    return parameters(model)


@check("4d", points=0.25, hidden=True, images=normal(23, 2), labels=integers(23, high=10))
def train_sees_every_image_in_every_epoch(softmax_regression, images, labels):
    """When train shuffles, every epoch has every image once, in an order that is not the given one.

    Section 8, with 23 images, minibatches of 5 and four epochs: 20 steps, the last of each epoch with 3 images. To
    shuffle is the default.
    """
    seen = watched_training(softmax_regression, images, labels, 5, 4)
    sizes = np.array([len(batch) for batch in seen])
    order = joined(seen)
    epochs = [np.sort(order[start : start + len(images)]) for start in range(0, len(order), len(images))]
    is_given = np.array_equal(order[: len(images)], images[:, 0])
    return {
        "images behind each step": sizes,
        "first pixels in each epoch, sorted": joined(epochs),
        "the first epoch is in the given order (1: yes)": int(is_given),
    }


@check("4d", points=0.25, tolerance=LOSS, images=clouds(9), labels=in_turn(9))
def train_with_a_minibatch_larger_than_the_data(softmax_regression, images, labels):
    """With a minibatch larger than the data, train takes one step in each epoch.

    Section 8, with 9 images, minibatches of 1000 and six epochs.
    """
    np.random.seed(SEED)
    model = softmax_regression.SoftmaxRegression(4, 10, alpha=0.0, lr=0.4)
    softmax_regression.train(model, images, labels, 1000, 6)
    return parameters(model)


@check("4d", points=0.25, hidden=True, images=clouds(8), labels=in_turn(8))
def train_leaves_arrays_alone(softmax_regression, images, labels):
    """Images and labels are what they were, after train as well.

    Section 1: np.random.shuffle works in place. Shuffle a permutation instead.
    """
    np.random.seed(SEED)
    model = softmax_regression.SoftmaxRegression(4, 10)
    softmax_regression.train(model, images, labels, 3, 2)
    is_moved = any(np.any(value) for value in parameters(model).values())
    return {
        "the model has moved (1: yes)": int(is_moved),
        "images afterwards": images,
        "labels afterwards": labels,
    }


# 4e Grid search and final evaluation: 3 points.


@check(
    "4e",
    points=0.25,
    tolerance=LOSS,
    train_images=clouds(30),
    train_labels=in_turn(30),
    images=clouds(15),
    labels=in_turn(15),
)
@check(
    "4e",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    train_images=clouds(24),
    train_labels=in_turn(24),
    images=clouds(12),
    labels=in_turn(12),
)
def grid_search_over_all_four(softmax_regression, train_images, train_labels, images, labels):
    """grid_search returns the best combination of all four hyper-parameters.

    Section 9: the best one is neither the first nor the last here. Is every value tried with every other?
    """
    grid = grid_of([1000, 5], [0.001, 0.2], [1, 6, 2], [3.0, 0.0, 5.0])
    best, _ = best_of(softmax_regression, train_images, train_labels, images, labels, grid)
    return {"batch_size, lr, epochs and alpha": best}


@check(
    "4e",
    points=0.5,
    hidden=True,
    tolerance=LOSS,
    images=clouds(18, noise=0.3),
    labels=in_turn(18),
)
def grid_search_selects_by_validation(softmax_regression, images, labels):
    """grid_search chooses by the validation images, not by those that it trains on.

    Section 9: here the labels of the training images are wrong, so the model that learns least is best elsewhere.
    """
    grid = grid_of([1000], [0.5, 0.001, 0.1], [30], [0.0])
    best, _ = best_of(softmax_regression, images, (labels + 1) % 3, images, labels, grid)
    return {"batch_size, lr, epochs and alpha": best}


@check(
    "4e",
    points=0.25,
    tolerance=LOSS,
    train_images=clouds(20),
    train_labels=in_turn(20),
    images=clouds(10),
    labels=in_turn(10),
)
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


@check(
    "4e",
    points=0.25,
    hidden=True,
    tolerance=LOSS,
    train_images=clouds(20),
    train_labels=in_turn(20),
    images=clouds(10),
    labels=in_turn(10),
)
def grid_search_begins_anew(softmax_regression, train_images, train_labels, images, labels):
    """grid_search has a new model for every combination.

    Section 9: a model that goes on learning where the last combination left it profits from all before it.
    """
    grid = grid_of([1000], [0.3], [2, 4, 5], [0.0])
    best, found = best_of(softmax_regression, train_images, train_labels, images, labels, grid)
    own = made_and_trained(softmax_regression, train_images, train_labels, *best)
    own_found = softmax_regression.cross_entropy(own, images, labels)
    return {
        "batch_size, lr, epochs and alpha": best,
        "cross-entropy is that of a new model with these (1: yes)": is_close(found, own_found),
    }


@check("4e", points=0.25, tolerance=LOSS, images=clouds(15), labels=in_turn(15))
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


@check(
    "4e",
    points=0.5,
    tolerance=LOSS,
    images=clouds(40),
    labels=in_turn(40),
    test_images=clouds(20),
    test_labels=in_turn(20),
)
def experiment_reports_the_best_model(softmax_regression, images, labels, test_images, test_labels):
    """The experiment measures, on the test images, a new model with the best values and all training images.

    Section 9: not the last model of the search, not the part without validation images, and without penalty.
    """
    grid = grid_of([1000], [0.001, 0.4, 0.0001], [25, 1], [0.05])
    return about_the_final_model(softmax_regression, images, labels, test_images, test_labels, grid)


@check(
    "4e", points=0.25, images=clouds(40), labels=in_turn(40), test_images=clouds(20), test_labels=in_turn(20)
)
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


@check(
    "4e",
    points=0.5,
    hidden=True,
    tolerance=LOSS,
    images=clouds(40, noise=0.3),
    labels=in_turn(40),
    test_images=clouds(20, noise=0.3),
)
def experiment_never_chooses_by_the_test(softmax_regression, images, labels, test_images):
    """The experiment neither chooses by the test images nor trains on them.

    Section 9: here the labels of the test images are wrong, and the best model must do badly on them.
    """
    grid = grid_of([1000], [0.0001, 0.4, 0.001], [25], [0.0])
    wrong = (np.arange(len(test_images)) + 1) % 3
    return about_the_final_model(softmax_regression, images, labels, test_images, wrong, grid)


# Ten epochs beside the reference: 0 points.


@check(
    "training",
    points=0,
    tolerance=TUBE,
    curves=CURVES,
    x=normal(5, 44),
    labels=onehot(3, 44),
    W=normal(5, 3, scale=0.4),
    b=normal(3, 1, scale=0.4),
)
def training(softmax_regression, x, labels, W, b):
    """SoftmaxRegression trains for ten epochs as the reference does.

    Section 11, without penalty. If the loss is right at step 0 only, look at backward and step.
    """
    return trained(softmax_regression, x, labels, W, b, alpha=0)


@check(
    "training",
    points=0,
    tolerance=TUBE,
    curves=CURVES,
    x=normal(5, 44),
    labels=onehot(3, 44),
    W=normal(5, 3, scale=0.4),
    b=normal(3, 1, scale=0.4),
)
def training_with_penalty(softmax_regression, x, labels, W, b):
    """SoftmaxRegression trains for ten epochs with the penalty as the reference does.

    Section 11, with alpha = 0.1. If the run without penalty is right and this one is not, look at equation (16).
    """
    return trained(softmax_regression, x, labels, W, b, alpha=0.1)
