"""In place of MNIST: ten digits, each written down once by us, and then by many unsteady hands."""

from __future__ import annotations

import numpy as np

from datasets.arrays import Arrays, images
from datasets.standins import strokes

SEED = 1998
_SIDE = 28
_POINTS = 24  # along each stroke

# Each digit is three strokes, each of four knots (down, right) in hundredths of the box.
_KNOTS = {
    0: ["20 50 20 20 80 20 80 50", "80 50 80 80 50 78 50 76", "50 76 30 76 20 68 20 50"],
    1: ["32 40 28 44 24 50 18 53", "18 53 35 53 50 52 60 51", "60 51 68 51 74 50 82 50"],
    2: ["32 30 12 30 12 74 34 70", "34 70 50 68 68 40 80 28", "80 28 78 40 80 60 80 74"],
    3: ["22 32 12 60 40 90 48 46", "48 46 52 80 60 74 68 70", "68 70 86 62 84 36 76 28"],
    4: ["20 42 36 34 50 28 58 26", "58 26 58 44 58 62 57 78", "24 62 44 62 64 60 84 60"],
    5: ["20 72 20 58 20 46 21 36", "21 36 30 34 40 34 46 33", "46 33 40 92 90 80 78 28"],
    6: ["18 64 30 40 50 28 66 30", "66 30 92 36 86 78 64 70", "64 70 54 66 52 44 64 32"],
    7: ["22 26 20 42 22 60 22 74", "22 74 36 66 50 58 58 52", "58 52 66 48 74 46 82 44"],
    8: ["48 50 16 10 10 82 40 56", "40 56 50 48 60 36 70 38", "70 38 92 46 78 78 48 50"],
    9: ["36 70 14 70 14 28 36 30", "36 30 54 32 50 66 34 70", "34 70 50 68 70 64 84 58"],
}


def arrays(train: int = 60000, test: int = 10000) -> Arrays:
    """Return as many digits, about as many of each, in the form of MNIST."""
    rng = np.random.default_rng(SEED)
    knots = np.array([[stroke.split() for stroke in _KNOTS[digit]] for digit in range(10)], dtype=float) / 100
    digits = strokes.curves(knots.reshape(10, 3, 4, 2), _POINTS).reshape(10, 3 * _POINTS, 2)
    labels = rng.permutation(np.arange(train + test) % 10)
    pictures = strokes.grey(strokes.by_hand(digits[labels], 0.13, rng), _SIDE)
    return images(pictures[:train], labels[:train], pictures[train:], labels[train:])
