"""A keeper, or a warm worker, that is not as it should be is noticed, and the reason is said."""

import sys
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.sandbox import warm
from grader.sandbox.process import Guest, Launch

ROOT = str(Path(__file__).parents[2])
FALSE_KEEPER = """
import os, socket, time
os.write(1, b"READY\\n")
_, (_, replies), _, _ = socket.recv_fds(socket.socket(fileno=0), 99, 2)
ANSWER
time.sleep(60)
"""


def shell(script: str) -> Launch:
    """Return how to start a script of Python's in place of a worker."""
    return Launch("shell", (sys.executable, "-c", script), {}, "", "", lambda token: None)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (
            "import mmap; kept = mmap.mmap(-1, 4096)",
            "what was imported holds memory that all submissions would share",
        ),
        (
            "keeper.seccomp.is_supported = bool",
            "no filter of system calls is known for this processor",
        ),
    ],
    ids=["shared_memory", "no_filter"],
)
def test_a_keeper_that_could_not_keep_submissions_apart_says_so(trouble, reason):
    script = f"import sys; sys.path.append({ROOT!r}); from grader.inside import keeper; {trouble}"
    box = warm.Keeper(shell(f"{script}; keeper.keep(0, 1, {{}}, None)"))

    with pytest.raises(SandboxError) as caught:
        box.wait_until_ready()
    box.close()

    assert str(caught.value) == f"shell: {reason}"


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        (r"os.write(replies, b'HELLO\n')", "a warm worker began with 'HELLO'"),
        ("pass", "a warm worker was not ready after 0.5 s"),
        ("os._exit(3)", "the worker ended with status 3"),
    ],
    ids=["says_something_else", "is_silent", "ends"],
)
def test_a_warm_worker_that_does_not_get_ready_is_our_fault(does, reason, monkeypatch):
    monkeypatch.setattr(warm, "_START_SECONDS", 0.5)
    monkeypatch.setattr(warm, "_END_SECONDS", 0.1)
    box = warm.Keeper(shell(FALSE_KEEPER.replace("ANSWER", does)))
    visit = warm.Visit(box, Guest())

    with pytest.raises(SandboxError) as caught:
        visit.wait_until_ready()
    visit.close()
    box.close()

    assert str(caught.value) == f"shell: {reason}"
