"""Render a grading for everybody who reads it: files in a folder, and text for the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.commands import Screen
from grader.errors import UsageError
from grader.output import write
from grader.records import Grading
from grader.report import html, json, markdown, terminal
from grader.report.build import build
from grader.report.view import Audience, Report

# What a student may have, and what is for the staff alone.
_FILES: dict[str, tuple[Audience, Callable[[Report], str]]] = {
    "report.json": (Audience.STUDENT, json.render),
    "report.html": (Audience.STUDENT, html.render),
    "report.md": (Audience.STUDENT, markdown.render),
    "report.staff.json": (Audience.STAFF, json.render),
}


def deliver(grading: Grading, folder: Path) -> Report:
    """Write the reports into the folder and return the student's.

    Raises:
        UsageError: if a file cannot be written.
    """
    reports = {audience: build(grading, audience) for audience in Audience}
    for name, (audience, render) in _FILES.items():
        try:
            write(
                folder / name, render(reports[audience]), mode=0o600 if audience is Audience.STAFF else 0o644
            )
        except OSError as error:
            raise UsageError(f"cannot write {folder / name}: {error.strerror}") from error
    return reports[Audience.STUDENT]


def show(report: Report, screen: Screen) -> str:
    """Return the report as text for this screen."""
    return terminal.render(report, screen.columns, ascii_only=screen.is_ascii, colour=screen.has_colour)
