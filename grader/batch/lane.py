"""Processes that grade, one submission at a time each: asked, replaced when they end, and ended.

A process of its own keeps whatever a submission may do to the grader, or the machine to a process, from the others.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import grader
from grader.batch import frames

# A submission that ended so many workers is not tried on another one.
MOST_LOST = 3
_END_SECONDS = 5.0
_TOP = str(Path(grader.__file__).parent.parent)
# This very grader, whether it is installed or not.
_START = """
import sys
if sys.argv[1] not in sys.path:
    sys.path.insert(0, sys.argv[1])
from grader.batch.serving import serve
serve()
"""
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class LaneLost(Exception):
    """So many processes ended, one after the other, before they had an answer."""


class Lane:
    """One process that answers questions."""

    def __init__(self) -> None:
        """Start it; it loads while we do something else."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, _TOP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            cwd="/",
            # What is typed at the terminal is for the supervisor, who tells the others.
            start_new_session=True,
        )

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, question: bytes, timeout_seconds: float) -> bytes:
        """Return the answer.

        Raises:
            EOFError: if the process ended before it had one.
            TimeoutError: if it had none in time.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            frames.write(self._process.stdin.fileno(), question)
        except BrokenPipeError:
            raise EOFError from None
        return frames.read(self._process.stdout.fileno(), timeout_seconds)

    def interrupt(self) -> None:
        """Tell the process to give up what it is at, and its sandbox."""
        self._process.terminate()

    def end(self) -> None:
        """End the process, and with it its sandbox. Several may ask for it at a time."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # Its input ends: it puts its sandbox away.
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self.wait()
        self._process.stdout.close()

    def wait(self) -> None:
        """Wait for the end of the process, and not for long."""
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Lanes:
    """As many processes as are asked at a time, each kept for the next question."""

    def __init__(self, ahead: int = 0) -> None:
        """Start so many ahead, which load while we do something else."""
        self._idle: SimpleQueue[Lane] = SimpleQueue()
        for _ in range(ahead):
            self._idle.put(Lane())
        self._busy: set[Lane] = set()
        self._is_closed = False

    def ask(self, question: bytes, timeout_seconds: float) -> bytes:
        """Return an answer, from another process if one ends.

        Raises:
            LaneLost: if the question ended several, or we were closed.
        """
        for _ in range(MOST_LOST):
            lane = self._take()
            self._busy.add(lane)
            try:
                if self._is_closed:
                    raise EOFError
                answer = lane.ask(question, timeout_seconds)
            except (EOFError, TimeoutError):
                self._busy.discard(lane)
                lane.end()
                if self._is_closed:
                    break
                continue
            self._busy.discard(lane)
            self._idle.put(lane)
            return answer
        raise LaneLost

    def close(self) -> None:
        """End all processes, at work or not; then no question is answered any more."""
        self._is_closed = True
        busy, idle = [*self._busy], []
        with suppress(Empty):
            while True:
                idle.append(self._idle.get_nowait())
        # All are told before the first is waited for.
        for lane in (*busy, *idle):
            lane.interrupt()
        for lane in busy:
            lane.wait()
        for lane in idle:
            lane.end()

    def _take(self) -> Lane:
        try:
            return self._idle.get_nowait()
        except Empty:
            return Lane()


def _environment() -> dict[str, str]:
    """Return ours, for one thread of arithmetic, and with a course that is found from any folder."""
    course = os.environ.get("GRADER_COURSE")
    named = {"GRADER_COURSE": str(Path(course).resolve())} if course else {}
    return {**os.environ, **_ONE_THREAD, **named}
