"""The table: numbers as texts, with the least and the most of several seeds."""

import csv
import io

import numpy as np

from grader.experiments import table
from reference.plan import Column, Run

RUNS = [Run("a", "rate 0.1 | 0.2", {}), Run("b", "rate 0.5", {}), Run("c", "never done", {})]
COLUMNS = (
    Column("loss", "loss", decimals=2),
    Column("least", "loss", at="smallest"),
    Column("most", "loss", at="largest", decimals=0),
    Column("accuracy", "accuracy", decimals=1),
)
RESULTS = {
    "a": [{"loss": np.array([3.0, 1.0, 2.0])}],
    "b": [{"loss": np.array([4.0, 2.0]), "accuracy": np.array([0.25, 0.5])}] * 2
    + [{"loss": np.array([4.0, 5.0]), "accuracy": np.array([0.25, 0.8])}],
}


def made():
    return table.tabulate(RUNS, COLUMNS, RESULTS, {"a": 1.25, "b": 60.0})


def test_a_run_is_a_row_of_its_last_smallest_and_largest_values():
    assert made().headings == ("run", "what", "loss", "least", "most", "accuracy", "seconds")
    assert made().rows[0] == ("a", "rate 0.1 | 0.2", "2.00", "1.0000", "3", "", "1.2")


def test_of_several_seeds_it_says_the_mean_the_least_and_the_most():
    assert made().rows[1][2:] == (
        "3.00 (2.00 to 5.00)",
        "2.6667 (2.0000 to 4.0000)",
        "4 (4 to 5)",
        "0.6 (0.5 to 0.8)",
        "60.0",
    )


def test_a_run_without_results_has_no_row():
    assert [row[0] for row in made().rows] == ["a", "b"]


def test_what_is_no_number_is_passed_over_where_there_is_another_and_said_where_there_is_none():
    results = {"a": [{"loss": np.array([np.nan, 2.0, 1.0])}], "b": [{"loss": np.array([np.nan, np.nan])}]}

    rows = table.tabulate(RUNS, COLUMNS[:3], results, {"a": 0.0, "b": 0.0}).rows
    assert rows[0][2:5] == ("1.00", "1.0000", "2")
    assert rows[1][2:5] == ("nan", "nan", "nan")


def test_the_csv_reads_as_the_same_cells():
    assert [tuple(row) for row in csv.reader(io.StringIO(table.as_csv(made()), newline=""))] == [
        made().headings,
        *made().rows,
    ]


def test_a_bar_in_a_cell_does_not_break_the_markdown():
    lines = table.as_markdown(made(), "Shrinking").splitlines()

    assert lines[0] == "# Shrinking"
    assert lines[2].startswith("| run | what | loss |")
    assert lines[4] == "| a | rate 0.1 \\| 0.2 | 2.00 | 1.0000 | 3 |  | 1.2 |"
