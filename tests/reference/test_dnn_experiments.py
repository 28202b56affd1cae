"""The experiments on digits train as the reference does, and say where numbers end."""

import numpy as np
import pytest

from datasets.arrays import Data
from grader.catalog import course_root
from grader.experiments import declared, plots
from grader.experiments.campaign import Campaign
from reference.dnn_a4_regression import derivations, experiments, linear_regression, overflow
from reference.plan import Run


def digits(train=240, test=60, pixels=12):
    """Return a small data set of ten classes with pixels from 0 to 255."""
    rng = np.random.RandomState(0)
    labels = rng.randint(0, 10, train + test).astype(np.int32)
    images = rng.uniform(0, 90, (train + test, pixels)).astype(np.float32)
    images[np.arange(train + test), labels] += 160
    arrays = images[:train], labels[:train], images[train:], labels[train:]
    return {"mnist": Data("mnist", "Digits", True, (), *arrays)}


def trained(parameters, epochs, data=None):
    """Return what a run yields."""
    run = Run("any", "any", parameters)
    return list(experiments.train(run, experiments.prepare(data or digits()), 0, epochs, {}))


def test_a_run_is_the_references():
    found = trained({"model": "linear", "lr": 0.02, "batch": 20}, 3)

    (data,) = digits().values()
    images = [each.astype(float) / 255 for each in (data.Xtrain, data.Xtest)]
    labels = [linear_regression.make_one_hot(each) for each in (data.ytrain, data.ytest)]
    run = linear_regression.train(
        images[0], labels[0], images[1], labels[1], 0.02, 3, 20, evaluation_rows=240 // 6
    )
    np.testing.assert_array_equal([each["train_error"] for each in found], run.training_errors)
    np.testing.assert_array_equal([each["evaluation_error"] for each in found], run.evaluation_errors)
    assert (found[-1]["test_error"], found[-1]["test_accuracy"]) == (run.test_error, run.test_accuracy)


def test_the_sigmoids_gradients_are_the_derivations():
    rng = np.random.RandomState(2)
    x, y = rng.normal(0, 1, (4, 6)), linear_regression.make_one_hot(np.array([3, 0, 9, 3]))
    model = experiments.SigmoidRegression(6)
    model.loadparams([rng.normal(0, 1, (6, 10))], [rng.normal(0, 1, 10)])
    model.forward(x)
    model.backward(y)

    each = [(model.W.T, model.b, *example) for example in zip(x, y, strict=True)]
    by_hand_W = np.mean([derivations.sigmoid_dW(*one) for one in each], axis=0)
    by_hand_b = np.mean([derivations.sigmoid_db(*one) for one in each], axis=0)
    np.testing.assert_allclose(model.delta_w.T, by_hand_W, rtol=0, atol=1e-15)
    np.testing.assert_allclose(model.delta_b, by_hand_b, rtol=0, atol=1e-15)


def test_no_training_beats_the_solution():
    (solved,) = trained({"model": "solved"}, 1)
    *_, trained_long = trained({"model": "linear", "lr": 0.1, "batch": 200}, 3000)

    assert 0 < trained_long["train_error"] - solved["train_error"] < 1e-3


def test_an_overflow_is_found_where_the_reference_has_it():
    rate, batch = 1.5, 20
    *_, found = trained({"model": "overflow", "lr": rate, "batch": batch}, 200)

    x, y = experiments.prepare(digits())[0]
    model = linear_regression.LinearRegression(x.shape[1], 10, rate)
    errors, weights = [], []
    with np.errstate(over="ignore", invalid="ignore"):
        for iteration in range(found["weights_overflow"]):
            rows = linear_regression.get_next_batch(iteration % (len(x) // batch), batch, x, y)
            model.zerograd()
            errors.append(linear_regression.get_loss(model.forward(rows[0]), rows[1]))
            model.backward(rows[1])
            weights.append(np.isfinite(model.y_hat).all())
            model.step()
    assert np.isfinite(errors).tolist().index(False) + 1 == found["error_overflows"]
    assert weights.index(False) + 1 == found["weights_overflow"]
    assert not np.isfinite(model.W).all()


def test_the_figure_marks_both_overflows_and_tells_the_prediction_apart():
    *_, found = trained({"model": "overflow", "lr": 1e6, "batch": 2}, 1)
    results = {"1e": [{name: np.array([each]) for name, each in found.items()}]}

    (shown,) = overflow.figures("1e", "Overflow", results)
    figure = plots._curves(shown, results)

    (axes,) = figure.axes
    measured, predicted, *marks = axes.lines
    assert measured.get_color() != predicted.get_color()
    assert len(measured.get_ydata()) == len(found["exponent"]) == 100
    assert [mark.get_xdata()[0] for mark in marks] == [found["error_overflows"], found["weights_overflow"]]
    assert [text.get_text() for text in axes.texts] == [
        f"error overflows: {found['error_overflows']}",
        f"weights overflow: {found['weights_overflow']}",
    ]
    plots.plt.close(figure)


def test_the_error_grows_as_predicted():
    found = trained({"model": "overflow", "lr": 1.5, "batch": 200}, 60)

    # One batch is all rows here, so that after the first steps the prediction is exact: both lines are parallel.
    grown, predicted = (np.diff([each[name][0] for each in found]) for name in ("exponent", "predicted"))
    np.testing.assert_allclose(grown[20:], predicted[20:], rtol=1e-9)


def test_what_does_not_overflow_has_no_figure():
    run = trained({"model": "overflow", "lr": 0.01, "batch": 20}, 2)

    assert [each.keys() for each in run] == [{"exponent", "predicted"}] * 2
    assert overflow.figures("1e", "Overflow", {"1e": [{"exponent": np.zeros((2, 3))}]}) == []
    assert overflow.figures("1e", "Overflow", {}) == []


def test_an_error_of_nothing_and_one_beyond_all_numbers_have_exponents_too():
    assert overflow._exponent(np.zeros((2, 3))) == -np.inf
    assert overflow._exponent(np.full((4, 25), 1e300)) == pytest.approx(600 + np.log10(25))
    assert np.isnan(overflow._exponent(np.array([[np.inf, 1.0]])))


def test_hopeless_errors_are_infinite_and_cost_no_more_training():
    found = trained({"model": "linear", "lr": 50.0, "batch": 20}, 2)

    hopeless = {"train_error": np.inf, "evaluation_error": np.inf, "test_error": np.inf}
    assert [{name: each[name] for name in hopeless} for each in found] == [hopeless] * 2
    assert all(np.isnan(each["test_accuracy"]) for each in found)


def test_the_page_names_the_overflow_and_the_best_of_the_search(tmp_path, monkeypatch):
    monkeypatch.setattr(experiments, "RATES", (0.01, 50.0))
    monkeypatch.setattr(experiments, "BATCH_SIZES", (20, 50))
    monkeypatch.setattr(experiments, "OVERFLOWING_RATE", 1e6)
    drawn = []
    monkeypatch.setattr(plots, "draw", lambda shown, *_: drawn.append(shown) or (b"", b""))
    (tmp_path / "runs").mkdir()
    loaded = declared.load(course_root(), "dnn_a4_regression")
    campaign = Campaign(loaded, digits(), 40, 1, tmp_path)

    assert [event.trouble for event in campaign.run() if hasattr(event, "trouble")] == [""] * 10
    campaign.write("Digits")

    page = (tmp_path / "index.html").read_text()
    found = campaign.results["1e rate 1e+06"][0]
    error, weights = found["error_overflows"][0], found["weights_overflow"][0]
    assert (
        f"In batch {error} the squared error is beyond the largest double; in batch {weights} so are the predictions, "
        in page
    )
    assert "Best on the evaluation set: learning rate 0.01, batches of 20, " in page
    assert [shown.id for shown in drawn] == ["1d", "1e-overflow", "1e-sigmoid", "1d-search"]
    assert drawn[1].marks == ((error, f"error overflows: {error}"), (weights, f"weights overflow: {weights}"))
    assert np.isnan(drawn[3].values).tolist() == [[False, True], [False, True]]
