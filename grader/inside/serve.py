"""Serve one submission: import it once, fork for each check, send back what each child answers."""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Callable
from math import ceil
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from grader.inside import confine, standins
from grader.inside.answer import answer, failure
from grader.inside.child import Child, point_output_at, printed, write_whole
from grader.inside.wire import FrameReader, Kind, Value, WireError, decode, fields, frame

_REQUEST_CAP = 2**31
# How many children may wait for a task, and how many may wait to be buried.
CHILDREN_AHEAD = 16
# One endless loop in a method that everything uses must not eat up the time of all: after so many checks that timed
# out, the others get this long, a hundred times what any of them needs.
PATIENCE, IMPATIENT_SECONDS = 3, 1.0
_OUT_OF_CPU: list[tuple[str, Value]] = [
    ("outcome", "not_run"),
    ("detail", "cpu"),
    ("output", b""),
    ("output_bytes", 0.0),
]


class Request(NamedTuple):
    """The REQUEST frame, unpacked."""

    module: str
    files: dict[str, bytes]
    source: str
    stand_ins: list[str]
    limits: dict[str, float]


def serve(requests: int, replies: int, config: dict[str, Any]) -> None:
    """Read a request, import the submission, and run the checks that come, until no more come."""
    listener = _Listener(requests)
    request = _unpack_request(decode(listener.next(Kind.REQUEST) or b""))
    folder = _write_files(config["scratch"], request.files)
    limits = request.limits
    confine.limit(
        memory_bytes=int(limits["memory_bytes"]),
        processes=int(limits["processes"]) + 2 * CHILDREN_AHEAD + int(config["spare_processes"]),
        file_bytes=int(limits["file_bytes"]),
        cpu_seconds=ceil(limits["submission_cpu_seconds"]),
    )
    standins.install(request.stand_ins)
    checks = _load_checks(request.source)
    worker = os.getpid()
    output = _capture_output()
    # What fails up to here is our own trouble; from here on the student's code is in this process.
    _send(replies, Kind.IMPORTING, [])
    listener.next(Kind.IMPORT)
    module, imported = _import_submission(request.module, folder)
    if os.getpid() != worker:
        # A process that the submission forked came back from the import: it has no business here.
        os._exit(0)
    _sweep(config["alone"])
    # What is here now is the same in every child: their collectors need not go through it, and copy its pages.
    gc.freeze()
    _send(replies, Kind.IMPORTED, [*imported, *printed(output)])
    if module is None:
        return
    pool = _Pool(
        lambda task: _answer(task, checks, module, folder), folder, (requests, replies), config["seccomp"]
    )
    while (task := listener.next(Kind.CHECK, while_idle=pool.fork_ahead)) is not None:
        seen = _OUT_OF_CPU
        if _cpu_seconds() <= limits["submission_cpu_seconds"]:
            seen = pool.run(task)
        if not pool.is_tidy:
            _sweep(config["alone"])
        _send(replies, Kind.OBSERVED, seen)


class _Pool:
    """Children that wait for a task, forked while there is nothing else to do: a fork costs more than most checks.

    A check that cannot start processes leaves none behind: then the pool is tidy, and nothing has to be swept.
    """

    def __init__(
        self,
        work: Callable[[bytes], list[tuple[str, Value]]],
        folder: str,
        private: tuple[int, int],
        is_tidy: bool,
    ) -> None:
        self._work, self._folder, self._private, self.is_tidy = work, folder, private, is_tidy
        self._waiting: deque[Child] = deque()
        self._done: deque[Child] = deque()
        self._timed_out = 0

    def fork_ahead(self) -> bool:
        """Fork one more child that waits, unless there are enough. Return whether there was one to fork."""
        if not self.is_tidy or len(self._waiting) >= CHILDREN_AHEAD:
            return False
        self._waiting.append(Child(self._work, self._private))
        return True

    def run(self, task: bytes) -> list[tuple[str, Value]]:
        """Run one check in a child of its own and return the fields of its observation."""
        # The first field says how long it may take; the rest is for the child.
        name, wall_seconds = next(fields(task))
        if name != "wall" or not isinstance(wall_seconds, float):
            raise WireError("a check does not begin with its time")
        if self._timed_out >= PATIENCE:
            wall_seconds = min(wall_seconds, IMPATIENT_SECONDS)
        child = self._next()
        child.go(task, wall_seconds)
        # While it runs: bury those that have gone, and see to it that the next need not wait for a fork.
        while self._done and (len(self._done) > CHILDREN_AHEAD or self._done[0].has_ended()):
            self._done.popleft().reap()
        self._done.append(child)
        if not self._waiting:
            self.fork_ahead()
        seen = child.answer(wall_seconds, self._folder)
        if ("outcome", "timed_out") in seen:
            self._timed_out += 1
            seen.append(("detail", f"wall {wall_seconds:g}"))
        return seen

    def _next(self) -> Child:
        while self._waiting:
            child = self._waiting.popleft()
            if not child.has_ended():
                return child
            child.reap()
        return Child(self._work, self._private)


def _answer(task: bytes, checks: dict[str, Any], module: ModuleType, folder: str) -> list[tuple[str, Value]]:
    """Unpack a CHECK frame's payload (`function`, `wall`, any number of `given:NAME`) and run it."""
    function, given = "", {}
    for name, value in decode(task):
        group, _, rest = name.partition(":")
        if group == "given" and isinstance(value, np.ndarray):
            given[rest] = value
        elif group == "function":
            function = str(value)
    return answer(checks[function], module, given, folder)


def _cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _sweep(alone: bool) -> None:
    """End every process that the submission has left behind."""
    if alone:
        try:
            # To -1 means: to every process that we may signal, except ourselves and the first of the namespace.
            os.kill(-1, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # There is none: depending on the namespace the kernel says it in one way or the other.
            pass
    while True:
        try:
            strays = _children()
            for stray in strays:
                os.kill(stray, signal.SIGKILL)
            if os.waitpid(-1, 0 if strays else os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def _children() -> list[int]:
    """Return our children; orphans of theirs are ours, too (confine made us their reaper)."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def _import_submission(name: str, folder: str) -> tuple[ModuleType | None, list[tuple[str, Value]]]:
    # Behind everything else, so that a submitted random.py or numpy.py is never taken for the real one.
    sys.path.append(folder)
    importlib.invalidate_caches()
    try:
        module = importlib.import_module(name)
    except BaseException as error:
        return None, failure(error, folder)
    return module, [("outcome", "returned")]


def _load_checks(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "checks"}
    exec(compile(source, "checks.py", "exec"), names)
    return names


def _write_files(scratch: str, files: dict[str, bytes]) -> str:
    folder = os.path.join(scratch, "submission")
    os.mkdir(folder)
    for name, content in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
    return folder


def _capture_output() -> int:
    output = os.memfd_create("output")
    point_output_at(output)
    return output


class _Listener:
    """The supervisor's frames, one after the other."""

    def __init__(self, requests: int) -> None:
        self._requests = requests
        self._reader = FrameReader(_REQUEST_CAP)
        self._frames: deque[tuple[Kind, bytes]] = deque()

    def next(self, expected: Kind, while_idle: Callable[[], bool] = lambda: False) -> bytes | None:
        """Return the payload of the next frame, or None when no more come.

        Until there is one, do what `while_idle` finds to do.
        """
        while not self._frames:
            while not select.select([self._requests], [], [], 0)[0] and while_idle():
                continue
            chunk = os.read(self._requests, 2**20)
            if not chunk:
                return None
            self._frames += self._reader.feed(chunk)
        kind, payload = self._frames.popleft()
        if kind is not expected:
            raise WireError(f"{kind.name} came where {expected.name} was due")
        return payload


def _unpack_request(sent: list[tuple[str, Value]]) -> Request:
    """Sort the fields of a REQUEST: its own, and any number of `file:NAME` and `limit:NAME`."""
    plain: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {"file": {}, "limit": {}}
    for name, value in sent:
        group, separator, rest = name.partition(":")
        (groups[group] if separator else plain)[rest if separator else name] = value
    return Request(
        plain["module"], groups["file"], plain["source"], plain["stand_ins"].split(), groups["limit"]
    )


def _send(replies: int, kind: Kind, contents: list[tuple[str, Value]]) -> None:
    write_whole(replies, frame(kind, contents))
