"""JUnit's XML, which Jenkins, GitLab and most others read.

It is written from the student's report: values of hidden checks are not in it to begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from grader.platforms.formats.attempt import NOT_FINAL, Attempt, numbered, refusal
from grader.platforms.formats.plain import details, headline
from grader.records import Outcome, Verdict
from grader.report.view import CheckView, points

SANDBOX = "auto"
# What XML 1.0 has no place for, not even as an entity. Reports are inert, and have none; scripts may.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(attempt: Attempt) -> str:
    """Return the results as XML: a suite with a case for each check."""
    cases = [*_cases(attempt)]
    failures = sum("<failure" in case for case in cases)
    errors = sum("<error" in case for case in cases)
    seconds = attempt.report.seconds if attempt.report else 0.0
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" time="{seconds:.3f}"'
    most = {"max_score": points(attempt.max_score)}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {counts}>",
        f'<testsuite name={_quoted(attempt.assignment)} {counts} skipped="0">',
        # Where checks could not be judged there is no score: a sum without them would look like one.
        *_properties(({} if attempt.trouble else {"score": points(attempt.score)}) | most),
        *cases,
        "</testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _cases(attempt: Attempt) -> Iterator[str]:
    if attempt.report is None:
        sentence = NOT_FINAL if attempt.trouble else refusal(attempt)
        tag, kind = ("error", "trouble") if attempt.trouble else ("failure", "refused")
        ending = f"<{tag} message={_quoted(sentence)} type={_quoted(kind)}/>"
        yield _case("What was handed in can be graded", attempt.assignment, 0.0, [ending])
        return
    for number, check in numbered(attempt.report):
        properties = {"score": points(check.score), "max_score": points(check.max_score)}
        properties["visibility"] = check.visibility.value
        body = [*_properties(properties), *_ending(check, attempt.scripts.get(check.counterexample, ""))]
        yield _case(f"{number} {check.title}", f"{attempt.assignment}.{check.problem}", check.seconds, body)
    for each in attempt.absent:
        failure = f'<failure message={_quoted(each.reason)} type="absent"/>'
        body = [*_properties({"score": "0", "max_score": points(each.points)}), failure]
        yield _case(f"{each.problem} {each.title}", f"{attempt.assignment}.{each.problem}", 0.0, body)


def _case(name: str, group: str, seconds: float, body: list[str]) -> str:
    start = f'<testcase name={_quoted(name)} classname={_quoted(group)} time="{seconds:.3f}">'
    return "\n".join([start, *body, "</testcase>"])


def _ending(check: CheckView, script: str) -> Iterator[str]:
    """Yield nothing if a check is right; a failure if its answer is wrong, else an error."""
    if check.verdict is Verdict.RIGHT:
        return
    answered = check.verdict is Verdict.WRONG or check.outcome is Outcome.RETURNED
    tag = "failure" if answered and check.verdict is not Verdict.UNJUDGED else "error"
    kind = check.exception or check.kind.value
    text = _text(details(check, script))
    yield f"<{tag} message={_quoted(headline(check))} type={_quoted(kind)}>{text}</{tag}>"


def _properties(properties: dict[str, str]) -> Iterator[str]:
    yield "<properties>"
    for name, value in properties.items():
        yield f"<property name={_quoted(name)} value={_quoted(value)}/>"
    yield "</properties>"


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("?", text))


def _quoted(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("?", text))
