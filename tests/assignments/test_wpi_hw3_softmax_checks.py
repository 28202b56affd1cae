"""The checks of wpi_hw3_softmax take points for every known mistake, in its own problem, and none for right work.

The checks run here in this process, without the sandbox: what is tried is what they look at.
"""

import ast
import importlib.util
import re
import types
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader import catalog, fixtures
from grader.compare import difference, tube
from grader.declarations import by_check, declaring
from grader.settings import read
from tests.assignments.specimens.wpi_hw3_softmax.wrong import WRONG, patched

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "assignments" / "wpi_hw3_softmax"
RIGHT = Path(__file__).parent / "specimens" / "wpi_hw3_softmax" / "right"
SETTINGS = read(FOLDER / "assignment.toml", "assignment.toml")
FILES = {file.removesuffix(".py"): file for file in SETTINGS.files}
STORED = -1  # in place of a seed: the inputs that lie in fixtures/, on which students are graded


def sources_in(folder: Path) -> dict[str, str]:
    return {stem: (folder / file).read_text(encoding="utf-8") for stem, file in FILES.items()}


REFERENCE = sources_in(ROOT / "reference" / "wpi_hw3_softmax")


def modules(sources: dict[str, str]) -> dict[str, types.ModuleType]:
    made = {stem: types.ModuleType(stem) for stem in sources}
    for stem, source in sources.items():
        exec(compile(source, f"{stem}.py", "exec"), made[stem].__dict__)
    return made


def load_checks() -> dict[str, tuple]:
    spec = importlib.util.spec_from_file_location("checks_of_wpi_hw3_softmax", FOLDER / "checks.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return {id: (function, said) for id, function, said in by_check(declaring(vars(loaded)))}


CHECKS = load_checks()
RIGHT_MODULES = modules(REFERENCE)


def file_of(id: str) -> str:
    """The file that a check is about: its function's first parameter."""
    return CHECKS[id][0].__code__.co_varnames[0]


@cache
def stored() -> dict:
    return fixtures.read(catalog.load(ROOT, "wpi_hw3_softmax")).given


@cache
def drawn(id: str, seed: int) -> dict:
    if seed == STORED:
        return stored()[id]
    draws = CHECKS[id][1].given
    generators = {name: np.random.default_rng([seed, zlib.crc32(f"{id} {name}".encode())]) for name in draws}
    return {name: draw.function(generators[name]) for name, draw in draws.items()}


def given(id: str, seed: int) -> dict:
    arrays = {name: np.array(array) for name, array in drawn(id, seed).items()}
    return {name: array.item() if array.ndim == 0 else array for name, array in arrays.items()}


@cache
def expected(id: str, seed: int) -> dict:
    return CHECKS[id][0](RIGHT_MODULES[file_of(id)], **given(id, seed))


@np.errstate(all="ignore")
def fails(id: str, students: dict[str, types.ModuleType], seed: int) -> bool:
    function, declaration = CHECKS[id]
    try:
        observed = function(students[file_of(id)], **given(id, seed))
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


def failed(sources: dict[str, str], seed: int = STORED) -> set[str]:
    """The checks that these sources fail; a file that is the reference's is not run again."""
    changed = {stem for stem in sources if sources[stem] != REFERENCE[stem]}
    students = modules(sources)
    return {id for id in CHECKS if file_of(id) in changed and fails(id, students, seed)}


@cache
def failed_by(name: str) -> set[str]:
    return failed(patched(REFERENCE, WRONG[name][1]))


def emptied(source: str) -> str:
    """The source as students get it: no bodies, except where a definition is marked as given."""
    tree, lines = ast.parse(source), source.splitlines()
    for outer in tree.body:
        inner = outer.body if isinstance(outer, ast.ClassDef) else [outer]
        for node in inner:
            if isinstance(node, ast.FunctionDef) and not lines[outer.lineno - 1].endswith("# given"):
                node.body = [ast.parse("raise NotImplementedError").body[0]]
    return ast.unparse(tree)


def test_points_add_up_to_those_of_each_problem_and_with_a_person_s_to_those_of_the_statement():
    sums = dict.fromkeys((problem.id for problem in SETTINGS.problems), 0.0)
    questions = dict.fromkeys("1234t", 0.0)
    for _, declaration in CHECKS.values():
        sums[declaration.problem] += declaration.points
    for problem in SETTINGS.problems:
        questions[problem.id[0]] += problem.points + problem.read_by_person

    assert sums == {problem.id: problem.points for problem in SETTINGS.problems}
    assert questions == {"1": 10, "2": 20, "3": 10, "4": 20, "t": 0}


@pytest.mark.parametrize("problem", [problem.id for problem in SETTINGS.problems if problem.points])
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
    template = modules({stem: emptied(source) for stem, source in REFERENCE.items()})

    for id, (function, _) in CHECKS.items():
        with pytest.raises(NotImplementedError):
            pytest.fail(f"{id} returned {function(template[file_of(id)], **given(id, seed=0))}")


def test_bodies_that_only_pass_earn_nothing():
    passing = {
        stem: re.sub(r"raise NotImplementedError\b.*", "pass", emptied(source))
        for stem, source in REFERENCE.items()
    }

    assert failed(passing) == set(CHECKS)


@pytest.mark.parametrize("seed", [STORED, 0, 1, 2])
def test_the_reference_keeps_all_points_whatever_random_numbers_came_before(seed):
    np.random.seed(seed + 1)

    assert failed({stem: source + "\n" for stem, source in REFERENCE.items()}, seed) == set()


@pytest.mark.parametrize("folder", sorted(RIGHT.iterdir()), ids=lambda folder: folder.name)
@pytest.mark.parametrize("seed", [STORED, pytest.param(0, marks=pytest.mark.slow)])
def test_correct_work_in_other_clothes_keeps_all_points(folder, seed):
    assert failed(sources_in(folder), seed) == set()


@pytest.mark.parametrize("epsilon", [1e-6, 1e-15])
def test_a_small_epsilon_is_harmless(epsilon):
    sources = sources_in(RIGHT / "loops")
    assert sources["softmax_regression"].count("EPSILON = 1e-8") == 1

    source = sources["softmax_regression"].replace("EPSILON = 1e-8", f"EPSILON = {epsilon}")

    assert failed({**REFERENCE, "softmax_regression": source}) == set()


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_loses_points_in_the_problems_that_it_is_about_and_in_no_other(name):
    problems = {CHECKS[id][1].problem for id in failed_by(name)}

    assert problems == set(WRONG[name][0].split())


def test_every_check_notices_some_mistake():
    noticed = set().union(*(failed_by(name) for name in WRONG))

    assert set(CHECKS) - noticed == set()


@pytest.mark.parametrize(
    ("name", "lucky"),
    [
        ("derivations: own output: square", "own_output_at_one_half"),
        ("derivations: other output: 1 - y_hat", "other_output_of_two_classes"),
        ("derivations: by weights: sum instead of mean", "loss_by_weights_of_the_label"),
        ("derivations: by weights: own output alone", "loss_by_weights_of_the_label"),
        ("derivations: by bias: sum", "loss_by_bias_of_one_example"),
        ("derivations: gradient of the sum", "mse_gradient_of_one_example"),
        ("derivations: Hessian without 1/n", "mse_hessian_of_one_example"),
        ("derivations: log-likelihood: mean", "negative_log_likelihood_of_one_example"),
        ("derivations: log-likelihood: mean", "negative_log_likelihood_of_many_examples"),
        ("derivations: log-likelihood: mean", "negative_log_likelihood_beside_an_impossible_class"),
    ],
)
def test_where_a_wrong_derivation_is_right_by_luck_its_check_says_so(name, lucky):
    assert lucky not in failed_by(name)
    assert failed_by(name)


@pytest.mark.parametrize("name", ["training: experiment: splits 50/50", "training: experiment: splits 90/10"])
def test_another_share_in_the_experiment_costs_the_check_about_the_share_alone(name):
    assert failed_by(name) == {"experiment_splits_80_20"}


def test_where_no_minibatch_comes_out_the_check_says_how_many_images_are_missing():
    none = types.SimpleNamespace(minibatches=lambda images, labels, size: [])
    for id in (id for id in CHECKS if id.startswith("minibatches_")):
        found = CHECKS[id][0](none, **given(id, STORED))

        assert found["number of images in all minibatches"] == 0, id
        assert expected(id, STORED)["number of images in all minibatches"] > 0, id


def test_what_finite_differences_say_is_what_the_reference_says():
    ending = ", by finite differences"
    for id in CHECKS:
        for name, quotients in expected(id, STORED).items():
            if name.endswith(ending):
                gradient = expected(id, STORED)[name.removesuffix(ending)]

                np.testing.assert_allclose(gradient, quotients, rtol=1e-6, atol=1e-8, err_msg=id)


@pytest.mark.parametrize("id", ["training", "training_with_penalty"])
def test_float32_training_uses_a_small_part_of_the_tube(id):
    function, declaration = CHECKS[id]
    student = modules(sources_in(RIGHT / "float32"))["softmax_regression"]
    for seed in STORED, 0, 1:
        observed, right = function(student, **given(id, seed)), expected(id, seed)

        for name in declaration.curves:
            error = np.abs(observed[name] - right[name]).reshape(len(right[name]), -1).max(axis=1)
            assert (error / tube(right[name], declaration.tolerance)).max() < 0.2, name


def test_every_equation_and_section_that_a_student_is_pointed_to_is_in_the_handout():
    handout = (FOLDER / "handout.md").read_text(encoding="utf-8")
    equations = re.findall(r"\\tag\{(\d+)\}", handout)
    sections = re.findall(r"^## (\d+)\. ", handout, flags=re.MULTILINE)
    hints = " ".join(function.__doc__ for function, _ in CHECKS.values()).replace("shape (1, 3)", "")
    docstrings = " ".join(
        ast.get_docstring(node) or ""
        for source in REFERENCE.values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    )

    assert equations == [str(number) for number in range(1, len(equations) + 1)]
    assert {*re.findall(r"\((\d+)\)", hints + docstrings)} <= {*equations}
    assert {*re.findall(r"[Ss]ection (\d+)", hints)} <= {*sections}
