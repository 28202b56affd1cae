"""How a raw file is recognised: by its bytes, or, where one content comes in many containers, by the content.

Each returns a sha256 in hexadecimal, or "" if the file has nothing to do with what is looked for. A container that
cannot be opened is judged by its bytes, which are not what anybody expects.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from datasets import ames, omniglot

Fingerprint = Callable[[Path], str]


def of_bytes(path: Path) -> str:
    """Return the sha256 of a file, as `sha256sum` prints it."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def of_drawings(alphabets: Sequence[str]) -> Fingerprint:
    """Return the fingerprint of some alphabets of Omniglot: a hash of "name sha256" lines in order."""

    def fingerprint(path: Path) -> str:
        try:
            found = omniglot.drawings(path, alphabets)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return of_bytes(path)
        # Omniglot's smaller zips have some of the alphabets, and nothing is wrong with them.
        if {name.partition("/")[0] for name in found} != set(alphabets):
            return ""
        lines = [f"{name} {hashlib.sha256(found[name]).hexdigest()}\n" for name in sorted(found)]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    return fingerprint


def of_cells(path: Path) -> str:
    """Return the hash of a table's cells below its header, of which there are several spellings."""
    try:
        lines = ["\t".join(row) + "\n" for row in ames.rows(path)]
    except UnicodeDecodeError:
        return of_bytes(path)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
