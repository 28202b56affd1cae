"""Write a data set as the files that the courses gave out, under the names that their scripts load."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from datasets.arrays import Array, Data, with_dev

Write = Callable[[IO[bytes]], None]


def write(data: Data, folder: Path) -> Iterator[Path]:
    """Yield each file when it is written, whole.

    No script looks for a title, so a folder with a stand-in holds a note that says so, until real data takes its place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"{data.name}-is-a-stand-in.txt"
    if data.is_stand_in:
        _write(note, lambda file: _say_so(file, data.title))
        yield note
    for name, content in _FILES[data.name](data).items():
        _write(folder / name, content)
        yield folder / name
    if not data.is_stand_in:
        note.unlink(missing_ok=True)


def _omniglot12(data: Data) -> dict[str, Write]:
    """CMU: ((trainX, trainY), (testX, testY)) in a pickle."""
    pairs = ((data.Xtrain, data.ytrain), (data.Xtest, data.ytest))
    return {"omniglot_12.pkl": lambda file: pickle.dump(pairs, file, protocol=4)}


def _fashion_mnist(data: Data) -> dict[str, Write]:
    """WPI: four arrays, each a file. IST: one archive, with a part for development."""
    return {
        "fashion_mnist_train_images.npy": _array(data.Xtrain),
        "fashion_mnist_train_labels.npy": _array(data.ytrain),
        "fashion_mnist_test_images.npy": _array(data.Xtest),
        "fashion_mnist_test_labels.npy": _array(data.ytest),
        "Fashion-MNIST.npz": _archive(with_dev(data)._asdict()),
    }


def _mnist(data: Data) -> dict[str, Write]:
    """The archive that Keras loads; its images are square and its numbers are bytes."""
    arrays = {
        "x_train": data.Xtrain.reshape(-1, 28, 28).astype(np.uint8),
        "y_train": data.ytrain.astype(np.uint8),
        "x_test": data.Xtest.reshape(-1, 28, 28).astype(np.uint8),
        "y_test": data.ytest.astype(np.uint8),
    }
    return {"mnist.npz": _archive(arrays)}


def _ames(data: Data) -> dict[str, Write]:
    """IST: one archive."""
    arrays = {"Xtrain": data.Xtrain, "ytrain": data.ytrain, "Xtest": data.Xtest, "ytest": data.ytest}
    return {"ames.npz": _archive(arrays)}


_FILES = {"fashion_mnist": _fashion_mnist, "mnist": _mnist, "omniglot12": _omniglot12, "ames": _ames}


def _array(array: Array) -> Write:
    return lambda file: np.save(file, array)


def _archive(arrays: Mapping[str, Any]) -> Write:
    return lambda file: np.savez_compressed(file, **arrays)


def _say_so(file: IO[bytes], title: str) -> None:
    file.write(
        f"{title}: made up by `make data STAND_IN=1`; results say nothing about the real data.\n".encode()
    )


def _write(path: Path, content: Write) -> None:
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            content(file)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
