"""A submission is ended before its container is full."""

import pytest

from grader.platforms.room import fitted
from grader.records import Limits

_MIB = 2**20


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ([], 2048),
        (["max"], 2048),
        ([str(768 * _MIB)], 576),
        ([str(100 * _MIB)], 256),
        (["9223372036854771712"], 2048),
        (["max", str(1024 * _MIB)], 832),
    ],
    ids=[
        "nothing",
        "no limit",
        "as on Gradescope",
        "less than NumPy needs",
        "no limit in version 1",
        "the smaller",
    ],
)
def test_the_limit_leaves_room_for_the_grader(says, expected, tmp_path):
    paths = [tmp_path / str(number) for number in range(len(says))]
    for path, text in zip(paths, says, strict=True):
        path.write_text(f"{text}\n")

    assert fitted(Limits(), [*paths, tmp_path / "none"]).memory_bytes == expected * _MIB


def test_a_homework_that_asks_for_little_gets_no_more():
    assert fitted(Limits(memory_bytes=300 * _MIB), []).memory_bytes == 300 * _MIB
