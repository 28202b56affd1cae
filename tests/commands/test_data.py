"""`python -m grader data`, on a registry of one tiny data set."""

import argparse

import pytest

from datasets import convert, registry
from grader.commands import Screen, data
from grader.errors import GraderError, UsageError
from tests.datasets.conftest import bare_machine, folder, server, tiny

__all__ = ["bare_machine", "folder", "server", "tiny"]


@pytest.fixture(autouse=True)
def only_tiny(tiny, monkeypatch):
    """Know two data sets: `tiny`, and `gone`, which no server has."""
    gone = tuple(raw._replace(addresses=(f"{raw.addresses[0]}.gone",)) for raw in tiny.files)
    known = {"gone": tiny._replace(name="gone", title="Gone", folder="gone", files=gone), "tiny": tiny}
    monkeypatch.setattr(registry, "DATASETS", known)
    monkeypatch.setattr("datasets.DATASETS", known)
    monkeypatch.setitem(convert._FILES, "tiny", convert._ames)
    monkeypatch.setitem(convert._FILES, "gone", convert._ames)


def run(*words):
    parser = argparse.ArgumentParser()
    data.add_arguments(parser)
    return data.run(parser.parse_args(words), Screen())


def test_a_data_set_is_fetched_and_described(folder):
    assert list(run("--name", "tiny")) == [
        f"Tiny pictures: 2 rows to train, 1 to test, 9 wide; in {folder}; none",
    ]
    assert len(list(folder.iterdir())) == 4


def test_the_courses_files_are_written_where_one_says(tmp_path, folder):
    assert list(run("--name", "tiny", "--out", str(tmp_path / "out"))) == [
        f"Tiny pictures: 2 rows to train, 1 to test, 9 wide; in {folder}; none",
        f"  wrote {tmp_path / 'out' / 'ames.npz'}",
    ]


def test_a_stand_in_asks_no_network(tmp_path, server):
    assert list(run("--name", "gone", "--out", str(tmp_path), "--stand-in")) == [
        "Gone (stand-in, not real data): 2 rows to train, 1 to test, 9 wide",
        f"  wrote {tmp_path / 'gone-is-a-stand-in.txt'}",
        f"  wrote {tmp_path / 'ames.npz'}",
    ]
    assert server.asked == []


def test_one_that_is_not_to_be_had_does_not_keep_the_others_away(folder):
    lines = run()

    assert next(lines) == f"Tiny pictures: 2 rows to train, 1 to test, 9 wide; in {folder}; none"
    with pytest.raises(GraderError) as caught:
        next(lines)
    assert str(caught.value).startswith("Gone is not on this machine and cannot be downloaded (127.0.0.1: ")
    assert str(caught.value).endswith("or run `make data NAME=gone` where there is a network")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--name", "imagenet"], "NAME=imagenet is unknown: it is one of gone, tiny"),
        (["--stand-in"], "OUT is missing: name the folder for the stand-ins (make data STAND_IN=1 OUT=dir)"),
    ],
    ids=["unknown", "no folder"],
)
def test_what_makes_no_sense_is_wrong_usage(words, sentence, server):
    with pytest.raises(UsageError) as caught:
        list(run(*words))

    assert str(caught.value) == sentence
    assert server.asked == []


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_fetched(tmp_path, server):
    (tmp_path / "file").touch()

    with pytest.raises(UsageError) as caught:
        list(run("--out", str(tmp_path / "file")))
    assert str(caught.value) == f"cannot write to {tmp_path / 'file'}: File exists"
    assert server.asked == []
