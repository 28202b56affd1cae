"""Reports arrive whole, where they should, readable by whom they should."""

import json
import stat

import pytest

from grader import delivery, output
from grader.errors import UsageError
from tests.builders import a_grading


def test_all_files_are_written_and_the_staffs_is_closed_to_others(tmp_path):
    delivery.deliver(a_grading(), tmp_path)

    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "report.html",
        "report.json",
        "report.md",
        "report.staff.json",
    ]
    assert json.loads((tmp_path / "report.json").read_text())["schema"] == "grader-report/1"
    assert stat.S_IMODE((tmp_path / "report.staff.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o644


def test_an_old_report_is_replaced(tmp_path):
    (tmp_path / "report.md").write_text("old")

    delivery.deliver(a_grading(), tmp_path)

    assert (tmp_path / "report.md").read_text() != "old"


def test_a_report_that_cannot_be_finished_leaves_the_old_one(tmp_path, monkeypatch):
    (tmp_path / "report.json").write_text("old")
    monkeypatch.setattr(
        delivery.Path,
        "replace",
        lambda self, target: (_ for _ in ()).throw(OSError(28, "No space left on device")),
    )

    with pytest.raises(UsageError) as caught:
        delivery.deliver(a_grading(), tmp_path)

    assert str(caught.value) == f"cannot write {tmp_path / 'report.json'}: No space left on device"
    assert [file.name for file in tmp_path.iterdir()] == ["report.json"]
    assert (tmp_path / "report.json").read_text() == "old"


def test_a_place_where_nothing_can_be_written_is_refused_at_once(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(UsageError) as caught:
        output.prepare(tmp_path / "file" / "out")

    assert str(caught.value) == f"cannot write to {tmp_path / 'file' / 'out'}: Not a directory"
