"""Workers behind one interface, on this machine or on many: give them questions, take what is answered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from grader.batch.lane import MOST_LOST, LaneLost, Lanes
from grader.errors import GraderError

# So many more questions than workers are given, so that none of them waits for the next.
_AHEAD = 1


class Lost(NamedTuple):
    """A question that has no answer, and why."""

    reason: str


class Crew:
    """Somebody to answer questions: an executor, and how much it can do at a time."""

    def __init__(
        self,
        executor: Executor,
        work: Callable[[bytes, float], bytes],
        places: Callable[[], int],
        explain: Callable[[BaseException], str],
        close: Callable[[], None],
        dismiss: Callable[[], None] = lambda: None,
    ) -> None:
        """`explain` says why an answer is missing, and raises where it is of no use to ask on.

        `dismiss` lets the workers go, and `close` also waits until they are gone.
        """
        self._executor = executor
        self._work = work
        self._places = places
        self._explain = explain
        self._close = close
        self.dismiss = dismiss
        self._running: dict[Future[bytes], str] = {}

    @property
    def places(self) -> int:
        """How many questions can be worked on at a time now."""
        return self._places()

    @property
    def given(self) -> int:
        """How many questions are not answered yet."""
        return len(self._running)

    @property
    def has_room(self) -> bool:
        """Whether another question would find a worker soon."""
        return self.given < self.places + _AHEAD

    def give(self, name: str, question: bytes, timeout_seconds: float) -> None:
        """Have a question answered; the answer comes by this name."""
        self._running[self._executor.submit(self._work, question, timeout_seconds)] = name

    def take(self, timeout_seconds: float) -> Iterator[tuple[str, bytes | Lost]]:
        """Yield the answers that are there, or that come in time.

        Raises:
            GraderError: if nobody is left to answer.
        """
        for future in wait(self._running, timeout_seconds, FIRST_COMPLETED).done:
            name = self._running.pop(future)
            error = future.exception()
            yield name, future.result() if error is None else Lost(self._explain(error))

    def close(self) -> None:
        """End all workers, whatever they are at."""
        self._close()
        self._running.clear()


def local(jobs: int) -> Crew:
    """Return so many workers on this machine."""
    lanes, threads = Lanes(ahead=jobs), ThreadPoolExecutor(jobs)

    def close() -> None:
        threads.shutdown(wait=False, cancel_futures=True)
        lanes.close()
        threads.shutdown(wait=True)

    return Crew(threads, lanes.ask, lambda: jobs, explain, close, lanes.dismiss)


def explain(error: BaseException) -> str:
    """Return why there is no answer."""
    if isinstance(error, LaneLost):
        return f"it ended {MOST_LOST} workers, or they could not answer in time: nobody knows its points"
    raise GraderError(f"the workers failed: {error!r}") from error


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))
