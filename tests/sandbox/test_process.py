"""A box ends, with everything that it started and every folder that it was given."""

import os
import time
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.sandbox.choose import Sandbox
from grader.sandbox.process import Box, Launch, end_marked, tasks_of_user
from tests import boxed


def launch(script: str, token: str = "") -> Launch:
    """Return how to start a shell script in place of a worker."""
    return Launch(
        "shell", ("/bin/sh", "-c", script), {}, "", token, end_marked if token else lambda token: None
    )


def processes_with(token: str) -> list[str]:
    """Return the processes whose environment holds the token."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"BOX={token}".encode() in environment.read_bytes():
                found.append(environment.parent.name)
        except OSError:
            continue
    return found


def test_a_program_that_does_not_exist_is_our_fault():
    with pytest.raises(SandboxError) as caught:
        Box(launch("")._replace(command=("/does/not/exist",)))

    assert str(caught.value) == "/does/not/exist cannot be started: No such file or directory"


def test_a_worker_that_ends_without_a_word_is_our_fault():
    box = Box(launch("exit 7"))

    with pytest.raises(SandboxError) as caught:
        box.wait_until_ready()
    box.close()

    assert str(caught.value) == "shell: the worker ended with status 7"


def test_a_worker_that_begins_with_something_else_is_our_fault():
    box = Box(launch("echo HELLO; sleep 9"))

    with pytest.raises(SandboxError) as caught:
        box.wait_until_ready()
    box.close()

    assert str(caught.value) == "shell: the worker began with 'HELLO'"


def test_a_worker_that_never_gets_ready_is_our_fault(monkeypatch):
    monkeypatch.setattr("grader.sandbox.process.BOOT_SECONDS", 0.1)
    box = Box(launch("sleep 9"))

    with pytest.raises(SandboxError) as caught:
        box.wait_until_ready()
    box.close()

    assert str(caught.value) == "shell: it was not ready after 0.1 s"


def test_sending_to_a_worker_that_has_gone_is_noticed_by_the_next_receive():
    box = Box(launch("exit 0"))
    time.sleep(0.2)

    box.send(b"x" * 10**6)

    assert box.receive(1.0) == b""
    box.close()


def test_a_worker_that_never_reads_cannot_make_us_wait():
    box = Box(launch("exec sleep 60"))

    box.send(b"x" * 10**7)

    assert box.receive(0.1) is None
    box.close()


def test_more_than_a_pipe_holds_can_go_both_ways_at_once():
    box = Box(launch("exec cat"))
    data = os.urandom(3 * 10**6)

    box.send(data)
    came = b""
    while len(came) < len(data):
        came += box.receive(5.0)

    assert came == data
    box.close()


def test_processes_that_changed_their_session_end_with_the_box():
    token = f"test-{os.getpid()}"
    box = Box(launch("echo READY; setsid sleep 60 & setsid sh -c 'sleep 60 & sleep 60' & sleep 60", token))
    box.wait_until_ready()
    time.sleep(0.2)
    assert len(processes_with(token)) >= 4

    box.close()

    assert processes_with(token) == []


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_closed_box_leaves_no_process_no_folder_and_no_descriptor(backend):
    before = set(Path("/proc/self/fd").iterdir())

    with Sandbox(backend) as sandbox:
        box = sandbox.box()

    assert box._process.returncode is not None
    assert not box._launch.scratch or not Path(box._launch.scratch).exists()
    assert set(Path("/proc/self/fd").iterdir()) == before


def test_our_own_tasks_are_counted():
    assert tasks_of_user(os.getuid()) >= 1
