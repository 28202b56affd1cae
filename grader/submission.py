"""Which files of what was handed in are graded, as which of the homework's. Nothing of them is imported or run."""

from __future__ import annotations

import ast
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.intake.listing import Listing
from grader.intake.look import HandedIn, look
from grader.intake.notebook import module
from grader.intake.wording import left_out, listed, plain
from grader.records import Assignment, Submission, SubmittedFile
from grader.source import absent_modules, defined, parse
from grader.tame import is_tame

_SUBMISSION_BYTES = 2**20
_MOST_FILES = 200
# A path must also fit below the folder in the sandbox.
_NAME_BYTES = 500
_BLANK = b"\xef\xbb\xbf \t\r\n\f"  # with the mark that some editors put before the first letter
# Python imports them by itself, where it finds them.
_IMPORTED_BY_PYTHON = ("sitecustomize", "usercustomize")


class _Chosen(NamedTuple):
    """What is graded: files by name, which of the homework's they are, the cells of notebooks, and notes."""

    files: dict[str, bytes]
    modules: dict[str, str]
    cells: dict[str, tuple[int, ...]]
    notes: list[str]


def read(path: Path, assignment: Assignment) -> Submission:
    """Return the submission at `path`: the homework's files, the Python files beside them, and notes on the rest.

    A file, a folder, an archive or a notebook. One file alone may have any name: it is graded as the file of the
    homework whose name it resembles, or the first.

    Raises:
        UsageError: if there is nothing at `path`.
        SubmissionError: if what is there cannot be graded.
    """
    return read_listed(look(path), assignment, path.resolve().parent.name)


def read_listed(handed_in: HandedIn, assignment: Assignment, beside: str) -> Submission:
    """Return the submission that was looked at; `beside` is the name of the folder around it.

    Raises:
        SubmissionError: if what is there cannot be graded.
    """
    if handed_in.trouble:
        raise SubmissionError(f"{handed_in.shown} {handed_in.trouble}: {_hand_in(assignment)}")
    known = _known(assignment)
    has_known = any(name.rsplit("/", 1)[-1] in known for name in handed_in.listing.code)
    if handed_in.is_single or (handed_in.lone and not has_known):
        chosen = _alone(handed_in.lone, handed_in.listing, assignment)
    else:
        chosen = _together(handed_in, assignment)
    kept, trees, notes = _examine(chosen, assignment)
    own = [file.split("/")[0].removesuffix(".py") for file in kept]
    name = beside if handed_in.is_single and has_known else handed_in.stem
    return Submission(
        name=plain(name).strip(".") or assignment.files[0].removesuffix(".py"),
        modules=tuple(chosen.modules.values()),
        files=tuple(
            SubmittedFile(
                name=chosen.modules.get(file, file),
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                cells=chosen.cells.get(file, ()),
            )
            for file, content in kept.items()
        ),
        notes=(*chosen.notes, *notes),
        is_tame=is_tame(trees, assignment.stand_ins, own),
    )


def _examine(chosen: _Chosen, assignment: Assignment) -> tuple[dict[str, bytes], list[ast.Module], list[str]]:
    """Return the files that are of use, the homework's own first, their trees, and notes on what is amiss.

    One that cannot be graded is refused, unless there are others of the homework: then its checks will fail.
    """
    files, modules, cells = chosen.files, chosen.modules, chosen.cells
    trees = {file: _tree(file, content, cells) for file, content in files.items()}
    notes: list[str] = []
    for file in modules:
        try:
            if not files[file].strip(_BLANK):
                raise SubmissionError(f"{file} is empty")
            absent = absent_modules(file, trees, assignment.allowed_modules, assignment.stand_ins, cells)
            notes += [note for note in absent if note not in notes]
        except SubmissionError as error:
            if len(modules) == 1:
                raise
            notes.append(f"{file} cannot be graded: {error}")
    broken = [
        file for file, tree in trees.items() if isinstance(tree, SubmissionError) and file not in modules
    ]
    others = {file: files[file] for file in sorted(files) if file not in broken and file not in modules}
    notes = left_out("they are not Python, and nothing is sure to import them", broken) + notes
    kept = {file: files[file] for file in modules} | others
    return kept, [tree for file in kept if isinstance(tree := trees[file], ast.Module)], notes


def _known(assignment: Assignment) -> dict[str, str]:
    """Return the homework's files by the names that they may have, in whatever letters, as notebooks, too."""
    names = {file: file for file in assignment.files} | assignment.other_names
    names |= {name.upper().replace(".PY", ".py"): file for name, file in names.items()} | names
    return names | {f"{name.removesuffix('.py')}.ipynb": file for name, file in names.items()}


def _alone(name: str, listing: Listing, assignment: Assignment) -> _Chosen:
    """Return a file that is handed in alone, or the one of a folder or an archive that may be meant."""
    file = name.rsplit("/", 1)[-1]
    content, cells, notes = _python(file, listing.read(name))
    meant = _known(assignment).get(file) or _resembled(Path(file).stem, content, assignment)
    notes = [*_renamed(file, meant, cells), *notes]
    others = [other for other in listing.code if other != name]
    notes += [*_passed_over(listing), *left_out(f"only {plain(file)} is graded", others)]
    return _Chosen({file: content}, {file: meant}, {file: cells}, notes)


def _python(name: str, content: bytes) -> tuple[bytes, tuple[int, ...], list[str]]:
    """Return the code in a file, and, if it is a notebook, the lines at which cells begin, and notes."""
    if not name.endswith(".ipynb"):
        return content, (), []
    made = module(name, content)
    return made.source, made.cells, [*made.notes]


def _renamed(name: str, file: str, cells: tuple[int, ...]) -> list[str]:
    """Return a note on a file that is graded as another one, if it is."""
    if name == file:
        return []
    counted = f", its {len(cells)} cells of code counted from the top" if len(cells) > 1 else ""
    return [f"{plain(name)} was graded as {file}{counted}"]


def _resembled(stem: str, content: bytes, assignment: Assignment) -> str:
    """Return the file of the homework that a file of another name is: by a part of its name, or by what it defines."""
    files = assignment.files
    contained = [file for file in files if file.removesuffix(".py") in stem.lower().replace("-", "_")]
    if contained or len(files) == 1:
        return max(contained, key=len, default=files[0])
    template = assignment.folder.parent.parent / "student_template" / assignment.id
    own = defined(content)
    shared = {file: len(own & defined(_bytes(template / file))) for file in files}
    return max(files, key=lambda file: shared[file])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _together(handed_in: HandedIn, assignment: Assignment) -> _Chosen:
    """Return the homework's files of a folder or an archive, and the Python files beside them."""
    known, shown, listing = _known(assignment), handed_in.shown, handed_in.listing
    folder = _folder_of(assignment, listing.code, shown)
    inside = [name.removeprefix(folder) for name in listing.code if name.startswith(folder)]
    reserved = {*sys.stdlib_module_names, *assignment.allowed_modules, *_IMPORTED_BY_PYTHON}
    shadows = [
        name for name in inside if name not in known and name.split("/")[0].removesuffix(".py") in reserved
    ]
    # Of several names of one file, its own counts, or the first.
    places: dict[str, str] = {}
    for name in sorted(inside, key=lambda name: (known.get(name, name) != name, name.endswith(".ipynb"))):
        places.setdefault(known.get(name, name), name)
    doubles = [name for name in inside if name not in shadows and places[known.get(name, name)] != name]
    # A notebook cannot be imported by what lies beside it.
    notebooks = [name for name in inside if name.endswith(".ipynb") and name not in known]
    # In the sandbox, where a file has its own name, no folder can have it.
    files = {*places}
    within = [name for name in inside if files & {*_folders(name)}]
    left = {*shadows, *doubles, *notebooks, *within}
    names = [name for name in inside if name not in left]
    if any(len(os.fsencode(name)) > _NAME_BYTES for name in names):
        raise SubmissionError(f"{shown} holds a path of more than {_NAME_BYTES} bytes: use shorter names")
    if len(names) > _MOST_FILES:
        raise SubmissionError(
            f"{shown} holds more than {_MOST_FILES} Python files: hand in only those of this homework"
        )
    chosen = _Chosen({}, {}, {}, [])
    room = _SUBMISSION_BYTES
    for name in names:
        file = known.get(name, name)
        content, cells, notes = _python(name, listing.read(folder + name))
        chosen.files[file], chosen.cells[file] = content, cells
        chosen.notes.extend([*_renamed(name, file, cells), *notes])
        room -= len(content)
        if room < 0:
            raise SubmissionError(f"{shown} holds more than {_SUBMISSION_BYTES >> 20} MiB of Python files")
    chosen.modules.update({file: file for file in assignment.files if file in places})
    outside = [name for name in listing.code if not name.startswith(folder)]
    holds = " and ".join(chosen.modules)
    chosen.notes[:0] = [
        *_passed_over(listing),
        *left_out(f"only the folder that holds {holds} is graded", outside),
        *left_out("modules of Python and of the course have the same names", shadows),
        *left_out("the same file is there by its own name", doubles),
        *left_out("a file has the name of their folder", within),
        *left_out(f"{holds} is there without them", notebooks),
    ]
    return chosen


def _folders(name: str) -> list[str]:
    """Return the folders above a file."""
    return ["/".join(name.split("/")[:depth]) for depth in range(1, name.count("/") + 1)]


def _passed_over(listing: Listing) -> list[str]:
    return [
        *left_out("links are not followed", listing.links),
        *left_out("only Python files are graded", listing.other),
        *left_out("their names lead out of the archive, or are none that a file can have", listing.outside),
    ]


def _folder_of(assignment: Assignment, names: list[str], shown: str) -> str:
    """Return the folder that holds the homework's files, with a slash at its end, or nothing if that is the top."""
    known = _known(assignment)
    places = sorted({name[: -len(last)] for name in names if (last := name.rsplit("/", 1)[-1]) in known})
    if "" in places:
        return ""
    if not places:
        wanted = " or ".join(assignment.files)
        # A letter of another alphabet may look like one of ours.
        told = listed(name.encode("ascii", "backslashreplace").decode() for name in names)
        holds = f"{told} but no {wanted}" if names else f"no {wanted}"
        raise SubmissionError(f"{shown} holds {holds}: {_hand_in(assignment)}")
    if len(places) > 1:
        wanted = " or ".join(assignment.files)
        raise SubmissionError(f"{shown} holds {wanted} in {listed(places)}: hand in one of these folders")
    return places[0]


def _tree(name: str, content: bytes, cells: Mapping[str, tuple[int, ...]]) -> ast.Module | SubmissionError:
    try:
        return parse(name, content, cells.get(name, ()))
    except SubmissionError as error:
        return error


def _hand_in(assignment: Assignment) -> str:
    wanted, them = " or ".join(assignment.files), "it" if len(assignment.files) == 1 else "them"
    return f"hand in {wanted}, or a folder, zip or tar that holds {them}"
