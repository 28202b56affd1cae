"""`platform`: grade what another platform hands in, and write the results in its format. What is exported runs this."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from grader import catalog, output
from grader.commands import Screen
from grader.errors import GraderError, UsageError
from grader.platforms.answers import ANSWERS
from grader.platforms.grading import grade, packed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `platform`."""
    parser.add_argument("name", metavar="PLATFORM", help=", ".join(ANSWERS))
    parser.add_argument("--submission", type=Path, metavar="PATH", required=True, help="what was handed in")
    parser.add_argument("--metadata", type=Path, metavar="FILE", help="what the platform says of it")
    parser.add_argument(
        "--results",
        type=Path,
        metavar="FILE",
        help="where the results go (default: the last line that is printed)",
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield what the staff may read, and the results if they go nowhere else; raise if the trouble is ours."""
    if arguments.name not in ANSWERS:
        raise UsageError(f"there is no platform {arguments.name!r}: choose one of {', '.join(ANSWERS)}")
    answer = ANSWERS[arguments.name]
    if arguments.results is not None:
        # Whatever happens: what lies there from before is not the result of this.
        arguments.results.unlink(missing_ok=True)
    root = catalog.course_root()
    told = packed(root)
    metadata = _content(arguments.metadata) if arguments.metadata else b"{}"
    results, trouble = answer.instead(told.terms, metadata), ""
    if not results:
        attempt = grade(root, told, arguments.submission, answer.late_seconds(metadata))
        trouble = attempt.trouble
        if attempt.report is not None:
            yield f"{attempt.score:g} / {attempt.max_score:g}  {attempt.report.summary}"
        results = answer.render(attempt, told.terms, metadata)
    if results and arguments.results is not None:
        arguments.results.parent.mkdir(parents=True, exist_ok=True)
        output.write(arguments.results, results, 0o644)
    elif results:
        yield results
    if trouble:
        raise GraderError(trouble)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GraderError(f"{path} cannot be read: {error.strerror}") from error
