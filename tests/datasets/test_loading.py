import hashlib

import numpy as np
import pytest

import datasets
from datasets import Damaged, NotToBeHad, UnknownName, registry
from tests.datasets.conftest import PICTURES


def test_real_data_carries_its_title_and_where_it_was(tiny, folder):
    data = datasets.load("tiny")

    assert (data.name, data.title, data.is_stand_in) == ("tiny", "Tiny pictures", False)
    assert data.files == tuple(folder / raw.name for raw in tiny.files)
    assert data.Xtrain.tolist() == PICTURES.reshape(2, 9).tolist()
    assert (data.ytrain.tolist(), data.Xtest.shape, data.ytest.tolist()) == ([4, 9], (1, 9), [7])


def test_a_stand_in_says_so(tiny, server):
    data = datasets.stand_in("tiny")

    assert (data.title, data.is_stand_in, data.files) == (
        "Tiny pictures (stand-in, not real data)",
        True,
        (),
    )
    assert server.asked == []


def test_a_stand_in_is_taken_only_where_the_data_is_not_to_be_had(tiny, server):
    server.files, files = {}, server.files
    offline = datasets.load_or_stand_in("tiny")
    server.files = files
    forbidden = datasets.load_or_stand_in("tiny", may_download=False)
    online = datasets.load_or_stand_in("tiny")

    assert [data.is_stand_in for data in (offline, forbidden, online)] == [True, True, False]


def test_whoever_asks_for_the_real_data_gets_no_stand_in(tiny, server):
    server.files.clear()

    with pytest.raises(NotToBeHad):
        datasets.load("tiny")


def test_a_damaged_file_is_not_papered_over(tiny, folder):
    datasets.load("tiny")
    (folder / "test-labels.gz").write_bytes(b"")

    with pytest.raises(Damaged):
        datasets.load_or_stand_in("tiny")


def test_arrays_of_another_shape_are_refused(tiny, monkeypatch):
    monkeypatch.setitem(registry.DATASETS, "tiny", tiny._replace(shapes=((3, 9), (3,), (1, 9), (1,))))

    with pytest.raises(Damaged) as caught:
        datasets.load("tiny")
    assert str(caught.value) == (
        "the arrays of Tiny pictures have shapes ((2, 9), (2,), (1, 9), (1,)), "
        "expected ((3, 9), (3,), (1, 9), (1,))"
    )


def test_arrays_are_held_against_their_checksums(tiny, monkeypatch):
    right = hashlib.sha256(bytes([4, 9])).hexdigest()
    monkeypatch.setitem(registry.DATASETS, "tiny", tiny._replace(arrays_sha256={"ytrain": right}))
    assert datasets.load("tiny").ytrain.tolist() == [4, 9]

    monkeypatch.setitem(registry.DATASETS, "tiny", tiny._replace(arrays_sha256={"ytest": right}))
    with pytest.raises(Damaged) as caught:
        datasets.load("tiny")
    assert str(caught.value) == (
        "ytest of Tiny pictures is not what was expected: its sha256 begins "
        f"{hashlib.sha256(bytes([7])).hexdigest()[:8]}, expected {right[:8]}"
    )


@pytest.mark.parametrize("load", [datasets.load, datasets.stand_in, datasets.load_or_stand_in])
def test_an_unknown_name_is_answered_with_the_known_ones(load):
    with pytest.raises(UnknownName) as caught:
        load("imagenet")

    assert str(caught.value) == (
        "there is no data set 'imagenet': choose one of fashion_mnist, mnist, omniglot12, ames"
    )


def test_the_ist_form_has_a_part_for_development_and_pixels_below_one():
    labels = np.arange(12, dtype=np.int32)
    pixels = np.repeat(20 * labels[:, None], 3, axis=1).astype(np.float32)
    data = datasets.Data("a", "A", False, (), pixels, labels, pixels[:2], labels[:2])

    split = datasets.with_dev(data)

    shuffled = np.random.RandomState(42).permutation(12)
    assert split.ydev.tolist() == shuffled[:2].tolist()
    assert split.ytrain.tolist() == shuffled[2:].tolist()
    assert split.Xdev.tolist() == (pixels[shuffled[:2]] / 256).tolist()
    assert split.Xtest[1].tolist() == [20 / 256] * 3
    assert {array.dtype.name for array in split} == {"float32", "int64"}
    assert split._fields == ("Xtrain", "ytrain", "Xdev", "ydev", "Xtest", "ytest")
