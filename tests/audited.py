"""A toy whose checks are audited: a line, what its checks see of it, mistakes, and right work in other clothes."""

from grader import catalog
from grader.authoring import generate
from grader.authoring.audit import audit
from tests.toy import course

TOML = """
title = "Lines"
source = "Nowhere"
files = ["scale.py"]
stand_ins = ["matplotlib"]

[limits]
check_wall_seconds = 0.25

[[problems]]
id = "1"
title = "Line"
points = 1
test_class = "TestLine"
"""
CHECKS = '''"""The checks of a line."""

from grader.vocabulary import check, normal


@check("1", points=1, x=normal(3))
def line(scale, x):
    """line is 2x + 1."""
    return {"y": scale.line(x)}


@check("1", points=0, x=normal(3))
def spare(scale, x):
    """spare is -x."""
    return {"y": scale.line(x) + scale.spare(x)}
'''
REFERENCE = '''"""A line."""


def line(x):
    """Return 2x + 1."""
    y = x
    for _ in range(2):
        y = y + x / 2
    return y + 1


def spare(x):
    """Return -x."""
    return -x
'''
MISTAKES = '''"""Wrong lines."""

from grader.misconceptions import mistake, rewrite


@mistake("1", "The constant is missing.")
def flat(scale):
    rewrite(scale, "line", ("y + 1", "y"))


@mistake("1", "The constant is left out.")
def flat_again(scale):
    scale.line = lambda x: x + x


@mistake("1", "It never ends.")
def endless(scale):
    def line(x):
        print("again")
        while True:
            pass

    scale.line = line
'''
FAMILY = '''"""Other lines."""

import numpy as np

from grader.misconceptions import rewrite


def in_single_precision(scale):
    """In float32."""
    _replace(scale, lambda x: (2 * x.astype(np.float32) + np.float32(1)))


def negligent(scale):
    """Without spare."""
    rewrite(scale, "spare", ("return -x", "return x"))


def endless(scale):
    """For ever."""
    rewrite(scale, "line", ("for _ in range(2):", "while True:"))


def _replace(scale, line):
    scale.line = line
'''
RIGHT = '''"""Another line, with a plot, data that are not here, and state that one check leaves behind."""

import matplotlib.pyplot as plt

DATA = open("data.npy")
CALLS = []


def line(x):
    CALLS.append(plt.plot(x))
    return 1.0 + 2.0 * x if len(CALLS) == 1 else x


def spare(x):
    return 0.0 - x
'''

STEADY = '''"""The reference."""


def steady(scale):
    """As it is."""
'''
NEGLIGENT = '''
def negligent(scale):
    """Without spare."""
    rewrite(scale, "spare", ("return -x", "return x"))
'''
HARMLESS = """
@mistake("1", "Nothing is wrong with line.")
def harmless(scale):
    rewrite(scale, "spare", ("return -x", "return x"))
"""
WRONGLY_DECLARED = """
[[equivalent]]
file = "scale.py"
place = "line"
before = "y + 1"
after = ["y - 1"]
reason = "So it seemed."
"""


def made(tmp_path):
    """Return the folder of a course that has this homework alone."""
    course(tmp_path, toml=TOML, checks=CHECKS, reference=REFERENCE)
    list(generate.write(catalog.load(tmp_path, "toy")))
    return tmp_path


def write(root, name, text):
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def declare(root, **entry):
    lines = [f"{key} = {value!r}" for key, value in {"file": "scale.py", **entry}.items()]
    write(root, "assignments/toy/equivalent.toml", "\n".join(["[[equivalent]]", *lines]))


def audited(root):
    (found,) = audit(catalog.load(root, "toy"))
    return found
