"""`python -m grader experiments`: what it prints and writes, and how bad usage and failed runs end."""

import sys
from html import unescape
from pathlib import Path

import pytest

from grader import cli
from tests.experiments import students, tiny
from tests.experiments.conftest import course  # noqa: F401 (the fixture)


@pytest.fixture
def experiments(course, tmp_path, monkeypatch):  # noqa: F811
    """Return a function that calls `experiments` on the tiny course and returns the exit code."""
    monkeypatch.chdir(tmp_path)

    def call(*options, hw=tiny.HW, **changes):
        course(**changes)
        return cli.main(["experiments", "--hw", hw, *map(str, options)])

    return call


def refused(capsys) -> str:
    """Return the one sentence on stderr; nothing is on stdout."""
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("grader: ").rstrip("\n")


def test_it_says_what_is_to_do_and_what_is_done_and_where_the_page_is(experiments, capsys):
    assert experiments() == 0

    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0] == "Scaling by hand on Tiny numbers: 3 runs to do, 0 done before"
    assert sorted(line.partition(":")[0] for line in lines[1:4]) == [
        "  a slow, seed 0",
        "  b fast, seed 0",
        "  c after, seed 0",
    ]
    assert lines[4] == "# Tiny numbers"
    assert lines[-1] == f"Page: {Path('out', tiny.HW, 'experiments', 'index.html')}"
    # Nobody watches: no bar.
    assert said.err == ""
    assert {path.name for path in Path("out", tiny.HW, "experiments").iterdir()} == {
        *("index.html", "results.csv", "results.md", "runs"),
        *(f"{name}.{kind}" for name in ("loss", "end", "pictures") for kind in ("png", "svg")),
    }


def test_again_it_does_nothing_and_shows_the_same(experiments, capsys):
    experiments()
    before = capsys.readouterr().out

    assert experiments() == 0
    after = capsys.readouterr().out
    assert after.startswith("Scaling by hand on Tiny numbers: 0 runs to do, 3 done before\n# Tiny numbers\n")
    assert after.partition("\n# ")[2] == before.partition("\n# ")[2]


def test_a_students_file_is_trained_beside_the_reference(experiments, tmp_path, capsys):
    alice = tiny.submission(tmp_path / "alice")

    assert experiments("--sub", alice, "--sandbox", "bare", "--seeds", 2) == 0
    said = capsys.readouterr()
    # The run in which a student has no part is left out, and what it alone needs.
    assert said.out.startswith("Scaling by hand on Tiny numbers: 4 runs to do, 0 done before\n")
    assert "\nalice in bare (no isolation, limits only" in said.out
    folder = Path("out", tiny.HW, "alice", "experiments")
    assert said.out.endswith(f"\nPage: {folder / 'index.html'}\n")
    rows = [line.split(",") for line in (folder / "results.csv").read_text().splitlines()]
    assert [row[0].strip('"') for row in rows[1:]] == ["a slow", "a slow", "b fast", "b fast"]
    assert [row[-4:-1] for row in rows[1::2]] == [row[-4:-1] for row in rows[2::2]]
    page = unescape((folder / "index.html").read_text())
    assert page.count("loss within 0.05 of the reference's in each of 3 epochs") == 2

    assert experiments("--sub", alice, "--sandbox", "bare", "--seeds", 2) == 0
    assert capsys.readouterr().out.count(": 0 runs to do, 4 done before\n") == 2
    # The reference alone finds what it did for a student.
    assert experiments("--seeds", 2) == 0
    assert "2 runs to do, 4 done before" in capsys.readouterr().out


def test_a_students_run_that_fails_is_named_and_the_others_are_shown(experiments, tmp_path, capsys):
    picky = (
        students.INIT
        + "        if self.factor < 0.6:\n            raise ValueError(x)\n        return self.factor * x\n"
    )
    bob = tiny.submission(tmp_path / "bob", picky)

    # As in a grading: what a student's code does is no failure of the command.
    assert experiments("--sub", bob, "--sandbox", "bare") == 0
    trouble = "epoch 1 of 3: raised ValueError at scale.py:7 in Scale.forward: 4.5"
    assert f"\nrun b fast, seed 0, failed: {trouble}\n" in capsys.readouterr().out
    page = " ".join(Path("out", tiny.HW, "bob", "experiments", "index.html").read_text().split())
    assert f"<strong>b fast, seed 0</strong>: {trouble}</li>" in page
    assert ">a slow</td>" in page


def test_a_run_that_fails_is_named_the_others_are_kept_and_the_fault_is_ours(experiments, capsys):
    failing = tiny.EXPERIMENTS.replace(
        "        yield", "        if run.id == 'b fast':\n            1 / 0\n        yield"
    )

    assert experiments(experiments=failing) == 3
    said = capsys.readouterr()
    assert "\nrun b fast, seed 0, failed: ZeroDivisionError: division by zero\n# Tiny" in said.out
    assert said.err == "grader: 1 run failed; the others are kept, and are not done again\n"
    assert experiments(experiments=failing) == 3
    assert "1 run to do, 2 done before" in capsys.readouterr().out


def test_a_stand_in_is_named_everywhere(experiments, capsys):
    assert experiments("--data", "stand-in") == 0

    said = capsys.readouterr().out
    folder = Path("out", tiny.HW, "experiments")
    name = "Tiny numbers (stand-in, not real data)"
    assert said.startswith(f"Scaling by hand on {name}: ")
    assert (
        "<title>Scaling by hand: experiments on stand-in data</title>" in (folder / "index.html").read_text()
    )
    assert (folder / "results.md").read_text().startswith(f"# Scaling by hand: experiments on {name}\n")


def test_runs_are_chosen_by_name_and_come_together_on_one_page(experiments, tmp_path, capsys):
    assert experiments("--runs", "b") == 0
    assert capsys.readouterr().out.startswith("Scaling by hand on Tiny numbers: 1 run to do, 0 done before\n")
    assert experiments("--runs", "a slow") == 0
    assert "1 run to do, 1 done before" in capsys.readouterr().out
    table = Path("out", tiny.HW, "experiments", "results.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in table] == ["run", "a slow", "b fast"]

    alice = tiny.submission(tmp_path / "alice")
    assert experiments("--sub", alice, "--sandbox", "bare", "--runs", "a,c") == 0
    said = capsys.readouterr().out
    assert said.count("1 run to do, 0 done before") == 1
    assert "\n| a slow, handed in |" in said
    assert "b fast" not in said


def test_what_a_students_file_does_less_than_a_run_is_called_by_its_own_name(experiments, tmp_path, capsys):
    less = tiny.EXPERIMENTS.replace(
        '("loss",))\n\n\ndef shown', '("loss",), title="one rate")\n\n\ndef shown'
    )
    alice = tiny.submission(tmp_path / "alice")

    assert experiments("--sub", alice, "--sandbox", "bare", "--runs", "a", experiments=less) == 0
    said = capsys.readouterr().out
    assert "\n| a slow | rate 0.1 |" in said
    assert "\n| a slow, handed in | one rate |" in said
    page = Path("out", tiny.HW, "alice", "experiments", "index.html").read_text()
    assert page.count(">one rate</td>") == 2


def test_runs_that_are_not_there_are_wrong_usage(experiments, tmp_path, capsys):
    assert experiments("--runs", "a slow,d") == 2
    assert refused(capsys) == (
        "RUNS=a slow,d: no run's name begins with 'd': there are a slow; b fast; c after"
    )
    assert experiments("--sub", tiny.submission(tmp_path / "alice"), "--runs", "c") == 2
    assert refused(capsys) == "RUNS=c: a student's file has no part in these runs"


@pytest.mark.parametrize("name", ["EPOCHS", "SEEDS"])
@pytest.mark.parametrize("number", ["0", "-3", "1.5", "ten", "", "1e3", "٣", "9999999"])
def test_a_number_that_is_none_is_wrong_usage(name, number, experiments, capsys):
    assert experiments(f"--{name.lower()}={number}") == 2
    assert refused(capsys) == f"{name}={number}: give a whole number from 1 to 999999"


def test_an_unknown_homework_is_wrong_usage(experiments, capsys):
    assert experiments(hw="hw9") == 2
    assert refused(capsys) == "HW=hw9 is unknown: assignments/ holds tiny_hw0"


def test_an_unknown_data_set_is_wrong_usage(experiments, capsys):
    import datasets

    with_registered = tiny.EXPERIMENTS.replace('("tiny",)', '("mnist",)')
    assert experiments("--data", "nothing", experiments=with_registered) == 2
    assert refused(capsys) == f"there is no data set 'nothing': choose one of {', '.join(datasets.DATASETS)}"


def test_a_data_set_of_another_size_is_wrong_usage(experiments, capsys):
    assert experiments("--data", "ames", experiments=tiny.EXPERIMENTS.replace('("tiny",)', '("mnist",)')) == 2
    assert refused(capsys) == (
        "DATA=ames: its examples are of another size than the homework takes: ames has 348 and mnist has 784"
    )


def test_a_homework_of_two_data_sets_takes_no_other(experiments, capsys):
    two = tiny.EXPERIMENTS.replace('("tiny",)', '("ames", "mnist")')

    assert experiments("--data", "mnist", experiments=two) == 2
    assert refused(capsys) == "DATA=mnist: this homework takes ames and mnist, or DATA=stand-in"


def test_a_folder_that_cannot_be_written_is_wrong_usage(experiments, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file in the way")

    assert experiments("--out", tmp_path / "taken") == 2
    assert refused(capsys) == f"cannot write to {tmp_path / 'taken' / 'runs'}: Not a directory"


def test_a_students_file_that_is_not_there_is_wrong_usage(experiments, tmp_path, capsys):
    assert experiments("--sub", tmp_path / "mlp.py") == 2
    assert refused(capsys) == f"there is no file or folder {tmp_path / 'mlp.py'}"


def test_a_students_file_that_is_no_python_is_refused(experiments, tmp_path, capsys):
    assert experiments("--sub", tiny.submission(tmp_path / "carol", "def (:\n")) == 1
    assert refused(capsys).startswith("scale.py is not valid Python 3 at line 1")


def test_without_matplotlib_it_says_what_to_install(experiments, monkeypatch, capsys):
    import grader.experiments.campaign

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for name in ("campaign", "plots"):
        monkeypatch.delitem(sys.modules, f"grader.experiments.{name}")
        monkeypatch.delattr(grader.experiments, name)

    assert experiments() == 3
    assert refused(capsys) == (
        "the figures need matplotlib, which is not installed: `make experiments` installs it, "
        "and so does `pip install matplotlib`"
    )


def test_a_full_disk_is_our_trouble_in_one_sentence(experiments, monkeypatch, capsys):
    from grader import output

    def full(path, *_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "write", full)

    assert experiments() == 3
    said = capsys.readouterr().err
    assert said.startswith("grader: out/tiny_hw0/experiments/runs/")
    assert said.endswith(
        ".npz cannot be written: No space left on device; what was kept before is not done again\n"
    )


def test_an_interrupt_says_how_to_go_on(experiments, monkeypatch, capsys):
    from grader.experiments import execute

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(execute.connection, "wait", interrupted)

    assert experiments() == 130
    assert capsys.readouterr().err == (
        "grader: interrupted; nothing more is running; what is done is kept, and the same command goes on from there\n"
    )


def test_a_bar_is_shown_to_those_who_watch(experiments, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    assert experiments() == 0
    said = capsys.readouterr()
    assert "training" in said.err
    assert "100%" in said.err
    assert "  a slow, seed 0" not in said.out
