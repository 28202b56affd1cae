"""As root in a container without namespaces, `auto` takes `user`, and verdicts are those that bubblewrap gives."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.inside import seccomp
from tests import boxed

ROOT = Path(__file__).parents[2]
_TRIED = "def tried(x):\n    import os, signal, socket, ctypes\n    {}\n    return 2 * x\n"
ATTACKS = {
    "forks": "os.fork()",
    "starts a program": "os.execv('/bin/true', ['true'])",
    "opens a socket": "socket.socket()",
    "kills everybody": "os.kill(-1, signal.SIGKILL)",
    "reads what is mounted": "open('/etc/passwd')",
    "mounts": "assert ctypes.CDLL(None).mount(b'none', b'/', b'tmpfs', 0, 0) == 0",
}


def sources(*names: str) -> dict[str, str]:
    """Return a submission for each attack; the checks before and after it are right."""
    return {name: boxed.DOUBLE + _TRIED.format(ATTACKS[name]) for name in names}


def run(landlock: str, *names: str) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sandbox.in_a_container", landlock],
        input=json.dumps(sources(*names)),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module", autouse=True)
def _machine():
    if not seccomp.is_supported():
        pytest.skip("no table of system calls for this architecture: namespaces cannot be refused")


@pytest.mark.needs_root
@pytest.mark.needs_bubblewrap
def test_without_namespaces_user_gives_the_verdicts_of_bubblewrap():
    inside = run("landlock", *ATTACKS)
    outside = {name: boxed.run("bubblewrap", source)[1:] for name, source in sources(*ATTACKS).items()}

    assert {backend for backend, *_ in inside.values()} == {"user"}
    assert {name: ended for name, (_, *ended) in inside.items()} == {
        name: [f"{each.outcome.value} {each.detail}" for each in seen] for name, seen in outside.items()
    }


@pytest.mark.needs_root
def test_without_landlock_what_every_user_may_read_can_be_read_and_nothing_else_changes():
    inside = run("no landlock", "forks", "reads what is mounted")

    assert {backend for backend, *_ in inside.values()} == {"user"}
    assert [ended for _, ended, _ in inside.values()] == ["raised ", "returned "]
    assert [after for _, _, after in inside.values()] == ["returned ", "returned "]
