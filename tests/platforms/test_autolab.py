"""What Autolab reads: the last line."""

import json

import pytest

from grader.platforms.answers import ANSWERS
from grader.platforms.formats import autolab
from grader.platforms.terms import Terms
from tests.platforms.attempts import ALL, REFUSED, TROUBLE, attempt


@pytest.mark.parametrize("name", ALL)
def test_the_last_line_has_the_points_of_each_problem_whatever_is_printed_above(name):
    made = attempt(ALL[name]())

    *above, last = autolab.render(made).split("\n")

    assert json.loads(last) == {
        "scores": {each.id: each.score for each in made.report.problems if each.max_score}
    }
    assert not any(line.startswith("{") for line in above)


def test_each_check_that_is_not_right_is_told():
    made = attempt()

    text = autolab.render(made)

    for check in made.report.checks:
        assert (f" {check.title}\n    " in text) == (check.kind.value != "right")


def test_a_refusal_gets_no_points_in_any_problem():
    text = autolab.render(REFUSED)

    assert text == (
        "This could not be graded: mlp.py is not valid Python 3 at line 1: <b>(\\x1b.\n\n"
        '{"scores":{"1.1":0.0}}'
    )


def test_our_own_trouble_has_no_last_line():
    assert ANSWERS["autolab"].render(TROUBLE, Terms(), b"") == ""
