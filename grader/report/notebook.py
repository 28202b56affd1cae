"""Render a report as a notebook: its text in cells, the scripts that show failures ready to run, curves as plots.

Each plot is there already, and its cell folded; run, it draws the plot anew, larger, where matplotlib is installed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence

from grader import cells
from grader.cells import Cell
from grader.report import markdown
from grader.report.raster import LEGEND, line_chart_png
from grader.report.view import COUNTEREXAMPLES, CurveView, Report

_SCRIPT = re.compile(rf"{COUNTEREXAMPLES}/\w+\.py", re.ASCII)
_RUN = "To see it fail, put the file that was graded beside this notebook, and run the next {cells}."
_PLOT = """# Run it to draw the plot anew, larger; that needs matplotlib.
import matplotlib.pyplot as plt
from numpy import array, inf, nan

yours = array({actual})
reference = array({expected})
tolerance = array({tolerance})
plt.figure(figsize=(9, 4))
plt.fill_between(range(len(reference)), reference - tolerance, reference + tolerance, alpha=0.2, label="tolerance")
plt.plot(reference, "--", label="reference")
plt.plot(yours, label="yours")
plt.xlabel("step")
plt.ylabel({quantity})
plt.legend()
plt.show()"""


def render(report: Report) -> bytes:
    """Return the notebook of a report."""
    return cells.notebook([*_cells(report)])


def _cells(report: Report) -> Iterator[Cell]:
    legend = LEGEND
    for section in markdown.sections(report):
        yield cells.text(section.text)
        scripts = [
            check.counterexample for check in section.checks if _SCRIPT.fullmatch(check.counterexample)
        ]
        if scripts:
            yield cells.text(_RUN.format(cells="cell" if len(scripts) == 1 else "cells"))
        for script in scripts:
            yield cells.code(f"!python {script}")
        for curve in [curve for check in section.checks for curve in check.curves if curve.expected]:
            quantity = markdown.escaped(curve.quantity)
            yield cells.text(f"**{quantity}** over {curve.steps} steps. {legend}".strip())
            yield cells.code(_plot(curve), line_chart_png(curve))
            legend = ""


def _plot(curve: CurveView) -> str:
    numbers = (curve.actual, curve.expected, curve.tolerance)
    actual, expected, tolerance = map(_numbers, numbers)
    # As JSON, a text is a text of Python's, too, in ASCII and with no end before its end.
    quantity = json.dumps(curve.quantity)
    return _PLOT.format(actual=actual, expected=expected, tolerance=tolerance, quantity=quantity)


def _numbers(values: Sequence[float]) -> str:
    return f"[{', '.join(f'{value:.6g}' if math.isfinite(value) else str(value) for value in values)}]"
