"""How much memory there is for a submission, where the platform gives the whole container little of it.

Beyond that the kernel kills whomever it likes, the grader, too; at a limit of ours a sentence says what happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.records import Limits

# The container's own limit as it sees it, in both versions of control groups.
_SAYS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
# What the grader itself needs, and the least with which NumPy starts.
_OWN_BYTES = 192 * 2**20
_LEAST_BYTES = 256 * 2**20


def fitted(limits: Limits, says: Iterable[Path] = _SAYS) -> Limits:
    """Return limits that end a submission before its container is full."""
    rooms = [limits.memory_bytes, *(_bytes(path) - _OWN_BYTES for path in says if _bytes(path))]
    return msgspec.structs.replace(limits, memory_bytes=max(_LEAST_BYTES, min(rooms)))


def _bytes(path: Path) -> int:
    """Return the number in a file; 0 if there is none, or no limit."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:
        return 0
    return int(text) if text.isdigit() else 0
