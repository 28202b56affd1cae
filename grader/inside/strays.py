"""End what a process has started and left behind."""

from __future__ import annotations

import os
import signal


def end_strays(alone: bool) -> None:
    """End every process that we, or those that we started, have left behind; `alone`: nobody else is in our reach."""
    if alone:
        try:
            # To -1 means: to every process that we may signal, except ourselves and the first of the namespace.
            os.kill(-1, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # There is none: depending on the namespace the kernel says it in one way or the other.
            pass
    while True:
        try:
            strays = _children()
            for stray in strays:
                os.kill(stray, signal.SIGKILL)
            if os.waitpid(-1, 0 if strays else os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def _children() -> list[int]:
    """Return our children; orphans of theirs are ours, too (confine made us their reaper)."""
    try:
        # As bytes: a codec would be imported now, through whatever the submission has put in its way.
        with open(f"/proc/self/task/{os.getpid()}/children", "rb") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []
