"""What was measured, as JSON and as Markdown. Plain data in, text out; the Markdown is made from the JSON alone."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.bench.measure import Result, spread

INTRODUCTION = """# Benchmarks

`make bench` measures, and writes this page and `benchmarks.json` beside it, which has every figure.
`make bench TOPIC=grading` measures one topic, and leaves the others as they are.

Rivals do the same work in turn, round after round, with warm caches; each NumPy has one thread.
A figure is a median, and how far apart the middle half of the figures is, in percent of it.
"× ours" is the ratio of the medians: above 1, ours is faster, or needs less.
"""


def section(
    results: Iterable[Result], versions: Mapping[str, str], machine: str, date: str, load: Sequence[float]
) -> dict[str, Any]:
    """Return what is kept of the measurements of one topic."""
    results = list(results)
    return {
        "date": date,
        "machine": machine,
        "versions": dict(versions),
        "load_before_and_after": [round(each, 2) for each in load],
        "yardstick_spread": round(spread([each for result in results for each in result.yardstick]), 3),
        "rows": [
            {
                "title": result.title,
                "unit": result.unit,
                "note": result.note,
                "figures": {
                    name: [float(f"{each:.4g}") for each in of] for name, of in result.figures.items()
                },
            }
            for result in results
        ],
    }


def markdown(sections: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the page that shows these sections, each by its topic."""
    return "\n".join([INTRODUCTION, *(_section(topic, said) for topic, said in sorted(sections.items()))])


def _section(topic: str, said: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in said["versions"].items())
    before, after = said["load_before_and_after"]
    head = f"""## {topic.replace("_", " ").capitalize()}

Measured on {said["date"]} on {said["machine"]}, with {versions}.
{_noise(said["yardstick_spread"], before, after)}
"""
    return "\n".join([head, *(_row(row) for row in said["rows"])])


def _noise(yardstick: float, before: float, after: float) -> str:
    word = "quiet" if yardstick < 0.05 else "somewhat noisy" if yardstick < 0.2 else "noisy"
    return (
        f"The machine was {word}: a fixed loop, run before each figure, varied by {yardstick:.0%}, "
        f"and the load was {before:g} before and {after:g} after."
    )


def _row(row: Mapping[str, Any]) -> str:
    medians = {name: statistics.median(of) for name, of in row["figures"].items()}
    ours = next(iter(medians.values()))
    lines = [
        f"### {row['title']}\n",
        f"| | median, {row['unit']} | spread | × ours |",
        "|---|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {_number(median)} | {_spread(row['figures'][name])} | {_number(median / ours)} |"
        for name, median in medians.items()
    ]
    lines += [f"\n{row['note']}"] if row["note"] else []
    return "\n".join([*lines, ""])


def _spread(figures: Sequence[float]) -> str:
    return f"{spread(figures):.0%}" if len(figures) > 1 else "measured once"


def _number(value: float) -> str:
    """Return a number with three digits that count, and no more than it needs."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
