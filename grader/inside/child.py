"""One forked child of the worker, which runs one check: how it is started, watched and listened to."""

from __future__ import annotations

import os
import select
import signal
import struct
import time
from collections.abc import Callable
from typing import NoReturn

from grader.inside import confine, seccomp
from grader.inside.answer import flush, standing, watch
from grader.inside.wire import Value, encode

# What is kept of the text that a check prints.
OUTPUT_KEPT_BYTES = 8_192
# How long a check may take to say where it stands when its time is up, before it is killed.
_GRACE_SECONDS = 0.2
# The exit code of a child that could not write its answer. (After the byte that says it could, nobody looks.)
_CANNOT_ANSWER = 70
# The descriptors of each child have places of their own, so that it can close those of all others: what it could write
# to it could spoil.
_FIRST_DESCRIPTOR, _PER_SLOT, _END_OF_DESCRIPTORS = 100, 8, 1024
_GO = struct.Struct("<d")


class Child:
    """A fork of the worker that waits for a task, does it, and ends.

    What it prints, what it answers and where it stood when time was up go into files in memory, so that nothing
    that it does or leaves undone can make the worker wait.
    """

    def __init__(
        self, work: Callable[[bytes], list[tuple[str, Value]]], private: tuple[int, int], slot: int
    ) -> None:
        """Fork. The child closes `private`, the pipes on which the worker listens and speaks, and other slots."""
        self.slot = slot
        first = _FIRST_DESCRIPTOR + slot * _PER_SLOT
        boxes = (os.memfd_create("box") for _ in range(4))
        opened = (*boxes, *os.pipe(), *os.pipe())
        places = [_move(descriptor, first + place) for place, descriptor in enumerate(opened)]
        self._task, self._output, self._reply, self._dump, waits, self._start, self._finished, finishes = (
            places
        )
        self._process = os.fork()
        if self._process == 0:
            for descriptor in (*private, self._start):
                os.close(descriptor)
            os.closerange(_FIRST_DESCRIPTOR, first)
            os.closerange(first + _PER_SLOT, _END_OF_DESCRIPTORS)
            self._live(work, waits, finishes)
        os.close(waits)
        os.close(finishes)
        self._handle = os.pidfd_open(self._process)
        self._began = self._wall_seconds = 0.0
        self._has_gone = False

    def has_ended(self) -> bool:
        """Return whether it has gone."""
        return self._has_gone or bool(select.select([self._handle], [], [], 0)[0])

    def go(self, task: bytes, wall_seconds: float) -> None:
        """Let it do this task, in so many seconds."""
        write_whole(self._task, task)
        self._began, self._wall_seconds = time.perf_counter(), wall_seconds
        try:
            os.write(self._start, _GO.pack(wall_seconds))
        except BrokenPipeError:
            return

    def answer(self, folder: str) -> list[tuple[str, Value]]:
        """Return the fields that it answered, or ours if it could not; and what it printed."""
        remaining = self._began + self._wall_seconds + _GRACE_SECONDS - time.perf_counter()
        ready = select.select([self._finished, self._handle], [], [], max(0.0, remaining))[0]
        seconds = time.perf_counter() - self._began
        # One byte says that the answer is complete; `reap` waits for the process, when there is time.
        said = os.read(self._finished, 1) if self._finished in ready else b""
        payload = _contents(self._reply)
        fields: list[tuple[str, Value]]
        if said and payload:
            fields = [("answer", payload)]
            os.kill(self._process, signal.SIGKILL)
        else:
            ending = self._end()
            dump = _contents(self._dump)
            fields = [("outcome", "crashed"), ("detail", ending)]
            # When it ended we know only if we were waiting for it; that its time had come it says itself.
            if not ready or dump or ending == f"signal {signal.SIGALRM}":
                fields = [("outcome", "timed_out"), ("frames", standing(dump, folder))]
            fields.append(("seconds", seconds))
        return fields + printed(self._output)

    def reap(self) -> None:
        """Wait for its end, so that it no longer counts as a process, and close what led to it."""
        if not self._has_gone:
            os.waitpid(self._process, 0)
        files = (self._task, self._output, self._reply, self._dump)
        for descriptor in (*files, self._start, self._finished, self._handle):
            os.close(descriptor)

    def _end(self) -> str:
        """Make sure that it has ended, and return how: "signal N", "exit N", or "closed" if it lives and is silent."""
        ended = select.select([self._handle], [], [], _GRACE_SECONDS)[0]
        if not ended:
            os.kill(self._process, signal.SIGKILL)
        status = os.waitpid(self._process, 0)[1]
        self._has_gone = True
        if not ended or os.waitstatus_to_exitcode(status) == _CANNOT_ANSWER:
            return "closed"
        return f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"

    def _live(self, work: Callable[[bytes], list[tuple[str, Value]]], waits: int, finishes: int) -> NoReturn:
        """Be the child: wait, work, answer and end; never return into the worker's code."""
        try:
            confine.die_with_parent()
            seccomp.forbid_processes()
            point_output_at(self._output)
            (wall_seconds,) = _GO.unpack(os.read(waits, _GO.size))
            watch(wall_seconds, self._dump)
            fields = work(_contents(self._task))
            flush()
            try:
                write_whole(self._reply, encode(fields))
            except OSError:
                os.ftruncate(self._reply, 0)
                os.lseek(self._reply, 0, os.SEEK_SET)
                write_whole(self._reply, encode([("outcome", "crashed"), ("detail", "reply")]))
            os.write(finishes, b".")
        finally:
            os._exit(_CANNOT_ANSWER)


def _move(descriptor: int, place: int) -> int:
    os.dup2(descriptor, place)
    os.close(descriptor)
    return place


def point_output_at(descriptor: int) -> None:
    """Let what is printed go there from now on."""
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)


def printed(output: int) -> list[tuple[str, Value]]:
    """Return the beginning of what was printed, and how much it was."""
    flush()
    size = os.fstat(output).st_size
    return [("output", os.pread(output, OUTPUT_KEPT_BYTES, 0)), ("output_bytes", float(size))]


def forget_printed() -> None:
    """Forget what this process has printed."""
    flush()
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all of it."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _contents(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)
