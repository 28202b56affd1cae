"""A student's curves on the figures of the reference: the same axes, colours and marks, with the reference behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.records import Array

_LEGEND = "pale and broad: the reference"


def name(run: str) -> str:
    """Return what a run is called that a student's file did."""
    return f"{run}, handed in"


def figure(shown: Any, found: Mapping[str, Sequence[Mapping[str, Array]]]) -> Any:
    """Return a figure with a second curve for each that was found; of the others it says that they are the reference's.

    What has no curves stays as it is.
    """
    if not hasattr(shown, "curves"):
        return shown
    theirs, reference = list[Any](), list[Any]()
    for curve in shown.curves:
        if any(curve.quantity in seed for seed in found.get(curve.run, ())):
            like = curve.like or curve.run
            theirs.append(curve._replace(run=name(curve.run), like=like))
            # One entry of the legend explains them all.
            reference.append(curve._replace(label="" if reference else _LEGEND, pale=True))
        else:
            theirs.append(curve._replace(label=f"{curve.label} (reference alone)"))
    return shown._replace(curves=(*theirs, *reference))
