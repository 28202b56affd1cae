"""Give up rights, one by one, before any student code runs: user, privileges, files, resources.

Source: setresuid(2), prctl(2), capset(2), unshare(2), landlock(7), setrlimit(2).
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
from collections.abc import Iterable

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38
_PR_CAPBSET_DROP, _PR_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL = 24, 47, 4
_CAPABILITIES_VERSION, _LAST_CAPABILITY = 0x20080522, 63
_CLONE_NEWUSER = 0x10000000
_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE = 1 << 14
# What each version of Landlock can restrict: files; and from the fourth on TCP, from the sixth on the sending
# of signals and abstract sockets to processes outside.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_ALL_TCP, _ALL_SCOPES = 0b11, 0b11

_libc = ctypes.CDLL(None, use_errno=True)


def become(user: int) -> None:
    """Become the unprivileged user and group of this number, for good."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def leave_user_namespace() -> None:
    """Move to a user namespace in which nobody else is, where the kernel lets an unprivileged user make one."""
    _libc.unshare(_CLONE_NEWUSER)


def drop_capabilities() -> None:
    """Give up every capability, for good: of this process, of programs that it might start, and of its children."""
    for capability in range(_LAST_CAPABILITY + 1):
        # Beyond those that the kernel knows it says no, and to whoever has no rights to give up at the first.
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    _libc.prctl(_PR_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    _libc.capset(struct.pack("<Ii", _CAPABILITIES_VERSION, 0), struct.pack("<6I", *[0] * 6))


def stay_inside() -> None:
    """Gain no privilege by any program, die with the parent, and inherit orphans instead of losing them."""
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    die_with_parent()


def hide_memory() -> None:
    """Let no process of the same user look into this one's memory, or environment, through /proc."""
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def die_with_parent() -> None:
    """Be killed when the parent ends. Forking and changing the user both undo this."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def show_own_descriptors() -> None:
    """Make /proc/self/fd readable again after a change of user."""
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)


def see_only(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Let this process and its children open only files below these folders. Return whether the kernel can."""
    version = _libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return False
    handled = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("<Q", handled)
    if version >= 4:
        attributes += struct.pack("<Q", _ALL_TCP)
    if version >= 6:
        attributes += struct.pack("<Q", _ALL_SCOPES)
    rules = _libc.syscall(_LANDLOCK_CREATE, ctypes.c_char_p(attributes), len(attributes), 0)
    if rules < 0:
        return False
    reading = _READ_FILE | _READ_DIR | _EXECUTE
    writing = handled & ~_EXECUTE
    for paths, rights in ((readable, reading), (writable, writing)):
        for path in paths:
            _allow(rules, path, rights & handled)
    worked = _libc.syscall(_LANDLOCK_RESTRICT, rules, 0) == 0
    os.close(rules)
    return bool(worked)


def limit(memory_bytes: int, processes: int, file_bytes: int, cpu_seconds: int) -> None:
    """Set the limits of this process and its children, soft and hard."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024))
    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    if hard != resource.RLIM_INFINITY:
        processes = min(processes, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
    rule = struct.pack("<Qi", rights, opened)
    _libc.syscall(_LANDLOCK_ADD_RULE, rules, 1, ctypes.c_char_p(rule), 0)
    os.close(opened)
