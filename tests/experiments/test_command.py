"""`python -m grader experiments`: what it prints and writes, and how bad usage and failed runs end."""

import sys
from pathlib import Path

import pytest

from tests.experiments import tiny


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
    assert lines[4:7] == [
        "",
        "                    least  largest",
        "run         loss     loss     loss  seconds",
    ]
    assert lines[7].split() == ["a", "slow", "10.7617", "10.7617", "16.4", "0.0"]
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
    assert after.startswith("Scaling by hand on Tiny numbers: 0 runs to do, 3 done before\n\n      ")
    assert after.partition("\n\n")[2] == before.partition("\n\n")[2]


def test_a_run_that_fails_is_named_the_others_are_kept_and_the_fault_is_ours(experiments, capsys):
    failing = tiny.EXPERIMENTS.replace(
        "        yield", "        if run.id == 'b fast':\n            1 / 0\n        yield"
    )

    assert experiments(experiments=failing) == 3
    said = capsys.readouterr()
    assert "\nrun b fast, seed 0, failed: ZeroDivisionError: division by zero\n\n      " in said.out
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


@pytest.mark.parametrize("name", ["EPOCHS", "SEEDS"])
@pytest.mark.parametrize("number", ["0", "-3", "1.5", "ten", "", "1e3", "٣", "9999999"])
def test_a_number_that_is_none_is_wrong_usage(name, number, experiments, capsys):
    assert experiments(f"--{name.lower()}={number}") == 2
    assert tiny.refused(capsys) == f"{name}={number}: give a whole number from 1 to 999999"


def test_an_unknown_homework_is_wrong_usage(experiments, capsys):
    assert experiments(hw="hw9") == 2
    assert tiny.refused(capsys) == "HW=hw9 is unknown: assignments/ holds tiny_hw0"


def test_an_unknown_data_set_is_wrong_usage(experiments, capsys):
    import datasets

    with_registered = tiny.EXPERIMENTS.replace('("tiny",)', '("mnist",)')
    assert experiments("--data", "nothing", experiments=with_registered) == 2
    assert tiny.refused(capsys) == (
        f"there is no data set 'nothing': choose one of {', '.join(datasets.DATASETS)}, or stand-in"
    )


def test_a_data_set_of_another_size_is_wrong_usage(experiments, capsys):
    assert experiments("--data", "ames", experiments=tiny.EXPERIMENTS.replace('("tiny",)', '("mnist",)')) == 2
    assert tiny.refused(capsys) == (
        "DATA=ames: its examples are of another size than the homework takes: ames has 348 and mnist has 784"
    )


def test_a_homework_of_two_data_sets_takes_no_other(experiments, capsys):
    two = tiny.EXPERIMENTS.replace('("tiny",)', '("ames", "mnist")')

    assert experiments("--data", "mnist", experiments=two) == 2
    assert tiny.refused(capsys) == "DATA=mnist: this homework takes ames and mnist, or DATA=stand-in"


def test_a_folder_that_cannot_be_written_is_wrong_usage(experiments, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file in the way")

    assert experiments("--out", tmp_path / "taken") == 2
    assert tiny.refused(capsys) == f"cannot write to {tmp_path / 'taken' / 'runs'}: Not a directory"


def test_without_matplotlib_it_says_what_to_install(experiments, monkeypatch, capsys):
    import grader.experiments.campaign

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for name in ("campaign", "plots"):
        monkeypatch.delitem(sys.modules, f"grader.experiments.{name}")
        monkeypatch.delattr(grader.experiments, name)

    assert experiments() == 3
    assert tiny.refused(capsys) == (
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
