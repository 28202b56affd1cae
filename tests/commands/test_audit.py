"""`audit` on a toy: what it prints, what it writes, and when it fails."""

import argparse

import pytest

from grader.authoring.proofs import Proofs
from grader.commands import Screen
from grader.commands import audit as command
from grader.errors import GraderError
from tests.audited import (
    FAMILY,
    HARMLESS,
    MISTAKES,
    NEGLIGENT,
    STEADY,
    WRONGLY_DECLARED,
    declare,
    made,
    write,
)


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    return made(tmp_path)


def run(*words):
    """Return the lines that the command yields and what it raises in the end."""
    parser, lines = argparse.ArgumentParser(), []
    command.add_arguments(parser)
    try:
        # What was yielded before the error counts, too.
        for line in command.run(parser.parse_args(words), Screen()):
            lines += [line]
    except GraderError as error:
        return lines, str(error)
    return lines, ""


def test_the_command_lists_what_is_missed_and_fails(root):
    lines, sentence = run("--hw", "toy")

    assert lines == [
        "toy       mistakes  seen  mutants  seen  missed  equivalent  share  right  kept",
        "scale.py         0     0       23    22       1           0   95.7      0     0",
        "tolerance 1e-05 + 1e-08 of 2 checks: no right solution was tried; no wrong answer can be compared",
        "no mistake fails the check line",
        "no mistake fails the check spare",
        "missed: reference/toy/scale.py:14: return -x -> return x",
    ]
    assert sentence == (
        "the checks do not see enough: toy takes points for 95.7 % of the mutants, fewer than 98 %"
    )


def test_the_command_is_content_when_nothing_is_missed(root):
    declare(root, place="spare", before="-x", after=["x"], reason="Nobody looks.")
    write(root, "assignments/toy/mistakes.py", MISTAKES)
    write(root, "assignments/toy/equivalent.py", STEADY)

    lines, sentence = run()

    assert (lines[1:], sentence) == (
        [
            "scale.py         3     3       23    22       0           1  100.0      1     1",
            "tolerance 1e-05 + 1e-08 of 2 checks: right work uses 0 % of it at most (assignments/toy/equivalent.py: "
            "steady, in line); the closest wrong answer is 1.77e+04 times as far off (flat, in line)",
            "no check tells these mistakes apart: flat, flat_again",
        ],
        "",
    )


@pytest.mark.parametrize(
    ("name", "text", "line", "sentence"),
    [
        ("equivalent.py", FAMILY.split("def endless")[0].split("def in_single")[0] + NEGLIGENT,
         "right work loses points: assignments/toy/equivalent.py: negligent, in spare",
         "toy takes points from 1 right solutions"),
        ("mistakes.py", MISTAKES.split("@mistake")[0] + HARMLESS,
         "no check takes points for the mistake harmless", "toy has 1 known mistakes that lose no points"),
        ("equivalent.toml", WRONGLY_DECLARED,
         "declared equivalent, and loses points: reference/toy/scale.py:9: return y + 1 -> return y - 1",
         "toy declares 1 mutants equivalent that lose points"),
    ],
    ids=["right work loses points", "a mistake loses none", "a mutant is no equivalent"],
)  # fmt: skip
def test_the_command_fails_for_each_thing_that_is_not_as_it_should_be(root, name, text, line, sentence):
    declare(root, place="spare", before="-x", after=["x"], reason="Nobody looks.")
    declared = (root / "assignments/toy/equivalent.toml").read_text() + "\n"
    write(root, f"assignments/toy/{name}", declared + text if name.endswith("toml") else text)

    lines, said = run("--hw", "toy")

    assert line in lines
    assert said == f"the checks do not see enough: {sentence}"


def test_the_command_writes_what_each_check_sees(root, tmp_path):
    write(root, "assignments/toy/mistakes.py", MISTAKES)
    write(root, "assignments/toy/equivalent.py", STEADY)

    run("--hw", "toy", "--out", str(tmp_path / "out"))

    rows = [line.split(",") for line in (tmp_path / "out/toy.csv").read_text().splitlines()]
    assert [row[0] for row in rows] == ["", "flat", "flat_again", "assignments/toy/equivalent.py: steady"]
    assert rows[0] == ["", "line", "spare"]
    assert rows[1] == rows[2][:0] + ["flat", *rows[2][1:]]
    checks = (tmp_path / "out/toy-checks.csv").read_text().splitlines()
    assert [line.split(",")[:4] for line in checks] == [
        ["check", "points", "tolerance", "mistakes"],
        ["line", "1", "1e-05 + 1e-08", "2"],
        ["spare", "0", "1e-05 + 1e-08", "2"],
    ]


def test_a_failure_that_no_counterexample_shows_is_told(root, monkeypatch):
    declare(root, place="spare", before="-x", after=["x"], reason="Nobody looks.")
    write(root, "assignments/toy/mistakes.py", MISTAKES)
    monkeypatch.setattr(Proofs, "shows", lambda *_: False)

    lines, sentence = run("--hw", "toy")

    assert "no counterexample shows the mistake flat in line" in lines
    assert sentence == (
        "the checks do not see enough: toy has 4 failures of known mistakes that no counterexample shows"
    )
