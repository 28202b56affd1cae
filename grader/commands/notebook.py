"""`notebook`: turn a report, or those of a whole class, into notebooks with plots."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from grader import output
from grader.commands import Screen
from grader.errors import UsageError
from grader.report import json, notebook
from grader.report.view import NOTEBOOK

_REPORT = "report.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `notebook`."""
    parser.add_argument("report", type=Path, help=f"a {_REPORT}, or a folder that holds some, however deep")


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield a line for each notebook that is written, beside its report."""
    for path in _reports(arguments.report):
        written = path.with_name(NOTEBOOK)
        try:
            report = json.parse(path.read_bytes())
            output.write(written, notebook.render(report), 0o644)
        except OSError as error:
            raise UsageError(f"{error.filename or written}: {error.strerror}") from None
        except (ValueError, TypeError, AttributeError) as error:
            raise UsageError(f"{path} is no report of this grader ({error}): grade it again") from None
        yield f"wrote {written}"


def _reports(given: Path) -> list[Path]:
    if not given.is_dir():
        return [given]
    found = sorted(given.rglob(_REPORT))
    if not found:
        raise UsageError(f"REPORT={given} holds no {_REPORT}: grade something into it first")
    return found
