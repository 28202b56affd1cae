"""Render a report as one self-contained page: no network, no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.report.inert import inert_lines
from grader.report.plot import line_chart
from grader.report.view import (
    Kind,
    Report,
    comparisons,
    diagnosis_word,
    elsewhere_line,
    elsewhere_lines,
    is_brief,
    late_line,
    note,
    points,
    to_look_at,
)

_SYMBOLS = {
    Kind.RIGHT: "✓",
    Kind.WRONG: "✗",
    Kind.FAILED: "!",
    Kind.NOT_IMPLEMENTED: "○",
    Kind.UNJUDGED: "?",
}
_SCRIPT_CAP = 50_000


def render(report: Report, scripts: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the report as an HTML page; `scripts` are the counterexamples by the names of their files."""
    right = [check for check in report.checks if check.kind is Kind.RIGHT and not check.comparison]
    by_problem = [
        (problem, [check for check in right if check.problem == problem.id]) for problem in report.problems
    ]
    counts = Counter((check.word, check.kind) for check in report.checks)
    return ENVIRONMENT.get_template("report.html.jinja").render(
        report=report,
        scripts={name: inert_lines(text, _SCRIPT_CAP) for name, text in scripts.items()},
        groups=to_look_at(report),
        comparisons=comparisons(report),
        elsewhere=elsewhere_line(report),
        late=late_line(report),
        elsewhere_lines=elsewhere_lines(report),
        right=[(problem, checks) for problem, checks in by_problem if checks],
        counts=[(word, kind, number) for (word, kind), number in counts.most_common()],
        share=report.score / report.max_score if report.max_score else 0.0,
    )


def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["points"] = points
    environment.filters["symbol"] = _SYMBOLS.__getitem__
    environment.filters["sureness"] = diagnosis_word
    environment.filters["note"] = note
    environment.tests["brief"] = is_brief
    # Not a template: it is not compiled.
    environment.globals["style"] = Markup(loader.get_source(environment, "report.css")[0])  # noqa: S704
    environment.globals["line_chart"] = line_chart
    return environment


# Whoever may write files can give it a `bytecode_cache`: compiling the templates takes as long as ten reports.
ENVIRONMENT = _environment()
