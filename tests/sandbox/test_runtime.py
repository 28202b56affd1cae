"""Where the interpreter and NumPy are."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.errors import SandboxError
from grader.sandbox import runtime


def test_the_real_interpreter_and_numpy_are_found_without_importing_numpy():
    found = runtime.find()

    assert found.interpreter == str(Path(sys.executable).resolve())
    assert Path(found.packages) == Path(np.__file__).resolve().parent.parent
    assert (Path(found.standard_library) / "os.py").is_file()
    assert (Path(found.inside) / "worker.py").is_file()


def test_a_python_without_numpy_is_told_so(monkeypatch):
    monkeypatch.setattr(runtime.PathFinder, "find_spec", lambda name: None)

    with pytest.raises(SandboxError) as caught:
        runtime.find()

    assert str(caught.value) == f"NumPy is not installed for {sys.executable}: run `pip install numpy`"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one module, and Python allowed to write compiled ones."""
    (tmp_path / "one.py").write_text("x = 1\n")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def test_what_enters_the_sandbox_is_kept_compiled_as_the_worker_may_write_nothing(folder):
    runtime._compile(str(folder))
    (kept,) = (folder / "__pycache__").iterdir()
    first = kept.stat().st_mtime_ns
    runtime._compile(str(folder))
    assert kept.stat().st_mtime_ns == first

    os.utime(kept, (1, 1))
    runtime._compile(str(folder))
    assert kept.stat().st_mtime > 1


def test_python_may_be_told_to_keep_nothing(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    runtime._compile(str(folder))

    assert not (folder / "__pycache__").exists()


def test_a_folder_that_is_not_ours_to_write_in_stays_as_it_is(folder):
    (folder / "__pycache__").write_text("no folder")

    runtime._compile(str(folder))

    assert (folder / "__pycache__").is_file()
