"""Moodle's download of all submissions."""

from grader.batch.downloads import gather
from tests.batch.folders import MOODLE_PARTICIPANTS, MOODLE_WORKSHEET, by_key, files_of, made, written


def test_folders_and_flat_files_are_told_apart_by_the_name_before_the_number(tmp_path):
    folder = made(
        tmp_path / "downloads",
        "Jane Doe_111_assignsubmission_file_/mlp.py",
        "John Roe_112_assignsubmission_file_mlp.py",
        "John Roe_112_assignsubmission_file_my_derivations.py",
    )

    intake = gather(folder, written(tmp_path / "participants.csv", MOODLE_PARTICIPANTS))

    works = by_key(intake)
    assert intake.layout == "Moodle's download"
    assert works["jane"].path == folder / "Jane Doe_111_assignsubmission_file_"
    assert works["jane"].files == ()
    assert files_of(works["john"]) == {
        "mlp.py": "John Roe_112_assignsubmission_file_mlp.py",
        "my_derivations.py": "John Roe_112_assignsubmission_file_my_derivations.py",
    }
    assert intake.unmatched == ()


def test_two_of_one_name_are_nobody_until_the_worksheet_tells_them_apart(tmp_path):
    folder = made(
        tmp_path / "downloads",
        "Wei Li_114_assignsubmission_file/mlp.py",
        "Wei Li_115_assignsubmission_file/mlp.py",
    )

    by_name = gather(folder, written(tmp_path / "participants.csv", MOODLE_PARTICIPANTS))
    by_number = gather(folder, written(tmp_path / "worksheet.csv", MOODLE_WORKSHEET))

    why = "2 people on the roster may be meant: Wei Li (wei), Wei Li (wei2)"
    assert by_name.handed_in == ()
    assert by_name.unmatched == (
        ("Wei Li_114_assignsubmission_file", why),
        ("Wei Li_115_assignsubmission_file", why),
    )
    assert [student.key for student in by_name.missing] == ["jane", "john", "wei", "wei2"]
    assert {key: work.path.name for key, work in by_key(by_number).items()} == {
        "wei": "Wei Li_114_assignsubmission_file",
        "wei2": "Wei Li_115_assignsubmission_file",
    }


def test_a_namesake_who_is_not_on_the_roster_spoils_the_match_of_both(tmp_path):
    folder = made(
        tmp_path / "downloads",
        "Jane Doe_111_assignsubmission_file_/mlp.py",
        "Jane Doe_999_assignsubmission_file_/mlp.py",
    )

    intake = gather(folder, written(tmp_path / "participants.csv", MOODLE_PARTICIPANTS))

    why = "two people handed in as Jane Doe, and the roster has one of that name"
    assert intake.handed_in == ()
    assert [reason for _, reason in intake.unmatched] == [why, why]


def test_without_a_roster_the_numbers_tell_people_apart(tmp_path):
    folder = made(
        tmp_path,
        "Participant_7_assignsubmission_file_/mlp.py",
        "Participant_8_assignsubmission_file_/mlp.py",
    )

    works = gather(folder).handed_in

    assert len({work.student.key for work in works}) == 2
    assert [work.student.ids for work in sorted(works, key=lambda work: work.path)] == [
        {"participant": "7"},
        {"participant": "8"},
    ]


def test_what_was_typed_on_the_page_and_what_is_strange_is_listed(tmp_path):
    folder = made(
        tmp_path,
        "Jane Doe_111_assignsubmission_file_/mlp.py",
        "Jane Doe_111_assignsubmission_onlinetext_/onlinetext.html",
        "John Roe_112_assignsubmission_file_",
        "John Roe_112_assignsubmission_file_mlp.py",
        "grades.ods",
    )

    assert gather(folder).unmatched == (
        ("Jane Doe_111_assignsubmission_onlinetext_", "it is a text typed on Moodle's page, and no file"),
        (
            "John Roe_112_assignsubmission_file_",
            "its name is not like those of Moodle's other downloads",
        ),
        ("grades.ods", "its name is not like those of Moodle's other downloads"),
    )
