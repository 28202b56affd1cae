"""Other right solutions of wpi_hw3_softmax: each puts another style into a copy of the reference."""

import numpy as np

from grader.misconceptions import rewrite

EXPONENTIALS = "exponentials = np.exp(z - z.max(axis=0, keepdims=True))"
LOGARITHMS = "log_p = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))"
SUM_W, SUM_B = "self.G_W + self.x @ g.T", "self.G_b + g.sum(axis=1, keepdims=True)"
STEP_W, STEP_B = (
    "self.W = self.W - self.lr * (self.G_W + self.alpha * self.W)",
    "self.b = self.b - self.lr * self.G_b",
)


def in_single_precision(softmax_regression):
    """Parameters, inputs and gradients in float32."""
    rewrite(
        softmax_regression,
        "SoftmaxRegression",
        (
            "self.W, self.b = np.array(W), np.array(b)",
            "self.W, self.b = W.astype(np.float32), b.astype('f4')",
        ),
        ("self.x = x", "self.x = x = x.astype(np.float32)"),
        ("g = grad_wrt_out", "g = grad_wrt_out.astype(np.float32)"),
    )


def products_by_einsum(softmax_regression):
    """Every product of the model as a sum over indices."""
    rewrite(
        softmax_regression,
        "SoftmaxRegression",
        ("self.W.T @ x + self.b", "np.einsum('mc,mn->cn', self.W, x) + self.b"),
        ("self.x @ g.T", "np.einsum('mn,cn->mc', self.x, g)"),
        ("self.W @ g", "np.einsum('mc,cn->mn', self.W, g)"),
    )


def sums_example_by_example(softmax_regression):
    """The gradients added up from the last example to the first."""
    loop = """for n in reversed(range(g.shape[1])):
            self.G_W = self.G_W + np.outer(self.x[:, n], g[:, n])
            self.G_b = self.G_b + g[:, n : n + 1]"""
    rewrite(
        softmax_regression,
        "SoftmaxRegression",
        (f"self.G_W = {SUM_W}", loop),
        (f"self.G_b = {SUM_B}", "pass"),
    )


def own_arrays_in_place(softmax_regression):
    """Gradients and parameters changed in place."""
    rewrite(
        softmax_regression,
        "SoftmaxRegression",
        (f"self.G_W = {SUM_W}", "self.G_W += self.x @ g.T"),
        (f"self.G_b = {SUM_B}", "self.G_b += g.sum(axis=1, keepdims=True)"),
        (STEP_W, "self.W -= self.lr * (self.G_W + self.alpha * self.W)"),
        (STEP_B, "self.b -= self.lr * self.G_b"),
    )


def decay_as_a_factor(softmax_regression):
    """The penalty as a factor that shrinks the weights."""
    rewrite(
        softmax_regression,
        "SoftmaxRegression",
        (STEP_W, "self.W = (1 - self.lr * self.alpha) * self.W - self.lr * self.G_W"),
    )


def decay_in_backward(softmax_regression):
    """The penalty's gradient added in backward."""
    rewrite(
        softmax_regression,
        "SoftmaxRegression",
        (SUM_W, f"{SUM_W} + self.alpha * self.W"),
        (STEP_W, "self.W = self.W - self.lr * self.G_W"),
    )


def softmax_column_by_column(softmax_regression):
    """The softmax of one column after the other, as the exponential of a logarithm."""

    def softmax(z):
        return np.column_stack([np.exp(column - np.logaddexp.reduce(column)) for column in z.T])

    softmax_regression.softmax = softmax


def logarithm_of_the_sum_by_numpy(softmax_regression):
    """The logarithm of the sum of exponentials by np.logaddexp."""
    rewrite(
        softmax_regression,
        "SoftmaxCrossEntropyLoss",
        ("shifted = logits - logits.max(axis=0, keepdims=True)", "shifted = logits"),
        (LOGARITHMS, "log_p = logits - np.logaddexp.reduce(logits, axis=0)"),
    )


def split_by_a_shuffled_list(softmax_regression):
    """The split by numbers drawn without putting any back."""

    def split(images, labels, share=0.8):
        order = np.random.choice(len(images), len(images), replace=False).tolist()
        last = int(len(order) * share)
        return images[order[:last]], labels[order[:last]], images[order[last:]], labels[order[last:]]

    softmax_regression.split = split


def shuffled_once(softmax_regression):
    """One random order for all epochs, and minibatches in a tuple."""
    rewrite(
        softmax_regression,
        "train",
        ("    for _ in range(epochs):\n        order =", "    order ="),
        ("np.arange(len(images))\n", "np.arange(len(images))\n    for _ in range(epochs):\n"),
    )
    minibatches = softmax_regression.minibatches
    softmax_regression.minibatches = lambda images, labels, size: tuple(minibatches(images, labels, size))


def newton_by_the_pseudo_inverse(derivations):
    """Newton's step by the pseudo-inverse."""

    def newton_step(X, y, w):
        return w - np.linalg.pinv(X @ X.T / len(y), hermitian=True) @ derivations.mse_gradient(X, y, w)

    derivations.newton_step = newton_step


def likelihoods_of_the_labels_alone(derivations):
    """The probability of each label picked by its number."""

    def picked(Y, Y_hat):
        return Y_hat[Y.argmax(axis=0), np.arange(Y.shape[1])]

    derivations.dataset_likelihood = lambda Y, Y_hat: np.prod(picked(Y, Y_hat))
    derivations.negative_log_likelihood = lambda Y, Y_hat: float(sum(-np.log(picked(Y, Y_hat))))
