"""Black-and-white PNG, the one kind that Omniglot has: one bit a pixel, rows unfiltered, not interlaced."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np

from datasets.arrays import Array
from datasets.errors import Damaged

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ONE_BIT_GREY = (1, 0, 0, 0, 0)  # depth, colour type, compression, filter method, interlacing


def read(content: bytes, name: str) -> Array:
    """Return the pixels, 1 for white.

    Shapes: (height, width), uint8.

    Raises:
        Damaged: if the file is no PNG, or one of another kind; `name` goes into the sentence.
    """
    try:
        chunks = list(_chunks(content))
        width, height, *kind = struct.unpack(">IIBBBBB", chunks[0][1])
        packed = zlib.decompress(b"".join(data for tag, data in chunks if tag == b"IDAT"))
        rows = np.frombuffer(packed, np.uint8).reshape(height, 1 + (width + 7) // 8)
    except (IndexError, ValueError, struct.error, zlib.error) as error:
        raise Damaged(f"{name} is not a PNG file that can be read: {error}") from error
    filters, bits = rows[:, 0], rows[:, 1:]
    if tuple(kind) != _ONE_BIT_GREY or filters.any():
        raise Damaged(f"{name} is not a black-and-white PNG with plain rows, the only kind that Omniglot has")
    return np.unpackbits(bits, axis=1)[:, :width]


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(_SIGNATURE):
        raise ValueError("it does not begin as one")
    place = len(_SIGNATURE)
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        yield content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        place += length + 12
