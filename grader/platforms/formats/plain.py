"""One check as plain text, for formats without any mark-up: every line is inert already."""

from __future__ import annotations

from collections.abc import Iterator

from grader.places import place
from grader.report.inert import inert_lines
from grader.report.view import CheckView, Kind, diagnosis_word, is_brief, note

_SCRIPT_CAP = 20_000


def headline(check: CheckView) -> str:
    """Return what is said of a check in one line: "wrong (hidden): dW is off in 3 of 6 places"."""
    behind = f" ({note(check)})" if note(check) else ""
    message = "" if is_brief(check) or not check.message else f": {check.message}"
    return f"{check.comparison or check.word}{behind}{message}"


def details(check: CheckView, script: str = "") -> str:
    """Return the lines below the headline, or nothing; `script` is the counterexample that shows the failure."""
    return "\n".join(_details(check, script))


def _details(check: CheckView, script: str) -> Iterator[str]:
    if check.kind is Kind.RIGHT or is_brief(check):
        return
    if check.traceback:
        last = check.traceback[-1]
        yield f"{place(last)}{f' in {last.function}' if last.function else ''}"
        yield f"    {last.text}"
    if check.output.strip():
        yield "What it printed (cut):" if check.output_is_cut else "What it printed:"
        yield from (f"    {line}" for line in check.output.rstrip("\n").split("\n"))
    if check.hint:
        yield f"What to try: {check.hint}"
    yield from (f"{diagnosis_word(each)}: {each.text}" for each in check.diagnosis)
    if script:
        yield f"See it fail: keep this as {check.counterexample.rpartition('/')[2]} beside your file, and run it."
        yield ""
        yield from inert_lines(script, _SCRIPT_CAP).split("\n")
