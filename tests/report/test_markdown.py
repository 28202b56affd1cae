"""The report as Markdown: nothing that a submission wrote is mark-up."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from grader.report import markdown
from grader.report.build import build
from grader.report.view import Audience
from tests.builders import a_check, a_file, a_grading, a_result, a_submission
from tests.report.gradings import GRADINGS, mixed
from tests.report.hostile import hostile
from tests.report.payloads import everywhere

ALL = {**GRADINGS, "hostile": hostile, "payloads": everywhere}


class Tags(HTMLParser):
    """Collects the names of elements."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)


def elements(text):
    tags = Tags()
    tags.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    return tags.names


ORDINARY = {
    *("h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td"),
    *("pre", "code", "ul", "li", "strong"),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("audience", Audience)
def test_only_our_own_elements_come_out(name, audience):
    text = markdown.render(build(ALL[name](), audience))

    assert elements(text) <= ORDINARY


def test_nobody_is_mentioned_and_nothing_becomes_a_link():
    text = markdown.render(build(hostile(), Audience.STAFF))

    blocks = re.sub(r"(?ms)^(```+)text\n.*?^\1$", "", text)
    prose = "\n".join(line for line in blocks.splitlines() if not line.startswith("- file: "))
    assert "@&#8203;everyone" in prose
    shown = prose.replace(r"\[", "").replace(r"\]", "").replace("&#8203;", "\u200b")
    assert re.search(r"@\w|#\d|www\.|https?:|\]\(", shown) is None


def test_the_table_has_as_many_cells_in_each_row_as_in_its_head():
    text = markdown.render(build(hostile(), Audience.STAFF))

    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_a_fence_is_longer_than_any_inside():
    grading = a_grading([], submission=a_submission(files=(a_file("a``b`.py", sha256="12"),)))

    text = markdown.render(build(grading, Audience.STUDENT))

    assert "- file: ``` a``b`.py ``` ` 12 `\n" in text


@pytest.mark.parametrize("start", ["- item", "+ item", "1. item", "2) item", "# title", "==="])
def test_a_text_does_not_begin_a_list_or_a_title(start):
    grading = a_grading([a_result(a_check())], submission=a_submission(notes=(start,)))

    page = MarkdownIt("commonmark").render(markdown.render(build(grading, Audience.STUDENT)))

    notes = page.split("<h2>Notes</h2>")[1].split("<h2>")[0]
    assert re.sub("[\u200b\n]", "", notes) == f"<ul><li>{start}</li></ul>"


def test_the_score_and_the_sandbox_are_in_the_title():
    first = markdown.render(build(mixed(), Audience.STUDENT)).splitlines()[0]

    assert first == r"# hw0\_example, mlp.py: 7.5 / 20 – sandbox: bubblewrap"
