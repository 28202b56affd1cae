"""Look into a folder, and read files: no link is followed, and nothing that is no file is waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from grader.errors import SubmissionError
from grader.intake.listing import (
    MOST_ENTRIES,
    Listing,
    is_code,
    is_passed_over,
    most_bytes,
    too_large,
    too_many,
)
from grader.intake.wording import plain


def folder_listing(top: Path, shown: str) -> Listing:
    """Return what lies in a folder, and in the folders inside.

    Raises:
        SubmissionError: if it cannot be read, or holds too much.
    """

    def read(name: str) -> bytes:
        return file_content(top / name, name)

    found = Listing([], [], [], [], read)
    entries = 0
    # The list grows while we walk along it, by the folders inside.
    folders = [""]
    for folder in folders:
        try:
            with os.scandir(top / folder) as listing:
                for entry in listing:
                    entries += 1
                    if entries > MOST_ENTRIES:
                        raise too_many(shown)
                    name = folder + entry.name
                    if is_passed_over(entry.name):
                        continue
                    if entry.is_symlink():
                        found.links.append(name)
                    elif entry.is_dir(follow_symlinks=False):
                        is_environment = Path(entry.path, "pyvenv.cfg").is_file()
                        (found.other if is_environment else folders).append(f"{name}/")
                    elif entry.is_file(follow_symlinks=False) and is_code(name):
                        found.code.append(name)
                    else:
                        found.other.append(name)
        except OSError as error:
            raise SubmissionError(f"{plain(folder) or shown} cannot be read: {error.strerror}") from None
    for names in found[:-1]:
        names.sort()
    return found


def file_content(path: Path, shown: str) -> bytes:
    """Return what a Python file or a notebook holds.

    Raises:
        SubmissionError: if it is no file, cannot be read, or is too large.
    """
    content = content_up_to(path, most_bytes(shown), shown)
    if content is None:
        raise too_large(shown)
    return content


def content_up_to(path: Path, most: int, shown: str) -> bytes | None:
    """Return what a file holds, or None if that is more than `most` bytes.

    Never wait for one that turns out to be a pipe, or follow one that became a link.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise SubmissionError(f"{plain(shown)} is not a file")
            # As much is taken at once as is asked for: no more than the file has.
            content = file.read(status.st_size + 1) if status.st_size <= most else None
    except OSError as error:
        raise SubmissionError(f"{plain(shown)} cannot be read: {error.strerror}") from None
    return content if content is not None and len(content) <= most else None
