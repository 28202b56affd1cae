"""What a worker of a class does: one submission after the other, each to a standing and its reports.

Whatever becomes of one of them is an answer, and no exception: the next is graded all the same.
"""

from __future__ import annotations

import traceback
from pathlib import Path

import msgspec

from grader import catalog, delivery, fixtures, instances, pipeline, submission
from grader.batch import lateness, material, parcel
from grader.batch.standing import Item, Lateness, Standing, Status
from grader.batch.task import Answer, Greeting, Machine, Task
from grader.errors import GraderError, Refusal, SandboxError, SubmissionError
from grader.records import Assignment, Diagnosis, Fixture, Grading, Submission, Verdict
from grader.report.view import Report
from grader.sandbox.choose import Sandbox

# So often a sandbox may fail with one submission.
_TRIES = 3


class Grader:
    """One worker: it keeps the assignment in memory, and a sandbox at hand."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._machine: Machine | None = None
        self._loaded: dict[str, tuple[Assignment, Fixture]] = {}

    def answer(self, question: Greeting | Task) -> Answer:
        """Return what came of a question."""
        try:
            if isinstance(question, Greeting):
                return Answer(machine=self._greeted(question))
            if self._machine is None:
                self._machine = self._greeted(
                    Greeting(assignment=question.assignment, sandbox=question.machine.sandbox)
                )
            if differs := _difference(self._machine, question.machine):
                return Answer(stop=differs)
        except Refusal as refusal:
            return Answer(stop=str(refusal))
        return self._graded(question)

    def _greeted(self, greeting: Greeting) -> Machine:
        """Return what this worker grades with, having tried it: the sandbox gets ready, the fixture can be read."""
        course = material.course_digest(self._root, greeting.assignment)
        self._load(greeting.assignment)
        with Sandbox(greeting.sandbox) as sandbox:
            sandbox.box()
            return Machine(
                sandbox=sandbox.backend,
                protection=sandbox.protection,
                versions=material.versions(),
                course=course,
                code=material.grader_digest(),
            )

    def _load(self, id: str) -> tuple[Assignment, Fixture]:
        if id not in self._loaded:
            assignment = catalog.load(self._root, id)
            self._loaded[id] = assignment, fixtures.read(assignment)
        return self._loaded[id]

    def _graded(self, task: Task) -> Answer:
        try:
            assignment, _ = self._load(task.assignment)
            found = parcel.unpack(task.parcel)
            handed_in = submission.read_listed(found, assignment, task.student.key)
        except SubmissionError as refusal:
            return Answer(standing=_without_report(task, Status.REFUSED, str(refusal)))
        except Exception as error:
            return Answer(standing=_without_report(task, Status.SET_ASIDE, _bug(error)))
        reason = ""
        for attempt in range(_TRIES):
            try:
                grading = self._grading(task, handed_in)
            except SandboxError as error:
                reason = str(error)
                continue
            except Exception as error:
                reason = str(error) if isinstance(error, GraderError) else _bug(error)
                break
            if attempt == _TRIES - 1 or not any(result.observation.our_fault for result in grading.results):
                return _answer(task, grading, self._lateness(task, grading))
        return Answer(standing=_without_report(task, Status.SET_ASIDE, reason))

    def _grading(self, task: Task, handed_in: Submission) -> Grading:
        whole, fixture = self._load(task.assignment)
        assignment = catalog.scoped(whole, handed_in.modules)
        name, notes = task.student.key, (*task.notes, *handed_in.notes)
        handed_in = msgspec.structs.replace(handed_in, name=name, notes=notes)
        if task.key:
            fixture = instances.keyed(assignment, fixture, task.key.encode(), task.student.key)
        with Sandbox(task.machine.sandbox) as sandbox:
            sandbox.start()
            return pipeline.grade(assignment, handed_in, fixture, sandbox, task.key)

    def _lateness(self, task: Task, grading: Grading) -> Lateness | None:
        policy = catalog.late_policy(self._root, task.assignment)
        score = sum(result.score for result in grading.results)
        most = sum(problem.points for problem in grading.assignment.problems)
        return lateness.of(policy, task.late_seconds, score, most)


def _difference(here: Machine, there: Machine) -> str:
    """Return in what this machine is not like the one for which the class is graded, or nothing."""
    if here.course != there.course:
        return "the files of the assignment are not those with which the run began: run it again"
    if (here.code, here.versions) != (there.code, there.versions):
        return f"a worker has {_versions(here)}, and the run began with {_versions(there)}"
    return ""


def _versions(machine: Machine) -> str:
    named = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    return f"{named} (code {machine.code[:8]})"


def _answer(task: Task, grading: Grading, late: Lateness | None) -> Answer:
    """Return the standing and the reports of a grading."""
    score = sum(result.score for result in grading.results)
    files = delivery.render(grading, lateness.shown(late, score))
    unjudged = [result.observation for result in grading.results if result.verdict is Verdict.UNJUDGED]
    reason = ""
    if unjudged:
        because = unjudged[0].our_fault or f"{unjudged[0].lacks} is not installed"
        reason = f"{len(unjudged)} checks could not be judged: {because}"
    standing = Standing(
        student=task.student,
        status=Status.SET_ASIDE if unjudged else Status.GRADED,
        reason=reason,
        score=files.report.score,
        max_score=files.report.max_score,
        lateness=late,
        report=f"{task.student.key}/report.html",
        seconds=grading.seconds,
        items=_items(files.staff_report),
        notes=files.report.notes,
    )
    return Answer(standing=standing, texts=files.texts)


def _items(report: Report) -> tuple[Item, ...]:
    return tuple(
        Item(
            id=check.id,
            problem=check.problem,
            title=check.title,
            visibility=check.visibility.value,
            verdict=check.verdict.value,
            outcome=check.outcome.value,
            score=check.score,
            max_score=check.max_score,
            seconds=check.seconds,
            message=check.message,
            mistakes=tuple(_mistake(each) for each in check.diagnosis),
        )
        for check in report.checks
    )


def _mistake(diagnosis: Diagnosis) -> tuple[str, str, str]:
    return diagnosis.id, diagnosis.text, diagnosis.confidence


def _without_report(task: Task, status: Status, reason: str) -> Standing:
    return Standing(student=task.student, status=status, reason=reason)


def _bug(error: Exception) -> str:
    """Return where a bug of ours is, in a sentence for whoever mends it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"this is a bug of the grader, not of the submission: {error!r} at {place}"
