"""Training on one example at a time, as in the homework of IST: ours, PyTorch, and plain NumPy."""

import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import grader
from reference.fast import one_by_one
from reference.ist_hw1_linear_models import hw1_q3
from tests.bench.measure import Rival, Row, seconds

# The network of question 3.2b on garments.
_PIXELS, _HIDDEN, _CLASSES = 28 * 28, 200, 10
_LR = 0.001
# So many are one figure: half a second for the slowest.
_UPDATES = 1500
_SEED = 0


class Setting(NamedTuple):
    """Pictures of which half of the pixels are black, as garments', in single precision, and labels."""

    X: Any
    y: Any


def prepare(scratch: Path, env: Path) -> Setting:
    """Return the setting; nothing is kept in a folder."""
    rng = np.random.RandomState(_SEED)
    X = rng.rand(_UPDATES, _PIXELS) * (rng.rand(_UPDATES, _PIXELS) < 0.5)
    return Setting(X.astype(np.float32), rng.randint(0, _CLASSES, _UPDATES))


def versions(setting: Setting) -> dict[str, str]:
    """Return the versions of all that is measured."""
    found = {"this grader": grader.__version__, "numpy": np.__version__}
    return found | ({"torch": importlib.metadata.version("torch")} if _has_torch() else {})


def rows(setting: Setting) -> Iterator[Row]:
    """Yield what is measured."""
    rivals = [
        Rival("in blocks, float32 (reference/fast)", _each(_blocks(setting, np.float32))),
        Rival("in blocks, float64 (reference/fast)", _each(_blocks(setting, np.float64))),
        Rival("plain NumPy, float32", _each(_plain(setting, np.float32))),
        Rival("plain NumPy, float64", _each(_plain(setting, np.float64))),
        Rival("the reference, float64", _each(_reference(setting))),
    ]
    if _has_torch():
        rivals.insert(2, Rival("PyTorch eager, float32", _each(_torch(setting))))
    torch_note = "" if _has_torch() else " PyTorch is not installed here: `make torch` adds it."
    yield Row(
        f"An update of a network with {_HIDDEN} hidden units by one example of {_PIXELS} pixels",
        "µs",
        rivals,
        rounds=9,
        note=f"A figure is the mean over {_UPDATES} updates, from weights as the homework draws them; "
        f"one thread each.{torch_note}",
    )


def _each(work: Callable[[], object]) -> Callable[[], float]:
    figure = seconds(work)
    return lambda: figure() / _UPDATES * 1e6


def _has_torch() -> bool:
    return importlib.util.find_spec("torch") is not None


def _start(dtype: Any) -> tuple[Any, list[Any], list[Any]]:
    """Return one of the reference's networks, and its weights and biases."""
    np.random.seed(_SEED)
    model = hw1_q3.MLP(_CLASSES, _PIXELS, _HIDDEN)
    Ws, bs = ([each.astype(dtype) for each in arrays] for arrays in (model.getWs(), model.getbs()))
    return model, Ws, bs


def _blocks(setting: Setting, dtype: Any) -> Callable[[], object]:
    _, Ws, bs = _start(dtype)
    X = setting.X.astype(dtype)
    return lambda: one_by_one.network_epoch(X, setting.y, Ws, bs, _LR)


def _plain(setting: Setting, dtype: Any) -> Callable[[], object]:
    """Return what a student writes who makes no array that is not needed."""
    _, (W1, W2), (b1, b2) = _start(dtype)
    X = setting.X.astype(dtype)

    def epoch() -> None:
        nonlocal W1, W2, b1, b2
        for x, label in zip(X, setting.y, strict=True):
            h = np.maximum(W1 @ x + b1, 0)
            z = W2 @ h + b2
            p = np.exp(z - z.max())
            p /= p.sum()
            p[label] -= 1
            below = (p @ W2) * (h > 0)
            W2 -= _LR * np.outer(p, h)
            b2 -= _LR * p
            W1 -= _LR * np.outer(below, x)
            b1 -= _LR * below

    return epoch


def _reference(setting: Setting) -> Callable[[], object]:
    model, _, _ = _start(np.float64)
    X = setting.X.astype(np.float64)
    return lambda: model.train_epoch(X, setting.y, learning_rate=_LR)


def _torch(setting: Setting) -> Callable[[], object]:
    import torch

    torch.set_num_threads(1)
    layers = torch.nn.Linear(_PIXELS, _HIDDEN), torch.nn.ReLU(), torch.nn.Linear(_HIDDEN, _CLASSES)
    model = torch.nn.Sequential(*layers)
    _, Ws, bs = _start(np.float32)
    with torch.no_grad():
        for layer, W, b in zip(layers[::2], Ws, bs, strict=True):
            layer.weight.copy_(torch.from_numpy(W))
            layer.bias.copy_(torch.from_numpy(b))
    optimizer, loss = torch.optim.SGD(model.parameters(), lr=_LR), torch.nn.CrossEntropyLoss()
    X, y = map(torch.from_numpy, setting)

    def epoch() -> None:
        for i in range(len(X)):
            optimizer.zero_grad()
            loss(model(X[i : i + 1]), y[i : i + 1]).backward()
            optimizer.step()

    return epoch
