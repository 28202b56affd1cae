"""`python -m grader notebook`: a notebook beside each report, and one sentence about what is none."""

import nbformat
import pytest

from grader import cli
from grader.report import json
from grader.report.build import build
from grader.report.view import Audience
from tests.report.gradings import mixed, perfect


@pytest.fixture
def graded(tmp_path):
    """Return a folder with the reports of two students."""
    for name, grading in {"alice": mixed, "bob": perfect}.items():
        folder = tmp_path / "graded" / name
        folder.mkdir(parents=True)
        (folder / "report.json").write_text(json.render(build(grading(), Audience.STUDENT)), encoding="utf-8")
    return tmp_path / "graded"


def test_each_report_of_a_class_becomes_a_notebook_beside_it(graded, capsys):
    assert cli.main(["notebook", str(graded)]) == 0

    written = [graded / name / "report.ipynb" for name in ("alice", "bob")]
    assert capsys.readouterr().out.splitlines() == [f"wrote {path}" for path in written]
    for path in written:
        nbformat.validate(nbformat.read(path, 4))


def test_one_report_becomes_a_notebook(graded, capsys):
    assert cli.main(["notebook", str(graded / "bob" / "report.json")]) == 0

    assert [path.parent.name for path in graded.rglob("report.ipynb")] == ["bob"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("x", "JSON is malformed: invalid character (byte 0)"),
        ('{"schema": "grader-report/9"}', "it does not say that it is of the schema grader-report/1"),
        ('{"schema": "grader-report/1", "checks": 3}', "'int' object is not iterable"),
        ('{"schema": "grader-report/1"}', "Object missing required field `audience`"),
    ],
)
def test_what_is_no_report_is_named_and_nothing_is_written(graded, capsys, content, why):
    path = graded / "alice" / "report.json"
    path.write_text(content, encoding="utf-8")

    assert cli.main(["notebook", str(path)]) == 2
    said = capsys.readouterr().err
    assert said == f"grader: {path} is no report of this grader ({why}): grade it again\n"
    assert [*graded.rglob("report.ipynb")] == []


def test_where_there_is_no_report_it_is_said(tmp_path, capsys):
    assert cli.main(["notebook", str(tmp_path)]) == 2
    assert cli.main(["notebook", str(tmp_path / "report.json")]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"grader: REPORT={tmp_path} holds no report.json: grade something into it first",
        f"grader: {tmp_path / 'report.json'}: No such file or directory",
    ]
