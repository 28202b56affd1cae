"""The search of 4096 combinations finds what the reference finds with one at a time, and selects the right one."""

import itertools

import numpy as np
import pytest

from datasets.arrays import Data
from grader.catalog import course_root
from grader.experiments import declared, plots
from grader.experiments.campaign import Campaign
from grader.experiments.execute import Done
from reference.wpi_hw3_softmax import experiments, softmax_regression

SEARCHES = [run for run in experiments.runs(40) if run.id not in experiments.RULES]


def garments(train=150, test=40):
    """Return a small data set of ten classes with pixels from 0 to 255, some of which say what it is."""
    rng = np.random.RandomState(0)
    labels = rng.randint(0, 10, train + test).astype(np.int32)
    images = rng.uniform(0, 90, (train + test, 30)).astype(np.float32)
    images[np.arange(train + test), labels] += 160
    return Data(
        "fashion_mnist",
        "Garments",
        True,
        (),
        images[:train],
        labels[:train],
        images[train:],
        labels[train:],
    )


def in_double_precision():
    """Return the images and labels of a small data set as runs get them, but more precise."""
    images, labels, test_images, test_labels = experiments.prepare({"fashion_mnist": garments()})
    return images.astype(float), labels, test_images.astype(float), test_labels


def made_up(least, steady=None):
    """Return results of all searches, of some seeds.

    A seed's combination `least` costs 0.25 at its end, `steady` 0.35 in its last five epochs; others cost more.
    """
    rng, results = np.random.RandomState(1), {}
    for run in SEARCHES:
        pairs = [*itertools.product(run.parameters["lr"], run.parameters["alpha"])]
        results[run.id] = []
        for seed, chosen in enumerate(least):
            losses = rng.uniform(0.4, 0.5, (40, len(pairs)))
            if steady and is_tried_in(run, steady[seed]):
                end, place = steady[seed]["epochs"], pairs.index((steady[seed]["lr"], steady[seed]["alpha"]))
                losses[end - 5 : end, place] = 0.35
            if is_tried_in(run, chosen):
                losses[chosen["epochs"] - 1, pairs.index((chosen["lr"], chosen["alpha"]))] = 0.25
            results[run.id].append({"validation_loss": losses})
    return results


def is_tried_in(run, chosen):
    """Return whether a combination belongs to a run of the search."""
    return run.parameters["batch_size"] == chosen["batch_size"] and chosen["lr"] in run.parameters["lr"]


def test_the_grid_has_4096_combinations_and_the_published_one_among_them():
    tried = {
        (run.parameters["batch_size"], lr, alpha, epochs)
        for run in SEARCHES
        for lr in run.parameters["lr"]
        for alpha in run.parameters["alpha"]
        for epochs in run.parameters["epochs"]
    }

    assert len(tried) == 4096
    assert tuple(experiments.PUBLISHED.values()) in tried


@pytest.mark.parametrize("place", [0, 5, 15])
def test_combinations_together_are_the_reference_with_one_at_a_time(place):
    run = SEARCHES[place]._replace(parameters=SEARCHES[place].parameters | {"epochs": [1, 3]})
    prepared = in_double_precision()

    found = [*experiments.train(run, prepared, 3, 3, {})]

    assert len(found) == 3
    for epochs in (1, 3):
        pairs = itertools.product(run.parameters["lr"], run.parameters["alpha"])
        for (lr, alpha), loss in zip(pairs, found[epochs - 1]["validation_loss"], strict=True):
            np.random.seed(3)
            images, labels, *validation = softmax_regression.split(*prepared[:2])
            chosen = {"batch_size": run.parameters["batch_size"], "lr": lr, "alpha": alpha, "epochs": epochs}
            model = softmax_regression.fitted(images, labels, chosen)
            expected = softmax_regression.cross_entropy(model, *validation)
            assert loss == pytest.approx(expected, abs=1e-12)
            if alpha == 0:
                assert found[epochs - 1][f"validation_loss_at_rate_{lr:.3g}"] == loss


def test_single_precision_finds_close_losses():
    run = SEARCHES[1]._replace(parameters=SEARCHES[1].parameters | {"epochs": [10]})

    single, double = (
        [each["validation_loss"] for each in experiments.train(run, prepared, 3, 10, {})]
        for prepared in (experiments.prepare({"fashion_mnist": garments()}), in_double_precision())
    )

    np.testing.assert_allclose(single, double, atol=1e-5)


@pytest.mark.parametrize("epochs", [1, 3, 8, 40, 41])
def test_the_last_number_of_epochs_is_the_one_that_was_asked_for(epochs):
    numbers = experiments.runs(epochs)[0].parameters["epochs"]

    assert numbers == sorted({*numbers})
    assert numbers[-1] == epochs
    assert len(numbers) == min(epochs, 8)


@pytest.mark.parametrize("rule", ["selected", "steady"])
def test_each_seed_trains_what_its_search_selected_with_all_images_by_the_reference(rule):
    least = [
        {
            "batch_size": 100,
            "lr": experiments.LEARNING_RATES[6],
            "alpha": experiments.PENALTIES[3],
            "epochs": 5,
        },
        {"batch_size": 32, "lr": experiments.LEARNING_RATES[0], "alpha": 0.0, "epochs": 10},
    ]
    steady = [chosen | {"lr": experiments.LEARNING_RATES[2], "epochs": 15} for chosen in least]
    prepared, results = in_double_precision(), made_up(least, steady)
    (run,) = (run for run in experiments.runs(40) if run.id == rule)

    for seed, chosen in enumerate({"selected": least, "steady": steady}[rule]):
        *before, found = experiments.train(run, prepared, seed, 40, results)

        np.random.seed(seed)
        model = softmax_regression.fitted(prepared[0], prepared[1], chosen)
        assert before == [{}] * (chosen["epochs"] - 1)
        assert found == {
            "test_loss": softmax_regression.cross_entropy(model, *prepared[2:]),
            "test_accuracy": softmax_regression.accuracy(model, *prepared[2:]),
        }


def test_the_best_are_listed_and_the_selected_stands_beside_the_published():
    steady = experiments.PUBLISHED | {"batch_size": 64, "alpha": 0.0, "epochs": 20}
    results = made_up([experiments.PUBLISHED], [steady])
    for rule, accuracy in (("selected", 0.85), ("steady", 0.86)):
        results[rule] = [{"test_loss": np.array([0.44]), "test_accuracy": np.array([accuracy])}]

    selected, best, epochs, sizes, *maps = experiments.shown(results, None)

    both = ["32", "0.03251", "1.538e-05", "35"]
    assert selected.rows == [
        ["the least at the end, seed 0", *both, "0.2500", "0.4400", "85.00%"],
        [
            "the least worst of the last 5 epochs, seed 0",
            "64",
            "0.03251",
            "0",
            "20",
            "0.3500",
            "0.4400",
            "86.00%",
        ],
        ["published", *both, "0.4336", "0.4558", "84.26%"],
    ]
    assert best.rows[0][:-1] == ["1", *both, "0.250000"]
    assert 0.35 < float(best.rows[0][-1]) < 0.5
    assert best.rows[1] == ["2", "64", "0.03251", "0", "20", "0.350000", "0.350000"]
    assert [curve.label for curve in epochs.curves] == [
        f"learning rate {lr:.3g}" for lr in experiments.LEARNING_RATES[2:]
    ]
    assert [curve.label for curve in sizes.curves] == [f"batch size {size}" for size in (32, 100, 256, 1000)]
    losses = [float(row[-2]) for row in best.rows]
    assert losses == sorted(losses)
    assert len(losses) == 10
    assert [each.id for each in maps] == [
        "batch-size-lr",
        "batch-size-alpha",
        "batch-size-epochs",
        "lr-alpha",
        "lr-epochs",
        "alpha-epochs",
    ]
    assert all(each.values.shape == (8, 8) and each.values.min() == 0.25 for each in maps)
    assert maps[0].values[0, 4] == 0.25
    assert maps[0].note == "Each cell is the least of 64 combinations; the frame is round the least of all."


def test_half_a_search_selects_nothing_and_has_curves():
    results = made_up([experiments.PUBLISHED])

    assert [each.id for each in experiments.shown(results, None)] == ["epochs", "sizes"]


def test_a_student_trains_with_the_published_rate_and_four_batch_sizes():
    data = {"fashion_mnist": garments()}

    parts = {run.id: experiments.part(run, data, 7, 5) for run in experiments.runs(40)}
    drawn = {id: part for id, part in parts.items() if part}
    (sizes,) = (each for each in experiments.shown({}, None) if each.id == "sizes")
    assert [curve.run for curve in sizes.curves] == [*drawn]
    assert [part.given["batch"] for part in drawn.values()] == [32, 100, 256, 1000]
    assert {part.given["lr"] for part in drawn.values()} == {experiments.PUBLISHED["lr"]}
    assert {part.yields for part in drawn.values()} == {(sizes.curves[0].quantity,)}


def test_the_whole_of_it_becomes_a_page(tmp_path, monkeypatch):
    monkeypatch.setattr(experiments, "BATCH_SIZES", (32, 64))
    # Drawing takes a second for each, and has its own tests.
    monkeypatch.setattr(plots, "draw", lambda *_: (b"PNG", b"<svg/>"))
    (tmp_path / "runs").mkdir()
    homework = declared.load(course_root(), "wpi_hw3_softmax")
    campaign = Campaign(homework, {"fashion_mnist": garments()}, 16, 1, tmp_path)

    done = [event.job.run.id for event in campaign.run() if isinstance(event, Done)]
    found = campaign.write("Softmax")

    assert len(done) == len(found.rows) == 6
    assert {*done[-2:]} == {"selected", "steady"}
    assert float(found.rows[-1][4]) > 0.5
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count("<table>") == 3
    assert page.count("<figure>") == 8
    assert "The selected combinations beside the published one" in (tmp_path / "results.md").read_text(
        encoding="utf-8"
    )
    assert (tmp_path / "best.csv").read_text(encoding="utf-8").count("\n") == 11
    assert Campaign(homework, {"fashion_mnist": garments()}, 16, 1, tmp_path).todo == []
