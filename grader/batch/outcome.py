"""What has become of a class: the standings of all, from the journal, and the files that show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from grader.batch import dashboard, gradebook
from grader.batch.journal import Journal
from grader.batch.standing import ClassResult, HandedIn, Intake, Item, Standing, Status
from grader.batch.task import Machine
from grader.intake.wording import listed
from grader.records import Assignment
from grader.report.view import points

FILES = ("gradebook.csv", "gradebook.canvas.csv", "gradebook.moodle.csv", "dashboard.html")


def result(
    assignment: Assignment, machine: Machine, intake: Intake, journal: Journal, keys: Mapping[str, str]
) -> ClassResult:
    """Return the class, in the order of the students' keys. `keys` are those of the results in the journal."""
    standings = [*_standings(intake.handed_in, journal, keys)]
    # What one has not handed in counts for nothing, and not for less to be had.
    most = max((each.max_score for each in standings), default=0.0)
    standings = [_out_of(each, most) for each in standings]
    standings += [
        Standing(student=student, status=Status.MISSING, reason="nothing was handed in", max_score=most)
        for student in intake.missing
    ]
    return ClassResult(
        assignment=assignment.id,
        title=assignment.title,
        standings=tuple(sorted(standings, key=lambda each: each.student.key)),
        unmatched=intake.unmatched,
        versions={**machine.versions, "sandbox": machine.sandbox},
    )


def files(
    result: ClassResult, canvas: str | None = None, has_pseudonyms: bool = False, secret: str = ""
) -> dict[str, str]:
    """Return what lies beside the students' folders, by name; `canvas` is its exported gradebook, where there is one.

    A `secret` keeps pseudonyms from being worked out.

    Raises:
        UsageError: if that is none.
    """
    texts = (
        gradebook.plain(result),
        gradebook.canvas(result, canvas, result.title),
        gradebook.moodle(result, result.title),
        dashboard.render(result, pseudonyms=has_pseudonyms, secret=secret),
    )
    return dict(zip(FILES, texts, strict=True))


def summary(result: ClassResult) -> Iterator[str]:
    """Yield how many there are of each kind, and whoever is no student's."""
    counts = Counter(standing.status for standing in result.standings)
    yield ", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status]) or "nobody"
    for status in (Status.REFUSED, Status.SET_ASIDE):
        for standing in result.standings:
            if standing.status is status:
                yield f"  {status.value}: {standing.student.key}: {standing.reason}"
    if counts[Status.MISSING]:
        missing = [each.student.key for each in result.standings if each.status is Status.MISSING]
        yield f"  missing: {listed(missing)}"
    for path, why in result.unmatched:
        yield f"  nobody's: {path}: {why}"


def set_aside(result: ClassResult) -> list[str]:
    """Return who was set aside."""
    return [each.student.key for each in result.standings if each.status is Status.SET_ASIDE]


def _standings(
    handed_in: Iterable[HandedIn], journal: Journal, keys: Mapping[str, str]
) -> Iterator[Standing]:
    seen: dict[object, object] = {}
    for each in handed_in:
        standing = journal.standing(keys[each.student.key])
        items = tuple(_shared(item, seen) for item in standing.items)
        # What the roster says of somebody may have changed since.
        yield msgspec.structs.replace(standing, student=each.student, items=items)


def _shared(item: Item, seen: dict[object, object]) -> Item:
    """Return an item that has its texts in common with those of others: thousands have the same ones to say."""
    shared = {
        name: seen.setdefault(value, value)
        for name, value in msgspec.structs.asdict(item).items()
        if not isinstance(value, float)
    }
    return msgspec.structs.replace(item, **shared)


def _out_of(standing: Standing, most: float) -> Standing:
    lacks = most - standing.max_score
    if not lacks:
        return standing
    note = f"{points(lacks)} of {points(most)} points are of files that were not handed in"
    notes = (*standing.notes, note) if standing.status is Status.GRADED else standing.notes
    return msgspec.structs.replace(standing, max_score=most, notes=notes)
