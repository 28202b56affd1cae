"""`audit`: prove that the checks notice what is wrong, and leave alone what is right."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader import catalog, output
from grader.authoring import margins
from grader.authoring.audit import FileAudit, audit
from grader.commands import Screen
from grader.errors import GraderError

# So many of the mutants that behave in another way must lose points.
ENOUGH = 0.98
_COLUMNS = ("mistakes", "seen", "mutants", "seen", "missed", "equivalent", "share", "right", "kept")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `audit`."""
    parser.add_argument("--hw", metavar="ID", help="the assignment; all of them without this option")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write what each check sees to files there")


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield a table for each assignment, and a line for each thing that the checks do not see; then raise, if any."""
    root = catalog.course_root()
    if arguments.out:
        output.prepare(arguments.out)
    failing: list[str] = []
    for id in [arguments.hw] if arguments.hw else catalog.assignment_ids(root):
        found = list(audit(catalog.load(root, id)))
        rooms = [room for each in found for room in margins.rooms(each)]
        yield from _table(id, found)
        yield from margins.by_tolerance(rooms)
        yield from (f"no mistake fails the check {check}" for check in margins.blind(rooms))
        for each in found:
            yield from _flaws(f"reference/{id}/{each.file}", each)
        if arguments.out:
            output.write(arguments.out / f"{id}.csv", margins.matrix(found), 0o644)
            output.write(arguments.out / f"{id}-checks.csv", margins.table(rooms), 0o644)
        failing += [f"{id} {flaw}" for flaw in _failing(found)]
    if failing:
        raise GraderError(f"the checks do not see enough: {'; '.join(failing)}")


def _table(id: str, found: Sequence[FileAudit]) -> Iterator[str]:
    """Yield a row for each file that was tried, and one for all of them."""
    width = max(len(id), *(len(each.file) for each in found)) if found else len(id)
    yield "  ".join([id.ljust(width), *_COLUMNS])
    tried = [each for each in found if not each.lacks]
    rows = [(each.file, [each]) for each in tried] + ([("all", tried)] if len(tried) > 1 else [])
    for name, files in rows:
        cells = zip(_cells(files), _COLUMNS, strict=True)
        yield "  ".join([name.ljust(width), *(cell.rjust(len(column)) for cell, column in cells)])
    for each in found:
        if each.lacks:
            yield f"{each.file.ljust(width)}  not tried: it needs {each.lacks}, which is not installed"


def _cells(files: Sequence[FileAudit]) -> list[str]:
    mistakes, unseen = sum(each.mistakes for each in files), sum(len(each.unseen) for each in files)
    seen, missed = sum(each.seen for each in files), sum(len(each.missed) for each in files)
    equivalent, harmed = sum(each.equivalent for each in files), sum(len(each.harmed) for each in files)
    right = sum(each.tried_right for each in files)
    counts = [mistakes, mistakes - unseen, seen + missed + equivalent, seen, missed, equivalent]
    return [*map(str, counts), _percent(files), str(right), str(right - harmed)]


def _percent(files: Sequence[FileAudit]) -> str:
    return f"{100 * _share(files):.1f}"


def _share(files: Sequence[FileAudit]) -> float:
    seen, missed = sum(each.seen for each in files), sum(len(each.missed) for each in files)
    return seen / (seen + missed) if seen + missed else 1.0


def _flaws(path: str, found: FileAudit) -> Iterator[str]:
    yield from (f"no check takes points for the mistake {id}" for id in found.unseen)
    yield from (f"no check tells these mistakes apart: {one}, {other}" for one, other in found.alike)
    for mutant in found.missed:
        yield f"missed: {path}:{mutant.line}: {mutant.before} -> {mutant.after}"
    for mutant in found.wrongly_declared:
        yield f"declared equivalent, and loses points: {path}:{mutant.line}: {mutant.before} -> {mutant.after}"
    yield from (f"right work loses points: {solution}, in {check}" for solution, check in found.harmed)
    yield from (f"no counterexample shows the mistake {id} in {check}" for id, check in found.not_shown)


def _failing(found: Sequence[FileAudit]) -> Iterator[str]:
    """Yield what is not good enough, in words that follow the name of an assignment."""
    if unseen := sum(len(each.unseen) for each in found):
        yield f"has {unseen} known mistakes that lose no points"
    if _share(found) < ENOUGH:
        yield f"takes points for {_percent(found)} % of the mutants, fewer than {100 * ENOUGH:.0f} %"
    if wrong := sum(len(each.wrongly_declared) for each in found):
        yield f"declares {wrong} mutants equivalent that lose points"
    if harmed := sum(len(each.harmed) for each in found):
        yield f"takes points from {harmed} right solutions"
    if not_shown := sum(len(each.not_shown) for each in found):
        yield f"has {not_shown} failures of known mistakes that no counterexample shows"
