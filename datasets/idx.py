"""The idx format of MNIST and of those who took its place: big-endian header, then bytes, all of it gzipped."""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from datasets.arrays import Array, Arrays, images
from datasets.errors import Damaged

_UNSIGNED_BYTES = 0x08


def read(path: Path) -> Array:
    """Return the array of an idx file.

    Raises:
        Damaged: if the file is not gzip, not idx of unsigned bytes, or shorter or longer than its header says.
    """
    try:
        content = gzip.decompress(path.read_bytes())
        zeros, kind, dimensions = struct.unpack_from(">HBB", content)
        shape = struct.unpack_from(f">{dimensions}I", content, 4)
    except (OSError, EOFError, zlib.error, struct.error) as error:
        raise Damaged(f"{path} is not a gzipped idx file: {error}") from error
    pixels = np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions)
    if (zeros, kind) != (0, _UNSIGNED_BYTES) or len(pixels) != math.prod(shape):
        raise Damaged(f"{path} is not an idx file of {' × '.join(map(str, shape))} bytes, as its header says")
    return pixels.reshape(shape)


def arrays(files: Sequence[Path]) -> Arrays:
    """Return what the four files hold: images and labels for training, images and labels for testing."""
    train, train_labels, test, test_labels = (read(path) for path in files)
    return images(train, train_labels, test, test_labels)
