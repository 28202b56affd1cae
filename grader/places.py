"""Where a line of a submission is, in the words of whoever wrote it: a line of a file, or of a cell of a notebook."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from grader.records import Frame


def in_cell(cells: Sequence[int], line: int) -> tuple[int, int]:
    """Return the cell, and the line in it, of a line of the module; cell 0 if the module is a file.

    `cells` are the lines at which the cells of a notebook begin.
    """
    cell = bisect_right(cells, line)
    return (cell, line - cells[cell - 1] + 1) if cell else (0, line)


def line_named(cells: Sequence[int], line: int) -> str:
    """Return "line 5", or "cell 3, line 2" in a notebook."""
    cell, line = in_cell(cells, line)
    return f"cell {cell}, line {line}" if cell else f"line {line}"


def place(frame: Frame) -> str:
    """Return "mlp.py:5", or "cell 3, line 2" in a notebook."""
    return f"cell {frame.cell}, line {frame.line}" if frame.cell else f"{frame.file}:{frame.line}"
