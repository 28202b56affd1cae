"""What is extrapolated is extrapolated as the note says. No test here looks at a time."""

import numpy as np
import pytest

from tests.bench.topics import grid

SMALL = grid.Setting(
    np.zeros((40, 784), np.float32), np.zeros(40, int), np.zeros((10, 784), np.float32), np.zeros(10, int)
)


def test_side_by_side_a_run_takes_40_epochs_and_as_many_looks_at_the_validation_part(monkeypatch):
    monkeypatch.setattr(grid, "_stack", lambda models, setting, size: (3600.0, 36.0))

    # Eight batch sizes, two runs of 32 models each.
    assert grid._side_by_side(SMALL) == pytest.approx(16 * (40 + 40 / 100))


def test_one_at_a_time_each_combination_begins_anew():
    # 5 + 10 + … + 40 epochs for each of 64 models and eight batch sizes.
    assert grid._one_at_a_time(SMALL, lambda *_: (3600.0, 36.0)) == pytest.approx(8 * 64 * (180 + 8 / 100))


@pytest.mark.parametrize("timed", [grid._stack_of_one, grid._reference])
def test_an_epoch_and_a_look_at_the_validation_part_are_timed(timed):
    epoch, measuring = timed(SMALL, 32)

    assert epoch > 0
    assert measuring > 0


def test_each_rival_does_its_work(monkeypatch):
    monkeypatch.setattr(grid.experiments, "BATCH_SIZES", (32,))
    (row,) = grid.rows(SMALL)

    assert [rival.figure() > 0 for rival in row.rivals] == [True] * 3
    assert "40 epochs, one at a time 64 × 180" in row.note
