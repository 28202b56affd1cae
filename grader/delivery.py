"""Render a grading for everybody who reads it, as files in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemBytecodeCache

from grader.errors import UsageError
from grader.output import write
from grader.records import Grading
from grader.report import html, json, markdown
from grader.report.build import build, counterexample_file
from grader.report.view import COUNTEREXAMPLES, NOTEBOOK, Audience, LatenessView, Report
from grader.script import OPENING

# What a student may have, and what is for the staff alone.
_FILES: dict[str, tuple[Audience, Callable[[Report], str]]] = {
    "report.json": (Audience.STUDENT, json.render),
    "report.md": (Audience.STUDENT, markdown.render),
    "report.staff.json": (Audience.STAFF, json.render),
}


class Files(NamedTuple):
    """What is to lie in the folder of a submission: texts by name, with who may read each. And what they show."""

    report: Report
    staff_report: Report
    texts: dict[str, tuple[str, int]]


def deliver(grading: Grading, folder: Path, lateness: LatenessView | None = None) -> Report:
    """Write the reports into the folder and return the student's.

    Raises:
        UsageError: if a file cannot be written.
    """
    rendered = render(grading, lateness)
    put(rendered.texts, folder)
    return rendered.report


def render(grading: Grading, lateness: LatenessView | None = None) -> Files:
    """Return the reports of a grading, and the scripts that go with them."""
    reports = {audience: build(grading, audience, lateness) for audience in Audience}
    scripts = {
        counterexample_file(result.check): result.counterexample
        for result in grading.results
        if result.counterexample
    }
    texts = {
        name: (form(reports[audience]), 0o600 if audience is Audience.STAFF else 0o644)
        for name, (audience, form) in _FILES.items()
    }
    texts["report.html"] = (html.render(reports[Audience.STUDENT], scripts), 0o644)
    texts |= {name: (text, 0o644) for name, text in scripts.items()}
    return Files(reports[Audience.STUDENT], reports[Audience.STAFF], texts)


def put(texts: Mapping[str, tuple[str, int]], folder: Path) -> None:
    """Write these files into the folder, each whole or not at all, and remove what an earlier grading left there.

    Raises:
        UsageError: if a file cannot be written.
    """
    made = set()
    for name, (text, mode) in texts.items():
        path = folder / name
        try:
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            write(path, text, mode)
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from error
    # A notebook is made on request, of the report that was there.
    for name in {*_FILES, "report.html", NOTEBOOK} - {*texts}:
        (folder / name).unlink(missing_ok=True)
    _remove_others(folder, texts)


def _remove_others(folder: Path, scripts: Collection[str]) -> None:
    """Remove the counterexamples of an earlier grading: what is mended is not shown to fail."""
    for path in (folder / COUNTEREXAMPLES).glob("*.py"):
        name = f"{COUNTEREXAMPLES}/{path.name}"
        if name not in scripts and path.read_text(encoding="utf-8", errors="replace").startswith(OPENING):
            path.unlink()
    with suppress(OSError):
        (folder / COUNTEREXAMPLES).rmdir()


def keep_compiled(environment: Environment, templates: str) -> None:
    """Keep the templates of the module in this file where Python keeps compiled modules, if that is ours to write."""
    folder = Path(templates).parent / "__pycache__"
    if os.access(folder, os.W_OK):
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


keep_compiled(html.ENVIRONMENT, html.__file__)
