"""Wrong answers to Problem 2."""


def network(old, new):
    return ("P2e", [("tanh_network", old, new)])


RETURNED = "return W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=1) / 2"
WRONG = {
    "slope with a plus": ("P2a", [("sigmoid_derivative", "s * (1 - s)", "s * (1 + s)")]),
    "slope squared": ("P2a", [("sigmoid_derivative", "s * (1 - s)", "s**2")]),
    "slope with the opposite sign": ("P2a", [("sigmoid_derivative", "s * (1 - s)", "s * (s - 1)")]),
    "slope of tanh": ("P2a", [("sigmoid_derivative", "s * (1 - s)", "1 - s**2")]),
    "slope at x for s": (
        "P2a",
        [("sigmoid_derivative", "return s * (1 - s)", "return sigmoid(s) * (1 - sigmoid(s))")],
    ),
    "bound on the wrong side": ("P2b", [("vanishing_bound", "np.log(1 / epsilon)", "np.log(epsilon)")]),
    "bound too small": ("P2b", [("vanishing_bound", "np.log(1 / epsilon)", "np.log(1 / epsilon) / 2")]),
    "bound for large epsilon alone": ("P2b", [("vanishing_bound", "np.log(1 / epsilon)", "5.0")]),
    "bound that does not depend on epsilon": (
        "P2b",
        [("vanishing_bound", "np.log(1 / epsilon)", "1000.0")],
    ),
    "bound at infinity": ("P2b", [("vanishing_bound", "np.log(1 / epsilon)", "np.inf")]),
    "tanh of half the argument": ("P2d", [("tanh_as_sigmoid", "2.0, 2.0, -1.0", "2.0, 1.0, -1.0")]),
    "tanh at the height of the sigmoid": ("P2d", [("tanh_as_sigmoid", "2.0, 2.0, -1.0", "2.0, 2.0, 0.0")]),
    "tanh of half the height": ("P2d", [("tanh_as_sigmoid", "2.0, 2.0, -1.0", "1.0, 2.0, -0.5")]),
    "network without the constant": network(RETURNED, "return W1 / 2, b1 / 2, W2 / 2, b2.copy()"),
    "network with the constant taken away": network("b2 + W2", "b2 - W2"),
    "network with the whole constant": network("W2.sum(axis=1) / 2", "W2.sum(axis=1)"),
    "network with the constant of one unit": network("W2.sum(axis=1) / 2", "W2[:, 0] / 2"),
    "network with half a unit each": network("W2.sum(axis=1) / 2", "W2.shape[1] / 2"),
    "network with the sum over the outputs": network("W2.sum(axis=1) / 2", "W2.sum(axis=0) / 2"),
    "network with the sum over all": network("W2.sum(axis=1) / 2", "W2.sum() / 2"),
    "network with the first bias in full": network("b1 / 2", "b1"),
    "network with inputs doubled": network("W1 / 2, b1 / 2", "W1 * 2, b1 * 2"),
    "network the other way round": network(RETURNED, "return 2 * W1, 2 * b1, 2 * W2, b2 - W2.sum(axis=1)"),
    "network in place of the other": network("return W1 / 2, b1 / 2", "W1 /= 2; return W1, b1 / 2"),
    "network with outputs in full": network("W2 / 2, b2", "W2, b2"),
    "slope of tanh without the inner derivative": (
        "P2f",
        [("tanh_derivative_as_sigmoid", "4.0, 2.0", "2.0, 2.0")],
    ),
    "slope of tanh at x": ("P2f", [("tanh_derivative_as_sigmoid", "4.0, 2.0", "4.0, 1.0")]),
}
