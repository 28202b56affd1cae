"""Pen strokes: curves through a few points, moved by an unsteady hand, put on paper."""

from __future__ import annotations

import numpy as np

from datasets.arrays import Array

_BLOCK = 2000  # pictures at a time, so that a pen needs little memory


def curves(knots: Array, points: int) -> Array:
    """Return points along the cubic Bézier curve of four knots.

    Shapes: knots (…, 4, 2) → (…, points, 2).
    """
    t = np.linspace(0, 1, points)[:, None]
    weights = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    curve: Array = weights @ knots
    return curve


def by_hand(points: Array, unsteadiness: float, rng: np.random.Generator) -> Array:
    """Return each picture's points turned, slanted, stretched, moved and bent, by about `unsteadiness`.

    Shapes: (n, points, 2), in the unit square, before and after.
    """
    n = len(points)
    bend = np.eye(2) + unsteadiness * rng.normal(size=(n, 2, 2))
    shift = 0.5 * unsteadiness * rng.normal(size=(n, 1, 2))
    phase, pace = rng.uniform(0, 2 * np.pi, (n, 1, 2)), rng.uniform(3, 7, (n, 1, 2))
    centred = points - 0.5
    waves = 0.25 * unsteadiness * np.sin(pace * centred[..., ::-1] + phase)
    moved: Array = centred @ bend + waves + shift + 0.5
    return moved


def ink(points: Array, side: int) -> Array:
    """Return where a pen went that is three pixels wide.

    Shapes: (n, points, 2) as (down, right) in the unit square → (n, side · side) bool.
    """
    return np.concatenate(
        [_ink(points[start : start + _BLOCK], side) for start in range(0, len(points), _BLOCK)]
    )


def grey(points: Array, side: int) -> Array:
    """Return the same with soft edges, as uint8 from 0 to 255."""
    return np.concatenate(
        [_grey(points[start : start + _BLOCK], side) for start in range(0, len(points), _BLOCK)]
    )


def _places(points: Array, side: int) -> tuple[Array, Array]:
    """Return the pixels, so far inside that a pen stays on the paper, and how far beyond them the points lie."""
    scaled = np.clip(points * side, 1, side - 2.001)
    corner = scaled.astype(np.int64)
    return corner, scaled - corner


def _ink(points: Array, side: int) -> Array:
    corner, _ = _places(points, side)
    paper = np.zeros((len(points), side, side), bool)
    picture = np.arange(len(points))[:, None]
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            paper[picture, corner[..., 0] + down, corner[..., 1] + right] = True
    return paper.reshape(len(points), -1)


def _grey(points: Array, side: int) -> Array:
    corner, beyond = _places(points, side)
    picture = np.arange(len(points))[:, None] * side * side
    paper = np.zeros(len(points) * side * side)
    for down in (0, 1):
        for right in (0, 1):
            place = picture + (corner[..., 0] + down) * side + corner[..., 1] + right
            share = np.abs(1 - down - beyond[..., 0]) * np.abs(1 - right - beyond[..., 1])
            paper += np.bincount(place.ravel(), share.ravel(), len(paper))
    blurred: Array = paper.reshape(-1, side, side)
    for axis in (1, 2):
        blurred = blurred + 0.5 * (np.roll(blurred, 1, axis) + np.roll(blurred, -1, axis))
    return (255 * np.clip(blurred, 0, 1)).astype(np.uint8).reshape(len(points), -1)
