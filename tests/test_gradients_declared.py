"""A gradient check from its declaration to the report, on a layer that is right or wrong in each half."""

import pytest

from grader import catalog, instances
from grader.errors import AssignmentError
from grader.pipeline import grade
from grader.records import Fixture, Submission, SubmittedFile, Verdict
from grader.report import markdown
from grader.report.build import build
from grader.report.view import Audience
from grader.sandbox.choose import Sandbox
from tests.toy import CHECKS, REFERENCE, course

DECLARATION = '@gradient_check(forward="forward", backward="backward")'
ALL_CHECKS = (
    CHECKS.replace("import check,", "import check, gradient_check,")
    .replace("STEPS = 3", "from grader.inside.gradients import layer_gradients\n\nSTEPS = 3")
    .replace('@check("2", points=1,', '@check("2", points=0.5,')
    + f'''

@check("2", points=0.25, x=normal(2, 2), g=normal(2, 2))
@check("2", points=0.25, hidden=True, x=normal(3, 1), g=normal(3, 1))
def backward(module, x, g):
    """Scale.backward multiplies by the factor."""
    layer = module.Scale(FACTOR)
    layer.forward(x)
    return {{"dx": layer.backward(g)}}


{DECLARATION}
def scale_gradients(module, x, g):
    """Whether Scale's gradient is that of its forward."""
    return layer_gradients(module.Scale(FACTOR), x, g=g)
'''
)
RIGHT = REFERENCE + "\n    def backward(self, g):\n        return self.factor * g\n"
FORWARD, BACKWARD = "y = self.factor * x", "return self.factor * g"


def loaded(tmp_path, checks=ALL_CHECKS):
    return catalog.load(course(tmp_path, checks=checks, reference=RIGHT), "toy")


def report(tmp_path, source):
    assignment = loaded(tmp_path)
    given = instances.draw(assignment)
    fixture = Fixture(given=given, expected=instances.expect(assignment, given), sha256="0" * 64)
    file = SubmittedFile(name="scale.py", content=source.encode(), sha256="")
    submission = Submission(name="student", modules=("scale.py",), files=(file,))
    with Sandbox("bare") as sandbox:
        grading = grade(assignment, submission, fixture, sandbox)
    return build(grading, Audience.STUDENT)


@pytest.mark.parametrize(
    ("forward", "backward", "said"),
    [
        (FORWARD, BACKWARD, {}),
        (
            "y = self.factor * x * 3",
            "return self.factor * g * 3",
            {"forward": "backward fits your own forward, in dL/dx. So the mistake is in forward."},
        ),
        (
            FORWARD,
            "return -self.factor * g",
            {"backward": "forward is right, and dL/dx is not its gradient: look at backward."},
        ),
        (
            "y = self.factor * x * 3",
            "return -self.factor * g",
            {
                "forward": "dL/dx is not the gradient of your forward as it stands, but forward is wrong itself: "
                "mend it first, that may be all."
            },
        ),
    ],
    ids=["both right", "both wrong alike", "backward wrong", "both wrong"],
)
def test_a_report_says_once_whether_backward_fits_forward(tmp_path, forward, backward, said):
    found = report(tmp_path, RIGHT.replace(FORWARD, forward).replace(BACKWARD, backward))
    checks = {check.id: check for check in found.checks}

    assert {
        id: each.text
        for id, check in checks.items()
        for each in check.diagnosis
        if each.id == "gradient_check"
    } == said
    assert "scale_gradients" not in checks
    assert found.max_score == 4.0
    assert all(check.verdict is Verdict.RIGHT for check in found.checks) == (not said)
    assert markdown.render(found).count("Gradient check: ") == len(said)


def test_what_is_not_implemented_says_nothing_more(tmp_path):
    unwritten = 'raise NotImplementedError("Scale")'
    found = report(tmp_path, RIGHT.replace(FORWARD, unwritten).replace(BACKWARD, unwritten))

    assert [each for check in found.checks for each in check.diagnosis] == []


def test_a_gradient_check_is_no_check_and_its_declaration_stays_outside(tmp_path):
    assignment = loaded(tmp_path)

    assert "scale_gradients" not in [check.id for check in assignment.checks]
    assert [each.id for each in assignment.gradient_checks] == ["scale_gradients"]
    assert "gradient_check" not in assignment.sandbox_source
    assert "from grader.inside.gradients import layer_gradients" in assignment.sandbox_source


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('backward="backward"', 'backward="forward backwards"', "names backwards, which is no check"),
        (
            "def scale_gradients(module, x, g)",
            "def scale_gradients(module, y)",
            "takes y, which backward is not given",
        ),
    ],
)
def test_a_gradient_check_that_fits_no_check_is_refused(tmp_path, before, after, sentence):
    with pytest.raises(AssignmentError) as caught:
        loaded(tmp_path, ALL_CHECKS.replace(before, after))

    assert str(caught.value) == f"assignments/toy/checks.py: scale_gradients {sentence}"
