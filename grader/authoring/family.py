"""Other right solutions: each a few lines over the reference, and each to keep all points.

    def sums_by_einsum(mlp):
        \"\"\"The gradient of W by einsum.\"\"\"
        rewrite(mlp, "LinearMap", ("g @ self.x.T", "np.einsum('mn,dn->md', g, self.x)"))

Every function of equivalent.py with one parameter, named after a file of the homework, is one: it changes a fresh copy
of that file. Functions with more parameters, or with an underscore, are steps on the way. Nothing of it enters a
sandbox.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from grader import catalog
from grader.errors import AssignmentError
from grader.records import Assignment

RIGHT = "equivalent.py"


class Member(NamedTuple):
    """A right solution: the file that it changes, and how; `where` is how messages call it."""

    where: str
    file: str
    apply: Callable[[ModuleType], Any]


def read(assignment: Assignment) -> tuple[Member, ...]:
    """Return the other right solutions in the order of equivalent.py; none if there is no such file.

    Raises:
        AssignmentError: if the file does not run, or a function changes a file that is none of the homework's.
    """
    where, path = f"assignments/{assignment.id}/{RIGHT}", assignment.folder / RIGHT
    if not path.is_file():
        return ()
    names: dict[str, Any] = {"__name__": "equivalent"}
    try:
        exec(compile(path.read_bytes(), where, "exec"), names)
    except Exception as error:
        raise AssignmentError(f"{where} does not run: {type(error).__name__}: {error}") from error
    found = []
    for name, function in names.items():
        if name.startswith("_") or not _is_own(function) or function.__code__.co_argcount != 1:
            continue
        file = f"{function.__code__.co_varnames[0]}.py"
        if file not in assignment.files:
            raise AssignmentError(f"{where}: {name} changes {file}, which is none of the homework's files")
        found.append(Member(f"{where}: {name}", file, function))
    return tuple(found)


def changed(assignment: Assignment, member: Member) -> ModuleType:
    """Return a fresh copy of the reference's file in another right form.

    Raises:
        AssignmentError: if it does not fit the reference.
    """
    module = catalog.reference_module(assignment, member.file)
    try:
        member.apply(module)
    except Exception as error:
        raise AssignmentError(
            f"{member.where} does not fit the reference: {type(error).__name__}: {error}"
        ) from error
    return module


def _is_own(value: object) -> bool:
    # What is imported, such as `rewrite`, belongs to another module.
    return isinstance(value, FunctionType) and value.__module__ == "equivalent"
