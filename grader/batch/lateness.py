"""What being late costs under a policy, and the sentence that says so."""

from __future__ import annotations

import math

from grader.batch.standing import Lateness
from grader.late_policy import LatePolicy
from grader.report.view import LatenessView, points

_DAY = 86_400
_UNITS = (("day", _DAY), ("hour", 3_600), ("minute", 60), ("second", 1))


def of(
    policy: LatePolicy | None, late_seconds: float | None, score: float, max_score: float
) -> Lateness | None:
    """Return what is taken off a score, or None if the work was in time, or nobody knows when it came.

    The first day begins when the grace ends, and each started day counts. No more is taken off than there is.
    """
    if policy is None or late_seconds is None or late_seconds <= 0:
        return None
    came = f"handed in {_span(late_seconds)} after it was due"
    beyond = late_seconds - 60 * policy.grace_minutes
    if beyond <= 0:
        grace = _counted(policy.grace_minutes, "minute")
        return Lateness(
            late_seconds=late_seconds,
            points=0.0,
            sentence=f"{came}, within the grace of {grace}: nothing is taken off",
        )
    last = policy.nothing_after_days
    if last is not None and beyond > _DAY * last:
        return Lateness(
            late_seconds=late_seconds,
            points=score,
            sentence=f"{came}: after {_counted(last, 'day')} no points count, but what is right is said all the same",
        )
    days = math.ceil(beyond / _DAY)
    a_day = policy.points_per_day or max_score * policy.percent_per_day / 100
    cap = max_score * policy.cap_percent / 100
    off = round(min(days * a_day, cap, score), 6)
    return Lateness(
        late_seconds=late_seconds, points=off, sentence=f"{came}: {_cost(policy, days, a_day, cap, off)}"
    )


def shown(lateness: Lateness | None, score: float) -> LatenessView | None:
    """Return the same for a report."""
    if lateness is None:
        return None
    return LatenessView(
        late_seconds=lateness.late_seconds,
        points=lateness.points,
        final_score=round(max(0.0, score - lateness.points), 6),
        sentence=lateness.sentence,
    )


def _cost(policy: LatePolicy, days: int, a_day: float, cap: float, off: float) -> str:
    if not a_day or not cap:
        return "nothing is taken off for that"
    if not off:
        return "there is nothing to take off"
    rate = f"{points(policy.percent_per_day)} %" if not policy.points_per_day else _counted(a_day, "point")
    rule = f"{rate} for each started day" if days > 1 else f"{rate} for the first day"
    if days * a_day > cap:
        rule += f", and never more than {points(policy.cap_percent)} %"
    verb = "is" if off == 1 else "are"
    return f"{_counted(off, 'point')} {verb} taken off, {rule}"


def _span(seconds: float) -> str:
    """Return a length of time in its two largest units: "1 day and 3 hours"."""
    rest = max(1, int(seconds))
    parts: list[tuple[int, str]] = []
    for unit, size in _UNITS:
        number, rest = divmod(rest, size)
        if number or parts:
            parts.append((number, unit))
    return " and ".join(_counted(number, unit) for number, unit in parts[:2] if number)


def _counted(number: float, noun: str) -> str:
    return f"{points(number)} {noun}{'' if number == 1 else 's'}"
