"""The checks of ist_hw1_linear_models take points for every known mistake, in its own problem, and none for right work.

The checks run here in this process, without the sandbox: what is tried is what they look at.
"""

import ast
import importlib.util
import re
import sys
import types
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader import catalog, fixtures
from grader.compare import difference
from grader.declarations import by_check, declaring
from grader.settings import read
from tests.assignments.specimens.ist_hw1_linear_models.wrong import WRONG, patched

ROOT = Path(__file__).parents[2]
HW = "ist_hw1_linear_models"
FOLDER = ROOT / "assignments" / HW
RIGHT = Path(__file__).parent / "specimens" / HW / "right"
SETTINGS = read(FOLDER / "assignment.toml", "assignment.toml")
MODULES = ("derivations", "hw1_q2", "hw1_q3")
REFERENCE = {name: (ROOT / "reference" / HW / f"{name}.py").read_text(encoding="utf-8") for name in MODULES}


def load_checks() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("checks_of_ist_hw1_linear_models", FOLDER / "checks.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def about(function) -> str:
    """The module that a check is about."""
    return function.__code__.co_varnames[0]


LOADED = load_checks()
CHECKS = {
    id: (function, said)
    for id, function, said in by_check(declaring(vars(LOADED)))
    if about(function) in MODULES
}
PROBLEMS = {declaration.problem for _, declaration in CHECKS.values()}
STORED = -1  # in place of a seed: the inputs that lie in fixtures/, on which students are graded


def module(source: str, name: str) -> types.ModuleType:
    made = types.ModuleType(name)
    exec(compile(source, f"{name}.py", "exec"), made.__dict__)
    return made


@cache
def stored() -> dict:
    return fixtures.read(catalog.load(ROOT, HW)).given


@cache
def drawn(id: str, seed: int) -> dict:
    if seed == STORED:
        return stored()[id]
    draws = CHECKS[id][1].given
    generators = {name: np.random.default_rng([seed, zlib.crc32(f"{id} {name}".encode())]) for name in draws}
    return {name: draw.function(generators[name]) for name, draw in draws.items()}


def given(id: str, seed: int) -> dict:
    return {name: array.copy() if array.ndim else array.item() for name, array in drawn(id, seed).items()}


@cache
def expected(id: str, seed: int) -> dict:
    function = CHECKS[id][0]
    return function(module(REFERENCE[about(function)], about(function)), **given(id, seed))


def as_sent(value):
    """What the sandbox makes of a returned value: an array of numbers, or the name of a type."""
    is_number = (
        isinstance(value, (np.ndarray, np.generic, int, float)) and np.asarray(value).dtype.kind in "biuf"
    )
    return np.asarray(value) if is_number else type(value).__name__


@np.errstate(all="ignore")
def differences(id: str, student: types.ModuleType, seed: int) -> list:
    function, declaration = CHECKS[id]
    observed = function(student, **given(id, seed))
    tolerance = declaration.tolerance or SETTINGS.tolerance
    compared = (
        difference(name, as_sent(observed.get(name)), np.asarray(value), tolerance)
        for name, value in expected(id, seed).items()
    )
    return [each for each in compared if each is not None]


def fails(id: str, student: types.ModuleType, seed: int) -> bool:
    try:
        return bool(differences(id, student, seed))
    except Exception:  # noqa: BLE001 (a wrong solution may raise anything)
        return True


def failed(student: types.ModuleType, seed: int = STORED, problems=frozenset(PROBLEMS)) -> set[str]:
    """The checks about this module, of these problems, that it fails."""
    ids = [
        id
        for id, (function, said) in CHECKS.items()
        if about(function) == student.__name__ and said.problem in problems
    ]
    return {id for id in ids if fails(id, student, seed)}


@cache
def failed_by(name: str) -> set[str]:
    file, in_reach, _, changes = WRONG[name]
    stem = file.removesuffix(".py")
    return failed(module(patched(REFERENCE[stem], changes), stem), STORED, frozenset(in_reach.split()))


def emptied(source: str) -> str:
    """The source as students get it: no bodies, except where a definition is marked as given."""
    tree, lines = ast.parse(source), source.splitlines()
    for outer in tree.body:
        if isinstance(outer, ast.ClassDef | ast.FunctionDef) and lines[outer.lineno - 1].endswith("# given"):
            continue
        for node in outer.body if isinstance(outer, ast.ClassDef) else [outer]:
            if isinstance(node, ast.FunctionDef) and not lines[node.lineno - 1].endswith("# given"):
                node.body = [ast.parse("raise NotImplementedError").body[0]]
    return ast.unparse(tree)


def test_points_add_up_to_those_of_each_problem():
    sums = {}
    for _, declaration in CHECKS.values():
        sums[declaration.problem] = sums.get(declaration.problem, 0.0) + declaration.points

    assert sums == {each.id: each.points for each in SETTINGS.problems if each.id in sums}


def test_the_first_three_questions_are_worth_what_the_statement_says():
    totals = {each.id: each.points + each.read_by_person for each in SETTINGS.problems if each.id[0] in "123"}

    fives = dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "3.1a", "3.1b", "3.2a"), 5)
    assert totals == {**fives, "2.2a": 10, "2.2b": 10, "3.2b": 10}


@pytest.mark.parametrize("problem", sorted(PROBLEMS))
def test_each_problem_has_public_and_hidden_checks(problem):
    seen = {declaration.visibility for _, declaration in CHECKS.values() if declaration.problem == problem}

    assert len(seen) == 2


def test_each_title_is_one_line_and_each_check_has_a_hint():
    for id, (function, _) in CHECKS.items():
        title, _, hint = function.__doc__.partition("\n\n")

        assert title.endswith("."), id
        assert "\n" not in title, id
        assert hint.strip().endswith((".", "?")), id


@pytest.mark.parametrize("name", MODULES)
def test_what_students_get_earns_nothing_and_every_check_says_that_it_is_not_implemented(name):
    template = module(emptied(REFERENCE[name]), name)

    for id, (function, _) in CHECKS.items():
        if about(function) == name:
            with pytest.raises(NotImplementedError):
                pytest.fail(f"{id} returned {function(template, **given(id, seed=0))}")


@pytest.mark.parametrize("name", MODULES)
def test_bodies_that_only_pass_earn_nothing(name):
    passing = module(re.sub(r"raise NotImplementedError\b.*", "pass", emptied(REFERENCE[name])), name)

    assert failed(passing) == {id for id, (function, _) in CHECKS.items() if about(function) == name}


@pytest.mark.parametrize("name", MODULES)
def test_the_reference_keeps_all_points_whatever_it_draws(name, monkeypatch):
    """What is expected was drawn with one seed; here the networks are drawn with another."""
    for id in CHECKS:
        expected(id, STORED)
    monkeypatch.setattr(LOADED, "SEED", 1000)

    assert failed(module(REFERENCE[name], name)) == set()


@pytest.fixture
def stand_ins(monkeypatch) -> Iterator[None]:
    """An empty matplotlib and an empty utils, as stand-ins are."""
    for name in "matplotlib", "matplotlib.pyplot", "utils":
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize("path", sorted(RIGHT.glob("*.py")), ids=lambda path: path.stem)
def test_correct_work_in_other_clothes_keeps_all_points(path):
    name = next(name for name in MODULES if path.stem.startswith(name))
    student = module(path.read_text(encoding="utf-8"), name)

    assert failed(student) == set()


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_loses_points_in_the_problems_that_it_is_about_and_in_no_other(name):
    problems = {CHECKS[id][1].problem for id in failed_by(name)}

    assert problems == set(WRONG[name][2].split())


def test_every_check_notices_some_mistake():
    noticed = set().union(*(failed_by(name) for name in WRONG))

    assert set(CHECKS) - noticed == set()


def test_every_equation_and_section_that_a_student_is_pointed_to_is_in_the_handout():
    handout = (FOLDER / "handout.md").read_text(encoding="utf-8")
    equations = re.findall(r"\\tag\{(\d+)\}", handout)
    sections = re.findall(r"^## (\d+)\. ", handout, flags=re.MULTILINE)
    hints = " ".join(function.__doc__ for function, _ in CHECKS.values())
    pointed_to = re.findall(r"\((\d+)\)", hints + " ".join(REFERENCE.values()))

    assert equations == [str(number) for number in range(1, len(equations) + 1)]
    assert {*pointed_to} - {"1000", "0"} <= {*equations}
    assert {*re.findall(r"[Ss]ection (\d+)", hints)} <= {*sections}
