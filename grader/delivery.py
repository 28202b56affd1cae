"""Render a grading for everybody who reads it: files in a folder, and text for the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

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


def show(report: Report, columns: int, has_colour: bool, is_ascii: bool) -> str:
    """Return the report as text for such a screen."""
    return terminal.render(report, columns, ascii_only=is_ascii, colour=has_colour)


def _keep_compiled_templates() -> None:
    """Keep them where Python keeps compiled modules, if that folder is there and ours to write."""
    folder = Path(html.__file__).parent / "__pycache__"
    if os.access(folder, os.W_OK):
        html.ENVIRONMENT.bytecode_cache = FileSystemBytecodeCache(str(folder))


_keep_compiled_templates()
