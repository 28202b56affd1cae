"""What a class's results say about the class and about the checks; students are told by their place in the class."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median, quantiles

import msgspec

from grader.batch.standing import ClassResult, Item, Standing, Status

RIGHT, FAILED, UNJUDGED = "right", "failed", "unjudged"
RETURNED, TIMED_OUT = "returned", "timed_out"
# Below this many students a correlation is noise: its standard error is about 1 / √(n - 1).
FEWEST_FOR_CORRELATION = 10
# A histogram has at most this many columns.
_MOST_COLUMNS = 24
_STEPS = (0.25, 0.5, 1.0, 2.0, 2.5, 5.0)


class Distribution(msgspec.Struct, frozen=True, kw_only=True):
    """The points of those who were graded; column i of `counts` holds the scores from i × `width` on.

    The highest score is in the last column.
    """

    students: int
    max_score: float
    mean: float
    median: float
    quartiles: tuple[float, float]
    lowest: float
    highest: float
    full_marks: int
    width: float
    counts: tuple[int, ...]


class CheckFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One check across the class; a figure is None where there is nothing to work it out from.

    `pass_rate` is the share of students who are right, of those judged, and `facility` the mean share of its points.
    `commonest` are the messages that most students got, with how many. `unjudged` is our trouble.
    """

    id: str
    problem: str
    title: str
    visibility: str
    max_score: float
    judged: int
    right: int
    wrong: int
    failed: int
    timed_out: int
    unjudged: int
    pass_rate: float | None
    facility: float | None
    discrimination: float | None
    median_seconds: float | None
    commonest: tuple[tuple[str, int], ...]


def distribution(result: ClassResult) -> Distribution | None:
    """Return how the points that count are spread over those who were graded; None if nobody was."""
    graded = [standing for standing in result.standings if standing.status is Status.GRADED]
    if not graded:
        return None
    scores = sorted(standing.final_score for standing in graded)
    top = max(standing.max_score for standing in graded)
    width = _width(top)
    columns = max(1, math.ceil(top / width - 1e-9))
    counts = Counter(min(int(score / width + 1e-9), columns - 1) for score in scores)
    low, _, high = (
        quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else (scores[0], scores[0], scores[0])
    )
    return Distribution(
        students=len(scores),
        max_score=top,
        mean=fmean(scores),
        median=median(scores),
        quartiles=(low, high),
        lowest=scores[0],
        highest=scores[-1],
        full_marks=sum(standing.final_score >= standing.max_score > 0 for standing in graded),
        width=width,
        counts=tuple(counts[column] for column in range(columns)),
    )


def check_figures(result: ClassResult) -> tuple[CheckFigures, ...]:
    """Return the figures of every check, in the order in which the fullest report has them."""
    graded = [standing for standing in result.standings if standing.items]
    answers: dict[str, list[tuple[Item, float]]] = {}
    for standing in sorted(graded, key=lambda each: -len(each.items)):
        total = sum(item.score for item in standing.items)
        for item in standing.items:
            answers.setdefault(item.id, []).append((item, total - item.score))
    return tuple(map(_figures, answers.values()))


def share(item: Item) -> float:
    """Return the share of its points that a check gave: 1 or 0 if it has none to give."""
    return item.score / item.max_score if item.max_score else float(item.verdict == RIGHT)


def failed_checks(standing: Standing) -> frozenset[str]:
    """Return the ids of the checks that a student fails; what we could not judge is nobody's failure."""
    return frozenset(item.id for item in standing.items if item.verdict not in (RIGHT, UNJUDGED))


def discrimination(shares: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return how well a check tells strong students from weak ones: the corrected item-total correlation.

    It is Pearson's correlation of the share that students gain at the check with their points at all *other* checks;
    a check's own points would inflate it. None if all fare alike, or there are too few students.

    Source: S. Henrysson, "Correction of item-total correlations in item analysis", Psychometrika 28 (1963) 211-218;
    J. Nunnally and I. Bernstein, Psychometric Theory (3rd edition, 1994), chapter 8.
    """
    if len(shares) < FEWEST_FOR_CORRELATION:
        return None
    mean_share, mean_rest = fmean(shares), fmean(rests)
    spread = math.sqrt(sum((one - mean_share) ** 2 for one in shares))
    spread *= math.sqrt(sum((one - mean_rest) ** 2 for one in rests))
    if spread < 1e-9:
        return None
    together = sum((one - mean_share) * (rest - mean_rest) for one, rest in zip(shares, rests, strict=True))
    return together / spread


def _figures(answers: Sequence[tuple[Item, float]]) -> CheckFigures:
    first = answers[0][0]
    judged = [(item, rest) for item, rest in answers if item.verdict != UNJUDGED]
    shares = [share(item) for item, _ in judged]
    verdicts = Counter(item.verdict for item, _ in answers)
    seconds = [item.seconds for item, _ in judged if item.outcome == RETURNED]
    messages = Counter(item.message for item, _ in judged if item.message and item.verdict != RIGHT)
    return CheckFigures(
        id=first.id,
        problem=first.problem,
        title=first.title,
        visibility=first.visibility,
        max_score=first.max_score,
        judged=len(judged),
        right=verdicts[RIGHT],
        wrong=verdicts["wrong"],
        failed=verdicts[FAILED],
        timed_out=sum(item.outcome == TIMED_OUT for item, _ in judged),
        unjudged=verdicts[UNJUDGED],
        pass_rate=verdicts[RIGHT] / len(judged) if judged else None,
        facility=fmean(shares) if judged else None,
        discrimination=discrimination(shares, [rest for _, rest in judged]),
        median_seconds=median(seconds) if seconds else None,
        commonest=tuple((message, count) for message, count in messages.most_common(3) if count > 1),
    )


def _width(top: float) -> float:
    """Return the smallest round width of a column with which there are not too many."""
    power = 10.0 ** (math.floor(math.log10(top)) - 2) if top > 0 else 1.0
    while True:
        for step in _STEPS:
            if top <= _MOST_COLUMNS * step * power:
                return step * power
        power *= 10
