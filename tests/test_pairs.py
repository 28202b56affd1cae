"""Which mistakes are tried in a copy of the reference, alone and in pairs, and what is said of them."""

import sys

import numpy as np

from grader import catalog, fixtures, mistakes, pairs
from grader.diagnose import Seen, known
from grader.records import Mistake, Verdict
from grader.relations import Context

ASSIGNMENT = catalog.load(catalog.course_root(), "dnn_a4_regression")
FIXTURE, KNOWN = fixtures.read(ASSIGNMENT), mistakes.read(ASSIGNMENT)
TABLE, BY_ID = fixtures.read_mistakes(ASSIGNMENT), {each.id: each for each in KNOWN}


def graded(*made, given=FIXTURE.given, expected=FIXTURE.expected):
    """What is seen of a submission that is the reference with these mistakes in it."""
    module, functions = mistakes.spoiled(ASSIGNMENT, made), catalog.check_functions(ASSIGNMENT)
    found = []
    for check in ASSIGNMENT.checks:
        if check.module == made[0].module and not check.curves and check.id not in ASSIGNMENT.expectations:
            context = Context(given[check.id], {}, expected[check.id])
            wrong = mistakes.wrong_answers(
                check, functions[check.function], module, context.given, context.expected
            )
            verdict = Verdict.RIGHT if wrong is None else Verdict.WRONG if wrong else Verdict.FAILED
            found.append(Seen(check, verdict, wrong or {}, context))
    return found


def searched(seen, listed=KNOWN, table=TABLE):
    """The mistakes that are named by the search, by check, and how sure they are."""
    found = known(seen, listed, table, ASSIGNMENT.problems)
    answers = pairs.search(ASSIGNMENT, seen, listed, table, found)
    return {
        check: ([each.id for each in several], several[0].confidence) for check, several in answers.items()
    }


def test_two_mistakes_that_hide_each_other_are_both_named():
    found = searched(graded(BY_ID["loss_of_opposite_sign"], BY_ID["loss_with_log2"]))

    assert found["loss_values"] == (["loss_of_opposite_sign", "loss_with_log2"], "exact")
    assert found["loss_values"] == found["loss_extreme"]


def test_two_mistakes_that_are_known_from_checks_of_their_own_are_named_where_they_meet():
    seen = graded(BY_ID["deltas_of_opposite_sign"], BY_ID["update_of_biases_without_rate"])

    found = searched(seen)

    assert found["delta_weights"] == (["deltas_of_opposite_sign"], "exact")
    assert found["parameter_update"] == (["update_of_biases_without_rate"], "exact")
    assert found["three_steps"] == (["deltas_of_opposite_sign", "update_of_biases_without_rate"], "exact")


def test_a_mistake_is_known_again_in_a_problem_that_builds_on_its_own():
    found = searched(graded(BY_ID["softmax_divided_by_mean"]))

    assert found["gradient"] == (["softmax_divided_by_mean"], "exact")


def test_on_inputs_of_a_students_own_a_mistake_is_tried_alone():
    hidden = "parameter_update_hidden"
    given = {**FIXTURE.given, hidden: {name: 1.5 * each for name, each in FIXTURE.given[hidden].items()}}
    reference = catalog.reference_module(ASSIGNMENT, "linear_regression.py")
    function = catalog.check_functions(ASSIGNMENT)["parameter_update"]
    answers = function(
        reference, **{name: each.item() if each.ndim == 0 else each for name, each in given[hidden].items()}
    )
    expected = {**FIXTURE.expected, hidden: {name: np.asarray(each) for name, each in answers.items()}}

    found = searched(graded(BY_ID["update_without_rate"], given=given, expected=expected))

    assert found[hidden][0] == ["update_without_rate"]


def test_what_is_explained_is_not_searched_again():
    assert searched(graded(BY_ID["errors_squared"])) == {}


def test_no_more_is_tried_than_was_declared(monkeypatch):
    seen = [
        each._replace(wrong={name: array + 0.123 for name, array in each.wrong.items()})
        for each in graded(BY_ID["deltas_of_opposite_sign"])
    ]
    tried = set()
    monkeypatch.setattr(pairs, "PAIRS", 7)
    monkeypatch.setattr(mistakes, "spoiled", lambda assignment, chosen: tried.add(frozenset(chosen)))

    assert searched(seen) == {}
    assert len(tried) == 7


def endless(module):
    def softmax(b):
        while True:
            b = b + 1

    module.softmax = softmax


def test_a_mistake_that_never_ends_is_given_up():
    seen = graded(BY_ID["softmax_divided_by_mean"])
    listed = [Mistake(id="endless", problem="2b", module="softmax.py", text="It loops.", apply=endless)]

    assert searched(seen, listed, {"endless": {"softmax_values": {"softmax": np.zeros(3)}}}) == {}


def test_the_search_leaves_no_trace():
    seen = graded(BY_ID["softmax_divided_by_mean"])
    np.random.seed(5)
    tracer = sys.gettrace()

    searched(seen)

    assert np.random.uniform() == np.random.RandomState(5).uniform()
    assert sys.gettrace() is tracer
