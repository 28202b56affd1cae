"""The records that flow from room to room: plain, frozen, without behaviour.

catalog ──▶ Assignment(Problem…, Check…) ─┐
submission ──▶ Submission ────────────────┤
fixtures ──▶ Fixture(given, expected) ────┴─▶ observe ──▶ Observation… ──▶ judge ──▶ CheckResult… ──▶ Report
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import numpy as np

from grader.compare import Difference, Tolerance

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
# What to expect of a check, from what was observed of it: where parameters are the student's own.
Expectation: TypeAlias = Callable[[dict[str, Array]], dict[str, Array]]


class Visibility(Enum):
    """Who sees the numbers of a check: everybody, or the staff alone."""

    PUBLIC = "public"
    HIDDEN = "hidden"


class Outcome(Enum):
    """How the run of one check ended, whatever its answer."""

    RETURNED = "returned"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    NOT_RUN = "not_run"


class Verdict(Enum):
    """What the judge says of one check."""

    RIGHT = "right"
    WRONG = "wrong"
    FAILED = "failed"
    UNJUDGED = "unjudged"


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a submission may use up.

    `check_wall_seconds` is the default of a check; memory is that of all processes together, and of each. `file_bytes`
    holds for each file that it writes, for what a check prints and for what a check answers: both go through files.
    """

    check_wall_seconds: float = 5.0
    import_wall_seconds: float = 10.0
    submission_wall_seconds: float = 120.0
    submission_cpu_seconds: float = 120.0
    memory_bytes: int = 2 * 2**30
    processes: int = 32
    file_bytes: int = 16 * 2**20


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One part of an assignment: the `points` that its checks give, and those that a person gives.

    `test_class` is its name in the students' tests.py, empty if it has no checks. `builds_on` names the problems
    whose mistakes it inherits.
    """

    id: str
    title: str
    points: float = 0.0
    test_class: str = ""
    read_by_person: float = 0.0
    person_reads: str = ""
    builds_on: tuple[str, ...] = ()


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """Points of a problem that are not in the score of a grading, and why."""

    problem: str
    title: str
    points: float
    reason: str


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One promise of the handout, with the inputs on which it is tried.

    `function` is the name of the function in checks.py; two checks may share one, on different inputs.
    `title` is the first sentence of its docstring, `hint` the rest (may be empty).
    `module` is the file that it is about.
    `given` says how each input is drawn, in words, for the manifest; the drawn arrays are in the Fixture.
    `curves`: the names of the quantities whose first axis is the training step.
    `at`: the names of the inputs that a message quotes. `needs`: a package without which nobody can judge it.
    A gradient check is run for the functions of other checks, those about `forward` and those about `backward`, and
    has in `title` and `hint` what students call the two.
    """

    id: str
    function: str
    problem: str
    module: str
    title: str
    hint: str
    visibility: Visibility
    points: float
    tolerance: Tolerance
    wall_seconds: float
    given: dict[str, str]
    curves: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    needs: str = ""
    forward: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment, as read from assignments/<id>/.

    `files` are what students hand in, and `other_names` what they may call them. `sandbox_source` is checks.py
    without its decorators: this, compiled to `sandbox_code`, and not the points, enters the sandbox. `expectations`
    are of checks whose parameters are the student's own. `elsewhere` is what a grading leaves out. `gradient_checks`
    are run where a check fails that they have something to say to.
    """

    id: str
    title: str
    source: str
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    checks: tuple[Check, ...]
    limits: Limits
    allowed_modules: tuple[str, ...]
    stand_ins: tuple[str, ...]
    folder: Path
    sandbox_source: str
    sandbox_code: bytes
    other_names: dict[str, str] = {}
    expectations: dict[str, Expectation] = {}
    gradient_checks: tuple[Check, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


class Fixture(msgspec.Struct, frozen=True, kw_only=True):
    """The stored inputs and expected values of every check, by check id and quantity name.

    `canary` is stored beside them: where that text turns up, a fixture file has leaked.
    """

    given: dict[str, dict[str, Array]]
    expected: dict[str, dict[str, Array]]
    sha256: str
    canary: str = ""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A check, on inputs of its own, that is run to learn more, and for no points; its observation bears its `id`."""

    id: str
    check: Check
    given: dict[str, Array]


class SubmittedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file; `name` is relative, with forward slashes; `cells` are the lines at which those of a notebook begin."""

    name: str
    content: bytes
    sha256: str
    cells: tuple[int, ...] = ()


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in, read once into memory: those of the assignment's files that are there, and others beside.

    `notes` are sentences about what was left out or replaced. `is_tame` says that its checks may share a process.
    """

    name: str
    modules: tuple[str, ...]
    files: tuple[SubmittedFile, ...]
    notes: tuple[str, ...] = ()
    is_tame: bool = False


class Frame(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a traceback, in a file of the submission, or in a `cell` of a notebook: its number and its text."""

    file: str
    line: int
    function: str
    text: str
    cell: int = 0


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of the sandbox for one check.

    `quantities` maps a name to an array, or to the name of a type where the check returned something that is
    not an array of numbers. `during_import` says that the trouble came before any check ran.
    `exception` is (type name, text) for RAISED and OUT_OF_MEMORY. `detail` is a sentence of ours on what
    stopped the run ("killed by signal SIGSEGV"), empty when nothing did. `output` is what was printed, cut at
    `output_is_cut`. `our_fault`, when not empty, says why nothing can be said about the student's work, and
    `lacks` names the package that the check needs and this machine has not.
    """

    check: str
    outcome: Outcome
    quantities: dict[str, Array | str] = {}
    exception: tuple[str, str] | None = None
    frames: tuple[Frame, ...] = ()
    during_import: bool = False
    detail: str = ""
    output: str = ""
    output_is_cut: bool = False
    seconds: float = 0.0
    our_fault: str = ""
    lacks: str = ""


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """One number per training step, beside the reference's, with the half-width of the tolerance tube.

    `departs_at` is the first step outside the tube.
    """

    quantity: str
    actual: tuple[float, ...]
    expected: tuple[float, ...]
    tolerance: tuple[float, ...]
    departs_at: int | None = None


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """A known wrong way to solve a problem: `apply` puts it into a copy of the reference's file `module`."""

    id: str
    problem: str
    module: str
    text: str
    apply: Callable[..., Any]


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """A named mistake; `confidence` is "exact" or "likely"."""

    id: str
    text: str
    confidence: str


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """The judge's word on one check: everything, for the staff; report.build withholds what students must not see.

    `message` is one sentence, empty if right. `public_message` is the same without any value: what a student
    may read of a hidden check. `counterexample` is a script that shows the failure on a small instance, if one does.
    """

    check: Check
    observation: Observation
    verdict: Verdict
    score: float
    message: str = ""
    public_message: str = ""
    differences: tuple[Difference, ...] = ()
    curves: tuple[Curve, ...] = ()
    diagnosis: tuple[Diagnosis, ...] = ()
    counterexample: str = ""


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What made a report. `sandbox` is the backend's name, `protection` a sentence on what it enforced.

    `key` is the text from which the hidden inputs were drawn, if they were not the stored ones: it is for the staff.
    """

    sandbox: str
    protection: str
    versions: dict[str, str]
    fixtures_sha256: str
    limits: Limits
    key: str = ""


class Grading(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known after one submission was graded; the input of every report."""

    assignment: Assignment
    submission: Submission
    results: tuple[CheckResult, ...]
    provenance: Provenance
    seconds: float
