"""Wrong perceptrons."""

FILE = "hw1_q3.py"
PROBLEMS = "3.1a"

MOVE = """            W[y_i] += x_i
            W[y_hat] -= x_i
"""
TEST = "if y_hat != y_i:"


def perceptron(old, new):
    return ("Perceptron", old, new)


WRONG = {
    "predicts again with half of the update": (
        "3.1a",
        [
            perceptron(
                MOVE,
                "            W[y_i] += x_i\n            W[np.argmax(W @ x_i)] -= x_i\n",
            )
        ],
    ),
    "all other classes are punished": (
        "3.1a",
        [perceptron(MOVE, "            W -= x_i\n            W[y_i] += 2 * x_i\n")],
    ),
    "scaled by the learning rate": (
        "3.1a",
        [perceptron(MOVE, MOVE.replace("x_i\n", "kwargs['learning_rate'] * x_i\n"))],
    ),
    "scaled by 0.001": ("3.1a", [perceptron(MOVE, MOVE.replace("x_i\n", "0.001 * x_i\n"))]),
    "moves when it is right": (
        "3.1a",
        [perceptron(TEST, "if True:"), perceptron("W[y_hat] -= x_i", "W -= x_i / len(W)")],
    ),
    "only the right class moves": ("3.1a", [perceptron("            W[y_hat] -= x_i\n", "")]),
    "only the predicted class moves": ("3.1a", [perceptron("            W[y_i] += x_i\n", "")]),
    "sign": (
        "3.1a",
        [perceptron("W[y_i] += x_i", "W[y_i] -= x_i"), perceptron("W[y_hat] -= x_i", "W[y_hat] += x_i")],
    ),
    "predicts the smallest score": (
        "3.1a",
        [perceptron("(y_hat,) = self.predict(x_i[np.newaxis])", "y_hat = np.argmin(self.W @ x_i)")],
    ),
    "ten classes written into the code": (
        "3.1a",
        [
            perceptron(
                "            self.W = W",
                "            self.W = self.W + (np.eye(10)[y_i] - np.eye(10)[y_hat])[:, None] * x_i",
            )
        ],
    ),
    "never moves": ("3.1a", [perceptron(TEST, "if False:")]),
}
