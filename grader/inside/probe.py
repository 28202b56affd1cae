"""A submission of our own: it tries what no submission may do. Each function returns whether the attempt failed.

Handed in by `probing`, with two names in front: SUPERVISOR, the number of a process that is not to be seen, and
FOLDER, a folder that is not to be read.
"""

from __future__ import annotations

import ctypes
import os
import resource
import socket
import sys

SUPERVISOR, FOLDER = 0, ""

_libc = ctypes.CDLL(None, use_errno=True)
_PR_GET_NO_NEW_PRIVS, _CAPABILITIES_VERSION, _CLONE_NEWUSER = 39, 0x20080522, 0x10000000
_X32_GETPID = 0x40000000 + 39
# ptrace, keyctl, bpf, userfaultfd, perf_event_open, io_uring_setup.
_DANGEROUS = {"x86_64": (101, 250, 321, 323, 298, 425), "aarch64": (117, 219, 280, 282, 241, 425)}
_EPERM = 1


def files() -> bool:
    """Read what is neither Python nor NumPy."""
    return _fails(os.listdir, FOLDER) and all(
        _fails(open, place) for place in ("/etc/hostname", "/etc/passwd")
    )


def writing() -> bool:
    """Leave a file where others find it."""
    places = [f"{folder}/grader-probe-{os.getpid()}" for folder in ("/tmp", "/var/tmp", FOLDER)]  # noqa: S108
    left = [place for place in places if not _fails(os.mkdir, place)]
    for place in left:
        os.rmdir(place)
    return not left


def network() -> bool:
    """Open a socket."""
    return _fails(lambda: socket.socket().close())


def others() -> bool:
    """See another process."""
    return _fails(os.stat, f"/proc/{SUPERVISOR}/environ") or _fails(os.listdir, f"/proc/{SUPERVISOR}/task")


def signals() -> bool:
    """Reach another process."""
    return _fails(os.kill, SUPERVISOR, 0)


def capabilities() -> bool:
    """Find a privilege left."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    return bool(_libc.capget(header, sets) == 0 and not any(sets))


def privileges() -> bool:
    """Hope for more of them from a program."""
    return bool(_libc.prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)


def namespaces() -> bool:
    """Make a namespace."""
    return bool(_libc.unshare(_CLONE_NEWUSER) != 0)


def calls() -> bool:
    """Make the calls that attacks on the kernel begin with, and one in another numbering."""
    machine = os.uname().machine
    numbers = [*_DANGEROUS.get(machine, ())]
    numbers += [_X32_GETPID] if machine == "x86_64" else []
    return bool(numbers) and all(_is_refused(number) for number in numbers)


def processes() -> bool:
    """Start a process."""
    try:
        started = os.fork()
    except OSError:
        return True
    if started == 0:
        os._exit(0)
    os.waitpid(started, 0)
    return False


def programs() -> bool:
    """Start a program."""
    return _fails(os.execv, sys.executable, [sys.executable, "-c", ""])


def limits() -> bool:
    """Find a limit missing."""
    each = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC)
    return all(resource.getrlimit(limit)[1] != resource.RLIM_INFINITY for limit in each)


def _is_refused(number: int) -> bool:
    return bool(_libc.syscall(number, -1, 0, 0, 0, 0) == -1 and ctypes.get_errno() == _EPERM)


def _fails(attempt: object, *arguments: object) -> bool:
    try:
        attempt(*arguments)  # type: ignore[operator]
    except OSError:
        return True
    return False
