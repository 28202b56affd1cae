"""One file per student, named after the student: `jdoe.py`, or `jdoe_mlp.py` beside `jdoe_derivations.py`.

The name of one of the homework's files, before or behind, is no part of the student's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.batch.layouts.found import ANY, Claim, Layout, Piece, kind


def laid_out(paths: Sequence[Path], files: Sequence[str]) -> Layout:
    """Return who handed in which file; `files` are those that the homework asks for."""
    pieces, strange = [], []
    for path in paths:
        ending = kind(path.name)
        if path.is_dir():
            continue
        if not ending:
            strange.append((path.name, "it is no .py, .ipynb, .zip or .tar.gz, and lies in nobody's folder"))
            continue
        who, name = _parted(path.name[: len(path.name) - len(ending)], ending, files)
        if who:
            pieces.append(Piece(path=path, claims=(Claim(who, {ANY: who}),), name=name or path.name))
        else:
            strange.append((path.name, "its name says nothing of whose it is"))
    return Layout("a file per student", tuple(pieces), tuple(strange))


def _parted(stem: str, ending: str, files: Sequence[str]) -> tuple[str, str]:
    """Return whose a file is, and which of the homework's, if its name says that."""
    for file in sorted(files, key=len, reverse=True):
        own = re.escape(file.removesuffix(".py"))
        match = re.fullmatch(f"(?i:(.*?)[-_ .]+{own}|{own}[-_ .]+(.*)|{own})", stem, re.DOTALL)
        if match:
            return (match[1] or match[2] or "").strip(" _-."), file.removesuffix(".py") + ending
    return stem, ""
