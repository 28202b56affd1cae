"""report.json is read by other programs."""

import json as standard_json
import unicodedata

import pytest

from grader.records import Curve, Outcome, Verdict
from grader.report import json
from grader.report.build import build
from grader.report.view import Audience
from tests.builders import a_check, a_grading, a_result, an_observation
from tests.report.gradings import mixed
from tests.report.hostile import hostile
from tests.report.payloads import everywhere

TOP = (
    "schema",
    "assignment",
    "student",
    "score",
    "max_score",
    "sandbox",
    "versions",
    "fixtures_sha256",
    "files",
)
OF_A_CHECK = {
    *("id", "problem", "title", "visibility", "outcome", "verdict"),
    *("score", "max_score", "message", "diagnosis", "seconds"),
}


def parsed(grading, audience=Audience.STUDENT):
    return standard_json.loads(json.render(build(grading, audience)))


def test_the_schema_has_the_fields_on_which_others_rely():
    report = parsed(mixed())

    check = next(each for each in report["checks"] if each["id"] == "linear_map_accumulates")
    assert {name: report[name] for name in TOP} == {
        "schema": "grader-report/1",
        "assignment": "hw0_example",
        "student": None,
        "score": 7.5,
        "max_score": 20.0,
        "sandbox": "bubblewrap",
        "versions": {"grader": "0.1.0", "numpy": "2.2.6", "python": "3.12.1"},
        "fixtures_sha256": "cd" * 32,
        "files": [{"name": "mlp.py", "sha256": "ab" * 32}],
    }
    assert {"id": "1.2a", "title": "LinearMap", "score": 4.0, "max_score": 6.0}.items() <= report["problems"][
        0
    ].items()
    assert set(check) >= OF_A_CHECK
    assert check["diagnosis"] == [
        {
            "id": "gradient_assigned",
            "text": "The second call of backward overwrites the gradient of the first.",
            "confidence": "exact",
        }
    ]


def test_outcomes_verdicts_and_visibilities_are_the_words_of_the_schema():
    results = [
        a_result(a_check("a"), an_observation("a"), Verdict.RIGHT),
        a_result(a_check("b_hidden"), an_observation("b_hidden", Outcome.OUT_OF_MEMORY), Verdict.FAILED),
        a_result(a_check("c"), an_observation("c", Outcome.NOT_RUN, our_fault="no fork"), Verdict.UNJUDGED),
    ]

    report = parsed(a_grading(results))

    words = [(check["outcome"], check["verdict"], check["visibility"]) for check in report["checks"]]
    assert words == [
        ("returned", "right", "public"),
        ("out_of_memory", "failed", "hidden"),
        ("not_run", "unjudged", "public"),
    ]
    assert report["unjudged"] == 1


def test_numbers_that_json_does_not_know_are_null_and_lists_of_numbers_stand_on_one_line():
    infinity = float("inf")
    curve = Curve(
        quantity="loss",
        actual=(1e-7, float("nan"), infinity),
        expected=(1.0, -2.5, 3.0),
        tolerance=(0.1,) * 3,
    )

    text = json.render(
        build(a_grading([a_result(a_check(curves=("loss",)), curves=(curve,))]), Audience.STAFF)
    )

    assert '"actual": [1e-7, null, null],' in text
    assert '"expected": [1.0, -2.5, 3.0],' in text


@pytest.mark.parametrize("grading", [hostile, everywhere])
def test_no_text_of_a_submission_has_a_character_with_an_effect(grading):
    text = json.render(build(grading(), Audience.STAFF))

    assert {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Cs")} == {"\n"}


def test_texts_of_a_submission_are_strings_and_nothing_else():
    assert parsed(hostile(), Audience.STAFF)["submission"].startswith(
        r"\x1b[31mred\x1b[0m\x07\x00\x9b2J \u202edlrow\u2066"
    )
