"""From a name to arrays: the real ones, or the stand-in for them."""

from __future__ import annotations

import hashlib

import numpy as np

from datasets import places, registry
from datasets.arrays import Array, Arrays, Data
from datasets.errors import Damaged, NotToBeHad
from datasets.registry import DataSet


def load(name: str, may_download: bool = True) -> Data:
    """Return a data set from GRADER_DATA, the cache or the network, whichever has it first.

    Raises:
        UnknownName: if no data set is called so.
        Damaged: if what is there is not what it should be.
        NotToBeHad: if it is nowhere.
    """
    dataset = registry.find(name)
    files = places.raw_files(dataset, may_download)
    arrays = dataset.read(files)
    for field, expected in dataset.arrays_sha256.items():
        if (found := _sha256(getattr(arrays, field))) != expected:
            raise Damaged(
                f"{field} of {dataset.title} is not what was expected: its sha256 begins {found[:8]}, "
                f"expected {expected[:8]}"
            )
    _see_to_shapes(dataset, arrays)
    return Data(dataset.name, dataset.title, False, tuple(files), *arrays)


def stand_in(name: str) -> Data:
    """Return what we drew from a seed in place of a data set: the same shapes, kinds of numbers and labels.

    Raises:
        UnknownName: if no data set is called so.
    """
    dataset = registry.find(name)
    return Data(name, f"{dataset.title} (stand-in, not real data)", True, (), *dataset.stand_in())


def load_or_stand_in(name: str, may_download: bool = True) -> Data:
    """Return a data set, or its stand-in where it is not to be had; a damaged one is still an error."""
    try:
        return load(name, may_download)
    except NotToBeHad:
        return stand_in(name)


def _see_to_shapes(dataset: DataSet, arrays: Arrays) -> None:
    shapes = tuple(array.shape for array in arrays)
    if shapes != dataset.shapes:
        raise Damaged(f"the arrays of {dataset.title} have shapes {shapes}, expected {dataset.shapes}")


def _sha256(array: Array) -> str:
    return hashlib.sha256(array.astype(np.uint8).tobytes()).hexdigest()
