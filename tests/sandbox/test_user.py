"""What the user backend needs of the file system."""

import pytest

from grader.sandbox import user
from grader.sandbox.choose import Sandbox


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
