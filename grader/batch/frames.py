"""Messages on a pipe: a length, and so many bytes."""

from __future__ import annotations

import os
import select
import struct
import time

_LENGTH = struct.Struct(">Q")
_CHUNK = 2**20


def write(descriptor: int, message: bytes) -> None:
    """Write a whole message.

    Raises:
        BrokenPipeError: if nobody reads any more.
    """
    rest = memoryview(_LENGTH.pack(len(message)) + message)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def read(descriptor: int, timeout_seconds: float | None = None) -> bytes:
    """Return the next message.

    Raises:
        EOFError: if there is none, because whoever wrote has gone.
        TimeoutError: if it is not there in time.
    """
    deadline = None if timeout_seconds is None else time.monotonic() + timeout_seconds
    (length,) = _LENGTH.unpack(_exactly(descriptor, _LENGTH.size, deadline))
    return _exactly(descriptor, length, deadline)


def _exactly(descriptor: int, size: int, deadline: float | None) -> bytes:
    parts, missing = [], size
    while missing:
        remaining = None if deadline is None else max(0.0, deadline - time.monotonic())
        if not select.select([descriptor], [], [], remaining)[0]:
            raise TimeoutError
        chunk = os.read(descriptor, min(missing, _CHUNK))
        if not chunk:
            raise EOFError
        parts.append(chunk)
        missing -= len(chunk)
    return b"".join(parts)
