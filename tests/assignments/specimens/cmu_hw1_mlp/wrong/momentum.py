"""Wrong momentum."""


def linear(old, new):
    return ("LinearMap", old, new)


V_W, V_B = "self.V_W = self.alpha * self.V_W + self.G_W", "self.V_b = self.alpha * self.V_b + self.G_b"
STEP_W, STEP_B = "self.W = self.W - self.lr * self.V_W", "self.b = self.b - self.lr * self.V_b"
CLEAR_W, CLEAR_B = "self.G_W = np.zeros_like(self.W)", "self.G_b = np.zeros_like(self.b)"

MOMENTUM = "1.3 1.5a 1.5b training"
WRONG = {
    "momentum of the previous gradient only": (
        MOMENTUM,
        [
            linear(
                V_W, "self.V_W = self.alpha * getattr(self, 'old_W', 0) + self.G_W; self.old_W = self.G_W"
            ),
            linear(
                V_B, "self.V_b = self.alpha * getattr(self, 'old_b', 0) + self.G_b; self.old_b = self.G_b"
            ),
        ],
    ),
    "momentum forgotten": (
        MOMENTUM,
        [linear(V_W, "self.V_W = self.G_W"), linear(V_B, "self.V_b = self.G_b")],
    ),
    "momentum for W only": (MOMENTUM, [linear(V_B, "self.V_b = self.G_b")]),
    "momentum for b only": (MOMENTUM, [linear(V_W, "self.V_W = self.G_W")]),
    "momentum cleared by zerograd": (
        MOMENTUM,
        [linear(CLEAR_W, CLEAR_W + "; self.V_W = 0"), linear(CLEAR_B, CLEAR_B + "; self.V_b = 0")],
    ),
    "velocity of b cleared by zerograd": (MOMENTUM, [linear(CLEAR_B, CLEAR_B + "; self.V_b = 0")]),
    "gradient weighted by 1 - alpha": (
        MOMENTUM,
        [
            linear(V_W, "self.V_W = self.alpha * self.V_W + (1 - self.alpha) * self.G_W"),
            linear(V_B, "self.V_b = self.alpha * self.V_b + (1 - self.alpha) * self.G_b"),
        ],
    ),
    "alpha times the gradient instead of the velocity": (
        "1.2a " + MOMENTUM,
        [
            linear(V_W, "self.V_W = self.V_W + self.alpha * self.G_W"),
            linear(V_B, "self.V_b = self.V_b + self.alpha * self.G_b"),
        ],
    ),
    "alpha times old velocity and gradient": (
        "1.2a " + MOMENTUM,
        [
            linear(V_W, "self.V_W = self.alpha * (self.V_W + self.G_W)"),
            linear(V_B, "self.V_b = self.alpha * (self.V_b + self.G_b)"),
        ],
    ),
    "velocity subtracted": (
        MOMENTUM,
        [
            linear(V_W, "self.V_W = self.G_W - self.alpha * self.V_W"),
            linear(V_B, "self.V_b = self.G_b - self.alpha * self.V_b"),
        ],
    ),
    "look-ahead momentum": (
        MOMENTUM,
        [
            linear(STEP_W, "self.W = self.W - self.lr * (self.G_W + self.alpha * self.V_W)"),
            linear(STEP_B, "self.b = self.b - self.lr * (self.G_b + self.alpha * self.V_b)"),
        ],
    ),
}
