"""The number of the user that a worker becomes."""

import os

import pytest

from grader.errors import SandboxError
from grader.sandbox import account


def test_the_number_is_nobodys_yet():
    number = account.free_user()

    assert 20_000 <= number < 60_000
    assert number != os.getuid()


def test_a_number_with_a_name_is_passed_over(monkeypatch):
    first = account.free_user()
    monkeypatch.setattr(account, "_has_name", lambda number: number == first)

    assert account.free_user() != first


def test_when_every_number_is_taken_it_is_said(monkeypatch):
    monkeypatch.setattr(account, "_has_name", lambda number: True)

    with pytest.raises(SandboxError) as caught:
        account.free_user()

    assert str(caught.value) == "every user number that the sandbox may take is in use"
