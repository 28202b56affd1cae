"""The process of one worker: it reads questions from its input, and writes an answer to each to its output.

It ends without an answer when it is stale: then whoever asked starts another.

When its input ends, whoever asked has gone, in whatever way: then it gives up what it is at, sandbox included.
"""

from __future__ import annotations

import gc
import os
import signal
from queue import SimpleQueue
from threading import Thread

from grader import catalog
from grader.batch import frames, task
from grader.batch.grading import Grader, Stale

_OBJECTS_BETWEEN_LOOKS = 20_000


class _Left(BaseException):
    """Nobody waits for an answer any more."""


def serve() -> None:
    """Answer until the input ends."""
    questions, answers = os.dup(0), os.dup(1)
    # What anybody prints here is no answer, and nothing that is started here may hear or say anything.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGTERM, _leave)
    # What is loaded stays, and what a grading makes goes without the collector, nearly all of it: it may look seldom.
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    waiting: SimpleQueue[bytes] = SimpleQueue()
    grader = Grader(catalog.course_root())
    try:
        Thread(target=_listen, args=(questions, waiting), daemon=True).start()
        while True:
            answer = grader.answer(task.decode_question(waiting.get()))
            frames.write(answers, task.encode(answer))
    except (_Left, Stale, BrokenPipeError):
        return
    finally:
        grader.close()


def _listen(descriptor: int, waiting: SimpleQueue[bytes]) -> None:
    while True:
        try:
            waiting.put(frames.read(descriptor))
        except EOFError:
            os.kill(os.getpid(), signal.SIGTERM)
            return


def _leave(number: int, frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _Left
