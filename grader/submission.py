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
    """Return the submission at `path`: the homework's files, the Python files beside them, and notes on the rest.

    A single file may have any name: it is graded as the file of the homework whose name it resembles, or the first.

    Raises:
        UsageError: if there is nothing at `path`.
        SubmissionError: if what is there cannot be graded.
    """
    shown, wanted = _plain(path.name or str(path)), _hand_in(assignment)
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
        name = path.name
        files, notes = _read_folder(path, shown, assignment)
        modules = {file: file for file in assignment.files if file in files}
    elif stat.S_ISREG(mode):
        name = path.stem if path.name not in _known(assignment) else path.parent.name
        files, notes, modules = _read_file(path, shown, assignment)
    else:
        raise SubmissionError(f"{shown} is neither a file nor a folder: {wanted}")
    kept, more = _examine(files, modules, assignment)
    return Submission(
        name=_plain(name).strip(".") or assignment.files[0].removesuffix(".py"),
        modules=tuple(modules.values()),
        files=tuple(
            SubmittedFile(name=file, content=content, sha256=hashlib.sha256(content).hexdigest())
            for file, content in kept.items()
        ),
        notes=(*notes, *more),
    )


def _examine(
    files: dict[str, bytes], modules: dict[str, str], assignment: Assignment
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files that are of use, the homework's own first, and notes on what is missing or no Python.

    `modules` says which file of the homework each of the files is.

    One that cannot be graded is refused, unless there are others of the homework: then its checks will fail.
    """
    trees = {file: _tree(file, content) for file, content in files.items()}
    notes: list[str] = []
    for file in modules:
        try:
            if not files[file].strip(_BLANK):
                raise SubmissionError(f"{file} is empty")
            absent = absent_modules(file, trees, assignment.allowed_modules, assignment.stand_ins)
            notes += [note for note in absent if note not in notes]
        except SubmissionError as error:
            if len(modules) == 1:
                raise
            notes.append(f"{file} cannot be graded: {error}")
    broken = [
        file for file, tree in trees.items() if isinstance(tree, SubmissionError) and file not in modules
    ]
    others = {file: files[file] for file in sorted(files) if file not in broken and file not in modules}
    notes = _note("they are not Python, and nothing is sure to import them", broken) + notes
    return {module: files[file] for file, module in modules.items()} | others, notes


def _read_file(
    path: Path, shown: str, assignment: Assignment
) -> tuple[dict[str, bytes], list[str], dict[str, str]]:
    suffix = path.suffix.lower()
    if suffix in _KINDS:
        raise SubmissionError(
            f"{shown} is {_KINDS[suffix]}, which is not accepted yet: {_hand_in(assignment)}"
        )
    if suffix != ".py":
        raise SubmissionError(f"{shown} is not a .py file: {_hand_in(assignment)}")
    content = _content(path, shown)
    module = _known(assignment).get(path.name) or _resembled(path.stem, content, assignment)
    notes = [f"{shown} was graded as {module}"] if path.name != module else []
    return {shown: content}, notes, {shown: module}


def _known(assignment: Assignment) -> dict[str, str]:
    """Return the homework's files by the names that they may have, in whatever letters."""
    names = {file: file for file in assignment.files} | assignment.other_names
    return {name.upper().replace(".PY", ".py"): file for name, file in names.items()} | names


def _resembled(stem: str, content: bytes, assignment: Assignment) -> str:
    """Return the file of the homework that a file of another name is: by a part of its name, or by what it defines."""
    files = assignment.files
    contained = [file for file in files if file.removesuffix(".py") in stem.lower().replace("-", "_")]
    if contained or len(files) == 1:
        return max(contained, key=len, default=files[0])
    template = assignment.folder.parent.parent / "student_template" / assignment.id
    own = _defined(content)
    shared = {file: len(own & _defined(_bytes(template / file))) for file in files}
    return max(files, key=lambda file: shared[file])


def _defined(content: bytes) -> set[str]:
    """Return the names of the functions and classes of a file, methods included; none if it is not Python."""
    try:
        nodes = ast.walk(ast.parse(content))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _read_folder(top: Path, shown: str, assignment: Assignment) -> tuple[dict[str, bytes], list[str]]:
    known = _known(assignment)
    found = _search(top, shown)
    folder = _folder_of(assignment, found.python, shown)
    inside = [name.removeprefix(folder) for name in found.python if name.startswith(folder)]
    reserved = {*sys.stdlib_module_names, *assignment.allowed_modules}
    shadows = [
        name for name in inside if name not in known and name.split("/")[0].removesuffix(".py") in reserved
    ]
    # Of two names of one file, its own counts.
    doubles = [name for name in inside if known.get(name, name) != name and known[name] in inside]
    names = [name for name in inside if name not in shadows and name not in doubles]
    if any(len(os.fsencode(name)) > _NAME_BYTES for name in names):
        raise SubmissionError(f"{shown} holds a path of more than {_NAME_BYTES} bytes: use shorter names")
    if len(names) > _MOST_FILES:
        raise SubmissionError(
            f"{shown} holds more than {_MOST_FILES} Python files: hand in only those of this homework"
        )
    files = {}
    room = _SUBMISSION_BYTES
    for name in names:
        content = _content(top / folder / name, name)
        files[known.get(name, name)] = content
        room -= len(content)
        if room < 0:
            raise SubmissionError(f"{shown} holds more than {_SUBMISSION_BYTES >> 20} MiB of Python files")
    outside = [name for name in found.python if not name.startswith(folder)]
    holds = " and ".join(file for file in assignment.files if file in files)
    return files, [
        *_note("links are not followed", found.links),
        *_note("only Python files are graded", found.other),
        *_note(f"only the folder that holds {holds} is graded", outside),
        *_note("modules of Python and of the course have the same names", shadows),
        *_note("the same file is there by its own name", doubles),
        *(f"{name} was graded as {known[name]}" for name in names if known.get(name, name) != name),
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


def _folder_of(assignment: Assignment, names: list[str], shown: str) -> str:
    """Return the folder that holds the homework's files, with a slash at its end, or nothing if that is the top."""
    known = _known(assignment)
    places = sorted({name[: -len(last)] for name in names if (last := name.rsplit("/", 1)[-1]) in known})
    if "" in places:
        return ""
    if not places:
        wanted = " or ".join(assignment.files)
        holds = f"{_listed(names)} but no {wanted}" if names else f"no {wanted}"
        raise SubmissionError(f"{shown} holds {holds}: {_hand_in(assignment)}")
    if len(places) > 1:
        wanted = " or ".join(assignment.files)
        raise SubmissionError(f"{shown} holds {wanted} in {_listed(places)}: hand in one of these folders")
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


def _hand_in(assignment: Assignment) -> str:
    wanted, them = " or ".join(assignment.files), "it" if len(assignment.files) == 1 else "them"
    return f"hand in {wanted}, or a folder that holds {them}"


def _note(reason: str, names: list[str]) -> list[str]:
    return [f"left out, because {reason}: {_listed(names)}"] if names else []


def _listed(names: Iterable[str]) -> str:
    plain = [_plain(name) for name in names]
    more = len(plain) - _MOST_NAMES
    return ", ".join(plain[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
