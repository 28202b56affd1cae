"""Whether a counterexample shows a failure: its script, as a student would run it, on a reference with a slip in it.

A script runs in this process, which is to be a trial's: it may loop, or leave something behind.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterable
from types import ModuleType

import numpy as np

from grader import catalog, fixtures, instances
from grader.records import Assignment, Check
from grader.script import script


class Proofs:
    """The scripts of an assignment's small instances, by check."""

    def __init__(self, assignment: Assignment) -> None:
        """Make them from what is stored.

        Raises:
            FixtureError: if the file is missing, or is not the one in the manifest.
        """
        ladders, statements = fixtures.read_counterexamples(assignment), catalog.statements(assignment)
        self._scripts = {
            check.id: [script(check, rung, statements) for rung in ladders[check.id]]
            for check in assignment.checks
            if check.id in ladders
        }

    def covers(self, check: Check) -> bool:
        """Return whether a check has small instances at all."""
        return check.id in self._scripts

    def of(self, check: Check) -> list[str]:
        """Return the scripts of a check."""
        return self._scripts.get(check.id, [])

    def shows(self, check: Check, make: Callable[[], ModuleType]) -> bool:
        """Return whether one of the check's scripts fails beside a fresh module, which takes the place of its file."""
        stem = check.module.removesuffix(".py")
        return any(_fails(text, stem, make) for text in self.of(check))

    def not_shown(self, checks: Iterable[Check], make: Callable[[], ModuleType]) -> list[str]:
        """Return which of these checks, all of which fail on such a module, have no script that fails."""
        return [check.id for check in checks if self.covers(check) and not self.shows(check, make)]


def _fails(text: str, stem: str, make: Callable[[], ModuleType]) -> bool:
    """Return whether a script says that something is wrong; what it sets for itself is put back."""
    before, path = sys.modules.get(stem), list(sys.path)
    sys.modules[stem] = make()
    said = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(said),
            instances.own_random_numbers(),
            np.errstate(),
            np.printoptions(),
        ):
            exec(compile(text, "counterexample", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        return end.code == 1
    finally:
        sys.path[:] = path
        del sys.modules[stem]
        if before is not None:
            sys.modules[stem] = before
    return False
