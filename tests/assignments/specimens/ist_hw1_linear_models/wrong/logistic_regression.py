"""Wrong logistic regressions."""

FILE = "hw1_q3.py"
PROBLEMS = "3.1b"

STEP = """        logits = self.forward(x_i[np.newaxis])
        self.backward(_grad_wrt_logits(logits, [y_i]))
        self.step()
"""


def logistic(new):
    return ("LogisticRegression", STEP, new)


def with_gradient(expression, before=""):
    """The update with another gradient by the logits z, a vector; p are the probabilities."""
    return logistic(
        f"""        z = self.W @ x_i
        p = _softmax(z[np.newaxis])[0]
        {before or "pass"}
        self.W = self.W - learning_rate * np.outer({expression}, x_i)
"""
    )


WRONG = {
    "another learning rate by default": (
        "3.1b",
        [("LogisticRegression", "learning_rate=0.001", "learning_rate=0.01")],
    ),
    "learns from mistakes alone, one half after the other": (
        "3.1b",
        [
            logistic(
                """        if np.argmax(self.W @ x_i) != y_i:
            W = self.W.copy()
            W[y_i] += learning_rate * (1 - _softmax((W @ x_i)[np.newaxis])[0, y_i]) * x_i
            y_hat = np.argmax(W @ x_i)
            W[y_hat] -= learning_rate * _softmax((W @ x_i)[np.newaxis])[0, y_hat] * x_i
            self.W = W
"""
            )
        ],
    ),
    "learns from mistakes alone": (
        "3.1b",
        [with_gradient("(np.argmax(z) != y_i) * (p - np.eye(len(z))[y_i])")],
    ),
    "regression on the class index": ("3.1b", [with_gradient("z - y_i")]),
    "softmax of the predicted label": (
        "3.1b",
        [with_gradient("p - np.eye(len(z))[y_i]", "p = _softmax(np.array([[float(np.argmax(z))]]))[0]")],
    ),
    "a number for the one-hot label": ("3.1b", [with_gradient("p - y_i")]),
    "the largest logit for the probabilities": (
        "3.1b",
        [with_gradient("np.eye(len(z))[np.argmax(z)] - np.eye(len(z))[y_i]")],
    ),
    "the right class alone": ("3.1b", [with_gradient("(p - 1) * np.eye(len(z))[y_i]")]),
    "sigmoids for the softmax": (
        "3.1b",
        [with_gradient("1 / (1 + np.exp(-np.clip(z, -99, 99))) - np.eye(len(z))[y_i]")],
    ),
    "sign": ("3.1b", [with_gradient("np.eye(len(z))[y_i] - p")]),
    "no learning rate": ("3.1b", [with_gradient("p - np.eye(len(z))[y_i]", "learning_rate = 0.001")]),
    "ten classes written into the code": ("3.1b", [with_gradient("p - np.eye(10)[y_i]")]),
    "unstable softmax": ("3.1b", [with_gradient("np.exp(z) / np.exp(z).sum() - np.eye(len(z))[y_i]")]),
    "regularised": ("3.1b", [with_gradient("p - np.eye(len(z))[y_i]", "self.W = 0.99 * self.W")]),
    "gradients of earlier examples stay": (
        "3.1b",
        [
            (
                "LogisticRegression",
                "self.zerograd()\n        logits",
                "self.G_W = getattr(self, 'G_W', 0 * self.W)\n        logits",
            )
        ],
    ),
}
