"""Wrong multilayer perceptrons."""

FILE = "hw1_q3.py"
PROBLEMS = "3.2b"

NET = "MLP"
ALL = "3.2b"
W1_START = "self.W1, self.b1 = np.random.normal(0.1, 0.1, (hidden_size, n_features)), np.zeros(hidden_size)"
W2_START = "self.W2, self.b2 = np.random.normal(0.1, 0.1, (n_classes, hidden_size)), np.zeros(n_classes)"
LOSS = "self.backward(_grad_wrt_logits(logits, y[i : i + 1]))"
DW2 = "self.G_W2 = self.G_W2 + g.T @ self.h"
DZ = "grad_wrt_z1 = (g @ self.W2) * (self.z1 > 0)"
STEP1 = "self.W1, self.b1 = self.W1 - self.lr * self.G_W1, self.b1 - self.lr * self.G_b1"
STEP2 = "self.W2, self.b2 = self.W2 - self.lr * self.G_W2, self.b2 - self.lr * self.G_b2"
LABELS = "return self.forward(X).argmax(axis=1)"


def net(old, new):
    return (NET, old, new)


def with_gradient(expression):
    """The epoch with another gradient by the logits z, a vector, for the label k; p are the probabilities."""
    return net(
        LOSS,
        "z, k, C = logits[0], int(y[i]), logits.shape[1]\n"
        f"            p = _softmax(logits)[0]\n            self.backward(({expression})[np.newaxis])",
    )


WRONG = {
    "the mask is the activations": (ALL, [net(DW2, f"mask = self.h; mask[mask > 0] = 1; {DW2}")]),
    "mask in place of the activations": (ALL, [net(DW2, "self.G_W2 = self.G_W2 + g.T @ (self.h > 0)")]),
    "np.sign for the derivative of the ReLU": (
        ALL,
        [net(DZ, "grad_wrt_z1 = (g @ self.W2) * np.sign(self.z1)")],
    ),
    "not masked": (ALL, [net(DZ, "grad_wrt_z1 = g @ self.W2")]),
    "masked by the gradient's sign": (ALL, [net(DZ, "grad_wrt_z1 = np.maximum(0, g @ self.W2)")]),
    "W2 moves before the hidden gradient": (
        ALL,
        [
            net(DZ, f"self.W2 = self.W2 - self.lr * self.G_W2; {DZ}"),
            net(STEP2, "self.b2 = self.b2 - self.lr * self.G_b2"),
        ],
    ),
    "hidden biases stay": (ALL, [net(STEP1, "self.W1 = self.W1 - self.lr * self.G_W1")]),
    "output biases stay": (ALL, [net(STEP2, "self.W2 = self.W2 - self.lr * self.G_W2")]),
    "hidden layer stays": (ALL, [net(STEP1, "pass")]),
    "random biases": (
        ALL,
        [net(W2_START, W2_START.replace("np.zeros(n_classes)", "np.random.normal(0.1, 0.1, n_classes)"))],
    ),
    "standard deviation of 0.01": (
        ALL,
        [
            net(W1_START, W1_START.replace("0.1, 0.1,", "0.1, 0.01,")),
            net(W2_START, W2_START.replace("0.1, 0.1,", "0.1, 0.01,")),
        ],
    ),
    "mean of 0": (ALL, [net(W1_START, W1_START.replace("0.1, 0.1,", "0.0, 0.1,"))]),
    "200 units written into the code": (ALL, [net(W1_START, f"hidden_size = 200; {W1_START}")]),
    "no ReLU": (ALL, [net("self.h = np.maximum(0, self.z1)", "self.h = self.z1")]),
    "sigmoid": (
        ALL,
        [net("self.h = np.maximum(0, self.z1)", "self.h = 1 / (1 + np.exp(-np.clip(self.z1, -99, 99)))")],
    ),
    "regression on the class index": (
        ALL,
        [with_gradient("z - k"), net(LABELS, "return np.rint(self.forward(X).mean(axis=1))")],
    ),
    "squared error of the one-hot label": (ALL, [with_gradient("z - np.eye(C)[k]")]),
    "a number for the one-hot label": (ALL, [with_gradient("p - k")]),
    "softmax of the predicted label": (
        ALL,
        [with_gradient("_softmax(np.array([[float(z.argmax())]]))[0] - np.eye(C)[k]")],
    ),
    "the largest logit for the probabilities": (ALL, [with_gradient("np.eye(C)[z.argmax()] - np.eye(C)[k]")]),
    "the softmax derived twice": (ALL, [with_gradient("(np.diag(p) - np.outer(p, p)) @ (p - np.eye(C)[k])")]),
    "learns from mistakes alone": (ALL, [with_gradient("(z.argmax() != k) * (p - np.eye(C)[k])")]),
    "sign": (ALL, [with_gradient("np.eye(C)[k] - p")]),
    "ten classes written into the code": (ALL, [with_gradient("p - np.eye(10)[k]")]),
    "unstable softmax": (ALL, [with_gradient("np.exp(z) / np.exp(z).sum() - np.eye(C)[k]")]),
    "no learning rate": (ALL, [net("self.lr = learning_rate", "self.lr = 0.001")]),
    "one step for the epoch": (
        ALL,
        [
            net("            self.zerograd()\n            logits", "            logits"),
            net("            self.step()\n", "        self.step()\n        self.zerograd()\n"),
        ],
    ),
    "gradients of earlier examples stay": (ALL, [net("            self.zerograd()\n", "")]),
    "predicts logits": (ALL, [net(LABELS, "return self.forward(X)")]),
    "predicts the first row": (ALL, [net(LABELS, "return self.forward(X)[0].argmax()")]),
}
