"""`python -m grader try PATH`: run the public checks on a submission, once or after each save."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from grader import catalog, fixtures, pipeline, submission
from grader.commands import Screen
from grader.errors import GraderError, SubmissionError, UsageError
from grader.records import Assignment, Visibility
from grader.report import terminal
from grader.report.build import build
from grader.report.view import Audience, Report
from grader.sandbox.choose import CHOICES, Sandbox
from grader.watching import saves

_CLEAR = "\x1b[H\x1b[2J"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `try`."""
    parser.add_argument("path", type=Path, help="your file, notebook, folder, zip or tar")
    parser.add_argument(
        "--hw", metavar="ID", help="the assignment; inferred from the file's name where it is unique"
    )
    parser.add_argument("--watch", action="store_true", help="run them again after each save, until Ctrl-C")
    parser.add_argument(
        "--sandbox", choices=CHOICES, default="auto", help="the isolation (default: the strongest here)"
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield what the public checks say: one text, or one after each save."""
    root = catalog.course_root()
    with Sandbox(arguments.sandbox) as sandbox:
        # The worker boots while the course is read, or while the next save is waited for.
        sandbox.start()
        assignment = catalog.load(root, arguments.hw or catalog.infer(root, arguments.path))
        if arguments.watch:
            for is_there in saves(arguments.path):
                yield _block(assignment, arguments.path, is_there, sandbox, screen)
                sandbox.start()
        report = _report(assignment, arguments.path, sandbox)
    yield _shown(report, "public checks", screen)
    if report.unjudged:
        raise GraderError(f"{report.unjudged} checks could not be judged")


def _block(assignment: Assignment, path: Path, is_there: bool, sandbox: Sandbox, screen: Screen) -> str:
    """Return what is to be shown after a save; of what cannot be run, a sentence."""
    clock = time.strftime("%H:%M:%S")
    try:
        if not is_there:
            raise SubmissionError(f"{path.name} is gone: it is waited for")
        text = _shown(_report(assignment, path, sandbox), f"public checks at {clock}", screen)
    except (SubmissionError, UsageError) as error:
        text = f"{clock} {error}"
    above = _CLEAR if screen.has_colour else ("-" if screen.is_ascii else "─") * screen.columns + "\n"
    return f"{above}{text}\n\nWatching {path.name}: save it to run them again, Ctrl-C to end."


def _report(assignment: Assignment, path: Path, sandbox: Sandbox) -> Report:
    handed_in = submission.read(path, assignment)
    scoped = catalog.scoped(assignment, handed_in.modules)
    public = catalog.only(
        scoped, {check.id for check in scoped.checks if check.visibility is Visibility.PUBLIC}
    )
    return build(pipeline.grade(public, handed_in, fixtures.read(public), sandbox), Audience.STUDENT)


def _shown(report: Report, beside: str, screen: Screen) -> str:
    text = terminal.render_trial(report, beside, screen.columns, screen.is_ascii, screen.has_colour)
    return text.rstrip("\n")
