"""The judge at work while a submission is observed: what was said of each check, and what was tried beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np

from grader import gradients
from grader.counterexample import Search, has_counterexample
from grader.judge import judge
from grader.records import (
    Array,
    Assignment,
    CheckResult,
    Fixture,
    Observation,
    Outcome,
    Trial,
    Verdict,
)
from grader.rungs import Rung

Ladders = Mapping[str, Sequence[Rung]]


class Judging:
    """What becomes of observations: `results` by check, and what was `tried` beside them, by the id of the trial.

    `wrong` keeps, of each check, the quantities that were off, as the student returned them; `shown_by` has the small
    instances that failed checks fail, too.
    """

    def __init__(
        self, assignment: Assignment, fixture: Fixture, ladders: Callable[[], Ladders] = dict
    ) -> None:
        """Begin with nothing judged; `ladders` reads the small instances, once a check has failed."""
        self._assignment, self._fixture = assignment, fixture
        self._checks = {check.id: check for check in assignment.checks}
        self.results: dict[str, CheckResult] = {}
        self.wrong: dict[str, dict[str, Array]] = {}
        self.tried: dict[str, Observation] = {}
        self.shown_by: dict[str, Rung] = {}
        self._ladders = ladders
        self._searches: dict[str, Search] = {}

    def is_right(self, seen: Observation) -> bool:
        """Return whether an answer is right, and keep it if it is: a wrong one is to be asked for again."""
        result = self._judged(seen)
        if result.verdict is Verdict.RIGHT:
            self._keep(result)
        return result.verdict is Verdict.RIGHT

    def further(self, module: str) -> list[Trial]:
        """Return what else to try, in this round, on a file whose checks are judged."""
        found: list[Trial] = []
        if module not in self._searches:
            results = [each for each in self.results.values() if each.check.module == module]
            ladders = self._ladders() if any(map(has_counterexample, results)) else {}
            self._searches[module] = Search(ladders, results)
            found += gradients.trials(self._assignment, module, self.results, self._fixture.given)
        return found + self._searches[module].trials()

    def hear(self, seen: Observation) -> None:
        """Judge an answer, unless it was judged already, and keep what comes of it; or keep that of a trial."""
        if seen.check not in self._checks:
            self.tried[seen.check] = seen
            for search in self._searches.values():
                search.hear(seen)
                self.shown_by |= search.found
        elif seen.check not in self.results:
            self._keep(self._judged(seen))

    def _keep(self, result: CheckResult) -> None:
        # The numbers have been compared: a report needs them no more, and there may be megabytes of them.
        seen = result.observation
        self.wrong[seen.check] = {
            each.quantity: array
            for each in result.differences
            if not isinstance(array := seen.quantities.get(each.quantity, ""), str)
        }
        self.results[seen.check] = msgspec.structs.replace(
            result, observation=msgspec.structs.replace(seen, quantities={})
        )

    def _judged(self, seen: Observation) -> CheckResult:
        check, given = self._checks[seen.check], self._fixture.given[seen.check]
        expected, misfit = self._fixture.expected[seen.check], ""
        if seen.check in self._assignment.expectations and seen.outcome is Outcome.RETURNED:
            try:
                expected = self._expected(seen, given)
            except ValueError as error:
                misfit = str(error)
            except (LookupError, TypeError, ArithmeticError):
                misfit = "what it returned does not fit together: see what the handout asks for"
        return judge(check, expected, seen, given, misfit)

    def _expected(self, seen: Observation, given: dict[str, Array]) -> dict[str, Array]:
        """Return what is expected where the parameters are the student's own: plain arrays are all that we look at."""
        arrays = {name: value for name, value in seen.quantities.items() if not isinstance(value, str)}
        # What was given is what we gave, whatever comes back under its name.
        arrays |= given
        with np.errstate(all="ignore"):
            return self._assignment.expectations[seen.check](arrays)
