"""What a gradient check says: which ones are run, what is made of their answers, and when nothing is said."""

import msgspec
import numpy as np
import pytest

from grader.gradients import findings, trials
from grader.inside.gradients import BY_DIFFERENCES
from grader.records import Outcome, Problem, Verdict
from tests.builders import a_check, a_result, an_assignment, an_observation

RIGHT, WRONG, FAILED, UNJUDGED = Verdict.RIGHT, Verdict.WRONG, Verdict.FAILED, Verdict.UNJUDGED
CHECKS = (
    a_check("forward"),
    a_check("forward_hidden"),
    a_check("backward"),
    a_check("step"),
    a_check("loss", problem="1.2"),
)
GRADIENTS = a_check(
    "gradients",
    points=0.0,
    given={"x": "numbers"},
    title="forward",
    hint="backward",
    forward=("forward",),
    backward=("backward", "step"),
)
GIVEN = {"backward": {"x": np.arange(3.0), "g": np.ones(3)}}


def course(check=GRADIENTS, builds_on=()):
    problems = (
        Problem(id="1.1", title="Layer", points=4.0, builds_on=builds_on),
        Problem(id="1.2", title="Loss", points=1.0),
    )
    return an_assignment(problems, CHECKS, gradient_checks=(check,))


def results(**verdicts):
    return {
        check.id: a_result(check, verdict=verdicts.get(check.id, RIGHT), message="it is off")
        for check in CHECKS
    }


def said(fits, check=GRADIENTS, outcome=Outcome.RETURNED, dtype=np.float64, **verdicts):
    """Return what is said, by check, of gradients that fit or do not."""
    quantities = {}
    for name, does_fit in fits.items():
        quantities[name] = np.array([1.0, 2.0]) * (1 if does_fit else 1.5)
        quantities[name + BY_DIFFERENCES] = np.array([1.0, 2.0], dtype=dtype)
    seen = {check.id: an_observation(check.id, outcome=outcome, quantities=quantities)}
    found = findings(course(check), seen, results(**verdicts))
    assert {(each.id, each.confidence) for each in found.values()} <= {("gradient_check", "exact")}
    return {id: each.text for id, each in found.items()}


@pytest.mark.parametrize(
    ("verdicts", "ids"),
    [
        ({}, []),
        ({"backward": WRONG}, ["gradients"]),
        ({"step": WRONG}, ["gradients"]),
        ({"forward": WRONG}, []),
        ({"backward": FAILED}, []),
        ({"backward": WRONG, "loss": WRONG}, ["gradients"]),
    ],
)
def test_a_gradient_check_is_run_where_backward_is_wrong(verdicts, ids):
    found = trials(course(), "mlp.py", results(**verdicts), GIVEN)

    assert [trial.id for trial in found] == ids
    for trial in found:
        assert trial.check.wall_seconds == 1.0
        assert trial.given.keys() == {"x"}


def test_it_is_run_for_its_own_file_and_not_on_top_of_another_mistake():
    wrong = results(backward=WRONG, loss=WRONG)

    assert trials(course(), "other.py", wrong, GIVEN) == []
    assert trials(course(builds_on=("1.2",)), "mlp.py", wrong, GIVEN) == []
    assert len(trials(course(builds_on=("1.2",)), "mlp.py", results(backward=WRONG), GIVEN)) == 1


def test_it_is_run_if_what_it_builds_on_is_its_own_forward():
    check = msgspec.structs.replace(GRADIENTS, forward=("loss",))

    assert len(trials(course(check, ("1.2",)), "mlp.py", results(backward=WRONG, loss=WRONG), GIVEN)) == 1


@pytest.mark.parametrize(
    ("fits", "sentence"),
    [
        (
            {"dx": False, "dW": True, "db": True},
            "forward is right, and dL/dx is not its gradient, while what step takes from W and b is: "
            "look at what backward returns.",
        ),
        (
            {"dx": True, "dW": False, "db": False},
            "forward is right, and what step takes from W and b is not its gradient, while dL/dx is: "
            "look at what backward adds up, and at step and its lr.",
        ),
        (
            {"dx": False, "dW1": False, "dW2": True},
            "forward is right, and dL/dx and what step takes from W1 are not its gradients, "
            "while what step takes from W2 is: look at backward.",
        ),
        ({"dx": False}, "forward is right, and dL/dx is not its gradient: look at backward."),
    ],
)
def test_a_right_forward_shows_where_to_look(fits, sentence):
    assert said(fits, backward=WRONG, step=WRONG) == {"backward": sentence}


def test_a_backward_that_fits_a_wrong_forward_repeats_its_mistake():
    assert said({"dx": True, "db": True}, forward_hidden=WRONG, backward=WRONG) == {
        "forward_hidden": "backward fits your own forward, in dL/dx and what step takes from b. "
        "So the mistake is in forward."
    }


def test_what_fits_neither_is_to_be_seen_when_forward_is_right():
    assert said({"dx": False, "db": True}, forward=WRONG, backward=WRONG) == {
        "forward": "dL/dx is not the gradient of your forward as it stands, but forward is wrong itself: "
        "mend it first, that may be all."
    }
    assert said({"dx": False, "db": False}, forward=FAILED, backward=WRONG) == {
        "backward": "dL/dx and what step takes from b are not the gradients of your forward as it stands, "
        "but forward is wrong itself: mend it first, that may be all."
    }


def test_without_a_word_on_forward_it_is_not_called_right():
    check = msgspec.structs.replace(GRADIENTS, forward=(), title="predict", hint="update_weight")

    assert said({"dW1": True, "dW2": False}, check, backward=WRONG) == {
        "backward": "by differences of your own predict, dL/dW2 is not its gradient, while dL/dW1 is: "
        "look at update_weight."
    }
    assert said({"dW1": True}, check, backward=WRONG) == {
        "backward": "update_weight fits your own predict, in dL/dW1. "
        "So look for the mistake elsewhere, perhaps in predict."
    }
    assert said({"dx": False}, forward=UNJUDGED, backward=WRONG) == {
        "backward": "by differences of your own forward, dL/dx is not its gradient: look at backward."
    }


def test_nothing_is_said_where_nothing_is_told():
    assert said({"dx": True}, backward=WRONG) == {}
    assert said({}, backward=WRONG) == {}
    assert said({"dx": False}, outcome=Outcome.RAISED, backward=WRONG) == {}
    # A name that is none of ours, and may say anything.
    assert said({"d the hidden input is 5": False}, backward=WRONG) == {}
    assert findings(course(), {}, results(backward=WRONG)) == {}


@pytest.mark.parametrize("value", ["NoneType", np.zeros((1, 2)), np.array(0.0)])
def test_another_shape_is_to_be_mended_first(value):
    quantities = {"dx": value, "dx" + BY_DIFFERENCES: np.array([1.0, 2.0])}
    seen = {"gradients": an_observation("gradients", quantities=quantities)}

    assert findings(course(), seen, results(backward=WRONG)) == {}


def test_places_at_a_kink_tell_nothing():
    slopes = np.array([1.0, np.nan])
    quantities = {"dx": np.array([1.0, 7.0]), "dx" + BY_DIFFERENCES: slopes}
    quantities |= {"dW": np.array([5.0, 7.0]), "dW" + BY_DIFFERENCES: slopes * np.nan}
    seen = {"gradients": an_observation("gradients", quantities=quantities)}
    text = findings(course(), seen, results(forward=WRONG, backward=WRONG))["forward"].text

    assert text == "backward fits your own forward, in dL/dx. So the mistake is in forward."


def test_single_precision_is_given_room():
    quantities = {"dx": np.array([1.005]), "dx" + BY_DIFFERENCES: np.array([1.0], dtype=np.float32)}
    seen = {"gradients": an_observation("gradients", quantities=quantities)}

    assert findings(course(), seen, results(backward=WRONG)) == {}


def test_a_gradient_that_is_not_finite_does_not_fit():
    quantities = {"dx": np.array([np.nan]), "dx" + BY_DIFFERENCES: np.array([1.0])}
    seen = {"gradients": an_observation("gradients", quantities=quantities)}

    assert [*findings(course(), seen, results(backward=WRONG))] == ["backward"]
