"""Wrong derivations of problems 1 to 3."""

GRADIENT = "return X @ (X.T @ w - y) / X.shape[1]"
HESSIAN = "return X @ X.T / X.shape[1]"
SOLVED = "step = np.linalg.lstsq(mse_hessian(X), mse_gradient(X, y, w), rcond=None)[0]"
OWN = "return x * y_hat[l] * (1 - y_hat[l])"
OTHER = "return -x * y_hat[k] * y_hat[l]"
BY_WEIGHTS = "return -X @ (Y[l] - Y_hat[l]) / X.shape[1]"
BY_BIAS = "return -np.sum(Y - Y_hat, axis=1) / Y.shape[1]"
NLL = "return -np.sum(np.log(Y_hat[Y > 0]))"


def gradient(new):
    # newton_step keeps a right gradient of its own, so that one mistake stays one mistake.
    return [
        ("mse_gradient", GRADIENT, f"return {new}"),
        ("newton_step", "mse_gradient(X, y, w)", GRADIENT[7:]),
    ]


def hessian(new):
    return [("mse_hessian", HESSIAN, f"return {new}"), ("newton_step", "mse_hessian(X)", HESSIAN[7:])]


def step(new):
    return [("newton_step", SOLVED, f"step = {new}")]


def own(new):
    return [("gradient_of_own_output", OWN, f"return {new}")]


def other(new):
    return [("gradient_of_other_output", OTHER, f"return {new}")]


def by_weights(new):
    return [("gradient_of_loss", BY_WEIGHTS, f"return {new}")]


def by_bias(new):
    return [("gradient_of_bias", BY_BIAS, f"return {new}")]


def nll(new):
    return [("negative_log_likelihood", NLL, f"return {new}")]


LABELS = "np.max(Y * Y_hat, axis=0)"

WRONG = {
    "gradient of the sum": ("1", gradient("X @ (X.T @ w - y)")),
    "gradient keeps its 1/2": ("1", gradient("X @ (X.T @ w - y) / (2 * X.shape[1])")),
    "gradient without the 1/2": ("1", gradient("2 * X @ (X.T @ w - y) / X.shape[1]")),
    "gradient of the wrong sign": ("1", gradient("X @ (y - X.T @ w) / X.shape[1]")),
    "gradient divided by the features": ("1", gradient("X @ (X.T @ w - y) / X.shape[0]")),
    "gradient as a column": ("1", gradient("(X @ (X.T @ w - y) / X.shape[1])[:, None]")),
    "Hessian without 1/n": ("1", hessian("X @ X.T")),
    "Hessian of examples": ("1", hessian("X.T @ X / X.shape[1]")),
    "Hessian with a 2": ("1", hessian("2 * X @ X.T / X.shape[1]")),
    "Hessian divided by the features": ("1", hessian("X @ X.T / X.shape[0]")),
    "1/n in the gradient alone": ("1", step("np.linalg.pinv(X @ X.T, 1e-10) @ mse_gradient(X, y, w)")),
    "Newton step uphill": ("1", [("newton_step", "w - step", "w + step")]),
    "Newton step is damped": ("1", [("newton_step", "w - step", "w - 0.5 * step")]),
    "Newton step is a gradient step": ("1", step("mse_gradient(X, y, w)")),
    "Newton step divides by the diagonal": (
        "1",
        step("mse_gradient(X, y, w) / (np.diag(mse_hessian(X)) + 1e-12)"),
    ),
    "Newton step forgets where it starts": ("1", [("newton_step", "w - step", "-step")]),
    "Newton step inverts what has no inverse": (
        "1",
        step("np.linalg.inv(mse_hessian(X)) @ mse_gradient(X, y, w)"),
    ),
    "Newton step returns zeros without an inverse": (
        "1",
        step(
            "(np.zeros_like(w) if np.linalg.matrix_rank(X) < len(X) "
            "else np.linalg.solve(mse_hessian(X), mse_gradient(X, y, w)))"
        ),
    ),
    "Newton step adds a ridge": (
        "1",
        step("np.linalg.solve(mse_hessian(X) + 0.01 * np.eye(len(X)), mse_gradient(X, y, w))"),
    ),
    "own output: square": ("2", own("x * y_hat[l] * y_hat[l]")),
    "own output: sign": ("2", own("-x * y_hat[l] * (1 - y_hat[l])")),
    "own output: denominator held fixed": ("2", own("x * y_hat[l]")),
    "own output: derivative of the logarithm": ("2", own("x * (1 - y_hat[l])")),
    "own output: without x": ("2", own("np.full(x.shape, y_hat[l] * (1 - y_hat[l]))")),
    "own output: all classes": ("2", own("np.outer(y_hat * (1 - y_hat), x)")),
    "own output: always the first class": ("2", own("x * y_hat[0] * (1 - y_hat[0])")),
    "other output: sign": ("2", other("x * y_hat[k] * y_hat[l]")),
    "other output: 1 - y_hat": ("2", other("-x * y_hat[k] * (1 - y_hat[k])")),
    "other output: square": ("2", other("-x * y_hat[k] ** 2")),
    "other output: derivative of the logarithm": ("2", other("-x * y_hat[l]")),
    "other output: no influence": ("2", other("np.zeros(x.shape)")),
    "by weights: sum instead of mean": ("2", by_weights("-X @ (Y[l] - Y_hat[l])")),
    "by weights: divided by the classes": ("2", by_weights("-X @ (Y[l] - Y_hat[l]) / Y.shape[0]")),
    "by weights: sign": ("2", by_weights("X @ (Y[l] - Y_hat[l]) / X.shape[1]")),
    "by weights: own output alone": ("2", by_weights("-X @ (Y[l] * (1 - Y_hat[l])) / X.shape[1]")),
    "by weights: as of a squared error": (
        "2",
        by_weights("-X @ ((Y[l] - Y_hat[l]) * Y_hat[l] * (1 - Y_hat[l])) / X.shape[1]"),
    ),
    "by weights: always the first class": ("2", by_weights("-X @ (Y[0] - Y_hat[0]) / X.shape[1]")),
    "by weights: one number for each example": ("2", by_weights("-X * (Y[l] - Y_hat[l]) / X.shape[1]")),
    "by bias: scalar": ("2", by_bias("-np.sum(Y - Y_hat) / Y.shape[1]")),
    "by bias: mean over everything": ("2", by_bias("-np.mean(Y - Y_hat)")),
    "by bias: mean over the classes": ("2", by_bias("-np.mean(Y - Y_hat, axis=0)")),
    "by bias: sum": ("2", by_bias("-np.sum(Y - Y_hat, axis=1)")),
    "by bias: sign": ("2", by_bias("np.mean(Y - Y_hat, axis=1)")),
    "by bias: one column for each example": ("2", by_bias("-(Y - Y_hat) / Y.shape[1]")),
    "by bias: writes into the labels": (
        "2",
        [("gradient_of_bias", BY_BIAS, "Y -= Y_hat; return -np.sum(Y, axis=1) / Y.shape[1]")],
    ),
    "likelihood: sum": ("3", [("likelihood", "np.prod(y_hat**y)", "np.sum(y_hat**y)")]),
    "likelihood: logarithm": ("3", [("likelihood", "np.prod(y_hat**y)", "np.log(np.prod(y_hat**y))")]),
    "likelihood: product of all outputs": ("3", [("likelihood", "y_hat**y", "y_hat")]),
    "likelihood: factors instead of powers": ("3", [("likelihood", "y_hat**y", "y_hat * y")]),
    "likelihood: largest output": ("3", [("likelihood", "np.prod(y_hat**y)", "np.max(y_hat)")]),
    "likelihood: 0 log 0": ("3", [("likelihood", "np.prod(y_hat**y)", "np.exp(np.sum(y * np.log(y_hat)))")]),
    "likelihood: writes into the probabilities": (
        "3",
        [("likelihood", "return np.prod(y_hat**y)", "y_hat **= y; return np.prod(y_hat)")],
    ),
    "data set: sum of likelihoods": ("3", [("dataset_likelihood", "np.prod(Y_hat**Y)", f"np.sum({LABELS})")]),
    "data set: mean of likelihoods": (
        "3",
        [("dataset_likelihood", "np.prod(Y_hat**Y)", f"np.mean({LABELS})")],
    ),
    "data set: one for each example": (
        "3",
        [("dataset_likelihood", "np.prod(Y_hat**Y)", "np.prod(Y_hat**Y, axis=0)")],
    ),
    "log-likelihood: mean": ("3", nll("-np.mean(np.log(Y_hat[Y > 0]))")),
    "log-likelihood: mean over all entries": ("3", nll("-np.sum(np.log(Y_hat[Y > 0])) / Y.size")),
    "log-likelihood: sign": ("3", nll("np.sum(np.log(Y_hat[Y > 0]))")),
    "log-likelihood: base 2": ("3", nll("-np.sum(np.log2(Y_hat[Y > 0]))")),
    "log-likelihood: logarithm of the product": ("3", nll("-np.log(np.prod(Y_hat**Y))")),
    "log-likelihood: 0 log 0": ("3", nll("-np.sum(Y * np.log(Y_hat))")),
    "log-likelihood: both outcomes of each class": (
        "3",
        nll("-np.sum(np.log(Y_hat[Y > 0])) - np.sum(np.log(1 - Y_hat[Y == 0]))"),
    ),
}
