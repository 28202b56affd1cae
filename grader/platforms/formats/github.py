"""GitHub Classroom: the result that its reporter reads, base64 of JSON, as the grader actions write it."""

from __future__ import annotations

import base64
from typing import Any

import msgspec

from grader.platforms.formats.attempt import NOT_FINAL, Attempt, numbered, refusal
from grader.platforms.formats.plain import details, headline
from grader.records import Verdict
from grader.report.view import CheckView

SANDBOX = "auto"
_VERSION = 3
_OUTPUT_CAP = 500
_REFUSAL_CAP = 2_000
# It travels as one variable of the environment, of which Linux takes 128 KiB; base64 adds a third.
_MOST_BYTES = 90_000


def render(attempt: Attempt) -> str:
    """Return the result of an attempt, with as much of the texts as there is room for."""
    report = attempt.report
    if report is None or attempt.trouble:
        # A refusal is a result, and costs the points; our own trouble is none.
        return _encoded(
            {
                "version": _VERSION,
                "status": "error" if attempt.trouble else "fail",
                "message": NOT_FINAL if attempt.trouble else _quiet(refusal(attempt), _REFUSAL_CAP),
                "max_score": attempt.max_score,
                "tests": [],
            }
        )
    for cap in (_OUTPUT_CAP, 200, 60, 0):
        tests = [_test(number, check, cap) for number, check in numbered(report)]
        tests += [_absent(each.problem, f"{each.title}: {each.reason}") for each in attempt.absent]
        result = {
            "version": _VERSION,
            "status": "pass" if attempt.score == attempt.max_score else "fail",
            "message": report.summary,
            "max_score": attempt.max_score,
            "tests": tests,
        }
        if len(msgspec.json.encode(result)) <= _MOST_BYTES:
            break
    return _encoded(result)


def _test(number: str, check: CheckView, cap: int) -> dict[str, Any]:
    is_right = check.verdict is Verdict.RIGHT
    last = check.traceback[-1] if check.traceback else None
    test: dict[str, Any] = {
        "name": f"{number} {check.title}",
        "status": "pass" if is_right else "fail",
        "test_code": "",
        "task_id": number,
        "filename": _quiet(last.file, _OUTPUT_CAP) if last else "",
        "line_no": last.line if last else 0,
        "duration": round(check.seconds, 3),
        "score": check.score,
    }
    if not is_right and cap:
        test["message"] = _quiet(headline(check), cap)
        test["output"] = _quiet(details(check), cap)
    return test


def _absent(number: str, message: str) -> dict[str, Any]:
    return {
        "name": f"{number} {message}",
        "status": "fail",
        "message": message,
        "test_code": "",
        "task_id": number,
        "filename": "",
        "line_no": 0,
        "duration": 0.0,
        "score": 0.0,
    }


def _quiet(text: str, cap: int) -> str:
    """Return a text that commands nothing where it is printed: a runner obeys `::notice::` and `##[...]` in its log."""
    text = text.replace("::", ": :").replace("##[", "## [")
    return text if len(text) <= cap else f"{text[: cap - 1]}…"


def _encoded(result: dict[str, Any]) -> str:
    return base64.b64encode(msgspec.json.encode(result)).decode()
