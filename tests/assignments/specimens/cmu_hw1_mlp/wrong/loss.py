"""Wrong losses."""


def loss(old, new):
    return ("SoftmaxCrossEntropyLoss", old, new)


SHIFTED = "shifted = logits - logits.max(axis=0, keepdims=True)"
LOG_P = "log_p = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))"
MEAN = "return -(labels * log_p).sum() / labels.shape[1]"
SLOPE = "return (self.p - self.labels) / self.labels.shape[1]"
LOSS = "1.2c 1.5a 1.5b training"
WRONG = {
    "softmax overflows": ("1.2c", [loss(SHIFTED, "shifted = logits")]),
    "softmax overflows, with an epsilon": (
        "1.2c",
        [
            loss(SHIFTED, "shifted = logits"),
            loss(LOG_P, "log_p = np.log(np.exp(shifted) / (np.exp(shifted).sum(axis=0) + 1e-8) + 1e-8)"),
        ],
    ),
    "loss overflows, gradient does not": (
        "1.2c",
        [
            loss(
                MEAN,
                "return -(labels * (logits - np.log(np.exp(logits).sum(axis=0)))).sum() / labels.shape[1]",
            )
        ],
    ),
    "gradient overflows, loss does not": (
        "1.2c",
        [loss("np.exp(log_p), labels", "np.exp(logits) / np.exp(logits).sum(axis=0), labels")],
    ),
    "largest logit of the whole batch": ("1.2c", [loss(SHIFTED, "shifted = logits - logits.max()")]),
    "largest logit of each row": (
        LOSS,
        [loss(SHIFTED, "shifted = logits - logits.max(axis=1, keepdims=True)")],
    ),
    "sum instead of mean": ("1.2c training", [loss(MEAN, "return -(labels * log_p).sum()")]),
    "mean over all entries": ("1.2c training", [loss(MEAN, "return -(labels * log_p).mean()")]),
    "wrong sign": ("1.2c training", [loss(MEAN, "return (labels * log_p).sum() / labels.shape[1]")]),
    "logarithm to base 2": (
        "1.2c training",
        [loss(MEAN, "return -(labels * log_p).sum() / np.log(2) / labels.shape[1]")],
    ),
    "one loss per sample": ("1.2c training", [loss(MEAN, "return -(labels * log_p).sum(axis=0)")]),
    "divided by the number of classes": (
        "1.2c training",
        [loss(MEAN, "return -(labels * log_p).sum() / labels.shape[0]")],
    ),
    "loss of the labels that are 0, too": (
        "1.2c training",
        [
            loss(
                MEAN,
                "return -(labels * log_p + (1 - labels) * np.log(1 - self.p + 1e-12)).sum() / labels.shape[1]",
            )
        ],
    ),
    "softmax along the batch": (
        LOSS,
        [
            loss(SHIFTED, "shifted = logits - logits.max(axis=1, keepdims=True)"),
            loss(LOG_P, "log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))"),
        ],
    ),
    "gradient not divided by the batch": (LOSS, [loss(SLOPE, "return self.p - self.labels")]),
    "gradient divided by the classes": (
        LOSS,
        [loss(SLOPE, "return (self.p - self.labels) / self.labels.shape[0]")],
    ),
    "gradient of the wrong sign": (
        LOSS,
        [loss(SLOPE, "return (self.labels - self.p) / self.labels.shape[1]")],
    ),
    "gradient transposed": (LOSS, [loss(SLOPE, "return (self.p - self.labels).T / self.labels.shape[1]")]),
    "gradient of the right class alone": (
        LOSS,
        [loss(SLOPE, "return (self.p - 1) * self.labels / self.labels.shape[1]")],
    ),
    "loss writes into the logits": (
        "1.2c",
        [loss(SHIFTED, "logits -= logits.max(axis=0, keepdims=True); shifted = logits")],
    ),
    "loss writes into the labels": (
        "1.2c",
        [loss(SLOPE, "self.labels -= self.p; return -self.labels / self.labels.shape[1]")],
    ),
    "forward returns nothing": ("1.2c training", [loss(MEAN, "pass")]),
}
