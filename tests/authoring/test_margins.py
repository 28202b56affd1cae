"""Room on both sides of a tolerance: distances, rooms, and the sentences about them."""

import numpy as np
import pytest

from grader.authoring.audit import FileAudit
from grader.authoring.bench import distance
from grader.authoring.margins import blind, by_tolerance, matrix, rooms, table
from grader.compare import Tolerance
from tests.builders import a_check

TIGHT, LOOSE = Tolerance(1e-3), Tolerance(0.5, growth_per_step=0.5)
TWO = FileAudit(
    "scale.py",
    checks=(
        a_check(id="one", points=1, tolerance=TIGHT),
        a_check(id="two", points=0.5, tolerance=TIGHT),
        a_check(id="three", points=0, tolerance=LOOSE),
    ),
    wrong={
        "flat": {"one": 12.0, "two": 0.2, "three": 0.0},
        "steep": {"one": 1.5, "two": float("inf"), "three": 0.5},
    },
    right={
        "float32": {"one": 0.25, "two": 0.125, "three": 0.0},
        "loops": {"one": 0.0, "two": 0.0, "three": 0.0},
    },
)


@pytest.mark.parametrize(
    ("actual", "off"),
    [
        ([1.0, 2.0], 0.0),
        ([1.0, 2.01], 0.5),
        ([0.96, 2.0], 2.0),
        ([1.0, np.nan], np.inf),
        ([1.0], np.inf),
        (None, np.inf),
    ],
    ids=["the same", "half a tolerance", "two tolerances", "nan", "another shape", "another type"],
)
def test_a_distance_is_that_of_the_worst_place_in_tolerances(actual, off):
    check = a_check(tolerance=Tolerance(0.01, 0.0))
    array = None if actual is None else np.array(actual)

    assert distance(check, "y", array, np.array([1.0, 2.0])) == pytest.approx(off)


def test_the_distance_of_a_curve_counts_the_tolerance_of_each_step():
    check = a_check(tolerance=Tolerance(0.0, 0.1, growth_per_step=1.0), curves=("y",))

    assert distance(check, "y", np.array([0.0, 0.1]), np.zeros(2)) == pytest.approx(0.5)


def test_nan_where_nan_is_expected_is_no_distance():
    assert distance(a_check(), "y", np.array([np.nan, np.inf]), np.array([np.nan, np.inf])) == 0.0


def test_a_room_is_between_the_worst_right_solution_and_the_closest_wrong_answer():
    one, two, three = rooms(TWO)

    assert one[1:] == (0.25, "float32", 1.5, "steep", 2)
    assert two[1:] == (0.125, "float32", float("inf"), "steep", 1)
    assert three[3:] == (float("inf"), "", 0)
    assert blind([one, two, three]) == ("three",)


def test_each_tolerance_has_its_sentence():
    assert list(by_tolerance(list(rooms(TWO)))) == [
        "tolerance 0.001 + 1e-08 of 2 checks: right work uses 25 % of it at most (float32, in one); "
        "the closest wrong answer is 1.5 times as far off (steep, in one)",
        "tolerance 0.5 + 1e-08 growing by 0.5 a step of 1 check: right work uses 0 % of it at most "
        "(loops, in three); no wrong answer can be compared",
    ]


def test_the_matrix_has_a_row_for_each_solution_and_the_table_one_for_each_check():
    assert matrix([TWO]).splitlines() == [
        ",one,two,three",
        "flat,12,,",
        "steep,1.5,inf,",
        "float32,0.25,0.125,",
        "loops,,,",
    ]
    assert table(list(rooms(TWO))).splitlines() == [
        "check,points,tolerance,mistakes,used,by,closest wrong answer,mistake",
        "one,1,0.001 + 1e-08,2,0.25,float32,1.5,steep",
        "two,0.5,0.001 + 1e-08,1,0.125,float32,inf,steep",
        "three,0,0.5 + 1e-08 growing by 0.5 a step,0,0,loops,inf,",
    ]
