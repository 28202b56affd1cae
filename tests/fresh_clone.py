"""A copy of the course in which `make` runs with an interpreter that only notes how it was called."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]

# Notes its arguments, its folder and, under unittest, the files there. `-m venv DIR` puts it into DIR/bin.
# EXIT=module:code makes one module fail; OLD=1 makes it an old Python.
INTERPRETER = """\
import json, os, pathlib, shutil, sys

python, *arguments = sys.argv[1:]
files = {p.name: p.read_text() for p in pathlib.Path().glob("*.py")} if "unittest" in arguments else {}
with open(os.environ["LOG"], "a") as log:
    log.write(json.dumps({"arguments": arguments, "folder": os.getcwd(), "files": files}) + "\\n")
if arguments[0] == "-c":
    old = os.environ.get("OLD") == "1"
    if "print" in arguments[1]:
        print("3.9.2 /usr" if old else "3.12.1 /usr")
        sys.exit(0)
    sys.exit(old)
module, code = (os.environ.get("EXIT") or "none:0").split(":")
if module == arguments[1]:
    print(module, "is not to be had here", file=sys.stderr)
    sys.exit(int(code))
if arguments[1] == "venv":
    (pathlib.Path(arguments[2]) / "bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(python, pathlib.Path(arguments[2]) / "bin" / "python")
"""


class Run(NamedTuple):
    """What one call of make did; `said` is what it wrote to stderr, without make's own last line."""

    code: int
    stdout: str
    stderr: str
    calls: list[dict[str, Any]]

    @property
    def arguments(self) -> list[list[str]]:
        return [call["arguments"] for call in self.calls]

    @property
    def said(self) -> list[str]:
        return [line for line in self.stderr.splitlines() if not line.startswith("make: ***")]


class Make:
    """A make in a fresh clone, in a folder with a space in its name, where nothing was installed yet."""

    def __init__(self, folder: Path) -> None:
        self.course = folder / "our course"
        self.temporary = folder / "tmp"
        self.log = folder / "calls.jsonl"
        self.python = folder / "python"
        for name in ("Makefile", "pyproject.toml", "constraints.txt"):
            self.course.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.course)
        shutil.copytree(ROOT / "scripts", self.course / "scripts")
        for assignment in ("hw1", "hw2"):
            template = self.course / "student_template" / assignment
            template.mkdir(parents=True)
            (template / "mlp.py").write_text("template = True\n")
            (template / "tests.py").write_text("current = True\n")
        self.temporary.mkdir()
        (folder / "interpreter.py").write_text(INTERPRETER)
        self.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder}/interpreter.py" "$0" "$@"\n')
        self.python.chmod(0o755)

    def settle(self) -> "Make":
        """Make .venv as a first call would leave it, and return the same make."""
        programs = self.course / ".venv" / "bin"
        programs.mkdir(parents=True)
        shutil.copy(self.python, programs / "python")
        for stamp in (".runtime-stamp", ".experiments-stamp", ".dev-stamp"):
            (programs.parent / stamp).touch()
        return self

    def __call__(self, *arguments: str, **environment: str) -> Run:
        ours = {
            "LOG": str(self.log),
            "PATH": os.environ["PATH"],
            "TMPDIR": str(self.temporary),
            "LC_ALL": "C.UTF-8",
        }
        self.log.write_text("")
        run = subprocess.run(
            ["make", *arguments],
            cwd=self.course,
            env=ours | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        calls = [json.loads(line) for line in self.log.read_text().splitlines()]
        return Run(run.returncode, run.stdout, run.stderr, calls)
