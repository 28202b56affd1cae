"""A plot as PNG: the lines are where plot.py has them, in colours that can be told apart."""

import struct
import zlib

import numpy as np
import pytest

from grader.report import raster
from grader.report.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH
from grader.report.raster import line_chart_png
from grader.report.view import CurveView


def a_curve(actual=(3.0, 2.0, 1.0), expected=(3.0, 2.0, 1.0), departs_at=None, width=0.05):
    return CurveView(
        quantity="loss",
        steps=len(expected),
        departs_at=departs_at,
        actual=tuple(actual),
        expected=tuple(expected),
        tolerance=(width,) * len(expected),
    )


def pixels(png):
    """Return the rows of an image, read by the rules of RFC 2083."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    place, data, header = 8, b"", None
    while place < len(png):
        (size,), kind = struct.unpack(">I", png[place : place + 4]), png[place + 4 : place + 8]
        body = png[place + 8 : place + 8 + size]
        assert struct.unpack(">I", png[place + 8 + size : place + 12 + size])[0] == zlib.crc32(kind + body)
        header = body if kind == b"IHDR" else header
        data += body if kind == b"IDAT" else b""
        place += 12 + size
    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", header)
    assert (depth, colour) == (8, 2)
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + 3 * width)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(height, width, 3)


def is_near(pixel, colour):
    return np.abs(pixel.astype(int) - colour).max() < 40


def test_it_has_the_size_of_the_other_chart():
    assert pixels(line_chart_png(a_curve())).shape == (HEIGHT, WIDTH, 3)


def test_the_submission_is_drawn_where_its_values_are():
    image = pixels(line_chart_png(a_curve(actual=(3.0, 3.0, 3.0), expected=(3.0, 2.0, 1.0), departs_at=1)))

    red = np.argwhere(np.abs(image.astype(int) - raster._ACTUAL).max(axis=2) < 40)
    assert red[:, 0].max() - red[:, 0].min() <= 4  # a level line
    assert red[:, 0].mean() < (TOP + BOTTOM) / 2
    assert red[:, 1].min() >= LEFT - 3
    assert red[:, 1].max() <= RIGHT + 3
    blue = np.argwhere(np.abs(image.astype(int) - raster._REFERENCE).max(axis=2) < 40)
    assert blue[:, 0].max() > BOTTOM - 20  # it falls


def test_a_line_never_bridges_what_is_no_number():
    image = pixels(line_chart_png(a_curve(actual=(3.0, float("nan"), 1.0), width=0.0)))

    assert not (np.abs(image.astype(int) - raster._ACTUAL).max(axis=2) < 40).any()


def test_what_runs_away_is_cut_at_the_frame():
    image = pixels(line_chart_png(a_curve(actual=(3.0, 1e300, float("inf")))))

    assert image.shape == (HEIGHT, WIDTH, 3)


@pytest.mark.parametrize("expected", [(), (float("nan"), float("inf"))])
def test_without_numbers_there_is_no_image(expected):
    assert line_chart_png(a_curve(actual=expected, expected=expected)) == b""


def test_the_same_curve_gives_the_same_bytes():
    assert line_chart_png(a_curve()) == line_chart_png(a_curve())
