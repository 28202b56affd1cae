"""What Gradescope says of a submission in submission_metadata.json, as far as a score depends on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from grader.errors import GraderError


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When the homework is due; the late due date is there if late work is taken at all."""

    due_date: datetime | None = None
    late_due_date: datetime | None = None


class Previous(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier submission of the same student; the results are those of the latest only."""

    submission_time: datetime | None = None
    score: float | str | None = None
    autograder_error: bool = False
    results: dict[str, Any] | None = None

    @property
    def points(self) -> float:
        """The score, which may be written as a text."""
        try:
            return float(self.score or 0.0)
        except ValueError:
            return 0.0


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """One submission_metadata.json; what we do not use is not looked at."""

    created_at: datetime | None = None
    assignment: Due = Due()
    previous_submissions: tuple[Previous, ...] = ()

    @property
    def counted(self) -> tuple[Previous, ...]:
        """The earlier submissions, without those that the grader failed on: they are nobody's attempts."""
        return tuple(each for each in self.previous_submissions if not each.autograder_error)

    @property
    def late_seconds(self) -> float:
        """How much later than it was due this was handed in; 0 if it was in time, or if nobody knows."""
        if self.created_at is None or self.assignment.due_date is None:
            return 0.0
        return max(0.0, (self.created_at - self.assignment.due_date).total_seconds())


def read(content: bytes) -> Metadata:
    """Return what stands in a submission_metadata.json.

    Raises:
        GraderError: if it is not as Gradescope documents it.
    """
    try:
        return msgspec.json.decode(content, type=Metadata)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GraderError(f"submission_metadata.json is not as Gradescope documents it: {error}") from error
