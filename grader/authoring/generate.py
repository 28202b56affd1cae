"""All generated files of an assignment: made, written where they differ, or compared with what lies there."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from grader import catalog, fixtures, instances, mistakes
from grader.authoring import ladder, manifest, rehearsal, student_tests, templates
from grader.authoring.instance import Recipe
from grader.errors import FixtureError
from grader.records import Array, Assignment, Fixture
from grader.rungs import Rung

# Another processor's arithmetic rounds differently: by a few units in the last of 16 digits, times the length of
# the longest sum.
REPRODUCIBLE = 1e-12
# A difference of the last bit may show in the last of the ten digits that are kept of what a small instance gives.
_ROUNDED = 1e-8


def write(assignment: Assignment) -> Iterator[str]:
    """Make all generated files; yield the names of those that changed, relative to the course's folder."""
    given = instances.draw(assignment)
    expected = instances.expect(assignment, given)
    table = rehearsal.rehearse(assignment, given, expected)
    ladders = ladder.ladders(assignment, given, expected)
    files = _files(assignment, given, expected, table, ladders, manifest.made_with())
    root = assignment.folder.parent.parent
    for name, content in files.items():
        if _content(root / name) != content:
            _write_at_once(root / name, content)
            yield name


def verify(assignment: Assignment, every: int = 1) -> int:
    """Return how many generated files there are, if all are current.

    Inputs, templates and texts are compared byte for byte, expected values within REPRODUCIBLE; of the known mistakes
    every so many are made again.

    Raises:
        FixtureError: naming what is stale, and the command that mends it.
    """
    remedy = f"run `make fixtures HW={assignment.id}` and commit what it changes"
    stored = fixtures.read(assignment)
    given = instances.draw(assignment)
    for stale in [
        *_stale_inputs(given, stored),
        *_stale_expectations(instances.expect(assignment, given), stored),
    ]:
        raise FixtureError(f"assignments/{assignment.id}/fixtures is stale: {stale}: {remedy}")
    known = mistakes.read(assignment)
    table = fixtures.read_mistakes(assignment) if known else {}
    made = rehearsal.rehearse(assignment, given, stored.expected, every)
    kept = {id: checks for id, checks in table.items() if id in made or id not in {each.id for each in known}}
    if stale := rehearsal.differ(made, kept):
        raise FixtureError(
            f"assignments/{assignment.id}/fixtures is stale: the mistake {stale} shows in another way: {remedy}"
        )
    ladders = fixtures.read_counterexamples(assignment)
    for stale in _stale_rungs(ladder.Course(assignment, given, stored.expected), ladders):
        raise FixtureError(f"assignments/{assignment.id}/fixtures is stale: {stale}: {remedy}")
    # What is expected was found to be right: from here on it is taken as it is stored, to the last bit.
    root = assignment.folder.parent.parent
    files = _files(assignment, given, stored.expected, table, ladders, _stored_versions(assignment))
    stale_files = [name for name, content in files.items() if _content(root / name) != content]
    if stale_files:
        are = "are" if len(stale_files) > 1 else "is"
        raise FixtureError(f"{', '.join(stale_files)} {are} stale: {remedy}")
    return len(files)


def for_students(assignment: Assignment, fixture: Fixture) -> dict[str, bytes]:
    """Return the content of the files that students get, by name: what they fill in, tests, and how to run them."""
    return {
        **{file: template(assignment, file) for file in assignment.files},
        "tests.py": student_tests.tests_py(assignment).encode(),
        "tests.pk": student_tests.tests_pk(assignment, fixture),
        "README.md": student_tests.readme(assignment).encode(),
    }


def _files(
    assignment: Assignment,
    given: dict[str, dict[str, Array]],
    expected: dict[str, dict[str, Array]],
    table: rehearsal.Table,
    ladders: dict[str, tuple[Rung, ...]],
    versions: dict[str, str],
) -> dict[str, bytes]:
    """Return the content of every generated file by its name, relative to the course's folder."""
    canary = instances.canary(assignment)
    pickles = {}
    for visibility, name in fixtures.FILES.items():
        ids = [check.id for check in assignment.checks if check.visibility is visibility]
        checks = {id: {"given": given[id], "expected": expected[id]} for id in ids}
        pickles[name] = fixtures.encode({"canary": canary, "checks": checks})
    if table:
        pickles[fixtures.MISTAKES] = fixtures.encode({"canary": canary, "mistakes": table})
    pickles[fixtures.COUNTEREXAMPLES] = fixtures.counterexamples(canary, ladders)
    checksums = {name: hashlib.sha256(content).hexdigest() for name, content in pickles.items()}
    fixture = Fixture(given=given, expected=expected, sha256=fixtures.checksum(checksums), canary=canary)
    students, stored = f"student_template/{assignment.id}", f"assignments/{assignment.id}/fixtures"
    return {
        **{f"{students}/{name}": content for name, content in for_students(assignment, fixture).items()},
        **{f"{stored}/{name}": content for name, content in pickles.items()},
        f"{stored}/{fixtures.MANIFEST}": manifest.manifest(assignment, fixture, ladders, checksums, versions),
    }


def template(assignment: Assignment, file: str) -> bytes:
    """Return what students fill in: a file of the reference without the answer."""
    source = catalog.reference_path(assignment, file).read_text(encoding="utf-8")
    return templates.template(source, f"reference/{assignment.id}/{file}").encode()


def _stale_inputs(given: dict[str, dict[str, Array]], stored: Fixture) -> Iterator[str]:
    for check_id, arrays in given.items():
        for name, array in arrays.items():
            kept = stored.given[check_id][name]
            if (kept.dtype, kept.shape, kept.tobytes()) != (array.dtype, array.shape, array.tobytes()):
                yield f"{name} of {check_id} is not what its seed gives"


def _stale_expectations(expected: dict[str, dict[str, Array]], stored: Fixture) -> Iterator[str]:
    for check_id, arrays in expected.items():
        kept = stored.expected[check_id]
        if {*arrays} != {*kept}:
            yield f"{check_id} returns other quantities on the reference than it did"
        for name in (name for name in arrays if name in kept):
            if arrays[name].dtype != kept[name].dtype or arrays[name].shape != kept[name].shape:
                yield f"{name} of {check_id} has another dtype or shape on the reference"
            elif not _agree(arrays[name], kept[name]):
                yield f"{name} of {check_id} is something else on the reference"


def _stale_rungs(course: ladder.Course, stored: dict[str, tuple[Rung, ...]]) -> Iterator[str]:
    for id, rungs in stored.items():
        for number, rung in enumerate(rungs, start=1):
            made = None
            if check := course.checks.get(id):
                made = course.rung(check, Recipe(rung.of, rung.sizes, rung.seed))
            if made is None or not _is_same(made, rung):
                yield f"the small instance {number} of {id} is not what its seed and the reference give"


def _is_same(made: Rung, kept: Rung) -> bool:
    return (
        {*made.given} == {*kept.given}
        and all(made.given[name].tobytes() == array.tobytes() for name, array in kept.given.items())
        and {*made.expected} == {*kept.expected}
        and all(
            made.expected[name].shape == array.shape and _agree(made.expected[name], array, _ROUNDED)
            for name, array in kept.expected.items()
        )
    )


def _agree(array: Array, kept: Array, relative: float = REPRODUCIBLE) -> bool:
    a, e = array.astype(np.float64), kept.astype(np.float64)
    is_close = np.abs(a - e) <= relative * np.maximum(1.0, np.abs(e))
    return bool((is_close | (a == e) | (np.isnan(a) & np.isnan(e))).all())


def _stored_versions(assignment: Assignment) -> dict[str, str]:
    """Return the versions that the manifest names: those of the machine that made it, not of this one."""
    content = (assignment.folder / "fixtures" / fixtures.MANIFEST).read_bytes()
    versions = msgspec.json.decode(content).get("made_with", {})
    return versions if isinstance(versions, dict) else {}


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write_at_once(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    made = Path(file.name)
    made.chmod(0o644)  # a temporary file is private; this one is meant to be read
    made.replace(path)
