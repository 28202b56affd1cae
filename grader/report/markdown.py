"""Render a report as Markdown, for issues, merge requests and mails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from grader.places import place
from grader.records import Frame
from grader.report.view import (
    Cause,
    CheckView,
    Kind,
    Report,
    comparisons,
    diagnosis_word,
    elsewhere_line,
    elsewhere_lines,
    is_brief,
    late_line,
    note,
    points,
    to_look_at,
)

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~$&])")
_BEGINNING = re.compile(r"[-+=#]|\d+[.)](\s|$)")
_OUTPUT_LINES = 20
# An entity that shows nothing: it parts what would be a mention, a reference or an address.
_NOTHING = "&#8203;"


class Section(NamedTuple):
    """A part of a report: Markdown, and the checks that it shows."""

    text: str
    checks: tuple[CheckView, ...] = ()


def render(report: Report) -> str:
    """Return the report in GitHub's flavour of Markdown; nothing in it is HTML, a link, an image or a mention."""
    return "\n".join(section.text for section in sections(report))


def sections(report: Report) -> Iterator[Section]:
    """Yield the parts of the same text, each of which could stand by itself; each training check is one."""
    yield _section(_head(report))
    for problem, checks in to_look_at(report):
        heading = f"## To look at: {escaped(problem.id)} {escaped(problem.title)}"
        yield _section([heading, *chain.from_iterable(map(_check, checks))], checks)
    for number, check in enumerate(comparisons(report)):
        above = [] if number else ["## Training, step by step"]
        yield _section([*above, *_check(check)], [check])
    if report.notes:
        yield _section(["## Notes", "", *(f"- {escaped(note)}" for note in report.notes)])
    yield _section(_made_by(report))


def _section(lines: Iterable[str], checks: Iterable[CheckView] = ()) -> Section:
    return Section("\n".join(lines).strip("\n") + "\n", tuple(checks))


def _head(report: Report) -> Iterator[str]:
    isolation = (
        f"sandbox: {report.sandbox}" if report.is_isolated else f"NO ISOLATION (sandbox: {report.sandbox})"
    )
    yield f"# {escaped(report.assignment)}, {escaped(report.submission)}: {_score(report)} – {escaped(isolation)}"
    yield ""
    yield f"{escaped(report.title)}. {escaped(report.summary)}"
    yield ""
    if report.lateness:
        yield f"{escaped(late_line(report))}"
        yield ""
    yield "| problem | title | checks right | score |"
    yield "|---|---|--:|--:|"
    for problem in report.problems:
        score = (
            f"{points(problem.score)} / {points(problem.max_score)}" if problem.max_score else "not scored"
        )
        right = f"{problem.checks_right} of {problem.checks}"
        yield f"| {escaped(problem.id)} | {escaped(problem.title)} | {right} | {score} |"
    if report.elsewhere:
        yield ""
        yield f"{elsewhere_line(report)}:"
        yield ""
        yield from (f"- {escaped(line)}" for line in elsewhere_lines(report))
    for cause in report.causes:
        yield from _cause(cause)


def _made_by(report: Report) -> Iterator[str]:
    yield "## How this report was made"
    yield ""
    yield f"- sandbox: {escaped(report.sandbox)}, {escaped(report.protection)}"
    yield f"- versions: {escaped(', '.join(f'{name} {version}' for name, version in report.versions.items()))}"
    yield f"- fixtures: {_code(report.fixtures_sha256)}"
    if report.key_sha256:
        yield f"- hidden inputs: drawn for this submission, by the key whose SHA-256 is {_code(report.key_sha256)}"
    yield from (f"- file: {_code(file.name)} {_code(file.sha256)}" for file in report.files)


def _cause(cause: Cause) -> Iterator[str]:
    yield ""
    yield f"**{len(cause.checks)} checks have one cause:** {escaped(cause.message)}"
    yield from _details(cause.traceback, cause.output, cause.output_is_cut)


def _check(check: CheckView) -> Iterator[str]:
    hidden = f" ({note(check)})" if note(check) else ""
    yield ""
    if is_brief(check):
        yield f"- **{check.word}**{hidden}: {escaped(check.title)}"
        return
    word = escaped(check.comparison) if check.comparison else check.word
    yield f"### {escaped(check.title)}"
    yield ""
    yield f"**{word}**{hidden}" + (f": {escaped(check.message)}" if check.message else "")
    if check.kind is Kind.RIGHT:
        return
    yield from _details(check.traceback, check.output, check.output_is_cut)
    if check.hint:
        yield ""
        yield f"What to try: {escaped(check.hint)}"
    for diagnosis in check.diagnosis:
        yield ""
        yield f"{diagnosis_word(diagnosis)}: {escaped(diagnosis.text)}"
    if check.counterexample:
        yield ""
        yield f"See it fail: run {_code(check.counterexample)} beside your file."


def _details(frames: Sequence[Frame], output: str, output_is_cut: bool) -> Iterator[str]:
    if frames:
        last = frames[-1]
        yield ""
        yield from _block([f"{place(last)}{f' in {last.function}' if last.function else ''}", last.text])
    if output.strip():
        lines = output.rstrip("\n").split("\n")
        is_cut = output_is_cut or len(lines) > _OUTPUT_LINES
        yield ""
        yield "What it printed (cut):" if is_cut else "What it printed:"
        yield ""
        yield from _block(lines[:_OUTPUT_LINES])


def escaped(text: str) -> str:
    """Return a text in which nothing has a meaning to Markdown."""
    result = _ACTIVE.sub(r"\\\1", text)
    result = re.sub(r"([@#])", rf"\1{_NOTHING}", result)
    # Bare addresses become links without any mark-up; and a line may begin with a mark of its own.
    result = re.sub(r"(?i)\b(www|https?|ftp|mailto|xmpp)\b", rf"\1{_NOTHING}", result)
    return f"{_NOTHING}{result}" if _BEGINNING.match(result) else result


def _code(text: str) -> str:
    """Return a code span, with a fence longer than any inside."""
    fence = "`" * (_longest_run(text) + 1)
    return f"{fence} {text} {fence}" if text else ""


def _block(lines: list[str]) -> Iterator[str]:
    fence = "`" * max(3, _longest_run("\n".join(lines)) + 1)
    yield f"{fence}text"
    yield from lines
    yield fence


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _score(report: Report) -> str:
    return f"{points(report.score)} / {points(report.max_score)}"
