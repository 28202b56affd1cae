"""Look into a tar archive in memory, packed with gzip or not: one pass, with a cap on all that is unpacked.

The headers are read here and not by tarfile, which believes them: how much to read at once, where the next one is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.intake.listing import (
    MOST_ENTRIES,
    Kind,
    Listing,
    is_code,
    most_bytes,
    sift,
    tidy,
    too_large,
    too_many,
)

_BLOCK = 512
_GZIP = b"\x1f\x8b"
_AS_GZIP = 31  # zlib's number for a gzip header and the largest window
_PIECE = 2**14
# What may come out of an archive in all, and how many times its size, once that is no longer small.
_UNPACKED_BYTES = 2**28
_RATIO, _RATIO_FROM_BYTES = 200, 2**24
# What is kept of it: Python files and notebooks, before anybody knows which of them count.
_KEPT_BYTES = 2**25
# What an entry may say about the next one, such as its longer name.
_REMARK_BYTES = 2**16
_REGULAR, _LINKS, _FOLDER = (b"\0", b"0", b"7"), (b"1", b"2"), b"5"
_WITHOUT_CONTENT = (*_LINKS, b"3", b"4", _FOLDER, b"6")
_LONG_NAME, _LONG_LINK, _EXTENDED, _EXTENDED_FOR_ALL, _SPARSE = b"L", b"K", b"x", b"g", b"S"
_OCTAL = re.compile(rb" *([0-7]*)[ \0]*")
_RECORD = re.compile(rb"([0-9]{1,5}) ([^=\n]{1,100})=")


class _Damaged(Exception):
    """This is no tar archive, or not a whole one."""


class _Entry(NamedTuple):
    """What a header says: a name as bytes, a letter for the type, and how many bytes follow."""

    name: bytes
    type: bytes
    size: int


def tar_listing(content: bytes, shown: str) -> Listing:
    """Return what lies in a tar archive.

    Raises:
        SubmissionError: if it is none, is damaged, or holds too much.
    """
    entries: list[tuple[str, Kind]] = []
    kept: dict[str, bytes] = {}
    room = _KEPT_BYTES
    stream = _Stream(_unpacked(content, shown) if content.startswith(_GZIP) else iter([content]))
    try:
        for entry in _entries(stream):
            name = entry.name.decode("utf-8", "surrogateescape")
            is_file = entry.type in _REGULAR
            if entry.type != _FOLDER and not name.endswith("/"):
                entries.append(
                    (name, Kind.FILE if is_file else Kind.LINK if entry.type in _LINKS else Kind.OTHER)
                )
            if len(entries) > 4 * MOST_ENTRIES:
                raise too_many(shown)
            if is_file and is_code(name) and entry.size <= min(room, most_bytes(name)):
                kept[tidy(name)] = stream.take(entry.size)
                room -= entry.size
                stream.skip(-entry.size % _BLOCK)
            else:
                stream.skip(entry.size + -entry.size % _BLOCK)
    except (_Damaged, zlib.error):
        raise SubmissionError(f"{shown} is not a tar archive, or it is damaged: pack it anew") from None

    def read(name: str) -> bytes:
        if name not in kept:
            raise too_large(name)
        return kept[name]

    return sift(shown, entries, read)


class _Stream:
    """Bytes that are there only once, piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def is_at_end(self) -> bool:
        """Return whether nothing more comes."""
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        return not self._rest

    def take(self, size: int) -> bytes:
        """Return so many bytes."""
        return b"".join(self._parts(size))

    def skip(self, size: int) -> None:
        """Pass over so many bytes."""
        for _ in self._parts(size):
            pass

    def _parts(self, size: int) -> Iterator[memoryview]:
        while size:
            if self.is_at_end():
                raise _Damaged
            part, self._rest = self._rest[:size], self._rest[size:]
            size -= len(part)
            yield part


def _unpacked(content: bytes, shown: str) -> Iterator[bytes]:
    """Yield what gzip packed, in pieces that are never empty."""
    unpacker = zlib.decompressobj(_AS_GZIP)
    total = 0
    for start in range(0, len(content), _PIECE):
        packed = content[start : start + _PIECE]
        while packed and not unpacker.eof:
            piece = unpacker.decompress(packed, 4 * _PIECE)
            packed = unpacker.unconsumed_tail
            total += len(piece)
            if total > _UNPACKED_BYTES or (total > _RATIO_FROM_BYTES and total > _RATIO * (start + _PIECE)):
                raise SubmissionError(f"{shown} unpacks to too much: hand in only the files of this homework")
            if piece:
                yield piece


def _entries(stream: _Stream) -> Iterator[_Entry]:
    """Yield what the headers say; whoever gets an entry must take or skip what follows it."""
    name, size, count = b"", -1, 0
    while not (count and stream.is_at_end()):
        header = stream.take(_BLOCK)
        if not any(header):
            return
        count += 1
        entry = _header(header)
        if entry.type in (_LONG_NAME, _LONG_LINK, _EXTENDED, _EXTENDED_FOR_ALL):
            if entry.size > _REMARK_BYTES or count > 8 * MOST_ENTRIES:
                raise _Damaged
            remark = stream.take(entry.size)
            stream.skip(-entry.size % _BLOCK)
            if entry.type == _LONG_NAME:
                name = remark.rstrip(b"\0")
            elif entry.type == _EXTENDED:
                said = _records(remark)
                name, size = said.get(b"path", name), _decimal(said.get(b"size"), size)
            continue
        if entry.type == _SPARSE:
            more = header[482]
            while more:
                more = stream.take(_BLOCK)[504]
        entry = entry._replace(name=name or entry.name, size=entry.size if size < 0 else size)
        yield entry._replace(size=0) if entry.type in _WITHOUT_CONTENT else entry
        name, size = b"", -1


def _header(block: bytes) -> _Entry:
    checksum = sum(block[:148]) + 8 * ord(" ") + sum(block[156:])
    if _number(block[148:156]) != checksum:
        raise _Damaged
    name, kind = block[:100].rstrip(b"\0"), block[156:157]
    prefix = block[345:500].rstrip(b"\0") if block[257:263] == b"ustar\0" else b""
    return _Entry(prefix + b"/" + name if prefix else name, kind, _number(block[124:136]))


def _number(field: bytes) -> int:
    """Return a number in octal digits, or in binary where a first bit of 1 says so."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    match = _OCTAL.fullmatch(field)
    if match is None:
        raise _Damaged
    return int(match[1] or b"0", 8)


def _records(remark: bytes) -> dict[bytes, bytes]:
    """Return what an extended header says: records of `length key=value`."""
    said = {}
    at = 0
    while at < len(remark):
        match = _RECORD.match(remark, at)
        end = at + int(match[1]) if match else 0
        if match is None or end <= match.end() or remark[end - 1 : end] != b"\n":
            raise _Damaged
        said[match[2]] = remark[match.end() : end - 1]
        at = end
    return said


def _decimal(text: bytes | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not text.isdigit() or len(text) > 20:
        raise _Damaged
    return int(text)
