"""Whole reports, letter for letter, as they were last looked at and found good.

After a change that is meant, refresh them and look at the difference: `UPDATE_GOLDEN=1 pytest tests/report/test_golden.py`.
"""

import os
from pathlib import Path

import pytest

from grader.report import html, json, markdown, terminal
from grader.report.build import build
from grader.report.view import Audience
from tests.report.gradings import GRADINGS

GOLDEN = Path(__file__).parents[1] / "golden"
FORMATS = {
    "json": (json.render, Audience.STUDENT),
    "staff.json": (json.render, Audience.STAFF),
    "txt": (terminal.render, Audience.STUDENT),
    "md": (markdown.render, Audience.STUDENT),
    "html": (html.render, Audience.STUDENT),
}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", GRADINGS)
def test_a_report_is_the_golden_one(name, suffix):
    render, audience = FORMATS[suffix]
    path = GOLDEN / f"{name}.{suffix}"

    text = render(build(GRADINGS[name](), audience))

    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over():
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{name}.{suffix}" for name in GRADINGS for suffix in FORMATS
    }
