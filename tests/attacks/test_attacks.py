"""Each file of corpus/ is a submission: the reference, with the file's own lines behind it.

Its header says what it must get: which problems lose their points ("all", "none"), how the first check that fails
ends, in which sentence ("{line}" stands for any line number, an empty one for any sentence), which backend does not
protect from it, and in how many seconds it must be over, where that is less than usual.
"""

import re
import time
from pathlib import Path

import msgspec
import pytest

from grader import catalog, fixtures, submission
from grader.pipeline import grade
from grader.records import Verdict
from grader.sandbox.choose import Sandbox
from tests import boxed

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.py"))
ROOT = catalog.course_root()


def header(text: str) -> dict[str, str]:
    """Return the fields of the comment lines at the top."""
    return dict(re.findall(r"^# (\w+): ?(.*)$", text, flags=re.MULTILINE))


@pytest.fixture(scope="module")
def assignment():
    """The real homework, with limits that suit a test."""
    loaded = catalog.scoped(catalog.load(ROOT, "cmu_hw1_mlp"), ("mlp.py",))
    limits = msgspec.structs.replace(loaded.limits, import_wall_seconds=2.0)
    checks = tuple(msgspec.structs.replace(check, wall_seconds=0.5) for check in loaded.checks)
    return msgspec.structs.replace(loaded, limits=limits, checks=checks)


@pytest.mark.parametrize("backend", boxed.BACKENDS)
@pytest.mark.parametrize("attack", CORPUS, ids=lambda path: path.stem)
def test_an_attack_gets_its_verdict_and_costs_nothing_else(attack, backend, assignment, tmp_path):
    said = header(attack.read_text())
    if backend == said.get("unprotected"):
        pytest.skip(f"{backend} does not protect from it, and says so")
    reference = (ROOT / "reference" / assignment.id / "mlp.py").read_text()
    file = tmp_path / "mlp.py"
    file.write_text(f"{reference}\n\n{attack.read_text().replace('COURSE', str(ROOT))}")

    seconds = float(said.get("seconds", assignment.limits.submission_wall_seconds))
    limits = msgspec.structs.replace(assignment.limits, submission_wall_seconds=seconds)
    assignment = msgspec.structs.replace(assignment, limits=limits)

    with Sandbox(backend) as sandbox:
        grading = grade(assignment, submission.read(file, assignment), fixtures.read(assignment), sandbox)

    lost = {result.check.problem for result in grading.results if result.verdict is not Verdict.RIGHT}
    expected = {"all": {problem.id for problem in assignment.problems}, "none": set()}
    # The training comparisons, which are worth nothing, suffer with everything.
    assert lost - {"training"} == expected.get(said["problems"], set(said["problems"].split())) - {"training"}
    bad = [result for result in grading.results if result.verdict is not Verdict.RIGHT]
    if bad:
        assert bad[0].observation.outcome.value == said["outcome"]
        sentence = re.sub(r"mlp\.py:\d+", "mlp.py:{line}", bad[0].message)
        assert not said["message"] or sentence == said["message"]
    assert left_over() == []


def left_over() -> list[str]:
    """Return the command lines of workers that still run; a dying one gets a moment."""
    for _ in range(50):
        found = []
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if b"worker.py" in (line := file.read_bytes()):
                    found.append(line.decode())
            except OSError:
                continue
        if not found:
            break
        time.sleep(0.1)
    return found
