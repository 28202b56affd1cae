"""Where an attack on another grader runs: in bubblewrap, without network, on copies, with limits that nothing outlives.

This protects the machine from the attack. It gives the grader inside no protection that it does not have elsewhere:
its files, processes and memory are as near to the submission as they always are.
"""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path, PurePath
from typing import NamedTuple

# Where the folder is in the cell: Gradescope's place; and where the environment is.
INSIDE = "/autograder"
ENVIRONMENT = "/peers"
_LIMITS = {"NPROC": 100, "AS": 4 * 2**30, "FSIZE": 20 * 10**6, "CPU": 60, "NOFILE": 512, "CORE": 0}
# Limits on processes never bind root: root becomes a user that owns nothing, another one each time, so that one run
# cannot use up the processes of the next.
_NOBODIES = itertools.count(61_000)
_BEGIN = """
import json, os, resource, sys
told = json.loads(sys.argv[1])
if told["user"]:
    os.setgroups([]), os.setgid(told["user"]), os.setuid(told["user"])
for name, limit in told["limits"].items():
    resource.setrlimit(getattr(resource, "RLIMIT_" + name), (limit, limit))
os.chdir(told["inside"])
os.execve(told["command"][0], told["command"], told["environment"])
"""


class Ended(NamedTuple):
    """How a command ended, and what it said on both channels; `is_hung` if it had to be killed."""

    is_hung: bool
    output: str
    errors: str


def run(command: list[str], folder: Path, inside: str, environment: Path, seconds: float) -> Ended:
    """Run a command in a folder that it may change; its /tmp is `tmp` in there. The environment is at ENVIRONMENT."""
    for name in ("tmp", "said"):
        (folder / name).mkdir()
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            os.chmod(os.path.join(place, name), 0o777)
    told = {
        "user": 0 if os.geteuid() else next(_NOBODIES),
        "limits": _LIMITS,
        "inside": f"{INSIDE}/{inside}",
        "command": command,
        "environment": {
            "PATH": f"{ENVIRONMENT}/bin:/usr/bin:/bin",
            "HOME": "/tmp",
            "LANG": "C.UTF-8",
            "OPENBLAS_NUM_THREADS": "1",
        },
    }
    bubblewrap = [shutil.which("bwrap") or "bwrap", *_walls(folder, environment)]
    begin = [f"{ENVIRONMENT}/bin/python", "-I", "-S", "-B", "-c", _BEGIN, json.dumps(told)]
    with open(folder / "said/output", "wb") as output, open(folder / "said/errors", "wb") as errors:
        process = subprocess.Popen(
            [*bubblewrap, *begin],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            env={},
            start_new_session=True,
        )
        try:
            process.wait(seconds)
            is_hung = False
        except subprocess.TimeoutExpired:
            # With the first process of a namespace all others of it end.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            is_hung = True
    said = [
        (folder / "said" / name).read_text(encoding="utf-8", errors="replace")
        for name in ("output", "errors")
    ]
    return Ended(is_hung, *said)


def _walls(folder: Path, environment: Path) -> list[str]:
    arguments = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"]
    arguments += ["--new-session", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev"]
    if os.geteuid():
        arguments += ["--unshare-user"]
    else:
        arguments += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    for path in ("/lib", "/lib64", "/bin", "/sbin"):
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            arguments += ["--ro-bind", path, path]
    for path in ("/usr", "/etc/ld.so.cache", "/etc/hosts", sys.base_prefix):
        # Left to itself, bubblewrap makes the folders above closed to everybody but root.
        for parent in reversed(PurePath(path).parents):
            arguments += ["--perms", "0755", "--dir", str(parent)]
        arguments += ["--ro-bind", path, path]
    arguments += ["--ro-bind", str(environment), ENVIRONMENT, "--bind", str(folder), INSIDE]
    return [*arguments, "--bind", str(folder / "tmp"), "/tmp", "--remount-ro", "/"]
