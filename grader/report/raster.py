"""Draw a training curve over the reference's, as a PNG: for pages of others, which may drop SVG and style sheets.

The same chart as plot.py's, without words: whoever shows it says beside it what the lines are.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from grader.report.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, label, limits, ticks
from grader.report.view import CurveView

LEGEND = "In the plot the red line is the submission's, the dashed blue one the reference's, in its tolerance band."

_Canvas: TypeAlias = npt.NDArray[np.uint8]
_Place: TypeAlias = tuple[float, float]
_Colour: TypeAlias = tuple[int, int, int]
_PAPER, _INK, _GRID, _BAND = (255, 255, 255), (90, 97, 112), (227, 224, 216), (211, 221, 237)
_ACTUAL, _REFERENCE = (179, 54, 27), (36, 86, 166)
# Drawn so many times larger, and averaged: lines at an angle get no stairs.
_FINE = 2
_DASH, _GAP = 7, 5
# Three columns and five rows for each letter, row by row.
_LETTERS = {
    "0": "75557", "1": "26227", "2": "71747", "3": "71717", "4": "55711", "5": "74717", "6": "74757",
    "7": "71122", "8": "75757", "9": "75717", ".": "00002", "-": "00700", "+": "02720", "e": "07647",
}  # fmt: skip
_LETTER_PIXELS = 2


def line_chart_png(curve: CurveView) -> bytes:
    """Return a PNG of one curve, or nothing where there are no numbers."""
    if not curve.expected or not any(map(math.isfinite, curve.expected)):
        return b""
    low, high = limits(curve)
    last = max(len(curve.expected) - 1, 1)
    canvas = np.full((HEIGHT * _FINE, WIDTH * _FINE, 3), _PAPER, dtype=np.uint8)

    def at(step: int, value: float) -> tuple[float, float]:
        clipped = min(max(value, low), high)
        x = LEFT + (RIGHT - LEFT) * step / last
        return x, TOP + (BOTTOM - TOP) * (high - clipped) / (high - low)

    _fill_band(canvas, curve, low, high)
    for value in ticks(low, high):
        y = at(0, value)[1]
        _line(canvas, (LEFT, y), (RIGHT, y), _GRID, 1)
        _write(canvas, label(value), LEFT - 6, y, 1.0)
    for step in sorted({0, last // 2, last}):
        _write(canvas, str(step), at(step, low)[0], BOTTOM + 14, 1.0 if step == last else 0.5)
    _line(canvas, (LEFT, BOTTOM), (RIGHT, BOTTOM), _INK, 1)
    if curve.departs_at is not None and curve.departs_at <= last:
        x = at(curve.departs_at, low)[0]
        _line(canvas, (x, TOP - 16), (x, BOTTOM), _INK, 1, is_dashed=True)
    _polyline(canvas, [at(*each) for each in enumerate(curve.actual)], curve.actual, _ACTUAL, 3)
    _polyline(
        canvas,
        [at(*each) for each in enumerate(curve.expected)],
        curve.expected,
        _REFERENCE,
        2,
        is_dashed=True,
    )
    blocks = canvas.reshape(HEIGHT, _FINE, WIDTH, _FINE, 3).astype(np.uint16)
    return _png((blocks.sum(axis=(1, 3)) // _FINE**2).astype(np.uint8))


def _fill_band(canvas: _Canvas, curve: CurveView, low: float, high: float) -> None:
    columns = np.arange(LEFT * _FINE, RIGHT * _FINE)
    steps = np.linspace(0, len(curve.expected) - 1, len(columns))
    whole = np.arange(len(curve.expected))
    value, width = (np.interp(steps, whole, np.array(each)) for each in (curve.expected, curve.tolerance))
    scale = (BOTTOM - TOP) / (high - low)
    rows = np.arange(canvas.shape[0])[:, None] / _FINE
    with np.errstate(invalid="ignore"):
        upper, lower = (
            TOP + scale * (high - np.clip(edge, low, high)) for edge in (value + width, value - width)
        )
        inside = (rows >= upper) & (rows <= lower)
    canvas[:, LEFT * _FINE : RIGHT * _FINE][inside] = _BAND


def _polyline(
    canvas: _Canvas,
    places: Sequence[_Place],
    values: Sequence[float],
    colour: _Colour,
    width: int,
    is_dashed: bool = False,
) -> None:
    """Draw a line through the places whose values are numbers: it never bridges a nan."""
    travelled, found = 0.0, []
    for (one, before), (other, after) in pairwise(zip(places, values, strict=True)):
        if math.isfinite(before) and math.isfinite(after):
            found.append(_along(one, other, travelled if is_dashed else None))
            travelled += math.dist(one, other)
    if found:
        _stamp(canvas, np.concatenate(found), colour, width)


def _line(
    canvas: _Canvas, start: _Place, end: _Place, colour: _Colour, width: int, is_dashed: bool = False
) -> None:
    _stamp(canvas, _along(start, end, 0.0 if is_dashed else None), colour, width)


def _along(start: _Place, end: _Place, travelled: float | None) -> npt.NDArray[np.int64]:
    """Return the fine pixels (x, y) between two places; those of dashes, if so much of the line lies behind."""
    length = math.dist(start, end)
    along = np.linspace(0.0, 1.0, int(length * _FINE) + 2)
    if travelled is not None:
        along = along[(travelled + along * length) % (_DASH + _GAP) < _DASH]
    first, last = np.array(start), np.array(end)
    places = (first + along[:, None] * (last - first)) * _FINE
    return np.asarray(places, dtype=np.int64)


def _stamp(canvas: _Canvas, pixels: npt.NDArray[np.int64], colour: _Colour, width: int) -> None:
    reach = width * _FINE // 2
    for right in range(-reach, reach + 1):
        for down in range(-reach, reach + 1):
            rows = np.clip(pixels[:, 1] + down, 0, canvas.shape[0] - 1)
            canvas[rows, np.clip(pixels[:, 0] + right, 0, canvas.shape[1] - 1)] = colour


def _write(canvas: _Canvas, text: str, x: float, y: float, share_left: float) -> None:
    """Write a number around a height; `share_left` of its width is left of x."""
    size = _LETTER_PIXELS * _FINE
    left = int(x * _FINE - share_left * 4 * size * len(text))
    top = int(y * _FINE - 2.5 * size)
    for place, letter in enumerate(text):
        for row, bits in enumerate(_LETTERS.get(letter, "00000")):
            for column in range(3):
                if int(bits) >> (2 - column) & 1:
                    at_row, at_column = top + row * size, left + (4 * place + column) * size
                    canvas[max(at_row, 0) : at_row + size, max(at_column, 0) : at_column + size] = _INK


def _png(pixels: _Canvas) -> bytes:
    """Return an image of rows, columns and three colours in the format of RFC 2083."""
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
