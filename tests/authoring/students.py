"""A student's folder with the generated tests of a toy, and what running them says."""

import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from grader import catalog
from grader.authoring import generate
from tests.toy import course

ANSWER = """import numpy as np


def noisy(x):
    return x + np.random.normal(size=x.shape)


class Scale:
    def __init__(self, factor=2):
        self.factor = factor

    def forward(self, x):
        return self.factor * x
"""
LAST_LINE = "return self.factor * x"
FORWARD = "tests.TestScale.test_forward"


def folder(tmp_path: Path, answer: str | None, **parts: str) -> Path:
    """Return a folder that holds what students get, with their answer; the latter is missing if None."""
    root = course(tmp_path / "course", **parts)
    list(generate.write(catalog.load(root, "toy")))
    place = tmp_path / "at home"
    shutil.copytree(root / "student_template" / "toy", place)
    (place / "scale.py").unlink()
    if answer is not None:
        (place / "scale.py").write_text(answer, encoding="utf-8")
    return place


def python(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a student does, who knows nothing of the grader."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GRADER"))
    }
    command = [sys.executable, "-B", *arguments]
    return subprocess.run(
        command, cwd=place, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def run(place: Path, *arguments: str) -> tuple[int, dict[str, str]]:
    """Return the exit code of `python -m unittest` and the message of each test that failed."""
    done = python(place, "-m", "unittest", *arguments)
    return done.returncode, messages_in(done.stderr)


def messages(place: Path, names: str = "tests") -> dict[str, str]:
    """Return what `run` does, from this process: quicker, and enough where only the words matter."""
    spec = importlib.util.spec_from_file_location("tests_at_home", place / "tests.py")
    module = importlib.util.module_from_spec(spec)
    stream, path = io.StringIO(), list(sys.path)
    sys.modules["tests_at_home"] = module
    try:
        spec.loader.exec_module(module)
        loader = unittest.defaultTestLoader
        own_name = names.partition(".")[2]
        suite = loader.loadTestsFromName(own_name, module) if own_name else loader.loadTestsFromModule(module)
        unittest.TextTestRunner(stream).run(suite)
    finally:
        sys.path[:] = path
        for name in ("scale", "tests_at_home"):
            sys.modules.pop(name, None)
    return messages_in(stream.getvalue())


def messages_in(output: str) -> dict[str, str]:
    """Return the message of each failed test in what unittest has written."""
    blocks = re.findall(r"={70}\nFAIL: (\w+) .*\n-{70}\n((?:.*\n)*?)\n", output)
    return {name: text.removeprefix("AssertionError: ").rstrip() for name, text in blocks}
