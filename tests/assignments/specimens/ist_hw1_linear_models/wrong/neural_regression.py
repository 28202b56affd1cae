"""Wrong networks for regression."""

FILE = "hw1_q2.py"
PROBLEMS = "2.2b"

NET = "NeuralRegression"
ALL = "2.2b"
W1_START = "self.W1, self.b1 = np.random.normal(0.1, 0.1, (hidden, n_features)), np.zeros(hidden)"
W2_START = "self.W2, self.b2 = np.random.normal(0.1, 0.1, (1, hidden)), np.zeros(1)"
DW2 = "self.G_W2 = self.G_W2 + g.T @ self.h"
DZ = "grad_wrt_z = (g @ self.W2) * (self.z > 0)"
ERROR = "self.backward(yhat - y_i)"
STEP1 = "self.W1, self.b1 = self.W1 - self.lr * self.G_W1, self.b1 - self.lr * self.G_b1"
STEP2 = "self.W2, self.b2 = self.W2 - self.lr * self.G_W2, self.b2 - self.lr * self.G_b2"
OUTPUT = "return (self.h @ self.W2.T + self.b2)[:, 0]"


def net(old, new):
    return (NET, old, new)


WRONG = {
    "the mask is the activations": (ALL, [net(DW2, f"mask = self.h; mask[mask > 0] = 1; {DW2}")]),
    "mask in place of the activations": (ALL, [net(DW2, "self.G_W2 = self.G_W2 + g.T @ (self.h > 0)")]),
    "np.sign for the derivative of the ReLU": (
        ALL,
        [net(DZ, "grad_wrt_z = (g @ self.W2) * np.sign(self.z)")],
    ),
    "masked by the gradient's sign": (ALL, [net(DZ, "grad_wrt_z = np.maximum(0, g @ self.W2)")]),
    "masked by the output": (
        ALL,
        [net(DZ, "grad_wrt_z = (g @ self.W2) * (self.h @ self.W2.T + self.b2 > 0)")],
    ),
    "masked by the input": (ALL, [net(DZ, "grad_wrt_z = (g @ self.W2) * (self.X.mean() > 0)")]),
    "not masked": (ALL, [net(DZ, "grad_wrt_z = g @ self.W2")]),
    "activations for the mask": (ALL, [net(DZ, "grad_wrt_z = (g @ self.W2) * self.h")]),
    "sign": (ALL, [net(ERROR, "self.backward(y_i - yhat)")]),
    "sign of the hidden layer": (ALL, [net(DZ, "grad_wrt_z = -(g @ self.W2) * (self.z > 0)")]),
    "ReLU on the output in training": (
        ALL,
        [net(ERROR, "self.backward((np.maximum(0, yhat) - y_i) * (yhat > 0))")],
    ),
    "ReLU on the error's output": (ALL, [net(ERROR, "self.backward(np.maximum(0, yhat) - y_i)")]),
    "ReLU on the output everywhere": (
        ALL,
        [net(OUTPUT, "return np.maximum(0, self.h @ self.W2.T + self.b2)[:, 0]")],
    ),
    "standard deviation of 0.01": (
        ALL,
        [
            net(W1_START, W1_START.replace("0.1, 0.1,", "0.1, 0.01,")),
            net(W2_START, W2_START.replace("0.1, 0.1,", "0.1, 0.01,")),
        ],
    ),
    "standard deviation of 0.01 in the output layer": (
        ALL,
        [net(W2_START, W2_START.replace("0.1, 0.1,", "0.1, 0.01,"))],
    ),
    "mean of 0": (
        ALL,
        [
            net(W1_START, W1_START.replace("0.1, 0.1,", "0.0, 0.1,")),
            net(W2_START, W2_START.replace("0.1, 0.1,", "0.0, 0.1,")),
        ],
    ),
    "weights of zero": (
        ALL,
        [net(W1_START, "self.W1, self.b1 = np.zeros((hidden, n_features)), np.zeros(hidden)")],
    ),
    "random biases": (
        ALL,
        [net(W1_START, W1_START.replace("np.zeros(hidden)", "np.random.normal(0.1, 0.1, hidden)"))],
    ),
    "150 units written into the code": (ALL, [net(W1_START, f"hidden = 150; {W1_START}")]),
    "np.float": (ALL, [net("return self.forward(X)", "return self.forward(X.astype(np.float))")]),
    "W2 moves before the hidden gradient": (
        ALL,
        [
            net(DZ, f"self.W2 = self.W2 - self.lr * self.G_W2; {DZ}"),
            net(STEP2, "self.b2 = self.b2 - self.lr * self.G_b2"),
        ],
    ),
    "hidden biases stay": (ALL, [net(STEP1, "self.W1 = self.W1 - self.lr * self.G_W1")]),
    "output bias stays": (ALL, [net(STEP2, "self.W2 = self.W2 - self.lr * self.G_W2")]),
    "hidden layer stays": (ALL, [net(STEP1, "pass")]),
    "factor 2 in one layer": (ALL, [net(DW2, "self.G_W2 = self.G_W2 + 2 * g.T @ self.h")]),
    "no learning rate": (ALL, [net("self.lr = learning_rate", "self.lr = 0.001")]),
    "gradients of earlier examples stay": (ALL, [net("self.zerograd()\n        yhat", "yhat")]),
    "no ReLU": (ALL, [net("self.h = np.maximum(0, self.z)", "self.h = self.z")]),
    "sigmoid": (
        ALL,
        [net("self.h = np.maximum(0, self.z)", "self.h = 1 / (1 + np.exp(-np.clip(self.z, -99, 99)))")],
    ),
    "predicts a column": (ALL, [net("return self.forward(X)", "return self.forward(X)[:, np.newaxis]")]),
    "predicts one number": (ALL, [net("return self.forward(X)", "return self.forward(X)[0]")]),
    "writes into X": (ALL, [net("self.X = X\n", "self.X = X; X -= 1e-3\n")]),
}
