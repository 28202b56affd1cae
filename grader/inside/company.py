"""Run what a CHECK frame asks for: one check, or several in one process, none of which sees what another has done.

Several may also run in the worker itself, which has forks to spare then: see `Company.answer_here`. It takes tame
submissions alone (see `afresh`), and afterwards the worker is what the import left: then it goes on. If not, it ends,
and what is left is asked of another.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from grader.inside.afresh import Imported
from grader.inside.answer import answer, ends_after
from grader.inside.child import forget_printed, printed
from grader.inside.wire import Value, decode, encode

Seen: TypeAlias = list[tuple[str, Value]]


class Company:
    """The checks of a submission, and its modules."""

    def __init__(self, checks: dict[str, Any], imported: Imported, folder: str) -> None:
        """Run these `checks`, by the names of their functions; the submission is in `folder`."""
        self._checks, self._imported, self._folder = checks, imported, folder

    def answer(self, payload: bytes) -> Seen:
        """Run the checks of a CHECK frame: one, or several one after the other until one leaves traces."""
        tasks = [value for name, value in decode(payload) if name == "task" and isinstance(value, bytes)]
        if len(tasks) == 1:
            return self._run(tasks[0], self._imported.module)
        answers: Seen = []
        for task in tasks:
            module = self._imported.afresh()
            if module is None:
                break
            forget_printed()
            answers.append(("answer", encode([*self._run(task, module), *printed(1)])))
        return answers

    def answer_here(self, payload: bytes, wall_seconds: float) -> tuple[Seen, bool]:
        """Run several checks in this process, as `answer` would in a fork, and return whether nothing is left of it.

        When the time is up, this process ends.
        """
        with ends_after(wall_seconds):
            answers = self.answer(payload)
        seen: Seen = [("answer", encode(answers)), ("output", b""), ("output_bytes", 0.0)]
        # A warning is printed once: whoever comes later would print less.
        is_silent = all(isinstance(each, bytes) and _printed_nothing(each) for _, each in answers)
        forget_printed()
        return seen, is_silent and self._imported.come_back()

    def _run(self, task: bytes, module: ModuleType) -> Seen:
        """Unpack a task (`function`, any number of `given:NAME`) and run it."""
        function, given = "", {}
        for name, value in decode(task):
            group, _, rest = name.partition(":")
            if group == "given" and isinstance(value, np.ndarray):
                given[rest] = value
            elif group == "function":
                function = str(value)
        return answer(self._checks[function], module, given, self._folder)


def _printed_nothing(answered: bytes) -> bool:
    return ("output_bytes", 0.0) in decode(answered)
