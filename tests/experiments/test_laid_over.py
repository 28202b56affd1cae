"""A student's curves on the reference's axes."""

import numpy as np

from grader.experiments import laid_over
from reference.plan import Curve, Figure, Pictures

FIGURE = Figure(
    "f",
    "F",
    "loss",
    (Curve("a", "loss", "a"), Curve("a", "test", "a, test", dashed=True), Curve("b", "loss", "b")),
)


def test_each_curve_that_was_handed_in_looks_as_the_references_which_lies_behind_it():
    assert laid_over.figure(FIGURE, ["a"]).curves == (
        Curve("a, handed in", "loss", "a", like="a"),
        Curve("a, handed in", "test", "a, test", dashed=True, like="a"),
        Curve("b", "loss", "b (reference alone)"),
        Curve("a", "loss", "pale and broad: the reference", pale=True),
        Curve("a", "test", "", dashed=True, pale=True),
    )


def test_what_has_no_curve_of_theirs_stays_as_it_is():
    pictures = Pictures("p", "P", ("one",), [[np.eye(2)]])

    assert laid_over.figure(FIGURE, ["c"]) is FIGURE
    assert laid_over.figure(pictures, ["a"]) is pictures
