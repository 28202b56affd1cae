"""A key for each student: unique, the same every time, and safe as the name of a folder on any system."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

_LONGEST = 40
_RESERVED = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
# Letters without an accent to take off.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)


def keys(people: Sequence[tuple[str, Mapping[str, str]]]) -> list[str]:
    """Return a key for each (name, ids): the login, else the address before its @, else the name, in plain letters.

    Whoever has the same as another, or one that is no good, gets a few digits of a hash behind it.
    """
    plain = [
        _plain(ids.get("login") or ids.get("email", "").partition("@")[0] or name) for name, ids in people
    ]
    times = Counter(plain)
    found: dict[str, None] = {}
    for (name, ids), key in zip(people, plain, strict=True):
        if not key or times[key] > 1 or len(key) > _LONGEST or _RESERVED.fullmatch(key.partition(".")[0]):
            key = f"{key[:_LONGEST].strip('-._') or 'student'}-{_digest(name, ids)}"
        again = 2
        unique = key
        while unique in found:
            unique, again = f"{key}-{again}", again + 1
        found[unique] = None
    return list(found)


def _plain(text: str) -> str:
    """Return a text in the small letters, digits and dashes that every file system keeps apart."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9._]+", "-", letters).strip("-._")


def _digest(name: str, ids: Mapping[str, str]) -> str:
    said = json.dumps([name, sorted(ids.items())])
    return hashlib.sha256(said.encode()).hexdigest()[:8]
