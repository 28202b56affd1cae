"""Gradescope's export: a folder `submission_<id>` for each, and `submission_metadata.yml` that says whose and when.

The library that reads it is loaded where there is some: no other layout needs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.batch.layouts.found import Claim, Layout, Piece, has_any

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_\d+")


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the metadata is there."""
    return has_any(paths, METADATA)


def laid_out(paths: Sequence[Path]) -> Layout:
    """Return who handed in which folder, and when; those of a group share one.

    Raises:
        UsageError: if the metadata cannot be read.
    """
    from grader.batch.layouts import ruby

    metadata = ruby.read(next(path for path in paths if path.name == METADATA))
    folders = {path.name: path for path in paths if path.is_dir() and _FOLDER.fullmatch(path.name)}
    pieces, strange = [], []
    for key, about in metadata.items():
        name = str(key)
        if name not in folders:
            strange.append((name, f"{METADATA} names it, and no such folder is there"))
            continue
        claims = tuple(_claims(about))
        if claims:
            pieces.append(Piece(path=folders[name], claims=claims, at=ruby.moment(_at(about))))
        else:
            strange.append((name, f"{METADATA} names nobody who handed it in"))
    strange += [
        (path.name, f"{METADATA} does not name it")
        for path in paths
        if path.name not in metadata and path.name != METADATA
    ]
    return Layout("Gradescope's export", tuple(pieces), tuple(strange))


def _claims(about: Any) -> list[Claim]:
    submitters = _field(about, "submitters")
    claims = []
    for each in submitters if isinstance(submitters, list) else []:
        ids = {"email": _text(_field(each, "email")), "sis": _text(_field(each, "sid"))}
        claim = Claim(_text(_field(each, "name")), {kind: id for kind, id in ids.items() if id})
        if claim.name or claim.ids:
            claims.append(claim)
    return claims


def _at(about: Any) -> Any:
    moment = _field(about, "created_at")
    # Ruby's time in a zone has three fields, and one is the time in UTC.
    return moment.get("utc") if isinstance(moment, dict) else moment


def _field(table: Any, name: str) -> Any:
    return table.get(f":{name}", table.get(name)) if isinstance(table, dict) else None


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
