"""What being late costs, and how it is said."""

import pytest

from grader.batch import lateness
from grader.late_policy import LatePolicy
from grader.report.view import LatenessView

HOUR = 3_600.0
DAY = 24 * HOUR
TENTHS = LatePolicy(percent_per_day=10, grace_minutes=15, cap_percent=40, nothing_after_days=7)
POINTS = LatePolicy(points_per_day=1.5)


@pytest.mark.parametrize(
    ("policy", "late_seconds", "score", "points", "sentence"),
    [
        (TENTHS, 30.5, 20, 0, "handed in 30 seconds after it was due, within the grace of 15 minutes, so nothing is taken off"),
        (TENTHS, 900, 20, 0, "handed in 15 minutes after it was due, within the grace of 15 minutes, so nothing is taken off"),
        (TENTHS, 901, 20, 2.4, "handed in 15 minutes and 1 second after it was due, so 2.4 points are taken off, 10 % of 24 for the first day"),
        (TENTHS, DAY + 900, 20, 2.4, "handed in 1 day after it was due, so 2.4 points are taken off, 10 % of 24 for the first day"),
        (TENTHS, DAY + HOUR, 20, 4.8, "handed in 1 day and 1 hour after it was due, so 4.8 points are taken off, 10 % of 24 for each of 2 started days"),
        (TENTHS, 6 * DAY, 20, 9.6, "handed in 6 days after it was due, so 9.6 points are taken off, 10 % of 24 for each of 6 started days, and never more than 40 % of 24"),
        (TENTHS, 7 * DAY + 901, 20, 20, "handed in 7 days after it was due; after 7 days no points count, but what is right is said all the same"),
        (TENTHS, 2 * HOUR, 0, 0, "handed in 2 hours after it was due, and there is nothing to take off"),
        (POINTS, 59, 20, 1.5, "handed in 59 seconds after it was due, so 1.5 points are taken off, 1.5 for the first day"),
        (POINTS, 3 * DAY, 2, 2, "handed in 3 days after it was due, so all 2 points are taken off, 1.5 for each of 3 started days"),
        (POINTS, 3 * DAY, 1, 1, "handed in 3 days after it was due, so 1 point is taken off, 1.5 for each of 3 started days"),
        (POINTS, 0.2, 20, 1.5, "handed in 1 second after it was due, so 1.5 points are taken off, 1.5 for the first day"),
        (LatePolicy(), 2 * DAY, 20, 0, "handed in 2 days after it was due, and nothing is taken off for that"),
        (LatePolicy(percent_per_day=5, cap_percent=0), DAY, 20, 0, "handed in 1 day after it was due, and nothing is taken off for that"),
        (LatePolicy(nothing_after_days=0), 60, 20, 20, "handed in 1 minute after it was due; after 0 days no points count, but what is right is said all the same"),
    ],
)  # fmt: skip
def test_points_and_a_sentence(policy, late_seconds, score, points, sentence):
    late = lateness.of(policy, late_seconds, score, 24)

    assert (late.late_seconds, late.sentence) == (late_seconds, sentence)
    assert late.points == pytest.approx(points, abs=1e-9)


@pytest.mark.parametrize(
    ("policy", "late_seconds"), [(None, DAY), (TENTHS, None), (TENTHS, 0.0), (TENTHS, -5.0)]
)
def test_in_time_or_unknown_is_not_late(policy, late_seconds):
    assert lateness.of(policy, late_seconds, 20, 24) is None


def test_a_report_is_told_what_counts():
    late = lateness.of(TENTHS, 2 * HOUR, 0.3, 2.0)

    assert lateness.shown(late, 0.3) == LatenessView(
        late_seconds=7200.0, points=0.2, final_score=0.1, sentence=late.sentence
    )
    assert lateness.shown(None, 20.0) is None
