"""Gradients beside differences: of layers that are right, wrong, in single precision, random, or careless."""

import copy

import numpy as np
import pytest

from grader.inside.gradients import (
    BY_DIFFERENCES,
    ENTRIES_TRIED,
    agreement_margin,
    layer_gradients,
    slopes_by_differences,
)

X = np.array([[0.5, -1.25, 2.0], [1.5, 0.75, -0.5]])


class Affine:
    """W x + b as a student may write it; `wrong` names what is wrong in it."""

    def __init__(self, wrong=(), dtype=np.float64, alpha=0.0, decay=0.0):
        self.wrong, self.dtype, self.alpha, self.decay, self.lr = wrong, dtype, alpha, decay, 0.25
        self.loadparams(np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[0.25], [-1.0]]))
        self.velocity = np.zeros((2, 2))
        self.zerograd()

    def forward(self, x):
        self.x = x.astype(self.dtype)
        return (self.W @ self.x + self.b) * (2 if "forward" in self.wrong else 1)

    def backward(self, g):
        g = g.astype(self.dtype) * (2 if {"forward", "fitting"} <= {*self.wrong} else 1)
        self.G += g @ self.x.T
        self.g += g.sum(axis=1, keepdims=True)
        return self.W.T @ g * (3 if "dx" in self.wrong else 1)

    def step(self):
        self.velocity = self.alpha * self.velocity + self.G
        self.W -= (self.lr * (self.velocity + self.decay * self.W)).astype(self.dtype)
        self.b -= self.lr * self.g * (0 if "step" in self.wrong else 1)

    def zerograd(self):
        self.G, self.g = np.zeros((2, 2)), np.zeros((2, 1))

    def loadparams(self, W, b):
        self.W, self.b = np.array(W, dtype=self.dtype), np.array(b, dtype=self.dtype)

    def getW(self):
        return self.W.copy()

    def getb(self):
        return self.b.copy()


def misfits(layer, x=X, *others, **options):
    found = layer_gradients(layer, x, *others, **options)
    return [
        name
        for name, value in found.items()
        if (slopes := found.get(name + BY_DIFFERENCES)) is not None
        and not (np.abs(value - slopes)[np.isfinite(slopes)] <= agreement_margin(slopes)).all()
    ]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ((), []),
        (("forward", "fitting"), []),
        (("forward",), ["dx", "dW", "db"]),
        (("dx",), ["dx"]),
        (("step",), ["db"]),
        (("forward", "dx", "fitting"), ["dx"]),
    ],
    ids=" and ".join,
)
def test_a_gradient_fits_or_not_whether_or_not_forward_is_right(wrong, expected):
    assert misfits(Affine(wrong), lr=0.25) == expected


def test_single_precision_is_noticed_and_allowed_for():
    found = layer_gradients(Affine(dtype=np.float32), X, lr=0.25)

    assert found["dx" + BY_DIFFERENCES].dtype == np.float32
    assert misfits(Affine(dtype=np.float32), lr=0.25) == []
    assert misfits(Affine(("dx",), dtype=np.float32), lr=0.25) == ["dx"]


def test_what_a_step_does_without_a_gradient_is_left_out():
    """Momentum of steps before, and weight decay, are no part of the gradient of forward."""
    layer = Affine(alpha=0.9, decay=0.5)
    layer.forward(X)
    layer.backward(X)
    layer.step()

    assert misfits(layer, lr=0.25) == []


def test_the_layer_and_what_it_is_given_stay_as_they_are():
    class Careless(Affine):
        def forward(self, x):
            x *= 2
            return super().forward(x)

        def backward(self, g):
            dx = 2 * super().backward(g)
            g *= 0
            return dx

    layer, x, g = Careless(), X.copy(), np.ones((2, 3))
    before = copy.deepcopy(vars(layer))

    assert misfits(layer, x, g=g, lr=0.25) == []
    assert x.tolist() == X.tolist()
    assert g.tolist() == np.ones((2, 3)).tolist()
    assert [name for name, value in before.items() if not np.array_equal(value, vars(layer)[name])] == []


def test_the_same_units_are_dropped_each_time():
    class Dropout:
        def forward(self, x, train=True):
            self.mask = np.random.uniform(size=x.shape) > 0.5 if train else 0.5
            return x * self.mask

        def backward(self, g):
            return g * self.mask

    assert misfits(Dropout()) == []
    assert misfits(Dropout(), X, train=False) == []


def test_a_loss_has_labels_and_a_backward_that_takes_nothing():
    class SquaredError:
        def forward(self, y, labels):
            self.error = y - labels
            return np.sum(self.error**2)

        def backward(self):
            return self.error

    assert misfits(SquaredError(), X, np.ones((2, 3))) == ["dx"]


def test_the_parameters_of_a_network_are_numbered_and_a_missing_dx_is_left_out():
    class Network:
        def __init__(self):
            self.layers = Affine(), Affine()

        def forward(self, x):
            return self.layers[1].forward(self.layers[0].forward(x))

        def backward(self, g):
            self.layers[0].backward(self.layers[1].backward(g))

        def __getattr__(self, name):
            if name in ("step", "zerograd"):
                return lambda: [getattr(layer, name)() for layer in self.layers]
            raise AttributeError(name)

        def loadparams(self, Ws, bs):
            for layer, W, b in zip(self.layers, Ws, bs, strict=True):
                layer.loadparams(W, b)

        def getWs(self):
            return [layer.getW() for layer in self.layers]

        def getbs(self):
            return [layer.getb() for layer in self.layers]

    found = layer_gradients(Network(), X, lr=0.25)

    assert [name for name in found if not name.endswith(BY_DIFFERENCES)] == ["dW1", "dW2", "db1", "db2"]
    assert misfits(Network(), lr=0.25) == []


def test_slopes_are_known_by_hand_and_left_out_at_a_kink():
    slopes = slopes_by_differences(lambda x: np.maximum(0, x) ** 1, np.array([3.0, 0.0, -2.0]), np.ones(3))

    np.testing.assert_allclose(slopes, [1.0, np.nan, 0.0], atol=1e-9)
    assert float(slopes_by_differences(lambda x: x**3, 2.0)) == pytest.approx(12.0, rel=1e-8)


def test_of_a_large_array_some_entries_are_tried():
    slopes = slopes_by_differences(np.sum, np.zeros((100, 50)))

    assert np.isfinite(slopes).sum() == ENTRIES_TRIED
    assert np.isfinite(slopes[0, 0])
    assert np.isfinite(slopes[-1, -1])


def test_what_is_no_number_is_refused():
    with pytest.raises(TypeError, match="forward returned a NoneType, and not numbers"):
        slopes_by_differences(lambda x: None, X)
