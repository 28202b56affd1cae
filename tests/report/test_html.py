"""The report as a page: one file, without a script, for every reader and every width."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from grader.report import html
from grader.report.build import build
from grader.report.view import Audience
from tests.report.gradings import GRADINGS, import_failed, mixed, perfect
from tests.report.hostile import hostile
from tests.report.payloads import everywhere

ALL = {**GRADINGS, "hostile": hostile, "payloads": everywhere}
VOID = {"meta", "link", "img", "br", "hr", "input", "circle", "line", "rect", "polyline", "polygon"}


class Page(HTMLParser):
    """Collects elements, attributes and texts, and minds that elements are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.texts = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    def names(self):
        return {tag for tag, _ in self.elements}

    def text(self):
        return " ".join(" ".join(self.texts).split())


def page(grading, audience=Audience.STUDENT):
    return Page(html.render(build(grading, audience)))


@pytest.mark.parametrize("name", ALL)
def test_a_page_needs_no_script_no_network_and_no_other_file(name):
    found = page(ALL[name](), Audience.STAFF)

    names = {attribute for _, attributes in found.elements for attribute in attributes}
    links = [attributes["href"] for _, attributes in found.elements if "href" in attributes]
    assert (
        found.names() & {"script", "img", "link", "iframe", "object", "form", "foreignobject", "base"}
        == set()
    )
    assert {name for name in names if name.startswith("on")} | (names & {"src", "srcset", "action"}) == set()
    assert links == ["#report"]


def test_the_style_sheet_fetches_nothing():
    css = re.search(r"<style>(.*)</style>", html.render(build(perfect(), Audience.STUDENT)), re.DOTALL)[1]

    assert re.search(r"url\(|@import|</", css) is None


def test_the_policy_forbids_everything_but_inline_styles_and_inline_images():
    policies = [each["content"] for tag, each in page(perfect()).elements if "http-equiv" in each]

    assert policies == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    ]


def test_what_a_submission_wrote_is_text():
    text = page(hostile(), Audience.STAFF).text()

    assert (
        "<script>alert(1)</script> <img src=x onerror=a()> </pre></style></svg> {{ 7 * 7 }} {% raw %}" in text
    )
    assert r"\x1b[31mred\x1b[0m\x07\x00\x9b2J \u202edlrow\u2066" in text


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_every_reference_has_its_target(name):
    found = page(ALL[name](), Audience.STAFF)

    ids = [each["id"] for _, each in found.elements if "id" in each]
    labels = " ".join(
        each["aria-labelledby"] for _, each in found.elements if "aria-labelledby" in each
    ).split()
    assert len(ids) == len(set(ids))
    assert {*labels, "report"} <= set(ids)


@pytest.mark.parametrize("name", ALL)
def test_a_page_can_be_walked_by_landmarks_and_headings(name):
    found = page(ALL[name]())

    tags = [tag for tag, _ in found.elements]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert [tags.count(landmark) for landmark in ("header", "main", "footer", "h1", "title")][:4] == [
        1,
        1,
        1,
        1,
    ]
    assert ("html", {"lang": "en"}) in found.elements
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all("scope" in attributes for tag, attributes in found.elements if tag == "th")


def test_a_verdict_is_a_word_and_not_a_colour_or_a_symbol_alone():
    report = build(mixed(), Audience.STUDENT)
    text = html.render(report)

    said = re.findall(
        r'<span class="verdict [\w-]+"><span class="symbol" aria-hidden="true">.</span> ([^<]+)</span>', text
    )
    assert len(said) == text.count('class="verdict')
    assert {"wrong", "timed out", "not implemented", "raised an error", "right"} <= set(said)


def test_the_page_says_above_everything_else_if_there_was_no_isolation():
    text = page(import_failed()).text()

    assert text.split("Skip to the report ")[1].startswith(
        "No isolation. This was graded in the sandbox “bare”: no isolation, limits only."
    )


def test_colours_have_enough_contrast_in_both_themes():
    css = html.render(build(perfect(), Audience.STUDENT))
    light, dark = re.findall(r":root \{\n(?:  color-scheme[^\n]+\n)?(.*?)\n\s*(?:--sans|\})", css, re.DOTALL)[
        :2
    ]
    pairs = [
        ("ink", "page"),
        ("ink", "card"),
        ("ink", "code"),
        ("soft", "page"),
        ("soft", "card"),
        ("soft", "code"),
    ]
    pairs += [("accent", "page"), ("accent", "card")]
    pairs += [(name, f"{name}-back") for name in ("right", "wrong", "failed", "open", "unjudged")]

    for theme in (light, dark):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", theme))
        poor = [pair for pair in pairs if contrast(*(colours[name] for name in pair)) < 4.5]
        assert poor == []


def contrast(one, other):
    """Return the ratio of WCAG 2, from 1 to 21."""
    bright, dim = sorted(map(luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
