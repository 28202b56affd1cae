"""Run the checks on a submission inside the sandbox, and say what came out of each.

The supervisor's side of the conversation described in grader/inside. It keeps the clock: whatever the worker
does or claims, a check that is not answered in time ends with its box, and the remaining checks go on in a fresh
one. It knows no expected value.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from grader.errors import SandboxError
from grader.inside.wire import Array, FrameReader, Kind, Value, WireError, frame
from grader.observation import unpack
from grader.records import Assignment, Check, Observation, Outcome, Submission, Visibility
from grader.sandbox.choose import Sandbox
from grader.sandbox.process import Box
from grader.sandbox.runtime import has

# How many checks run at a time, as long as none breaks the worker. The second uses the processor while the first is
# being set up or listened to.
_LANES = 2
# What the worker may take beyond a check's own limit to fork, to kill and to report.
_GRACE_SECONDS = 2.0
# What the worker may take to read a request and to lay out the files.
_SETUP_SECONDS = 30.0
# Room for the field names and the printed text around an answer.
_FRAME_OVERHEAD_BYTES = 2**20


def observe(
    assignment: Assignment,
    submission: Submission,
    given: Mapping[str, Mapping[str, Array]],
    sandbox: Sandbox,
    notes: list[str] | None = None,
) -> Iterator[Observation]:
    """Yield an observation for each check of the assignment, file by file: public ones first, then hidden ones.

    What is to be said of the submission as a whole is added to `notes`.

    Raises:
        SandboxError: if no worker can be started.
    """
    deadline = time.monotonic() + assignment.limits.submission_wall_seconds
    for module in submission.modules:
        checks = [check for check in assignment.checks if check.module == module]
        for check in [check for check in checks if check.needs and not has(check.needs)]:
            checks.remove(check)
            yield Observation(check=check.id, outcome=Outcome.NOT_RUN, lacks=check.needs)
        said: dict[str, None] = {}
        yield from _observe_module(module, checks, assignment, submission, given, sandbox, deadline, said)
        if notes is not None:
            notes += said


def _observe_module(
    module: str,
    checks: Sequence[Check],
    assignment: Assignment,
    submission: Submission,
    given: Mapping[str, Mapping[str, Array]],
    sandbox: Sandbox,
    deadline: float,
    said: dict[str, None],
) -> Iterator[Observation]:
    """Yield an observation for each check of one file of the submission, in boxes of its own."""
    limits = assignment.limits
    remaining = sorted(checks, key=_is_hidden)
    extra = tuple(sorted({check.needs for check in checks if check.needs}))
    lanes = _LANES
    # Each box but the first gets at least one check done, if only by ending with it.
    while remaining:
        talk = _Conversation(sandbox.box(extra), limits.file_bytes + _FRAME_OVERHEAD_BYTES)
        try:
            talk.begin(request(assignment, submission, module, len(remaining), lanes))
            for seen in _run(talk, assignment, submission, remaining, given, deadline, lanes, said):
                remaining = remaining[1:]
                yield seen
            lanes = 1
        finally:
            sandbox.close()
        if remaining and time.monotonic() >= deadline:
            yield from _not_run(
                remaining, f"the submission had used up its {limits.submission_wall_seconds:g} s"
            )
            return


def request(assignment: Assignment, submission: Submission, module: str, checks: int, lanes: int) -> bytes:
    """Return the REQUEST frame: all that is in the worker's memory while it imports the submission.

    `checks` is how many will follow, of which `lanes` may run at a time.
    """
    limits = assignment.limits
    fields: list[tuple[str, Value]] = [
        ("module", module.removesuffix(".py")),
        ("checks", assignment.sandbox_code),
        ("stand_ins", " ".join(assignment.stand_ins)),
        ("limit:checks", float(checks)),
        ("limit:lanes", float(lanes)),
        ("limit:memory_bytes", float(limits.memory_bytes)),
        ("limit:processes", float(limits.processes)),
        ("limit:file_bytes", float(limits.file_bytes)),
        ("limit:submission_cpu_seconds", limits.submission_cpu_seconds),
    ]
    fields += [(f"file:{file.name}", file.content) for file in submission.files]
    return frame(Kind.REQUEST, fields)


def task(check: Check, given: Mapping[str, Array]) -> bytes:
    """Return the CHECK frame: a function, its time, its inputs, and nothing about what is expected."""
    fields: list[tuple[str, Value]] = [("wall", check.wall_seconds), ("function", check.function)]
    fields += [(f"given:{name}", array) for name, array in given.items()]
    return frame(Kind.CHECK, fields)


def _is_hidden(check: Check) -> bool:
    return check.visibility is Visibility.HIDDEN


class _Conversation:
    """What one box says, frame by frame."""

    def __init__(self, box: Box, cap: int) -> None:
        self.box = box
        self._reader = FrameReader(cap)
        self._frames: list[tuple[Kind, bytes]] = []

    def begin(self, request: bytes) -> None:
        """Send the request, and wait until the submission's import begins: up to there, trouble is ours."""
        self.box.send(request)
        try:
            self.next(Kind.IMPORTING, time.monotonic() + _SETUP_SECONDS)
        except (TimeoutError, EOFError, WireError) as error:
            said = self.box.complaint() if isinstance(error, EOFError) else "it did not take the request"
            raise SandboxError(
                f"{self.box.backend}: the worker failed before the submission ran: {said}"
            ) from error
        # Only now may the submission run: were it sooner, it could take the frame that we were waiting for.
        self.box.send(frame(Kind.IMPORT))

    def next(self, expected: Kind, until: float) -> bytes:
        """Return the payload of the next frame, which must be of this kind and come in time.

        Raises:
            TimeoutError: if it does not come in time.
            EOFError: if the worker has ended.
            WireError: if something else comes.
        """
        self._frames = self._frames or self._reader.feed(b"")
        while not self._frames:
            remaining = until - time.monotonic()
            # A worker that dribbles always has something to read: its time is up all the same.
            chunk = self.box.receive(remaining) if remaining > 0 else None
            if chunk is None:
                raise TimeoutError
            if not chunk:
                raise EOFError
            self._frames = self._reader.feed(chunk)
        kind, payload = self._frames.pop(0)
        if kind is not expected:
            raise WireError(f"{kind.name} came where {expected.name} was due")
        return payload


def _run(
    talk: _Conversation,
    assignment: Assignment,
    submission: Submission,
    checks: list[Check],
    given: Mapping[str, Mapping[str, Array]],
    deadline: float,
    lanes: int,
    said: dict[str, None],
) -> Iterator[Observation]:
    """Yield observations until the worker is done, or has to be given up."""
    limits = assignment.limits
    until = min(deadline, time.monotonic() + limits.import_wall_seconds)
    try:
        imported = unpack("", talk.next(Kind.IMPORTED, until), submission.files, limits)
    except (TimeoutError, EOFError, WireError) as error:
        if time.monotonic() >= deadline:
            return
        imported = _broken("", error, "it ended the process that imports it", limits.import_wall_seconds)
    if imported.outcome is not Outcome.RETURNED:
        for check in checks:
            yield msgspec.structs.replace(imported, check=check.id, during_import=True)
        return
    if imported.frames:
        said[_left_out(imported)] = None
    for _, group in groupby(checks, key=_is_hidden):
        batch = list(group)
        talk.box.send(b"".join(task(check, given[check.id]) for check in batch))
        for check in batch:
            began = time.monotonic()
            until = min(deadline, began + check.wall_seconds + _GRACE_SECONDS)
            try:
                seen = unpack(check.id, talk.next(Kind.OBSERVED, until), submission.files, limits)
                # The worker knows better than we how long a check took, but it may say anything.
                yield msgspec.structs.replace(seen, seconds=min(seen.seconds, time.monotonic() - began))
            except (TimeoutError, EOFError, WireError) as error:
                if lanes > 1:
                    # Several checks were running, and any of them may have done it: again, one at a time.
                    return
                yield _broken(
                    check.id, error, "it ended the process that runs the checks", check.wall_seconds
                )
                return


def _left_out(imported: Observation) -> str:
    """Say what an import left out."""
    lines = ", ".join(str(frame.line) for frame in imported.frames)
    return (
        f"{imported.frames[0].file} reads files when it is imported, and here are none: its statements at line "
        f'{lines}, which need them, were left out; put training below `if __name__ == "__main__":`'
    )


def _broken(check_id: str, error: Exception, ended: str, wall_seconds: float) -> Observation:
    """Return what to say of a check when the worker fell silent, ended, or talked nonsense."""
    if isinstance(error, TimeoutError):
        return Observation(check=check_id, outcome=Outcome.TIMED_OUT, seconds=wall_seconds)
    detail = ended if isinstance(error, EOFError) else "it sent something that is not an answer"
    return Observation(check=check_id, outcome=Outcome.CRASHED, detail=detail)


def _not_run(checks: Iterable[Check], detail: str) -> Iterator[Observation]:
    for check in checks:
        yield Observation(check=check.id, outcome=Outcome.NOT_RUN, detail=detail)
