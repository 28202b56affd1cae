"""One file per command of `python -m grader`, of the same name.

A name that is a word of Python's own has an underscore behind it.

Each has `add_arguments(parser)` and `run(arguments, screen)`, which yields the lines to print and raises one of our
errors when it must refuse. No command prints, and none picks an exit code: that is the business of cli.
"""

from __future__ import annotations

from typing import NamedTuple


class Screen(NamedTuple):
    """What the lines will be shown on."""

    columns: int = 80
    has_colour: bool = False
    is_ascii: bool = False
