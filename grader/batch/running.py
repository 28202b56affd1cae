"""A run over a class whose workers are ready: grade it, preview it, or say what would be done; with what is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader import delivery, output
from grader.batch import dashboard, outcome, work
from grader.batch import preview as comparison
from grader.batch.crew import Crew
from grader.batch.journal import Journal
from grader.batch.progress import Shown
from grader.batch.standing import Intake
from grader.batch.task import Machine
from grader.errors import GraderError
from grader.intake.wording import listed
from grader.records import Assignment


class Asked(NamedTuple):
    """What is to be graded, and how. `canvas` is the text of Canvas' exported gradebook; `key` draws hidden inputs."""

    assignment: Assignment
    folder: Path
    intake: Intake
    out: Path
    canvas: str | None
    key: str
    has_pseudonyms: bool
    again: bool

    def terms(self, machine: Machine) -> work.Terms:
        """Return what all are graded by, on machines like this one."""
        seconds = self.assignment.limits.submission_wall_seconds
        return work.Terms(self.assignment.id, machine, seconds, self.key, self.again)


delivery.keep_compiled(dashboard.ENVIRONMENT, dashboard.__file__)


def grade(asked: Asked, machine: Machine, kept: Journal, workers: Crew) -> Iterator[str]:
    """Grade all whose results are not kept yet, and yield the summary, when all files are written.

    Raises:
        GraderError: if some could not be judged.
    """
    class_ = _graded(asked, machine, kept, workers, is_preview=False)
    workers.dismiss()
    result = outcome.result(asked.assignment, machine, asked.intake, kept, class_.keys)
    others = [student for student in kept.students() if student not in class_.keys]
    yield from outcome.summary(result)
    if others:
        yield f"  {asked.out} also has reports of {listed(others)}, of whom {asked.folder} has nothing"
    for name, text in outcome.files(result, asked.canvas, asked.has_pseudonyms, asked.key).items():
        # They show everybody's points, and the dashboard what is hidden from students.
        output.write(asked.out / name, text, 0o600)
        yield f"wrote {asked.out / name}"
    if aside := outcome.set_aside(result):
        raise GraderError(
            f"{len(aside)} could not be judged ({listed(aside)}): mend what is wrong, and run it with --again"
        )


def preview(asked: Asked, machine: Machine, kept: Journal, workers: Crew) -> Iterator[str]:
    """Yield whose score would move; the results are kept, and nothing that anybody sees is written."""
    before = {one.student.key: kept.shown(one.student.key) for one in asked.intake.handed_in}
    keys = _graded(asked, machine, kept, workers, is_preview=True).keys
    pairs = (
        comparison.Pair(student, kept.find(before[student]), kept.standing(key))
        for student, key in keys.items()
    )
    yield from comparison.lines(pairs)


def would_do(asked: Asked, machine: Machine, kept: Journal) -> Iterator[str]:
    """Yield what a run would do, having done nothing."""
    there, terms = 0, asked.terms(machine)
    for one in asked.intake.handed_in:
        if work.is_settled(terms, kept, work.due(terms, one), asked.out):
            there += 1
        else:
            yield f"  would grade {one.student.key} ({one.path.name}) into {asked.out / one.student.key}"
    yield f"  would write {', '.join(outcome.FILES)} into {asked.out}"
    yield f"{len(asked.intake.handed_in) - there} would be graded, {there} are graded already; nothing was written"


def _graded(asked: Asked, machine: Machine, kept: Journal, workers: Crew, is_preview: bool) -> work.Class:
    with Shown(asked.assignment.id, len(asked.intake.handed_in), sys.stderr) as shown:
        class_ = work.Class(asked.terms(machine), workers, kept, asked.out, shown)
        class_.grade(asked.intake.handed_in, is_preview)
    return class_
