"""What a box uses, measured from outside, where nothing in it can lie: memory and processor time of all its processes.

By its control group, if it has one. Else by the processes themselves, as far as /proc shows them: nothing in the box
can leave the tree below its first process, because orphans are adopted there and the filter keeps it so.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import NamedTuple

from grader.sandbox.group import Group

# How often to look: through the group it is two small files, through /proc a few for each process.
_GROUP_SECONDS, _TREE_SECONDS = 0.03, 0.1
# The kernel's own limit on the memory of a group is this much higher: what goes over that between two looks is
# killed without a word.
HEADROOM = 2
# What comes before the worker in the tree is smaller than this, and no worker is.
_LAUNCHER_BYTES = 8 * 2**20
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


class Allowance(NamedTuple):
    """What all processes of a box may use together, from its start to its end."""

    memory_bytes: int
    cpu_seconds: float


class Meter:
    """Watch over one box: `pid` is its first process."""

    def __init__(self, pid: int, group: Group | None) -> None:
        """Begin to watch. Nothing is too much until it is said what is allowed."""
        self._pid, self._group = pid, group
        self._allowance = Allowance(2**62, 1e9)
        self._next = 0.0
        self._shared_before = _shared_memory_bytes() if group is None else 0
        self._cpu_seconds = 0.0

    @property
    def patience_seconds(self) -> float:
        """How long to wait at most from one look to the next."""
        return _TREE_SECONDS if self._group is None else _GROUP_SECONDS

    def allow(self, allowance: Allowance) -> None:
        """Say what is too much."""
        self._allowance = allowance

    def excess(self) -> str:
        """Return what the box has had too much of, "memory" or "cpu", or nothing. Looks no more often than is due."""
        if (now := time.monotonic()) < self._next:
            return ""
        self._next = now + self.patience_seconds
        if self.cpu_seconds() > self._allowance.cpu_seconds:
            return "cpu"
        return "memory" if self._takes_too_much(self._allowance.memory_bytes) else ""

    def cpu_seconds(self) -> float:
        """Return the processor time that the box has used, as far as can be seen now or could before."""
        measured = _cpu_seconds(self._pid) if self._group is None else self._group.cpu_seconds()
        self._cpu_seconds = max(self._cpu_seconds, measured)
        return self._cpu_seconds

    def processes(self) -> list[int]:
        """Return the processes of the box."""
        return list(_tree(self._pid)) if self._group is None else self._group.members()

    def memory_bytes(self) -> int:
        """Return how much memory the box uses now."""
        return _memory_bytes(self.processes()) if self._group is None else self._group.memory_bytes()

    def _takes_too_much(self, memory_bytes: int) -> bool:
        if self._group is not None:
            return self._group.memory_bytes() > memory_bytes
        # First what is cheap and never too low: pages that several share count for each of them.
        processes = list(_tree(self._pid))
        grown = max(0, _shared_memory_bytes() - self._shared_before)
        if sum(_own_bytes(process) for process in processes) + grown <= memory_bytes:
            return False
        return _memory_bytes(processes) > memory_bytes


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                for word in file.read().split():
                    yield from _tree(int(word))
    except OSError:
        return


def _cpu_seconds(pid: int) -> float:
    """Return the processor time of a tree: each has its own, and that of those of its children that have ended."""
    ticks = 0
    for process in _tree(pid):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                # The second word is a name in brackets, which may hold anything.
                words = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(word) for word in words[11:15])
    return ticks / _TICKS


def _own_bytes(pid: int) -> int:
    """Return the memory of a process that is no copy of a file."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            words = file.read().split()
    except OSError:
        return 0
    return (int(words[1]) - int(words[2])) * _PAGE


def _memory_bytes(processes: list[int]) -> int:
    """Return the memory of processes, what several of them share counted once, and of the files in memory they hold.

    Where we may not look so closely it is an estimate, and a low one: each is taken to share all that it can with
    the worker, from which it was forked.
    """
    parts = [_proportional_bytes(process) for process in processes]
    if None not in parts:
        return sum(part for part in parts if part) + _files_in_memory(processes)
    own = [_own_bytes(process) for process in processes]
    worker = next((size for size in own if size > _LAUNCHER_BYTES), 0)
    return worker + sum(max(0, size - worker) for size in own)


def _proportional_bytes(pid: int) -> int | None:
    """Return the memory of a process, with a fair part of what it shares; None if we may not know."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            sizes = dict(line.split()[:2] for line in file if line.startswith("Pss"))
    except PermissionError:
        return None
    except OSError:
        # It has ended, or is about to.
        return 0
    return 1024 * sum(int(sizes.get(name, 0)) for name in ("Pss_Anon:", "Pss_Shmem:"))


def _files_in_memory(processes: list[int]) -> int:
    """Return the size of the files that have no name, each once, as far as a process holds it open."""
    sizes: dict[tuple[int, int], int] = {}
    for process in processes:
        try:
            for name in os.listdir(f"/proc/{process}/fd"):
                path = f"/proc/{process}/fd/{name}"
                if os.readlink(path).startswith("/memfd:"):
                    status = os.stat(path)
                    sizes[status.st_dev, status.st_ino] = status.st_blocks * 512
        except OSError:
            continue
    return sum(sizes.values())


def _shared_memory_bytes() -> int:
    """Return how much memory of the whole machine is in files in memory."""
    with open("/proc/meminfo", encoding="ascii") as file:
        for line in file:
            if line.startswith("Shmem:"):
                return int(line.split()[1]) * 1024
    return 0
