"""The figures of a class, beside values worked out by hand."""

import math

import pytest

from grader.batch.analysis import check_figures, discrimination, distribution
from grader.batch.standing import Status
from tests.batch.class_results import a_class, an_item, graded, small, without


def scored(*scores, top=24.0):
    return a_class(*(graded(f"S{i}", "", score=score, max_score=top) for i, score in enumerate(scores)))


def test_the_distribution_is_that_of_the_points_that_count():
    spread = distribution(small())

    # 3, 2 - 0.5, 2, 0, 2: the refused, the missing and those set aside have no score.
    assert (spread.students, spread.max_score, spread.full_marks) == (5, 3.0, 1)
    assert (spread.mean, spread.median, spread.quartiles) == (1.7, 2.0, (1.5, 2.0))
    assert (spread.lowest, spread.highest) == (0.0, 3.0)


def test_a_column_holds_the_scores_from_its_left_edge_on_and_the_last_the_highest_too():
    spread = distribution(scored(0, 0.5, 1, 22.75, 23, 24))

    assert spread.width == 1.0
    assert spread.counts == (2, 1, *[0] * 20, 1, 2)


@pytest.mark.parametrize(
    ("top", "width", "columns"),
    [(24, 1, 24), (25, 2, 13), (100, 5, 20), (2.4, 0.1, 24), (0, 0.25, 1), (1, 0.05, 20)],
)
def test_the_columns_are_round_and_at_most_twenty_four(top, width, columns):
    spread = distribution(scored(0.0, float(top), top=float(top)))

    assert (spread.width, len(spread.counts), sum(spread.counts)) == (pytest.approx(width), columns, 2)


def test_a_class_of_one_has_quartiles_and_a_class_of_nobody_has_no_distribution():
    assert distribution(scored(7.0)).quartiles == (7.0, 7.0)
    assert distribution(a_class(without("Flo", Status.REFUSED))) is None


def test_the_figures_of_a_check_count_who_was_judged():
    a, b, c = check_figures(small())

    assert (a.judged, a.right, a.failed, a.pass_rate, a.facility) == (5, 4, 1, 0.8, 0.8)
    assert (b.judged, b.right, b.wrong, b.pass_rate, b.commonest) == (5, 2, 3, 0.4, (("b is off", 3),))
    assert (c.judged, c.unjudged, c.timed_out, c.pass_rate) == (4, 1, 1, 0.75)
    # Too few students to correlate anything.
    assert (a.discrimination, c.median_seconds) == (None, 0.01)


def test_a_check_that_nobody_could_judge_has_no_figures():
    (figures,) = check_figures(a_class(graded("Ada", "?"), graded("Boris", "?")))

    found = (figures.pass_rate, figures.facility, figures.discrimination, figures.median_seconds)
    assert found == (None, None, None, None)
    assert (figures.judged, figures.unjudged) == (0, 2)


def test_the_median_time_is_of_the_runs_that_returned():
    seconds = [(0.1, "·"), (0.2, "×"), (0.9, "·"), (5.0, "T"), (0.0, "?")]
    students = [
        graded(f"S{i}", "", items=(an_item(letter=x, seconds=s),)) for i, (s, x) in enumerate(seconds)
    ]

    (figures,) = check_figures(a_class(*students))

    assert figures.median_seconds == 0.2


def test_checks_come_in_the_order_of_the_fullest_report():
    ids = [each.id for each in check_figures(a_class(graded("Ada", "·", checks="c"), graded("Boris", "···")))]

    assert ids == ["a", "b", "c"]


def test_discrimination_leaves_the_points_of_the_check_itself_out():
    # Check a is right for five of ten; the other two checks gave 2, 2, 2, 2, 1 to those and 1, 0, 0, 0, 0 to the rest.
    strong, weak = ["···"] * 4 + ["··×"], ["×·×"] + ["×××"] * 4
    figures = check_figures(a_class(*(graded(f"S{i}", row) for i, row in enumerate(strong + weak))))

    # Shares deviate by ±1/2; rests have the mean 1 and the deviations 1, 1, 1, 1, 0, 0, -1, -1, -1, -1.
    assert figures[0].discrimination == pytest.approx(4 / (math.sqrt(2.5) * math.sqrt(8)))


@pytest.mark.parametrize(
    ("shares", "rests", "expected"),
    [
        ([0, 1] * 5, [0, 1] * 5, 1.0),
        ([0, 1] * 5, [1, 0] * 5, -1.0),
        ([0, 1] * 5, [0, 0, 1, 1, 0, 0, 1, 1, 0, 0], 0.0),
        ([1] * 10, [0, 1] * 5, None),
        ([0, 1] * 5, [3] * 10, None),
        ([0, 1] * 4 + [0], [0, 1] * 4 + [0], None),
    ],
)
def test_discrimination_is_a_correlation_and_says_nothing_where_nothing_varies_or_few_are(
    shares, rests, expected
):
    found = discrimination(shares, rests)

    assert found == (None if expected is None else pytest.approx(expected))
