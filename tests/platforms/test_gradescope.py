"""results.json as Gradescope reads it, and what submission_metadata.json changes in it."""

import json
from html.parser import HTMLParser

import msgspec
import pytest

from grader.errors import GraderError
from grader.platforms import metadata
from grader.platforms.formats import gradescope
from grader.platforms.metadata import Metadata
from grader.platforms.terms import Terms
from grader.report.view import Kind, LatenessView
from tests.platforms import schemas
from tests.platforms.attempts import ABSENT, ALL, REFUSED, attempt
from tests.platforms.layouts import METADATA


def rendered(made=None, terms=None, said=None) -> schemas.Gradescope:
    text = gradescope.render(made or attempt(), terms or Terms(), said or Metadata())
    assert "\r" not in text
    return schemas.read(text, schemas.Gradescope)


def said(**changes) -> Metadata:
    """Return the metadata of the example, with changes."""
    return metadata.read(json.dumps(METADATA | changes).encode())


def previous(*scores, **last) -> list[dict]:
    """Return earlier submissions with these scores; the results of the latest are there, as Gradescope has it."""
    found = [
        {"submission_time": "2026-11-19T10:00:00.0-05:00", "score": score, "autograder_error": False}
        for score in scores
    ]
    found[-1] |= last
    return found


class Elements(HTMLParser):
    """Collects elements with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found |= {(tag, name, (value or "")[:22]) for name, value in attrs if name != "alt"} or {
            (tag, "", "")
        }


ORDINARY = {(tag, "", "") for tag in ("p", "strong", "pre", "ul", "li")}
ORDINARY |= {("img", "src", "data:image/png;base64,")}


@pytest.mark.parametrize("name", ALL)
def test_results_fit_the_schema_and_the_tests_add_up_to_the_score(name):
    made = attempt(ALL[name]())

    results = rendered(made)

    assert sum(test.score for test in results.tests) == pytest.approx(results.score)
    assert [test.max_score for test in results.tests] == [check.max_score for check in made.report.checks]
    assert [test.status == "passed" for test in results.tests] == [
        check.kind is Kind.RIGHT for check in made.report.checks
    ]


@pytest.mark.parametrize("name", ALL)
def test_only_plain_elements_come_out_whatever_a_submission_wrote(name):
    results = rendered(attempt(ALL[name]()))

    for text in (results.output, *(test.output for test in results.tests)):
        assert Elements(text).found <= ORDINARY
    assert {results.output_format, results.test_output_format} == {"html"}
    assert results.test_name_format == "text"


def test_a_check_has_its_number_its_plot_and_the_script_that_shows_its_failure():
    made = attempt()

    tests = {test.extra_data["id"]: test for test in rendered(made).tests}

    for check in made.report.checks:
        output = tests[check.id].output
        assert tests[check.id].number.startswith(f"{check.problem}.")
        assert ("<img src=" in output) == any(curve.expected for curve in check.curves)
        assert ("See it fail:" in output) == bool(check.counterexample)


def test_a_problem_whose_file_was_not_handed_in_is_a_test_without_points():
    test = rendered(attempt(absent=(ABSENT,))).tests[-1]

    assert (test.number, test.score, test.max_score, test.status) == ("9.9", 0.0, 3.0, "failed")
    assert test.output == "<p>derivations.py was not handed in.</p>"


def test_what_cannot_be_graded_says_why_and_gets_nothing():
    results = rendered(REFUSED)

    (test,) = results.tests
    assert (results.score, test.score, test.max_score) == (0.0, 0.0, 2.0)
    assert test.output == (
        "<p>This could not be graded: mlp.py is not valid Python 3 at line 1: &lt;b&gt;(\\x1b.</p>"
    )


@pytest.mark.parametrize("choice", ["hidden", "after_due_date", "after_published"])
def test_hidden_checks_are_shown_when_the_terms_say_so(choice):
    made = attempt()

    tests = rendered(made, Terms(hidden_checks=choice)).tests

    assert {
        (check.visibility.value, test.visibility)
        for check, test in zip(made.report.checks, tests, strict=True)
    } == {
        ("public", "visible"),
        ("hidden", choice),
    }


def test_late_work_is_told_how_late_it_is():
    due = METADATA["assignment"] | {"due_date": "2026-11-18T10:14:15.123456-05:00"}

    assert (
        "<p>This was handed in 2 days 3 hours after it was due; "
        in rendered(said=said(assignment=due)).output
    )
    assert "after it was due" not in rendered(said=said()).output


def test_what_being_late_costs_is_taken_off_the_score_and_not_off_the_checks():
    made = attempt()
    late = LatenessView(
        late_seconds=7200.0, points=1.5, final_score=made.score - 1.5, sentence="2 hours late"
    )

    results = rendered(attempt(report=msgspec.structs.replace(made.report, lateness=late)))

    assert results.score == made.score - 1.5
    assert sum(test.score for test in results.tests) == pytest.approx(made.score)
    assert "points count: 2 hours late.</p>" in results.output


def test_work_after_the_last_date_is_told_so():
    due = METADATA["assignment"] | {
        "due_date": "2026-11-20T13:13:00.0-05:00",
        "late_due_date": "2026-11-20T13:14:00.0-05:00",
    }

    assert (
        "handed in 1 minute after it was due, and after the last date for late work, too;"
        in rendered(said=said(assignment=due)).output
    )


def test_the_best_attempt_counts_where_the_terms_say_so():
    results = rendered(terms=Terms(best_of=True), said=said(previous_submissions=previous(1, "999.5", 2)))

    assert results.score == 999.5
    assert "The best counts: an earlier submission got 999.5, this one got " in results.output


def test_a_worse_earlier_attempt_changes_nothing():
    earlier = said(previous_submissions=previous(0.0, None, "none"))

    assert rendered(terms=Terms(best_of=True), said=earlier).score == attempt().score


def test_attempts_are_counted_without_those_that_the_grader_failed_on():
    earlier = said(previous_submissions=[*previous(1, 2), *previous(0, autograder_error=True)])

    assert "<p>This is attempt 3 of 3.</p>" in rendered(terms=Terms(attempts=3), said=earlier).output
    assert not gradescope.is_spent(Terms(attempts=3), earlier)
    assert gradescope.is_spent(Terms(attempts=2), earlier)
    assert not gradescope.is_spent(Terms(), earlier)


@pytest.mark.parametrize(("best_of", "score", "which"), [(False, 2.0, "last"), (True, 7.0, "best")])
def test_an_attempt_too_many_repeats_what_counts(best_of, score, which):
    results = json.loads(gradescope.render(attempt(), Terms(), Metadata()))
    earlier = said(previous_submissions=previous(7, 2, results=results))

    again = schemas.read(gradescope.repeat(Terms(attempts=2, best_of=best_of), earlier), schemas.Gradescope)

    assert again.score == score
    assert again.output == (
        "<p>All 2 attempts were used before this one, which was not graded: "
        f"the {which} of them counts, with {score:g}.</p>"
    )
    assert [msgspec.to_builtins(test)["name"] for test in again.tests] == [
        test["name"] for test in results["tests"]
    ]


def test_an_attempt_too_many_without_earlier_results_has_the_score_alone():
    earlier = said(previous_submissions=previous(3, results={"tests": "not a list"}))

    again = schemas.read(gradescope.repeat(Terms(attempts=1), earlier), schemas.Gradescope)

    assert (again.score, again.tests) == (3.0, [])


def test_the_leaderboard_has_the_losses_of_right_training_runs():
    made = attempt()
    right = [
        curve.actual[-1]
        for check in made.report.checks
        for curve in check.curves
        if check.kind is Kind.RIGHT and curve.quantity == "loss"
    ]

    board = rendered(made, Terms(leaderboard=True)).leaderboard

    assert [entry.value for entry in board] == right
    assert right != []
    assert {entry.order for entry in board} == {"asc"}
    assert rendered(made).leaderboard == []


@pytest.mark.parametrize("content", [b"", b"[]", b'{"created_at": "yesterday"}'])
def test_metadata_that_is_not_as_documented_is_our_trouble(content):
    with pytest.raises(GraderError, match=r"submission_metadata\.json is not as Gradescope documents it: "):
        metadata.read(content)
