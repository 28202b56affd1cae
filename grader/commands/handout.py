"""`handout`: make the zip that students get."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from grader import catalog, output
from grader.authoring.handout import handout
from grader.commands import Screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `handout`."""
    parser.add_argument("--hw", metavar="ID", help="the assignment; all of them without this option")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the zip goes (default: out/handouts)")
    parser.add_argument("--notebook", action="store_true", help="put the template in as a notebook, too")


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield a line for each zip that is written."""
    root = catalog.course_root()
    folder = arguments.out or Path("out", "handouts")
    output.prepare(folder)
    for id in [arguments.hw] if arguments.hw else catalog.assignment_ids(root):
        packed = handout(catalog.load(root, id), arguments.notebook)
        path = folder / f"{id}.zip"
        output.write(path, packed, mode=0o644)
        yield f"wrote {path}: {len(packed):,} bytes, nothing hidden in it"
