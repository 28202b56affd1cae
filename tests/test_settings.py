import pytest

from grader import settings
from grader.compare import Tolerance
from grader.errors import AssignmentError
from grader.records import Limits
from tests.toy import TOML


def read(tmp_path, toml):
    path = tmp_path / "assignment.toml"
    path.write_text(toml, encoding="utf-8")
    return settings.read(path, "assignments/toy/assignment.toml")


def test_what_is_not_said_has_the_defaults_of_the_records(tmp_path):
    said = read(tmp_path, TOML.replace("check_wall_seconds = 0.5", "").replace("relative = 1e-6", ""))

    assert said.limits == Limits()
    assert said.tolerance == Tolerance()


@pytest.mark.parametrize(
    ("before", "after", "trouble"),
    [
        ("title =", "heading =", ": Object contains unknown field `heading`"),
        ('source = "Nowhere, Homework 0"', "", ": Object missing required field `source`"),
        (
            '"scale.py"',
            '"../scale.py"',
            r", at files[0]: Expected `str` matching regex '^[A-Za-z]\\w*\\.py$'",
        ),
        ("points = 3", 'points = "3"', ", at problems[0].points: Expected `float`, got `str`"),
        ("points = 3", "points = -3", ", at problems[0].points: Expected `float` >= 0.0"),
        ("TestScale", "Scale", r", at problems[0].test_class: Expected `str` matching regex '^(Test\\w+)?$'"),
        ("relative = 1e-6", "rel = 1", ", at tolerance: Object contains unknown field `rel`"),
        ("check_wall_seconds = 0.5", "processes = 0", ", at limits.processes: Expected `int` >= 1"),
    ],
    ids=["unknown key", "missing key", "path", "type", "negative", "class name", "tolerance", "limit"],
)
def test_a_wrong_setting_is_named(tmp_path, before, after, trouble):
    with pytest.raises(AssignmentError) as refusal:
        read(tmp_path, TOML.replace(before, after, 1))

    assert str(refusal.value) == f"assignments/toy/assignment.toml is not as it should be{trouble}"


def test_a_file_that_is_not_toml_is_refused(tmp_path):
    with pytest.raises(
        AssignmentError, match=r"^assignments/toy/assignment.toml is not as it should be: .*line 1"
    ):
        read(tmp_path, "title: no")
