"""A warm box serves many submissions, and what one does is nothing to the next."""

import os
import signal
import time
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.observe import observe
from grader.records import Observation, Outcome
from grader.sandbox import bubblewrap, warm
from grader.sandbox.choose import Sandbox
from tests import boxed
from tests.sandbox.traces import REACHES, TRACES

BACKENDS = [
    pytest.param("bubblewrap", marks=pytest.mark.needs_bubblewrap),
    pytest.param("user", marks=pytest.mark.needs_root),
]
_NEEDS = {"bubblewrap": pytest.mark.needs_bubblewrap, "user": pytest.mark.needs_root}
# The others are in memory, and end there in the same way.
_QUICK_AS_A_USER = (
    *("a_file", "a_deep_folder_that_is_closed", "a_closed_scratch_folder", "a_name_in_numpy"),
    *("kills", "stops", "looks_around", "writes_frames_late"),
)
_IMPORTS = """
import atexit, builtins, gc, os, resource, signal, sys, threading, time
import numpy as np
HOME = os.getcwd()
seen = 0
"""
HONEST = "import numpy as np\n" + boxed.DOUBLE + "def tried(x):\n    return np.tanh(x)\n"


def grade(sandbox: Sandbox, source: str, **limits: float) -> list[Observation]:
    """Return what is observed of a submission, times aside."""
    observed = observe(boxed.assignment(**limits), boxed.submission(source), boxed.GIVEN, sandbox)
    return [msgspec.structs.replace(seen, seconds=0.0) for seen in observed]


def plain(observed: list[Observation]) -> list[object]:
    """Return what can be compared."""
    return msgspec.to_builtins(observed, enc_hook=lambda array: (str(array.dtype), array.tolist()))


def answering(*code: str) -> str:
    """Return a submission that runs this code when it is imported, and answers with what it has `seen`."""
    return _IMPORTS + "\n".join(code) + "\n" + boxed.DOUBLE + "def tried(x):\n    return int(seen)\n"


def answer(observed: list[Observation]) -> float:
    """Return what such a submission answered."""
    assert observed[1].outcome is Outcome.RETURNED, observed[1]
    return float(np.asarray(observed[1].quantities["y"]))


@pytest.fixture(scope="module")
def sandboxes():
    """A warm sandbox of each backend."""
    made: dict[str, Sandbox] = {}
    yield lambda backend: made.setdefault(backend, Sandbox(backend, warm=True))
    for sandbox in made.values():
        sandbox.close()


@pytest.fixture(scope="module")
def fresh():
    """What is observed of honest work in a fresh box, by backend."""
    found: dict[str, list[object]] = {}

    def of(backend: str) -> list[object]:
        if backend not in found:
            with Sandbox(backend) as sandbox:
                found[backend] = plain(grade(sandbox, HONEST))
        return found[backend]

    return of


def keeper(sandbox: Sandbox) -> warm.Keeper:
    """Return the keeper that the next submission will have."""
    return sandbox._keepers[()]


def _marks(backend: str, name: str) -> list[pytest.MarkDecorator]:
    is_quick = backend == "bubblewrap" or name in _QUICK_AS_A_USER
    return [_NEEDS[backend]] if is_quick else [_NEEDS[backend], pytest.mark.slow]


@pytest.mark.parametrize(
    ("backend", "name"),
    [
        pytest.param(backend, name, marks=_marks(backend, name), id=f"{name}-{backend}")
        for name, trace in TRACES.items()
        for backend in trace.backends
    ],
)
def test_what_one_leaves_the_next_does_not_see(backend, name, sandboxes, fresh):
    sandbox, trace = sandboxes(backend), TRACES[name]

    assert answer(grade(sandbox, answering(trace.leave, trace.see))) == 1, "it cannot be seen at all"
    box = keeper(sandbox)
    grade(sandbox, answering(trace.leave))
    assert answer(grade(sandbox, answering(trace.see))) == 0
    assert plain(grade(sandbox, HONEST)) == fresh(backend)
    # It was not the fresh start that helped.
    assert sandbox.is_warm
    assert keeper(sandbox) is box


@pytest.mark.parametrize(
    ("backend", "name"),
    [
        pytest.param(backend, name, marks=_marks(backend, name), id=f"{name}-{backend}")
        for name in REACHES
        for backend in _NEEDS
    ],
)
def test_what_one_does_to_what_is_around_it_is_nothing_to_the_next(backend, name, sandboxes, fresh):
    sandbox = sandboxes(backend)
    grade(sandbox, HONEST)
    box = keeper(sandbox)

    hostile = grade(sandbox, answering(REACHES[name]), import_wall_seconds=0.5)
    assert hostile[1].outcome is not Outcome.RETURNED or answer(hostile) == 0
    assert plain(grade(sandbox, HONEST)) == fresh(backend)
    assert keeper(sandbox) is box


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_submission_is_in_a_group_of_its_own(backend, sandboxes):
    # A group reaches through namespaces, and what is of the same user is not safe in it.
    look = "seen = os.getsid(0) == os.getpgrp() == os.getpid()"

    assert answer(grade(sandboxes(backend), answering(look))) == 1


@pytest.mark.needs_bubblewrap
@pytest.mark.needs_root
@pytest.mark.parametrize("kind", ["pid", "mnt", "ipc", "user"])
def test_a_submission_is_in_namespaces_in_which_its_keeper_is_not(kind, sandboxes):
    sandbox = sandboxes("bubblewrap")
    look = f'seen = int(os.readlink("/proc/self/ns/{kind}").split("[")[1][:-1])'
    own = answer(grade(sandbox, answering(look)))
    of_keeper = {os.readlink(f"/proc/{process}/ns/{kind}") for process in keeper(sandbox)._rest.processes}

    assert f"{kind}:[{own:.0f}]" not in of_keeper


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", [signal.SIGKILL, signal.SIGSTOP])
def test_a_keeper_that_is_gone_or_stopped_is_replaced(backend, name, monkeypatch, fresh):
    with Sandbox(backend, warm=True) as sandbox:
        grade(sandbox, HONEST)
        monkeypatch.setattr(warm, "_START_SECONDS", 3.0)
        monkeypatch.setattr(warm, "_END_SECONDS", 0.5)
        box = keeper(sandbox)
        # The last that it started, before any submission, is the keeper itself.
        os.kill(max(box._rest.processes), name)
        time.sleep(0.1)

        assert plain(grade(sandbox, HONEST)) == fresh(backend)
        assert plain(grade(sandbox, HONEST)) == fresh(backend)
        assert keeper(sandbox) is not box
        assert not box.is_sound
        assert sandbox.is_warm


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_box_that_keeps_memory_is_replaced(backend, monkeypatch, fresh):
    monkeypatch.setattr(warm, "_SLACK_BYTES", -(2**30))
    monkeypatch.setattr(warm, "_SETTLE_SECONDS", 0.01)
    with Sandbox(backend, warm=True) as sandbox:
        grade(sandbox, HONEST)
        box = sandbox._box.keeper if sandbox._box else None

        assert plain(grade(sandbox, HONEST)) == fresh(backend)
        assert box is None or not box.is_sound


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_box_in_which_a_process_is_left_is_replaced(backend, monkeypatch, fresh):
    monkeypatch.setattr(warm, "_SETTLE_SECONDS", 0.01)
    with Sandbox(backend, warm=True) as sandbox:
        grade(sandbox, HONEST)
        box = keeper(sandbox)
        box._rest = box._rest._replace(processes=box._rest.processes - {max(box._rest.processes)})

        assert plain(grade(sandbox, HONEST)) == fresh(backend)
        assert not box.is_sound


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_one_used_does_not_count_for_the_next(backend, fresh):
    burn = answering("end = time.process_time() + 0.3\nwhile time.process_time() < end: pass")
    with Sandbox(backend, warm=True) as sandbox:
        for _ in range(3):
            observed = grade(sandbox, burn, submission_cpu_seconds=0.75, import_wall_seconds=20.0)

            assert [seen.outcome for seen in observed] == [Outcome.RETURNED] * 3
        assert sandbox.cpu_seconds > 0.75


@pytest.mark.needs_bubblewrap
def test_where_namespaces_cannot_be_nested_each_submission_gets_a_box_of_its_own(monkeypatch, fresh):
    def without_the_right(runtime, warm=False):
        made = launch(runtime, warm)
        command = tuple("CAP_CHOWN" if word == "CAP_SYS_ADMIN" else word for word in made.command)
        return made._replace(command=command)

    launch = bubblewrap.launch
    monkeypatch.setattr(bubblewrap, "launch", without_the_right)
    with Sandbox("bubblewrap", warm=True) as sandbox:
        assert plain(grade(sandbox, HONEST)) == fresh("bubblewrap")
        assert not sandbox.is_warm
        assert sandbox.cold_because == "bubblewrap: PermissionError: [Errno 1] Operation not permitted"


def test_without_a_wall_each_submission_gets_a_box_of_its_own():
    with Sandbox("bare", warm=True) as sandbox:
        assert [seen.outcome for seen in grade(sandbox, HONEST)] == [Outcome.RETURNED] * 3
        assert not sandbox.is_warm
        assert sandbox.cold_because == "a submission in bare could reach what the next one begins with"


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_warm_sandbox_that_is_closed_leaves_no_process_no_folder_and_no_descriptor(backend):
    before = set(Path("/proc/self/fd").iterdir())
    with Sandbox(backend, warm=True) as sandbox:
        grade(sandbox, HONEST)
        box = keeper(sandbox).box
        scratch = [box._launch.scratch, sandbox._box._guest.scratch]

    assert box._process.returncode is not None
    assert not any(place and Path(place).exists() for place in scratch)
    assert set(Path("/proc/self/fd").iterdir()) == before
