"""Gradebooks, read again as Canvas, Moodle and a spreadsheet would."""

import pytest

from grader.batch import gradebook
from grader.errors import UsageError
from tests.batch.classes import (
    CLASS,
    EVIL,
    JANE,
    a_class,
    a_standing,
    a_student,
    calculates,
    cells,
    imported_by_canvas,
    imported_by_moodle,
)
from tests.batch.folders import CANVAS_GRADEBOOK

ENROLLED = [
    ("11", "s11", "jdoe", "Doe, Jane"),
    ("12", "s12", "jroe", "Roe, John"),
    ("13", "s13", "klee", "Lee, Kim"),
    ("14", "s14", "wli", "Li, Wei"),
    ("15", "s15", "wli2", "Li, Wei"),
    ("16", "s16", "asa", "Söder, Åsa"),
]


def test_canvas_takes_the_points_that_count_from_its_own_gradebook_filled_in():
    text = gradebook.canvas(CLASS, CANVAS_GRADEBOOK, "Homework 1")

    assert cells(text)[:2] == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 1 (5)"],
        ["    Points Possible", "", "", "", "", "24"],
    ]
    changes, most = imported_by_canvas(text, ENROLLED)
    # John is excused there; Wei's second namesake was set aside, Åsa is missing: nothing is said of them.
    assert changes == {
        "11": {"Homework 1": 15.53},
        "13": {"Homework 1": 24.0},
        "14": {"Homework 1": 0.0},
    }
    assert most == {"Homework 1": "24"}


def test_an_assignment_that_canvas_does_not_know_becomes_a_new_one_with_its_points():
    changes, most = imported_by_canvas(gradebook.canvas(CLASS, CANVAS_GRADEBOOK, "Homework 2"), ENROLLED)

    assert changes["12"] == {"Homework 2": 5.0}
    assert most == {"Homework 2": "24"}


def test_without_the_export_there_is_the_least_that_canvas_takes():
    text = gradebook.canvas(CLASS, None, "Homework 1")

    changes, most = imported_by_canvas(text, ENROLLED)
    assert cells(text)[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 1"]
    assert changes == {
        "11": {"Homework 1": 15.53},
        "12": {"Homework 1": 5.0},
        "13": {"Homework 1": 24.0},
        "14": {"Homework 1": 0.0},
    }
    assert most == {"Homework 1": "24"}
    assert cells(text)[4][0] == f"'{EVIL}"


def test_names_and_delimiters_of_the_export_stay_and_formulas_are_none():
    original = (
        "Student;ID;SIS Login ID;Section;Homework 1 (5);Homework 10 (6)\n"
        '"O\'Brien, ""Zoë; the 2nd""";11;jdoe;=1+1;7,5;1\n'
        "=SUM(A1);12;+49;@x;;\n"
    )

    assert cells(gradebook.canvas(CLASS, original, "homework 1"), ";") == [
        ["Student", "ID", "SIS Login ID", "Section", "Homework 1 (5)"],
        ['O\'Brien, "Zoë; the 2nd"', "11", "jdoe", "'=1+1", "15.53"],
        ["'=SUM(A1)", "12", "+49", "'@x", "5"],
    ]


def test_split_names_are_a_gradebook_and_totals_are_left_out():
    original = (
        "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Custom,Homework 1 (5),Final Score\n"
        "Doe,Jane,11,s11,jdoe,A,note,,90\n"
    )

    assert cells(gradebook.canvas(CLASS, original, "Homework 1 (5)")) == [
        ["LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 1 (5)"],
        ["Doe", "Jane", "11", "s11", "jdoe", "A", "15.53"],
    ]


@pytest.mark.parametrize(
    ("original", "trouble"),
    [
        ("Name,Mark\nAnn,5\n", "the gradebook is not as Canvas exports it: expected the columns Student, ID, … Section, it has Name, Mark"),
        ("Student,ID,SIS Login ID\n", "the gradebook is not as Canvas exports it: expected the columns Student, ID, … Section, it has Student, ID, SIS Login ID"),
        ("", "the gradebook is not as Canvas exports it: expected the columns Student, ID, … Section, it has none"),
        ("Student,ID,SIS Login ID,Section,HW (1),HW (2)\n", "the gradebook has several assignments called HW: name one of HW (1), HW (2)"),
    ],
    ids=["other", "no section", "empty", "two of one title"],
)  # fmt: skip
def test_what_canvas_did_not_export_is_refused(original, trouble):
    with pytest.raises(UsageError) as refusal:
        gradebook.canvas(CLASS, original, "HW")

    assert str(refusal.value) == trouble


def test_who_has_a_grade_and_no_line_is_told():
    stranger = a_student("eve", "Eve", canvas="77")
    twin = a_student("twin", "Doe, Jane", login="jdoe")
    result = a_class(
        a_standing(stranger, score=1.0), a_standing(a_student("x", "Li, Wei"), score=1.0),
        a_standing(a_student("k", "Kim Lee"), score=2.0),
    )  # fmt: skip

    lost = gradebook.unplaced(result, CANVAS_GRADEBOOK)
    both = gradebook.unplaced(a_class(a_standing(JANE), a_standing(twin)), CANVAS_GRADEBOOK)

    assert [student.key for student in lost] == ["eve", "x"]
    assert [student.key for student in both] == ["jdoe", "twin"]
    assert (
        cells(gradebook.canvas(a_class(a_standing(JANE), a_standing(twin)), CANVAS_GRADEBOOK, "Q"))[2:] == []
    )


def test_moodle_takes_grade_and_feedback_together():
    late = CLASS.standings[0]
    addressed = [each for each in CLASS.standings if "email" in each.student.ids]
    numbered = a_standing(a_student("late", "Late", idnumber="s9"), score=late.score, lateness=late.lateness)

    by_address = gradebook.moodle(a_class(*addressed), "Homework 1")
    by_number = gradebook.moodle(a_class(numbered), "Homework 1")

    users = {"kim@x.edu": 3, "Wei@x.edu": 4, "s9": 9}
    assert imported_by_moodle(by_address, users, "Email address", "Homework 1") == {
        3: (24.0, "24 of 24 points"),
        4: (0.0, "It could not be graded: =x.py holds no mlp.py"),
    }
    assert imported_by_moodle(by_number, users, "ID number", "Homework 1") == {
        9: (15.53333, "15.5333 of 24 points: handed in 1 day and 1 hour after it was due, so …"),
    }


def test_the_plain_table_has_everybody_and_all_that_is_known():
    header, *rows = cells(gradebook.plain(CLASS))

    table = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert list(table) == ["jdoe", "jroe", "klee", "wli", "wli2", "miss"]
    assert table["jdoe"] == {
        "key": "jdoe",
        "name": "Doe, Jane",
        "canvas": "11",
        "sis": "s11",
        "login": "jdoe",
        "email": "",
        "idnumber": "",
        "participant": "",
        "section": "Monday",
        "status": "graded",
        "score": "20.333333",
        "late_seconds": "90000",
        "points_off": "4.8",
        "final_score": "15.533333",
        "max_score": "24",
        "problem 1.1": "10.3",
        "problem 1.2": "10.033333",
        "reason": "",
        "handed_in_at": "2026-10-02T20:11:42+00:00",
        "late": "handed in 1 day and 1 hour after it was due, so …",
        "notes": "left out: x; '-1 point",
        "report": "students/jdoe/report.html",
    }
    assert table["wli"]["reason"] == "'=x.py holds no mlp.py"
    assert {key: (row["status"], row["score"], row["final_score"]) for key, row in table.items()} == {
        "jdoe": ("graded", "20.333333", "15.533333"),
        "jroe": ("graded", "5", "5"),
        "klee": ("graded", "24", "24"),
        "wli": ("refused", "", "0"),
        "wli2": ("set aside", "", ""),
        "miss": ("missing", "", ""),
    }


@pytest.mark.parametrize(
    "text",
    [
        gradebook.plain(CLASS),
        gradebook.moodle(CLASS, "=Homework"),
        gradebook.canvas(CLASS, None, "@Homework"),
        gradebook.canvas(CLASS, CANVAS_GRADEBOOK.replace('"Lee, Kim"', "=1"), "-x"),
    ],
    ids=["plain", "moodle", "canvas", "canvas export"],
)
def test_no_cell_is_a_formula(text):
    assert [cell for row in cells(text) for cell in row if calculates(cell)] == []


def test_an_empty_class_has_headers_alone():
    assert len(cells(gradebook.plain(a_class()))) == 1
    assert len(cells(gradebook.moodle(a_class(), "HW"))) == 1
    assert cells(gradebook.canvas(a_class(), None, "HW"))[1][-1] == "0"
