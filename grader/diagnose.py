"""Name the mistakes behind wrong answers: pure, and silent where it does not know.

A known mistake gives known wrong answers. `rehearsed` holds, for each mistake, the checks that notice it, and of
those that return something a sample of what is wrong: a student whose answers are wrong in the same way, and whose
every right answer the mistake leaves right, has made it. One mistake is named once, at its root, however many checks
it breaks; what is left may follow from a problem that another builds on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.compare import Tolerance
from grader.records import Array, Check, Diagnosis, Mistake, Problem, Verdict

# Of larger arrays so many entries are kept, evenly spread.
SAMPLE = 24
# Samples are stored in single precision, and a student may work in it.
_AGREES = 2e-5

# mistake -> check that notices it -> quantity that is wrong -> sample (no quantity: the check fails otherwise)
Rehearsed = Mapping[str, Mapping[str, Mapping[str, Array]]]


class Seen(NamedTuple):
    """What the judge said of one check, and the quantities that were off, as the student returned them."""

    check: Check
    verdict: Verdict
    wrong: Mapping[str, Array]


def diagnose(
    seen: Sequence[Seen], mistakes: Sequence[Mistake], rehearsed: Rehearsed, problems: Sequence[Problem]
) -> dict[str, Diagnosis]:
    """Return a diagnosis for each check that can be explained, by its id."""
    by_id = {each.check.id: each for each in seen}
    found: dict[str, Diagnosis] = {}
    open_checks = {each.check.id for each in seen if each.verdict is Verdict.WRONG and each.wrong}
    candidates = {
        mistake.id: _explained(rehearsed.get(mistake.id, {}), by_id)
        for mistake in mistakes
        if not _is_refuted(rehearsed.get(mistake.id, {}), by_id)
    }
    texts = {mistake.id: mistake.text for mistake in mistakes}
    problem_of = {mistake.id: mistake.problem for mistake in mistakes}
    roots = {problem.id: problem.builds_on for problem in problems}
    while open_checks:
        ranked = sorted(
            (-len(checks & open_checks), len(rehearsed[id]), id)
            for id, checks in candidates.items()
            if checks & open_checks
        )
        if not ranked:
            break
        gain, breaks, id = ranked[0]
        explains = candidates[id] & open_checks
        rivals = [
            each
            for each in ranked[1:]
            if each[:2] == (gain, breaks) and candidates[each[2]] & open_checks == explains
        ]
        is_sure = not rivals and _is_clear(rehearsed[id], roots[problem_of[id]], by_id)
        confidence = "exact" if is_sure else "likely"
        del candidates[id]
        for check in explains:
            found[check] = Diagnosis(id=id, text=texts[id], confidence=confidence)
            open_checks.discard(check)
    return found | _dependent(seen, found, problems)


@np.errstate(all="ignore")
def sampled(array: Array) -> Array:
    """Return what is kept of an array: its shape, and all of a small one, or entries evenly spread, in float32."""
    flat = array.reshape(-1).astype(np.float32)
    if flat.size > SAMPLE:
        flat = flat[np.linspace(0, flat.size - 1, SAMPLE).astype(int)]
    return np.concatenate([np.array([array.ndim, *array.shape], dtype=np.float32), flat])


def _is_refuted(rehearsal: Mapping[str, object], seen: Mapping[str, Seen]) -> bool:
    """Return whether a check is right that the mistake would have spoiled."""
    return any(check in seen and seen[check].verdict is Verdict.RIGHT for check in rehearsal)


def _is_clear(
    rehearsal: Mapping[str, Mapping[str, Array]], roots: Sequence[str], seen: Mapping[str, Seen]
) -> bool:
    """Return whether nothing else is in sight.

    What the mistake breaks in one way is not broken in another, and all is right that its problem builds on.
    """
    breaks = [seen[check].verdict for check, samples in rehearsal.items() if samples and check in seen]
    below = [each.verdict for each in seen.values() if each.check.problem in roots]
    return {*breaks} <= {Verdict.WRONG} and {*below} <= {Verdict.RIGHT, Verdict.UNJUDGED}


def _explained(rehearsal: Mapping[str, Mapping[str, Array]], seen: Mapping[str, Seen]) -> set[str]:
    """Return the checks whose wrong answers are those of the mistake."""
    return {
        check
        for check, samples in rehearsal.items()
        if check in seen and samples and _agree(seen[check], samples)
    }


def _agree(seen: Seen, samples: Mapping[str, Array]) -> bool:
    return {*seen.wrong} == {*samples} and all(
        _is_close(sampled(seen.wrong[name]), sample, seen.check.tolerance) for name, sample in samples.items()
    )


@np.errstate(all="ignore")
def _is_close(actual: Array, sample: Array, tolerance: Tolerance) -> bool:
    head = int(sample[0]) + 1
    if actual.shape != sample.shape or (actual[:head] != sample[:head]).any():
        return False
    actual, sample = actual[head:].astype(np.float64), sample[head:].astype(np.float64)
    scale = np.max(np.abs(sample), initial=0.0, where=np.isfinite(sample))
    width = max(_AGREES, tolerance.relative) * scale + tolerance.absolute
    is_equal = (actual == sample) | (np.isnan(actual) & np.isnan(sample))
    return bool((is_equal | (np.abs(actual - sample) <= width)).all())


def _dependent(
    seen: Iterable[Seen], found: Mapping[str, Diagnosis], problems: Sequence[Problem]
) -> dict[str, Diagnosis]:
    """Say of what is left whether it belongs to a problem that builds on one that is wrong, too."""
    bad = {each.check.problem for each in seen if each.verdict in (Verdict.WRONG, Verdict.FAILED)}
    titles = {problem.id: problem.title for problem in problems}
    builds_on = {problem.id: problem.builds_on for problem in problems}
    answers = {}
    for each in seen:
        if each.check.id in found or each.verdict is not Verdict.WRONG:
            continue
        roots = [root for root in builds_on.get(each.check.problem, ()) if root in bad]
        if roots:
            named = " and ".join(f"{root} {titles[root]}" for root in roots)
            are = "are" if len(roots) > 1 else "is"
            text = f"this builds on {named}, which {are} not right yet: mend that first"
            answers[each.check.id] = Diagnosis(id="builds_on", text=text, confidence="likely")
    return answers
