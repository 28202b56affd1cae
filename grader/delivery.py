"""Put the reports of a grading into a folder, each whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader.errors import UsageError
from grader.records import Grading
from grader.report import html, json, markdown
from grader.report.build import build
from grader.report.view import Audience, Report

# What a student may have, and what is for the staff alone.
_FILES: dict[str, tuple[Audience, Callable[[Report], str]]] = {
    "report.json": (Audience.STUDENT, json.render),
    "report.html": (Audience.STUDENT, html.render),
    "report.md": (Audience.STUDENT, markdown.render),
    "report.staff.json": (Audience.STAFF, json.render),
}


def prepare(folder: Path) -> None:
    """Make the folder, so that a place where nothing can be written is refused before the work and not after it.

    Raises:
        UsageError: if the folder cannot be made, or written in.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from error


def deliver(grading: Grading, folder: Path) -> Report:
    """Write the reports into the folder and return the student's.

    Raises:
        UsageError: if a file cannot be written.
    """
    reports = {audience: build(grading, audience) for audience in Audience}
    for name, (audience, render) in _FILES.items():
        try:
            _write(
                folder / name, render(reports[audience]), mode=0o600 if audience is Audience.STAFF else 0o644
            )
        except OSError as error:
            raise UsageError(f"cannot write {folder / name}: {error.strerror}") from error
    return reports[Audience.STUDENT]


def _write(path: Path, text: str, mode: int) -> None:
    """Write beside the file and rename: a reader sees the old report or the new one, never half of one."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
