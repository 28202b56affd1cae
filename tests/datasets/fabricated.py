"""Raw files made up for the tests, a few bytes each, in the formats of the real ones."""

import csv
import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np


def idx(array, kind=0x08):
    """Return an array as a gzipped idx file."""
    header = struct.pack(f">HBB{array.ndim}I", 0, kind, array.ndim, *array.shape)
    return gzip.compress(header + array.astype(np.uint8).tobytes())


def png(pixels, depth=1, filter_type=0, pieces=1):
    """Return black-and-white pixels as a PNG file, its data in one chunk or several."""
    height, width = pixels.shape
    rows = np.hstack([np.full((height, 1), filter_type, np.uint8), np.packbits(pixels, axis=1)])
    packed = zlib.compress(rows.tobytes())
    step = -(-len(packed) // pieces)
    data = [packed[start : start + step] for start in range(0, len(packed), step)]
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)), (b"tIME", bytes(7))]
    chunks += [(b"IDAT", piece) for piece in data] + [(b"IEND", b"")]
    framed = [
        struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))
        for tag, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def drawings(characters, drawers=2, side=5, seed=0):
    """Return PNG files by name, for alphabets with so many characters each."""
    rng = np.random.default_rng(seed)
    return {
        f"{alphabet}/character{number:02}/{number:04}_{drawer:02}.png": png(rng.integers(0, 2, (side, side)))
        for alphabet, count in characters.items()
        for number in range(1, count + 1)
        for drawer in range(1, drawers + 1)
    }


def zipped(files, folder="images"):
    """Return files by name as a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as container:
        for name, body in files.items():
            container.writestr(f"{folder}/{name}", body)
    return content.getvalue()


def table(rows, delimiter=","):
    """Return rows of cells as a table with a header."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([f"column {place}" for place in range(len(rows[0]))])
    writer.writerows(rows)
    return text.getvalue().encode()


def put(folder: Path, files) -> None:
    """Write files by name into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
