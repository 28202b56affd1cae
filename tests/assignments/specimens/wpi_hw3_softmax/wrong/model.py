"""Wrong losses and models."""


def softmax(old, new):
    return ("softmax", old, new)


def loss(old, new):
    return ("SoftmaxCrossEntropyLoss", old, new)


def model(old, new):
    return ("SoftmaxRegression", old, new)


LEARNING = "4b 4d training"  # all that is built on a model whose every step is wrong
SEARCHING = "4b 4d 4e training"  # … and that no longer runs, or learns
BY_LOSS = "4a 4b 4d 4e training"
OF_Z = "np.exp(z - z.max(axis=0, keepdims=True))"
SUM = "exponentials.sum(axis=0, keepdims=True)"
SHIFTED = "shifted = logits - logits.max(axis=0, keepdims=True)"
MEAN = "return -(labels * log_p).sum() / labels.shape[1]"
SLOPE = "return (self.p - self.labels) / self.labels.shape[1]"
FORWARD = "return self.W.T @ x + self.b"
SUM_W, SUM_B = "self.G_W = self.G_W + self.x @ g.T", "self.G_b = self.G_b + g.sum(axis=1, keepdims=True)"
STEP_W = "self.W = self.W - self.lr * (self.G_W + self.alpha * self.W)"
STEP_B = "self.b = self.b - self.lr * self.G_b"
PENALTY = "return self.alpha / 2 * np.sum(self.W**2)"
NEW = "self.W, self.b = np.zeros((indim, outdim)), np.zeros((outdim, 1))"
LOAD = "self.W, self.b = np.array(W), np.array(b)"

WRONG = {
    "softmax overflows": ("4a", [softmax(OF_Z, "np.exp(z)")]),
    "softmax overflows, with an epsilon": (
        "4a",
        [softmax(OF_Z, "np.exp(z)"), softmax(SUM, "(exponentials.sum(axis=0) + 1e-8)")],
    ),
    "softmax over the whole matrix": ("4a", [softmax(SUM, "exponentials.sum()")]),
    "softmax over the rows": ("4a", [softmax(SUM, "exponentials.sum(axis=1, keepdims=True)")]),
    "largest logit of the whole matrix": ("4a", [softmax(OF_Z, "np.exp(z - z.max())")]),
    "softmax without exponentials": ("4a", [softmax(OF_Z, "np.abs(z)")]),
    "loss overflows": ("4a", [loss(SHIFTED, "shifted = logits")]),
    "loss takes the logarithm of 0": ("4a", [loss(MEAN, "return -np.log(self.p[labels > 0]).mean()")]),
    "loss over the whole matrix": (
        "4a 4b 4d training",
        [loss("np.log(np.exp(shifted).sum(axis=0, keepdims=True))", "np.log(np.exp(shifted).sum())")],
    ),
    "loss: sum instead of mean": ("4a 4d training", [loss(MEAN, "return -(labels * log_p).sum()")]),
    "loss: mean over all entries": ("4a 4d training", [loss(MEAN, "return -(labels * log_p).mean()")]),
    "loss: sign": ("4a 4d 4e training", [loss(MEAN, "return (labels * log_p).sum() / labels.shape[1]")]),
    "loss: one for each example": ("4a 4d 4e training", [loss(MEAN, "return -(labels * log_p).sum(axis=0)")]),
    "loss gradient: not averaged": (BY_LOSS, [loss(SLOPE, "return self.p - self.labels")]),
    "loss gradient: sign": (BY_LOSS, [loss(SLOPE, "return (self.labels - self.p) / self.labels.shape[1]")]),
    "loss gradient: divided by the classes": (
        BY_LOSS,
        [loss(SLOPE, "return (self.p - self.labels) / self.labels.shape[0]")],
    ),
    "forward returns probabilities": (
        LEARNING,
        [model(FORWARD, "return softmax(self.W.T @ x + self.b)")],
    ),
    "forward without the bias": (LEARNING, [model(FORWARD, "return self.W.T @ x")]),
    "examples are rows": (SEARCHING, [model(FORWARD, "return x.T @ self.W + self.b.T")]),
    "dx by the transpose": (SEARCHING, [model("return self.W @ g", "return self.W.T @ g")]),
    "dx is not returned": ("4b", [model("return self.W @ g", "pass")]),
    "bias gradient summed to a scalar": (LEARNING, [model(SUM_B, "self.G_b = self.G_b + g.sum()")]),
    "bias gradient not summed": (SEARCHING, [model(SUM_B, "self.G_b = self.G_b + g")]),
    "bias gradient averaged": (
        LEARNING,
        [model(SUM_B, "self.G_b = self.G_b + g.mean(axis=1, keepdims=True)")],
    ),
    "bias without its second axis": (SEARCHING, [model(SUM_B, "self.G_b = self.G_b + g.sum(axis=1)")]),
    "weight gradient averaged": (
        SEARCHING,
        [model(SUM_W, "self.G_W = self.G_W + self.x @ g.T / g.shape[1]")],
    ),
    "weight gradient assigned": ("4b", [model(SUM_W, "self.G_W = self.x @ g.T")]),
    "bias gradient assigned": ("4b", [model(SUM_B, "self.G_b = g.sum(axis=1, keepdims=True)")]),
    "W ascends": (SEARCHING, [model(STEP_W, STEP_W.replace("W - ", "W + ", 1))]),
    "b does not move": (LEARNING, [model(STEP_B, "")]),
    "lr ignored": (SEARCHING, [model("self.alpha, self.lr = alpha, lr", "self.alpha, self.lr = alpha, 0.1")]),
    "no regularisation": (
        "4b 4e training",
        [model(STEP_W, "self.W = self.W - self.lr * self.G_W"), model(PENALTY, "return 0.0")],
    ),
    "penalty in the cost alone": ("4b 4e training", [model(STEP_W, "self.W = self.W - self.lr * self.G_W")]),
    "decay by alpha / n": (
        "4b training",
        [model("self.alpha * self.W", "self.alpha / self.x.shape[1] * self.W")],
    ),
    "decay by 2 alpha": ("4b training", [model("self.alpha * self.W", "2 * self.alpha * self.W")]),
    "decay by alpha / 2": ("4b training", [model("self.alpha * self.W", "self.alpha / 2 * self.W")]),
    "decay without the learning rate": (
        "4b training",
        [model(STEP_W, "self.W = self.W - self.lr * self.G_W - self.alpha * self.W")],
    ),
    "decay of the wrong sign": ("4b 4e training", [model("self.G_W + self.alpha", "self.G_W - self.alpha")]),
    "decay by the sum of the weights": ("4b training", [model("self.alpha * self.W", "self.alpha * self.W.sum()")]),
    "bias is regularised": (
        "4b training",
        [model(STEP_B, "self.b = self.b - self.lr * (self.G_b + self.alpha * self.b)")],
    ),
    "penalty without 1/2": ("4b", [model(PENALTY, "return self.alpha * np.sum(self.W**2)")]),
    "penalty divided by n": ("4b", [model(PENALTY, "return self.alpha / 2 * np.sum(self.W**2) / self.x.shape[1]")]),
    "penalty of the bias": (
        "4b",
        [model(PENALTY, "return self.alpha / 2 * (np.sum(self.W**2) + np.sum(self.b**2))")],
    ),
    "penalty without squares": ("4b", [model(PENALTY, "return self.alpha / 2 * np.sum(np.abs(self.W))")]),
    "penalty is the norm": ("4b", [model(PENALTY, "return self.alpha / 2 * np.linalg.norm(self.W)")]),
    "random weights at the start": (
        "4b 4d 4e",
        [model(NEW, "self.W, self.b = np.random.randn(indim, outdim), np.zeros((outdim, 1))")],
    ),
    "bias starts at 1": ("4b 4d", [model(NEW, "self.W, self.b = np.zeros((indim, outdim)), np.ones((outdim, 1))")]),
    "gradients exist only after zerograd": ("4b", [model("self.G_W, self.G_b = np.zeros((indim, outdim)), np.zeros((outdim, 1))", "")]),
    "zerograd forgets the weights": (
        SEARCHING,
        [model("self.G_W, self.G_b = np.zeros_like(self.W), np.zeros_like(self.b)",
               "self.G_b = np.zeros_like(self.b)\n        self.G_W = getattr(self, 'G_W', np.zeros_like(self.W))")],
    ),
    "zerograd forgets the bias": (
        LEARNING,
        [model("self.G_W, self.G_b = np.zeros_like(self.W), np.zeros_like(self.b)",
               "self.G_W = np.zeros_like(self.W)\n        self.G_b = getattr(self, 'G_b', np.zeros_like(self.b))")],
    ),
    "lr is 0.01 by default": ("4b", [model("alpha=0, lr=0.1", "alpha=0, lr=0.01")]),
    "alpha is 0.1 by default": ("4b", [model("alpha=0, lr=0.1", "alpha=0.1, lr=0.1")]),
    "writes into what it was given": (
        "4b",
        [
            model(LOAD, "self.W, self.b = W, b"),
            model(STEP_W, "self.W -= self.lr * (self.G_W + self.alpha * self.W)"),
            model(STEP_B, "self.b -= self.lr * self.G_b"),
        ],
    ),
    "writes into the gradient": ("4b", [model("return self.W @ g", "g *= 1.5; return self.W @ g / 1.5")]),
}  # fmt: skip
