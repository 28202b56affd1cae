"""A class on a cluster of dask: two workers give what one machine gives, and one that is lost costs nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from grader import cli
from grader.batch import crew
from grader.batch.lane import LaneLost
from grader.errors import GraderError
from tests.batch import small_class

SECONDS = 100


class Cluster:
    """A scheduler and its workers, each a process with a log of its own."""

    def __init__(self, course, logs):
        self.logs = logs
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.environment = {**os.environ, "GRADER_COURSE": str(course), "PYTHONPATH": str(small_class.TOP)}
        self.scheduler = self.start(
            "scheduler", "dask_scheduler", "--host", self.address, "--no-dashboard", "--no-show"
        )
        self.workers = []

    def start(self, name, module, *arguments):
        with (self.logs / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
                env=self.environment,
                cwd=self.logs,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def join(self):
        """Start a worker for one submission at a time, without a nanny who would replace it."""
        name = f"worker{len(self.workers)}"
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name]
        self.workers.append(self.start(name, "dask_worker", self.address, *options))

    def at_work(self):
        """Return which workers have a process that grades."""
        return [worker for worker in self.workers if worker.poll() is None and children(worker.pid)]

    def close(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def children(process):
    try:
        with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
            return file.read().split()
    except OSError:
        return []


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return small_class.course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def cluster(course, tmp_path):
    (tmp_path / "logs").mkdir()
    started = Cluster(course, tmp_path / "logs")
    yield started
    started.close()


@pytest.fixture(scope="module")
def here(course, tmp_path_factory):
    """Return what a class handed in, and what this machine makes of it."""
    folder = tmp_path_factory.mktemp("here")
    subs = small_class.twelve(folder / "subs")
    run = small_class.command(course, subs, "--out", folder / "out", "--sandbox", "bare")
    printed, said = run.communicate(timeout=SECONDS)
    assert (run.returncode, small_class.heard(said)) == (0, []), printed
    return subs, small_class.tree(folder / "out")


@pytest.mark.needs_dask
@pytest.mark.slow
def test_two_workers_give_what_this_machine_gives(course, cluster, here, tmp_path):
    subs, expected = here
    out = tmp_path / "out"
    cluster.join()
    cluster.join()
    run = small_class.command(course, subs, "--out", out, "--sandbox", "bare", "--scheduler", cluster.address)
    printed, said = run.communicate(timeout=SECONDS)

    assert (run.returncode, small_class.heard(said)) == (0, [])
    assert small_class.tree(out) == expected
    assert f"wrote {out / 'dashboard.html'}" in printed


@pytest.mark.needs_dask
@pytest.mark.slow
def test_a_worker_that_is_killed_half_way_costs_nothing(course, cluster, here, tmp_path):
    subs, expected = here
    out = tmp_path / "out"
    cluster.join()
    cluster.join()
    run = small_class.command(course, subs, "--out", out, "--sandbox", "bare", "--scheduler", cluster.address)
    until = time.monotonic() + SECONDS
    while (len(list(out.glob("*/report.json"))) < 3 or len(cluster.at_work()) < 2) and run.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    os.killpg(cluster.workers[0].pid, signal.SIGKILL)
    _, said = run.communicate(timeout=SECONDS)

    assert (run.returncode, small_class.heard(said)) == (0, [])
    assert small_class.tree(out) == expected


@pytest.mark.needs_dask
@pytest.mark.slow
def test_a_run_waits_for_the_first_worker_and_says_so(course, cluster, tmp_path):
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT)
    run = small_class.command(
        course, subs, "--out", tmp_path / "out", "--sandbox", "bare", "--scheduler", cluster.address
    )
    assert run.stdout.readline() == "toy: 1 students handed in (a folder per student)\n"
    assert run.stdout.readline() == f"no worker has joined {cluster.address} yet: waiting for one\n"
    cluster.join()
    printed, said = run.communicate(timeout=SECONDS)

    assert (run.returncode, small_class.heard(said)) == (0, [])
    assert "1 graded" in printed.splitlines()


@pytest.mark.needs_dask
@pytest.mark.slow
def test_a_scheduler_that_is_not_there_is_named(course, monkeypatch, tmp_path, capsys):
    from grader.batch import cluster

    monkeypatch.setenv("GRADER_COURSE", str(course))
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1.0)
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT)

    code = cli.main(["class", str(subs), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"])
    said = capsys.readouterr().err
    assert code == 2
    assert re.fullmatch(r"grader: no scheduler answers at tcp://127\.0\.0\.1:1: .+\n", said)


@pytest.mark.needs_dask
@pytest.mark.slow
def test_why_an_answer_is_missing_is_said():
    import distributed

    from grader.batch import cluster

    killed = distributed.KilledWorker("task", None, 3)
    assert cluster._explain(killed) == (
        "every worker of the cluster that tried it was lost: nobody knows its points"
    )
    assert cluster._explain(LaneLost()) == crew.explain(LaneLost())
    with pytest.raises(GraderError) as refused:
        cluster._explain(OSError("Connection lost\nand more"))
    assert str(refused.value) == "the cluster failed (Connection lost): run it again, and it goes on"


class Absent:
    """A finder in front of all others, to which dask is not installed."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "distributed":
            raise ModuleNotFoundError("No module named 'distributed'")


def test_without_dask_the_extra_is_named(course, monkeypatch, tmp_path, capsys):
    for name in ("distributed", "grader.batch.cluster"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Absent, *sys.meta_path])
    monkeypatch.setenv("GRADER_COURSE", str(course))
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT)

    code = cli.main(["class", str(subs), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"])
    assert (code, capsys.readouterr().err) == (
        2,
        "grader: SCHEDULER= needs the extra `cluster` (No module named 'distributed'): "
        "run `pip install -e '.[cluster]'` in the course folder\n",
    )
