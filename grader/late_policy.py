"""What it costs to be late, as assignment.toml and course.toml declare it in `[late]`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from grader.errors import AssignmentError

_NotNegative = Annotated[float, msgspec.Meta(ge=0)]
_Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class LateSettings(msgspec.Struct, forbid_unknown_fields=True):
    """The keys of one `[late]`; None is a key that is not there."""

    due: Any = None
    grace_minutes: _NotNegative | None = None
    percent_per_day: _Percent | None = None
    points_per_day: _NotNegative | None = None
    cap_percent: _Percent | None = None
    nothing_after_days: _NotNegative | None = None


class LatePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """When work is due, and what each started day after the grace takes off.

    Percentages are of the points that can be had; `cap_percent` is the most that is taken off. After
    `nothing_after_days`, no points count. `due` is None where nobody declared it.
    """

    due: datetime | None = None
    grace_minutes: float = 0.0
    percent_per_day: float = 0.0
    points_per_day: float = 0.0
    cap_percent: float = 100.0
    nothing_after_days: float | None = None


def declared(
    course: LateSettings | None, own: LateSettings | None, names: tuple[str, str]
) -> LatePolicy | None:
    """Return the policy of an assignment: what it says itself, and for the rest what the course says.

    `names` are those of the two files, in messages.

    Raises:
        AssignmentError: if a moment is none, or a day costs percent and points.
    """
    said: dict[str, Any] = {}
    for late, name in zip((course, own), names, strict=True):
        if late is None:
            continue
        keys = {key: value for key, value in msgspec.structs.asdict(late).items() if value is not None}
        if "due" in keys:
            keys["due"] = _moment(keys["due"], name)
        rates = {"percent_per_day", "points_per_day"} & keys.keys()
        if len(rates) > 1:
            raise AssignmentError(
                f"{name}, at late: has percent_per_day and points_per_day, where one can hold"
            )
        said = {key: value for key, value in said.items() if not rates or not key.endswith("_per_day")} | keys
    return LatePolicy(**said) if said else None


def _moment(value: object, name: str) -> datetime:
    try:
        return msgspec.convert(value, _Moment)
    except msgspec.ValidationError:
        raise AssignmentError(
            f"{name}, at late.due: expected a moment with its offset, such as 2026-10-01T23:59:00-04:00, got {value}"
        ) from None
