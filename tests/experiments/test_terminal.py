"""The table in a terminal."""

from grader.experiments import terminal
from tests.experiments.test_table import made


def test_a_terminal_shows_it_without_what_the_runs_are_and_without_empty_columns():
    shown = terminal.render(made()._replace(rows=made().rows[:1]), 80)

    assert shown.splitlines() == ["run  loss   least  most  seconds", "a    2.00  1.0000     3      1.2"]


def test_a_narrow_terminal_breaks_names_and_leaves_out_columns_but_breaks_no_number():
    long = made()._replace(rows=tuple(("1d search rate 0.01 batch 200", *row[1:]) for row in made().rows))

    assert terminal.render(long, 34).splitlines() == [
        "run             loss   least  most",
        "1d search rate",
        "0.01 batch 200  2.00  1.0000     3",
        "1d search rate",
        "0.01 batch 200  3.00  2.6667     4",
        "(2 more columns in results.csv)",
    ]


def test_a_terminal_shows_of_several_seeds_the_means():
    assert terminal.render(made(), 80).splitlines()[-1] == ("b    3.00  2.6667     4       0.6     60.0")
