"""What a teacher can act upon: mistakes that many made, what to teach again, who fails alike, what looks unsteady."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from grader.batch.analysis import (
    RETURNED,
    RIGHT,
    TIMED_OUT,
    UNJUDGED,
    CheckFigures,
    failed_checks,
)
from grader.batch.standing import ClassResult, Item, Standing
from grader.report.view import BUILDS_ON, GRADIENT_CHECK, RELATION

# What is told at a wrong answer without naming a mistake.
_NO_MISTAKE = {BUILDS_ON, RELATION, GRADIENT_CHECK}
# So many students make a mistake common, and so large a share a check that many fail.
FEWEST_STUDENTS = 2
MANY = 0.2
MOST_LESSONS = 10
# So many times the class's median, and so much more of a second, is slow.
SLOW_TIMES, SLOW_SECONDS = 10.0, 0.5
# Who has this share of the other checks right is no stranger to the subject.
OTHERWISE_RIGHT = 0.9


class NamedMistake(msgspec.Struct, frozen=True, kw_only=True):
    """A known mistake: its sentence, who made it, for how many that is certain, and what it cost all of them."""

    id: str
    text: str
    students: tuple[int, ...]
    exact: int
    points: float
    checks: tuple[str, ...]


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """Something to teach again; `mistake` is empty where many fail a check and no mistake is known."""

    mistake: str
    problem: str
    text: str
    students: int
    points: float
    checks: tuple[str, ...]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Students who fail the same checks and no others.

    `promises` are (problem, title) of these, each once; `mistakes` are those that all of them made.
    """

    students: tuple[int, ...]
    checks: tuple[str, ...]
    promises: tuple[tuple[str, str], ...]
    mistakes: tuple[str, ...]


class Unsteady(msgspec.Struct, frozen=True, kw_only=True):
    """A check whose times look odd: `slow` students are far above the median, `hurried` ran out of time alone."""

    check: str
    median_seconds: float | None
    slow: tuple[int, ...]
    slowest_seconds: float
    hurried: tuple[int, ...]


def named_mistakes(result: ClassResult) -> tuple[NamedMistake, ...]:
    """Return the known mistakes, those of most students first."""
    told: dict[str, list[tuple[int, Item, str, str]]] = {}
    for place, standing in enumerate(result.standings):
        for item in standing.items:
            for id, text, confidence in item.mistakes:
                if id not in _NO_MISTAKE:
                    told.setdefault(id, []).append((place, item, text, confidence))
    found = [
        NamedMistake(
            id=id,
            text=Counter(text for _, _, text, _ in where).most_common(1)[0][0],
            students=tuple(dict.fromkeys(place for place, _, _, _ in where)),
            exact=len({place for place, _, _, confidence in where if confidence == "exact"}),
            points=sum(item.max_score - item.score for _, item, _, _ in where),
            checks=tuple(dict.fromkeys(item.id for _, item, _, _ in where)),
        )
        for id, where in told.items()
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.students), -each.points, each.id)))


def lessons(
    result: ClassResult, figures: Iterable[CheckFigures], mistakes: Iterable[NamedMistake]
) -> tuple[Lesson, ...]:
    """Return what to teach again, what cost most points first.

    A mistake of at least FEWEST_STUDENTS counts with all points lost where it was found. A promise that at least the
    share MANY fails, without a known mistake and without an earlier problem to blame, counts with the points lost
    there. A public and a hidden check of one title are one promise. Who has nothing right says nothing about what is
    hard, and is left out of the promises.
    """
    problems = {each.id: each.problem for each in figures}
    found = [
        Lesson(
            mistake=each.id,
            problem=problems[each.checks[0]],
            text=each.text,
            students=len(each.students),
            points=each.points,
            checks=each.checks,
        )
        for each in mistakes
        if len(each.students) >= FEWEST_STUDENTS and each.points > 0
    ]
    found += _failed_promises(result.standings)
    return tuple(sorted(found, key=lambda each: (-each.points, -each.students))[:MOST_LESSONS])


def groups(result: ClassResult) -> tuple[Group, ...]:
    """Return the groups of two and more who fail the same checks, the largest first."""
    alike: dict[frozenset[str], list[int]] = {}
    for place, standing in enumerate(result.standings):
        if failed := failed_checks(standing):
            alike.setdefault(failed, []).append(place)
    found = []
    for failed, places in alike.items():
        if len(places) < 2:
            continue
        items = [item for item in result.standings[places[0]].items if item.id in failed]
        shared = [dict.fromkeys(_mistakes(result.standings[place])) for place in places]
        found.append(
            Group(
                students=tuple(places),
                checks=tuple(item.id for item in items),
                promises=tuple(dict.fromkeys((item.problem, item.title) for item in items)),
                mistakes=tuple(id for id in shared[0] if all(id in each for each in shared)),
            )
        )
    return tuple(sorted(found, key=lambda each: (-len(each.students), len(each.checks), each.students)))


def unsteady(result: ClassResult, figures: Iterable[CheckFigures]) -> tuple[Unsteady, ...]:
    """Return the checks that are slow for some, or time out for some who are right elsewhere; most students first."""
    medians = {each.id: each.median_seconds for each in figures}
    slow: dict[str, list[tuple[int, float]]] = {}
    hurried: dict[str, list[int]] = {}
    for place, standing in enumerate(result.standings):
        others = [item for item in standing.items if item.verdict != UNJUDGED and item.outcome != TIMED_OUT]
        right = sum(item.verdict == RIGHT for item in others)
        is_able = bool(others) and right >= OTHERWISE_RIGHT * len(others)
        for item in standing.items:
            usual = medians[item.id]
            if item.outcome == TIMED_OUT and is_able:
                hurried.setdefault(item.id, []).append(place)
            elif item.outcome == RETURNED and usual is not None and _is_slow(item.seconds, usual):
                slow.setdefault(item.id, []).append((place, item.seconds))
    found = [
        Unsteady(
            check=id,
            median_seconds=medians[id],
            slow=tuple(place for place, _ in slow.get(id, ())),
            slowest_seconds=max((seconds for _, seconds in slow.get(id, ())), default=0.0),
            hurried=tuple(hurried.get(id, ())),
        )
        for id in medians
        if id in slow or id in hurried
    ]
    return tuple(sorted(found, key=lambda each: -len(each.slow) - len(each.hurried)))


def _is_slow(seconds: float, usual: float) -> bool:
    return seconds > SLOW_TIMES * usual and seconds - usual > SLOW_SECONDS


def _mistakes(standing: Standing) -> list[str]:
    return [id for item in standing.items for id, _, _ in item.mistakes if id not in _NO_MISTAKE]


def _failed_promises(standings: Iterable[Standing]) -> list[Lesson]:
    judged: dict[tuple[str, str], set[int]] = {}
    open_items: dict[tuple[str, str], list[tuple[int, Item]]] = {}
    for place, standing in enumerate(standings):
        if not any(item.verdict == RIGHT for item in standing.items):
            continue
        for item in standing.items:
            if item.verdict == UNJUDGED:
                continue
            promise = (item.problem, item.title)
            judged.setdefault(promise, set()).add(place)
            is_explained = any(id == BUILDS_ON or id not in _NO_MISTAKE for id, _, _ in item.mistakes)
            if item.verdict != RIGHT and not is_explained:
                open_items.setdefault(promise, []).append((place, item))
    found = []
    for promise, failing in open_items.items():
        students = {place for place, _ in failing}
        points = sum(item.max_score - item.score for _, item in failing)
        if points > 0 and len(students) >= max(FEWEST_STUDENTS, MANY * len(judged[promise])):
            checks = tuple(dict.fromkeys(item.id for _, item in failing))
            found.append(
                Lesson(
                    mistake="",
                    problem=promise[0],
                    text=promise[1],
                    students=len(students),
                    points=points,
                    checks=checks,
                )
            )
    return found
