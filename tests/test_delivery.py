"""Reports arrive whole, where they should, readable by whom they should."""

import json
import stat

import pytest

from grader import delivery, output
from grader.errors import UsageError
from grader.records import Verdict
from grader.script import OPENING
from tests.builders import a_check, a_grading, a_result


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


def failed(check):
    """Return a grading in which this check failed, and is shown to fail."""
    text = f"{OPENING}\n\n{check} <b>fails</b>"
    return a_grading([a_result(a_check(check), verdict=Verdict.WRONG, counterexample=text)])


def test_a_counterexample_is_a_file_beside_the_reports_and_a_part_of_the_page(tmp_path):
    delivery.deliver(failed("forward_hidden"), tmp_path)
    script = tmp_path / "counterexamples" / "forward_hidden.py"
    (said,) = json.loads((tmp_path / "report.json").read_text())["checks"]

    assert script.read_text() == f"{OPENING}\n\nforward_hidden <b>fails</b>"
    assert said["counterexample"] == "counterexamples/forward_hidden.py"
    assert "forward_hidden &lt;b&gt;fails&lt;/b&gt;" in (tmp_path / "report.html").read_text()
    assert "counterexamples/forward_hidden.py" in (tmp_path / "report.md").read_text()


def test_what_is_mended_is_no_longer_shown_to_fail_and_other_files_stay(tmp_path):
    delivery.deliver(failed("forward"), tmp_path)
    (tmp_path / "counterexamples" / "mlp.py").write_text("mine")
    delivery.deliver(failed("backward"), tmp_path)

    assert sorted(file.name for file in (tmp_path / "counterexamples").iterdir()) == ["backward.py", "mlp.py"]


def test_no_folder_is_left_where_nothing_fails(tmp_path):
    delivery.deliver(failed("forward"), tmp_path)
    delivery.deliver(a_grading(), tmp_path)

    assert not (tmp_path / "counterexamples").exists()


def test_an_old_report_is_replaced(tmp_path):
    (tmp_path / "report.md").write_text("old")

    delivery.deliver(a_grading(), tmp_path)

    assert (tmp_path / "report.md").read_text() != "old"


def test_a_notebook_of_the_report_before_does_not_stay(tmp_path):
    (tmp_path / "report.ipynb").write_text("old")

    delivery.deliver(a_grading(), tmp_path)

    assert not (tmp_path / "report.ipynb").exists()


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
