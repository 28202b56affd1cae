"""`new`: make a homework with one example check."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from grader import catalog
from grader.authoring import scaffold
from grader.commands import Screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `new`."""
    parser.add_argument("id", metavar="ID", help="its name: small letters, digits and _")


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield a line for each file, and where to go on."""
    for name in scaffold.new(catalog.course_root(), arguments.id):
        yield f"wrote {name}"
    yield f"Next: write the handout and the reference, then the checks, then `make fixtures HW={arguments.id}`"
