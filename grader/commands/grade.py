"""`python -m grader grade PATH`: grade one submission and write its reports."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread

from grader.commands import Screen
from grader.errors import GraderError, UsageError
from grader.sandbox.choose import CHOICES, Sandbox

_SHORTEST_KEY = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `grade`."""
    parser.add_argument("path", type=Path, help="the student's file, notebook, folder, zip or tar")
    parser.add_argument(
        "--hw", metavar="ID", help="the assignment; inferred from the file's name where it is unique"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where reports go (default: out/HW/SUBMISSION/)"
    )
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="draw the hidden inputs anew for each student, by the text in FILE",
    )
    parser.add_argument(
        "--sandbox", choices=CHOICES, default="auto", help="the isolation (default: the strongest here)"
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield the report for the terminal and where the files are; they are written by then."""
    with Sandbox(arguments.sandbox) as sandbox:
        sandbox.start()
        # A grading is two waits: for the worker to boot, and for the checks to run. Loading NumPy and msgspec in the
        # first, and jinja2 and rich in the second (on a thread of its own), takes them out of the total.
        from grader import catalog, fixtures, output, pipeline, submission

        root = catalog.course_root()
        assignment = catalog.load(root, arguments.hw or catalog.infer(root, arguments.path))
        handed_in = submission.read(arguments.path, assignment)
        folder = arguments.out or Path("out", assignment.id, handed_in.name)
        output.prepare(folder)
        assignment = catalog.scoped(assignment, handed_in.modules)
        Thread(target=_load_what_shows).start()
        key = read_key(arguments.key) if arguments.key else ""
        fixture = fixtures.read(assignment)
        if key:
            fixture = import_module("grader.instances").keyed(
                assignment, fixture, key.encode(), handed_in.name
            )
        grading = pipeline.grade(assignment, handed_in, fixture, sandbox, key)
        delivery = import_module("grader.delivery")
        report = delivery.deliver(grading, folder)
    terminal = import_module("grader.report.terminal")
    yield terminal.render(report, screen.columns, ascii_only=screen.is_ascii, colour=screen.has_colour)
    yield f"Report: {folder / 'report.html'}"
    if report.unjudged:
        raise GraderError(f"{report.unjudged} checks could not be judged: see {folder / 'report.staff.json'}")


def _load_what_shows() -> None:
    for name in ("grader.delivery", "grader.report.terminal"):
        import_module(name)


def read_key(path: Path) -> str:
    """Return the text of a key file, without the blanks and the end of the line around it."""
    try:
        key = path.read_bytes().decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"KEY={path} cannot be read as a text of ASCII letters: {error}") from None
    if len(key) < _SHORTEST_KEY:
        raise UsageError(f"KEY={path} holds less than {_SHORTEST_KEY} letters: a key must not be guessed")
    return key
