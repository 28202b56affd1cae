"""The names of what was handed in, as they stand in a sentence: short, few, and without effect on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

# So many names are listed before a sentence says "and 7 more".
_MOST_NAMES = 5
_NAME_CAP = 500


def plain(text: str) -> str:
    """Return a text in which whatever cannot be seen is a question mark, and which is not too long."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text[: _NAME_CAP + 1])
    return shown if len(shown) <= _NAME_CAP else shown[: _NAME_CAP - 1] + "…"


def listed(names: Iterable[str]) -> str:
    """Return the first names, and how many there are beyond them."""
    shown = [plain(name) for name in names]
    more = len(shown) - _MOST_NAMES
    return ", ".join(shown[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def left_out(reason: str, names: list[str]) -> list[str]:
    """Return a note on what was left out, or none if that is nothing."""
    return [f"left out, because {reason}: {listed(names)}"] if names else []
