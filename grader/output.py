"""The folder where results go: found fit before the work begins, and filled file by file, each whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from grader.errors import UsageError


def prepare(folder: Path) -> None:
    """Make the folder, so that a place where nothing can be written is refused before the work and not after it.

    Raises:
        UsageError: if the folder cannot be made, or written in.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from error


def write(path: Path, content: str | bytes, mode: int) -> None:
    """Write beside the file and rename: a reader sees the old report or the new one, never half of one."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
