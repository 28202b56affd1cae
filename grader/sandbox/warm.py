"""A box that serves one submission after the other: NumPy is imported once, and each submission has all else to itself.

Theory of operation. A *keeper* is a worker that never runs a submission: told to, it forks one that does (see
inside/keeper). A *visit* is what `observe` takes for a box: two pipes of its own to that fork, and a meter that starts
at zero. No process of a submission holds an end of the next one's pipes, or of the socket on which the keeper is told,
so that nothing written late is ever read. A visit ends when the keeper says that no process of it is left; then we look
for ourselves, from outside, at the processes and the memory of the box. Where they are not what they were before the
first visit, or where anything else is odd, the box is ended, and the next submission gets another.
"""

from __future__ import annotations

import json
import os
import socket
import time
from typing import NamedTuple

from grader.errors import SandboxError
from grader.sandbox.channel import Channel
from grader.sandbox.meter import Allowance
from grader.sandbox.process import Box, Guest, Launch, give_back

# A fork takes milliseconds; on a busy machine, some more.
_START_SECONDS, _END_SECONDS = 10.0, 10.0
# What a submission has freed may be counted for a moment after its end.
_SETTLE_SECONDS, _LOOK_SECONDS = 1.0, 0.002
# What the keeper's own tables may grow by; a submission's array is larger, or of no use to anybody.
_SLACK_BYTES = 8 * 2**20
_START_BYTES = 2**15


class _Rest(NamedTuple):
    """What there is in a box while it serves nobody."""

    processes: frozenset[int]
    memory_bytes: int


class Keeper:
    """A warm box. It may be visited while it is sound."""

    def __init__(self, launch: Launch) -> None:
        """Start it; it boots while we do something else."""
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self.box = Box(launch, theirs.fileno())
        except SandboxError:
            self._socket.close()
            raise
        finally:
            theirs.close()
        self._rest: _Rest | None = None
        self.is_sound, self.has_served = True, False

    @property
    def is_ready(self) -> bool:
        """Whether it has booted."""
        return self._rest is not None

    def wait_until_ready(self) -> None:
        """Wait until it has booted, the first time that this is asked for.

        Raises:
            PackageError, SandboxError: as Box does.
        """
        if self._rest is None:
            self.box.wait_until_ready()
            self._rest = self._now()

    def start(self, guest: Guest, requests: int, replies: int) -> None:
        """Have a submission begin, which reads and writes there."""
        message = json.dumps(guest.config).encode()
        assert len(message) < _START_BYTES
        try:
            socket.send_fds(self._socket, [message], [requests, replies])
        except OSError:
            # It has ended; so whoever listens to the other ends of the pipes hears at once.
            self.is_sound = False

    def end_visit(self) -> None:
        """End all that the submission is. If the box is not as it was before, it is not sound any more."""
        try:
            self._socket.send(b"END")
            self.is_sound = self.is_sound and self.box.answers("ENDED", _END_SECONDS) and self._is_at_rest()
        except OSError:
            self.is_sound = False

    def close(self) -> None:
        """End the box."""
        self.is_sound = False
        self._socket.close()
        self.box.close()

    def _is_at_rest(self) -> bool:
        deadline = time.monotonic() + _SETTLE_SECONDS
        while not self._is_as_before(self._now()):
            if time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def _is_as_before(self, now: _Rest) -> bool:
        before = self._rest
        return (
            before is not None
            and now.processes == before.processes
            and now.memory_bytes <= before.memory_bytes + _SLACK_BYTES
        )

    def _now(self) -> _Rest:
        meter = self.box.new_meter()
        return _Rest(frozenset(meter.processes()), meter.memory_bytes())


class Visit:
    """One submission's turn in a warm box; to whoever talks to it, it is a box."""

    def __init__(self, keeper: Keeper, guest: Guest) -> None:
        """Begin, as soon as the keeper is ready."""
        self.keeper, self._guest = keeper, guest
        self.backend = keeper.box.backend
        self.enforced: frozenset[str] = frozenset()
        theirs_in, self._requests = os.pipe()
        self._replies, theirs_out = os.pipe()
        self._theirs = [theirs_in, theirs_out]
        self._channel = Channel(self._requests, self._replies, keeper.box.new_meter(), self._end_keeper)
        self._cpu_before = self._channel.meter.cpu_seconds()
        if keeper.is_ready:
            self._start()

    @property
    def excess(self) -> str:
        """What it had too much of, "memory" or "cpu": then it was ended by us."""
        return self._channel.excess

    def wait_until_ready(self) -> None:
        """Wait for the first line of the submission's own worker.

        Raises:
            PackageError, SandboxError: as Box does.
        """
        if self._theirs:
            self.keeper.wait_until_ready()
            self._channel.meter = self.keeper.box.new_meter()
            self._cpu_before = self._channel.meter.cpu_seconds()
            self._start()
        try:
            word, *enforced = self._channel.line(_START_SECONDS).split() or [""]
        except TimeoutError as error:
            raise SandboxError(
                f"{self.backend}: a warm worker was not ready after {_START_SECONDS:g} s"
            ) from error
        except EOFError as error:
            raise SandboxError(f"{self.backend}: {self.complaint()}") from error
        # One that was made ready in advance may have lost its keeper since.
        if word == "READY" and self._channel.receive(0.0) == b"":
            raise SandboxError(f"{self.backend}: {self.complaint()}")
        if word != "READY":
            raise SandboxError(f"{self.backend}: a warm worker began with {word!r}")
        self.keeper.has_served = True
        self.enforced = frozenset(enforced) | (self.keeper.box.enforced & {"cgroup"})

    def allow(self, memory_bytes: int, cpu_seconds: float, processes: int) -> None:
        """Say what all processes of the visit may use together; one that uses more is ended: see `excess`."""
        self._channel.meter.allow(Allowance(memory_bytes, self._cpu_before + cpu_seconds))
        self.keeper.box.limit(memory_bytes, processes)

    def cpu_seconds(self) -> float:
        """Return how much processor time the visit has taken so far."""
        return self._channel.meter.cpu_seconds() - self._cpu_before

    def send(self, data: bytes) -> None:
        """Have `data` written: see Box."""
        self._channel.send(data)

    def receive(self, timeout_seconds: float) -> bytes | None:
        """Return what the worker wrote next, b"" at its end, or None if nothing came in time: see Box."""
        return self._channel.receive(timeout_seconds)

    def complaint(self) -> str:
        """Return what was said last before something of ours ended, which is the end of the box."""
        self._end_keeper()
        return self.keeper.box.complaint()

    def close(self) -> None:
        """End the worker and everything that it started, and remove what it had to itself."""
        self._guest.end("")
        self.keeper.end_visit()
        for descriptor in (self._requests, self._replies, *self._theirs):
            os.close(descriptor)
        give_back(self._guest)

    def _start(self) -> None:
        theirs, self._theirs = self._theirs, []
        self.keeper.start(self._guest, *theirs)
        for descriptor in theirs:
            os.close(descriptor)

    def _end_keeper(self) -> None:
        self.keeper.is_sound = False
        self.keeper.box.kill()
