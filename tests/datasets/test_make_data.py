"""What `make data` calls."""

import shutil

import pytest

from tests.fresh_clone import Make


@pytest.fixture
def make(tmp_path):
    make = Make(tmp_path)
    (make.course / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(make.python, make.course / ".venv" / "bin" / "python")
    (make.course / ".venv" / ".runtime-stamp").touch()
    return make


def test_without_a_name_all_data_sets_are_asked_for(make):
    assert make("data").arguments == [["-m", "grader", "data"]]


def test_what_is_typed_reaches_the_command_as_it_is(make):
    run = make("data", "NAME=$x y", "OUT=my data", "STAND_IN=1")

    assert run.arguments == [["-m", "grader", "data", "--name", "$x y", "--out", "my data", "--stand-in"]]


def test_the_machines_own_name_is_not_that_of_a_data_set(make):
    """Under WSL the variable NAME holds it."""
    assert make("data", NAME="laptop").arguments == [["-m", "grader", "data"]]
