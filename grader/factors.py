"""What a factor may be called: the numbers that a check is about, and the lengths of its arrays, by name."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Mapping

import numpy as np

from grader.records import Array

_AXES = {1: ("entries",), 2: ("rows", "columns")}
# What to ask where a factor of that kind is too much, and where it is divided by.
ASKS = {
    "axis": (": is there a sum where a mean is asked for?", ": is there a mean where a sum is asked for?"),
    "two": (": is there a 2 too many?", ": is a 2 missing, such as that of a square's derivative?"),
    "number": (": does it take part once too often, or is a division missing?", ": is that factor missing?"),
}


def named(given: Mapping[str, Array], numbers: Mapping[str, float]) -> Iterator[tuple[float, str, str]]:
    """Yield the numbers that a factor may be, what to call them, and of which kind they are."""
    numbers = dict(numbers)
    for name, array in given.items():
        if array.size == 1 and array.dtype.kind in "iuf":
            numbers[name] = float(array.reshape(()))
    for name, number in numbers.items():
        for value, words in (
            (number, name),
            (1 - number, f"1 - {name}"),
            (1 + number, f"1 + {name}"),
            (number * number, f"the square of {name}"),
        ):
            if np.isfinite(value) and value > 0 and value not in (1.0, 2.0):
                yield value, words, "number"
    yield 2.0, "two", "two"
    # An axis that is no other's tells more than one of a square array.
    for name, array in sorted(given.items(), key=lambda item: len({*item[1].shape}) < item[1].ndim):
        for axis, length in enumerate(array.shape):
            if length > 2:
                yield float(length), f"the number of {_axis(array, axis, name)}", "axis"
    for name, array in given.items():
        if array.ndim > 1:
            yield float(array.size), f"the number of all entries of {name}", "axis"


def _axis(array: Array, axis: int, name: str) -> str:
    words = _AXES.get(array.ndim)
    return f"{words[axis]} of {name}" if words else f"slices of {name} along axis {axis}"


def named_numbers(source: str, function: str) -> dict[str, float]:
    """Return the numbers that a function of a checks.py passes by name, such as lr=0.2; none of two values."""
    found = re.search(
        rf"^def {function}\(.*?(?=^(?:@|def |class |\w+ = )|\Z)", source, re.MULTILINE | re.DOTALL
    )
    try:
        tree = ast.parse(found[0]) if found else ast.Module([], [])
    except SyntaxError:
        return {}
    numbers: dict[str, float] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg and isinstance(node.value, ast.Constant):
            value = node.value.value
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                known = numbers.setdefault(node.arg, float(value))
                numbers[node.arg] = known if known == value else math.nan
    return {name: number for name, number in numbers.items() if not math.isnan(number)}
