"""Twelve alphabets of Omniglot as one classification problem: which alphabet is a drawn character from?

The course never published which twelve it took. Ours are positions 16 to 27 of the fifty names in order, the only run
of twelve with as many characters, 416; a fifth of the characters, never of the drawings, is kept for testing.
Every choice is made by hashes of names, so that anybody who has the drawings gets the same arrays.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath

import numpy as np

from datasets import png
from datasets.arrays import Array, Arrays

# A label is a place in this list.
ALPHABETS = (
    "Early_Aramaic",
    "Futurama",
    "Ge_ez",
    "Glagolitic",
    "Grantha",
    "Greek",
    "Gujarati",
    "Gurmukhi",
    "Hebrew",
    "Inuktitut_(Canadian_Aboriginal_Syllabics)",
    "Japanese_(hiragana)",
    "Japanese_(katakana)",
)
# Omniglot comes in two parts.
IN_EVALUATION = ("Ge_ez", "Glagolitic", "Gurmukhi")
IN_BACKGROUND = tuple(name for name in ALPHABETS if name not in IN_EVALUATION)
TEST_CHARACTERS = 83  # × 20 drawers = 1660 rows


def drawings(path: Path, alphabets: Sequence[str] = ALPHABETS) -> dict[str, bytes]:
    """Return the PNG files of some alphabets in a zip, by their names "Greek/character01/0394_01.png"."""
    found = {}
    with zipfile.ZipFile(path) as container:
        for member in container.namelist():
            parts = PurePosixPath(member).parts
            # Some systems pack a hidden twin beside each file.
            if (
                len(parts) >= 3
                and parts[-3] in alphabets
                and parts[-1].endswith(".png")
                and parts[-1][0] != "."
            ):
                found["/".join(parts[-3:])] = container.read(member)
    return found


def arrays(files: Sequence[Path]) -> Arrays:
    """Return the arrays that are made of the drawings in some zips, whichever zip holds which."""
    return build({name: content for path in files for name, content in drawings(path).items()})


def build(pages: Mapping[str, bytes], test_characters: int = TEST_CHARACTERS) -> Arrays:
    """Return the arrays that are made of PNG files by name.

    Shapes: X (n, height · width) uint8, row by row, 1 for white paper; y (n,) int64.
    """
    characters = _characters(pages)
    quotas = shared_out([len(mine) for mine in characters], test_characters)
    kept = {
        character
        for mine, quota in zip(characters, quotas, strict=True)
        for character in sorted(mine, key=_sha256)[:quota]
    }
    names = sorted(pages, key=_sha256)
    train = [name for name in names if name.rpartition("/")[0] not in kept]
    test = [name for name in names if name.rpartition("/")[0] in kept]
    return Arrays(_pixels(pages, train), _labels(train), _pixels(pages, test), _labels(test))


def shared_out(counts: Sequence[int], seats: int) -> list[int]:
    """Return how many of `seats` each gets, in proportion to its count: largest remainder, ties to the earlier."""
    total = sum(counts)
    quotas = [count * seats // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(counts[place] * seats % total))
    for place in by_remainder[: seats - sum(quotas)]:
        quotas[place] += 1
    return quotas


def _characters(pages: Mapping[str, bytes]) -> list[list[str]]:
    """Return the names "Greek/character01", a list for each alphabet, in the order of the labels."""
    names = sorted({name.rpartition("/")[0] for name in pages}, key=lambda name: (_label(name), name))
    return [list(mine) for _, mine in groupby(names, key=_label)]


def _label(name: str) -> int:
    return ALPHABETS.index(name.partition("/")[0])


def _sha256(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _pixels(pages: Mapping[str, bytes], names: Sequence[str]) -> Array:
    return np.stack([png.read(pages[name], name).ravel() for name in names])


def _labels(names: Sequence[str]) -> Array:
    return np.array([_label(name) for name in names], np.int64)
