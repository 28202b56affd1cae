"""Run what is not done yet, on all processors, one run on each."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, NamedTuple

import numpy as np

from grader.errors import GraderError
from grader.experiments.declared import Experiments
from grader.records import Array

# How often the epochs are counted that are done.
_LOOK_SECONDS = 0.2

# run -> seed -> quantity -> its values by epoch
Results = Mapping[str, Mapping[int, Mapping[str, Array]]]

# What every worker finds when it is forked: gigabytes may be shared so, and are never copied.
_shared: dict[str, Any] = {}


class Job(NamedTuple):
    """One run with one seed."""

    run: Any
    seed: int
    epochs: int


class Done(NamedTuple):
    """What came of a job: quantities by epoch, or the text of an exception."""

    job: Job
    quantities: dict[str, Array]
    seconds: float
    trouble: str = ""


class Ticked(NamedTuple):
    """An epoch of a run is done."""

    run: str


def prepare(experiments: Experiments, data: Any) -> None:
    """Compute what all runs share, in this process, before any worker is forked."""
    _shared["experiments"], _shared["prepared"] = experiments, experiments.module.prepare(data)


def execute(jobs: Sequence[Job], results: Results, seeds: int) -> Iterator[Ticked | Done]:
    """Yield epochs as they pass, and what comes of each job.

    A job begins when `results` has the runs that it needs, for all seeds: whoever iterates adds what is done. Jobs
    that need one that failed are left out.

    Raises:
        GraderError: if a worker is killed.
    """
    context = get_context("fork")
    ticks = context.SimpleQueue()
    _shared["ticks"], _shared["stop"] = ticks, context.Event()
    waiting, running = list(jobs), dict[Future[Done], Job]()
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ProcessPoolExecutor(processors, context) as pool:
        try:
            while waiting or running:
                ready = [
                    job for job in waiting if all(len(results.get(id, ())) == seeds for id in job.run.after)
                ]
                for job in ready[: processors - len(running)]:
                    waiting.remove(job)
                    needed = {id: by_seed(results[id]) for id in job.run.after}
                    running[pool.submit(_work, job, needed)] = job
                if not running:
                    return
                finished, _ = wait(running, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
                while not ticks.empty():
                    yield Ticked(ticks.get())
                for future in finished:
                    del running[future]
                    yield future.result()
        except BrokenProcessPool as error:
            raise GraderError("a process that trains was killed: is the machine out of memory?") from error
        finally:
            _shared["stop"].set()


def by_seed(found: Mapping[int, Mapping[str, Array]]) -> list[Mapping[str, Array]]:
    """Return what was found for a run, in the order of the seeds."""
    return [found[seed] for seed in sorted(found)]


def _work(job: Job, results: Mapping[str, Sequence[Mapping[str, Array]]]) -> Done:
    began = time.perf_counter()
    columns: dict[str, list[Any]] = {}
    try:
        module, prepared = _shared["experiments"].module, _shared["prepared"]
        for quantities in module.train(job.run, prepared, job.seed, job.epochs, results):
            for name, value in quantities.items():
                columns.setdefault(name, []).append(value)
            if _shared["stop"].is_set():
                break
            _shared["ticks"].put(job.run.id)
    except Exception as error:  # noqa: BLE001 (one run that fails must not cost the others)
        return Done(job, {}, time.perf_counter() - began, f"{type(error).__name__}: {error}")
    arrays = {name: np.array(values) for name, values in columns.items()}
    return Done(job, arrays, time.perf_counter() - began)
