"""The experiments with one example at a time train as the reference does, in NumPy and in PyTorch."""

import itertools

import numpy as np
import pytest

import datasets
from datasets.arrays import Data
from grader.catalog import course_root
from grader.experiments import declared, plots
from grader.experiments.campaign import Campaign
from reference.fast import one_by_one
from reference.ist_hw1_linear_models import experiments, hw1_q2, hw1_q3, tunings

CLOSE = {"rtol": 0, "atol": 1e-12}


def houses(rows=40, features=9):
    """Return a small table of houses."""
    rng = np.random.RandomState(0)
    X, w = rng.normal(0, 1, (2 * rows, features)), rng.normal(0, 1, features)
    y = (X @ w + rng.normal(12, 0.1, 2 * rows))[:, None]
    return Data("ames", "Houses", True, (), X[:rows], y[:rows], X[rows:], y[rows:])


def garments(train=120, test=30, pixels=14):
    """Return a small data set of ten classes with pixels from 0 to 255, some of which say what it is."""
    rng = np.random.RandomState(1)
    labels = rng.randint(0, 10, train + test).astype(np.int32)
    images = rng.randint(0, 90, (train + test, pixels)).astype(np.float32)
    images[np.arange(train + test), labels] += 160
    arrays = images[:train], labels[:train], images[train:], labels[train:]
    return Data("fashion_mnist", "Garments", True, (), *arrays)


def prepared():
    """Return what all runs share, in double precision."""
    shared = experiments.prepare({"ames": houses(), "fashion_mnist": garments()})
    return {name: [(X.astype(float), y) for X, y in parts] for name, parts in shared.items()}


def trained(id, epochs=2, shared=None):
    """Return what a run yields."""
    (run,) = (run for run in experiments.runs(epochs) if run.id == id)
    return list(experiments.train(run, shared or prepared(), 0, epochs, {}))


def by_the_reference(model, kind, epochs=2, **learning_rate):
    """Train a model of the reference in its own way; return the second set's measure after each epoch."""
    found, parts = [], prepared()[kind]
    if not hasattr(model, "w") and not isinstance(model, hw1_q3.LinearModel):
        parts = [(X[:, :-1], y) for X, y in parts]  # with biases of their own
    (X, y), other = parts[:2]
    for _ in range(epochs):
        order = np.random.permutation(len(X))
        X, y = X[order], y[order]
        model.train_epoch(X, y, **learning_rate)
        found.append(model.evaluate(*other))
    return found


def test_garments_are_split_and_scaled_as_the_course_does():
    (X, y), (dev_X, dev_y), (test_X, test_y) = experiments.prepare(
        {"ames": houses(), "fashion_mnist": garments()}
    )["garments"]

    expected = datasets.with_dev(garments())
    for actual, wanted in ((X, expected.Xtrain), (dev_X, expected.Xdev), (test_X, expected.Xtest)):
        np.testing.assert_array_equal(actual[:, :-1], wanted)
        np.testing.assert_array_equal(actual[:, -1], 1)
    for actual, wanted in ((y, expected.ytrain), (dev_y, expected.ydev), (test_y, expected.ytest)):
        np.testing.assert_array_equal(actual, wanted)


@pytest.mark.parametrize(
    ("id", "kind", "start", "rate", "measure"),
    [
        ("2.2a linear", "houses", lambda: hw1_q2.LinearRegression(10), 0.001, "test_rmse"),
        ("2.2a doubled", "houses", lambda: hw1_q2.LinearRegression(10), 0.002, "test_rmse"),
        ("2.2b network", "houses", lambda: hw1_q2.NeuralRegression(9, 150), 0.001, "test_rmse"),
        ("3.1a perceptron", "garments", lambda: hw1_q3.Perceptron(10, 15), 0.0, "validation_accuracy"),
        (
            "3.1b logistic",
            "garments",
            lambda: hw1_q3.LogisticRegression(10, 15),
            0.001,
            "validation_accuracy",
        ),
        ("3.2b MLP", "garments", lambda: hw1_q3.MLP(10, 14, 200), 0.001, "validation_accuracy"),
    ],
)
def test_runs_are_the_references_with_the_courses_seed(id, kind, start, rate, measure):
    found = [each[measure] for each in trained(id)]

    np.random.seed(42)
    np.testing.assert_allclose(found, by_the_reference(start(), kind, learning_rate=rate), **CLOSE)


def test_the_distance_is_that_to_the_analytic_solution():
    analytic, linear = trained("2.2a analytic"), trained("2.2a linear", 40)

    assert [each["distance"] for each in analytic] == [0, 0]
    assert 0 < linear[-1]["distance"] < linear[0]["distance"]
    assert analytic[0]["train_rmse"] < linear[-1]["train_rmse"]


def test_houses_pass_more_often_than_garments():
    passes = {run.id: run.epochs for run in experiments.runs(20)}

    assert (passes["2.2a linear"], passes["3.2b MLP"]) == (150, None)


def one_after_the_other(X, y, Ws, bs, learning_rate, activation, dropout, rng, block):
    """Train a network in the plainest way; the dropped units are drawn for a block of examples at a time."""
    g = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[activation]
    slope = {"relu": lambda z: z > 0, "tanh": lambda z: 1 - np.tanh(z) ** 2}[activation]
    losses = []
    for t, (x, label) in enumerate(zip(X, y, strict=True)):
        if t % block == 0:
            rows = min(block, len(X) - t)
            kept = [rng.random_sample((rows, W.shape[1])) >= dropout for W in Ws[1:]]
        hs, zs = [x], []
        for layer, (W, b) in enumerate(zip(Ws, bs, strict=True)):
            zs.append(W @ hs[-1] + b)
            if layer < len(Ws) - 1:
                hs.append(g(zs[-1]) * kept[layer][t % block] / (1 - dropout))
        p = np.exp(zs[-1]) / np.exp(zs[-1]).sum()
        losses.append(-np.log(p[label]))
        delta = p - np.eye(len(p))[label]
        for layer in reversed(range(len(Ws))):
            below = Ws[layer].T @ delta
            Ws[layer] -= learning_rate * np.outer(delta, hs[layer])
            bs[layer] -= learning_rate * delta
            if layer:
                delta = below * slope(zs[layer - 1]) * kept[layer - 1][t % block] / (1 - dropout)
    return np.mean(losses)


@pytest.mark.parametrize("dropout", [0, 0.3])
@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize("sizes", [(15, 6, 10), (15, 7, 6, 10), (15, 6, 7, 8, 10)])
def test_networks_of_any_depth_train_as_in_the_plainest_way(sizes, activation, dropout):
    rng = np.random.RandomState(4)
    Ws = [rng.normal(0.1, 0.5, (outs, ins)) for ins, outs in itertools.pairwise(sizes)]
    bs = [rng.normal(0, 0.5, outs) for outs in sizes[1:]]
    Ws_plain, bs_plain = ([each.copy() for each in arrays] for arrays in (Ws, bs))
    X, y = prepared()["garments"][0]
    ways = {"dropout": dropout, "block": 7}

    loss = one_by_one.network_epoch(
        X,
        y,
        Ws,
        bs,
        0.05,
        activation=getattr(one_by_one, activation),
        rng=np.random.RandomState(5),
        **ways,
    )

    plain = one_after_the_other(
        X, y, Ws_plain, bs_plain, 0.05, activation, rng=np.random.RandomState(5), **ways
    )
    assert loss == pytest.approx(plain, abs=1e-12)
    for actual, expected in zip([*Ws, *bs], [*Ws_plain, *bs_plain], strict=True):
        np.testing.assert_allclose(actual, expected, **CLOSE)


@pytest.mark.parametrize(("layers", "activation"), [(0, "relu"), (1, "relu"), (3, "tanh")])
def test_pytorch_trains_as_the_fast_form_does(layers, activation):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    from reference.ist_hw1_linear_models import hw1_q4

    torch.manual_seed(1)
    if layers:
        model = hw1_q4.FeedforwardNetwork(10, 14, 8, layers, activation, 0.0).double()
    else:
        model = hw1_q4.LogisticRegression(10, 14).double()
    start = [each.detach().numpy().copy() for each in model.parameters()]
    Ws, bs = start[::2], start[1::2]
    X, y = prepared()["garments"][0]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    criterion = torch.nn.CrossEntropyLoss()

    losses = [
        hw1_q4.train_batch(
            torch.from_numpy(X[i : i + 1, :-1]), torch.from_numpy(y[i : i + 1]), model, optimizer, criterion
        )
        for i in range(len(X))
    ]
    if layers:
        loss = one_by_one.network_epoch(
            X[:, :-1], y, Ws, bs, 0.05, activation=getattr(one_by_one, activation)
        )
    else:
        W = np.column_stack([*Ws, *bs])
        loss = one_by_one.logistic_epoch(X, y, W, 0.05)
        Ws, bs = [W[:, :-1]], [W[:, -1]]

    assert loss == pytest.approx(np.mean(losses), abs=1e-12)
    for actual, expected in zip(
        [*Ws, *bs], [*model.parameters()][::2] + [*model.parameters()][1::2], strict=True
    ):
        np.testing.assert_allclose(actual, expected.detach().numpy(), **CLOSE)


def test_every_tuning_is_done_in_pytorch_where_it_is_installed(monkeypatch):
    monkeypatch.setattr(tunings, "HAS_TORCH", True)

    names = [run.id for run in tunings.runs()]

    assert len(names) == 23
    assert sorted({name.removesuffix(", PyTorch") for name in names}) == sorted(
        name.removesuffix(", PyTorch") for name in names if name.endswith(", PyTorch")
    )
    (adam,) = (run.parameters for run in tunings.runs() if run.id == "4.2 Adam, PyTorch")
    assert adam == tunings.DEFAULTS | {"optimizer": "Adam", "torch": True}


def test_every_run_in_pytorch_measures_what_its_twin_does():
    pytest.importorskip("torch", reason="PyTorch is not installed")

    shared = experiments.prepare({"ames": houses(), "fashion_mnist": garments()})
    for id in ("4.1 rate 0.01", "4.2 tanh", "4.3 two layers"):
        in_numpy, in_torch = trained(id, shared=shared), trained(f"{id}, PyTorch", shared=shared)
        assert [each.keys() for each in in_numpy] == [each.keys() for each in in_torch]
        assert in_numpy[0]["train_loss"] == pytest.approx(in_torch[0]["train_loss"], abs=0.3)


def test_the_page_has_all_figures_and_says_that_pytorch_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(tunings, "HAS_TORCH", False)
    drawn, about = [], []

    def draw(shown, results, data_title):
        drawn.append(shown)
        about.append(data_title)
        return b"", b""

    monkeypatch.setattr(plots, "draw", draw)
    (tmp_path / "runs").mkdir()
    homework = declared.load(course_root(), "ist_hw1_linear_models")
    campaign = Campaign(homework, {"ames": houses(), "fashion_mnist": garments()}, 2, 1, tmp_path)

    troubles = [event.trouble for event in campaign.run() if hasattr(event, "trouble")]
    campaign.write("Linear models")

    assert troubles == [""] * 18
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count("PyTorch is not installed (`make torch`), so its runs are left out.") > 0
    assert "2 or 15 epochs, seed 0" in page
    assert [shown.title for shown in drawn] == [
        "2.2a: error of the linear model on houses",
        "2.2a: distance to the analytic weights",
        "2.2b: error of the network on houses",
        "3: accuracy on garments",
        "4.1: logistic regression: training loss",
        "4.1: logistic regression: validation accuracy",
        "4.2: learning rate: training loss",
        "4.2: learning rate: validation accuracy",
        "4.2: size, dropout, activation: training loss",
        "4.2: size, dropout, activation: validation accuracy",
        "4.3: layers: training loss",
        "4.3: layers: validation accuracy",
    ]
    assert about == [houses().title] * 3 + [garments().title] * 9


def test_the_best_on_the_validation_set_is_named_whichever_toolkit_it_is_of(monkeypatch):
    monkeypatch.setattr(tunings, "HAS_TORCH", True)
    results = {
        "4.2 default": [{"validation_accuracy": np.array([0.9, 0.7]), "test_accuracy": np.array([0.9, 0.6])}],
        "4.2 Adam, PyTorch": [
            {"validation_accuracy": np.array([0.1, 0.8]), "test_accuracy": np.array([0.1, 0.75])}
        ],
    }

    (figure, _) = (each for each in tunings.figures(results) if each.title.startswith("4.2: optimizer"))

    assert figure.note.endswith(
        "Best on the validation set: Adam, PyTorch (0.8000; test 0.7500). Dashed: PyTorch."
    )
    assert [(curve.label, curve.dashed) for curve in figure.curves] == [
        ("SGD", False),
        ("Adam, PyTorch", True),
    ]
