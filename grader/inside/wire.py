"""The format in which the worker and the supervisor speak: frames of typed fields, never pickles.

    frame   = magic "GRD1", kind u8, length u64, payload
    payload = field*
    field   = tag u8, name length u16, name (UTF-8), then
              TEXT    length u32, UTF-8 bytes
              BYTES   length u32, bytes
              NUMBER  f64
              ARRAY   dtype u8, ndim u8, dims u64*, the entries in C order

All numbers are little-endian. The reader trusts nothing: every length is checked against what is there before
anything is allocated, dtypes come from a closed list, and arrays are copied into fresh base-class arrays.
Text is capped apart, names included: in memory it may take four times its length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from enum import IntEnum
from math import prod
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Value: TypeAlias = "str | bytes | float | Array"

MAX_FIELDS = 10_000
MAX_DIMENSIONS = 8
MAX_TEXT_BYTES = 2**22

_MAGIC = b"GRD1"
_HEADER = struct.Struct("<4sBQ")
_FIELD, _LENGTH, _DOUBLE, _SHAPE = (struct.Struct(layout) for layout in ("<BH", "<I", "<d", "<BB"))
_DTYPES = ("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8")
_DTYPE_OF = [np.dtype(name) for name in _DTYPES]
_CODES = {dtype: code for code, dtype in enumerate(_DTYPE_OF)}
_TEXT, _BYTES, _NUMBER, _ARRAY = range(4)


class WireError(Exception):
    """What arrived is not a frame."""


class Kind(IntEnum):
    """What a frame says."""

    REQUEST = 1
    IMPORTING = 2
    IMPORT = 3
    IMPORTED = 4
    CHECK = 5
    OBSERVED = 6
    TRAIN = 7


def as_array(value: object) -> Array | None:
    """Return `value` as a base-class array of a dtype that the wire carries, or None if it is no such thing."""
    if not isinstance(value, (bool, int, float, np.generic, np.ndarray)):
        return None
    array = np.array(value, copy=True, order="C", subok=False)
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return array if array.dtype in _CODES and array.ndim <= MAX_DIMENSIONS else None


def frame(kind: Kind, contents: Iterable[tuple[str, Value]] = ()) -> bytes:
    """Return a whole frame."""
    payload = encode(contents)
    return _HEADER.pack(_MAGIC, kind, len(payload)) + payload


def encode(contents: Iterable[tuple[str, Value]]) -> bytes:
    """Return the payload that holds these fields, in this order."""
    parts: list[bytes] = []
    for name, value in contents:
        encoded_name = _utf8(name)[:0xFFFF]
        head = struct.pack("<H", len(encoded_name)) + encoded_name
        if isinstance(value, str):
            text = _utf8(value)
            parts += [bytes([_TEXT]), head, struct.pack("<I", len(text)), text]
        elif isinstance(value, bytes):
            parts += [bytes([_BYTES]), head, struct.pack("<I", len(value)), value]
        elif isinstance(value, np.ndarray):
            dims = struct.pack(f"<{value.ndim}Q", *value.shape)
            parts += [bytes([_ARRAY]), head, bytes([_CODES[value.dtype], value.ndim]), dims, value.tobytes()]
        else:
            parts += [bytes([_NUMBER]), head, struct.pack("<d", value)]
    return b"".join(parts)


def decode(payload: bytes) -> list[tuple[str, Value]]:
    """Return the fields of a payload.

    Raises:
        WireError: if it is malformed in any way.
    """
    return list(fields(payload))


def fields(payload: bytes) -> Iterator[tuple[str, Value]]:
    """Yield the fields of a payload one by one, for whoever needs the first alone; see `decode`."""
    at = count = text_bytes = 0
    value: Value
    while at < len(payload):
        if count == MAX_FIELDS:
            raise WireError("too many fields")
        count += 1
        try:
            tag, length = _FIELD.unpack_from(payload, at)
            at += _FIELD.size
            name = _text(_cut(payload, at, length))
            at += length
            text_bytes += length
            if text_bytes > MAX_TEXT_BYTES:
                raise WireError("there is too much text")
            if tag == _ARRAY:
                value, at = _array(payload, at)
            elif tag == _NUMBER:
                (value,) = _DOUBLE.unpack_from(payload, at)
                at += _DOUBLE.size
            elif tag in (_TEXT, _BYTES):
                (length,) = _LENGTH.unpack_from(payload, at)
                at += _LENGTH.size
                raw = _cut(payload, at, length)
                at += length
                text_bytes += length if tag == _TEXT else 0
                if text_bytes > MAX_TEXT_BYTES:
                    raise WireError("there is too much text")
                value = _text(raw) if tag == _TEXT else raw
            else:
                raise WireError("a field has an unknown type")
        except struct.error as error:
            raise WireError("a field is longer than its frame") from error
        yield name, value


class FrameReader:
    """Cut a stream of bytes into frames; holds at most one frame of `cap` bytes, and what came with it."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._buffer = bytearray()
        self._error: WireError | None = None

    def feed(self, chunk: bytes) -> list[tuple[Kind, bytes]]:
        """Return the frames that `chunk` completes, as (kind, payload).

        Raises:
            WireError: if what comes next is no frame, or one that is longer than the cap. Frames that came
                before it are returned first; the next call raises.
        """
        if self._error is not None:
            raise self._error
        self._buffer += chunk
        frames: list[tuple[Kind, bytes]] = []
        while len(self._buffer) >= _HEADER.size:
            magic, kind, length = _HEADER.unpack_from(self._buffer)
            if magic != _MAGIC or kind not in Kind._value2member_map_:
                self._error = WireError("this is not a frame")
            elif length > self._cap:
                self._error = WireError("a frame is longer than allowed")
            if self._error is not None:
                if not frames:
                    raise self._error
                break
            end = _HEADER.size + length
            if len(self._buffer) < end:
                break
            with memoryview(self._buffer) as whole:
                frames.append((Kind(kind), bytes(whole[_HEADER.size : end])))
            del self._buffer[:end]
        return frames


def _array(payload: bytes, at: int) -> tuple[Array, int]:
    """Return the array whose description begins at `at`, and where it ends."""
    code, ndim = _SHAPE.unpack_from(payload, at)
    at += _SHAPE.size
    if code >= len(_DTYPES) or ndim > MAX_DIMENSIONS:
        raise WireError("an array has an unknown type")
    shape = struct.unpack_from(f"<{ndim}Q", payload, at)
    at += 8 * ndim
    dtype = _DTYPE_OF[code]
    # Python's whole numbers do not overflow, so that no product of dimensions can fool the length check.
    count = prod(shape)
    end = at + count * dtype.itemsize
    if end > len(payload):
        raise WireError("a field is longer than its frame")
    if count == 0:
        flat: Array = np.empty(0, dtype)
    elif code == 0:
        # A byte other than 0 and 1 in an array of booleans is undefined behaviour.
        flat = np.frombuffer(payload, np.uint8, count, at) != 0
    else:
        flat = np.frombuffer(payload, dtype, count, at).copy()
    try:
        return flat.reshape(shape), end
    except (ValueError, OverflowError) as error:
        raise WireError("an array has an impossible shape") from error


def _cut(payload: bytes, at: int, length: int) -> bytes:
    if at + length > len(payload):
        raise WireError("a field is longer than its frame")
    return payload[at : at + length]


def _utf8(text: str) -> bytes:
    # Student code may put lone surrogates into any text.
    return text.encode("utf-8", "backslashreplace")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WireError("a text is not UTF-8") from error
