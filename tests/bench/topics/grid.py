"""The search of wpi_hw3_softmax, 4096 combinations: models side by side, and one at a time as a student does it.

Whole searches take hours. Of each rival one epoch is measured at each batch size, on a training part of full size, and
the loss on a validation part of full size; both are multiplied by how often the search asks for them.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from reference.fast import stack
from reference.wpi_hw3_softmax import experiments, softmax_regression
from tests.bench.measure import Rival, Row, seconds

_IMAGES, _VALIDATION_IMAGES, _PIXELS = 48_000, 12_000, 784
_MODELS = len(experiments.LEARNING_RATES) * len(experiments.PENALTIES)
_EPOCHS = experiments.runs(experiments.EPOCHS)[0].parameters["epochs"]


class Setting(NamedTuple):
    """Images and labels, training and validation part. No time depends on what is in the pictures."""

    images: np.ndarray
    labels: np.ndarray
    validation_images: np.ndarray
    validation_labels: np.ndarray


def prepare(scratch: Path, env: Path) -> Setting:
    """Return random images in place of Fashion-MNIST's."""
    rng = np.random.RandomState(0)
    count = _IMAGES + _VALIDATION_IMAGES
    images, labels = rng.rand(count, _PIXELS).astype(np.float32), rng.randint(0, 10, count)
    return Setting(images[:_IMAGES], labels[:_IMAGES], images[_IMAGES:], labels[_IMAGES:])


def versions(setting: Setting) -> dict[str, str]:
    """Return the versions of all that is measured."""
    return {"NumPy": np.__version__}


def rows(setting: Setting) -> Iterator[Row]:
    """Yield what is measured."""
    double = setting._replace(
        images=setting.images.astype(float), validation_images=setting.validation_images.astype(float)
    )
    yield Row(
        "4096 combinations of four hyper-parameters on Fashion-MNIST",
        "hours of one processor",
        [
            Rival("side by side, fewer epochs as checkpoints", partial(_side_by_side, setting)),
            Rival(
                "the same code, one model at a time from scratch",
                partial(_one_at_a_time, setting, _stack_of_one),
            ),
            Rival(
                "the reference, one model at a time from scratch", partial(_one_at_a_time, double, _reference)
            ),
        ],
        rounds=5,
        note=(
            f"Extrapolated from one epoch at each of the {len(experiments.BATCH_SIZES)} batch sizes, at full size: "
            f"side by side it is trained for {_EPOCHS[-1]} epochs, one at a time {_MODELS} × {sum(_EPOCHS)}. "
            "Side by side, the loss on the validation part is measured after every epoch. The first two are in single precision. Any of them can share its work among processors."
        ),
    )


def _side_by_side(setting: Setting) -> float:
    """Return the hours of our search: the runs of experiments.py, a few models each, one after the other."""
    spent = 0.0
    for run in experiments.runs(experiments.EPOCHS):
        if run.id in experiments.RULES:
            continue
        lr, alpha = (
            each.ravel() for each in np.meshgrid(run.parameters["lr"], run.parameters["alpha"], indexing="ij")
        )
        models = stack.Stack(_PIXELS, softmax_regression.CLASSES, lr, alpha)
        epoch, measuring = _stack(models, setting, run.parameters["batch_size"])
        spent += (epoch + measuring) * _EPOCHS[-1]
    return spent / 3600


def _one_at_a_time(setting: Setting, timed: Callable[[Setting, int], tuple[float, float]]) -> float:
    """Return the hours of a search that begins anew for each combination."""
    spent = 0.0
    for size in experiments.BATCH_SIZES:
        epoch, measuring = timed(setting, size)
        spent += _MODELS * (epoch * sum(_EPOCHS) + measuring * len(_EPOCHS))
    return spent / 3600


def _stack_of_one(setting: Setting, size: int) -> tuple[float, float]:
    published = experiments.PUBLISHED
    model = stack.Stack(_PIXELS, softmax_regression.CLASSES, [published["lr"]], [published["alpha"]])
    return _stack(model, setting, size)


def _stack(models: stack.Stack, setting: Setting, size: int) -> tuple[float, float]:
    """Return the seconds of an epoch, and of measuring once."""
    images, labels, *validation = setting
    shuffle = np.random.RandomState(0)
    epoch = seconds(lambda: list(stack.train(models, images, labels, size, 1, shuffle)))
    return epoch(), seconds(lambda: models.losses(*validation))()


def _reference(setting: Setting, size: int) -> tuple[float, float]:
    images, labels, *validation = setting
    published = experiments.PUBLISHED
    model = softmax_regression.SoftmaxRegression(
        _PIXELS, softmax_regression.CLASSES, alpha=published["alpha"], lr=published["lr"]
    )
    epoch = seconds(lambda: softmax_regression.train(model, images, labels, size, epochs=1))
    return epoch(), seconds(lambda: softmax_regression.cross_entropy(model, *validation))()
