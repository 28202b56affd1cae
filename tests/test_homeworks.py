"""Every homework found: its reference gets full marks through the command, what students start from gets none."""

import json

import pytest

from grader import catalog, cli

ROOT = catalog.course_root()
IDS = catalog.assignment_ids(ROOT)


def graded(id: str, room: str, tmp_path) -> dict:
    """Return the report on a homework's reference or template."""
    arguments = ["grade", str(ROOT / room / id), "--hw", id, "--out", str(tmp_path)]

    assert cli.main(arguments) == 0
    return json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("id", IDS)
def test_the_reference_gets_full_marks(id, tmp_path):
    report = graded(id, "reference", tmp_path)

    assert report["score"] == report["max_score"] > 0
    assert {check["verdict"] for check in report["checks"]} == {"right"}


@pytest.mark.parametrize("id", IDS)
def test_what_students_start_from_gets_nothing_and_says_not_implemented(id, tmp_path):
    report = graded(id, "student_template", tmp_path)

    assert report["score"] == 0
    assert {check["verdict"] for check in report["checks"]} == {"failed"}
    assert all(check["message"].startswith("not implemented: ") for check in report["checks"])
