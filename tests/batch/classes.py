"""A class with one student of each kind, and readers of gradebooks that do as Canvas and Moodle do."""

import csv
import io
import re

from grader.batch.standing import ClassResult, Item, Lateness, Standing, Status, Student

EVIL = '=HYPERLINK("http://x";"A, B")'


def a_student(key, name, **ids):
    return Student(key=key, name=name, ids=ids)


def an_item(id, problem, score, max_score):
    return Item(
        id=id, problem=problem, title=id, visibility="public", verdict="right", outcome="returned", score=score, max_score=max_score
    )  # fmt: skip


def a_standing(student, status=Status.GRADED, score=0.0, max_score=24.0, **changes):
    return Standing(student=student, status=status, score=score, max_score=max_score, **changes)


def a_class(*standings):
    return ClassResult(assignment="hw", title="Homework 1", standings=standings)


LATE = Lateness(
    late_seconds=90_000.0, points=4.8, sentence="handed in 1 day and 1 hour after it was due, so …"
)
JANE = a_student("jdoe", "Doe, Jane", canvas="11", sis="s11", login="jdoe", section="Monday")
CLASS = a_class(
    a_standing(
        JANE,
        score=20.0 + 1 / 3,
        lateness=LATE,
        at="2026-10-02T20:11:42+00:00",
        items=(an_item("a", "1.1", 10.1, 12.0), an_item("b", "1.1", 0.2, 0.2), an_item("c", "1.2", 10.0333333333, 12.0)),
        notes=("left out: x", "-1 point"),
        report="students/jdoe/report.html",
        seconds=1.5,
    ),
    a_standing(a_student("jroe", "Roe, John", canvas="12"), score=5.0),
    a_standing(a_student("klee", EVIL, sis="s13", email="kim@x.edu"), score=24.0),
    a_standing(
        a_student("wli", "Li, Wei", canvas="14", idnumber="s14", email="Wei@x.edu"), Status.REFUSED, reason="=x.py holds no mlp.py"
    ),
    a_standing(a_student("wli2", "Li, Wei", canvas="15", email="wei2@x.edu"), Status.SET_ASIDE, reason="it ended three workers"),
    a_standing(a_student("miss", "Söder, Åsa", canvas="16", email="asa@x.edu"), Status.MISSING),
)  # fmt: skip


def cells(text, delimiter=","):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def imported_by_canvas(text, enrolled):
    """Return what Canvas would set, {number of a student: {title of an assignment: grade}}, and maximal points.

    `enrolled` are rows (number, SIS user ID, SIS login ID, name). A student is found by the number, then by the SIS
    user ID, then the login, then the name; a line without anybody raises.
    """
    head = text.removeprefix("\ufeff").splitlines()[:3]
    delimiter = ";" if sum(line.count(";") for line in head) > sum(line.count(",") for line in head) else ","
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    header = rows.pop(0)
    assert len(header) > 3
    split = "LastName" in header[0] and "FirstName" in header[1] and "ID" in header[2]
    assert split or ("Student" in header[0] and "ID" in header[1])
    last = max(place for place, name in enumerate(header) if "Section" in name)
    titles = {place: re.sub(r" \(\d+\)$", "", name) for place, name in enumerate(header) if place > last}
    most = {}
    if "Points Possible" in rows[0][0]:
        most = {title: rows[0][place] for place, title in titles.items()}
        rows.pop(0)
    changes = {}
    for row in rows:
        of_row = dict(zip(header, row, strict=True))
        wanted = (of_row["ID"], of_row.get("SIS User ID"), of_row.get("SIS Login ID"), of_row.get("Student"))
        number = next(
            each[0]
            for place in range(4)
            for each in enrolled
            if wanted[place] and each[place] == wanted[place]
        )
        assert number not in changes
        changes[number] = {title: as_grade(row[place]) for place, title in titles.items()}
    return changes, most


def as_grade(cell):
    return cell if cell in ("", "EX", "N/A") else float(cell.replace(",", "."))


def imported_by_moodle(text, users, by, title):
    """Return {number: (grade, feedback)} for users {address or ID number: number}, mapped `by` one column, case and all."""
    header, *rows = cells(text)
    assert header[3:] == [title, "Feedback"]  # a feedback without its grade wipes the grade
    told = [dict(zip(header, row, strict=True)) for row in rows]
    return {users[row[by]]: (float(row[title]), row["Feedback"]) for row in told}


def calculates(cell):
    """Return whether a spreadsheet would take a cell for a formula."""
    return cell.lstrip()[:1] in ("=", "+", "-", "@") and not re.fullmatch(r"[+-]?\d+([.,]\d+)?", cell)
