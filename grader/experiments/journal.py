"""The runs that are done: one file each, whole or not at all, so that a run may be interrupted at any time.

A run's key is part of its file's name: what was done with other epochs, other data or another student's file stays.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from grader import output
from grader.errors import GraderError
from grader.records import Array

_KEY_LETTERS = 12
_KEY, _SECONDS = "key", "seconds"
# The folder of the runs, beside the files that show them, and in it the names of these.
RUNS = "runs"
_SHOWN = "shown.json"


def keep(path: Path, content: str | bytes) -> None:
    """Write a file.

    Raises:
        GraderError: if it cannot be written: the disk is full, or the folder has gone.
    """
    try:
        output.write(path, content, mode=0o644)
    except OSError as error:
        raise GraderError(
            f"{path} cannot be written: {error.strerror}; what was kept before is not done again"
        ) from error


def show(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the files that show what was found, and remove those that an earlier call wrote and that are out of date.

    Raises:
        GraderError: as `keep` does.
    """
    record = folder / RUNS / _SHOWN
    before = _names(record)
    keep(record, json.dumps(sorted(before | {*files})))
    for name, content in files.items():
        keep(folder / name, content)
    for name in before - {*files}:
        if (folder / name).is_file():
            (folder / name).unlink()
    keep(record, json.dumps(sorted(files)))


def _names(record: Path) -> set[str]:
    """Return the names of files that a record holds; none if it is not there, or is not ours."""
    try:
        names = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    # Of this folder alone, whatever somebody has written there.
    return (
        {name for name in names if isinstance(name, str) and Path(name).name == name}
        if isinstance(names, list)
        else set()
    )


class Journal:
    """The files of a folder, by the id of a run and a seed."""

    def __init__(self, folder: Path) -> None:
        """Keep files in a folder that is there."""
        self._folder = folder

    def read(self, run: str, seed: int, key: str) -> tuple[dict[str, Array], float] | None:
        """Return the quantities of a run by epoch, and its seconds; None if it is not done with this key."""
        try:
            # From memory: np.load leaves a file open that it cannot read.
            with np.load(io.BytesIO(self._path(run, seed, key).read_bytes())) as kept:
                if str(kept[_KEY]) != key:
                    return None
                return {name[1:]: kept[name] for name in kept.files if name[0] == "="}, float(kept[_SECONDS])
        except (OSError, ValueError, KeyError, EOFError, RuntimeError, BadZipFile, zlib.error):
            # Not there, or not ours: it is done again.
            return None

    def write(self, run: str, seed: int, key: str, quantities: Mapping[str, Array], seconds: float) -> None:
        """Keep what came of a run."""
        content = io.BytesIO()
        fields: dict[str, Any] = {_KEY: np.array(key), _SECONDS: np.array(seconds)}
        fields |= {f"={name}": array for name, array in quantities.items()}
        np.savez_compressed(content, **fields)
        keep(self._path(run, seed, key), content.getvalue())

    def _path(self, run: str, seed: int, key: str) -> Path:
        name = "".join(each if each.isalnum() or each in ".-" else "-" for each in run)
        return self._folder / f"{name}.seed{seed}.{key[:_KEY_LETTERS]}.npz"
