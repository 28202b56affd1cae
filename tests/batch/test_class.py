"""`python -m grader class`: a toy class from one end to the other, and every way in which it is stopped or refused."""

import csv
import json
import os
import random
import signal
import stat
import time

import pytest

from grader import cli
from grader.batch import crew, journal, work
from tests import toy
from tests.batch import small_class

SECONDS = 60


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return small_class.course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def grade_with_own_workers(course, monkeypatch, capsys):
    """Return a function that grades a class in `bare` and returns the exit code, what was printed, and what was said."""
    monkeypatch.setenv("GRADER_COURSE", str(course))

    def run(*arguments):
        code = cli.main(["class", *map(str, arguments), "--sandbox", "bare", "--jobs", "1"])
        captured = capsys.readouterr()
        return code, captured.out.splitlines(), small_class.heard(captured.err)

    return run


@pytest.fixture(scope="module")
def worker(course):
    """Return a worker for many runs: each of its own would take a second to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_COURSE", str(course))
        workers = crew.local(1)
        work.greet(workers, "toy", "bare")
        assert work.met(workers).sandbox == "bare"
    yield workers
    workers.close()


@pytest.fixture
def given(monkeypatch):
    """Return the names of all questions that are given to workers."""
    names = []
    give = crew.Crew.give
    monkeypatch.setattr(
        crew.Crew, "give", lambda self, name, *rest: names.append(name) or give(self, name, *rest)
    )
    return names


@pytest.fixture
def grade(grade_with_own_workers, worker, monkeypatch):
    """Return the same, for runs that share a worker."""
    monkeypatch.setattr(crew.Crew, "close", lambda self: None)
    monkeypatch.setattr(worker, "dismiss", lambda: None)
    monkeypatch.setattr(crew, "local", lambda jobs: worker)
    return grade_with_own_workers


@pytest.fixture(scope="module")
def undisturbed(course, tmp_path_factory):
    """Return what a class of twelve handed in, and what one run makes of it."""
    folder = tmp_path_factory.mktemp("class")
    subs, out = small_class.twelve(folder / "subs"), folder / "out"
    run = small_class.command(course, subs, "--out", out, "--sandbox", "bare")
    printed, said = run.communicate(timeout=SECONDS)
    assert (run.returncode, small_class.heard(said)) == (0, []), printed
    return subs, out, printed


def test_everybody_has_a_report_or_a_named_reason(undisturbed):
    _, out, printed = undisturbed

    with (out / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    assert {key: (row["status"], row["score"]) for key, row in rows.items()} == {
        **{f"right{number}": ("graded", "4") for number in range(4)},
        **{f"wrong{number}": ("graded", "1") for number in range(4)},
        "zipped": ("graded", "4"),
        "crashes": ("graded", "1"),
        "template": ("graded", "0"),
        "broken": ("refused", ""),
    }
    assert rows["broken"]["reason"] == "scale.py is empty"
    for key in rows.keys() - {"broken"}:
        report = json.loads((out / key / "report.json").read_text(encoding="utf-8"))
        assert (report["submission"], f"{report['score']:g}") == (key, rows[key]["score"])
        assert (out / key / "report.html").is_file()
    assert not (out / "broken").exists()
    assert "11 graded, 1 refused" in printed.splitlines()


def test_what_is_for_the_staff_is_for_nobody_else(undisturbed):
    _, out, _ = undisturbed
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in out.iterdir() if path.is_file()}

    assert modes == dict.fromkeys(
        ["journal.sqlite", "gradebook.csv", "gradebook.canvas.csv", "gradebook.moodle.csv", "dashboard.html"],
        0o600,
    )
    assert stat.S_IMODE((out / "right0" / "report.staff.json").stat().st_mode) == 0o600


def test_a_run_that_is_killed_goes_on_and_ends_as_if_nothing_had_happened(course, undisturbed, tmp_path):
    subs, whole, _ = undisturbed
    out, chance, graded = tmp_path / "out", random.Random(7), []
    for _ in range(2):
        run = small_class.command(course, subs, "--out", out, "--sandbox", "bare")
        before, until = count(out), time.monotonic() + SECONDS
        while count(out) < before + chance.choice([1, 2, 3]) and run.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.01)
        time.sleep(chance.random() / 20)
        small_class.kill(run)
        graded.append(count(out))
    run = small_class.command(course, subs, "--out", out, "--sandbox", "bare")
    printed, said = run.communicate(timeout=SECONDS)

    assert graded == sorted(graded)
    assert 0 < graded[0] < 12
    assert (run.returncode, small_class.heard(said)) == (0, [])
    assert small_class.tree(out) == small_class.tree(whole)
    assert printed.replace(str(out), "OUT") == undisturbed[2].replace(str(whole), "OUT")


def count(out):
    """Return how many results are in the journal, whether or not a run is at work."""
    with journal.glanced(out) as kept:
        return len(kept.students())


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_a_run_that_is_told_to_stop_says_how_to_go_on(course, undisturbed, tmp_path, number):
    subs, _, _ = undisturbed
    out = tmp_path / "out"
    run = small_class.command(course, subs, "--out", out, "--sandbox", "bare")
    while not list(out.glob("*/report.json")) and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(number)
    _, said = run.communicate(timeout=SECONDS)

    assert (run.returncode, small_class.heard(said)) == (
        130,
        ["grader: interrupted; what is graded is kept, and the same command goes on from there"],
    )
    assert 0 < count(out) < 12


def test_nothing_is_graded_twice(grade, tmp_path, given):
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT, bob="def (")
    assert grade(subs, "--out", tmp_path / "out")[0] == 0
    first = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*/*")}
    given.clear()

    assert grade(subs, "--out", tmp_path / "out")[0] == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*/*")} == first
    assert given == ["0"]  # the greeting

    small_class.hand_in(subs, alice=small_class.WRONG)
    (tmp_path / "out" / "gradebook.csv").unlink()
    assert grade(subs, "--out", tmp_path / "out")[0] == 0
    assert given == ["0", "0", "alice"]
    assert "alice,alice,,,,,,,,graded,1,," in (tmp_path / "out" / "gradebook.csv").read_text()


def test_a_report_that_is_gone_is_made_again(grade, tmp_path):
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT)
    grade(subs, "--out", tmp_path / "out")
    before = small_class.tree(tmp_path / "out")
    (tmp_path / "out" / "alice" / "report.html").unlink()

    assert grade(subs, "--out", tmp_path / "out")[0] == 0
    assert small_class.tree(tmp_path / "out") == before


def test_what_can_no_longer_be_graded_keeps_no_old_report(grade, tmp_path):
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.WRONG, bob=small_class.RIGHT)
    grade(subs, "--out", tmp_path / "out")
    small_class.hand_in(subs, alice="def (")

    assert grade(subs, "--out", tmp_path / "out")[0] == 0
    assert sorted(os.listdir(tmp_path / "out")) == [
        *("bob", "dashboard.html", "gradebook.canvas.csv", "gradebook.csv", "gradebook.moodle.csv"),
        "journal.sqlite",
    ]


def test_reports_of_somebody_who_is_gone_are_named(grade, tmp_path):
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT, bob=small_class.RIGHT)
    grade(subs, "--out", tmp_path / "out")
    (subs / "bob").rename(tmp_path / "bob")

    _, printed, _ = grade(subs, "--out", tmp_path / "out")
    assert printed[2:4] == [
        "1 graded",
        f"  {tmp_path / 'out'} also has reports of bob, of whom {subs} has nothing",
    ]


def test_a_preview_says_whose_score_would_move_and_a_run_then_moves_it(
    tmp_path, grade_with_own_workers, monkeypatch, given
):
    grade = grade_with_own_workers
    own = small_class.course(tmp_path / "course")
    monkeypatch.setenv("GRADER_COURSE", str(own))
    works = {"alice": small_class.RIGHT, "bob": small_class.WRONG, "carol": toy.TEMPLATE}
    subs, out = small_class.hand_in(tmp_path / "subs", **works), tmp_path / "out"
    grade(subs, "--out", out)
    checks = own / "assignments" / "toy" / "checks.py"
    checks.write_text(checks.read_text().replace("FACTOR = 2.0", "FACTOR = 1.0"))
    small_class.regenerate(own)
    before = small_class.tree(out)

    code, printed, said = grade(subs, "--out", out, "--preview")
    assert (code, said) == (0, [])
    assert printed[2:] == [
        "bob: 1 / 4 → 4 / 4 (+3: forward, forward_hidden, repeated)",
        "scores: 1 up, 0 down, 0 changed otherwise, 0 new, 2 as before; "
        "nothing is written yet: the same command without --preview does it",
    ]
    assert small_class.tree(out) == before

    given.clear()
    assert grade(subs, "--out", out)[0] == 0
    assert given == ["0"], "what the preview has graded is kept"
    assert json.loads((out / "bob" / "report.json").read_text())["score"] == 4.0


def test_a_dry_run_says_what_would_be_done_and_does_nothing(grade, tmp_path):
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT, bob=small_class.WRONG)

    code, printed, said = grade(subs, "--out", tmp_path / "out", "--dry-run")
    assert (code, said) == (0, [])
    assert printed[2:] == [
        f"  would grade alice (alice) into {tmp_path / 'out' / 'alice'}",
        f"  would grade bob (bob) into {tmp_path / 'out' / 'bob'}",
        f"  would write gradebook.csv, gradebook.canvas.csv, gradebook.moodle.csv, dashboard.html into {tmp_path / 'out'}",
        "2 would be graded, 0 are graded already; nothing was written",
    ]
    assert not (tmp_path / "out").exists()

    grade(subs, "--out", tmp_path / "out")
    small_class.hand_in(subs, carol=small_class.RIGHT)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert grade(subs, "--out", tmp_path / "out", "--dry-run")[1][2:] == [
        f"  would grade carol (carol) into {tmp_path / 'out' / 'carol'}",
        f"  would write gradebook.csv, gradebook.canvas.csv, gradebook.moodle.csv, dashboard.html into {tmp_path / 'out'}",
        "1 would be graded, 2 are graded already; nothing was written",
    ]
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before
