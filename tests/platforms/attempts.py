"""Attempts made from the gradings that the tests of reports use."""

import msgspec

from grader.platforms.formats.attempt import Attempt
from grader.report.build import build, counterexample_file
from grader.report.view import Audience, ElsewhereView
from tests.report.gradings import GRADINGS, mixed
from tests.report.hostile import hostile
from tests.report.payloads import everywhere

ALL = {**GRADINGS, "hostile": hostile, "payloads": everywhere}
ABSENT = ElsewhereView(
    problem="9.9", title="A derivation", points=3.0, reason="derivations.py was not handed in"
)
REFUSED = Attempt(
    assignment="hw0",
    title="A layer",
    problems={"1.1": 2.0},
    refused="mlp.py is not valid Python 3 at line 1: <b>(\x1b",
)
TROUBLE = Attempt(assignment="hw0", title="A layer", problems={"1.1": 2.0}, trouble="user: no more boxes")


def attempt(grading=None, **changes) -> Attempt:
    """Return the attempt of a grading, in which all that is asked for was handed in."""
    grading = grading or mixed()
    report = build(grading, Audience.STUDENT)
    scripts = {
        counterexample_file(each.check): each.counterexample
        for each in grading.results
        if each.counterexample
    }
    made = Attempt(
        assignment=report.assignment,
        title=report.title,
        problems={problem.id: problem.max_score for problem in report.problems if problem.max_score},
        report=report,
        scripts=scripts,
    )
    return msgspec.structs.replace(made, **changes)
