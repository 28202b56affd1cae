"""`doctor`: say what each sandbox can enforce on this machine, and why not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from grader import catalog, probing
from grader.commands import Screen
from grader.errors import SandboxError
from grader.sandbox.choose import BACKENDS

# Those that keep strangers' work from the rest of the machine.
WALLS = BACKENDS[:-1]
_NOT_BY_DESIGN = {
    ("user", "others"): "they share /proc with it; Landlock would close it",
    ("bare", "others"): "they are yours, as it is; Landlock would close /proc",
    ("bare", "signals"): "they are yours, as it is; Landlock 6 would keep it off",
}
_NO_FILTER = "no seccomp filter for this kernel or processor"
_NO_LANDLOCK = "this kernel has no Landlock"
_WHY = {
    "files": _NO_LANDLOCK,
    "writing": _NO_LANDLOCK,
    "network": _NO_FILTER,
    "namespaces": _NO_FILTER,
    "calls": _NO_FILTER,
    "processes": _NO_FILTER,
    "programs": _NO_FILTER,
    "group": "no control group is ours to make; its processes are watched",
    "memory": "neither a control group nor /proc shows what it takes",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no option: it looks at everything."""


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield what each backend enforces, line by line; raise if none that works here is a wall."""
    root = catalog.course_root()
    taken = ""
    for backend in BACKENDS:
        try:
            findings = probing.probe(backend, root)
        except SandboxError as error:
            yield f"{backend}: does not work here"
            yield f"  {str(error).removeprefix('no sandbox works here: ')}"
            continue
        yield f"{backend}: works here" + ("" if taken else "; `auto` takes it")
        taken = taken or backend
        for name, words in (probing.TRIED | probing.MEASURED).items():
            yield f"  {'yes' if findings.held[name] else 'NO '}  {words}"
            if not findings.held[name]:
                yield f"       because {_why(backend, name)}"
    if root.stat().st_mode & 0o005:
        yield "course folder: open to every user of this machine; `chmod o-rx` closes it"
    if taken not in WALLS:
        raise SandboxError(
            "no sandbox that works here is a wall: install bubblewrap, or run the grader as root"
        )


def _why(backend: str, name: str) -> str:
    return _NOT_BY_DESIGN.get((backend, name)) or _WHY.get(name, "the kernel did not do as it was told")
