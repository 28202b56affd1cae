"""Changes to the reference that break no promise of the handout: each maps a name to its changes, as in wrong/."""

HARMLESS = {
    "gradients exist only after zerograd": [
        ("LinearMap", "self.G_W, self.G_b = np.zeros((outdim, indim)), np.zeros((outdim, 1))", ""),
    ],
    "gradient and velocity in one array": [
        (
            "LinearMap",
            "self.V_W = self.alpha * self.V_W + self.G_W",
            "self.G_W = self.V_W = self.alpha * self.V_W + self.G_W",
        ),
        (
            "LinearMap",
            "self.V_b = self.alpha * self.V_b + self.G_b",
            "self.G_b = self.V_b = self.alpha * self.V_b + self.G_b",
        ),
    ],
    "step clears the gradients": [
        (
            "LinearMap",
            "self.b = self.b - self.lr * self.V_b",
            "self.b = self.b - self.lr * self.V_b; self.zerograd()",
        ),
    ],
}
