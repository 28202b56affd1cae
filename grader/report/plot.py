"""Draw a training curve over the reference's, as inline SVG that a style sheet can colour.

The submission's curve is solid, the reference is dashed upon it and inside its tolerance band, the departure is a ring
on a dotted line: no difference is a difference of colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from markupsafe import Markup, escape

from grader.report.view import CurveView

# From a step and a value to "x,y".
Place: TypeAlias = Callable[[int, float], str]

WIDTH, HEIGHT = 400, 252
LEFT, RIGHT, TOP, BOTTOM = 52, 390, 46, 212
# A curve that runs away is cut here, so that the rest stays readable: this many times the reference's range.
_MOST_RANGES = 2.0


def line_chart(curve: CurveView, key: str) -> Markup:
    """Return an <svg> of one curve; `key` makes its ids unique on the page. Empty where there are no numbers."""
    if not curve.expected or not any(map(math.isfinite, curve.expected)):
        return Markup("")
    low, high = limits(curve)
    last = max(len(curve.expected) - 1, 1)

    def at(step: int, value: float) -> str:
        x = LEFT + (RIGHT - LEFT) * step / last
        clipped = min(max(value, low), high)
        return f"{x:.1f},{TOP + (BOTTOM - TOP) * (high - clipped) / (high - low):.1f}"

    tube = [
        (step, value, width)
        for step, (value, width) in enumerate(zip(curve.expected, curve.tolerance, strict=True))
        if math.isfinite(value) and math.isfinite(width)
    ]
    upper = [at(step, value + width) for step, value, width in tube]
    lower = [at(step, value - width) for step, value, width in tube]
    parts = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">{escape(curve.quantity)}, step by step</title>',
        f'<desc id="{key}-d">{escape(describe(curve))}</desc>',
        *_axes(low, high, last, curve.quantity),
        f'<polygon class="band" points="{" ".join(upper + lower[::-1])}"/>',
        *(f'<polyline class="actual" points="{run}"/>' for run in _runs(curve.actual, at)),
        *(f'<polyline class="reference" points="{run}"/>' for run in _runs(curve.expected, at)),
        *_departure(curve, at),
        *_legend(),
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704 (every text in it is escaped above)


def describe(curve: CurveView) -> str:
    """Return in words what the chart shows, for those who do not see it."""
    ends = (
        f"the submission's goes from {label(curve.actual[0])} to {label(curve.actual[-1])}"
        if curve.actual
        else ""
    )
    reference = f"the reference's from {label(curve.expected[0])} to {label(curve.expected[-1])}"
    agrees = (
        "it stays within the tolerance"
        if curve.departs_at is None
        else f"it leaves the tolerance at step {curve.departs_at}"
    )
    return f"{curve.quantity} over {curve.steps} steps: {ends}, {reference}; {agrees}."


def limits(curve: CurveView) -> tuple[float, float]:
    """Return the lowest and the highest value that is drawn."""
    pairs = zip(curve.expected, curve.tolerance, strict=True)
    edges = (edge for value, width in pairs for edge in (value - width, value + width, value))
    tube = [edge for edge in edges if math.isfinite(edge)]
    low, high = min(tube), max(tube)
    reach = _MOST_RANGES * (high - low)
    drawn = [value for value in curve.actual if math.isfinite(value)]
    low = min([low, *(max(value, low - reach) for value in drawn)])
    high = max([high, *(min(value, high + reach) for value in drawn)])
    margin = 0.06 * (high - low) or 0.5 * abs(high) or 1.0
    return low - margin, high + margin


def _runs(values: Sequence[float], at: Place) -> Iterator[str]:
    """Yield the points of each stretch of finite values: a line never bridges a nan."""
    run: list[str] = []
    for step, value in enumerate(values):
        if math.isfinite(value):
            run.append(at(step, value))
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _axes(low: float, high: float, last: int, quantity: str) -> Iterator[str]:
    for value in ticks(low, high):
        y = TOP + (BOTTOM - TOP) * (high - value) / (high - low)
        yield f'<line class="grid" x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 7}" y="{y + 4:.1f}" text-anchor="end">{label(value)}</text>'
    for step in sorted({0, last // 2, last}):
        x = LEFT + (RIGHT - LEFT) * step / last
        anchor = "end" if step == last else "middle"
        yield f'<text x="{x:.1f}" y="{BOTTOM + 17}" text-anchor="{anchor}">{step}</text>'
    yield f'<line class="axis" x1="{LEFT}" x2="{RIGHT}" y1="{BOTTOM}" y2="{BOTTOM}"/>'
    middle = (LEFT + RIGHT) / 2
    yield f'<text x="{middle:.0f}" y="{HEIGHT - 6}" text-anchor="middle">training step</text>'
    x, y = 11, (TOP + BOTTOM) // 2
    name = quantity if len(quantity) <= 24 else f"{quantity[:23]}…"
    yield f'<text x="{x}" y="{y}" text-anchor="middle" transform="rotate(-90 {x} {y})">{escape(name)}</text>'


def ticks(low: float, high: float) -> list[float]:
    """Return some four round numbers between the limits."""
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    first = math.ceil(low / step)
    return [index * step for index in range(first, math.floor(high / step) + 1)]


def _departure(curve: CurveView, at: Place) -> Iterator[str]:
    step = curve.departs_at
    if step is None or step >= len(curve.actual):
        return
    value = curve.actual[step] if math.isfinite(curve.actual[step]) else curve.expected[step]
    x, y = at(step, value).split(",")
    is_right = float(x) > (LEFT + RIGHT) / 2
    anchor, shift = ("end", -6) if is_right else ("start", 6)
    yield f'<line class="departure" x1="{x}" x2="{x}" y1="{TOP - 16}" y2="{BOTTOM}"/>'
    yield f'<circle class="departure" cx="{x}" cy="{y}" r="5"/>'
    place = f'x="{float(x) + shift:.1f}" y="{TOP - 6}" text-anchor="{anchor}"'
    yield f'<text class="mark" {place}>leaves at step {step}</text>'


def _legend() -> Iterator[str]:
    y = 14
    yield f'<line class="actual" x1="{LEFT}" x2="{LEFT + 20}" y1="{y}" y2="{y}"/>'
    yield f'<text x="{LEFT + 26}" y="{y + 4}">submission</text>'
    yield f'<line class="reference" x1="{LEFT + 120}" x2="{LEFT + 140}" y1="{y}" y2="{y}"/>'
    yield f'<text x="{LEFT + 146}" y="{y + 4}">reference</text>'
    yield f'<rect class="band" x="{LEFT + 232}" y="{y - 6}" width="20" height="12"/>'
    yield f'<text x="{LEFT + 258}" y="{y + 4}">tolerance</text>'


def label(number: float) -> str:
    """Return a number in four digits."""
    return f"{number + 0.0:.4g}"
