"""JUnit's XML, read again by the library that most programs use."""

import pytest
from junitparser import Error, Failure, JUnitXml, Properties

from grader.compare import Difference, DifferenceKind
from grader.platforms.formats import junit
from grader.platforms.formats.attempt import NOT_FINAL
from grader.records import Verdict
from grader.report.view import Kind
from tests.builders import a_check, a_grading, a_result
from tests.platforms.attempts import ABSENT, ALL, REFUSED, TROUBLE, attempt


def suite(made):
    (read,) = JUnitXml.fromstring(junit.render(made).encode())
    return read


def said(case):
    return {each.name: each.value for each in case.child(Properties) or ()}


@pytest.mark.parametrize("name", ALL)
def test_it_is_read_again_with_every_check_and_its_points(name):
    made = attempt(ALL[name]())

    read = suite(made)

    cases = list(read)
    assert read.tests == len(cases) == len(made.report.checks)
    assert read.failures + read.errors == sum(check.kind is not Kind.RIGHT for check in made.report.checks)
    assert [case.is_passed for case in cases] == [check.kind is Kind.RIGHT for check in made.report.checks]
    assert [float(said(case)["score"]) for case in cases] == [check.score for check in made.report.checks]
    assert {each.name: float(each.value) for each in read.properties()}["score"] == made.score


def test_a_wrong_answer_is_a_failure_and_whatever_broke_an_error():
    made = attempt()

    kinds = {
        (check.kind, type(case.result[0]))
        for check, case in zip(made.report.checks, suite(made), strict=True)
        if check.kind is not Kind.RIGHT
    }

    assert (
        kinds
        == {
            (Kind.WRONG, Failure),
            (Kind.FAILED, Error),
            (Kind.UNJUDGED, Error),
            (Kind.NOT_IMPLEMENTED, Error),
        }
        & kinds
    )
    assert {(Kind.WRONG, Failure), (Kind.FAILED, Error)} <= kinds


def test_values_of_hidden_checks_are_not_in_it():
    value = Difference(
        quantity="dW",
        kind=DifferenceKind.VALUES,
        actual="1.23456",
        expected="9.87654",
        places=3,
        size=6,
        worst=(1, 2),
    )
    results = [
        a_result(
            a_check(id),
            verdict=Verdict.WRONG,
            differences=(value,),
            message=f"{id}: 1.23456, expected 9.87654",
            public_message="off",
        )
        for id in ("forward", "forward_hidden")
    ]
    shown, hidden = suite(attempt(a_grading(results)))

    assert shown.result[0].message == "wrong: forward: 1.23456, expected 9.87654"
    assert hidden.result[0].message == "wrong (hidden): off"
    assert junit.render(attempt(a_grading(results))).count("9.87654") == 1


def test_a_problem_that_was_not_handed_in_is_a_failure():
    *_, case = suite(attempt(absent=(ABSENT,)))

    assert (case.name, case.result[0].message) == ("9.9 A derivation", "derivations.py was not handed in")
    assert said(case) == {"score": "0", "max_score": "3"}


def test_a_refusal_is_a_failure_and_our_trouble_an_error():
    (refused,), (trouble,) = suite(REFUSED), suite(TROUBLE)

    assert (type(refused.result[0]), refused.result[0].type) == (Failure, "refused")
    assert refused.result[0].message == (
        "This could not be graded: mlp.py is not valid Python 3 at line 1: <b>(\\x1b."
    )
    assert (type(trouble.result[0]), trouble.result[0].message) == (Error, NOT_FINAL)
    assert {each.name: each.value for each in suite(TROUBLE).properties()} == {"max_score": "2"}


def test_what_xml_has_no_place_for_is_a_question_mark():
    assert junit._text("a\0b\x1bc\ud800d\uffff<&>") == "a?b?c?d?&lt;&amp;&gt;"
