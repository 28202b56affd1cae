"""What students run at home: tests.py, tests.pk and a README, from the public checks and two templates.

tests.py needs nothing of the grader: it carries the public checks, the text of compare.py, and a small harness
(tests.py.template, a text rather than a module, because nothing of it runs in the grader).
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template

import grader.compare
import grader.inside.gradients
from grader import excerpt, fixtures
from grader.compare import Tolerance
from grader.errors import AssignmentError
from grader.records import Assignment, Check, Fixture, Problem, Visibility

_LINE_LENGTH = 110
_FOLDER = Path(__file__).parent
# What the harness in tests.py.template uses, beside what checks and compare.py import.
_HARNESS_IMPORTS = (
    "import contextlib",
    "import ctypes",
    "import functools",
    "import importlib.util",
    "import linecache",
    "import numpy as np",
    "import os",
    "import pickle",
    "import random",
    "import re",
    "import signal",
    "import sys",
    "import threading",
    "import traceback",
    "import unittest",
)
# What the README shows of gradient_check.
_LAYERS = {
    "what": "any layer with forward and backward, also one of your own, and for any function that returns a number",
    "example": """    >>> gradient_check(layer, np.random.normal(size=(3, 5)), lr=0.01)
    >>> gradient_check(loss, logits, labels)
    >>> gradient_check(function, x, your_gradient_at_x)

The layer stays as it is; `lr` is the learning rate that it was made with.""",
}
_FUNCTIONS = {
    "what": "any function that returns a number",
    "example": """    >>> gradient_check(function, x, your_gradient_at_x)

A function of several arguments becomes one of x alone by `lambda x: function(x, y)`.""",
}


def tests_pk(assignment: Assignment, fixture: Fixture) -> bytes:
    """Return the inputs and expected values of the public checks as a plain pickle."""
    return fixtures.encode(
        {
            check.id: {"given": fixture.given[check.id], "expected": fixture.expected[check.id]}
            for check in _public(assignment)
        }
    )


def tests_py(assignment: Assignment) -> str:
    """Return the text of tests.py.

    Raises:
        AssignmentError: if a problem has no public check, or a name would be defined twice.
    """
    checks_source = (assignment.folder / "checks.py").read_text(encoding="utf-8")
    compare_source = Path(grader.compare.__file__).read_text(encoding="utf-8")
    gradients_source = _gradients_source(assignment)
    needed = excerpt.needed(excerpt.statements(checks_source), _functions(assignment))
    text = Template((_FOLDER / "tests.py.template").read_text(encoding="utf-8")).substitute(
        modules=_and(assignment.files),
        module_names=" ".join(f'"{file.removesuffix(".py")}",' for file in assignment.files),
        title=assignment.title,
        first_class=_tested(assignment)[0].test_class,
        import_seconds=f"{assignment.limits.import_wall_seconds:g}",
        wall_seconds=f"{assignment.limits.check_wall_seconds:g}",
        imports=excerpt.imports(
            [
                *_HARNESS_IMPORTS,
                *excerpt.import_lines(needed),
                *excerpt.import_lines(excerpt.statements(compare_source)),
                *excerpt.import_lines(excerpt.statements(gradients_source)),
            ]
        ),
        checks="\n\n\n".join(excerpt.blocks(needed)),
        compare=_below_imports(compare_source),
        gradients=_gradients(gradients_source),
        classes="\n\n\n".join(_classes(assignment)),
    )
    _refuse_second_definitions(ast.parse(text), f"assignments/{assignment.id}/checks.py")
    return text


def readme(assignment: Assignment) -> str:
    """Return the text of the README that lies beside tests.py."""
    first = next(_public(assignment))
    rows = [
        f"| {problem.id} | {problem.title} | {problem.points:g} | `tests.{problem.test_class}` |"
        for problem in _tested(assignment)
    ]
    return Template((_FOLDER / "README.md.template").read_text(encoding="utf-8")).substitute(
        title=assignment.title,
        source=assignment.source,
        modules=_and([f"`{file}`" for file in assignment.files]),
        first_module=assignment.files[0],
        provided=_and(["NumPy", *(name for name in assignment.allowed_modules if name != "numpy")]),
        first_class=next(p.test_class for p in assignment.problems if p.id == first.problem),
        first_test=f"test_{first.id}",
        example_title=first.title,
        wall_seconds=f"{assignment.limits.check_wall_seconds:g}",
        table="\n".join(rows),
        gradients=_how_to_check_gradients(assignment),
    )


def _gradients_source(assignment: Assignment) -> str:
    """Return the text of gradients.py for a homework in which there are some to check."""
    if not assignment.gradient_checks:
        return ""
    return Path(grader.inside.gradients.__file__).read_text(encoding="utf-8")


def _gradients(source: str) -> str:
    if not source:
        return ""
    template = Template((_FOLDER / "gradients.py.template").read_text(encoding="utf-8"))
    return template.substitute(gradients=_below_imports(source))


def _how_to_check_gradients(assignment: Assignment) -> str:
    """Return the section of the README, with the example that fits the homework: layers, or functions alone."""
    if not assignment.gradient_checks:
        return ""
    has_layers = "layer_gradients(" in assignment.sandbox_source
    template = Template((_FOLDER / "gradients.md.template").read_text(encoding="utf-8"))
    return template.substitute(_LAYERS if has_layers else _FUNCTIONS)


def _tested(assignment: Assignment) -> list[Problem]:
    return [problem for problem in assignment.problems if problem.test_class]


def _and(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _public(assignment: Assignment) -> Iterator[Check]:
    return (check for check in assignment.checks if check.visibility is Visibility.PUBLIC)


def _classes(assignment: Assignment) -> Iterator[str]:
    for problem in _tested(assignment):
        tests = [_test(assignment, check) for check in _public(assignment) if check.problem == problem.id]
        if not tests:
            raise AssignmentError(
                f"problem {problem.id} of {assignment.id} has no public check, and so {problem.test_class} no test"
            )
        heading = f'class {problem.test_class}(CheckCase):\n    """{problem.title} ({problem.id})."""\n\n'
        yield heading + "\n\n".join(tests)


def _test(assignment: Assignment, check: Check) -> str:
    arguments = [check.function]
    if check.tolerance != Tolerance():
        arguments.append(f"tolerance={check.tolerance!r}")  # of a dataclass: it is Python
    if check.curves:
        arguments.append(f"curves={json.dumps(check.curves)}")
    if check.wall_seconds != assignment.limits.check_wall_seconds:
        arguments.append(f"wall_seconds={check.wall_seconds:g}")
    if check.at:
        arguments.append(f"at={json.dumps(check.at)}")
    if check.needs:
        arguments.append(f"needs={json.dumps(check.needs)}")
    if check.id in assignment.expectations:
        arguments.append(f"expected_by={assignment.expectations[check.id].__name__}")
    call = f"        self.check({', '.join(arguments)})"
    if len(call) > _LINE_LENGTH:
        call = "        self.check(\n            " + ",\n            ".join(arguments) + ",\n        )"
    return f"    def test_{check.id}(self):\n{call}"


def _functions(assignment: Assignment) -> Iterator[str]:
    for check in _public(assignment):
        yield check.function
        if check.id in assignment.expectations:
            yield assignment.expectations[check.id].__name__


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def _below_imports(source: str) -> str:
    imports = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    return "\n".join(source.splitlines()[imports[-1].end_lineno :]).strip()


def _refuse_second_definitions(tree: ast.Module, name: str) -> None:
    seen: set[str] = set()
    for node in tree.body:
        if seen & _defined(node):
            clash = min(seen & _defined(node))
            raise AssignmentError(
                f"{name} defines {clash}, a name that tests.py has for something else: rename it"
            )
        seen |= _defined(node)
