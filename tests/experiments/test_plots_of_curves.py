"""Figures: the same bytes each time, with labels, and with whatever was found."""

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from grader.experiments import laid_over, plots
from reference.plan import Curve, Figure, HeatMap, Pictures

CURVES = (
    Curve("a", "loss", "train, a"),
    Curve("a", "test", "test, a", dashed=True),
    Curve("b", "loss", "train, b"),
)
FIGURE = Figure("loss", "The loss", "cross-entropy", CURVES)
ONE = {name: [{"loss": np.array([3.0, 2.0, 1.0]), "test": np.array([3.0, 2.5, 2.75])}] for name in "ab"}
HEAT = HeatMap(
    "map", "A map", "rows", "columns", ("1", "2"), ("x", "y", "z"), [[3, 1, 2], [9, np.nan, 4]], "loss"
)
PICTURES = Pictures("some", "Some", ("one", "two"), [[np.eye(3)] * 2, [np.ones((3, 3))] * 2])


@pytest.fixture
def drawn(monkeypatch):
    """Return a function that draws and returns the figure's axes, which `draw` would throw away."""
    kept = []
    monkeypatch.setattr(plots.plt, "close", kept.append)

    def draw(shown, results):
        plots.draw(shown, results, "Data")
        return kept[-1].axes

    yield draw
    monkeypatch.undo()
    for figure in kept:
        plots.plt.close(figure)


@pytest.mark.parametrize("shown", [FIGURE, HEAT, PICTURES], ids=["figure", "map", "pictures"])
def test_a_figure_is_the_same_bytes_each_time(shown):
    png, svg = plots.draw(shown, ONE, "Data")

    assert plots.draw(shown, ONE, "Data") == (png, svg)
    assert png.startswith(b"\x89PNG")
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert b"<script" not in svg


def test_a_curve_is_the_mean_of_the_seeds_against_the_epoch(drawn):
    seeds = {"a": [{"loss": np.array([4.0, 2.0])}, {"loss": np.array([2.0, 0.0])}]}

    (axes,) = drawn(FIGURE, seeds)
    (line,) = axes.lines
    assert (line.get_xdata().tolist(), line.get_ydata().tolist()) == ([1, 2], [3.0, 1.0])
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("epoch", "cross-entropy")


def test_curves_of_one_run_share_colour_and_mark_and_differ_in_their_dashes(drawn):
    (axes,) = drawn(FIGURE, ONE)

    looks = {
        line.get_label(): (line.get_color(), line.get_marker(), line.get_linestyle()) for line in axes.lines
    }
    train, test, other = (looks[curve.label] for curve in CURVES)
    assert train[:2] == test[:2]
    assert train[:2] != other[:2]
    assert (train[2], test[2]) == ("-", "--")


def test_what_was_handed_in_is_drawn_over_the_pale_reference(drawn):
    theirs = [{"loss": np.array([3.0, 2.0]), "test": np.array([3.0, 2.0])}]

    (axes,) = drawn(laid_over.figure(FIGURE, {"a": theirs}), ONE | {laid_over.name("a"): theirs})
    pale = [line for line in axes.lines if line.get_alpha() is not None]
    plain = [line for line in axes.lines if line.get_alpha() is None]
    assert [len(line.get_xdata()) for line in pale] == [3, 3]
    assert sorted(len(line.get_xdata()) for line in plain) == [2, 2, 3]
    assert {line.get_color() for line in pale} == {
        line.get_color() for line in plain if len(line.get_xdata()) == 2
    }
    assert all(line.get_zorder() < other.get_zorder() for line in pale for other in plain)
    assert {text.get_text() for text in axes.get_legend().get_texts()} == {
        *("train, a", "test, a", "train, b (reference alone)", "pale and broad: the reference"),
    }


def test_the_range_of_the_seeds_is_a_band_with_one_entry_in_the_legend_and_none_round_the_reference(drawn):
    two = [{"loss": np.array([3.0, 2.0]), "test": np.array([3.0, 2.0])}] * 2

    (axes,) = drawn(FIGURE, {"a": two})
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels.count("from the least to the most of the seeds") == 1
    assert len(axes.collections) == 2
    (axes,) = drawn(laid_over.figure(FIGURE, {"a": two}), {"a": two, laid_over.name("a"): two})
    assert len(axes.collections) == 2


def test_one_epoch_has_one_tick(drawn):
    (axes,) = drawn(FIGURE, {"a": [{"loss": np.array([3.0]), "test": np.array([2.0])}]})

    low, high = axes.get_xlim()
    assert [tick for tick in axes.get_xticks() if low <= tick <= high] == [1]


def test_a_figure_of_which_nothing_was_found_is_empty_and_no_error(drawn):
    (axes,) = drawn(FIGURE, {})

    assert axes.lines[:] == []


def test_losses_that_are_no_numbers_leave_gaps(drawn):
    (axes,) = drawn(FIGURE, {"a": [{"loss": np.array([1.0, np.nan, np.inf])}]})

    assert len(axes.lines) == 1


def test_a_map_without_a_single_number_is_drawn_all_the_same(drawn):
    axes = drawn(HEAT._replace(values=np.full((2, 3), np.nan)), {})

    assert (axes[0].get_xlabel(), axes[0].get_ylabel()) == ("columns", "rows")


def test_a_stand_in_says_so_over_every_figure(monkeypatch):
    titles = []
    monkeypatch.setattr(plots.Figure, "suptitle", lambda self, text, **_: titles.append(text))

    for shown in (FIGURE, HEAT, PICTURES):
        plots.draw(shown, ONE, "Numbers (stand-in, not real data)")
    assert [title.partition("\n")[2] for title in titles] == ["Numbers (stand-in, not real data)"] * 3


def test_no_window_is_asked_for():
    assert plots.mpl.get_backend().lower() == "agg"
    assert Path(plots.__file__).read_text().count('mpl.use("Agg")') == 1
