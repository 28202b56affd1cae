"""The report as a notebook: valid, the same each time, the words of the Markdown, plots, and nothing that acts."""

import base64
import re
import runpy

import nbformat
import pytest

from grader.report import json, markdown, notebook
from grader.report.build import build
from grader.report.view import Audience
from tests.report.gradings import GRADINGS, mixed
from tests.report.hostile import hostile
from tests.report.payloads import everywhere

ALL = {**GRADINGS, "hostile": hostile, "payloads": everywhere}


def cells(report):
    """Return the cells of a notebook that Jupyter would open."""
    made = nbformat.reads(notebook.render(report).decode(), 4)
    nbformat.validate(made)
    return made.cells


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("audience", Audience)
def test_it_says_what_the_markdown_says_and_no_text_of_a_students_is_code(name, audience):
    report = build(ALL[name](), audience)

    shown = cells(report)
    texts = [section.text for section in markdown.sections(report)]
    own = [cell.source for cell in shown if cell.cell_type == "markdown"]
    assert [text for text in own if text in texts] == texts
    for cell in shown:
        if cell.cell_type == "code":
            is_script = re.fullmatch(r"!python counterexamples/\w+\.py", cell.source)
            assert is_script or cell.source.startswith("# Run it to draw the plot anew")


def test_each_curve_is_there_as_a_plot_and_can_be_drawn_anew(tmp_path, monkeypatch):
    plots = [
        cell for cell in cells(build(mixed(), Audience.STAFF)) if cell.cell_type == "code" and cell.outputs
    ]

    assert len(plots) >= 2
    for cell in plots:
        assert base64.b64decode(cell.outputs[0].data["image/png"]).startswith(b"\x89PNG")
        assert cell.metadata.jupyter.source_hidden
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    from matplotlib import pyplot

    monkeypatch.setattr(pyplot, "show", lambda: pyplot.savefig(tmp_path / "plot.png"))
    (tmp_path / "cell.py").write_text(plots[0].source)
    runpy.run_path(str(tmp_path / "cell.py"))
    assert (tmp_path / "plot.png").stat().st_size > 5_000
    pyplot.close("all")


def test_a_report_is_read_back_from_its_json():
    for name, grading in GRADINGS.items():
        for audience in Audience:
            text = json.render(build(grading(), audience))

            assert json.render(json.parse(text.encode())) == text, name


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"schema": "grader-report/2"}', b'{"schema": "grader-report/1"}', b"x"]
)
def test_what_is_no_report_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        json.parse(content)


def test_a_quantity_is_a_text_to_python_whatever_is_in_it():
    report = build(mixed(), Audience.STAFF)
    text = json.render(report).replace('"quantity": "', '"quantity": "\\"); raise SystemExit(\'\\"')
    plots = [cell for cell in cells(json.parse(text.encode())) if cell.cell_type == "code" and cell.outputs]

    for cell in plots:
        names = {}
        exec(
            compile(re.sub(r"(?m)^plt\.(?!ylabel).*$|^import.*$", "", cell.source), "cell", "exec"),
            {"plt": _Labels(names)},
        )
        assert names["label"].startswith('"); raise SystemExit(')


class _Labels:
    def __init__(self, names):
        self.names = names

    def ylabel(self, text):
        self.names["label"] = text
