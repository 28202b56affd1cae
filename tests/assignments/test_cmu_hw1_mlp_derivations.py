"""The checks of derivations.py take points for every known mistake, in its own problem, and none for right work.

The checks run here in this process, without the sandbox: what is tried is what they look at.
"""

import ast
import importlib.util
import inspect
import re
import types
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader import catalog, fixtures
from grader.compare import difference
from grader.declarations import by_check, declaring
from grader.settings import read
from tests.assignments.specimens.cmu_hw1_mlp.derivations import WRONG, patched

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "assignments" / "cmu_hw1_mlp"
RIGHT = Path(__file__).parent / "specimens" / "cmu_hw1_mlp" / "derivations" / "right"
REFERENCE = (ROOT / "reference" / "cmu_hw1_mlp" / "derivations.py").read_text(encoding="utf-8")
SETTINGS = read(FOLDER / "assignment.toml", "assignment.toml")
STORED = -1  # in place of a seed: the inputs that lie in fixtures/, on which students are graded
SEEDS = [STORED, 0, 1, 2]


def module(source: str) -> types.ModuleType:
    made = types.ModuleType("derivations")
    exec(compile(source, "derivations.py", "exec"), made.__dict__)
    return made


def load_checks() -> dict[str, tuple]:
    path = FOLDER / "checks.py"
    spec = importlib.util.spec_from_file_location("checks_of_cmu_hw1_mlp_derivations", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return {
        id: (function, said)
        for id, function, said in by_check(declaring(vars(loaded)))
        if next(iter(inspect.signature(function).parameters)) == "derivations"
    }


CHECKS = load_checks()
PROBLEMS = {said.problem for _, said in CHECKS.values()}


@cache
def stored() -> dict:
    return fixtures.read(catalog.load(ROOT, "cmu_hw1_mlp")).given


@cache
def drawn(id: str, seed: int) -> dict:
    if seed == STORED:
        return stored()[id]
    draws = CHECKS[id][1].given
    return {
        name: draw.function(np.random.default_rng([seed, zlib.crc32(f"{id} {name}".encode())]))
        for name, draw in draws.items()
    }


def given(id: str, seed: int) -> dict:
    return {name: array.copy() if array.ndim else array.item() for name, array in drawn(id, seed).items()}


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
        difference(name, as_sent(observed.get(name)), np.asarray(value), tolerance)
        for name, value in expected(id, seed).items()
    )


def as_sent(value):
    """What the sandbox makes of a returned value: an array of numbers, or the name of a type."""
    is_number = (
        isinstance(value, (np.ndarray, np.generic, int, float)) and np.asarray(value).dtype.kind in "biuf"
    )
    return np.asarray(value) if is_number else type(value).__name__


def failed(student: types.ModuleType, seed: int = SEEDS[0]) -> set[str]:
    return {id for id in CHECKS if fails(id, student, seed)}


@cache
def failed_by(name: str, seed: int = SEEDS[0]) -> set[str]:
    return failed(module(patched(REFERENCE, WRONG[name][1])), seed)


def emptied(source: str) -> str:
    """The source as students get it: no bodies, except where a definition is marked as given."""
    tree, lines = ast.parse(source), source.splitlines()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not lines[node.lineno - 1].endswith("# given"):
            node.body = [ast.parse("raise NotImplementedError").body[0]]
    return ast.unparse(tree)


def test_the_points_of_each_problem_are_those_of_its_checks():
    sums = dict.fromkeys(PROBLEMS, 0.0)
    for _, declaration in CHECKS.values():
        sums[declaration.problem] += declaration.points

    assert sums == {problem.id: problem.points for problem in SETTINGS.problems if problem.id in PROBLEMS}


def test_each_question_of_the_statement_is_worth_what_it_is_worth_there():
    worth = {problem.id: problem.points + problem.read_by_person for problem in SETTINGS.problems}

    of_problems = {
        letter: [points for id, points in worth.items() if id.startswith(letter)]
        for letter in ("P1", "P2", "P3", "P4", "P5")
    }
    assert of_problems == {
        "P1": [2, 4, 6],
        "P2": [2, 2, 1, 2, 3, 1],
        "P3": [6, 4, 4, 3],
        "P4": [3, 7],
        "P5": [36],
    }
    assert sum(worth.values()) == 110


@pytest.mark.parametrize("problem", sorted(PROBLEMS))
def test_each_problem_has_public_and_hidden_checks(problem):
    seen = {declaration.visibility for _, declaration in CHECKS.values() if declaration.problem == problem}

    assert len(seen) == 2


def test_hidden_checks_are_on_other_inputs_than_public_ones():
    for id in CHECKS:
        if f"{id}_hidden" in CHECKS:
            public, hidden = drawn(id, SEEDS[0]), drawn(f"{id}_hidden", SEEDS[0])

            assert any(not np.array_equal(public[name], hidden[name]) for name in public), id


def test_each_title_is_one_line_and_each_check_has_a_hint():
    for id, (function, _) in CHECKS.items():
        title, _, hint = function.__doc__.partition("\n\n")

        assert title.endswith("."), id
        assert "\n" not in title, id
        assert hint.strip().endswith((".", "?")), id


def test_the_point_that_a_message_quotes_is_small():
    for id, (_, declaration) in CHECKS.items():
        assert {*declaration.at} <= {*declaration.given}, id
        assert sum(drawn(id, SEEDS[0])[name].size for name in declaration.at) <= 20, id


def test_what_students_get_earns_nothing_and_every_check_says_that_it_is_not_implemented():
    template = module(emptied(REFERENCE))

    for id, (function, _) in CHECKS.items():
        with pytest.raises(NotImplementedError):
            pytest.fail(f"{id} returned {function(template, **given(id, seed=0))}")


def test_bodies_that_only_pass_earn_nothing():
    passing = re.sub(r"raise NotImplementedError\b.*", "pass", emptied(REFERENCE))

    assert passing.count("    pass") > 15
    assert failed(module(passing)) == set(CHECKS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reference_agrees_with_finite_differences_wherever_a_check_takes_them(seed):
    pairs = {}
    for id in CHECKS:
        returned = expected(id, seed)
        pairs |= {(id, n): (v, returned.get(f"{n}, by finite differences")) for n, v in returned.items()}
    pairs = {key: pair for key, pair in pairs.items() if pair[1] is not None}

    assert len(pairs) > 25
    for value, quotient in pairs.values():
        np.testing.assert_allclose(value, quotient, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("path", sorted(RIGHT.glob("*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", SEEDS)
def test_correct_work_in_other_clothes_keeps_all_points(path, seed):
    assert failed(module(path.read_text(encoding="utf-8")), seed) == set()


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_loses_points_in_the_problems_that_it_is_about_and_in_no_other(name):
    for seed in SEEDS[:2]:
        problems = {CHECKS[id][1].problem for id in failed_by(name, seed)}

        assert problems == set(WRONG[name][0].split()), seed


def test_every_check_notices_some_mistake():
    noticed = set().union(*(failed_by(name) for name in WRONG))

    assert set(CHECKS) - noticed == set()


def test_the_published_answers_that_are_wrong_lose_the_points_of_their_questions():
    lost = {
        name: sum(CHECKS[id][1].points for id in failed_by(name))
        for name in WRONG
        if name.startswith("published: ")
    }

    # Without noise there is no variance whose sign could be wrong.
    assert lost == {
        "published: XOR with b1 = 0.9, which should be -0.9": 4,
        "published: dropout with minus the variance, for one number": 2.0,
        "published: dropout with minus the variance, for a data set": 4.5,
        "published: logits by hidden units with i = j alone": 1.5,
        "published: logits by weights without delta": 1.5,
        "published: dL/dq with slope 1 everywhere": 1.5,
    }


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("dropout_penalty: one number for p = 0.5 alone", {"scalar_loss_with_half"}),
        ("dropout_penalty: one number with p the chance to be dropped", {"scalar_loss_with_half"}),
        ("dropout_penalty: for p = 0.5 alone", {"loss_with_dropout_of_half"}),
        ("dropout_penalty: with the penalty on Xw", {"loss_with_dropout_one_input", "loss_without_noise"}),
        ("dropout_penalty: Γ of one point", {"loss_with_dropout_one_point", "loss_without_noise"}),
        ("backpropagation: hidden units by W2 as it stands", {"loss_by_hidden"}),
        ("backpropagation: weights transposed where they are square", {"loss_by_weights"}),
        ("backpropagation: ReLU on the gradient", {"hidden_by_preactivation"}),
        ("activations: network with the constant of one unit", {"tanh_network_one_unit"}),
        ("activations: network with the first bias in full", set()),
        ("perceptrons: memorising along the first coordinate", {"memorising_network_on_a_line"}),
        ("perceptrons: memorising along the sum of the coordinates", {"memorising_network_on_a_line"}),
    ],
)
def test_what_is_right_by_luck_keeps_the_points_of_the_lucky_case_and_not_those_of_the_general_one(
    name, kept
):
    problem = WRONG[name][0]
    ids = {id for id in CHECKS if CHECKS[id][1].problem == problem}

    right = ids - failed_by(name)

    assert kept <= right
    assert ids & failed_by(name)


def test_every_equation_that_a_student_is_pointed_to_is_in_the_handout():
    handout = (FOLDER / "handout.md").read_text(encoding="utf-8")
    equations = re.findall(r"\\tag\{(\d+)\}", handout)
    docstrings = [
        ast.get_docstring(node) for node in ast.parse(REFERENCE).body if isinstance(node, ast.FunctionDef)
    ]
    texts = " ".join([*docstrings, *(function.__doc__ for function, _ in CHECKS.values())])

    assert equations == [str(number) for number in range(1, len(equations) + 1)]
    assert {*re.findall(r"\((\d\d)\)", texts)} <= {*equations}


def test_every_test_that_the_handout_names_is_one_of_its_problems():
    handout = (FOLDER / "handout.md").read_text(encoding="utf-8")

    assert {*re.findall(r"`tests\.(Test\w+)`", handout)} == {p.test_class for p in SETTINGS.problems} - {""}


def test_the_handout_gives_each_problem_its_points():
    handout = (FOLDER / "handout.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (P\d\w) \|[^|]*\| ([\d.]+) \| ([\d.]+) \|", handout, flags=re.MULTILINE)

    assert {id: (float(points), float(person)) for id, points, person in rows} == {
        p.id: (p.points, p.read_by_person) for p in SETTINGS.problems if re.fullmatch(r"P\d\w", p.id)
    }
