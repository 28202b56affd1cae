"""Linear regression on the pixels of digits, trained by gradient descent on the squared error.

Here an example is a row: a batch of n images has shape (n, D), its one-hot labels (n, C), W has shape (D, C) and b
has length C. For the digits, D is 784 and C is 10. Numbers in brackets are the equations of the handout. No function
changes an array that was passed to it.
"""

from typing import NamedTuple

import numpy as np


class Transform:  # given
    """A differentiable function: `forward` computes it, `backward` finds its gradients."""

    def __init__(self):
        pass

    def forward(self, x):
        """Return the output for `x`, and remember what `backward` will need."""
        raise NotImplementedError("Transform.forward")

    def backward(self, y):
        """Add the gradients of the latest `forward` to those that are there."""
        raise NotImplementedError("Transform.backward")

    def step(self):
        """Move the parameters against their accumulated gradients; without parameters there is nothing to do."""

    def zerograd(self):
        """Set the accumulated gradients to zero, usually before `backward`; no parameters, nothing to do."""


class Run(NamedTuple):  # given
    """What a training run leaves: the parameters, both errors after each epoch, and the figures on the test set."""

    W: np.ndarray
    b: np.ndarray
    training_errors: np.ndarray
    evaluation_errors: np.ndarray
    test_error: float
    test_accuracy: float


def make_one_hot(v):
    """Return one row per label, with a 1 at the label and 0 elsewhere; there are ten classes.

    Shapes:
        v: (n,) whole numbers in [0, 10)   result: (n, 10)
    """
    return np.eye(10)[v]


def get_next_batch(iteration, batch_size, data, label):
    """Return the rows of batch number `iteration`, counted from 0, of the images and of their labels.

    Batches follow each other in the order of the rows, without shuffling.

    Shapes:
        data: (rows, D)   label: (rows, C)   results: (batch_size, D), (batch_size, C)
    """
    rows = slice(iteration * batch_size, (iteration + 1) * batch_size)
    return data[rows], label[rows]


def do_network_inference(x, W, b):
    """Return the predictions (4).

    Shapes:
        x: (n, D)   W: (D, C)   b: (C,)   result: (n, C)
    """
    return x @ W + b  # (n, D) @ (D, C) + (C,) -> (n, C)


def get_loss(y_hat, y):
    """Return the squared error (5), a number: summed over the classes, averaged over the rows.

    Shapes:
        y_hat: (n, C)   y: (n, C)   result: ()
    """
    return np.sum((y_hat - y) ** 2) / len(y)


def get_accuracy(y_hat, y):
    """Return the share of rows, from 0 to 1, whose largest prediction is at the place of the label.

    Shapes:
        y_hat: (n, C)   y: (n, C), one-hot rows   result: ()
    """
    return np.mean(y_hat.argmax(axis=1) == y.argmax(axis=1))


def get_delta_weights(y_hat, y, x_batch):
    """Return dL/dW of the loss (5).

    Shapes:
        y_hat: (n, C)   y: (n, C)   x_batch: (n, D)   result: (D, C)
    """
    # Row j adds 2 (ŷ_j - y_j)_c x_jd to dL/dW_dc: the products of (a), transposed, for all rows at once. The mean
    # over the rows belongs to the loss, so it is in its derivative, too.
    return x_batch.T @ (2 * (y_hat - y)) / len(y)  # (D, n) @ (n, C) -> (D, C)


def get_delta_biases(y_hat, y):
    """Return dL/db of the loss (5).

    Shapes:
        y_hat: (n, C)   y: (n, C)   result: (C,)
    """
    return np.sum(2 * (y_hat - y), axis=0) / len(y)


def do_parameter_update(delta_w, delta_b, W, b, lr=0.01):
    """Return the new W and the new b (6), one step of gradient descent with the learning rate `lr` away.

    Shapes:
        delta_w, W: (D, C)   delta_b, b: (C,)   results: (D, C), (C,)
    """
    return W - lr * delta_w, b - lr * delta_b


class LinearRegression(Transform):
    """The model (4) with its loss (5). All of a new model's weights and biases are 0.01."""

    def __init__(self, indim=784, outdim=10, lr=0.01):
        super().__init__()
        self.lr = lr
        self.W, self.b = np.full((indim, outdim), 0.01), np.full(outdim, 0.01)
        # The gradients summed since the last zerograd.
        self.delta_w, self.delta_b = np.zeros((indim, outdim)), np.zeros(outdim)

    def forward(self, x):
        """Return the predictions (4).

        Shapes:
            x: (n, D)   result: (n, C)
        """
        self.x = x
        self.y_hat = do_network_inference(x, self.W, self.b)
        return self.y_hat

    def backward(self, y):
        """Add dL/dW and dL/db of the loss (5) to the accumulated gradients, for the rows of the latest `forward`.

        Shapes:
            y: (n, C), the labels of those rows
        """
        self.delta_w = self.delta_w + get_delta_weights(self.y_hat, y, self.x)
        self.delta_b = self.delta_b + get_delta_biases(self.y_hat, y)

    def step(self):
        """Update W and b with the accumulated gradients (6)."""
        self.W, self.b = do_parameter_update(self.delta_w, self.delta_b, self.W, self.b, self.lr)

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        self.delta_w, self.delta_b = np.zeros_like(self.W), np.zeros_like(self.b)

    def loadparams(self, Ws, bs):
        """Take copies of the weights and of the biases, each in a list of one array."""
        self.W, self.b = np.array(Ws[0]), np.array(bs[0])

    def getWs(self):
        """Return a list that holds a copy of W."""
        return [self.W.copy()]

    def getbs(self):
        """Return a list that holds a copy of b."""
        return [self.b.copy()]


def train(data, label, test_data, test_label, lr=0.01, epochs=10, batch_size=100, evaluation_rows=10_000):
    """Return the `Run` of a new model on all rows of `data` but the first `evaluation_rows`, batch after batch.

    The first `evaluation_rows` rows are the evaluation set: they and the test set are looked at, never learned from.
    Errors (5) are those of the model as it stands at the end of an epoch, over all rows of a set.

    Shapes:
        data: (rows, D)   label: (rows, C)   test_data: (m, D)   test_label: (m, C)
    """
    evaluation_x, evaluation_y = data[:evaluation_rows], label[:evaluation_rows]
    x, y = data[evaluation_rows:], label[evaluation_rows:]
    model = LinearRegression(x.shape[1], y.shape[1], lr)
    training_errors, evaluation_errors = [], []
    for _ in range(epochs):
        for iteration in range(len(x) // batch_size):
            x_batch, y_batch = get_next_batch(iteration, batch_size, x, y)
            model.zerograd()
            model.forward(x_batch)
            model.backward(y_batch)
            model.step()
        training_errors.append(get_loss(model.forward(x), y))
        evaluation_errors.append(get_loss(model.forward(evaluation_x), evaluation_y))
    tested = model.forward(test_data)
    return Run(
        model.getWs()[0],
        model.getbs()[0],
        np.array(training_errors),
        np.array(evaluation_errors),
        get_loss(tested, test_label),
        get_accuracy(tested, test_label),
    )
