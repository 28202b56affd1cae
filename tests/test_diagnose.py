"""Which mistake is named, for which checks, and when nothing is said."""

import numpy as np
import pytest

from grader.compare import Tolerance
from grader.diagnose import SAMPLE, Seen, diagnose, sampled
from grader.records import Mistake, Problem, Verdict
from grader.relations import Context
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


# Three numbers, none of them whole: nobody gives them by chance.
Y, DX = [1.25, 2.5, 3.75], [0.1, -0.2, 0.3]


def test_answers_that_are_those_of_a_mistake_name_it_for_each_check_that_it_breaks():
    checks = [seen("forward", y=Y), seen("backward", dx=DX), seen("step", Verdict.RIGHT)]

    assert named(checks, table(negated={"forward": {"y": Y}, "backward": {"dx": DX}})) == {
        "forward": ("negated", "exact"),
        "backward": ("negated", "exact"),
    }


def test_a_mistake_is_out_of_the_question_if_a_check_is_right_that_it_breaks():
    checks = [seen("forward", y=Y), seen("step", Verdict.RIGHT)]

    assert named(checks, table(negated={"forward": {"y": Y}, "step": {"W": DX}})) == {}


@pytest.mark.parametrize(
    "wrong",
    [[1.0], [0.0, 1.0, 1.0], [np.nan, np.inf, 2.5], [0.5, 0.5]],
    ids=["one number", "few whole numbers", "what is no number", "one number again"],
)
def test_answers_that_anybody_may_give_are_named_with_less_confidence(wrong):
    assert named([seen("forward", y=wrong)], table(one={"forward": {"y": wrong}})) == {
        "forward": ("one", "likely")
    }


def test_many_whole_numbers_are_no_accident():
    wrong = np.eye(4)

    assert named([seen("onehot", y=wrong)], table(one={"onehot": {"y": wrong}})) == {
        "onehot": ("one", "exact")
    }


def test_a_mistake_that_explains_the_smaller_part_of_what_it_breaks_is_not_named():
    checks = [seen("forward", y=Y), seen("backward", dx=[9.5]), seen("step", W=[8.5])]
    rehearsed = table(one={"forward": {"y": Y}, "backward": {"dx": DX}, "step": {"W": Y}})

    assert named(checks, rehearsed) == {}


def test_what_is_left_in_its_problem_makes_a_mistake_less_sure_if_mistakes_were_tried_on_it():
    checks = [seen("forward", y=Y), seen("backward", dx=[9.5])]
    rehearsed = table(one={"forward": {"y": Y}})

    assert named(checks, rehearsed)["forward"] == ("one", "exact")
    assert named(checks, {**rehearsed, **table(other={"backward": {"dx": DX}})})["forward"] == (
        "one",
        "likely",
    )


@pytest.mark.parametrize(
    "wrong",
    [{"y": [1.25, 2.5, 3.8]}, {"y": Y[:2]}, {"y": Y, "z": [1.0]}, {"z": Y}, {"y": [1.25, 2.5, np.nan]}],
    ids=["other numbers", "another shape", "more is wrong", "something else is wrong", "not a number"],
)
def test_other_answers_name_nothing(wrong):
    assert named([seen("forward", **wrong)], table(negated={"forward": {"y": Y}})) == {}


def test_single_precision_and_what_is_no_number_are_recognised():
    checks = [seen("forward", y=[1.25001, 2.5, 3.75, np.inf, np.nan])]

    assert named(checks, table(overflow={"forward": {"y": [*Y, np.inf, np.nan]}})) == {
        "forward": ("overflow", "exact")
    }


def test_the_mistake_that_explains_most_is_the_one():
    checks = [seen("forward", y=Y), seen("backward", dx=DX)]
    rehearsed = table(small={"forward": {"y": Y}}, large={"forward": {"y": Y}, "backward": {"dx": DX}})

    assert named(checks, rehearsed) == {"forward": ("large", "exact"), "backward": ("large", "exact")}


def test_two_mistakes_in_different_checks_are_both_named():
    checks = [seen("forward", y=Y), seen("backward", dx=DX)]
    rehearsed = table(first={"forward": {"y": Y}}, second={"backward": {"dx": DX}})

    assert named(checks, rehearsed) == {"forward": ("first", "exact"), "backward": ("second", "exact")}


def test_mistakes_that_cannot_be_told_apart_are_named_with_less_confidence():
    rehearsed = table(one={"forward": {"y": Y}}, other={"forward": {"y": Y}})

    assert named([seen("forward", y=Y)], rehearsed) == {"forward": ("one", "likely")}


def test_a_check_that_a_mistake_breaks_in_another_way_says_nothing_for_it_but_its_being_right_against_it():
    rehearsed = table(crash={"forward": {"y": Y}, "backward": {}})

    assert named([seen("forward", y=Y), seen("backward", Verdict.FAILED)], rehearsed) == {
        "forward": ("crash", "exact")
    }
    assert named([seen("forward", y=Y), seen("backward", Verdict.RIGHT)], rehearsed) == {}


def test_a_mistake_in_a_problem_that_builds_on_a_wrong_one_is_named_with_less_confidence():
    checks = [seen("forward", y=[7.0]), seen("network", problem="2", y=Y)]
    rehearsed = table(upstairs={"network": {"y": Y}})

    found = diagnose(checks, [a_mistake("upstairs", problem="2")], rehearsed, PROBLEMS)

    assert (found["network"].id, found["network"].confidence) == ("upstairs", "likely")


def test_what_is_left_follows_from_a_problem_that_it_builds_on():
    checks = [seen("forward", y=Y), seen("network", problem="2", y=[9.0])]

    (diagnosis,) = diagnose(checks, (), {}, PROBLEMS).values()

    assert (diagnosis.id, diagnosis.confidence) == ("builds_on", "likely")
    assert diagnosis.text == "this builds on 1 Layer, which is not right yet: mend that first"


def test_what_follows_is_told_where_to_begin():
    problems = (*PROBLEMS, Problem(id="3", title="Training", builds_on=("1", "2")))
    checks = [
        seen("forward", y=Y),
        seen("network", Verdict.FAILED, problem="2"),
        seen("run", problem="3", loss=[9.0]),
        seen("backward", problem="2", dx=DX),
    ]

    assert diagnose(checks, (), {}, problems)["run"].text == (
        "this builds on 1 Layer, which is not right yet: mend that first"
    )
    known = table(one={"backward": {"dx": DX}})
    assert diagnose(checks, [a_mistake("one", problem="2")], known, problems)["run"].text == (
        "this builds on 1 Layer and 2 Network, which are not right yet: mend those first"
    )


def test_a_mistake_that_shows_in_a_problem_below_it_is_named_there_too():
    checks = [seen("forward", y=Y), seen("network", problem="2", y=DX)]
    known = table(momentum={"forward": {"y": Y}, "network": {"y": DX}}, low={"forward": {"y": Y}})

    found = diagnose(checks, [a_mistake("low"), a_mistake("momentum", problem="2")], known, PROBLEMS)

    assert {check: (each.id, each.confidence) for check, each in found.items()} == {
        "forward": ("momentum", "exact"),
        "network": ("momentum", "exact"),
    }


def related(id, y, expected, problem="1"):
    context = Context(expected={"y": np.array(expected)})
    return seen(id, problem=problem, y=y)._replace(context=context)


def test_what_nobody_explains_is_looked_at_for_what_stands_out():
    found = diagnose([related("forward", [2.6, 5.4, 8.2], [1.3, 2.7, 4.1])], (), {}, PROBLEMS)

    assert (found["forward"].id, found["forward"].confidence) == ("relation", "likely")
    assert found["forward"].text == "y is what is expected, multiplied by two: is there a 2 too many?"


def test_what_stands_out_is_not_said_beside_a_mistake_of_the_same_problem():
    checks = [seen("backward", dx=DX), related("forward", [2.6, 5.4, 8.2], [1.3, 2.7, 4.1])]

    assert set(named(checks, table(one={"backward": {"dx": DX}}))) == {"backward"}


def test_nothing_follows_from_a_problem_that_is_right():
    checks = [seen("forward", Verdict.RIGHT), seen("network", problem="2", y=[9.0])]

    assert diagnose(checks, (), {}, PROBLEMS) == {}


def test_a_check_that_the_mistake_breaks_and_that_fails_in_another_way_makes_it_less_sure():
    checks = [seen("forward", y=Y), seen("backward", Verdict.FAILED)]

    assert named(checks, table(negated={"forward": {"y": Y}, "backward": {"dx": DX}})) == {
        "forward": ("negated", "likely")
    }


def test_the_same_numbers_in_another_shape_are_another_answer():
    rehearsed = table(row={"forward": {"y": [Y]}})

    assert named([seen("forward", y=[[each] for each in Y])], rehearsed) == {}
    assert named([seen("forward", y=[Y])], rehearsed) == {"forward": ("row", "exact")}


def test_of_a_large_array_entries_are_kept_that_are_evenly_spread():
    large, small = sampled(np.arange(100.0).reshape(10, 10)), sampled(np.arange(4.0).reshape(2, 2))

    assert large.shape == (3 + SAMPLE,)
    assert large[[0, 1, 2, 3, -1]].tolist() == [2, 10, 10, 0, 99]
    assert small.tolist() == [2, 2, 2, 0, 1, 2, 3]
