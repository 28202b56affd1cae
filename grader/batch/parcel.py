"""What one student handed in, as plain data: read once, told apart by its content, and opened by whoever grades it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from grader.batch.standing import HandedIn
from grader.errors import Refusal, SubmissionError
from grader.intake import look
from grader.intake.listing import Listing
from grader.intake.several import several_listing

# All Python files and notebooks of one student together: more than any homework is, and little beside the memory.
_MOST_BYTES = 2**26


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """What lies at a path. `refused` says why one of the files, or, by the name "", all of it, cannot be read."""

    stem: str
    shown: str
    is_single: bool = False
    trouble: str = ""
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    other: list[str] = []
    links: list[str] = []
    outside: list[str] = []


def pack(work: HandedIn) -> Parcel:
    """Return what somebody handed in; that it cannot be read is a part of what is said, and raises nothing."""
    path = work.path
    try:
        if work.files:
            listing = several_listing(dict(work.files))
            found = look.HandedIn(work.student.key, "what was handed in", listing)
        else:
            found = look.look(path)
    except Refusal as refusal:
        return _nothing(path, str(refusal))
    except (OSError, ValueError) as error:
        return _nothing(path, f"{path.name} cannot be read: {error}")
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    room = _MOST_BYTES
    for name in found.listing.code:
        try:
            files[name] = found.listing.read(name)
        except SubmissionError as refusal:
            refused[name] = str(refusal)
        except (OSError, ValueError) as error:
            refused[name] = f"{name} cannot be read: {error}"
        room -= len(files.get(name, b""))
        if room < 0:
            more = f"{found.shown} holds more than {_MOST_BYTES >> 20} MiB of Python files and notebooks"
            return _nothing(path, f"{more}: hand in only those of this homework")
    return Parcel(
        stem=found.stem,
        shown=found.shown,
        is_single=found.is_single,
        trouble=found.trouble,
        files=files,
        refused=refused,
        other=found.listing.other,
        links=found.listing.links,
        outside=found.listing.outside,
    )


def unpack(parcel: Parcel) -> look.HandedIn:
    """Return what was looked at when the parcel was packed.

    Raises:
        SubmissionError: if it could not be read.
    """
    if "" in parcel.refused:
        raise SubmissionError(parcel.refused[""])

    def read(name: str) -> bytes:
        if name in parcel.refused:
            raise SubmissionError(parcel.refused[name])
        return parcel.files[name]

    code = sorted(parcel.files.keys() | parcel.refused.keys())
    listing = Listing(code, parcel.other, parcel.links, parcel.outside, read)
    return look.HandedIn(parcel.stem, parcel.shown, listing, parcel.is_single, parcel.trouble)


def digest(*parts: object) -> str:
    """Return the SHA-256 of some plain data: the same for the same content."""
    encoded = msgspec.msgpack.encode(parts, order="deterministic")
    return hashlib.sha256(encoded).hexdigest()


def _nothing(path: Path, why: str) -> Parcel:
    return Parcel(stem=path.stem, shown=path.name, refused={"": why})
