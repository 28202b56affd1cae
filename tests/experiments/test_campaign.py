"""All runs of a homework: done once, kept, and shown, whatever interrupts them."""

import csv
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from grader.experiments import declared
from grader.experiments.campaign import Campaign
from tests.experiments import tiny

ROOT = Path(__file__).parents[2]
# Long enough to be caught between two runs.
SLOW = tiny.EXPERIMENTS.replace("SLEEP = 0.0", "SLEEP = 0.15").replace('("a slow",)', '("a slow", "b fast")')


def made(root, folder, epochs=3, seeds=1, data=None):
    """Return the campaign of a course, with a folder for its runs."""
    (folder / "runs").mkdir(parents=True, exist_ok=True)
    experiments = declared.load(root, tiny.HW)
    return Campaign(experiments, {"tiny": data or tiny.data()}, epochs, seeds, folder)


def test_all_runs_are_done_once_and_found_again(course, tmp_path):
    root = course()
    first = made(root, tmp_path, seeds=2)
    list(first.run())

    again = made(root, tmp_path, seeds=2)
    assert (len(first.todo), len(again.todo)) == (6, 0)
    assert again.results["b fast"][1]["loss"].tolist() == [5.5**2 / 4**epoch for epoch in (1, 2, 3)]


def test_a_change_of_epochs_or_data_is_done_anew_and_forgets_nothing(course, tmp_path):
    root = course()
    list(made(root, tmp_path, epochs=3).run())
    other = tiny.data()._replace(Xtrain=np.zeros((4, 2)))

    assert len(made(root, tmp_path, data=other).todo) == 3
    shorter = made(root, tmp_path, epochs=2)
    assert len(shorter.todo) == 3
    list(shorter.run())
    assert made(root, tmp_path, epochs=3).todo == []


def test_runs_that_are_not_wanted_are_left_out_but_for_those_that_one_needs(course, tmp_path):
    campaign = made(course(), tmp_path)

    campaign.keep(["c after"])
    assert [job.run.id for job in campaign.todo] == ["a slow", "c after"]


def test_only_what_is_wanted_is_done_and_what_was_done_before_is_still_shown(course, tmp_path):
    root = course()
    first = made(root, tmp_path, seeds=2)
    first.only(["b fast"])
    list(first.run())
    again = made(root, tmp_path, seeds=2)
    again.only(["c after"])
    list(again.run())

    assert [job.run.id for job in first.todo] == ["b fast", "b fast"]
    # With what the wanted one needs.
    assert [job.run.id for job in again.todo] == ["a slow", "a slow", "c after", "c after"]
    assert [row[0] for row in again.write("Title").rows] == ["a slow", "b fast", "c after"]
    page = " ".join((tmp_path / "index.html").read_text().split())
    assert "numbers and lines are means of the seeds, brackets and bands their range" in page
    assert "<li>0 seconds of training of the reference on one processor" in page


def test_a_figure_of_runs_that_were_not_wanted_is_left_out(course, tmp_path):
    two = tiny.EXPERIMENTS.replace(
        "        HeatMap(",
        '        Figure("other", "Another", "squared", (Curve("c after", "loss", "c"),), ""),\n        HeatMap(',
    )
    campaign = made(course(experiments=two), tmp_path)
    campaign.only(["a slow"])
    list(campaign.run())
    campaign.write("Title")

    assert {path.name for path in tmp_path.glob("*.svg")} == {"loss.svg", "end.svg", "pictures.svg"}
    assert "Another" not in (tmp_path / "index.html").read_text()


def test_figures_that_are_out_of_date_are_removed_and_nothing_else(course, tmp_path):
    root = course()
    first = made(root, tmp_path)
    list(first.run())
    first.write("Title")
    (tmp_path / "mine.png").write_bytes(b"mine")
    (tmp_path / "runs" / "shown.json").write_text(
        (tmp_path / "runs" / "shown.json").read_text().replace("[", '["../kept.txt", ')
    )
    (tmp_path.parent / "kept.txt").write_text("elsewhere")
    tiny.forget(root)
    fewer = tiny.EXPERIMENTS.replace('        Pictures("pictures"', '    ] or [\n        Pictures("pictures"')
    again = made(course(experiments=fewer), tmp_path)
    list(again.run())
    again.write("Title")

    assert {path.name for path in tmp_path.glob("*.png")} == {"loss.png", "end.png", "mine.png"}
    assert (tmp_path.parent / "kept.txt").exists()


def contents(folder):
    """Return all that a page is made of, without the seconds: the figures, and the table's other columns."""
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.[ps][nv]g")}
    with (folder / "results.csv").open(newline="") as file:
        rows = [row[:-1] for row in csv.reader(file)]
    page = re.sub("[0-9.]+ seconds|<td[^>]*>[0-9.]+</td></tr>", "", (folder / "index.html").read_text())
    return files, rows, page


def command(root, out, *options):
    return [sys.executable, "-m", "tests.experiments.tiny", str(root), "--out", str(out), *options]


def in_the_middle(process, folder):
    """Wait until the first run of a process is kept."""
    until = time.monotonic() + 60
    while not list(folder.glob("runs/[!.]*.npz")) and time.monotonic() < until:
        assert process.poll() is None
        time.sleep(0.01)


def left_alone(group):
    """Return whether nobody is left in a process group, within a few seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def started(root, folder):
    return subprocess.Popen(
        command(root, folder),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_killed_in_the_middle_it_goes_on_and_ends_with_the_same_files(course, tmp_path):
    root, whole, resumed = course(experiments=SLOW), tmp_path / "whole", tmp_path / "resumed"
    subprocess.run(command(root, whole), cwd=ROOT, check=True, capture_output=True)
    process = started(root, resumed)
    in_the_middle(process, resumed)
    process.kill()
    process.communicate()
    before = {path: path.stat().st_mtime_ns for path in resumed.glob("runs/[!.]*.npz")}

    assert left_alone(process.pid)
    assert 0 < len(before) < 3
    assert not (resumed / "index.html").exists()
    again = subprocess.run(command(root, resumed), cwd=ROOT, check=True, capture_output=True, text=True)
    assert (
        f"{3 - len(before)} run{'s' if len(before) == 1 else ''} to do, {len(before)} done before"
        in again.stdout
    )
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert contents(resumed) == contents(whole)


def test_interrupted_it_says_how_to_go_on_and_leaves_no_process(course, tmp_path):
    process = started(course(experiments=SLOW), tmp_path / "out")
    in_the_middle(process, tmp_path / "out")
    # As a terminal does it: to everybody at once.
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert said == (
        "grader: interrupted; nothing more is running; what is done is kept, and the same command goes on from there\n"
    )
    assert process.returncode == 130
    assert left_alone(process.pid)
