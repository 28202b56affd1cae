"""The checks of dnn_a4_regression take points for every known mistake, in its own problem, and none for right work.

The checks run here in this process, without the sandbox: what is tried is what they look at.
"""

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
from grader.authoring.templates import template
from grader.compare import difference
from grader.declarations import by_check, declaring
from grader.judge import judge
from grader.records import Observation, Outcome
from grader.settings import read
from tests.assignments.specimens.dnn_a4_regression.wrong import WRONG, patched

ROOT = Path(__file__).parents[2]
ID = "dnn_a4_regression"
FOLDER = ROOT / "assignments" / ID
RIGHT = Path(__file__).parent / "specimens" / ID / "right"
SETTINGS = read(FOLDER / "assignment.toml", "assignment.toml")
REFERENCE = {file: (ROOT / "reference" / ID / file).read_text(encoding="utf-8") for file in SETTINGS.files}
SCRIPT = (RIGHT / "linear_regression" / "script_with_globals.py").read_text(encoding="utf-8")
STORED = -1  # in place of a seed: the inputs that lie in fixtures/, on which students are graded


@cache
def compiled(source: str) -> types.CodeType:
    return compile(source, "handed_in.py", "exec")


def module(source: str, file: str) -> types.ModuleType:
    made = types.ModuleType(file.removesuffix(".py"))
    exec(compiled(source), made.__dict__)
    return made


def load_checks() -> dict[str, tuple]:
    spec = importlib.util.spec_from_file_location(f"checks_of_{ID}", FOLDER / "checks.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return {id: (function, said) for id, function, said in by_check(declaring(vars(loaded)))}


CHECKS = load_checks()
FILE_OF = {id: f"{function.__code__.co_varnames[0]}.py" for id, (function, _) in CHECKS.items()}


@cache
def assignment():
    return catalog.load(ROOT, ID)


@cache
def stored():
    return fixtures.read(assignment())


@cache
def drawn(id: str, seed: int) -> dict:
    if seed == STORED:
        return stored().given[id]
    draws = CHECKS[id][1].given
    generators = {name: np.random.default_rng([seed, zlib.crc32(f"{id} {name}".encode())]) for name in draws}
    return {name: draw.function(generators[name]) for name, draw in draws.items()}


def given(id: str, seed: int) -> dict:
    """The inputs as a check gets them: copies, and plain numbers where they have no axis."""
    return {
        name: array.item() if array.ndim == 0 else array.copy() for name, array in drawn(id, seed).items()
    }


@cache
def expected(id: str, seed: int) -> dict:
    if seed == STORED:
        return stored().expected[id]
    return CHECKS[id][0](module(REFERENCE[FILE_OF[id]], FILE_OF[id]), **given(id, seed))


def as_sent(value):
    """What the sandbox makes of a returned value: an array of numbers, or the name of a type."""
    is_number = (
        isinstance(value, (np.ndarray, np.generic, int, float)) and np.asarray(value).dtype.kind in "biuf"
    )
    return np.asarray(value) if is_number else type(value).__name__


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


def failed(source: str, file: str, seed: int = STORED) -> set[str]:
    """The checks of one file that a source fails; all of them share the module, as at home."""
    student = module(source, file)
    return {id for id in CHECKS if FILE_OF[id] == file and fails(id, student, seed)}


@cache
def failed_by(name: str) -> set[str]:
    file, is_script, _, changes = WRONG[name]
    return failed(patched(SCRIPT if is_script else REFERENCE[file], changes), file)


@pytest.fixture(scope="module", autouse=True)
def plots() -> Iterator[None]:
    """An empty matplotlib, as a stand-in is."""
    with pytest.MonkeyPatch.context() as patch:
        for name in "matplotlib", "matplotlib.pyplot":
            patch.setitem(sys.modules, name, types.ModuleType(name))
        yield


def test_points_add_up_to_those_of_each_problem_and_to_the_statements_twenty():
    sums = dict.fromkeys((problem.id for problem in SETTINGS.problems), 0.0)
    for _, declaration in CHECKS.values():
        sums[declaration.problem] += declaration.points
    asked = {problem.id: problem.points + problem.read_by_person for problem in SETTINGS.problems}

    assert sums == pytest.approx({problem.id: problem.points for problem in SETTINGS.problems})
    assert asked == {"1a": 2, "1b": 1, "1c": 4, "1d": 2, "1e": 2, "2a": 2, "2b": 2, "2c": 2, "2d": 3}


@pytest.mark.parametrize("problem", [problem.id for problem in SETTINGS.problems])
def test_each_problem_has_public_and_hidden_checks(problem):
    seen = {declaration.visibility for _, declaration in CHECKS.values() if declaration.problem == problem}

    assert len(seen) == 2


def test_each_title_is_one_line_and_each_check_has_a_hint():
    for id, (function, _) in CHECKS.items():
        title, _, hint = function.__doc__.partition("\n\n")

        assert title.endswith("."), id
        assert "\n" not in title, id
        assert hint.strip().endswith((".", "?")), id


@pytest.mark.parametrize("file", SETTINGS.files)
def test_what_students_get_earns_nothing_and_every_check_says_that_it_is_not_implemented(file):
    source = template(REFERENCE[file], file)

    for id, (function, _) in CHECKS.items():
        if FILE_OF[id] == file:
            with pytest.raises(NotImplementedError):
                pytest.fail(f"{id} returned {function(module(source, file), **given(id, seed=0))}")


@pytest.mark.parametrize("file", SETTINGS.files)
def test_bodies_that_only_pass_earn_nothing(file):
    passing = re.sub(r"raise NotImplementedError\b.*", "pass", template(REFERENCE[file], file))

    assert failed(passing, file) == {id for id in CHECKS if FILE_OF[id] == file}


@pytest.mark.parametrize("file", SETTINGS.files)
@pytest.mark.parametrize("seed", [STORED, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (0, 1))])
def test_the_reference_keeps_all_points(file, seed):
    assert failed(REFERENCE[file], file, seed) == set()


@pytest.mark.parametrize("path", sorted(RIGHT.glob("*/*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [STORED, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (0, 1))])
def test_correct_work_in_other_clothes_keeps_all_points(path, seed):
    assert failed(path.read_text(encoding="utf-8"), f"{path.parent.name}.py", seed) == set()


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_loses_points_in_the_problems_that_it_is_about_and_in_no_other(name):
    assert {CHECKS[id][1].problem for id in failed_by(name)} == set(WRONG[name][2].split())


def test_every_check_notices_some_mistake():
    assert set(CHECKS) - set().union(*(failed_by(name) for name in WRONG)) == set()


@np.errstate(all="ignore")
def message(id: str, name: str) -> str:
    """What the staff reads of a check on a wrong solution."""
    file, is_script, _, changes = WRONG[name]
    source = patched(SCRIPT if is_script else REFERENCE[file], changes)
    observed = CHECKS[id][0](module(source, file), **given(id, STORED))
    seen = Observation(
        check=id,
        outcome=Outcome.RETURNED,
        quantities={name: as_sent(value) for name, value in observed.items()},
    )
    check = next(check for check in assignment().checks if check.id == id)
    return judge(check, expected(id, STORED), seen, drawn(id, STORED)).message


@pytest.mark.parametrize("style", ["linear_regression", "script"])
def test_a_sum_in_place_of_a_mean_is_called_by_its_name(style):
    ratio = "of a batch twice over, divided by that of the batch (1: mean, 2: sum), is 2, expected 1"

    assert (
        message("deltas_are_means", f"{style}: deltas are sums") == f"delta_w {ratio} (and 1 more quantity)"
    )
    assert message("deltas_are_means", f"{style}: dW summed, db averaged") == f"delta_w {ratio}"


@pytest.mark.parametrize("style", ["linear_regression", "script"])
def test_consistent_sums_lose_what_is_about_batches_alone(style):
    about_sums = {"deltas_are_means", "loss_shrinks_or_overflows"}
    runs = {"trained_parameters_hidden", "defaults_of_a_run_hidden"}

    assert failed_by(f"{style}: deltas are sums") == about_sums | runs
    assert failed_by(f"{style}: dW summed, db averaged") == about_sums | runs | {"deltas_agree_hidden"}


def test_a_wrong_derivative_is_told_a_counterexample():
    said = message("one_example_biases", "derivations: (a) of the opposite sign")

    assert re.fullmatch(
        r"db is off in 2 of 2 places; worst at \[\d\]: \S+, expected \S+: the sign is the opposite; "
        r"at W = .+, b = .+, x = .+, y = .+, by finite differences \S+",
        said,
    )


def test_a_batch_derivative_that_is_a_mean_is_told_the_factor():
    assert ": every value is the expected one divided by 2; at W = " in message(
        "batch_weights", "derivations: (b) mean in place of the sum"
    )


def test_the_logarithm_of_a_softmax_is_told_that_it_is_not_finite():
    advice = "expected finite numbers: does exp overflow, or is there a log of 0"
    assert advice in message("loss_extreme", "softmax: log(softmax)")


def test_one_component_of_the_numerical_gradient_is_told_its_shape():
    said = message("numerical_gradient", "softmax: numerical gradient of one component")

    assert said.startswith("numerical gradient has shape (), expected (5,)")


def test_the_limit_of_the_learning_rate_lies_between_the_two_that_are_tried():
    x = stored().given["loss_shrinks_or_overflows"]["x"]
    bright = np.hstack([np.repeat(x, 19, axis=1), np.ones((len(x), 1))])

    limit = 2 / np.linalg.eigvalsh(2 * bright.T @ bright / len(x))[-1]

    # The handout says of these images that it is near 0.03; with 20 rows summed, 0.01 is 0.2.
    assert 0.025 < limit < 0.035


def test_a_check_leaves_the_names_of_a_script_as_they_were():
    script = module(SCRIPT, "linear_regression.py")
    before = {name: value for name, value in vars(script).items() if not name.startswith("__")}
    for id in CHECKS:
        if FILE_OF[id] == "linear_regression.py":
            CHECKS[id][0](script, **given(id, STORED))

    assert {name: value for name, value in vars(script).items() if not name.startswith("__")} == before
    assert (script.W == 0.01).all()


def test_a_gradient_in_a_list_loses_the_check_on_arrays_alone():
    assert failed_by("softmax: gradient in a list") == {"gradient_is_an_array"}
    assert failed_by("softmax: numerical gradient in a list") == {"numerical_gradient_is_an_array"}


def test_every_equation_and_section_that_a_student_is_pointed_to_is_in_the_handout():
    handout = (FOLDER / "handout.md").read_text(encoding="utf-8")
    equations = re.findall(r"\\tag\{(\d+)\}", handout)
    sections = re.findall(r"^## (\d+)\. ", handout, flags=re.MULTILINE)
    hints = " ".join(function.__doc__ for function, _ in CHECKS.values())
    docstrings = " ".join(re.findall(r'""".*?"""', "".join(REFERENCE.values()), flags=re.DOTALL))

    assert equations == [str(number) for number in range(1, len(equations) + 1)]
    assert {*re.findall(r"Equations? \((\d+)\)", hints)} <= {*equations}
    assert {*re.findall(r"(?<!shape )\((\d+)\)", docstrings)} <= {*equations}
    assert {*re.findall(r"[Ss]ection (\d+)", hints)} <= {*sections}
