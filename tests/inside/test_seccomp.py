"""The filter refuses what it names and nothing else. Each case runs in a process of its own."""

import subprocess
import sys

import pytest

from grader.inside import seccomp

BEGIN = "import os, socket, threading, ctypes; from grader.inside import confine, seccomp; confine.stay_inside()\n"


def run(script: str) -> str:
    """Return what the script prints, or the type of its error."""
    guarded = BEGIN + "try:\n" + "".join(f"    {line}\n" for line in script.splitlines())
    guarded += "except OSError as error:\n    print(type(error).__name__)\n"
    return subprocess.run(
        [sys.executable, "-c", guarded], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture(autouse=True)
def _architecture():
    if not seccomp.is_supported():
        pytest.skip("no table of system calls for this architecture")


@pytest.mark.parametrize(
    "attempt", ["os.fork()", "os.posix_spawn('/bin/true', ['true'], {})", "os.execv('/bin/true', ['true'])"]
)
def test_without_processes_none_can_be_started(attempt):
    assert run(f"print(seccomp.forbid_processes(), flush=True)\n{attempt}") == "True\nPermissionError"


def test_without_processes_threads_still_start():
    script = "seccomp.forbid_processes()\nthread = threading.Thread(target=print, args=('ran',))\nthread.start()\nthread.join()"

    assert run(script) == "ran"


def test_sockets_are_refused():
    assert run("print(seccomp.forbid_system_calls(), flush=True)\nsocket.socket()") == "True\nPermissionError"


def test_ptrace_and_new_namespaces_are_refused():
    script = "seccomp.forbid_system_calls()\nlibc = ctypes.CDLL(None)\nprint(libc.ptrace(0, 0, 0, 0), libc.unshare(0x10000000))"

    assert run(script) == "-1 -1"


def test_files_are_still_read():
    assert run("seccomp.forbid_system_calls()\nprint(open('/dev/null').read() == '')") == "True"
