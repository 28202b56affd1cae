"""Serve one submission: import it once, fork for each check, send back what each child answers."""

from __future__ import annotations

import gc
import os
import random
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from math import ceil
from typing import Any, NamedTuple

import numpy as np

from grader.inside import afresh, confine, piecewise, seccomp, standins, training
from grader.inside import gradients as gradients  # for the checks
from grader.inside.afresh import Imported
from grader.inside.answer import failure, prepare_watch
from grader.inside.checks import checks_of
from grader.inside.child import point_output_at, printed, write_whole
from grader.inside.company import Company, Seen
from grader.inside.pool import CHILDREN_AHEAD, Pool, time_of
from grader.inside.strays import end_strays
from grader.inside.wire import FrameReader, Kind, Value, WireError, decode, frame

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
    checks: bytes
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
        # Later than the clock outside, which says what it ended: this one ends a process without a word.
        cpu_seconds=ceil(limits["submission_cpu_seconds"]) + 1,
    )
    standins.install(request.stand_ins)
    checks = checks_of(request.checks)
    worker = os.getpid()
    output = _capture_output()
    # What fails up to here is our own trouble; from here on the student's code is in this process.
    _send(replies, Kind.IMPORTING, [])
    listener.next(Kind.IMPORT)
    # Work that draws numbers without a seed gets the same ones each time, and so the same report.
    random.seed(0)
    np.random.seed(0)
    imported, seen = _import_submission(request.module, folder)
    if os.getpid() != worker:
        # A process that the submission forked came back from the import: it has no business here.
        os._exit(0)
    # Without it we would not hear of the ends of children.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    end_strays(config["alone"])
    # What is here now is the same in every child: their collectors need not go through it, and copy its pages.
    gc.freeze()
    said = printed(output)
    _send(replies, Kind.IMPORTED, [*seen, *said])
    if imported is None:
        return
    if not limits["tasks"]:
        # No check comes, but one training, to which this process belongs.
        seccomp.forbid_processes()
        task = listener.next(Kind.TRAIN) or b""
        for seen in training.train(task, checks, imported.module, folder):
            _send(replies, Kind.OBSERVED, [*seen, *printed(output)])
        return
    prepare_watch()
    imported.remember()
    leaves_strays = not config["seccomp"]
    may_share = imported.may_be_shared and ("output", b"") in said
    # Where we may run checks ourselves, those that share a process need no fork.
    company = Company(checks, imported, folder)
    shared = int(limits["shared_here"]) if may_share and not leaves_strays else 0
    pool = Pool(
        company.answer,
        folder,
        (requests, replies),
        int(limits["tasks"]) - shared,
        int(limits["lanes"]),
        leaves_strays,
        may_share,
    )
    here = company.answer_here if shared else None
    for seen in _run_checks(listener, pool, limits["submission_cpu_seconds"], here):
        if leaves_strays:
            end_strays(config["alone"])
        _send(replies, Kind.OBSERVED, seen)


def _run_checks(
    listener: _Listener,
    pool: Pool,
    cpu_seconds: float,
    here: Callable[[bytes, float], tuple[Seen, bool]] | None,
) -> Iterator[Seen]:
    """Yield what comes of each check that is asked for, in the order in which they are.

    Those that share a process are run by `here`, if there is that, until it leaves traces: then no more are run.
    """
    has_more = True
    while has_more or not pool.is_idle:
        while has_more and not pool.is_full and (pool.is_idle or listener.has_something()):
            task = listener.next(Kind.CHECK, while_idle=pool.fork_ahead)
            if task is None:
                has_more = False
            elif _cpu_seconds() > cpu_seconds:
                pool.refuse(_OUT_OF_CPU)
            elif here is None or not time_of(task)[1]:
                pool.expect(listener.queued)
                pool.start(task)
            else:
                while not pool.is_idle:
                    yield pool.finish()
                seen, leaves_nothing = here(task, time_of(task)[0])
                yield seen
                if not leaves_nothing:
                    return
        if not pool.is_idle:
            yield pool.finish()


def _cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _import_submission(name: str, folder: str) -> tuple[Imported | None, list[tuple[str, Value]]]:
    # Behind everything else, so that a submitted random.py or numpy.py is never taken for the real one.
    sys.path.append(folder)
    # A script that reads its arguments when it is imported gets none, and not ours.
    sys.argv = [f"{name}.py"]
    try:
        return afresh.imported(name, folder), [("outcome", "returned")]
    except BaseException as error:
        # A file of data, or a download: there is none here. What does not need it can be graded all the same.
        if not isinstance(error, OSError) or not piecewise.wants_data(error):
            return None, failure(error, folder)
        missing = error
    try:
        module, skipped = piecewise.load(name, folder)
    except BaseException as error:
        return None, failure(error, folder)
    if not skipped:
        return None, failure(missing, folder)
    return Imported(module, folder, may_be_shared=False), [
        ("outcome", "returned"),
        ("frames", "\n".join(skipped)),
    ]


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

    @property
    def queued(self) -> int:
        """How many frames have come, and not been asked for."""
        return len(self._frames)

    def has_something(self) -> bool:
        """Return whether `next` would find at least the beginning of a frame, or the end."""
        return bool(self._frames) or bool(select.select([self._requests], [], [], 0)[0])

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
        plain["module"], groups["file"], plain["checks"], plain["stand_ins"].split(), groups["limit"]
    )


def _send(replies: int, kind: Kind, contents: list[tuple[str, Value]]) -> None:
    write_whole(replies, frame(kind, contents))
