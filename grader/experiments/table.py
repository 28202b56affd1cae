"""The results as a table: one row for each run, as CSV for programs and as Markdown for people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.records import Array

# A number, and the least and the most of several, or nothing.
_NUMBER = re.compile(r"[-+0-9.e%]*( \([-+0-9.e]+ to [-+0-9.e]+\))?|nan|inf")
_AT: dict[str, Callable[[Array], Any]] = {
    "last": lambda values: values[-1],
    "smallest": lambda values: np.fmin.reduce(values, axis=None),
    "largest": lambda values: np.fmax.reduce(values, axis=None),
}


class Table(NamedTuple):
    """Headings, and for each run its cells: numbers as texts, with the least and the most of several seeds."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tabulate(
    runs: Iterable[Any],
    columns: Sequence[Any],
    results: Mapping[str, Sequence[Mapping[str, Array]]],
    seconds: Mapping[str, float],
) -> Table:
    """Return the table of the runs that have results; a run without a quantity has an empty cell there."""
    headings = ("run", "what", *(column.title for column in columns), "seconds")
    rows = []
    for run in runs:
        if run.id in results:
            cells = [_cell(column, results[run.id]) for column in columns]
            rows.append((run.id, run.title, *cells, f"{seconds[run.id]:.1f}"))
    return Table(headings, tuple(rows))


def as_csv(table: Table) -> str:
    """Return the table with commas, as RFC 4180 says."""
    text = io.StringIO()
    csv.writer(text).writerows([table.headings, *table.rows])
    return text.getvalue()


def as_markdown(table: Table, title: str, level: int = 1) -> str:
    """Return the table under a heading; what is in columns of numbers stands on the right."""
    lines = [f"{'#' * level} {title}", "", _line(table.headings)]
    lines.append(_line(["---" if each else "---:" for each in text_columns(table)]))
    return "\n".join([*lines, *map(_line, table.rows)]) + "\n"


def counted(count: int, noun: str) -> str:
    """Return how many there are of something, in words as people say it."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def as_list(title: str, failures: Iterable[tuple[str, int, str]]) -> str:
    """Return runs, seeds and what went wrong as a list in Markdown, under a line of text."""
    # What a student's file said is code, and ends it nowhere.
    said = (
        f"- {run}, seed {seed}: `{' '.join(trouble.replace('`', chr(39)).split())}`"
        for run, seed, trouble in failures
    )
    return "\n".join([title, "", *said]) + "\n"


def text_columns(table: Table) -> list[bool]:
    """Return of each column whether it holds anything but numbers."""
    return [any(not _NUMBER.fullmatch(cell) for cell in column) for column in zip(*table.rows, strict=True)]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cell(column: Any, seeds: Sequence[Mapping[str, Array]]) -> str:
    found = [float(_AT[column.at](seed[column.quantity])) for seed in seeds if column.quantity in seed]
    if not found:
        return ""
    mean = f"{np.mean(found):.{column.decimals}f}"
    if len(found) == 1:
        return mean
    return f"{mean} ({min(found):.{column.decimals}f} to {max(found):.{column.decimals}f})"
