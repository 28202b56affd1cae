"""The assignments of a course: what lies in assignments/<id>/ and reference/<id>/, read into records.

Whatever does not fit together is an AssignmentError here, before anything is graded. The folders under
assignments/ are the list of assignments: there is no other.
"""

from __future__ import annotations

import marshal
import os
import re
from collections.abc import Callable, Container
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import msgspec

from grader import compiled, declarations, settings
from grader.errors import AssignmentError, SubmissionError, UsageError
from grader.excerpt import Statement
from grader.intake.listing import Listing
from grader.intake.look import HandedIn, look
from grader.intake.notebook import module
from grader.late_policy import LatePolicy, declared
from grader.records import Assignment, Elsewhere
from grader.source import defined
from grader.vocabulary import Draw

_COURSE_TOML = "course.toml"


def course_root() -> Path:
    """Return the folder that holds assignments/ and reference/: $GRADER_COURSE, or the one that holds grader/."""
    return Path(os.environ.get("GRADER_COURSE") or Path(__file__).parent.parent).resolve()


def assignment_ids(root: Path) -> list[str]:
    """Return the ids of all assignments of a course, in alphabetical order."""
    return sorted(file.parent.name for file in root.glob("assignments/*/assignment.toml"))


def infer(root: Path, path: Path) -> str:
    """Return the id of the assignment for which `path`, a file, a folder or an archive, is handed in.

    Names tell it, and where they do not, what the one file defines. Where there is one assignment, it is that one,
    whatever the names: what is wrong with the submission is then for `submission` to say.

    Raises:
        SubmissionError: if a folder or an archive holds no file of any assignment, or cannot be read.
        UsageError: if there is nothing, nothing there is like one of an assignment's files, or several fit as well.
    """
    ids = assignment_ids(root)
    if len(ids) == 1:
        return ids[0]
    handed_in = _looked_at(path)
    names = {path.name}
    if not handed_in.is_single and not handed_in.trouble:
        names = {name.rsplit("/", 1)[-1] for name in handed_in.listing.code}
    # A notebook is graded as a module.
    names = {re.sub("[.]ipynb$", ".py", name) for name in names}
    found = {}
    for id in ids:
        said = _settings(root, id)
        found[id] = len(
            {file for file in said.files if file in names}
            | {said.other_names[name] for name in said.other_names if name in names}
        )
    matching = [id for id in ids if found[id] and found[id] == max(found.values())]
    if not matching:
        # my_mlp.py resembles mlp.py.
        stems = [Path(name).stem.lower().replace("-", "_") for name in (path.name, handed_in.lone)]
        matching = [
            id
            for id in ids
            if any(file.removesuffix(".py") in stem for file in _settings(root, id).files for stem in stems)
        ]
    if len(matching) != 1 and handed_in.lone:
        matching = _alike(root, matching or ids, handed_in) or matching
    if not matching and not os.path.lexists(path):
        raise UsageError(f"there is no file or folder {path}")
    if not matching and not handed_in.is_single and not handed_in.trouble:
        wanted = sorted({file for id in ids for file in _settings(root, id).files})
        raise SubmissionError(
            f"{handed_in.shown} holds no file that a homework asks for: {', '.join(wanted)}"
        )
    if not matching:
        raise UsageError(
            f"no assignment asks for a file named {path.name}: choose one with HW= ({_listed(ids)})"
        )
    if len(matching) > 1:
        raise UsageError(
            f"{path.name} may be handed in for {' and for '.join(matching)}: choose one with HW="
        )
    return matching[0]


def _looked_at(path: Path) -> HandedIn:
    """Return what lies at a path; where there is nothing, its name alone may tell."""
    try:
        return look(path)
    except UsageError:
        return HandedIn(
            path.stem, path.name, Listing([], [], [], [], lambda name: b""), trouble="is not there"
        )


def _alike(root: Path, ids: list[str], handed_in: HandedIn) -> list[str]:
    """Return the assignments whose template has the most names in common with the one file that was handed in."""
    try:
        content = handed_in.listing.read(handed_in.lone)
        own = defined(
            module(handed_in.lone, content).source if handed_in.lone.endswith(".ipynb") else content
        )
    except SubmissionError:
        return []
    shared = {}
    for id in ids:
        templates = [root / "student_template" / id / file for file in _settings(root, id).files]
        shared[id] = max(
            (len(own & defined(path.read_bytes())) for path in templates if path.is_file()), default=0
        )
    most = max(shared.values())
    return [id for id in ids if most and shared[id] == most]


def load(root: Path, id: str) -> Assignment:
    """Return an assignment with its checks in the order in which checks.py defines them.

    Raises:
        UsageError: if there is no assignment of that name.
        AssignmentError: if its material is inconsistent.
    """
    ids = assignment_ids(root)
    if id not in ids:
        raise UsageError(f"HW={id} is unknown: {_listed(ids)}")
    said = _settings(root, id)
    code = compiled.read(root / _checks_py(id), _checks_py(id))
    names = _run(code.whole, id)
    functions = declarations.declaring(names)
    checks = declarations.checks(
        functions, _checks_py(id), said.files, said.tolerance, said.limits.check_wall_seconds
    )
    declarations.refuse_contradictions(said.problems, checks, _toml(id), _checks_py(id))
    return Assignment(
        id=id,
        title=said.title,
        source=said.source,
        files=said.files,
        other_names=said.other_names,
        problems=said.problems,
        checks=checks,
        limits=said.limits,
        allowed_modules=said.allowed_modules,
        stand_ins=said.stand_ins,
        folder=root / "assignments" / id,
        sandbox_source=code.sandbox_source,
        sandbox_code=code.sandbox_code,
        expectations=declarations.expectations(functions, names, _checks_py(id)),
        gradient_checks=declarations.gradient_checks(names, checks, _checks_py(id)),
    )


def late_policy(root: Path, id: str) -> LatePolicy | None:
    """Return what it costs to hand in an assignment late, or None if neither it nor the course declares it.

    Raises:
        AssignmentError: if what they declare is inconsistent.
    """
    course = settings.read_course(root / _COURSE_TOML, _COURSE_TOML)
    return declared(course, _settings(root, id).late, (_COURSE_TOML, _toml(id)))


def scoped(assignment: Assignment, modules: tuple[str, ...]) -> Assignment:
    """Return the part of an assignment that is about these of its files; the other points go to `elsewhere`."""
    about = {check.problem: check.module for check in assignment.checks}
    elsewhere = []
    for problem in assignment.problems:
        if problem.points and about[problem.id] not in modules:
            reason = f"{about[problem.id]} was not handed in"
            elsewhere.append(
                Elsewhere(problem=problem.id, title=problem.title, points=problem.points, reason=reason)
            )
        if problem.read_by_person:
            reason = (
                f"read by a person: {problem.person_reads}" if problem.person_reads else "read by a person"
            )
            elsewhere.append(
                Elsewhere(
                    problem=problem.id, title=problem.title, points=problem.read_by_person, reason=reason
                )
            )
    return msgspec.structs.replace(
        assignment,
        problems=tuple(each for each in assignment.problems if about.get(each.id) in modules),
        checks=tuple(check for check in assignment.checks if check.module in modules),
        elsewhere=tuple(elsewhere),
    )


def only(assignment: Assignment, ids: Container[str]) -> Assignment:
    """Return an assignment with these of its checks alone; its problems stay, for a mistake may come of any of them."""
    checks = tuple(check for check in assignment.checks if check.id in ids)
    return msgspec.structs.replace(assignment, checks=checks, elsewhere=())


def draws(assignment: Assignment) -> dict[str, dict[str, Draw]]:
    """Return how each input of each check is drawn, by check id and input name (for authoring)."""
    name = _checks_py(assignment.id)
    code = compiled.read(assignment.folder / "checks.py", name)
    functions = declarations.declaring(_run(code.whole, assignment.id))
    return {id: declaration.given for id, _, declaration in declarations.by_check(functions)}


def statements(assignment: Assignment) -> tuple[Statement, ...]:
    """Return the statements of checks.py as they are written, without `@check(...)`."""
    code = compiled.read(assignment.folder / "checks.py", _checks_py(assignment.id))
    return tuple(Statement(*each) for each in code.statements)


def check_functions(assignment: Assignment) -> dict[str, Callable[..., Any]]:
    """Return the functions of checks.py by name, made from the code that enters the sandbox (for authoring)."""
    names: dict[str, Any] = {"__name__": "checks"}
    try:
        exec(marshal.loads(assignment.sandbox_code), names)
    except Exception as error:
        raise AssignmentError(
            f"{_checks_py(assignment.id)} does not run as it does in the sandbox, without decorators and "
            f"without grader: {type(error).__name__}: {error}"
        ) from error
    return {name: value for name, value in names.items() if isinstance(value, FunctionType)}


def reference_path(assignment: Assignment, file: str) -> Path:
    """Return where the reference solution has this file."""
    return assignment.folder.parent.parent / "reference" / assignment.id / file


def reference_module(assignment: Assignment, file: str) -> ModuleType:
    """Import one file of the reference solution, under a private name (for authoring)."""
    path = reference_path(assignment, file)
    name = f"reference/{assignment.id}/{file}"
    module = ModuleType(f"_reference_of_{assignment.id}_{file.removesuffix('.py')}")
    module.__file__ = str(path)
    try:
        source = path.read_text(encoding="utf-8")
        module.__dict__["__source__"] = source
        exec(_compiled(source, str(path)), module.__dict__)
    except FileNotFoundError:
        raise AssignmentError(f"{name} is missing: what is expected comes from it") from None
    except Exception as error:
        raise AssignmentError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error
    return module


@lru_cache(maxsize=8)
def _compiled(source: str, path: str) -> CodeType:
    return compile(source, path, "exec")


def _settings(root: Path, id: str) -> settings.Settings:
    return settings.read(root / _toml(id), _toml(id))


def _run(code: CodeType, id: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": f"_checks_of_{id}"}
    try:
        exec(code, names)
    except Exception as error:
        raise AssignmentError(f"{_checks_py(id)} does not run: {type(error).__name__}: {error}") from error
    return names


def _toml(id: str) -> str:
    return f"assignments/{id}/assignment.toml"


def _checks_py(id: str) -> str:
    return f"assignments/{id}/checks.py"


def _listed(ids: list[str]) -> str:
    return f"assignments/ holds {', '.join(ids) or 'none'}"
