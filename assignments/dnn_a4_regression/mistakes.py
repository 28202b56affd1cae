"""Known mistakes of dnn_a4_regression: each puts one misconception into a copy of the reference."""

import numpy as np

from grader.misconceptions import mistake, rewrite

DB, DW = "2 * (W @ x + b - y)", "np.outer(linear_db(W, b, x, y), x)"
BATCH_ERROR = "2 * (W @ X + b[:, np.newaxis] - Y)"
SLOPE, SIGMOID = "2 * (y_hat - y) * y_hat * (1 - y_hat)", "y_hat = (1 + np.tanh(z / 2)) / 2"
SIGMOID_DW = "np.outer(sigmoid_db(W, b, x, y), x)"
PROBABILITIES = "exponentials / exponentials.sum()"
DA = f"{PROBABILITIES} - (np.arange(len(a)) == y)"
LOSS = "np.log(np.exp(shifted).sum()) - shifted[y]"
ERRORS = "np.sum((y_hat - y) ** 2) / len(y)"
HITS = "y_hat.argmax(axis=1) == y.argmax(axis=1)"
UPDATE = "W - lr * delta_w, b - lr * delta_b"
ZEROS = "self.delta_w, self.delta_b = np.zeros_like(self.W), np.zeros_like(self.b)"
PARAMETERS = "np.full((indim, outdim), 0.01), np.full(outdim, 0.01)"
SPLIT = "x, y = data[evaluation_rows:], label[evaluation_rows:]"
TRAINED = "get_loss(model.forward(x), y)"
EVALUATED = "evaluation_errors.append(get_loss(model.forward(evaluation_x), evaluation_y))"
TESTED = "tested = model.forward(test_data)"
QUOTIENTS = "np.array(differences) / (2 * e)"
MOVED = "softmax_crossentropy(a + step, y) - softmax_crossentropy(a - step, y)"
AHEAD = "softmax_crossentropy((a := a + step), y)"
DISTANCE = "np.abs(analytic - numerical).max()"


def linear_biases(derivations, new):
    """Change linear_db, and leave linear_dW right."""
    rewrite(derivations, "linear_dW", ("linear_db(W, b, x, y)", DB))
    rewrite(derivations, "linear_db", (DB, new))


def sigmoid_slope(derivations, new, values=SIGMOID):
    """Change what stands for the sigmoid's values and its slope, in both derivatives."""
    rewrite(derivations, "sigmoid_db", (SIGMOID, values), (SLOPE, new))


def softmax_derivative(derivations, new):
    """Change the derivative of the softmax cross-entropy, where S stands for the probabilities."""
    lines = f"S = {PROBABILITIES}\n    onehot = (np.arange(len(a)) == y).astype(float)\n    return {new}"
    rewrite(derivations, "softmax_cross_entropy_da", (f"return {DA}", lines))


def analytic_gradient(softmax, new):
    """Change what grad_softmax_crossentropy returns, where S stands for the probabilities."""
    lines = f"S, onehot = gradient, (np.arange(len(a)) == y).astype(float)\n    return {new}"
    rewrite(softmax, "grad_softmax_crossentropy", ("gradient[y] -= 1", "pass"), ("return gradient", lines))


def loss_at_least(softmax, smallest):
    """Keep the logarithm from 0 by a small number."""
    rewrite(softmax, "softmax_crossentropy", (LOSS, f"-np.log(softmax(a)[y] + {smallest})"))


def as_script(linear_regression):
    """Leave what the course's first script has: functions, and names of the module."""
    del linear_regression.LinearRegression, linear_regression.train
    linear_regression.W, linear_regression.b = np.full((784, 10), 0.01), np.full(10, 0.01)
    linear_regression.batch_size = 100


def learning_from(x, y):
    """One round of gradient descent, as text."""
    return f"model.zerograd(); model.forward({x}); model.backward({y}); model.step()"


# 1a The squared error of one example.


@mistake(
    "1a", "linear_dW and linear_db lack the factor that the square in equation (2) gives when it is derived."
)
def one_example_without_two(derivations):
    rewrite(derivations, "linear_db", (DB, "W @ x + b - y"))


@mistake(
    "1a",
    "linear_dW lacks the factor that the square in equation (2) gives when it is derived; linear_db has it.",
)
def weights_without_two(derivations):
    rewrite(derivations, "linear_dW", (DW, "np.outer(W @ x + b - y, x)"))


@mistake(
    "1a",
    "linear_db lacks the factor that the square in equation (2) gives when it is derived; linear_dW has it.",
)
def biases_without_two(derivations):
    linear_biases(derivations, "W @ x + b - y")


@mistake(
    "1a",
    "linear_dW and linear_db have the opposite sign: in equation (2) the target is taken off the prediction.",
)
def one_example_of_opposite_sign(derivations):
    rewrite(derivations, "linear_db", (DB, "2 * (y - W @ x - b)"))


@mistake(
    "1a",
    "linear_db has the opposite sign, though linear_dW has not: both begin with the same error (section 2).",
)
def biases_of_opposite_sign(derivations):
    linear_biases(derivations, "2 * (y - W @ x - b)")


@mistake("1a", "linear_dW and linear_db leave b out of the prediction: equation (1) adds it.")
def one_example_without_bias(derivations):
    rewrite(derivations, "linear_db", (DB, "2 * (W @ x - y)"))


@mistake(
    "1a", "linear_dW and linear_db are divided by the number of outputs: equation (2) is a sum, not a mean."
)
def one_example_averaged(derivations):
    rewrite(derivations, "linear_db", (DB, f"{DB} / len(y)"))


@mistake(
    "1a",
    "linear_dW and linear_db are those of the length of the error: equation (2) is its square, without a root.",
)
def one_example_with_root(derivations):
    rewrite(derivations, "linear_db", (DB, "(W @ x + b - y) / np.linalg.norm(W @ x + b - y)"))


@mistake(
    "1a",
    "linear_dW is transposed, which reshape does not mend: rows of W belong to outputs, columns to inputs (section 2).",
)
def weights_transposed(derivations):
    rewrite(derivations, "linear_dW", (DW, f"{DW}.T"))


@mistake(
    "1a",
    "linear_dW lacks the last link of the chain: the derivative of equation (1) with respect to W holds x.",
)
def weights_without_x(derivations):
    rewrite(derivations, "linear_dW", (DW, "linear_db(W, b, x, y)"))


@mistake(
    "1a",
    "linear_dW multiplies error and x entry by entry: section 2 asks for their outer product, of the shape of W.",
)
def weights_entry_by_entry(derivations):
    rewrite(derivations, "linear_dW", (DW, "linear_db(W, b, x, y) * x"))


@mistake(
    "1a",
    "linear_dW is multiplied by W: equation (1) is linear in W, so deriving it leaves no W behind.",
)
def weights_times_weights(derivations):
    rewrite(derivations, "linear_dW", (DW, f"W * {DW}"))


@mistake("1a", "linear_db is summed to one number: each entry of b has a derivative of its own (section 2).")
def biases_as_number(derivations):
    linear_biases(derivations, f"np.sum({DB})")


@mistake("1a", "linear_db is a column with two axes: it has the shape of b, which has one (section 1).")
def biases_as_column(derivations):
    linear_biases(derivations, f"({DB})[:, np.newaxis]")


# 1b The squared error of a batch.


@mistake(
    "1b", "batch_dW and batch_db are divided by n: equation (3) is the sum over the columns, not their mean."
)
def batch_averaged(derivations):
    rewrite(derivations, "batch_dW", (f"{BATCH_ERROR} @ X.T", f"{BATCH_ERROR} @ X.T / X.shape[1]"))
    rewrite(derivations, "batch_db", (".sum(axis=1)", ".mean(axis=1)"))


@mistake("1b", "batch_dW is divided by n, batch_db is not: equation (3) is a sum for both.")
def batch_weights_averaged(derivations):
    rewrite(derivations, "batch_dW", (f"{BATCH_ERROR} @ X.T", f"{BATCH_ERROR} @ X.T / X.shape[1]"))


@mistake("1b", "batch_db is divided by n, batch_dW is not: equation (3) is a sum for both.")
def batch_biases_averaged(derivations):
    rewrite(derivations, "batch_db", (".sum(axis=1)", ".mean(axis=1)"))


@mistake(
    "1b",
    "batch_dW and batch_db are divided by the number of all entries of Y: equation (3) divides by nothing.",
)
def batch_averaged_over_all_entries(derivations):
    rewrite(derivations, "batch_dW", (f"{BATCH_ERROR} @ X.T", f"{BATCH_ERROR} @ X.T / Y.size"))
    rewrite(derivations, "batch_db", (".sum(axis=1)", ".sum(axis=1) / Y.size"))


@mistake(
    "1b", "batch_dW and batch_db lack the factor that the square in equation (3) gives when it is derived."
)
def batch_without_two(derivations):
    rewrite(derivations, "batch_dW", ("2 * (", "("))
    rewrite(derivations, "batch_db", ("2 * (", "("))


@mistake(
    "1b",
    "batch_dW and batch_db have the opposite sign: in equation (3) the target is taken off the prediction.",
)
def batch_of_opposite_sign(derivations):
    rewrite(derivations, "batch_dW", ("2 * (", "-2 * ("))
    rewrite(derivations, "batch_db", ("2 * (", "-2 * ("))


@mistake("1b", "batch_dW and batch_db leave b out of the predictions: equation (3) adds it to every column.")
def batch_without_bias(derivations):
    rewrite(derivations, "batch_dW", (" + b[:, np.newaxis]", ""))
    rewrite(derivations, "batch_db", (" + b[:, np.newaxis]", ""))


@mistake(
    "1b", "batch_dW and batch_db are those of the first column alone: equation (3) sums over all columns."
)
def batch_of_first_column(derivations):
    first = "2 * (W @ X[:, 0] + b - Y[:, 0])"
    rewrite(derivations, "batch_dW", (f"{BATCH_ERROR} @ X.T", f"np.outer({first}, X[:, 0])"))
    rewrite(derivations, "batch_db", (f"{BATCH_ERROR}.sum(axis=1)", first))


@mistake(
    "1b",
    "batch_dW multiplies the summed error by the summed x. By equation (3) each column has a product of its own.",
)
def batch_product_of_sums(derivations):
    rewrite(
        derivations,
        "batch_dW",
        (f"{BATCH_ERROR} @ X.T", f"np.outer({BATCH_ERROR}.sum(axis=1), X.sum(axis=1))"),
    )


@mistake("1b", "batch_dW is transposed: it has the shape of W, with one row per output (section 1).")
def batch_weights_transposed(derivations):
    rewrite(derivations, "batch_dW", (f"{BATCH_ERROR} @ X.T", f"X @ ({BATCH_ERROR}).T"))


@mistake(
    "1b",
    "batch_db keeps one column per example: the same b serves all columns of equation (3), so they add up.",
)
def batch_biases_not_summed(derivations):
    rewrite(derivations, "batch_db", (".sum(axis=1)", ""))


@mistake(
    "1b", "batch_db sums over the outputs: it must sum over the examples, which are columns here (section 1)."
)
def batch_biases_over_outputs(derivations):
    rewrite(derivations, "batch_db", ("axis=1", "axis=0"))


@mistake(
    "1b", "batch_db is summed to one number: the columns of equation (3) add up, the outputs stay apart."
)
def batch_biases_as_number(derivations):
    rewrite(derivations, "batch_db", ("axis=1", ""))


@mistake("1b", "batch_db is a column with two axes: it has the shape of b, which has one (section 1).")
def batch_biases_as_column(derivations):
    rewrite(derivations, "batch_db", ("axis=1", "axis=1, keepdims=True"))


# 1c linear_regression.py: labels and batches.


@mistake(
    "1c",
    "make_one_hot makes as many columns as the largest label needs: there are always ten classes (section 1).",
)
def labels_up_to_largest(linear_regression):
    rewrite(linear_regression, "make_one_hot", ("np.eye(10)", "np.eye(np.max(v) + 1)"))


@mistake("1c", "make_one_hot counts the labels from 1: label 0 has its 1 in the first column (section 1).")
def labels_from_one(linear_regression):
    rewrite(linear_regression, "make_one_hot", ("np.eye(10)[v]", "np.eye(10)[v - 1]"))


@mistake("1c", "make_one_hot puts a label into a column: in this file an example is a row (section 1).")
def labels_as_columns(linear_regression):
    rewrite(linear_regression, "make_one_hot", ("np.eye(10)[v]", "np.eye(10)[v].T"))


@mistake(
    "1c",
    "get_next_batch counts batches from 1: batch 0 is the one that begins with the first row (section 3).",
)
def batches_from_one(linear_regression):
    rewrite(
        linear_regression,
        "get_next_batch",
        ("slice(iteration * ", "slice((iteration - 1) * "),
        ("(iteration + 1) *", "iteration *"),
    )


@mistake(
    "1c",
    "get_next_batch moves on by one row, not by one batch: batches overlap, and most rows are never reached.",
)
def batches_overlap(linear_regression):
    rewrite(
        linear_regression,
        "get_next_batch",
        (
            "slice(iteration * batch_size, (iteration + 1) * batch_size)",
            "slice(iteration, iteration + batch_size)",
        ),
    )


@mistake(
    "1c", "get_next_batch leaves out the last row of each batch: the end of a Python slice is not in it."
)
def batches_lack_last_row(linear_regression):
    rewrite(linear_regression, "get_next_batch", ("+ 1) * batch_size", "+ 1) * batch_size - 1"))


@mistake(
    "1c",
    "get_next_batch returns the first batch whatever the iteration: batches follow each other (section 3).",
)
def batches_all_first(linear_regression):
    rewrite(
        linear_regression,
        "get_next_batch",
        ("slice(iteration * batch_size, (iteration + 1) * batch_size)", "slice(0, batch_size)"),
    )


@mistake("1c", "get_next_batch returns the labels before the images: images come first (table of section 1).")
def labels_before_images(linear_regression):
    rewrite(linear_regression, "get_next_batch", ("data[rows], label[rows]", "label[rows], data[rows]"))


# 1c: predictions, loss and accuracy.


@mistake("1c", "do_network_inference leaves b out: equation (4) adds it to every row.")
def inference_without_bias(linear_regression):
    rewrite(linear_regression, "do_network_inference", ("x @ W + b", "x @ W"))


@mistake(
    "1c",
    "do_network_inference puts a sigmoid behind: the model of equation (4) is linear, the sigmoid is for 1e.",
)
def inference_with_sigmoid(linear_regression):
    rewrite(linear_regression, "do_network_inference", ("x @ W + b", "1 / (1 + np.exp(-(x @ W + b)))"))


@mistake(
    "1c", "do_network_inference puts a softmax behind: the model of equation (4) is linear, nothing follows."
)
def inference_with_softmax(linear_regression):
    rewrite(
        linear_regression,
        "do_network_inference",
        ("return x @ W + b", "S = np.exp(x @ W + b)\n    return S / S.sum(axis=1, keepdims=True)"),
    )


@mistake(
    "1c", "do_network_inference returns one column per image: in this file an example is a row (section 1)."
)
def inference_transposed(linear_regression):
    rewrite(linear_regression, "do_network_inference", ("x @ W + b", "(x @ W + b).T"))


@mistake("1c", "get_loss is the mean over classes as well: equation (5) divides by the number of rows alone.")
def loss_of_mean_entry(linear_regression):
    rewrite(linear_regression, "get_loss", ("len(y)", "y.size"))


@mistake("1c", "get_loss is not divided by the number of rows: equation (5) is a mean over the rows.")
def loss_summed(linear_regression):
    rewrite(linear_regression, "get_loss", (" / len(y)", ""))


@mistake("1c", "get_loss takes absolute values: equation (5) takes squares.")
def loss_of_absolute_values(linear_regression):
    rewrite(linear_regression, "get_loss", ("(y_hat - y) ** 2", "np.abs(y_hat - y)"))


@mistake("1c", "get_loss takes a root: equation (5) is the squared distance itself.")
def loss_with_root(linear_regression):
    rewrite(linear_regression, "get_loss", (ERRORS, "np.linalg.norm(y_hat - y, axis=1).mean()"))


@mistake("1c", "get_loss is halved: equation (5) has no factor one half.")
def loss_halved(linear_regression):
    rewrite(linear_regression, "get_loss", ("len(y)", "(2 * len(y))"))


@mistake("1c", "get_loss returns one number per row: equation (5) is one number, the mean over the rows.")
def loss_of_each_row(linear_regression):
    rewrite(linear_regression, "get_loss", (ERRORS, "np.sum((y_hat - y) ** 2, axis=1)"))


@mistake(
    "1c",
    "get_loss divides by 100, whatever the number of rows: it is given other sets than batches (section 3).",
)
def loss_divided_by_hundred(linear_regression):
    rewrite(linear_regression, "get_loss", ("len(y)", "100"))


@mistake(
    "1c",
    "get_loss divides by the module's batch size: it must divide by the rows that it is given (section 3).",
)
def loss_by_global_batch_size(linear_regression):
    as_script(linear_regression)
    rewrite(linear_regression, "get_loss", ("len(y)", "batch_size"))


@mistake(
    "1c",
    "get_accuracy divides by the module's batch size: it must divide by the rows that it is given (section 3).",
)
def accuracy_by_global_batch_size(linear_regression):
    as_script(linear_regression)
    rewrite(linear_regression, "get_accuracy", ("np.mean", "1 / batch_size * np.sum"))


@mistake(
    "1c",
    "get_loss and get_accuracy divide by the module's batch size, not by the rows that they are given (section 3).",
)
def figures_by_global_batch_size(linear_regression):
    loss_by_global_batch_size(linear_regression)
    rewrite(linear_regression, "get_accuracy", ("np.mean", "1 / batch_size * np.sum"))


@mistake(
    "1c",
    "get_loss divides by a constant batch size: it must divide by the rows that it is given (section 3).",
)
def loss_by_constant_batch_size(linear_regression):
    linear_regression.batch_size = 100
    rewrite(linear_regression, "get_loss", ("len(y)", "batch_size"))


@mistake(
    "1c",
    "get_accuracy divides by a constant batch size: it must divide by the rows that it is given (section 3).",
)
def accuracy_by_constant_batch_size(linear_regression):
    linear_regression.batch_size = 100
    rewrite(linear_regression, "get_accuracy", ("np.mean", "1 / batch_size * np.sum"))


@mistake(
    "1c",
    "get_accuracy divides by 100, whatever the number of rows: it is given other sets than batches (section 3).",
)
def accuracy_divided_by_hundred(linear_regression):
    rewrite(linear_regression, "get_accuracy", ("np.mean", "0.01 * np.sum"))


@mistake("1c", "get_accuracy returns a count: it is to be a share of the rows, from 0 to 1 (section 3).")
def accuracy_counted(linear_regression):
    rewrite(linear_regression, "get_accuracy", ("np.mean", "np.sum"))


@mistake("1c", "get_accuracy is in percent: it is to be a share of the rows, from 0 to 1 (section 3).")
def accuracy_in_percent(linear_regression):
    rewrite(linear_regression, "get_accuracy", ("np.mean", "100 * np.mean"))


@mistake(
    "1c", "get_accuracy is the share of rows that are wrong: it is to be the share that is right (section 3)."
)
def accuracy_of_misses(linear_regression):
    rewrite(linear_regression, "get_accuracy", ("np.mean", "1 - np.mean"))


@mistake(
    "1c",
    "get_accuracy compares all entries of a row: section 3 looks at the place of its largest prediction.",
)
def accuracy_of_whole_rows(linear_regression):
    rewrite(linear_regression, "get_accuracy", (HITS, "(y_hat == y).all(axis=1)"))


@mistake(
    "1c",
    "get_accuracy rounds and counts entries: section 3 counts rows, by the place of the largest prediction.",
)
def accuracy_of_rounded_entries(linear_regression):
    rewrite(linear_regression, "get_accuracy", (HITS, "np.round(y_hat) == y"))


@mistake("1c", "get_accuracy looks for the largest entry of each column: a row is an image here (section 1).")
def accuracy_along_columns(linear_regression):
    rewrite(linear_regression, "get_accuracy", (HITS, "y_hat.argmax(axis=0) == y.argmax(axis=0)"))


# 1c: deltas and the update.


@mistake("1c", "Both deltas are sums over the rows: section 3 asks for means, as the loss (5) is one.")
def deltas_summed(linear_regression):
    rewrite(linear_regression, "get_delta_weights", (" / len(y)", ""))
    rewrite(linear_regression, "get_delta_biases", (" / len(y)", ""))


@mistake(
    "1c",
    "get_delta_weights sums over the rows while get_delta_biases averages: section 3 asks for two means.",
)
def delta_weights_summed(linear_regression):
    rewrite(linear_regression, "get_delta_weights", (" / len(y)", ""))


@mistake(
    "1c",
    "get_delta_biases sums over the rows while get_delta_weights averages: section 3 asks for two means.",
)
def delta_biases_summed(linear_regression):
    rewrite(linear_regression, "get_delta_biases", (" / len(y)", ""))


@mistake("1c", "Both deltas lack the factor that the square in equation (5) gives when it is derived.")
def deltas_without_two(linear_regression):
    rewrite(linear_regression, "get_delta_weights", ("2 * ", ""))
    rewrite(linear_regression, "get_delta_biases", ("2 * ", ""))


@mistake(
    "1c", "get_delta_weights lacks the factor that the square in equation (5) gives; get_delta_biases has it."
)
def delta_weights_without_two(linear_regression):
    rewrite(linear_regression, "get_delta_weights", ("2 * ", ""))


@mistake(
    "1c", "get_delta_biases lacks the factor that the square in equation (5) gives; get_delta_weights has it."
)
def delta_biases_without_two(linear_regression):
    rewrite(linear_regression, "get_delta_biases", ("2 * ", ""))


@mistake(
    "1c",
    "Both deltas have the opposite sign: they are derivatives of (5), and the minus belongs to the step (6).",
)
def deltas_of_opposite_sign(linear_regression):
    rewrite(linear_regression, "get_delta_weights", ("y_hat - y)", "y - y_hat)"))
    rewrite(linear_regression, "get_delta_biases", ("y_hat - y)", "y - y_hat)"))


@mistake(
    "1c", "Both deltas are divided by the number of classes as well: the mean of (5) is over the rows alone."
)
def deltas_of_mean_entry(linear_regression):
    rewrite(linear_regression, "get_delta_weights", ("len(y)", "y.size"))
    rewrite(linear_regression, "get_delta_biases", ("len(y)", "y.size"))


@mistake(
    "1c",
    "Both deltas are divided by 100, whatever the batch size: divide by the rows that are given (section 3).",
)
def deltas_divided_by_hundred(linear_regression):
    rewrite(linear_regression, "get_delta_weights", ("len(y)", "100"))
    rewrite(linear_regression, "get_delta_biases", ("len(y)", "100"))


@mistake("1c", "get_delta_weights is divided by the number of pixels: the mean of (5) is over the rows.")
def delta_weights_by_pixels(linear_regression):
    rewrite(linear_regression, "get_delta_weights", ("len(y)", "x_batch.shape[1]"))


@mistake(
    "1c", "get_delta_weights looks at the first image alone: every row of the batch has its part in (5)."
)
def delta_weights_of_first_image(linear_regression):
    rewrite(
        linear_regression,
        "get_delta_weights",
        ("x_batch.T @ (2 * (y_hat - y)) / len(y)", "np.outer(x_batch[0], 2 * (y_hat[0] - y[0]))"),
    )


@mistake(
    "1c",
    "get_delta_weights multiplies the mean image by the mean error: by (5) each row's error meets its own image first.",
)
def delta_weights_of_means(linear_regression):
    rewrite(
        linear_regression,
        "get_delta_weights",
        (
            "x_batch.T @ (2 * (y_hat - y)) / len(y)",
            "np.outer(x_batch.mean(axis=0), 2 * (y_hat - y).mean(axis=0))",
        ),
    )


@mistake("1c", "get_delta_weights is transposed: in this file it has shape (784, 10), as W has (section 1).")
def delta_weights_transposed(linear_regression):
    rewrite(
        linear_regression,
        "get_delta_weights",
        ("x_batch.T @ (2 * (y_hat - y))", "(2 * (y_hat - y)).T @ x_batch"),
    )


@mistake("1c", "get_delta_biases keeps an axis of length 1: it has shape (10,), as b has (section 1).")
def delta_biases_as_row(linear_regression):
    rewrite(linear_regression, "get_delta_biases", ("axis=0", "axis=0, keepdims=True"))


@mistake(
    "1c",
    "get_delta_biases sums over the classes: it must add up the rows alone, one number per class (section 3).",
)
def delta_biases_as_number(linear_regression):
    rewrite(linear_regression, "get_delta_biases", (", axis=0", ""))


@mistake("1c", "do_parameter_update walks up the loss: equation (6) moves against the derivatives.")
def update_ascends(linear_regression):
    rewrite(linear_regression, "do_parameter_update", (UPDATE, "W + lr * delta_w, b + lr * delta_b"))


@mistake("1c", "do_parameter_update forgets the learning rate: equation (6) has it before both derivatives.")
def update_without_rate(linear_regression):
    rewrite(linear_regression, "do_parameter_update", (UPDATE, "W - delta_w, b - delta_b"))


@mistake(
    "1c", "do_parameter_update forgets the learning rate for b: equation (6) has the same one for W and b."
)
def update_of_biases_without_rate(linear_regression):
    rewrite(linear_regression, "do_parameter_update", ("b - lr * delta_b", "b - delta_b"))


@mistake("1c", "do_parameter_update leaves b where it is: equation (6) moves W and b.")
def update_of_weights_alone(linear_regression):
    rewrite(linear_regression, "do_parameter_update", ("b - lr * delta_b", "b"))


@mistake(
    "1c", "do_parameter_update steps by 0.01, whatever the learning rate it is given: equation (6) has lr."
)
def update_with_fixed_rate(linear_regression):
    rewrite(linear_regression, "do_parameter_update", (UPDATE, "W - 0.01 * delta_w, b - 0.01 * delta_b"))


@mistake("1c", "do_parameter_update returns b before W: section 3 asks for W first.")
def update_returned_in_other_order(linear_regression):
    rewrite(linear_regression, "do_parameter_update", (UPDATE, "b - lr * delta_b, W - lr * delta_w"))


@mistake(
    "1c",
    "The step gives new values to local names alone, so W and b never move: section 3 names two ways out.",
)
def update_of_local_names(linear_regression):
    as_script(linear_regression)
    rewrite(linear_regression, "do_parameter_update", (f"return {UPDATE}", f"W, b = {UPDATE}"))


# 1c: the model.


@mistake(
    "1c", "backward replaces the deltas of the call before: it must add to those that are there (section 3)."
)
def deltas_replaced(linear_regression):
    rewrite(
        linear_regression, "LinearRegression", ("self.delta_w + get", "get"), ("self.delta_b + get", "get")
    )


@mistake("1c", "zerograd keeps the deltas of earlier rounds: it must set both to zero (section 3).")
def zerograd_does_nothing(linear_regression):
    rewrite(linear_regression, "LinearRegression", (ZEROS, "pass"))


@mistake("1c", "zerograd clears the deltas of W alone: those of b are set to zero, too (section 3).")
def zerograd_of_weights_alone(linear_regression):
    rewrite(linear_regression, "LinearRegression", (ZEROS, "self.delta_w = np.zeros_like(self.W)"))


@mistake("1c", "zerograd clears the deltas of b alone: those of W are set to zero, too (section 3).")
def zerograd_of_biases_alone(linear_regression):
    rewrite(linear_regression, "LinearRegression", (ZEROS, "self.delta_b = np.zeros_like(self.b)"))


@mistake("1c", "The default learning rate of do_parameter_update is not the one of the table in section 1.")
def another_rate_by_default(linear_regression):
    rewrite(linear_regression, "do_parameter_update", ("lr=0.01", "lr=0.1"))


@mistake("1c", "The default learning rate of LinearRegression is not the one of the table in section 1.")
def another_rate_of_the_model_by_default(linear_regression):
    rewrite(linear_regression, "LinearRegression", ("lr=0.01", "lr=0.1"))


@mistake(
    "1c",
    "step does not use the learning rate that the model was made with (table of section 1, equation (6)).",
)
def step_with_default_rate(linear_regression):
    rewrite(linear_regression, "LinearRegression", (", self.lr)", ")"))


@mistake("1c", "W and b start at zero: a new model has 0.01 in every place of both (section 3).")
def starts_at_zero(linear_regression):
    rewrite(
        linear_regression, "LinearRegression", (PARAMETERS, "np.zeros((indim, outdim)), np.zeros(outdim)")
    )


@mistake(
    "1c", "W starts at zero, though b does not: a new model has 0.01 in every place of W, too (section 3)."
)
def weights_start_at_zero(linear_regression):
    rewrite(
        linear_regression, "LinearRegression", ("np.full((indim, outdim), 0.01)", "np.zeros((indim, outdim))")
    )


@mistake(
    "1c", "b starts at zero, though W does not: a new model has 0.01 in every place of b, too (section 3)."
)
def biases_start_at_zero(linear_regression):
    rewrite(linear_regression, "LinearRegression", ("np.full(outdim, 0.01)", "np.zeros(outdim)"))


@mistake("1c", "W and b start at 1: a new model has 0.01 in every place of W and b (section 3).")
def starts_at_one(linear_regression):
    rewrite(linear_regression, "LinearRegression", (PARAMETERS, "np.ones((indim, outdim)), np.ones(outdim)"))


# 1d A training run.


@mistake(
    "1d",
    "The run learns from the evaluation rows, too: an error on rows that moved W says nothing (section 4).",
)
def learns_from_evaluation_rows(linear_regression):
    rewrite(linear_regression, "train", (SPLIT, "x, y = data, label"))


@mistake(
    "1d",
    "The run moves W while it evaluates: the evaluation set is looked at, never learned from (section 4).",
)
def learns_while_it_evaluates(linear_regression):
    rewrite(
        linear_regression,
        "train",
        (EVALUATED, f"{learning_from('evaluation_x', 'evaluation_y')}; {EVALUATED}"),
    )


@mistake(
    "1d",
    "The run learns from the test set: it is looked at after the last epoch, never learned from (section 4).",
)
def learns_while_it_tests(linear_regression):
    rewrite(linear_regression, "train", (TESTED, f"{learning_from('test_data', 'test_label')}; {TESTED}"))


@mistake("1d", "The run learns from evaluation and test rows: neither set may move a weight (section 4).")
def learns_from_every_set(linear_regression):
    rewrite(
        linear_regression,
        "train",
        (SPLIT, "x, y = np.concatenate([data, test_data]), np.concatenate([label, test_label])"),
    )


@mistake("1d", "The run evaluates on the last rows: the evaluation set are the first ones (section 4).")
def evaluates_on_last_rows(linear_regression):
    rewrite(
        linear_regression,
        "train",
        (
            "data[:evaluation_rows], label[:evaluation_rows]",
            "data[-evaluation_rows:], label[-evaluation_rows:]",
        ),
        (SPLIT, "x, y = data[:-evaluation_rows], label[:-evaluation_rows]"),
    )


@mistake(
    "1d",
    "The run learns from the evaluation rows and evaluates on the others: it is the other way round (section 4).",
)
def sets_exchanged(linear_regression):
    rewrite(
        linear_regression,
        "train",
        (SPLIT, f"{SPLIT}\n    x, y, evaluation_x, evaluation_y = evaluation_x, evaluation_y, x, y"),
    )


@mistake("1d", "The run makes one epoch only: all training rows are learned from `epochs` times (section 4).")
def one_epoch_only(linear_regression):
    rewrite(linear_regression, "train", ("range(epochs)", "range(1)"))


@mistake(
    "1d",
    "The run begins each epoch with a new model: an epoch goes on with the W and b of the one before (section 4).",
)
def new_model_each_epoch(linear_regression):
    made = "model = LinearRegression(x.shape[1], y.shape[1], lr)"
    rewrite(linear_regression, "train", ("in range(epochs):", f"in range(epochs):\n        {made}"))


@mistake("1d", "The run learns from its first batch again and again: section 4 says batch after batch.")
def first_batch_again_and_again(linear_regression):
    rewrite(linear_regression, "train", ("get_next_batch(iteration,", "get_next_batch(0,"))


@mistake("1d", "The run leaves out the last batch of each epoch: is a count off by one (section 4)?")
def last_batch_left_out(linear_regression):
    rewrite(linear_regression, "train", ("len(x) // batch_size", "len(x) // batch_size - 1"))


@mistake(
    "1d",
    "The run never calls zerograd, so every step takes up the deltas of all earlier batches (section 3).",
)
def run_without_zerograd(linear_regression):
    rewrite(linear_regression, "train", ("model.zerograd()\n", "pass\n"))


@mistake("1d", "The run steps once per epoch: section 4 moves W and b after each batch.")
def one_step_per_epoch(linear_regression):
    rewrite(
        linear_regression,
        "train",
        ("model.zerograd()\n", "pass\n"),
        ("            model.step()\n", "        model.step(); model.zerograd()\n"),
    )


@mistake("1d", "The run learns with the rate 0.01 whatever `lr` it is given (table of section 1).")
def run_ignores_rate(linear_regression):
    rewrite(linear_regression, "train", ("y.shape[1], lr)", "y.shape[1])"))


@mistake("1d", "The training error is that of the last batch: section 4 asks for all training rows.")
def training_error_of_last_batch(linear_regression):
    rewrite(linear_regression, "train", (TRAINED, "get_loss(model.forward(x_batch), y_batch)"))


@mistake(
    "1d",
    "The training error is that of the last batch before its step: take it of all training rows, after the epoch.",
)
def training_error_before_last_step(linear_regression):
    rewrite(linear_regression, "train", (TRAINED, "get_loss(model.y_hat, y_batch)"))


@mistake(
    "1d",
    "The training error is a mean of losses during the epoch: section 4 takes it of the model at its end.",
)
def training_error_while_learning(linear_regression):
    rewrite(
        linear_regression,
        "train",
        ("range(epochs):", "range(epochs):\n        losses = []"),
        ("model.backward(y_batch)", "losses.append(get_loss(model.y_hat, y_batch)); model.backward(y_batch)"),
        (TRAINED, "np.mean(losses)"),
    )


@mistake(
    "1d", "The training error includes the evaluation rows: section 4 takes it over the training rows alone."
)
def training_error_of_all_rows(linear_regression):
    rewrite(linear_regression, "train", (TRAINED, "get_loss(model.forward(data), label)"))


@mistake("1d", "Both errors are taken at the beginning of each epoch: section 4 takes them at its end.")
def errors_before_each_epoch(linear_regression):
    trained = f"training_errors.append({TRAINED})"
    rewrite(
        linear_regression,
        "train",
        (trained, "pass"),
        (EVALUATED, "pass"),
        ("in range(epochs):", f"in range(epochs):\n        {trained}; {EVALUATED}"),
    )


@mistake(
    "1d",
    "The errors on evaluation and training rows are exchanged: a Run holds those on training rows first.",
)
def errors_exchanged(linear_regression):
    rewrite(
        linear_regression,
        "train",
        ("np.array(training_errors)", "np.array(evaluation_errors) "),
        ("np.array(evaluation_errors),", "np.array(training_errors),"),
    )


@mistake("1d", "The test figures are those of the evaluation set: section 4 takes them on the test set.")
def test_figures_of_evaluation_set(linear_regression):
    rewrite(
        linear_regression, "train", (TESTED, "tested, test_label = model.forward(evaluation_x), evaluation_y")
    )


@mistake("1d", "The default number of epochs is not the one of the table in section 1.")
def twenty_epochs_by_default(linear_regression):
    rewrite(linear_regression, "train", ("epochs=10", "epochs=20"))


@mistake("1d", "The default batch size is not the one of the table in section 1.")
def batches_of_fifty_by_default(linear_regression):
    rewrite(linear_regression, "train", ("batch_size=100", "batch_size=50"))


@mistake("1d", "The default learning rate of train is ten times that of the table in section 1.")
def rate_ten_times_by_default(linear_regression):
    rewrite(linear_regression, "train", ("lr=0.01", "lr=0.1"))


@mistake("1d", "The default number of evaluation rows is not the one of the table in section 1.")
def half_the_evaluation_rows_by_default(linear_regression):
    rewrite(linear_regression, "train", ("evaluation_rows=10_000", "evaluation_rows=5_000"))


# 1e Overflow, and the sigmoid.


@mistake(
    "1e", "The derivative of the sigmoid is missing in both results: the chain of equation (7) has that link."
)
def sigmoid_slope_missing(derivations):
    sigmoid_slope(derivations, "2 * (y_hat - y)")


@mistake(
    "1e", "The derivative of the sigmoid is missing in sigmoid_db, though sigmoid_dW has it (equation (7))."
)
def sigmoid_slope_missing_for_biases(derivations):
    rewrite(
        derivations,
        "sigmoid_dW",
        (
            f"return {SIGMOID_DW}",
            f"y_hat = (1 + np.tanh((W @ x + b) / 2)) / 2\n    return np.outer({SLOPE}, x)",
        ),
    )
    sigmoid_slope(derivations, "2 * (y_hat - y)")


@mistake(
    "1e", "The derivative of the sigmoid is missing in sigmoid_dW, though sigmoid_db has it (equation (7))."
)
def sigmoid_slope_missing_for_weights(derivations):
    rewrite(derivations, "sigmoid_dW", (SIGMOID_DW, "np.outer((1 + np.tanh((W @ x + b) / 2)) - 2 * y, x)"))


@mistake(
    "1e", "The derivative of the sigmoid is taken at its value: it belongs at Wx + b, as equation (7) says."
)
def sigmoid_slope_at_value(derivations):
    sigmoid_slope(
        derivations, "2 * (y_hat - y) * s * (1 - s)", f"{SIGMOID}; s = (1 + np.tanh(y_hat / 2)) / 2"
    )


@mistake(
    "1e",
    "The derivative of the sigmoid is written with Wx + b itself where the sigmoid's value belongs (equation (7)).",
)
def sigmoid_slope_of_logit(derivations):
    sigmoid_slope(derivations, "2 * (y_hat - y) * z * (1 - z)")


@mistake("1e", "The last link is the derivative of tanh: equation (7) has a sigmoid.")
def sigmoid_slope_of_tanh(derivations):
    sigmoid_slope(derivations, "2 * (y_hat - y) * (1 - y_hat**2)")


@mistake("1e", "The derivative of the sigmoid holds the target y where the prediction belongs (section 5).")
def sigmoid_slope_with_target(derivations):
    sigmoid_slope(derivations, "2 * (y_hat - y) * y_hat * (1 - y)")


@mistake(
    "1e",
    "sigmoid_dW and sigmoid_db lack the factor that the square in equation (2) gives when it is derived.",
)
def sigmoid_without_two(derivations):
    sigmoid_slope(derivations, "(y_hat - y) * y_hat * (1 - y_hat)")


@mistake(
    "1e",
    "sigmoid_dW and sigmoid_db have the opposite sign: is it the error's, or that of the sigmoid's derivative?",
)
def sigmoid_of_opposite_sign(derivations):
    sigmoid_slope(derivations, f"-{SLOPE}")


@mistake(
    "1e",
    "The derivatives are those of a cross-entropy behind the sigmoid: section 5 keeps the squared error (2).",
)
def sigmoid_with_cross_entropy(derivations):
    sigmoid_slope(derivations, "y_hat - y")


@mistake("1e", "The error is taken of Wx + b: the prediction of equation (7) is the sigmoid of it.")
def sigmoid_not_in_error(derivations):
    sigmoid_slope(derivations, "2 * (z - y) * y_hat * (1 - y_hat)")


@mistake("1e", "The sigmoid falls where it should rise: look at the sign in the exponent of equation (7).")
def sigmoid_mirrored(derivations):
    sigmoid_slope(derivations, SLOPE, "y_hat = (1 - np.tanh(z / 2)) / 2")


@mistake("1e", "sigmoid_dW and sigmoid_db leave b out: the sigmoid of equation (7) is taken at Wx + b.")
def sigmoid_without_bias(derivations):
    rewrite(derivations, "sigmoid_db", ("z = W @ x + b", "z = W @ x"))


@mistake(
    "1e",
    "The sigmoid is a quotient of two exponentials that overflow: at Wx + b = 1000 it is nan (section 5).",
)
def sigmoid_overflows(derivations):
    sigmoid_slope(derivations, SLOPE, "y_hat = np.exp(z) / (1 + np.exp(z))")


@mistake(
    "1e",
    "The sigmoid's derivative is a quotient of exponentials that overflow: at Wx + b = −1000 it is nan (section 5).",
)
def sigmoid_slope_overflows(derivations):
    sigmoid_slope(derivations, "2 * (y_hat - y) * np.exp(-z) / (1 + np.exp(-z)) ** 2")


@mistake(
    "1e",
    "sigmoid_dW is transposed, which reshape does not mend: rows of W belong to outputs, as in 1a (section 1).",
)
def sigmoid_weights_transposed(derivations):
    rewrite(derivations, "sigmoid_dW", (SIGMOID_DW, f"{SIGMOID_DW}.T"))


# 2a The gradient of the softmax cross-entropy.


@mistake(
    "2a",
    "The result is the softmax alone: the logit of the class occurs twice in equation (9), once without the sum.",
)
def derivative_is_softmax(derivations):
    softmax_derivative(derivations, "S")


@mistake("2a", "The derivative has the opposite sign: equation (9) has a minus before the logarithm.")
def derivative_of_opposite_sign(derivations):
    softmax_derivative(derivations, "onehot - S")


@mistake(
    "2a",
    "Only the class's component is there: every logit is in the sum of equation (8), so no component is 0.",
)
def derivative_of_class_alone(derivations):
    softmax_derivative(derivations, "(S - 1) * onehot")


@mistake(
    "2a", "The components of the other classes have the wrong sign: raising their logits raises the loss (9)."
)
def derivative_of_others_negated(derivations):
    softmax_derivative(derivations, "S * (2 * onehot - 1) - onehot")


@mistake("2a", "The component of the class has the wrong sign in one of its two terms (section 6).")
def derivative_with_one_added(derivations):
    softmax_derivative(derivations, "S + onehot")


@mistake(
    "2a", "What belongs to the class alone is taken off every component: one logit alone occurs twice in (9)."
)
def derivative_with_one_off_everywhere(derivations):
    softmax_derivative(derivations, "S - 1")


@mistake("2a", "The chain stops at the logarithm: the softmax in equation (9) has to be derived as well.")
def derivative_of_logarithm_alone(derivations):
    softmax_derivative(derivations, "-onehot / S")


@mistake(
    "2a",
    "The result is the derivative of the softmax of the class: equation (9) takes its logarithm, with a minus.",
)
def derivative_of_softmax_itself(derivations):
    softmax_derivative(derivations, "S[y] * (onehot - S)")


@mistake(
    "2a", "The logarithm of equation (9) is not derived: this is the derivative of minus the probability."
)
def derivative_without_logarithm(derivations):
    softmax_derivative(derivations, "S[y] * (S - onehot)")


@mistake(
    "2a", "The derivative is that of a squared error behind the softmax: equation (9) is a cross-entropy."
)
def derivative_of_squared_error(derivations):
    softmax_derivative(derivations, "2 * S * (S - onehot - S @ (S - onehot))")


@mistake("2a", "The logits stand where their softmax belongs (equation (8)).")
def derivative_with_logits(derivations):
    softmax_derivative(derivations, "a - onehot")


@mistake("2a", "The exponentials are not divided by their sum: what remains of the sum in (9) is a fraction.")
def derivative_not_normalised(derivations):
    softmax_derivative(derivations, "np.exp(a) - onehot")


@mistake("2a", "Classes are counted from 1: the label y is one of 0 to N − 1 (section 6).")
def derivative_with_classes_from_one(derivations):
    rewrite(derivations, "softmax_cross_entropy_da", ("== y)", "== y - 1)"))


@mistake(
    "2a", "The result is one number: section 6 asks for the derivative with respect to all logits, a vector."
)
def derivative_as_number(derivations):
    softmax_derivative(derivations, "S[y] - 1")


@mistake("2a", "The derivative is divided by the number of classes: equation (9) is no mean over them.")
def derivative_averaged(derivations):
    softmax_derivative(derivations, "(S - onehot) / len(a)")


@mistake("2a", "The logarithm is that to base 2: equation (9) has the natural one.")
def derivative_of_log2(derivations):
    softmax_derivative(derivations, "(S - onehot) / np.log(2)")


# 2b Softmax and cross-entropy: the softmax.


@mistake("2b", "softmax takes the exponentials of the logits as they are, and overflows (section 7).")
def softmax_not_stable(softmax):
    rewrite(softmax, "softmax", ("b - np.max(b)", "b"))


@mistake(
    "2b",
    "softmax overflows, and nan is replaced afterwards: what is gone cannot be mended, shift first (section 7).",
)
def softmax_with_nan_replaced(softmax):
    rewrite(softmax, "softmax", ("b - np.max(b)", "b"), (PROBABILITIES, f"np.nan_to_num({PROBABILITIES})"))


@mistake(
    "2b",
    "softmax takes the smallest logit off all of them: the largest exponent is still too large (section 7).",
)
def softmax_shifted_by_smallest(softmax):
    rewrite(softmax, "softmax", ("np.max(b)", "np.min(b)"))


@mistake(
    "2b", "softmax takes the mean off all logits: the largest exponent may still be too large (section 7)."
)
def softmax_shifted_by_mean(softmax):
    rewrite(softmax, "softmax", ("np.max(b)", "np.mean(b)"))


@mistake(
    "2b",
    "softmax shifts by the largest absolute value: very negative logits alone make every exponential 0 (section 7).",
)
def softmax_shifted_by_largest_size(softmax):
    rewrite(softmax, "softmax", ("np.max(b)", "np.max(np.abs(b))"))


@mistake(
    "2b",
    "softmax cuts large logits off: that changes the probabilities, while a common shift does not (section 7).",
)
def softmax_of_clipped_logits(softmax):
    rewrite(softmax, "softmax", ("b - np.max(b)", "np.clip(b, -500, 500)"))


@mistake(
    "2b",
    "softmax divides the logits by the largest: that changes the probabilities, while a common shift does not.",
)
def softmax_of_scaled_logits(softmax):
    rewrite(softmax, "softmax", ("b - np.max(b)", "b / np.max(b)"))


@mistake("2b", "softmax does not divide by the sum: the probabilities of equation (8) add up to 1.")
def softmax_not_divided(softmax):
    rewrite(softmax, "softmax", (PROBABILITIES, "exponentials"))


@mistake("2b", "softmax divides by the mean of the exponentials: equation (8) divides by their sum.")
def softmax_divided_by_mean(softmax):
    rewrite(softmax, "softmax", ("exponentials.sum()", "exponentials.mean()"))


@mistake("2b", "softmax returns logarithms: equation (8) gives the probabilities themselves.")
def softmax_as_logarithms(softmax):
    rewrite(softmax, "softmax", (PROBABILITIES, "b - np.max(b) - np.log(exponentials.sum())"))


@mistake("2b", "softmax changes the logits that it is given: work on a copy (section 1).")
def softmax_changes_logits(softmax):
    rewrite(
        softmax,
        "softmax",
        ("exponentials = np.exp(b - np.max(b))", "b -= np.max(b)\n    exponentials = np.exp(b)"),
    )


# 2b: the loss.


@mistake(
    "2b",
    "The loss is the logarithm of a softmax that rounds to 0, which is infinite: see the second thought of section 7.",
)
def loss_by_softmax(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, "-np.log(softmax(a)[y])"))


@mistake(
    "2b",
    "The loss multiplies all logarithms by a one-hot vector: 0 times −inf is nan. Section 7 says how to avoid log 0.",
)
def loss_by_onehot_product(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, "-np.sum((np.arange(len(a)) == y) * np.log(softmax(a)))"))


@mistake(
    "2b",
    "The loss has 1e-12 in its logarithm, added or as a lower limit: finite now, but another value (section 7).",
)
def loss_with_1e_12(softmax):
    loss_at_least(softmax, "1e-12")


@mistake(
    "2b",
    "The loss has 1e-15 in its logarithm, added or as a lower limit: finite now, but another value (section 7).",
)
def loss_with_1e_15(softmax):
    loss_at_least(softmax, "1e-15")


@mistake(
    "2b",
    "The loss has 1e-10 in its logarithm, added or as a lower limit: finite now, but another value (section 7).",
)
def loss_with_1e_10(softmax):
    loss_at_least(softmax, "1e-10")


@mistake(
    "2b",
    "The loss has 1e-9 in its logarithm, added or as a lower limit: finite now, but another value (section 7).",
)
def loss_with_1e_9(softmax):
    loss_at_least(softmax, "1e-9")


@mistake(
    "2b",
    "The loss has 1e-8 in its logarithm, added or as a lower limit: finite now, but another value (section 7).",
)
def loss_with_1e_8(softmax):
    loss_at_least(softmax, "1e-8")


@mistake(
    "2b",
    "The loss has the machine epsilon in its logarithm, or as its limit: finite now, but another value (section 7).",
)
def loss_with_epsilon(softmax):
    loss_at_least(softmax, "np.finfo(float).eps")


@mistake(
    "2b",
    "The loss takes the exponentials of the logits as they are, and is infinite at large ones (section 7).",
)
def loss_not_stable(softmax):
    rewrite(softmax, "softmax_crossentropy", ("shifted = a - np.max(a)", "shifted = a"))


@mistake(
    "2b",
    "The loss takes the logarithm of a fraction that is inf / inf at large logits, and is nan there (section 7).",
)
def loss_of_unstable_fraction(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, "-np.log(np.exp(a)[y] / np.exp(a).sum())"))


@mistake("2b", "The loss has the opposite sign: equation (9) has a minus before the logarithm.")
def loss_of_opposite_sign(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, f"-({LOSS})"))


@mistake("2b", "The loss is minus the probability: equation (9) takes its logarithm.")
def loss_without_logarithm(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, "-softmax(a)[y]"))


@mistake("2b", "The loss has the logarithm to base 2: equation (9) has the natural one.")
def loss_with_log2(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, f"({LOSS}) / np.log(2)"))


@mistake("2b", "The loss has the logarithm to base 10: equation (9) has the natural one.")
def loss_with_log10(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, f"({LOSS}) / np.log(10)"))


@mistake("2b", "The loss is a vector over all classes: equation (9) is one number, that of the class y.")
def loss_of_all_classes(softmax):
    rewrite(softmax, "softmax_crossentropy", ("shifted[y]", "shifted"))


@mistake(
    "2b", "The loss adds up the logarithms of all classes: equation (9) has that of the right class alone."
)
def loss_summed_over_classes(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, "np.sum(np.log(np.exp(shifted).sum()) - shifted)"))


@mistake("2b", "The loss is divided by the number of classes: equation (9) is no mean.")
def loss_averaged_over_classes(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, f"({LOSS}) / len(a)"))


@mistake(
    "2b",
    "The loss is binary, with a term for each class that is not y: equation (9) has the right class alone.",
)
def loss_binary(softmax):
    lines = (
        "S, onehot = softmax(a), np.arange(len(a)) == y\n    "
        "return -np.sum(onehot * np.log(S) + (1 - onehot) * np.log(1 - S))"
    )
    rewrite(softmax, "softmax_crossentropy", (f"return {LOSS}", lines))


@mistake(
    "2b",
    "The loss shifts the logits in the sum but not the logit of the class: both need the same shift (section 7).",
)
def loss_with_class_not_shifted(softmax):
    rewrite(softmax, "softmax_crossentropy", ("- shifted[y]", "- a[y]"))


@mistake(
    "2b",
    "The loss puts the largest logit back into the sum, while the class's logit stays shifted (section 7).",
)
def loss_with_class_alone_shifted(softmax):
    rewrite(softmax, "softmax_crossentropy", (LOSS, f"np.max(a) + {LOSS}"))


@mistake("2b", "The loss counts classes from 1: the label y is one of 0 to N − 1 (section 6).")
def loss_with_classes_from_one(softmax):
    rewrite(softmax, "softmax_crossentropy", ("shifted[y]", "shifted[y - 1]"))


@mistake("2b", "The loss changes the logits that it is given: work on a copy (section 1).")
def loss_changes_logits(softmax):
    rewrite(softmax, "softmax_crossentropy", ("shifted = a - np.max(a)", "a -= np.max(a)\n    shifted = a"))


# 2c The analytic gradient.


@mistake("2c", "The gradient is the softmax alone: the logit of the class has a second term (section 6).")
def gradient_is_softmax(softmax):
    analytic_gradient(softmax, "S")


@mistake("2c", "The gradient has the opposite sign: equation (9) has a minus before the logarithm.")
def gradient_of_opposite_sign(softmax):
    analytic_gradient(softmax, "onehot - S")


@mistake(
    "2c", "The gradient is one component: the table of section 1 asks for that with respect to all logits."
)
def gradient_as_number(softmax):
    analytic_gradient(softmax, "S[y] - 1")


@mistake("2c", "The gradient is zero but for the class: every logit is in the sum of equation (8).")
def gradient_of_class_alone(softmax):
    analytic_gradient(softmax, "(S - 1) * onehot")


@mistake(
    "2c", "The class's component of the gradient has the wrong sign in one of its two terms (section 6)."
)
def gradient_with_one_added(softmax):
    analytic_gradient(softmax, "S + onehot")


@mistake("2c", "What belongs to the class alone is taken off every component of the gradient (section 6).")
def gradient_with_one_off_everywhere(softmax):
    analytic_gradient(softmax, "S - 1")


@mistake("2c", "The gradient counts classes from 1: the label y is one of 0 to N − 1 (section 6).")
def gradient_with_classes_from_one(softmax):
    rewrite(softmax, "grad_softmax_crossentropy", ("gradient[y]", "gradient[y - 1]"))


@mistake("2c", "The logits stand where their softmax belongs in the gradient (section 6).")
def gradient_with_logits(softmax):
    analytic_gradient(softmax, "a - onehot")


@mistake(
    "2c",
    "The gradient is that of minus the probability: the logarithm of equation (9) has to be derived, too.",
)
def gradient_without_logarithm(softmax):
    analytic_gradient(softmax, "S[y] * (S - onehot)")


@mistake("2c", "The gradient stops at the logarithm: the softmax in equation (9) has to be derived as well.")
def gradient_of_logarithm_alone(softmax):
    analytic_gradient(softmax, "-onehot / S")


@mistake(
    "2c",
    "The result is the matrix of the softmax's derivatives: the loss (9) is one number, its gradient a vector.",
)
def gradient_as_matrix(softmax):
    analytic_gradient(softmax, "np.diag(S) - np.outer(S, S)")


@mistake("2c", "The gradient is divided by the number of classes: equation (9) is no mean over them.")
def gradient_averaged(softmax):
    analytic_gradient(softmax, "(S - onehot) / len(a)")


@mistake(
    "2c",
    "The gradient takes exponentials of its own, which overflow: it needs a softmax as stable as 2b's (section 7).",
)
def gradient_not_stable(softmax):
    rewrite(softmax, "grad_softmax_crossentropy", ("softmax(a)", "np.exp(a) / np.exp(a).sum()"))


@mistake(
    "2c",
    "grad_softmax_crossentropy writes its result into the logits that it is given: work on a copy (section 1).",
)
def gradient_changes_logits(softmax):
    rewrite(
        softmax,
        "grad_softmax_crossentropy",
        ("gradient = softmax(a)", "gradient = a\n    gradient[:] = softmax(a)"),
    )


# 2d The numerical gradient.


@mistake("2d", "numerical_gradient returns the component of the class alone: section 8 asks for all of them.")
def quotient_of_class_alone(softmax):
    rewrite(softmax, "numerical_gradient", (QUOTIENTS, f"({QUOTIENTS})[y]"))


@mistake("2d", "numerical_gradient returns its first component alone: section 8 asks for all of them.")
def quotient_of_first_logit_alone(softmax):
    rewrite(softmax, "numerical_gradient", (QUOTIENTS, f"({QUOTIENTS})[0]"))


@mistake(
    "2d", "numerical_gradient is zero but for the class: equation (10) is to be worked out for every logit."
)
def quotient_of_class_in_vector(softmax):
    rewrite(softmax, "numerical_gradient", (QUOTIENTS, f"{QUOTIENTS} * (np.arange(len(a)) == y)"))


@mistake(
    "2d",
    "numerical_gradient is 0: all logits move at once, or both ends are one array. Move one, in a copy (section 8).",
)
def quotient_of_all_logits_moved(softmax):
    rewrite(softmax, "numerical_gradient", ("e * np.eye(len(a))", "e * np.ones((len(a), len(a)))"))


@mistake(
    "2d",
    "numerical_gradient moves both ends and divides by the step alone: see what equation (10) divides by.",
)
def quotient_divided_by_one_step(softmax):
    rewrite(softmax, "numerical_gradient", ("(2 * e)", "e"))


@mistake(
    "2d",
    "numerical_gradient moves one end and divides by twice the step: section 8 says what a one-sided quotient is.",
)
def quotient_one_sided_by_two_steps(softmax):
    rewrite(
        softmax, "numerical_gradient", ("softmax_crossentropy(a - step, y)", "softmax_crossentropy(a, y)")
    )


@mistake(
    "2d",
    "numerical_gradient multiplies by e where it should divide: a missing bracket around 2e (equation (10))?",
)
def quotient_multiplied_by_step(softmax):
    rewrite(softmax, "numerical_gradient", ("(2 * e)", "2 * e"))


@mistake("2d", "numerical_gradient does not divide by the step: equation (10) is a quotient.")
def quotient_not_divided(softmax):
    rewrite(softmax, "numerical_gradient", (" / (2 * e)", ""))


@mistake("2d", "numerical_gradient has the opposite sign: in equation (10) the loss ahead comes first.")
def quotient_of_opposite_sign(softmax):
    rewrite(softmax, "numerical_gradient", ("(2 * e)", "(-2 * e)"))


@mistake(
    "2d",
    "numerical_gradient gives the derivative itself, whatever e is: section 8 asks for quotients with the step e.",
)
def quotient_from_formula(softmax):
    rewrite(softmax, "numerical_gradient", (QUOTIENTS, "grad_softmax_crossentropy(a, y)"))


@mistake(
    "2d",
    "numerical_gradient does not put a logit back before it moves the next one: (10) moves one at a time.",
)
def quotient_with_logits_not_put_back(softmax):
    rewrite(softmax, "numerical_gradient", ("a - step", "(a := a - step)"))


@mistake(
    "2d",
    "numerical_gradient adds each step to those before: equation (10) moves one logit, the others stay where they are.",
)
def quotient_of_steps_that_add_up(softmax):
    rewrite(
        softmax,
        "numerical_gradient",
        (MOVED, f"{AHEAD} - loss"),
        ("(2 * e)", "e"),
        ("steps = e", "loss = softmax_crossentropy(a, y)\n    steps = e"),
    )


@mistake(
    "2d",
    "numerical_gradient moves the given logits themselves, and does not put them back: work on a copy (section 1).",
)
def quotient_moves_given_logits(softmax):
    rewrite(softmax, "numerical_gradient", ("a - step", "np.subtract(a, step, out=a)"))


@mistake("2d", "gradient_errors returns the mean distance: equation (11) takes the largest.")
def errors_of_mean_distance(softmax):
    rewrite(softmax, "gradient_errors", (DISTANCE, "np.abs(analytic - numerical).mean()"))


@mistake("2d", "gradient_errors adds the distances up: equation (11) takes the largest.")
def errors_of_summed_distances(softmax):
    rewrite(softmax, "gradient_errors", (DISTANCE, "np.abs(analytic - numerical).sum()"))


@mistake("2d", "gradient_errors is the length of the difference: equation (11) takes the largest component.")
def errors_of_euclidean_distance(softmax):
    rewrite(softmax, "gradient_errors", (DISTANCE, "np.linalg.norm(analytic - numerical)"))


@mistake("2d", "gradient_errors squares the differences: equation (11) takes absolute values.")
def errors_squared(softmax):
    rewrite(softmax, "gradient_errors", (DISTANCE, "((analytic - numerical) ** 2).max()"))


@mistake(
    "2d",
    "gradient_errors adds up differences of both signs, which cancel: equation (11) takes absolute values first.",
)
def errors_that_cancel(softmax):
    rewrite(softmax, "gradient_errors", (DISTANCE, "(analytic - numerical).sum()"))


@mistake(
    "2d",
    "gradient_errors takes the largest difference as it is: equation (11) takes absolute values first.",
)
def errors_without_absolute_values(softmax):
    rewrite(softmax, "gradient_errors", (DISTANCE, "(analytic - numerical).max()"))


@mistake(
    "2d",
    "gradient_errors returns the difference of the class's component: equation (11) looks at all components.",
)
def errors_of_class_alone(softmax):
    rewrite(
        softmax,
        "gradient_errors",
        (DISTANCE, "np.abs(analytic - numerical)[label]"),
        (
            "for analytic, numerical in pairs",
            "for (analytic, numerical), label in zip(pairs, y, strict=True)",
        ),
    )


@mistake("2d", "gradient_errors is relative to the gradient's size: equation (11) is the distance itself.")
def errors_relative(softmax):
    rewrite(softmax, "gradient_errors", (DISTANCE, f"{DISTANCE} / np.abs(analytic).max()"))


@mistake("2d", "gradient_errors is one number for all points: section 8 asks for one distance per point.")
def errors_of_all_points_at_once(softmax):
    rewrite(softmax, "gradient_errors", (f"np.array([{DISTANCE}", f"max([{DISTANCE}"))


@mistake(
    "2d", "gradient_errors is near 0 whatever e is: it must work with the step that is given (section 8)."
)
def errors_with_own_step(softmax):
    rewrite(
        softmax,
        "gradient_errors",
        ("numerical_gradient(logits, label, e)", "numerical_gradient(logits, label, 1e-5)"),
    )
