"""The processes of workers: forks where that is safe, interpreters of their own elsewhere, and nothing of ours in them."""

import subprocess
import sys
from pathlib import Path

from tests.batch import small_class

_ROOT = Path(__file__).parents[2]
_OPENING = """
import os, sys, threading
from grader.batch import lane, task
from grader.batch.task import Greeting

def command(process):
    with open(f"/proc/{process}/cmdline") as file:
        return file.read()

def is_there(process):
    return os.path.exists(f"/proc/{process}")

def greeted(worker):
    question = task.encode(Greeting(assignment="toy", sandbox="bare"))
    return task.decode_answer(worker.ask(question, 60.0)).machine.sandbox
"""


def said(tmp_path, code):
    """Return what a process of one thread prints that runs this code."""
    course = small_class.course(tmp_path / "course")
    run = subprocess.run(
        [sys.executable, "-c", _OPENING + code],
        cwd=_ROOT,
        env={"GRADER_COURSE": str(course), "OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert run.stderr == ""
    return run.stdout.split()


def test_a_process_of_one_thread_forks_its_workers(tmp_path):
    code = """
worker = lane.Lane()
print(command(worker.process) == command(os.getpid()), greeted(worker), os.getsid(worker.process) == worker.process)
worker.end()
worker.end()
print(is_there(worker.process))
"""
    assert said(tmp_path, code) == ["True", "bare", "True", "False"]


def test_a_process_of_several_threads_starts_interpreters(tmp_path):
    code = """
done = threading.Event()
threading.Thread(target=done.wait).start()
worker = lane.Lane()
print(command(worker.process) == command(os.getpid()), greeted(worker))
worker.end()
print(is_there(worker.process))
done.set()
"""
    assert said(tmp_path, code) == ["False", "bare", "False"]


def test_a_fork_holds_nothing_that_we_have_opened(tmp_path):
    code = f"""
opened = open({str(tmp_path / "journal")!r}, "w")
first, second = lane.Lane(), lane.Lane()
greeted(second)
held = [os.readlink(f"/proc/{{second.process}}/fd/{{fd}}") for fd in os.listdir(f"/proc/{{second.process}}/fd")]
ours = [os.readlink(f"/proc/self/fd/{{fd}}") for fd in (opened.fileno(), first._questions, first._answers)]
print(*(place in held for place in ours))
for worker in (first, second):
    worker.end()
"""
    assert said(tmp_path, code) == ["False", "False", "False"]


def test_a_fork_ends_when_the_one_that_asks_is_killed(tmp_path):
    code = """
worker = lane.Lane()
greeted(worker)
print(worker.process, flush=True)
os._exit(0)
"""
    (process,) = said(tmp_path, code)
    gone = Path("/proc", process)
    for _ in range(200):
        if not gone.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert not gone.exists()
