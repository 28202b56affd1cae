"""How .venv comes to be on the first call of make, what goes into it, and how it heals."""

import ast
import re
import sys
from pathlib import Path

import msgspec
import pytest

from tests.fresh_clone import ROOT, Make

PROJECT = msgspec.toml.decode((ROOT / "pyproject.toml").read_bytes())["project"]
# Imported by msgspec, to read TOML where Python itself cannot.
# A package whose module is called otherwise.
IMPORTED_AS = {"pyyaml": "yaml"}
# The one file that needs what an extra brings.
OF_EXTRAS = {
    "experiments": ROOT / "grader" / "experiments" / "plots.py",
    "cluster": ROOT / "grader" / "batch" / "cluster.py",
}
NEEDED_BY_OTHERS = {"tomli"}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement.lower())[0] for requirement in requirements}


@pytest.fixture
def fresh_make(tmp_path: Path) -> Make:
    return Make(tmp_path)


MAKE_VENV = ["-m", "venv", ".venv"]


def pip(packages: str) -> list[str]:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    return ["-m", "pip", "install", *quiet, "--constraint", "constraints.txt", "--editable", packages]


@pytest.mark.parametrize(
    ("target", "packages", "purpose"),
    [("fixtures", ".", "to grade"), ("types", ".[dev]", "to work on the grader")],
)
def test_the_first_call_makes_the_venv_and_says_so_in_one_line(fresh_make, target, packages, purpose):
    run = fresh_make(target, f"PYTHON={fresh_make.python}")

    assert (run.code, run.stdout) == (0, "")
    assert run.said == [
        f"Setting up .venv with Python 3.12.1 {purpose} (once; it downloads a few packages) …"
    ]
    assert [call for call in run.arguments if call in (MAKE_VENV, pip(packages))] == [
        MAKE_VENV,
        pip(packages),
    ]


def test_later_calls_install_nothing_while_neither_the_packages_nor_the_interpreter_change(fresh_make):
    fresh_make("fixtures", f"PYTHON={fresh_make.python}")

    again = fresh_make("fixtures")
    with_the_same_python = fresh_make("fixtures", f"PYTHON={fresh_make.python}")
    with (fresh_make.course / "constraints.txt").open("a") as constraints:
        constraints.write("six==1.17.0\n")
    other_packages = fresh_make("fixtures", f"PYTHON={fresh_make.python}")

    assert again.arguments == [["-m", "grader", "fixtures"]]
    assert (with_the_same_python.said, pip(".") in with_the_same_python.arguments) == ([], False)
    assert (MAKE_VENV in other_packages.arguments, pip(".") in other_packages.arguments) == (False, True)


def test_a_venv_that_was_left_half_made_or_lost_its_interpreter_is_made_anew(fresh_make):
    interrupted = fresh_make("fixtures", f"PYTHON={fresh_make.python}", EXIT="pip:1")
    healed = fresh_make("fixtures", f"PYTHON={fresh_make.python}")
    (fresh_make.course / ".venv" / "bin" / "python").unlink()
    without_python = fresh_make("fixtures", f"PYTHON={fresh_make.python}")

    assert (interrupted.code, healed.code, without_python.code) == (2, 0, 0)
    assert MAKE_VENV in healed.arguments
    assert MAKE_VENV in without_python.arguments


def test_an_interpreter_that_is_too_old_or_absent_is_one_sentence(fresh_make):
    old = fresh_make("fixtures", f"PYTHON={fresh_make.python}", OLD="1")
    absent = fresh_make("fixtures", "PYTHON=python3.99")

    choose = "choose another, as in `make PYTHON=/path/to/python3 …`."
    assert old.said == [f"`{fresh_make.python}` is Python 3.9.2, and 3.10 or newer is needed: {choose}"]
    assert absent.said == [f"The Python interpreter `python3.99` does not run: {choose}"]
    assert old.code == absent.code == 2


def test_what_venv_and_pip_complain_of_is_shown_with_one_sentence_on_what_to_do(fresh_make):
    no_venv = fresh_make("fixtures", f"PYTHON={fresh_make.python}", EXIT="venv:1")
    no_packages = fresh_make("fixtures", f"PYTHON={fresh_make.python}", EXIT="pip:1")

    assert no_venv.said[1:] == [
        "venv is not to be had here",
        f"`{fresh_make.python} -m venv` failed: install Python's venv module "
        "(on Debian and Ubuntu the package python3-venv), then try again.",
    ]
    assert no_packages.said[1:] == [
        "pip is not to be had here",
        "pip could not install the packages listed in pyproject.toml (its last lines are above): "
        "is the network reachable?",
    ]


def test_a_folder_that_is_no_venv_is_left_alone(fresh_make):
    (fresh_make.course / "thesis").mkdir()
    (fresh_make.course / "thesis" / "thesis.tex").touch()

    run = fresh_make("fixtures", f"PYTHON={fresh_make.python}", "VENV=thesis")

    assert run.said[1:] == [
        "VENV=thesis exists and is not a virtual environment: name another folder, or remove it."
    ]
    assert (fresh_make.course / "thesis" / "thesis.tex").exists()


def test_the_grader_declares_the_packages_that_it_imports_and_no_others():
    files = [*(ROOT / "grader").rglob("*.py"), *(ROOT / "datasets").rglob("*.py")]
    # Whoever loads the plugin is pytest, which is then there.
    plugin = [file for file in files if file.parent.name == "pytest_plugin"]
    core = imported(*(file for file in files if file not in [*OF_EXTRAS.values(), *plugin]))

    declared = {IMPORTED_AS.get(name, name) for name in names(PROJECT["dependencies"])}
    assert declared - NEEDED_BY_OTHERS == core
    assert imported(*plugin) - core == {"pytest"}


@pytest.mark.parametrize(("extra", "file"), OF_EXTRAS.items())
def test_an_extra_declares_what_the_one_file_imports_that_needs_it(extra, file):
    assert names(PROJECT["optional-dependencies"][extra]) == imported(file) - names(PROJECT["dependencies"])


def imported(*files):
    """Return the packages that files import and that are neither Python's nor ours."""
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module).split(".")[0])
    return found - sys.stdlib_module_names - {"grader", "datasets"}


def test_every_package_is_pinned_for_every_interpreter():
    pinned = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and line[0] != "#"]
    asked_for = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]

    assert [line for line in pinned if not re.fullmatch(r"[\w.-]+==[\w.]+(; python_version .*)?", line)] == []
    assert names(asked_for) - names(pinned) == set()


def test_the_attacks_are_part_of_the_tests():
    """They lie in a folder beside hostile files that must not be collected, and were once left out with them."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    ignored = re.search(r"norecursedirs = \[(.*)\]", settings)[1]
    assert '"attacks"' not in ignored
    assert '"corpus"' in ignored
