"""What is measured is measured in turn and shown as it is. No test here looks at a time."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import machine, table
from tests.bench.footprint import peak_megabytes
from tests.bench.measure import Result, Rival, Row, measure, spread
from tests.bench.topics import grading, one_by_one, reports, training

DOCS = Path(__file__).parents[2] / "docs"


def test_rivals_take_turns_and_each_round_begins_with_another():
    calls = []
    figures = itertools.count(1.0)

    def rival(name):
        return Rival(name, lambda: calls.append(name) or next(figures))

    result = measure(Row("two", "s", [rival("a"), rival("b")], rounds=2), lambda text: None)

    assert calls == ["a", "b", "a", "b", "b", "a"]
    assert result.figures == {"a": [3.0, 6.0], "b": [4.0, 5.0]}
    assert len(result.yardstick) == 4


def test_the_spread_is_that_of_the_middle_half():
    assert spread([1.0, 2.0, 2.0, 2.0, 99.0]) == 0.0
    assert spread([1.0, 2.0, 3.0]) == 0.5
    assert spread([1.0]) == 0.0


SECTION = {
    "rows": [
        {
            "title": "One",
            "unit": "s",
            "note": "A note.",
            "figures": {"ours": [0.2, 0.3, 0.25], "theirs": [1.0, 1.0, 500.0]},
        }
    ],
    "date": "2026-01-02",
    "machine": "a machine",
    "versions": {"ours": "1.0"},
    "load_before_and_after": [0.1, 2.0],
    "yardstick_spread": 0.01,
}
PAGE = """## Grading

Measured on 2026-01-02 on a machine, with ours 1.0.
The machine was quiet: a fixed loop, run before each figure, varied by 1%, and the load was 0.1 before and 2 after.

### One

| | median, s | spread | × ours |
|---|---:|---:|---:|
| ours | 0.25 | 20% | 1 |
| theirs | 1 | 24950% | 4 |

A note.
"""


def test_a_section_becomes_a_page():
    assert table.markdown({"grading": SECTION}) == f"{table.INTRODUCTION}\n{PAGE}"


def test_one_figure_has_no_spread():
    row = {"title": "One", "unit": "s", "note": "", "figures": {"ours": [0.2], "theirs": [1.0]}}

    assert "| theirs | 1 | measured once | 5 |" in table.markdown({"grading": SECTION | {"rows": [row]}})


def test_a_section_is_made_of_results():
    result = Result(
        "One", "s", {"ours": [0.2, 0.3, 0.25], "theirs": [1.0, 1.0, 500.0]}, [1.0, 1.0], "A note."
    )

    said = table.section([result], {"ours": "1.0"}, "a machine", "2026-01-02", (0.1, 2.0))

    assert said == SECTION | {"yardstick_spread": 0.0}


def test_the_kept_page_is_what_its_figures_say():
    sections = json.loads((DOCS / "benchmarks.json").read_text(encoding="utf-8"))

    assert (DOCS / "benchmarks.md").read_text(encoding="utf-8") == table.markdown(sections)
    assert {"grading"} <= sections.keys() <= set(bench.topics())


def test_a_machine_is_described_in_one_line():
    assert re.fullmatch(r".+, \d+ cores, \d+ GiB, \w+ \S+", machine.described())
    assert set(machine.ONE_THREAD.values()) == {"1"}


def test_a_numpy_that_was_loaded_with_many_threads_is_loaded_again_with_one():
    code = (
        "import os, numpy as np, tests.bench.__main__ as bench; bench._pin_threads(); "
        "np.ones((600, 600)) @ np.ones((600, 600)); print(len(os.listdir('/proc/self/task')))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in machine.ONE_THREAD}

    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=DOCS.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "1\n"


def test_the_time_of_a_grader_that_says_what_is_not_true_does_not_count():
    work = grading.Work(Path("student02/mlp.py"), frozenset({"a", "b"}))

    with pytest.raises(grading.WrongVerdict) as refused:
        grading.see("pytest", {"a"}, work)
    assert str(refused.value) == "pytest says that student02/mlp.py passes {'a'}, expected ['a', 'b']."


def test_the_memory_of_a_command_is_that_of_all_that_it_starts(tmp_path):
    child = "import time; held = b'x' * 2**25; time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    assert 32 < peak_megabytes([sys.executable, "-c", parent], tmp_path, {}) < 96


def test_an_epoch_of_every_rival_is_an_epoch(monkeypatch, tmp_path):
    for name, few in (("_TRAIN", 40), ("_TEST", 20), ("_PIXELS", 30), ("_HIDDEN", ((5,), (4, 3)))):
        monkeypatch.setattr(training, name, few)
    setting = training.prepare(tmp_path, tmp_path)

    for row in training.rows(setting):
        assert all(rival.figure() > 0 for rival in row.rivals)


def test_every_rival_trains_on_one_example_after_the_other(monkeypatch, tmp_path):
    for name, few in (("_UPDATES", 5), ("_PIXELS", 30), ("_HIDDEN", 4)):
        monkeypatch.setattr(one_by_one, name, few)

    (row,) = one_by_one.rows(one_by_one.prepare(tmp_path, tmp_path))

    assert all(rival.figure() > 0 for rival in row.rivals)


def test_every_format_of_a_report_is_rendered(tmp_path):
    setting = reports.prepare(tmp_path, tmp_path)

    assert setting.curves != ()
    for row in reports.rows(setting):
        assert all(rival.figure() > 0 for rival in row.rivals if rival.name != "matplotlib")
