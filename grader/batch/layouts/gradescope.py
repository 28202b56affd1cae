"""Gradescope's export: a folder `submission_<id>` for each, and `submission_metadata.yml` that says whose and when.

The metadata is written by Ruby: keys are its symbols (`:submitters`), and objects have tags such as
`!ruby/object:ActiveSupport::TimeWithZone`. They are read as plain lists, tables and texts, whatever the tag says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from grader.batch.layouts.found import Claim, Layout, Piece, has_any
from grader.errors import SubmissionError, UsageError
from grader.intake.folder import content_up_to
from grader.intake.wording import plain

METADATA = "submission_metadata.yml"
_METADATA_BYTES = 2**28
_INDENT = 2
_UNUSED = (b"  :results:", b"  :history:")
_FOLDER = re.compile(r"submission_\d+")


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the metadata is there."""
    return has_any(paths, METADATA)


def laid_out(paths: Sequence[Path]) -> Layout:
    """Return who handed in which folder, and when; those of a group share one.

    Raises:
        UsageError: if the metadata cannot be read.
    """
    metadata = _read(next(path for path in paths if path.name == METADATA))
    folders = {path.name: path for path in paths if path.is_dir() and _FOLDER.fullmatch(path.name)}
    pieces, strange = [], []
    for key, about in metadata.items():
        name = str(key)
        if name not in folders:
            strange.append((name, f"{METADATA} names it, and no such folder is there"))
            continue
        claims = tuple(_claims(about))
        if claims:
            pieces.append(Piece(path=folders[name], claims=claims, at=_at(about)))
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


def _at(about: Any) -> datetime | None:
    """Return when it came, or None: a moment without its offset could be anybody's."""
    moment = _field(about, "created_at")
    if isinstance(moment, dict):  # Ruby's time in a zone has three fields, and one is the time in UTC
        moment = moment.get("utc")
    if isinstance(moment, str):
        try:
            moment = yaml.load(moment, _Loader)  # noqa: S506 - builds plain values alone
        except yaml.YAMLError:
            return None
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def _field(table: Any, name: str) -> Any:
    return table.get(f":{name}", table.get(name)) if isinstance(table, dict) else None


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _read(path: Path) -> dict[Any, Any]:
    try:
        content = content_up_to(path, _METADATA_BYTES, METADATA)
    except SubmissionError as error:
        raise UsageError(str(error)) from None
    if content is None:
        raise UsageError(f"{METADATA} is larger than {_METADATA_BYTES >> 20} MiB: is it Gradescope's?")
    try:
        metadata = _loaded(content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        at = f" at line {where.line + 1}" if where else ""
        what = getattr(error, "problem", None) or type(error).__name__
        raise UsageError(f"{METADATA} is no YAML{at}: {plain(what)}: download the export again") from None
    if not isinstance(metadata, dict):
        raise UsageError(f"{METADATA} names no submissions: download the export again")
    return metadata


def _loaded(content: bytes) -> Any:
    """Return what the metadata says, without what Gradescope's own grader printed: nearly all of a large file."""
    try:
        return yaml.load(b"".join(_lines_of_use(content)), _Loader)  # noqa: S506 - builds plain values alone
    except yaml.YAMLError:  # what was left out was referred to
        return yaml.load(content, _Loader)  # noqa: S506 - builds plain values alone


def _lines_of_use(content: bytes) -> Iterator[bytes]:
    """Yield the lines outside of `_UNUSED`: what belongs to a key in YAML is indented further, or a list."""
    is_unused = False
    for line in content.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip(b" "))
        is_within = indent > _INDENT or line[_INDENT:].startswith(b"- ") or not line.strip()
        is_unused = (is_unused and is_within) or line.startswith(_UNUSED)
        if not is_unused:
            yield line


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads lists, tables, texts, numbers and times, whatever Ruby's tags say."""


def _untagged(loader: Any, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!", _untagged)
