"""The Ames housing table as numbers: standardised measures, one-hot categories, the logarithm of the price.

It reproduces the file that IST gave its students from the table that anybody can have.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from datasets.arrays import Array, Arrays

# "None" is not among them: it is a kind of veneer.
MISSING = ("", "NA")


def rows(path: Path) -> list[list[str]]:
    """Return the cells of the table below its header, whether commas or tabs are between them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = file.readline()
        return [row for row in csv.reader(file, delimiter="\t" if "\t" in header else ",") if row]


def arrays(files: Sequence[Path]) -> Arrays:
    """Return what the one file holds; the first half of the rows is for training."""
    (path,) = files
    return encode(rows(path))


def encode(table: Sequence[Sequence[str]]) -> Arrays:
    """Return the arrays that are made of a table whose first column numbers the rows and whose last is the price.

    Shapes: X (n, measures + categories), y (n, 1), float64.
    """
    _, *columns, price = zip(*table, strict=True)
    numbers = [_numbers(column) for column in columns]
    measures = [_standardised(values) for values in numbers if values is not None]
    categories = [
        indicator
        for column, values in zip(columns, numbers, strict=True)
        if values is None
        for indicator in _indicators(column)
    ]
    x = np.stack(measures + categories, axis=1)
    y = np.log(np.array(price, dtype=np.float64))[:, None]
    half = len(table) // 2
    return Arrays(x[:half], y[:half], x[half:], y[half:])


def _numbers(column: Sequence[str]) -> Array | None:
    """Return the column as numbers, NaN where one is missing, or None if it holds anything else."""
    try:
        return np.array([np.nan if cell in MISSING else float(cell) for cell in column])
    except ValueError:
        return None


def _standardised(values: Array) -> Array:
    """Return (x − mean) / deviation, 0 where the value is missing."""
    scaled: Array = (values - np.nanmean(values)) / np.nanstd(values, ddof=1)
    return np.nan_to_num(scaled)


def _indicators(column: Sequence[str]) -> list[Array]:
    """Return a 0/1 column for each value in order, and a last one for "missing", even if nothing is."""
    cells = np.array(column)
    missing = np.isin(cells, MISSING)
    values = sorted(set(column) - set(MISSING))
    return [(cells == value).astype(np.float64) for value in values] + [missing.astype(np.float64)]
