"""A grading as a whole, on the smallest assignment."""

import numpy as np

from grader.errors import SandboxError
from grader.pipeline import grade
from grader.records import Fixture, Verdict
from grader.sandbox.choose import Sandbox
from tests import boxed

EXPECTED = {
    "before": {"y": np.array([0.0, 2.0, 4.0])},
    "middle": {"y": np.array([0.0, 1.0, 2.0])},
    "after": {"y": np.array([0.0, 2.0, 4.0]), "x afterwards": np.arange(3.0)},
}
FIXTURE = Fixture(given=boxed.GIVEN, expected=EXPECTED, sha256="0" * 64)
SOURCE = boxed.DOUBLE + "def tried(x):\n    return x\n"


def test_right_answers_get_their_points_and_the_report_knows_what_made_it():
    with Sandbox("bare") as sandbox:
        grading = grade(boxed.assignment(), boxed.submission(SOURCE), FIXTURE, sandbox)

    assert [result.verdict for result in grading.results] == [Verdict.RIGHT] * 3
    assert sum(result.score for result in grading.results) == 3.0
    assert grading.provenance.sandbox == "bare"
    assert set(grading.provenance.versions) == {"grader", "numpy", "python"}
    assert grading.provenance.fixtures_sha256 == "0" * 64


def test_a_sandbox_that_fails_half_way_leaves_the_rest_unjudged():
    kills_the_worker = boxed.DOUBLE + "import os\ndef tried(x):\n    os.kill(os.getppid(), 9)\n"
    with Sandbox("bare") as sandbox:
        whole, boxes = sandbox.box, iter(["checks side by side", "one after the other"])

        def box(extra):
            if next(boxes, None) is None:
                raise SandboxError("no more boxes")
            return whole(extra)

        sandbox.box = box
        grading = grade(boxed.assignment(), boxed.submission(kills_the_worker), FIXTURE, sandbox)

    assert [result.verdict for result in grading.results] == [Verdict.RIGHT, Verdict.FAILED, Verdict.UNJUDGED]
    assert grading.results[2].message == "could not be judged: no more boxes"
