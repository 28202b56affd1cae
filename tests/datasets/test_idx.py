import gzip

import numpy as np
import pytest

from datasets import idx
from datasets.errors import Damaged
from tests.datasets import fabricated


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "file.gz"
        path.write_bytes(content)
        return path

    return write


def test_an_array_comes_back_as_it_was_written(file):
    pictures = np.arange(12).reshape(2, 3, 2)

    assert idx.read(file(fabricated.idx(pictures))).tolist() == pictures.tolist()
    assert idx.read(file(fabricated.idx(np.array([7, 255])))).tolist() == [7, 255]


def test_the_bytes_of_the_format_are_those_of_its_description(file):
    """Two zeros, 8 for unsigned bytes, the number of dimensions, each of them in four bytes, the highest first."""
    content = bytes([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6])

    assert idx.read(file(gzip.compress(content))).tolist() == [[5, 6]]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"<html>", "is not a gzipped idx file: Not a gzipped file (b'<h')"),
        (
            fabricated.idx(np.zeros(50))[:-9],
            "is not a gzipped idx file: Compressed file ended before the end-of-stream marker was reached",
        ),
        (
            gzip.compress(bytes(3)),
            "is not a gzipped idx file: unpack_from requires a buffer of at least 4 bytes for unpacking 4 bytes at offset 0 (actual buffer size is 3)",
        ),
        (
            gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 3, 1])),
            "is not an idx file of 3 bytes, as its header says",
        ),
        (
            fabricated.idx(np.zeros((2, 2)), kind=0x0D),
            "is not an idx file of 2 × 2 bytes, as its header says",
        ),
    ],
    ids=["a page", "cut off", "no header", "too short", "not bytes"],
)
def test_what_is_no_idx_file_is_named(file, content, complaint):
    path = file(content)

    with pytest.raises(Damaged) as caught:
        idx.read(path)
    assert str(caught.value) == f"{path} {complaint}"


def test_images_become_rows_of_single_precision_and_labels_32_bit_integers(tmp_path):
    pictures = np.arange(2 * 3 * 3).reshape(2, 3, 3)
    files = {"a": pictures, "b": np.array([4, 9]), "c": pictures[:1], "d": np.array([7])}
    fabricated.put(tmp_path, {name: fabricated.idx(array) for name, array in files.items()})

    train, train_labels, test, test_labels = idx.arrays([tmp_path / name for name in files])

    assert train.tolist() == pictures.reshape(2, 9).tolist()
    assert [array.dtype.name for array in (train, train_labels, test)] == ["float32", "int32", "float32"]
    assert (test.shape, train_labels.tolist(), test_labels.tolist()) == ((1, 9), [4, 9], [7])
