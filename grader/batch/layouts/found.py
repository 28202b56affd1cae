"""What a layout makes of a folder: pieces of work, and what is said there of whose they are."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError
from grader.intake.listing import is_passed_over
from grader.intake.wording import plain

# What systems leave in folders, beside what begins with a dot.
_NOBODYS = ("thumbs.db", "desktop.ini")
# A file of these kinds is somebody's work, by its name: what is in it, and whether it can be read, is seen later.
WORK = (".py", ".ipynb", ".zip", ".tar", ".tar.gz", ".tgz", ".rar", ".7z")
# The kind of an id of which nobody says what kind it is.
ANY = "any"


class Claim(NamedTuple):
    """Whose work it is, as a layout tells it: a name, and ids of the kinds that a Student has, or ANY."""

    name: str
    ids: dict[str, str]


class Piece(NamedTuple):
    """One file or folder that was handed in, by one or by several.

    `name` is that of a file as the student gave it, and empty for a folder. `at` is when it came, if that is known.
    Of pieces with the same name and student, the one with the highest `rank` counts, if they have one.
    """

    path: Path
    claims: tuple[Claim, ...]
    name: str = ""
    at: datetime | None = None
    rank: tuple[int, ...] = ()
    is_marked_late: bool = False


class Layout(NamedTuple):
    """What lies in a folder: `title` says whose layout it is; `strange` are (path, why) of what is nobody's."""

    title: str
    pieces: tuple[Piece, ...]
    strange: tuple[tuple[str, str], ...] = ()


def entries(folder: Path) -> tuple[list[Path], list[tuple[str, str]]]:
    """Return the files and folders in a folder, by name, and what is neither, with the reason.

    Nothing is followed or opened; hidden files, and those that systems leave behind, are nobody's.

    Raises:
        UsageError: if there is no such folder, or it cannot be read.
    """
    found, strange = [], []
    try:
        with os.scandir(folder) as listing:
            for entry in listing:
                if is_passed_over(entry.name) or entry.name.lower() in _NOBODYS:
                    continue
                if entry.is_symlink():
                    strange.append((entry.name, "it is a link, and links are not followed"))
                elif entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
                    found.append(Path(entry.path))
                else:
                    strange.append((entry.name, "it is neither a file nor a folder"))
    except NotADirectoryError:
        raise UsageError(f"{plain(str(folder))} is no folder: unpack the download first") from None
    except OSError as error:
        raise UsageError(f"the folder {plain(str(folder))} cannot be read: {error.strerror}") from None
    return sorted(found, key=lambda path: path.name), sorted(strange)


def kind(name: str) -> str:
    """Return the ending of a name that makes it a file of work, or nothing."""
    lower = name.lower()
    return max((ending for ending in WORK if lower.endswith(ending)), key=len, default="")


def has_any(paths: Iterable[Path], name: str) -> bool:
    """Return whether one of them has this name."""
    return any(path.name == name for path in paths)
