"""Gradescope's export of submissions."""

import textwrap
from datetime import datetime

import pytest
import yaml

from grader.batch.downloads import gather
from grader.batch.layouts import ruby
from grader.errors import UsageError
from tests.batch.folders import GRADESCOPE_METADATA, MOODLE_PARTICIPANTS, by_key, made, written

DUE = datetime.fromisoformat("2026-10-02T00:00:00-04:00")


def exported(folder, metadata, *names):
    made(folder, *names)
    written(folder / "submission_metadata.yml", metadata)
    return folder


def test_those_of_a_group_share_a_folder_and_times_are_kept(tmp_path):
    folder = exported(
        tmp_path / "assignment_9_export",
        GRADESCOPE_METADATA,
        "submission_501/mlp.py",
        "submission_502/mlp.py",
    )

    intake = gather(folder, written(tmp_path / "class.csv", MOODLE_PARTICIPANTS), due=DUE)

    assert intake.layout == "Gradescope's export"
    assert {key: (work.path.name, work.at, work.late_seconds) for key, work in by_key(intake).items()} == {
        "jane": ("submission_501", "2026-10-02T20:11:42+00:00", 58_302.0),
        "john": ("submission_501", "2026-10-02T20:11:42+00:00", 58_302.0),
        "wei": ("submission_502", "2026-10-01T03:59:00+00:00", 0.0),
    }
    assert [student.key for student in intake.missing] == ["wei2"]
    assert intake.unmatched == ()


def test_without_a_roster_the_metadata_says_who_they_are(tmp_path):
    folder = exported(tmp_path, GRADESCOPE_METADATA, "submission_501/mlp.py", "submission_502/mlp.py")

    students = {work.student.name: work.student.ids for work in gather(folder).handed_in}

    assert students == {
        "Jane Doe": {"email": "jane@x.edu", "sis": "s11"},
        "John Roe": {"email": "john@x.edu", "sis": "s12"},
        "Wei Li": {"email": "wei@x.edu", "sis": "s14"},
    }


def test_the_export_may_be_the_one_folder_inside(tmp_path):
    exported(tmp_path / "assignment_9_export", GRADESCOPE_METADATA, "submission_501/mlp.py")

    assert gather(tmp_path).layout == "Gradescope's export"


def test_of_two_submissions_of_one_person_the_newer_counts(tmp_path):
    metadata = "".join(
        f"submission_{id}:\n  :submitters:\n  - :name: Jane Doe\n    :email: j@x\n  :created_at: {at}\n"
        for id, at in ((7, "2026-10-03 00:00:00 Z"), (8, "2026-10-02 00:00:00 Z"))
    )
    folder = exported(tmp_path, metadata, "submission_7/mlp.py", "submission_8/mlp.py")

    (work,) = gather(folder).handed_in

    assert work.path.name == "submission_7"
    assert work.notes == ("left out, because it was handed in again: submission_8",)


def test_folders_and_metadata_that_do_not_fit_together_are_listed(tmp_path):
    metadata = (
        "submission_1: {}\nsubmission_2:\n  :submitters: []\n../submission_3:\n  :submitters:\n  - :name: A\n"
        "4: nonsense\nsubmission_6:\n  :submitters:\n  - 5\n  - :name:\n"
    )
    folder = exported(
        tmp_path, metadata, "submission_2/a.py", "submission_5/a.py", "submission_6/a.py", "x.pdf"
    )

    intake = gather(folder)

    assert intake.handed_in == ()
    assert intake.unmatched == (
        ("../submission_3", "submission_metadata.yml names it, and no such folder is there"),
        ("4", "submission_metadata.yml names it, and no such folder is there"),
        ("submission_1", "submission_metadata.yml names it, and no such folder is there"),
        ("submission_2", "submission_metadata.yml names nobody who handed it in"),
        ("submission_5", "submission_metadata.yml does not name it"),
        ("submission_6", "submission_metadata.yml names nobody who handed it in"),
        ("x.pdf", "submission_metadata.yml does not name it"),
    )


@pytest.mark.parametrize(
    "at",
    ["2026-10-02 20:11:42", "yesterday", "[1]", "'\"'", "2026-10-02", "!ruby/object:Time 5"],
    ids=["no offset", "a word", "a list", "no YAML", "a day", "a number"],
)
def test_a_time_that_could_be_anybodys_is_unknown(tmp_path, at):
    metadata = f"submission_1:\n  :submitters:\n  - :name: A\n  :created_at: {at}\n"
    folder = exported(tmp_path, metadata, "submission_1/mlp.py")

    (work,) = gather(folder, due=DUE).handed_in

    assert (work.at, work.late_seconds) == ("", None)


@pytest.mark.parametrize(
    ("metadata", "trouble"),
    [
        ("a: [", "submission_metadata.yml is no YAML at line "),
        (
            "a: 2026-99-99 00:00:00 Z",
            "submission_metadata.yml is no YAML: ValueError: download the export again",
        ),
        ("- 1", "submission_metadata.yml names no submissions: download the export again"),
        ("", "submission_metadata.yml names no submissions: download the export again"),
    ],
    ids=["open", "no such day", "a list", "empty"],
)
def test_metadata_that_cannot_be_read_is_refused(tmp_path, metadata, trouble):
    folder = exported(tmp_path, metadata, "submission_1/mlp.py")

    with pytest.raises(UsageError) as refusal:
        gather(folder)

    assert str(refusal.value).startswith(trouble)


def test_tags_make_no_objects(tmp_path):
    metadata = (
        "submission_1:\n  :submitters:\n  - :name: !!python/object/apply:os.system ['touch made']\n"
        "    :email: !ruby/object:Gem::Installer x@y\n"
    )
    folder = exported(tmp_path, metadata, "submission_1/mlp.py")

    with pytest.raises(UsageError, match="is no YAML at line 3: could not determine a constructor"):
        gather(folder)


def test_metadata_that_is_huge_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(ruby, "_MOST_BYTES", 2)
    folder = exported(tmp_path, "abc", "submission_1/mlp.py")

    with pytest.raises(UsageError, match="is larger than 0 MiB: is it Gradescope's"):
        gather(folder)


def test_an_extension_of_the_roster_moves_the_moment_when_it_was_due(tmp_path):
    roster = "Name,Email,Extended to\nJane Doe,jane@x.edu,2026-10-02T16:11:00-04:00\nJohn Roe,john@x.edu,\n"
    folder = exported(tmp_path / "in", GRADESCOPE_METADATA, "submission_501/mlp.py")

    works = by_key(gather(folder, written(tmp_path / "class.csv", roster), due=DUE))

    assert works["jane"].late_seconds == 42.0
    assert works["john"].late_seconds == 58_302.0


NASTY = "\n".join(
    [
        "submission_2:",
        "  :submitters:",
        "  - :name: Forged",
        "- x",
        "",
        "---",
        "'\"\\",
        "word " * 60,
        "\ttab",
        "é\u2028",
    ]
)


def in_yaml(key, value, style):
    """Return a field of a submission as a writer of YAML sets it, in one of its styles."""
    text = yaml.safe_dump(value, default_style=style, width=40, allow_unicode=True)
    return f"  {key}:\n{textwrap.indent(text, '    ')}"


@pytest.mark.parametrize("style", [None, '"', "'", "|", ">"])
def test_nothing_that_a_student_printed_is_taken_for_metadata(tmp_path, style):
    about = "  :submitters:\n  - :name: Jane Doe\n    :email: j@x\n"
    printed = in_yaml(":results", {"output": NASTY, "tests": [{"output": NASTY}, NASTY]}, style)
    history = f"  :history:\n  - :id: 5\n{textwrap.indent(printed, '  ')}"
    metadata = (
        f"---\nsubmission_1:\n{about}{printed}{history}  :created_at: 2026-10-02 20:11:42.5 Z\n"
        f"submission_3:\n{about}{printed}"
    )
    folder = exported(tmp_path, metadata, "submission_1/mlp.py")

    intake = gather(folder)

    (work,) = intake.handed_in
    assert ruby._loaded(metadata.encode()) == {
        key: {name: value for name, value in fields.items() if name not in (":results", ":history")}
        for key, fields in yaml.load(metadata, ruby._Loader).items()
    }
    assert (work.student.name, work.at) == ("Jane Doe", "2026-10-02T20:11:42+00:00")
    assert [name for name, _ in intake.unmatched] == ["submission_3"]


def test_what_refers_to_a_part_that_is_left_out_is_read_all_the_same(tmp_path):
    metadata = (
        "submission_1:\n  :results: &1\n    name: Jane\n  :submitters:\n  - *1\n  - :name: Ann\n"
        "    :email: &2 a@x\n"
    )
    folder = exported(tmp_path, metadata, "submission_1/mlp.py")

    assert {work.student.name for work in gather(folder).handed_in} == {"Jane", "Ann"}
