"""`python -m grader try`: the public checks, once or after each save."""

import argparse
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader import catalog, cli, observe, pipeline
from grader.commands import Screen, try_
from grader.errors import SandboxError
from grader.records import Visibility

ROOT = catalog.course_root()
ID = "dnn_a4_regression"
RIGHT = (ROOT / "reference" / ID / "softmax.py").read_text(encoding="utf-8")
WRONG = RIGHT.replace("gradient[y] -= 1", "gradient[y] += 1")
CHECKS = catalog.scoped(catalog.load(ROOT, ID), ("softmax.py",)).checks
PUBLIC = sum(check.visibility is Visibility.PUBLIC for check in CHECKS)


def tried(path: Path) -> int:
    """Return the exit code of a try in the quickest sandbox."""
    return cli.main(["try", str(path), "--sandbox", "bare"])


@pytest.fixture
def ann(tmp_path) -> Path:
    """Return where Ann writes her softmax.py."""
    (tmp_path / "ann").mkdir()
    return tmp_path / "ann" / "softmax.py"


def test_once_it_tells_how_far_each_problem_is_and_what_is_not_right(ann, capsys):
    ann.write_text(WRONG, encoding="utf-8")

    assert tried(ann) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert lines[0] == f"NO ISOLATION (sandbox: bare) · {ID} · ann · public checks"
    assert re.search(rf"^  \d+ of {PUBLIC} checks are right\.$", said, flags=re.MULTILINE)
    assert re.search(r"^  2b  Softmax and cross-entropy +█{12}  5 of 5 right$", said, flags=re.MULTILINE)
    assert "\nTo look at first\n  ✗ wrong: grad_softmax_crossentropy returns the derivative of" in said
    assert "hidden" not in said
    assert max(map(len, lines)) <= 80


def test_what_cannot_be_graded_is_refused_as_by_grade(ann, capsys):
    ann.write_text("def (:\n")

    assert tried(ann) == 1
    assert capsys.readouterr().err == "grader: softmax.py is not valid Python 3 at line 1: invalid syntax\n"


def test_checks_that_could_not_be_judged_are_our_fault(ann, monkeypatch, capsys):
    def half(*arguments):
        yield from list(observe.observe(*arguments))[:-2]
        raise SandboxError("no more boxes")

    monkeypatch.setattr(pipeline, "observe", half)
    ann.write_bytes((ROOT / "student_template" / ID / "softmax.py").read_bytes())

    assert tried(ann) == 3
    assert capsys.readouterr().err == "grader: 2 checks could not be judged\n"


@pytest.mark.parametrize(
    ("screen", "above"),
    [
        (Screen(has_colour=True), "\x1b[H\x1b[2J"),
        (Screen(columns=100), "─" * 100 + "\n"),
        (Screen(is_ascii=True), "-" * 80 + "\n"),
    ],
    ids=["a terminal", "one without colour", "one without UTF-8"],
)
def test_a_run_stands_apart_from_the_one_before(screen, above, ann):
    ann.write_text("", encoding="utf-8")
    arguments = argparse.Namespace(path=ann, hw=ID, watch=True, sandbox="bare")

    watching = try_.run(arguments, screen)
    block = next(watching)
    watching.close()

    assert re.fullmatch(
        re.escape(above) + r"\d\d:\d\d:\d\d softmax.py is empty\n\n"
        r"Watching softmax.py: save it to run them again, Ctrl-C to end\.",
        block,
    )


def test_a_run_is_given_up_when_something_else_is_saved_meanwhile(ann, monkeypatch):
    runs = []

    def observed(assignment, submission, *rest):
        runs.append(submission)
        for seen in observe.observe(assignment, submission, *rest):
            if len(runs) == 1:
                ann.write_text(RIGHT, encoding="utf-8")
            yield seen

    monkeypatch.setattr(pipeline, "observe", observed)
    ann.write_text(WRONG, encoding="utf-8")

    watching = try_.run(argparse.Namespace(path=ann, hw=ID, watch=True, sandbox="bare"), Screen())
    block = next(watching)
    watching.close()

    assert len(runs) == 2
    assert f"All {PUBLIC} checks are right." in block


class Watch:
    """A watch in a process of its own, read block by block."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "grader", "try", str(path), "--watch", "--sandbox", "bare"]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def block(self) -> str:
        """Return what is said of one save."""
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("Watching "):
                return "".join(lines)
        raise AssertionError(f"it ended: {self.process.stderr.read()}")


@pytest.fixture
def watch():
    """Return what starts a watch, and end it."""
    started = []

    def watch(path):
        started.append(Watch(path))
        return started[-1]

    yield watch
    for each in started:
        each.process.kill()
        each.process.communicate()


def saved(path: Path, text: str) -> None:
    """Save as an editor does: beside it, then in its place."""
    beside = path.with_name(f"{path.name}~")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def test_a_watch_tells_of_each_save_whatever_is_saved_and_ends_with_one_line(ann, watch):
    saved(ann, WRONG)
    watching = watch(ann)

    wrong = watching.block()
    saved(ann, RIGHT)
    right = watching.block()
    saved(ann, "def (:\n")
    broken = watching.block()
    ann.unlink()
    gone = watching.block()
    saved(ann, RIGHT)
    back = watching.block()
    watching.process.send_signal(signal.SIGINT)
    rest, complaint = watching.process.communicate()

    rule, end = "─" * 80 + "\n", "\n\nWatching softmax.py: save it to run them again, Ctrl-C to end.\n"
    assert all(block.startswith(rule) and block.endswith(end) for block in (wrong, right, broken, gone, back))
    assert "To look at first" in wrong
    assert f"\n  All {PUBLIC} checks are right.\n" in right
    assert "\x1b" not in wrong + right
    clock = r"\d\d:\d\d:\d\d"
    assert re.fullmatch(
        f"{clock} softmax.py is not valid Python 3 at line 1: invalid syntax",
        broken.removeprefix(rule).removesuffix(end),
    )
    assert re.fullmatch(
        f"{clock} softmax.py is gone: it is waited for", gone.removeprefix(rule).removesuffix(end)
    )
    assert f"\n  All {PUBLIC} checks are right.\n" in back
    assert (watching.process.returncode, rest) == (130, "")
    assert complaint == "grader: interrupted; nothing more is running\n"
