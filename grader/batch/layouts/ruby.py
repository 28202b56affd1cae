"""YAML as Ruby writes it: keys are its symbols (`:submitters`), and objects have tags.

`!ruby/object:ActiveSupport::TimeWithZone` is one. All is read as plain lists, tables, texts and times, whatever the tag
says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from grader.errors import SubmissionError, UsageError
from grader.intake.folder import content_up_to
from grader.intake.wording import plain

_MOST_BYTES = 2**28
_INDENT = 2
_UNUSED = (b"  :results:", b"  :history:")


def read(path: Path) -> dict[Any, Any]:
    """Return the table in a file, but what of its fields is of no use.

    Raises:
        UsageError: if there is none.
    """
    try:
        content = content_up_to(path, _MOST_BYTES, path.name)
    except SubmissionError as error:
        raise UsageError(str(error)) from None
    if content is None:
        raise UsageError(f"{path.name} is larger than {_MOST_BYTES >> 20} MiB: is it Gradescope's?")
    try:
        metadata = _loaded(content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        at = f" at line {where.line + 1}" if where else ""
        what = getattr(error, "problem", None) or type(error).__name__
        raise UsageError(f"{path.name} is no YAML{at}: {plain(what)}: download the export again") from None
    if not isinstance(metadata, dict):
        raise UsageError(f"{path.name} names no submissions: download the export again")
    return metadata


def moment(value: Any) -> datetime | None:
    """Return a moment, of a text, too; None without its offset: it could be anybody's."""
    if isinstance(value, str):
        try:
            value = yaml.load(value, _Loader)  # noqa: S506 - builds plain values alone
        except yaml.YAMLError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


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
