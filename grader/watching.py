"""Notice when somebody saves: a file, a folder or an archive, looked at again and again."""

from __future__ import annotations

import time
from pathlib import Path

from grader.errors import SubmissionError
from grader.intake.folder import folder_listing

_LOOK_SECONDS = 0.2
# An editor may write in pieces, and a save that is a rename leaves a gap.
_SETTLED_SECONDS = 0.1
_MOMENT_SECONDS = 1.0

# What changes when something is saved: names, times and sizes; empty if there is nothing.
_Trace = tuple[tuple[str, int, int, int], ...]


class Watch:
    """Somebody saves at `path`, now and then."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: _Trace | None = None

    def wait(self) -> bool:
        """Return at once, and from then on after a save: whether there is anything, now that it has settled."""
        while not self.has_news():
            time.sleep(_LOOK_SECONDS)
        self._known = _settled(self._path)
        return bool(self._known)

    def has_news(self) -> bool:
        """Return whether something was saved since the last wait."""
        return _trace(self._path) != self._known


def _settled(path: Path) -> _Trace:
    """Return what is there when it no longer changes, or after a moment."""
    until, seen = time.monotonic() + _MOMENT_SECONDS, _trace(path)
    while time.monotonic() < until:
        time.sleep(_SETTLED_SECONDS)
        before, seen = seen, _trace(path)
        if seen and seen == before:
            break
    return seen


def _trace(path: Path) -> _Trace:
    try:
        names = [str(path / name) for name in folder_listing(path, path.name).code] if path.is_dir() else []
    except SubmissionError:
        # It is for whoever reads the folder to say what is wrong with it.
        names = []
    found = []
    for name in [str(path), *names]:
        try:
            status = Path(name).stat()
        except OSError:
            continue
        # A folder's own time also changes with what Python keeps in it.
        time_ns = 0 if path.is_dir() and name == str(path) else status.st_mtime_ns
        found.append((name, time_ns, status.st_size if time_ns else 0, status.st_ino))
    return tuple(found)
