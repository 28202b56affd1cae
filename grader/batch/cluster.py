"""The workers of a cluster, through dask.distributed: each needs the installed package and the course folder.

A worker of dask grades in processes of its own, as this machine would. So a submission that ends a process ends none
of dask's; and where one of dask's ends, with its node or by the clock of its queue, dask gives the work to another.
"""

from __future__ import annotations

import time

import distributed

from grader.batch import crew
from grader.batch.lane import LaneLost, Lanes
from grader.errors import GraderError, UsageError

_CONNECT_SECONDS = 15.0
# Workers come and go: so often they are counted.
_COUNT_SECONDS = 1.0

# On a worker: the processes that grade there, one for each of its threads that is in use.
_LANES = Lanes()


def answer(question: bytes, timeout_seconds: float) -> bytes:
    """Return the answer to a question, on a worker."""
    return _LANES.ask(question, timeout_seconds)


def remote(address: str) -> crew.Crew:
    """Return the workers of the scheduler at this address.

    Raises:
        UsageError: if none answers there.
    """
    try:
        client = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler answers at {address}: {_first_line(error)}") from None
    executor = client.get_executor(pure=False)

    def close() -> None:
        executor.shutdown(wait=False)
        client.close()

    return crew.Crew(executor, answer, _Places(client).count, _explain, close)


class _Places:
    """How many threads the workers have, counted now and then."""

    def __init__(self, client: distributed.Client) -> None:
        self._client = client
        self._counted = 0
        self._next = 0.0

    def count(self) -> int:
        """Return how many there are; whoever has just come may not be counted yet."""
        if time.monotonic() >= self._next:
            self._counted = sum(self._client.nthreads().values())
            self._next = time.monotonic() + _COUNT_SECONDS
        return self._counted


def _explain(error: BaseException) -> str:
    if isinstance(error, distributed.KilledWorker):
        return "every worker of the cluster that tried it was lost: nobody knows its points"
    if isinstance(error, LaneLost):
        return crew.explain(error)
    raise GraderError(f"the cluster failed ({_first_line(error)}): run it again, and it goes on") from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or repr(error)).splitlines()[0]
