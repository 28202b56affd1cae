"""Wrong LinearMaps."""


def linear(old, new):
    return ("LinearMap", old, new)


LINEAR_MAP = "1.2a 1.3 1.5a 1.5b training"  # all that is built on a layer whose every step is wrong
SUM_W, SUM_B = "self.G_W = self.G_W + g @ self.x.T", "self.G_b = self.G_b + g.sum(axis=1, keepdims=True)"
STEP_W, STEP_B = "self.W = self.W - self.lr * self.V_W", "self.b = self.b - self.lr * self.V_b"
NEW = "self.W, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)"
LOAD = "self.W, self.b = np.array(w), np.array(b)"
CLEAR_W, CLEAR_B = "self.G_W = np.zeros_like(self.W)", "self.G_b = np.zeros_like(self.b)"

WRONG = {
    "gradients assigned instead of accumulated": (
        "1.2a",
        [linear(SUM_W, "self.G_W = g @ self.x.T"), linear(SUM_B, "self.G_b = g.sum(axis=1, keepdims=True)")],
    ),
    "gradient of W assigned": ("1.2a", [linear(SUM_W, "self.G_W = g @ self.x.T")]),
    "gradient of b assigned": ("1.2a", [linear(SUM_B, "self.G_b = g.sum(axis=1, keepdims=True)")]),
    "gradient of W averaged": (
        LINEAR_MAP,
        [linear(SUM_W, "self.G_W = self.G_W + g @ self.x.T / g.shape[1]")],
    ),
    "gradient of b averaged": (
        LINEAR_MAP,
        [linear(SUM_B, "self.G_b = self.G_b + g.mean(axis=1, keepdims=True)")],
    ),
    "gradient of b not summed over the batch": (LINEAR_MAP, [linear(SUM_B, "self.G_b = self.G_b + g")]),
    "gradient of b without its second axis": (
        LINEAR_MAP,
        [linear(SUM_B, "self.G_b = self.G_b + g.sum(axis=1)")],
    ),
    "W ascends": (LINEAR_MAP, [linear(STEP_W, "self.W = self.W + self.lr * self.V_W")]),
    "b ascends": (LINEAR_MAP, [linear(STEP_B, "self.b = self.b + self.lr * self.V_b")]),
    "b does not move": (LINEAR_MAP, [linear(STEP_B, "")]),
    "b subtracted": (LINEAR_MAP, [linear("self.W @ x + self.b", "self.W @ x - self.b")]),
    "no b in forward": (LINEAR_MAP, [linear("self.W @ x + self.b", "self.W @ x")]),
    "rows as samples": (LINEAR_MAP, [linear("self.W @ x + self.b", "(x.T @ self.W.T + self.b.T)")]),
    "dx by W instead of its transpose": (LINEAR_MAP, [linear("return self.W.T @ g", "return self.W @ g")]),
    "dx averaged": (LINEAR_MAP, [linear("return self.W.T @ g", "return self.W.T @ g / g.shape[1]")]),
    "backward returns nothing": (LINEAR_MAP, [linear("return self.W.T @ g", "self.W.T @ g")]),
    "lr hard-coded": (
        LINEAR_MAP,
        [linear("self.alpha, self.lr = alpha, lr", "self.alpha, self.lr = alpha, 0.01")],
    ),
    "lr ignored": (
        LINEAR_MAP,
        [linear("self.alpha, self.lr = alpha, lr", "self.alpha, self.lr = alpha, 1.0")],
    ),
    "lr is 0.1 by default": ("1.2a", [linear("alpha=0, lr=0.01", "alpha=0, lr=0.1")]),
    "alpha is 0.1 by default": ("1.2a", [linear("alpha=0, lr=0.01", "alpha=0.1, lr=0.01")]),
    "zero initialisation": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = np.zeros((outdim, indim)), zeros_bias_init(outdim)")],
    ),
    "equal weights": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = np.full((outdim, indim), 0.1), zeros_bias_init(outdim)")],
    ),
    "normal initialisation": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = np.random.randn(outdim, indim) * 0.05, zeros_bias_init(outdim)")],
    ),
    "normal initialisation of the right variance": (
        "1.2a 1.5a 1.5b",
        [
            linear(
                NEW,
                "self.W = np.random.randn(outdim, indim) * np.sqrt(2 / (indim + outdim));"
                " self.b = np.zeros((outdim, 1))",
            )
        ],
    ),
    "uniform initialisation of another width": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = np.random.rand(outdim, indim) - 0.5, zeros_bias_init(outdim)")],
    ),
    "positive initialisation": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = np.abs(random_weight_init(indim, outdim)), zeros_bias_init(outdim)")],
    ),
    "random bias": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = random_weight_init(indim, outdim), random_weight_init(1, outdim)")],
    ),
    "W and b exist only after loadparams": ("1.2a 1.5a 1.5b", [linear(NEW, "pass")]),
    "W transposed at the start": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = random_weight_init(outdim, indim), zeros_bias_init(outdim)")],
    ),
    "b flat at the start": (
        "1.2a 1.5a 1.5b",
        [linear(NEW, "self.W, self.b = random_weight_init(indim, outdim), np.zeros(outdim)")],
    ),
    "loadparams does not load": (LINEAR_MAP, [linear(LOAD, "pass")]),
    "loadparams does not load b": (LINEAR_MAP, [linear(LOAD, "self.W = np.array(w)")]),
    "step in place on the caller's arrays": (
        "1.2a 1.5a 1.5b",
        [
            linear(LOAD, "self.W, self.b = w, b"),
            linear(STEP_W, "self.W -= self.lr * self.V_W"),
            linear(STEP_B, "self.b -= self.lr * self.V_b"),
        ],
    ),
    "step in place on the caller's bias": (
        "1.2a 1.5a 1.5b",
        [linear(LOAD, "self.W, self.b = np.array(w), b"), linear(STEP_B, "self.b -= self.lr * self.V_b")],
    ),
    "getters return what was loaded": (
        LINEAR_MAP,
        [
            linear(LOAD, "self.W, self.b = np.array(w), np.array(b); self.loaded = w, b"),
            linear("return self.W.copy()", "return self.loaded[0]"),
            linear("return self.b.copy()", "return self.loaded[1]"),
        ],
    ),
    "zerograd does nothing": (LINEAR_MAP, [linear(CLEAR_W, "pass"), linear(CLEAR_B, "pass")]),
    "zerograd skips b": (LINEAR_MAP, [linear(CLEAR_B, "pass")]),
    "zerograd clears another attribute": (LINEAR_MAP, [linear(CLEAR_W, "self.GW = np.zeros_like(self.W)")]),
    "zerograd crashes before the first backward": (
        LINEAR_MAP,
        [
            linear("self.G_W, self.G_b = np.zeros((outdim, indim)), np.zeros((outdim, 1))", ""),
            linear(SUM_W, "self.G_W = getattr(self, 'G_W', 0) + g @ self.x.T"),
            linear(SUM_B, "self.G_b = getattr(self, 'G_b', 0) + g.sum(axis=1, keepdims=True)"),
            linear(CLEAR_W, "self.G_W[...] = 0"),
            linear(CLEAR_B, "self.G_b[...] = 0"),
        ],
    ),
    "signature with lr before alpha": (
        "1.3 1.5a 1.5b training",
        [linear("alpha=0, lr=0.01", "lr=0.01, alpha=0")],
    ),
    "changed signature": (LINEAR_MAP, [linear("alpha=0, lr=0.01", "lr_rate=0.01, alpha=0")]),
    "NameError in step": (LINEAR_MAP, [linear(STEP_W, "self.W = self.W - self.lr * V_W")]),
    "gradient passed in is scaled in place": (
        "1.2a 1.5a 1.5b",
        [linear("g = grad_wrt_out", "g = grad_wrt_out.copy(); grad_wrt_out *= 0.5")],
    ),
}
