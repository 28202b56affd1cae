"""A control group for one box, where the kernel lets us make one: what all its processes use together, and may use.

Both versions of Linux's control groups will do. The group lies below our own, or below the nearest group above whose
owner lets us, so that whatever limits us limits the box as well. It goes when the box does.

Source: cgroups(7), the kernel's admin-guide/cgroup-v1 and cgroup-v2.
"""

from __future__ import annotations

import os
import signal
import time
from typing import NamedTuple

# What version 1 keeps apart.
_PARTS = ("memory", "pids", "cpuacct")
_END_SECONDS = 10.0
# A group that somebody has just made is empty, too: one that is this old, and whose maker has gone, is a remnant.
_REMNANT_SECONDS = 60.0
# Joined by the program itself before it starts anything: nothing of it can be elsewhere. One that may not be joined
# is found empty afterwards.
_JOIN = 'while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs"; shift; done 2>/dev/null; shift; exec "$@"'


class Group(NamedTuple):
    """A group of our own: a folder for each part, or the same folder for all of them in version 2."""

    memory: str
    processes: str
    cpu: str
    is_second_version: bool

    def joining(self, command: tuple[str, ...]) -> tuple[str, ...]:
        """Return a command that joins this group and becomes the other command."""
        return ("/bin/sh", "-c", _JOIN, "sh", *self._folders(), "--", *command)

    def is_joined(self) -> bool:
        """Return whether somebody is in every part."""
        return all(_members(folder) for folder in self._folders())

    def limit(self, memory_bytes: int, processes: int) -> bool:
        """Have the kernel hold these limits for all members together. Return whether it does."""
        names = ("memory.max", "memory.swap.max") if self.is_second_version else _FIRST_MEMORY_LIMITS
        # The second counts what is swapped out; a kernel without it has no swap to count.
        held = _write(self.memory, names[0], memory_bytes)
        _write(self.memory, names[1], 0 if self.is_second_version else memory_bytes)
        return _write(self.processes, "pids.max", processes) and held

    def memory_bytes(self) -> int:
        """Return how much memory the members use, files in memory included; copies of files on disk do not count."""
        statistics = dict(line.split() for line in _read(self.memory, "memory.stat").splitlines())
        names = ("anon", "shmem") if self.is_second_version else ("total_rss", "total_shmem")
        return sum(int(statistics.get(name, 0)) for name in names)

    def cpu_seconds(self) -> float:
        """Return how much processor time the members have used, those that have ended included."""
        if self.is_second_version:
            statistics = dict(line.split() for line in _read(self.cpu, "cpu.stat").splitlines())
            return int(statistics.get("usage_usec", 0)) / 1e6
        return int(_read(self.cpu, "cpuacct.usage") or 0) / 1e9

    def members(self) -> list[int]:
        """Return who is in it now."""
        return _members(self.processes)

    def kill(self) -> None:
        """Kill whoever is in it now."""
        for member in self.members():
            try:
                os.kill(member, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def end(self) -> None:
        """Kill whoever is in it, wait until nobody is, and remove it."""
        deadline = time.monotonic() + _END_SECONDS
        for folder in self._folders():
            while not _remove(folder) and time.monotonic() < deadline:
                self.kill()
                time.sleep(0.001)

    def _folders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.memory, self.processes, self.cpu)))


_FIRST_MEMORY_LIMITS = ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes")


def make() -> Group | None:
    """Return a new group, or None where there are none, or none for us."""
    name = f"grader-{os.getpid()}-{os.urandom(4).hex()}"
    made: list[str] = []
    try:
        parents = _parents()
        for parent in dict.fromkeys(parents):
            _remove_remnants(parent)
            made.append(os.path.join(parent, name))
            os.mkdir(made[-1])
    except OSError:
        for folder in made:
            _remove(folder)
        return None
    memory, processes, cpu = (os.path.join(parent, name) for parent in parents)
    return Group(memory, processes, cpu, is_second_version=len(made) == 1)


def _parents() -> tuple[str, str, str]:
    """Return the folders below which a group for memory, processes and processor time may be made.

    Raises:
        OSError: if there is none.
    """
    own: dict[str, str] = {}
    with open("/proc/self/cgroup", encoding="utf-8") as file:
        for line in file:
            _, parts, path = line.rstrip("\n").split(":", 2)
            own.update(dict.fromkeys(parts.split(","), path))
    mounted = _mounted()
    if all(part in own and part in mounted for part in _PARTS):
        memory, processes, cpu = (_below(*mounted[part], own[part]) for part in _PARTS)
        return memory, processes, cpu
    if "" not in own or "" not in mounted:
        raise FileNotFoundError("no control groups are mounted")
    place, root = mounted[""]
    folder = _below(place, root, own[""])
    while not {"memory", "pids"} <= {*_read(folder, "cgroup.subtree_control").split()}:
        if folder == place:
            raise PermissionError("nobody has let us make control groups")
        folder = os.path.dirname(folder)
    if not os.access(os.path.join(folder, "cgroup.procs"), os.W_OK):
        raise PermissionError(f"{folder} is not ours")
    return folder, folder, folder


def _mounted() -> dict[str, tuple[str, str]]:
    """Return where each part is mounted, and which group is at the top there; "" is version 2."""
    found: dict[str, tuple[str, str]] = {}
    with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as file:
        for line in file:
            before, _, after = line.partition(" - ")
            kind, _, options = after.split()[:3]
            if kind.startswith("cgroup"):
                root, place = before.split()[3:5]
                for part in [""] if kind == "cgroup2" else options.split(","):
                    found.setdefault(part, (place, root))
    return found


def _below(place: str, root: str, own: str) -> str:
    relative = os.path.relpath(own, root)
    if relative.startswith(".."):
        raise FileNotFoundError(f"{own} is not to be seen below {place}")
    return os.path.normpath(os.path.join(place, relative))


def _remove_remnants(parent: str) -> None:
    """Remove groups that a grader left behind which was killed."""
    for entry in os.scandir(parent):
        words = entry.name.split("-")
        if words[0] != "grader" or len(words) != 3 or os.path.exists(f"/proc/{words[1]}"):
            continue
        if time.time() - entry.stat().st_mtime > _REMNANT_SECONDS:
            _remove(entry.path)


def _remove(folder: str) -> bool:
    try:
        os.rmdir(folder)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _members(folder: str) -> list[int]:
    return [int(line) for line in _read(folder, "cgroup.procs").split()]


def _read(folder: str, name: str) -> str:
    try:
        with open(os.path.join(folder, name), encoding="ascii") as file:
            return file.read()
    except OSError:
        return ""


def _write(folder: str, name: str, value: int) -> bool:
    try:
        with open(os.path.join(folder, name), "w", encoding="ascii") as file:
            file.write(str(value))
    except OSError:
        return False
    return True
