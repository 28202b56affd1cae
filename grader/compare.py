"""Compare one quantity with what is expected: within the tolerance, or in which way not.

This file needs NumPy and the standard library alone, because its text also goes into the students' tests.py:
the sentence that a student reads at home is the one that the grader prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

import numpy as np

Numbers: TypeAlias = np.ndarray[Any, np.dtype[Any]]


class DifferenceKind(Enum):
    """In which way a quantity differs from what was expected."""

    MISSING = "missing"
    TYPE = "type"
    SHAPE = "shape"
    NOT_FINITE = "not_finite"
    VALUES = "values"


@dataclass(frozen=True)
class Tolerance:
    """How far a value may be from the expected one.

    At step t (0 unless the quantity is a curve, whose first axis is the step) a value is right if
    |actual - expected| <= (relative · scale + absolute) · (1 + growth_per_step · t), where scale is the
    largest finite |expected| of the quantity: the *expected* values set the scale, never the actual ones.
    """

    relative: float = 1e-5
    absolute: float = 1e-8
    growth_per_step: float = 0.0


@dataclass(frozen=True)
class Difference:
    """How one quantity differs from what was expected.

    `actual` and `expected` are texts: type names, shapes, or the numbers at the worst place. `places` of
    `size` entries are off; `worst` is the index of the worst; `step` is the first step outside the tube of a
    curve, and `worst` then lies in that step. `advice` says what to try, when the difference alone tells
    (a transposed shape, say). `is_told`: whether `actual` may be said where values are withheld.
    """

    quantity: str
    kind: DifferenceKind
    actual: str = ""
    expected: str = ""
    places: int = 0
    size: int = 0
    worst: tuple[int, ...] = ()
    step: int | None = None
    advice: str = ""
    is_told: bool = True


@np.errstate(all="ignore")
def difference(
    quantity: str, actual: Numbers | str, expected: Numbers, tolerance: Tolerance, is_curve: bool = False
) -> Difference | None:
    """Return how `actual` differs from `expected`, or None if it is within the tolerance.

    `actual` is a text, the name of a type, where something else than an array of numbers was returned.
    """
    if isinstance(actual, str):
        name = "".join(letter if letter.isprintable() else "?" for letter in actual[:60])
        wanted = f"an array of shape {expected.shape}" if expected.shape else "a number"
        return Difference(quantity, DifferenceKind.TYPE, name, wanted, advice=_TYPE_ADVICE.get(name, ""))
    if actual.shape != expected.shape:
        # A length that is nobody's tells a number: whoever may not see numbers sees only lengths that are expected.
        is_told = set(actual.shape) <= {1, *expected.shape}
        shapes = str(actual.shape), str(expected.shape)
        advice = _shape_advice(actual.shape, expected.shape)
        return Difference(quantity, DifferenceKind.SHAPE, *shapes, advice=advice, is_told=is_told)
    if not expected.size:
        return None

    a, e = actual.astype(np.float64), expected.astype(np.float64)
    is_curve = is_curve and e.ndim > 0
    width = tube(e, tolerance).reshape(-1, *[1] * (e.ndim - 1)) if is_curve else tube(e, tolerance)[0]
    excess = np.where(np.isfinite(a) & np.isfinite(e), np.abs(a - e) - width, np.inf)
    # Where nan or an infinity is expected, the same must have been returned.
    excess[(a == e) | (np.isnan(a) & np.isnan(e))] = -np.inf
    if not (excess > 0).any():
        return None

    step = int((excess > 0).reshape(len(e), -1).any(axis=1).argmax()) if is_curve else None
    overflowed = ~np.isfinite(a) & np.isfinite(e)
    kind, advice = DifferenceKind.VALUES, _relation(a, e, width)
    if (overflowed[step, ...] if is_curve else overflowed).any():
        kind, advice = DifferenceKind.NOT_FINITE, _OVERFLOW_ADVICE
        excess = np.where(overflowed, np.inf, -np.inf)
    places = int((excess > 0).sum())
    if is_curve:
        excess[np.arange(len(e)) != step] = -np.inf
    worst = tuple(int(i) for i in np.unravel_index(int(excess.argmax()), e.shape))
    # Six digits, or all of them where six would show two equal numbers; adding 0.0 turns -0 into 0.
    digits = 17 if f"{a[worst]:.6g}" == f"{e[worst]:.6g}" else 6
    texts = f"{a[worst] + 0.0:.{digits}g}", f"{e[worst] + 0.0:.{digits}g}"
    if kind is DifferenceKind.NOT_FINITE and np.isnan(a[excess > 0]).any() and np.isinf(a[excess > 0]).any():
        texts = "nan or inf", texts[1]
    return Difference(quantity, kind, *texts, places, e.size, worst, step, advice)


@np.errstate(all="ignore")
def tube(expected: Numbers, tolerance: Tolerance) -> Numbers:
    """Return how far a curve may be from `expected` at each step. Shape (steps,)."""
    numbers = np.atleast_1d(expected).astype(np.float64)
    scale = np.max(np.abs(numbers), initial=0.0, where=np.isfinite(numbers))
    growth = 1.0 + tolerance.growth_per_step * np.arange(len(numbers))
    return np.asarray((tolerance.relative * scale + tolerance.absolute) * growth)


def sentence(difference: Difference, with_values: bool = True) -> str:
    """Say a difference in one sentence; without values, nothing in it tells a number that was expected."""
    d, advice = difference, difference.advice
    in_places = f" in {d.places} of {d.size} places" if d.size > 1 else ""
    at_step = f" at step {d.step}" if d.step is not None else ""
    if d.kind is DifferenceKind.MISSING:
        text = "is missing from what was returned"
    elif d.kind is DifferenceKind.TYPE:
        article = "an" if d.actual.startswith(("a", "e", "i", "o", "u", "nd")) else "a"
        text = f"is {'None' if d.actual == 'NoneType' else f'{article} {d.actual}'}, expected {d.expected}"
    elif d.kind is DifferenceKind.SHAPE:
        shape = f"shape {d.actual}" if with_values or d.is_told else "another shape"
        text = f"has {shape}, expected {d.expected}"
    elif d.kind is DifferenceKind.NOT_FINITE:
        text = f"is {d.actual}{at_step or in_places}, expected finite numbers"
    elif with_values and not at_step and not in_places:
        text = f"is {d.actual}, expected {d.expected}"
    else:
        text = f"leaves the reference{at_step}" if at_step else f"is off{in_places}"
        if with_values:
            # The index of a plain curve is its step, which has been said.
            worst = f"; worst at {list(d.worst)}" if len(d.worst) > 1 or not at_step else ""
            text += f"{worst}: {d.actual}, expected {d.expected}"
        elif any(letter.isdigit() for letter in advice):
            # A relation in words, such as an opposite sign, gives no number away; a factor does.
            advice = ""
    return f"{d.quantity} {text}: {advice}" if advice else f"{d.quantity} {text}"


_OVERFLOW_ADVICE = "does exp overflow, or is there a log of 0 or a division by 0?"
_TYPE_ADVICE = {
    "NoneType": "is it implemented, or is the return statement missing?",
    "list": "make one NumPy array of it",
    "ndarray of object": "are its rows of different lengths?",
    "tuple": "make one NumPy array of it, or return only the part that is asked for",
}


def _shape_advice(actual: tuple[int, ...], expected: tuple[int, ...]) -> str:
    if not expected:
        return "return a plain number" if {*actual} == {1} else "is a sum or mean over all entries missing?"
    if not actual:
        return "did a sum or mean run over all axes?"
    if sorted(actual) == sorted(expected):
        return "did you transpose?"
    if [length for length in actual if length != 1] == [length for length in expected if length != 1]:
        is_short = len(actual) < len(expected)
        return "keep the axis of length 1, as keepdims=True does" if is_short else "drop the axis of length 1"
    if len(actual) == len(expected):
        axis, *others = [i for i, length in enumerate(actual) if length != expected[i]]
        if others:
            return ""
        if actual[axis] == 1:
            return f"did a sum or mean run over axis {axis}?"
        if expected[axis] == 1:
            return f"is a sum over axis {axis} missing, or did an array broadcast?"
        return f"is the length of axis {axis} written into the code?"
    if actual in [expected[:axis] + expected[axis + 1 :] for axis in range(len(expected))]:
        return "did a sum or an index remove an axis?"
    if expected in [actual[:axis] + actual[axis + 1 :] for axis in range(len(actual))]:
        return "is there an axis too many?"
    return ""


def _relation(a: Numbers, e: Numbers, width: Numbers) -> str:
    """Say how all values are related to the expected ones, where that is unmistakable."""
    # Where the expected value is close to 0, everything is related to everything.
    tells = np.abs(e) > 100 * width
    factor = float((a * e).sum() / (e * e).sum())
    if not np.isfinite(factor) or not tells.any():
        return ""
    if (np.abs(a + e) <= width).all():
        return "the sign is the opposite"
    if e.ndim == 2 and e.shape[0] == e.shape[1] and (np.abs(a.T - e) <= width).all():
        return "it is the transpose of what is expected"
    if tells.sum() < 2:
        return ""
    if not a.any():
        return "every value is zero"
    is_multiple = (np.abs(a - factor * e) <= width * max(1.0, abs(factor))).all()
    if not is_multiple or abs(factor - 1) < 0.01 or (np.abs(factor * e) <= 100 * width)[tells].any():
        return ""
    if abs(factor) < 1:
        return f"every value is the expected one divided by {1 / factor:.6g}"
    return f"every value is {factor:.6g} times the expected one"
