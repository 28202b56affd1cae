"""`export`: write what another platform needs to grade a homework."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from grader import catalog
from grader.commands import Screen
from grader.errors import UsageError
from grader.platforms import bundle, terms
from grader.platforms.exports import EXPORTS
from grader.platforms.grading import asked_for

# They take results, and are given those of a whole class.
_GRADEBOOKS = ("moodle", "canvas")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `export`."""
    parser.add_argument("--hw", metavar="ID", required=True, help="the assignment")
    parser.add_argument("--to", metavar="PLATFORM", required=True, help=", ".join(EXPORTS))
    parser.add_argument("--out", type=Path, metavar="DIR", help="where it goes (default: out/HW/PLATFORM/)")
    parser.add_argument(
        "--terms",
        type=Path,
        metavar="FILE",
        help="files, attempts and the like, as TOML: see docs/platforms.md",
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield where the export is, and what to do with it."""
    if arguments.to in _GRADEBOOKS:
        raise UsageError(
            f"TO={arguments.to} runs no grader: grade the whole class here, and import the gradebook"
        )
    if arguments.to not in EXPORTS:
        raise UsageError(f"TO={arguments.to} is unknown: it is one of {', '.join(EXPORTS)}")
    export = EXPORTS[arguments.to]
    assignment = catalog.load(catalog.course_root(), arguments.hw)
    chosen = _terms(arguments.terms)
    part = asked_for(assignment, chosen.files)
    made = export.make(part, chosen)
    folder = arguments.out or Path("out", assignment.id, arguments.to)
    bundle.write_folder(folder, made)
    yield f"wrote {folder}"
    yield export.next_step


def _terms(path: Path | None) -> terms.Terms:
    if path is None:
        return terms.Terms()
    try:
        return terms.read(path.read_bytes(), str(path))
    except OSError as error:
        raise UsageError(f"TERMS={path} cannot be read: {error.strerror}") from None
