r"""Make a text harmless to show: what would steer a terminal, hide, or reverse what is read becomes visible.

An escape character is shown as `\x1b`, a right-to-left override as `\u202e`. Each format escapes its own
markup on top of that.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec

_BREAK = re.compile(r"\s*\n\s*")
_NEWLINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control, format, surrogate, private, unassigned; line and paragraph separators.
_ACTIVE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MARKS = {"Mn", "Me"}
# Accents come in ones and twos; a tower of them would be drawn over the neighbouring lines.
_MOST_MARKS = 3
LINE_CAP = 1_000
TEXT_CAP = 10_000
MANY_LINES = frozenset({"output"})


def inert(text: str, cap: int = LINE_CAP) -> str:
    """Return the text as one harmless line of at most `cap` characters."""
    if len(text) <= cap and text.isascii() and text.isprintable():
        return text.strip()
    # Cut first: the patterns take quadratic time on a long run of spaces.
    return _show(_BREAK.sub(" ", _NEWLINES.sub("\n", text[: 4 * cap].strip())), cap)


def inert_lines(text: str, cap: int = TEXT_CAP) -> str:
    """Return the text with its line breaks and without anything else that has an effect."""
    return "\n".join(_show(line, cap) for line in _NEWLINES.sub("\n", text[:cap]).split("\n"))[:cap]


def inert_record(record: Any) -> Any:
    """Return a record in which every text is inert, so that no field can be forgotten.

    Texts are single lines, but for the fields named in MANY_LINES.
    """
    if isinstance(record, str):
        return inert(record)
    if isinstance(record, tuple):
        # Curves are long, and numbers have nothing to hide.
        return record if record and isinstance(record[0], float) else tuple(map(inert_record, record))
    if isinstance(record, dict):
        return {inert(key): inert_record(value) for key, value in record.items()}
    if isinstance(record, msgspec.Struct):
        fields = {name: getattr(record, name) for name in record.__struct_fields__}
        return type(record)(
            **{
                name: inert_lines(value) if name in MANY_LINES else inert_record(value)
                for name, value in fields.items()
            }
        )
    return record


def _show(line: str, cap: int) -> str:
    line = line[: cap + 1].expandtabs(4)
    if not (line.isascii() and line.isprintable()):
        shown, marks = [], 0
        for letter in line:
            category = unicodedata.category(letter)
            marks = marks + 1 if category in _MARKS else 0
            is_active = category in _ACTIVE or marks > _MOST_MARKS
            shown.append(letter.encode("unicode_escape").decode("ascii") if is_active else letter)
        line = "".join(shown)
    return line if len(line) <= cap else line[: cap - 1] + "…"
