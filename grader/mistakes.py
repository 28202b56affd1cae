"""The known mistakes of an assignment: read from mistakes.py, put into copies of the reference, shown to checks.

All of it is the course's own code, and runs on the trusted side: when fixtures are made, and for the few pairs of
mistakes that a diagnosis tries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from grader import catalog
from grader.compare import difference
from grader.errors import AssignmentError
from grader.inside.answer import arguments
from grader.misconceptions import MistakeDeclaration
from grader.records import Array, Assignment, Check, Mistake

MISTAKES = "mistakes.py"


def read(assignment: Assignment) -> tuple[Mistake, ...]:
    """Return the known mistakes in the order of mistakes.py; none if there is no such file.

    Raises:
        AssignmentError: if the file does not run, or a mistake is of no problem or file of the assignment.
    """
    where = f"assignments/{assignment.id}/{MISTAKES}"
    problems = {problem.id for problem in assignment.problems}
    # A file that was not handed in is not in the assignment as it is graded.
    graded = {check.module for check in assignment.checks}
    found = []
    for name, function in _functions(assignment.folder / MISTAKES, where).items():
        said: MistakeDeclaration = function.__dict__["mistake"]
        file = f"{function.__code__.co_varnames[0]}.py" if function.__code__.co_argcount == 1 else ""
        if file not in assignment.files:
            raise AssignmentError(f"{where}: {name} takes one argument, named after a file of the homework")
        if file not in graded:
            continue
        if said.problem not in problems:
            raise AssignmentError(
                f"{where}: {name} is of problem {said.problem}, which is none of the homework's"
            )
        found.append(Mistake(id=name, problem=said.problem, module=file, text=said.text, apply=function))
    return tuple(found)


def spoiled(assignment: Assignment, mistakes: Iterable[Mistake]) -> ModuleType:
    """Return a fresh copy of a file of the reference with these mistakes in it, which must be of one file.

    Raises:
        AssignmentError: if one does not fit the reference.
    """
    chosen = list(mistakes)
    module = catalog.reference_module(assignment, chosen[0].module)
    for mistake in chosen:
        try:
            mistake.apply(module)
        except Exception as error:
            raise AssignmentError(
                f"assignments/{assignment.id}/{MISTAKES}: {mistake.id} does not fit the reference: "
                f"{type(error).__name__}: {error}"
            ) from error
    return module


def wrong_answers(
    check: Check,
    function: Callable[..., Any],
    module: ModuleType,
    given: Mapping[str, Array],
    expected: Mapping[str, Array],
) -> dict[str, Array] | None:
    """Return what is wrong of what a check returns; nothing if it fails in another way, None if all is right."""
    inputs = arguments(deepcopy(given))
    np.random.seed(1)
    try:
        with np.errstate(all="ignore"):
            returned = function(module, **inputs)
        found = {name: _plain(returned.get(name)) for name in expected}
    except Exception:  # noqa: BLE001 (a mistake may make its code fail in any way)
        return {}
    wrong = {
        name: value
        for name, value in found.items()
        if difference(name, value, expected[name], check.tolerance)
    }
    if not wrong:
        return None
    return {} if any(isinstance(value, str) for value in wrong.values()) else wrong


def _plain(value: object) -> Any:
    is_number = isinstance(value, (bool, int, float, np.generic, np.ndarray))
    array = np.array(value, subok=False) if is_number else None
    return array if array is not None and array.dtype.kind in "biuf" else type(value).__name__


def _functions(path: Path, where: str) -> dict[str, FunctionType]:
    if not path.is_file():
        return {}
    names: dict[str, Any] = {"__name__": "mistakes"}
    try:
        exec(compile(path.read_bytes(), where, "exec"), names)
    except Exception as error:
        raise AssignmentError(f"{where} does not run: {type(error).__name__}: {error}") from error
    return {
        name: value
        for name, value in names.items()
        if isinstance(value, FunctionType) and "mistake" in value.__dict__
    }
