"""Look into a zip archive in memory: only Python files and notebooks are ever unpacked, each up to its cap."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from grader.errors import SubmissionError
from grader.intake.listing import Kind, Listing, most_bytes, sift, tidy, too_large
from grader.intake.wording import plain

# The table of contents: some 20,000 entries at most, which Python makes objects of at once.
_CONTENTS_BYTES = 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
# What zipfile raises of a file that is no zip, or a damaged one.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class _TooMuch(Exception):
    """More is asked for at once than an archive of homework needs."""


class _Capped(io.BytesIO):
    """A file that gives up to `_CONTENTS_BYTES` at once: what zipfile asks for is what the archive says."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = len(self.getbuffer()) if size is None or size < 0 else size
        if min(wanted, len(self.getbuffer()) - self.tell()) > _CONTENTS_BYTES:
            raise _TooMuch
        return super().read(size)


def zip_listing(content: bytes, shown: str) -> Listing:
    """Return what lies in a zip archive.

    Raises:
        SubmissionError: if it is none, is damaged, or holds too much.
    """
    try:
        archive = zipfile.ZipFile(_Capped(content))
        entries = archive.infolist()
    except _TooMuch:
        raise SubmissionError(f"{shown} holds too many files: hand in only those of this homework") from None
    except _BROKEN:
        raise SubmissionError(f"{shown} is not a zip archive, or it is damaged: pack it anew") from None
    by_name = {tidy(info.orig_filename): info for info in entries}

    def read(name: str) -> bytes:
        return _unpacked(archive, by_name[name], name, shown)

    return sift(shown, _named(entries), read)


def _named(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, Kind]]:
    for info in entries:
        # zipfile cuts a name at a NUL; the whole name is the honest one.
        if info.orig_filename.endswith(("/", "\\")):
            continue
        form = stat.S_IFMT(info.external_attr >> 16)
        kind = Kind.LINK if form == stat.S_IFLNK else Kind.FILE if form in (0, stat.S_IFREG) else Kind.OTHER
        yield info.orig_filename, kind


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, shown: str) -> bytes:
    """Return what one entry holds: never more than its cap is unpacked, whatever it says of itself."""
    name = plain(name)
    if info.flag_bits & _IS_ENCRYPTED:
        raise SubmissionError(f"{name} in {shown} is locked with a password: pack it anew without one")
    if info.compress_type not in _METHODS:
        raise SubmissionError(f"{name} in {shown} is packed in an unusual way: pack it anew as a usual zip")
    try:
        with archive.open(info) as file:
            content = file.read(most_bytes(name) + 1)
    except (*_BROKEN, _TooMuch):
        raise SubmissionError(f"{name} in {shown} is damaged: pack it anew") from None
    if len(content) > most_bytes(name):
        raise too_large(name)
    return content
