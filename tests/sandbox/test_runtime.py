"""Where the interpreter and NumPy are."""

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
