"""Fuzz the reader of the worker's frames: `python -m tests.fuzz.wire 1000000 [SEED]`.

Whatever comes is frames within the cap, observations within theirs, or a WireError; and takes no more memory than a
few frames.
"""

import math
import random
import struct
import sys
from contextlib import suppress

import numpy as np

from grader import observation, places
from grader.inside import wire
from grader.records import Limits, Outcome, SubmittedFile
from tests.fuzz.guided import Result, fuzz, memory_within

CAP = 2**10
# What the interpreter itself takes in the course of a million runs, arenas and all.
_SPARE_BYTES = 2**26
_LIMITS = Limits()
_FILES = (SubmittedFile(name="mlp.py", content=b"def f():\n    pass\n" * 9, sha256="", cells=(3, 9)),)
_NAMES = (
    "outcome",
    "detail",
    "exception",
    "text",
    "frames",
    "output",
    "output_bytes",
    "seconds",
    "answer",
    "=y",
    "=",
)
_TEXTS = (
    *Outcome._value2member_map_,
    "signal 9",
    "exit 1",
    "wall 2",
    "cpu",
    "mlp.py:3\nmlp.py:99",
    "é\0\x1b[31m",
    "\U0001f600",
)
_LENGTHS = (0, 1, 2, 255, 2**16, 2**31, 2**32 - 1)
_SIZES = (0, 1, 2, 3, 255, 2**31, 2**32, 2**61, 2**63, 2**64 - 1)


def seeds() -> list[bytes]:
    """Return streams as an honest worker sends them."""
    answer = [("outcome", "returned"), ("seconds", 0.1), ("=y", np.arange(6.0).reshape(2, 3)), ("=t", "list")]
    raised = [
        ("outcome", "raised"),
        ("exception", "ValueError"),
        ("text", "no"),
        ("frames", "mlp.py:2\n"),
        ("seconds", 0.5),
    ]
    printed = [("output", b"hello"), ("output_bytes", 5.0)]
    shared = wire.encode([("answer", wire.encode(answer)), ("answer", wire.encode(answer))])
    return [
        wire.frame(wire.Kind.IMPORTING) + wire.frame(wire.Kind.IMPORTED, [("outcome", "returned"), *printed]),
        wire.frame(wire.Kind.OBSERVED, [("answer", wire.encode(answer)), *printed]),
        wire.frame(wire.Kind.OBSERVED, [("answer", wire.encode(raised)), *printed]),
        wire.frame(wire.Kind.OBSERVED, [("answer", shared), *printed]),
        wire.frame(
            wire.Kind.OBSERVED, [("outcome", "timed_out"), ("detail", "wall 5"), ("seconds", 5.0), *printed]
        ),
    ]


def made(rng: random.Random) -> bytes:
    """Return a stream of fields that are well-formed but for the lies in them."""
    stream = b""
    for _ in range(rng.choice((1, 1, 2))):
        payload = _fields(rng, depth=2)
        length = rng.choice(_SIZES) if rng.random() < 0.03 else len(payload)
        kind = rng.randrange(256) if rng.random() < 0.02 else rng.choice((3, 4, 6, 6, 6))
        stream += struct.pack("<4sBQ", b"GRD1", kind, length) + payload
    return stream[: rng.randrange(len(stream) + 1)] if rng.random() < 0.1 else stream


def _fields(rng: random.Random, depth: int) -> bytes:
    whole = [
        ("output", 1, b"hi"),
        ("output_bytes", 2, struct.pack("<d", 2.0)),
        ("seconds", 2, struct.pack("<d", 0.1)),
    ]
    fields = [_field(rng, name, tag, value) for name, tag, value in whole]
    fields.append(_field(rng, "outcome", 0, rng.choice(_TEXTS[:6]).encode()))
    for _ in range(rng.choice((0, 1, 2, 3, 4, 40))):
        name = rng.choice(_NAMES)
        if name == "answer" and depth:
            fields.append(_field(rng, name, 1, _fields(rng, depth - 1)))
        else:
            tag = rng.randrange(5) if rng.random() < 0.1 else rng.choice((0, 2, 3, 3))
            fields.append(_field(rng, name, tag, rng.choice(_TEXTS).encode()))
    if rng.random() < 0.2:
        rng.shuffle(fields)
    return b"".join(fields)


def _field(rng: random.Random, name: str, tag: int, value: bytes) -> bytes:
    lies = rng.random() < 0.05
    encoded = rng.randbytes(3) if rng.random() < 0.02 else name.encode()
    head = struct.pack("<BH", tag, rng.choice(_LENGTHS[:4]) if lies and tag < 2 else len(encoded)) + encoded
    if tag == 2:
        return head + (
            value
            if len(value) == 8
            else struct.pack("<d", rng.choice((0.0, -1.0, math.inf, math.nan, 1e308)))
        )
    if tag == 3:
        code, shape = rng.randrange(14), [rng.randrange(4) for _ in range(rng.randrange(4))]
        size = math.prod(shape) * np.dtype(wire._DTYPES[code % 12]).itemsize
        if lies:
            shape = [rng.choice(_SIZES) for _ in range(rng.randrange(10))]
            if rng.random() < 0.5:
                shape, size = [1] * rng.randrange(12), np.dtype(wire._DTYPES[code % 12]).itemsize
        dims = struct.pack(f"<{len(shape)}Q", *shape)
        return head + bytes([code, len(shape)]) + dims + rng.randbytes(size)
    return head + struct.pack("<I", rng.choice(_LENGTHS) if lies else len(value)) + value


def target(stream: bytes) -> None:
    """Read a stream in pieces, and everything in it in every way."""
    pieces = random.Random(len(stream))
    reader = wire.FrameReader(CAP)
    at = 0
    while at < len(stream):
        size = pieces.choice((1, 7, 64, 4096))
        try:
            frames = reader.feed(stream[at : at + size])
        except wire.WireError:
            break
        at += size
        assert len(reader._buffer) <= CAP + 13 + size
        for _, payload in frames:
            assert len(payload) <= CAP
            _read(payload)


def _read(payload: bytes) -> None:
    try:
        fields = wire.decode(payload)
        arrays = [value for _, value in fields if isinstance(value, np.ndarray)]
        # Whatever is there was read, and nothing else; but a boolean is 0 or 1, whatever it was.
        assert wire.encode(fields) == payload or any(array.dtype == bool for array in arrays)
        for _, value in fields:
            assert type(value) in (str, bytes, float, np.ndarray)
            if isinstance(value, np.ndarray):
                assert value.dtype in wire._CODES
                assert value.nbytes <= len(payload)
                assert value.ndim <= wire.MAX_DIMENSIONS
                # What is read-only is no copy.
                assert value.flags.writeable
                assert value.dtype != bool or value.size == 0 or value.view(np.uint8).max() <= 1
    except wire.WireError:
        pass
    seen = []
    with suppress(wire.WireError):
        seen.append(observation.unpack("check", payload, _FILES, _LIMITS))
    with suppress(wire.WireError):
        seen += observation.unpack_shared(["a", "b", "c"], payload, _FILES, _LIMITS)
    for each in seen:
        assert 0 <= each.seconds < math.inf
        assert len(each.output) <= 8192
        assert all(len(text) <= 4000 for text in each.exception or ())
        assert all(len(name) <= 200 for name in each.quantities)
        assert all(frame.file == "mlp.py" and 1 <= frame.line <= 18 for frame in each.frames)


def run(runs: int, seed: int) -> Result:
    """Fuzz it; whoever takes too much memory fails."""
    for stream in seeds():
        target(stream)
    with memory_within(_SPARE_BYTES):
        return fuzz(target, seeds(), made, (wire, observation, places), runs, seed)


if __name__ == "__main__":
    sys.stdout.write(f"{run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)}\n")
