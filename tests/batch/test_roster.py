"""The class from a CSV."""

import pytest

from grader.batch import roster
from grader.errors import UsageError
from tests.batch.folders import CANVAS_GRADEBOOK, MOODLE_PARTICIPANTS, MOODLE_WORKSHEET, written


def people(text):
    return [
        (student.key, student.name, student.ids) for student in roster.parsed(text, "roster.csv").students
    ]


def test_the_gradebook_of_canvas_is_a_roster():
    found = roster.parsed(CANVAS_GRADEBOOK, "grades.csv")

    assert [(each.key, each.name) for each in found.students] == [
        ("jdoe", "Doe, Jane"),
        ("jroe", "Roe, John"),
        ("klee", "Lee, Kim"),
        ("wli", "Li, Wei"),
        ("wli2", "Li, Wei"),
        ("a1b2", "Student, Test"),
    ]
    assert found.students[0].ids == {"canvas": "11", "sis": "s11", "login": "jdoe", "section": "Monday"}
    assert found.unexpected == {"a1b2"}


def test_the_participants_of_moodle_are_a_roster():
    assert people(MOODLE_PARTICIPANTS)[0] == ("jane", "Jane Doe", {"email": "jane@x.edu", "idnumber": "s11"})


def test_the_grading_worksheet_of_moodle_is_a_roster():
    assert people(MOODLE_WORKSHEET)[0] == ("jane", "Jane Doe", {"email": "jane@x.edu", "participant": "111"})


@pytest.mark.parametrize(
    ("text", "student"),
    [
        ("name;id;E-Mail\nAnn Lee;7;a@x\n", ("a", "Ann Lee", {"email": "a@x", "idnumber": "7"})),
        ("Surname\tFirst name\tID\nLee\tAnn\t7\n", ("ann-lee", "Ann Lee", {"idnumber": "7"})),
        ("LastName,FirstName,ID,SIS Login ID,Section\nLee,Ann,7,al,A\n",
         ("al", "Ann Lee", {"canvas": "7", "login": "al", "section": "A"})),
        ("email\nann@x\n", ("ann", "ann@x", {"email": "ann@x"})),
        ("Name,Login\r\n\r\n'=HYPERLINK(1),ann\r\n", ("ann", "=HYPERLINK(1)", {"login": "ann"})),
        ('Name,Login\n"An\nn\x07Lee ", ann\n', ("ann", "An n Lee", {"login": "ann"})),
        ("Name,Nickname\nAnn\n", ("ann", "Ann", {})),
    ],
    ids=["semicolons", "tabs", "split names", "addresses alone", "formula", "control characters", "short line"],
)  # fmt: skip
def test_common_headers_and_delimiters_are_known(text, student):
    assert people(text) == [student]


def test_who_is_in_two_sections_is_one_person():
    text = "Name,Login,Section\nAnn Lee,ann,A\nBo Ny,bo,A\nAnn Lee,ann,B\n"

    assert people(text) == [
        ("ann", "Ann Lee", {"login": "ann", "section": "A, B"}),
        ("bo", "Bo Ny", {"login": "bo", "section": "A"}),
    ]


def test_two_of_one_name_and_no_id_are_two():
    first, second = people("Name\nAnn Lee\nAnn Lee\n")

    assert first[1] == second[1] == "Ann Lee"
    assert second[0] == f"{first[0]}-2"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("Name,Email\nAnn,a@x\n\nBo,A@x\n", "the roster roster.csv has two people with the address A@x, in lines 2 and 4"),
        ("Student,ID,SIS Login ID\nAnn,5,a\nBo,5,b\n", "the roster roster.csv has two people with the Canvas ID 5, in lines 2 and 3"),
        ("Colour,Size\nred,5\n", "the roster roster.csv has no column that tells students apart, such as name, email or SIS Login ID: it has Colour, Size"),
        ("", "the roster roster.csv has no column that tells students apart, such as name, email or SIS Login ID: it is empty"),
        ("Name,Submitted at\nAnn,2026-10-01 12:00\n", "the roster roster.csv has in line 2 the time 2026-10-01 12:00: expected a moment with its offset, such as 2026-10-02T00:12:00-04:00"),
        (f"Name\n{'x' * 200_000}\n", "roster.csv is no CSV at line 2: field larger than field limit (131072)"),
    ],
    ids=["address twice", "Canvas ID twice", "no column", "empty", "no offset", "no table"],
)  # fmt: skip
def test_what_does_not_tell_students_apart_is_refused(text, trouble):
    with pytest.raises(UsageError) as refusal:
        roster.parsed(text, "roster.csv")

    assert str(refusal.value) == trouble


def test_a_file_that_is_no_text_is_refused(tmp_path, monkeypatch):
    latin = tmp_path / "latin.csv"
    latin.write_bytes("Name\nZoë\n".encode("latin-1"))
    with pytest.raises(UsageError) as no_utf8:
        roster.read(latin)
    with pytest.raises(UsageError) as nothing:
        roster.read(tmp_path / "none.csv")
    monkeypatch.setattr(roster, "_BYTES", 3)
    with pytest.raises(UsageError) as large:
        roster.read(written(tmp_path / "large.csv", "Name\n"))

    assert str(no_utf8.value) == "the roster latin.csv is not in UTF-8: save it as “CSV UTF-8”"
    assert (
        str(nothing.value) == f"the roster {tmp_path / 'none.csv'} cannot be read: No such file or directory"
    )
    assert str(large.value) == "the roster large.csv is larger than 0 MiB: is it a roster?"
