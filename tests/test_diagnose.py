"""Which mistake is named, for which checks, and when nothing is said."""

import numpy as np
import pytest

from grader.compare import Tolerance
from grader.diagnose import SAMPLE, Seen, diagnose, sampled
from grader.records import Mistake, Problem, Verdict
from tests.builders import a_check


def a_mistake(id, problem="1"):
    return Mistake(id=id, problem=problem, module="mlp.py", text=f"It is {id}.", apply=lambda module: None)


def seen(id, verdict=Verdict.WRONG, problem="1", **wrong):
    check = a_check(id, problem=problem, tolerance=Tolerance(1e-5))
    return Seen(check, verdict, {name: np.array(value, dtype=float) for name, value in wrong.items()})


def table(**mistakes):
    """A table of samples, as it is stored: mistake -> check -> quantity -> numbers."""
    return {
        mistake: {
            check: {
                name: sampled(np.array(value, dtype=float)).astype(np.float32)
                for name, value in wrong.items()
            }
            for check, wrong in checks.items()
        }
        for mistake, checks in mistakes.items()
    }


PROBLEMS = (
    Problem(id="1", title="Layer", points=1.0, test_class="TestLayer"),
    Problem(id="2", title="Network", points=1.0, test_class="TestNetwork", builds_on=("1",)),
)


def named(seen, rehearsed, mistakes=None):
    mistakes = [a_mistake(id) for id in mistakes or rehearsed]
    return {
        check: (diagnosis.id, diagnosis.confidence)
        for check, diagnosis in diagnose(seen, mistakes, rehearsed, PROBLEMS).items()
    }


def test_answers_that_are_those_of_a_mistake_name_it_for_each_check_that_it_breaks():
    checks = [seen("forward", y=[1.0, 2.0]), seen("backward", dx=[3.0]), seen("step", Verdict.RIGHT)]

    assert named(checks, table(negated={"forward": {"y": [1.0, 2.0]}, "backward": {"dx": [3.0]}})) == {
        "forward": ("negated", "exact"),
        "backward": ("negated", "exact"),
    }


def test_a_mistake_is_out_of_the_question_if_a_check_is_right_that_it_breaks():
    checks = [seen("forward", y=[1.0]), seen("step", Verdict.RIGHT)]

    assert named(checks, table(negated={"forward": {"y": [1.0]}, "step": {"W": [5.0]}})) == {}


@pytest.mark.parametrize(
    "wrong",
    [{"y": [1.0, 2.1]}, {"y": [1.0]}, {"y": [1.0, 2.0], "z": [1.0]}, {"z": [1.0, 2.0]}, {"y": [1.0, np.nan]}],
    ids=["other numbers", "another shape", "more is wrong", "something else is wrong", "not a number"],
)
def test_other_answers_name_nothing(wrong):
    assert named([seen("forward", **wrong)], table(negated={"forward": {"y": [1.0, 2.0]}})) == {}


def test_single_precision_and_what_is_no_number_are_recognised():
    checks = [seen("forward", y=[1.00001, np.inf, np.nan])]

    assert named(checks, table(overflow={"forward": {"y": [1.0, np.inf, np.nan]}})) == {
        "forward": ("overflow", "exact")
    }


def test_the_mistake_that_explains_most_is_the_one():
    checks = [seen("forward", y=[1.0]), seen("backward", dx=[3.0])]
    rehearsed = table(
        small={"forward": {"y": [1.0]}}, large={"forward": {"y": [1.0]}, "backward": {"dx": [3.0]}}
    )

    assert named(checks, rehearsed) == {"forward": ("large", "exact"), "backward": ("large", "exact")}


def test_two_mistakes_in_different_checks_are_both_named():
    checks = [seen("forward", y=[1.0]), seen("backward", dx=[3.0])]
    rehearsed = table(first={"forward": {"y": [1.0]}}, second={"backward": {"dx": [3.0]}})

    assert named(checks, rehearsed) == {"forward": ("first", "exact"), "backward": ("second", "exact")}


def test_mistakes_that_cannot_be_told_apart_are_named_with_less_confidence():
    rehearsed = table(one={"forward": {"y": [1.0]}}, other={"forward": {"y": [1.0]}})

    assert named([seen("forward", y=[1.0])], rehearsed) == {"forward": ("one", "likely")}


def test_a_check_that_a_mistake_breaks_in_another_way_says_nothing_for_it_but_its_being_right_against_it():
    rehearsed = table(crash={"forward": {"y": [1.0]}, "backward": {}})

    assert named([seen("forward", y=[1.0]), seen("backward", Verdict.FAILED)], rehearsed) == {
        "forward": ("crash", "exact")
    }
    assert named([seen("forward", y=[1.0]), seen("backward", Verdict.RIGHT)], rehearsed) == {}


def test_a_mistake_in_a_problem_that_builds_on_a_wrong_one_is_named_with_less_confidence():
    checks = [seen("forward", y=[7.0]), seen("network", problem="2", y=[1.0])]
    rehearsed = table(upstairs={"network": {"y": [1.0]}})

    found = diagnose(checks, [a_mistake("upstairs", problem="2")], rehearsed, PROBLEMS)

    assert (found["network"].id, found["network"].confidence) == ("upstairs", "likely")


def test_what_is_left_follows_from_a_problem_that_it_builds_on():
    checks = [seen("forward", y=[1.0]), seen("network", problem="2", y=[9.0])]

    (diagnosis,) = diagnose(checks, (), {}, PROBLEMS).values()

    assert (diagnosis.id, diagnosis.confidence) == ("builds_on", "likely")
    assert diagnosis.text == "this builds on 1 Layer, which is not right yet: mend that first"


def test_nothing_follows_from_a_problem_that_is_right():
    checks = [seen("forward", Verdict.RIGHT), seen("network", problem="2", y=[9.0])]

    assert diagnose(checks, (), {}, PROBLEMS) == {}


def test_a_check_that_the_mistake_breaks_and_that_fails_in_another_way_makes_it_less_sure():
    checks = [seen("forward", y=[1.0]), seen("backward", Verdict.FAILED)]

    assert named(checks, table(negated={"forward": {"y": [1.0]}, "backward": {"dx": [3.0]}})) == {
        "forward": ("negated", "likely")
    }


def test_the_same_numbers_in_another_shape_are_another_answer():
    rehearsed = table(row={"forward": {"y": [[1.0, 2.0]]}})

    assert named([seen("forward", y=[[1.0], [2.0]])], rehearsed) == {}
    assert named([seen("forward", y=[[1.0, 2.0]])], rehearsed) == {"forward": ("row", "exact")}


def test_of_a_large_array_entries_are_kept_that_are_evenly_spread():
    large, small = sampled(np.arange(100.0).reshape(10, 10)), sampled(np.arange(4.0).reshape(2, 2))

    assert large.shape == (3 + SAMPLE,)
    assert large[[0, 1, 2, 3, -1]].tolist() == [2, 10, 10, 0, 99]
    assert small.tolist() == [2, 2, 2, 0, 1, 2, 3]
