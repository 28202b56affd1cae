"""Every homework found: its reference gets full marks through the command, what students start from gets none."""

import json

import pytest

from grader import catalog, cli
from grader.sandbox.runtime import has

ROOT = catalog.course_root()
IDS = catalog.assignment_ids(ROOT)


def graded(id: str, room: str, tmp_path) -> tuple[dict, list[dict]]:
    """Return the report on a homework's reference or template, and those of its checks that can be judged here."""
    absent = {check.id for check in catalog.load(ROOT, id).checks if check.needs and not has(check.needs)}
    arguments = ["grade", str(ROOT / room / id), "--hw", id, "--out", str(tmp_path)]

    assert cli.main(arguments) == (3 if absent else 0)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    unjudged = {check["id"] for check in report["checks"] if check["verdict"] == "unjudged"}
    assert unjudged == absent
    return report, [check for check in report["checks"] if check["id"] not in absent]


@pytest.mark.parametrize("id", IDS)
def test_the_reference_gets_full_marks(id, tmp_path):
    report, checks = graded(id, "reference", tmp_path)

    assert {check["verdict"] for check in checks} == {"right"}
    assert report["score"] == pytest.approx(sum(check["max_score"] for check in checks))


@pytest.mark.parametrize("id", IDS)
def test_what_students_start_from_gets_nothing_and_says_not_implemented(id, tmp_path):
    report, checks = graded(id, "student_template", tmp_path)

    assert report["score"] == 0
    assert {check["verdict"] for check in checks} == {"failed"}
    assert all(check["message"].startswith("not implemented: ") for check in checks)


# What the courses' statements are worth, question by question, whoever reads it. (Ours are finer: 1.2a is part of 5.)
STATEMENTS = {
    "cmu_hw1_mlp": {"P1": 12, "P2": 11, "P3": 17, "P4": 10, "1.": 24, "P5": 36},
    "wpi_hw3_softmax": {"1": 10, "2": 20, "3": 10, "4": 20},
    "dnn_a4_regression": {
        "1a": 2, "1b": 1, "1c": 4, "1d": 2, "1e": 2, "2a": 2, "2b": 2, "2c": 2, "2d": 3,
    },
    "ist_hw1_linear_models": {
        "1.1": 5, "1.2": 5, "1.3": 5, "1.4": 5, "1.5": 5, "2.1": 5, "2.2a": 10, "2.2b": 10,
        "3.1a": 5, "3.1b": 5, "3.2a": 5, "3.2b": 10, "4.1": 10, "4.2": 10, "4.3": 5,
    },
}  # fmt: skip


@pytest.mark.parametrize("id", STATEMENTS)
def test_points_are_those_of_the_statement(id):
    problems = catalog.load(ROOT, id).problems
    totals = {
        question: sum(each.points + each.read_by_person for each in problems if each.id.startswith(question))
        for question in STATEMENTS[id]
    }

    assert totals == STATEMENTS[id]
    assert sum(each.points + each.read_by_person for each in problems) == sum(STATEMENTS[id].values())
