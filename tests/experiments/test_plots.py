"""Figures can be read: in print, without colour, and where one curve is wild."""

import numpy as np
import pytest

from grader.experiments import plots
from reference.plan import Curve, Figure, HeatMap, Pictures

LOSSES = {
    "a": [{"train": np.linspace(2, 1, 50), "test": np.linspace(2.5, 2, 50)}],
    "b": [{"train": np.linspace(2, 0.5, 50), "test": np.linspace(2.5, 1.5, 50)}],
}
CURVES = tuple(
    Curve(run, quantity, f"{quantity} {run}", dashed=quantity == "test")
    for run in ("a", "b")
    for quantity in ("train", "test")
)
FIGURE = Figure("losses", "Losses", "mean cross-entropy", CURVES)


@pytest.fixture(autouse=True)
def _closed():
    yield
    plots.plt.close("all")


def heat_map(values):
    """Return a heat map of a matrix."""
    rows, columns = (tuple(map(str, range(number))) for number in np.shape(values))
    return HeatMap("costs", "Costs", "learning rate", "epochs", rows, columns, values, "cross-entropy")


def test_a_figure_names_what_it_shows_on_each_axis():
    (axes,) = plots._curves(FIGURE, LOSSES).axes

    assert axes.get_xlabel() == "epoch"
    assert axes.get_ylabel() == "mean cross-entropy"


def test_what_is_dashed_stands_in_the_second_column_of_the_legend_and_has_hollow_marks():
    (axes,) = plots._curves(FIGURE, LOSSES).axes

    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "train a",
        "train b",
        "test a",
        "test b",
    ]
    assert [line.get_markerfacecolor() for line in axes.lines[2:]] == ["white", "white"]
    assert [line.get_color() for line in axes.lines[:2]] == [line.get_color() for line in axes.lines[2:]]


def test_curves_of_different_runs_have_their_marks_in_different_places():
    (axes,) = plots._curves(FIGURE, LOSSES).axes

    first, second = (set(line.get_xdata()[line.get_markevery()]) for line in axes.lines[:2])
    assert min(len(first), len(second)) == 8
    assert not first & second


def test_a_few_spikes_do_not_make_all_else_flat():
    wild = LOSSES | {"b": [{name: values.copy() for name, values in LOSSES["b"][0].items()}]}
    wild["b"][0]["train"][7] = 900.0

    (axes,) = plots._curves(FIGURE, wild).axes

    assert 2.3 < axes.get_ylim()[1] < 3
    assert [text.get_text() for text in axes.texts] == ["up to 900"]


@pytest.mark.parametrize("values", [np.full(50, np.nan), np.linspace(2, 1, 50)], ids=["nothing", "usual"])
def test_an_axis_without_spikes_shows_all(values):
    (axes,) = plots._curves(FIGURE, {"a": [{"train": values, "test": values}]}).axes

    assert list(axes.texts) == []


def test_the_best_cell_of_a_heat_map_is_framed_and_its_number_bold():
    axes, _ = plots._heat_map(heat_map([[0.5, 0.43361, 0.5], [0.45, np.nan, 2.0]]), {}).axes

    assert [patch.get_center().tolist() for patch in axes.patches] == [[1.0, 0.0]]
    assert [text.get_text() for text in axes.texts] == [
        "0.5000",
        "0.4336",
        "0.5000",
        "0.4500",
        "nan",
        "2.0000",
    ]
    assert [text.get_weight() for text in axes.texts] == ["normal", "bold", *["normal"] * 4]


def test_numbers_on_dark_cells_are_white():
    axes, _ = plots._heat_map(heat_map([[0.0, 0.1, 1.0]]), {}).axes

    assert [text.get_color() for text in axes.texts] == ["black", "black", "white"]


def test_a_heat_map_of_nothing_is_drawn():
    axes, _ = plots._heat_map(heat_map(np.full((2, 2), np.nan)), {}).axes

    assert list(axes.patches) == []


def test_columns_of_pictures_have_headings():
    images = [[np.zeros((3, 3))] * 2]
    drawn = plots._pictures(Pictures("warm", "Warm-up", ("zeros",), images, columns=("by rows", "")), {})

    assert [axes.get_title(loc="left") for axes in drawn.axes] == ["by rows", ""]
    assert drawn.axes[0].get_ylabel() == "zeros"


def test_a_figure_is_the_same_bytes_each_time():
    first, second = (plots.draw(heat_map([[1.0, 2.0]]), {}, "data") for _ in range(2))

    assert first == second
    assert first[0].startswith(b"\x89PNG")
    assert b"<svg" in first[1]
