"""One page with everything: no network, no script."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader.experiments.beside import Departure
from grader.experiments.handed_in import HandedIn
from grader.experiments.table import Table, text_columns


class Plot(NamedTuple):
    """A figure that was drawn, and the name of its files without what kind they are."""

    name: str
    title: str
    note: str
    svg: bytes

    @property
    def address(self) -> str:
        """The figure itself, as an address that needs no network."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg).decode()}"


class Listed(NamedTuple):
    """A further table, and the name of its file without what kind it is."""

    name: str
    title: str
    note: str
    table: Table


class Student(NamedTuple):
    """What was handed in, and a line on each of its runs that came to something."""

    handed_in: HandedIn
    departures: Sequence[Departure]


def render(
    title: str,
    data_title: str,
    is_stand_in: bool,
    facts: Sequence[str],
    table: Table,
    parts: Sequence[Plot | Listed],
    student: Student | None = None,
) -> str:
    """Return the page; `facts` are lines on how the numbers were made."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["text_columns"] = text_columns
    return environment.get_template("page.html.jinja").render(
        title=title,
        data_title=data_title,
        is_stand_in=is_stand_in,
        facts=facts,
        table=table,
        parts=parts,
        student=student,
    )
