"""`fixtures`: regenerate inputs, expected values, templates and students' tests."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from grader import catalog
from grader.authoring import generate
from grader.commands import Screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `fixtures`."""
    parser.add_argument("--hw", metavar="ID", help="the assignment; all of them without this option")


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield a line for each file that is written anew, and one when nothing had to be."""
    root = catalog.course_root()
    for id in [arguments.hw] if arguments.hw else catalog.assignment_ids(root):
        written = 0
        for name in generate.write(catalog.load(root, id)):
            written += 1
            yield f"wrote {name}"
        if not written:
            yield f"{id}: everything is current, and nothing was written"
