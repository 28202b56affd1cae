"""Grade attacks one after the other in a warm sandbox, and honest work behind each. Runs in a process of its own."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from grader.sandbox.choose import Sandbox
from tests.attacks import aftermath
from tests.attacks.attempt import FILES, Result, attempt
from tests.attacks.header import CORPUS

HONEST = CORPUS / "careless" / "keeps_quiet.py"
_TIMES = re.compile(r'("seconds": |data-seconds="[^"]*">)[\d.e-]+')


class Pair(NamedTuple):
    """What came of an attack, and of the honest work behind it; `differs` names its reports that are not as usual."""

    attack: Result
    honest: Result
    differs: tuple[str, ...]
    is_warm: bool


def lane(attacks: Sequence[Path], backend: str, work: Path) -> tuple[list[Pair], list[str]]:
    """Return what came of each attack, and what was left behind when all was over."""
    fresh = attempt(HONEST, backend, work / "fresh")
    assert fresh.points == fresh.of, fresh
    usual = _reports(work / "fresh")
    before = aftermath.now(())
    pairs = []
    with Sandbox(backend, warm=True) as sandbox:
        for number, attack in enumerate(attacks):
            hostile = attempt(attack, backend, work / f"{number}-hostile", sandbox)
            honest = attempt(HONEST, backend, work / f"{number}-honest", sandbox)
            reports = _reports(work / f"{number}-honest")
            differs = tuple(name for name in usual if reports.get(name) != usual[name])
            pairs.append(Pair(hostile, honest, differs, sandbox.is_warm))
    return pairs, aftermath.left_behind(before, (), "mark")


def _reports(work: Path) -> dict[str, str]:
    """Return the reports in a folder, times aside."""
    return {
        name: _TIMES.sub("", (work / "out" / name).read_text(encoding="utf-8"))
        for name in FILES
        if (work / "out" / name).exists()
    }
