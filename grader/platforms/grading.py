"""Grade what a platform hands in. Whatever goes wrong is told apart: refused (the student's) or trouble (ours)."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec

from grader import catalog, fixtures, pipeline, submission
from grader.batch import lateness
from grader.errors import GraderError, SandboxError, SubmissionError, UsageError
from grader.platforms.formats.attempt import Attempt, absent
from grader.platforms.room import fitted
from grader.platforms.terms import FILE, Packed
from grader.records import Assignment, Grading, Verdict
from grader.report.build import UNISOLATED, build, counterexample_file
from grader.report.view import Audience
from grader.sandbox.choose import Sandbox


def packed(root: Path) -> Packed:
    """Return what an exported folder says of itself.

    Raises:
        GraderError: if this is no exported folder, or its terms.json was changed into something else.
    """
    try:
        return msgspec.json.decode((root / FILE).read_bytes(), type=Packed)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GraderError(f"{FILE} is not what `make export` writes: {error}") from error


def asked_for(assignment: Assignment, files: tuple[str, ...]) -> Assignment:
    """Return the part of a homework that is asked for on a platform: these of its files, or all of them.

    Raises:
        UsageError: if one of them is none of the homework's.
    """
    for file in files:
        if file not in assignment.files:
            raise UsageError(f"{file} is none of the files of {assignment.id}: {', '.join(assignment.files)}")
    chosen = tuple(file for file in assignment.files if file in files) or assignment.files
    about = {check.problem: check.module for check in assignment.checks}
    return msgspec.structs.replace(
        assignment,
        files=chosen,
        other_names={name: file for name, file in assignment.other_names.items() if file in chosen},
        # A problem without checks is read by a person, who may be asked for on any platform.
        problems=tuple(each for each in assignment.problems if about.get(each.id, chosen[0]) in chosen),
        checks=tuple(check for check in assignment.checks if check.module in chosen),
    )


def grade(root: Path, told: Packed, path: Path, late_seconds: float | None = None) -> Attempt:
    """Return what came of the file or folder at `path`, which was handed in so much later than it was due."""
    whole = catalog.load(root, told.assignment)
    whole = msgspec.structs.replace(whole, limits=fitted(whole.limits))
    asked = asked_for(whole, told.terms.files)
    attempt = Attempt(
        assignment=whole.id,
        title=whole.title,
        problems={problem.id: problem.points for problem in asked.problems if problem.points},
    )
    try:
        handed_in = submission.read(path, asked)
    except SubmissionError as error:
        return msgspec.structs.replace(attempt, refused=str(error))
    try:
        part = _scoped(whole, asked, handed_in.modules)
        fixture = fixtures.read(part)
        with Sandbox(told.sandbox if told.sandbox != "auto" else _strongest()) as sandbox:
            grading = pipeline.grade(part, handed_in, fixture, sandbox)
        policy = catalog.late_policy(root, told.assignment)
    except GraderError as error:
        return msgspec.structs.replace(attempt, trouble=str(error))
    score = round(math.fsum(result.score for result in grading.results), 6)
    late = lateness.of(policy, late_seconds, score, attempt.max_score)
    report = build(grading, Audience.STUDENT, lateness.shown(late, score))
    return msgspec.structs.replace(
        attempt,
        report=report,
        scripts={
            counterexample_file(each.check): each.counterexample
            for each in grading.results
            if each.counterexample
        },
        absent=absent(asked, handed_in.modules),
        trouble=_unjudged(grading),
    )


def _scoped(whole: Assignment, asked: Assignment, modules: tuple[str, ...]) -> Assignment:
    """Return the part of the homework that is graded, without a word on what is not asked for here."""
    part = catalog.scoped(whole, modules)
    problems = {problem.id for problem in asked.problems}
    return msgspec.structs.replace(
        part, elsewhere=tuple(each for each in part.elsewhere if each.problem in problems)
    )


def _strongest() -> str:
    """Return the sandbox that `auto` takes here: on a platform strangers' work is graded, so it must be a wall.

    Raises:
        SandboxError: if it is none.
    """
    with Sandbox() as trial:
        trial.box()
        if trial.backend == UNISOLATED:
            raise SandboxError(
                "no sandbox with a wall works here: install bubblewrap, or run the grader as root; "
                "`bare`, which is none, must be chosen by name"
            )
        return trial.backend


def _unjudged(grading: Grading) -> str:
    """Return why checks could not be judged, in the words of the first, or nothing if all could."""
    left = [result for result in grading.results if result.verdict is Verdict.UNJUDGED]
    return f"{len(left)} checks {left[0].message}" if left else ""
