import hashlib

import numpy as np
import pytest

from datasets import omniglot, png
from tests.datasets import fabricated


def sha256(name):
    return hashlib.sha256(name.encode()).hexdigest()


def test_the_83_test_characters_are_shared_out_as_the_definition_says():
    characters = [22, 26, 26, 45, 43, 24, 48, 45, 22, 16, 52, 47]

    assert omniglot.shared_out(characters, 83) == [5, 5, 5, 9, 9, 5, 10, 9, 4, 3, 10, 9]


def test_of_equal_remainders_the_earlier_gets_the_place():
    assert omniglot.shared_out([3, 3, 3, 3], 6) == [2, 2, 1, 1]


def test_characters_are_kept_for_testing_whole_and_by_the_order_of_their_hashes():
    pages = fabricated.drawings({"Greek": 4, "Hebrew": 2}, drawers=3)

    built = omniglot.build(pages, test_characters=3)

    kept = [
        *sorted((f"Greek/character{number:02}" for number in range(1, 5)), key=sha256)[:2],
        *sorted((f"Hebrew/character{number:02}" for number in range(1, 3)), key=sha256)[:1],
    ]
    test = sorted((name for name in pages if name.rpartition("/")[0] in kept), key=sha256)
    train = sorted((name for name in pages if name.rpartition("/")[0] not in kept), key=sha256)
    for names, x, y in ((train, built.Xtrain, built.ytrain), (test, built.Xtest, built.ytest)):
        assert x.tolist() == [png.read(pages[name], name).ravel().tolist() for name in names]
        assert y.tolist() == [5 if name.startswith("Greek") else 8 for name in names]
    assert (built.Xtest.shape, built.Xtest.dtype, built.ytest.dtype) == ((9, 25), np.uint8, np.int64)


@pytest.mark.parametrize("folder", ["images_background", "python/omniglot/images", "."])
def test_drawings_are_found_wherever_in_a_zip_they_are(tmp_path, folder):
    pages = fabricated.drawings({"Greek": 2, "Latin": 1})
    others = {"Greek/character01/._0001_01.png": b"hidden", "Greek/strokes.txt": b"", "Greek/": b""}
    fabricated.put(tmp_path, {"a.zip": fabricated.zipped(pages | others, folder)})

    found = omniglot.drawings(tmp_path / "a.zip")

    assert found == {name: content for name, content in pages.items() if name.startswith("Greek")}


def test_it_does_not_matter_which_zip_holds_what(tmp_path):
    characters = dict.fromkeys(omniglot.ALPHABETS, 9)
    pages = fabricated.drawings(characters, drawers=1)
    names = list(pages)
    parts = {"one.zip": names[::2], "two.zip": names[1::2], "all.zip": names}
    fabricated.put(
        tmp_path,
        {name: fabricated.zipped({page: pages[page] for page in part}) for name, part in parts.items()},
    )

    in_two = omniglot.arrays([tmp_path / "one.zip", tmp_path / "two.zip"])
    in_one = omniglot.arrays([tmp_path / "all.zip", tmp_path / "all.zip"])

    assert [array.tolist() for array in in_two] == [array.tolist() for array in in_one]
    assert len(in_one.ytest) == 83


def test_the_two_parts_of_omniglot_share_the_twelve_alphabets():
    assert sorted(omniglot.IN_BACKGROUND + omniglot.IN_EVALUATION) == sorted(omniglot.ALPHABETS)
    assert list(omniglot.ALPHABETS) == sorted(omniglot.ALPHABETS)
