"""Rendering the report of one submission, format by format; and its plots beside matplotlib's."""

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import msgspec

import grader
from grader import catalog, delivery, fixtures, pipeline, submission
from grader.records import Grading
from grader.report import html, json, markdown, plot, terminal
from grader.report.build import build
from grader.report.view import Audience, CurveView, Report
from grader.sandbox.choose import Sandbox
from tests.bench.measure import Rival, Row, seconds

mpl.use("Agg")

from matplotlib import pyplot as plt

_HOMEWORK, _FILE = "cmu_hw1_mlp", "mlp.py"
# What many checks notice: a report with sentences, names and counterexamples.
_MISTAKE = "\n\nclass ReLU(ReLU):\n    def backward(self, grad_wrt_out):\n        return 1 * grad_wrt_out\n"
_COLUMNS = 80


class Setting(NamedTuple):
    """A grading with wrong answers, its report for the student, and that report's curves."""

    grading: Grading
    report: Report
    curves: list[CurveView]
    out: Path


def prepare(scratch: Path, env: Path) -> Setting:
    """Return the setting: a submission with one mistake, graded."""
    root = catalog.course_root()
    assignment = catalog.load(root, _HOMEWORK)
    path = scratch / _FILE
    reference = (root / "reference" / _HOMEWORK / _FILE).read_text(encoding="utf-8")
    path.write_text(reference + _MISTAKE, encoding="utf-8")
    handed_in = submission.read(path, assignment)
    scoped = catalog.scoped(assignment, handed_in.modules)
    with Sandbox("auto") as sandbox:
        grading = pipeline.grade(scoped, handed_in, fixtures.read(scoped), sandbox)
    report = build(grading, Audience.STUDENT)
    curves = [curve for check in report.checks for curve in check.curves]
    return Setting(grading, report, curves, scratch)


def versions(setting: Setting) -> dict[str, str]:
    """Return the versions of all that is measured."""
    return {"this grader": grader.__version__, "matplotlib": mpl.__version__, "msgspec": msgspec.__version__}


def rows(setting: Setting) -> Iterator[Row]:
    """Yield what is measured."""
    report = setting.report
    formats: dict[str, Callable[[], object]] = {
        "HTML, plots included": lambda: html.render(report, {}),
        "JSON": lambda: json.render(report),
        "Markdown": lambda: markdown.render(report),
        "terminal": lambda: terminal.render(report, _COLUMNS, colour=True),
        "from a grading to all files": lambda: _delivered(setting),
    }
    yield Row(
        f"One report of {len(report.checks)} checks",
        "s",
        [Rival(name, seconds(render)) for name, render in formats.items()],
        rounds=15,
        note="Ratios are to the first line. Nobody else writes such a report: otter-grader's and gradescope-utils' "
        "whole runs are in the table of gradings.",
    )
    yield Row(
        f"The {len(setting.curves)} plots of a report, as SVG",
        "s",
        [
            Rival("ours", seconds(lambda: [plot.line_chart(curve, "key") for curve in setting.curves])),
            Rival("matplotlib", seconds(lambda: [_by_matplotlib(curve) for curve in setting.curves])),
        ],
        rounds=5,
        note="Its import, which takes longer than a grading, is not counted.",
    )


def _delivered(setting: Setting) -> None:
    with tempfile.TemporaryDirectory(dir=setting.out) as folder:
        delivery.deliver(setting.grading, Path(folder))


def _by_matplotlib(curve: Any) -> str:
    figure, axes = plt.subplots(figsize=(4, 2.5))
    steps = range(len(curve.expected))
    pairs = list(zip(curve.expected, curve.tolerance, strict=True))
    axes.fill_between(steps, [v - w for v, w in pairs], [v + w for v, w in pairs], alpha=0.2)
    axes.plot(curve.actual, label="yours")
    axes.plot(curve.expected, "--", label="reference")
    axes.set(xlabel="step", title=curve.quantity)
    axes.legend()
    text = io.StringIO()
    figure.savefig(text, format="svg")
    plt.close(figure)
    return text.getvalue()
