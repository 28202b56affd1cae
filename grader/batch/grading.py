"""What a worker of a class does: one submission after the other, each to a standing and its reports.

Whatever becomes of one of them is an answer, and no exception: the next is graded all the same.
"""

from __future__ import annotations

import math
import traceback
from pathlib import Path
from typing import NamedTuple

from grader import catalog, delivery, fixtures, instances, pipeline
from grader.batch import lateness, material, reading
from grader.batch.standing import Item, Standing, Status
from grader.batch.task import Answer, Greeting, Machine, Task
from grader.errors import GraderError, Refusal, SandboxError, SubmissionError
from grader.late_policy import LatePolicy
from grader.records import Assignment, Diagnosis, Fixture, Grading, Submission, Verdict
from grader.report.view import Report
from grader.sandbox.choose import Sandbox

# Of what runs, and not of what may lie there later.
_CODE = material.grader_digest()
# So often a sandbox may fail with one submission.
_TRIES = 3


class _Loaded(NamedTuple):
    """An assignment, and the digest of the files that it was read from."""

    assignment: Assignment
    fixture: Fixture
    policy: LatePolicy | None
    course: str


class Stale(Exception):
    """The course has changed since it was read: another process is to read it anew."""


class Grader:
    """One worker: it keeps the assignment in memory, and a sandbox at hand."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._loaded: dict[str, _Loaded] = {}
        self._kept: Sandbox | None = None

    def answer(self, question: Greeting | Task) -> Answer:
        """Return what came of a question.

        Raises:
            Stale: if this process is not the one to ask.
        """
        try:
            loaded = self._load(question.assignment)
            if isinstance(question, Greeting):
                return Answer(machine=self._machine(question, loaded))
            if differs := self._difference(loaded, question.machine):
                return Answer(stop=differs)
        except Refusal as refusal:
            return Answer(stop=str(refusal))
        return self._graded(question, loaded)

    def _machine(self, greeting: Greeting, loaded: _Loaded) -> Machine:
        """Return what this worker grades with, having tried that a sandbox gets ready."""
        if material.course_digest(self._root, greeting.assignment) != loaded.course:
            raise Stale
        sandbox = self._sandbox(greeting.sandbox)
        sandbox.box()
        sandbox.leave()
        return Machine(
            sandbox=sandbox.backend,
            protection=sandbox.protection,
            versions=material.versions(),
            course=loaded.course,
            code=_CODE,
        )

    def _difference(self, loaded: _Loaded, there: Machine) -> str:
        """Return in what this machine is not like the one for which the class is graded, or nothing."""
        if loaded.course != there.course:
            if material.course_digest(self._root, loaded.assignment.id) == there.course:
                raise Stale
            return "the files of the assignment are not those with which the run began: run it again"
        here = (_CODE, material.versions())
        if here != (there.code, there.versions):
            return f"a worker has {_versions(*here)}, and the run began with {_versions(there.code, there.versions)}"
        return ""

    def close(self) -> None:
        """End the sandbox."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _sandbox(self, choice: str) -> Sandbox:
        """Return the sandbox that is kept, or, where another was asked for, a new one."""
        if self._kept is None or choice not in ("auto", self._kept.backend):
            self.close()
            self._kept = Sandbox(choice, warm=True)
        return self._kept

    def _load(self, id: str) -> _Loaded:
        if id not in self._loaded:
            # The digest comes first: what changes while the rest is read is noticed by whoever asks next.
            course = material.course_digest(self._root, id)
            assignment = catalog.load(self._root, id)
            fixture, policy = fixtures.read(assignment), catalog.late_policy(self._root, id)
            self._loaded[id] = _Loaded(assignment, fixture, policy, course)
        return self._loaded[id]

    def _graded(self, task: Task, loaded: _Loaded) -> Answer:
        try:
            handed_in = reading.read(task.parcel, task.student.key, task.notes, loaded.assignment)
        except SubmissionError as refusal:
            return Answer(standing=_without_report(task, Status.REFUSED, str(refusal)))
        except Exception as error:
            return Answer(standing=_without_report(task, Status.SET_ASIDE, _bug(error)))
        reason = ""
        for attempt in range(_TRIES):
            try:
                grading = self._grading(task, handed_in, loaded)
                if attempt < _TRIES - 1 and any(result.observation.our_fault for result in grading.results):
                    continue
                return _answer(task, grading, loaded.policy)
            except SandboxError as error:
                self.close()
                reason = str(error)
            except Exception as error:
                self.close()
                reason = str(error) if isinstance(error, GraderError) else _bug(error)
                break
        return Answer(standing=_without_report(task, Status.SET_ASIDE, reason))

    def _grading(self, task: Task, handed_in: Submission, loaded: _Loaded) -> Grading:
        assignment, fixture = catalog.scoped(loaded.assignment, handed_in.modules), loaded.fixture
        if task.key:
            fixture = instances.keyed(assignment, fixture, task.key.encode(), task.student.key)
        return pipeline.grade(assignment, handed_in, fixture, self._sandbox(task.machine.sandbox), task.key)


def _versions(code: str, versions: dict[str, str]) -> str:
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"{named} (code {code[:8]})"


def _answer(task: Task, grading: Grading, policy: LatePolicy | None) -> Answer:
    """Return the standing and the reports of a grading."""
    score = round(math.fsum(result.score for result in grading.results), 6)
    most = sum(problem.points for problem in grading.assignment.problems)
    late = lateness.of(policy, task.late_seconds, score, most)
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
