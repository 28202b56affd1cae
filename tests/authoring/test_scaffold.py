"""A new homework: complete from the first minute, in its own folders and nowhere else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader import catalog, cli
from grader.authoring import generate, scaffold
from grader.errors import UsageError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path / "course"))
    root = tmp_path / "course"
    root.mkdir()
    (root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    assert cli.main(["new", "hw5_square"]) == 0
    return root


def graded(course, room, tmp_path):
    out = tmp_path / "out"
    assert cli.main(["grade", str(course / room / "hw5_square"), "--sandbox", "bare", "--out", str(out)]) == 0
    return json.loads((out / "report.json").read_text(encoding="utf-8"))


def test_the_command_names_each_file_and_where_to_go_on(course, capsys):
    assert cli.main(["new", "hw6"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "wrote assignments/hw6/assignment.toml"
    assert (
        said[-1] == "Next: write the handout and the reference, then the checks, then `make fixtures HW=hw6`"
    )


def test_its_reference_gets_full_marks_and_its_template_none(course, tmp_path):
    full, none = graded(course, "reference", tmp_path), graded(course, "student_template", tmp_path)

    assert (full["score"], full["max_score"]) == (1.0, 1.0)
    assert none["score"] == 0.0
    assert {check["message"] for check in none["checks"]} == {"not implemented: Square.forward"}


def test_what_is_generated_is_current_and_students_can_run_their_tests(course):
    run = subprocess.run(
        [sys.executable, "-m", "unittest", "tests"],
        cwd=course / "student_template/hw5_square",
        capture_output=True,
        text=True,
        check=False,
    )

    assert generate.verify(catalog.load(course, "hw5_square")) == 8
    assert "not implemented: Square.forward" in run.stderr


def test_it_passes_lint(course):
    for arguments in (["check"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, "."],
            cwd=course,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stdout + run.stderr) == (0, run.stdout + run.stderr)


def test_nothing_outside_its_own_folders_is_touched(course):
    places = {path.relative_to(course).parts[:2] for path in course.rglob("*") if path.is_file()}

    assert places == {("pyproject.toml",)} | {
        (room, "hw5_square") for room in ("assignments", "reference", "student_template")
    }


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "Homework",
            "HW=Homework will not do: a name has 3 to 41 small letters, digits and _, a letter first",
        ),
        ("../hw", "HW=../hw will not do: a name has 3 to 41 small letters, digits and _, a letter first"),
        ("lambda", "HW=lambda will not do: it means something else in Python"),
        ("random", "HW=random will not do: it means something else in Python"),
        ("hw5_square", "assignments/hw5_square is there already: choose another name, or remove it"),
    ],
)
def test_a_name_that_will_not_do_is_refused(course, name, reason):
    with pytest.raises(UsageError) as refusal:
        list(scaffold.new(course, name))

    assert str(refusal.value) == reason
