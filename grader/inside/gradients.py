"""What a layer says of its gradients, beside what differences of its own forward say.

With L = Σ g · forward(x) for some numbers g, `backward(g)` has to return dL/dx, and a `step` after it has to move each
parameter by -lr times its gradient. Both can be had from forward alone: move one number by a little, and see by how
much L changes. So nobody needs to know what is right: a backward that agrees is the gradient of the forward that is
there, right or wrong.

This file needs NumPy and the standard library alone: it enters the sandbox with the checks that use it, and its text
also goes into the students' tests.py.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import numpy as np

Slopes: TypeAlias = np.ndarray[Any, np.dtype[Any]]

# Behind the name of a gradient: the same, by differences.
BY_DIFFERENCES = ", by differences of forward"
# Of a larger array so many entries are tried, evenly spread.
ENTRIES_TRIED = 40
# How far to move, relative to numbers above 1. Half of it is rounded away in double and in single precision alike:
# the errors are about the square of these.
_STEP, _COARSE_STEP = 1e-5, 4e-3
# Of the largest slope: what counts as agreement. A result in float32 was found with the coarse step.
AGREEMENT = {"float64": (1e-4, 1e-6), "float32": (1e-2, 1e-3)}


def slopes_by_differences(function: Callable[[Slopes], Any], x: Any, g: Any = 1.0) -> Slopes:
    """Return the derivatives of L = Σ g · function(x) with respect to the entries of x, by central differences.

    An entry is nan where L has a kink within reach, as ReLU has at 0, or where it was not tried. The result is in
    float32 where the function works in single precision, and its slopes are less exact.
    """
    x = np.array(x, dtype=np.float64)
    here = _numbers(function(x.copy()))
    # In single precision, so small a change is rounded away.
    nudged = _numbers(function(x * (1 + 1e-12) + 1e-12))
    is_coarse = here.dtype == np.float32 or np.array_equal(here, nudged)
    found = np.full(x.shape, np.nan, dtype=np.float32 if is_coarse else np.float64)
    bends = np.zeros(x.shape)
    for number in np.linspace(0, x.size - 1, min(x.size, ENTRIES_TRIED)).astype(int):
        place = np.unravel_index(number, x.shape)
        step = (_COARSE_STEP if is_coarse else _STEP) * max(1.0, abs(float(x[place])))
        higher, lower = x.copy(), x.copy()
        higher[place] += step
        lower[place] -= step
        rise = float(np.sum(g * (np.asarray(function(higher), dtype=np.float64) - here)))
        fall = float(np.sum(g * (here - np.asarray(function(lower), dtype=np.float64))))
        found[place] = (rise + fall) / (2 * step)
        # As far as a kink in between can spoil the quotient.
        bends[place] = abs(rise - fall) / (2 * step)
    found[bends > agreement_margin(found)] = np.nan
    return found


def agreement_margin(found: Slopes) -> float:
    """Return how far a gradient may be from slopes that were found by differences."""
    relative, absolute = AGREEMENT["float32" if found.dtype == np.float32 else "float64"]
    return relative * float(np.max(np.abs(found), initial=0.0, where=np.isfinite(found))) + absolute


def layer_gradients(
    layer: Any, x: Any, *others: Any, g: Any = None, lr: float = 0.01, **options: Any
) -> dict[str, Any]:
    """Return dx and the gradients of the parameters as a layer has them, each beside the same by differences.

    `others` and `options` go to forward behind x, as the labels do to a loss. A forward that returns one number is a
    loss, and its backward takes nothing. A backward that returns nothing has no dx. The parameters are those of getW
    and getb, or of getWs and getbs, if there are any; `lr` is the layer's learning rate. The layer that is passed in
    stays as it is.
    """
    # A copy for every purpose, and the same random numbers each time: so dropout drops the same units.
    moved, unmoved, tried = (copy.deepcopy(layer) for _ in range(3))

    def forward(at: Slopes, through: Any = tried) -> Any:
        np.random.seed(0)
        return through.forward(at, *copy.deepcopy(others), **options)

    if hasattr(layer, "zerograd"):
        moved.zerograd()
    y = _numbers(forward(np.array(x), moved))
    # Numbers of both signs, no two of them alike.
    g = np.cos(np.arange(float(y.size))).reshape(y.shape) if g is None and y.ndim else g
    weight = 1.0 if y.ndim == 0 else np.asarray(g, dtype=np.float64)
    dx = copy.deepcopy(moved.backward() if y.ndim == 0 else moved.backward(np.array(g)))
    found = {}
    if dx is not None:
        found = {"dx": dx, "dx" + BY_DIFFERENCES: slopes_by_differences(forward, x, weight)}
    values, pack = _parameters(tried)
    if values:
        moved.step()
        # What a step does without any gradient: weight decay, and the momentum of steps before.
        unmoved.zerograd()
        unmoved.step()
        after, before = _parameters(moved)[0], _parameters(unmoved)[0]
    for name, value in values.items():

        def with_parameter(at: Slopes, name: str = name) -> Any:
            tried.loadparams(*pack({**copy.deepcopy(values), name: at}))
            return forward(np.array(x))

        found[f"d{name}"] = (np.asarray(before[name]) - np.asarray(after[name])) / lr
        found[f"d{name}{BY_DIFFERENCES}"] = slopes_by_differences(with_parameter, value, weight)
        tried.loadparams(*pack(copy.deepcopy(values)))
    return found


def _parameters(layer: Any) -> tuple[dict[str, Any], Callable[[dict[str, Any]], Iterator[Any]]]:
    """Return copies of a layer's parameters by name, and what makes arguments for loadparams of them."""
    if hasattr(layer, "getW"):
        return copy.deepcopy({"W": layer.getW(), "b": layer.getb()}), lambda values: iter(values.values())
    if not hasattr(layer, "getWs"):
        return {}, lambda values: iter(())
    values = {}
    for letter, several in ("W", layer.getWs()), ("b", layer.getbs()):
        for number, value in enumerate(several, start=1):
            values[f"{letter}{number}" if len(several) > 1 else letter] = copy.deepcopy(value)

    def lists(values: dict[str, Any]) -> Iterator[list[Any]]:
        return iter([[value for name, value in values.items() if name[0] == letter] for letter in "Wb"])

    return values, lists


def _numbers(returned: Any) -> Slopes:
    """Return what forward returned as an array of numbers."""
    y = np.array(returned)
    if y.dtype.kind not in "biuf":
        raise TypeError(f"forward returned a {type(returned).__name__}, and not numbers")
    return y
