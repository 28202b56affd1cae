"""Look at a path: a file, a folder or an archive, and what lies in it. Nothing is unpacked to the disk."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NamedTuple

from grader.errors import SubmissionError, UsageError
from grader.intake.folder import content_up_to, file_content, folder_listing
from grader.intake.listing import Listing
from grader.intake.tarred import tar_listing
from grader.intake.wording import plain
from grader.intake.zipped import zip_listing

_ARCHIVE_BYTES = 2**26
_ZIP, _TAR = (".zip",), (".tar", ".tar.gz", ".tgz")
_NOT_OPENED = (".rar", ".7z", ".gz", ".bz2", ".xz", ".tbz", ".txz", ".zst")


class HandedIn(NamedTuple):
    """What lies at a path: `shown` is its name in sentences, `stem` the name that it gives a submission.

    `is_single` says that it is one file; `trouble`, if there is any, why there is nothing to grade.
    """

    stem: str
    shown: str
    listing: Listing
    is_single: bool = False
    trouble: str = ""

    @property
    def lone(self) -> str:
        """The one Python file, or else the one notebook, or nothing if there are more, or none."""
        notebooks = [name for name in self.listing.code if name.endswith(".ipynb")]
        return next((names[0] for names in (self.listing.code, notebooks) if len(names) == 1), "")


def look(path: Path) -> HandedIn:
    """Return what lies at `path`.

    Raises:
        UsageError: if there is nothing.
        SubmissionError: if it cannot be read.
    """
    shown = plain(path.name or str(path))
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UsageError(f"there is no file or folder {plain(str(path))}") from None
    except OSError as error:
        raise SubmissionError(f"{shown} cannot be read: {error.strerror}") from None
    if stat.S_ISLNK(mode):
        raise SubmissionError(f"{shown} is a link: hand in the file or folder itself")
    path = path.resolve()
    nothing = Listing([], [], [], [], lambda name: b"")
    if stat.S_ISDIR(mode):
        return HandedIn(path.name, shown, folder_listing(path, shown))
    if not stat.S_ISREG(mode):
        return HandedIn(path.stem, shown, nothing, trouble="is neither a file nor a folder")
    name = path.name.lower()
    suffix = next((suffix for suffix in (*_ZIP, *_TAR, *_NOT_OPENED) if name.endswith(suffix)), "")
    if suffix in (*_ZIP, *_TAR):
        stem = path.name[: -len(suffix)]
        content = content_up_to(path, _ARCHIVE_BYTES, shown)
        if content is None:
            raise SubmissionError(f"{shown} is larger than {_ARCHIVE_BYTES >> 20} MiB: keep data out of it")
        return HandedIn(stem, shown, (zip_listing if suffix in _ZIP else tar_listing)(content, shown))
    if suffix:
        return HandedIn(path.stem, shown, nothing, trouble="is packed in a way that is not opened")
    if path.suffix.lower() not in (".py", ".ipynb"):
        return HandedIn(path.stem, shown, nothing, trouble="is not a .py file")
    single = Listing([path.name], [], [], [], lambda name: file_content(path, name))
    return HandedIn(path.stem, shown, single, is_single=True)
