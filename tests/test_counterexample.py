"""The search for a small instance that fails, and what becomes of it in a grading."""

import msgspec
import numpy as np
import pytest

from grader import catalog, fixtures
from grader.counterexample import Search
from grader.excerpt import statements
from grader.pipeline import grade
from grader.records import Fixture, Outcome, Verdict
from grader.rungs import Rung
from grader.sandbox.choose import Sandbox
from tests import boxed
from tests.builders import a_check, a_problem, a_result, an_observation

SMALL = Rung(given={"x": np.array([1.0])}, expected={"y": np.array([2.0])}, of="forward", seed=0)
LARGE = Rung(given={"x": np.array([1.0, 3.0])}, expected={"y": np.array([2.0, 6.0])}, of="forward", seed=1)
LADDERS = {"forward": (SMALL, LARGE)}


def wrong(**changes):
    """Return a result that is not right."""
    verdict = changes.pop("verdict", Verdict.WRONG)
    return a_result(a_check("forward"), an_observation("forward", **changes), verdict)


def answered(trial, y):
    """Return what a submission answers to a trial."""
    return an_observation(trial.id, quantities={"y": np.array(y)})


def test_the_first_instance_that_fails_is_found():
    search = Search(LADDERS, [wrong()])
    (first,) = search.trials()
    search.hear(answered(first, [2.0]))
    (second,) = search.trials()
    search.hear(answered(second, [2.0, 5.0]))

    assert (first.given, second.given) == (SMALL.given, LARGE.given)
    assert search.found == {"forward": LARGE}
    assert search.trials() == []


def test_nothing_is_found_if_every_instance_is_right():
    search = Search(LADDERS, [wrong()])
    for y in ([2.0], [2.0, 6.0]):
        (trial,) = search.trials()
        search.hear(answered(trial, y))

    assert search.trials() == []
    assert search.found == {}


@pytest.mark.parametrize("outcome", [Outcome.RAISED, Outcome.CRASHED, Outcome.OUT_OF_MEMORY])
def test_an_instance_that_does_not_return_fails(outcome):
    search = Search(LADDERS, [wrong(outcome=outcome, verdict=Verdict.FAILED)])
    (trial,) = search.trials()
    search.hear(an_observation(trial.id, outcome=outcome))

    assert search.found == {"forward": SMALL}


@pytest.mark.parametrize("outcome", [Outcome.TIMED_OUT, Outcome.NOT_RUN])
def test_what_was_not_answered_shows_nothing(outcome):
    search = Search(LADDERS, [wrong()])
    (trial,) = search.trials()
    search.hear(an_observation(trial.id, outcome=outcome))

    assert search.found == {}


@pytest.mark.parametrize(
    "result",
    [
        a_result(a_check("forward")),
        wrong(outcome=Outcome.RAISED, exception=("NotImplementedError", ""), verdict=Verdict.FAILED),
        wrong(outcome=Outcome.RAISED, during_import=True, verdict=Verdict.FAILED),
        wrong(outcome=Outcome.TIMED_OUT, verdict=Verdict.FAILED),
        wrong(outcome=Outcome.NOT_RUN, verdict=Verdict.UNJUDGED),
    ],
    ids=["right", "not implemented", "import failed", "timed out", "our fault"],
)
def test_where_there_is_nothing_to_show_nothing_is_tried(result):
    assert Search(LADDERS, [result]).trials() == []


def test_answers_to_other_questions_are_passed_over():
    search = Search(LADDERS, [wrong()])
    search.trials()
    search.hear(an_observation("forward"))

    assert search.found == {}


def graded(source):
    """Return the grading of the smallest assignment's three checks, each of which wants twice what is given."""
    expected = {name: {"y": np.array([0.0, 2.0, 4.0])} for name in boxed.GIVEN}
    fixture = Fixture(given=boxed.GIVEN, expected=expected, sha256="0" * 64)
    assignment = msgspec.structs.replace(boxed.assignment(), problems=(a_problem("1"),))
    with Sandbox("bare") as sandbox:
        return grade(assignment, boxed.submission(boxed.DOUBLE + source), fixture, sandbox)


def test_a_failed_check_of_a_grading_gets_a_script_and_a_right_one_gets_none(monkeypatch):
    monkeypatch.setattr(fixtures, "read_counterexamples", lambda assignment: {"middle": (SMALL, LARGE)})
    monkeypatch.setattr(catalog, "statements", lambda assignment: statements(boxed.SOURCE))
    grading = graded("def tried(x):\n    return 2 * x if len(x) == 1 else x\n")

    before, middle, after = (result.counterexample for result in grading.results)
    assert (before, after) == ("", "")
    assert '"x": np.array([1.0, 3.0]),' in middle


def test_a_grading_without_counterexamples_says_why():
    grading = graded("def tried(x):\n    return x\n")

    assert [note for note in grading.submission.notes if "counterexample" in note] == [
        "no counterexamples are in this report: assignments/boxed/fixtures/counterexamples.pk is missing: "
        "run `make fixtures HW=boxed`"
    ]
