"""The terms on which a homework is graded on a platform: written by the instructor as TOML, packed as terms.json."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from grader.errors import UsageError

FILE = "terms.json"

Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an instructor may choose. `files` are those that are asked for here: all of the homework's, if empty.

    `hidden_checks` says who sees the results of hidden checks (their values nobody does); `attempts` is how many
    hand-ins count, 0 for any number; with `best_of` the best is the score; `leaderboard` shows training losses;
    `image` is the container image in which PrairieLearn is to grade.
    """

    files: tuple[str, ...] = ()
    hidden_checks: Visibility = "visible"
    attempts: Annotated[int, msgspec.Meta(ge=0)] = 0
    best_of: bool = False
    leaderboard: bool = False
    image: str = ""


class Packed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What terms.json holds: the homework, the sandbox that the platform is to use, and the terms."""

    assignment: str
    sandbox: str
    terms: Terms


def read(content: bytes, name: str) -> Terms:
    """Return the terms in a TOML file, which messages call `name`.

    Raises:
        UsageError: if it is not TOML, or a key is unknown or out of range.
    """
    try:
        return msgspec.toml.decode(content, type=Terms)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        text, _, key = str(error).partition(" - at `$")
        at = f", at {key.strip('`.')}" if key.strip("`.") else ""
        raise UsageError(f"TERMS={name} is not as it should be{at}: {text}") from None
