"""Draw the scores of a class as columns, as inline SVG that a style sheet can colour."""

from __future__ import annotations

from markupsafe import Markup

from grader.batch.analysis import Distribution
from grader.report.view import points

WIDTH, HEIGHT = 400, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 396, 26, 160
_GAP = 1.5


def histogram(spread: Distribution) -> Markup:
    """Return an <svg> of the columns, with the median as a line."""
    columns = len(spread.counts)
    wide = (_RIGHT - _LEFT) / columns
    scale = (_BOTTOM - _TOP) / max(spread.counts)
    end = spread.width * columns
    parts = [
        f'<svg class="chart scores" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="scores-t scores-d">',
        '<title id="scores-t">How many students have how many points</title>',
        f'<desc id="scores-d">{describe(spread)}</desc>',
    ]
    for place, count in enumerate(spread.counts):
        if count:
            x, height = _LEFT + place * wide, count * scale
            parts.append(
                f'<rect class="column" x="{x + _GAP / 2:.1f}" y="{_BOTTOM - height:.1f}" '
                f'width="{wide - _GAP:.1f}" height="{height:.1f}" rx="2"/>'
            )
            if wide > 12:
                parts.append(
                    f'<text class="count" x="{x + wide / 2:.1f}" y="{_BOTTOM - height - 4:.1f}" '
                    f'text-anchor="middle">{count}</text>'
                )
    parts.append(f'<line class="axis" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>')
    for tick in range(5):
        x = _LEFT + (_RIGHT - _LEFT) * tick / 4
        anchor = ("start", "middle", "middle", "middle", "end")[tick]
        parts.append(
            f'<text x="{x:.1f}" y="{_BOTTOM + 17}" text-anchor="{anchor}">{points(end * tick / 4)}</text>'
        )
    middle = _LEFT + (_RIGHT - _LEFT) * spread.median / end if end else _LEFT
    anchor = "end" if middle > WIDTH / 2 else "start"
    parts += [
        f'<line class="median" x1="{middle:.1f}" y1="12" x2="{middle:.1f}" y2="{_BOTTOM}"/>',
        f'<text class="mark" x="{middle + (-5 if anchor == "end" else 5):.1f}" y="12" text-anchor="{anchor}">'
        f"median {points(round(spread.median, 1))}</text>",
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704 (numbers alone)


def describe(spread: Distribution) -> str:
    """Return the columns in words, for who cannot see them."""
    return "; ".join(
        f"{points(place * spread.width)} to {points((place + 1) * spread.width)} points: {count}"
        for place, count in enumerate(spread.counts)
        if count
    )
