"""What a homework declares about its experiments, found and looked at before hours are spent on it."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from grader.errors import AssignmentError, UsageError

EXPERIMENTS = "experiments.py"


class Experiments(NamedTuple):
    """An experiments.py that was imported, and a digest of all code that its numbers depend on."""

    homework: str
    module: ModuleType
    code_sha256: str

    def runs(self, epochs: int) -> list[Any]:
        """Return the runs, in an order in which each comes behind those that it needs.

        Raises:
            AssignmentError: if two have one name, or one needs a run that is not there.
        """
        waiting: list[Any] = list(self.module.runs(epochs))
        ordered: list[Any] = []
        names = [run.id for run in waiting]
        if len({*names}) < len(names):
            raise AssignmentError(f"{self._where}: two runs have the same id")
        while waiting:
            ready = [run for run in waiting if {*run.after} <= {each.id for each in ordered}]
            if not ready:
                raise AssignmentError(f"{self._where}: {waiting[0].id} waits for runs that never come")
            ordered += ready
            waiting = [run for run in waiting if run not in ready]
        return ordered

    def tried(self, function: str, *arguments: Any) -> Any:
        """Return what one of the functions returns.

        Raises:
            AssignmentError: if it raises anything.
        """
        try:
            return getattr(self.module, function)(*arguments)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            raise AssignmentError(f"{self._where}: {function} fails on this data: {said}") from error

    def steps(self, run: Any, data: Any) -> float:
        """Return how long an epoch of a run takes beside those of others."""
        return float(self.module.steps(run, data)) if hasattr(self.module, "steps") else 1.0

    def needed(self, runs: Sequence[Any], wanted: Collection[str]) -> list[Any]:
        """Return those of the runs that are wanted, and those that they need."""
        kept = {*wanted}
        for run in reversed(runs):
            if run.id in kept:
                kept |= {*run.after}
        return [run for run in runs if run.id in kept]

    def begun(self, runs: Sequence[Any], names: str) -> list[str]:
        """Return the ids of the runs that are named, with commas between: a whole name is that run, a beginning all.

        Names have commas in them, too: what stands between commas is taken with as much behind it as makes a name.

        Raises:
            UsageError: if no run's name begins so.
        """
        chosen, pieces, ids = set[str](), names.split(","), [run.id for run in runs]
        while pieces:
            for count in range(len(pieces), 0, -1):
                name = ",".join(pieces[:count]).strip()
                begun = [id for id in ids if id == name] or [id for id in ids if name and id.startswith(name)]
                if begun:
                    break
            if not begun and (name or names.strip(" ,") == ""):
                raise UsageError(
                    f"RUNS={names}: no run's name begins with {name!r}: there are {'; '.join(ids)}"
                )
            chosen.update(begun)
            del pieces[:count]
        return [id for id in ids if id in chosen]

    def part(self, run: Any, data: Any, seed: int, epochs: int) -> Any | None:
        """Return what a student's file does in a run, a `Part` of reference/plan.py, or None."""
        return self.module.part(run, data, seed, epochs) if self.takes_students else None

    @property
    def takes_students(self) -> bool:
        """Whether a student's file has a part in them."""
        return hasattr(self.module, "part")

    @property
    def _where(self) -> str:
        return f"reference/{self.homework}/{EXPERIMENTS}"


def load(root: Path, homework: str) -> Experiments:
    """Return a homework's experiments.

    Raises:
        UsageError: if it has none.
        AssignmentError: if they cannot be imported.
    """
    folder = root / "reference" / homework
    if not (folder / EXPERIMENTS).is_file():
        raise UsageError(f"{homework} has no experiments: there is no reference/{homework}/{EXPERIMENTS}")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        module = importlib.import_module(f"reference.{homework}.experiments")
    except Exception as error:
        raise AssignmentError(
            f"reference/{homework}/{EXPERIMENTS} does not run: {type(error).__name__}: {error}"
        ) from error
    files = [*folder.glob("*.py"), *(root / "reference" / "fast").glob("*.py")]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return Experiments(homework, module, digest.hexdigest())


def key(experiments: Experiments, run: Any, data_sha256: str, seed: int, epochs: int) -> str:
    """Return a digest of all that a run's numbers depend on."""
    said = [experiments.code_sha256, run.id, run.parameters, list(run.after), data_sha256, seed, epochs]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=list).encode()).hexdigest()
