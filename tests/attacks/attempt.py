"""Grade one attack as a student's submission is graded, and say all that came of it. Runs in a process of its own."""

import os
import runpy
import shutil
import stat
import tempfile
import time
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader import catalog, fixtures, pairs, submission
from grader.delivery import deliver
from grader.errors import SandboxError, SubmissionError
from grader.pipeline import grade
from grader.records import Assignment, Verdict
from grader.report import terminal
from grader.sandbox.choose import Sandbox
from tests.attacks import aftermath, disclosure
from tests.attacks.header import Header, read

COURSE = catalog.course_root()
FILES = {"report.json", "report.html", "report.md", "report.staff.json"}
HOMEWORK, _FILE = "cmu_hw1_mlp", "mlp.py"
_CHECK_SECONDS, _IMPORT_SECONDS = 0.5, 2.0


class Result(NamedTuple):
    """What came of an attack. `lost` are the checks that it does not pass, with how they ended and what is said."""

    refused: str = ""
    trouble: str = ""
    points: float = 0.0
    of: float = 0.0
    lost: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    disclosed: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()
    protection: str = ""
    seconds: float = 0.0


def prepare(temporary: str) -> None:
    """Make this process ready for attempts: with a folder of its own, below this one, for temporary files."""
    aftermath.adopt_orphans()
    tempfile.tempdir = tempfile.mkdtemp(dir=temporary)
    os.chmod(tempfile.tempdir, 0o711)
    # The search for what a student may have thought takes seconds, and is no part of the wall.
    pairs.PAIRS = 0


def attempt(attack: Path, backend: str, work: Path, sandbox: Sandbox | None = None) -> Result:
    """Grade an attack behind this wall; `work` is a folder that is not there yet.

    In a sandbox that goes on, what is left behind shows when that is closed: see `aftermath`.
    """
    said = read(attack)
    mark = f"mark{os.getpid()}x{time.monotonic_ns()}"
    work.mkdir(parents=True)
    handed_in = lay_out(attack, said, work / "handed_in", mark)
    before = aftermath.now(_precious())
    began = time.perf_counter()
    with Sandbox(backend) if sandbox is None else nullcontext(sandbox) as behind:
        result = _graded(handed_in, _assignment(said), behind, work / "out")
    # Not the time that a dying process is waited for.
    result = result._replace(seconds=time.perf_counter() - began)
    if sandbox is not None:
        return result
    return result._replace(left_behind=tuple(aftermath.left_behind(before, _precious(), mark)))


def _graded(handed_in: Path, assignment: Assignment, sandbox: Sandbox, out: Path) -> Result:
    try:
        read_in = submission.read(handed_in, assignment)
    except SubmissionError as error:
        return Result(refused=str(error))
    fixture = fixtures.read(assignment)
    out.mkdir()
    try:
        grading = grade(assignment, read_in, fixture, sandbox)
    except SandboxError as error:
        return Result(trouble=str(error))
    report = deliver(grading, out)
    written = {str(file.relative_to(out)): file for file in sorted(out.rglob("*")) if file.is_file()}
    assert written.keys() >= FILES
    assert stat.S_IMODE(written.pop("report.staff.json").stat().st_mode) == 0o600
    texts = {name: file.read_text(encoding="utf-8") for name, file in written.items()}
    texts["terminal"] = terminal.render(report, 100, colour=True)
    found = disclosure.disclosed(texts, assignment, fixture)
    found += disclosure.values_of_hidden_checks(texts["report.json"])
    bad = [result for result in grading.results if result.verdict is not Verdict.RIGHT]
    return Result(
        points=sum(result.score for result in grading.results),
        of=sum(check.points for check in assignment.checks),
        lost=tuple((each.check.id, each.observation.outcome.value, each.message) for each in bad),
        notes=grading.submission.notes,
        disclosed=tuple(found),
        protection=grading.provenance.protection,
    )


def _precious() -> tuple[Path, ...]:
    """Return the folders of the course that a submission must not touch."""
    return COURSE / "reference" / HOMEWORK, COURSE / "assignments" / HOMEWORK / "fixtures", COURSE


@cache
def _homework() -> Assignment:
    return catalog.scoped(catalog.load(COURSE, HOMEWORK), (_FILE,))


def _assignment(said: Header) -> Assignment:
    """Return the real homework, cut down to a few checks, with limits that suit a test."""
    whole = _homework()
    checks = [check for check in whole.checks if check.id in said.checks]
    limits = {"import_wall_seconds": _IMPORT_SECONDS} | said.limits
    kinds = {name: type(getattr(whole.limits, name)) for name in limits}
    return msgspec.structs.replace(
        whole,
        checks=tuple(msgspec.structs.replace(check, wall_seconds=_CHECK_SECONDS) for check in checks),
        limits=msgspec.structs.replace(
            whole.limits, **{name: kinds[name](value) for name, value in limits.items()}
        ),
    )


def lay_out(attack: Path, said: Header, place: Path, mark: str, course: str = str(COURSE)) -> Path:
    """Put what is handed in at `place`, and return the path of it; `course` is where it looks for the course."""
    place.mkdir()
    if attack.is_dir():
        for entry in attack.iterdir():
            if entry.is_dir():
                shutil.copytree(entry, place / entry.name)
            elif entry.name != "make.py":
                shutil.copy(entry, place / entry.name)
    else:
        shutil.copy(attack, place / _FILE)
    file = place / _FILE
    reference = catalog.reference_path(_homework(), _FILE).read_text(encoding="utf-8")
    if not file.exists():
        file.write_text(reference, encoding="utf-8")
    else:
        text = file.read_text(encoding="utf-8").replace("COURSE", course).replace("MARK", mark)
        file.write_text(text if said.is_alone else f"{reference}\n\n{text}", encoding="utf-8")
    if (attack / "make.py").exists():
        made = runpy.run_path(str(attack / "make.py"))["make"](place)
        return made or place
    return place if attack.is_dir() else file
