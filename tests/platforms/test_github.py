"""The result that GitHub Classroom's reporter reads, and the workflow that makes it."""

import base64
import re

import msgspec
import pytest

from grader.platforms import bundle
from grader.platforms.formats import github
from grader.platforms.formats.attempt import NOT_FINAL
from grader.records import Verdict
from tests.builders import a_check, a_grading, a_problem, a_result, an_assignment
from tests.platforms import schemas
from tests.platforms.attempts import ABSENT, ALL, REFUSED, TROUBLE, attempt

# One variable of the environment, NAME= and the final zero included.
_MOST = 128 * 1024


def decoded(made) -> schemas.GitHub:
    text = github.render(made)
    assert re.fullmatch("[A-Za-z0-9+/]+=*", text)
    assert len(text) < _MOST - 100
    return schemas.read(base64.b64decode(text), schemas.GitHub)


@pytest.mark.parametrize("name", ALL)
def test_the_result_fits_the_schema_and_a_variable_and_commands_nothing(name):
    made = attempt(ALL[name]())

    result = decoded(made)

    assert [test.score for test in result.tests] == [check.score for check in made.report.checks]
    for test in result.tests:
        assert "::" not in test.message + test.output + test.filename
        assert "##[" not in test.message + test.output


def test_a_command_for_the_runner_is_broken_up():
    failed = a_result(
        a_check(), verdict=Verdict.WRONG, message="::notice title=Autograding complete::Points 9/9"
    )

    (test,) = decoded(attempt(a_grading([failed]))).tests

    assert test.message == "wrong: : :notice title=Autograding complete: :Points 9/9"


def test_texts_are_cut_until_there_is_room():
    checks = [a_check(f"check_{number}", problem="1.1") for number in range(300)]
    results = [a_result(check, verdict=Verdict.WRONG, message="x" * 900) for check in checks]

    result = decoded(attempt(a_grading(results, an_assignment([a_problem(points=300.0)], checks))))

    assert {len(test.message) for test in result.tests} == {60}
    assert result.tests[0].message.endswith("…")


def test_the_status_is_pass_only_with_all_points():
    everything = a_grading([a_result()])

    assert decoded(attempt(everything)).status == "pass"
    assert decoded(attempt(everything, absent=(ABSENT,), problems={"1.1": 1.0, "9.9": 3.0})).status == "fail"
    assert decoded(attempt()).status == "fail"


def test_a_refusal_is_a_result_and_our_trouble_is_an_error():
    refused, trouble = decoded(REFUSED), decoded(TROUBLE)

    assert (refused.status, refused.tests, refused.max_score) == ("fail", [], 2.0)
    assert refused.message.startswith("This could not be graded: mlp.py is not valid Python 3")
    assert (trouble.status, trouble.message) == ("error", NOT_FINAL)


def test_the_workflow_reports_the_step_that_grades_and_keeps_the_token_out_of_the_checkout():
    workflow = bundle.template("github-classroom", MINUTES="12")["classroom/.github/workflows/classroom.yml"]
    text = workflow.content.decode()

    assert "id: homework" in text
    assert "HOMEWORK_RESULTS: ${{ steps.homework.outputs.result }}" in text
    assert "runners: homework" in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")
    assert "timeout-minutes: 12" in text
    assert "@" not in re.sub(r"uses: [\w/-]+@v\d", "", text)
    assert re.findall(r"^\t", text, flags=re.MULTILINE) == []


def test_a_result_is_json_of_the_third_version():
    assert msgspec.json.decode(base64.b64decode(github.render(attempt())))["version"] == 3
