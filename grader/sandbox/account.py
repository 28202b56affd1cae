"""A user number that belongs to nobody, for one worker to become."""

from __future__ import annotations

import os
import pwd
import socket
from typing import NamedTuple

from grader.errors import SandboxError

_FIRST_USER, _USERS = 20_000, 40_000


class Account(NamedTuple):
    """A user number, and what keeps other supervisors from taking it until it is closed."""

    user: int
    claim: socket.socket


def free_user() -> Account:
    """Return a user number that has no name and no process, so that everything of it is ours to end."""
    # Supervisors that run side by side begin their search at different numbers.
    first = int.from_bytes(os.urandom(4), "little")
    for step in range(_USERS):
        user = _FIRST_USER + (first + step) % _USERS
        if not _has_process(user) and not _has_name(user) and (claim := _claim(user)):
            return Account(user, claim)
    raise SandboxError("every user number that the sandbox may take is in use")


def _claim(user: int) -> socket.socket | None:
    """Return a socket of this user's name, or None if somebody has it. It goes when we go, and leaves no file."""
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        claim.bind(f"\0grader-user-{user}")
    except OSError:
        claim.close()
        return None
    return claim


def _has_process(user: int) -> bool:
    try:
        os.getpriority(os.PRIO_USER, user)
    except ProcessLookupError:
        return False
    return True


def _has_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True
