"""Two pipes to a worker: bytes in, bytes out, and an eye on what it uses while we wait."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable

from grader.sandbox.meter import Meter


class Channel:
    """What is said to a worker, and what it says; while we listen, `meter` is looked at, and too much is its end."""

    def __init__(self, requests: int, replies: int, meter: Meter, end: Callable[[], None]) -> None:
        """Speak and listen through these descriptors; `requests` may be -1, where nothing is to be said.

        `end` ends the worker at once.
        """
        self._requests, self._replies, self.meter, self._end = requests, replies, meter, end
        # What the worker had too much of, "memory" or "cpu".
        self.excess = ""
        self._read_ahead = b""
        self._outgoing = bytearray()
        if requests >= 0:
            os.set_blocking(requests, False)

    def send(self, data: bytes) -> None:
        """Have `data` written, now or while we wait in `receive`."""
        self._outgoing += data
        self._flush()

    def receive(self, timeout_seconds: float) -> bytes | None:
        """Return what the worker wrote next, b"" at its end, or None if nothing came in time."""
        if self._read_ahead:
            chunk, self._read_ahead = self._read_ahead, b""
            return chunk
        deadline = time.monotonic() + timeout_seconds
        while True:
            remaining = max(0.0, deadline - time.monotonic())
            waiting = [self._requests] if self._outgoing else []
            until_next_look = min(remaining, self.meter.patience_seconds)
            readable, writable, _ = select.select([self._replies], waiting, [], until_next_look)
            self.excess = self.excess or self.meter.excess()
            if self.excess:
                self._end()
                return b""
            if readable:
                return os.read(self._replies, 2**20)
            if writable:
                self._flush()
            elif remaining <= self.meter.patience_seconds:
                return None

    def line(self, timeout_seconds: float) -> str:
        """Return the next line; what has come behind it is received later.

        Raises:
            TimeoutError: if it does not come in time.
            EOFError: if the worker ends instead.
        """
        deadline = time.monotonic() + timeout_seconds
        line = b""
        while b"\n" not in line:
            chunk = self.receive(deadline - time.monotonic())
            if not chunk:
                raise EOFError if chunk == b"" else TimeoutError
            line += chunk
        first, _, self._read_ahead = line.partition(b"\n")
        return first.decode("ascii", "replace")

    def _flush(self) -> None:
        while self._outgoing:
            try:
                written = os.write(self._requests, self._outgoing)
            except BlockingIOError:
                return
            except BrokenPipeError:
                written = len(self._outgoing)
            del self._outgoing[:written]
