"""Canvas' bulk download."""

from datetime import datetime

import pytest

from grader.batch.downloads import gather
from grader.batch.layouts import canvas
from tests.batch.folders import CANVAS_GRADEBOOK, by_key, files_of, made, written

DUE = datetime.fromisoformat("2026-10-02T00:00:00-04:00")


@pytest.mark.parametrize(
    ("name", "who", "user", "original", "rank", "is_late"),
    [
        ("doejane_11_901_mlp.py", "doejane", "11", "mlp.py", (0, 901), False),
        ("doejane_LATE_11_901_mlp.py", "doejane", "11", "mlp.py", (0, 901), True),
        ("doejane_11_901_mlp-2.py", "doejane", "11", "mlp.py", (2, 901), False),
        ("doejane_11_901_hw_1_final.tar-3.gz", "doejane", "11", "hw_1_final.tar.gz", (3, 901), False),
        ("doejane_11_901_hw.tar-x.gz", "doejane", "11", "hw.tar-x.gz", (0, 901), False),
        ("doejane_11_901_hw-3.tar.gz", "doejane", "11", "hw.tar.gz", (3, 901), False),
        ("doejané_11_901_12_13_14.py", "doejané", "11", "12_13_14.py", (0, 901), False),
        ("doejane_11_901_-1.py", "doejane", "11", "-1.py", (0, 901), False),
        ("doejane_11_901_notes", "doejane", "11", "notes", (0, 901), False),
    ],
)
def test_a_name_says_whose_which_and_the_how_manieth_file_it_is(
    tmp_path, name, who, user, original, rank, is_late
):
    made(tmp_path, name)

    (piece,) = canvas.laid_out([tmp_path / name]).pieces

    assert [(claim.name, claim.ids) for claim in piece.claims] == [(who, {"canvas": user})]
    assert (piece.name, piece.rank, piece.is_marked_late, piece.at) == (original, rank, is_late, None)


def test_the_newest_of_a_file_counts_and_files_of_one_student_stay_together(tmp_path):
    folder = made(
        tmp_path / "submissions",
        "doejane_11_901_mlp.py",
        "doejane_11_950_mlp-10.py",
        "doejane_11_940_mlp-9.py",
        "doejane_11_903_derivations.py",
    )

    intake = gather(folder, written(tmp_path / "grades.csv", CANVAS_GRADEBOOK))

    (work,) = intake.handed_in
    assert intake.layout == "Canvas' download"
    assert work.student.name == "Doe, Jane"
    assert files_of(work) == {
        "mlp.py": "doejane_11_950_mlp-10.py",
        "derivations.py": "doejane_11_903_derivations.py",
    }
    assert work.notes == (
        "left out, because it was handed in again: doejane_11_901_mlp.py, doejane_11_940_mlp-9.py",
    )
    assert intake.unmatched == ()


def test_of_two_files_of_one_name_the_later_number_counts(tmp_path):
    folder = made(tmp_path, "doejane_11_901_mlp.py", "doejane_11_902_mlp.py")

    (work,) = gather(folder).handed_in

    assert files_of(work) == {"mlp.py": "doejane_11_902_mlp.py"}


def test_the_roster_knows_people_by_canvas_number_whatever_their_names(tmp_path):
    folder = made(
        tmp_path / "submissions", "someoneelse_14_1_mlp.py", "liwei_15_2_mlp.py", "leekim_13_3_mlp.zip"
    )

    intake = gather(folder, written(tmp_path / "grades.csv", CANVAS_GRADEBOOK))

    assert {key: work.path.name for key, work in by_key(intake).items()} == {
        "klee": "leekim_13_3_mlp.zip",
        "wli": "someoneelse_14_1_mlp.py",
        "wli2": "liwei_15_2_mlp.py",
    }
    assert [student.key for student in intake.missing] == ["jdoe", "jroe"]


def test_late_work_without_a_time_is_noted_and_one_in_the_roster_is_counted(tmp_path):
    folder = made(tmp_path / "submissions", "doejane_LATE_11_901_mlp.py", "roejohn_LATE_12_902_mlp.py")
    roster = "Name,Login,Submitted at\nJane Doe,jdoe,2026-10-02T00:12:00-04:00\nJohn Roe,jroe,\n"

    works = by_key(gather(folder, written(tmp_path / "roster.csv", roster), due=DUE))

    assert (works["jdoe"].at, works["jdoe"].late_seconds) == ("2026-10-02T00:12:00-04:00", 720.0)
    assert works["jdoe"].notes == ()
    assert (works["jroe"].at, works["jroe"].late_seconds) == ("", None)
    assert works["jroe"].notes == (
        "it is marked late, and nobody says by how much: nothing is taken off for that",
    )


def test_what_is_not_named_like_the_others_is_listed(tmp_path):
    folder = made(tmp_path, "doejane_11_901_mlp.py", "roejohn_12_902_mlp.py", "grades.xlsx", "x_1_2_y/mlp.py")

    intake = gather(folder)

    assert intake.unmatched == (
        ("grades.xlsx", "its name is not like those of Canvas' other downloads"),
        ("x_1_2_y", "its name is not like those of Canvas' other downloads"),
    )
