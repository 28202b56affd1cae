"""The course of the experiments' tests."""

import pytest

import datasets
from grader import cli
from tests.experiments import tiny


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Yield a function that writes a course into a folder and makes it the one in use."""
    root = tmp_path / "course"

    def written(**changes):
        monkeypatch.setenv("GRADER_COURSE", str(root))
        monkeypatch.setattr(datasets, "load_or_stand_in", tiny.load_or_stand_in)
        monkeypatch.setattr(datasets, "stand_in", tiny.stand_in)
        return tiny.course(root, **changes)

    yield written
    tiny.forget(root)


@pytest.fixture
def experiments(course, tmp_path, monkeypatch):
    """Return a function that calls `experiments` on the tiny course and returns the exit code."""
    monkeypatch.chdir(tmp_path)

    def call(*options, hw=tiny.HW, **changes):
        course(**changes)
        return cli.main(["experiments", "--hw", hw, *map(str, options)])

    return call
