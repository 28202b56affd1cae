"""`verify`: fail if a generated file is stale."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from grader import catalog
from grader.authoring import generate
from grader.commands import Screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `verify`."""
    parser.add_argument("--hw", metavar="ID", help="the assignment; all of them without this option")


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield a line for each assignment whose generated files are all current; raise at the first that is not."""
    root = catalog.course_root()
    for id in [arguments.hw] if arguments.hw else catalog.assignment_ids(root):
        yield f"{id}: all {generate.verify(catalog.load(root, id))} generated files are current"
