"""A program: run some submissions as root in a container would, and print what came of them as JSON.

As such a container has it: the capabilities that container engines leave to root, no new namespaces, no mounts, no
control groups of our own; and, if the first argument says so, no Landlock either.
"""

import ctypes
import json
import os
import struct
import sys

from grader.inside import confine, seccomp
from grader.observe import observe
from grader.sandbox import process
from grader.sandbox.choose import Sandbox
from tests import boxed

_LEFT_TO_ROOT = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)
_LANDLOCK_CREATE = 444
_CLONE_NEW = 0x7E020000
_ENTERED = "ENTERED_CONTAINER"


def enter(has_landlock: bool) -> None:
    """Give up what a container does not have, and begin this program anew, with what then is left."""
    place = list(seccomp._ARCHITECTURES).index(seccomp._MACHINE)
    refused = [seccomp._FORBIDDEN[name][place] for name in ("unshare", "setns", "mount", "pivot_root", "bpf")]
    rules = [
        *seccomp._refusals(refused, 1),
        *seccomp._refusals([seccomp._CLONE3] + ([] if has_landlock else [_LANDLOCK_CREATE]), 38),
        (0x15, 0, 3, seccomp._CLONE[seccomp._MACHINE]),
        (0x20, 0, 0, 16),
        (0x45, 0, 1, _CLONE_NEW),
        (0x06, 0, 0, 0x00050001),
    ]
    assert seccomp._Program(rules).install(), "no filter: this is no root"
    for capability in range(64):
        if capability not in _LEFT_TO_ROOT:
            confine._libc.prctl(24, capability, 0, 0, 0)
    mask = sum(1 << capability for capability in _LEFT_TO_ROOT)
    header = ctypes.c_char_p(struct.pack("<Ii", 0x20080522, 0))
    assert confine._libc.capset(header, ctypes.c_char_p(struct.pack("<6I", mask, mask, 0, 0, 0, 0))) == 0
    os.execve(
        sys.executable,
        [sys.executable, "-m", "tests.sandbox.in_a_container", *sys.argv[1:]],
        {**os.environ, _ENTERED: "1"},
    )


def outcomes(sources: dict[str, str]) -> dict[str, list[str]]:
    """Return the backend that was taken, and how each submission's check and the one after it ended."""
    found = {}
    with Sandbox("auto") as sandbox:
        for name, source in sources.items():
            seen = list(observe(boxed.assignment(), boxed.submission(source), boxed.GIVEN, sandbox))
            found[name] = [sandbox.backend, *(f"{each.outcome.value} {each.detail}" for each in seen[1:])]
    return found


if __name__ == "__main__":
    if _ENTERED not in os.environ:
        enter(has_landlock=sys.argv[1] == "landlock")
    process.group.make = lambda: None
    sys.stdout.write(json.dumps(outcomes(json.load(sys.stdin))))
