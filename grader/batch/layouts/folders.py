"""A folder per student, named after the student."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.batch.layouts.found import ANY, Claim, Layout, Piece


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether there is a folder."""
    return any(path.is_dir() for path in paths)


def laid_out(paths: Sequence[Path]) -> Layout:
    """Return the folders; a name or any id may be that of one."""
    pieces = [
        Piece(path=path, claims=(Claim(path.name, {ANY: path.name}),)) for path in paths if path.is_dir()
    ]
    return Layout("a folder per student", tuple(pieces))
