"""The number of the user that a worker becomes."""

import os

import pytest

from grader.errors import SandboxError
from grader.sandbox import user
from grader.sandbox.choose import Sandbox


def test_the_number_is_nobodys_yet():
    number = user.free_user()

    assert 20_000 <= number < 60_000
    assert number != os.getuid()


def test_a_number_with_a_name_is_passed_over(monkeypatch):
    first = user.free_user()
    monkeypatch.setattr(user, "_has_name", lambda number: number == first)

    assert user.free_user() != first


def test_when_every_number_is_taken_it_is_said(monkeypatch):
    monkeypatch.setattr(user, "_has_name", lambda number: True)

    with pytest.raises(SandboxError) as caught:
        user.free_user()

    assert str(caught.value) == "every user number that the sandbox may take is in use"


def test_a_folder_below_a_closed_one_is_not_open_to_all(tmp_path):
    closed = tmp_path / "home"
    inner = closed / "python"
    inner.mkdir(parents=True)
    closed.chmod(0o700)

    assert not user._is_open_to_all(str(inner))
    assert user._is_open_to_all("/usr")


@pytest.mark.needs_root
def test_a_private_folder_for_temporary_files_is_not_used(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with Sandbox("user") as sandbox:
        scratch = sandbox.box()._launch.scratch

    assert not scratch.startswith(str(tmp_path))
