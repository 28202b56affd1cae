"""The mutants of a file: which there are, and which there are not."""

import ast

import pytest

from grader.authoring.mutants import mutants
from tests.toy import REFERENCE


def changes(source: str) -> list[str]:
    return [each.after for each in mutants(source)]


@pytest.mark.parametrize(
    ("statement", "mutated"),
    [
        ("return a + b", ["a - b", "a", "b"]),
        ("return a - b", ["a + b", "b - a", "a", "b"]),
        ("return a @ b.T", ["a * b.T", "b.T @ a", "a", "b.T", "a @ b"]),
        ("return a ** 2", ["a * 2", "2 ** a", "a", "2", "a ** 3", "a ** 1", "a ** -2"]),
        ("return a > 0", ["a >= 0", "a < 0", "a > 1", "a > -1"]),
        ("return a <= b", ["a < b", "a >= b"]),
        ("return a.sum(axis=1, keepdims=True)", [
            "a.mean(axis=1, keepdims=True)", "a", "a.sum(keepdims=True)", "a.sum(axis=0, keepdims=True)",
            "a.sum(axis=1, keepdims=False)",
        ]),
        ("return a.copy()", ["a"]),
        ("return np.array(a)", ["a"]),
        ("return np.outer(a, b)", ["np.outer(b, a)"]),
        ("return np.maximum(0, a)", ["np.minimum(0, a)", "np.maximum(a, 0)", "np.maximum(1, a)", "np.maximum(-1, a)"]),
        ("return -a", ["a"]),
        ("return a[0]", ["a[1]"]),
        ("return a[b:]", ["a[:b]"]),
        ("return a if b else 0.5", ["a if not b else 0.5", "a", "0.5", "a if b else 1.0", "a if b else 0.25",
                                    "a if b else -0.5"]),
        ("return (a, b)", ["(b, a)"]),
    ],
)  # fmt: skip
def test_an_expression_is_changed_in_one_place(statement, mutated):
    found = changes(f"import numpy as np\ndef f(a, b):\n    {statement}\n")

    assert found == [f"return {each}" for each in mutated]


def test_names_that_look_alike_are_taken_for_each_other():
    assert changes("def f(errors_1, errors_2):\n    return errors_1\n") == ["return errors_2"]
    assert changes("def f(W, eta):\n    return W\n") == []


def test_an_attribute_is_taken_for_another_of_the_class_or_of_the_one_above():
    source = """
class Base:
    def __init__(self, W):
        self.W = W

class Layer(Base):
    def grow(self, g):
        self.G_W = g
        return self.W
"""

    assert changes(source) == ["pass", "pass", "return self.G_W"]


def test_statements_are_left_out_conditions_turned_and_loops_cut_short():
    source = """
def f(items, total):
    for item in items:
        total += item
    if total:
        print(total)
"""

    assert changes(source) == [
        "for item in items:  (one turn alone)",
        "pass",
        "for item in item:",
        "pass",
        "total = item",
        "total -= item",
        "total += items",
        "pass",
        "if not total:",
        "pass",
        "total",
    ]


def test_half_of_an_assignment_is_left_out():
    source = "class A:\n    def f(self, x, y):\n        self.x, self.y = x, y\n"

    right = ("self.x, y", "x, self.y", "y, x")
    # Python 3.10 writes the left side in parentheses, too.
    assert changes(source) == [
        "pass",
        *(ast.unparse(ast.parse(f"self.x, self.y = {each}")) for each in right),
    ]


def test_defaults_are_changed_and_annotations_docstrings_and_given_parts_are_not():
    source = '''"""1 + 1"""
LIMIT = 3  # given

def f(x: "1 + 1" = True) -> "2 + 2":
    """Return 1 + 1."""
    return x

def given(x):  # given
    return x + 1

class Given:  # given
    def f(self):
        return 1
'''

    assert [(each.before, each.after) for each in mutants(source)] == [
        ("def f(x: '1 + 1'=True) -> '2 + 2':", "def f(x: '1 + 1'=False) -> '2 + 2':")
    ]


def test_a_mutant_says_where_it_is_and_holds_the_whole_file():
    source = '# A remark.\nclass Layer:\n    @property\n    def twice(self):\n        """Return 2x."""\n        return -self.x\n'

    (mutant,) = mutants(source)

    assert mutant[:4] == (6, "Layer.twice", "return -self.x", "return self.x")
    assert mutant.source == source.replace("-self", "self").replace("class Layer:\n", "class Layer:\n\n")


def test_private_functions_are_changed():
    assert {"_noise_like", "Scale._private"} <= {each.place for each in mutants(REFERENCE)}


def test_all_are_python_differ_from_each_other_and_are_the_same_each_time():
    found = list(mutants(REFERENCE))
    shapes = {ast.dump(ast.parse(each.source)) for each in found}

    assert len(shapes | {ast.dump(ast.parse(REFERENCE))}) == len(found) + 1
    assert found == list(mutants(REFERENCE))
