"""What becomes of some attacks of the corpus in each grader: held, cheated, leaked, killed."""

import multiprocessing
import re
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from grader import catalog, instances
from tests.attacks.attempt import COURSE, HOMEWORK, Result, attempt, prepare
from tests.attacks.header import CORPUS, Header, read
from tests.peers import cell, graders
from tests.peers.environment import Environment
from tests.peers.graders import Peer
from tests.peers.homework import CHECKS, Homework

OURS = "this grader"
# One or two of each kind that forges or reads, and some that end a grading. All work on any grader in Python.
CHOSEN = (
    "python/patches_numpy_testing",
    "python/patches_unittest_and_builtins",
    "python/swaps_numpy_in_sys_modules",
    "python/returns_an_array_that_equals_everything",
    "python/returns_a_number_that_equals_everything",
    "forge/overwrites_what_is_expected_in_the_frames",
    "forge/prints_a_last_line_that_says_all_is_well",
    "forge/writes_every_results_file_that_a_grader_may_read",
    "forge/rewrites_the_results_when_python_ends",
    "read/walks_the_frames_for_what_is_expected",
    "read/searches_the_garbage_collector_for_arrays",
    "read/walks_the_disk_for_the_canary",
    "process/calls_os_exit",
    "process/calls_os_exit_at_import",
    "process/calls_sys_exit",
    "process/kills_its_group",
    "process/forks_without_end",
    "timing/loops_in_one_method",
)
# A mistake without a trick: it costs its point in every grader, and takes nothing else away.
HONEST_MISTAKE = """
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return 0 * self.p
"""
MISTAKEN = "loss_backward"
# Otter shows nobody what a submission prints: an attack on it would use a file instead.
_KEEPS_WHAT_IT_PRINTS = """
def print(*values, shown=print, **options):
    shown(*values, **options)
    with open("/tmp/printed", "a") as file:
        shown(*values, file=file)
"""


class Fate(NamedTuple):
    """What became of an attack: points gained and lost, whether an answer leaked, whether there is a verdict at all."""

    gained: int = 0
    lost: int = 0
    is_leaked: bool = False
    is_silent: bool = False

    def __str__(self) -> str:
        words = [f"cheated +{self.gained}"] if self.gained else []
        words += ["leaked"] if self.is_leaked else []
        if self.is_silent:
            words.append("killed")
        elif self.lost:
            words.append(f"killed −{self.lost}")
        return ", ".join(words) or "held"


class Setting(NamedTuple):
    """What every run on another grader needs: each is laid out in a folder of its name below `scratch`."""

    work: Homework
    environment: Environment
    scratch: Path


def path(name: str) -> Path:
    """Return where the corpus has the attack of this name."""
    return CORPUS / f"{name}.py"


def fates(work: Homework, environment: Environment, scratch: Path) -> Iterator[tuple[str, dict[str, Fate]]]:
    """Yield what becomes of each attack, by grader, ours first."""
    setting = Setting(work, environment, scratch)
    for peer in graders.PEERS:
        graders.lay_out(peer, scratch / peer.name, work, environment)
        _refuse_bad_set_up(peer, setting)
    ours = _ours(scratch)
    # Most of the time goes into waiting for what hangs.
    with ThreadPoolExecutor(len(graders.PEERS)) as pool:
        for name in CHOSEN:
            others = {peer.name: pool.submit(_their_fate, name, peer, setting) for peer in graders.PEERS}
            yield name, {OURS: ours[name], **{peer: result.result() for peer, result in others.items()}}


def fate(earned: set[str], passed: set[str] | None, is_leaked: bool = False) -> Fate:
    """Return what became of an attack on which these checks were earned, and those passed."""
    if passed is None:
        return Fate(is_leaked=is_leaked, is_silent=True)
    return Fate(len(passed - earned), len(earned - passed), is_leaked)


def _refuse_bad_set_up(peer: Peer, setting: Setting) -> None:
    """See that right work gets everything, and an honest mistake loses its point and shows no answer."""
    for mistake, earned in ("", {*CHECKS}), (HONEST_MISTAKE, {*CHECKS} - {MISTAKEN}):
        passed, is_leaked = _grade(peer, setting, setting.work.reference + mistake)
        if passed != earned or is_leaked:
            raise SystemExit(
                f"{peer.name} is not set up fairly: honest work passes {passed}, expected {earned}"
                f"{', and its answers show' if is_leaked else ''}."
            )


def _their_fate(name: str, peer: Peer, setting: Setting) -> Fate:
    text = path(name).read_text(encoding="utf-8").replace("COURSE", cell.INSIDE).replace("MARK", "mark")
    passed, is_leaked = _grade(peer, setting, f"{setting.work.reference}\n{_KEEPS_WHAT_IT_PRINTS}\n{text}")
    return fate(_earned({*CHECKS}, read(path(name))), passed, is_leaked)


def _grade(peer: Peer, setting: Setting, submission: str) -> tuple[set[str] | None, bool]:
    """Return which checks pass, or None, and whether an answer leaked."""
    with tempfile.TemporaryDirectory(dir=setting.scratch, ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "autograder"
        shutil.copytree(setting.scratch / peer.name, folder)
        (folder / peer.submission).write_text(submission, encoding="utf-8")
        before = set(folder.rglob("*"))
        command = peer.command(setting.environment._replace(folder=Path(cell.ENVIRONMENT)))
        ended = cell.run(command, folder, peer.inside, setting.environment.folder, peer.seconds)
        passed = None if ended.is_hung else peer.passed(folder, ended.errors)
        return passed, _shows(_written(folder, before), setting.work)


def _written(folder: Path, before: set[Path]) -> str:
    """Return what has been written into files, without copies of the tests that graders and Python keep."""
    files = [
        file
        for file in folder.rglob("*")
        if file not in before and file.is_file() and file.suffix not in (".py", ".pyc", ".zip")
    ]
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


def _shows(text: str, work: Homework) -> bool:
    """Return whether an answer of the homework is in a text: its canary, or one of its numbers in full."""
    numbers = set(re.findall(r"(?<![\d.])\d\.\d{9,10}(?!\d)", text))
    stored = set(re.findall(r"\d\.\d{9,10}(?!\d)", str(work.expected)))
    return work.canary in text or bool(numbers & stored)


def _ours(scratch: Path) -> dict[str, Fate]:
    """Return what becomes of each attack here, in the strongest sandbox."""
    temporary = tempfile.mkdtemp(prefix="attacks-", dir=scratch)
    for folder in (Path(temporary), *Path(temporary).parents):
        if folder.is_relative_to(scratch):
            folder.chmod(0o711)
    # As tests/attacks does: what this process holds open is no concern of an attack's.
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawning, prepare, (temporary,)) as pool:
        places = {name: scratch / f"ours-{number}" for number, name in enumerate(CHOSEN)}
        results = {name: pool.submit(attempt, path(name), "bubblewrap", places[name]) for name in CHOSEN}
        return {name: _our_fate(name, results[name].result(), places[name]) for name in CHOSEN}


def _our_fate(name: str, result: Result, place: Path) -> Fate:
    said = read(path(name))
    checks = {check.removesuffix("_hidden") for check in said.checks}
    lost = {id.removesuffix("_hidden") for id, _, _ in result.lost}
    canary = instances.canary(catalog.load(COURSE, HOMEWORK))
    # The staff's report, too: an answer is not in the hands of whoever wrote what it shows.
    is_leaked = bool(result.disclosed) or canary in _written(place / "out", set())
    is_silent = bool(result.trouble or result.refused)
    passed = None if is_silent else checks - lost
    return fate(_earned(checks, said), passed, is_leaked)


def _earned(checks: set[str], said: Header) -> set[str]:
    """Return which of these checks an attack passes by its work."""
    return (
        set() if said.loses == ("all",) else checks - {check.removesuffix("_hidden") for check in said.loses}
    )
