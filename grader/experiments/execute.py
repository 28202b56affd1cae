"""Run what is not done yet, on all processors, one run on each.

Each run is a fork of this process: what all of them share is computed before, and never copied. A run that fails, or
is killed, costs no other; when we end, in whatever way, so does every run.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any, NamedTuple

import numpy as np

from grader.experiments.declared import Experiments
from grader.inside.confine import die_with_parent
from grader.records import Array

# run -> seed -> quantity -> its values by epoch
Results = Mapping[str, Mapping[int, Mapping[str, Array]]]


class Job(NamedTuple):
    """One run with one seed."""

    run: Any
    seed: int
    epochs: int


class Done(NamedTuple):
    """What came of a job: quantities by epoch, and what went wrong, if anything did."""

    job: Job
    quantities: dict[str, Array]
    seconds: float
    trouble: str = ""


class Ticked(NamedTuple):
    """An epoch of a run is done."""

    run: str


def execute(
    experiments: Experiments, prepared: Any, jobs: Sequence[Job], results: Results, seeds: int
) -> Iterator[Ticked | Done]:
    """Yield epochs as they pass, and what comes of each job; `prepared` is what all of them share.

    A job begins when `results` has the runs that it needs, for all seeds: whoever iterates adds what is done.
    """
    waiting = list(jobs)
    running: dict[Connection[Any, Any], tuple[Job, ForkProcess]] = {}
    try:
        while waiting or running:
            ready = [job for job in waiting if not _lacking(job, results, seeds)]
            for job in ready[: processors() - len(running)]:
                waiting.remove(job)
                needed = {id: by_seed(results[id]) for id in job.run.after}
                with _no_interrupt():
                    listening, process = _begin(experiments, prepared, job, needed)
                    running[listening] = job, process
            if not running:
                break
            speak = connection.wait(list(running))
            for listening in [each for each in running if each in speak]:
                event = _heard(listening, *running[listening])
                if isinstance(event, Done):
                    del running[listening]
                yield event
        for job in waiting:
            yield Done(job, {}, 0.0, f"it needs {' and '.join(_lacking(job, results, seeds))}, which failed")
    finally:
        for listening, (_, process) in running.items():
            process.kill()
            _bury(listening, process)


def processors() -> int:
    """Return how many runs to do at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def by_seed(found: Mapping[int, Mapping[str, Array]]) -> list[Mapping[str, Array]]:
    """Return what was found for a run, in the order of the seeds."""
    return [found[seed] for seed in sorted(found)]


def _lacking(job: Job, results: Results, seeds: int) -> list[str]:
    """Return the runs that a job needs and that are not done."""
    return [id for id in job.run.after if len(results.get(id, ())) < seeds]


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let no interrupt come between a process and our knowing it; to the process itself none comes at all.

    It inherits what is blocked here. An interrupt is for us, who end it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(
    experiments: Experiments, prepared: Any, job: Job, needed: Mapping[str, Any]
) -> tuple[Connection[Any, Any], ForkProcess]:
    context = get_context("fork")
    listening, speaking = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(experiments, prepared, job, needed, speaking), daemon=True)
    process.start()
    # Ours would keep the pipe open when the process has gone.
    speaking.close()
    return listening, process


def _heard(listening: Connection[Any, Any], job: Job, process: ForkProcess) -> Ticked | Done:
    """Return what a process says: nothing but its end, if it was killed."""
    try:
        said = listening.recv()
    except EOFError:
        process.join()
        said = Done(job, {}, 0.0, "its process was killed: is the machine out of memory?")
    if isinstance(said, Ticked):
        return said
    _bury(listening, process)
    return Done(job, said.quantities, said.seconds, said.trouble)


def _bury(listening: Connection[Any, Any], process: ForkProcess) -> None:
    process.join()
    process.close()
    listening.close()


def _work(
    experiments: Experiments,
    prepared: Any,
    job: Job,
    needed: Mapping[str, Any],
    speaking: Connection[Any, Any],
) -> None:
    """Be the process of one run."""
    die_with_parent()
    began, trouble = time.perf_counter(), ""
    columns: dict[str, list[Any]] = {}
    try:
        for quantities in experiments.module.train(job.run, prepared, job.seed, job.epochs, needed):
            for name, value in quantities.items():
                columns.setdefault(name, []).append(value)
            speaking.send(Ticked(job.run.id))
    except Exception as error:  # noqa: BLE001 (one run that fails must not cost the others)
        columns, trouble = {}, f"{type(error).__name__}: {error}"
    arrays = {name: np.array(values) for name, values in columns.items()}
    # Without the run itself, which the other side has.
    speaking.send(Done(job._replace(run=None), arrays, time.perf_counter() - began, trouble))
