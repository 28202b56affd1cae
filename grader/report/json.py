"""Render a report as report.json: the schema that other programs rely on."""

from __future__ import annotations

import re

import msgspec

from grader.report.view import Report

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
