"""Figures as matplotlib draws them: the same bytes each time, legible in print and without colour."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np

from grader.records import Array

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

# Okabe and Ito's colours, which colour-blind readers tell apart; each has a mark of its own, too.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_MARKS = ("o", "s", "^", "D", "v", "P", "X")
_MARKS_PER_CURVE = 8
_STYLE: Any = {
    "svg.hashsalt": "experiments",
    "svg.fonttype": "path",
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "font.size": 11,
    "legend.fontsize": 9.5,
    "lines.linewidth": 1.8,
    "lines.dashed_pattern": (3.5, 1.5),
}
# An axis leaves out the largest values if they would make it so many times as long as it is without these.
_SHOWN_PERCENT, _FAR = 98, 2.5
# Where a curve is the same as a pale one, it runs along a broad band.
_PALE: Any = {"linewidth": 6, "alpha": 0.25, "solid_capstyle": "butt", "dash_capstyle": "butt", "zorder": 1}
_BAND = "from the least to the most of the seeds"
_PNG_DOTS_PER_INCH = 160
_MOST_NUMBERED_CELLS = 100
_DIGITS = 4  # of a number in a heat map
_HEAT_POWER = 0.5

Results = Mapping[str, Sequence[Mapping[str, Array]]]


def draw(shown: Any, results: Results, data_title: str) -> tuple[bytes, bytes]:
    """Return a figure, heat map or grid of pictures as PNG and as SVG."""
    draws = {"Figure": _curves, "HeatMap": _heat_map, "Pictures": _pictures}
    with mpl.rc_context(_STYLE):
        figure = draws[type(shown).__name__](shown, results)
        figure.suptitle(f"{shown.title}\n{data_title}", fontsize=12, x=0.01, ha="left")
        figure.tight_layout()
        files = []
        for kind, metadata in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": None})):
            content = io.BytesIO()
            figure.savefig(
                content, format=kind, dpi=_PNG_DOTS_PER_INCH, metadata=metadata, bbox_inches="tight"
            )
            files.append(content.getvalue())
        plt.close(figure)
    return files[0], files[1]


def _curves(shown: Any, results: Results) -> Figure:
    figure, axes = plt.subplots(figsize=(8, 6))
    # The curves of one run share colour and mark, whatever their number, and so may others that belong together.
    order = list(dict.fromkeys(curve.like or curve.run for curve in shown.curves))
    # Those with dashes come last, and have a column of the legend of their own; their marks are hollow.
    drawn = []
    for curve in sorted(shown.curves, key=lambda curve: curve.dashed):
        seeds = [
            np.ravel(seed[curve.quantity]) for seed in results.get(curve.run, ()) if curve.quantity in seed
        ]
        if not seeds:
            continue
        place = order.index(curve.like or curve.run)
        colour, mark = _COLOURS[place % len(_COLOURS)], _MARKS[place % len(_MARKS)]
        epochs, mean = np.arange(1, len(seeds[0]) + 1), np.mean(seeds, axis=0)
        axes.plot(
            epochs,
            mean,
            color=colour,
            linestyle="--" if curve.dashed else "-",
            marker="" if curve.pale else mark,
            markersize=5.5,
            markerfacecolor="white" if curve.dashed else colour,
            markevery=_marked(len(epochs), place / len(order)),
            label=curve.label,
            **_PALE if curve.pale else {},
        )
        drawn.append(mean)
        # The reference's own would hide behind the student's what the pale line is.
        if len(seeds) > 1 and not curve.pale:
            label = "" if any(band.get_label() == _BAND for band in axes.collections) else _BAND
            low, high = np.min(seeds, axis=0), np.max(seeds, axis=0)
            axes.fill_between(epochs, low, high, color=colour, alpha=0.15, linewidth=0, label=label)
    for event in shown.marks:
        axes.axvline(event.place, color="#444444", linestyle=":", linewidth=1)
        # Beside the line, above the axes: no curve is hidden.
        above = axes.get_xaxis_transform()
        axes.text(event.place, 1.01, event.label, transform=above, fontsize=8, ha="center")
    axes.set(xlabel=shown.x_label, ylabel=shown.y_label)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    if shown.is_logarithmic:
        axes.set_yscale("log")
    elif drawn:
        _leave_out_spikes(axes, np.concatenate(drawn))
    columns = 1 if len({curve.dashed for curve in shown.curves}) == 1 and len(shown.curves) < 5 else 2
    if axes.get_legend_handles_labels()[0]:
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.47, -0.13), ncols=columns, frameon=False, handlelength=3
        )
    return figure


def _marked(epochs: int, place: float) -> slice:
    """Return which epochs have a mark: others for each run, so that curves that meet can be told apart."""
    apart = max(1, epochs // _MARKS_PER_CURVE)
    return slice(int(place * apart), None, apart)


def _leave_out_spikes(axes: Any, values: Array) -> None:
    """Let an axis end where all but few of the values do, if those few would make all else flat."""
    values = values[np.isfinite(values)]
    low, high = np.min(values, initial=0), np.percentile(values, _SHOWN_PERCENT) if len(values) else 1
    if len(values) and values.max() - low > _FAR * (high - low) > 0:
        axes.set_ylim(top=high + 0.05 * (high - low))
        axes.annotate(
            f"up to {values.max():.3g}",
            (0.995, 0.985),
            xycoords="axes fraction",
            ha="right",
            va="top",
            fontsize=9,
        )


def _heat_map(shown: Any, _: Results) -> Figure:
    figure, axes = plt.subplots(figsize=(8.5, 5.4))
    values = np.asarray(shown.values, dtype=float)
    # Costs that are nearly the best are told apart, however bad the worst is.
    image = axes.imshow(values, cmap="viridis_r", aspect="auto", norm=PowerNorm(_HEAT_POWER))
    axes.set(xlabel=shown.column_label, ylabel=shown.row_label)
    axes.set_xticks(range(len(shown.columns)), shown.columns)
    axes.set_yticks(range(len(shown.rows)), shown.rows)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.grid(visible=False)
    colours: Any = figure.colorbar(image, ax=axes, label=shown.value_label, fraction=0.05, pad=0.02)
    colours.outline.set_visible(False)
    if not np.isfinite(values).any():
        return figure
    best: Any = np.unravel_index(np.nanargmin(values), values.shape)
    corner = (best[1] - 0.47, best[0] - 0.44)
    axes.add_patch(Rectangle(corner, 0.94, 0.88, fill=False, edgecolor="black", linewidth=2))
    if values.size <= _MOST_NUMBERED_CELLS:
        decimals = _decimals(values)
        for (row, column), value in np.ndenumerate(values):
            look: Any = {"weight": "bold" if (row, column) == best else "normal", "fontsize": 8.5}
            colour = _readable_on(image.cmap(image.norm(value)))
            axes.text(column, row, f"{value:.{decimals}f}", ha="center", va="center", color=colour, **look)
    return figure


def _decimals(values: Array) -> int:
    """Return how many decimals most of these numbers need to show some digits that count."""
    size = float(np.nanmedian(np.abs(values))) or 1.0
    return max(0, _DIGITS - 1 - int(np.floor(np.log10(size))))


def _readable_on(colour: Any) -> str:
    """Return black or white, whichever stands out more against a colour of red, green and blue."""
    red, green, blue = (part**2.2 for part in colour[:3])
    # The luminance at which the contrasts with black and with white are equal (WCAG 2).
    return "black" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "white"


def _pictures(shown: Any, _: Results) -> Figure:
    columns = max(len(row) for row in shown.images)
    size = (1.15 * columns + 1.2, 1.15 * len(shown.rows) + 0.7)
    figure, grid = plt.subplots(len(shown.rows), columns, figsize=size, squeeze=False)
    for axes, image in zip(grid.flat, (image for row in shown.images for image in row), strict=True):
        axes.imshow(image, cmap="gray", vmin=0, vmax=1)
        axes.set(xticks=[], yticks=[])
        axes.grid(visible=False)
        axes.spines[:].set(visible=True, color="#999999", linewidth=0.8)
    for axes, label in zip(grid[0], shown.columns, strict=False):
        axes.set_title(label, fontsize=10, loc="left")
    for axes, label in zip(grid[:, 0], shown.rows, strict=True):
        axes.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=10)
    return figure
