"""An epoch of the first homework's networks: our two fast forms, what a student writes, and PyTorch."""

import importlib.metadata
import importlib.util
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import grader
from grader import catalog
from reference.fast import first_layer, network
from tests.bench.measure import Rival, Row, seconds

# As many characters, of as many pixels, as the homework's; only their number matters for the time.
_TRAIN, _TEST, _PIXELS, _CLASSES = 6660, 1660, 105 * 105, 12
_BATCH, _LR, _ALPHA = 128, 0.001, 0.4
_HIDDEN = ((60,), (150,), (150, 150))
_SEED = 0


class Setting(NamedTuple):
    """Pictures of zeros and ones, single precision, and labels; and the inner products of all pictures."""

    X: Any
    y: Any
    X_test: Any
    y_test: Any
    products: first_layer.Products


def prepare(scratch: Path, env: Path) -> Setting:
    """Return the setting; nothing is kept in a folder."""
    rng = np.random.RandomState(_SEED)
    X, X_test = ((rng.rand(count, _PIXELS) < 0.95).astype(np.float32) for count in (_TRAIN, _TEST))
    y, y_test = (rng.randint(0, _CLASSES, count) for count in (_TRAIN, _TEST))
    return Setting(X, y, X_test, y_test, first_layer.Products(X, X_test))


def versions(setting: Setting) -> dict[str, str]:
    """Return the versions of all that is measured."""
    found = {"this grader": grader.__version__, "numpy": np.__version__}
    return found | ({"torch": importlib.metadata.version("torch")} if _has_torch() else {})


def rows(setting: Setting) -> Iterator[Row]:
    """Yield what is measured."""
    torch_note = "" if _has_torch() else " PyTorch is not installed here: `make torch` adds it."
    for hidden in _HIDDEN:
        rivals = [
            Rival("inner products (reference/fast)", seconds(_fast(setting, hidden, is_dual=True))),
            Rival("direct (reference/fast)", seconds(_fast(setting, hidden, is_dual=False))),
            Rival("the reference, float64", seconds(_plain(setting, hidden))),
        ]
        if _has_torch():
            rivals.insert(2, Rival("PyTorch eager, float32", seconds(_torch(setting, hidden))))
        yield Row(
            f"An epoch with {' and '.join(map(str, hidden))} hidden units, batches of {_BATCH}, momentum",
            "s",
            rivals,
            rounds=5,
            note="All measure loss and accuracy on training and test examples after it. The inner products of all "
            f"pictures are computed once for all epochs of all runs, and not counted.{torch_note}",
        )


def _has_torch() -> bool:
    return importlib.util.find_spec("torch") is not None


def _start(hidden: Sequence[int]) -> tuple[Any, Any]:
    """Return the reference's module, and one of its networks."""
    mlp = catalog.reference_module(catalog.load(catalog.course_root(), "cmu_hw1_mlp"), "mlp.py")
    np.random.seed(_SEED)
    if len(hidden) == 1:
        return mlp, mlp.SingleLayerMLP(_PIXELS, _CLASSES, hidden[0], _ALPHA, 0.0, _LR)
    return mlp, mlp.TwoLayerMLP(_PIXELS, _CLASSES, list(hidden), _ALPHA, 0.0, _LR)


def _fast(setting: Setting, hidden: Sequence[int], is_dual: bool) -> Any:
    _, start = _start(hidden)
    (W, *Ws), (b, *bs) = start.getWs(), start.getbs()
    if is_dual:
        first: Any = first_layer.Dual(setting.products, W, b, _ALPHA)
    else:
        first = first_layer.Direct(setting.X, setting.X_test, W, b, _ALPHA)
    model = network.Network(first, Ws, bs, _ALPHA, 0.0, _LR)
    shuffle = np.random.RandomState(_SEED)
    return lambda: list(network.train(model, setting.y, setting.y_test, _BATCH, 1, shuffle))


def _plain(setting: Setting, hidden: Sequence[int]) -> Any:
    mlp, model = _start(hidden)
    X, X_test = setting.X.astype(np.float64), setting.X_test.astype(np.float64)
    targets, test_targets = mlp.labels2onehot(setting.y), mlp.labels2onehot(setting.y_test)
    loss, shuffle = mlp.SoftmaxCrossEntropyLoss(), np.random.RandomState(_SEED)

    def epoch() -> None:
        order = shuffle.permutation(len(X))
        for at in range(0, len(X), _BATCH):
            chosen = order[at : at + _BATCH]
            loss.forward(model.forward(X[chosen].T), targets[chosen].T)
            model.zerograd()
            model.backward(loss.backward())
            model.step()
        for images, labels in ((X, targets), (X_test, test_targets)):
            loss.forward(model.forward(images.T, False), labels.T)
            loss.getAccu()

    return epoch


def _torch(setting: Setting, hidden: Sequence[int]) -> Any:
    import torch

    torch.set_num_threads(1)
    sizes = [_PIXELS, *hidden]
    layers: list[Any] = []
    for inputs, outputs in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers, torch.nn.Linear(sizes[-1], _CLASSES))
    optimizer = torch.optim.SGD(model.parameters(), lr=_LR, momentum=_ALPHA)
    loss, shuffle = torch.nn.CrossEntropyLoss(), np.random.RandomState(_SEED)
    X, y, X_test, y_test = map(torch.from_numpy, setting[:4])

    def epoch() -> None:
        order = torch.from_numpy(shuffle.permutation(len(X)))
        for at in range(0, len(X), _BATCH):
            chosen = order[at : at + _BATCH]
            optimizer.zero_grad()
            loss(model(X[chosen]), y[chosen]).backward()
            optimizer.step()
        with torch.no_grad():
            for images, labels in ((X, y), (X_test, y_test)):
                z = model(images)
                loss(z, labels).item()
                (z.argmax(dim=1) == labels).float().mean().item()

    return epoch
