"""Autolab: what the student reads, and on the last line the scores by problem.

Whatever a submission prints is part of the text above: the last line is the grader's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from grader.platforms.formats.attempt import Attempt, numbered, refusal
from grader.platforms.formats.plain import details, headline
from grader.report.view import Kind, Report, elsewhere_lines, points

SANDBOX = "auto"


def render(attempt: Attempt) -> str:
    """Return the text and the line with the scores of an attempt that has no trouble of ours."""
    scores: dict[str, Any] = dict.fromkeys(attempt.problems, 0.0)
    lines = [refusal(attempt)]
    if attempt.report is not None:
        scores |= {each.id: each.score for each in attempt.report.problems if each.id in scores}
        lines = [*_lines(attempt, attempt.report)]
    return "\n".join([*lines, "", msgspec.json.encode({"scores": scores}).decode()])


def _lines(attempt: Attempt, report: Report) -> Iterator[str]:
    yield f"{points(attempt.score)} / {points(attempt.max_score)}  {report.summary}"
    yield from elsewhere_lines(report)
    yield from (f"- {note}" for note in report.notes)
    for cause in report.causes:
        yield f"{len(cause.checks)} checks have one cause: {cause.message}"
    for number, check in numbered(report):
        if check.kind is not Kind.RIGHT:
            yield ""
            yield f"{number} {check.title}"
            yield from (f"    {line}" for line in [headline(check), *details(check).splitlines()])
    yield ""
    yield f"sandbox: {report.sandbox}, {report.protection}"
