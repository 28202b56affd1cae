"""What an assignment.toml and a course.toml may say: each key, its type and range; all else is an AssignmentError."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from grader.compare import Tolerance
from grader.errors import AssignmentError
from grader.late_policy import LateSettings
from grader.records import Limits, Problem

_Positive = Annotated[float, msgspec.Meta(gt=0)]
_PositiveInt = Annotated[int, msgspec.Meta(gt=0)]
_NotNegative = Annotated[float, msgspec.Meta(ge=0)]
_FileName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]\w*\.py$")]
_DEFAULT_LIMITS = Limits()


class _ProblemSettings(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    points: _NotNegative = 0.0
    test_class: Annotated[str, msgspec.Meta(pattern=r"^(Test\w+)?$")] = ""
    read_by_person: _NotNegative = 0.0
    person_reads: str = ""
    builds_on: tuple[str, ...] = ()


class _ToleranceSettings(msgspec.Struct, forbid_unknown_fields=True):
    relative: _NotNegative = Tolerance.relative
    absolute: _NotNegative = Tolerance.absolute
    growth_per_step: _NotNegative = Tolerance.growth_per_step


class _LimitSettings(msgspec.Struct, forbid_unknown_fields=True):
    check_wall_seconds: _Positive = _DEFAULT_LIMITS.check_wall_seconds
    import_wall_seconds: _Positive = _DEFAULT_LIMITS.import_wall_seconds
    submission_wall_seconds: _Positive = _DEFAULT_LIMITS.submission_wall_seconds
    submission_cpu_seconds: _Positive = _DEFAULT_LIMITS.submission_cpu_seconds
    memory_bytes: _PositiveInt = _DEFAULT_LIMITS.memory_bytes
    processes: _PositiveInt = _DEFAULT_LIMITS.processes
    file_bytes: _PositiveInt = _DEFAULT_LIMITS.file_bytes


class _Toml(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    source: str
    files: Annotated[list[_FileName], msgspec.Meta(min_length=1)]
    problems: Annotated[list[_ProblemSettings], msgspec.Meta(min_length=1)]
    allowed_modules: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    other_names: dict[str, str] = {}
    tolerance: _ToleranceSettings = msgspec.field(default_factory=_ToleranceSettings)
    limits: _LimitSettings = msgspec.field(default_factory=_LimitSettings)
    late: LateSettings | None = None


class _CourseToml(msgspec.Struct, forbid_unknown_fields=True):
    late: LateSettings | None = None


_Form = TypeVar("_Form", _Toml, _CourseToml)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment.toml, read. `tolerance` is that of checks that name none; `late` leaves gaps for the course."""

    title: str
    source: str
    files: tuple[str, ...]
    other_names: dict[str, str]
    problems: tuple[Problem, ...]
    allowed_modules: tuple[str, ...]
    stand_ins: tuple[str, ...]
    tolerance: Tolerance
    limits: Limits
    late: LateSettings | None = None


def read(path: Path, name: str) -> Settings:
    """Return the settings in the file at `path`, which messages call `name`.

    Raises:
        AssignmentError: if it is not TOML, or a key is missing, unknown, or out of range.
    """
    toml = _decoded(path, name, _Toml)
    known = {problem.id for problem in toml.problems}
    for problem in toml.problems:
        for root in problem.builds_on:
            if root not in known or root == problem.id:
                raise AssignmentError(
                    f"{name}: problem {problem.id} builds on {root}, which is no other problem"
                )
    for other, file in toml.other_names.items():
        if file not in toml.files:
            raise AssignmentError(f"{name} calls {other} another name of {file}, which is none of its files")
    return Settings(
        title=toml.title,
        source=toml.source,
        files=tuple(toml.files),
        other_names=toml.other_names,
        problems=tuple(Problem(**msgspec.structs.asdict(problem)) for problem in toml.problems),
        allowed_modules=toml.allowed_modules,
        stand_ins=toml.stand_ins,
        tolerance=Tolerance(**msgspec.structs.asdict(toml.tolerance)),
        limits=Limits(**msgspec.structs.asdict(toml.limits)),
        late=toml.late,
    )


def read_course(path: Path, name: str) -> LateSettings | None:
    """Return what the course.toml at `path` says of late work; a course needs none.

    Raises:
        AssignmentError: if it is not TOML, or a key is unknown or out of range.
    """
    return _decoded(path, name, _CourseToml).late if path.is_file() else None


def _decoded(path: Path, name: str, form: type[_Form]) -> _Form:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=form)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # A validation error ends with " - at `$.limits.processes`".
        text, _, key = str(error).partition(" - at `$")
        at = f", at {key.strip('`.')}" if key.strip("`.") else ""
        raise AssignmentError(f"{name} is not as it should be{at}: {text}") from error
