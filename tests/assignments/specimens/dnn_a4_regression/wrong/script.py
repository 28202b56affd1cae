"""Wrong scripts in the course's first style: changes to right/linear_regression/script_with_globals.py."""

BOTH = "1c 1d"
WRONG = {
    "deltas are sums": (
        BOTH,
        [("get_delta_weights", " / batch_size", ""), ("get_delta_biases", " / batch_size", "")],
    ),
    "dW summed, db averaged": (BOTH, [("get_delta_weights", " / batch_size", "")]),
    "accuracy divided by the batch size of the module": (
        "1c",
        [("get_accuracy", "hits.shape[0]", "batch_size")],
    ),
    "loss divided by the batch size of the module": ("1c", [("get_loss", "y.shape[0]", "batch_size")]),
    "update binds local names": (
        BOTH,
        [
            ("do_parameter_update", "W -= learning_rate", "W = W - learning_rate"),
            ("do_parameter_update", "b -= learning_rate", "b = b - learning_rate"),
        ],
    ),
    "update ascends": (
        BOTH,
        [("do_parameter_update", "W -=", "W +="), ("do_parameter_update", "b -=", "b +=")],
    ),
    "update of b with another rate": (
        BOTH,
        [("do_parameter_update", "b -= learning_rate", "b -= 0.5 * learning_rate")],
    ),
    "inference without b": (BOTH, [("do_network_inference", " + b", "")]),
    "b starts at zero": (BOTH, [("", "np.ones((10,)) * 0.01", "np.zeros(10)")]),
    "steps twice as far": (
        BOTH,
        [
            ("do_parameter_update", "W -= learning_rate", "W -= 2 * learning_rate"),
            ("do_parameter_update", "b -= learning_rate", "b -= 2 * learning_rate"),
        ],
    ),
    "starts at zero": (BOTH, [("", "np.ones((784, 10)) * 0.01", "np.zeros((784, 10))")]),
    "a function is missing": (BOTH, [("get_loss", "def get_loss", "def loss_of")]),
}
