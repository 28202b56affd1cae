from pathlib import Path

import pytest

from datasets import fingerprints, places
from datasets.errors import Damaged, NoSuchFolder, NotToBeHad
from tests.datasets import fabricated
from tests.datasets.conftest import FILES

NAMES = list(FILES)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The folder that GRADER_DATA names."""
    monkeypatch.setenv("GRADER_DATA", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    return tmp_path / "own"


def test_the_own_folder_comes_before_the_cache_and_the_cache_before_the_network(tiny, own, folder, server):
    fabricated.put(own / "tiny", {name: FILES[name] for name in NAMES[:2]})
    fabricated.put(folder, {name: FILES[name] for name in NAMES[1:3]})

    found = places.raw_files(tiny)

    assert found == [
        own / "tiny" / NAMES[0],
        own / "tiny" / NAMES[1],
        folder / NAMES[2],
        folder / NAMES[3],
    ]
    assert server.asked == [f"/{NAMES[3]}"]


def test_what_was_fetched_once_is_not_fetched_again(tiny, folder, server):
    assert places.raw_files(tiny) == places.raw_files(tiny) == [folder / name for name in NAMES]
    assert server.asked == [f"/{name}" for name in NAMES]


def test_nothing_is_written_into_the_own_folder(tiny, own):
    places.raw_files(tiny)

    assert list(own.iterdir()) == []


@pytest.mark.parametrize("place", ["own", "folder"])
def test_a_file_that_is_not_what_it_should_be_is_named_and_left_alone(tiny, place, request, server):
    where = request.getfixturevalue(place)
    where = where / "tiny" if place == "own" else where
    fabricated.put(where, {NAMES[0]: b"something else"})

    with pytest.raises(Damaged) as caught:
        places.raw_files(tiny)
    found, expected = fingerprints.of_bytes(where / NAMES[0])[:8], tiny.files[0].sha256[:8]
    assert str(caught.value) == (
        f"{where / NAMES[0]} is not the train-images.gz that we know: its sha256 begins {found}, "
        f"expected {expected}; remove it, or put the right one in its place"
    )
    assert server.asked == []


def test_a_content_is_found_under_any_name_that_fits(tiny, folder):
    pages = fabricated.drawings({"Greek": 1})
    greek = fingerprints.of_drawings(["Greek"])
    contents = {
        "a.zip": fabricated.zipped(fabricated.drawings({"Latin": 1})),
        "b.zip": fabricated.zipped(dict(list(pages.items())[1:])),
        "c.zip": fabricated.zipped(pages),
    }
    fabricated.put(folder, contents)
    raw = tiny.files[0]._replace(pattern="*.zip", fingerprint=greek, sha256=greek(folder / "c.zip"))

    assert places.raw_files(tiny._replace(files=(raw,))) == [folder / "c.zip"]


def test_a_name_that_fits_with_nothing_of_the_content_is_no_reason_not_to_fetch(tiny, folder, server):
    pages = fabricated.drawings({"Greek": 1})
    greek = fingerprints.of_drawings(["Greek"])
    fabricated.put(folder, {"a.zip": fabricated.zipped(fabricated.drawings({"Latin": 1}))})
    server.files["/train-images.gz"] = fabricated.zipped(pages)
    fabricated.put(folder, {"pages": fabricated.zipped(pages)})
    raw = tiny.files[0]._replace(pattern="*.zip", fingerprint=greek, sha256=greek(folder / "pages"))

    assert places.raw_files(tiny._replace(files=(raw,))) == [folder / "train-images.gz"]


def test_without_data_and_network_one_sentence_names_the_three_ways(tiny, folder, server):
    server.files.clear()

    with pytest.raises(NotToBeHad) as caught:
        places.raw_files(tiny)
    assert str(caught.value) == (
        "Tiny pictures is not on this machine and cannot be downloaded (127.0.0.1: answered 404): "
        "let GRADER_DATA name a folder with train-images.gz, train-labels.gz, test-images.gz, test-labels.gz in tiny/, "
        f"or put them into {folder}, or run `make data NAME=tiny` where there is a network"
    )


def test_whoever_forbids_to_download_gets_the_same_sentence(tiny, folder, server):
    with pytest.raises(NotToBeHad) as caught:
        places.raw_files(tiny, may_download=False)

    assert str(caught.value).startswith(
        "Tiny pictures is not on this machine: let GRADER_DATA name a folder "
    )
    assert server.asked == []
    assert not folder.exists()


def test_an_own_folder_that_is_not_there_is_no_typing_mistake_to_overlook(tiny, monkeypatch):
    monkeypatch.setenv("GRADER_DATA", "/nowhere/at all")

    with pytest.raises(NoSuchFolder) as caught:
        places.raw_files(tiny)
    assert (
        str(caught.value)
        == "GRADER_DATA=/nowhere/at all is not a folder: name one that holds the raw files, or unset it"
    )


@pytest.mark.parametrize("chosen", ["", "relative/path", None], ids=["empty", "relative", "not set"])
def test_the_cache_is_in_the_home_folder_unless_another_place_is_chosen(monkeypatch, chosen):
    if chosen is None:
        monkeypatch.delenv("XDG_CACHE_HOME")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", chosen)
    monkeypatch.setenv("HOME", "/home/ann")

    assert places.cache() == Path("/home/ann/.cache/backprop-grader")
