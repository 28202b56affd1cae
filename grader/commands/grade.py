"""`python -m grader grade PATH`: grade one submission and write its reports."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from grader.commands import Screen
from grader.errors import GraderError
from grader.sandbox.choose import CHOICES, Sandbox


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `grade`."""
    parser.add_argument("path", type=Path, help="the student's file, or the folder that holds it")
    parser.add_argument(
        "--hw", metavar="ID", help="the assignment; inferred from the file's name where it is unique"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where reports go (default: out/HW/SUBMISSION/)"
    )
    parser.add_argument(
        "--sandbox", choices=CHOICES, default="auto", help="the isolation (default: the strongest here)"
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield the report for the terminal and where the files are; they are written by then."""
    with Sandbox(arguments.sandbox) as sandbox:
        sandbox.start()
        # The worker boots meanwhile. Importing this here, and not above, takes the loading of NumPy, msgspec, rich
        # and jinja2 out of the wait: a third of a grading.
        from grader import catalog, delivery, fixtures, pipeline, submission
        from grader.records import Verdict
        from grader.report import terminal

        root = catalog.course_root()
        assignment = catalog.load(root, arguments.hw or catalog.infer(root, _module_name(arguments.path)))
        handed_in = submission.read(arguments.path, assignment)
        folder = arguments.out or Path("out", assignment.id, handed_in.name)
        delivery.prepare(folder)
        grading = pipeline.grade(assignment, handed_in, fixtures.read(assignment), sandbox)
        report = delivery.deliver(grading, folder)
    yield terminal.render(report, screen.columns, ascii_only=screen.is_ascii, colour=screen.has_colour)
    yield f"Report: {folder / 'report.html'}"
    unjudged = [result for result in grading.results if result.verdict is Verdict.UNJUDGED]
    if unjudged:
        raise GraderError(f"{len(unjudged)} checks could not be judged: {unjudged[0].observation.our_fault}")


def _module_name(path: Path) -> str:
    """Return the file name by which to infer the assignment: the file's own, or that of the one in the folder."""
    return path.name
