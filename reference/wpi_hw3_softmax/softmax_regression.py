"""Softmax regression: one linear layer and a softmax, trained by stochastic gradient descent.

Two layouts meet here. The model works on columns, as the maths does: x has shape (m, n), one column for each
example. The data files hold rows: `images` has shape (n, 784), `labels` has shape (n,). Every function below the
model takes rows, and turns them into columns where it calls the model. Numbers in brackets are the equations of
the handout. Only `step`, and what calls it, changes a model; no array that was passed in is ever changed.
"""

import itertools

import numpy as np

CLASSES = 10


def labels2onehot(labels):  # given
    """Return one column per label, with a 1 at the label and 0 elsewhere; there are 10 classes.

    Shapes:
        labels: (n,) whole numbers in [0, 10)   result: (10, n)
    """
    return np.eye(CLASSES)[:, np.asarray(labels, dtype=int)]


def load_fashion_mnist(folder, part):  # given
    """Return images and labels of a part of Fashion-MNIST, "train" or "test"; pixels are scaled to [0, 1].

    Shapes:
        result: images (n, 784), labels (n,)
    """
    images = np.load(f"{folder}/fashion_mnist_{part}_images.npy").reshape(-1, 784)
    return images / 255.0, np.load(f"{folder}/fashion_mnist_{part}_labels.npy")


class Transform:  # given
    """A differentiable function: `forward` computes it, `backward` takes a gradient back through it."""

    def __init__(self):
        pass

    def forward(self, x):
        """Return the output for `x`, and remember what `backward` will need."""
        raise NotImplementedError("Transform.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dx of the latest `forward`, and add this batch's gradients to those of the parameters."""
        raise NotImplementedError("Transform.backward")

    def step(self):
        """Move the parameters against their accumulated gradients; without parameters there is nothing to do."""

    def zerograd(self):
        """Set the accumulated gradients to zero, usually before `backward`; no parameters, nothing to do."""


# The model and its loss: examples are columns.


def softmax(z):
    """Return the probabilities (9) of each column. Large logits, such as 1000 or -1000, must not overflow (10).

    Shapes:
        z: (c, n)   result: (c, n)
    """
    # Each column is shifted by its own largest logit, so that no exponent is above 0.
    exponentials = np.exp(z - z.max(axis=0, keepdims=True))
    return exponentials / exponentials.sum(axis=0, keepdims=True)


class SoftmaxCrossEntropyLoss:
    """Softmax of the logits, then cross-entropy with one-hot labels, averaged over the batch; no penalty."""

    def forward(self, logits, labels):
        """Return the mean cross-entropy (11), a number, finite for all finite logits.

        Shapes:
            logits: (c, n)   labels: (c, n), one-hot columns   result: ()
        """
        shifted = logits - logits.max(axis=0, keepdims=True)
        # log ŷ_k = z_k - log Σ e^z, which never takes the logarithm of a ŷ that is rounded to zero.
        log_p = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
        self.p, self.labels = np.exp(log_p), labels
        return -(labels * log_p).sum() / labels.shape[1]

    def backward(self):
        """Return dL/dlogits of the latest `forward`: problem 2 says what it is. Shape (c, n)."""
        return (self.p - self.labels) / self.labels.shape[1]


class SoftmaxRegression(Transform):
    """The logits WᵀX + b of all classes, with parameters that start at zero and learn by gradient descent.

    `alpha` is the strength of the penalty on the weights, `lr` the learning rate.
    W has shape (indim, outdim), one column for each class; b has shape (outdim, 1).
    """

    def __init__(self, indim, outdim, alpha=0, lr=0.1):
        super().__init__()
        self.alpha, self.lr = alpha, lr
        # Zeros are a good start here: the cost is convex, and there are no hidden units to tell apart.
        self.W, self.b = np.zeros((indim, outdim)), np.zeros((outdim, 1))
        self.G_W, self.G_b = np.zeros((indim, outdim)), np.zeros((outdim, 1))

    def forward(self, x):
        """Return the logits (12).

        Shapes:
            x: (m, n)   result: (c, n)
        """
        self.x = x
        return self.W.T @ x + self.b  # (c, m) @ (m, n) + (c, 1) -> (c, n)

    def backward(self, grad_wrt_out):
        """Return dL/dx (15), and add this batch's gradients (13) and (14) to the accumulated ones.

        Shapes:
            grad_wrt_out: (c, n)   result: (m, n)
        """
        g = grad_wrt_out
        self.G_W = self.G_W + self.x @ g.T  # (m, n) @ (n, c) -> (m, c)
        self.G_b = self.G_b + g.sum(axis=1, keepdims=True)  # (c, 1): one number for each class
        return self.W @ g  # (m, c) @ (c, n) -> (m, n)

    def step(self):
        """Move W against the gradient of loss and penalty, and b against that of the loss alone (16)."""
        self.W = self.W - self.lr * (self.G_W + self.alpha * self.W)
        self.b = self.b - self.lr * self.G_b

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        self.G_W, self.G_b = np.zeros_like(self.W), np.zeros_like(self.b)

    def penalty(self):
        """Return the second term of the cost (17), a number: of the weights alone."""
        return self.alpha / 2 * np.sum(self.W**2)

    def loadparams(self, Ws, bs):
        """Take copies of the one weight matrix in the list `Ws` and of the one bias in the list `bs`."""
        (W,), (b,) = Ws, bs
        self.W, self.b = np.array(W), np.array(b)

    def getWs(self):
        """Return a list with a copy of W."""
        return [self.W.copy()]

    def getbs(self):
        """Return a list with a copy of b."""
        return [self.b.copy()]


# How good a model is: examples are rows from here on.


def cross_entropy(model, images, labels):
    """Return the mean cross-entropy (11) of a model on these images, without penalty, a number.

    Shapes:
        images: (n, m)   labels: (n,)   result: ()
    """
    return SoftmaxCrossEntropyLoss().forward(model.forward(images.T), labels2onehot(labels))


def cost(model, images, labels):
    """Return what training minimises (17): cross-entropy plus the model's penalty, a number."""
    return cross_entropy(model, images, labels) + model.penalty()


def accuracy(model, images, labels):
    """Return the share of images, from 0 to 1, whose largest logit is that of the label."""
    return np.mean(model.forward(images.T).argmax(axis=0) == labels)


# Training.


def split(images, labels, share=0.8):
    """Return training images, training labels, validation images, validation labels: a random split.

    The training part has `share` of the examples, rounded down; an image keeps its label.

    Shapes:
        images: (n, m)   labels: (n,)
    """
    # One permutation for both: two would give images the labels of others.
    order = np.random.permutation(len(images))
    first, rest = np.split(order, [int(share * len(images))])
    return images[first], labels[first], images[rest], labels[rest]


def minibatches(images, labels, size):
    """Return a list of pairs (images, labels) that hold `size` examples each, in order; the last may hold fewer."""
    starts = range(0, len(images), size)
    return [(images[start : start + size], labels[start : start + size]) for start in starts]


def train(model, images, labels, batch_size, epochs, shuffle=True):
    """Train the model, in place, by one step for each minibatch of each epoch.

    With `shuffle`, the examples of each epoch are in a random order; without, in the given one.
    """
    loss = SoftmaxCrossEntropyLoss()
    for _ in range(epochs):
        order = np.random.permutation(len(images)) if shuffle else np.arange(len(images))
        for x, y in minibatches(images[order], labels[order], batch_size):
            loss.forward(model.forward(x.T), labels2onehot(y))
            model.zerograd()
            model.backward(loss.backward())
            model.step()


# The search for hyper-parameters. `best` and each combination is a dict with the keys
# "batch_size", "lr", "epochs" and "alpha"; `grid` has a list of values for each.


def fitted(images, labels, chosen):
    """Return a new model, trained on these images with the chosen hyper-parameters."""
    model = SoftmaxRegression(images.shape[1], CLASSES, alpha=chosen["alpha"], lr=chosen["lr"])
    train(model, images, labels, chosen["batch_size"], chosen["epochs"])
    return model


def grid_search(train_images, train_labels, validation_images, validation_labels, grid):
    """Return the best combination of a grid, and its cross-entropy on the validation images.

    Every combination has a new model, trained on the training images alone. The best has the smallest
    cross-entropy, without penalty, on the validation images.
    """
    best, smallest = None, np.inf
    for values in itertools.product(*grid.values()):
        chosen = dict(zip(grid, values, strict=True))
        model = fitted(train_images, train_labels, chosen)
        found = cross_entropy(model, validation_images, validation_labels)
        if found < smallest:
            best, smallest = chosen, found
    return best, smallest


def experiment(train_images, train_labels, test_images, test_labels, grid):
    """Return the best combination, and the cross-entropy and accuracy on the test images of a final model.

    The training images are split 80/20 for the grid search. The final model is a new one, trained with the best
    combination on all training images. The test images take part in nothing but the two last numbers.
    """
    images, labels, validation_images, validation_labels = split(train_images, train_labels)
    best, _ = grid_search(images, labels, validation_images, validation_labels, grid)
    model = fitted(train_images, train_labels, best)
    return best, cross_entropy(model, test_images, test_labels), accuracy(model, test_images, test_labels)
