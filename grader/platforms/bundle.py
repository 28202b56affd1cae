"""What a platform needs to grade one homework: the grader, the homework with its fixtures, and pinned packages.

Packed byte for byte the same each time: names in order, no times, no owners.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader import fixtures
from grader.errors import AssignmentError, GraderError, UsageError
from grader.output import prepare, write
from grader.platforms.terms import FILE, Packed, Terms
from grader.records import Assignment

PACKAGE = Path(__file__).parent.parent
TEMPLATES = Path(__file__).parent / "templates"
# What a grading imports; what they need comes with them.
_REQUIRED = ("numpy", "msgspec", "markupsafe")
_LEFT_OUT = ("__pycache__", "authoring", "experiments")
# Of the repository, beside the package: what is pinned, and on what terms copies may be made.
_BESIDE = ("constraints.txt", "LICENSE")
_WHEN = (1980, 1, 1, 0, 0, 0)


class Entry(NamedTuple):
    """One file of an export."""

    content: bytes
    is_program: bool = False


def engine(assignment: Assignment, sandbox: str, terms: Terms) -> dict[str, Entry]:
    """Return the files that grade this homework, on any machine with Python and the packages in requirements.txt.

    The reference is among them: mistakes are named by what they make of it.

    Raises:
        AssignmentError: if a file of the homework is missing.
        FixtureError: if a fixture is not what its manifest says.
        GraderError: if the list of pinned packages is missing.
    """
    fixtures.read(assignment)
    root = assignment.folder.parent.parent
    entries = {
        f"grader/{path.relative_to(PACKAGE).as_posix()}": path
        for path in sorted(PACKAGE.rglob("*.py"))
        if not set(path.relative_to(PACKAGE).parts) & set(_LEFT_OUT)
    }
    course = [assignment.folder / "assignment.toml", assignment.folder / "checks.py"]
    optional = (assignment.folder / "mistakes.py", root / "course.toml")
    course += [path for path in optional if path.is_file()]
    course += sorted((assignment.folder / "fixtures").iterdir())
    for file in assignment.files:
        course += [root / room / assignment.id / file for room in ("reference", "student_template")]
    entries |= {path.relative_to(root).as_posix(): path for path in course}
    packed = Packed(assignment=assignment.id, sandbox=sandbox, terms=terms)
    return {name: Entry(_content(path, name)) for name, path in entries.items()} | {
        "requirements.txt": Entry(_requirements(assignment)),
        **{name: Entry(_content(PACKAGE.parent / name, name)) for name in _BESIDE},
        FILE: Entry(msgspec.json.format(msgspec.json.encode(packed), indent=1) + b"\n"),
    }


def template(platform: str, **values: str) -> dict[str, Entry]:
    """Return the files of a platform's own, as they lie in templates/, with `@NAME@` replaced."""
    folder = TEMPLATES / platform
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        found[path.relative_to(folder).as_posix()] = Entry(text.encode(), is_program=text.startswith("#!"))
    return found


def zipped(entries: Mapping[str, Entry]) -> bytes:
    """Return a zip of these files, the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, _WHEN)
            info.create_system = 3
            info.external_attr = (0o100755 if entries[name].is_program else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, entries[name].content, compresslevel=9)
    return buffer.getvalue()


def tarred(entries: Mapping[str, Entry]) -> bytes:
    """Return a tar of these files, the same for the same files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(entries):
            info = tarfile.TarInfo(name)
            info.size = len(entries[name].content)
            info.mode = 0o755 if entries[name].is_program else 0o644
            archive.addfile(info, io.BytesIO(entries[name].content))
    return buffer.getvalue()


def write_folder(folder: Path, entries: Mapping[str, Entry]) -> None:
    """Write these files, and nothing else, into a folder.

    Raises:
        UsageError: if other files lie there, or nothing can be written.
    """
    prepare(folder)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if others := sorted(there - {*entries}):
        raise UsageError(
            f"{folder} holds {others[0]}, which is not of this export: name an empty folder with OUT="
        )
    for name, entry in entries.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder / name, entry.content, 0o755 if entry.is_program else 0o644)


def _content(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        kind = GraderError if name in _BESIDE else AssignmentError
        raise kind(f"{name} is missing: an export needs it") from None


def _requirements(assignment: Assignment) -> bytes:
    """Return what pip is to install; constraints.txt says which versions."""
    needed = sorted({check.needs for check in assignment.checks if check.needs})
    lines = [*_REQUIRED, 'tomli; python_version < "3.11"', *needed]
    return "".join(f"{line}\n" for line in lines).encode()
