"""PrairieLearn: the question's own files, and results.json of its external grader.

What cannot be graded, by the student's fault or by ours, is not gradable: that costs no attempt.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Any

import msgspec

from grader.platforms.formats.attempt import NOT_FINAL, Attempt, numbered, refusal
from grader.platforms.formats.fragment import data_url, plotted
from grader.platforms.formats.plain import details, headline
from grader.records import Assignment
from grader.report.plot import describe
from grader.report.raster import LEGEND
from grader.report.view import CheckView, Kind, elsewhere_lines

SANDBOX = "user"
# PrairieLearn turns down more than a megabyte, and waits no longer than ten minutes.
_MOST_BYTES = 1_000_000
_MOST_SECONDS = 600
_BOOT_SECONDS = 60
_TAG = re.compile("<(?=[A-Za-z/!?])")


def info(assignment: Assignment, image: str) -> str:
    """Return info.json of the question."""
    limits = assignment.limits
    seconds = (
        limits.submission_wall_seconds + len(assignment.files) * limits.import_wall_seconds + _BOOT_SECONDS
    )
    said = {
        "uuid": _uuid(assignment.id),
        "title": assignment.title,
        "topic": "Backpropagation",
        "type": "v3",
        "singleVariant": True,
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": image,
            "entrypoint": "/grade/tests/run.sh",
            "timeout": min(_MOST_SECONDS, math.ceil(seconds)),
            "enableNetworking": False,
        },
    }
    return json.dumps(said, indent=2) + "\n"


def render(attempt: Attempt) -> str:
    """Return results.json of an attempt; without plots, and then without details, where it would be too large."""
    report = attempt.report
    if attempt.trouble or report is None:
        sentence = NOT_FINAL if attempt.trouble else _tagless(refusal(attempt))
        return _json({"gradable": False, "message": sentence, "format_errors": [sentence]})
    tests = [_test(number, check, attempt) for number, check in numbered(report)]
    tests += [
        {
            "name": f"{each.problem} {each.title}",
            "points": 0.0,
            "max_points": each.points,
            "message": each.reason,
        }
        for each in attempt.absent
    ]
    lines = [report.summary, *elsewhere_lines(report), *report.notes]
    lines += [f"{len(cause.checks)} checks have one cause: {cause.message}" for cause in report.causes]
    if any("images" in test for test in tests):
        lines.append(LEGEND)
    lines.append(f"sandbox: {report.sandbox}, {report.protection}")
    results: dict[str, Any] = {
        "gradable": True,
        "score": attempt.score / attempt.max_score if attempt.max_score else 1.0,
        "message": report.summary,
        "output": _tagless("\n".join(lines)),
        "tests": tests,
    }
    for key in ("images", "output"):
        if len(text := _json(results)) <= _MOST_BYTES:
            return text
        for test in tests:
            test.pop(key, None)
    return _json(results)


def _test(number: str, check: CheckView, attempt: Attempt) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": f"{number} {check.title}",
        "points": check.score,
        "max_points": check.max_score,
        "message": _tagless(headline(check)),
    }
    if text := details(check, attempt.scripts.get(check.counterexample, "")):
        test["output"] = _tagless(text)
    # Where all is right the words say it, and a page of forty plots is no help.
    shown = [curve for curve in plotted(check) if check.kind is not Kind.RIGHT and curve.expected]
    if images := [{"label": describe(curve), "url": data_url(curve)} for curve in shown]:
        test["images"] = images
    return test


def _uuid(id: str) -> str:
    """Return the UUID of a question, of the kind that a name gives: the same for the same homework."""
    digits = hashlib.sha256(f"PrairieLearn question {id}".encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"


def _tagless(text: str) -> str:
    """Return a text that is no HTML, should a page take it for some."""
    return _TAG.sub("< ", text)


def _json(results: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(results), indent=1).decode() + "\n"
