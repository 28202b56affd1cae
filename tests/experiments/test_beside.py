"""How a student's run departs from the reference's, in words."""

import numpy as np
import pytest

from grader.experiments import beside
from reference.plan import Beside, Run

BESIDE = (Beside("test_rmse", "train_rmse", 0.1), Beside("test_accuracy", "train_loss", 0.05))
RUN = Run("2.1a", "60 hidden", {})


def found(losses, accuracies=(0.25, 0.5)):
    return {"train_loss": np.array(losses), "test_accuracy": np.array(accuracies)}


def sentence(theirs, reference):
    """Return what is said of one run with one seed."""
    (line,) = beside.departures([RUN], {"2.1a": {0: found(reference)}}, {"2.1a": {0: found(theirs)}}, BESIDE)
    return line.sentence


@pytest.mark.parametrize(
    ("theirs", "reference", "said"),
    [
        ([2.0, 1.5], [2.04, 1.46], "train loss within 0.05 of the reference's in each of 2 epochs"),
        ([2.0], [2.0], "train loss within 0.05 of the reference's in its only epoch"),
        ([2.0], [2.0, 1.5], "train loss within 0.05 of the reference's as far as it came: 1 of 2 epochs"),
        (
            [2.0, 1.75, 9.0],
            [2.0, 1.5, 1.0],
            "train loss first off by more than 0.05 in epoch 2: 1.7500, the reference's 1.5000",
        ),
        ([2.0, np.nan, np.nan], [2.0, 1.5, 1.0], "train loss is not a finite number from epoch 2 on"),
        (
            [2.0, np.inf],
            [2.0, np.nan],
            "train loss within 0.05 of the reference's in the 1 of 2 epochs in which both are finite numbers",
        ),
        ([np.nan] * 2, [np.inf] * 2, "train loss is a finite number in no epoch, nor is the reference's"),
        (
            [2.0, 1.5],
            [2.0, np.nan],
            "train loss first off by more than 0.05 in epoch 2: 1.5000, the reference's nan",
        ),
    ],
    ids=[
        *("within", "one epoch", "not to the end", "off", "not finite", "both not finite at the end"),
        *("both never finite", "the reference is not finite"),
    ],
)
def test_it_says_where_the_curve_leaves_the_references(theirs, reference, said):
    assert sentence(theirs, reference) == said


def test_of_several_seeds_it_names_the_one_that_leaves_first_and_means_of_the_ends():
    reference = {"2.1a": {0: found([2.0, 1.0], (0.1, 0.2)), 1: found([2.0, 1.0], (0.1, 0.4))}}
    theirs = {"2.1a": {0: found([2.0, 3.0], (0.1, 0.3)), 1: found([4.0, 3.0], (0.1, 0.1))}}

    (line,) = beside.departures([RUN, Run("b", "", {})], reference, theirs, BESIDE)
    assert line == beside.Departure(
        "2.1a",
        "60 hidden",
        "test accuracy",
        "0.2000",
        "0.3000",
        "train loss first off by more than 0.05 in epoch 1 (seed 1): 4.0000, the reference's 2.0000",
    )


def test_a_run_that_failed_is_compared_with_the_reference_where_it_ended():
    reference = {"2.1a": {0: found([2.0, 1.5], (0.25, 0.75)), 1: found([2.0, 1.5], (0.5, 1.0))}}

    (line,) = beside.departures([RUN], reference, {"2.1a": {0: found([2.0], [0.375])}}, BESIDE)
    assert (line.final, line.reference_final) == ("0.3750", "0.2500")


def test_without_the_references_run_there_is_nothing_to_compare():
    (line,) = beside.departures([RUN], {}, {"2.1a": {0: found([2.0])}}, BESIDE)

    assert (line.reference_final, line.sentence) == ("", "the reference has no such run")
