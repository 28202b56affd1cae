"""The runs of a student's file: each in a box of its own, as many at a time as there are processors.

Nothing of the reference's enters a box but the data and the settings of the run; what comes out are plain numbers,
epoch by epoch. A run that hangs, breaks or eats too much ends with its box, is named, and costs no other.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader.compare import Tolerance
from grader.conversation import Ahead, Conversation, request, training
from grader.errors import AssignmentError
from grader.experiments.execute import Done, Job, Ticked, processors
from grader.inside.training import Patience
from grader.inside.wire import Kind, WireError, as_array
from grader.judge import judge
from grader.observation import unpack
from grader.records import Array, Assignment, Check, Limits, Observation, Outcome, Submission, Visibility
from grader.sandbox.choose import Sandbox

# How long to listen to one box before the next has its turn.
_TURN_SECONDS = 0.02
# What the data may take on its way in.
_SETUP_SECONDS = 60.0
# What the worker may take beyond an epoch's own time to say so.
_GRACE_SECONDS = 2.0
# The longest run by the pace of its first epoch, and what it may take more.
_TIMES_THE_FIRST, _SLACK_SECONDS = 3.0, 60.0
# After so many runs whose first epoch never ended, the first epoch of the others gets a tenth of the time.
_HANGS, _IMPATIENCE = 2, 10.0
# Of numbers as they come, as float64 and turned on their side: beside what the homework allows in any case.
_COPIES = 3
_FRAME_BYTES = 2**20
_OWN_PROCESSES = 40
_LOST = (TimeoutError, EOFError, WireError)


class Handed(NamedTuple):
    """A submission, the homework with the text that drives it in a run, and the sandbox, which works here.

    Without a `patience` there is that which a part asks for.
    """

    assignment: Assignment
    submission: Submission
    sandbox: str
    protection: str
    patience: Patience | None = None


class Task(NamedTuple):
    """What one run of the submission is: a run with a seed, and a `Part` of reference/plan.py."""

    job: Job
    part: Any


def execute(tasks: Sequence[Task], handed: Handed) -> Iterator[Ticked | Done]:
    """Yield epochs as they pass, and what comes of each run: what it had come to until it failed, if it did.

    Raises:
        SandboxError: if no box can be opened.
    """
    waiting, running, hangs = list(tasks), list[Generator[Ticked | Done | None]](), list[str]()
    try:
        while waiting or running:
            while waiting and len(running) < processors():
                running.append(_run(waiting.pop(0), handed, hangs))
            for run in list(running):
                event = next(run)
                if event is not None:
                    yield event
                if isinstance(event, Done):
                    running.remove(run)
    finally:
        for run in running:
            run.close()


def _run(task: Task, handed: Handed, hangs: list[str]) -> Generator[Ticked | Done | None]:
    """Yield an event for each epoch and one at the end, and None whenever there is nothing to tell."""
    began, trouble = time.perf_counter(), ""
    columns: dict[str, list[float]] = {name: [] for name in task.part.yields}
    patience = handed.patience or Patience(first=task.part.first_seconds)
    if len(hangs) >= _HANGS:
        patience = patience._replace(first=patience.first / _IMPATIENCE)
    epochs, passed = task.job.epochs, 0
    with Sandbox(handed.sandbox) as sandbox:
        for seen in _observed(task, handed, patience, sandbox):
            if seen is None:
                yield None
                continue
            if seen.outcome is not Outcome.RETURNED:
                place = "" if seen.during_import else f"epoch {passed + 1} of {epochs}: "
                trouble = place + judge(_check(task), {}, seen).message
                if seen.outcome is Outcome.TIMED_OUT and not passed:
                    hangs.append(task.job.run.id)
            if trouble or passed == epochs:
                break
            for name, column in columns.items():
                column.append(_number(seen.quantities.get(name)))
            passed += 1
            yield Ticked(task.job.run.id)
    arrays = {name: np.array(values) for name, values in columns.items() if values}
    yield Done(task.job, arrays, time.perf_counter() - began, trouble)


def _observed(
    task: Task, handed: Handed, patience: Patience, sandbox: Sandbox
) -> Generator[Observation | None]:
    """Yield what is seen of each epoch, and of the end; None whenever it is another's turn."""
    limits, epochs = handed.assignment.limits, task.job.epochs
    longest = limits.import_wall_seconds + patience.first + epochs * patience.after(patience.first)
    limits = msgspec.structs.replace(
        limits, memory_bytes=limits.memory_bytes + _room(task.part.given), submission_cpu_seconds=longest
    )
    assignment = msgspec.structs.replace(handed.assignment, limits=limits)
    files, id = handed.submission.files, task.job.run.id
    box = sandbox.box()
    most = limits.processes + _OWN_PROCESSES
    box.allow(limits.memory_bytes, limits.import_wall_seconds + patience.first + _SETUP_SECONDS, most)
    talk = Conversation(box, _FRAME_BYTES)
    talk.begin(request(assignment, handed.submission, task.part.file, Ahead(tasks=0, lanes=1)))
    limit, during_import = limits.import_wall_seconds, True
    try:
        payload = yield from _heard(talk, Kind.IMPORTED, limit)
        imported = unpack(id, payload, files, limits)
        if imported.outcome is not Outcome.RETURNED:
            yield msgspec.structs.replace(imported, during_import=True)
            return
        given = {name: _array(value) for name, value in task.part.given.items()}
        box.send(training(task.part.function, given, patience))
        limit, during_import = _SETUP_SECONDS, False
        yield from _heard(talk, Kind.OBSERVED, limit)
        limit = patience.first
        began, until = time.monotonic(), math.inf
        for epoch in range(epochs + 1):
            left = min(limit + _GRACE_SECONDS, until - time.monotonic())
            payload = yield from _heard(talk, Kind.OBSERVED, left)
            if epoch == 0:
                first = time.monotonic() - began
                limit = patience.after(first)
                allowed = _SLACK_SECONDS + _TIMES_THE_FIRST * first * epochs
                until = time.monotonic() + allowed
                box.allow(limits.memory_bytes, box.cpu_seconds() + allowed, most)
            yield unpack(id, payload, files, limits)
    except _LOST as error:
        yield _broken(id, error, talk, limits, limit, during_import)


def _heard(talk: Conversation, kind: Kind, seconds: float) -> Generator[None, None, bytes]:
    """Return the payload of the next frame, and yield in the meantime, so that others have their turn.

    Raises:
        TimeoutError, EOFError, WireError: as a conversation does.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return talk.next(kind, min(until, time.monotonic() + _TURN_SECONDS))
        except TimeoutError:
            if time.monotonic() >= until:
                raise
        yield None


def _broken(
    id: str, error: Exception, talk: Conversation, limits: Limits, limit: float, during_import: bool
) -> Observation:
    """Return what to say of a run whose box fell silent, ended, was ended, or talked nonsense."""
    outcome, detail = Outcome.CRASHED, "it ended the process that trains"
    if talk.box.excess == "memory":
        outcome = Outcome.OUT_OF_MEMORY
        detail = f"its processes may take {limits.memory_bytes / 2**20:,.0f} MB together"
    elif isinstance(error, TimeoutError) or talk.box.excess == "cpu":
        outcome, detail = Outcome.TIMED_OUT, f"{limit:.3g} s"
    elif isinstance(error, WireError):
        detail = "it sent something that is not an answer"
    return Observation(check=id, outcome=outcome, detail=detail, during_import=during_import)


def _number(value: Array | str | None) -> float:
    """Return a quantity of an epoch; what is no number at all is not a number."""
    return float(value) if isinstance(value, np.ndarray) and value.ndim == 0 else math.nan


def _array(value: Any) -> Array:
    array = as_array(value if isinstance(value, np.ndarray) else np.asarray(value))
    if array is None:
        raise AssignmentError(f"{value!r} is no number or array of numbers, and cannot enter the sandbox")
    return array


def _room(given: Mapping[str, Any]) -> int:
    """Return how much memory the data may take, on its way in and as numbers to compute with."""
    arrays = [value for value in given.values() if isinstance(value, np.ndarray)]
    return sum(2 * array.nbytes + _COPIES * 8 * array.size for array in arrays)


def _check(task: Task) -> Check:
    """Return the run as the judge knows what is run: what is said of a failure is said in the same words."""
    return Check(
        id=task.job.run.id,
        function=task.part.function,
        problem="",
        module=task.part.file,
        title=task.job.run.title,
        hint="",
        visibility=Visibility.PUBLIC,
        points=0.0,
        tolerance=Tolerance(),
        wall_seconds=0.0,
        given={},
    )
