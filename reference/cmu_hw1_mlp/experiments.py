"""Problem 5, Part 2: twelve alphabets of handwriting, told apart by networks with one and two hidden layers.

All runs share minibatches of 128 and begin where the reference begins; they are computed by `reference.fast`.

6660 characters make 52 minibatches, and leave 4. These 4, others in each epoch, are left out: nearly all pixels are 1,
so that a step moves every hidden unit by ten times its gradient at that unit, and the mean of 4 gradients is so noisy
that a last step with it would throw the network off right before it is measured.
"""

import numpy as np

from reference.cmu_hw1_mlp import mlp
from reference.fast import first_layer, network
from reference.plan import Beside, Column, Curve, Figure, Part, Pictures, Run

DATA = ("omniglot12",)
EPOCHS, SEEDS = 200, 1
BATCH_SIZE = 128
SIDE = 105  # of a picture, in pixels

COLUMNS = (
    Column("train loss", "train_loss"),
    Column("test loss", "test_loss"),
    Column("least test loss", "test_loss", at="smallest"),
    Column("train accuracy", "train_accuracy", decimals=3),
    Column("test accuracy", "test_accuracy", decimals=3),
)
BESIDE = (Beside("test_accuracy", "train_loss", 0.05),)

# id -> hidden layers, momentum, dropout, learning rate
_SETTINGS = {
    "2.1a": ((60,), 0.0, 0.0, 0.001),
    "2.1b": ((60,), 0.4, 0.0, 0.001),
    "2.1c": ((60,), 0.4, 0.2, 0.001),
    "2.1d": ((150,), 0.4, 0.2, 0.001),
    "2.2a": ((60, 60), 0.0, 0.0, 0.001),
    "2.2b": ((60, 60), 0.4, 0.0, 0.001),
    "2.2c": ((60, 60), 0.4, 0.2, 0.001),
    "2.2d": ((150, 150), 0.4, 0.2, 0.001),
    "2.3a": ((150, 150), 0.0, 0.0, 0.01),
    "2.3b": ((150, 150), 0.0, 0.0, 0.001),
    "2.3c": ((150, 150), 0.0, 0.0, 0.0001),
    "2.4 one, 0.3": ((60,), 0.3, 0.0, 0.001),
    "2.4 one, 0.6": ((60,), 0.6, 0.0, 0.001),
    "2.4 two, 0.3": ((60, 60), 0.3, 0.0, 0.001),
    "2.4 two, 0.6": ((60, 60), 0.6, 0.0, 0.001),
}
_NOTES = {
    "2.1": "Does momentum make the curves steeper? Where does the test loss turn upwards? What does dropout hold back?",
    "2.2": "Compare with one hidden layer: which fits the training characters faster? Which does better on new ones?",
    "2.3": "Which rate makes the curves jump about, and for which are the epochs not enough?",
    "2.4": "More momentum is a larger step: 1/(1 - α) times as large in the long run. From where on is it too large?",
}


def runs(epochs):
    """Return the runs that the statement asks for."""
    return [Run(id, _title(*setting), _parameters(*setting)) for id, setting in _SETTINGS.items()]


def prepare(data):
    """Return what all runs share: the inner products of all pictures, and the labels."""
    (data,) = data.values()
    products = first_layer.Products(data.Xtrain.astype(np.float32), data.Xtest.astype(np.float32))
    return products, data.ytrain.astype(int), data.ytest.astype(int)


def steps(run, data):
    """Return how long an epoch takes, in numbers that are read and multiplied."""
    (data,), hidden = data.values(), run.parameters["hidden"]
    return len(data.Xtrain) ** 2 * hidden[0] * 2 + len(data.Xtrain) * sum(hidden) ** 2


def train(run, prepared, seed, epochs, results):
    """Yield losses and accuracies on the training and the test characters, epoch by epoch."""
    products, labels, test_labels = prepared
    hidden, alpha, dropout, lr = (run.parameters[name] for name in ("hidden", "alpha", "dropout", "lr"))
    np.random.seed(seed)
    kind = mlp.SingleLayerMLP if len(hidden) == 1 else mlp.TwoLayerMLP
    sizes = hidden[0] if len(hidden) == 1 else list(hidden)
    start = kind(products.X.shape[1], 12, sizes, alpha, dropout, lr)
    (W, *Ws), (b, *bs) = start.getWs(), start.getbs()
    model = network.Network(first_layer.Dual(products, W, b, alpha), Ws, bs, alpha, dropout, lr)
    shuffle = np.random.RandomState(seed)
    size = run.parameters["batch"]
    for measured in network.train(model, labels, test_labels, size, epochs, shuffle, keep_short=False):
        yield measured._asdict()


def part(run, data, seed, epochs):
    """Return what a student's classes do in a run: the same from the same beginning, in their own way."""
    (data,) = data.values()
    given = {"X": data.Xtrain, "labels": data.ytrain.astype(int)}
    given |= {"X_test": data.Xtest, "labels_test": data.ytest.astype(int)}
    given |= {**run.parameters, "hidden": np.array(run.parameters["hidden"]), "epochs": epochs, "seed": seed}
    return Part("mlp.py", "train", given, network.Measured._fields)


def shown(results, data):
    """Return the figures of 2.1 to 2.4, loss and accuracy each, and the characters of the warm-up."""
    figures = []
    groups = {group: [id for id in _SETTINGS if id.startswith(group)] for group in ("2.1", "2.2", "2.3")}
    groups["2.4 one hidden layer"] = ["2.1a", "2.4 one, 0.3", "2.1b", "2.4 one, 0.6"]
    groups["2.4 two hidden layers"] = ["2.2a", "2.4 two, 0.3", "2.2b", "2.4 two, 0.6"]
    for group, ids in groups.items():
        if not any(id in results for id in ids if id.startswith(group[:3])):
            continue  # 2.4 has curves of 2.1 and 2.2, too
        for quantity, y_label in (("loss", "mean cross-entropy"), ("accuracy", "accuracy")):
            curves = [
                Curve(id, f"{part}_{quantity}", f"{part}, {_short(group, id)}", dashed=part == "test")
                for id in ids
                if id in results
                for part in ("train", "test")
            ]
            name = f"{group} {quantity}".replace(" ", "-")
            figures.append(Figure(name, f"{group}: {quantity}", y_label, tuple(curves), _NOTES[group[:3]]))
    return [_characters(data), *figures]


def _parameters(hidden, alpha, dropout, lr):
    return {"hidden": hidden, "alpha": alpha, "dropout": dropout, "lr": lr, "batch": BATCH_SIZE}


def _title(hidden, alpha, dropout, lr):
    units = " and ".join(map(str, hidden))
    return f"{units} hidden, momentum {alpha:g}, dropout {dropout:g}, learning rate {lr:g}"


def _short(group, id):
    hidden, alpha, dropout, lr = _SETTINGS[id]
    if group.startswith("2.3"):
        return f"learning rate {lr:g}"
    if group.startswith("2.4"):
        return f"momentum {alpha:g}"
    return f"{id[-1]}: {hidden[0]} units, momentum {alpha:g}, dropout {dropout:g}"


def _characters(data):
    """Return three characters of each of four alphabets, read row by row and column by column."""
    (data,), rows, images = data.values(), [], []
    for label in range(0, 12, 3):
        chosen = data.Xtrain[np.flatnonzero(data.ytrain == label)[:3]].astype(float)
        by_rows = chosen.reshape(-1, SIDE, SIDE)
        rows.append(f"alphabet {label}")
        images.append([*by_rows, *by_rows.transpose(0, 2, 1)])
    note = "On the left the pixels are read row by row, on the right column by column: which are upright?"
    return Pictures(
        "warm-up",
        "Warm-up: some characters, in row-major and in column-major order",
        tuple(rows),
        images,
        note,
        ("row by row", "", "", "column by column"),
    )
