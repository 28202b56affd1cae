"""Render a report as report.json: the schema that other programs rely on."""

from __future__ import annotations

import math
import re
from typing import Any

import msgspec

from grader.report.view import SCHEMA, Report

# A line break cannot stand inside a JSON string, so this is a list of numbers and never a text.
_NUMBERS = re.compile(r"\[\n[-+.\deE,nul\s]+\]")


def render(report: Report) -> str:
    """Return the report as JSON, indented, with each list of numbers on one line.

    Numbers that JSON does not know (nan, inf) are null.
    """
    indented = msgspec.json.format(msgspec.json.encode(report), indent=2).decode()
    return (
        _NUMBERS.sub(
            lambda match: re.sub(r"\s+", " ", match[0]).replace("[ ", "[").replace(" ]", "]"), indented
        )
        + "\n"
    )


def parse(content: bytes) -> Report:
    """Return the report that was rendered so. A null in a curve is nan, whatever it was.

    Raises:
        ValueError: if it is none, or of another version of the grader.
    """
    found: Any = msgspec.json.decode(content)
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise ValueError(f"it does not say that it is of the schema {SCHEMA}")
    for check in found.get("checks", ()):
        for curve in check.get("curves", ()):
            curve.update({name: _numbers(curve.get(name)) for name in ("actual", "expected", "tolerance")})
    return msgspec.convert(found, Report)


def _numbers(values: Any) -> list[Any]:
    return [math.nan if value is None else value for value in values or ()]
