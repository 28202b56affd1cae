"""Processes: the only module outside the sandbox that starts one, or ends one."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from grader.errors import SandboxError
from grader.sandbox import group
from grader.sandbox.meter import HEADROOM, Allowance, Meter

BOOT_SECONDS = 30.0
# What a worker may take in addition to import packages beside NumPy, from a cold disk.
_EXTRA_BOOT_SECONDS = 90.0
_END_SECONDS = 10.0
# Above the numbers that workers take, below those that systems give to nobody.
_KILLERS = 60_000
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    # One thread: two would cost half as much CPU again and save no time on matrices of this size.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


class PackageError(SandboxError):
    """A package that the checks need is not there, or cannot be imported; no other backend would have it."""


class Launch(NamedTuple):
    """How a backend wants the worker started, and everything of it ended.

    `command` comes before the worker's own arguments; `config` is what worker.py expects; `scratch` is a folder
    to remove afterwards, or empty; `token` marks the environment; `end` ends stray processes, given the token;
    `release` gives back what was taken for it, when all is over.
    """

    backend: str
    command: tuple[str, ...]
    config: dict[str, object]
    scratch: str
    token: str
    end: Callable[[str], None]
    release: Callable[[], None] = lambda: None


class Box:
    """One running worker: bytes in, bytes out, and a way to end it for good."""

    def __init__(self, launch: Launch) -> None:
        """Start the worker; it boots while we do something else."""
        self.backend = launch.backend
        self.enforced: frozenset[str] = frozenset()
        # What it had too much of, "memory" or "cpu": then it was ended by us.
        self.excess = ""
        self._launch = launch
        self._read_ahead = b""
        self._outgoing = bytearray()
        self._group = group.make()
        command = (*launch.command, json.dumps(launch.config))
        try:
            self._process = subprocess.Popen(
                # A program that is not there is for Popen to notice, not for the shell that joins.
                self._group.joining(command) if self._group and os.access(command[0], os.X_OK) else command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**_ENVIRONMENT, "BOX": launch.token},
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            self._give_back()
            raise SandboxError(f"{launch.command[0]} cannot be started: {error.strerror}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._replies = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._requests, False)
        self._meter = Meter(self._process.pid, self._group)

    def wait_until_ready(self) -> None:
        """Wait for the worker's first line.

        Raises:
            PackageError: if it says that a package beside NumPy cannot be imported.
            SandboxError: if it does not come; with what the backend said instead.
        """
        limit = BOOT_SECONDS + (_EXTRA_BOOT_SECONDS if self._launch.config.get("extra") else 0.0)
        deadline = time.monotonic() + limit
        line = b""
        while b"\n" not in line:
            chunk = self.receive(deadline - time.monotonic())
            if not chunk:
                said = self.complaint() if chunk == b"" else f"it was not ready after {limit:g} s"
                raise SandboxError(f"{self.backend}: {said}")
            line += chunk
        first, _, self._read_ahead = line.partition(b"\n")
        word, *enforced = first.decode("ascii", "replace").split()
        if word == "LACKS":
            raise PackageError(f"{self.backend}: {' '.join(enforced)}")
        if word != "READY":
            raise SandboxError(f"{self.backend}: the worker began with {word!r}")
        if self._group is not None and not self._group.is_joined():
            self._group.end()
            self._group = None
            self._meter = Meter(self._process.pid, None)
        self.enforced = frozenset(enforced) | ({"cgroup"} if self._group else set())

    def allow(self, memory_bytes: int, cpu_seconds: float, processes: int) -> None:
        """Say what all processes of the box may use together; one that uses more is ended, and `excess` says why."""
        self._meter.allow(Allowance(memory_bytes, cpu_seconds))
        if self._group is not None:
            self._group.limit(HEADROOM * memory_bytes, processes)

    def cpu_seconds(self) -> float:
        """Return how much processor time the box has used so far."""
        return self._meter.cpu_seconds()

    def send(self, data: bytes) -> None:
        """Have `data` written, now or while we wait in `receive`: a worker that does not read can't make us wait.

        A worker that has gone is noticed by the next `receive`.
        """
        self._outgoing += data
        self._flush()

    def receive(self, timeout_seconds: float) -> bytes | None:
        """Return what the worker wrote next, b"" at its end, or None if nothing came in time.

        Meanwhile see to it that it uses no more than it may: if it does, this is its end.
        """
        if self._read_ahead:
            chunk, self._read_ahead = self._read_ahead, b""
            return chunk
        deadline = time.monotonic() + timeout_seconds
        while True:
            remaining = max(0.0, deadline - time.monotonic())
            waiting = [self._requests] if self._outgoing else []
            until_next_look = min(remaining, self._meter.patience_seconds)
            readable, writable, _ = select.select([self._replies], waiting, [], until_next_look)
            self.excess = self.excess or self._meter.excess()
            if self.excess:
                self._process.kill()
                return b""
            if readable:
                return os.read(self._replies, 2**20)
            if writable:
                self._flush()
            elif remaining <= self._meter.patience_seconds:
                return None

    def close(self) -> None:
        """End the worker and everything that it started, and remove its folder."""
        self._process.kill()
        with suppress(ProcessLookupError):
            # All of its process group at one stroke: nothing can fork its way out between a look and a kill.
            os.killpg(self._process.pid, signal.SIGKILL)
        if self._group is not None:
            self._group.kill()
        self._launch.end(self._launch.token)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        self._give_back()

    def _flush(self) -> None:
        while self._outgoing:
            try:
                written = os.write(self._requests, self._outgoing)
            except BlockingIOError:
                return
            except BrokenPipeError:
                written = len(self._outgoing)
            del self._outgoing[:written]

    def complaint(self) -> str:
        """Return the last line that the backend or the interpreter wrote before it ended."""
        assert self._process.stderr is not None
        self._process.wait()
        os.set_blocking(self._process.stderr.fileno(), False)
        lines = (self._process.stderr.read() or b"").decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"the worker ended with status {self._process.returncode}"

    def _give_back(self) -> None:
        if self._group is not None:
            self._group.end()
        if self._launch.scratch:
            # Not shutil.rmtree: it goes as deep into itself as the folders go, and a submission can nest thousands.
            command = ["rm", "-rf", "--", self._launch.scratch]
            subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
        self._launch.release()


def end_user(user: int) -> None:
    """Kill every process of this user, all at once: nothing can fork its way out between a look and a kill."""
    deadline = time.monotonic() + _END_SECONDS
    while time.monotonic() < deadline:
        child = os.fork()
        if child == 0:
            try:
                # Effectively the user, so that we may kill what is theirs; really and saved somebody else, so that
                # they may not kill us.
                nobody = _KILLERS + user % 5_000
                os.setresuid(nobody, user, nobody)
                os.kill(-1, signal.SIGKILL)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        if tasks_of_user(user) == 0:
            return


def end_marked(token: str) -> None:
    """Kill every process whose environment bears the token, until there is none."""
    mark = f"BOX={token}".encode()
    deadline = time.monotonic() + _END_SECONDS
    while time.monotonic() < deadline:
        found = [
            process for process in _processes() if mark in _environment(process) and process != os.getpid()
        ]
        if not found:
            return
        for process in found:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue


def tasks_of_user(user: int) -> int:
    """Return how many processes and threads the user has now, as far as /proc shows; the dead do not count."""
    count = 0
    for process in _processes():
        try:
            with open(f"/proc/{process}/status", encoding="utf-8", errors="replace") as file:
                status = dict(line.split(":", 1) for line in file if ":" in line)
        except OSError:
            continue
        if int(status["Uid"].split()[0]) == user and status["State"].split()[0] not in "ZX":
            count += int(status["Threads"])
    return count


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _environment(process: int) -> bytes:
    try:
        with open(f"/proc/{process}/environ", "rb") as file:
            return file.read()
    except OSError:
        # It has gone, or it is somebody else's.
        return b""
