"""A folder of downloads as an intake: what is skipped, listed and missing, whatever it is called."""

import os
import string

import pytest

from grader.batch.downloads import gather
from grader.batch.standing import Intake
from grader.errors import UsageError
from tests.batch.folders import by_key, made, written

ROSTER = "Name,Login\nAnn Lee,ann\nBo Ny,bo\n"


def test_an_empty_folder_is_nothing_and_everybody_is_missing(tmp_path):
    (tmp_path / "in").mkdir()

    intake = gather(tmp_path / "in", written(tmp_path / "roster.csv", ROSTER))

    assert (intake.layout, intake.handed_in, intake.unmatched) == ("nothing", (), ())
    assert [student.name for student in intake.missing] == ["Ann Lee", "Bo Ny"]
    assert gather(tmp_path / "in") == Intake(layout="nothing", handed_in=())


def test_what_systems_leave_behind_is_passed_over_and_links_are_not_followed(tmp_path):
    folder = made(
        tmp_path / "in",
        "ann.py",
        ".DS_Store",
        ".hidden/mlp.py",
        "__MACOSX/._ann.py",
        "Thumbs.db",
        "desktop.ini",
    )
    made(tmp_path / "outside", "mlp.py")
    (folder / "bo").symlink_to(tmp_path / "outside")
    (folder / "cy.py").symlink_to(tmp_path / "outside" / "mlp.py")
    os.mkfifo(folder / "di.py")

    intake = gather(folder)

    assert list(by_key(intake)) == ["ann"]
    assert intake.unmatched == (
        ("bo", "it is a link, and links are not followed"),
        ("cy.py", "it is a link, and links are not followed"),
        ("di.py", "it is neither a file nor a folder"),
    )


def test_who_is_not_on_the_roster_is_listed_and_not_graded(tmp_path):
    folder = made(tmp_path / "in", "ann.py", "annn.py", "b.py")

    intake = gather(folder, written(tmp_path / "roster.csv", ROSTER))

    assert list(by_key(intake)) == ["ann"]
    assert [student.key for student in intake.missing] == ["bo"]
    assert intake.unmatched == (
        ("annn.py", "nobody on the roster is called annn, or has that as an ID"),
        ("b.py", "nobody on the roster is called b, or has that as an ID"),
    )


def test_two_things_of_one_student_are_not_chosen_from(tmp_path):
    folder = made(tmp_path / "in", "ann.py", "ann/mlp.py", "bo.zip", "Bo Ny.zip")

    intake = gather(folder, written(tmp_path / "roster.csv", ROSTER))

    anns = "Ann Lee handed in more than one, and nobody says which counts: ann, ann.py"
    bos = "Bo Ny handed in more than one, and nobody says which counts: Bo Ny.zip, bo.zip"
    assert intake.handed_in == ()
    assert [student.key for student in intake.missing] == ["ann", "bo"]
    assert intake.unmatched == (("Bo Ny.zip", bos), ("ann", anns), ("ann.py", anns), ("bo.zip", bos))


def test_an_archive_beside_a_file_is_not_chosen_from_unless_they_came_together(tmp_path):
    made(tmp_path / "flat", "ann.py", "ann.zip")
    made(tmp_path / "canvas", "ann_1_2_mlp.py", "ann_1_3_more.zip", "bo_4_5_a.zip", "bo_4_6_why.pdf")
    made(tmp_path / "twice", "cy_7_8_a.zip", "cy_7_9_b.tar.gz")

    flat, canvas, twice = (gather(tmp_path / name) for name in ("flat", "canvas", "twice"))

    assert flat.handed_in == twice.handed_in == ()
    assert [name for name, _ in flat.unmatched] == ["ann.py", "ann.zip"]
    assert [name for name, _ in twice.unmatched] == ["cy_7_8_a.zip", "cy_7_9_b.tar.gz"]
    assert {key: work.path.name for key, work in by_key(canvas).items()} == {
        "ann": "ann_1_2_mlp.py",
        "bo": "bo_4_5_a.zip",
    }


def test_two_files_of_one_name_are_not_chosen_from(tmp_path):
    folder = made(tmp_path / "in", "ann_mlp.py", "mlp_Ann Lee.py")

    intake = gather(folder, written(tmp_path / "roster.csv", ROSTER), files=("mlp.py",))

    why = "Ann Lee handed in more than one, and nobody says which counts: ann_mlp.py, mlp_Ann Lee.py"
    assert intake.unmatched == (("ann_mlp.py", why), ("mlp_Ann Lee.py", why))


HOSTILE = (
    "x..",
    "-rf",
    "$(reboot)",
    "a\nb",
    "\x1b[31mred",
    "\u202egnp.exe",
    "A" * 240,
    "con",
    "NUL.txt",
    "ann",
    "ANN",
    "Ann ",
    "änn",
    "a\u0308nn",
    "שרה",
    "李偉",
    "=cmd|calc",
    "<script>",
    " ",
    "a\u200bnn",
    "\u0000".replace("\0", "\u2400"),
    os.fsdecode(b"\xff\xfe"),
)


def test_hostile_names_become_unique_folders_and_harmless_texts(tmp_path):
    folder = tmp_path / "in"
    for name in HOSTILE:
        made(folder, f"{name}/mlp.py")

    intake = gather(folder)

    keys = [work.student.key for work in intake.handed_in]
    assert len(keys) == len(set(keys)) == len(HOSTILE)
    assert keys == [key.lower() for key in keys] == sorted(keys)
    assert {letter for key in keys for letter in key} <= {*string.ascii_lowercase, *string.digits, *"-._"}
    assert all(key[0] not in "-._" and key[-1] not in "-._" and len(key) < 60 for key in keys)
    assert not {"con", "nul.txt"} & set(keys)
    assert all(work.student.name.isprintable() for work in intake.handed_in)
    assert sorted(work.path.name for work in intake.handed_in) == sorted(HOSTILE)


def test_keys_are_the_same_every_time_and_whoever_else_handed_in(tmp_path):
    made(tmp_path / "one", "ann/mlp.py", "Zoë Ørsted/mlp.py")
    made(tmp_path / "more", "ann/mlp.py", "bo/mlp.py", "Zoë Ørsted/mlp.py")

    assert list(by_key(gather(tmp_path / "one"))) == ["ann", "zoe-orsted"]
    assert list(by_key(gather(tmp_path / "more"))) == ["ann", "bo", "zoe-orsted"]


def test_when_files_were_written_here_says_nothing(tmp_path):
    folder = made(tmp_path, "ann.py")
    os.utime(folder / "ann.py", (0, 0))

    (work,) = gather(folder).handed_in

    assert (work.at, work.late_seconds) == ("", None)


def test_what_is_no_folder_is_refused(tmp_path):
    path = written(tmp_path / "all.zip", "")

    with pytest.raises(UsageError) as no_folder:
        gather(path)
    with pytest.raises(UsageError) as nothing:
        gather(tmp_path / "none")

    assert str(no_folder.value) == f"{path} is no folder: unpack the download first"
    assert str(nothing.value) == (f"the folder {tmp_path / 'none'} cannot be read: No such file or directory")
