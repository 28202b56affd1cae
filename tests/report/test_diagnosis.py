"""A mistake is told once: at the first check that it breaks; the others name no more than that it is the same."""

import pytest

from grader.records import Diagnosis, Verdict
from grader.report import html, markdown, terminal
from grader.report.build import build
from grader.report.view import Audience
from tests.builders import a_check, a_grading, a_result

REPLACED = Diagnosis(id="replaced", text="backward replaces what is there.", confidence="exact")
FOLLOWS = Diagnosis(
    id="builds_on", text="this builds on 1 Layer, which is not right yet.", confidence="likely"
)


def report(*diagnoses):
    ids = ["forward", "backward_hidden", "network"]
    return build(
        a_grading(
            a_result(
                a_check(id, title=f"{id} works."),
                verdict=Verdict.WRONG,
                message=f"{id} is off",
                diagnosis=(diagnosis,),
            )
            for id, diagnosis in zip(ids, diagnoses, strict=True)
        ),
        Audience.STUDENT,
    )


def test_the_first_check_tells_and_the_others_point_to_it():
    checks = report(REPLACED, REPLACED, FOLLOWS).checks

    assert [check.same_as for check in checks] == ["", "forward", ""]


@pytest.mark.parametrize("render", [terminal.render, markdown.render, html.render])
def test_the_sentence_stands_once_in_every_format(render):
    text = render(report(REPLACED, REPLACED, FOLLOWS))

    assert text.count("backward replaces what is there.") == 1
    assert text.count("hidden, the same mistake") == 1
    assert text.count("Known mistake") == text.count("Follows") == 1
    assert "backward_hidden is off" not in text


def test_what_waits_for_the_same_problem_says_so():
    text = terminal.render(report(REPLACED, FOLLOWS, FOLLOWS))

    assert "✗ wrong: network works.  (waits for the same problem)" in text


def test_a_gradient_check_names_no_mistake_that_two_checks_could_share():
    fits = Diagnosis(id="gradient_check", text="backward fits your own forward.", confidence="exact")
    found = report(fits, fits, FOLLOWS)

    assert [check.same_as for check in found.checks] == ["", "", ""]
    assert terminal.render(found).count("Gradient check: backward fits your own forward.") == 2
