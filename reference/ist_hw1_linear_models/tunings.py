"""Question 4: one hyper-parameter changed at a time, in NumPy always and in PyTorch where it is installed.

Adam moves every weight after every example, whatever the gradient: it is left to PyTorch.
"""

import importlib.util
import itertools

import numpy as np

from reference.fast import one_by_one
from reference.plan import Curve, Figure, Run

CLASSES = 10
DEFAULTS: dict[str, object] = {
    "lr": 0.01,
    "hidden": 200,
    "layers": 1,
    "dropout": 0.3,
    "activation": "relu",
    "optimizer": "SGD",
}
HAS_TORCH = importlib.util.find_spec("torch") is not None
WITHOUT_TORCH = "PyTorch is not installed (`make torch`), so its runs are left out."
# What differs from the default, which is a network where `layers` is not 0.
_TUNINGS: dict[str, dict[str, object]] = {
    "4.1 rate 0.001": {"lr": 0.001, "layers": 0},
    "4.1 rate 0.01": {"lr": 0.01, "layers": 0},
    "4.1 rate 0.1": {"lr": 0.1, "layers": 0},
    "4.2 default": {},
    "4.2 rate 0.001": {"lr": 0.001},
    "4.2 rate 0.1": {"lr": 0.1},
    "4.2 hidden 100": {"hidden": 100},
    "4.2 dropout 0.5": {"dropout": 0.5},
    "4.2 tanh": {"activation": "tanh"},
    "4.2 Adam": {"optimizer": "Adam"},
    "4.3 two layers": {"layers": 2},
    "4.3 three layers": {"layers": 3},
}
TORCH = ", PyTorch"
# Figures of question 4: title, runs with what they are called there, what to look for.
_GROUPS = (
    (
        "4.1: logistic regression",
        {"4.1 rate 0.001": "rate 0.001", "4.1 rate 0.01": "rate 0.01", "4.1 rate 0.1": "rate 0.1"},
        "With single examples a large rate never settles: how far do the curves jump?",
    ),
    (
        "4.2: learning rate",
        {"4.2 rate 0.001": "rate 0.001", "4.2 default": "rate 0.01", "4.2 rate 0.1": "rate 0.1"},
        "One of the rates learns slowly and gets furthest; one learns nothing at all.",
    ),
    (
        "4.2: size, dropout, activation",
        {
            "4.2 default": "default",
            "4.2 hidden 100": "100 units",
            "4.2 dropout 0.5": "dropout 0.5",
            "4.2 tanh": "tanh",
        },
        "Which change matters, and which is lost in the noise from epoch to epoch?",
    ),
    (
        "4.2: optimizer",
        {"4.2 default": "SGD", "4.2 Adam": "Adam"},
        "A step of Adam is about as long as the rate, whatever the gradient: is 0.01 too long?",
    ),
    (
        "4.3: layers",
        {"4.2 default": "one", "4.3 two layers": "two", "4.3 three layers": "three"},
        "More layers at the same settings: do they fit better, and do they do better on new garments?",
    ),
)
_ACCURACIES = ("validation_accuracy", "test_accuracy")
_SPELT = {"relu": "ReLU", "tanh": "tanh"}
_MEASURES = (
    ("train_loss", "training loss (mean cross-entropy)"),
    ("validation_accuracy", "validation accuracy"),
)


def runs():
    """Return the tunings, those in NumPy first."""
    settings = {id: DEFAULTS | said for id, said in _TUNINGS.items()}
    plain = [Run(id, _title(said), said) for id, said in settings.items() if said["optimizer"] == "SGD"]
    torch = [Run(id + TORCH, _title(said) + TORCH, said | {"torch": True}) for id, said in settings.items()]
    return [*plain, *(torch if HAS_TORCH else [])]


def microseconds(said):
    """Return about how long an update takes."""
    if "torch" in said:
        return (200 + 200 * said["layers"]) * (3.4 if said["optimizer"] == "Adam" else 1)
    return (10, 35, 100, 160)[said["layers"]]


def train(said, seed, epochs, train, dev, test):
    """Yield the mean loss of each epoch, and the accuracies after it."""
    way = _in_torch if "torch" in said else _in_numpy
    for loss, *accuracies in way(said, seed, epochs, train, dev, test):
        validation_accuracy, test_accuracy = accuracies
        yield {"train_loss": loss, "validation_accuracy": validation_accuracy, "test_accuracy": test_accuracy}


def figures(results):
    """Return training loss and validation accuracy of each group of tunings; the best is named in its note."""
    return [
        Figure(
            f"{title} {quantity}".replace(":", "").replace(",", "").replace(" ", "-").replace("_", "-"),
            f"{title}: {y_label.partition(' (')[0]}",
            y_label,
            tuple(_curves(names, quantity, results)),
            f"{note} {_best(names, results)} {'Dashed: PyTorch.' if HAS_TORCH else WITHOUT_TORCH}",
            data=("fashion_mnist",),
        )
        for title, names, note in _GROUPS
        if sum(1 for _ in _curves(names, "", results)) > 1
        for quantity, y_label in _MEASURES
    ]


def _curves(names, quantity, results):
    for id, name in names.items():
        if id in results:
            yield Curve(id, quantity, name)
        if id + TORCH in results:
            yield Curve(id + TORCH, quantity, name + TORCH, dashed=True, like=id)


def _best(names, results):
    """Return the sentence that says which run is best on the validation set after its last epoch."""
    found = {
        name + suffix: [np.mean([seed[part][-1] for seed in results[id + suffix]]) for part in _ACCURACIES]
        for id, name in names.items()
        for suffix in ("", TORCH)
        if id + suffix in results
    }
    if not found:
        return ""
    name, (dev, test) = max(found.items(), key=lambda item: item[1][0])
    return f"Best on the validation set: {name} ({dev:.4f}; test {test:.4f})."


def _in_numpy(said, seed, epochs, train, dev, test):
    """Yield loss and accuracies of what `_in_torch` trains, from a start of the same distribution."""
    (X, y), rng = train, np.random.RandomState(seed)
    sizes = [X.shape[1] - 1, *[said["hidden"]] * said["layers"], CLASSES]
    Ws, bs = [], []
    for fan_in, fan_out in itertools.pairwise(sizes):
        bound = fan_in**-0.5
        Ws.append(rng.uniform(-bound, bound, (fan_out, fan_in)).astype(X.dtype))
        bs.append(rng.uniform(-bound, bound, fan_out).astype(X.dtype))
    activation = {"relu": one_by_one.relu, "tanh": one_by_one.tanh}[said["activation"]]
    # Without hidden layers, the bias is the weight of the column of ones.
    linear = np.column_stack([Ws[0], bs[0]])
    for _ in range(epochs):
        order = rng.permutation(len(X))
        if said["layers"]:
            ways = {"activation": activation, "dropout": said["dropout"], "rng": rng}
            loss = one_by_one.network_epoch(X[order, :-1], y[order], Ws, bs, said["lr"], **ways)
        else:
            loss = one_by_one.logistic_epoch(X[order], y[order], linear, said["lr"])
            Ws, bs = [linear[:, :-1]], [linear[:, -1]]
        yield loss, *(_accuracy(rows, labels, Ws, bs, activation) for rows, labels in (dev, test))


def _accuracy(X, y, Ws, bs, activation):
    h = X[:, :-1]
    for W, b in zip(Ws[:-1], bs[:-1], strict=True):
        h, _ = activation(h @ W.T + b)
    return np.mean((h @ Ws[-1].T + bs[-1]).argmax(axis=1) == y)


def _in_torch(said, seed, epochs, train, dev, test):
    """Yield loss and accuracies of a model of hw1_q4."""
    # PyTorch takes a second to import, and is not everywhere.
    from reference.ist_hw1_linear_models import hw1_q4

    torch = hw1_q4.torch  # type: ignore[attr-defined]  # no other file may import it
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    (X, y), *others = ((torch.from_numpy(X[:, :-1]), torch.from_numpy(y)) for X, y in (train, dev, test))
    shape = said["hidden"], said["layers"], said["activation"], said["dropout"]
    model = (
        hw1_q4.FeedforwardNetwork(CLASSES, X.shape[1], *shape)
        if said["layers"]
        else hw1_q4.LogisticRegression(CLASSES, X.shape[1])
    )
    optimizer = getattr(torch.optim, said["optimizer"])(model.parameters(), lr=said["lr"])
    criterion = torch.nn.CrossEntropyLoss()
    for _ in range(epochs):
        # Adam's means of gradients that are zero become denormal numbers, with which a processor is slow.
        torch.set_flush_denormal(True)
        losses = [
            hw1_q4.train_batch(X[i : i + 1], y[i : i + 1], model, optimizer, criterion)
            for i in torch.randperm(len(X)).tolist()
        ]
        torch.set_flush_denormal(False)
        yield np.mean(losses), *(hw1_q4.evaluate(model, *rows) for rows in others)


def _title(said):
    if not said["layers"]:
        return f"logistic regression, learning rate {said['lr']:g}"
    layers = f"{said['layers']} × {said['hidden']}"
    return (
        f"{layers} {_SPELT[said['activation']]} units, dropout {said['dropout']:g}, "
        f"{said['optimizer']}, learning rate {said['lr']:g}"
    )
