"""`[late]` of an assignment.toml and a course.toml."""

from datetime import datetime, timedelta, timezone

import pytest

from grader import catalog
from grader.errors import AssignmentError
from grader.late_policy import LatePolicy
from tests.toy import TOML

DUE = datetime(2026, 10, 1, 23, 59, tzinfo=timezone(timedelta(hours=-4)))


def policy(tmp_path, own="", course=None):
    folder = tmp_path / "assignments" / "toy"
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(TOML + own, encoding="utf-8")
    if course is not None:
        (tmp_path / "course.toml").write_text(course, encoding="utf-8")
    return catalog.late_policy(tmp_path, "toy")


def test_without_a_word_there_is_no_policy(tmp_path):
    assert policy(tmp_path) is None


def test_an_empty_table_is_no_policy(tmp_path):
    assert policy(tmp_path, "[late]", "") is None


def test_an_assignment_says_it_all(tmp_path):
    own = (
        "[late]\ndue = 2026-10-01T23:59:00-04:00\ngrace_minutes = 15\npercent_per_day = 10\n"
        "cap_percent = 50\nnothing_after_days = 7\n"
    )

    assert policy(tmp_path, own) == LatePolicy(
        due=DUE, grace_minutes=15, percent_per_day=10, cap_percent=50, nothing_after_days=7
    )


def test_the_course_says_what_the_assignment_does_not(tmp_path):
    course = "[late]\ngrace_minutes = 15\npercent_per_day = 10\n"
    own = '[late]\ndue = "2026-10-01T23:59:00-04:00"\ngrace_minutes = 0\n'

    assert policy(tmp_path, own, course) == LatePolicy(due=DUE, grace_minutes=0, percent_per_day=10)


def test_points_a_day_take_the_place_of_the_courses_percent(tmp_path):
    course = "[late]\npercent_per_day = 10\ncap_percent = 30\n"

    assert policy(tmp_path, "[late]\npoints_per_day = 2\n", course) == LatePolicy(
        points_per_day=2, cap_percent=30
    )


NO_MOMENT = "expected a moment with its offset, such as 2026-10-01T23:59:00-04:00, got "


@pytest.mark.parametrize(
    ("own", "course", "trouble"),
    [
        ("due = 2026-10-01T23:59:00", "", f"assignments/toy/assignment.toml, at late.due: {NO_MOMENT}2026-10-01 23:59:00"),
        ("due = 2026-10-01", "", f"assignments/toy/assignment.toml, at late.due: {NO_MOMENT}2026-10-01"),
        ("", 'due = "tomorrow"', f"course.toml, at late.due: {NO_MOMENT}tomorrow"),
        ("", "percent_per_day = 101", "course.toml is not as it should be, at late.percent_per_day: Expected `float` <= 100.0"),
        ("grace_minutes = -1", "", "assignments/toy/assignment.toml is not as it should be, at late.grace_minutes: Expected `float` >= 0.0"),
        ("percent = 5", "", "assignments/toy/assignment.toml is not as it should be, at late: Object contains unknown field `percent`"),
        ("percent_per_day = 5\npoints_per_day = 1", "", "assignments/toy/assignment.toml, at late: has percent_per_day and points_per_day, where one can hold"),
    ],
    ids=["no offset", "a day", "a word", "more than all", "negative", "unknown key", "two rates"],
)  # fmt: skip
def test_a_wrong_key_is_named_with_its_file(tmp_path, own, course, trouble):
    with pytest.raises(AssignmentError) as refusal:
        policy(tmp_path, f"[late]\n{own}\n", f"[late]\n{course}\n")

    assert str(refusal.value) == trouble


def test_an_unknown_table_of_a_course_is_named(tmp_path):
    with pytest.raises(AssignmentError) as refusal:
        policy(tmp_path, course="[later]\n")

    assert str(refusal.value) == ("course.toml is not as it should be: Object contains unknown field `later`")
