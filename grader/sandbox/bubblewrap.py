"""The strongest backend: namespaces of its own, made by bubblewrap; nothing mounted but what the worker needs."""

from __future__ import annotations

import os
import shutil
from glob import glob
from pathlib import PurePath

from grader.errors import SandboxError
from grader.sandbox.account import free_user
from grader.sandbox.process import Guest, Launch, tasks_of_user
from grader.sandbox.runtime import Runtime

NAME = "bubblewrap"
PROTECTION = "own namespaces, no network, nothing mounted but Python and NumPy, limits"
_SCRATCH_BYTES = 64 * 2**20


def launch(runtime: Runtime, warm: bool = False) -> Launch:
    """Return how to start the worker under bubblewrap; a `warm` one makes a fork for each submission.

    Raises:
        SandboxError: if bubblewrap is not installed.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxError("bubblewrap is not installed (Debian's package: bubblewrap)")
    account = free_user() if os.geteuid() == 0 else None
    command = [
        program,
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
        *("--die-with-parent", "--new-session", "--hostname", "sandbox", "--cap-drop", "ALL"),
        *_mounts(runtime),
        *("--proc", "/proc", "--dev", "/dev"),
        *("--size", str(_SCRATCH_BYTES), "--perms", "1777", "--tmpfs", "/dev/shm"),
        *("--size", str(_SCRATCH_BYTES), "--perms", "1777", "--tmpfs", "/scratch"),
        # They are ours, where we are not root.
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"),
    ]
    if account:
        # Root needs no user namespace; the worker uses these two rights once, to become nobody in particular,
        # so that the limit on processes binds (it never binds root).
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user"]
    if warm:
        # For namespaces in these: each submission gets its own, and no rights in any.
        command += ["--cap-add", "CAP_SYS_ADMIN"]
    command += [runtime.interpreter, "-I", "-S", "-B", "/inside/worker.py"]
    config: dict[str, object] = {
        "warm": warm,
        "fresh": ["/scratch", "/dev/shm"],
        "fresh_bytes": _SCRATCH_BYTES,
        "user": account.user if account else None,
        "packages": "/packages",
        "extra": runtime.extra,
        "beside": [_inside(path) for path in runtime.beside],
        "scratch": "/scratch",
        "by_descriptor": False,
        # As root, bubblewrap makes none: it would have no user but root.
        "user_namespace": account is not None,
        "landlock": False,
        "alone": True,
        # Before Linux 5.14 a user namespace counts the user's processes outside, too.
        "spare_processes": 0 if account else tasks_of_user(os.getuid()),
    }
    # The first process of the namespace dies with bubblewrap, and takes the whole namespace with it.
    return Launch(
        NAME,
        tuple(command),
        config,
        scratch="",
        token="",
        end=lambda token: None,
        release=account.claim.close if account else lambda: None,
    )


def guest() -> Guest:
    """Return what one submission has to itself in a warm box: namespaces, of which the worker takes care."""
    return Guest()


def _mounts(runtime: Runtime) -> list[str]:
    arguments: list[str] = []
    for path in ("/lib", "/lib64", "/lib32"):
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            arguments += ["--ro-bind", path, path]
    # Debian keeps its shared libraries in a folder named after the machine; others put them all in /usr/lib.
    system = [*(glob("/usr/lib/*-linux-gnu*") or ["/usr/lib"]), "/usr/lib64", "/etc/ld.so.cache"]
    for path in [*system, runtime.interpreter, runtime.standard_library, *runtime.shared_libraries]:
        # Left to itself, bubblewrap makes the folders above closed to everybody but root.
        for parent in reversed(PurePath(path).parents):
            arguments += ["--perms", "0755", "--dir", str(parent)]
        arguments += ["--ro-bind-try", path, path]
    installed = os.path.join(runtime.standard_library, "site-packages")
    if os.path.isdir(installed):
        arguments += ["--tmpfs", installed, "--remount-ro", installed]
    arguments += ["--ro-bind", runtime.inside, "/inside", "--perms", "0755", "--dir", "/packages"]
    for name in ("numpy", "numpy.libs"):
        path = os.path.join(runtime.packages, name)
        arguments += ["--ro-bind-try", path, f"/packages/{name}"]
    for path in runtime.beside:
        arguments += ["--ro-bind", path, _inside(path)]
    return arguments


def _inside(path: str) -> str:
    """Return where a package's folder or file is in the sandbox."""
    return f"/packages/{os.path.basename(path)}"
