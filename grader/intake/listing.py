"""What lies in a folder or an archive: which names are of use, and which are not, without reading what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.intake.wording import listed, plain

# A parsed file takes up to a thousand times its size in memory.
CODE_BYTES = 2**18
# A notebook holds the pictures that it shows.
NOTEBOOK_BYTES = 2**24
MOST_ENTRIES = 5_000
_MOST_FOLDERS = 32
_LONGEST_NAME = 1_000
_NOT_OPENED = ("__pycache__", "__MACOSX")
_ENVIRONMENT = "pyvenv.cfg"
_DRIVE = 2


class Kind(Enum):
    """What an entry is: a file, a link, or something else, such as a device."""

    FILE = "file"
    LINK = "link"
    OTHER = "other"


class Listing(NamedTuple):
    """The names of Python files and notebooks, of everything else, of links, and of what has no place in there.

    `read` returns what one of the `code` holds.

    Raises:
        SubmissionError: by `read`, if it is too large or damaged.
    """

    code: list[str]
    other: list[str]
    links: list[str]
    outside: list[str]
    read: Callable[[str], bytes]


def is_code(name: str) -> bool:
    """Return whether a file of this name is read: Python or a notebook, with a name that one can see."""
    return name.endswith((".py", ".ipynb")) and name.isprintable()


def is_passed_over(component: str) -> bool:
    """Return whether a file or folder of this name is nobody's work: hidden, or made by a program."""
    return component.startswith(".") or component in _NOT_OPENED


def most_bytes(name: str) -> int:
    """Return how large a file of this name may be."""
    return NOTEBOOK_BYTES if name.endswith(".ipynb") else CODE_BYTES


def too_large(name: str) -> SubmissionError:
    """Return the refusal of a file that is larger than that."""
    if name.endswith(".ipynb"):
        return SubmissionError(f"{plain(name)} is larger than {NOTEBOOK_BYTES >> 20} MiB: clear its outputs")
    return SubmissionError(f"{plain(name)} is larger than {CODE_BYTES >> 10} KiB: keep data out of it")


def too_many(shown: str) -> SubmissionError:
    """Return the refusal of a folder or archive with too much in it."""
    return SubmissionError(
        f"{shown} holds more than {MOST_ENTRIES} files: hand in only those of this homework"
    )


def sift(shown: str, entries: Iterable[tuple[str, Kind]], read: Callable[[str], bytes]) -> Listing:
    """Return the listing of an archive, whose entries may have any name at all.

    Raises:
        SubmissionError: if there are too many, or two of one name that would both count.
    """
    kinds: dict[str, Kind] = {}
    outside: list[str] = []
    twice: list[str] = []
    for name, kind in _seen(shown, entries):
        if _leads_out(name):
            outside.append(name)
        elif name in kinds:
            twice.append(name)
        else:
            kinds[name] = kind
    environments = {name[: -len(_ENVIRONMENT)] for name in kinds if name.endswith(f"/{_ENVIRONMENT}")}
    within = {name: next((top for top in _folders(name) if top in environments), "") for name in kinds}
    kept = {name: kind for name, kind in kinds.items() if not within[name]}
    code = {name for name, kind in kept.items() if kind is Kind.FILE and is_code(name)}
    if again := code & {*twice}:
        raise SubmissionError(f"{shown} holds {listed(sorted(again))} twice: pack it anew")
    links = {name for name, kind in kept.items() if kind is Kind.LINK}
    other = kept.keys() - code - links | {top for top in within.values() if top}
    return Listing(sorted(code), sorted(other), sorted(links), sorted(outside), read)


def tidy(name: str) -> str:
    """Return a path in an archive with forward slashes and without detours; one from the root stays one."""
    slashed = name.replace("\\", "/")
    return "/" * slashed.startswith("/") + "/".join(
        part for part in slashed.split("/") if part not in ("", ".")
    )


def _seen(shown: str, entries: Iterable[tuple[str, Kind]]) -> Iterator[tuple[str, Kind]]:
    """Yield the entries that are anybody's work, by names with forward slashes and without detours."""
    count = 0
    for name, kind in entries:
        told = tidy(name)
        if not told or any(is_passed_over(part) for part in told.split("/") if part != ".."):
            continue
        count += 1
        if count > MOST_ENTRIES:
            raise too_many(shown)
        yield told, kind


def _leads_out(name: str) -> bool:
    """Return whether a name leads out of the folder into which one would unpack it, or can be no file's at all."""
    parts = name.split("/")
    has_drive = len(parts[0]) == _DRIVE and parts[0].endswith(":")
    is_long = len(parts) > _MOST_FOLDERS or len(name) > _LONGEST_NAME
    return name.startswith("/") or ".." in parts or has_drive or is_long or "\0" in name


def _folders(name: str) -> list[str]:
    """Return the folders above a name, each with a slash at its end, the uppermost first."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]
