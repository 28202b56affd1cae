"""Try many things at once, each in a child of its own, with its output thrown away: it may loop, crash, spoil itself.

What is tried is the course's own code with a change in it. This is no sandbox: nothing that a student wrote is run.
"""

from __future__ import annotations

import os
import resource
import selectors
import signal
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from grader.errors import GraderError

# A child that sleeps uses no processor: it ends then.
_WALL_SECONDS = 300


class _Child(NamedTuple):
    process: int
    number: int
    answer: bytearray


def results(trials: Sequence[Callable[[], bytes]], memory_bytes: int) -> list[bytes | None]:
    """Return what each trial returns, in order; None for one whose process was ended by a signal.

    Raises:
        GraderError: if a trial raises.
    """
    answers: list[bytes | None] = [None] * len(trials)
    waiting = iter(enumerate(trials))
    children: dict[int, _Child] = {}
    with selectors.DefaultSelector() as selector:
        try:
            while True:
                while len(children) < _processors() and (following := next(waiting, None)) is not None:
                    descriptor, child = _start(*following, memory_bytes)
                    children[descriptor] = child
                    selector.register(descriptor, selectors.EVENT_READ)
                if not children:
                    return answers
                for key, _ in selector.select():
                    child = children[key.fd]
                    if content := os.read(key.fd, 2**16):
                        child.answer.extend(content)
                        continue
                    selector.unregister(key.fd)
                    del children[key.fd]
                    os.close(key.fd)
                    answers[child.number] = _end(child)
        finally:
            for descriptor, child in children.items():
                os.kill(child.process, signal.SIGKILL)
                os.close(descriptor)
                os.waitpid(child.process, 0)


def limit_processor_time(seconds: float) -> None:
    """End this process, which must be a trial's, when it has used the processor for so long from now on."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(number: int, trial: Callable[[], bytes], memory_bytes: int) -> tuple[int, _Child]:
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        _run(trial, writing, memory_bytes)
    os.close(writing)
    return reading, _Child(process, number, bytearray())


def _run(trial: Callable[[], bytes], descriptor: int, memory_bytes: int) -> NoReturn:
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        sys.stdout = sys.stderr = os.fdopen(nothing, "w", encoding="utf-8")
        for number in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(number, signal.SIG_DFL)
        signal.alarm(_WALL_SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            answer, code = trial(), 0
        except Exception as error:  # noqa: BLE001 (it is raised again on the other side)
            answer = f"{type(error).__name__}: {error}".encode()
        signal.setitimer(signal.ITIMER_PROF, 0)
        with open(descriptor, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(code)


def _end(child: _Child) -> bytes | None:
    _, status = os.waitpid(child.process, 0)
    if os.WIFSIGNALED(status):
        return None
    if os.WEXITSTATUS(status):
        said = child.answer.decode("utf-8", "replace") or "it ended without a word"
        raise GraderError(f"trial {child.number} failed, and not by what was tried: {said}")
    return bytes(child.answer)
