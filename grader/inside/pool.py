"""The children of the worker: forked before they are needed, a few running at a time, answers in the order of tasks."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from grader.inside.child import Child
from grader.inside.wire import Value, WireError, fields

Fields = list[tuple[str, Value]]

# How many children may wait for a task, and how many may wait to be buried.
CHILDREN_AHEAD = 16
# One endless loop in a method that everything uses must not eat up the time of all: after so many checks that timed
# out, the others get this long, a hundred times what any of them needs.
PATIENCE, IMPATIENT_SECONDS = 3, 1.0


_NOT_SHARED: Fields = [("outcome", "not_run"), ("output", b""), ("output_bytes", 0.0)]


class _Running(NamedTuple):
    child: Child
    wall_seconds: float
    is_shared: bool


def time_of(task: bytes) -> tuple[float, bool]:
    """Return how long a CHECK frame's checks may take, and whether several share that; the rest is for who runs them.

    Raises:
        WireError: if it does not begin with its time.
    """
    name, wall_seconds = next(fields(task))
    if name not in ("wall", "shared_wall") or not isinstance(wall_seconds, float):
        raise WireError("a check does not begin with its time")
    return wall_seconds, name == "shared_wall"


class Pool:
    """Children that wait for a task, forked while there is nothing else to do: a fork costs more than most checks.

    Where a check can start processes, its `child_starts_processes` is true: then it runs alone, and none waits beside
    it, so that what it leaves behind can be swept away.
    """

    def __init__(
        self,
        work: Callable[[bytes], Fields],
        folder: str,
        private: tuple[int, int],
        checks: int,
        lanes: int,
        child_starts_processes: bool,
        may_share: bool,
    ) -> None:
        """Make a pool for so many tasks, of which `lanes` run at a time.

        `folder` holds the submission; `private` is what children close. Unless it `may_share`, tasks of several checks
        are refused.
        """
        self._work, self._folder, self._private, self._to_come = work, folder, private, checks
        self._ahead = 0 if child_starts_processes else CHILDREN_AHEAD
        self._lanes = 1 if child_starts_processes else min(lanes, len(os.sched_getaffinity(0)))
        self._slots = deque(range(2 * CHILDREN_AHEAD + lanes + 1))
        self._waiting: deque[Child] = deque()
        self._running: deque[_Running | Fields] = deque()
        self._done: deque[Child] = deque()
        self._timed_out = 0
        self._may_share = may_share

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs."""
        return not self._running

    @property
    def is_full(self) -> bool:
        """Whether as many run as may."""
        return len(self._running) >= self._lanes

    def fork_ahead(self) -> bool:
        """Fork one more child that waits, unless there are enough. Return whether there was one to fork."""
        if len(self._waiting) >= min(self._ahead, self._to_come):
            return False
        self._waiting.append(self._fork())
        return True

    def expect(self, tasks: int) -> None:
        """Be ready for so many more, if it was for fewer."""
        self._to_come = max(self._to_come, tasks)

    def start(self, task: bytes) -> None:
        """Begin a task, a check or several, in a child of its own."""
        wall_seconds, is_shared = time_of(task)
        if is_shared and not self._may_share:
            self.refuse(_NOT_SHARED)
            return
        if self._timed_out >= PATIENCE:
            wall_seconds = min(wall_seconds, IMPATIENT_SECONDS)
        self._to_come -= 1
        child = self._next()
        child.go(task, wall_seconds)
        self._running.append(_Running(child, wall_seconds, is_shared))

    def refuse(self, seen: Fields) -> None:
        """Have `seen` stand in the place of a task that is not run."""
        self._to_come -= 1
        self._running.append(seen)

    def finish(self) -> Fields:
        """Wait for the check that was begun first, and return the fields of its observation."""
        # While it runs: bury those that have gone, and see to it that the next need not wait for a fork.
        while self._done and (len(self._done) > CHILDREN_AHEAD or self._done[0].has_ended()):
            self._bury(self._done.popleft())
        if not self._waiting:
            # Many at once: after a fork, each page that we write to is copied, be it for one child or for all.
            while self.fork_ahead():
                continue
        oldest = self._running.popleft()
        if not isinstance(oldest, _Running):
            return oldest
        seen = oldest.child.answer(self._folder)
        self._done.append(oldest.child)
        if ("outcome", "timed_out") in seen and oldest.is_shared:
            # They are asked again one by one. Others that share would end like these.
            self._may_share = False
        elif ("outcome", "timed_out") in seen:
            self._timed_out += 1
            seen.append(("detail", f"wall {oldest.wall_seconds:g}"))
        return seen

    def _next(self) -> Child:
        while self._waiting:
            child = self._waiting.popleft()
            if not child.has_ended():
                return child
            self._bury(child)
        return self._fork()

    def _fork(self) -> Child:
        return Child(self._work, self._private, self._slots.popleft())

    def _bury(self, child: Child) -> None:
        child.reap()
        self._slots.append(child.slot)
