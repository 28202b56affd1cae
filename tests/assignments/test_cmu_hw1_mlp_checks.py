"""The checks of cmu_hw1_mlp take points for every known mistake, in its own problem, and none for right work.

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
from grader.compare import difference, tube
from grader.declarations import by_check, declaring
from grader.settings import read
from tests.assignments.specimens.cmu_hw1_mlp.harmless import HARMLESS
from tests.assignments.specimens.cmu_hw1_mlp.wrong import WRONG, patched

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "assignments" / "cmu_hw1_mlp"
RIGHT = Path(__file__).parent / "specimens" / "cmu_hw1_mlp" / "right"
REFERENCE = (ROOT / "reference" / "cmu_hw1_mlp" / "mlp.py").read_text(encoding="utf-8")
SETTINGS = read(FOLDER / "assignment.toml", "assignment.toml")


def module(source: str) -> types.ModuleType:
    made = types.ModuleType("mlp")
    exec(compile(source, "mlp.py", "exec"), made.__dict__)
    return made


def load_checks() -> dict[str, tuple]:
    spec = importlib.util.spec_from_file_location("checks_of_cmu_hw1_mlp", FOLDER / "checks.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found = by_check(declaring(vars(loaded)))
    return {id: (function, said) for id, function, said in found if function.__code__.co_varnames[0] == "mlp"}


CHECKS = load_checks()
PROBLEMS = [
    problem
    for problem in SETTINGS.problems
    if problem.id in {declaration.problem for _, declaration in CHECKS.values()}
]
TRAINING = [id for id, (_, declaration) in CHECKS.items() if declaration.problem == "training"]


STORED = -1  # in place of a seed: the inputs that lie in fixtures/, on which students are graded


@cache
def stored() -> dict:
    return fixtures.read(catalog.load(ROOT, "cmu_hw1_mlp")).given


@cache
def drawn(id: str, seed: int) -> dict:
    if seed == STORED:
        return stored()[id]
    draws = CHECKS[id][1].given
    generators = {name: np.random.default_rng([seed, zlib.crc32(f"{id} {name}".encode())]) for name in draws}
    return {name: draw.function(generators[name]) for name, draw in draws.items()}


def given(id: str, seed: int) -> dict:
    return {name: array.copy() for name, array in drawn(id, seed).items()}


@cache
def expected(id: str, seed: int) -> dict:
    return CHECKS[id][0](module(REFERENCE), **given(id, seed))


@np.errstate(all="ignore")
def fails(id: str, student: types.ModuleType, seed: int) -> bool:
    function, declaration = CHECKS[id]
    try:
        observed = function(student, **given(id, seed))
    except Exception:  # noqa: BLE001 (a wrong solution may raise anything)
        return True
    tolerance = declaration.tolerance or SETTINGS.tolerance
    return any(
        difference(
            name, as_sent(observed.get(name)), np.asarray(value), tolerance, name in declaration.curves
        )
        for name, value in expected(id, seed).items()
    )


def as_sent(value):
    """What the sandbox makes of a returned value: an array of numbers, or the name of a type."""
    is_number = (
        isinstance(value, (np.ndarray, np.generic, int, float)) and np.asarray(value).dtype.kind in "biuf"
    )
    return np.asarray(value) if is_number else type(value).__name__


def failed(student: types.ModuleType, seed: int = STORED) -> set[str]:
    return {id for id in CHECKS if fails(id, student, seed)}


@cache
def failed_by(name: str) -> set[str]:
    return failed(module(patched(REFERENCE, WRONG[name][1])))


def emptied(source: str) -> str:
    """The source as students get it: no bodies, except where a definition is marked as given."""
    tree, lines = ast.parse(source), source.splitlines()
    for outer in tree.body:
        inner = outer.body if isinstance(outer, ast.ClassDef) else [outer]
        for node in inner:
            if isinstance(node, ast.FunctionDef) and not lines[outer.lineno - 1].endswith("# given"):
                node.body = [ast.parse("raise NotImplementedError").body[0]]
    return ast.unparse(tree)


def test_points_add_up_to_those_of_each_problem():
    sums = dict.fromkeys((problem.id for problem in PROBLEMS), 0.0)
    for _, declaration in CHECKS.values():
        sums[declaration.problem] += declaration.points

    assert sums == {problem.id: problem.points for problem in PROBLEMS}
    assert sum(sums.values()) == 24


@pytest.mark.parametrize("problem", [problem.id for problem in PROBLEMS if problem.points])
def test_each_problem_has_public_and_hidden_checks(problem):
    seen = {declaration.visibility for _, declaration in CHECKS.values() if declaration.problem == problem}

    assert len(seen) == 2


def test_hidden_checks_are_on_other_shapes_or_inputs_than_public_ones():
    for id in CHECKS:
        hidden = CHECKS.get(f"{id}_hidden")

        if hidden:
            assert [draw.description for draw in hidden[1].given.values()] != [
                draw.description for draw in CHECKS[id][1].given.values()
            ], id


def test_each_title_is_one_line_and_each_check_has_a_hint():
    for id, (function, _) in CHECKS.items():
        title, _, hint = function.__doc__.partition("\n\n")

        assert title.endswith("."), id
        assert "\n" not in title, id
        assert hint.strip().endswith((".", "?")), id


def test_what_students_get_earns_nothing_and_every_check_says_that_it_is_not_implemented():
    template = module(emptied(REFERENCE))

    for id, (function, _) in CHECKS.items():
        with pytest.raises(NotImplementedError):
            pytest.fail(f"{id} returned {function(template, **given(id, seed=0))}")


def test_bodies_that_only_pass_earn_nothing():
    template = emptied(REFERENCE)
    passing = re.sub(r"raise NotImplementedError\b.*", "pass", template)

    assert passing.count("    pass") > 30
    assert failed(module(passing)) == set(CHECKS)


@pytest.mark.parametrize("seed", [STORED, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (0, 1))])
def test_the_reference_keeps_all_points_whatever_random_numbers_came_before(seed):
    np.random.seed(seed + 1)

    assert failed(module(REFERENCE), seed) == set()


@pytest.fixture
def plots(monkeypatch) -> Iterator[None]:
    """An empty matplotlib, as a stand-in is."""
    for name in "matplotlib", "matplotlib.pyplot":
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))


@pytest.mark.usefixtures("plots")
@pytest.mark.parametrize("path", sorted(RIGHT.glob("*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [STORED, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (0, 1))])
def test_correct_work_in_other_clothes_keeps_all_points(path, seed):
    assert failed(module(path.read_text(encoding="utf-8")), seed) == set()


@pytest.mark.usefixtures("plots")
@pytest.mark.parametrize("epsilon", [1e-6, 1e-8, 1e-10, 1e-12, 1e-15])
def test_a_small_epsilon_is_harmless(epsilon):
    source = (RIGHT / "epsilon_and_training_script.py").read_text(encoding="utf-8")
    assert source.count("EPSILON = 1e-8") == 1

    assert failed(module(source.replace("EPSILON = 1e-8", f"EPSILON = {epsilon}"))) == set()


@pytest.mark.parametrize("name", HARMLESS)
def test_a_change_that_breaks_no_promise_is_harmless(name):
    assert failed(module(patched(REFERENCE, HARMLESS[name]))) == set()


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_loses_points_in_the_problems_that_it_is_about_and_in_no_other(name):
    problems = {CHECKS[id][1].problem for id in failed_by(name)}

    assert problems == set(WRONG[name][0].split())


def test_every_check_notices_some_mistake():
    noticed = set().union(*(failed_by(name) for name in WRONG))

    assert set(CHECKS) - noticed == set()


def use_of_the_tube(id: str, student: types.ModuleType, seed: int) -> dict[str, np.ndarray]:
    """How far each curve is from the reference at each step, in half-widths of the tube."""
    function, declaration = CHECKS[id]
    observed, right = function(student, **given(id, seed)), expected(id, seed)
    return {
        name: np.abs(observed[name] - right[name]).reshape(len(right[name]), -1).max(axis=1)
        / tube(right[name], declaration.tolerance)
        for name in declaration.curves
    }


@pytest.mark.parametrize("id", TRAINING)
def test_float32_training_uses_a_small_part_of_the_tube(id):
    student = module((RIGHT / "float32_everywhere.py").read_text(encoding="utf-8"))

    for seed in STORED, 0, 1, 2, 3:
        worst = max(use.max() for use in use_of_the_tube(id, student, seed).values())

        assert worst < 0.2


@pytest.mark.parametrize("id", [id for id in TRAINING if not id.endswith("_layer")])
@pytest.mark.parametrize(
    "name", [name for name in WRONG if name.startswith("momentum:") and "training" in WRONG[name][0]]
)
def test_training_with_a_wrong_momentum_leaves_the_tube_early_and_far(id, name):
    student = module(patched(REFERENCE, WRONG[name][1]))

    uses = use_of_the_tube(id, student, STORED)

    assert min(np.argmax(use > 1) for use in uses.values() if (use > 1).any()) <= 2
    assert max(use.max() for use in uses.values()) > 1000


def test_every_equation_and_section_that_a_student_is_pointed_to_is_in_the_handout():
    handout = (FOLDER / "handout.md").read_text(encoding="utf-8")
    equations = re.findall(r"\\tag\{(\d+)\}", handout)
    sections = re.findall(r"^## (\d+)\. ", handout, flags=re.MULTILINE)
    hints = " ".join(function.__doc__ for function, _ in CHECKS.values())

    assert equations == [str(number) for number in range(1, len(equations) + 1)]
    assert {*re.findall(r"\((\d+)\)", hints + REFERENCE.replace("shape (", ""))} <= {*equations}
    assert {*re.findall(r"[Ss]ection (\d+)", hints)} <= {*sections}
