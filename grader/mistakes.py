"""The known mistakes of an assignment: read from mistakes.py, and put into fresh copies of the reference.

All of it is the course's own code, and runs on the trusted side: when fixtures are made, and for the few pairs of
mistakes that a diagnosis tries.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from grader import catalog
from grader.errors import AssignmentError
from grader.misconceptions import MistakeDeclaration
from grader.records import Assignment, Mistake

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
