"""What is kept of a run is found again, by its key, whole or not at all."""

import numpy as np
import pytest

from grader import output
from grader.errors import GraderError
from grader.experiments import journal
from grader.experiments.journal import Journal

KEY, OTHER = "ab" * 32, "cd" * 32


def test_what_was_written_is_read_again(tmp_path):
    Journal(tmp_path).write("2.1 a/b", 3, KEY, {"loss": np.array([1.0, 0.5])}, 2.5)

    quantities, seconds = Journal(tmp_path).read("2.1 a/b", 3, KEY)
    assert (quantities.keys(), quantities["loss"].tolist(), seconds) == ({"loss"}, [1.0, 0.5], 2.5)
    assert [path.name for path in tmp_path.iterdir()] == ["2.1-a-b.seed3.abababababab.npz"]


def test_runs_of_other_keys_live_side_by_side(tmp_path):
    kept = Journal(tmp_path)
    kept.write("a", 0, KEY, {"loss": np.array([1.0])}, 1.0)
    kept.write("a", 0, OTHER, {"loss": np.array([2.0])}, 1.0)

    assert kept.read("a", 0, KEY)[0]["loss"].tolist() == [1.0]
    assert kept.read("a", 0, OTHER)[0]["loss"].tolist() == [2.0]
    assert kept.read("a", 1, KEY) is None


def test_a_key_that_only_begins_alike_is_another(tmp_path):
    Journal(tmp_path).write("a", 0, KEY, {"loss": np.array([1.0])}, 1.0)

    assert Journal(tmp_path).read("a", 0, KEY[:-1] + "0") is None


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_such_thing_is_as_good_as_none(content, tmp_path):
    kept = Journal(tmp_path)
    kept.write("a", 0, KEY, {"loss": np.array([1.0])}, 1.0)
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)

    assert kept.read("a", 0, KEY) is None


def test_a_file_cut_anywhere_is_as_good_as_none(tmp_path):
    kept = Journal(tmp_path)
    kept.write("a", 0, KEY, {"loss": np.array([1.0])}, 1.0)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()

    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert kept.read("a", 0, KEY) is None


def test_a_file_with_any_byte_changed_is_as_good_as_none_or_says_the_same(tmp_path):
    kept = Journal(tmp_path)
    kept.write("a", 0, KEY, {"loss": np.array([1.0])}, 1.0)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()

    for place in range(0, len(whole), 5):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        found = kept.read("a", 0, KEY)
        # Some bytes say when it was packed, and nothing else; others what an array is called.
        assert found is None or found[0].get("loss", np.array([1.0])).tolist() == [1.0]


def test_an_array_of_objects_is_never_unpickled(tmp_path):
    kept = Journal(tmp_path)
    kept.write("a", 0, KEY, {"loss": np.array([1.0])}, 1.0)
    (path,) = tmp_path.iterdir()
    np.savez(path, key=np.array(KEY), seconds=np.array(1.0), **{"=loss": np.array([None])})

    assert kept.read("a", 0, KEY) is None


def test_a_full_disk_is_one_sentence(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "write", full)

    with pytest.raises(GraderError) as refusal:
        journal.keep(tmp_path / "index.html", "text")
    assert str(refusal.value) == (
        f"{tmp_path / 'index.html'} cannot be written: No space left on device; what was kept before is not done again"
    )
