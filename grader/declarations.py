"""What a checks.py declares: its decorated functions as Check records, and what is left without the decorators.

This file reads; `catalog` is where checks.py is run.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from types import FunctionType
from typing import Any

import msgspec

from grader.compare import Tolerance
from grader.errors import AssignmentError
from grader.records import Check, Expectation, Problem, Visibility
from grader.vocabulary import Declaration, Draw

# The end of a docstring's first sentence; "LinearMap.forward" and "0.5" hold a dot that ends nothing.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def without_declarations(tree: ast.Module) -> ast.Module:
    """Return checks.py, its tree used up, without `@check(...)`, imports from grader, and what is made from those.

    What is left is what a submission could read about how it is graded.
    """
    gone: set[str] = set()
    kept: list[ast.stmt] = []
    trusted = set(_expectation_names(tree))
    for node in tree.body:
        if isinstance(node, (ast.ImportFrom, ast.Import)) and _is_from_grader(node):
            gone |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef) and node.name in trusted:
            continue
        elif isinstance(node, ast.FunctionDef):
            node.decorator_list = [each for each in node.decorator_list if not is_check(each)]
            kept.append(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and _names(node, ast.Load) & gone:
            gone |= _names(node, ast.Store)
        else:
            kept.append(node)
    return ast.Module(kept, [])


def _expectation_names(tree: ast.Module) -> Iterator[str]:
    """Yield the names of the functions that say what is expected: they run on the trusted side alone."""
    for node in tree.body:
        for decorator in getattr(node, "decorator_list", []):
            if is_check(decorator):
                yield from (
                    str(keyword.value.value)
                    for keyword in decorator.keywords
                    if keyword.arg == "expected_by" and isinstance(keyword.value, ast.Constant)
                )


def is_check(decorator: ast.expr) -> bool:
    """Return whether a decorator is `@check(...)`, or `@gradient_check(...)`."""
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id in ("check", "gradient_check")
    )


def declaring(names: dict[str, Any]) -> list[FunctionType]:
    """Return the functions that carry a declaration, among the names of a checks.py that has run."""
    functions = (value for value in names.values() if isinstance(value, FunctionType))
    return [function for function in functions if "declarations" in function.__dict__]


def by_check(functions: Iterable[FunctionType]) -> Iterator[tuple[str, FunctionType, Declaration]]:
    """Yield the id, the function and the declaration of each check, as one reads them from the top."""
    for function in functions:
        for declaration in function.__dict__["declarations"]:
            ending = "_hidden" if declaration.visibility is Visibility.HIDDEN else ""
            yield function.__name__ + ending, function, declaration


def checks(
    functions: Iterable[FunctionType],
    name: str,
    files: Sequence[str],
    tolerance: Tolerance,
    wall_seconds: float,
) -> tuple[Check, ...]:
    """Return the checks of these files of a homework that the functions of a checks.py called `name` declare.

    Raises:
        AssignmentError: if a declaration does not fit its function.
    """
    return tuple(
        _check(id, function, declaration, f"{name}: {function.__name__}", files, tolerance, wall_seconds)
        for id, function, declaration in by_check(functions)
    )


def expectations(
    functions: Iterable[FunctionType], names: dict[str, Any], name: str
) -> dict[str, Expectation]:
    """Return the functions that say what is expected from what was observed, by the id of the check.

    Raises:
        AssignmentError: if there is no function of the declared name.
    """
    found: dict[str, Expectation] = {}
    for id, function, declaration in by_check(functions):
        if declaration.expected_by:
            if not isinstance(names.get(declaration.expected_by), FunctionType):
                raise AssignmentError(
                    f"{name}: {function.__name__} names {declaration.expected_by}, which is no function"
                )
            found[id] = names[declaration.expected_by]
    return found


def gradient_checks(names: dict[str, Any], checks: Sequence[Check], name: str) -> tuple[Check, ...]:
    """Return the gradient checks among the names of a checks.py called `name` that has run.

    Raises:
        AssignmentError: if one names no check, or takes an input that its check is not given.
    """
    first = {check.function: check for check in reversed(checks)}
    found = []
    for function in names.values():
        if not isinstance(function, FunctionType) or "gradient_check" not in function.__dict__:
            continue
        forward, backward, of, by = function.__dict__["gradient_check"]
        where, takes = f"{name}: {function.__name__}", function.__code__.co_varnames
        for each in [*forward, *backward]:
            if each not in first:
                raise AssignmentError(f"{where} names {each}, which is no check")
        check = first[backward[0]]
        given = takes[1 : function.__code__.co_argcount]
        for each in given:
            if each not in check.given:
                raise AssignmentError(f"{where} takes {each}, which {check.function} is not given")
        found.append(
            msgspec.structs.replace(
                check,
                id=function.__name__,
                function=function.__name__,
                title=of,
                hint=by,
                points=0.0,
                given={each: check.given[each] for each in given},
                forward=tuple(forward),
                backward=tuple(backward),
            )
        )
    return tuple(found)


def refuse_contradictions(
    problems: tuple[Problem, ...], checks: tuple[Check, ...], toml: str, name: str
) -> None:
    """Raise an AssignmentError unless the problems in `toml` and the checks in `name` fit each other."""
    ids = [problem.id for problem in problems]
    for id in _repeated(ids):
        raise AssignmentError(f"{toml} has the problem {id} twice")
    for test_class in _repeated([problem.test_class for problem in problems if problem.test_class]):
        raise AssignmentError(f"{toml} has the test_class {test_class} twice")
    for id in _repeated([check.id for check in checks]):
        raise AssignmentError(f"{name} declares {id} twice: a function makes one public and one hidden check")
    for check in checks:
        if check.problem not in ids:
            raise AssignmentError(f"{name}: {check.id} is of problem {check.problem}; {toml} has {_and(ids)}")
    for problem in problems:
        files = {check.module for check in checks if check.problem == problem.id}
        if len(files) > 1:
            raise AssignmentError(
                f"{name}: the checks of problem {problem.id} are about {_and(sorted(files))}"
            )
        if bool(files) != bool(problem.test_class):
            raise AssignmentError(
                f"problem {problem.id} in {toml}: a test_class goes with checks, and checks with one"
            )
        points = math.fsum(check.points for check in checks if check.problem == problem.id)
        if not math.isclose(points, problem.points, abs_tol=1e-9):
            raise AssignmentError(
                f"problem {problem.id} is worth {problem.points:g} points in {toml}, "
                f"and its checks in {name} add up to {points:g}"
            )


def refuse_second_definitions(tree: ast.Module, name: str) -> None:
    """Raise an AssignmentError if one function of the file called `name` would silently replace another."""
    for function in _repeated([node.name for node in tree.body if isinstance(node, ast.FunctionDef)]):
        raise AssignmentError(f"{name} defines {function} twice: the second would replace the first")


def _check(
    id: str,
    function: FunctionType,
    declaration: Declaration,
    where: str,
    files: Sequence[str],
    tolerance: Tolerance,
    wall_seconds: float,
) -> Check:
    docstring = (function.__doc__ or "").strip()
    if not docstring:
        raise AssignmentError(f"{where} has no docstring: students read it as the title of the check")
    _refuse_misfit(function, declaration, where)
    title, *hint = _SENTENCE_END.split(docstring, maxsplit=1)
    return Check(
        id=id,
        function=function.__name__,
        problem=declaration.problem,
        module=_module(function, where, files),
        title=" ".join(title.split()),
        hint=" ".join(" ".join(hint).split()),
        visibility=declaration.visibility,
        points=float(declaration.points),
        tolerance=declaration.tolerance or tolerance,
        wall_seconds=float(declaration.wall_seconds or wall_seconds),
        given={name: draw.description for name, draw in declaration.given.items()},
        curves=declaration.curves,
        at=declaration.at,
        needs=declaration.needs,
    )


def _module(function: FunctionType, where: str, files: Sequence[str]) -> str:
    """Return the file that a check is about: where there are several, its first parameter says so."""
    first = function.__code__.co_varnames[0]
    if len(files) == 1:
        return files[0]
    if f"{first}.py" not in files:
        stems = _and([file.removesuffix(".py") for file in files])
        raise AssignmentError(f"{where} begins with {first}: the first parameter names a file, of {stems}")
    return f"{first}.py"


def _refuse_misfit(function: FunctionType, declaration: Declaration, where: str) -> None:
    code = function.__code__
    parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    if not code.co_argcount:
        raise AssignmentError(f"{where} takes no argument: the first is the student's module")
    if {*parameters[1:]} != {*declaration.given}:
        raise AssignmentError(
            f"{where} takes {_and(parameters[1:])} beside the module, "
            f"and its declaration gives {_and(declaration.given)}"
        )
    for name, draw in declaration.given.items():
        if not isinstance(draw, Draw):
            raise AssignmentError(f"{where} is given {name}={draw!r}: write {name}=constant({draw!r})")
    for name in declaration.at:
        if name not in declaration.given:
            raise AssignmentError(f"{where} quotes {name}, which it is not given")
    if declaration.points < 0:
        raise AssignmentError(f"{where} is worth {declaration.points:g} points: give 0 or more")
    if declaration.wall_seconds is not None and declaration.wall_seconds <= 0:
        raise AssignmentError(f"{where} has wall_seconds={declaration.wall_seconds:g}: give more than 0")


def _is_from_grader(node: ast.ImportFrom | ast.Import) -> bool:
    modules = (
        [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    )
    # What is in grader/inside is there in the sandbox, too.
    return any(
        module.partition(".")[0] == "grader" and not module.startswith("grader.inside.") for module in modules
    )


def _names(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, context)
    }


def _repeated(names: list[str]) -> list[str]:
    return [name for i, name in enumerate(names) if name in names[:i]]


def _and(names: Iterable[str]) -> str:
    """Return the names as in a sentence: "a, b and c"."""
    *others, last = [*names] or ["nothing"]
    return f"{', '.join(others)} and {last}" if others else last
