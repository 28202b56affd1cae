"""For root without namespaces, as in a plain container: the worker becomes a user that owns nothing.

Where the kernel has Landlock, the worker also opens no file but Python's and NumPy's. Where it has not, it can
read what every user of the machine can read: then keep the course folder closed to others (chmod o-rx).
"""

from __future__ import annotations

import os
import tempfile

from grader.errors import SandboxError
from grader.sandbox.account import free_user
from grader.sandbox.process import Guest, Launch, end_user
from grader.sandbox.runtime import Runtime

NAME = "user"
PROTECTION = "a user of its own, limits"


def launch(runtime: Runtime, warm: bool = False) -> Launch:
    """Return how to start the worker as an unprivileged user; a `warm` one remains root, and makes a fork for each.

    Raises:
        SandboxError: if we are not root.
    """
    if os.geteuid() != 0:
        raise SandboxError("only root can give the worker a user of its own")
    of_nobody = guest()
    paths = (runtime.interpreter, runtime.standard_library, runtime.packages, *runtime.beside)
    config: dict[str, object] = {
        "warm": warm,
        "fresh": [],
        "packages": runtime.packages,
        "extra": runtime.extra,
        "beside": runtime.beside,
        **of_nobody.config,
        # An interpreter below a root-only home: the worker opens its folders while it is still root.
        "by_descriptor": not all(_is_open_to_all(path) for path in paths),
        "user_namespace": False,
        "landlock": True,
        "alone": True,
        "spare_processes": 0,
    }
    command = (runtime.interpreter, "-I", "-S", "-B", os.path.join(runtime.inside, "worker.py"))
    # The number and the folder of a warm box are for its boot alone: each submission gets another.
    return Launch(NAME, command, config, of_nobody.scratch, "", of_nobody.end, of_nobody.release)


def guest() -> Guest:
    """Return what one submission has to itself: a user number and a folder."""
    user, claim = free_user()
    # A private TMPDIR, below a closed home for instance, would be closed to the worker, too.
    open_folders = (
        folder for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp") if _is_open_to_all(folder)
    )
    scratch = tempfile.mkdtemp(prefix="grader-", dir=next(open_folders, None))
    os.chown(scratch, user, user)
    return Guest({"user": user, "scratch": scratch}, scratch, lambda token: end_user(user), claim.close)


def _is_open_to_all(path: str) -> bool:
    """Return whether every user can pass each folder above `path`, and read it."""
    while path != "/":
        if not os.path.exists(path) or not os.stat(path).st_mode & 0o001:
            return False
        path = os.path.dirname(path)
    return True
