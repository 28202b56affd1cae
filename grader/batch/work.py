"""Grade a class: whoever is not in the journal is given to the workers, and what they answer is kept at once.

What is held in memory is what is being worked on, and a key for each student.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from grader import delivery
from grader.batch import parcel, task
from grader.batch.crew import Crew, Lost
from grader.batch.journal import Journal, Texts
from grader.batch.standing import HandedIn, Standing, Status
from grader.batch.task import Answer, Greeting, Machine, Task
from grader.errors import GraderError

# Beyond a submission's own limit: to boot a sandbox, to judge, to name mistakes, and to render.
_GRACE_SECONDS = 300.0
_LOOK_SECONDS = 0.25


class Terms(NamedTuple):
    """What all of a class are graded by. `again` has those graded anew that were set aside."""

    assignment: str
    machine: Machine
    submission_wall_seconds: float
    key: str = ""
    again: bool = False

    @property
    def patience_seconds(self) -> float:
        """How long a worker may take for one submission."""
        return self.submission_wall_seconds + _GRACE_SECONDS


class Watcher(Protocol):
    """Who wants to know how far the work is."""

    def known(self, standing: Standing) -> None:
        """Somebody's result was in the journal."""

    def done(self, standing: Standing) -> None:
        """Somebody was graded, or set aside."""

    def look(self, running: int) -> None:
        """So many are being worked on."""


class Due(NamedTuple):
    """One student's work, as it is now, and the key of its result."""

    handed_in: HandedIn
    packed: parcel.Parcel
    key: str


def greet(crew: Crew, assignment: str, sandbox: str) -> None:
    """Have the workers get ready for an assignment, each with a sandbox, while we do something else."""
    for place in range(max(1, crew.places)):
        greeting = task.encode(Greeting(assignment=assignment, sandbox=sandbox))
        crew.give(f"{place}", greeting, _GRACE_SECONDS)


def met(crew: Crew) -> Machine:
    """Return what the workers grade with, when all that were greeted are ready, or have been lost.

    Raises:
        GraderError: if none of them can grade.
    """
    answers: dict[str, Answer] = {}
    while crew.given:
        for place, said in crew.take(_LOOK_SECONDS):
            if not isinstance(said, Lost):
                answers[place] = task.decode_answer(said)
    machines = [answer.machine for _, answer in sorted(answers.items()) if answer.machine is not None]
    if machines:
        return machines[0]
    raise GraderError(next((answer.stop for answer in answers.values()), "no worker can be started"))


def due(terms: Terms, handed_in: HandedIn) -> Due:
    """Return a student's work, read now, with the key of its result: other content, another key."""
    packed = parcel.pack(handed_in)
    machine = terms.machine
    key = parcel.digest(
        (handed_in.student.key, packed, handed_in.notes, handed_in.late_seconds),
        (terms.assignment, terms.key),
        (machine.sandbox, machine.versions, machine.course, machine.code),
    )
    return Due(handed_in, packed, key)


def is_settled(terms: Terms, journal: Journal, work: Due, out: Path) -> bool:
    """Return whether the result of this work is in the journal, and its reports are in their place."""
    standing = journal.find(work.key)
    if standing is None or (terms.again and standing.status is Status.SET_ASIDE):
        return False
    is_there = not standing.report or (out / standing.report).is_file()
    return is_there and journal.shown(work.handed_in.student.key) == work.key


class Class:
    """The grading of a class: `keys` are, by student, those of the results."""

    def __init__(self, terms: Terms, crew: Crew, journal: Journal, out: Path, watcher: Watcher) -> None:
        self._terms = terms
        self._crew = crew
        self._journal = journal
        self._out = out
        self._watcher = watcher
        self.keys: dict[str, str] = {}

    def grade(self, handed_in: Iterable[HandedIn], is_preview: bool = False) -> None:
        """Grade all that is not settled. In a preview results are kept, and nothing else is written.

        Raises:
            GraderError: if the workers can grade nothing any more; what is done is kept.
        """
        running: dict[str, Due] = {}
        waiting = iter(handed_in)
        while True:
            while self._crew.has_room and (one := next(waiting, None)) is not None:
                work = due(self._terms, one)
                self.keys[one.student.key] = work.key
                if self._is_had(work, is_preview):
                    continue
                running[one.student.key] = work
                self._crew.give(one.student.key, self._question(work), self._terms.patience_seconds)
            self._watcher.look(self._crew.given)
            if not self._crew.given:
                return
            for student, said in self._crew.take(_LOOK_SECONDS):
                self._keep(running.pop(student), said, is_preview)

    def _is_had(self, work: Due, is_preview: bool) -> bool:
        """Return whether the journal has the result, and put its reports into their place if it has those."""
        standing = self._journal.find(work.key)
        if standing is None or (self._terms.again and standing.status is Status.SET_ASIDE):
            return False
        if not is_preview and not is_settled(self._terms, self._journal, work, self._out):
            texts = self._journal.texts(work.key)
            if texts is None:
                return False
            self._show(work.key, standing, texts)
        self._watcher.known(standing)
        return True

    def _question(self, work: Due) -> bytes:
        return task.encode(
            Task(
                student=work.handed_in.student,
                parcel=work.packed,
                assignment=self._terms.assignment,
                machine=self._terms.machine,
                key=self._terms.key,
                notes=work.handed_in.notes,
                late_seconds=work.handed_in.late_seconds,
            )
        )

    def _keep(self, work: Due, said: bytes | Lost, is_preview: bool) -> None:
        standing, texts = _heard(work, said)
        if is_preview:
            self._journal.keep(work.key, standing, texts)
        else:
            self._show(work.key, standing, texts)
        self._watcher.done(standing)

    def _show(self, key: str, standing: Standing, texts: Texts) -> None:
        student = standing.student.key
        if self._journal.shown(student):
            self._journal.hide(student)
        put(texts, self._out / student)
        self._journal.show(key, standing)


def _heard(work: Due, said: bytes | Lost) -> tuple[Standing, Texts]:
    if isinstance(said, Lost):
        lost = Standing(student=work.handed_in.student, status=Status.SET_ASIDE, reason=said.reason)
        return lost, {}
    answer = task.decode_answer(said)
    if answer.standing is None:
        raise GraderError(answer.stop)
    return answer.standing, answer.texts


def put(texts: Mapping[str, tuple[str, int]], folder: Path) -> None:
    """Write a student's reports into their folder; without any, remove those of an earlier grading."""
    if texts or folder.is_dir():
        delivery.put(texts, folder)
    if not texts:
        with suppress(OSError):
            folder.rmdir()
