import pickle

import numpy as np
import pytest

from datasets import convert
from datasets.arrays import Data

PIXELS = np.arange(12 * 784).reshape(12, 784) % 256


def data(name, x, y, is_stand_in=False):
    return Data(name, f"the title of {name}", is_stand_in, (), x, y, x[:2], y[:2])


FASHION = data("fashion_mnist", PIXELS.astype(np.float32), np.arange(12, dtype=np.int32))
MNIST = FASHION._replace(name="mnist")
OMNIGLOT = data("omniglot12", (PIXELS[:, :25] % 2).astype(np.uint8), np.arange(12))
AMES = data("ames", np.linspace(0, 1, 24).reshape(12, 2), np.linspace(9, 10, 12)[:, None])


def same(loaded, expected):
    assert (loaded.dtype, loaded.tolist()) == (expected.dtype, expected.tolist())


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (
            FASHION,
            [
                *("fashion_mnist_train_images.npy", "fashion_mnist_train_labels.npy"),
                *("fashion_mnist_test_images.npy", "fashion_mnist_test_labels.npy"),
                "Fashion-MNIST.npz",
            ],
        ),
        (MNIST, ["mnist.npz"]),
        (OMNIGLOT, ["omniglot_12.pkl"]),
        (AMES, ["ames.npz"]),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_files_have_the_names_that_the_scripts_load_and_nothing_else_is_there(tmp_path, given, names):
    folder = tmp_path / "new" / "folder"

    assert list(convert.write(given, folder)) == [folder / name for name in names]
    assert {path.name for path in folder.iterdir()} == set(names)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o644}


def test_wpi_loads_four_arrays(tmp_path):
    list(convert.write(FASHION, tmp_path))

    same(np.load(tmp_path / "fashion_mnist_train_images.npy"), FASHION.Xtrain)
    same(np.load(tmp_path / "fashion_mnist_train_labels.npy"), FASHION.ytrain)
    same(np.load(tmp_path / "fashion_mnist_test_images.npy"), FASHION.Xtest)
    same(np.load(tmp_path / "fashion_mnist_test_labels.npy"), FASHION.ytest)


def test_ist_loads_archives_by_key(tmp_path):
    list(convert.write(FASHION, tmp_path))
    list(convert.write(AMES, tmp_path))

    with np.load(tmp_path / "Fashion-MNIST.npz") as archive:
        assert sorted(archive) == ["Xdev", "Xtest", "Xtrain", "ydev", "ytest", "ytrain"]
        assert archive["Xtest"].tolist() == (FASHION.Xtest / 256).tolist()
        assert sorted([*archive["ytrain"], *archive["ydev"]]) == list(range(12))
    with np.load(tmp_path / "ames.npz") as archive:
        assert sorted(archive) == ["Xtest", "Xtrain", "ytest", "ytrain"]
        same(archive["ytrain"], AMES.ytrain)
        same(archive["Xtest"], AMES.Xtest)


def test_cmu_unpickles_two_pairs(tmp_path):
    list(convert.write(OMNIGLOT, tmp_path))

    with (tmp_path / "omniglot_12.pkl").open("rb") as file:
        (train_x, train_y), (test_x, test_y) = pickle.load(file)
    for loaded, expected in zip((train_x, train_y, test_x, test_y), OMNIGLOT[4:], strict=True):
        same(loaded, expected)


def test_keras_loads_square_bytes(tmp_path):
    list(convert.write(MNIST, tmp_path))

    with np.load(tmp_path / "mnist.npz") as archive:
        same(archive["x_train"], PIXELS.reshape(12, 28, 28).astype(np.uint8))
        same(archive["y_test"], np.arange(2, dtype=np.uint8))


def test_a_note_lies_beside_a_stand_in_until_real_data_comes(tmp_path):
    note = tmp_path / "ames-is-a-stand-in.txt"

    written = list(convert.write(AMES._replace(is_stand_in=True), tmp_path))

    assert written == [note, tmp_path / "ames.npz"]
    assert note.read_text() == (
        "the title of ames: made up by `make data STAND_IN=1`; results say nothing about the real data.\n"
    )
    list(convert.write(AMES, tmp_path))
    assert not note.exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    """The old one stays if the new one cannot be finished."""
    list(convert.write(AMES, tmp_path))
    before = (tmp_path / "ames.npz").read_bytes()

    class Unfinished:
        def __array__(self, *arguments, **options):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(convert.write(AMES._replace(ytest=Unfinished()), tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["ames.npz"]
    assert (tmp_path / "ames.npz").read_bytes() == before
