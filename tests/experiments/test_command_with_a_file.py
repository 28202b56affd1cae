"""`python -m grader experiments --sub`: a student's file in the runs, and how what it does wrong is shown."""

from html import unescape
from pathlib import Path

from tests.experiments import students, tiny


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
    folder = Path("out", tiny.HW, "bob", "experiments")
    page = " ".join((folder / "index.html").read_text().split())
    assert f"<strong>b fast, seed 0</strong>: {trouble}</li>" in page
    assert ">a slow</td>" in page
    table = (folder / "results.md").read_text()
    assert table.startswith("# Scaling by hand: bob's experiments on Tiny numbers\n")
    assert f"\nRuns that failed:\n\n- b fast, seed 0: `{trouble}`\n" in table


def test_a_run_that_fails_half_way_says_so_wherever_its_numbers_are(experiments, tmp_path):
    late = students.INIT + (
        "        if x < 4:\n            raise ValueError('so `small`')\n        return self.factor * x\n"
    )
    bob = tiny.submission(tmp_path / "bob", late)

    assert experiments("--sub", bob, "--sandbox", "bare", "--runs", "a") == 0
    folder, said = Path("out", tiny.HW, "bob", "experiments"), "rate 0.1 (failed after 2 epochs)"
    assert f",{said}," in (folder / "results.csv").read_text()
    table, page = (folder / "results.md").read_text(), " ".join((folder / "index.html").read_text().split())
    assert f"\n| a slow, handed in | {said} |" in table
    assert "raised ValueError at scale.py:7 in Scale.forward: so 'small'`\n" in table
    assert page.count(f">{said}</td>") == 2
    assert "within 0.05 of the reference&#39;s as far as it came: 2 of 3 epochs</td>" in page


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
    assert "\na slow, handed in  " in said
    assert "b fast" not in said


def test_what_a_students_file_does_less_than_a_run_is_called_by_its_own_name(experiments, tmp_path):
    less = tiny.EXPERIMENTS.replace(
        '("loss",))\n\n\ndef shown', '("loss",), title="one rate")\n\n\ndef shown'
    )
    alice = tiny.submission(tmp_path / "alice")

    assert experiments("--sub", alice, "--sandbox", "bare", "--runs", "a", experiments=less) == 0
    table = Path("out", tiny.HW, "alice", "experiments", "results.md").read_text()
    assert "\n| a slow | rate 0.1 |" in table
    assert "\n| a slow, handed in | one rate |" in table
    page = Path("out", tiny.HW, "alice", "experiments", "index.html").read_text()
    assert page.count(">one rate</td>") == 2


def test_runs_that_are_not_there_are_wrong_usage(experiments, tmp_path, capsys):
    assert experiments("--runs", "a slow,d") == 2
    assert tiny.refused(capsys) == (
        "RUNS=a slow,d: no run's name begins with 'd': there are a slow; b fast; c after"
    )
    assert experiments("--sub", tiny.submission(tmp_path / "alice"), "--runs", "c") == 2
    assert tiny.refused(capsys) == "RUNS=c: a student's file has no part in these runs"


def test_a_file_that_is_refused_leaves_no_folder(experiments, tmp_path, monkeypatch):
    from grader.errors import SubmissionError
    from grader.experiments import handed_in

    def refuse(*_):
        raise SubmissionError("alice holds no scale.py, which is to be trained")

    monkeypatch.setattr(handed_in, "HandedIn", refuse)

    assert experiments("--sub", tiny.submission(tmp_path / "alice"), "--sandbox", "bare") == 1
    assert not Path("out").exists()


def test_a_students_file_that_is_not_there_is_wrong_usage(experiments, tmp_path, capsys):
    assert experiments("--sub", tmp_path / "mlp.py") == 2
    assert tiny.refused(capsys) == f"there is no file or folder {tmp_path / 'mlp.py'}"


def test_a_students_file_that_is_no_python_is_refused(experiments, tmp_path, capsys):
    assert experiments("--sub", tiny.submission(tmp_path / "carol", "def (:\n")) == 1
    assert tiny.refused(capsys).startswith("scale.py is not valid Python 3 at line 1")
