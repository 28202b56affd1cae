"""Pairs of known mistakes: what no single one explains is tried against two of them, in a copy of the reference.

What runs is the course's own code, on the trusted side. The budget is a number of pairs and a number of lines of
Python, never a time: the same submission gets the same report on every machine.
"""

from __future__ import annotations

import itertools
import random
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from grader import catalog, mistakes
from grader.diagnose import Rehearsed, Seen, is_refuted, is_same, is_telling, sampled
from grader.errors import AssignmentError
from grader.records import Array, Assignment, Diagnosis, Mistake, Verdict

# So many pairs are tried for a submission, and so many lines of Python run in one look of a check at one of them.
PAIRS = 60
_ALONE = 6
_LINES = 20_000
_MOST_NUMBERS = 20_000


def search(
    assignment: Assignment,
    seen: Sequence[Seen],
    known: Sequence[Mistake],
    rehearsed: Rehearsed,
    found: Mapping[str, Diagnosis],
) -> dict[str, tuple[Diagnosis, ...]]:
    """Return better diagnoses, by check: mistakes of a root that show again above it, and pairs of mistakes."""
    bench = _Bench(assignment, seen, known)
    answers = _inherited(bench, found)
    left = PAIRS
    for target in bench.seen.values():
        if target.check.id in answers or target.check.id in found or not bench.is_cheap(target):
            continue
        tried = list(itertools.islice(_candidates(bench, target, rehearsed, found, answers), left))
        left -= len(tried)
        for check, diagnoses in _best(bench, target, tried).items():
            # Where one of them is known from what is stored, it is now surer, and named alone.
            alone = [each for each in diagnoses if check in found and each.id == found[check].id]
            answers.setdefault(check, tuple(alone) or diagnoses)
    return answers | _confirmed(answers, found)


def _confirmed(
    answers: Mapping[str, tuple[Diagnosis, ...]], found: Mapping[str, Diagnosis]
) -> dict[str, tuple[Diagnosis, ...]]:
    """Return the diagnoses of one mistake that were less sure, and are sure now: it was made, as others show."""
    sure = {each.id: each for several in answers.values() for each in several if each.confidence == "exact"}
    all_found = {check: (diagnosis,) for check, diagnosis in found.items()} | {**answers}
    return {
        check: (sure[several[0].id],)
        for check, several in all_found.items()
        if len(several) == 1 and several[0].confidence == "likely" and several[0].id in sure
    }


class _Bench:
    """The checks, to be run on copies of the reference with mistakes in them."""

    def __init__(self, assignment: Assignment, seen: Sequence[Seen], known: Sequence[Mistake]) -> None:
        self.seen = {each.check.id: each for each in seen}
        self.mistakes = {mistake.id: mistake for mistake in known}
        self.roots = {problem.id: problem.builds_on for problem in assignment.problems}
        self._assignment = assignment
        self._functions: dict[str, Any] = {}
        self._modules: dict[tuple[str, ...], ModuleType | None] = {}

    def is_cheap(self, each: Seen) -> bool:
        """Return whether a wrong check may be run here: it is small, and no training run."""
        given, expected = each.context.given, each.context.expected
        size = sum(array.size for array in (*given.values(), *expected.values()))
        is_plain = not each.check.curves and not each.check.needs
        return bool(each.wrong and given and expected) and is_plain and size <= _MOST_NUMBERS

    def is_explained(self, check: str, chosen: Sequence[Mistake]) -> bool:
        """Return whether the student's wrong answers are those of the reference with these mistakes."""
        wrong, ours = self.seen[check].wrong, self._answers(check, chosen)
        return bool(ours) and _are_same(wrong, ours or {}, self.seen[check])

    def is_contradicted(self, check: str, chosen: Sequence[Mistake]) -> bool:
        """Return whether a check is right that these mistakes would spoil."""
        return self.seen[check].verdict is Verdict.RIGHT and self._answers(check, chosen) is not None

    def _answers(self, check: str, chosen: Sequence[Mistake]) -> dict[str, Array] | None:
        ids = tuple(mistake.id for mistake in chosen)
        if ids not in self._modules:
            self._modules = {ids: self._spoiled(chosen)}
        module, each = self._modules[ids], self.seen[check]
        if module is None:
            return None
        self._functions = self._functions or catalog.check_functions(self._assignment)
        with _Quiet(), _Lines(_LINES):
            return mistakes.wrong_answers(
                each.check,
                self._functions[each.check.function],
                module,
                each.context.given,
                each.context.expected,
            )

    def _spoiled(self, chosen: Sequence[Mistake]) -> ModuleType | None:
        # Two mistakes may be about the same line: what the first has changed, the second may not find.
        for order in itertools.permutations(chosen):
            try:
                return mistakes.spoiled(self._assignment, order)
            except AssignmentError:
                continue
        return None


def _inherited(bench: _Bench, found: Mapping[str, Diagnosis]) -> dict[str, tuple[Diagnosis, ...]]:
    """Return the mistakes that are known of one check and explain others: of problems that build on theirs, mostly."""
    named = {diagnosis.id: diagnosis for diagnosis in found.values() if diagnosis.confidence == "exact"}
    answers: dict[str, tuple[Diagnosis, ...]] = {}
    for diagnosis in named.values():
        mistake = bench.mistakes[diagnosis.id]
        for check, each in bench.seen.items():
            above = (each.check.problem, *bench.roots[each.check.problem])
            is_open = check not in answers and (check not in found or found[check].confidence != "exact")
            is_near = mistake.problem in above and each.check.module == mistake.module
            if is_open and is_near and bench.is_cheap(each) and bench.is_explained(check, [mistake]):
                answers[check] = (diagnosis,)
    return answers


def _candidates(
    bench: _Bench,
    target: Seen,
    rehearsed: Rehearsed,
    found: Mapping[str, Diagnosis],
    answers: Mapping[str, tuple[Diagnosis, ...]],
) -> Iterator[tuple[Mistake, ...]]:
    """Yield the mistakes and pairs of them that may explain a check, the likely ones first.

    Both have something to do with it, or one is known to have been made; what agrees in part comes first.
    """
    problems = (target.check.problem, *bench.roots[target.check.problem])
    made = {each.id for each in found.values() if each.confidence == "exact"}
    made |= {each.id for several in answers.values() for each in several}
    ranks: dict[str, tuple[int, float]] = {}
    for id, mistake in bench.mistakes.items():
        rehearsal = rehearsed.get(id, {})
        touches = target.check.id in rehearsal
        if mistake.module != target.check.module or mistake.problem not in problems:
            continue
        if touches or id in made:
            is_out = id not in made and is_refuted(rehearsal, bench.seen)
            ranks[id] = (int(is_out), -_agreement(bench, rehearsal) - 2.0 * (id in made))
    # Alone, too: on inputs that are a student's own there is nothing stored to compare with.
    alone = sorted((rank, number, id) for number, (id, rank) in enumerate(ranks.items()) if not rank[0])
    for *_, id in alone[:_ALONE]:
        yield (bench.mistakes[id],)
    pairs = sorted(
        (max(ranks[a][0], ranks[b][0]), ranks[a][1] + ranks[b][1], number, a, b)
        for number, (a, b) in enumerate(itertools.combinations(ranks, 2))
        if target.check.id in rehearsed.get(a, {}) or target.check.id in rehearsed.get(b, {})
    )
    for *_, a, b in pairs:
        yield bench.mistakes[a], bench.mistakes[b]


def _agreement(bench: _Bench, rehearsal: Mapping[str, Mapping[str, Array]]) -> float:
    """Return for how many of the wrong checks a mistake gives what is wrong, quantities of a check counted in parts."""
    share = 0.0
    for check, samples in rehearsal.items():
        if check in bench.seen and samples and bench.seen[check].wrong:
            wrong = {name: sampled(array) for name, array in bench.seen[check].wrong.items()}
            agreeing = [
                name
                for name in wrong.keys() & samples.keys()
                if _is_like(wrong[name], samples[name], bench.seen[check])
            ]
            share += len(agreeing) / len(wrong.keys() | samples.keys())
    return share


def _best(
    bench: _Bench, target: Seen, tried: Sequence[tuple[Mistake, ...]]
) -> dict[str, tuple[Diagnosis, ...]]:
    """Return what those mistakes explain that explain most; others that explain as much make them less sure."""
    explaining: list[tuple[int, tuple[Mistake, ...], list[str], bool]] = []
    enough: set[str] = set()
    for chosen in tried:
        # Beside a mistake that explains it alone, any other that changes nothing would do.
        if enough & {each.id for each in chosen} or not bench.is_explained(target.check.id, chosen):
            continue
        if len(chosen) > 1 and any(bench.is_explained(target.check.id, [each]) for each in chosen):
            continue
        enough |= {each.id for each in chosen} if len(chosen) == 1 else set()
        near = _near(bench, chosen)
        if any(bench.is_contradicted(each.check.id, chosen) for each in near):
            continue
        wrong = [each.check.id for each in near if each.verdict is Verdict.WRONG]
        explained = [id for id in wrong if bench.is_cheap(bench.seen[id]) and bench.is_explained(id, chosen)]
        explaining.append((len(explained), chosen, explained, len(explained) == len(wrong)))
    if not explaining:
        return {}
    most = max((count, -len(chosen)) for count, chosen, *_ in explaining)
    (_, chosen, explained, is_whole), *rivals = [
        each for each in explaining if (each[0], -len(each[1])) == most
    ]
    is_sure = is_whole and not rivals and is_telling(bench.seen[id] for id in explained)
    confidence = "exact" if is_sure else "likely"
    diagnoses = tuple(Diagnosis(id=each.id, text=each.text, confidence=confidence) for each in chosen)
    return dict.fromkeys(explained, diagnoses)


def _near(bench: _Bench, chosen: Iterable[Mistake]) -> list[Seen]:
    """Return the checks of the problems of some mistakes that may be run here, or are wrong."""
    problems = {mistake.problem for mistake in chosen}
    return [
        each
        for each in bench.seen.values()
        if each.check.problem in problems
        and each.context.given
        and each.context.expected
        and not each.check.curves
    ]


def _are_same(wrong: Mapping[str, Array], ours: Mapping[str, Array], seen: Seen) -> bool:
    return {*wrong} == {*ours} and all(
        wrong[name].shape == ours[name].shape and is_same(wrong[name], ours[name], seen.check.tolerance)
        for name in wrong
    )


def _is_like(actual: Array, sample: Array, seen: Seen) -> bool:
    return actual.shape == sample.shape and is_same(actual, sample, seen.check.tolerance)


class _Quiet:
    """Leave the global random numbers as they are, and say nothing of warnings: checks seed them, mistakes warn."""

    def __enter__(self) -> None:
        self._state, self._python = np.random.get_state(), random.getstate()
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, *_: object) -> None:
        self._warnings.__exit__(None, None, None)
        np.random.set_state(self._state)
        random.setstate(self._python)


class _TooLongError(Exception):
    """More lines were run than a look may take."""


class _Lines:
    """Stop what runs after so many lines of Python."""

    def __init__(self, most: int) -> None:
        self._left = most

    def __enter__(self) -> None:
        self._before = sys.gettrace()
        sys.settrace(self._count)

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _count(self, frame: FrameType, event: str, argument: object) -> Any:
        self._left -= 1
        if self._left < 0:
            raise _TooLongError
        return self._count
