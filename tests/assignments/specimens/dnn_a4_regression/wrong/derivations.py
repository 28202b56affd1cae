"""Wrong derivatives."""

DW, DB = "np.outer(linear_db(W, b, x, y), x)", "2 * (W @ x + b - y)"
BATCH_DW, BATCH_DB = (
    "2 * (W @ X + b[:, np.newaxis] - Y) @ X.T",
    "2 * (W @ X + b[:, np.newaxis] - Y).sum(axis=1)",
)
SLOPE = "2 * (y_hat - y) * y_hat * (1 - y_hat)"
Y_HAT = "y_hat = (1 + np.tanh(z / 2)) / 2"
RESULT = "return exponentials / exponentials.sum() - (np.arange(len(a)) == y)"
da = "softmax_cross_entropy_da"
WRONG = {
    "(a) without the factor 2": ("1a", [("linear_db", DB, "W @ x + b - y")]),
    "(a) of the opposite sign": ("1a", [("linear_db", DB, "2 * (y - W @ x - b)")]),
    "(a) bias forgotten": ("1a", [("linear_db", DB, "2 * (W @ x - y)")]),
    "(a) averaged over the outputs": ("1a", [("linear_db", DB, "2 * (W @ x + b - y) / len(y)")]),
    "(a) outer product the other way": ("1a", [("linear_dW", DW, "np.outer(x, linear_db(W, b, x, y))")]),
    "(a) outer product transposed where W is square": (
        "1a",
        [("linear_dW", f"return {DW}", "r = np.outer(x, linear_db(W, b, x, y)); return r.reshape(W.shape)")],
    ),
    "(a) derivative of W multiplied by W": ("1a", [("linear_dW", DW, f"W * {DW}")]),
    "(a) derivative of b summed to a number": ("1a", [("linear_db", DB, f"np.sum({DB})")]),
    "(a) derivative of b as a column": ("1a", [("linear_db", DB, f"({DB})[:, None]")]),
    "(a) writes into y": ("1a", [("linear_db", f"return {DB}", "y *= 0; return W @ x + b - y")]),
    "(b) mean in place of the sum": (
        "1b",
        [
            ("batch_dW", BATCH_DW, f"{BATCH_DW} / X.shape[1]"),
            ("batch_db", BATCH_DB, f"{BATCH_DB} / X.shape[1]"),
        ],
    ),
    "(b) W summed, b averaged": ("1b", [("batch_db", BATCH_DB, f"{BATCH_DB} / X.shape[1]")]),
    "(b) W averaged, b summed": ("1b", [("batch_dW", BATCH_DW, f"{BATCH_DW} / X.shape[1]")]),
    "(b) b not summed over the columns": ("1b", [("batch_db", ".sum(axis=1)", "")]),
    "(b) b summed over the wrong axis": ("1b", [("batch_db", "axis=1", "axis=0")]),
    "(b) b summed over everything": ("1b", [("batch_db", "axis=1", "")]),
    "(b) only the first column": (
        "1b",
        [("batch_dW", BATCH_DW, "np.outer(2 * (W @ X[:, 0] + b - Y[:, 0]), X[:, 0])")],
    ),
    "(b) b as a column": ("1b", [("batch_db", "axis=1", "axis=1, keepdims=True")]),
    "(b) fails for one column": ("1b", [("batch_db", ".sum(axis=1)", ".squeeze().sum(axis=1)")]),
    "(b) transposed": ("1b", [("batch_dW", f"return {BATCH_DW}", f"return ({BATCH_DW}).T")]),
    "(e) without the derivative of the sigmoid": ("1e", [("sigmoid_db", SLOPE, "2 * (y_hat - y)")]),
    "(e) without the derivative of the sigmoid in b alone": (
        "1e",
        [
            (
                "sigmoid_dW",
                "np.outer(sigmoid_db(W, b, x, y), x)",
                "(s := 1 / (1 + np.exp(-W @ x - b)), np.outer(2 * (s - y) * s * (1 - s), x))[1]",
            ),
            ("sigmoid_db", SLOPE, "2 * (y_hat - y)"),
        ],
    ),
    "(e) derivative of the sigmoid taken at its value": (
        "1e",
        [
            ("sigmoid_db", Y_HAT, f"{Y_HAT}; s = 1 / (1 + np.exp(-y_hat))"),
            ("sigmoid_db", SLOPE, "2 * (y_hat - y) * s * (1 - s)"),
        ],
    ),
    "(e) derivative of the sigmoid at z itself": (
        "1e",
        [("sigmoid_db", SLOPE, "2 * (y_hat - y) * z * (1 - z)")],
    ),
    "(e) derivative of tanh": ("1e", [("sigmoid_db", SLOPE, "2 * (y_hat - y) * (1 - y_hat**2)")]),
    "(e) 1 - y in place of 1 - y_hat": ("1e", [("sigmoid_db", SLOPE, "2 * (y_hat - y) * y_hat * (1 - y)")]),
    "(e) without the factor 2": ("1e", [("sigmoid_db", SLOPE, "(y_hat - y) * y_hat * (1 - y_hat)")]),
    "(e) cross-entropy's derivative": ("1e", [("sigmoid_db", SLOPE, "y_hat - y")]),
    "(e) inf / inf at large z": ("1e", [("sigmoid_db", Y_HAT, "y_hat = np.exp(z) / (1 + np.exp(z))")]),
    "(e) outer product transposed where W is square": (
        "1e",
        [
            (
                "sigmoid_dW",
                "np.outer(sigmoid_db(W, b, x, y), x)",
                "np.outer(x, sigmoid_db(W, b, x, y)).reshape(W.shape)",
            )
        ],
    ),
    "softmax without the 1": ("2a", [(da, RESULT, "return exponentials / exponentials.sum()")]),
    "softmax of the opposite sign": (
        "2a",
        [(da, RESULT, "return (np.arange(len(a)) == y) - exponentials / exponentials.sum()")],
    ),
    "softmax: only the component of the class": (
        "2a",
        [(da, RESULT, "return (exponentials / exponentials.sum() - 1) * (np.arange(len(a)) == y)")],
    ),
    "softmax: 1/S of the class": (
        "2a",
        [(da, RESULT, "return -(np.arange(len(a)) == y) * exponentials.sum() / exponentials")],
    ),
    "softmax: diagonal of the Jacobian alone": (
        "2a",
        [(da, RESULT, "S = exponentials / exponentials.sum(); return -(np.arange(len(a)) == y) * (1 - S)")],
    ),
    "softmax: classes from 1": ("2a", [(da, "== y)", "== y - 1)")]),
    "softmax: a number": ("2a", [(da, RESULT, "return exponentials[y] / exponentials.sum() - 1")]),
    "softmax: of the Brier score": (
        "2a",
        [
            (
                da,
                RESULT,
                "S = exponentials / exponentials.sum(); d = S - (np.arange(len(a)) == y); return 2 * S * (d - S @ d)",
            )
        ],
    ),
    "softmax: writes into the logits": (
        "2a",
        [(da, "exponentials = np.exp(a - np.max(a))", "a -= np.max(a); exponentials = np.exp(a)")],
    ),
    "softmax: of log2": ("2a", [(da, RESULT, RESULT.replace("return ", "return (") + ") / np.log(2)")]),
}
