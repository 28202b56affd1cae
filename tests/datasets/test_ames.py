import math

import numpy as np
import pytest

from datasets import ames
from tests.datasets import fabricated

# number, a measure with a hole, a category, another measure, a category with a hole, price
TABLE = [
    ["1", "1", "b", "2", "None", "10"],
    ["2", "3", "a", "4", "NA", "20"],
    ["3", "", "b", "6", "x ", "40"],
    ["4", "NA", "c", "8", "", "80"],
]


def test_a_table_worked_out_by_hand():
    found = ames.encode(TABLE)

    # 1, 3: mean 2, deviation sqrt(2) with ddof = 1. 2, 4, 6, 8: mean 5, deviation sqrt(20/3).
    first, second = 1 / math.sqrt(2), 1 / math.sqrt(20 / 3)
    # measures; a, b, c, missing; None, "x ", missing
    expected = [
        [-first, -3 * second, 0, 1, 0, 0, 1, 0, 0],
        [first, -second, 1, 0, 0, 0, 0, 0, 1],
        [0, second, 0, 1, 0, 0, 0, 1, 0],
        [0, 3 * second, 0, 0, 1, 0, 0, 0, 1],
    ]
    np.testing.assert_allclose(np.vstack([found.Xtrain, found.Xtest]), expected, rtol=1e-15)
    np.testing.assert_allclose(
        np.vstack([found.ytrain, found.ytest]), np.log([[10], [20], [40], [80]]), rtol=0
    )
    assert [array.dtype.name for array in found] == ["float64"] * 4


def test_the_first_half_of_the_rows_is_for_training():
    found = ames.encode(TABLE)

    assert [array.shape for array in found] == [(2, 9), (2, 1), (2, 9), (2, 1)]


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_file_is_read_whatever_is_between_its_cells(tmp_path, delimiter):
    content = b"\xef\xbb\xbf" + fabricated.table(TABLE, delimiter) + b"\r\n"
    fabricated.put(tmp_path, {"table.csv": content})

    assert ames.rows(tmp_path / "table.csv") == TABLE
    np.testing.assert_array_equal(ames.arrays([tmp_path / "table.csv"]).Xtrain, ames.encode(TABLE).Xtrain)
