"""The one record from which every format is rendered. What a reader must not see is not in it."""

from __future__ import annotations

from enum import Enum

import msgspec

from grader.compare import DifferenceKind
from grader.records import Diagnosis, Frame, Limits, Outcome, Verdict, Visibility

SCHEMA = "grader-report/1"
# The folder of the scripts that show failures, beside the reports.
COUNTEREXAMPLES = "counterexamples"
# The report as a notebook, beside the others, where somebody has asked for it.
NOTEBOOK = "report.ipynb"
# The diagnosis of a check that inherits the mistakes of another problem.
BUILDS_ON = "builds_on"
# That of a wrong quantity that has something to do with the right one: it names no mistake.
RELATION = "relation"
# That of a check of whose layer is known whether backward fits forward: it names no mistake.
GRADIENT_CHECK = "gradient_check"


class Audience(Enum):
    """Who reads a report: the student who handed in, or the staff, who see everything."""

    STUDENT = "student"
    STAFF = "staff"


class Kind(Enum):
    """How a check is presented: the value names a style, so that every format groups in the same way."""

    RIGHT = "right"
    WRONG = "wrong"
    FAILED = "failed"
    NOT_IMPLEMENTED = "not-implemented"
    UNJUDGED = "unjudged"


class DifferenceView(msgspec.Struct, frozen=True, kw_only=True):
    """One difference; `actual`, `expected`, `worst` and `advice` are empty where they are withheld."""

    quantity: str
    kind: DifferenceKind
    actual: str
    expected: str
    places: int
    size: int
    worst: tuple[int, ...]
    step: int | None
    advice: str


class CurveView(msgspec.Struct, frozen=True, kw_only=True):
    """One training curve over `steps` steps; the three curves are empty where the numbers are withheld."""

    quantity: str
    steps: int
    departs_at: int | None
    actual: tuple[float, ...]
    expected: tuple[float, ...]
    tolerance: tuple[float, ...]


class ProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """The score of one problem, and how many of its checks are right."""

    id: str
    title: str
    score: float
    max_score: float
    checks_right: int
    checks: int


class ElsewhereView(msgspec.Struct, frozen=True, kw_only=True):
    """Points that are not in this score, and why: a person gives them, or a file was not handed in."""

    problem: str
    title: str
    points: float
    reason: str


class CheckView(msgspec.Struct, frozen=True, kw_only=True):
    """One check as its reader may see it.

    `word` is the verdict in a word or two. `exception` is the name of an exception's type, and empty if there
    was none. `comparison` is one line on a training comparison, and empty for other checks. `has_shared_cause`
    says that the message is one of the report's `causes`; `same_as` is the id of the check above at which the same
    diagnosis is told. `counterexample` names the file, beside the report, of a script that shows the failure.
    """

    id: str
    problem: str
    title: str
    visibility: Visibility
    outcome: Outcome
    verdict: Verdict
    kind: Kind
    word: str
    score: float
    max_score: float
    message: str
    diagnosis: tuple[Diagnosis, ...]
    hint: str
    comparison: str
    exception: str
    traceback: tuple[Frame, ...]
    has_shared_cause: bool
    same_as: str
    counterexample: str
    differences: tuple[DifferenceView, ...]
    curves: tuple[CurveView, ...]
    output: str
    output_is_cut: bool
    seconds: float


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What stopped several checks alike, to be said once."""

    message: str
    traceback: tuple[Frame, ...]
    output: str
    output_is_cut: bool
    checks: tuple[str, ...]


class FileView(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was handed in, by name and checksum."""

    name: str
    sha256: str


class LatenessView(msgspec.Struct, frozen=True, kw_only=True):
    """How late the work came, what is taken off for that, and what then counts."""

    late_seconds: float
    points: float
    final_score: float
    sentence: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report for one audience. The names and the order of its fields are those of report.json.

    `score` is what the checks gave; `lateness` is None where none is known.
    """

    schema: str
    audience: Audience
    assignment: str
    title: str
    submission: str
    student: str | None
    score: float
    max_score: float
    summary: str
    unjudged: int
    sandbox: str
    is_isolated: bool
    protection: str
    versions: dict[str, str]
    fixtures_sha256: str
    key_sha256: str
    key: str
    limits: Limits
    files: tuple[FileView, ...]
    notes: tuple[str, ...]
    problems: tuple[ProblemView, ...]
    elsewhere: tuple[ElsewhereView, ...]
    causes: tuple[Cause, ...]
    checks: tuple[CheckView, ...]
    seconds: float
    lateness: LatenessView | None = None


def points(number: float) -> str:
    """Return a number of points as people write it: 22 and 1.5, not 22.0 and 1.50."""
    return f"{number:.6g}"


def late_line(report: Report) -> str:
    """Return what counts of a score, and why it is not all, or nothing."""
    late = report.lateness
    if late is None:
        return ""
    return f"{points(late.final_score)} of {points(report.max_score)} points count: {late.sentence}"


def elsewhere_line(report: Report) -> str:
    """Return how many points are not in the score, and by whose doing, or nothing."""
    total = sum(each.points for each in report.elsewhere)
    return f"{points(total)} more points are not in this score" if total else ""


def elsewhere_lines(report: Report) -> list[str]:
    """Return a line for each kind of reason why points are not in the score: of which problems, how many, and why."""
    kinds: dict[str, list[ElsewhereView]] = {}
    for each in report.elsewhere:
        kinds.setdefault(each.reason.partition(": ")[0], []).append(each)
    return [
        f"{', '.join(dict.fromkeys(each.problem for each in group))} "
        f"({points(sum(each.points for each in group))}): {group[0].reason if len(group) == 1 else kind}"
        for kind, group in kinds.items()
    ]


def to_look_at(report: Report) -> list[tuple[ProblemView, list[CheckView]]]:
    """Return the checks that are not right, by problem, without the training comparisons."""
    groups = []
    for problem in report.problems:
        checks = [
            check
            for check in report.checks
            if check.problem == problem.id and check.kind is not Kind.RIGHT and not check.comparison
        ]
        if checks:
            groups.append((problem, checks))
    return groups


def comparisons(report: Report) -> list[CheckView]:
    """Return the training comparisons, right or not."""
    return [check for check in report.checks if check.comparison]


def is_brief(check: CheckView) -> bool:
    """Return whether one line says all there is to say: the cause is told elsewhere, or nothing is there yet."""
    return check.has_shared_cause or check.kind is Kind.NOT_IMPLEMENTED or bool(check.same_as)


def diagnosis_word(diagnosis: Diagnosis) -> str:
    """Return how sure a diagnosis is, in two words."""
    if diagnosis.id == BUILDS_ON:
        return "Follows"
    if diagnosis.id == RELATION:
        return "Looks like this"
    if diagnosis.id == GRADIENT_CHECK:
        return "Gradient check"
    return "Known mistake" if diagnosis.confidence == "exact" else "Likely mistake"


def note(check: CheckView) -> str:
    """Return what stands behind the title of a check, or nothing."""
    notes = ["hidden"] if check.visibility is Visibility.HIDDEN else []
    if check.same_as:
        follows = check.diagnosis[0].id == BUILDS_ON
        notes.append("waits for the same problem" if follows else "the same mistake")
    return ", ".join(notes)
