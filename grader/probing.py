"""What a backend keeps a submission from on this machine, found out by a submission that tries it.

The probe (inside/probe.py) goes the way of every submission: it is handed in, observed, and believed no more than
others are. It is ours, so its word is good.
"""

from __future__ import annotations

import marshal
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

from grader.compare import Tolerance
from grader.inside.wire import Array
from grader.observe import observe
from grader.records import (
    Assignment,
    Check,
    Limits,
    Observation,
    Outcome,
    Submission,
    SubmittedFile,
    Visibility,
)
from grader.sandbox.choose import Sandbox

_FILE = "probe.py"
_PROBE = Path(__file__).parent / "inside" / _FILE
# By the name of a function of the probe. The last two are measured from outside.
TRIED = {
    "files": "reads no file but Python's, NumPy's and its own",
    "writing": "writes no file where others find it",
    "network": "has no network",
    "others": "sees no other process",
    "signals": "reaches no other process",
    "capabilities": "has no capability",
    "privileges": "gains no privilege by a program",
    "namespaces": "makes no namespace",
    "calls": "makes no call that attacks on the kernel begin with",
    "processes": "starts no process in a check",
    "programs": "starts no program",
    "limits": "is limited, each process by itself",
}
MEASURED = {
    "group": "is limited as a whole by a control group",
    "memory": "is ended when its processes together take too much memory",
}
# Enough for Python and NumPy, and so little that three processes exceed it without any of them doing so.
_MEMORY_BYTES, _EACH_BYTES = 600 * 2**20, 250 * 2**20
_GREEDY = f"""
import os, time
for _ in range(3):
    if os.fork() == 0:
        kept = b"x" * {_EACH_BYTES}
        time.sleep(20)
time.sleep(20)
"""


class Findings(NamedTuple):
    """What held, by the names of TRIED and MEASURED, and what the box said that it enforces."""

    held: dict[str, bool]
    enforced: frozenset[str]


def probe(backend: str, folder: Path) -> Findings:
    """Return what this backend keeps a submission from; `folder` is one that it must not read.

    Raises:
        SandboxError: if the backend does not work here.
    """
    known = f"SUPERVISOR, FOLDER = {os.getpid()}, {str(folder)!r}\n"
    text = _PROBE.read_text(encoding="utf-8").replace('SUPERVISOR, FOLDER = 0, ""\n', known)
    with Sandbox(backend) as sandbox:
        seen = {seen.check: seen for seen in observe(_assignment(), _submission(text), _GIVEN, sandbox)}
        greedy = list(observe(_assignment(), _submission(_GREEDY), _GIVEN, sandbox))
        enforced = sandbox.enforced
    held = {name: _has_held(seen[name]) for name in TRIED}
    held["group"] = "cgroup" in enforced
    held["memory"] = greedy[0].outcome is Outcome.OUT_OF_MEMORY
    return Findings(held, enforced)


_GIVEN: dict[str, dict[str, Array]] = {name: {} for name in TRIED}


def _has_held(seen: Observation) -> bool:
    return seen.outcome is Outcome.RETURNED and bool(np.all(seen.quantities.get("held", np.zeros(1)) == 1))


def _submission(text: str) -> Submission:
    file = SubmittedFile(name=_FILE, content=text.encode(), sha256="")
    return Submission(name="probe", modules=(_FILE,), files=(file,))


def _assignment() -> Assignment:
    source = "".join(f"def {name}(probe):\n    return {{'held': float(probe.{name}())}}\n" for name in TRIED)
    return Assignment(
        id="probe",
        title="Probe",
        source="",
        files=(_FILE,),
        problems=(),
        checks=tuple(_check(name) for name in TRIED),
        limits=Limits(import_wall_seconds=15.0, memory_bytes=_MEMORY_BYTES),
        allowed_modules=(),
        stand_ins=(),
        folder=Path(),
        sandbox_source=source,
        sandbox_code=marshal.dumps(compile(source, "probe", "exec")),
    )


def _check(name: str) -> Check:
    return Check(
        id=name,
        function=name,
        problem="1",
        module=_FILE,
        title=TRIED[name],
        hint="",
        visibility=Visibility.PUBLIC,
        points=0.0,
        tolerance=Tolerance(),
        wall_seconds=5.0,
        given={},
    )
