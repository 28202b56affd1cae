"""The gradebook as CSV: for Canvas, for Moodle, and with all that is known.

One rule for all: who was graded has the points that count; whose work was refused has 0, as it was handed in and
gives nothing; of those who handed in nothing, and those whom our own trouble kept from being judged, nothing is said:
they are blank in the plain table, have no line for Canvas or Moodle, and keep there what they have.
"""

from __future__ import annotations

from grader.batch import canvas_export
from grader.batch.standing import ClassResult, Standing, Status, Student
from grader.batch.tables import number, safe, written
from grader.report.view import points

_IDS = ("canvas", "sis", "login", "email", "idnumber", "participant", "section")
# Canvas shows two decimals, Moodle keeps five.
_CANVAS_PLACES, _MOODLE_PLACES, _PLACES = 2, 5, 6


def grade(standing: Standing) -> float | None:
    """Return the points that go into a gradebook, or None if nothing is to be said."""
    if standing.status is Status.REFUSED:
        return 0.0
    return standing.final_score if standing.status is Status.GRADED else None


def canvas(result: ClassResult, original: str | None, title: str) -> str:
    """Return a CSV that Canvas imports as the assignment `title`, from its own exported gradebook where there is one.

    Only the columns that tell students apart and this one are in it: a grade that was given elsewhere since the export
    is not put back.

    Raises:
        UsageError: if the original is no gradebook of Canvas, or has several assignments of that title.
    """
    grades = _for_canvas(result)
    most = number(max((standing.max_score for standing in result.standings), default=0.0), _CANVAS_PLACES)
    if original is None:
        return canvas_export.fresh(grades, title, most)
    return canvas_export.filled(original, grades, title, most)


def unplaced(result: ClassResult, original: str) -> tuple[Student, ...]:
    """Return those who have a grade and no line of their own in Canvas' exported gradebook.

    Raises:
        UsageError: if the original is no gradebook of Canvas.
    """
    return canvas_export.unplaced(original, _for_canvas(result))


def moodle(result: ClassResult, title: str) -> str:
    """Return a CSV that Moodle imports, grade and feedback: without the one it takes the other away."""
    rows = [["ID number", "Email address", "Full name", safe(title), "Feedback"]]
    for standing in result.standings:
        value = grade(standing)
        if value is not None:
            student = standing.student
            ids = [safe(student.ids.get(kind, "")) for kind in ("idnumber", "email")]
            rows.append(
                [*ids, safe(student.name), number(value, _MOODLE_PLACES), safe(_feedback(standing, value))]
            )
    return written(rows)


def plain(result: ClassResult) -> str:
    """Return a CSV with a line for everybody, and all that is known of them."""
    problems = list(dict.fromkeys(item.problem for standing in result.standings for item in standing.items))
    header = [
        *("key", "name", *_IDS, "status"),
        *("score", "late_seconds", "points_off", "final_score", "max_score"),
        *(safe(f"problem {problem}") for problem in problems),
        *("reason", "handed_in_at", "late", "notes", "report"),
    ]
    return written([header, *(_plain_row(standing, problems) for standing in result.standings)])


def _for_canvas(result: ClassResult) -> list[tuple[Student, str | None]]:
    grades = ((standing.student, grade(standing)) for standing in result.standings)
    return [(student, None if value is None else number(value, _CANVAS_PLACES)) for student, value in grades]


def _plain_row(standing: Standing, problems: list[str]) -> list[str]:
    student, late = standing.student, standing.lateness
    is_graded = standing.status is Status.GRADED
    final = grade(standing)
    per_problem = (
        sum(item.score for item in standing.items if item.problem == problem) for problem in problems
    )
    return [
        safe(student.key),
        safe(student.name),
        *(safe(student.ids.get(kind, "")) for kind in _IDS),
        standing.status.value,
        number(standing.score, _PLACES) if is_graded else "",
        number(late.late_seconds, 0) if late else "",
        number(late.points, _PLACES) if late else "",
        "" if final is None else number(final, _PLACES),
        number(standing.max_score, _PLACES) if is_graded else "",
        *(number(value, _PLACES) if is_graded else "" for value in per_problem),
        safe(standing.reason),
        safe(standing.at),
        safe(late.sentence) if late else "",
        safe("; ".join(standing.notes)),
        safe(standing.report),
    ]


def _feedback(standing: Standing, value: float) -> str:
    if standing.status is Status.REFUSED:
        return f"It could not be graded: {standing.reason}"
    late = f": {standing.lateness.sentence}" if standing.lateness else ""
    return f"{points(value)} of {points(standing.max_score)} points{late}"
