"""All that a score depends on beside the submission: the course's files of an assignment, and the grader's own."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from pathlib import Path

import numpy as np

import grader

# What shows or orders results, and what never runs when grading, moves no score.
_MOVES_NO_SCORE = ("authoring", "commands", "batch", "cli.py", "probing.py")
_OF_AN_ASSIGNMENT = ("assignments", "reference", "student_template")
_READ = (".py", ".toml", ".json", ".pk")


def course_digest(root: Path, id: str) -> str:
    """Return what changes when a file of the assignment does: checks, fixtures, limits, mistakes, reference."""
    places = [root / folder / id for folder in _OF_AN_ASSIGNMENT]
    return _digest(root, [*places, root / "course.toml"])


def grader_digest() -> str:
    """Return what changes when the code that grades does."""
    top = Path(grader.__file__).parent
    rooms = (path for path in sorted(top.iterdir()) if path.name not in _MOVES_NO_SCORE)
    # What a worker of a class does is here.
    return _digest(top, (*rooms, top / "batch" / "grading.py", top / "batch" / "lateness.py"))


def versions() -> dict[str, str]:
    """Return the versions on which numbers depend."""
    return {"grader": grader.__version__, "numpy": np.__version__, "python": platform.python_version()}


def _digest(top: Path, places: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            name = path.relative_to(top).as_posix()
            if "__pycache__" in path.parts or not path.is_file():
                continue
            if path.suffix in _READ or "templates" in path.parts:
                whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
