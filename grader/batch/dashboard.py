"""Render a class as one page for its teachers: no network, no other file but the reports that it links to."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.batch import findings
from grader.batch.analysis import (
    FEWEST_FOR_CORRELATION,
    RIGHT,
    UNJUDGED,
    CheckFigures,
    check_figures,
    distribution,
)
from grader.batch.histogram import histogram
from grader.batch.pseudonyms import masked
from grader.batch.standing import ClassResult, Standing, Status
from grader.report import html
from grader.report.inert import inert_record
from grader.report.view import points

# How a check's verdict is written in a student's row; what was not handed in was not graded.
_MARKS = {"right": "·", "wrong": "×", "failed": "!", "unjudged": "?"}
_NOT_GRADED = "–"
MOST_GROUPS = 20
# Widely used bounds: Office of Educational Assessment, University of Washington, "Understanding Item Analyses".
_EASY, _HARD = 0.85, 0.5
_GOOD, _FAIR = 0.3, 0.1


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One student in the table. `marks` has a letter for each check, with a space between problems.

    `points_off` is what being late cost, and None for who was not late.
    """

    place: int
    name: str
    link: str
    status: Status
    reason: str
    score: float | None
    right: int | None
    judged: int
    points_off: float | None
    unjudged: int
    marks: str
    mistakes: tuple[int, ...]
    group: int | None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page shows."""

    result: ClassResult
    rows: tuple[Row, ...]
    checks: tuple[CheckFigures, ...]
    mistakes: tuple[findings.NamedMistake, ...]
    lessons: tuple[findings.Lesson, ...]
    groups: tuple[findings.Group, ...]
    groups_left_out: int
    unsteady: tuple[findings.Unsteady, ...]


def render(result: ClassResult, *, pseudonyms: bool = False, secret: str = "") -> str:
    """Return the dashboard as an HTML page, which belongs into the folder to which the reports are relative.

    `pseudonyms` leaves out every name, id, link and text that could tell who somebody is; see `masked` on `secret`.
    """
    result = masked(result, secret) if pseudonyms else result
    page = inert_record(_page(result))
    spread = distribution(result)
    return ENVIRONMENT.get_template("dashboard.html.jinja").render(
        page=page,
        spread=spread,
        chart=histogram(spread) if spread else "",
        pseudonyms=pseudonyms,
        counts=Counter(row.status for row in page.rows),
        waiting=[(status, [row for row in page.rows if row.status is status]) for status in _WAITING],
        by_check={check.id: check for check in page.checks},
        check_places={check.id: place for place, check in enumerate(page.checks)},
        mistake_places={mistake.id: place for place, mistake in enumerate(page.mistakes)},
        fewest=FEWEST_FOR_CORRELATION,
        Status=Status,
        rules=findings,
    )


_WAITING = (Status.SET_ASIDE, Status.REFUSED, Status.MISSING)


def _page(result: ClassResult) -> Page:
    figures = check_figures(result)
    mistakes = findings.named_mistakes(result)
    groups = findings.groups(result)
    shown = groups[:MOST_GROUPS]
    grouped = {place: number for number, group in enumerate(shown) for place in group.students}
    made: dict[int, list[int]] = {}
    for number, mistake in enumerate(mistakes):
        for place in mistake.students:
            made.setdefault(place, []).append(number)
    rows = tuple(
        _row(place, standing, figures, made.get(place, ()), grouped.get(place))
        for place, standing in enumerate(result.standings)
    )
    # The rows have what is shown of the students.
    return Page(
        result=msgspec.structs.replace(result, standings=()),
        rows=rows,
        checks=figures,
        mistakes=mistakes,
        lessons=findings.lessons(result, figures, mistakes),
        groups=shown,
        groups_left_out=len(groups) - len(shown),
        unsteady=findings.unsteady(result, figures),
    )


def _row(
    place: int,
    standing: Standing,
    figures: Iterable[CheckFigures],
    mistakes: Sequence[int],
    group: int | None,
) -> Row:
    verdicts = Counter(item.verdict for item in standing.items)
    is_graded = standing.status is Status.GRADED
    return Row(
        place=place,
        name=standing.student.name or standing.student.key,
        # Relative whatever it begins with, and no other scheme.
        link=f"./{quote(standing.report.encode(errors='surrogatepass'))}" if standing.report else "",
        status=standing.status,
        reason=standing.reason,
        score=standing.final_score if is_graded else None,
        right=verdicts[RIGHT] if is_graded else None,
        judged=len(standing.items) - verdicts[UNJUDGED],
        points_off=standing.score - standing.final_score if standing.lateness else None,
        unjudged=verdicts[UNJUDGED] if is_graded else 0,
        marks=_marks(standing, figures) if standing.items else "",
        mistakes=tuple(mistakes),
        group=group,
    )


def _marks(standing: Standing, figures: Iterable[CheckFigures]) -> str:
    verdicts = {item.id: item.verdict for item in standing.items}
    text, problem = "", None
    for check in figures:
        if problem not in (None, check.problem):
            text += " "
        problem = check.problem
        text += _MARKS.get(verdicts.get(check.id, ""), _NOT_GRADED)
    return text


def difficulty(check: CheckFigures) -> str:
    """Return how hard a check was, in a word."""
    if check.facility is None:
        return "not judged"
    return "easy" if check.facility >= _EASY else "hard" if check.facility <= _HARD else "moderate"


def separation(check: CheckFigures) -> str:
    """Return how well a check tells strong students from weak ones, in a word or two."""
    if check.discrimination is None:
        return ""
    if check.discrimination < -_FAIR:
        return "look at it"
    return "good" if check.discrimination > _GOOD else "fair" if check.discrimination >= _FAIR else "poor"


def seconds(number: float | None) -> str:
    """Return a time as people write it."""
    if number is None:
        return "–"
    if number >= 1:
        return f"{number:.1f} s"
    if number >= 0.01:
        return f"{1000 * number:.0f} ms"
    return f"{1000 * number:.1f} ms" if number >= 0.0001 else "< 0.1 ms"


def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters: dict[str, Any] = {
        "points": points,
        "seconds": seconds,
        "difficulty": difficulty,
        "separation": separation,
        "words": lambda id: id.replace("_", " "),
        "percent": lambda share: f"{100 * share:.0f} %",
    }
    environment.filters |= filters
    environment.tests["alone"] = lambda students: len(students) == 1
    # Not templates: they are not compiled. The page looks like the reports, so it begins with their style.
    texts = {
        "style": f"{html.ENVIRONMENT.globals['style']}\n{loader.get_source(environment, 'dashboard.css')[0]}",
        "script": loader.get_source(environment, "dashboard.js")[0],
    }
    for name, text in texts.items():
        environment.globals[name] = Markup(text)  # noqa: S704
        # The policy lets nothing run, and nothing be styled, but what has this hash.
        environment.globals[f"{name}_hash"] = base64.b64encode(
            hashlib.sha256(text.encode()).digest()
        ).decode()
    return environment


# Whoever may write files can give it a `bytecode_cache`.
ENVIRONMENT = _environment()
