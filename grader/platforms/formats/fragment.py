"""One check as a piece of HTML that any page can take: a few plain tags, every text escaped, no style, no script."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from grader.places import place
from grader.records import Frame
from grader.report.inert import inert_lines
from grader.report.plot import describe
from grader.report.raster import line_chart_png
from grader.report.view import Cause, CheckView, CurveView, Kind, diagnosis_word, is_brief, note

SCRIPT_CAP = 20_000


def check_fragment(check: CheckView, script: str = "") -> Markup:
    """Return what there is to say of a check; `script` is the counterexample that shows its failure."""
    return Markup("\n").join(_check(check, script))


def cause_fragment(cause: Cause) -> Markup:
    """Return what stopped several checks alike."""
    parts = [_paragraph(f"{len(cause.checks)} checks have one cause:", cause.message)]
    return Markup("\n").join([*parts, *_details(cause.traceback, cause.output, cause.output_is_cut)])


def plotted(check: CheckView) -> list[CurveView]:
    """Return the curves that are worth a picture: the first, and the first that leaves its tolerance."""
    departing = [curve for curve in check.curves if curve.departs_at is not None]
    return list({curve.quantity: curve for curve in (*check.curves[:1], *departing[:1])}.values())


def data_url(curve: CurveView) -> str:
    """Return the plot of a curve as an address that holds it, or nothing where there are no numbers."""
    png = line_chart_png(curve)
    return f"data:image/png;base64,{base64.b64encode(png).decode()}" if png else ""


def _check(check: CheckView, script: str) -> Iterator[Markup]:
    word = check.comparison or check.word
    behind = f" ({note(check)})" if note(check) else ""
    if is_brief(check):
        yield _paragraph(f"{word}{behind}", "")
        return
    yield _paragraph(f"{word}{behind}{':' if check.message else ''}", check.message)
    for curve in plotted(check):
        yield from _plot(curve)
    if check.kind is Kind.RIGHT:
        return
    yield from _details(check.traceback, check.output, check.output_is_cut)
    if check.hint:
        yield _paragraph("What to try:", check.hint)
    for diagnosis in check.diagnosis:
        yield _paragraph(f"{diagnosis_word(diagnosis)}:", diagnosis.text)
    if script:
        name = check.counterexample.rpartition("/")[2]
        yield _paragraph("See it fail:", f"keep this as {name} beside your file, and run it.")
        yield _block(inert_lines(script, SCRIPT_CAP))


def _plot(curve: CurveView) -> Iterator[Markup]:
    # What a page makes of a picture is not ours to say: the words stand in any case.
    url = data_url(curve)
    if url:
        yield Markup('<p><img src="{}" alt="{}"></p>').format(url, f"{curve.quantity}, step by step")
        yield Markup("<p>{}</p>").format(describe(curve))


def _details(frames: Sequence[Frame], output: str, output_is_cut: bool) -> Iterator[Markup]:
    if frames:
        last = frames[-1]
        yield _block(f"{place(last)}{f' in {last.function}' if last.function else ''}\n{last.text}")
    if output.strip():
        yield _paragraph("What it printed (cut):" if output_is_cut else "What it printed:", "")
        yield _block(output.rstrip("\n"))


def _paragraph(strong: str, text: str) -> Markup:
    return Markup("<p><strong>{}</strong>{}{}</p>").format(strong, " " if text else "", text)


def _block(text: str) -> Markup:
    return Markup("<pre>") + escape(text) + Markup("</pre>")
