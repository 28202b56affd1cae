"""Serve one request: import the submission once, fork for each check, send back what each child answers."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from math import ceil
from types import ModuleType
from typing import Any, NamedTuple

from grader.inside import confine, seccomp, standins
from grader.inside.answer import answer, failure
from grader.inside.child import Child, point_output_at, printed, write_whole
from grader.inside.wire import Array, FrameReader, Kind, Value, decode, frame

_REQUEST_CAP = 2**31


class Request(NamedTuple):
    """One REQUEST frame, unpacked. `checks` holds (index, function name, wall seconds, inputs)."""

    module: str
    files: dict[str, bytes]
    source: str
    stand_ins: list[str]
    limits: dict[str, float]
    checks: list[tuple[int, str, float, dict[str, Array]]]


def serve(requests: int, replies: int, config: dict[str, Any]) -> None:
    """Read a request and serve it."""
    request = _read_request(requests)
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
    # A check that cannot start processes leaves none behind, so that nothing has to be swept between checks.
    can_fork_ahead = seccomp.is_supported()
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
    work = [_work(checks[name], module, given, folder) for _, name, _, given in request.checks]
    # While one check runs, the child of the next is forked and waits: a fork costs more than most checks do.
    ahead: Child | None = None
    for position, (index, _, wall_seconds, _) in enumerate(request.checks):
        _send(replies, Kind.STARTED, [("check", float(index))])
        if _cpu_seconds() > limits["submission_cpu_seconds"]:
            fields = [("outcome", "not_run"), ("detail", "cpu"), ("output", b""), ("output_bytes", 0.0)]
        else:
            if ahead is None or ahead.has_ended():
                ahead = Child(work[position], folder, replies)
            child, ahead = ahead, None
            child.go(wall_seconds)
            if can_fork_ahead and position + 1 < len(work):
                ahead = Child(work[position + 1], folder, replies)
            fields = child.answer(wall_seconds, folder)
        if not can_fork_ahead:
            _sweep(config["alone"])
        _send(replies, Kind.OBSERVED, [("check", float(index)), *fields])
    _send(replies, Kind.FINISHED, [])


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


def _read_request(requests: int) -> Request:
    reader = FrameReader(_REQUEST_CAP)
    while True:
        chunk = os.read(requests, 2**20)
        if not chunk:
            raise SystemExit("the supervisor went away")
        for kind, payload in reader.feed(chunk):
            if kind is Kind.REQUEST:
                os.close(requests)
                return _unpack(decode(payload))


def _unpack(fields: list[tuple[str, Value]]) -> Request:
    """Sort the fields of a REQUEST: `file:NAME`, `limit:NAME`, `check:INDEX`, `wall:INDEX`, `given:INDEX:NAME`."""
    plain: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {"file": {}, "limit": {}, "check": {}, "wall": {}, "given": {}}
    for name, value in fields:
        group, separator, rest = name.partition(":")
        if separator:
            groups[group][rest] = value
        else:
            plain[name] = value
    checks = []
    for index, function in groups["check"].items():
        start = index + ":"
        given = {
            name[len(start) :]: value for name, value in groups["given"].items() if name.startswith(start)
        }
        checks.append((int(index), function, groups["wall"][index], given))
    return Request(
        plain["module"], groups["file"], plain["source"], plain["stand_ins"].split(), groups["limit"], checks
    )


def _send(replies: int, kind: Kind, fields: list[tuple[str, Value]]) -> None:
    write_whole(replies, frame(kind, fields))
