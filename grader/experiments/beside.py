"""How a student's runs depart from the reference's, in words. Pure, and worth no points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.records import Array

Seeds = Mapping[int, Mapping[str, Array]]
_DECIMALS = 4


class Departure(NamedTuple):
    """One run: what a student's file came to in the end, and the reference, and where their curves part."""

    run: str
    title: str
    quantity: str
    final: str
    reference_final: str
    sentence: str


def departures(
    runs: Iterable[Any],
    reference: Mapping[str, Seeds],
    theirs: Mapping[str, Seeds],
    besides: Sequence[Any],
) -> list[Departure]:
    """Return a line for each run of the student's that came to something.

    It is about the first of the `besides`, of reference/plan.py, whose curve the run has.
    """
    lines = []
    for run in runs:
        names = {name for found in theirs.get(run.id, {}).values() for name in found}
        for beside in [each for each in besides if each.curve in names][:1]:
            own, of_reference = theirs[run.id], reference.get(run.id, {})
            lines.append(
                Departure(
                    run.id,
                    run.title,
                    in_words(beside.final),
                    _mean(own, beside.final),
                    _mean(_as_far(of_reference, own), beside.final),
                    _sentence(of_reference, own, beside),
                )
            )
    return lines


def in_words(quantity: str) -> str:
    """Return the name of a quantity as one says it."""
    return quantity.replace("_", " ")


def _as_far(reference: Seeds, theirs: Seeds) -> Seeds:
    """Return the reference's seeds that theirs has, each as far as theirs came."""
    return {
        seed: {name: column[: len(theirs[seed].get(name, column))] for name, column in found.items()}
        for seed, found in reference.items()
        if seed in theirs
    }


def _mean(seeds: Seeds, quantity: str) -> str:
    """Return the mean of the last values."""
    found = [float(each[quantity][-1]) for each in seeds.values() if len(each.get(quantity, ()))]
    return f"{np.mean(found):.{_DECIMALS}f}" if found else ""


def _sentence(reference: Seeds, theirs: Seeds, beside: Any) -> str:
    """Say in which epoch a curve first leaves the reference's: of several seeds, the one where that is earliest."""
    curve, name = beside.curve, in_words(beside.curve)
    shared = [
        seed for seed in theirs if seed in reference and curve in theirs[seed] and curve in reference[seed]
    ]
    if not shared:
        return "the reference has no such run"
    found = {seed: _first_off(theirs[seed][curve], reference[seed][curve], beside.amount) for seed in shared}
    left = {seed: epoch for seed, epoch in found.items() if epoch is not None}
    if not left:
        # Of seeds that failed, the one that came least far.
        seed = min(shared, key=lambda each: len(theirs[each][curve]))
        actual, expected = theirs[seed][curve], reference[seed][curve]
        number = int(np.isfinite(actual).sum())
        if not number:
            return f"{name} is a finite number in no epoch, nor is the reference's"
        return f"{name} within {beside.amount:g} of the reference's {_epochs(number, len(actual), len(expected))}"
    seed = min(left, key=lambda each: (left[each], each))
    epoch, of_seed = left[seed], f" (seed {seed})" if len(shared) > 1 else ""
    value, right = (float(each[seed][curve][epoch]) for each in (theirs, reference))
    if not np.isfinite(value):
        return f"{name} is not a finite number from epoch {epoch + 1} on{of_seed}"
    return (
        f"{name} first off by more than {beside.amount:g} in epoch {epoch + 1}{of_seed}: "
        f"{value:.{_DECIMALS}f}, the reference's {right:.{_DECIMALS}f}"
    )


def _first_off(actual: Array, expected: Array, amount: float) -> int | None:
    count = min(len(actual), len(expected))
    actual, expected = actual[:count], expected[:count]
    with np.errstate(invalid="ignore"):
        is_near = np.abs(actual - expected) <= amount
    # Where the reference has no finite number, it need not have one either.
    is_near |= ~np.isfinite(actual) & ~np.isfinite(expected)
    return None if is_near.all() else int(np.argmin(is_near))


def _epochs(numbers: int, done: int, all_of_them: int) -> str:
    """Say in which epochs, of which some have no finite number, and the last may not have come."""
    if numbers < done:
        return f"in the {numbers} of {done} epochs in which both are finite numbers"
    if done < all_of_them:
        return f"as far as it came: {done} of {all_of_them} epochs"
    return "in its only epoch" if done == 1 else f"in each of {done} epochs"
