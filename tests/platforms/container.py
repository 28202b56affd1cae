"""A container as platforms start them: root with the rights that container engines leave, no network, no namespaces.

This machine's system and Python stand for those of the image. The network is played: `pip install` and `apt-get` note
what they were asked for, and the packages are those that are here.
"""

import os
import subprocess
import sys
from pathlib import Path

CAPABILITIES = (
    *("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP"),
    *("NET_BIND_SERVICE", "NET_RAW", "SYS_CHROOT", "MKNOD", "AUDIT_WRITE", "SETFCAP"),
)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc")
# `python3 -m venv` makes a folder with a python; that python installs nothing, and is this one.
_PYTHON3 = """#!/bin/sh
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  exit 0
fi
if [ "$1 $2" = "-m pip" ]; then
  echo "$@" >>"$NETWORK"
  exit 0
fi
exec "@PYTHON@" "$@"
"""
_APT = """#!/bin/sh
echo apt-get "$@" >>"$NETWORK"
"""


def tools(place: Path) -> Path:
    """Make the programs that play the network, and return their folder; what they were asked for is in `asked`."""
    place.mkdir(parents=True)
    for name, text in (("python3", _PYTHON3.replace("@PYTHON@", sys.executable)), ("apt-get", _APT)):
        (place / name).write_text(text, encoding="utf-8")
        (place / name).chmod(0o755)
    (place / "asked").touch()
    return place


def contained(
    place: Path, mounts: dict[str, Path], folder: str, *command: str, read_only: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command as the container's root in a folder, with these folders of ours mounted, and `place` as /tools."""
    wall = [
        *("bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"),
        *("--cap-drop", "ALL", *(word for name in CAPABILITIES for word in ("--cap-add", f"CAP_{name}"))),
        *("--tmpfs", "/", "--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"),
    ]
    for path in SYSTEM:
        if os.path.islink(path):
            wall += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            wall += ["--ro-bind", path, path]
    for prefix in sorted({sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix)}):
        wall += ["--ro-bind", prefix, prefix]
    wall += ["--bind", str(place), "/tools"]
    for inside, outside in mounts.items():
        wall += ["--ro-bind" if inside in read_only else "--bind", str(outside), inside]
    environment = {"PATH": f"/tools:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "NETWORK": "/tools/asked"}
    return subprocess.run(
        [*wall, "--chdir", folder, *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def uncontained(
    place: Path, folder: Path, *command: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command on this machine, with the programs in `place` in front of all others."""
    return subprocess.run(
        command,
        cwd=folder,
        env={
            "PATH": f"{place}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "NETWORK": str(place / "asked"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
