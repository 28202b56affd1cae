"""The table of results as a terminal shows it: numbers whole, however narrow it is."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table as Lines
from rich.text import Text

from grader.experiments.table import Table, counted

_WHAT = 1  # the column that says what a run is
# In a terminal: between columns, and what names of runs have at least, unless they are shorter.
_GAP, _NARROWEST_NAMES = 2, 14


def render(table: Table, columns: int) -> str:
    """Return what a terminal shows that is so many columns wide: no ranges, nor what each run is, nor empty columns.

    Names of runs are broken between words, numbers never: columns that find no room are left out, and counted.
    """
    names, *numbers = [
        [table.headings[at], *(cell.partition(" (")[0] if at else cell for cell in cells)]
        for at, cells in enumerate(zip(*table.rows, strict=True))
        if at != _WHAT and any(cells)
    ]
    longest = max(map(len, names))
    widths = [max(map(len, [*heading.split(), *cells])) for heading, *cells in numbers]
    left = columns - min(longest, _NARROWEST_NAMES)
    room = [left - sum(width + _GAP for width in widths[: at + 1]) >= 0 for at in range(len(widths))]
    widths = widths[: sum(room)]
    lines = Lines(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="")
    lines.add_column(
        names[0], width=min(longest, columns - sum(width + _GAP for width in widths)), vertical="bottom"
    )
    for (heading, *_), width in zip(numbers, widths, strict=False):
        lines.add_column(Text(heading), width=width, justify="right", vertical="bottom")
    for row in zip(names[1:], *(cells[1:] for cells in numbers[: len(widths)]), strict=True):
        lines.add_row(*map(Text, row))
    text = io.StringIO()
    Console(file=text, width=columns, no_color=True).print(lines)
    shown = [line.rstrip() for line in text.getvalue().splitlines()]
    if more := len(numbers) - len(widths):
        shown.append(f"({counted(more, 'more column')} in results.csv)")
    return "\n".join(shown)
