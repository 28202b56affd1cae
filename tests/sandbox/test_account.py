"""The number of the user that a worker becomes."""

import os
import signal

import pytest

from grader.errors import SandboxError
from grader.sandbox import account


def test_the_number_is_nobodys_yet():
    number, claim = account.free_user()
    claim.close()

    assert 20_000 <= number < 60_000
    assert number != os.getuid()


@pytest.fixture
def _two_numbers(monkeypatch):
    """Leave but two numbers to choose from."""
    monkeypatch.setattr(account, "_FIRST_USER", 59_990)
    monkeypatch.setattr(account, "_USERS", 2)


@pytest.mark.usefixtures("_two_numbers")
def test_a_number_is_taken_once_until_it_is_given_back():
    first, second = account.free_user(), account.free_user()

    assert {first.user, second.user} == {59_990, 59_991}
    with pytest.raises(SandboxError):
        account.free_user()
    first.claim.close()
    again = account.free_user()
    assert again.user == first.user
    again.claim.close()
    second.claim.close()


@pytest.mark.needs_root
@pytest.mark.usefixtures("_two_numbers")
def test_a_number_of_which_a_process_lives_is_passed_over():
    """Even one that hides from /proc whose it is, as a worker does."""
    reading, writing = os.pipe()
    living = os.fork()
    if living == 0:
        os.setresuid(59_990, 59_990, 59_990)
        os.write(writing, b".")
        signal.pause()
    os.read(reading, 1)

    number, claim = account.free_user()

    claim.close()
    os.kill(living, signal.SIGKILL)
    os.waitpid(living, 0)
    os.close(reading)
    os.close(writing)
    assert number == 59_991


@pytest.mark.usefixtures("_two_numbers")
def test_a_number_with_a_name_is_passed_over(monkeypatch):
    monkeypatch.setattr(account, "_has_name", lambda number: number == 59_990)

    number, claim = account.free_user()

    claim.close()
    assert number == 59_991


def test_when_every_number_is_taken_it_is_said(monkeypatch):
    monkeypatch.setattr(account, "_has_name", lambda number: True)
    monkeypatch.setattr(account, "_has_process", lambda number: False)

    with pytest.raises(SandboxError) as caught:
        account.free_user()

    assert str(caught.value) == "every user number that the sandbox may take is in use"
