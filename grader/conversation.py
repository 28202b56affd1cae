"""What the supervisor says to a worker and hears from it, frame by frame: the conversation described in grader/inside.

Nothing about what is expected is ever said.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.errors import SandboxError
from grader.inside.training import Patience
from grader.inside.wire import Array, FrameReader, Kind, Value, WireError, encode, frame
from grader.records import Assignment, Check, Submission
from grader.sandbox.process import Box
from grader.sandbox.warm import Visit

# What the worker may take to read a request and to lay out the files.
_SETUP_SECONDS = 30.0


class Conversation:
    """What one box says, as far as it may be heard: frames of at most `cap` bytes, each in its time."""

    def __init__(self, box: Box | Visit, cap: int) -> None:
        """Begin to listen."""
        self.box = box
        self._reader = FrameReader(cap)
        self._frames: list[tuple[Kind, bytes]] = []

    def begin(self, request: bytes) -> None:
        """Send the request, and wait until the submission's import begins: up to there, trouble is ours.

        Raises:
            SandboxError: if it does not come so far.
        """
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


class Ahead(NamedTuple):
    """What a worker is to expect: so many tasks at first, none of which means that a training follows.

    `lanes` of them may run at a time; the worker itself runs `shared_here`, those that share a process.
    """

    tasks: int
    lanes: int
    shared_here: int = 0


def request(assignment: Assignment, submission: Submission, module: str, ahead: Ahead) -> bytes:
    """Return the REQUEST frame: all that is in the worker's memory while it imports the submission."""
    limits = assignment.limits
    fields: list[tuple[str, Value]] = [
        ("module", module.removesuffix(".py")),
        ("checks", assignment.sandbox_code),
        ("stand_ins", " ".join(assignment.stand_ins)),
        *((f"limit:{name}", float(number)) for name, number in ahead._asdict().items()),
        ("limit:memory_bytes", float(limits.memory_bytes)),
        ("limit:processes", float(limits.processes)),
        ("limit:file_bytes", float(limits.file_bytes)),
        ("limit:submission_cpu_seconds", limits.submission_cpu_seconds),
    ]
    fields += [(f"file:{file.name}", file.content) for file in submission.files]
    return frame(Kind.REQUEST, fields)


def task(check: Check, given: Mapping[str, Array]) -> bytes:
    """Return the CHECK frame of one check, which gets a process to itself, and all the time that it may take."""
    return frame(Kind.CHECK, [("wall", check.wall_seconds), ("task", _task(check, given))])


def training(function: str, given: Mapping[str, Array], patience: Patience) -> bytes:
    """Return the TRAIN frame: what drives the submission, on what, and how long each epoch may take."""
    fields: list[tuple[str, Value]] = [("function", function)]
    fields += [(f"patience:{name}", seconds) for name, seconds in patience._asdict().items()]
    fields += [(f"given:{name}", array) for name, array in given.items()]
    return frame(Kind.TRAIN, fields)


def shared_task(
    checks: Sequence[Check], given: Mapping[str, Mapping[str, Array]], wall_seconds: float
) -> bytes:
    """Return the CHECK frame of several checks that share a process, and so much time."""
    tasks = [("task", _task(check, given[check.id])) for check in checks]
    return frame(Kind.CHECK, [("shared_wall", wall_seconds), *tasks])


def _task(check: Check, given: Mapping[str, Array]) -> bytes:
    inputs: list[tuple[str, Value]] = [(f"given:{name}", array) for name, array in given.items()]
    return encode([("function", check.function), *inputs])
