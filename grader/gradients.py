"""Say whether a student's backward is the gradient of their own forward: pure, and silent where nobody can tell.

A gradient check is run where a check about the same backward is wrong, and returns gradients beside differences of
the student's own forward (see inside/gradients). Together with whether forward is right, that says where to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from grader.inside.gradients import BY_DIFFERENCES, agreement_margin
from grader.records import (
    Array,
    Assignment,
    CheckResult,
    Diagnosis,
    Observation,
    Outcome,
    Trial,
    Verdict,
)

# What it takes is some 10 ms.
_WALL_SECONDS = 1.0
# A name in an answer is a student's to choose: "dx", "dW" and "db2" are what we would have chosen.
_NAME = re.compile(r"dx|da|d[Wb][1-9]?", re.ASCII)
_RIGHT = (Verdict.RIGHT, Verdict.UNJUDGED)


def trials(
    assignment: Assignment,
    module: str,
    results: Mapping[str, CheckResult],
    given: Mapping[str, Mapping[str, Array]],
) -> list[Trial]:
    """Return the gradient checks of a file that are worth running, now that its checks are judged."""
    bad = {each.check.problem for each in results.values() if each.verdict not in _RIGHT}
    builds_on = {problem.id: {*problem.builds_on} for problem in assignment.problems}
    found = []
    for check in assignment.gradient_checks:
        # That a backward which is right does not fit a forward which is wrong would be no news.
        if check.module != module or not any(_wrong(check.backward, results)):
            continue
        # What builds on another layer that is wrong would show the same again, unless that layer is its forward.
        own = {each.check.problem for each in _wrong(check.forward, results)}
        if bad & (builds_on[check.problem] - own):
            continue
        stored = given[next(_about(check.backward[:1], results)).check.id]
        inputs = {name: stored[name] for name in check.given}
        trial = msgspec.structs.replace(check, wall_seconds=_WALL_SECONDS)
        found.append(Trial(id=check.id, check=trial, given=inputs))
    return found


def findings(
    assignment: Assignment, seen: Mapping[str, Observation], results: Mapping[str, CheckResult]
) -> dict[str, Diagnosis]:
    """Return what gradient checks say to checks that are wrong, by the id of the latter."""
    found: dict[str, Diagnosis] = {}
    for check in assignment.gradient_checks:
        if check.id not in seen or seen[check.id].outcome is not Outcome.RETURNED:
            continue
        verdicts = {each.verdict for each in _about(check.forward, results)}
        is_right = None if not verdicts or Verdict.UNJUDGED in verdicts else verdicts == {Verdict.RIGHT}
        text = _sentence(_fits(seen[check.id].quantities), is_right, check.title, check.hint)
        # Where forward is to be mended, it is said there.
        about = check.backward if is_right else check.forward + check.backward
        for result in list(_wrong(about, results))[: bool(text)]:
            found.setdefault(result.check.id, Diagnosis(id="gradient_check", text=text, confidence="exact"))
    return found


def _about(functions: Sequence[str], results: Mapping[str, CheckResult]) -> Iterator[CheckResult]:
    return (result for result in results.values() if result.check.function in functions)


def _wrong(functions: Sequence[str], results: Mapping[str, CheckResult]) -> Iterator[CheckResult]:
    return (result for result in _about(functions, results) if result.verdict is Verdict.WRONG)


@np.errstate(all="ignore")
def _fits(quantities: Mapping[str, Array | str]) -> dict[str, bool]:
    """Return for each gradient that was found by differences whether the student's is the same.

    There is none where one that was returned has another shape, or is no array of numbers: that is to be mended first.
    """
    fits = {}
    for name, value in quantities.items():
        found = quantities.get(name + BY_DIFFERENCES)
        if not _NAME.fullmatch(name) or found is None:
            continue
        if isinstance(value, str) or isinstance(found, str) or value.shape != found.shape:
            return {}
        is_told = np.isfinite(found)
        if is_told.any():
            error = np.abs(value.astype(np.float64) - found)[is_told]
            fits[name] = bool((error <= agreement_margin(found)).all())
    return fits


def _sentence(fits: Mapping[str, bool], is_right: bool | None, of: str, by: str) -> str:
    """Say what fits and what does not, and where to look; nothing if that tells nothing.

    `is_right` says whether forward is, if that is known; `of` is what it is called, and `by` what has the gradients.
    """
    good, off = [name for name in fits if fits[name]], [name for name in fits if not fits[name]]
    if not off and (is_right or not good):
        return ""
    fit, misfit = (_named(names, by == "backward") for names in (good, off))
    if not off:
        so = "So the mistake is" if is_right is False else "So look for the mistake elsewhere, perhaps"
        return f"{by} fits your own {of}, in {fit.text}. {so} in {of}."
    if is_right is False:
        stands = f"{misfit.text} {misfit.are} not the gradient{misfit.s} of your {of} as it stands"
        return f"{stands}, but {of} is wrong itself: mend it first, that may be all."
    subject = f"{of} is right, and" if is_right else f"by differences of your own {of},"
    others = f", while {fit.text} {fit.are}" if good else ""
    where = by
    if by == "backward" and off == ["dx"] and good:
        where = "what backward returns"
    elif by == "backward" and "dx" in good:
        where = "what backward adds up, and at step and its lr"
    return f"{subject} {misfit.text} {misfit.are} not its gradient{misfit.s}{others}: look at {where}."


class _Named(NamedTuple):
    """Gradients as in a sentence, and how to go on."""

    text: str
    are: str
    s: str


def _named(names: Sequence[str], by_step: bool) -> _Named:
    """Return what there is to call these gradients; a layer's own ones show in what `step` does."""
    shown = [f"dL/{name}" for name in names if name == "dx" or not by_step]
    taken = [name[1:] for name in names if name != "dx" and by_step]
    if taken:
        shown.append(f"what step takes from {_and(taken)}")
    return _Named(_and(shown), *(("are", "s") if len(shown) > 1 else ("is", "")))


def _and(names: Sequence[str]) -> str:
    """Return "dL/dx, dL/dW and dL/db"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
