"""Processes that grade, one submission at a time each: asked, replaced when they end, and ended.

A process of its own keeps whatever a submission may do to the grader, or the machine to a process, from the others.
The first ones are forks: they need not load what we have loaded. Where we have threads, a fork is not safe, and an
interpreter of its own is started.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import NoReturn

import grader
from grader.batch import frames
from grader.batch.serving import serve

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
        theirs_in, self._questions = os.pipe()
        self._answers, theirs_out = os.pipe()
        start = _Fork if _is_single_threaded() else _fresh
        self._process = start(theirs_in, theirs_out)
        os.close(theirs_in)
        os.close(theirs_out)
        self._ending = Lock()
        self._has_ended = False

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
        try:
            frames.write(self._questions, question)
        except BrokenPipeError:
            raise EOFError from None
        return frames.read(self._answers, timeout_seconds)

    def interrupt(self) -> None:
        """Tell the process to give up what it is at, and its sandbox."""
        self._process.terminate()

    def end(self) -> None:
        """End the process, and with it its sandbox. Several may ask for it at a time."""
        with self._ending:
            if not self._has_ended:
                self._has_ended = True
                # Its input ends: it puts its sandbox away.
                os.close(self._questions)
                self._wait()
                os.close(self._answers)

    def wait(self) -> None:
        """Wait for the end of the process, and not for long."""
        with self._ending:
            if not self._has_ended:
                self._wait()

    def _wait(self) -> None:
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
        self._leaving: list[Lane] = []
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

    def dismiss(self) -> None:
        """Tell all processes to end, at work or not; from now on no question is answered any more."""
        self._is_closed = True
        with suppress(Empty):
            while True:
                self._leaving.append(self._idle.get_nowait())
        for lane in (*self._busy, *self._leaving):
            lane.interrupt()

    def close(self) -> None:
        """End all processes, at work or not, and wait until they are gone."""
        # All are told before the first is waited for.
        self.dismiss()
        for lane in [*self._busy]:
            lane.wait()
        for lane in self._leaving:
            lane.end()

    def _take(self) -> Lane:
        try:
            return self._idle.get_nowait()
        except Empty:
            return Lane()


class _Fork:
    """A fork of this process which serves: of what `subprocess.Popen` can do, that which is needed here."""

    def __init__(self, questions: int, answers: int) -> None:
        self.pid = os.fork()
        if self.pid == 0:
            _serve_in_fork(questions, answers)
        self._handle = os.pidfd_open(self.pid)

    def terminate(self) -> None:
        """Send it SIGTERM, if it is still there."""
        if self._handle >= 0:
            with suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGTERM)

    def wait(self, timeout: float | None = None) -> None:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: if it does not come in time.
        """
        if self._handle < 0:
            return
        if not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("a fork", timeout or 0.0)
        os.waitpid(self.pid, 0)
        os.close(self._handle)
        self._handle = -1


def _serve_in_fork(questions: int, answers: int) -> NoReturn:
    """Be what `_fresh` starts: with these descriptors and no others of ours, in a session of its own."""
    try:
        os.setsid()
        os.environ.update(_environment())
        os.chdir("/")
        os.dup2(questions, 0)
        os.dup2(answers, 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # The supervisor's life may be too short for it.
        gc.enable()
        serve()
    except Exception:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def _fresh(questions: int, answers: int) -> subprocess.Popen[bytes]:
    """Start an interpreter which serves."""
    return subprocess.Popen(
        [sys.executable, "-c", _START, _TOP],
        stdin=questions,
        stdout=answers,
        env=_environment(),
        cwd="/",
        # What is typed at the terminal is for the supervisor, who tells the others.
        start_new_session=True,
    )


def _is_single_threaded() -> bool:
    """Return whether this process has no thread but this one; those of libraries count."""
    return len([*Path("/proc/self/task").iterdir()]) == 1


def _environment() -> dict[str, str]:
    """Return ours, for one thread of arithmetic, and with a course that is found from any folder."""
    course = os.environ.get("GRADER_COURSE")
    named = {"GRADER_COURSE": str(Path(course).resolve())} if course else {}
    return {**os.environ, **_ONE_THREAD, **named}
