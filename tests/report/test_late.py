"""Late work in a report, in each format."""

import json as standard_json

import pytest

from grader.report import html, json, markdown, terminal
from grader.report.build import build
from grader.report.view import Audience, LatenessView
from tests.report.gradings import mixed

SENTENCE = (
    "handed in 1 day and 1 hour after it was due, so 2 points are taken off, 1 for each of 2 started days"
)
LATE = LatenessView(late_seconds=90_000.0, points=2.0, final_score=5.5, sentence=SENTENCE)
LINE = f"5.5 of 20 points count: {SENTENCE}"


def report(late=LATE):
    return build(mixed(), Audience.STUDENT, late)


def test_the_terminal_says_it_below_the_score():
    lines = terminal.render(report(), width=200).splitlines()

    assert lines[3].startswith("  7.5 / 20   ")
    assert lines[4] == f"  {LINE}"


def test_the_page_and_markdown_say_it_below_the_summary():
    assert f'<p class="late">{LINE}</p>' in html.render(report())
    assert f"\n\n{LINE}\n\n| problem |" in markdown.render(report())


def test_report_json_has_an_object_of_it_and_the_score_stays():
    told = standard_json.loads(json.render(report()))

    assert told["lateness"] == {
        "late_seconds": 90_000.0,
        "points": 2.0,
        "final_score": 5.5,
        "sentence": SENTENCE,
    }
    assert told["score"] == 7.5


@pytest.mark.parametrize("render", [terminal.render, html.render, markdown.render])
def test_without_it_no_format_mentions_it(render):
    assert "points count" not in render(report(None))
