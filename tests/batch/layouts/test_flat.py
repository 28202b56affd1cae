"""A file per student, or a folder per student, or both."""

import pytest

from grader.batch.downloads import gather
from tests.batch.folders import CANVAS_GRADEBOOK, by_key, files_of, made, written

FILES = ("mlp.py", "derivations.py")


def test_files_of_all_kinds_are_their_students(tmp_path):
    folder = made(tmp_path, "ann.py", "bo.ipynb", "cy.zip", "di.tar.gz", "ed.tgz", "flo.RAR", "handout.pdf")

    intake = gather(folder)

    assert intake.layout == "a file per student"
    assert [work.student.key for work in intake.handed_in] == ["ann", "bo", "cy", "di", "ed", "flo"]
    assert intake.unmatched == (
        ("handout.pdf", "it is no .py, .ipynb, .zip or .tar.gz, and lies in nobody's folder"),
    )


@pytest.mark.parametrize(
    ("name", "student", "file"),
    [
        ("jdoe.py", "jdoe", "jdoe.py"),
        ("jdoe_mlp.py", "jdoe", "mlp.py"),
        ("mlp-jdoe.py", "jdoe", "mlp.py"),
        ("Jane Doe - MLP.ipynb", "jdoe", "mlp.ipynb"),
        ("Doe, Jane.derivations.py", "jdoe", "derivations.py"),
        ("s11.py", "jdoe", "s11.py"),
    ],
)
def test_the_name_of_the_homeworks_file_is_no_part_of_the_students(tmp_path, name, student, file):
    folder = made(tmp_path / "files", name)

    intake = gather(folder, written(tmp_path / "grades.csv", CANVAS_GRADEBOOK), files=FILES)

    assert {key: files_of(work) for key, work in by_key(intake).items()} == {student: {file: name}}


def test_several_files_of_one_student_are_one_submission(tmp_path):
    folder = made(tmp_path, "jdoe_mlp.py", "jdoe_derivations.py", "jroe_mlp.py", "mlp.py")

    intake = gather(folder, files=FILES)

    assert {key: set(files_of(work)) for key, work in by_key(intake).items()} == {
        "jdoe": {"mlp.py", "derivations.py"},
        "jroe": {"mlp.py"},
    }
    assert intake.unmatched == (("mlp.py", "its name says nothing of whose it is"),)


def test_a_folder_per_student_by_any_name_or_id(tmp_path):
    folder = made(
        tmp_path / "class", "Jane Doe/mlp.py", "Roe_John/mlp.py", "13/mlp.py", "WLI/mlp.py", "s15/a/mlp.py"
    )

    intake = gather(folder, written(tmp_path / "grades.csv", CANVAS_GRADEBOOK))

    assert intake.layout == "a folder per student"
    assert {key: work.path.name for key, work in by_key(intake).items()} == {
        "jdoe": "Jane Doe",
        "jroe": "Roe_John",
        "klee": "13",
        "wli": "WLI",
        "wli2": "s15",
    }
    assert intake.missing == ()


def test_folders_and_files_may_lie_side_by_side(tmp_path):
    folder = made(tmp_path, "ann/mlp.py", "bo.py")

    assert gather(folder).layout == "a folder per student and a file per student"


def test_an_empty_folder_of_a_student_is_handed_in(tmp_path):
    (tmp_path / "ann").mkdir()

    assert [work.student.key for work in gather(tmp_path).handed_in] == ["ann"]
