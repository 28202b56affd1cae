"""Wrong linear regressions, in the style of the template. What a model does wrong, a run does wrong, too."""

DW, DB = "get_delta_weights", "get_delta_biases"
W_RESULT, B_RESULT = (
    "return x_batch.T @ (2 * (y_hat - y)) / len(y)",
    "return np.sum(2 * (y_hat - y), axis=0) / len(y)",
)
UPDATE = "return W - lr * delta_w, b - lr * delta_b"
SPLIT = "x, y = data[evaluation_rows:], label[evaluation_rows:]"
EVALUATED = "evaluation_errors.append(get_loss(model.forward(evaluation_x), evaluation_y))"
TRAINED = "training_errors.append(get_loss(model.forward(x), y))"
TESTED = "tested = model.forward(test_data)"
model, BOTH = "LinearRegression", "1c 1d"


def learn(x, y):
    return f"model.zerograd(); model.forward({x}); model.backward({y}); model.step(); "


WRONG = {
    "deltas are sums": (BOTH, [(DW, " / len(y)", ""), (DB, " / len(y)", "")]),
    "dW summed, db averaged": (BOTH, [(DW, " / len(y)", "")]),
    "dW averaged, db summed": (BOTH, [(DB, " / len(y)", "")]),
    "deltas without the factor 2": (
        BOTH,
        [(DW, "(2 * (y_hat - y))", "(y_hat - y)"), (DB, "2 * (y_hat - y)", "y_hat - y")],
    ),
    "deltas of the opposite sign": (BOTH, [(DW, "y_hat - y", "y - y_hat"), (DB, "y_hat - y", "y - y_hat")]),
    "deltas also averaged over the classes": (BOTH, [(DW, "len(y)", "y.size"), (DB, "len(y)", "y.size")]),
    "dW of the first image alone": (
        BOTH,
        [(DW, W_RESULT, "return np.outer(x_batch[0], 2 * (y_hat[0] - y[0]))")],
    ),
    "dW of mean images and mean errors": (
        BOTH,
        [(DW, W_RESULT, "return np.outer(x_batch.mean(axis=0), 2 * (y_hat - y).mean(axis=0))")],
    ),
    "dW transposed": (BOTH, [(DW, W_RESULT, f"{W_RESULT.replace('return ', 'return (')}).T")]),
    "db keeps its axis": (BOTH, [(DB, "axis=0", "axis=0, keepdims=True")]),
    "db summed over the classes": (BOTH, [(DB, "axis=0", "axis=1")]),
    "db is a number": (BOTH, [(DB, ", axis=0", "")]),
    "labels up to the largest": ("1c", [("make_one_hot", "np.eye(10)", "np.eye(max(v) + 1)")]),
    "labels from 1": ("1c", [("make_one_hot", "np.eye(10)[v]", "np.eye(10)[np.asarray(v) - 1]")]),
    "labels as columns": ("1c", [("make_one_hot", "np.eye(10)[v]", "np.eye(10)[v].T")]),
    "batches from 1": (
        BOTH,
        [
            ("get_next_batch", "iteration *", "(iteration - 1) *"),
            ("get_next_batch", "(iteration + 1) *", "iteration *"),
        ],
    ),
    "batches overlap": (
        BOTH,
        [
            (
                "get_next_batch",
                "slice(iteration * batch_size, (iteration + 1) * batch_size)",
                "slice(iteration, iteration + batch_size)",
            )
        ],
    ),
    "batches are shuffled": (
        BOTH,
        [
            ("get_next_batch", "rows = ", "rows = np.random.default_rng(0).permutation(len(data))["),
            ("get_next_batch", "(iteration + 1) * batch_size)", "(iteration + 1) * batch_size)]"),
        ],
    ),
    "batches lack their last row": (
        BOTH,
        [("get_next_batch", "(iteration + 1) * batch_size", "(iteration + 1) * batch_size - 1")],
    ),
    "images without labels": (
        BOTH,
        [("get_next_batch", "return data[rows], label[rows]", "return data[rows]")],
    ),
    "no bias": (BOTH, [("do_network_inference", "x @ W + b", "x @ W")]),
    "a sigmoid behind": (
        BOTH,
        [("do_network_inference", "return x @ W + b", "return 1 / (1 + np.exp(-(x @ W + b)))")],
    ),
    "loss averaged over the classes, too": (BOTH, [("get_loss", "len(y)", "y.size")]),
    "loss summed over the rows": (BOTH, [("get_loss", " / len(y)", "")]),
    "loss without the square": (BOTH, [("get_loss", "(y_hat - y) ** 2", "abs(y_hat - y)")]),
    "loss divided by two": (BOTH, [("get_loss", "len(y)", "(2 * len(y))")]),
    "loss of every row": (
        BOTH,
        [("get_loss", "np.sum((y_hat - y) ** 2)", "np.sum((y_hat - y) ** 2, axis=1)")],
    ),
    "accuracy counted": (BOTH, [("get_accuracy", "np.mean", "np.sum")]),
    "accuracy in percent": (BOTH, [("get_accuracy", "np.mean", "100 * np.mean")]),
    "accuracy of whole vectors": (
        BOTH,
        [("get_accuracy", "y_hat.argmax(axis=1) == y.argmax(axis=1)", "(y_hat == y).all(axis=1)")],
    ),
    "accuracy along the rows' axis": (
        BOTH,
        [
            (
                "get_accuracy",
                "y_hat.argmax(axis=1) == y.argmax(axis=1)",
                "y_hat.argmax(axis=0) == y.argmax(axis=0)",
            )
        ],
    ),
    "accuracy divided by 100": (
        BOTH,
        [
            (
                "get_accuracy",
                "return np.mean(y_hat.argmax(axis=1) == y.argmax(axis=1))",
                "return np.sum(y_hat.argmax(axis=1) == y.argmax(axis=1)) / 100",
            )
        ],
    ),
    "update ascends": (BOTH, [("do_parameter_update", UPDATE, "return W + lr * delta_w, b + lr * delta_b")]),
    "update of b without the learning rate": (
        BOTH,
        [("do_parameter_update", "b - lr * delta_b", "b - delta_b")],
    ),
    "update without the learning rate": (
        BOTH,
        [("do_parameter_update", UPDATE, "return W - delta_w, b - delta_b")],
    ),
    "update of W alone": (BOTH, [("do_parameter_update", "b - lr * delta_b", "b")]),
    "update returned the other way round": (
        BOTH,
        [("do_parameter_update", UPDATE, "return b - lr * delta_b, W - lr * delta_w")],
    ),
    "update of names that nobody sees": (
        BOTH,
        [("do_parameter_update", UPDATE, "W = W - lr * delta_w; b = b - lr * delta_b")],
    ),
    "backward replaces": ("1c", [(model, "self.delta_w + get", "get"), (model, "self.delta_b + get", "get")]),
    "zerograd does nothing": (
        BOTH,
        [
            (
                model,
                "self.delta_w, self.delta_b = np.zeros_like(self.W), np.zeros_like(self.b)",
                "self.delta_w = getattr(self, 'delta_w', 0); self.delta_b = getattr(self, 'delta_b', 0)",
            )
        ],
    ),
    "zerograd forgets W's gradient alone": (
        BOTH,
        [
            (
                model,
                "self.delta_w, self.delta_b = np.zeros_like(self.W), np.zeros_like(self.b)",
                "self.delta_w = 0; self.delta_b = getattr(self, 'delta_b', 0)",
            )
        ],
    ),
    "lr is not used": (BOTH, [(model, ", self.lr)", ")")]),
    "lr is 0.1 by default": (
        BOTH,
        [
            (model, "lr=0.01", "lr=0.1"),
            ("do_parameter_update", "lr=0.01", "lr=0.1"),
            (model, "self.lr = lr", "self.lr = 0.1"),
        ],
    ),
    "starts at zero": (
        "1c 1d",
        [
            (
                model,
                "np.full((indim, outdim), 0.01), np.full(outdim, 0.01)",
                "np.zeros((indim, outdim)), np.zeros(outdim)",
            )
        ],
    ),
    "starts at random": (
        "1c 1d",
        [
            (
                model,
                "np.full((indim, outdim), 0.01)",
                "np.random.default_rng(1).normal(0, 0.1, (indim, outdim))",
            )
        ],
    ),
    "b starts at zero": ("1c 1d", [(model, "np.full(outdim, 0.01)", "np.zeros(outdim)")]),
    "trains on the evaluation rows": ("1d", [("train", SPLIT, "x, y = data, label")]),
    "learns while it evaluates": (
        "1d",
        [("train", EVALUATED, learn("evaluation_x", "evaluation_y") + EVALUATED)],
    ),
    "learns while it tests": ("1d", [("train", TESTED, learn("test_data", "test_label") + TESTED)]),
    "the last rows are the evaluation set": (
        "1d",
        [
            (
                "train",
                "data[:evaluation_rows], label[:evaluation_rows]",
                "data[-evaluation_rows:], label[-evaluation_rows:]",
            ),
            ("train", SPLIT, "x, y = data[:-evaluation_rows], label[:-evaluation_rows]"),
        ],
    ),
    "one epoch only": ("1d", [("train", "range(epochs)", "range(1)")]),
    "the first batch again and again": ("1d", [("train", "get_next_batch(iteration,", "get_next_batch(0,")]),
    "the last batch is left out": ("1d", [("train", "len(x) // batch_size", "len(x) // batch_size - 1")]),
    "training error of the last batch": (
        "1d",
        [("train", TRAINED, "training_errors.append(get_loss(model.forward(x_batch), y_batch))")],
    ),
    "training error from before the last step": (
        "1d",
        [("train", TRAINED, "training_errors.append(get_loss(model.y_hat, y_batch))")],
    ),
    "test figures of the evaluation set": (
        "1d",
        [("train", TESTED, "tested, test_label = model.forward(evaluation_x), evaluation_y")],
    ),
    "errors exchanged": (
        "1d",
        [
            (
                "train",
                "np.array(training_errors),\n        np.array(evaluation_errors),",
                "np.array(evaluation_errors), np.array(training_errors),",
            )
        ],
    ),
    "defaults of another run": ("1d", [("train", "epochs=10", "epochs=20")]),
    "a batch of 50 by default": ("1d", [("train", "batch_size=100", "batch_size=50")]),
    "5000 evaluation rows by default": ("1d", [("train", "evaluation_rows=10_000", "evaluation_rows=5_000")]),
}
