"""The filter refuses what it names and nothing else. Each case runs in a process of its own."""

import json
import platform
import signal
import subprocess
import sys
from functools import cache

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
    "attempt", ["os.fork()", "os.posix_spawn('/bin/true', ['true'], {})", "os.memfd_create('more')"]
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


LIBC = "seccomp.forbid_system_calls()\nlibc = ctypes.CDLL(None, use_errno=True)\n"


@pytest.mark.parametrize("name", sorted(seccomp._FORBIDDEN))
def test_a_forbidden_call_is_not_permitted_whatever_it_is_given(name):
    """In the same process: a filter of its own would cost as much as the whole table."""
    assert _refused_calls()[name] == [-1, 1]


@cache
def _refused_calls() -> dict[str, list[int]]:
    place = list(seccomp._ARCHITECTURES).index(platform.machine())
    numbers = {name: call[place] for name, call in seccomp._FORBIDDEN.items() if call[place] is not None}
    script = f"""{LIBC}import json
print(json.dumps({{name: [libc.syscall(number, -1, 0, 0, 0, 0), ctypes.get_errno()] for name, number in {numbers!r}.items()}}))"""
    found = json.loads(run(script))
    return {name: found.get(name, [-1, 1]) for name in seccomp._FORBIDDEN}


def test_a_call_younger_than_the_table_is_not_there():
    assert run(f"{LIBC}print(libc.syscall(seccomp._YOUNGER, 0, 0, 0), ctypes.get_errno())") == "-1 38"


@pytest.mark.parametrize("flags", [0x10000000, 0x20000000, 0x40000000, 0x00020000, 0x00008000])
def test_a_process_in_a_namespace_of_its_own_or_beside_us_is_not_started(flags):
    number = seccomp._CLONE[platform.machine()]

    assert run(f"{LIBC}print(libc.syscall({number}, {flags} | 17, 0, 0, 0, 0), ctypes.get_errno())") == "-1 1"


def test_nobody_types_into_a_terminal():
    assert run(f"{LIBC}print(libc.ioctl(0, 0x5412, b'x'), ctypes.get_errno())") == "-1 1"


@pytest.mark.parametrize("option", [4, 36])
def test_a_process_neither_shows_its_memory_nor_hands_its_orphans_to_others(option):
    assert run(f"{LIBC}print(libc.prctl({option}, 0, 0, 0, 0), ctypes.get_errno())") == "-1 1"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86-64 has other numberings")
def test_the_other_numbering_of_the_same_calls_is_refused():
    assert run(f"{LIBC}print(libc.syscall(0x40000000 | 39), ctypes.get_errno())") == "-1 1"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86-64 runs the calls of another processor")
def test_a_call_by_the_gate_of_the_32_bit_processor_is_the_end():
    # mov eax, 20 (getpid); int 0x80; ret
    code = "b'\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3'"
    script = f"{LIBC}import mmap\nroom = mmap.mmap(-1, 4096, prot=7)\nroom.write({code})\n"
    script += (
        "ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(room)))()\nprint('lived')"
    )
    guarded = BEGIN + script

    done = subprocess.run([sys.executable, "-c", guarded], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (-signal.SIGSYS, "")
