"""A training curve over the reference's."""

import math
import re
import xml.etree.ElementTree as ElementTree

import pytest

from grader.report.plot import HEIGHT, WIDTH, describe, line_chart
from grader.report.view import CurveView

NAN, INF = float("nan"), float("inf")


def a_curve(
    actual=(2.0, 1.0, 0.5), expected=(2.0, 1.1, 0.9), tolerance=(0.1, 0.1, 0.1), departs_at=2, quantity="loss"
):
    return CurveView(
        quantity=quantity,
        steps=len(expected),
        departs_at=departs_at,
        actual=actual,
        expected=expected,
        tolerance=tolerance,
    )


def parsed(curve):
    return ElementTree.fromstring(str(line_chart(curve, "key")))


def of_class(svg, name):
    return [each for each in svg.iter() if each.get("class") == name]


def test_a_chart_shows_both_curves_the_tolerance_and_the_departure():
    svg = parsed(a_curve())

    texts = [each.text for each in svg.iter("text")]
    assert [each.tag for each in of_class(svg, "actual")] == ["polyline", "line"]
    assert [each.tag for each in of_class(svg, "reference")] == ["polyline", "line"]
    assert [each.tag for each in of_class(svg, "band")] == ["polygon", "rect"]
    assert [each.tag for each in of_class(svg, "departure")] == ["line", "circle"]
    assert {"loss", "training step", "leaves at step 2", "submission", "reference", "tolerance"} <= set(texts)


def test_a_chart_tells_screen_readers_what_it_shows():
    svg = parsed(a_curve())

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "key-t key-d"
    assert {each.get("id"): each.text for each in svg if each.get("id")} == {
        "key-t": "loss, step by step",
        "key-d": "loss over 3 steps: the submission's goes from 2 to 0.5, the reference's from 2 to 0.9; "
        "it leaves the tolerance at step 2.",
    }


def test_a_curve_that_agrees_has_no_mark():
    svg = parsed(a_curve(actual=(2.0, 1.1, 0.9), departs_at=None))

    assert of_class(svg, "departure") == []
    assert describe(a_curve(departs_at=None)).endswith("; it stays within the tolerance.")


def test_a_line_never_bridges_a_nan():
    svg = parsed(a_curve((1.0, 1.0, NAN, 1.0, 1.0), (1.0,) * 5, (0.1,) * 5, 2))

    lines = [each.get("points") for each in of_class(svg, "actual") if each.tag == "polyline"]
    assert [len(line.split()) for line in lines] == [2, 2]


@pytest.mark.parametrize(
    "curve",
    [
        a_curve(actual=(1e300, -1e300, NAN)),
        a_curve(actual=(INF, -INF, NAN), departs_at=0),
        a_curve(expected=(NAN, 1.0, INF)),
        a_curve(expected=(0.0, 0.0, 0.0), tolerance=(0.0, 0.0, 0.0), actual=(0.0, 0.0, 0.0)),
        a_curve(expected=(5.0,), tolerance=(0.1,), actual=(4.0,), departs_at=0),
        a_curve(expected=(1e-9, 2e-9, 1e-9), tolerance=(0.0,) * 3, actual=(1e9, 1e9, 1e9)),
        a_curve(expected=(1.0, 1.0, 1.0), tolerance=(INF,) * 3),
    ],
    ids=range(7),
)
def test_every_place_of_a_chart_is_inside_it(curve):
    text = str(line_chart(curve, "key"))

    places = [float(n) for points in re.findall(r'points="([^"]+)"', text) for n in re.split("[ ,]", points)]
    places += [float(n) for n in re.findall(r' (?:[cxy][12xy]?)="([^"]+)"', text)]
    assert all(math.isfinite(place) and 0 <= place <= max(WIDTH, HEIGHT) for place in places)
    assert "nan" not in re.sub("<desc.*?</desc>", "", text)


def test_a_chart_without_numbers_is_empty():
    assert line_chart(a_curve((), (), ()), "key") == ""
    assert line_chart(a_curve(expected=(NAN,) * 3), "key") == ""


def test_the_name_of_a_quantity_is_text():
    text = str(line_chart(a_curve(quantity="</title><script>&"), "key"))

    assert "<script" not in text
    assert "&lt;/title&gt;&lt;script&gt;&amp;" in text
