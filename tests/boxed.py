"""The smallest assignment that the sandbox can run: three checks on a module with two functions."""

import marshal
import shutil
from pathlib import Path

import numpy as np
import pytest

from grader.compare import Tolerance
from grader.observe import observe
from grader.records import Assignment, Check, Limits, Observation, Submission, SubmittedFile, Visibility
from grader.sandbox.choose import Sandbox

BACKENDS = [
    pytest.param("bubblewrap", marks=pytest.mark.needs_bubblewrap),
    pytest.param("user", marks=pytest.mark.needs_root),
    # Where there is bubblewrap, `make test` leaves to it what ends alike without a wall.
    pytest.param("bare", marks=pytest.mark.slow if shutil.which("bwrap") else ()),
]

# For what takes seconds each time: the strongest, and the others among the slow ones.
QUICK_BACKENDS = [
    BACKENDS[0],
    *(pytest.param(*each.values, marks=[*each.marks, pytest.mark.slow]) for each in BACKENDS[1:]),
]

SOURCE = """
import numpy as np

def before(mlp, x):
    return {"y": mlp.double(x)}

def middle(mlp, x):
    return {"y": mlp.tried(x)}

def after(mlp, x):
    return {"y": mlp.double(x), "x afterwards": x}
"""
GIVEN = {name: {"x": np.arange(3.0)} for name in ("before", "middle", "after")}
DOUBLE = "def double(x):\n    return 2 * x\n\n"


def check(name: str) -> Check:
    """Return the check of this name; it may take two seconds."""
    return Check(
        id=name,
        function=name,
        problem="1",
        module="mlp.py",
        title=name,
        hint="",
        visibility=Visibility.PUBLIC,
        points=1.0,
        tolerance=Tolerance(),
        wall_seconds=2.0,
        given={"x": "three numbers"},
    )


def assignment(**limits: float) -> Assignment:
    """Return the assignment, with limits that suit a test."""
    return Assignment(
        id="boxed",
        title="Boxed",
        source="",
        files=("mlp.py",),
        problems=(),
        checks=tuple(check(name) for name in GIVEN),
        limits=Limits(**{"import_wall_seconds": 2.0, "submission_wall_seconds": 30.0, **limits}),
        allowed_modules=("numpy",),
        stand_ins=("matplotlib", "tqdm"),
        folder=Path(),
        sandbox_source=SOURCE,
        sandbox_code=marshal.dumps(compile(SOURCE, "checks.py", "exec")),
    )


def submission(source: str, **others: str) -> Submission:
    """Return a submission of mlp.py with this text, and of other modules by name."""
    texts = {"mlp": source, **others}
    files = [
        SubmittedFile(name=f"{name}.py", content=text.encode(), sha256="") for name, text in texts.items()
    ]
    return Submission(name="student", modules=("mlp.py",), files=tuple(files))


def run(backend: str, source: str, **limits: float) -> list[Observation]:
    """Return what the three checks observe of a module with this text."""
    with Sandbox(backend) as sandbox:
        return list(observe(assignment(**limits), submission(source), GIVEN, sandbox))
