"""Canvas' bulk download: one flat folder of `lastnamefirstname[_LATE]_userid_fileid_name`.

A student who hands in mlp.py again has mlp-1.py there, then mlp-2.py. Canvas says that a file is late, but not when
it came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.batch.layouts.found import Claim, Layout, Piece, kind

_NAME = re.compile("(?P<who>.+?)(?P<late>_LATE)?_(?P<user>[0-9]+)_(?P<file>[0-9]+)_(?P<name>.+)", re.DOTALL)
_AGAIN = re.compile("-([0-9]{1,6})$")


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether at least half of the files that may be work are named as Canvas names them."""
    files = [path for path in paths if kind(path.name) and path.is_file()]
    named = sum(_NAME.fullmatch(path.name) is not None for path in files)
    return named > 0 and 2 * named >= len(files)


def laid_out(paths: Sequence[Path]) -> Layout:
    """Return who handed in which file."""
    pieces, strange = [], []
    for path in paths:
        match = _NAME.fullmatch(path.name)
        if match is None or path.is_dir():
            strange.append((path.name, "its name is not like those of Canvas' other downloads"))
            continue
        name, again = _original(match["name"])
        pieces.append(
            Piece(
                path=path,
                claims=(Claim(match["who"], {"canvas": match["user"]}),),
                name=name,
                rank=(again, int(match["file"])),
                is_marked_late=match["late"] is not None,
            )
        )
    return Layout("Canvas' download", tuple(pieces), tuple(strange))


def _original(name: str) -> tuple[str, int]:
    """Return the name without Canvas' count of those who handed it in again, and that count."""
    stem = name[: len(name) - len(kind(name) or Path(name).suffix)]
    match = _AGAIN.search(stem)
    if match is None or not stem[: match.start()]:
        return name, 0
    return stem[: match.start()] + name[len(stem) :], int(match[1])
