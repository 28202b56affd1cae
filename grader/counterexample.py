"""The search for a counterexample: which small instance of a failed check fails, too.

Pure: it says what to try next, and is told what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from grader.judge import judge
from grader.records import CheckResult, Observation, Outcome, Trial, Verdict
from grader.rungs import Rung

# What a submission fails to do on a larger instance, it fails to do on a smaller one; what it never began, or
# would do for ever, no instance explains.
_TOLD = {Outcome.RETURNED, Outcome.RAISED, Outcome.CRASHED, Outcome.OUT_OF_MEMORY}
_HOLE = "NotImplementedError"


class Search:
    """The rungs of each failed check, tried one after the other; `found` has, by check, the first that fails."""

    def __init__(self, ladders: Mapping[str, Sequence[Rung]], results: Iterable[CheckResult]) -> None:
        """Begin with the failed checks among these results."""
        self.found: dict[str, Rung] = {}
        self._left = {
            each.check.id: list(ladders.get(each.check.id, ()))
            for each in results
            if has_counterexample(each)
        }
        self._checks = {each.check.id: each.check for each in results if each.check.id in self._left}
        self._asked: dict[str, tuple[str, Rung]] = {}

    def trials(self) -> list[Trial]:
        """Return what to try next: of each check without a counterexample its next rung, if it has one."""
        self._asked = {
            f"{id}, rung {len(rungs)}": (id, rungs.pop(0))
            for id, rungs in self._left.items()
            if rungs and id not in self.found
        }
        return [
            Trial(id=trial, check=self._checks[id], given=rung.given)
            for trial, (id, rung) in self._asked.items()
        ]

    def hear(self, seen: Observation) -> None:
        """Judge the answer to one of the latest trials; pass over any other."""
        if seen.check not in self._asked:
            return
        id, rung = self._asked[seen.check]
        verdict = judge(self._checks[id], rung.expected, seen, rung.given).verdict
        if verdict is Verdict.WRONG or (verdict is Verdict.FAILED and seen.outcome in _TOLD):
            self.found[id] = rung


def has_counterexample(result: CheckResult) -> bool:
    """Return whether there may be an instance that shows what this result is about."""
    seen = result.observation
    is_hole = seen.exception is not None and seen.exception[0] == _HOLE
    return (
        result.verdict in (Verdict.WRONG, Verdict.FAILED)
        and seen.outcome in _TOLD
        and not seen.during_import
        and not is_hole
    )
