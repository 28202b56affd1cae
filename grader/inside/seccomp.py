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
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT, _AT_SECOND_ARGUMENT = 0, 4, 16, 24
_X32_BIT = 0x40000000
_CLONE_THREAD = 0x00010000

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# By what they are for, each with its number on x86_64 and on aarch64, or None where there is no such call.
_FORBIDDEN: dict[str, tuple[int | None, int | None]] = {
    # The network, and the channels between processes that outlive them.
    "socket": (41, 198), "socketpair": (53, 199), "shmget": (29, 194), "shmat": (30, 196), "semget": (64, 190),
    "msgget": (68, 186), "mq_open": (240, 180),
    # Other processes, and other programs: Python and NumPy need none.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272), "pidfd_getfd": (438, 438),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "execve": (59, 221), "execveat": (322, 281),
    # Namespaces and file systems.
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "open_tree": (428, 428), "move_mount": (429, 429), "mount_setattr": (442, 442), "swapon": (167, 224),
    "swapoff": (168, 225), "quotactl": (179, 60), "quotactl_fd": (443, 443), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "fanotify_init": (300, 262), "lookup_dcookie": (212, 18),
    # Large pieces of the kernel in which faults are found, and that run programs, requests or faults of ours there.
    "bpf": (321, 280), "userfaultfd": (323, 282), "perf_event_open": (298, 241), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "io_setup": (206, 0), "memfd_secret": (447, 447),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "personality": (135, 92),
    "modify_ldt": (154, None), "uselib": (134, None), "ustat": (136, None), "sysfs": (139, None),
    "_sysctl": (156, None), "nfsservctl": (180, 42),
    # The machine itself: these want privileges, of which there are none.
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "syslog": (103, 116), "acct": (163, 89),
    "sethostname": (170, 161), "setdomainname": (171, 162), "vhangup": (153, 58), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266), "iopl": (172, None),
    "ioperm": (173, None),
}  # fmt: skip
# Calls that are younger than this table. What they can do we cannot know; the C library does without them.
_YOUNGER = 457
# How a task is started: never in a namespace of its own, nor as a child of our parent's, which would not be ours to
# end; and from a check's side only as a thread. (clone3 hides its flags behind a pointer; "no such system call" makes
# the C library fall back to clone.)
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_CLONE_OUTSIDE = 0x7E020000 | 0x8000
_OTHER_FORKS = {"x86_64": (57, 58), "aarch64": ()}
_LIMITS = {"x86_64": 302, "aarch64": 261}
# A file in memory counts as nobody's: no limit on a process holds for it.
_MEMORY_FILE = {"x86_64": 319, "aarch64": 279}
# A process stays who adopts orphans, so that none gets out of sight, and keeps its memory to itself.
_PROCESS_CONTROL = {"x86_64": 157, "aarch64": 167}
_PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 4, 36
# Typing into a terminal, as it were.
_CONTROL = {"x86_64": 16, "aarch64": 29}
_TERMINAL_INPUT = (0x5412, 0x541C)


def is_supported() -> bool:
    """Return whether this machine's architecture is one that we have the numbers of."""
    return platform.machine() in _ARCHITECTURES


def forbid_system_calls() -> bool:
    """Refuse the calls of the table from now on, in this process and its children. Return whether it worked."""
    return _SYSTEM_CALLS is not None and _SYSTEM_CALLS.install()


def forbid_processes() -> bool:
    """Refuse new processes, though not threads, and files in memory from now on. Return whether it worked."""
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


def _system_call_rules() -> list[tuple[int, int, int, int]]:
    place = list(_ARCHITECTURES).index(_MACHINE)
    numbers = [call[place] for call in _FORBIDDEN.values()]
    return [
        *_refusals([number for number in numbers if number is not None], _EPERM),
        *_refusals([_CLONE3], _ENOSYS),
        (_JUMP_AT_LEAST, 0, 1, _YOUNGER),
        (_RETURN, 0, 0, _ERRNO | _ENOSYS),
        *_refusals_by(_CONTROL[_MACHINE], _AT_SECOND_ARGUMENT, _TERMINAL_INPUT),
        *_refusals_by(
            _PROCESS_CONTROL[_MACHINE], _AT_FIRST_ARGUMENT, (_PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER)
        ),
        (_JUMP_EQUAL, 0, 3, _CLONE[_MACHINE]),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        (_JUMP_ANY_BIT, 0, 1, _CLONE_OUTSIDE),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
    ]


def _refusals_by(number: int, place: int, values: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Refuse one call where its argument at `place` is one of two values."""
    return [
        (_JUMP_EQUAL, 0, 6, number),
        (_LOAD, 0, 0, place),
        *_refusals(values, _EPERM),
        (_LOAD, 0, 0, _AT_NUMBER),
    ]


def _process_rules() -> list[tuple[int, int, int, int]]:
    return [
        *_refusals((*_OTHER_FORKS[_MACHINE], _MEMORY_FILE[_MACHINE]), _EPERM),
        *_refusals([_CLONE3], _ENOSYS),
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
_SYSTEM_CALLS = _Program(_system_call_rules()) if is_supported() else None
_PROCESSES = _Program(_process_rules()) if is_supported() else None
