"""Render a report for a terminal: readable at 80 columns, without colour, and through a pipe."""

from __future__ import annotations

import io
from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.places import place
from grader.records import Frame
from grader.report.view import (
    CheckView,
    Kind,
    ProblemView,
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

_SYMBOLS = {
    Kind.RIGHT: ("✓", "+", "green"),
    Kind.WRONG: ("✗", "x", "red"),
    Kind.FAILED: ("!", "!", "red"),
    Kind.NOT_IMPLEMENTED: ("○", "o", "yellow"),
    Kind.UNJUDGED: ("?", "?", "magenta"),
}
_ASCII = str.maketrans({"·": "-", "…": "...", "–": "-", "−": "-", "×": "x", "’": "'", "█": "#", "░": "."})
_BAR_CELLS = 12
_OUTPUT_LINES = 8
# So many checks are shown where a student comes back in a minute.
_FIRST = 3


def render(report: Report, width: int = 80, ascii_only: bool = False, colour: bool = False) -> str:
    """Return the report as text of at most `width` columns; `ascii_only` is for terminals that know no UTF-8."""
    page = _Page(width, ascii_only, colour)
    _head(page, report)
    _problems(page, report)
    if report.elsewhere:
        page.line(f"{elsewhere_line(report)}:", 2, above=1)
        for line in elsewhere_lines(report):
            page.item("-", line, style="dim")
    for cause in report.causes:
        page.line(f"{len(cause.checks)} checks have one cause: {cause.message}", style="bold", above=1)
        _where(page, cause.traceback, 4)
        _printed(page, cause.output, cause.output_is_cut, 4)
    groups = to_look_at(report)
    if groups:
        page.line("To look at", style="bold", above=1)
    for problem, checks in groups:
        page.line(f"{problem.id} {problem.title}", style="bold", above=1)
        for before, check in zip((None, *checks), checks, strict=False):
            # A check and its hidden twin have the same hint.
            _check(page, check, with_hint=before is None or is_brief(before) or before.hint != check.hint)
    if comparisons(report):
        page.line("Training, step by step", style="bold", above=1)
        for check in comparisons(report):
            _check(page, check)
    if report.notes:
        page.line("Notes", style="bold", above=1)
        for note in report.notes:
            page.item("-", note)
    return page.text()


def render_check(check: CheckView, width: int = 80, ascii_only: bool = False, colour: bool = False) -> str:
    """Return all that there is to say of one check, for where nothing stands beside it."""
    page = _Page(width, ascii_only, colour)
    _check(page, msgspec.structs.replace(check, has_shared_cause=False, same_as="", counterexample=""))
    return page.text()


def render_trial(
    report: Report, beside: str, width: int = 80, ascii_only: bool = False, colour: bool = False
) -> str:
    """Return a short report without points: how far each problem is, and the first checks that are not right.

    `beside` stands in the first line.
    """
    page = _Page(width, ascii_only, colour)
    _made_by(page, report, beside)
    page.line(report.summary, 2, "bold", above=1)
    _problems(page, report, with_points=False)
    for cause in report.causes:
        page.line(f"{len(cause.checks)} checks have one cause: {cause.message}", style="bold", above=1)
        _where(page, cause.traceback, 4)
        _printed(page, cause.output, cause.output_is_cut, 4)
    own = [check for check in report.checks if check.kind is not Kind.RIGHT and not check.has_shared_cause]
    # What was never begun is no news.
    own.sort(key=lambda check: check.kind is Kind.NOT_IMPLEMENTED)
    if own:
        page.line("To look at first", style="bold", above=1)
    for check in own[:_FIRST]:
        _check(page, msgspec.structs.replace(check, counterexample=""))
    if own[_FIRST:]:
        page.line(f"{len(own) - _FIRST} more are not right.", 2, above=1)
    for each in report.notes:
        page.line(f"Note: {each}", 2, above=1)
    return page.text()


class _Page:
    """Lines of plain text with styles. Nothing in a text is ever read as mark-up."""

    def __init__(self, width: int, ascii_only: bool, colour: bool) -> None:
        self.ascii_only = ascii_only
        self._file = io.StringIO()
        self._lines: list[Text] = []
        self._console = Console(
            file=self._file,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            no_color=not colour,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def plain(self, text: str) -> str:
        """Return the text in the letters that the terminal has."""
        if not self.ascii_only:
            return text
        return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")

    def styled(self, text: str, style: str = "") -> Text:
        """Return a text that is wrapped, never cut."""
        return Text(self.plain(text), style=style, overflow="fold")

    def line(self, text: str, indent: int = 0, style: str = "", above: int = 0) -> None:
        """Add one paragraph, with `above` empty lines before it."""
        self._lines.extend([Text()] * above)
        self._hang(Text(" " * indent), self.styled(text, style))

    def marked(self, check: CheckView, text: str, note: str = "") -> None:
        """Add one paragraph that hangs from the symbol of a verdict."""
        symbol, ascii_symbol, style = _SYMBOLS[check.kind]
        self.item(ascii_symbol if self.ascii_only else symbol, text, note, style)

    def item(self, mark: str, text: str, note: str = "", style: str = "") -> None:
        """Add one paragraph that hangs from a mark."""
        content = self.styled(text)
        content.append(self.plain(note), style="dim")
        self._hang(Text.assemble("  ", (mark, style), " "), content)

    def table(self, table: Table, indent: int) -> None:
        """Add a table, with an empty line before it."""
        self._flush()
        self._console.print(Padding(table, (1, 0, 0, indent)))

    def text(self) -> str:
        """Return the page, without spaces at the ends of lines."""
        self._flush()
        return "\n".join(line.rstrip() for line in self._file.getvalue().splitlines()) + "\n"

    def _hang(self, mark: Text, content: Text) -> None:
        for line in content.wrap(self._console, max(self._console.width - len(mark), 1), overflow="fold"):
            self._lines.append(mark + line)
            mark = Text(" " * len(mark))

    def _flush(self) -> None:
        # One print for many lines: rich takes its time for each.
        if self._lines:
            self._console.print(Text("\n").join(self._lines), soft_wrap=True)
        self._lines = []


def _made_by(page: _Page, report: Report, beside: str = "") -> None:
    named = " · ".join(part for part in (report.assignment, report.submission, beside) if part)
    if report.is_isolated:
        page.line(f"{named} · sandbox: {report.sandbox}", style="bold")
    else:
        page.line(f"NO ISOLATION (sandbox: {report.sandbox}) · {named}", style="bold red")


def _head(page: _Page, report: Report) -> None:
    _made_by(page, report)
    page.line(f"{report.title} · {report.protection}", style="dim")
    page.line(f"{points(report.score)} / {points(report.max_score)}   {report.summary}", 2, "bold", above=1)
    if report.lateness:
        page.line(late_line(report), 2)


def _problems(page: _Page, report: Report, with_points: bool = True) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for _ in range(3):
        table.add_column(justify="left", overflow="fold")
    for _ in range(1 + with_points):
        table.add_column(justify="right", overflow="fold")
    for problem in report.problems:
        if not problem.checks and not with_points:
            continue
        score = (
            f"{points(problem.score)} / {points(problem.max_score)}" if problem.max_score else "not scored"
        )
        checks = f"{problem.checks_right} of {problem.checks} right"
        cells = (problem.id, problem.title, _bar(problem, with_points), checks, score)
        table.add_row(*(page.styled(cell) for cell in cells[: 4 + with_points]))
    page.table(table, 2)


def _bar(problem: ProblemView, with_points: bool) -> str:
    share = problem.checks_right / problem.checks if problem.checks else 0.0
    if problem.max_score and with_points:
        share = problem.score / problem.max_score
    # Full only if nothing is missing.
    cells = int(share * _BAR_CELLS)
    return "█" * cells + "░" * (_BAR_CELLS - cells)


def _check(page: _Page, check: CheckView, with_hint: bool = True) -> None:
    behind = f"  ({note(check)})" if note(check) else ""
    if check.comparison:
        page.marked(check, f"{check.title.rstrip('.')}: {check.comparison}", behind)
    else:
        page.marked(check, f"{check.word}: {check.title}", behind)
    if check.kind is Kind.RIGHT or is_brief(check):
        return
    page.line(check.message, 6)
    _where(page, check.traceback, 6)
    if check.hint and with_hint:
        page.line(f"What to try: {check.hint}", 6)
    for diagnosis in check.diagnosis:
        page.line(f"{diagnosis_word(diagnosis)}: {diagnosis.text}", 6)
    if check.counterexample:
        page.line(f"See it fail: {check.counterexample}", 6)
    _printed(page, check.output, check.output_is_cut, 6)


def _where(page: _Page, frames: Sequence[Frame], indent: int) -> None:
    if frames:
        last = frames[-1]
        page.line(f"{place(last)}  {last.text}", indent, "cyan")


def _printed(page: _Page, output: str, is_cut: bool, indent: int) -> None:
    lines = output.rstrip("\n").split("\n") if output.strip() else []
    if not lines:
        return
    is_cut = is_cut or len(lines) > _OUTPUT_LINES
    page.line("It printed (cut):" if is_cut else "It printed:", indent)
    for line in lines[:_OUTPUT_LINES]:
        page.line(f"| {line}", indent + 2, "dim")
