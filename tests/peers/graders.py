"""The other graders, each set up as its documentation shows: where files go, what is run, and where the verdicts are."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.peers import homework
from tests.peers.environment import Environment
from tests.peers.homework import Homework

_RUN_TESTS = """import unittest

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

with open("../results/results.json", "w") as file:
    JSONTestRunner(visibility="visible", stream=file).run(unittest.defaultTestLoader.discover("tests"))
"""


class Peer(NamedTuple):
    """A grader. A folder is laid out once; a submission is put at `submission`, and `command` runs in `inside`.

    `passed` reads the names of the checks that have their point from that folder and from what was said on standard
    error, or None where no verdict was given at all. `seconds` is how long it is waited for.
    """

    name: str
    lay_out: Callable[[Path, Homework, Environment], None]
    submission: str
    inside: str
    command: Callable[[Environment], list[str]]
    passed: Callable[[Path, str], set[str] | None]
    seconds: float = 20.0


def _unittest_folder(folder: Path, work: Homework, environment: Environment) -> None:
    _write(folder / "source/test_homework.py", homework.with_unittest(work))


def _unittest_command(environment: Environment) -> list[str]:
    return [environment.python, "-m", "unittest", "-v", "test_homework"]


def _unittest_passed(folder: Path, said: str) -> set[str] | None:
    if not re.search(r"^Ran \d+ tests? in ", said, flags=re.MULTILINE):
        return None
    return set(re.findall(r"^test_(\w+) \(.*\) \.\.\. ok$", said, flags=re.MULTILINE))


def _pytest_folder(folder: Path, work: Homework, environment: Environment) -> None:
    _write(folder / "source/test_homework.py", homework.with_pytest(work))


def _pytest_command(environment: Environment) -> list[str]:
    return [environment.python, "-m", "pytest", "-q", "--tb=line", "--junitxml=../results/results.xml"]


def _pytest_passed(folder: Path, said: str) -> set[str] | None:
    try:
        cases = list(ET.parse(folder / "results/results.xml").iter("testcase"))
    except (OSError, ET.ParseError):
        return None
    return {case.get("name", "").removeprefix("test_") for case in cases if len(case) == 0}


def _gradescope_folder(folder: Path, work: Homework, environment: Environment) -> None:
    imports = "from gradescope_utils.autograder_utils.decorators import visibility, weight\n"
    tests = homework.with_unittest(work, imports, ("weight(1)", 'visibility("hidden")'))
    _write(folder / "source/tests/test_homework.py", tests)
    _write(folder / "source/run_tests.py", _RUN_TESTS)


def _gradescope_command(environment: Environment) -> list[str]:
    return [environment.python, "run_tests.py"]


def _results_json(folder: Path, said: str) -> set[str] | None:
    """Return what a results.json for Gradescope says: both graders that are made for it write one."""
    try:
        tests = json.loads((folder / "results/results.json").read_text(encoding="utf-8", errors="replace"))[
            "tests"
        ]
        full = [
            test["name"] for test in tests if test.get("max_score") and test["score"] >= test["max_score"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {name.partition(" ")[0].removeprefix("test_") for name in full}


def _otter_folder(folder: Path, work: Homework, environment: Environment) -> None:
    for id in homework.CHECKS:
        _write(folder / f"tests/{id}.py", homework.with_otter(work, id))
    generate = [environment.python, "-m", "otter", "generate", "--tests-dir", "tests", "--no-requirements"]
    subprocess.run([*generate, "--no-environment"], cwd=folder, check=True, capture_output=True)
    # The archive is all that is needed from here on.
    shutil.rmtree(folder / "tests")


def _otter_command(environment: Environment) -> list[str]:
    return [environment.python, "-m", "otter", "run", homework.FILE, "--output-dir", "results", "--no-logo"]


UNITTEST = Peer("unittest", _unittest_folder, "source/mlp.py", "source", _unittest_command, _unittest_passed)
PYTEST = Peer("pytest", _pytest_folder, "source/mlp.py", "source", _pytest_command, _pytest_passed)
GRADESCOPE = Peer(
    "gradescope-utils", _gradescope_folder, "source/mlp.py", "source", _gradescope_command, _results_json
)
OTTER = Peer("otter-grader", _otter_folder, "mlp.py", ".", _otter_command, _results_json, seconds=60.0)
PEERS = (UNITTEST, PYTEST, GRADESCOPE, OTTER)


def lay_out(peer: Peer, folder: Path, work: Homework, environment: Environment) -> None:
    """Put everything into a new folder but the submission."""
    for name in ("source", "results"):
        (folder / name).mkdir(parents=True)
    peer.lay_out(folder, work, environment)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
