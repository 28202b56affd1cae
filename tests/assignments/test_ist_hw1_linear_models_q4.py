"""The checks of question 4 take points for every known mistake, in its own problem, and none for right work.

They run here in this process, without the sandbox, and only where PyTorch is installed.
"""

import hashlib
import importlib.util
import itertools
import types
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader.compare import Tolerance, difference, sentence
from grader.declarations import by_check, declaring
from grader.inside.wire import as_array

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

ROOT = Path(__file__).parents[2]
# The inputs that are stored are drawn by this name.
STORED = "ist_hw1_linear_models"
POINTS = {"4.1": 7, "4.2": 7, "4.3": 4}


def load(path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(f"{path.stem}_of_question_4", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


MADE = load(ROOT / "assignments" / "ist_hw1_linear_models" / "checks.py")
SPECIMENS = load(ROOT / "tests/assignments/specimens/ist_hw1_linear_models/question_4.py")
CHECKS = {
    id: (function, said)
    for id, function, said in by_check(declaring(vars(MADE)))
    if function.__code__.co_varnames[0] == "hw1_q4"
}
WRONG = {**SPECIMENS.IN_4_1, **SPECIMENS.IN_4_2, **SPECIMENS.IN_4_3}
# Training costs a second each: `make test` takes every third, `make test-slow` the others.
SOME_FIRST = [pytest.param(name, marks=pytest.mark.slow) if at % 3 else name for at, name in enumerate(WRONG)]
SUFFERS = {"4.1": {"4.1"}, "4.2": {"4.2", "4.3"}, "4.3": {"4.3"}}


@pytest.fixture(autouse=True)
def _numbers_as_usual():
    """One of the specimens makes them float64."""
    yield
    torch.set_default_dtype(torch.float32)


def module(source: str) -> types.ModuleType:
    made = types.ModuleType("hw1_q4")
    exec(compile(source, "hw1_q4.py", "exec"), made.__dict__)
    return made


def given(id: str, seed: str) -> dict:
    inputs = {}
    for name, draw in CHECKS[id][1].given.items():
        number = int.from_bytes(hashlib.sha256(f"{seed}/{id}/{name}".encode()).digest(), "big")
        array = np.asarray(draw.function(np.random.Generator(np.random.PCG64(number))))
        inputs[name] = array.item() if array.ndim == 0 else array
    return inputs


def complaints(id: str, student: types.ModuleType, seed: str = STORED) -> list[str]:
    """Return what the judge would say."""
    function, declaration = CHECKS[id]
    try:
        returned = function(student, **given(id, seed))
    except Exception as error:  # noqa: BLE001 (a wrong solution may raise anything)
        return [f"raised {type(error).__name__}: {error}"]
    sent = {name: as_array(value) for name, value in returned.items()}
    arrays = {name: array for name, array in sent.items() if array is not None}
    try:
        expected = getattr(MADE, declaration.expected_by)({**arrays, **given(id, seed)})
    except ValueError as error:
        return [str(error)]
    found = []
    for name, wanted in expected.items():
        actual = sent[name] if sent[name] is not None else type(returned[name]).__name__
        differs = difference(name, actual, np.asarray(wanted), declaration.tolerance or Tolerance())
        found += [sentence(differs)] if differs else []
    return found


def failed(student: types.ModuleType, ids: Iterable[str] = CHECKS) -> set[str]:
    return {id for id in ids if complaints(id, student)}


@cache
def failed_by(name: str) -> set[str]:
    return failed(module(WRONG[name][0]))


def test_points_add_up():
    for problem, points in POINTS.items():
        assert sum(said.points for _, said in CHECKS.values() if said.problem == problem) == points


def test_every_check_needs_pytorch_and_says_what_to_expect():
    for function, said in CHECKS.values():
        assert said.needs == "torch"
        assert callable(getattr(MADE, said.expected_by))
        assert function.__code__.co_varnames[0] == "hw1_q4"


@pytest.mark.parametrize("name", SPECIMENS.RIGHT)
@pytest.mark.parametrize("seed", [STORED, *(pytest.param(seed, marks=pytest.mark.slow) for seed in "ab")])
def test_right_work_keeps_every_point(name, seed):
    student = module(SPECIMENS.RIGHT[name])
    said = {id: complaints(id, student, seed) for id in CHECKS}

    assert {id: each for id, each in said.items() if each} == {}


@pytest.mark.parametrize("name", SOME_FIRST)
def test_a_mistake_is_found(name):
    assert WRONG[name][1] <= failed_by(name)


@pytest.mark.parametrize("name", SOME_FIRST)
def test_a_mistake_costs_points_in_its_own_problem_and_where_its_layers_are_used_again(name):
    own = next(id for id in ("4.1", "4.2", "4.3") if name in vars(SPECIMENS)[f"IN_{id.replace('.', '_')}"])

    assert {CHECKS[id][1].problem for id in failed_by(name)} <= SUFFERS[own]


def test_the_template_fails_every_check_with_what_is_not_implemented():
    student = module(SPECIMENS.REFERENCE)

    def refuse(*arguments, **keywords):
        raise NotImplementedError("it")

    student.train_batch = student.LogisticRegression.__init__ = student.FeedforwardNetwork.__init__ = refuse

    assert {tuple(complaints(id, student)) for id in CHECKS} == {("raised NotImplementedError: it",)}


def test_a_file_that_wants_a_graphics_card_that_is_not_there_cannot_be_imported():
    source = SPECIMENS.patched(
        ("import torch\n", 'import torch\n\nHERE = torch.zeros(1, device="cuda:99")\n')
    )

    with pytest.raises((RuntimeError, AssertionError)):
        module(source)


SENTENCES = {
    ("all layers in a plain list", "relu_logits"): (
        "model.parameters() has 0 arrays, expected 4: the weights and biases of one hidden layer and of the output (PyTorch does not know layers in a plain list, and counts a layer that is used twice once)"
    ),
    ("the same hidden layer again", "three_layers_size"): "number of parameters is 199210, expected 239410",
    ("the same hidden layer again", "deeper_logits_hidden"): (
        "model.parameters() has 6 arrays, expected 8: the weights and biases of 3 hidden layers and of the output (PyTorch does not know layers in a plain list, and counts a layer that is used twice once)"
    ),
    ("a tensor for a float", "batch_loss"): "loss is a Tensor, expected a number",
    ("no bias", "logistic_logits"): "model.parameters() has 1 arrays, expected 2: W and b",
    ("the class in place of the logits", "logistic_logits"): "the model returns shape (6,), expected (6, 3)",
    ("thanh", "tanh_logits"): "raised KeyError: 'tanh'",
    (
        "dropout with 1 - p",
        "dropout_probability",
    ): "in training 69% of the hidden units are zero, expected about 30%",
}


@pytest.mark.parametrize(("name", "id"), SENTENCES)
def test_what_a_mistake_is_told(name, id):
    assert complaints(id, module(WRONG[name][0])) == [SENTENCES[name, id]]


def test_layers_of_other_sizes_are_told_their_shapes():
    student = module(
        SPECIMENS.patched(("nn.Linear(hidden_size, n_classes)", "nn.Linear(hidden_size, n_classes + 1)"))
    )

    assert complaints("relu_logits", student) == [
        "the parameters do not fit layers of 5 → 8 → 6 units: they are hidden.0.weight (8, 5), hidden.0.bias (8,), output.weight (7, 8), output.bias (7,)"
    ]


@pytest.mark.parametrize("seed", range(40))
def test_the_share_of_dropped_units_is_right_for_right_work_whatever_is_drawn(seed, monkeypatch):
    """The bound says that fewer than 1 draw in 10^8 fails; it holds for 1600 units or more, and there are."""
    monkeypatch.setattr(MADE, "TORCH_SEED", seed)

    assert failed(module(SPECIMENS.REFERENCE), ["dropout_probability", "dropout_probability_hidden"]) == set()


def test_the_inputs_show_what_they_should():
    """Units of a ReLU on both sides of 0 in every layer, logits of both signs: else mistakes go unseen."""
    for id, (function, said) in CHECKS.items():
        if said.expected_by not in ("expect_logits", "expect_step", "expect_shift"):
            continue
        seen = function(module(SPECIMENS.REFERENCE), **given(id, STORED))
        *hidden, logits = MADE.passed(
            MADE.network_layers({n: np.asarray(v) for n, v in seen.items()}), seen["X"]
        )[1:]

        assert logits.min() < 0 < logits.max(), id
        assert seen["activation"] == MADE.TANH or all(0.2 < np.mean(h > 0) < 0.8 for h in hidden), id


def test_the_gradients_are_those_of_the_loss():
    """Against central differences, without a hidden layer, and with one and two, of both kinds."""
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((4, 3)), np.array([0, 1, 1, 0])
    for units, activation in (((3, 2), MADE.RELU), ((3, 5, 2), MADE.RELU), ((3, 5, 4, 2), MADE.TANH)):
        layers = [
            MADE.Layer(rng.standard_normal((out, into)), rng.standard_normal(out), "", "", (), False)
            for into, out in itertools.pairwise(units)
        ]

        def loss(layers, activation=activation):
            logs = MADE.log_probabilities(MADE.passed(layers, X, activation)[-1])
            return -logs[np.arange(len(y)), y].mean()

        gradients = MADE.backpropagated(layers, X, y, activation)
        for number, gradient in enumerate(gradients):
            for place in np.ndindex(gradient.shape):
                bump = [np.zeros_like(each) for each in gradients]
                bump[number][place] = 1e-6
                ahead, behind = (MADE.moved(layers, [sign * each for each in bump]) for sign in (-1, 1))

                assert (loss(ahead) - loss(behind)) / 2e-6 == pytest.approx(gradient[place], abs=1e-7)


def test_sizes_that_a_process_made_up_cannot_make_us_count_for_ever():
    seen = CHECKS["relu_logits"][0](module(SPECIMENS.REFERENCE), **given("relu_logits", STORED))
    forged = {**{name: np.asarray(value) for name, value in seen.items()}, "layers": np.array(10**12)}

    with pytest.raises(ValueError, match="3 hidden layers"):
        MADE.expect_logits(forged)
