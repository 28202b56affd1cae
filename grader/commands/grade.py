"""`python -m grader grade PATH`: grade one submission and write its reports."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread

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
        # A grading is two waits: for the worker to boot, and for the checks to run. Loading NumPy and msgspec in the
        # first, and jinja2 and rich in the second (on a thread of its own), takes them out of the total.
        from grader import catalog, fixtures, output, pipeline, submission

        root = catalog.course_root()
        assignment = catalog.load(root, arguments.hw or catalog.infer(root, arguments.path))
        handed_in = submission.read(arguments.path, assignment)
        folder = arguments.out or Path("out", assignment.id, handed_in.name)
        output.prepare(folder)
        assignment = catalog.scoped(assignment, handed_in.modules)
        Thread(target=import_module, args=("grader.delivery",)).start()
        grading = pipeline.grade(assignment, handed_in, fixtures.read(assignment), sandbox)
        delivery = import_module("grader.delivery")
        report = delivery.deliver(grading, folder)
    yield delivery.show(report, *screen)
    yield f"Report: {folder / 'report.html'}"
    if report.unjudged:
        raise GraderError(f"{report.unjudged} checks could not be judged: see {folder / 'report.staff.json'}")
