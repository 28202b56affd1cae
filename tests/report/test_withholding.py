"""What is hidden is in no format for students, and in the report for the staff."""

import math

import pytest

from grader.compare import Difference, DifferenceKind
from grader.records import Curve, Outcome, Verdict
from grader.report import html, json, markdown, terminal
from grader.report.build import build
from grader.report.view import Audience
from tests.builders import a_check, a_frame, a_grading, a_result, an_observation

RENDERERS = {"json": json, "terminal": terminal, "markdown": markdown, "html": html}
NUMBER = 8675309.25


def hidden_results(canary):
    """Return results of hidden checks with a canary wherever a value may be."""
    secret = Difference("dW", DifferenceKind.VALUES, canary, canary, 1, 9, (867, 5309), None, canary)
    curve = Curve(
        quantity="loss", actual=(NUMBER,) * 3, expected=(NUMBER,) * 3, tolerance=(0.1,) * 3, departs_at=1
    )
    wrong = a_result(
        a_check("wrong_hidden"),
        an_observation("wrong_hidden", output=f"x = {canary}"),
        Verdict.WRONG,
        message=f"dW is off: {canary}",
        public_message="dW is off in 1 of 9 places",
        differences=(secret, secret),
    )
    training = a_result(
        a_check("training_hidden", curves=("loss",)),
        an_observation("training_hidden", output=canary),
        Verdict.WRONG,
        message=f"loss is {canary}",
        public_message="first leaves the reference at step 1, in loss",
        differences=(Difference("loss", DifferenceKind.VALUES, canary, canary, 1, 3, (1,), 1),),
        curves=(curve,),
    )
    raised = a_result(
        a_check("raised_hidden"),
        an_observation(
            "raised_hidden", Outcome.RAISED, exception=(canary, canary), frames=(a_frame(),), output=canary
        ),
        Verdict.FAILED,
        message=f"raised {canary} at mlp.py:5: {canary}",
        public_message=f"raised {canary} at mlp.py:5",
    )
    named = a_result(
        a_check("named_hidden"),
        an_observation("named_hidden", quantities={"dx": canary}),
        Verdict.WRONG,
        message=f"dx is a {canary}, expected a number",
        public_message=f"dx is a {canary}, expected a number",
        differences=(Difference("dx", DifferenceKind.TYPE, canary, "a number"),),
    )
    unread = [
        a_result(
            a_check(f"import_{index}_hidden"),
            an_observation(
                f"import_{index}_hidden",
                Outcome.RAISED,
                during_import=True,
                exception=("ValueError", canary),
                output=canary,
            ),
            Verdict.FAILED,
            message=f"while mlp.py was being imported: {canary}",
            public_message="while mlp.py was being imported: raised ValueError",
        )
        for index in range(3)
    ]
    return [wrong, training, raised, named, *unread]


@pytest.mark.parametrize("render", [each.render for each in RENDERERS.values()], ids=RENDERERS)
@pytest.mark.parametrize("canary", ["c4nary_73105", "canaryisnoword"])
def test_a_student_reads_no_value_of_a_hidden_check_and_the_staff_reads_all(render, canary):
    grading = a_grading(hidden_results(canary))

    student, staff = (render(build(grading, audience)) for audience in Audience)

    assert canary not in student
    assert canary in staff


def test_the_places_the_curves_and_the_prints_of_hidden_checks_are_for_the_staff_alone():
    grading = a_grading(hidden_results("canary"))

    student, staff = (json.render(build(grading, audience)) for audience in Audience)

    for text in ("8675309.25", "867, 5309", "x = canary", '"actual": "canary"', '"expected": "canary"'):
        assert text not in student
        assert text in staff


def test_a_student_still_learns_where_how_often_and_when_a_hidden_check_went_wrong():
    report = build(a_grading(hidden_results("canary")), Audience.STUDENT)

    wrong, training, raised = report.checks[:3]
    assert (wrong.message, wrong.differences[0].places, wrong.differences[0].size) == (
        "dW is off in 1 of 9 places",
        1,
        9,
    )
    assert (training.comparison, training.curves[0].departs_at) == (
        "leaves the tolerance at step 1, first in loss",
        1,
    )
    assert (raised.exception, raised.traceback) == ("an exception", (a_frame(),))


def test_a_student_reads_everything_of_a_public_check():
    check = a_check("forward")
    seen = an_observation("forward", Outcome.RAISED, exception=("ValueError", "x is 3"), output="x is 3\n")
    grading = a_grading(
        [a_result(check, seen, Verdict.FAILED, message="raised ValueError: x is 3", public_message="-")]
    )

    student, staff = (build(grading, audience) for audience in Audience)

    assert student.checks == staff.checks
    assert (student.checks[0].message, student.checks[0].output) == ("raised ValueError: x is 3", "x is 3\n")


def test_the_scores_do_not_depend_on_the_reader():
    grading = a_grading([*hidden_results("canary"), a_result(a_check("right"))])

    student, staff = (build(grading, audience) for audience in Audience)

    assert (student.score, student.max_score, student.problems) == (
        staff.score,
        staff.max_score,
        staff.problems,
    )
    assert math.isclose(student.score, 1.0)
