"""Moodle's download: folders `Full Name_123456_assignsubmission_file_`, or flat files with that before their names.

The number is Moodle's for a participant in one assignment; its grading worksheet has it, too. Moodle says nothing of
when a file came. A text typed on the page is a piece `onlinetext`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.batch.layouts.found import Claim, Layout, Piece

_NAME = re.compile(
    "(?P<who>.*)_(?P<number>[0-9]+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<name>.*))?", re.DOTALL
)


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether anything is named as Moodle names it, and nobody else would."""
    return any(_NAME.fullmatch(path.name) for path in paths)


def laid_out(paths: Sequence[Path]) -> Layout:
    """Return who handed in which file or folder."""
    pieces, strange = [], []
    for path in paths:
        match = _NAME.fullmatch(path.name)
        is_folder = path.is_dir()
        if match is None or (not is_folder and not match["name"]):
            strange.append((path.name, "its name is not like those of Moodle's other downloads"))
        elif match["kind"] == "onlinetext":
            strange.append((path.name, "it is a text typed on Moodle's page, and no file"))
        else:
            claim = Claim(match["who"], {"participant": match["number"]})
            pieces.append(Piece(path=path, claims=(claim,), name="" if is_folder else match["name"]))
    return Layout("Moodle's download", tuple(pieces), tuple(strange))
