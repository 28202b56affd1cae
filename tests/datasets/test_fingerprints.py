import hashlib

import pytest

from datasets import fingerprints
from tests.datasets import fabricated

GREEK = fingerprints.of_drawings(["Greek"])
ROWS = [["1", "a, b", "10"], ["2", "", "20"]]


@pytest.fixture
def file(tmp_path):
    def write(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_bytes_are_recognised_as_sha256sum_would(file):
    content = bytes(range(256)) * 5000

    assert fingerprints.of_bytes(file(content)) == hashlib.sha256(content).hexdigest()


def test_drawings_are_recognised_in_any_container(file):
    pages = fabricated.drawings({"Greek": 2})
    more = fabricated.drawings({"Latin": 1})
    found = GREEK(file(fabricated.zipped(pages)))

    assert GREEK(file(fabricated.zipped(more | dict(reversed(pages.items())), "elsewhere"))) == found
    assert GREEK(file(fabricated.zipped(dict(list(pages.items())[1:])))) != found
    assert GREEK(file(fabricated.zipped(fabricated.drawings({"Greek": 2}, seed=1)))) != found


def test_a_container_with_none_or_some_of_them_is_not_meant(file):
    both = fingerprints.of_drawings(["Greek", "Hebrew"])
    assert both(file(fabricated.zipped(fabricated.drawings({"Greek": 1})))) == ""
    assert GREEK(file(fabricated.zipped(fabricated.drawings({"Latin": 1})))) == ""


@pytest.mark.parametrize("end", [40, -40], ids=["its beginning", "nearly all"])
def test_a_zip_that_was_cut_off_is_judged_by_its_bytes(file, end):
    path = file(fabricated.zipped(fabricated.drawings({"Greek": 1}))[:end])

    assert GREEK(path) == fingerprints.of_bytes(path)


def test_a_table_is_recognised_by_its_cells(file):
    found = fingerprints.of_cells(file(fabricated.table(ROWS)))

    assert fingerprints.of_cells(file(fabricated.table(ROWS, "\t").replace(b"column", b"Spalte"))) == found
    assert fingerprints.of_cells(file(fabricated.table(ROWS[:1]))) != found


def test_a_file_that_is_no_text_is_judged_by_its_bytes(file):
    path = file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    assert fingerprints.of_cells(path) == fingerprints.of_bytes(path)
