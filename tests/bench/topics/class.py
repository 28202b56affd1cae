"""A class of fifty in one command, and what a course would run for each of them instead, on the same ten tests.

The reports, the gradebooks and the dashboard are written each time, into a folder that was empty.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
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

prepare, versions = grading.prepare, grading.versions


def rows(setting: Setting) -> Iterator[Row]:
    """Yield what is measured."""
    everyone = setting.handed_in
    quick = [peer for peer in graders.PEERS if peer is not OTTER]
    some = partial(grading.by_peer, OTTER, setting, everyone[:SHARE])
    yield Row(
        f"A class of {CLASS} in one command, {cores()} at a time",
        "s",
        [
            Rival(_OURS, seconds(partial(_by_us, setting))),
            *(Rival(peer.name, seconds(partial(grading.by_peer, peer, setting, everyone))) for peer in quick),
            Rival(OTTER.name, grading.scaled(seconds(some))),
        ],
        rounds=5,
        note="The others are started once for each submission, as they are where a course runs them in a loop; ours also "
        f"writes reports, gradebooks and a dashboard. {OTTER.name} grades {SHARE} of them, and its time is multiplied.",
    )


def _by_us(setting: Setting) -> None:
    """Grade all of them with the command that a person types."""
    shutil.rmtree(setting.out, ignore_errors=True)
    folder = setting.handed_in[0].path.parents[1]
    options = ["--hw", homework.ID, "--sandbox", "bubblewrap", "--out", str(setting.out)]
    subprocess.run(
        [sys.executable, "-m", "grader", "class", str(folder), *options],
        cwd=_ROOT,
        env={**grading.environment_of_a_class(), "GRADER_COURSE": str(setting.course)},
        capture_output=True,
        check=True,
    )
    for work in setting.handed_in:
        report = setting.out / work.path.parent.name / "report.json"
        checks = json.loads(report.read_text(encoding="utf-8"))["checks"]
        grading.see(_OURS, {check["id"] for check in checks if check["verdict"] == "right"}, work)
