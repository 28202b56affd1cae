"""What drives a student's file in the experiments: with the reference in its place it gives the reference's curves."""

import numpy as np
import pytest

from datasets.arrays import Data
from grader import catalog, compiled
from grader.experiments import declared

ROOT = catalog.course_root()
HOMEWORKS = sorted(path.parent.name for path in ROOT.glob("assignments/*/experiments.py"))
# Single precision and another order of the sums, some epochs long.
CLOSE = {"rtol": 0, "atol": 2e-3}


def numbers(name, rng):
    """Return a small data set in place of one of this name."""
    if name == "ames":
        X, y = rng.normal(size=(30, 6)), rng.normal(size=(30, 1))
        return Data(name, name, True, (), X[:20], y[:20], X[20:], y[20:])
    X, y = rng.randint(0, 2 if name == "omniglot12" else 256, (360, 64)), rng.randint(0, 10, 360)
    return Data(name, name, True, (), X[:240].astype(np.uint8), y[:240], X[240:].astype(np.uint8), y[240:])


@pytest.mark.parametrize("homework", HOMEWORKS)
def test_the_reference_in_a_students_place_gives_its_own_curves(homework):
    assignment = catalog.load(ROOT, homework)
    experiments = declared.load(ROOT, homework)
    data = {name: numbers(name, np.random.RandomState(0)) for name in experiments.module.DATA}
    code = compiled.read(assignment.folder / "experiments.py", "experiments.py")
    drivers = {"__name__": "experiments"}
    exec(code.sandbox_source, drivers)
    prepared = experiments.module.prepare(data)

    epochs, seed, count = 3, 1, 0
    for run in experiments.runs(epochs):
        part = experiments.part(run, data, seed, epochs)
        if part is None:
            continue
        module = catalog.reference_module(assignment, part.file)
        found = list(drivers[part.function](module, **part.given))
        expected = list(experiments.module.train(run, prepared, seed, epochs, {}))
        count += 1

        assert len(found) == epochs
        for ours, theirs in zip(expected, found, strict=True):
            assert {*theirs} == {*part.yields} <= {*ours}
            for name in part.yields:
                np.testing.assert_allclose(theirs[name], ours[name], err_msg=f"{run.id}: {name}", **CLOSE)
    assert count > 0


@pytest.mark.parametrize("homework", HOMEWORKS)
def test_what_enters_the_sandbox_is_plain_and_is_asked_for_by_name(homework):
    """Numbers and arrays alone, for a function that takes exactly these."""
    assignment = catalog.load(ROOT, homework)
    experiments = declared.load(ROOT, homework)
    data = {name: numbers(name, np.random.RandomState(0)) for name in experiments.module.DATA}
    source = compiled.read(assignment.folder / "experiments.py", "experiments.py").sandbox_source

    parts = [experiments.part(run, data, 0, 1) for run in experiments.runs(1)]
    for part in [part for part in parts if part is not None]:
        assert f"\ndef {part.function}(" in source
        assert part.file in assignment.files
        assert all(isinstance(value, int | float | np.ndarray) for value in part.given.values())
    assert "import reference" not in source
    assert "from reference" not in source


@pytest.mark.parametrize("homework", HOMEWORKS)
def test_what_is_compared_in_words_is_something_that_a_student_yields(homework):
    experiments = declared.load(ROOT, homework)
    data = {name: numbers(name, np.random.RandomState(0)) for name in experiments.module.DATA}

    parts = [experiments.part(run, data, 0, 1) for run in experiments.runs(1)]
    for part in [part for part in parts if part is not None]:
        (beside, *_) = [each for each in experiments.module.BESIDE if each.curve in part.yields]
        assert beside.final in part.yields
