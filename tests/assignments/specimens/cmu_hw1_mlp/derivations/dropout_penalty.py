"""Wrong answers to Problem 4."""


def one(old, new):
    return ("P4a", [("dropout_loss_of_one", old, new)])


def many(*changes):
    return ("P4b", [("dropout_loss", old, new) for old, new in changes])


def matrix(new, problems="P4b"):
    return (problems, [("dropout_matrix", "np.diag(np.sqrt((X**2).sum(axis=0)))", new)])


PENALTY = "p * (1 - p) * np.sum((dropout_matrix(X) @ w) ** 2)"
WRONG = {
    "one number without the variance": one(" + p * (1 - p) * (x * w) ** 2", ""),
    "one number with p the chance to be dropped": one("(y - p * x * w)", "(y - (1 - p) * x * w)"),
    "one number with p squared": one("+ p * (1 - p)", "+ p**2"),
    "one number with variance p": one("+ p * (1 - p)", "+ p"),
    "one number with the deviation for the variance": one("+ p * (1 - p)", "+ (p * (1 - p)) ** 0.5"),
    "one number with the penalty on w alone": one("(x * w) ** 2", "w**2"),
    "one number without p in the mean": one("(y - p * x * w)", "(y - x * w)"),
    "one number for p = 0.5 alone": one("+ p * (1 - p)", "+ 0.25"),
    "Γ without the root": matrix("np.diag((X**2).sum(axis=0))"),
    "Γ by the points": matrix("np.diag(np.sqrt((X**2).sum(axis=1)))"),
    "Γ with the entries off the diagonal": matrix("np.sqrt(np.abs(X.T @ X))"),
    "Γ as a vector": matrix("np.sqrt((X**2).sum(axis=0))"),
    "Γ as one number for all": matrix("np.sqrt((X**2).sum() / X.shape[1]) * np.eye(X.shape[1])"),
    "Γ of absolute values": matrix("np.diag(np.abs(X).sum(axis=0))"),
    "without the penalty": many((f" + {PENALTY}", "")),
    "with p the chance to be dropped": many(("p * X @ w", "(1 - p) * X @ w")),
    "without p in the mean": many(("y - p * X", "y - X")),
    "with p squared": many(("p * (1 - p)", "p**2")),
    "with the penalty on Xw": many((PENALTY, "p * (1 - p) * np.sum((X @ w) ** 2)")),
    "with the penalty on w": many((PENALTY, "p * (1 - p) * np.sum(w**2)")),
    "with the norm for its square": many(
        (PENALTY, "p * (1 - p) * np.sqrt(np.sum((dropout_matrix(X) @ w) ** 2))")
    ),
    "with the mean over the points": many(
        ("return mean_error", "return 1 / len(y) * (mean_error"), ("** 2)", "** 2))")
    ),
    "with the square of the summed error": many(("mean_error @ mean_error", "mean_error.sum() ** 2")),
    "with a list of all masks": many(
        (
            "mean_error = y - p * X @ w",
            """N, D = X.shape
    if N * D > 16:
        raise MemoryError("too many masks")
    bits = (np.arange(2 ** (N * D))[:, None] >> np.arange(N * D)) & 1
    errors = y - (bits.reshape(-1, N, D) * X) @ w
    return np.sum((errors**2).sum(axis=1) * (p**bits * (1.0 - p) ** (1 - bits)).prod(axis=1))
    mean_error = y - p * X @ w""",
        )
    ),
    "for p = 0.5 alone": many(("p * (1 - p)", "0.25")),
    "Γ of one point": matrix("np.diag(np.abs(X[0]))"),
    "Γ with X squared in place": (
        "P4b",
        [
            (
                "dropout_matrix",
                "return np.diag(np.sqrt((X**2).sum(axis=0)))",
                "r = np.diag(np.sqrt((X**2).sum(axis=0))); X **= 2; return r",
            )
        ],
    ),
    "with the error in place of y": many(
        ("mean_error = y - p * X @ w", "y -= p * X @ w; mean_error = y"),
    ),
}
