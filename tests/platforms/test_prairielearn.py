"""The question folder and results.json as PrairieLearn reads them."""

import base64
import json
import re
import uuid

import pytest

from grader.errors import UsageError
from grader.platforms.exports import EXPORTS
from grader.platforms.formats import prairielearn
from grader.platforms.formats.attempt import NOT_FINAL
from grader.platforms.terms import Terms
from grader.records import Verdict
from tests.builders import a_grading, a_result, an_assignment, an_observation
from tests.platforms import schemas
from tests.platforms.attempts import ABSENT, ALL, REFUSED, TROUBLE, attempt

_MEGABYTE = 1_000_000


def rendered(made) -> schemas.PrairieLearn:
    return schemas.read(prairielearn.render(made), schemas.PrairieLearn)


@pytest.mark.parametrize("name", ALL)
def test_results_fit_the_schema_and_a_megabyte_and_hold_no_tag(name):
    made = attempt(ALL[name]())

    text = prairielearn.render(made)

    results = schemas.read(text, schemas.PrairieLearn)
    assert len(text) <= _MEGABYTE
    assert results.score == pytest.approx(made.score / made.max_score)
    assert [test.points for test in results.tests] == [check.score for check in made.report.checks]
    assert all(
        re.search("<[A-Za-z/!?]", said) is None
        for said in (
            results.output,
            *(part for test in results.tests for part in (test.message, test.output)),
        )
    )


def test_what_departs_has_a_picture():
    images = [image for test in rendered(attempt()).tests for image in test.images]

    assert images != []
    for image in images:
        assert base64.b64decode(image.url.partition(",")[2]).startswith(b"\x89PNG\r\n\x1a\n")
        assert " over " in image.label


def test_points_that_were_not_handed_in_lower_the_share():
    made = attempt(absent=(ABSENT,), problems=attempt().problems | {"9.9": 3.0})

    results = rendered(made)

    assert results.score == pytest.approx(made.score / made.max_score)
    assert (results.tests[-1].name, results.tests[-1].points, results.tests[-1].max_points) == (
        "9.9 A derivation",
        0,
        3,
    )


def test_results_that_are_too_large_lose_their_pictures_and_then_their_details():
    printed = an_observation(output="x\n" * 5_000)
    large = a_grading(
        [a_result(observation=printed, verdict=Verdict.WRONG, message="off") for _ in range(200)]
    )

    text = prairielearn.render(attempt(large))

    assert len(text) <= _MEGABYTE
    assert {test.output for test in schemas.read(text, schemas.PrairieLearn).tests} == {""}


def test_what_cannot_be_graded_costs_no_attempt():
    results = schemas.read(prairielearn.render(REFUSED), schemas.Ungradable)

    sentence = "This could not be graded: mlp.py is not valid Python 3 at line 1: < b>(\\x1b."
    assert (results.message, results.format_errors) == (sentence, [sentence])


def test_our_own_trouble_costs_no_attempt_and_is_called_ours():
    results = schemas.read(prairielearn.render(TROUBLE), schemas.Ungradable)

    assert (results.message, results.format_errors) == (NOT_FINAL, [NOT_FINAL])
    assert "boxes" not in prairielearn.render(TROUBLE)


def test_info_names_the_entry_point_the_image_and_a_time_that_is_long_enough():
    info = json.loads(prairielearn.info(an_assignment(), "registry.example/grade:1"))

    assert info["gradingMethod"] == "External"
    assert info["externalGradingOptions"] == {
        "enabled": True,
        "image": "registry.example/grade:1",
        "entrypoint": "/grade/tests/run.sh",
        "timeout": 190,
        "enableNetworking": False,
    }
    assert uuid.UUID(info["uuid"]).version == 5
    assert info["uuid"] == json.loads(prairielearn.info(an_assignment(), "another"))["uuid"]
    assert info["uuid"] != json.loads(prairielearn.info(an_assignment(id="hw1"), "another"))["uuid"]


def test_without_an_image_there_is_no_question():
    with pytest.raises(UsageError) as refused:
        EXPORTS["prairielearn"].make(an_assignment(), Terms())

    assert str(refused.value) == (
        'PrairieLearn grades in an image: build that of TO=docker, and name it in TERMS (image = "…")'
    )
