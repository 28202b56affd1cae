import argparse

import pytest

from grader.commands import Screen, fixtures, verify
from grader.errors import FixtureError, UsageError
from tests.toy import course

SCREEN = Screen()


def run(command, *words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return list(command.run(parser.parse_args(words), SCREEN))


@pytest.fixture(autouse=True)
def two_assignments(tmp_path, monkeypatch):
    """A course with the assignments a and b, in which nothing is generated yet."""
    course(tmp_path, id="a")
    monkeypatch.setenv("GRADER_COURSE", str(course(tmp_path, id="b")))


def test_each_file_that_is_written_is_named():
    lines = run(fixtures, "--hw", "b")

    assert lines[0] == "wrote student_template/b/scale.py"
    assert lines[-1] == "wrote assignments/b/fixtures/manifest.json"
    assert run(fixtures, "--hw", "b") == ["b: everything is current, and nothing was written"]


def test_without_a_name_all_assignments_are_done():
    lines = run(fixtures)

    assert {line.split("/")[1] for line in lines} == {"a", "b"}
    assert run(verify) == ["a: all 8 generated files are current", "b: all 8 generated files are current"]


def test_a_stale_assignment_fails_and_a_current_one_does_not():
    run(fixtures, "--hw", "a")

    assert run(verify, "--hw", "a") == ["a: all 8 generated files are current"]
    with pytest.raises(FixtureError) as caught:
        run(verify)
    assert str(caught.value) == "assignments/b/fixtures/manifest.json is missing: run `make fixtures HW=b`"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("command", [fixtures, verify], ids=["fixtures", "verify"])
def test_an_unknown_assignment_is_wrong_usage(command):
    with pytest.raises(UsageError) as caught:
        run(command, "--hw", "c")

    assert str(caught.value) == "HW=c is unknown: assignments/ holds a, b"
