"""How much room there is on both sides of each tolerance, and which check sees which mistake: records to texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.authoring.audit import FileAudit
from grader.compare import Tolerance
from grader.records import Check


class Room(NamedTuple):
    """What one check uses of its tolerance for the worst right solution, and where the closest wrong answer is.

    Both are in tolerances, and infinite where no mistake gives a number that can be compared.
    """

    check: Check
    used: float
    by: str
    nearest: float
    mistake: str
    mistakes: int


def rooms(found: FileAudit) -> Iterator[Room]:
    """Yield the room of each check, in their order."""
    for check in found.checks:
        used = max(((off[check.id], name) for name, off in found.right.items()), default=(0.0, ""))
        outside = [(off[check.id], id) for id, off in found.wrong.items() if off[check.id] > 1]
        nearest = min(outside, default=(float("inf"), ""))
        yield Room(check, *used, *nearest, len(outside))


def blind(found: Sequence[Room]) -> tuple[str, ...]:
    """Return the checks that no mistake fails."""
    return tuple(each.check.id for each in found if not each.mistakes)


def by_tolerance(found: Sequence[Room]) -> Iterator[str]:
    """Yield a sentence for each tolerance, that of most checks first."""
    groups: dict[Tolerance, list[Room]] = {}
    for each in found:
        groups.setdefault(each.check.tolerance, []).append(each)
    for tolerance, checks in sorted(groups.items(), key=lambda item: -len(item[1])):
        worst = max(checks, key=lambda each: each.used)
        closest = min(checks, key=lambda each: each.nearest)
        yield (
            f"tolerance {_said(tolerance)} of {len(checks)} check{'s'[: len(checks) > 1]}: "
            f"{_used(worst)}; {_nearest(closest)}"
        )


def matrix(found: Sequence[FileAudit]) -> str:
    """Return a table, as comma-separated values: a column for each check, a row for each mistake and right solution.

    A cell says how many tolerances its answer is off, for a mistake if it is more than 1; `inf` is another shape, or
    an error.
    """
    checks = [check.id for each in found for check in each.checks]
    rows = [["", *checks]]
    for each in found:
        rows += [
            [id, *(_cell(off.get(check, 0.0), 1.0) for check in checks)] for id, off in each.wrong.items()
        ]
        rows += [
            [name, *(_cell(off.get(check, 0.0), 0.0) for check in checks)] for name, off in each.right.items()
        ]
    return _csv(rows)


def table(found: Sequence[Room]) -> str:
    """Return what is known of each check, as comma-separated values."""
    header = ["check", "points", "tolerance", "mistakes", "used", "by", "closest wrong answer", "mistake"]
    return _csv(
        [
            header,
            *(
                [
                    each.check.id,
                    f"{each.check.points:g}",
                    _said(each.check.tolerance),
                    str(each.mistakes),
                    f"{each.used:.3g}",
                    each.by,
                    f"{each.nearest:.3g}",
                    each.mistake,
                ]
                for each in found
            ),
        ]
    )


def _used(room: Room) -> str:
    if not room.by:
        return "no right solution was tried"
    return f"right work uses {100 * room.used:.2g} % of it at most ({room.by}, in {room.check.id})"


def _nearest(room: Room) -> str:
    if room.nearest == float("inf"):
        return "no wrong answer can be compared"
    return f"the closest wrong answer is {room.nearest:.3g} times as far off ({room.mistake}, in {room.check.id})"


def _said(tolerance: Tolerance) -> str:
    growth = f" growing by {tolerance.growth_per_step:g} a step" if tolerance.growth_per_step else ""
    return f"{tolerance.relative:g} + {tolerance.absolute:g}{growth}"


def _cell(off: float, above: float) -> str:
    return f"{off:.3g}" if off > above else ""


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
