"""The two records that data sets are handed over in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Arrays(NamedTuple):
    """The four arrays of a data set; examples are rows."""

    Xtrain: Array
    ytrain: Array
    Xtest: Array
    ytest: Array


class Data(NamedTuple):
    """A data set as `load` returns it; `title` goes over every plot and table, and says so if it is a stand-in."""

    name: str
    title: str
    is_stand_in: bool
    files: tuple[Path, ...]  # what it was made of; nothing for a stand-in
    Xtrain: Array
    ytrain: Array
    Xtest: Array
    ytest: Array


class WithDev(NamedTuple):
    """A data set whose training part is split once more."""

    Xtrain: Array
    ytrain: Array
    Xdev: Array
    ydev: Array
    Xtest: Array
    ytest: Array


def images(train: Array, train_labels: Array, test: Array, test_labels: Array) -> Arrays:
    """Return grey images as the WPI files hold them: rows of float32 from 0 to 255, and int32 labels."""
    return Arrays(
        train.reshape(len(train), -1).astype(np.float32),
        train_labels.astype(np.int32),
        test.reshape(len(test), -1).astype(np.float32),
        test_labels.astype(np.int32),
    )


def with_dev(data: Data) -> WithDev:
    """Return grey images as the IST file holds them: pixels / 256, a sixth of the training rows set apart as dev.

    A multiple of 1/256 below 1 is exact in single precision, so float32 loses nothing.
    """
    shuffled = np.random.RandomState(42).permutation(len(data.Xtrain))
    dev, train = np.split(shuffled, [len(shuffled) // 6])
    pixels = data.Xtrain.astype(np.float32) / 256
    labels = data.ytrain.astype(np.int64)
    return WithDev(
        Xtrain=pixels[train],
        ytrain=labels[train],
        Xdev=pixels[dev],
        ydev=labels[dev],
        Xtest=data.Xtest.astype(np.float32) / 256,
        ytest=data.ytest.astype(np.int64),
    )
