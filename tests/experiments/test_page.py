"""The page: everything in it, nothing from elsewhere, and nothing alive."""

from html import unescape
from types import SimpleNamespace

import numpy as np
import pytest

from grader.experiments import page, plots
from grader.experiments.beside import Departure
from grader.experiments.table import Table
from reference.plan import Curve, Figure
from tests.builders import a_file, a_submission
from tests.report.test_browser import FRAME, titled

HOSTILE = "<img src=x onerror=alert(1)></title><script>document.title='ran'</script>"
LONG = "W" * 300


def a_page(is_stand_in=False, student=None, name="Networks"):
    """Return a page with one figure."""
    shown = Figure("loss", "The loss", "cross-entropy", (Curve("a", "loss", "a"),), "What falls?")
    _, svg = plots.draw(shown, {"a": [{"loss": np.array([2.0, 1.0])}]}, "Data")
    table = Table(
        ("run", "what", "loss", "seconds"), (("a", "60 hidden, learning rate 0.001", "1.0000", "2.0"),)
    )
    plot = page.Plot("loss", "The loss", "What falls?", svg)
    return page.render(name, "Omniglot", is_stand_in, ["10 epochs, seed 0"], table, [plot], student)


def a_student(text=HOSTILE):
    handed_in = SimpleNamespace(
        submission=a_submission(name=text, files=[a_file(name=text, sha256="ab" * 32)]),
        sandbox="bubblewrap (own namespaces)",
        failures=[("2.1a", 0, f"epoch 3 of 10: raised ValueError at mlp.py:4: {text}")],
    )
    line = Departure(
        "2.1b",
        "60 hidden",
        "test accuracy",
        "0.4123",
        "0.5321",
        "train loss first off by more than 0.05 in epoch 1",
    )
    return page.Student(handed_in, [line])


def test_a_page_says_how_its_numbers_were_made():
    text = a_page()

    assert "<title>Networks: experiments</title>" in text
    assert "<li>10 epochs, seed 0</li>" in text
    assert "Handed in" not in text
    assert "stand-in" not in text


def test_a_number_breaks_before_its_range_and_nowhere_else():
    several = Table(("run", "what", "loss"), (("a", "60 (not 6) hidden", "1.0 (0.5 to 1.5)"),))
    text = page.render("Networks", "Omniglot", False, [], several, [])

    assert '<td class="range">1.0 <span>(0.5 to 1.5)</span></td>' in text
    assert '<td class="text">60 (not 6) hidden</td>' in text


def test_a_stand_in_says_so_in_the_title_and_on_the_page():
    text = a_page(is_stand_in=True)

    assert "<title>Networks: experiments on stand-in data</title>" in text
    assert (
        "The data is a stand-in, drawn by a program: no number here says anything about the real data."
        in text
    )


def test_the_page_says_whose_file_it_is_how_it_departs_and_what_failed():
    text = " ".join(a_page(student=a_student("alice")).split())

    assert "<title>Networks: experiments of alice</title>" in text
    assert f"<li>alice: <code>sha256 {'ab' * 32}</code></li>" in text
    assert "<strong>2.1a, seed 0</strong>: epoch 3 of 10: raised ValueError at mlp.py:4: alice</li>" in text
    assert "<td>0.4123</td><td>0.5321</td>" in text
    assert "Nothing here counts as points." in text


def test_everything_of_the_students_is_inert():
    text = a_page(student=a_student())

    assert "<script" not in text
    assert text.count("<img") == 1
    assert unescape(text).count(HOSTILE) == 4


@pytest.mark.needs_chromium
@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_the_page_fits_every_screen_loads_nothing_and_runs_nothing(width, tmp_path):
    student = a_student(HOSTILE + LONG)
    (tmp_path / "report.html").write_text(a_page(True, student, name=f"Networks {LONG}"), encoding="utf-8")
    (tmp_path / "frame.html").write_text(FRAME.format(width=width))

    scroll_width, scripts, loaded, images = map(int, titled(tmp_path).split())
    assert scroll_width <= width
    assert (scripts, images) == (0, 1)
    # The figure is part of the page: a browser counts its address as loaded, but nothing else.
    assert loaded <= 1
    assert "http" not in (tmp_path / "report.html").read_text().replace("http-equiv", "")
