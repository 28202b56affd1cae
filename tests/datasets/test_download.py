import hashlib
import sys

import pytest

from datasets.download import NotFetched, fetch
from datasets.progress import Bar
from tests.datasets.conftest import FILES

NAME, CONTENT = next(iter(FILES.items()))
NOBODY = "http://127.0.0.1:9"  # the port at which nobody listens


@pytest.fixture
def raw(tiny):
    return tiny.files[0]


def contents(folder):
    return [path.name for path in folder.rglob("*")]


def test_a_file_is_fetched_whole_and_nothing_beside_it(raw, folder):
    path = fetch(raw, folder)

    assert path == folder / NAME
    assert path.read_bytes() == CONTENT
    assert contents(folder) == [NAME]


def test_the_next_address_is_asked_where_one_fails(raw, folder, server):
    """One is silent, one knows nothing, one has another file; the last has the right one."""
    server.files |= {"/other": b"another"}
    ways = (f"{NOBODY}/a", f"{server.address}/b", f"{server.address}/other", *raw.addresses)

    assert fetch(raw._replace(addresses=ways), folder).read_bytes() == CONTENT
    assert contents(folder) == [NAME]


def test_why_no_address_gave_it_is_told_and_nothing_is_left(raw, folder, server):
    server.files |= {"/other": b"another"}
    ways = (f"{NOBODY}/a", f"{server.address}/b", f"{server.address}/other")

    with pytest.raises(NotFetched) as caught:
        fetch(raw._replace(addresses=ways), folder)
    assert str(caught.value) == (
        "127.0.0.1: cannot be reached, or broke off; 127.0.0.1: answered 404; 127.0.0.1: another file, its sha256 "
        f"begins {hashlib.sha256(b'another').hexdigest()[:8]}, expected {raw.sha256[:8]}"
    )
    assert contents(folder) == []


def test_a_file_without_the_content_is_told_apart(raw, folder):
    with pytest.raises(NotFetched) as caught:
        fetch(raw._replace(fingerprint=lambda path: ""), folder)

    assert str(caught.value) == "127.0.0.1: another file, with nothing of this in it"


def test_a_server_that_breaks_off_leaves_nothing(raw, folder, server):
    server.part[f"/{NAME}"] = len(CONTENT) // 2

    with pytest.raises(NotFetched) as caught:
        fetch(raw, folder)
    assert str(caught.value) == "127.0.0.1: cannot be reached, or broke off"
    assert contents(folder) == []


def test_an_impatient_person_leaves_nothing(raw, folder, monkeypatch):
    def interrupt(self, size):
        assert contents(folder) != []
        raise KeyboardInterrupt

    monkeypatch.setattr(Bar, "update", interrupt)

    with pytest.raises(KeyboardInterrupt):
        fetch(raw, folder)
    assert contents(folder) == []


def test_a_cache_that_cannot_be_written_is_named(raw, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(NotFetched) as caught:
        fetch(raw, tmp_path / "file" / "tiny")
    assert str(caught.value) == f"{tmp_path / 'file' / 'tiny'}: Not a directory"


def test_without_pooch_the_sentence_says_so(raw, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)

    with pytest.raises(NotFetched) as caught:
        fetch(raw, folder)
    assert str(caught.value) == "the package pooch is not installed"
    assert contents(folder) == []
