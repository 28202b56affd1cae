"""How much memory a command and all that it starts take together, at most."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_LOOK_SECONDS = 0.005
_MEGABYTE = 2**20


def peak_megabytes(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Return the most that the processes of a command held at one time; what they share is counted once.

    Looked at every few milliseconds: a peak that is shorter may be missed.
    """
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=quiet, stderr=quiet) as process:
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(_proportional_bytes, _tree(process.pid))))
            time.sleep(_LOOK_SECONDS)
    return most / _MEGABYTE


def _tree(root: int) -> list[int]:
    """Return a process and its descendants, as far as they live."""
    found = [root]
    for pid in found:
        for thread in _entries(Path(f"/proc/{pid}/task")):
            found += [int(word) for word in _text(thread / "children").split()]
    return found


def _proportional_bytes(pid: int) -> int:
    """Return the memory of a process: its own, and its share of what others have, too."""
    for line in _text(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(file: Path) -> str:
    """Return what a file says, and nothing if its process has gone."""
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""
