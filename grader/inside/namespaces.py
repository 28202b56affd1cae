"""Namespaces for one submission: no process, no file and no shared memory in them is older than itself, or outlives it.

Source: namespaces(7), pid_namespaces(7), mount_namespaces(7), clone(2), mount(2).
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
from collections.abc import Iterable

from grader.inside import confine

_NEW_MOUNTS, _NEW_IPC, _NEW_PROCESSES = 0x00020000, 0x08000000, 0x20000000
_NO_SUID, _NO_DEVICES, _NO_PROGRAMS, _RECURSIVE, _PRIVATE = 2, 4, 8, 0x4000, 0x40000
_END_OF_DESCRIPTORS = 1024

# As PyDLL: the child of a `clone` must find the interpreter as its parent held it.
_libc = ctypes.PyDLL(None, use_errno=True)
_CLONE = {"x86_64": 56, "aarch64": 220}


def fork() -> int:
    """Fork: the child is the first process in namespaces of its own, of processes, mounts and memory to share.

    `unshare` would put no process into them but the next child, which costs a fork more. The kernel's own call does,
    and is a fork for a process of one thread that nothing waits on; but Python does not hear of it, so all that the
    child may do is `enclose`.

    Raises:
        OSError: if the kernel does not let us.
    """
    number = _CLONE[platform.machine()]
    child = _libc.syscall(
        number, _NEW_MOUNTS | _NEW_IPC | _NEW_PROCESSES | signal.SIGCHLD, None, None, None, None
    )
    _see(min(child, 0))
    return int(child)


def enclose(fresh: Iterable[str], fresh_bytes: int) -> None:
    """Return in a new process, the second of these namespaces; at these places are empty folders in memory.

    The first waits for it, and its end is the end of all of them.

    Raises:
        OSError: if the kernel does not let us.
    """
    _mount(None, "/", None, _RECURSIVE | _PRIVATE, "")
    _mount("proc", "/proc", "proc", _NO_SUID | _NO_DEVICES | _NO_PROGRAMS, "")
    _mount("devpts", "/dev/pts", "devpts", _NO_SUID | _NO_PROGRAMS, "newinstance,ptmxmode=0666,mode=620")
    for place in fresh:
        _mount("tmpfs", place, "tmpfs", _NO_SUID | _NO_DEVICES, f"size={fresh_bytes},mode=1777")
    child = os.fork()
    if child:
        try:
            confine.drop_capabilities()
            os.closerange(0, _END_OF_DESCRIPTORS)
            os.waitpid(child, 0)
        finally:
            os._exit(0)
    confine.die_with_parent()


def _mount(source: str | None, place: str, kind: str | None, flags: int, options: str) -> None:
    source_bytes, kind_bytes = (text and text.encode() for text in (source, kind))
    _see(_libc.mount(source_bytes, place.encode(), kind_bytes, flags, options.encode()))


def _see(result: int) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
