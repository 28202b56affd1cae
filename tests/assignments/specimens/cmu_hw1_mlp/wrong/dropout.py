"""Wrong dropout."""


def relu(old, new):
    return ("ReLU", old, new)


KEEP = "scale = np.random.uniform(0, 1, x.shape) > self.p"
EVALUATE = "scale = 1 - self.p"
BACK = "return grad_wrt_out * self.dy_dx"
LOCAL = "self.dy_dx = scale * (x > 0)"
RELU = "1.2b 1.4 1.5a 1.5b training"
DROPOUT = "1.4 1.5a 1.5b training"
WRONG = {
    "keep where u > 1 - p": (
        "1.4 1.5a 1.5b 1.2b training",
        [relu(KEEP, "scale = np.random.uniform(0, 1, x.shape) > 1 - self.p")],
    ),
    "keep where u < p": (RELU, [relu(KEEP, "scale = np.random.uniform(0, 1, x.shape) < self.p")]),
    "keep where u < 1 - p": (DROPOUT, [relu(KEEP, "scale = np.random.uniform(0, 1, x.shape) < 1 - self.p")]),
    "inverted dropout": (
        DROPOUT,
        [
            relu(KEEP, "scale = (np.random.uniform(0, 1, x.shape) > self.p) / (1 - self.p)"),
            relu(EVALUATE, "scale = 1"),
        ],
    ),
    "rescaled in training and evaluation": (
        DROPOUT,
        [relu(KEEP, "scale = (np.random.uniform(0, 1, x.shape) > self.p) / (1 - self.p)")],
    ),
    "binomial mask": (DROPOUT, [relu(KEEP, "scale = np.random.binomial(1, 1 - self.p, x.shape)")]),
    "another generator": (
        DROPOUT,
        [relu(KEEP, "scale = np.random.default_rng(0).uniform(0, 1, x.shape) > self.p")],
    ),
    "one number per unit, not per sample": (
        DROPOUT,
        [relu(KEEP, "scale = np.random.uniform(0, 1, (x.shape[0], 1)) > self.p")],
    ),
    "numbers drawn for the transpose": (
        DROPOUT,
        [relu(KEEP, "scale = np.random.uniform(0, 1, x.T.shape).T > self.p")],
    ),
    "draws twice": (DROPOUT, [relu(KEEP, KEEP + "; np.random.uniform(0, 1, x.shape)")]),
    "evaluation scaled by p": ("1.4 1.5a 1.5b", [relu(EVALUATE, "scale = self.p")]),
    "evaluation not scaled": ("1.4 1.5a 1.5b", [relu(EVALUATE, "scale = 1")]),
    "evaluation divided by 1 - p": ("1.4 1.5a 1.5b", [relu(EVALUATE, "scale = 1 / (1 - self.p)")]),
    "evaluation draws": ("1.4 1.5a 1.5b", [relu(EVALUATE, EVALUATE + "; np.random.uniform(0, 1, x.shape)")]),
    "drops in evaluation": ("1.4 1.5a 1.5b", [relu(EVALUATE, KEEP)]),
    "evaluates by default": ("1.4", [relu("train=True", "train=False")]),
    "mask of the first forward for ever": (
        DROPOUT,
        [
            relu(
                KEEP,
                "self.first = getattr(self, 'first', np.random.uniform(0, 1, x.shape) > self.p); scale = self.first",
            )
        ],
    ),
    "backward without the mask": (DROPOUT, [relu(LOCAL, "self.dy_dx = x > 0")]),
    "backward draws its own mask": (
        DROPOUT,
        [
            relu(LOCAL, "self.dy_dx = x > 0"),
            relu(BACK, "return " + BACK[7:] + " * (np.random.uniform(0, 1, grad_wrt_out.shape) > self.p)"),
        ],
    ),
}
