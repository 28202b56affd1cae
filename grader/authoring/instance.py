"""One small instance of a check, as it is drawn: from what checks.py declares, with other sizes and another seed.

Numbers have two decimals where the draw may be resized. Of a hidden check, nothing that is stored comes into it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader import instances
from grader.records import Array
from grader.rungs import GRID, Rung, on_grid, one_tile
from grader.vocabulary import Draw

# Larger inputs are drawn by the script itself, or repeat their first columns if there are many.
_LARGE = 40
_MANY = 100
_TILES = (5, 4, 3, 7, 6)
# So that no 0.30000000000000004 is to be read.
_DECIMALS = 12


class Recipe(NamedTuple):
    """How an instance is made: from the draws of a check, with other sizes, and a seed."""

    of: str
    sizes: dict[str, int]
    seed: int


def instance(
    assignment_id: str, recipe: Recipe, draws: Mapping[str, Draw], secret: Mapping[str, Array] | None
) -> Rung | None:
    """Return a rung without what is expected; None if it would show an array that is `secret`."""
    given, grids, tiles = dict[str, Array](), dict[str, tuple[int, int, int]](), dict[str, int]()
    for name, declared in draws.items():
        text = f"{assignment_id}/{recipe.of}/{name}/counterexample {recipe.seed}"
        draw = _resized(declared, recipe.sizes)
        array = instances.drawn(draw, text)
        if array.size > _LARGE and draw.low < draw.high:
            # What a reader types in is a short number.
            grids[name] = sum(text.encode()) % 1000, round(draw.low * GRID), round(draw.high * GRID) + 1
            array = on_grid(grids[name], array.shape)
        if secret is not None and _tells(array, secret[name]):
            array = varied(array)
            if _tells(array, secret[name]):
                return None
        given[name] = np.asarray(np.round(array, _DECIMALS)) if array.dtype == np.float64 else array
        if name not in grids and (times := _times(array)):
            tiles[name] = times
            given[name] = np.tile(one_tile(given[name], times), times)
    return Rung(given=given, expected={}, **recipe._asdict(), grids=grids, tiles=tiles)


def sizes(draws: Mapping[str, Draw], stored: Mapping[str, Array], least: int) -> list[dict[str, int]]:
    """Return maps from declared sizes to smaller ones, from `least` on, that keep as few of them as possible first.

    What another input has, as it is, keeps its size.
    """
    fixed = {n for name, draw in draws.items() if not draw.resized for n in stored[name].shape}
    free = sorted({n for draw in draws.values() if draw.resized for n in draw.sizes} - fixed - {0, 1})
    found: list[dict[str, int]] = []
    for count in range(len(free) + 1):
        for kept in itertools.combinations(free, count):
            smaller = _smaller([n for n in free if n not in kept], fixed | {*kept}, least)
            if smaller not in found:
                found.append(smaller)
    return found


def is_same(array: Array, stored: Array) -> bool:
    """Return whether two arrays have the same shape and the same numbers."""
    return array.shape == stored.shape and bool((array == stored).all())


def _tells(array: Array, secret: Array) -> bool:
    """Return whether an array tells a secret one: it is the same, or most of its long numbers are, but for signs."""
    if not array.ndim or not array.any():
        return False
    is_short = np.round(array.astype(np.float64), 2) == array
    return is_same(array, secret) or bool((np.isin(np.abs(array), np.abs(secret)) & ~is_short).mean() > 0.5)


def varied(array: Array) -> Array:
    """Return an array of the same kind with other numbers, or with its columns in another order."""
    is_whole = array.dtype.kind in "ib" or bool(
        (array == np.round(array)).all() and (np.abs(array) < 20).all()
    )
    is_share = bool(np.allclose(array.sum(axis=0), 1.0))
    if is_whole or is_share:
        for axis in (array.ndim - 1, 0):
            turned = np.roll(array, 1, axis)
            if not is_same(turned, array):
                return turned
    if array.dtype.kind != "f":
        return array + 1
    return np.array([float(f"{0.9 * number:.3g}") for number in array.ravel()]).reshape(array.shape)


def _smaller(free: Sequence[int], taken: set[int], least: int) -> dict[str, int]:
    """Return small sizes for these, distinct from each other and from those that are taken, in the same order."""
    smaller, following = dict[str, int](), least
    for n in free:
        while following in taken:
            following += 1
        if following < n:
            smaller[str(n)] = following
        following += 1
    return smaller


def _resized(draw: Draw, smaller: Mapping[str, int]) -> Draw:
    return draw.resized(tuple(smaller.get(str(n), n) for n in draw.sizes)) if draw.resized else draw


def _times(array: Array) -> int:
    """Return how often an array of many columns may repeat its first few; 0 if it has not many."""
    columns = array.shape[-1] if array.ndim else 0
    return next((columns // few for few in _TILES if columns >= _MANY and not columns % few), 0)
