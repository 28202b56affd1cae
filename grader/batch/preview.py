"""Whose score would move, and by how much: the results that are shown, beside those that would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.batch.standing import Standing, Status
from grader.report.view import points


class Pair(NamedTuple):
    """A student's standing as it is shown, if any is, and as it would be."""

    student: str
    before: Standing | None
    after: Standing


def lines(pairs: Iterable[Pair]) -> Iterator[str]:
    """Yield a line for each standing that would change, in the order of the students, and one for all together."""
    up = down = same = new = other = 0
    for student, before, after in sorted(pairs, key=lambda pair: pair.student):
        if before is None:
            new += 1
            yield f"{student}: {_said(after)} (new)"
        elif (before.status, after.status) != (Status.GRADED, Status.GRADED):
            if _said(before) == _said(after):
                same += 1
                continue
            other += 1
            yield f"{student}: {_said(before)} → {_said(after)}"
        elif before.final_score == after.final_score and before.max_score == after.max_score:
            same += 1
        else:
            move = after.final_score - before.final_score
            up += move > 0
            down += move < 0
            other += move == 0
            moved = f"{move:+.6g}{_why(before, after)}"
            yield f"{student}: {_said(before)} → {_said(after)} ({moved})"
    yield (
        f"scores: {up} up, {down} down, {other} changed otherwise, {new} new, {same} as before; "
        "nothing is written yet: the same command without --preview does it"
    )


def _said(standing: Standing) -> str:
    if standing.status is Status.GRADED:
        return f"{points(standing.final_score)} / {points(standing.max_score)}"
    return f"{standing.status.value} ({standing.reason})"


def _why(before: Standing, after: Standing) -> str:
    """Return the checks whose points are others."""
    had = {item.id: item.score for item in before.items}
    moved = [item.id for item in after.items if had.get(item.id, 0.0) != item.score]
    gone = sorted(had.keys() - {item.id for item in after.items})
    named = [*moved, *gone]
    if after.lateness != before.lateness:
        named.append("being late")
    return (
        f": {', '.join(named[:3])}{f' and {len(named) - 3} more' if len(named) > 3 else ''}" if named else ""
    )
