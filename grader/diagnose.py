"""Name the mistakes behind wrong answers: pure, and silent where it does not know.

A known mistake gives known wrong answers. `rehearsed` holds, for each mistake, the checks that notice it, and of
those that return something a sample of what is wrong: a student whose answers are wrong in the same way, and whose
every right answer the mistake leaves right, has made it. One mistake is named once, at its root, however many checks
it breaks; what is left may follow from a problem that another builds on.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.compare import Tolerance
from grader.records import Array, Check, Diagnosis, Mistake, Problem, Verdict
from grader.relations import Context, relation

# Of larger arrays so many entries are kept, evenly spread.
SAMPLE = 24
# Samples are stored in single precision, and a student may work in it.
_AGREES = 2e-5
# So many different numbers that are no whole ones, or so many of any kind, are no accident.
_TELLING, _MANY = 3, 12
# The diagnosis that names no mistake, but what stands out.
RELATION = "relation"

# mistake -> check that notices it -> quantity that is wrong -> sample (no quantity: the check fails otherwise)
Rehearsed = Mapping[str, Mapping[str, Mapping[str, Array]]]


class Seen(NamedTuple):
    """What the judge said of one check, and the quantities that were off, as the student returned them."""

    check: Check
    verdict: Verdict
    wrong: Mapping[str, Array]
    context: Context = Context()


def diagnose(
    seen: Sequence[Seen], mistakes: Sequence[Mistake], rehearsed: Rehearsed, problems: Sequence[Problem]
) -> dict[str, Diagnosis]:
    """Return a diagnosis for each check that can be explained, by its id, from what is stored alone."""
    found = known(seen, mistakes, rehearsed, problems)
    return found | remaining(seen, found, problems)


def known(
    seen: Sequence[Seen], mistakes: Sequence[Mistake], rehearsed: Rehearsed, problems: Sequence[Problem]
) -> dict[str, Diagnosis]:
    """Return the known mistake for each check whose answers are those of one."""
    by_id = {each.check.id: each for each in seen}
    found: dict[str, Diagnosis] = {}
    open_checks = {each.check.id for each in seen if each.verdict is Verdict.WRONG and each.wrong}
    candidates = {
        mistake.id: _explained(rehearsed.get(mistake.id, {}), by_id)
        for mistake in mistakes
        if not is_refuted(rehearsed.get(mistake.id, {}), by_id)
    }
    mistake_of = {mistake.id: mistake for mistake in mistakes}
    roots = {problem.id: problem.builds_on for problem in problems}
    named: list[tuple[str, set[str], bool]] = []
    while open_checks:
        ranked = sorted(
            (-len(checks & open_checks), len(rehearsed[id]), id)
            for id, checks in candidates.items()
            if checks & open_checks
        )
        if not ranked:
            break
        id = ranked[0][2]
        explains = candidates[id] & open_checks
        # Whoever explains the same, and is contradicted by nothing, may be the one as well.
        has_rival = any(
            candidates[other] & open_checks == explains and _is_whole(rehearsed[other], by_id)
            for _, _, other in ranked[1:]
        )
        is_clear = _is_whole(rehearsed[id], by_id) and is_telling(by_id[check] for check in candidates[id])
        named.append((id, explains, is_clear and not has_rival))
        open_checks -= explains
        del candidates[id]
    for id, explains, is_clear in named:
        mistake = mistake_of[id]
        is_sure = is_clear and _is_alone(id, mistake.problem, open_checks, rehearsed, roots, by_id)
        diagnosis = Diagnosis(id=id, text=mistake.text, confidence="exact" if is_sure else "likely")
        found |= dict.fromkeys(explains, diagnosis)
    return found


def remaining(
    seen: Sequence[Seen], found: Container[str], problems: Sequence[Problem]
) -> dict[str, Diagnosis]:
    """Return what can be said of the other wrong checks: that they follow from others, or what stands out in them."""
    answers = _dependent(seen, found, problems)
    # What is left of a problem of which a mistake is known comes of that, as a rule.
    explained = {each.check.problem for each in seen if each.check.id in found}
    for each in seen:
        is_open = each.check.id not in answers and each.check.id not in found
        if is_open and each.verdict is Verdict.WRONG and each.check.problem not in explained:
            said = (
                relation(
                    name,
                    array,
                    each.context.expected[name],
                    each.check.tolerance,
                    name in each.check.curves,
                    each.context,
                )
                for name, array in each.wrong.items()
                if name in each.context.expected
            )
            if text := next((text for text in said if text), ""):
                answers[each.check.id] = Diagnosis(id=RELATION, text=text, confidence="likely")
    return answers


@np.errstate(all="ignore")
def sampled(array: Array) -> Array:
    """Return what is kept of an array: its shape, and all of a small one, or entries evenly spread, in float32."""
    flat = array.reshape(-1).astype(np.float32)
    if flat.size > SAMPLE:
        flat = flat[np.linspace(0, flat.size - 1, SAMPLE).astype(int)]
    return np.concatenate([np.array([array.ndim, *array.shape], dtype=np.float32), flat])


def is_refuted(rehearsal: Mapping[str, object], seen: Mapping[str, Seen]) -> bool:
    """Return whether a check is right that the mistake would have spoiled."""
    return any(check in seen and seen[check].verdict is Verdict.RIGHT for check in rehearsal)


def is_telling(explained: Iterable[Seen]) -> bool:
    """Return whether wrong answers are such that nobody gives them by chance.

    Numbers tell; nan, infinities and whole numbers are anybody's, unless there are many.
    """
    arrays = [array.astype(np.float64).reshape(-1) for each in explained for array in each.wrong.values()]
    numbers = np.concatenate(arrays) if arrays else np.zeros(0)
    finite = np.unique(numbers[np.isfinite(numbers)])
    is_whole = finite == np.round(finite)
    return int((~is_whole).sum()) >= _TELLING or (len(finite) > 1 and len(numbers) >= _MANY)


def _is_whole(rehearsal: Mapping[str, Mapping[str, Array]], seen: Mapping[str, Seen]) -> bool:
    """Return whether each check that the mistake breaks is broken, and in the same way."""
    present = {check: samples for check, samples in rehearsal.items() if check in seen}
    return all(
        _agree(seen[check], samples) if samples else not seen[check].wrong
        for check, samples in present.items()
    )


def _is_alone(
    id: str,
    problem: str,
    unexplained: Container[str],
    rehearsed: Rehearsed,
    roots: Mapping[str, Sequence[str]],
    seen: Mapping[str, Seen],
) -> bool:
    """Return whether nothing else is in sight: all is explained in its problem, and right that this builds on."""
    # What no mistake was ever tried on, such as a training run, says nothing.
    tried = {check for rehearsal in rehearsed.values() for check in rehearsal}
    own = [each.check.id for each in seen.values() if each.check.problem == problem]
    below = [each for each in seen.values() if each.check.problem in roots[problem]]
    return not any(check in unexplained and check in tried for check in own) and all(
        each.verdict in (Verdict.RIGHT, Verdict.UNJUDGED) or each.check.id in rehearsed[id] for each in below
    )


def _explained(rehearsal: Mapping[str, Mapping[str, Array]], seen: Mapping[str, Seen]) -> set[str]:
    """Return the checks whose wrong answers are those of the mistake; none if most are wrong in another way."""
    both = [check for check, samples in rehearsal.items() if check in seen and samples and seen[check].wrong]
    agreeing = {check for check in both if _agree(seen[check], rehearsal[check])}
    return agreeing if 2 * len(agreeing) >= len(both) else set()


def _agree(seen: Seen, samples: Mapping[str, Array]) -> bool:
    return {*seen.wrong} == {*samples} and all(
        _is_close(sampled(seen.wrong[name]), sample, seen.check.tolerance) for name, sample in samples.items()
    )


def _is_close(actual: Array, sample: Array, tolerance: Tolerance) -> bool:
    head = int(sample[0]) + 1
    if actual.shape != sample.shape or (actual[:head] != sample[:head]).any():
        return False
    return is_same(actual[head:], sample[head:], tolerance)


@np.errstate(all="ignore")
def is_same(actual: Array, sample: Array, tolerance: Tolerance) -> bool:
    """Return whether two wrong answers of one shape are the same, up to rounding."""
    actual, sample = actual.astype(np.float64), sample.astype(np.float64)
    scale = np.max(np.abs(sample), initial=0.0, where=np.isfinite(sample))
    width = max(_AGREES, tolerance.relative) * scale + tolerance.absolute
    is_equal = (actual == sample) | (np.isnan(actual) & np.isnan(sample))
    return bool((is_equal | (np.abs(actual - sample) <= width)).all())


def _dependent(
    seen: Sequence[Seen], found: Container[str], problems: Sequence[Problem]
) -> dict[str, Diagnosis]:
    """Say of what is left whether it belongs to a problem that builds on one that is wrong, too."""
    bad = {each.check.problem for each in seen if each.verdict in (Verdict.WRONG, Verdict.FAILED)}
    named = {each.check.problem for each in seen if each.check.id in found}
    titles = {problem.id: problem.title for problem in problems}
    builds_on = {problem.id: problem.builds_on for problem in problems}
    # What is wrong for no other reason than that it builds on another is not where to begin.
    first = {id for id in bad if id in named or not bad.intersection(builds_on.get(id, ()))}
    answers = {}
    for each in seen:
        if each.check.id in found or each.verdict is not Verdict.WRONG:
            continue
        roots = [f"{root} {titles[root]}" for root in builds_on.get(each.check.problem, ()) if root in first]
        if roots:
            listed = " and ".join([part for part in (", ".join(roots[:-1]), roots[-1]) if part])
            are, that = ("are", "those") if len(roots) > 1 else ("is", "that")
            text = f"this builds on {listed}, which {are} not right yet: mend {that} first"
            answers[each.check.id] = Diagnosis(id="builds_on", text=text, confidence="likely")
    return answers
