"""The words in which a checks.py is written: `check`, and the ways to draw an input.

A check is a function that drives a student's module and returns named arrays. Run on the reference it gives
what is expected; run on a submission, in the sandbox, it gives what was observed. The decorator says the rest:

    @check("1.2a", points=1, x=normal(18, 5), W=normal(100, 18), b=normal(100, 1))
    @check("1.2a", points=1, hidden=True, x=normal(7, 3), W=normal(4, 7), b=normal(4, 1))
    def linear_map_forward(mlp, x, W, b):
        \"\"\"LinearMap.forward returns Wx + b.\"\"\"

The first parameter names the file that is driven, here mlp.py. One decorator makes one check. Its id is the
function's name, with `_hidden` behind it for a hidden one.
Inputs are drawn once, when fixtures are made, and stored; a function may change them freely, as each run gets
its own copy. A zero-dimensional input arrives as a plain Python number.

Decorators never enter the sandbox: `catalog` strips them, so that a submission cannot read points.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np

from grader.compare import Tolerance
from grader.records import Array, Visibility

CheckFunction = TypeVar("CheckFunction", bound=Callable[..., Any])


class Draw(NamedTuple):
    """A way to draw one input: `function` takes a random generator; `description` is for the manifest.

    `sizes` are what `resized` may change: it returns the same kind of draw with other sizes, and with numbers of two
    decimals. `low` and `high` are between what its numbers lie, more or less.
    """

    description: str
    function: Callable[[np.random.Generator], Array]
    sizes: tuple[int, ...] = ()
    resized: Callable[[tuple[int, ...]], Draw] | None = None
    low: float = 0.0
    high: float = 0.0


class Declaration(NamedTuple):
    """What one `@check(...)` says."""

    problem: str
    points: float
    visibility: Visibility
    tolerance: Tolerance | None
    wall_seconds: float | None
    curves: tuple[str, ...]
    at: tuple[str, ...]
    needs: str
    expected_by: str
    given: dict[str, Draw]


def check(
    problem: str,
    *,
    points: float,
    hidden: bool = False,
    tolerance: Tolerance | None = None,
    wall_seconds: float | None = None,
    curves: tuple[str, ...] = (),
    at: tuple[str, ...] = (),
    needs: str = "",
    expected_by: str = "",
    **given: Draw,
) -> Callable[[CheckFunction], CheckFunction]:
    """Declare a function of checks.py to be a check of `problem`, worth `points`, on the inputs `given`.

    `tolerance` and `wall_seconds` default to the assignment's. `curves` names the returned quantities whose
    first axis is the training step: they are judged step by step and plotted. `at` names inputs, small ones, that a
    message quotes: where a derivative is wrong. `needs` names a package without which nobody can judge the check.

    Where the parameters are the student's own, nothing can be expected in advance: `expected_by` then names a function
    of checks.py that takes the observed arrays and the given ones, by name, and returns those that are expected. It
    runs on the trusted side alone, and raises ValueError, with a sentence for the student, if what it is given does
    not fit together.
    """
    visibility = Visibility.HIDDEN if hidden else Visibility.PUBLIC
    declaration = Declaration(
        problem, points, visibility, tolerance, wall_seconds, curves, at, needs, expected_by, given
    )

    def declare(function: CheckFunction) -> CheckFunction:
        # Decorators run from the bottom up; the list is in the order in which one reads them.
        function.__dict__.setdefault("declarations", []).insert(0, declaration)
        return function

    return declare


def gradient_check(
    *, backward: str, forward: str = "", of: str = "forward", by: str = "backward"
) -> Callable[[CheckFunction], CheckFunction]:
    """Declare a function of checks.py to hold gradients beside differences of the student's own forward.

    `forward` and `backward` name the functions of checks, separated by spaces: where one in `backward` is wrong, and
    only then, this one is run, on those inputs of the first of them that it takes. Those in `forward` tell whether
    forward is right; without any nobody knows. It returns what `layer_gradients` of grader.inside.gradients does:
    gradients by name, such as "dx" and "dW", and beside each the same by differences. The report then says whether
    they agree; `of` and `by` are what students call the two.
    """

    def declare(function: CheckFunction) -> CheckFunction:
        function.__dict__["gradient_check"] = forward.split(), backward.split(), of, by
        return function

    return declare


def normal(*shape: int, scale: float = 1.0, shift: float = 0.0, decimals: int = 6) -> Draw:
    """Draw from a normal distribution, rounded to six decimals, or to so many."""

    # Rounding keeps the input the same on machines whose mathematical library differs in the last bit.
    def draw(rng: np.random.Generator) -> Array:
        return np.round(shift + scale * rng.standard_normal(shape), decimals)

    def resized(sizes: tuple[int, ...]) -> Draw:
        return normal(*sizes, scale=scale, shift=shift, decimals=2)

    description = f"normal{shape} scale {scale:g} shift {shift:g}"
    return Draw(description, draw, shape, resized, shift - 2 * scale, shift + 2 * scale)


def uniform(*shape: int, low: float = 0.0, high: float = 1.0, decimals: int = 6) -> Draw:
    """Draw evenly from [low, high), rounded to six decimals, or to so many."""

    def draw(rng: np.random.Generator) -> Array:
        return np.round(rng.uniform(low, high, shape), decimals)

    def resized(sizes: tuple[int, ...]) -> Draw:
        return uniform(*sizes, low=low, high=high, decimals=2)

    return Draw(f"uniform{shape} from {low:g} to {high:g}", draw, shape, resized, low, high)


def integers(*shape: int, low: int = 0, high: int) -> Draw:
    """Draw whole numbers evenly from low, …, high - 1."""

    def draw(rng: np.random.Generator) -> Array:
        return rng.integers(low, high, shape, dtype=np.int64)

    def resized(sizes: tuple[int, ...]) -> Draw:
        return integers(*sizes[: len(shape)], low=low, high=low + sizes[-1])

    # How many there are to draw from is a size, too: that of an axis in another input, where these are classes.
    return Draw(f"integers{shape} from {low} to {high - 1}", draw, (*shape, high - low), resized)


def onehot(classes: int, batch: int) -> Draw:
    """Draw one-hot columns, evenly over the classes. Shape (classes, batch)."""

    def draw(rng: np.random.Generator) -> Array:
        return np.eye(classes)[:, rng.integers(0, classes, batch)]

    return Draw(f"onehot({classes}, {batch})", draw, (classes, batch), lambda sizes: onehot(*sizes))


def constant(value: object) -> Draw:
    """Give exactly this number or (nested) list of numbers."""
    array = np.array(value)

    def draw(rng: np.random.Generator) -> Array:
        return array.copy()

    return Draw(f"constant {value!r}", draw)


def drawn(
    description: str,
    function: Callable[[np.random.Generator], Array],
    sizes: tuple[int, ...] = (),
    resized: Callable[[tuple[int, ...]], Draw] | None = None,
) -> Draw:
    """Draw by a function of your own, described in a few words for the manifest.

    Where it may have other sizes, too, `resized` draws with others in place of `sizes`: counterexamples are small.
    """
    return Draw(description, function, sizes, resized)
