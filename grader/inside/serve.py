"""Serve one submission: import it once, fork for each check, send back what each child answers."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from math import ceil
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from grader.inside import confine, seccomp, standins
from grader.inside.answer import answer, failure
from grader.inside.child import Child, point_output_at, printed, write_whole
from grader.inside.wire import Array, FrameReader, Kind, Value, WireError, decode, frame

_REQUEST_CAP = 2**31
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


class Task(NamedTuple):
    """One check of a CHECKS frame."""

    number: int
    function: str
    wall_seconds: float
    given: dict[str, Array]


def serve(requests: int, replies: int, config: dict[str, Any]) -> None:
    """Read a request, import the submission, and run the checks that come, until no more come."""
    frames = _frames(requests)
    request = _unpack_request(_next(frames, Kind.REQUEST))
    folder = _write_files(config["scratch"], request.files)
    limits = request.limits
    confine.limit(
        memory_bytes=int(limits["memory_bytes"]),
        processes=int(limits["processes"]) + int(config["spare_processes"]),
        file_bytes=int(limits["file_bytes"]),
        cpu_seconds=ceil(limits["submission_cpu_seconds"]),
    )
    standins.install(request.stand_ins)
    checks = _load_checks(request.source)
    worker = os.getpid()
    output = _capture_output()
    # What fails up to here is our own trouble; from here on the student's code is in this process.
    _send(replies, Kind.IMPORTING, [])
    module, fields = _import_submission(request.module, folder)
    if os.getpid() != worker:
        # A process that the submission forked came back from the import: it has no business here.
        os._exit(0)
    _sweep(config["alone"])
    _send(replies, Kind.IMPORTED, [*fields, *printed(output)])
    if module is None:
        return
    for kind, payload in frames:
        if kind is Kind.CHECKS:
            tasks = _unpack_tasks(decode(payload))
            work = [_work(checks[task.function], module, task.given, folder) for task in tasks]
            _run(tasks, work, folder, limits["submission_cpu_seconds"], (requests, replies), config["alone"])


def _run(
    tasks: list[Task],
    work: list[Callable[[], list[tuple[str, Value]]]],
    folder: str,
    cpu_seconds: float,
    private: tuple[int, int],
    alone: bool,
) -> None:
    """Run one check after the other, each in a child of its own."""
    # While a check runs, the child of the next is forked and waits: a fork costs more than most checks do. A check
    # that cannot start processes leaves none behind, so that nothing has to be swept in between.
    can_fork_ahead = seccomp.is_supported()
    ahead: Child | None = None
    before: Child | None = None
    for position, task in enumerate(tasks):
        _send(private[1], Kind.STARTED, [("check", float(task.number))])
        if _cpu_seconds() > cpu_seconds:
            fields = _OUT_OF_CPU
        else:
            child = ahead if ahead is not None and not ahead.has_ended() else Child(work[position], private)
            child.go(task.wall_seconds)
            if before is not None:
                before.reap()
            more = can_fork_ahead and position + 1 < len(tasks)
            ahead, before = Child(work[position + 1], private) if more else None, child
            fields = child.answer(task.wall_seconds, folder)
        if not can_fork_ahead:
            _sweep(alone)
        _send(private[1], Kind.OBSERVED, [("check", float(task.number)), *fields])
    if before is not None:
        before.reap()


def _work(
    function: Callable[..., Any], module: ModuleType, given: dict[str, Array], folder: str
) -> Callable[[], list[tuple[str, Value]]]:
    return lambda: answer(function, module, given, folder)


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


def _frames(requests: int) -> Iterator[tuple[Kind, bytes]]:
    """Yield the supervisor's frames, until it closes the pipe."""
    reader = FrameReader(_REQUEST_CAP)
    while chunk := os.read(requests, 2**20):
        yield from reader.feed(chunk)


def _next(frames: Iterator[tuple[Kind, bytes]], expected: Kind) -> list[tuple[str, Value]]:
    kind, payload = next(frames)
    if kind is not expected:
        raise WireError(f"{kind.name} came where {expected.name} was due")
    return decode(payload)


def _unpack_request(fields: list[tuple[str, Value]]) -> Request:
    """Sort the fields of a REQUEST: its own, and any number of `file:NAME` and `limit:NAME`."""
    plain: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {"file": {}, "limit": {}}
    for name, value in fields:
        group, separator, rest = name.partition(":")
        (groups[group] if separator else plain)[rest if separator else name] = value
    return Request(
        plain["module"], groups["file"], plain["source"], plain["stand_ins"].split(), groups["limit"]
    )


def _unpack_tasks(fields: list[tuple[str, Value]]) -> list[Task]:
    """Sort the fields of a CHECKS frame: each `check:INDEX` is followed by its `wall` and its `given:NAME`."""
    tasks: list[Task] = []
    for name, value in fields:
        group, _, rest = name.partition(":")
        if group == "check" and isinstance(value, str):
            tasks.append(Task(int(rest), value, 0.0, {}))
        elif group == "wall" and isinstance(value, float):
            tasks[-1] = tasks[-1]._replace(wall_seconds=value)
        elif isinstance(value, np.ndarray):
            tasks[-1].given[rest] = value
    return tasks


def _send(replies: int, kind: Kind, fields: list[tuple[str, Value]]) -> None:
    write_whole(replies, frame(kind, fields))
