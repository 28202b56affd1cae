"""The data sets of the homework: where they come from, how they become arrays, and what stands in for them offline.

    data = datasets.load("fashion_mnist")               # from GRADER_DATA, the cache or the network
    data = datasets.load_or_stand_in("fashion_mnist")   # the same, or made up where it is not to be had
    data.Xtrain, data.ytrain, data.Xtest, data.ytest, data.title, data.is_stand_in

It needs NumPy, and pooch to download; nothing here knows the grader.
"""

from datasets.arrays import Arrays, Data, WithDev, with_dev
from datasets.errors import Damaged, DataError, NoSuchFolder, NotToBeHad, UnknownName
from datasets.loading import load, load_or_stand_in, stand_in
from datasets.registry import DATASETS

__all__ = [
    "DATASETS",
    "Arrays",
    "Damaged",
    "Data",
    "DataError",
    "NoSuchFolder",
    "NotToBeHad",
    "UnknownName",
    "WithDev",
    "load",
    "load_or_stand_in",
    "stand_in",
    "with_dev",
]
