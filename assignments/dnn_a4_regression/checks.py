"""The checks of dnn_a4_regression: each drives one of a student's files and returns what one promise is about.

linear_regression.py comes in two styles: ours, where functions take what they need and a class holds W and b, and
the course's first script, where W and b are names of the module and a step changes them in place. Both are driven
through the functions below, which give a function as many arguments as it takes, and lay W and b where it may look.
"""

import contextlib
import inspect

import numpy as np

from grader.compare import Tolerance
from grader.inside.gradients import BY_DIFFERENCES, slopes_by_differences
from grader.vocabulary import check, constant, drawn, gradient_check, integers, normal, uniform

PIXELS, CLASSES = 784, 10
# Eight pixels, far from each other, that are not dark in the images of most checks: inputs stay small.
LIT = slice(None, None, PIXELS // 8)
# What the first script calls its learning rate and its batch size, where they are names of the module.
RATES = ("learning_rate", "lr", "LEARNING_RATE", "LR", "eta", "alpha")
BATCH_SIZES = ("batch_size", "BATCH_SIZE", "batchsize")
MODEL_METHODS = ("forward", "backward", "step", "zerograd", "loadparams", "getWs", "getbs")

# With the step 1e-3, one-sided quotients err by 1e-3/2 times a second derivative, which is at most 1/4: both they
# and central ones are within 1.3e-4. The gradients below have entries of about 0.5, and the smallest mistake (half
# the gradient, or one component alone) is off by more than 0.1.
QUOTIENT = Tolerance(1e-3, 1e-4)
# Distances that are 0 but for rounding: of two losses near 1000, divided by the step.
DISTANCE = Tolerance(1e-5, 1e-6)
# The logarithm of a loss over twenty steps, of which each multiplies it by the same factor. float32 errs by 1e-6 per
# step in the loss; summing where the mean is due changes the first step by a factor of over 100.
GROWTH = Tolerance(1e-4, growth_per_step=0.5)


# Ways to draw inputs.


def short(*shape):
    """Draw numbers of two decimals: what a message quotes, one can type in."""
    return drawn(f"normal{shape} with two decimals", lambda rng: np.round(rng.standard_normal(shape), 2))


def one_example(C, D):
    """Draw W, b, x and y of a model with D inputs and C outputs."""
    return {"W": short(C, D), "b": short(C), "x": short(D), "y": short(C)}


def batch_of(n, C, D):
    """Draw W, b, X and Y of a model with D inputs and C outputs, for n columns."""
    return {"W": short(C, D), "b": short(C), "X": short(D, n), "Y": short(C, n)}


def predictions(n):
    """Draw predictions for n rows, and their classes."""
    return {"y_hat": normal(n, CLASSES), "classes": integers(n, high=CLASSES)}


def digits(n):
    """Draw the brightness of the lit pixels of n images, and their classes."""
    return {"x": uniform(n, 8), "classes": integers(n, high=CLASSES)}


def model():
    """Draw the weights of the lit pixels, and the biases."""
    return {"W": normal(8, CLASSES, scale=0.5), "b": normal(CLASSES)}


def spread_logits(rng):
    """Logits from -1000 to 1000. Eighths are exact in float32 even there."""
    return rng.permutation(np.array([1000.0, 998.5, 0.0, -999.125, -1000.0]))


# Ways to drive a student's file.


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


# 1a The squared error of one example: 1.5 points.


@check("1a", points=0.25, at=("W", "b", "x", "y"), **one_example(2, 3))
@check("1a", points=0.25, hidden=True, at=("W", "b", "x", "y"), **one_example(4, 2))
def one_example_weights(derivations, W, b, x, y):
    """linear_dW returns the derivative of the squared error with respect to W.

    Equations (1) and (2): it has the shape of W, and one factor 2 that comes from the square.
    """
    dW = kept(derivations.linear_dW(W.copy(), b.copy(), x.copy(), y.copy()))
    return {"dW": dW, "dW, by finite differences": slopes(lambda at: squared_error(at @ x + b, y), W)}


@check("1a", points=0.25, at=("W", "b", "x", "y"), **one_example(2, 3))
@check("1a", points=0.25, hidden=True, at=("W", "b", "x", "y"), **one_example(4, 2))
def one_example_biases(derivations, W, b, x, y):
    """linear_db returns the derivative of the squared error with respect to b.

    Equations (1) and (2): it has the shape of b. Which sign does y have in it?
    """
    db = kept(derivations.linear_db(W.copy(), b.copy(), x.copy(), y.copy()))
    return {"db": db, "db, by finite differences": slopes(lambda at: squared_error(W @ x + at, y), b)}


@check("1a", points=0.25, at=("W", "b", "x", "y"), **one_example(2, 2))
@check("1a", points=0.25, hidden=True, at=("W", "b", "x", "y"), **one_example(3, 3))
def one_example_square_weights(derivations, W, b, x, y):
    """linear_dW is right for a square W, where a transposed result has the right shape, too.

    Row c of W belongs to output c, and column d to input d: so do those of dL/dW.
    """
    dW = kept(derivations.linear_dW(W.copy(), b.copy(), x.copy(), y.copy()))
    return {"dW": dW, "dW, by finite differences": slopes(lambda at: squared_error(at @ x + b, y), W)}


# 1b The squared error of a batch: 1 point.


@check("1b", points=0.25, at=("W", "b", "X", "Y"), **batch_of(2, 2, 3))
@check("1b", points=0.15, hidden=True, at=("W", "b", "X", "Y"), **batch_of(5, 3, 2))
def batch_weights(derivations, W, b, X, Y):
    """batch_dW returns the derivative of the summed squared error with respect to W.

    Equation (3) sums over the columns: nothing is divided by n here. The mean belongs to linear_regression.py.
    """
    dW = kept(derivations.batch_dW(W.copy(), b.copy(), X.copy(), Y.copy()))
    B = b[:, np.newaxis]
    return {"dW": dW, "dW, by finite differences": slopes(lambda at: squared_error(at @ X + B, Y), W)}


@check("1b", points=0.25, at=("W", "b", "X", "Y"), **batch_of(2, 2, 3))
@check("1b", points=0.15, hidden=True, at=("W", "b", "X", "Y"), **batch_of(5, 3, 2))
def batch_biases(derivations, W, b, X, Y):
    """batch_db returns the derivative of the summed squared error with respect to b.

    Equation (3): the same b is added to every column, so each column has a part in its derivative; no mean.
    """
    db = kept(derivations.batch_db(W.copy(), b.copy(), X.copy(), Y.copy()))
    quotients = slopes(lambda at: squared_error(W @ X + at[:, np.newaxis], Y), b)
    return {"db": db, "db, by finite differences": quotients}


@check("1b", points=0.1, at=("W", "b", "X", "Y"), **batch_of(1, 2, 3))
@check("1b", points=0.1, hidden=True, at=("W", "b", "X", "Y"), **batch_of(1, 3, 1))
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


# 1c linear_regression.py: 4 points.


@check("1c", points=0.1, v=constant([3, 0, 9, 1, 1, 7]))
@check("1c", points=0.1, hidden=True, v=constant([5, 2, 0]))
def one_hot(linear_regression, v):
    """make_one_hot returns one row of ten per label, with a 1 at the label.

    There are ten classes, also where the largest label is not among those that are given.
    """
    return {
        "rows": kept(call(holder(linear_regression, "make_one_hot"), "make_one_hot", v.copy())),
    }


@check("1c", points=0.1, iteration=constant(2), batch_size=constant(3), x=uniform(12, 4), y=uniform(12, 10))
@check(
    "1c",
    points=0.1,
    hidden=True,
    iteration=constant(0),
    batch_size=constant(5),
    x=uniform(10, 3),
    y=uniform(10, 10),
)
def next_batch(linear_regression, iteration, batch_size, x, y):
    """get_next_batch returns the rows of one batch, of the images and of the labels.

    Batches are counted from 0 and follow each other in the order of the rows: is anything shuffled, or off by one?
    """
    place = holder(linear_regression, "get_next_batch")
    returned = call(place, "get_next_batch", iteration, batch_size, x.copy(), y.copy())
    if not isinstance(returned, (tuple, list)) or len(returned) != 2:
        return {"images": kept(returned)}
    return {"images": kept(returned[0]), "labels": kept(returned[1])}


@check("1c", points=0.2, x=uniform(4, 8), **model())
@check("1c", points=0.2, hidden=True, x=uniform(1, 8), **model())
def inference(linear_regression, x, W, b):
    """do_network_inference returns the predictions of every row.

    Equation (4): a row of the result belongs to a row of x. b is added to each, and nothing follows.
    """
    return {"predictions": inferred(linear_regression, images(x), weights(W), b)}


@check("1c", points=0.1, **predictions(6))
def loss(linear_regression, y_hat, classes):
    """get_loss returns the squared error, summed over the classes and averaged over the rows.

    Equation (5): one number, divided by the number of rows alone. np.mean over all entries divides by ten more.
    """
    return {"loss": loss_of(linear_regression, y_hat, onehot_rows(classes))}


@check("1c", points=0.1, y_hat=normal(12, CLASSES), classes=integers(12, high=CLASSES))
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


@check("1c", points=0.2, **predictions(7))
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


@check("1c", points=0.1, y_hat=normal(1, CLASSES), **digits(1))
def delta_weights_of_one_image(linear_regression, y_hat, x, classes):
    """get_delta_weights returns dL/dW for a single image.

    Your result of (a), transposed: examples are rows here, and W has shape (784, 10).
    """
    y = onehot_rows(classes)
    return lit("delta_w", delta_w_of(linear_regression, y_hat, y, images(x)))


@check("1c", points=0.2, y_hat=normal(5, CLASSES), **digits(5))
@check("1c", points=0.2, hidden=True, y_hat=normal(3, CLASSES), **digits(3))
def delta_weights(linear_regression, y_hat, x, classes):
    """get_delta_weights returns dL/dW for a batch, up to its being a sum or a mean.

    Which of both is another check's business; here a sum is divided by the rows. Does each row meet its own image?
    """

    def delta(y_hat, y, x):
        return delta_w_of(linear_regression, y_hat, y, x)

    return lit("delta_w", averaged(delta, y_hat, onehot_rows(classes), images(x)))


@check("1c", points=0.2, **predictions(5))
@check("1c", points=0.2, hidden=True, **predictions(3))
def delta_biases(linear_regression, y_hat, classes):
    """get_delta_biases returns dL/db for a batch, up to its being a sum or a mean.

    It has shape (10,): one number per class, from all rows. Which of sum and mean is another check's business.
    """

    def delta(y_hat, y):
        return delta_b_of(linear_regression, y_hat, y)

    return {"delta_b": averaged(delta, y_hat, onehot_rows(classes))}


@check("1c", points=0.3, y_hat=normal(4, CLASSES), **digits(4))
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


@check("1c", points=0.2, hidden=True, y_hat=normal(3, CLASSES), **digits(3))
def deltas_agree(linear_regression, y_hat, x, classes):
    """get_delta_weights and get_delta_biases are both means, or both sums.

    With one of each, W and b move with learning rates that differ by a factor of the batch size.
    """
    y, x = onehot_rows(classes), images(x)
    of_w = growth_when_doubled(lambda *rows: delta_w_of(linear_regression, *rows), y_hat, y, x)
    of_b = growth_when_doubled(lambda *rows: delta_b_of(linear_regression, *rows), y_hat, y)
    return {"what doubling a batch makes of delta_w, less what it makes of delta_b,": of_w - of_b}


@check("1c", points=0.3, delta_w=normal(8, CLASSES), delta_b=normal(CLASSES), lr=constant(0.25), **model())
@check(
    "1c",
    points=0.2,
    hidden=True,
    delta_w=normal(8, CLASSES, scale=10.0),
    delta_b=normal(CLASSES),
    lr=constant(0.02),
    **model(),
)
def parameter_update(linear_regression, delta_w, delta_b, lr, W, b):
    """do_parameter_update moves W and b against their deltas, both by the same learning rate.

    Equation (6): return both, or change both in place. `W = W - …` alone changes a name inside of the function.
    """
    deltas = weights(delta_w), delta_b
    W, b = updated(linear_regression, *deltas, weights(W), b, lr)
    return {**lit("W after the step", W), "b after the step": b}


@check("1c", points=0.2, **digits(3), **model())
def three_steps(linear_regression, x, classes, W, b):
    """Three images, one after the other, move W and b as gradient descent does.

    One round is zerograd, forward, backward, step. Does a round take up the latest W and b, and its own deltas alone?
    """
    x, y = images(x), onehot_rows(classes)
    rounds = [[(x[row : row + 1], y[row : row + 1])] for row in range(3)]
    Ws, bs = stepped(linear_regression, rounds, weights(W), b, 0.1)
    return {**lit("W after three steps", Ws[-1]), "b after three steps": bs[-1]}


@check("1c", points=0.2, hidden=True, **digits(2), **model())
def deltas_add_up(linear_regression, x, classes, W, b):
    """Two calls of backward before a step add up.

    Section 3: backward adds to the gradients that are there, and zerograd forgets those of earlier rounds.
    """
    x, y = images(x), onehot_rows(classes)
    both = [(x[:1], y[:1]), (x[1:], y[1:])]
    Ws, bs = stepped(linear_regression, [both, both], weights(W), b, 0.05)
    return {**lit("W after two rounds", Ws[-1]), "b after two rounds": bs[-1]}


@check("1c", points=0.1, delta_w=normal(8, CLASSES), delta_b=normal(CLASSES), **digits(1))
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


@check("1c", points=0.1, pixels=constant(PIXELS))
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


@check(
    "1c",
    points=0.3,
    tolerance=GROWTH,
    curves=("log10 of the loss with the learning rate 0.01", "log10 of the loss with the learning rate 0.1"),
    **digits(20),
)
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


@gradient_check(
    forward="inference loss",
    backward="three_steps delta_weights_of_one_image delta_weights delta_biases deltas_are_means",
    of="get_loss",
    by="get_delta_weights and get_delta_biases",
)
def delta_gradients(linear_regression, x, classes, W, b):
    """Whether the deltas are the gradients of the student's own loss."""
    x, y = images(x), onehot_rows(classes)

    def loss_at(W, b):
        return loss_of(linear_regression, inferred(linear_regression, x, weights(W), b), y)

    y_hat = inferred(linear_regression, x, weights(W), b)
    return {
        "dW": delta_w_of(linear_regression, y_hat, y, x)[LIT],
        "dW" + BY_DIFFERENCES: slopes_by_differences(lambda at: loss_at(at, b), W),
        "db": delta_b_of(linear_regression, y_hat, y),
        "db" + BY_DIFFERENCES: slopes_by_differences(lambda at: loss_at(W, at), b),
    }


# 1d A training run: 1 point.


@check("1d", points=0.25, x=uniform(16, 8), classes=integers(16, high=CLASSES), batch_size=constant(1))
@check(
    "1d",
    points=0.25,
    hidden=True,
    x=uniform(20, 8),
    classes=integers(20, high=CLASSES),
    batch_size=constant(4),
)
def trained_parameters(linear_regression, x, classes, batch_size):
    """A run learns from the training rows alone, batch after batch in their order, from W = b = 0.01.

    The first rows are the evaluation set, and there is a test set. Does either of them move W, or are rows shuffled?
    What 1c says of your deltas holds for this run, too.
    """
    x, y = images(x), onehot_rows(classes)
    options = {"lr": 0.05, "epochs": 2, "batch_size": batch_size, "evaluation_rows": 4}
    W, b, *_ = run(linear_regression, x[4:], y[4:], x[:4], y[:4], **options)
    return {**lit("W after the run", W), "b after the run": kept(b)}


@check("1d", points=0.25, x=uniform(21, 8), classes=integers(21, high=CLASSES))
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


@check("1d", points=0.25, hidden=True, x=uniform(200, 2), classes=integers(200, high=CLASSES))
def defaults_of_a_run(linear_regression, x, classes):
    """A run takes the learning rate 0.01, ten epochs, batches of 100 and 10,000 evaluation rows unless told otherwise.

    Look at the default values in the table of section 1; the images may have any number of pixels. What 1c says of your
    deltas holds for this run, too.
    """
    y = onehot_rows(classes)
    data, label = np.concatenate([np.tile(x[::-1], (50, 1)), x]), np.concatenate([np.tile(y, (50, 1)), y])
    if hasattr(linear_regression, "train"):
        found = linear_regression.train(data, label, x[:50], y[:50])
    else:
        # A script has no defaults that can be seen, and may count on 784 pixels: what is dark moves nothing.
        dark = np.zeros((len(data), PIXELS - 2))
        data = np.hstack([data, dark])
        found = run(linear_regression, data, label, data[-50:], label[-50:])
        found = found[0][:2], *found[1:]
    W, b, training_errors, evaluation_errors, *_ = found
    return {
        "W": kept(W),
        "b": kept(b),
        "training error after each epoch": np.array(training_errors, dtype=float),
        "evaluation error after each epoch": np.array(evaluation_errors, dtype=float),
    }


# 1e Overflow, and the sigmoid: 2 points.


@check("1e", points=0.3, at=("W", "b", "x", "y"), **one_example(2, 3))
@check("1e", points=0.3, hidden=True, at=("W", "b", "x", "y"), **one_example(4, 2))
def sigmoid_weights(derivations, W, b, x, y):
    """sigmoid_dW returns the derivative with respect to W, with the sigmoid behind Wx + b.

    Equation (7): the chain has one link more than in (a), the derivative of the sigmoid at Wx + b.
    """
    dW = kept(derivations.sigmoid_dW(W.copy(), b.copy(), x.copy(), y.copy()))
    quotients = slopes(lambda at: squared_error(sigmoid(at @ x + b), y), W)
    return {"dW": dW, "dW, by finite differences": quotients}


@check("1e", points=0.3, at=("W", "b", "x", "y"), **one_example(2, 3))
@check("1e", points=0.3, hidden=True, at=("W", "b", "x", "y"), **one_example(4, 2))
def sigmoid_biases(derivations, W, b, x, y):
    """sigmoid_db returns the derivative with respect to b, with the sigmoid behind Wx + b.

    Equation (7): the link that W's derivative has is in b's, too.
    """
    db = kept(derivations.sigmoid_db(W.copy(), b.copy(), x.copy(), y.copy()))
    quotients = slopes(lambda at: squared_error(sigmoid(W @ x + at), y), b)
    return {"db": db, "db, by finite differences": quotients}


@check("1e", points=0.2, hidden=True, at=("W", "b", "x", "y"), **one_example(2, 2))
def sigmoid_square_weights(derivations, W, b, x, y):
    """sigmoid_dW is right for a square W, where a transposed result has the right shape, too.

    Row c of W belongs to output c, and column d to input d: so do those of dL/dW.
    """
    dW = kept(derivations.sigmoid_dW(W.copy(), b.copy(), x.copy(), y.copy()))
    quotients = slopes(lambda at: squared_error(sigmoid(at @ x + b), y), W)
    return {"dW": dW, "dW, by finite differences": quotients}


@check(
    "1e",
    points=0.2,
    at=("z", "y"),
    z=constant([1000.0, -1000.0, 40.0, 0.0]),
    y=constant([0.0, 1.0, 1.0, 0.0]),
)
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


@check("1e", points=0.2, X=uniform(30, 6), classes=integers(6, high=3), W=constant(np.full((3, 30), 0.01)))
@check("1e", points=0.2, hidden=True, X=uniform(45, 4), classes=integers(4, high=2), W=normal(2, 45))
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


# 2a The gradient of the softmax cross-entropy: 2 points.


@check("2a", points=0.5, at=("a", "y"), a=short(4), y=constant(1))
@check("2a", points=0.5, hidden=True, at=("a", "y"), a=short(6), y=constant(3))
def softmax_da(derivations, a, y):
    """softmax_cross_entropy_da returns the derivative with respect to all logits.

    Equation (9): every logit is in the sum below the fraction, so no component is 0. Which sign has that of the class?
    """
    da = kept(derivations.softmax_cross_entropy_da(a.copy(), y))
    return {"da": da, "da, by finite differences": slopes(lambda at: cross_entropy(at, y), a)}


@check("2a", points=0.25, at=("a",), a=short(4))
@check("2a", points=0.25, hidden=True, at=("a",), a=short(3))
def softmax_da_of_every_class(derivations, a):
    """softmax_cross_entropy_da is right whichever class is the right one, also the first and the last.

    Classes are counted from 0, as Python does. Row y of the result below is the derivative for class y.
    """
    rows = [np.array(derivations.softmax_cross_entropy_da(a.copy(), y), dtype=float) for y in range(len(a))]
    quotients = [slopes(lambda at, y=y: cross_entropy(at, y), a) for y in range(len(a))]
    return {"da": np.array(rows), "da, by finite differences": np.array(quotients)}


@check("2a", points=0.15, at=("a", "y"), a=constant([0.5, 0.5, 0.5]), y=constant(2))
@check("2a", points=0.15, hidden=True, at=("a", "y"), a=short(2), y=constant(0))
def softmax_da_by_hand(derivations, a, y):
    """softmax_cross_entropy_da gives the numbers that one can work out in the head.

    With equal logits, the softmax is 1/N everywhere. With two classes, both components have the same size.
    """
    da = kept(derivations.softmax_cross_entropy_da(a.copy(), y))
    return {"da": da, "da, by finite differences": slopes(lambda at: cross_entropy(at, y), a)}


@check("2a", points=0.2, a=normal(4))
def softmax_da_leaves_the_logits_alone(derivations, a):
    """softmax_cross_entropy_da does not change the logits that it is given.

    Section 1: `a -= …` changes the caller's array, `a = a - …` does not.
    """
    found = derivations.softmax_cross_entropy_da(a, 1)
    return {"the logits afterwards": a, "components of da": components(found)}


# 2b Softmax and cross-entropy: 2 points.


@check("2b", points=0.25, at=("b",), b=short(5))
@check("2b", points=0.15, hidden=True, at=("b",), b=short(3))
def softmax_values(softmax, b):
    """The function softmax returns the probabilities of all classes.

    Equation (8): as many as there are logits, and their sum is 1.
    """
    return {"softmax": kept(softmax.softmax(b.copy()))}


@check("2b", points=0.25, at=("b",), b=drawn("5 from -1000 to 1000", spread_logits))
@check("2b", points=0.25, hidden=True, at=("b",), b=constant([-1000.0, -1001.0, -1002.5]))
def softmax_extreme(softmax, b):
    """The function softmax neither overflows nor divides by 0, however large the logits are.

    e^1000 is inf and e^-1000 is 0 in float64. What changes if the same number is taken off all logits?
    """
    return {"softmax": kept(softmax.softmax(b.copy()))}


@check("2b", points=0.25, at=("a", "y"), a=short(5), y=constant(2))
@check("2b", points=0.15, hidden=True, at=("a", "y"), a=short(3), y=constant(0))
def loss_values(softmax, a, y):
    """softmax_crossentropy returns minus the logarithm of the probability of the right class.

    Equation (9): one number, with the natural logarithm.
    """
    return {"loss": number(softmax.softmax_crossentropy(a.copy(), y))}


@check("2b", points=0.25, at=("a",), a=drawn("5 from -1000 to 1000", spread_logits))
@check("2b", points=0.25, hidden=True, at=("a",), a=constant([0.0, -60.0, -800.0]))
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


@check("2b", points=0.2, a=normal(4))
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


# 2c The analytic gradient: 2 points.


@check("2c", points=0.5, at=("a", "y"), a=short(5), y=constant(2))
@check("2c", points=0.5, hidden=True, at=("a", "y"), a=short(3), y=constant(0))
def gradient(softmax, a, y):
    """grad_softmax_crossentropy returns the derivative of the loss with respect to all logits.

    It is what you found in 2a: a vector as long as the logits.
    """
    found = kept(softmax.grad_softmax_crossentropy(a.copy(), y))
    return {"gradient": found, "gradient, by finite differences": slopes(lambda at: cross_entropy(at, y), a)}


@check("2c", points=0.25, at=("a", "y"), a=drawn("5 from -1000 to 1000", spread_logits), y=constant(0))
@check("2c", points=0.25, hidden=True, at=("a", "y"), a=constant([-1000.0, -1001.0, -1002.5]), y=constant(2))
def gradient_extreme(softmax, a, y):
    """grad_softmax_crossentropy is finite, however large the logits are.

    It takes its softmax from 2b, or one that is as stable.
    """
    return {"gradient": kept(softmax.grad_softmax_crossentropy(a.copy(), y))}


@check("2c", points=0.15, a=normal(4))
def gradient_leaves_the_logits_alone(softmax, a):
    """grad_softmax_crossentropy does not change the logits that it is given.

    Section 1: `gradient = a` is no copy. What you then write into `gradient`, you write into `a`.
    """
    found = softmax.grad_softmax_crossentropy(a, 1)
    return {"the logits afterwards": a, "components of the gradient": components(found)}


@check("2c", points=0.1, a=normal(4))
def gradient_is_an_array(softmax, a):
    """grad_softmax_crossentropy returns a NumPy array.

    Section 1: with a list, `analytic - numerical` is an error. np.array makes an array of it.
    """
    found = softmax.grad_softmax_crossentropy(a.copy(), 1)
    return {"the gradient is an array (1: yes)": int(isinstance(found, np.ndarray))}


@check("2c", points=0.25, hidden=True, at=("a",), a=short(4))
def gradient_of_every_class(softmax, a):
    """grad_softmax_crossentropy is right whichever class is the right one, also the first and the last.

    Classes are counted from 0, as Python does. Row y of the result below is the gradient for class y.
    """
    rows = [np.array(softmax.grad_softmax_crossentropy(a.copy(), y), dtype=float) for y in range(len(a))]
    quotients = [slopes(lambda at, y=y: cross_entropy(at, y), a) for y in range(len(a))]
    return {"gradient": np.array(rows), "gradient, by finite differences": np.array(quotients)}


@gradient_check(
    forward="loss_values", backward="gradient", of="softmax_crossentropy", by="grad_softmax_crossentropy"
)
def logits_gradients(softmax, a, y):
    """Whether the gradient is that of the student's own loss."""
    found = slopes_by_differences(lambda at: number(softmax.softmax_crossentropy(at, y)), a)
    return {"da": kept(softmax.grad_softmax_crossentropy(a.copy(), y)), "da" + BY_DIFFERENCES: found}


# 2d The numerical gradient: 2.5 points.


def quotients_of(softmax, a, y, e):
    """All quotients of differences of the student's own loss that one may rightly take, in one array."""

    def loss(at):
        return float(number(softmax.softmax_crossentropy(at, y)))

    steps = e * np.eye(len(a))
    ahead = np.array([loss(a + step) for step in steps])
    behind = np.array([loss(a - step) for step in steps])
    half = np.array([loss(a + step / 2) - loss(a - step / 2) for step in steps])
    return np.array([(ahead - behind) / (2 * e), (ahead - loss(a)) / e, (loss(a) - behind) / e, half / e])


@check("2d", points=0.5, tolerance=QUOTIENT, at=("a", "y", "e"), a=short(5), y=constant(2), e=constant(1e-3))
@check(
    "2d",
    points=0.5,
    hidden=True,
    tolerance=QUOTIENT,
    at=("a", "y", "e"),
    a=short(3),
    y=constant(0),
    e=constant(1e-3),
)
def numerical_gradient(softmax, a, y, e):
    """numerical_gradient returns all components of the gradient.

    Equation (10), once for each logit: a vector as long as the logits, not one
    component. Divide by 2e if both ends move.
    """
    return {"numerical gradient": kept(softmax.numerical_gradient(a.copy(), y, e))}


@check(
    "2d",
    points=0.25,
    tolerance=QUOTIENT,
    at=("a", "y", "e"),
    a=constant([1000.0, 999.0, -1000.0, 0.0]),
    y=constant(1),
    e=constant(1e-3),
)
@check(
    "2d",
    points=0.25,
    hidden=True,
    tolerance=QUOTIENT,
    at=("a", "y", "e"),
    a=constant([-1000.0, 0.0, 1000.0]),
    y=constant(0),
    e=constant(1e-3),
)
def numerical_gradient_extreme(softmax, a, y, e):
    """numerical_gradient is finite and right, however large the logits are.

    The difference of two losses that are both inf is nan: the loss has to be stable.
    """
    return {"numerical gradient": kept(softmax.numerical_gradient(a.copy(), y, e))}


@check("2d", points=0.25, tolerance=DISTANCE, at=("a", "y", "e"), a=short(4), y=constant(3), e=constant(0.5))
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


@check("2d", points=0.15, hidden=True, a=normal(4), y=constant(1), e=constant(1e-3))
def numerical_gradient_leaves_the_logits_alone(softmax, a, y, e):
    """numerical_gradient does not change the logits that it is given.

    Section 1: move logits in a copy, or put each back exactly.
    """
    found = softmax.numerical_gradient(a, y, e)
    return {"the logits afterwards": np.round(a, 9), "components of the gradient": components(found)}


@check("2d", points=0.1, a=normal(4), y=constant(1), e=constant(1e-3))
def numerical_gradient_is_an_array(softmax, a, y, e):
    """numerical_gradient returns a NumPy array.

    Section 1: with a list, `analytic - numerical` is an error. np.array makes an array of it.
    """
    found = softmax.numerical_gradient(a.copy(), y, e)
    return {"the numerical gradient is an array (1: yes)": int(isinstance(found, np.ndarray))}


@check("2d", points=0.25, tolerance=DISTANCE, a=short(3, 4), classes=constant([1, 0, 3]), e=constant(0.5))
@check(
    "2d",
    points=0.25,
    hidden=True,
    tolerance=DISTANCE,
    a=short(3, 3),
    classes=constant([2, 2, 1]),
    e=constant(0.25),
)
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
