"""`python -m grader grade`: what is written, what is printed, and how bad usage ends."""

import json
import os
from pathlib import Path

import pytest

from grader import catalog, cli

ROOT = catalog.course_root()
TEMPLATE = ROOT / "student_template" / "cmu_hw1_mlp" / "mlp.py"


def grade(*arguments: object) -> int:
    """Return the exit code of `grade` with these arguments."""
    return cli.main(["grade", *map(str, arguments), "--sandbox", "bare"])


def test_reports_go_to_a_folder_named_after_the_homework_and_the_student(tmp_path, monkeypatch, capsys):
    alice = tmp_path / "alice"
    alice.mkdir()
    (alice / "mlp.py").write_bytes(TEMPLATE.read_bytes())
    monkeypatch.chdir(tmp_path)

    assert grade(alice / "mlp.py") == 0
    folder = Path("out", "cmu_hw1_mlp", "alice")
    assert sorted(os.listdir(folder)) == ["report.html", "report.json", "report.md", "report.staff.json"]
    assert capsys.readouterr().out.endswith(f"\nReport: {folder / 'report.html'}\n")


def test_a_folder_is_graded_by_the_file_in_it(tmp_path):
    alice = tmp_path / "alice"
    alice.mkdir()
    (alice / "mlp.py").write_text("from layers import *\n")
    (alice / "layers.py").write_bytes((ROOT / "reference" / "cmu_hw1_mlp" / "mlp.py").read_bytes())

    assert grade(alice, "--out", tmp_path / "out") == 0
    assert json.loads((tmp_path / "out" / "report.json").read_text())["score"] == 24.0


def test_the_sandbox_without_a_wall_says_so_in_the_first_line(tmp_path, capsys):
    grade(TEMPLATE, "--out", tmp_path)

    assert capsys.readouterr().out.startswith("NO ISOLATION (sandbox: bare)")


def refused(capsys) -> str:
    """Return the one sentence on stderr; nothing is on stdout."""
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("grader: ").rstrip("\n")


def test_a_missing_file_is_wrong_usage(tmp_path, capsys):
    assert grade(tmp_path / "mlp.py", "--out", tmp_path) == 2
    assert refused(capsys) == f"there is no file or folder {tmp_path / 'mlp.py'}"


def test_an_unknown_homework_is_wrong_usage(tmp_path, capsys):
    assert grade(TEMPLATE, "--hw", "hw9", "--out", tmp_path) == 2
    ids = ", ".join(catalog.assignment_ids(ROOT))
    assert refused(capsys) == f"HW=hw9 is unknown: assignments/ holds {ids}"


def test_a_folder_for_reports_that_cannot_be_written_is_wrong_usage(tmp_path, capsys):
    (tmp_path / "out").write_text("a file in the way")

    assert grade(TEMPLATE, "--out", tmp_path / "out") == 2
    assert refused(capsys) == f"cannot write to {tmp_path / 'out'}: File exists"


def test_a_folder_without_the_file_is_refused(tmp_path, capsys):
    assert grade(tmp_path, "--out", tmp_path / "out") == 1
    assert refused(capsys).startswith(f"{tmp_path.name} holds no file that a homework asks for: ")

    assert grade(tmp_path, "--hw", "cmu_hw1_mlp", "--out", tmp_path / "out") == 1
    assert refused(capsys) == (
        f"{tmp_path.name} holds no mlp.py or derivations.py: "
        "hand in mlp.py or derivations.py, or a folder, zip or tar that holds them"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "mlp.py is empty"),
        (b"def (:\n", "mlp.py is not valid Python 3 at line 1"),
        (b"\x89PNG\r\n\x1a\n\0", "mlp.py is not"),
        (b"import torch\n", "mlp.py imports torch at line 1"),
    ],
    ids=["empty", "not Python", "a picture", "an absent module"],
)
def test_a_file_that_cannot_be_graded_is_refused(content, sentence, tmp_path, capsys):
    (tmp_path / "mlp.py").write_bytes(content)

    assert grade(tmp_path / "mlp.py", "--out", tmp_path / "out") == 1
    assert refused(capsys).startswith(sentence)


def test_a_stand_in_is_named_in_the_report(tmp_path, capsys):
    reference = (ROOT / "reference" / "cmu_hw1_mlp" / "mlp.py").read_text()
    (tmp_path / "mlp.py").write_text(
        f"import matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (8, 6)\n{reference}"
    )

    assert grade(tmp_path / "mlp.py", "--out", tmp_path / "out") == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["score"] == 24.0
    assert any("matplotlib" in note for note in report["notes"])


def test_checks_that_could_not_be_judged_are_our_fault(tmp_path, monkeypatch, capsys):
    from grader import observe, pipeline
    from grader.errors import SandboxError

    def half(*arguments):
        yield from list(observe.observe(*arguments))[:-4]
        raise SandboxError("no more boxes")

    monkeypatch.setattr(pipeline, "observe", half)

    assert grade(TEMPLATE, "--out", tmp_path) == 3
    said = capsys.readouterr().err
    assert said == f"grader: 4 checks could not be judged: see {tmp_path / 'report.staff.json'}\n"
