"""Wrong ReLUs, without dropout."""


def relu(old, new):
    return ("ReLU", old, new)


OUTPUT = "return scale * np.maximum(0, x)"
BACK = "return grad_wrt_out * self.dy_dx"
LOCAL = "self.dy_dx = scale * (x > 0)"
RELU = "1.2b 1.4 1.5a 1.5b training"
WRONG = {
    "leaky": (RELU, [relu(OUTPUT, "return scale * np.maximum(0.01 * x, x)")]),
    "absolute value": (RELU, [relu(OUTPUT, "return scale * np.abs(x)")]),
    "sigmoid": (
        RELU,
        [
            relu(OUTPUT, "self.y = 1 / (1 + np.exp(-np.clip(x, -700, 700))); return scale * self.y"),
            relu(BACK, "return grad_wrt_out * self.y * (1 - self.y)"),
        ],
    ),
    "capped at 20": ("1.2b", [relu(OUTPUT, "return scale * np.clip(x, 0, 20)")]),
    "gradient 1 at zero": ("1.2b", [relu(LOCAL, "self.dy_dx = scale * (x >= 0)")]),
    "gradient masked by its own sign": (
        RELU,
        [relu(BACK, "return np.maximum(0, grad_wrt_out) * (self.dy_dx > 0)")],
    ),
    "gradient not masked": (RELU, [relu(BACK, "return grad_wrt_out")]),
    "gradient times the input": (
        RELU,
        [relu(LOCAL, "self.dy_dx = scale * np.maximum(0, x)")],
    ),
    "forward writes into x": ("1.2b", [relu(OUTPUT, "x[x < 0] = 0; return scale * x")]),
    "backward writes into the gradient": (
        "1.2b",
        [relu(BACK, "grad_wrt_out[...] *= self.dy_dx; return grad_wrt_out")],
    ),
    "ReLU without arguments": (
        "1.2b 1.4 1.5a 1.5b training",
        [
            relu(
                "def __init__(self, dropout_probability=0):",
                "def __init__(self):\n        dropout_probability = 0",
            )
        ],
    ),
    "ReLU backward left unimplemented": (RELU, [relu(BACK, "raise NotImplementedError")]),
}
