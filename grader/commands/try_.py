"""`python -m grader try PATH`: run the public checks on a submission, once or after each save."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from grader import catalog, fixtures, pipeline, submission
from grader.commands import Screen
from grader.errors import GraderError, SubmissionError, UsageError
from grader.records import Assignment, Visibility
from grader.report import terminal
from grader.report.build import build
from grader.report.view import Audience, Report
from grader.sandbox.choose import CHOICES, Sandbox
from grader.watching import Watch

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
            yield from _watched(assignment, arguments.path, sandbox, screen)
        report = _report(assignment, arguments.path, sandbox)
    yield _shown(report, "public checks", screen)
    if report.unjudged:
        raise GraderError(f"{report.unjudged} checks could not be judged")


class _Superseded(Exception):
    """What is being run is no longer what was saved last."""


def _watched(assignment: Assignment, path: Path, sandbox: Sandbox, screen: Screen) -> Iterator[str]:
    """Yield what there is to say after each save; of what cannot be run, a sentence. It goes on for ever."""
    above = _CLEAR if screen.has_colour else ("-" if screen.is_ascii else "─") * screen.columns + "\n"
    below = f"\n\nWatching {path.name}: save it to run them again, Ctrl-C to end."
    watch = Watch(path)

    def give_up_what_is_old() -> None:
        # An endless loop takes each check its time, and may be mended before.
        if watch.has_news():
            raise _Superseded

    while True:
        is_there, clock = watch.wait(), time.strftime("%H:%M:%S")
        try:
            if not is_there:
                raise SubmissionError(f"{path.name} is gone: it is waited for")
            report = _report(assignment, path, sandbox, give_up_what_is_old)
            text = _shown(report, f"public checks at {clock}", screen)
        except _Superseded:
            sandbox.close()
            continue
        except (SubmissionError, UsageError) as error:
            text = f"{clock} {error}"
        yield above + text + below
        sandbox.start()


def _report(
    assignment: Assignment, path: Path, sandbox: Sandbox, after_each: Callable[[], None] = lambda: None
) -> Report:
    handed_in = submission.read(path, assignment)
    scoped = catalog.scoped(assignment, handed_in.modules)
    public = catalog.only(
        scoped, {check.id for check in scoped.checks if check.visibility is Visibility.PUBLIC}
    )
    grading = pipeline.grade(public, handed_in, fixtures.read(public), sandbox, after_each=after_each)
    return build(grading, Audience.STUDENT)


def _shown(report: Report, beside: str, screen: Screen) -> str:
    text = terminal.render_trial(report, beside, screen.columns, screen.is_ascii, screen.has_colour)
    return text.rstrip("\n")
