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
    found = {"a": [{"loss": np.ones(2), "test": np.ones(2)}]}

    assert laid_over.figure(FIGURE, found).curves == (
        Curve("a, handed in", "loss", "a", like="a"),
        Curve("a, handed in", "test", "a, test", dashed=True, like="a"),
        Curve("b", "loss", "b (reference alone)"),
        Curve("a", "loss", "pale and broad: the reference", pale=True),
        Curve("a", "test", "", dashed=True, pale=True),
    )


def test_of_what_they_have_not_found_the_figure_says_that_it_is_the_references():
    of_one = laid_over.figure(FIGURE, {"a": [{"loss": np.ones(2)}]})
    of_none = laid_over.figure(FIGURE, {"c": [{"loss": np.ones(2)}]})

    assert [curve.label for curve in of_one.curves] == [
        *("a", "a, test (reference alone)", "b (reference alone)", "pale and broad: the reference"),
    ]
    assert [curve.label for curve in of_none.curves] == [
        f"{name} (reference alone)" for name in ("a", "a, test", "b")
    ]


def test_what_has_no_curves_stays_as_it_is():
    pictures = Pictures("p", "P", ("one",), [[np.eye(2)]])

    assert laid_over.figure(pictures, {}) is pictures
