"""In place of Fashion-MNIST: ten outlines, cut wider or narrower, of plain or striped cloth.

An outline says for eight places along a garment how far it reaches from its axis: the body up to `body`, and apart from
it a band from `gap` to `edge` (sleeves, legs, straps, a handle). What is worn on the body has its axis upright and
reaches to both sides; shoes have theirs along the sole and reach upwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from datasets.arrays import Array, Arrays, images

SEED = 2017
_SIDE = 28
_BLOCK = 5000  # pictures at a time
_LENGTH = 24  # of a garment along its axis, in pixels


class _Outline(NamedTuple):
    """In pixels; a band whose gap is not below its edge is not there."""

    body: str
    gap: str = "0 0 0 0 0 0 0 0"
    edge: str = "0 0 0 0 0 0 0 0"
    is_shoe: bool = False


_OUTLINES = (
    _Outline("5 7 7 7 7 7 7 7", "6 7 8 9 9 9 9 9", "7 11 13 9 0 0 0 0"),  # T-shirt
    _Outline("6 6 5 0 0 0 0 0", "0 0 0 1 2 2 3 3", "0 0 6 6 6 6 6 6"),  # trouser
    _Outline("5 7 7 7 7 7 7 7", "6 7 8 8 9 9 10 10", "6 10 11 12 12 13 13 13"),  # pullover
    _Outline("3 5 4 4 5 6 7 8"),  # dress
    _Outline("0 0 0 0 0 0 0 0", "1 1 1 1 1 1 1 1", "6 10 11 11 11 11 11 9"),  # coat, open in front
    _Outline("3 2 2 2 2 2 3 3", "5 5 6 4 9 9 7 5", "9 11 9 0 11 11 9 0", is_shoe=True),  # sandal
    _Outline("4 6 6 6 6 6 6 6", "5 7 7 7 7 7 8 8", "6 10 10 10 10 9 0 0"),  # shirt
    _Outline("9 8 8 7 6 5 5 4", is_shoe=True),  # sneaker
    _Outline("0 0 0 11 12 12 12 11", "3 5 6 0 0 0 0 0", "5 7 8 0 0 0 0 0"),  # bag
    _Outline("18 18 17 15 9 7 6 5", is_shoe=True),  # ankle boot
)


def arrays(train: int = 60000, test: int = 10000) -> Arrays:
    """Return as many garments, about as many of each kind, in the form of Fashion-MNIST."""
    rng = np.random.default_rng(SEED)
    labels = rng.permutation(np.arange(train + test) % len(_OUTLINES))
    blocks = [_pictures(labels[start : start + _BLOCK], rng) for start in range(0, len(labels), _BLOCK)]
    pictures = np.concatenate(blocks)
    return images(pictures[:train], labels[:train], pictures[train:], labels[train:])


def _pictures(labels: Array, rng: np.random.Generator) -> Array:
    """Return garments of the kinds that the labels name.

    Shapes: labels (n,) → (n, 28, 28) uint8.
    """
    n = len(labels)
    body = _along([kind.body for kind in _OUTLINES])
    gap = _along([kind.gap for kind in _OUTLINES])
    edge = _along([kind.edge for kind in _OUTLINES])
    is_shoe = np.array([kind.is_shoe for kind in _OUTLINES])[labels][:, None, None]
    pixel = np.arange(_SIDE, dtype=np.float32)
    axis = np.where(is_shoe, 22, 13.5) + rng.normal(0, 0.7, (n, 1, 1))
    away = pixel - axis
    # A shoe has nothing below its sole.
    away = np.where(is_shoe, np.where(away > 2, 99, np.abs(away)), np.abs(away)).astype(np.float32)
    fit = rng.normal(1, 0.12, (n, 1, 1)).astype(np.float32)
    loose = rng.normal(0, 0.6, (n, _SIDE, 1)).astype(np.float32) * 0.4
    cut = [(shape[labels][:, :, None] * fit + loose).astype(np.float32) for shape in (body, gap, edge)]
    inside = _soft(cut[0] - away) + _soft(cut[2] - away) * _soft(away - cut[1])
    lit = np.clip(inside, 0, 1) * _cloth(n, rng)
    # So far the second place is along the axis, which is down for a coat and across for a shoe.
    pictures: Array = np.where(is_shoe, lit.transpose(0, 2, 1), lit).astype(np.uint8)
    return pictures


def _along(reaches: Sequence[str]) -> Array:
    """Return how far each outline reaches at every pixel along its axis; beyond its ends it is not there."""
    places = np.arange(len(reaches[0].split()))
    between = np.linspace(0, places[-1], _LENGTH)
    lines = [np.interp(between, places, np.array(reach.split(), float)) for reach in reaches]
    margin = (_SIDE - _LENGTH) // 2
    return np.pad(np.array(lines, np.float32), ((0, 0), (margin, margin)), constant_values=-9)


def _soft(depth: Array) -> Array:
    return np.clip(depth + 0.5, 0, 1)


def _cloth(n: int, rng: np.random.Generator) -> Array:
    """Return how bright each pixel of some cloth is, from 0 to 255."""
    pixel = np.arange(_SIDE, dtype=np.float32)
    colour = rng.uniform(90, 230, (n, 1, 1)).astype(np.float32)
    depth = np.where(rng.random((n, 1, 1)) < 0.4, rng.uniform(10, 70, (n, 1, 1)), 0).astype(np.float32)
    pace = rng.uniform(0.5, 2.5, (n, 1, 1)).astype(np.float32)
    stripes = depth * np.sin(pace * pixel[:, None])
    grain = rng.normal(0, 12, (n, _SIDE, _SIDE)).astype(np.float32)
    brightness: Array = np.clip(colour + stripes + grain, 0, 255)
    return brightness
