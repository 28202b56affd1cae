"""The checks have a NumPy and builtins of their own."""

import builtins
import marshal

import numpy as np

from grader.inside.checks import checks_of

SOURCE = """
import numpy as np

def compare(mlp):
    return {"close": np.allclose(0, 1), "size": len([1]), "rank": np.linalg.matrix_rank(np.eye(2))}

def draw(mlp):
    np.random.seed(0)
    return np.random.uniform()
"""


def test_what_a_submission_replaces_it_replaces_for_itself(monkeypatch):
    checks = checks_of(marshal.dumps(compile(SOURCE, "checks.py", "exec")))
    monkeypatch.setattr(np, "allclose", lambda *arguments: True)
    monkeypatch.setattr(np.linalg, "matrix_rank", lambda *arguments: 99)
    monkeypatch.setattr(builtins, "len", lambda *arguments: 99)

    found = checks["compare"](None)

    monkeypatch.undo()
    assert found == {"close": False, "size": 1, "rank": 2}


def test_random_numbers_are_those_that_the_submission_draws_from():
    checks = checks_of(marshal.dumps(compile(SOURCE, "checks.py", "exec")))

    drawn = [checks["draw"](None), np.random.uniform()]

    np.random.seed(0)
    assert drawn == [np.random.uniform(), np.random.uniform()]
