"""Texts of students are shown, and do nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.inert import LINE_CAP, inert, inert_lines, inert_record
from tests.builders import a_frame

ACTIVE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ASCII, ünïcödé, 数学, ∂L/∂W", "plain ASCII, ünïcödé, 数学, ∂L/∂W"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b2J\x00\x07\x08", r"\x9b2J\x00\x07\x08"),
        ("abc\u202edef\u2066", r"abc\u202edef\u2066"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\ud800", r"\ud800"),
        ("\ue000 \U000e0041 \uffff", r"\ue000 \U000e0041 \uffff"),
        ("two\n   lines\r\nand\u2028three", "two lines and three"),
        ("tab\tstop", "tab stop"),
        ("e\u0301 " + "a" + "\u0300" * 5, "e\u0301 a\u0300\u0300\u0300\\u0300\\u0300"),
    ],
)
def test_what_has_an_effect_becomes_visible(text, shown):
    assert inert(text) == shown


def test_a_progress_bar_that_returns_the_carriage_becomes_lines():
    assert inert_lines("10%\r50%\r\n100%\n") == "10%\n50%\n100%\n"


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_keeps_a_character_with_an_effect(text):
    one, many = inert(text), inert_lines(text)

    assert {unicodedata.category(letter) for letter in one} & ACTIVE == set()
    assert {unicodedata.category(letter) for letter in many.replace("\n", "")} & ACTIVE == set()
    assert inert(one) == one


def test_long_texts_are_cut_and_marked():
    text = inert(" " * 1_000_000 + "\x1b" * 1_000_000 + "x")

    assert inert("x" * 2_000) == "x" * (LINE_CAP - 1) + "…"
    assert len(text) <= LINE_CAP


def test_a_record_is_made_inert_all_the_way_down():
    record = ({"a\x00": a_frame(file="\x1b", function="f\n", text="\u202e")}, (1.0, 2.0), None)

    assert inert_record(record) == (
        {r"a\x00": a_frame(file=r"\x1b", function="f", text=r"\u202e")},
        (1.0, 2.0),
        None,
    )
