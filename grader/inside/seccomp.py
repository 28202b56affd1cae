"""A seccomp filter in classic BPF: system calls that no homework needs answer "not permitted".

Source: seccomp(2), linux/filter.h, linux/audit.h and the system call tables of the two architectures.
"""

from __future__ import annotations

import ctypes
import platform
import struct
from collections.abc import Iterable

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
_X32_BIT = 0x40000000
_CLONE_THREAD = 0x00010000

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Sockets, other processes' memory, keys, kernel programs, namespaces, mounts, asynchronous rings.
_FORBIDDEN = {
    "x86_64": {
        "socket": 41, "socketpair": 53, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311,
        "add_key": 248, "request_key": 249, "keyctl": 250, "bpf": 321, "userfaultfd": 323,
        "perf_event_open": 298, "unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155,
        "chroot": 161, "fsopen": 430, "open_tree": 428, "move_mount": 429, "io_uring_setup": 425,
        "pidfd_getfd": 438, "kcmp": 312, "personality": 135, "open_by_handle_at": 304, "shmget": 29, "msgget": 68,
        "semget": 64, "mq_open": 240,
    },
    "aarch64": {
        "socket": 198, "socketpair": 199, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271,
        "add_key": 217, "request_key": 218, "keyctl": 219, "bpf": 280, "userfaultfd": 282,
        "perf_event_open": 241, "unshare": 97, "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41,
        "chroot": 51, "fsopen": 430, "open_tree": 428, "move_mount": 429, "io_uring_setup": 425,
        "pidfd_getfd": 438, "kcmp": 272, "personality": 92, "open_by_handle_at": 265, "shmget": 194,
        "msgget": 186, "semget": 190, "mq_open": 180,
    },
}  # fmt: skip
# How a process is started: refused unless the new task is a thread. (clone3 hides its flags behind a pointer;
# "no such system call" makes the C library fall back to clone.)
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_OTHER_FORKS = {"x86_64": (57, 58), "aarch64": ()}
_LIMITS = {"x86_64": 302, "aarch64": 261}
_EXECUTE = {"x86_64": (59, 322), "aarch64": (221, 281)}


def is_supported() -> bool:
    """Return whether this machine's architecture is one that we have the numbers of."""
    return platform.machine() in _ARCHITECTURES


def forbid_system_calls() -> bool:
    """Refuse the calls of the table from now on, in this process and its children. Return whether it worked."""
    return _SYSTEM_CALLS is not None and _SYSTEM_CALLS.install()


def forbid_processes() -> bool:
    """Refuse new processes and programs, though not threads, from now on. Return whether it worked."""
    return _PROCESSES is not None and _PROCESSES.install()


class _Program:
    """A filter for this architecture, assembled once so that a fork has but one call to make."""

    def __init__(self, rules: list[tuple[int, int, int, int]]) -> None:
        instructions = [
            (_LOAD, 0, 0, _AT_ARCHITECTURE),
            (_JUMP_EQUAL, 1, 0, _ARCHITECTURES[_MACHINE]),
            (_RETURN, 0, 0, _KILL_PROCESS),
            (_LOAD, 0, 0, _AT_NUMBER),
            # The x32 variant of each call has another number on x86_64, which no rule below would know.
            (_JUMP_AT_LEAST, 0, 1, _X32_BIT),
            (_RETURN, 0, 0, _ERRNO | _EPERM),
            *rules,
            (_RETURN, 0, 0, _ALLOW),
        ]
        code = b"".join(struct.pack("<HBBI", *instruction) for instruction in instructions)
        self._code = ctypes.create_string_buffer(code, len(code))
        self._header = struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(self._code))

    def install(self) -> bool:
        # The filter needs no_new_privs, which confine has set by then.
        return bool(_LIBC.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(self._header), 0, 0) == 0)


def _refusals(numbers: Iterable[int], error: int) -> list[tuple[int, int, int, int]]:
    rules: list[tuple[int, int, int, int]] = []
    for number in numbers:
        rules += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | error)]
    return rules


def _process_rules() -> list[tuple[int, int, int, int]]:
    rules = _refusals((*_OTHER_FORKS[_MACHINE], *_EXECUTE[_MACHINE]), _EPERM)
    rules += _refusals([_CLONE3], _ENOSYS)
    return [
        *rules,
        # A process may change its own limits, not those of another.
        (_JUMP_EQUAL, 0, 4, _LIMITS[_MACHINE]),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        (_JUMP_EQUAL, 1, 0, 0),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_EQUAL, 0, 3, _CLONE[_MACHINE]),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        (_JUMP_ANY_BIT, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
    ]


_LIBC = ctypes.CDLL(None, use_errno=True)
_MACHINE = platform.machine()
_SYSTEM_CALLS = _Program(_refusals(_FORBIDDEN[_MACHINE].values(), _EPERM)) if is_supported() else None
_PROCESSES = _Program(_process_rules()) if is_supported() else None
