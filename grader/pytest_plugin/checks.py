"""Checks as pytest's items: collected from checks.py, graded together, reported one by one.

The checks that pytest has selected are graded as `python -m grader grade` does it, in one sandbox, before the first
item is reported. So nothing of a submission runs in pytest's own process, and -k, -m and -x only choose what is shown.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Generator, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from grader import catalog, fixtures, pipeline, submission
from grader.errors import Refusal
from grader.records import Assignment, Check, Problem, Submission, Verdict
from grader.report import terminal
from grader.report.build import build
from grader.report.view import Audience, CheckView, Kind, Report
from grader.sandbox.choose import Sandbox

_MARKERS = ("public: checks that students have, too", "hidden: checks that students do not have")

_REPORTS = pytest.StashKey[list[Report]]()


class CheckFailed(Exception):
    """A check is not right."""


class AssignmentFile(pytest.File):
    """The checks of one assignment, for those of its files that were handed in."""

    assignment: Assignment
    handed_in: Submission
    lines: dict[str, int]

    def collect(self) -> Iterator[ProblemNode]:
        """Yield a node for each problem that has checks."""
        try:
            whole = catalog.load(_root(self.path), self.path.parent.name)
            self.handed_in = submission.read(_submission(self.config), whole)
        except Refusal as refusal:
            raise self.CollectError(str(refusal)) from None
        self.assignment = catalog.scoped(whole, self.handed_in.modules)
        statements = ast.parse(self.path.read_bytes()).body
        self.lines = {each.name: each.lineno for each in statements if isinstance(each, ast.FunctionDef)}
        for problem in self.assignment.problems:
            # With --strict-markers, they must be known.
            self.config.addinivalue_line("markers", f"{problem.id}: checks of problem {problem.id}")
            yield ProblemNode.from_parent(self, name=problem.id, problem=problem, file=self)


class ProblemNode(pytest.Collector):
    """The checks of one problem."""

    def __init__(self, *, problem: Problem, file: AssignmentFile, **rest: Any) -> None:
        super().__init__(**rest)
        self._problem, self._file = problem, file

    def collect(self) -> Iterator[CheckItem]:
        """Yield an item for each check."""
        for check in self._file.assignment.checks:
            if check.problem == self._problem.id:
                yield CheckItem.from_parent(self, name=check.id, check=check, file=self._file)


class CheckItem(pytest.Item):
    """One check. What is `seen` of it is known before it is run, or what `trouble` we had."""

    def __init__(self, *, check: Check, file: AssignmentFile, **rest: Any) -> None:
        super().__init__(**rest)
        self.check, self.file = check, file
        self.seen: CheckView | None = None
        self.trouble = ""
        self.add_marker(check.visibility.value)
        self.add_marker(check.problem)

    def setup(self) -> None:
        """End here if nothing can be said of the submission: that is an error, and no failure."""
        if self.trouble:
            pytest.fail(self.trouble, pytrace=False)

    def runtest(self) -> None:
        """Fail if the check is not right."""
        if self.seen is None or self.seen.verdict is not Verdict.RIGHT:
            raise CheckFailed

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what the report says of the check: no line of ours is at fault."""
        if self.seen is None or not isinstance(excinfo.value, CheckFailed):
            return super().repr_failure(excinfo, style)
        return Told(self.seen)

    def reportinfo(self) -> tuple[os.PathLike[str], int, str]:
        """Return where it stands, counted from 0, and its name in headings."""
        return self.path, self.file.lines[self.check.function] - 1, f"{self.check.problem} {self.check.id}"


class Told:
    """What the report says of a check, as pytest shows a failure, and the one sentence of it for a summary."""

    def __init__(self, seen: CheckView) -> None:
        self._text = terminal.render_check(seen).rstrip()
        self.reprcrash = _Sentence(
            f"{seen.word}: {seen.title if seen.kind is Kind.NOT_IMPLEMENTED else seen.message}"
        )

    def __str__(self) -> str:
        """Return all of it."""
        return self._text

    def toterminal(self, terminal_writer: Any) -> None:
        """Show all of it."""
        terminal_writer.line(self._text)


class _Sentence(NamedTuple):
    message: str

    def __str__(self) -> str:
        return self.message


def pytest_configure(config: pytest.Config) -> None:
    """Refuse what cannot be meant, and say which markers there are."""
    path = _submission(config)
    if not os.path.lexists(path):
        raise pytest.UsageError(f"--submission: there is no file or folder {path}")
    try:
        Sandbox(config.getoption("--submission-sandbox"))
    except Refusal as refusal:
        raise pytest.UsageError(f"--submission-sandbox: {refusal}") from None
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Return the checks of an assignment in place of whatever pytest would make of the file."""
    found = yield
    if file_path.name != "checks.py" or not (file_path.parent / "assignment.toml").is_file():
        return found
    is_meant = any(map(parent.session.isinitpath, (file_path, file_path.parent)))
    if not is_meant and not _is_for(parent.config, file_path):
        return []
    file: AssignmentFile = AssignmentFile.from_parent(parent, path=file_path)
    return [file]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Refuse to run without a single check: a green line would say nothing of the submission."""
    if not session.testsfailed and not any(isinstance(item, CheckItem) for item in items):
        raise pytest.UsageError(
            "--submission: no check is among the paths: name the assignment's folder, as in assignments/ID"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Grade what was selected, before pytest's own clocks run."""
    option = session.config.option
    if option.collectonly or (session.testsfailed and not option.continue_on_collection_errors):
        return
    items = [item for item in session.items if isinstance(item, CheckItem)]
    for file, group in groupby(items, key=lambda item: item.file):
        _see(file, list(group), option.submission_sandbox, option.submission_staff)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say how long the check took, in place of how long it took to look it up."""
    report = yield
    if isinstance(item, CheckItem) and item.seen is not None and call.when == "call":
        report.duration = item.seen.seconds
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what the submission ran in, and what there is to say of it as a whole."""
    for report in config.stash.get(_REPORTS, []):
        terminalreporter.section(f"{report.assignment} {report.submission}", sep="-")
        wall = "" if report.is_isolated else "NO ISOLATION: "
        terminalreporter.line(f"{wall}sandbox {report.sandbox}, {report.protection}")
        for note in report.notes:
            terminalreporter.line(f"Note: {note}")


def _see(file: AssignmentFile, items: list[CheckItem], sandbox_name: str, for_staff: bool) -> None:
    """Let the items know what came of their checks."""
    chosen = catalog.only(file.assignment, {item.check.id for item in items})
    try:
        with Sandbox(sandbox_name) as sandbox:
            grading = pipeline.grade(chosen, file.handed_in, fixtures.read(chosen), sandbox)
    except Refusal as refusal:
        for item in items:
            item.trouble = str(refusal)
        return
    report = build(grading, Audience.STAFF if for_staff else Audience.STUDENT)
    file.config.stash.setdefault(_REPORTS, []).append(report)
    views = {view.id: view for view in report.checks}
    for item in items:
        item.seen = views[item.check.id]
        if item.seen.verdict is Verdict.UNJUDGED:
            item.trouble = item.seen.message


def _submission(config: pytest.Config) -> Path:
    """Return the path as it was typed, from where it was typed."""
    path: Path = config.invocation_params.dir / config.getoption("--submission")
    return path


def _root(checks: Path) -> Path:
    """Return the course that holds this checks.py."""
    return checks.parents[2]


def _is_for(config: pytest.Config, checks: Path) -> bool:
    """Return whether the submission is for this assignment; if nobody can tell, it may be."""
    try:
        return catalog.infer(_root(checks), _submission(config)) == checks.parent.name
    except Refusal:
        return True
