"""A tiny course with one assignment, for tests that need one of their own to break."""

from pathlib import Path

TOML = """
title = "Scaling by hand"
source = "Nowhere, Homework 0"
files = ["scale.py"]
allowed_modules = ["numpy"]
stand_ins = ["matplotlib"]

[tolerance]
relative = 1e-6

[limits]
check_wall_seconds = 0.5

[[problems]]
id = "1"
title = "Scale"
points = 3
test_class = "TestScale"

[[problems]]
id = "2"
title = "Noise"
points = 1
test_class = "TestNoise"
"""

CHECKS = '''"""The checks of a toy."""

import numpy as np

from grader.compare import Tolerance
from grader.vocabulary import check, constant, integers, normal

LOOSE = Tolerance(1e-3)
FACTOR = 2.0
STEPS = 3


def scaled(module, x):
    """What a Scale by FACTOR makes of x."""
    return module.Scale(FACTOR).forward(x)  # a remark in a body


@check("1", points=1.25, x=normal(2, 3))
@check("1", points=0.75, hidden=True, x=normal(4, 1))
def forward(module, x):
    """Scale.forward multiplies by the factor.

    Is the factor 0.5 or 2? Look at equation (1).
    """
    return {"y": scaled(module, x)}


# Worth a point.
@check("1", points=1, tolerance=LOOSE, wall_seconds=0.25, n=constant(3), labels=integers(2, high=5))
def repeated(module, n, labels):
    """Scale can be repeated."""
    return {"total": sum(scaled(module, labels) for _ in range(n))}


@check("2", points=1, curves=("path",), x=normal(2))
def noise(module, x):
    """noisy adds numbers that np.random draws."""
    np.random.seed(3)
    return {"path": np.array([module.noisy(x).sum() for _ in range(STEPS)]), "is_new": True}
'''

REFERENCE = '''"""Scaling.

More about scaling.
"""

import itertools
import math

import numpy as np

# A number that everybody may know.
LIMIT = 10
_SECRET = 7


def noisy(x):
    """Return x with noise."""
    # the secret of the noise
    return x + _noise_like(x) * math.pow(1, 2)


def _noise_like(x):
    """Return the noise."""
    return np.random.normal(size=x.shape)


def half(x):  # given
    """Return a half of x."""
    return x / 2  # and so it stays


# About scales.
class Scale:
    """Multiplies."""

    kind = "linear"

    def __init__(
        self,
        factor=2,  # noqa: B006 (a remark)
    ):
        self.factor = factor

    # Forwards.
    def forward(self, x):
        """Return the factor times x.

        Shapes:
            x: any
        """
        for _ in itertools.repeat(None, 1):
            y = self.factor * x
        return y
        # so much for forward

    def _private(self):
        return 1

    @property
    def inverse(self): return 1 / self.factor
'''

TEMPLATE = '''"""Scaling.

More about scaling.
"""

import numpy as np

# A number that everybody may know.
LIMIT = 10


def noisy(x):
    """Return x with noise."""
    raise NotImplementedError("noisy")


def half(x):
    """Return a half of x."""
    return x / 2  # and so it stays


# About scales.
class Scale:
    """Multiplies."""

    kind = "linear"

    def __init__(
        self,
        factor=2,
    ):
        raise NotImplementedError("Scale.__init__")

    # Forwards.
    def forward(self, x):
        """Return the factor times x.

        Shapes:
            x: any
        """
        raise NotImplementedError("Scale.forward")

    @property
    def inverse(self):
        raise NotImplementedError("Scale.inverse")
'''


def course(
    root: Path,
    id: str = "toy",
    toml: str = TOML,
    checks: str | None = CHECKS,
    reference: str | None = REFERENCE,
) -> Path:
    """Write a course with one assignment into a folder and return the folder; None leaves a file out."""
    files = {
        f"assignments/{id}/assignment.toml": toml,
        f"assignments/{id}/checks.py": checks,
        f"reference/{id}/scale.py": reference,
    }
    for name, text in files.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
    return root
