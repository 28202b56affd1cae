"""In place of Omniglot: invented alphabets. The characters of one are put together from the same few strokes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from datasets.arrays import Arrays
from datasets.standins import strokes

SEED = 2015
# How many characters of each alphabet are there, as in the real data, to train and to test.
TRAIN = (17, 21, 21, 36, 34, 19, 38, 36, 18, 13, 42, 38)
TEST = (5, 5, 5, 9, 9, 5, 10, 9, 4, 3, 10, 9)
_SIDE = 105
_DRAWERS = 20
_PARTS = 7  # strokes that an alphabet knows
_STROKES = 3  # in a character
_POINTS = 60  # along each stroke


def arrays(train: Sequence[int] = TRAIN, test: Sequence[int] = TEST) -> Arrays:
    """Return drawings in the form of `omniglot12`: 20 of each character, all of them in one of the two parts."""
    rng = np.random.default_rng(SEED)
    characters = np.concatenate([_alphabet(many + few, rng) for many, few in zip(train, test, strict=True)])
    labels = np.repeat(np.arange(len(train)), np.add(train, test))
    is_test = np.concatenate([np.arange(many + few) >= many for many, few in zip(train, test, strict=True)])
    pages = rng.permutation(np.repeat(np.arange(len(characters)), _DRAWERS))
    paper = ~strokes.ink(strokes.by_hand(characters[pages], 0.09, rng), _SIDE)
    for_test = is_test[pages]
    x, y = paper.astype(np.uint8), labels[pages].astype(np.int64)
    return Arrays(x[~for_test], y[~for_test], x[for_test], y[for_test])


def _alphabet(size: int, rng: np.random.Generator) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the characters of a new alphabet as points along their strokes."""
    parts = rng.uniform(0.15, 0.85, (_PARTS, 4, 2))
    # Some alphabets are angular, some are round: a straight stroke has its knots in a row.
    roundness = rng.uniform(0, 1)
    straight = np.linspace(parts[:, 0], parts[:, 3], 4, axis=1)
    parts = straight + roundness * (parts - straight)
    chosen = np.array([rng.choice(_PARTS, _STROKES, replace=False) for _ in range(size)])
    knots = parts[chosen] + rng.normal(0, 0.06, (size, _STROKES, 1, 2))
    return strokes.curves(knots, _POINTS).reshape(size, _STROKES * _POINTS, 2)
