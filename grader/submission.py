"""Read what was handed in, a file or a folder, once into memory. Nothing of it is imported or run."""

from __future__ import annotations

import ast
import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from grader.errors import SubmissionError, UsageError
from grader.records import Assignment, Submission, SubmittedFile
from grader.source import absent_modules, parse

# A parsed file takes up to a thousand times its size in memory.
_FILE_BYTES = 2**18
_SUBMISSION_BYTES = 2**20
_MOST_FILES = 200
# A path must also fit below the folder in the sandbox.
_NAME_BYTES = 500
_MOST_ENTRIES = 5_000
# So many names are listed before a sentence says "and 7 more".
_MOST_NAMES = 5
_KINDS = {
    ".ipynb": "a notebook",
    ".zip": "an archive",
    ".tar": "an archive",
    ".gz": "an archive",
    ".tgz": "an archive",
}
_BLANK = b"\xef\xbb\xbf \t\r\n\f"  # with the mark that some editors put before the first letter
_NOT_OPENED = ("__pycache__", "__MACOSX")


class _Found(NamedTuple):
    """What lies in a folder: the paths of Python files, of everything else, and of links."""

    python: list[str]
    other: list[str]
    links: list[str]


def read(path: Path, assignment: Assignment) -> Submission:
    """Return the submission at `path`: the module, the Python files beside it, and notes on all the rest.

    A single file may have any name: it is graded as the assignment's module.

    Raises:
        UsageError: if there is nothing at `path`.
        SubmissionError: if what is there cannot be graded.
    """
    module, shown = assignment.module, _plain(path.name or str(path))
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UsageError(f"there is no file or folder {_plain(str(path))}") from None
    except OSError as error:
        raise SubmissionError(f"{shown} cannot be read: {error.strerror}") from None
    if stat.S_ISLNK(mode):
        raise SubmissionError(f"{shown} is a link: hand in the file or folder itself")
    path = path.resolve()
    if stat.S_ISDIR(mode):
        first, name = module, path.name
        files, notes = _read_folder(path, shown, assignment)
    elif stat.S_ISREG(mode):
        first, name = shown, path.stem if f"{path.stem}.py" != module else path.parent.name
        files, notes = _read_file(path, shown, module)
    else:
        raise SubmissionError(f"{shown} is neither a file nor a folder: {_hand_in(module)}")

    if not files[first].strip(_BLANK):
        raise SubmissionError(f"{first} is empty")
    trees = {file: _tree(file, content) for file, content in files.items()}
    absent = absent_modules(first, trees, assignment.allowed_modules, assignment.stand_ins)
    broken = [file for file, tree in trees.items() if isinstance(tree, SubmissionError)]
    notes += _note("they are not Python, and nothing is sure to import them", broken)
    kept = {module: files.pop(first)} | {file: files[file] for file in sorted(files) if file not in broken}
    return Submission(
        name=_plain(name).strip(".") or module.removesuffix(".py"),
        module=module,
        files=tuple(
            SubmittedFile(name=file, content=content, sha256=hashlib.sha256(content).hexdigest())
            for file, content in kept.items()
        ),
        notes=(*notes, *absent),
    )


def _read_file(path: Path, shown: str, module: str) -> tuple[dict[str, bytes], list[str]]:
    suffix = path.suffix.lower()
    if suffix in _KINDS:
        raise SubmissionError(f"{shown} is {_KINDS[suffix]}, which is not accepted yet: {_hand_in(module)}")
    if suffix != ".py":
        raise SubmissionError(f"{shown} is not a .py file: {_hand_in(module)}")
    notes = [f"{shown} was graded as {module}"] if path.name != module else []
    return {shown: _content(path, shown)}, notes


def _read_folder(top: Path, shown: str, assignment: Assignment) -> tuple[dict[str, bytes], list[str]]:
    module = assignment.module
    found = _search(top, shown)
    folder = _folder_of(module, found.python, shown)
    inside = [name.removeprefix(folder) for name in found.python if name.startswith(folder)]
    reserved = {*sys.stdlib_module_names, *assignment.allowed_modules}
    shadows = [
        name for name in inside if name != module and name.split("/")[0].removesuffix(".py") in reserved
    ]
    names = [name for name in inside if name not in shadows]
    if any(len(os.fsencode(name)) > _NAME_BYTES for name in names):
        raise SubmissionError(f"{shown} holds a path of more than {_NAME_BYTES} bytes: use shorter names")
    if len(names) > _MOST_FILES:
        raise SubmissionError(
            f"{shown} holds more than {_MOST_FILES} Python files: hand in only those of this homework"
        )
    files = {}
    room = _SUBMISSION_BYTES
    for name in names:
        files[name] = _content(top / folder / name, name)
        room -= len(files[name])
        if room < 0:
            raise SubmissionError(f"{shown} holds more than {_SUBMISSION_BYTES >> 20} MiB of Python files")
    outside = [name for name in found.python if not name.startswith(folder)]
    return files, [
        *_note("links are not followed", found.links),
        *_note("only Python files are graded", found.other),
        *_note(f"only the folder that holds {module} is graded", outside),
        *_note("modules of Python and of the course have the same names", shadows),
    ]


def _search(top: Path, shown: str) -> _Found:
    found = _Found([], [], [])
    entries = 0
    # The list grows while we walk along it, by the folders inside.
    folders = [""]
    for folder in folders:
        try:
            with os.scandir(top / folder) as listing:
                for entry in listing:
                    entries += 1
                    if entries > _MOST_ENTRIES:
                        raise SubmissionError(
                            f"{shown} holds more than {_MOST_ENTRIES} files: hand in only those of this homework"
                        )
                    name = folder + entry.name
                    if entry.name.startswith(".") or entry.name in _NOT_OPENED:
                        continue
                    if entry.is_symlink():
                        found.links.append(name)
                    elif entry.is_dir(follow_symlinks=False):
                        is_environment = Path(entry.path, "pyvenv.cfg").is_file()
                        (found.other if is_environment else folders).append(f"{name}/")
                    elif entry.is_file(follow_symlinks=False) and name.endswith(".py") and name.isprintable():
                        found.python.append(name)
                    else:
                        found.other.append(name)
        except OSError as error:
            raise SubmissionError(f"{_plain(folder) or shown} cannot be read: {error.strerror}") from None
    return _Found(*(sorted(names) for names in found))


def _folder_of(module: str, names: list[str], shown: str) -> str:
    """Return the folder that holds the module, with a slash at its end, or nothing if that is the top."""
    places = [name.removesuffix(module) for name in names if f"/{name}".endswith(f"/{module}")]
    if "" in places:
        return ""
    if not places:
        holds = f"{_listed(names)} but no {module}" if names else f"no {module}"
        raise SubmissionError(f"{shown} holds {holds}: {_hand_in(module)}")
    if len(places) > 1:
        raise SubmissionError(f"{shown} holds {module} in {_listed(places)}: hand in one of these folders")
    return places[0]


def _content(path: Path, shown: str) -> bytes:
    """Return what a file holds; never wait for one that turns out to be a pipe, or follow one that became a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise SubmissionError(f"{shown} is not a file")
            content = file.read(_FILE_BYTES + 1)
    except OSError as error:
        raise SubmissionError(f"{shown} cannot be read: {error.strerror}") from None
    if len(content) > _FILE_BYTES:
        raise SubmissionError(f"{shown} is larger than {_FILE_BYTES >> 10} KiB: keep data out of it")
    return content


def _tree(name: str, content: bytes) -> ast.Module | SubmissionError:
    try:
        return parse(name, content)
    except SubmissionError as error:
        return error


def _hand_in(module: str) -> str:
    return f"hand in {module}, or a folder that holds it"


def _note(reason: str, names: list[str]) -> list[str]:
    return [f"left out, because {reason}: {_listed(names)}"] if names else []


def _listed(names: Iterable[str]) -> str:
    plain = [_plain(name) for name in names]
    more = len(plain) - _MOST_NAMES
    return ", ".join(plain[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
