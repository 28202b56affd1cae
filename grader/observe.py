"""Run the checks on a submission inside the sandbox, and say what came out of each.

The supervisor's side of the work: which checks run together, what is asked again, and when a box is given up. It
keeps the clock: whatever the worker does or claims, a check that is not answered in time ends with its box, and the
remaining checks go on in a fresh one. It knows no expected value; whether an answer is right it is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple, TypeAlias

import msgspec

from grader.conversation import Ahead, Conversation, request, shared_task, task
from grader.inside.wire import Array, Kind, WireError
from grader.observation import unpack, unpack_shared
from grader.places import place
from grader.records import Assignment, Check, Observation, Outcome, Submission, Trial, Visibility
from grader.sandbox.choose import Sandbox
from grader.sandbox.runtime import has

# How many tasks run at a time, as long as none breaks the worker. The second uses the processor while the first is
# being set up or listened to.
_LANES = 2
# So many checks share a process at first, and so much time: a fork costs more than most of them. What is not right
# then is run again by itself, and only that counts.
_COMPANY = 24
_COMPANY_SECONDS = 1.5
# No further round of trials begins later than this after the first.
_TRIALS_SECONDS = 5.0
# What the worker may take beyond a check's own limit to fork, to kill and to report.
_GRACE_SECONDS = 2.0
# Processes that are no submission's: bubblewrap's, and children forked ahead and waiting to be buried.
_OWN_PROCESSES = 40
# Of the time that the worker says a check took.
_SECONDS_DECIMALS = 4
# Room for the field names and the printed text around an answer.
_FRAME_OVERHEAD_BYTES = 2**20

_LOST = (TimeoutError, EOFError, WireError)
Company: TypeAlias = tuple[Check, ...]


class Listener(NamedTuple):
    """Who wants to know: the judge, on whose word a right answer need not be asked for again.

    `notes` gets what is to be said of the submission as a whole. Without `is_right` each check runs by itself.
    `further` is asked, when the checks of a file are done, what else to try in the same box, until it is nothing.
    """

    notes: list[str]
    is_right: Callable[[Observation], bool] | None = None
    further: Callable[[str], Sequence[Trial]] = lambda module: ()


def observe(
    assignment: Assignment,
    submission: Submission,
    given: Mapping[str, Mapping[str, Array]],
    sandbox: Sandbox,
    listener: Listener | None = None,
) -> Iterator[Observation]:
    """Yield an observation for each check of the assignment, file by file: public ones first, then hidden ones.

    Those of further trials come behind the checks of their file, if the box still lives.

    Raises:
        SandboxError: if no worker can be started.
    """
    listener = listener or Listener([])
    sandbox.begin()
    deadline = time.monotonic() + assignment.limits.submission_wall_seconds
    cpu_deadline = sandbox.cpu_seconds + assignment.limits.submission_cpu_seconds
    for module in submission.modules:
        checks = [check for check in assignment.checks if check.module == module]
        for check in [check for check in checks if check.needs and not has(check.needs)]:
            checks.remove(check)
            yield Observation(check=check.id, outcome=Outcome.NOT_RUN, lacks=check.needs)
        said: dict[str, None] = {}
        work = _Work(assignment, submission, given, sandbox, listener, module, deadline, cpu_deadline, said)
        yield from work.observations(checks)
        listener.notes.extend(said)


class _Work(NamedTuple):
    """The checks of one file of a submission; `said` gathers what is to be said of it."""

    assignment: Assignment
    submission: Submission
    given: Mapping[str, Mapping[str, Array]]
    sandbox: Sandbox
    listener: Listener
    module: str
    deadline: float
    cpu_deadline: float
    said: dict[str, None]

    def observations(self, checks: Iterable[Check]) -> Iterator[Observation]:
        """Yield an observation for each of these checks, in boxes of their own, and what comes of further trials."""
        limits = self.assignment.limits
        remaining = sorted(checks, key=_is_hidden)
        extra = tuple(sorted({check.needs for check in remaining if check.needs}))
        lanes = _LANES
        # Each box but the first gets at least one check done, if only by ending with it.
        while remaining:
            cpu_seconds = self.cpu_deadline - self.sandbox.cpu_seconds
            box = self.sandbox.box(extra)
            box.allow(limits.memory_bytes, cpu_seconds, limits.processes + _OWN_PROCESSES)
            talk = Conversation(box, limits.file_bytes + _FRAME_OVERHEAD_BYTES)
            try:
                companies = self._companies(remaining, lanes)
                # In a warm box nobody waits for the next fork while the worker itself is at work.
                shared_here = sum(len(company) > 1 for company in companies) if self.sandbox.is_warm else 0
                ahead = Ahead(len(companies), lanes, shared_here)
                talk.begin(request(self.assignment, self.submission, self.module, ahead))
                for seen in self._checks(talk, remaining, lanes):
                    remaining = [check for check in remaining if check.id != seen.check]
                    yield seen
                if not remaining:
                    yield from self._trials(talk)
                lanes = 1
            finally:
                self.sandbox.leave()
            if remaining and (talk.box.excess == "cpu" or time.monotonic() >= self.deadline):
                detail = f"the submission had used up its {limits.submission_wall_seconds:g} s"
                if talk.box.excess == "cpu":
                    detail = f"the submission had used up its {limits.submission_cpu_seconds:g} s of processor time"
                for check in remaining:
                    yield Observation(check=check.id, outcome=Outcome.NOT_RUN, detail=detail)
                return

    def _checks(self, talk: Conversation, checks: Sequence[Check], lanes: int) -> Iterator[Observation]:
        """Yield observations until the checks are done, or the worker has to be given up."""
        limits = self.assignment.limits
        until = min(self.deadline, time.monotonic() + limits.import_wall_seconds)
        try:
            imported = unpack("", talk.next(Kind.IMPORTED, until), self.submission.files, limits)
        except _LOST as error:
            if talk.box.excess == "cpu" or time.monotonic() >= self.deadline:
                return
            ended = "it ended the process that imports it"
            imported = self._broken(talk, "", error, ended, limits.import_wall_seconds)
        if imported.outcome is not Outcome.RETURNED:
            for check in checks:
                yield msgspec.structs.replace(imported, check=check.id, during_import=True)
            return
        if imported.frames:
            self.said[_left_out(imported)] = None
        for _, group in groupby(checks, key=_is_hidden):
            waiting = self._companies(list(group), lanes)
            while waiting:
                talk.box.send(b"".join(map(self._task, waiting)))
                again: list[Company] = []
                for company in waiting:
                    final: set[str] = set()
                    try:
                        for seen in self._answers(talk, company):
                            final.add(seen.check)
                            yield seen
                    except _LOST as error:
                        # Where several were running, any of them may have done it: again, one at a time.
                        if lanes == 1 and talk.box.excess != "cpu":
                            ended = "it ended the process that runs the checks"
                            yield self._broken(talk, company[0].id, error, ended, company[0].wall_seconds)
                        return
                    again += [(check,) for check in company if check.id not in final]
                waiting = again

    def _trials(self, talk: Conversation) -> Iterator[Observation]:
        """Yield what comes of further trials, round by round, as long as the worker lives."""
        until = min(self.deadline, time.monotonic() + _TRIALS_SECONDS)
        while (trials := self.listener.further(self.module)) and time.monotonic() < until:
            talk.box.send(b"".join(task(trial.check, trial.given) for trial in trials))
            try:
                for trial in trials:
                    yield self._answer(talk, trial.id, trial.check.wall_seconds)
            except _LOST:
                return

    def _companies(self, checks: Sequence[Check], lanes: int) -> list[Company]:
        """Return the checks in groups that share a process; those that are long, or nobody judges, are alone."""
        if lanes == 1 or self.listener.is_right is None or not self.submission.is_tame:
            return [(check,) for check in checks]
        short = [check for check in checks if not check.curves and not check.needs]
        parts = ceil(len(short) / _COMPANY)
        # Several are spread evenly, so that all lanes end together.
        parts += parts % lanes if parts > 1 else 0
        companies = [tuple(short[part::parts]) for part in range(parts)]
        return companies + [(check,) for check in checks if check.curves or check.needs]

    def _task(self, company: Company) -> bytes:
        if len(company) > 1:
            return shared_task(company, self.given, _COMPANY_SECONDS)
        return task(company[0], self.given[company[0].id])

    def _answers(self, talk: Conversation, company: Company) -> Iterator[Observation]:
        """Yield what is certain of these checks: of one alone, all; of several, what is right.

        Raises:
            TimeoutError, EOFError, WireError: if the worker can no longer be talked to.
        """
        if len(company) == 1:
            yield self._answer(talk, company[0].id, company[0].wall_seconds)
            return
        until = min(self.deadline, time.monotonic() + _COMPANY_SECONDS + _GRACE_SECONDS)
        payload = talk.next(Kind.OBSERVED, until)
        ids = [check.id for check in company]
        is_right = self.listener.is_right
        for seen in unpack_shared(ids, payload, self.submission.files, self.assignment.limits):
            seen = _believed(seen, _COMPANY_SECONDS)
            if is_right is not None and is_right(seen):
                yield seen

    def _answer(self, talk: Conversation, id: str, wall_seconds: float) -> Observation:
        began = time.monotonic()
        until = min(self.deadline, began + wall_seconds + _GRACE_SECONDS)
        payload = talk.next(Kind.OBSERVED, until)
        seen = unpack(id, payload, self.submission.files, self.assignment.limits)
        return _believed(seen, time.monotonic() - began)

    def _broken(
        self, talk: Conversation, check_id: str, error: Exception, ended: str, wall_seconds: float
    ) -> Observation:
        """Return what to say of a check when the worker fell silent, ended, was ended, or talked nonsense."""
        if talk.box.excess == "memory":
            megabytes = self.assignment.limits.memory_bytes / 2**20
            detail = f"its processes may take {megabytes:,.0f} MB together"
            return Observation(check=check_id, outcome=Outcome.OUT_OF_MEMORY, detail=detail)
        if isinstance(error, TimeoutError):
            return Observation(check=check_id, outcome=Outcome.TIMED_OUT, seconds=wall_seconds)
        detail = ended if isinstance(error, EOFError) else "it sent something that is not an answer"
        return Observation(check=check_id, outcome=Outcome.CRASHED, detail=detail)


def _believed(seen: Observation, most_seconds: float) -> Observation:
    """Return the observation with a time that can be, and with no more digits than a time has.

    The worker knows better than we how long a check took, but it may say anything: even a hidden input, as digits.
    """
    return msgspec.structs.replace(seen, seconds=round(min(seen.seconds, most_seconds), _SECONDS_DECIMALS))


def _is_hidden(check: Check) -> bool:
    return check.visibility is Visibility.HIDDEN


def _left_out(imported: Observation) -> str:
    """Say what an import left out."""
    frames = imported.frames
    if frames[0].cell:
        at = "; ".join(place(frame) for frame in frames)
    else:
        at = "line " + ", ".join(str(frame.line) for frame in frames)
    return (
        f"{frames[0].file} reads files when it is imported, and here are none: its statements at {at}, which need "
        f'them, were left out; put training below `if __name__ == "__main__":`'
    )
