"""One small instance of a check, and the two ways in which it writes a large input in a few letters."""

from __future__ import annotations

import msgspec
import numpy as np

from grader.records import Array

# Numbers on a grid are whole ones, divided by this.
GRID = 100


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """What a check is given, and what a right solution returns, to be shown where the check fails.

    It was made with `seed` from the draws of the check `of`, whose sizes became others by `sizes` (as texts). `grids`
    are the inputs that a script draws by itself: (seed, low, high) of `on_grid`. `tiles` are those that repeat their
    first columns: so many times.
    """

    given: dict[str, Array]
    expected: dict[str, Array]
    of: str
    seed: int
    sizes: dict[str, int] = {}
    grids: dict[str, tuple[int, int, int]] = {}
    tiles: dict[str, int] = {}


def on_grid(grid: tuple[int, int, int], shape: tuple[int, ...]) -> Array:
    """Return an array for (seed, low, high): the same under every NumPy, as RandomState does not change."""
    seed, low, high = grid
    return np.asarray(np.random.RandomState(seed).randint(low, high, shape) / GRID)


def one_tile(array: Array, times: int) -> Array:
    """Return what `array` repeats so many times along its last axis."""
    return np.ascontiguousarray(array[..., : array.shape[-1] // times])
