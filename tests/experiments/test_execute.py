"""Runs on all processors: in the order of what they need, each in a process that ends with us."""

import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from grader.experiments import execute
from grader.experiments.declared import Experiments
from grader.experiments.execute import Done, Job, Ticked
from reference.plan import Run


def experiments(train):
    """Return experiments with this training."""

    class Module:
        pass

    Module.train = staticmethod(train)
    return Experiments("hw", Module, "")


def done(train, jobs, seeds=1):
    """Do the jobs and return what came of each, in the order in which they ended."""
    results, ended = {}, []
    for event in execute.execute(experiments(train), 10, jobs, results, seeds):
        if isinstance(event, Done):
            ended.append(event)
            if not event.trouble:
                results.setdefault(event.job.run.id, {})[event.job.seed] = event.quantities
    return ended


def plain(run, prepared, seed, epochs, results):
    for epoch in range(epochs):
        yield {"loss": prepared + seed + epoch}


def job(id="a", seed=0, epochs=2, after=()):
    return Job(Run(id, "", {}, after=after), seed, epochs)


def test_what_a_run_yields_becomes_a_column_for_each_quantity():
    events = list(execute.execute(experiments(plain), 10, [job(seed=1)], {}, 1))

    assert events[:2] == [Ticked("a"), Ticked("a")]
    (ended,) = events[2:]
    assert ended.quantities["loss"].tolist() == [11, 12]
    assert (ended.job, ended.trouble) == (job(seed=1), "")


def test_a_run_gets_what_it_needs_of_all_seeds_in_their_order():
    def train(run, prepared, seed, epochs, results):
        yield {"seen": [float(each["seen"][0][0]) for each in results["a"]] if run.after else [float(seed)]}

    jobs = [job("b", seed, 1, after=("a",)) for seed in (0, 1)] + [job("a", seed, 1) for seed in (1, 0)]
    ended = done(train, jobs, seeds=2)

    assert [each.job.run.id for each in ended] == ["a", "a", "b", "b"]
    assert [each.quantities["seen"].tolist() for each in ended[2:]] == [[[0.0, 1.0]]] * 2


def test_a_run_that_raises_costs_no_other_but_those_that_need_it():
    def train(run, prepared, seed, epochs, results):
        yield {"loss": 1.0}
        if run.id == "a":
            raise ValueError("no such luck")

    jobs = [job("a"), job("b"), job("c", after=("a",)), job("d", after=("c",))]
    troubles = {each.job.run.id: (each.trouble, [*each.quantities]) for each in done(train, jobs)}

    assert troubles == {
        "a": ("ValueError: no such luck", []),
        "b": ("", ["loss"]),
        "c": ("it needs a, which failed", []),
        "d": ("it needs c, which failed", []),
    }


def test_a_run_that_is_killed_costs_no_other():
    def train(run, prepared, seed, epochs, results):
        yield {"loss": 1.0}
        if run.id == "a":
            os.kill(os.getpid(), signal.SIGKILL)

    troubles = {each.job.run.id: each.trouble for each in done(train, [job("a"), job("b")])}

    assert troubles == {"a": "its process was killed: is the machine out of memory?", "b": ""}


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_whoever_stops_listening_leaves_no_process_behind(tmp_path):
    def train(run, prepared, seed, epochs, results):
        (tmp_path / run.id).write_text(str(os.getpid()))
        yield {}
        time.sleep(60)

    events = execute.execute(experiments(train), 10, [job("a"), job("b"), job("c")], {}, 1)
    next(events)
    events.close()

    workers = [int(path.read_text() or 0) for path in tmp_path.iterdir()]
    assert workers != []
    assert [worker for worker in workers if worker and is_alive(worker)] == []


def test_what_all_share_is_neither_copied_nor_packed():
    """A lock cannot be packed: a run finds it because its process is a fork."""
    import threading

    def train(run, prepared, seed, epochs, results):
        yield {"is_lock": float(hasattr(prepared, "acquire"))}

    (ended,) = [
        each
        for each in execute.execute(experiments(train), threading.Lock(), [job(epochs=1)], {}, 1)
        if isinstance(each, Done)
    ]
    assert ended.quantities["is_lock"].tolist() == [1.0]


@pytest.mark.parametrize("count", [1, 5])
def test_no_more_run_at_a_time_than_there_are_processors(count, tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "processors", lambda: 2)

    def train(run, prepared, seed, epochs, results):
        (tmp_path / run.id).touch()
        yield {"together": len(list(tmp_path.iterdir()))}
        (tmp_path / run.id).unlink()

    ended = done(train, [job(str(number), epochs=1) for number in range(count)])

    assert len(ended) == count
    assert max(int(np.max(each.quantities["together"])) for each in ended) <= 2
