"""Gradescope: what is in the autograder zip, and results.json.

A grading error of ours gets no results at all: Gradescope then says that the autograder failed, tells the staff, and
counts no attempt.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import msgspec
from markupsafe import Markup

from grader.platforms.formats.attempt import Attempt, numbered, refusal
from grader.platforms.formats.fragment import cause_fragment, check_fragment
from grader.platforms.metadata import Metadata, Previous
from grader.platforms.terms import Terms
from grader.records import Verdict, Visibility
from grader.report.raster import LEGEND
from grader.report.view import CheckView, Report, elsewhere_line, elsewhere_lines, late_line, note, points

SANDBOX = "user"
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def render(attempt: Attempt, terms: Terms, metadata: Metadata) -> str:
    """Return results.json of an attempt that has no trouble of ours."""
    late = attempt.report and late_line(attempt.report)
    said = [f"{late}."] if late else [*_late(metadata)]
    score = attempt.final_score
    counted = metadata.counted
    if terms.best_of and counted and (best := max(each.points for each in counted)) > score:
        said.append(
            f"The best counts: an earlier submission got {points(best)}, this one got {points(score)}."
        )
        score = best
    if terms.attempts:
        said.append(f"This is attempt {len(counted) + 1} of {terms.attempts}.")
    results: dict[str, Any] = {
        "score": score,
        "output": _overview(attempt, said),
        "output_format": "html",
        "test_output_format": "html",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": _tests(attempt, terms),
        "extra_data": _kept(attempt),
    }
    if attempt.report is not None:
        results["execution_time"] = round(attempt.report.seconds, 3)
        if terms.leaderboard and (entries := _leaderboard(attempt.report)):
            results["leaderboard"] = entries
    return _json(results)


def is_spent(terms: Terms, metadata: Metadata) -> bool:
    """Return whether all attempts were used before this one."""
    return bool(terms.attempts) and len(metadata.counted) >= terms.attempts


def repeat(terms: Terms, metadata: Metadata) -> str:
    """Return results.json of an attempt too many, which is not graded: the earlier results stand."""
    counted = metadata.counted
    last = counted[-1]
    score = max(each.points for each in counted) if terms.best_of else last.points
    which = "the best of them" if terms.best_of else "the last of them"
    sentence = (
        f"All {terms.attempts} attempts were used before this one, which was not graded: {which} counts, "
        f"with {points(score)}."
    )
    results: dict[str, Any] = {
        "score": score,
        "output": _html([Markup("<p>{}</p>").format(sentence), *_late_fragment(metadata)]),
        "output_format": "html",
        "stdout_visibility": "hidden",
    }
    return _json(results | _earlier(last))


def _earlier(previous: Previous) -> dict[str, Any]:
    """Return what may be shown again of an earlier results.json: what its checks said."""
    found = previous.results or {}
    kept = {name: found[name] for name in ("test_output_format", "test_name_format") if name in found}
    tests = found.get("tests")
    return kept | {"tests": tests if isinstance(tests, list) else []}


def _tests(attempt: Attempt, terms: Terms) -> list[dict[str, Any]]:
    if attempt.report is None:
        return [
            {
                "name": "What was handed in can be graded",
                "score": 0.0,
                "max_score": attempt.max_score,
                "status": "failed",
                "output": _html([Markup("<p>{}</p>").format(refusal(attempt))]),
            }
        ]
    tests = [_test(number, check, attempt, terms) for number, check in numbered(attempt.report)]
    return tests + [
        {
            "number": each.problem,
            "name": each.title,
            "score": 0.0,
            "max_score": each.points,
            "status": "failed",
            "output": _html([Markup("<p>{}.</p>").format(each.reason)]),
        }
        for each in attempt.absent
    ]


def _test(number: str, check: CheckView, attempt: Attempt, terms: Terms) -> dict[str, Any]:
    is_hidden = check.visibility is Visibility.HIDDEN
    test: dict[str, Any] = {
        "number": number,
        "name": f"{check.title} ({note(check)})" if note(check) else check.title,
        "score": check.score,
        "max_score": check.max_score,
        "status": "passed" if check.verdict is Verdict.RIGHT else "failed",
        "output": str(check_fragment(check, attempt.scripts.get(check.counterexample, ""))),
        "tags": [check.problem, check.visibility.value, check.kind.value],
        "extra_data": {"id": check.id, "verdict": check.verdict.value, "outcome": check.outcome.value},
    }
    if is_hidden and terms.hidden_checks != "visible":
        test["visibility"] = terms.hidden_checks
    return test


def _overview(attempt: Attempt, said: list[str]) -> str:
    return _html([*(Markup("<p>{}</p>").format(sentence) for sentence in said), *_summary(attempt)])


def _summary(attempt: Attempt) -> Iterator[Markup]:
    report = attempt.report
    if report is None:
        yield Markup("<p><strong>{}</strong></p>").format(refusal(attempt))
        return
    yield Markup("<p><strong>{} / {}</strong> {}</p>").format(
        points(report.score), points(attempt.max_score), report.summary
    )
    if report.elsewhere:
        yield Markup("<p>{}:</p>").format(elsewhere_line(report))
        yield _list(elsewhere_lines(report))
    for cause in report.causes:
        yield cause_fragment(cause)
    if report.notes:
        yield _list(list(report.notes))
    if any(curve.expected for check in report.checks for curve in check.curves):
        yield Markup("<p>{}</p>").format(LEGEND)
    versions = ", ".join(f"{name} {version}" for name, version in report.versions.items())
    yield Markup("<p>{}</p>").format(f"sandbox: {report.sandbox}, {report.protection}; {versions}")


def _list(lines: list[str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<ul>{}</ul>").format(items)


def _late(metadata: Metadata) -> Iterator[str]:
    late = metadata.late_seconds
    if not late:
        return
    sentence = f"This was handed in {_duration(late)} after it was due"
    latest, at = metadata.assignment.late_due_date, metadata.created_at
    if latest is not None and at is not None and at > latest:
        sentence += ", and after the last date for late work, too"
    yield f"{sentence}; these points are before anything is taken off for that."


def _late_fragment(metadata: Metadata) -> list[Markup]:
    return [Markup("<p>{}</p>").format(sentence) for sentence in _late(metadata)]


def _duration(seconds: float) -> str:
    """Return a time in words: 2 days 3 hours, or 5 minutes."""
    left, parts = max(int(seconds), _MINUTE), []
    for size, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " ".join(parts[:2])


def _leaderboard(report: Report) -> list[dict[str, Any]]:
    """Return the last training loss of each training run that is right: others could claim any number."""
    return [
        {"name": f"{check.title} {curve.quantity}", "value": curve.actual[-1], "order": "asc"}
        for check in report.checks
        if check.verdict is Verdict.RIGHT
        for curve in check.curves
        if curve.actual and math.isfinite(curve.actual[-1]) and "loss" in curve.quantity
    ]


def _kept(attempt: Attempt) -> dict[str, Any]:
    """Return what the staff may want to know of it later."""
    kept: dict[str, Any] = {"assignment": attempt.assignment, "points": attempt.score}
    if attempt.report is not None:
        report = attempt.report
        kept |= {
            "sandbox": report.sandbox,
            "versions": report.versions,
            "fixtures_sha256": report.fixtures_sha256,
            "files": {file.name: file.sha256 for file in report.files},
        }
    return kept


def _html(parts: list[Markup]) -> str:
    return str(Markup("\n").join(parts))


def _json(results: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(results), indent=1).decode() + "\n"
