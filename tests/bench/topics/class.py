"""A class in one command, and what a course would run for each of them instead, on the same ten tests.

The reports, the gradebooks and the dashboard are written each time, into a folder that was empty.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.bench.machine import cores
from tests.bench.measure import Rival, Row, seconds
from tests.bench.topics import grading
from tests.bench.topics.grading import CLASS, SHARE, Setting
from tests.peers import graders, homework
from tests.peers.graders import OTTER

_ROOT = Path(__file__).parents[3]
_OURS = "this grader, `make class`, in bubblewrap"
_QUICK = {"unittest", "gradescope-utils"}
_NOTE = (
    "The others are started once for each submission, as they are where a course runs them in a loop; ours also writes "
    "reports, gradebooks and a dashboard."
)
_SHARE = f" {OTTER.name} grades {SHARE} of them, and its time is multiplied."

_SIZES = (CLASS, 300)


def prepare(scratch: Path, env: Path) -> Sequence[Setting]:
    """Return a setting for each size of class; all but who handed in is the same."""
    setting = grading.prepare(scratch, env)
    reference = (setting.course / "reference" / homework.ID / homework.FILE).read_text(encoding="utf-8")
    classes = [grading.handed_in(scratch / f"of {size}", reference, size) for size in _SIZES]
    return [setting._replace(handed_in=everyone) for everyone in classes]


def versions(settings: Sequence[Setting]) -> dict[str, str]:
    """Return the versions of all that is measured."""
    return grading.versions(settings[0])


def rows(settings: Sequence[Setting]) -> Iterator[Row]:
    """Yield what is measured: of the larger class without those that take minutes for it."""
    for setting in settings:
        everyone = setting.handed_in
        is_small = len(everyone) == CLASS
        others = [peer for peer in graders.PEERS if peer.name in _QUICK or (is_small and peer is not OTTER)]
        rivals = [
            Rival(peer.name, seconds(partial(grading.by_peer, peer, setting, everyone))) for peer in others
        ]
        if is_small:
            some = partial(grading.by_peer, OTTER, setting, everyone[:SHARE])
            rivals.append(Rival(OTTER.name, grading.scaled(seconds(some))))
        yield Row(
            f"A class of {len(everyone)} in one command, {cores()} at a time",
            "s",
            [Rival(_OURS, partial(_seconds_of_ours, setting)), *rivals],
            rounds=5 if is_small else 3,
            note=_NOTE + (_SHARE if is_small else ""),
        )


def _seconds_of_ours(setting: Setting) -> float:
    """Grade all of them with the command that a person types, into a folder that is new; return what it took."""
    out = Path(tempfile.mkdtemp(dir=setting.course.parent))
    folder = setting.handed_in[0].path.parents[1]
    options = ["--hw", homework.ID, "--sandbox", "bubblewrap", "--out", str(out)]
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "grader", "class", str(folder), *options],
        cwd=_ROOT,
        env={**grading.environment_of_a_class(), "GRADER_COURSE": str(setting.course)},
        capture_output=True,
        check=True,
    )
    took = time.perf_counter() - began
    for work in setting.handed_in:
        report = out / work.path.parent.name / "report.json"
        checks = json.loads(report.read_text(encoding="utf-8"))["checks"]
        grading.see(_OURS, {check["id"] for check in checks if check["verdict"] == "right"}, work)
    return took
