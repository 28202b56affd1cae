"""Wrong linear regressions."""

FILE = "hw1_q2.py"
PROBLEMS = "2.2a"

SOLVE = "return np.linalg.pinv(X) @ y"
LINEAR = "LinearRegression"
ERROR = "self.backward(yhat - y_i)"
WRONG = {
    "sign": ("2.2a", [(LINEAR, ERROR, "self.backward(y_i - yhat)")]),
    "no learning rate": ("2.2a", [(LINEAR, "self.lr = learning_rate", "self.lr = 0.001")]),
    "another learning rate by default": (
        "2.2a",
        [(LINEAR, "learning_rate=0.001", "learning_rate=0.01")],
    ),
    "learning rate of 1": ("2.2a", [(LINEAR, "self.lr = learning_rate", "self.lr = 1.0")]),
    "factor 3": ("2.2a", [(LINEAR, ERROR, "self.backward(3 * (yhat - y_i))")]),
    "error of the sign": ("2.2a", [(LINEAR, ERROR, "self.backward(np.sign(yhat - y_i))")]),
    "gradient without x": (
        "2.2a",
        [(LINEAR, "grad_wrt_out @ self.X", "grad_wrt_out.sum() * np.ones_like(self.w)")],
    ),
    "gradients of earlier examples stay": (
        "2.2a",
        [
            (
                LINEAR,
                "self.zerograd()\n        yhat",
                "self.G_w = getattr(self, 'G_w', 0 * self.w)\n        yhat",
            )
        ],
    ),
    "weights overwritten": ("2.2a", [(LINEAR, "self.w = self.w - self.lr", "self.w = -self.lr")]),
    "x scaled in place": (
        "2.2a",
        [(LINEAR, ERROR, "x_i *= 1.0 + yhat - yhat; x_i -= 1; self.backward(yhat - y_i)")],
    ),
    "analytic: inverse": ("2.2a", [("solve_analytically", SOLVE, "return np.linalg.inv(X.T @ X) @ X.T @ y")]),
    "analytic: solve": ("2.2a", [("solve_analytically", SOLVE, "return np.linalg.solve(X.T @ X, X.T @ y)")]),
    "analytic: a bias added": (
        "2.2a",
        [
            (
                "solve_analytically",
                SOLVE,
                "return np.linalg.pinv(np.hstack([X, np.ones((len(X), 1))])) @ y",
            )
        ],
    ),
    "analytic: a large ridge": (
        "2.2a",
        [("solve_analytically", SOLVE, "return np.linalg.solve(X.T @ X + 10 * np.eye(X.shape[1]), X.T @ y)")],
    ),
    "analytic: inverse forgotten": ("2.2a", [("solve_analytically", SOLVE, "return X.T @ y")]),
    "analytic: pseudo-inverse of the square alone": (
        "2.2a",
        [("solve_analytically", SOLVE, "return np.linalg.pinv(X.T @ X) @ y[:X.shape[1]]")],
    ),
    "analytic: y changed": (
        "2.2a",
        [("solve_analytically", SOLVE, "y -= y.mean(); return np.linalg.pinv(X) @ y")],
    ),
}
