"""Wrong answers to Problem 1."""


def certificate(result):
    return ("P1a", [("perceptron_certificate", "return np.ones(4)", f"return np.array({result})")])


def memorising(old, new):
    return ("P1c", [("memorising_network", old, new)])


FEATURES = "W = np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])"
BIASES = "b = np.array([-0.5, -1.5, 0.0, 0.0])"
FACTORS = "a = np.array([1.0, -1.0, 0.0, 0.0])"
DIRECTION = "v = candidates[np.argmax(np.diff(t, axis=1).min(axis=1, initial=np.inf))]"
THRESHOLDS = "thresholds = np.append(t[0] - 1, (t[:-1] + t[1:]) / 2)"
RETURNED = "return np.tile(v, (N, 1)), -thresholds, a"
WRONG = {
    "certificate of zeros": certificate("[0.0, 0.0, 0.0, 0.0]"),
    "certificate with the signs of the labels": certificate("[1.0, 1.0, -1.0, -1.0]"),
    "certificate all negative": certificate("[-1.0, -1.0, -1.0, -1.0]"),
    "certificate without the origin": certificate("[1.0, 1.0, 1.0, 0.0]"),
    "certificate of three conditions": certificate("[1.0, 1.0, 1.0]"),
    "XOR for a step that is 0 at 0": (
        "P1b",
        [("xor_network", BIASES, "b = np.array([0.0, -1.0, 0.0, 0.0])")],
    ),
    "XOR that is OR": ("P1b", [("xor_network", FACTORS, "a = np.array([1.0, 0.0, 0.0, 0.0])")]),
    "XOR that is its opposite": (
        "P1b",
        [("xor_network", FACTORS, "a = np.array([-1.0, 1.0, 1.0, 0.0])")],
    ),
    "XOR with one unit a column": ("P1b", [("xor_network", "return W, b, a", "return W.T, b, a")]),
    "XOR with two units": (
        "P1b",
        [("xor_network", "return W, b, a", "return W[:2], b[:2], a[:2]")],
    ),
    "XOR with weights for linear units": (
        "P1b",
        [
            ("xor_network", FEATURES, "W = np.array([[1.0, -1.0], [-1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])"),
            ("xor_network", BIASES, "b = np.zeros(4)"),
            ("xor_network", FACTORS, "a = np.array([1.0, 1.0, 0.0, 0.0])"),
        ],
    ),
    "memorising along the first coordinate": memorising(DIRECTION, "v = np.eye(D)[0]"),
    "memorising along the sum of the coordinates": memorising(DIRECTION, "v = np.ones(D)"),
    "memorising along the mean of the points": memorising(DIRECTION, "v = X.mean(axis=1)"),
    "memorising with every label in full": memorising("np.diff(labels, prepend=0.0)", "labels"),
    "memorising without the first label": memorising(
        "a = np.diff(labels, prepend=0.0)", "a = np.diff(labels, prepend=labels[0])"
    ),
    "memorising points in the order in which they come": memorising(
        "order = np.argsort(v @ X)", "order = np.arange(N)"
    ),
    "memorising with labels in the order in which they come": memorising("y[order]", "y"),
    "memorising with thresholds of the wrong sign": memorising(RETURNED, RETURNED.replace("-thres", "thres")),
    "memorising with thresholds just above the points": memorising(THRESHOLDS, "thresholds = t + 1e-3"),
    "memorising whether labels are positive": memorising("y[order]", "(y[order] > 0).astype(float)"),
    "memorising with a unit too many": memorising(
        RETURNED, "return np.tile(v, (N + 1, 1)), -np.append(thresholds, 1e9), np.append(a, 0.0)"
    ),
    "memorising two points at least": memorising("D, N = X.shape", "D, N = X.shape; X[:, 1]"),
    "memorising by the distance from the origin": memorising(
        "t, labels = (v @ X)[order], y[order]",
        "order = np.argsort((X**2).sum(axis=0)); t, labels = (v @ X)[order], y[order]",
    ),
}
