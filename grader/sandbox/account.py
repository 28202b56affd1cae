"""A user number that belongs to nobody, for one worker to become."""

from __future__ import annotations

import os
import pwd

from grader.errors import SandboxError

_FIRST_USER, _USERS = 20_000, 40_000


def free_user() -> int:
    """Return a user number that has no name and no process, so that everything of it is ours to end."""
    taken = set()
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                taken.add(os.stat(f"/proc/{name}").st_uid)
            except OSError:
                continue
    for step in range(_USERS):
        # Supervisors that run side by side begin their search at different numbers.
        user = _FIRST_USER + (os.getpid() * 17 + step) % _USERS
        if user not in taken and not _has_name(user):
            return user
    raise SandboxError("every user number that the sandbox may take is in use")


def _has_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True
