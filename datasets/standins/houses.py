"""In place of the Ames table: houses that were never built, in a table of the same form, encoded by the same code."""

from __future__ import annotations

import numpy as np

from datasets import ames
from datasets.arrays import Array, Arrays

SEED = 2011
_ROWS = 2930
_MEASURES = 37
# How many values each of the 43 categorical columns has; with one column for "missing" each, 311 in all.
_VALUES = (2,) * 4 + (3,) * 4 + (4,) * 7 + (5,) * 11 + (6,) * 7 + (7, 7, 8, 9, 9, 10, 12, 16, 17, 28)
_WITH_MISSING = 16  # the other 27 columns for "missing" are 0 everywhere
_NOISE = 0.1  # of ln(price): the best that anybody can do


def arrays() -> Arrays:
    """Return houses in the form of `ames`."""
    return ames.encode(table(np.random.default_rng(SEED)))


def table(rng: np.random.Generator) -> list[tuple[str, ...]]:
    """Return a table of cells as the CSV has them: a number, 80 features, a price; some cells are missing."""
    quality = rng.normal(size=(_ROWS, 1))  # what size, year and materials have in common
    # Some fall with it, as age does: without these all measures of a house would be large together.
    measures = 0.6 * quality * np.where(np.arange(_MEASURES) % 2, -1, 1) + 0.8 * rng.normal(
        size=(_ROWS, _MEASURES)
    )
    measures = 1000 + 100 * measures
    ln_price = 12 + 0.35 * quality[:, 0] + (measures[:, :5] - 1000) @ np.full(5, 4e-4)
    columns = []
    for place, values in enumerate(_VALUES):
        chosen = _chosen(values, rng)
        ln_price += (rng.normal(0, 0.04, values))[chosen]
        columns.append(np.array([f"kind {value:02}" for value in range(values)])[chosen])
        if place < _WITH_MISSING:
            columns[-1][rng.random(_ROWS) < 0.05] = "NA"
    price = np.exp(ln_price + _NOISE * rng.normal(size=_ROWS))
    cells = np.char.mod("%.0f", measures)
    cells[:, 1][rng.random(_ROWS) < 0.15] = ""
    numbers = np.char.mod("%d", np.arange(1, _ROWS + 1))
    whole = np.column_stack([numbers, cells, *columns, np.char.mod("%.0f", price)])
    return [tuple(row) for row in whole.tolist()]


def _chosen(values: int, rng: np.random.Generator) -> Array:
    """Return one of so many values for each house: the first are common, each occurs in both halves."""
    shares = 0.6 ** np.arange(values)
    chosen = rng.choice(values, _ROWS, p=shares / shares.sum())
    for value in range(values):
        chosen[[value, _ROWS // 2 + value]] = value
    return chosen
