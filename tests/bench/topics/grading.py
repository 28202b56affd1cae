"""Grading one submission and a class of fifty: ours, and what a course would pick instead, on the same ten tests."""

import json
import os
import queue
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import grader
from tests.bench.machine import cores
from tests.bench.measure import Rival, Row, seconds
from tests.peers import environment, graders, homework
from tests.peers.environment import Environment
from tests.peers.graders import OTTER, Peer
from tests.peers.homework import CHECKS, Homework

_ROOT = Path(__file__).parents[3]
OURS = "this grader, in bubblewrap"
_OURS_WARM = "this grader, a warm box per core"
CLASS = 50
# Otter-grader takes seconds for each: some of the class stand for all.
SHARE = 6
# Every third of the class makes a mistake: what is wrong costs time, too.
_MISTAKE = "\n\nclass ReLU(ReLU):\n    def backward(self, grad_wrt_out):\n        return 1 * grad_wrt_out\n"
_MISTAKEN = {"relu_backward", "relu_backward_at_zero"}


class Work(NamedTuple):
    """One submission, and the checks that it passes."""

    path: Path
    passes: frozenset[str]


class Setting(NamedTuple):
    """What all rows share. Another grader has a folder of its own for each core."""

    course: Path
    others: Environment
    handed_in: Sequence[Work]
    lanes: dict[str, Sequence[Path]]
    out: Path


class WrongVerdict(Exception):
    """A grader did not say of a submission what is true: its time means nothing."""


def prepare(scratch: Path, env: Path) -> Setting:
    """Return the setting, made in an empty folder, with other graders in the environment `env`."""
    others = environment.prepare(env)
    work = homework.make(scratch / "course")
    lanes = {peer.name: _lanes(scratch, peer, work, others) for peer in graders.PEERS}
    everyone = handed_in(scratch / "class", work.reference, CLASS)
    return Setting(scratch / "course", others, everyone, lanes, scratch / "out")


def versions(setting: Setting) -> dict[str, str]:
    """Return the versions of all that is measured."""
    return {"this grader": grader.__version__, **setting.others.versions}


def rows(setting: Setting) -> Iterator[Row]:
    """Yield what is measured."""
    one, everyone = setting.handed_in[:1], setting.handed_in
    yield Row(
        f"One submission, {len(CHECKS)} tests",
        "s",
        [
            Rival(OURS, seconds(partial(_by_us, setting, one))),
            *(Rival(peer.name, seconds(partial(by_peer, peer, setting, one))) for peer in graders.PEERS),
        ],
        rounds=9,
        note="Ours is the only one that runs the submission behind a wall; it also writes its report in four formats.",
    )
    quick = [peer for peer in graders.PEERS if peer is not OTTER]
    some = partial(by_peer, OTTER, setting, everyone[:SHARE])
    yield Row(
        f"A class of {CLASS}, {cores()} at a time",
        "s",
        [
            Rival(_OURS_WARM, seconds(partial(_by_us_warm, setting, everyone))),
            Rival(OURS, seconds(partial(_by_us, setting, everyone))),
            *(Rival(peer.name, seconds(partial(by_peer, peer, setting, everyone))) for peer in quick),
            Rival(OTTER.name, scaled(seconds(some))),
        ],
        rounds=3,
        warm_ups=0,  # the row above has warmed all of them
        note=f"Every third submission makes a mistake. {OTTER.name} grades {SHARE} of them, and its time is multiplied.",
    )


def command_of_ours(setting: Setting, work: Work) -> tuple[list[str], Path, dict[str, str]]:
    """Return what a person types to grade a submission, where, and in which environment."""
    options = ["--hw", homework.ID, "--sandbox", "bubblewrap", "--out", str(_out(setting, work))]
    command = [sys.executable, "-m", "grader", "grade", *options, str(work.path)]
    return command, _ROOT, {**environment_of_a_class(), "GRADER_COURSE": str(setting.course)}


def command_of(peer: Peer, setting: Setting, work: Work) -> tuple[list[str], Path, dict[str, str]]:
    """Return the same for another grader, whose first folder is given the submission."""
    lane = setting.lanes[peer.name][0]
    shutil.copy(work.path, lane / peer.submission)
    return peer.command(setting.others), lane / peer.inside, environment_of_a_class()


def _out(setting: Setting, work: Work) -> Path:
    return setting.out / work.path.parent.name


def _by_us(setting: Setting, handed_in: Sequence[Work]) -> None:
    """Grade with the command that a person types, once for each submission."""
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(partial(_one_by_us, setting), handed_in))


def _by_us_warm(setting: Setting, handed_in: Sequence[Work]) -> None:
    """Grade each core's share in one process, with one box."""
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(partial(_lane_by_us, setting), [handed_in[lane :: cores()] for lane in range(cores())]))


def _lane_by_us(setting: Setting, share: Sequence[Work]) -> None:
    _, folder, environment = command_of_ours(setting, share[0])
    files = [str(work.path) for work in share]
    command = [sys.executable, "-m", "tests.bench.lane", homework.ID, str(setting.out), *files]
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    for work in share:
        _see_ours(setting, work)


def _one_by_us(setting: Setting, work: Work) -> None:
    command, folder, environment = command_of_ours(setting, work)
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    _see_ours(setting, work)


def _see_ours(setting: Setting, work: Work) -> None:
    report = _out(setting, work) / "report.json"
    checks = json.loads(report.read_text(encoding="utf-8"))["checks"]
    see(OURS, {check["id"] for check in checks if check["verdict"] == "right"}, work)


def by_peer(peer: Peer, setting: Setting, handed_in: Sequence[Work]) -> None:
    """Grade one submission after another in each lane."""
    free: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for lane in setting.lanes[peer.name]:
        free.put(lane)
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(partial(_one_by_peer, peer, setting, free), handed_in))


def _one_by_peer(peer: Peer, setting: Setting, free: "queue.SimpleQueue[Path]", work: Work) -> None:
    lane = free.get()
    shutil.copy(work.path, lane / peer.submission)
    run = subprocess.run(
        peer.command(setting.others),
        cwd=lane / peer.inside,
        env=environment_of_a_class(),
        capture_output=True,
        text=True,
        check=False,
    )
    see(peer.name, peer.passed(lane, run.stderr), work)
    free.put(lane)


def see(name: str, passed: set[str] | None, work: Work) -> None:
    if passed != work.passes:
        raise WrongVerdict(f"{name} says that {work.path} passes {passed}, expected {sorted(work.passes)}.")


def environment_of_a_class() -> dict[str, str]:
    """Return the environment in which graders run."""
    # A class is graded with compiled modules, whatever this process was told.
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def scaled(figure: Callable[[], float]) -> Callable[[], float]:
    return lambda: figure() * CLASS / SHARE


def _lanes(scratch: Path, peer: Peer, work: Homework, others: Environment) -> list[Path]:
    lanes = [scratch / peer.name / str(lane) for lane in range(cores())]
    graders.lay_out(peer, lanes[0], work, others)
    for lane in lanes[1:]:
        shutil.copytree(lanes[0], lane)
    return lanes


def handed_in(folder: Path, reference: str, size: int) -> list[Work]:
    """Return what a class of this size has handed in, made in this folder."""
    made = []
    for number in range(size):
        is_wrong = number % 3 == 2
        path = folder / f"student{number:03}" / homework.FILE
        path.parent.mkdir(parents=True)
        path.write_text(reference + (_MISTAKE if is_wrong else ""), encoding="utf-8")
        made.append(Work(path, frozenset(CHECKS) - (_MISTAKEN if is_wrong else set())))
    return made
