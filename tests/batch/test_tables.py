"""Tables as CSV: what is written is read again, and nothing is a formula."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.batch.tables import number, safe, table, text, written
from tests.batch.classes import calculates

TEXTS = st.text(alphabet=st.sampled_from("=+-@'; ,\"7.aé李\t\n\u202e"), max_size=8)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("  @x", "'@x"),
        ("-Ann", "'-Ann"),
        ("'=1", "''=1"),
        ("\uff1dcmd", "'\uff1dcmd"),
        ("\t=1", "'=1"),
        ("Doe;=1;+ 2", "Doe;'=1;'+ 2"),
        ("-7.5", "-7.5"),
        ("+49,5", "+49,5"),
        ("O'Brien, Zoë", "O'Brien, Zoë"),
        ("a\r\nb\x00c", "a b c"),
        ("x\u202egnp", "x gnp"),
    ],
)
def test_what_a_spreadsheet_would_calculate_is_a_text(cell, shown):
    assert safe(cell) == shown


@settings(deadline=None)
@given(TEXTS)
def test_a_safe_cell_is_no_formula_and_gives_the_text_back(cell):
    shown = safe(cell)

    assert not calculates(shown)
    assert not any(
        calculates(rest) for rest in shown.split(";")[1:] if not re.fullmatch(r"\s*[+-]?\d+.*", rest)
    )
    assert safe(text(shown)) == shown


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), max_size=3), st.sampled_from(",;\t"))
def test_what_is_written_is_read_again(rows, delimiter):
    content = written(rows, delimiter)

    read = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))

    assert read == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_seen_and_lines_keep_their_numbers(delimiter):
    content = f'\ufeffa{delimiter}b\n\n"x\ny"{delimiter}z\n{delimiter}\n'

    assert table(content, "t.csv") == (delimiter, [(1, ["a", "b"]), (4, ["x\ny", "z"])])


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (22.0, 2, "22"),
        (1.5, 2, "1.5"),
        (0.1 + 0.2, 6, "0.3"),
        (100.0, 0, "100"),
        (2 / 3, 2, "0.67"),
        (0.0, 2, "0"),
    ],
)
def test_numbers_are_people_s(value, places, shown):
    assert number(value, places) == shown
