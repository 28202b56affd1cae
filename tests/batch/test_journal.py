"""What the journal promises: a row is a result whose reports are in their place, and one run has it at a time."""

import subprocess
import sys

import pytest

from grader.batch import journal
from grader.batch.standing import Standing, Status, Student
from grader.errors import GraderError, UsageError

ALICE = Standing(
    student=Student(key="alice", name="Alice"), status=Status.GRADED, score=3.0, max_score=4.0, report="alice"
)
TEXTS = {"report.json": ("{}", 0o644)}


def test_what_is_shown_is_found_by_its_key(tmp_path):
    with journal.opened(tmp_path) as kept:
        kept.show("key", ALICE)

    with journal.opened(tmp_path) as kept:
        assert kept.find("key") == kept.standing("key") == ALICE
        assert kept.shown("alice") == "key"
        assert kept.texts("key") is None
        assert kept.find("another") is None
        assert kept.students() == ["alice"]


def test_what_a_preview_keeps_is_beside_what_is_shown(tmp_path):
    with journal.opened(tmp_path) as kept:
        kept.show("old", ALICE)
        kept.keep("new", ALICE, TEXTS)

        assert kept.shown("alice") == "old"
        assert kept.texts("new") == TEXTS


def test_of_several_previews_the_last_is_kept(tmp_path):
    with journal.opened(tmp_path) as kept:
        kept.show("old", ALICE)
        kept.keep("first", ALICE, TEXTS)
        kept.keep("second", ALICE, TEXTS)

        assert [kept.find(key) is not None for key in ("old", "first", "second")] == [True, False, True]


def test_a_result_that_is_shown_takes_the_place_of_all_others(tmp_path):
    with journal.opened(tmp_path) as kept:
        kept.show("old", ALICE)
        kept.keep("kept", ALICE, TEXTS)
        kept.show("new", ALICE)

        assert [kept.find(key) is not None for key in ("old", "kept", "new")] == [False, False, True]
        assert kept.shown("alice") == "new"


def test_while_reports_are_written_nothing_is_shown(tmp_path):
    with journal.opened(tmp_path) as kept:
        kept.show("key", ALICE)
        kept.hide("alice")

        assert kept.shown("alice") == ""
        assert kept.find("key") == ALICE


def test_a_second_run_in_the_same_folder_is_refused(tmp_path):
    with journal.opened(tmp_path):
        second = f"from pathlib import Path\nfrom grader.batch import journal\nwith journal.opened(Path({str(tmp_path)!r})): pass"
        run = subprocess.run([sys.executable, "-c", second], capture_output=True, text=True, check=False)

    assert run.stderr.strip().splitlines()[-1] == (
        f"grader.errors.UsageError: another run is at work in {tmp_path}: wait for it, or end it"
    )


def test_a_glance_changes_nothing_and_sees_what_is_kept(tmp_path):
    with journal.opened(tmp_path) as kept:
        kept.show("key", ALICE)
    before = (tmp_path / journal.NAME).read_bytes()

    with journal.glanced(tmp_path) as glance:
        assert glance.find("key") == ALICE
        glance.hide("alice")
    assert (tmp_path / journal.NAME).read_bytes() == before


def test_a_glance_at_a_folder_without_a_journal_makes_none(tmp_path):
    with journal.glanced(tmp_path / "nowhere") as glance:
        assert glance.students() == []

    assert [*tmp_path.iterdir()] == []


def test_a_damaged_journal_is_named(tmp_path):
    (tmp_path / journal.NAME).write_bytes(b"no database" * 1000)

    with pytest.raises(GraderError) as refused, journal.opened(tmp_path):
        pass
    assert str(refused.value) == (
        f"{tmp_path / journal.NAME} is damaged (file is not a database): remove it, and all will be graded again"
    )


def test_a_journal_of_another_version_is_left_alone(tmp_path):
    with journal.opened(tmp_path) as kept:
        kept._connection.execute("PRAGMA user_version = 99")

    with pytest.raises(GraderError) as refused, journal.opened(tmp_path):
        pass
    assert str(refused.value) == (
        f"{tmp_path / journal.NAME} is of another version of the grader: choose another OUT, or remove it"
    )


def test_a_journal_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / journal.NAME).mkdir()

    with pytest.raises(GraderError) as refused, journal.opened(tmp_path):
        pass
    assert str(refused.value) == f"{tmp_path / journal.NAME} cannot be used: unable to open database file"


def test_a_refusal_of_the_run_passes_through(tmp_path):
    with pytest.raises(UsageError, match=r"^no room$"), journal.opened(tmp_path):
        raise UsageError("no room")
