"""Problem 4: hyper-parameters for Fashion-MNIST, chosen on a validation part among 8^4 = 4096 combinations.

The split, the pixels from 0 to 1, the loss and the penalty are those of softmax_regression.py. The search is computed
by `reference.fast`, in single precision: it is one run for each batch size and half of the learning rates, in which all
of these and all penalties see the same minibatches, and fewer epochs are checkpoints of more. As in the handout the
best combination has the least cross-entropy on the validation part, without penalty; the reference itself then trains a
new model with it, on all training images and in double precision, and the test images are looked at in the end.

With a high learning rate the loss jumps from epoch to epoch, and the least of 4096 such numbers is partly luck, which a
new model does not have. So a second combination is selected, by the worst of its last five epochs, and trained, too.

The published search (see PUBLISHED) has pixels from 0 to 255. The same model is reached with pixels from 0 to 1 by a
learning rate that is 255² times as large, and a penalty that is 255² times as small: so its best values are in our
lists. What else was in its lists, and which images were in its validation part, is not known.

A student's search takes hours, so their file has a part in four of its 4096 combinations, with the published learning
rate: their curves should be ours.
"""

import itertools

import numpy as np

from reference.fast import stack
from reference.plan import Beside, Column, Curve, Figure, HeatMap, Listing, Part, Run
from reference.wpi_hw3_softmax import softmax_regression

DATA = ("fashion_mnist",)
EPOCHS, SEEDS = 40, 1

# What a student reported after 30 hours, with learning rate and penalty for pixels from 0 to 1.
PUBLISHED = {"batch_size": 32, "lr": 5e-7 * 255**2, "alpha": 1 / 255**2, "epochs": 35}
_PUBLISHED_LOSSES = (0.433649, 0.455827, 0.8426)  # on the validation part, on the test images; accuracy there

BATCH_SIZES = (32, 64, 100, 128, 256, 512, 1000, 2000)
LEARNING_RATES = tuple(PUBLISHED["lr"] * 2.0**step for step in range(-4, 4))
PENALTIES = (0.0, *(PUBLISHED["alpha"] * 4.0**step for step in range(-1, 6)))
_NUMBERS_OF_EPOCHS = 8
# A run has so many of the learning rates: one that is interrupted begins anew, and is therefore short.
_RATES = 4
_BEST = 10
_LAST = 5
_CURVES = 6
# Those of which curves are drawn at one learning rate.
_SIZES = BATCH_SIZES[::2]

# How combinations are compared, by the run that trains the best one.
RULES = {"selected": "the least at the end", "steady": f"the least worst of the last {_LAST} epochs"}

# The name of the loss without penalty at a learning rate, which is a curve.
_at = "validation_loss_at_rate_{:.3g}".format

COLUMNS = (
    Column("least validation cross-entropy", "validation_loss", at="smallest"),
    Column(f"at rate {PUBLISHED['lr']:.3g} without penalty", _at(PUBLISHED["lr"])),
    Column("test cross-entropy", "test_loss"),
    Column("test accuracy", "test_accuracy"),
)
BESIDE = (Beside(_at(PUBLISHED["lr"]), _at(PUBLISHED["lr"]), 0.005),)
_NAMES = {"batch_size": "batch size", "lr": "learning rate", "alpha": "penalty α", "epochs": "epochs"}


def runs(epochs):
    """Return the search, small batches first, which take longest, and the training of the model that it selects."""
    parts = [LEARNING_RATES[start : start + _RATES] for start in range(0, len(LEARNING_RATES), _RATES)]
    searches = [
        Run(
            f"batch {size}, rates {number} of {len(parts)}",
            f"learning rates {part[0]:.2g} to {part[-1]:.2g}, {len(PENALTIES)} penalties each",
            {"batch_size": size, "lr": part, "alpha": PENALTIES, "epochs": _numbers_of_epochs(epochs)},
        )
        for size in BATCH_SIZES
        for number, part in enumerate(parts, 1)
    ]
    return [
        *searches,
        *(
            Run(
                id,
                f"{rule}: a new model, with all training images",
                {},
                after=tuple(run.id for run in searches),
            )
            for id, rule in RULES.items()
        ),
    ]


def prepare(data):
    """Return what all runs share: images with pixels from 0 to 1, and labels."""
    (data,) = data.values()
    images, test_images = (each / np.float32(255) for each in (data.Xtrain, data.Xtest))
    return images, data.ytrain.astype(int), test_images, data.ytest.astype(int)


def steps(run, data):
    """Return how long an epoch takes, in numbers that are multiplied."""
    (data,) = data.values()
    # The reference trains a single model more slowly than its few products would let one think.
    models = 16 if run.id in RULES else len(run.parameters["lr"]) * len(PENALTIES)
    return data.Xtrain.size * softmax_regression.CLASSES * models


def train(run, prepared, seed, epochs, results):
    """Yield losses on the validation part, or, after the last epoch of a selected model, on the test images."""
    if run.id not in RULES:
        return _search(run.parameters, prepared, seed)
    losses, tried = _grid({id: seeds[seed] for id, seeds in results.items()}, run.id)
    return _final(_combination(tried, losses.argmin()), prepared, seed)


def part(run, data, seed, epochs):
    """Return what a student's model does: it learns with one of the learning rates of a search, and no penalty."""
    said, lr = run.parameters, PUBLISHED["lr"]
    if run.id in RULES or lr not in said["lr"] or said["batch_size"] not in _SIZES:
        return None
    (data,) = data.values()
    given = {"images": data.Xtrain, "labels": data.ytrain.astype(int), "lr": lr, "batch": said["batch_size"]}
    return Part(
        "softmax_regression.py",
        "train",
        given | {"epochs": epochs, "seed": seed},
        (_at(lr),),
        title=f"learning rate {lr:.3g}, no penalty",
    )


def shown(results, data):
    """Return the end of the search, the best combinations, and the least loss for each pair of hyper-parameters.

    Of half a search there are curves alone.
    """
    if len(results) < len(runs(1)):
        return [_jumps(), _sizes()]
    seeds = [dict(zip(results, each, strict=True)) for each in zip(*results.values(), strict=True)]
    tried = _grid(seeds[0], "selected")[1]
    losses, worst = (np.mean([_grid(each, id)[0] for each in seeds], axis=0) for id in RULES)
    return [
        _beside_the_published(seeds),
        _best(losses, worst, tried),
        _jumps(),
        _sizes(),
        *(_heat_map(losses, tried, *pair) for pair in itertools.combinations(range(losses.ndim), 2)),
    ]


def _numbers_of_epochs(most):
    """Return how many epochs are tried: one number for each checkpoint of the longest run."""
    return sorted({-(-most * part // _NUMBERS_OF_EPOCHS) for part in range(1, _NUMBERS_OF_EPOCHS + 1)})


def _search(tried, prepared, seed):
    np.random.seed(seed)
    images, labels, validation_images, validation_labels = softmax_regression.split(*prepared[:2])
    lr, alpha = (each.ravel() for each in np.meshgrid(tried["lr"], tried["alpha"], indexing="ij"))
    models = stack.Stack(images.shape[1], softmax_regression.CLASSES, lr, alpha, images.dtype)
    trained = stack.train(models, images, labels, tried["batch_size"], tried["epochs"][-1], np.random)
    for _ in trained:
        losses = models.losses(validation_images, validation_labels)
        yield {"validation_loss": losses} | dict(zip(map(_at, tried["lr"]), losses[alpha == 0], strict=True))


def _final(chosen, prepared, seed):
    images, labels, test_images, test_labels = prepared
    images = images.astype(np.float64)
    np.random.seed(seed)
    model = softmax_regression.SoftmaxRegression(
        images.shape[1], softmax_regression.CLASSES, alpha=chosen["alpha"], lr=chosen["lr"]
    )
    for epochs in range(1, chosen["epochs"] + 1):
        softmax_regression.train(model, images, labels, chosen["batch_size"], epochs=1)
        if epochs < chosen["epochs"]:
            yield {}
    yield {
        "test_loss": softmax_regression.cross_entropy(model, test_images, test_labels),
        "test_accuracy": softmax_regression.accuracy(model, test_images, test_labels),
    }


def _grid(results, id):
    """Return the losses by which a rule selects, with an axis for each hyper-parameter, and the values along them."""
    searches = [results[run.id]["validation_loss"] for run in runs(1) if run.id not in RULES]
    numbers = _numbers_of_epochs(len(searches[0]))
    tried = {"batch_size": BATCH_SIZES, "lr": LEARNING_RATES, "alpha": PENALTIES, "epochs": tuple(numbers)}
    last = 1 if id == "selected" else _LAST
    losses = [
        np.max(search[max(0, epochs - last) : epochs], axis=0) for search in searches for epochs in numbers
    ]
    # Searches come batch size by batch size, learning rate by learning rate.
    by_search = np.reshape(losses, (len(searches), len(numbers), -1)).swapaxes(1, 2)
    return by_search.reshape([len(values) for values in tried.values()]), tried


def _combination(tried, place):
    """Return what stands at a place of the flattened grid."""
    places = np.unravel_index(place, [len(values) for values in tried.values()])
    return {name: values[at] for (name, values), at in zip(tried.items(), places, strict=True)}


def _beside_the_published(seeds):
    rows = []
    for (seed, results), (id, rule) in itertools.product(enumerate(seeds), RULES.items()):
        losses, tried = _grid(results, id)
        found = [losses.min(), *(results[id][name][-1] for name in ("test_loss", "test_accuracy"))]
        rows.append(
            [f"{rule}, seed {seed}", *_cells(_combination(tried, losses.argmin())), *_measured(*found)]
        )
    rows.append(["published", *_cells(PUBLISHED), *_measured(*_PUBLISHED_LOSSES)])
    return Listing(
        "selected",
        "The selected combinations beside the published one",
        ("search", *_NAMES.values(), "validation cross-entropy", "test cross-entropy", "test accuracy"),
        rows,
        "Learning rates and penalties are those for pixels from 0 to 1. Each search had a validation part of its own.",
    )


def _best(losses, worst, tried):
    order = losses.ravel().argsort(kind="stable")[:_BEST]
    rows = [
        [
            str(rank),
            *_cells(_combination(tried, place)),
            f"{losses.flat[place]:.6f}",
            f"{worst.flat[place]:.6f}",
        ]
        for rank, place in enumerate(order, 1)
    ]
    headings = ("rank", *_NAMES.values(), "validation cross-entropy", f"worst of {_LAST} epochs")
    note = "How much of a lead is luck? The last minibatches matter less to the worst of some epochs."
    return Listing("best", f"The best {len(rows)} of {losses.size} combinations", headings, rows, note)


def _jumps():
    size = PUBLISHED["batch_size"]
    curves = [
        Curve(run.id, _at(lr), f"learning rate {lr:.3g}", like=_at(lr))
        for run in runs(1)
        if run.id not in RULES and run.parameters["batch_size"] == size
        for lr in run.parameters["lr"]
        if lr in LEARNING_RATES[-_CURVES:]
    ]
    return Figure(
        "epochs",
        f"Cost on the validation part, epoch by epoch: batch size {size}, no penalty",
        "cross-entropy",
        tuple(curves),
        "Where do the curves jump? What does that mean for whoever picks the least number of all?",
    )


def _sizes():
    lr = PUBLISHED["lr"]
    curves = [
        Curve(run.id, _at(lr), f"batch size {run.parameters['batch_size']}")
        for run in runs(1)
        if run.id not in RULES and lr in run.parameters["lr"] and run.parameters["batch_size"] in _SIZES
    ]
    return Figure(
        "sizes",
        f"Cost on the validation part, epoch by epoch: learning rate {lr:.3g}, no penalty",
        "cross-entropy",
        tuple(curves),
        "Smaller minibatches mean more steps in an epoch: how many epochs of large ones are worth one of small ones?",
    )


def _heat_map(losses, tried, row, column):
    names = tuple(tried)
    others = tuple({*range(losses.ndim)} - {row, column})
    title = f"Cost on the validation part: {_NAMES[names[row]]} and {_NAMES[names[column]]}"
    least = losses.min(axis=others)
    rows, columns = (
        tuple(str(value) if isinstance(value, int) else f"{value:.3g}" for value in tried[names[axis]])
        for axis in (row, column)
    )
    return HeatMap(
        f"{names[row]}-{names[column]}".replace("_", "-"),
        title,
        _NAMES[names[row]],
        _NAMES[names[column]],
        rows,
        columns,
        least,
        "cross-entropy, least over the others",
        f"Each cell is the least of {losses.size // least.size} combinations; the frame is round the least of all.",
    )


def _cells(chosen):
    return [f"{chosen[name]:.4g}" for name in _NAMES]


def _measured(validation_loss, test_loss, test_accuracy):
    return [f"{validation_loss:.4f}", f"{test_loss:.4f}", f"{test_accuracy:.2%}"]
