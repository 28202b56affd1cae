"""What is measured, and how: rivals in turn, round after round, so that a slow minute of the machine hits all of them."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

# A loop of this length takes about 20 ms: long enough to be timed, short enough to cost nothing.
_YARDSTICK_STEPS = 400_000


class Rival(NamedTuple):
    """Something that is measured: a function that returns one figure, of which less is better."""

    name: str
    figure: Callable[[], float]


class Row(NamedTuple):
    """A table: the same work by several rivals, ours first, in a unit, in so many rounds, after some that do not count."""

    title: str
    unit: str
    rivals: Sequence[Rival]
    rounds: int
    note: str = ""
    warm_ups: int = 1


class Result(NamedTuple):
    """The figures of a row, by rival, and those of a loop that ran between them: its spread is the machine's."""

    title: str
    unit: str
    figures: Mapping[str, Sequence[float]]
    yardstick: Sequence[float]
    note: str = ""


def seconds(work: Callable[[], object]) -> Callable[[], float]:
    """Return a figure: how long this work takes by the clock on the wall."""

    def figure() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return figure


def measure(row: Row, tell: Callable[[str], object]) -> Result:
    """Return the figures of a row, with warm caches, as they are for a class."""
    figures: dict[str, list[float]] = {rival.name: [] for rival in row.rivals}
    yardstick = []
    for rival in (*row.rivals,) * row.warm_ups:
        rival.figure()
    for done in range(row.rounds):
        # The first in a round is another one each time.
        first = done % len(row.rivals)
        for rival in (*row.rivals[first:], *row.rivals[:first]):
            yardstick.append(seconds(_loop)())
            figures[rival.name].append(rival.figure())
        tell(f"{row.title}: round {done + 1} of {row.rounds}")
    return Result(row.title, row.unit, figures, yardstick, row.note)


def spread(figures: Sequence[float]) -> float:
    """Return how far apart the middle half of some figures is, in parts of their median."""
    if len(figures) < 2:
        return 0.0
    low, middle, high = statistics.quantiles(figures, n=4, method="inclusive")
    return (high - low) / middle


def _loop() -> None:
    for _ in range(_YARDSTICK_STEPS):
        continue
