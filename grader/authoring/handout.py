"""What students receive, as one zip: made of a list of what may be in it, and searched for what may not."""

from __future__ import annotations

import io
import zipfile

from grader import catalog, fixtures
from grader.authoring import generate, leaks, notebooks
from grader.errors import AssignmentError
from grader.records import Assignment

HANDOUT = "handout.md"
_MOST_BYTES = 10 * 2**20
# Zip files know no earlier time; a fixed one makes the same files the same zip.
_TIME = (1980, 1, 1, 0, 0, 0)


def handout(assignment: Assignment, with_notebooks: bool = False) -> bytes:
    """Return the zip: one folder with the statement, the files to fill in, the tests and how to run them.

    Raises:
        AssignmentError: if a file is stale, missing or not on the list, something hidden or a part of the answer is
            in one, or all of them are too large.
    """
    files = contents(assignment, with_notebooks)
    check(assignment, files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{assignment.id}/{name}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def contents(assignment: Assignment, with_notebooks: bool = False) -> dict[str, bytes]:
    """Return the files by name, as they lie in the course's folders.

    Raises:
        AssignmentError: if one is stale, missing, or not on the list of what students get.
    """
    made = generate.for_students(assignment, fixtures.read(assignment))
    folder = assignment.folder.parent.parent / "student_template" / assignment.id
    there = {path.name for path in folder.iterdir() if path.name != "__pycache__"}
    for name in sorted(there - made.keys()):
        raise AssignmentError(
            f"student_template/{assignment.id}/{name} is nothing that students get: remove it"
        )
    for name, content in made.items():
        if name not in there or (folder / name).read_bytes() != content:
            raise AssignmentError(
                f"student_template/{assignment.id}/{name} is stale: run `make fixtures HW={assignment.id}`"
            )
    statement = assignment.folder / HANDOUT
    if not statement.is_file():
        raise AssignmentError(
            f"assignments/{assignment.id}/{HANDOUT} is missing: students need the statement"
        )
    found = {HANDOUT: statement.read_bytes(), **made}
    if with_notebooks:
        for file in assignment.files:
            written = notebooks.notebook(made[file].decode(), file, assignment.title)
            found[notebooks.name(file)] = written
    return found


def check(assignment: Assignment, files: dict[str, bytes]) -> None:
    """Look for what must not be in these files.

    Raises:
        AssignmentError: naming the file, and what is in it.
    """
    size = sum(map(len, files.values()))
    if size > _MOST_BYTES:
        raise AssignmentError(f"the handout has {size:,} bytes, and may have {_MOST_BYTES:,}")
    found = list(leaks.leaks(files, assignment, fixtures.read(assignment)))
    for file in assignment.files:
        reference = catalog.reference_path(assignment, file).read_text(encoding="utf-8")
        found += leaks.answers(files, reference, generate.template(assignment, file).decode())
    if found:
        raise AssignmentError(f"the handout must not leave the house: {'; '.join(found)}")
