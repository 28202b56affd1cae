"""Processes: the only module outside the sandbox that starts one, or ends one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple

from grader.errors import SandboxError
from grader.sandbox import group
from grader.sandbox.channel import Channel
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


class Guest(NamedTuple):
    """What one submission has to itself in a warm box, as far as the worker does not see to it.

    `config` goes over that of the box; `scratch`, `end` and `release` are as in Launch.
    """

    config: Mapping[str, object] = {}
    scratch: str = ""
    end: Callable[[str], None] = lambda token: None
    release: Callable[[], None] = lambda: None


class Box:
    """One running worker: bytes in, bytes out, and a way to end it for good."""

    def __init__(self, launch: Launch, listens_at: int = subprocess.PIPE) -> None:
        """Start the worker; it boots while we do something else. It reads from a pipe, or at this descriptor."""
        self.backend = launch.backend
        self.enforced: frozenset[str] = frozenset()
        self._launch = launch
        self._group = group.make()
        command = (*launch.command, json.dumps(launch.config))
        try:
            self._process = subprocess.Popen(
                # A program that is not there is for Popen to notice, not for the shell that joins.
                self._group.joining(command) if self._group and os.access(command[0], os.X_OK) else command,
                stdin=listens_at,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**_ENVIRONMENT, "BOX": launch.token},
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            self._give_back()
            raise SandboxError(f"{launch.command[0]} cannot be started: {error.strerror}") from error
        assert self._process.stdout is not None
        requests = self._process.stdin.fileno() if self._process.stdin else -1
        self._channel = Channel(requests, self._process.stdout.fileno(), self.new_meter(), self._process.kill)

    @property
    def excess(self) -> str:
        """What it had too much of, "memory" or "cpu": then it was ended by us."""
        return self._channel.excess

    def new_meter(self) -> Meter:
        """Return a meter of all that runs in the box."""
        return Meter(self._process.pid, self._group)

    def wait_until_ready(self) -> None:
        """Wait for the worker's first line.

        Raises:
            PackageError: if it says that a package beside NumPy cannot be imported.
            SandboxError: if it does not come; with what the backend said instead.
        """
        limit = BOOT_SECONDS + (_EXTRA_BOOT_SECONDS if self._launch.config.get("extra") else 0.0)
        try:
            word, *enforced = self._channel.line(limit).split() or [""]
        except (TimeoutError, EOFError) as error:
            ended = isinstance(error, EOFError)
            said = self.complaint() if ended else f"it was not ready after {limit:g} s"
            raise SandboxError(f"{self.backend}: {said}") from error
        if word == "LACKS":
            raise PackageError(f"{self.backend}: {' '.join(enforced)}")
        if word == "COLD":
            raise SandboxError(f"{self.backend}: {' '.join(enforced)}")
        if word != "READY":
            raise SandboxError(f"{self.backend}: the worker began with {word!r}")
        if self._group is not None and not self._group.is_joined():
            self._group.end()
            self._group = None
            self._channel.meter = self.new_meter()
        self.enforced = frozenset(enforced) | ({"cgroup"} if self._group else set())

    def allow(self, memory_bytes: int, cpu_seconds: float, processes: int) -> None:
        """Say what all processes of the box may use together; one that uses more is ended, and `excess` says why."""
        self._channel.meter.allow(Allowance(memory_bytes, cpu_seconds))
        self.limit(memory_bytes, processes)

    def limit(self, memory_bytes: int, processes: int) -> None:
        """Have the kernel hold limits, where it can: what is over them between two of our looks ends at once."""
        if self._group is not None:
            self._group.limit(HEADROOM * memory_bytes, processes)

    def cpu_seconds(self) -> float:
        """Return how much processor time the box has used so far."""
        return self._channel.meter.cpu_seconds()

    def send(self, data: bytes) -> None:
        """Have `data` written, now or while we wait in `receive`: a worker that does not read can't make us wait.

        A worker that has gone is noticed by the next `receive`.
        """
        self._channel.send(data)

    def receive(self, timeout_seconds: float) -> bytes | None:
        """Return what the worker wrote next, b"" at its end, or None if nothing came in time.

        Meanwhile see to it that it uses no more than it may: if it does, this is its end.
        """
        return self._channel.receive(timeout_seconds)

    def answers(self, word: str, timeout_seconds: float) -> bool:
        """Return whether the next line that it says is this word, and comes in time."""
        try:
            return self._channel.line(timeout_seconds) == word
        except (TimeoutError, EOFError):
            return False

    def kill(self) -> None:
        """End its first process at once; `close` sees to the rest."""
        self._process.kill()

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
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._give_back()

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
        give_back(self._launch)


def give_back(taken: Launch | Guest) -> None:
    """Remove the folder and release the rest of what was taken for a worker, when all of it has ended."""
    if taken.scratch:
        # Not shutil.rmtree: it goes as deep into itself as the folders go, and a submission can nest thousands.
        command = ["rm", "-rf", "--", taken.scratch]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    taken.release()


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
