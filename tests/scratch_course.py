"""A copy of the course in which `make` works at once, with the interpreter that runs the tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

from tests.test_documentation import ROOT, project_files

# What grading a submission does not need.
_LEFT_OUT = ("tests", "docs", ".ci")
_STAMPS = (".runtime-stamp", ".experiments-stamp", ".dev-stamp")


def scratch_course(folder: Path) -> Path:
    """Make the copy and return its folder."""
    course = folder / "course"
    for path in project_files():
        name = path.relative_to(ROOT)
        if name.parts[0] not in _LEFT_OUT:
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, course / name)
    programs = course / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, module in (("python", ""), ("pytest", "-m pytest")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
        (programs / name).chmod(0o755)
    # An installed package is one that says what it is, beside its code.
    said = msgspec.toml.decode((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    metadata = course / f"{said['name'].replace('-', '_')}-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {said['name']}\nVersion: 0\n")
    points = said["entry-points"].items()
    lines = [
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in named.items())
        for group, named in points
    ]
    (metadata / "entry_points.txt").write_text("".join(lines))
    for stamp in _STAMPS:
        (course / ".venv" / stamp).touch()
    return course


def typed(course: Path, folder: Path, line: str) -> tuple[int, str]:
    """Type a line into a shell in the folder; return its code and what it printed, errors among it."""
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR", "GRADER_DATA") if name in os.environ}
    run = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env={**kept, "PATH": f"{course}/.venv/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout
