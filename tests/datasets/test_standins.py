"""Stand-ins have the shapes, kinds of numbers and labels of the real data, and something can be learned from them."""

import numpy as np
import pytest

from datasets import registry
from datasets.standins import characters, digits, garments, houses, strokes

SMALL = {
    "fashion_mnist": lambda: garments.arrays(400, 100),
    "mnist": lambda: digits.arrays(400, 100),
    "omniglot12": lambda: characters.arrays([3] * 12, [1] * 12),
    "ames": houses.arrays,
}
KINDS = {
    "fashion_mnist": ["float32", "int32", "float32", "int32"],
    "mnist": ["float32", "int32", "float32", "int32"],
    "omniglot12": ["uint8", "int64", "uint8", "int64"],
    "ames": ["float64"] * 4,
}


def near(made):
    """Return how often the class with the nearest mean is the right one."""
    labels = np.unique(made.ytrain)
    train, test = made.Xtrain.astype(np.float32), made.Xtest.astype(np.float32)
    means = np.stack([train[made.ytrain == label].mean(axis=0) for label in labels])
    distances = np.sum(means**2, axis=1) - 2 * test @ means.T  # squared, less what all have in common
    return np.mean(labels[distances.argmin(axis=1)] == made.ytest)


@pytest.mark.parametrize("name", SMALL)
def test_each_call_draws_the_same(name):
    once, again = SMALL[name](), SMALL[name]()

    for first, second in zip(once, again, strict=True):
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("name", SMALL)
def test_the_numbers_are_of_the_kinds_of_the_real_data(name):
    assert [array.dtype.name for array in SMALL[name]()] == KINDS[name]


@pytest.mark.parametrize("name", ["ames", "omniglot12"])
def test_the_whole_has_the_shapes_of_the_real_data(name):
    assert tuple(array.shape for array in registry.find(name).stand_in()) == registry.find(name).shapes


@pytest.mark.parametrize("draw", [digits.arrays, garments.arrays], ids=["mnist", "fashion_mnist"])
def test_pictures_are_as_many_as_the_real_ones_unless_fewer_are_asked_for(draw):
    assert draw.__defaults__ == (60000, 10000)
    assert [array.shape for array in draw(30, 20)] == [(30, 784), (30,), (20, 784), (20,)]


@pytest.mark.parametrize("name", ["fashion_mnist", "mnist"])
def test_pictures_are_grey_from_0_to_255_and_of_ten_kinds(name):
    made = SMALL[name]()

    assert (made.Xtrain.min(), 200 < made.Xtrain.max() <= 255) == (0, True)
    np.testing.assert_array_equal(made.Xtrain, np.round(made.Xtrain))
    assert sorted(set(made.ytrain.tolist())) == list(range(10))
    assert near(made) > 0.5  # 0.1 by luck


def test_drawings_are_black_on_white_paper_and_counted_like_the_real_ones():
    made = characters.arrays()

    assert set(np.unique(made.Xtest)) == {0, 1}
    assert made.Xtrain.mean() > 0.9
    assert np.bincount(made.ytrain).tolist() == [340, 420, 420, 720, 680, 380, 760, 720, 360, 260, 840, 760]
    assert np.bincount(made.ytest).tolist() == [100, 100, 100, 180, 180, 100, 200, 180, 80, 60, 200, 180]
    assert near(made) > 0.2  # 0.12 by luck


def test_houses_are_standardised_one_hot_and_have_a_price_that_can_be_guessed():
    made = houses.arrays()

    x = np.vstack([made.Xtrain, made.Xtest])
    measures, categories = x[:, :37], x[:, 37:]
    np.testing.assert_allclose(measures.mean(axis=0), 0, atol=1e-12)
    assert set(np.unique(categories)) == {0, 1}
    assert categories.sum(axis=1).tolist() == [43] * 2930
    assert np.sum(~categories.any(axis=0)) == 27
    weights = np.linalg.lstsq(made.Xtrain, made.ytrain - made.ytrain.mean(), rcond=None)[0]
    error = made.Xtest @ weights + made.ytrain.mean() - made.ytest
    assert np.mean(error**2) < 0.2 * made.ytest.var()


def test_a_curve_begins_and_ends_at_its_outer_knots():
    knots = np.array([[0.0, 0], [0, 1], [1, 1], [1, 0]])

    curve = strokes.curves(knots, 3)

    np.testing.assert_allclose(curve, [[0, 0], [0.5, 0.75], [1, 0]], atol=1e-15)


def test_a_pen_is_three_pixels_wide_and_stays_on_the_paper():
    ends = np.array([[[-3.0, 0.5], [0.5, 9]]])

    drawn = strokes.ink(ends, 7).astype(int).reshape(7, 7)

    assert ["".join(map(str, row)) for row in drawn.tolist()] == [
        "0011100",
        "0011100",
        "0011110",
        "0001110",
        "0001110",
        "0000000",
        "0000000",
    ]


def test_soft_ink_is_where_the_pen_was_and_comes_round_no_edge():
    corner = np.full((1, 20, 2), 9.0)

    drawn = strokes.grey(corner, 7).reshape(7, 7)

    assert drawn.max() == 255
    assert not drawn[:3].any()
    assert not drawn[:, :3].any()
