"""How a wrong quantity is related to the right one, in plain words: pure, and silent where it does not know.

A sentence names things, and tells no number that was expected: a student may read it of a hidden check, too.
What compare says of a wrong quantity already, such as an opposite sign, is not said again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from grader.compare import DifferenceKind, Tolerance, difference, tube
from grader.factors import ASKS, named
from grader.records import Array

# Entries that must bear a relation out, and differ from each other: fewer are related to everything.
_WITNESSES = 3
_ROOM = 100.0
_SINGLE = 1e-3
_MOST_NUMBERS = 100_000


class Context(NamedTuple):
    """What else is known of a check: its inputs, the numbers that its function names, all that it expects."""

    given: Mapping[str, Array] = {}
    numbers: Mapping[str, float] = {}
    expected: Mapping[str, Array] = {}


class _Case(NamedTuple):
    name: str
    a: Array
    e: Array
    width: float
    is_curve: bool
    context: Context

    def is_close(self, other: Array) -> bool:
        """Return whether what was returned is this, at the check's own tolerance."""
        return self.a.shape == other.shape and _within(self.a, other, self.width)

    @property
    def tells(self) -> bool:
        """Return whether the expected values are of the kind that nothing resembles by chance."""
        return _witnesses(self.e) >= _WITNESSES or (
            self.e.size == 1 and not _is_simple(float(self.e.flat[0]))
        )


@np.errstate(all="ignore")
def relation(
    name: str, actual: Array, expected: Array, tolerance: Tolerance, is_curve: bool, context: Context
) -> str:
    """Return a sentence on how a wrong quantity is related to the expected one, or nothing."""
    found = difference(name, actual, expected, tolerance, is_curve)
    if found is None or found.kind is not DifferenceKind.VALUES or expected.size > _MOST_NUMBERS:
        return ""
    if found.advice and not any(letter.isdigit() for letter in found.advice):
        return ""
    a, e = actual.astype(np.float64), expected.astype(np.float64)
    if not np.isfinite(a).all() or not np.isfinite(e).all():
        return ""
    case = _Case(name, a, e, float(tube(e, tolerance)[0]), is_curve, context)
    said = next((text for look in _LOOKS if (text := look(case))), "")
    return f"{name} {said}" if said else ""


def _still_what_was_given(case: _Case) -> str:
    for name, array in case.context.given.items():
        if array.dtype.kind in "biuf" and case.tells and case.is_close(array.astype(np.float64)):
            return f"is {name} itself, as it was given: is nothing done with it, or is the result kept elsewhere?"
    return ""


def _of_another_name(case: _Case) -> str:
    if not case.tells:
        return ""
    for name, array in case.context.expected.items():
        if name != case.name and array.shape == case.e.shape and case.is_close(array.astype(np.float64)):
            return f"has the values that are expected of {name}: is one taken for the other?"
    return ""


def _of_whole_numbers(case: _Case) -> str:
    is_whole = (case.a == np.round(case.a)).all() and (np.abs(case.a - case.e) < 1 + case.width).all()
    if is_whole and _witnesses(case.e) >= _WITNESSES and (case.e != np.round(case.e)).mean() > 0.5:
        return "holds whole numbers alone, near the right ones: is it written into an array of integers?"
    return ""


def _in_low_precision(case: _Case) -> str:
    scale = np.abs(case.e).max()
    for precision, words, room in ((np.float16, "half", 10.0), (np.float32, "single", 1.0)):
        is_stored = (case.a.astype(precision).astype(np.float64) == case.a).all()
        if is_stored and np.abs(case.a - case.e).max() <= room * _SINGLE * scale and case.tells:
            return f"is nearly right, in {words} precision: work in float64, and convert nothing on the way"
    return ""


def _by_a_factor(case: _Case) -> str:
    factor = float((case.a * case.e).sum() / (case.e * case.e).sum())
    if not np.isfinite(factor) or not factor or not case.tells:
        return ""
    if not _within(case.a, factor * case.e, case.width * max(1.0, abs(factor))):
        return ""
    if abs(factor) * np.abs(case.e).max() < _ROOM * case.width or abs(abs(factor) - 1) < 0.01:
        return ""
    room = 1e-6 + _relative(case)
    fitting = [
        (is_divided, name, kind)
        for number, name, kind in named(case.context.given, case.context.numbers)
        for is_divided, value in ((False, number), (True, 1 / number))
        if math.isclose(abs(factor), value, rel_tol=room)
    ]
    # Two lengths that are equal are mostly one axis of two arrays; two numbers that are equal tell nothing.
    if not fitting or (len({*fitting}) > 1 and any(kind != "axis" for _, _, kind in fitting)):
        return ""
    is_divided, name, kind = fitting[0]
    how = f"divided by {name}" if is_divided else f"multiplied by {name}"
    sign = ", with the opposite sign" if factor < 0 else ""
    return f"is what is expected, {how}{sign}{ASKS[kind][is_divided]}"


_FORMS: tuple[tuple[Callable[[Array], Array], str], ...] = (
    (np.abs, "is the absolute value of what is expected: where does the sign get lost?"),
    (np.square, "is the square of what is expected: is there a square too many, or a root missing?"),
    (np.sqrt, "is the root of what is expected: is there a root too many, or a square missing?"),
    (np.exp, "is the exponential of what is expected: is a logarithm missing?"),
    (np.log, "is the logarithm of what is expected: is it to be taken at all?"),
    (lambda e: 1 / e, "is one divided by what is expected: are numerator and denominator exchanged?"),
    (
        lambda e: 1 - e,
        "is one minus what is expected: is it the other probability, or share, that is asked for?",
    ),
)


def _in_another_form(case: _Case) -> str:
    if not case.tells:
        return ""
    for form, text in _FORMS:
        formed = form(case.e)
        if np.isfinite(formed).all() and _within(case.a, formed, _relative(case) * np.abs(formed).max()):
            return text
    return ""


def _lacks_a_term(case: _Case) -> str:
    lacking = case.e - case.a
    if _witnesses(lacking) < _WITNESSES or np.abs(lacking).max() < _ROOM * case.width:
        return ""
    for name, term in _terms(case.context.given):
        if term.ndim > lacking.ndim or _witnesses(term) < _WITNESSES:
            continue
        try:
            wide = np.broadcast_to(term, lacking.shape)
        except ValueError:
            continue
        share = float((lacking * wide).sum() / (wide * wide).sum())
        if share and _within(lacking, share * wide, 2 * case.width):
            if math.isclose(share, 1, rel_tol=1e-3):
                return f"lacks {name}: what is missing is just that"
            if math.isclose(share, -1, rel_tol=1e-3):
                return f"has {name} in it, which takes no part there"
            if math.isclose(share, 2, rel_tol=1e-3):
                return f"has {name} with the opposite sign"
            return (
                f"is off by a multiple of {name}: is a term with it missing, too many, or of another weight?"
            )
    return ""


def _terms(given: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    """Yield the inputs, and what is made of them by a transpose or by a sum along an axis."""
    arrays = {name: array.astype(np.float64) for name, array in given.items() if array.dtype.kind in "biuf"}
    yield from arrays.items()
    for name, array in arrays.items():
        if array.ndim == 2:
            yield f"{name} transposed", array.T
            yield f"the sum of the columns of {name}", array.sum(axis=1, keepdims=True)
            yield f"the sum of the rows of {name}", array.sum(axis=0)


def _by_a_constant(case: _Case) -> str:
    off = case.a - case.e
    if _witnesses(case.e) < _WITNESSES or np.ptp(off) > 2 * case.width:
        return ""
    return "is off by the same number everywhere: is something added that should not be, or left out?"


def _alike_along_an_axis(case: _Case) -> str:
    if case.is_curve or case.e.ndim != 2:
        return ""
    for axis, words in enumerate(("row", "column")):
        if (
            case.e.shape[axis] > 1
            and np.ptp(case.a, axis=axis).max() <= case.width < np.ptp(case.e, axis=axis).max() / _ROOM
        ):
            return f"is the same in every {words}: is one number of a sum, or one vector, spread over all of them?"
    return ""


def _shifted(case: _Case) -> str:
    words = ("step",) if case.is_curve else {1: ("place",), 2: ("row", "column")}.get(case.e.ndim, ())
    for axis, word in enumerate(words):
        a, e = np.moveaxis(case.a, axis, 0), np.moveaxis(case.e, axis, 0)
        if len(e) < 3 or _witnesses(e[1:-1]) < _WITNESSES:
            continue
        if _within(a[1:], e[:-1], case.width):
            return f"is one {word} late: is it noted before the change that it is to show, or counted from 1?"
        if _within(a[:-1], e[1:], case.width):
            return f"is one {word} early: does something begin at the second {word}?"
    return ""


def _in_another_order(case: _Case) -> str:
    is_told = _witnesses(case.e) >= _WITNESSES
    if is_told and _within(np.sort(case.a, axis=None), np.sort(case.e, axis=None), case.width):
        return "has the right values in other places: is an axis, an order or a reshape another one?"
    return ""


def _wrong_at_an_end(case: _Case) -> str:
    if case.is_curve or case.e.ndim not in (1, 2):
        return ""
    is_off = np.abs(case.a - case.e) > case.width
    for axis, word in enumerate({1: ("entry",), 2: ("row", "column")}[case.e.ndim]):
        off = np.moveaxis(is_off, axis, 0)
        if len(off) > 2 and not off[1:-1].any() and off[0].any() != off[-1].any():
            return f"is wrong in its {'first' if off[0].any() else 'last'} {word} alone: is a range one too short?"
    return ""


def _zero_where_wrong(case: _Case) -> str:
    is_off = np.abs(case.a - case.e) > case.width
    if is_off.sum() < _WITNESSES or is_off.all():
        return ""
    if not case.a[is_off].any():
        return "is 0 wherever it is wrong, and right elsewhere: is too much set to 0, or never reached?"
    if not case.e[is_off].any():
        return "is right but where 0 is expected: is a condition, or a mask, missing?"
    return ""


# In this order: what is said first is surer, or says more.
_LOOKS: tuple[Callable[[_Case], str], ...] = (
    _still_what_was_given,
    _of_another_name,
    _by_a_factor,
    _in_another_form,
    _shifted,
    _in_another_order,
    _lacks_a_term,
    _by_a_constant,
    _alike_along_an_axis,
    _of_whole_numbers,
    _in_low_precision,
    _wrong_at_an_end,
    _zero_where_wrong,
)


def _within(a: Array, b: Array, width: float) -> bool:
    return bool((np.abs(a - b) <= width).all())


def _relative(case: _Case) -> float:
    return case.width / float(np.abs(case.e).max() or 1.0)


def _witnesses(array: Array) -> int:
    """Return how many different numbers there are, at the most that are asked for; 0 and 1 are anybody's."""
    numbers = np.unique(np.round(array, 9))
    return int(np.isin(numbers, (0.0, 1.0, -1.0), invert=True).sum())


def _is_simple(number: float) -> bool:
    return math.isclose(number * 60, round(number * 60), abs_tol=1e-6)
