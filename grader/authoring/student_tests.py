"""What students run at home: tests.py, tests.pk and a README, from the public checks and two templates.

tests.py needs nothing of the grader: it carries the public checks, the text of compare.py, and a small harness
(tests.py.template, a text rather than a module, because nothing of it runs in the grader).
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template

import grader.compare
from grader import fixtures
from grader.compare import Tolerance
from grader.declarations import is_check
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
    nodes = _needed(ast.parse(checks_source), [*_functions(assignment)])
    text = Template((_FOLDER / "tests.py.template").read_text(encoding="utf-8")).substitute(
        modules=_and(assignment.files),
        module_names=" ".join(f'"{file.removesuffix(".py")}",' for file in assignment.files),
        title=assignment.title,
        first_class=_tested(assignment)[0].test_class,
        import_seconds=f"{assignment.limits.import_wall_seconds:g}",
        wall_seconds=f"{assignment.limits.check_wall_seconds:g}",
        imports=_imports(
            [*_HARNESS_IMPORTS, *_import_lines(nodes), *_import_lines(ast.parse(compare_source).body)]
        ),
        checks="\n\n\n".join(_blocks(checks_source, nodes)),
        compare=_below_imports(compare_source),
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
    )


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


def _needed(tree: ast.Module, functions: Iterable[str]) -> list[ast.stmt]:
    """Return the statements of checks.py that these functions need, themselves included, in its order."""
    wanted, needed = {*functions}, set[int]()
    while True:
        found = [i for i, node in enumerate(tree.body) if i not in needed and _defined(node) & wanted]
        if not found:
            return [tree.body[i] for i in sorted(needed)]
        for i in found:
            needed.add(i)
            wanted |= {each.id for each in _walk_undecorated(tree.body[i]) if isinstance(each, ast.Name)}


def _walk_undecorated(node: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(node, ast.FunctionDef):
        node.decorator_list = [each for each in node.decorator_list if not is_check(each)]
    return ast.walk(node)


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def _blocks(source: str, nodes: Iterable[ast.stmt]) -> Iterator[str]:
    """Yield the text of each statement as it is written, without `@check(...)`; assignments in a row stay in one."""
    lines = source.splitlines()
    constants: list[str] = []
    for node in nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        decorators = [each.lineno for each in getattr(node, "decorator_list", []) if not is_check(each)]
        text = "\n".join(lines[min([node.lineno, *decorators]) - 1 : node.end_lineno])
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            constants.append(text)
            continue
        if constants:
            yield "\n".join(constants)
            constants.clear()
        yield text


def _import_lines(nodes: Iterable[ast.stmt]) -> list[str]:
    return [ast.unparse(node) for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]


def _imports(lines: Iterable[str]) -> str:
    """Return import statements in the usual order, each once; names of one module are put together."""
    plain, names = set[str](), dict[str, set[str]]()
    for line in lines:
        if line.startswith("from "):
            module, _, imported = line.removeprefix("from ").partition(" import ")
            names.setdefault(module, set()).update(imported.split(", "))
        else:
            plain.add(line)
    standard = sorted(line for line in plain if "numpy" not in line)
    numpy = sorted(line for line in plain if "numpy" in line)
    future = sorted(names.pop("__future__", set()))
    grouped = [f"from {module} import {', '.join(sorted(names[module]))}" for module in sorted(names)]
    groups = [[f"from __future__ import {', '.join(future)}"] if future else [], [*standard, *grouped], numpy]
    return "\n\n".join("\n".join(group) for group in groups if group)


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
