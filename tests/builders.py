"""Records with defaults, so that a test shows only what matters to it."""

from pathlib import Path

from grader.compare import Tolerance
from grader.records import (
    Assignment,
    Check,
    CheckResult,
    Frame,
    Grading,
    Limits,
    Observation,
    Outcome,
    Problem,
    Provenance,
    Submission,
    SubmittedFile,
    Verdict,
    Visibility,
)

SOURCE = b'''class LinearMap:
    """Return Wx + b."""

    def forward(self, x):
        return self.W @ x + self.b
'''


def a_problem(id="1.1", title="Linear map", points=1.0, test_class="TestLinearMap"):
    """Return a problem."""
    return Problem(id=id, title=title, points=points, test_class=test_class)


def a_check(id="forward", **changes):
    """Return a public check of problem 1.1, worth one point."""
    defaults = {
        "function": id.removesuffix("_hidden"),
        "problem": "1.1",
        "module": "mlp.py",
        "title": "LinearMap.forward returns Wx + b.",
        "hint": "",
        "visibility": Visibility.HIDDEN if id.endswith("_hidden") else Visibility.PUBLIC,
        "points": 1.0,
        "tolerance": Tolerance(),
        "wall_seconds": 5.0,
        "given": {},
    }
    return Check(id=id, **(defaults | changes))


def an_observation(check="forward", outcome=Outcome.RETURNED, **changes):
    """Return an observation without any trouble."""
    return Observation(check=check, outcome=outcome, **({"seconds": 0.004} | changes))


def a_frame(file="mlp.py", line=5, function="LinearMap.forward", text="return self.W @ x + self.b"):
    """Return a line of a traceback."""
    return Frame(file=file, line=line, function=function, text=text)


def a_result(check=None, observation=None, verdict=Verdict.RIGHT, **changes):
    """Return a result; it scores the points of the check if it is right, and nothing otherwise."""
    check = check or a_check()
    observation = observation or an_observation(check.id)
    score = check.points if verdict is Verdict.RIGHT else 0.0
    # What a student may read of a hidden check is what the judge says, unless a test says otherwise.
    changes.setdefault("public_message", changes.get("message", ""))
    return CheckResult(check=check, observation=observation, verdict=verdict, score=score, **changes)


def a_file(name="mlp.py", content=SOURCE, sha256="ab" * 32):
    """Return a file of a submission."""
    return SubmittedFile(name=name, content=content, sha256=sha256)


def a_submission(name="mlp.py", modules=("mlp.py",), files=None, notes=()):
    """Return a submission of one file."""
    return Submission(name=name, modules=modules, files=files or (a_file(),), notes=notes)


def an_assignment(problems=None, checks=(), **changes):
    """Return an assignment of one problem."""
    defaults = {
        "id": "hw0_example",
        "title": "A layer by hand",
        "source": "an example",
        "files": ("mlp.py",),
        "limits": Limits(),
        "allowed_modules": ("numpy",),
        "stand_ins": (),
        "folder": Path("assignments/hw0_example"),
        "sandbox_source": "def forward(mlp, x, W, b):\n    return {'output': mlp.LinearMap(3, 2).forward(x)}\n",
        "sandbox_code": b"",
    }
    return Assignment(problems=problems or (a_problem(),), checks=tuple(checks), **(defaults | changes))


def a_provenance(sandbox="bubblewrap", protection="own namespaces, no network, limits", **changes):
    """Return what made a report."""
    defaults = {
        "versions": {"grader": "0.1.0", "numpy": "2.2.6", "python": "3.12.1"},
        "fixtures_sha256": "cd" * 32,
        "limits": Limits(),
    }
    return Provenance(sandbox=sandbox, protection=protection, **(defaults | changes))


def a_grading(results=None, assignment=None, submission=None, provenance=None, seconds=0.75):
    """Return a grading of these results."""
    results = (a_result(),) if results is None else tuple(results)
    return Grading(
        assignment=assignment or an_assignment(checks=[result.check for result in results]),
        submission=submission or a_submission(),
        results=results,
        provenance=provenance or a_provenance(),
        seconds=seconds,
    )
