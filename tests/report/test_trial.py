"""The short report of a try."""

import pytest
from rich.cells import cell_len

from grader.records import Verdict
from grader.report.build import build
from grader.report.terminal import render_check, render_trial
from grader.report.view import Audience
from tests.builders import a_check, a_grading, a_problem, a_result, a_submission, an_assignment
from tests.report.gradings import GRADINGS, import_failed


def trial(grading, **options) -> str:
    return render_trial(build(grading, Audience.STUDENT), "public checks", **options)


@pytest.mark.parametrize("name", GRADINGS)
def test_no_line_is_longer_than_the_terminal_is_wide(name):
    lines = trial(GRADINGS[name](), width=60).splitlines()

    assert max(map(cell_len, lines)) <= 60
    assert trial(GRADINGS[name](), ascii_only=True).isascii()


def test_it_shows_three_checks_counts_the_others_and_gives_no_points():
    wrong = [a_result(a_check(f"check{n}"), verdict=Verdict.WRONG, message=f"y{n} is off") for n in range(5)]

    text = trial(a_grading(wrong, submission=a_submission(notes=("Mlp.py was graded as mlp.py",))))

    assert [f"y{n} is off" in text for n in range(5)] == [True, True, True, False, False]
    assert text.endswith("\n  2 more are not right.\n\n  Note: Mlp.py was graded as mlp.py\n")
    assert " / " not in text


def test_a_problem_without_a_public_check_is_left_out():
    results = [a_result()]
    problems = (a_problem(), a_problem("2", "Another"))
    checks = [each.check for each in results]

    assert "Another" not in trial(a_grading(results, an_assignment(problems, checks)))


def test_what_stops_all_checks_is_told_once():
    text = trial(import_failed())

    assert text.count("have one cause: ") == 1
    assert "To look at first" not in text


def test_alone_a_check_tells_what_a_whole_report_tells_elsewhere():
    first = build(import_failed(), Audience.STUDENT).checks[0]

    assert first.has_shared_cause
    assert first.message in " ".join(render_check(first).split())
