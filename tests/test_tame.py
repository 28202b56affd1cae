"""A tame file can keep nothing outside of its own objects; whatever is in doubt is not tame."""

import ast

import pytest

from grader import catalog, submission
from grader.tame import is_tame

ROOT = catalog.course_root()
HEADER = "import numpy as np\nimport math\nimport matplotlib.pyplot as plt\nfrom layers import Layer\n"


def tame(source):
    """Return whether a file with these lines behind the usual imports is tame."""
    return is_tame([ast.parse(HEADER + source)], ("matplotlib",), ("mlp", "layers"))


@pytest.mark.parametrize("id", catalog.assignment_ids(ROOT))
@pytest.mark.parametrize("where", ["reference", "student_template"])
def test_what_students_are_given_and_what_they_should_write_is_tame(id, where):
    assignment = catalog.load(ROOT, id)
    files = [file for file in assignment.files if "torch" not in (ROOT / where / id / file).read_text()]

    assert [file for file in files if not submission.read(ROOT / where / id / file, assignment).is_tame] == []


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    count = 0\n    def f(self, x):\n        A.count += 1\n        self.x = np.asarray(x, dtype=np.float64)",
        "def f(x):\n    global seen\n    seen = x\n    return np.exp(x) / math.e",
        "def f(x):\n    np.random.seed(1)\n    out = np.random.uniform(0, 1, x.shape)\n    out[x > 0] = np.nan\n    return out",
        "plt.figure(); plt.plot([1]); plt.savefig('a.png')",
        "class B(Layer):\n    def __init__(self):\n        super().__init__()\n        self.b = {}\n        self.b['x'] = np.zeros(3)",
        "if __name__ == '__main__':\n    print(np.pi)",
        "dtype = np.float32",
        "def f(x):\n    return np.sum(x, axis=0, where=np.isfinite(x))",
    ],
)
def test_ordinary_work_is_tame(source):
    assert tame(source)


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import sys",
        "from gc import get_objects",
        "import functools",
        "from math import *",
        "from numpy import save",
        "import numpy as np2; np2.x = 1",
        "np.x = 1",
        "math.seen = True",
        "np.random.uniform = None",
        "np.mean.cache = {}",
        "np.sctypes['float'] = 1",
        "plt.rcParams['a'] = 1",
        "del np.add",
        "np = 1",
        "m = math",
        "f = np.mean\nf.cache = 1",
        "for f in [np.mean]:\n    f.cache = 1",
        "f = lambda: np.mean",
        "def g(f):\n    f.seen = 1\ng(np.mean)",
        "def g(f=np.mean):\n    f.seen = 1",
        "x = np.mean if 1 else 2",
        "setattr(np, 'x', 1)",
        "getattr(np, 'x')",
        "globals()['x'] = 1",
        "eval('1')",
        "open('seen', 'w')",
        "np.save('seen', [1])",
        "np.ones(3).tofile('seen')",
        "np.memmap('seen')",
        "type(np.poly1d([1])).x = 1",
        "().__class__.__base__.__subclasses__()",
        "(i for i in [1]).gi_frame",
        "__import__('os')",
        "def f():\n    global math\n    math = 1",
        "np.seterrcall(print)",
    ],
)
def test_what_may_leave_a_trace_is_not(source):
    assert not tame(source)


def test_one_wild_file_is_enough():
    trees = [ast.parse(HEADER), ast.parse("import os")]

    assert is_tame(trees[:1], ("matplotlib",), ("layers",))
    assert not is_tame(trees, ("matplotlib",), ("layers",))
