"""What a grading leaves behind: processes, open descriptors, files, shared memory. None of it may be there."""

import ctypes
import os
import signal
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_CHILD_SUBREAPER = 36
# Where a program may write on a machine that lets it.
_PUBLIC_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock", "/", "/root", "/home")
_SHARED_MEMORY = ("shm", "sem", "msg")
_PATIENCE_SECONDS = 3.0


def adopt_orphans() -> None:
    """Become the parent of every process that loses its own below this one: then none can get out of sight."""
    ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


class World(NamedTuple):
    """What there is, of what a submission could add to or change."""

    descriptors: frozenset[str]
    temporary: frozenset[str]
    shared_memory: frozenset[str]
    course: dict[str, tuple[int, int]]


def now(precious: Iterable[Path]) -> World:
    """Return the state of things, `precious` folders among them. Nobody else may use our folder for temporary files."""
    return World(
        descriptors=_descriptors(),
        temporary=frozenset(os.listdir(tempfile.gettempdir())),
        shared_memory=frozenset(line for kind in _SHARED_MEMORY for line in _lines(f"/proc/sysvipc/{kind}")),
        course={
            str(file): (file.stat().st_mtime_ns, file.stat().st_size)
            for folder in precious
            for file in folder.glob("*.p*")
        },
    )


def left_behind(before: World, precious: Iterable[Path], mark: str) -> list[str]:
    """Say what is there now and was not before; `mark` is a part of the name of each file that an attack makes."""
    found = [f"process {line}" for line in _processes_left()]
    after = now(precious)
    found += [f"descriptor {name}" for name in after.descriptors - before.descriptors]
    found += [f"temporary file {name}" for name in after.temporary - before.temporary]
    found += [f"shared memory {line}" for line in after.shared_memory - before.shared_memory]
    found += [f"course file {name}" for name in dict(after.course.items() ^ before.course.items())]
    places = {*_PUBLIC_FOLDERS, str(Path.cwd()), str(Path.home()), *map(str, precious)}
    for folder in (place for place in places if os.path.isdir(place)):
        found += [f"file {folder}/{name}" for name in os.listdir(folder) if mark in name]
    return found


def _descriptors() -> frozenset[str]:
    found = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            found.add(f"{name} {os.readlink(f'/proc/self/fd/{name}')}")
        except OSError:
            continue  # that of the listing itself
    return frozenset(found)


def _processes_left() -> list[str]:
    """Return the processes below this one; one that is dying gets a moment, and none lives on after that."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while (left := _below(os.getpid())) and time.monotonic() < deadline:
        time.sleep(0.01)
    for process, _ in left:
        os.kill(process, signal.SIGKILL)
    return [line for _, line in left]


def _below(process: int) -> list[tuple[int, str]]:
    _bury()
    found = []
    for child in map(int, " ".join(_lines(f"/proc/{process}/task/{process}/children")).split()):
        line = " ".join(_lines(f"/proc/{child}/cmdline")).replace("\0", " ")
        found += [(child, line), *_below(child)]
    return found


def _bury() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []
