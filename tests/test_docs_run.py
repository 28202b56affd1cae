"""What the pages under docs/ tell people to type works, and what they show is what comes out."""

import shlex
from pathlib import Path

import pytest

from grader import cli
from tests.assignments.specimens.cmu_hw1_mlp.wrong import WRONG, patched
from tests.fresh_clone import Make
from tests.pages import File, Prompt, agrees, commands, steps
from tests.scratch_course import scratch_course, typed
from tests.test_documentation import ROOT

DOCS = ROOT / "docs"
PAGES = ("student", "ta", "instructor", "operator", "formats")

# Documents whose commands are run elsewhere, or take what a test has not.
ONLY_READ = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", DOCS / "platforms.md", DOCS / "cluster.md")
# Commands of the pages that are not run, and why. The words of those of make and of the grader are checked all the same.
NOT_RUN = {
    "make experiments HW=cmu_hw1_mlp DATA=stand-in EPOCHS=1": "trains fifteen networks",
    "make experiments HW=cmu_hw1_mlp SUB=alice/mlp.py EPOCHS=10": "trains fifteen networks in the sandbox",
    "make experiments HW=cmu_hw1_mlp SUB=reference/cmu_hw1_mlp/mlp.py RUNS=2.1a": "takes minutes",
    "make try HW=softplus SUB=bob/softplus.py WATCH=1": "goes on until Ctrl-C",
    "make torch": "downloads PyTorch",
    "make verify": "runs every check of every homework; the instructors' page runs it for one",
    "git pull": "needs a repository to pull from",
}
# What is there before somebody reads a page, and in which folder they are.
BEFORE = {
    "student": (
        "make handout HW=cmu_hw1_mlp && python -m zipfile -e out/handouts/cmu_hw1_mlp.zip . && make grade SUB=alice/mlp.py",
        "cp alice/mlp.py out/cmu_hw1_mlp/alice/counterexamples/linear_map_accumulates.py cmu_hw1_mlp",
    ),
    "operator": ("make class SUBS=downloads OUT=graded",),
}
FOLDERS = {"student": "cmu_hw1_mlp"}


def page(name: str) -> Path:
    return DOCS / f"{name}.md"


def wrong_work() -> str:
    """Return the mlp.py of somebody whose `backward` replaces the gradients."""
    reference = (ROOT / "reference" / "cmu_hw1_mlp" / "mlp.py").read_text(encoding="utf-8")
    return patched(reference, WRONG["linear_map: gradients assigned instead of accumulated"][1])


def prepared(name: str, folder: Path) -> tuple[Path, Path]:
    """Return a course with some work in it, and the folder in which the reader of a page is."""
    course = scratch_course(folder)
    work = {
        "alice/mlp.py": wrong_work(),
        "downloads/alice/mlp.py": wrong_work(),
        "downloads/bob/mlp.py": (ROOT / "reference" / "cmu_hw1_mlp" / "mlp.py").read_text(encoding="utf-8"),
        "downloads/carol/mlp.py": "def forward(",
    }
    for path, text in work.items():
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text(text, encoding="utf-8")
    for line in BEFORE.get(name, ()):
        typed(course, course, line)
    return course, course / FOLDERS.get(name, ".")


def only_read() -> list[str]:
    """Return the commands of make and of the grader that are not run: ours, and those that others show."""
    shown = [command.line for path in ONLY_READ for command in commands(path)]
    return sorted({line for line in [*NOT_RUN, *shown] if line.startswith(("make", "python -m grader"))})


@pytest.mark.needs_bubblewrap
# The operators' page tries all sandboxes, the others grade again and again.
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] * (name in ("operator", "ta", "instructor")))
        for name in PAGES
    ],
)
def test_a_reader_who_does_what_a_page_says_sees_what_it_shows(name, tmp_path):
    course, folder = prepared(name, tmp_path)
    for step in steps(page(name)):
        if isinstance(step, File):
            path = folder / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") + "\n\n" if step.is_added else ""
            path.write_text(before + step.text, encoding="utf-8")
        elif isinstance(step, Prompt):
            (folder / "prompt.txt").write_text(step.text, encoding="utf-8")
            code, printed = typed(course, folder, "python -m doctest prompt.txt")

            assert (code, printed) == (0, ""), printed
        elif step.line not in NOT_RUN:
            code, printed = typed(course, folder, step.line)

            assert code == step.code, f"{step.line}\n{printed}"
            assert not step.output or agrees(step.output, printed), f"{step.line}\n{printed}"


class Understood(BaseException):
    """The words of a command fit its options: raised in the place of running it."""


@pytest.mark.parametrize("line", only_read())
def test_a_command_that_is_not_run_has_words_that_are_understood(line, tmp_path, monkeypatch):
    def stop():
        raise Understood

    # Asked for when the words are parsed, and before anything is done.
    monkeypatch.setattr(cli, "_screen", stop)
    program, *words = shlex.split(line)
    calls = [words[2:]] if program == "python" else made_of(words, tmp_path)

    for call in calls:
        with pytest.raises(Understood):
            cli.main(call)


def test_every_command_that_is_not_run_stands_on_a_page_without_output():
    shown = {command.line: command.output for name in PAGES for command in commands(page(name))}

    assert {line: shown.get(line) for line in NOT_RUN} == dict.fromkeys(NOT_RUN, "")


def made_of(words: list[str], folder: Path) -> list[list[str]]:
    """Return the commands of the grader that make runs for these words; each value must make a difference."""
    make = Make(folder).settle()
    run = make(*words)
    assert run.code == 0, run.stderr
    for word in words[1:]:
        assert make(*(other for other in words if other != word)).arguments != run.arguments, word
    assert run.calls != []
    return [arguments[2:] for arguments in run.arguments if arguments[:2] == ["-m", "grader"]]
