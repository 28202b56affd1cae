"""A generated class with everything in it: graded whole or in pieces, by one worker or two, it comes out the same."""

import pytest

from tests.batch import generated_class, killed_often, small_class, supervisor

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.mark.needs_bubblewrap
def test_a_class_that_is_killed_three_times_ends_as_one_that_is_not(tmp_path):
    assert killed_often.compare(tmp_path, 40, 3, jobs=2) == []


@pytest.mark.needs_bubblewrap
def test_the_number_of_workers_makes_no_difference(tmp_path):
    course = generated_class.course(tmp_path / "course")
    subs = generated_class.hand_in(tmp_path / "subs", course, 40)
    trees = []
    for jobs in (1, 3):
        out = tmp_path / str(jobs)
        options = ["--out", out, "--hw", generated_class.ID, "--jobs", jobs]
        small_class.command(course, subs, *options).communicate()
        trees.append(small_class.tree(out))

    assert trees[0] == trees[1]


def test_the_memory_of_the_supervisor_is_that_of_the_standings_and_not_of_the_reports(tmp_path):
    """In megabytes: of 300 more students, whose reports are 100 MB, nothing is left but what the dashboard shows."""
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    few = supervisor.measure(30, tmp_path / "few")
    many = supervisor.measure(330, tmp_path / "many")

    assert many["graded"] - few["shown"] < 10
    assert many["shown"] - few["shown"] < 30


def test_everybody_of_a_generated_class_is_accounted_for(tmp_path):
    course = generated_class.course(tmp_path / "course")
    subs = generated_class.hand_in(tmp_path / "subs", course, 24)
    run = small_class.command(course, subs, "--out", tmp_path / "out", "--hw", generated_class.ID)
    printed, _ = run.communicate()
    names = {path.name.partition(".")[0] for path in subs.iterdir()}
    lines = (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8").splitlines()

    assert {line.split(",")[0] for line in lines[1:]} == names
    for name in names:
        has_report = (tmp_path / "out" / name / "report.html").is_file()
        assert has_report or f": {name}: " in printed
