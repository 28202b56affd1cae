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
            sentence=f"{came}, within the grace of {grace}, so nothing is taken off",
        )
    last = policy.nothing_after_days
    if last is not None and beyond > _DAY * last:
        return Lateness(
            late_seconds=late_seconds,
            points=score,
            sentence=f"{came}; after {_counted(last, 'day')} no points count, but what is right is said all the same",
        )
    days = math.ceil(beyond / _DAY)
    a_day = policy.points_per_day or max_score * policy.percent_per_day / 100
    cap = max_score * policy.cap_percent / 100
    off = round(min(days * a_day, cap, score), 6)
    if not a_day or not cap:
        cost = ", and nothing is taken off for that"
    elif not off:
        cost = ", and there is nothing to take off"
    else:
        all_of = "all " if off == round(score, 6) and off != 1 else ""
        taken = f"{all_of}{_counted(off, 'point')} {'is' if off == 1 else 'are'} taken off"
        cost = f", so {taken}, {_rule(policy, days, days * a_day > cap, max_score)}"
    return Lateness(late_seconds=late_seconds, points=off, sentence=came + cost)


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


def _rule(policy: LatePolicy, days: int, is_capped: bool, max_score: float) -> str:
    of_all = f" % of {points(max_score)}"
    rate = points(policy.points_per_day) if policy.points_per_day else points(policy.percent_per_day) + of_all
    rule = f"{rate} for the first day" if days == 1 else f"{rate} for each of {days} started days"
    return f"{rule}, and never more than {points(policy.cap_percent)}{of_all}" if is_capped else rule


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
