"""A progress bar of one line, for those who watch: where stderr is not a terminal there is none."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 24
_MIB = 1 << 20


class Bar:
    """The interface that pooch asks of a bar: `total`, `update`, `reset`, `close`."""

    def __init__(self, name: str, size: int, stream: TextIO | None = None) -> None:
        self.name = name
        self._size = size
        self._stream = stream or sys.stderr
        self._is_watched = self._stream.isatty()
        self._done = 0
        self._shown = ""

    @property
    def total(self) -> int:
        """The size of the file in bytes."""
        return self._size

    @total.setter
    def total(self, size: int) -> None:
        # A server that does not say how much it sends has us believe 0.
        self._size = size or self._size

    def reset(self) -> None:
        """Go back to nothing; pooch does so at the end, to correct what it added up."""
        self._done = 0

    def update(self, size: int) -> None:
        """Add some bytes and draw the bar anew if it looks different."""
        self._done += size
        share = min(1.0, self._done / self._size)
        blocks = round(share * _WIDTH)
        line = (
            f"{self.name}  [{'#' * blocks}{'.' * (_WIDTH - blocks)}] {share:4.0%}"
            f" of {self._size / _MIB:.1f} MiB"
        )
        if self._is_watched and line != self._shown:
            self._stream.write(f"\r{line}")
            self._stream.flush()
            self._shown = line

    def close(self) -> None:
        """End the line, once."""
        if self._shown:
            self._stream.write("\n")
            self._shown = ""
