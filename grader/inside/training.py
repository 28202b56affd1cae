"""Run one training in this process, and say after each epoch what it has come to.

The clock that counts is the supervisor's. The one here rings a little earlier, and can say where the time went.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from grader.inside.answer import failure, quantities
from grader.inside.wire import Value, decode


class Patience(NamedTuple):
    """How long epochs may take: the first one so long; each later one `times` as long as that, and `slack` more."""

    first: float
    slack: float = 10.0
    times: float = 5.0

    def after(self, first_seconds: float) -> float:
        """Return how long each later epoch may take."""
        return self.slack + self.times * first_seconds


class _TimeIsUp(BaseException):
    """An epoch takes too long. It is no Exception, so that few handlers of a submission catch it."""


def train(
    payload: bytes, drivers: dict[str, Any], module: ModuleType, folder: str
) -> Iterator[list[tuple[str, Value]]]:
    """Yield the fields of an observation: that it begins, one for each epoch, and at last how it ended."""
    function, numbers, given = _unpacked(payload)
    yield [("outcome", "returned")]
    patience = Patience(**numbers)
    signal.signal(signal.SIGALRM, _ring)
    limit, epoch = patience.first, 0
    ended: list[tuple[str, Value]] = [("outcome", "returned")]
    try:
        began = _begin(limit)
        for measured in drivers[function](module, **given):
            signal.setitimer(signal.ITIMER_REAL, 0)
            seconds, epoch = time.perf_counter() - began, epoch + 1
            if epoch == 1:
                limit = patience.after(seconds)
            yield [("outcome", "returned"), *quantities(measured), ("seconds", seconds)]
            began = _begin(limit)
    except BaseException as error:
        ended = failure(error, folder)
        if isinstance(error, _TimeIsUp):
            frames = [field for field in ended if field[0] == "frames"]
            ended = [("outcome", "timed_out"), *frames, ("detail", f"wall {limit:.3g}")]
    signal.setitimer(signal.ITIMER_REAL, 0)
    yield ended


def _unpacked(payload: bytes) -> tuple[str, dict[str, float], dict[str, Any]]:
    """Return the driver's name, the seconds of its patience, and what it is given."""
    function = ""
    groups: dict[str, dict[str, Any]] = {"patience": {}, "given": {}}
    for name, value in decode(payload):
        group, separator, rest = name.partition(":")
        if separator:
            # As in a check, a zero-dimensional array is a plain number.
            is_number = isinstance(value, np.ndarray) and value.ndim == 0
            groups[group][rest] = value.item() if is_number and isinstance(value, np.ndarray) else value
        else:
            function = str(value)
    return function, groups["patience"], groups["given"]


def _begin(limit: float) -> float:
    signal.setitimer(signal.ITIMER_REAL, limit)
    return time.perf_counter()


def _ring(*_: object) -> None:
    raise _TimeIsUp
