"""A student's work as a submission, whether it lies in a folder, in an archive or among everybody's files."""

from __future__ import annotations

import msgspec

from grader import submission
from grader.batch.standing import HandedIn
from grader.intake import look
from grader.intake.several import several_listing
from grader.records import Assignment, Submission


def read(work: HandedIn, assignment: Assignment) -> Submission:
    """Return what a student handed in, under the student's key, with the notes of the intake.

    Raises:
        UsageError: if there is nothing any more.
        SubmissionError: if it cannot be graded.
    """
    if work.files:
        listing = several_listing(dict(work.files))
        found = submission.read_listed(
            look.HandedIn(work.student.key, "what was handed in", listing), assignment, ""
        )
    else:
        found = submission.read(work.path, assignment)
    return msgspec.structs.replace(found, name=work.student.key, notes=(*work.notes, *found.notes))
