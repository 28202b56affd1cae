"""Build the report of one grading for one audience: the one place where what is hidden is withheld."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence

from grader.compare import Difference
from grader.records import (
    Check,
    CheckResult,
    Curve,
    Frame,
    Grading,
    Observation,
    Outcome,
    Verdict,
    Visibility,
)
from grader.report.hidden import Vocabulary, public_exception, public_message
from grader.report.inert import inert, inert_record
from grader.report.view import (
    COUNTEREXAMPLES,
    GRADIENT_CHECK,
    SCHEMA,
    Audience,
    Cause,
    CheckView,
    CurveView,
    DifferenceView,
    ElsewhereView,
    FileView,
    Kind,
    LatenessView,
    ProblemView,
    Report,
)

UNISOLATED = "bare"
_NOT_IMPLEMENTED = "NotImplementedError"
_FEWEST_CHECKS = 3
_CODE_CAP = 160
_NAME_CAP = 100
_WORDS = {
    Outcome.RETURNED: "failed",
    Outcome.RAISED: "raised an error",
    Outcome.TIMED_OUT: "timed out",
    Outcome.OUT_OF_MEMORY: "out of memory",
    Outcome.CRASHED: "crashed",
    Outcome.NOT_RUN: "not run",
}


def build(grading: Grading, audience: Audience, lateness: LatenessView | None = None) -> Report:
    """Return what this audience may read, with every text made inert."""
    assignment, made_by = grading.assignment, grading.provenance
    vocabulary = Vocabulary(assignment, grading.submission)
    causes = _causes(grading.results, audience, vocabulary)
    shared = {check for cause in causes for check in cause.checks}
    told = _told(grading.results)
    checks = tuple(
        _check(result, audience, vocabulary, result.check.id in shared, told.get(result.check.id, ""))
        for result in grading.results
    )
    problems = tuple(
        ProblemView(
            id=problem.id,
            title=problem.title,
            score=_sum(check.score for check in checks if check.problem == problem.id),
            max_score=problem.points,
            checks_right=sum(c.verdict is Verdict.RIGHT for c in checks if c.problem == problem.id),
            checks=sum(check.problem == problem.id for check in checks),
        )
        for problem in assignment.problems
    )
    report = Report(
        schema=SCHEMA,
        audience=audience,
        assignment=assignment.id,
        title=assignment.title,
        submission=inert(grading.submission.name, _NAME_CAP),
        student=None,
        score=_sum(problem.score for problem in problems),
        max_score=_sum(problem.max_score for problem in problems),
        summary=_summary(checks, " and ".join(grading.submission.modules)),
        unjudged=sum(check.verdict is Verdict.UNJUDGED for check in checks),
        sandbox=made_by.sandbox,
        is_isolated=made_by.sandbox != UNISOLATED,
        protection=made_by.protection,
        versions=made_by.versions,
        fixtures_sha256=made_by.fixtures_sha256,
        key_sha256=hashlib.sha256(made_by.key.encode()).hexdigest() if made_by.key else "",
        key=made_by.key if audience is Audience.STAFF else "",
        limits=made_by.limits,
        files=tuple(FileView(name=file.name, sha256=file.sha256) for file in grading.submission.files),
        notes=grading.submission.notes,
        problems=problems,
        elsewhere=tuple(
            ElsewhereView(problem=each.problem, title=each.title, points=each.points, reason=each.reason)
            for each in assignment.elsewhere
        ),
        causes=causes,
        checks=checks,
        seconds=grading.seconds,
        lateness=lateness,
    )
    inert_report: Report = inert_record(report)
    return inert_report


def counterexample_file(check: Check) -> str:
    """Return the name of the script that shows a failure of this check, as it lies beside the reports."""
    return f"{COUNTEREXAMPLES}/{check.id}.py"


def _check(
    result: CheckResult, audience: Audience, vocabulary: Vocabulary, has_shared_cause: bool, same_as: str
) -> CheckView:
    check, seen = result.check, result.observation
    is_withheld = _is_withheld(result, audience)
    kind = _kind(result)
    exception = seen.exception[0] if seen.exception else ""
    if is_withheld and exception:
        exception = public_exception(exception, vocabulary)
    return CheckView(
        id=check.id,
        problem=check.problem,
        title=check.title,
        visibility=check.visibility,
        outcome=seen.outcome,
        verdict=result.verdict,
        kind=kind,
        word=_word(kind, seen),
        score=result.score,
        max_score=check.points,
        message=public_message(result, vocabulary) if is_withheld else result.message,
        diagnosis=result.diagnosis,
        hint=check.hint,
        comparison=_comparison(result, kind) if check.curves else "",
        exception=exception,
        # Which lines it went through, and how long it took, are for student code to choose, by the hidden inputs.
        traceback=_frames(seen)[-1:] if is_withheld else _frames(seen),
        has_shared_cause=has_shared_cause,
        same_as=same_as,
        counterexample=counterexample_file(check) if result.counterexample else "",
        differences=tuple(_difference(each, is_withheld) for each in result.differences),
        curves=tuple(_curve(curve, is_withheld) for curve in result.curves),
        output="" if is_withheld else seen.output,
        output_is_cut=seen.output_is_cut and not is_withheld,
        seconds=float(round(seen.seconds)) if is_withheld else seen.seconds,
    )


def _told(results: Sequence[CheckResult]) -> dict[str, str]:
    """Return, for each check whose diagnosis is told at another one above it, the id of that one."""
    first: dict[tuple[tuple[str, str], ...], str] = {}
    same: dict[str, str] = {}
    for result in results:
        told = tuple((each.id, each.text) for each in result.diagnosis if each.id != GRADIENT_CHECK)
        teller = first.setdefault(told, result.check.id) if told else result.check.id
        if teller != result.check.id:
            same[result.check.id] = teller
    return same


def _is_withheld(result: CheckResult, audience: Audience) -> bool:
    return audience is Audience.STUDENT and result.check.visibility is Visibility.HIDDEN


def _kind(result: CheckResult) -> Kind:
    seen = result.observation
    if result.verdict is not Verdict.FAILED:
        return Kind(result.verdict.value)
    is_hole = seen.exception is not None and seen.exception[0] == _NOT_IMPLEMENTED
    return Kind.NOT_IMPLEMENTED if is_hole and seen.outcome is Outcome.RAISED else Kind.FAILED


def _word(kind: Kind, seen: Observation) -> str:
    if kind is Kind.FAILED:
        return _WORDS[Outcome.NOT_RUN if seen.during_import else seen.outcome]
    if kind is Kind.UNJUDGED:
        return "not judged"
    return "not implemented" if kind is Kind.NOT_IMPLEMENTED else kind.name.lower()


def _comparison(result: CheckResult, kind: Kind) -> str:
    """Say in a few words how far a training run agrees with the reference."""
    if kind is Kind.RIGHT:
        steps = max((len(curve.expected) for curve in result.curves), default=0)
        return f"agrees for all {steps} steps" if steps else "agrees at every step"
    departures = [(each.step, each.quantity) for each in result.differences if each.step is not None]
    if departures:
        step, quantity = min(departures, key=lambda departure: departure[0])
        return f"leaves the tolerance at step {step}, first in {quantity}"
    return "differs from the reference" if kind is Kind.WRONG else _word(kind, result.observation)


def _difference(each: Difference, is_withheld: bool) -> DifferenceView:
    return DifferenceView(
        quantity=each.quantity,
        kind=each.kind,
        actual="" if is_withheld else each.actual,
        expected="" if is_withheld else each.expected,
        places=each.places,
        size=each.size,
        worst=() if is_withheld else each.worst,
        step=each.step,
        advice="" if is_withheld else each.advice,
    )


def _curve(curve: Curve, is_withheld: bool) -> CurveView:
    return CurveView(
        quantity=curve.quantity,
        steps=len(curve.expected),
        departs_at=curve.departs_at,
        actual=() if is_withheld else curve.actual,
        expected=() if is_withheld else curve.expected,
        tolerance=() if is_withheld else curve.tolerance,
    )


def _frames(seen: Observation) -> tuple[Frame, ...]:
    return tuple(
        Frame(
            file=inert(frame.file, _NAME_CAP),
            line=frame.line,
            function=inert(frame.function, _NAME_CAP),
            text=inert(frame.text, _CODE_CAP),
            cell=frame.cell,
        )
        for frame in seen.frames
    )


def _causes(results: Sequence[CheckResult], audience: Audience, vocabulary: Vocabulary) -> tuple[Cause, ...]:
    """Return what stopped several checks alike: a failed import, used-up time, our own trouble, one bad line."""
    groups: dict[tuple[object, ...], list[CheckResult]] = {}
    for result in results:
        if (key := _cause_key(result)) is not None:
            groups.setdefault(key, []).append(result)
    causes = []
    for group in groups.values():
        if len(group) < _FEWEST_CHECKS:
            continue
        # A public check may say more than a hidden one.
        teller = min(group, key=lambda result: _is_withheld(result, audience))
        is_withheld = _is_withheld(teller, audience)
        seen = teller.observation
        causes.append(
            Cause(
                message=public_message(teller, vocabulary) if is_withheld else teller.message,
                traceback=_frames(seen),
                output="" if is_withheld else seen.output,
                output_is_cut=seen.output_is_cut and not is_withheld,
                checks=tuple(result.check.id for result in group),
            )
        )
    return tuple(causes)


def _cause_key(result: CheckResult) -> tuple[object, ...] | None:
    """Return what two results share if the same thing stopped them, or None if that cannot be said."""
    seen = result.observation
    name = seen.exception[0] if seen.exception else ""
    if seen.during_import or seen.outcome is Outcome.NOT_RUN or result.verdict is Verdict.UNJUDGED:
        return (
            result.verdict,
            seen.outcome,
            seen.during_import,
            name,
            seen.frames,
            seen.detail,
            seen.our_fault,
        )
    if _kind(result) is Kind.FAILED and (seen.frames or seen.detail):
        return (result.verdict, seen.outcome, name, seen.frames[-1:], seen.detail)
    return None


def _summary(checks: Sequence[CheckView], module: str) -> str:
    right = sum(check.kind is Kind.RIGHT for check in checks)
    unjudged = sum(check.kind is Kind.UNJUDGED for check in checks)
    if checks and all(check.kind is Kind.NOT_IMPLEMENTED for check in checks):
        return f"Nothing is implemented yet: write the methods of {module}, then grade it again."
    if checks and all(check.has_shared_cause for check in checks):
        return f"None of the {len(checks)} checks could be run."
    if right == len(checks):
        return f"All {len(checks)} checks are right."
    text = f"{right} of {len(checks)} checks are right"
    if unjudged:
        return f"{text}; {unjudged} could not be judged, so this score is not final."
    return f"{text}."


def _sum(numbers: Iterable[float]) -> float:
    # 0.1 ten times is 1: points are people's numbers.
    return round(math.fsum(numbers), 6)
