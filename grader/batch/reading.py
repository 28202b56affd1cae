"""A student's parcel as a submission."""

from __future__ import annotations

import msgspec

from grader import submission
from grader.batch.parcel import Parcel, unpack
from grader.records import Assignment, Submission


def read(parcel: Parcel, student: str, notes: tuple[str, ...], assignment: Assignment) -> Submission:
    """Return what a student handed in, under the student's key, with the notes of the intake.

    Raises:
        SubmissionError: if it cannot be graded.
    """
    found = submission.read_listed(unpack(parcel), assignment, student)
    return msgspec.structs.replace(found, name=student, notes=(*notes, *found.notes))
