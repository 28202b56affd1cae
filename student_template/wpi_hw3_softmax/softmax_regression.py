"""Softmax regression: one linear layer and a softmax, trained by stochastic gradient descent.

Two layouts meet here. The model works on columns, as the maths does: x has shape (m, n), one column for each
example. The data files hold rows: `images` has shape (n, 784), `labels` has shape (n,). Every function below the
model takes rows, and turns them into columns where it calls the model. Numbers in brackets are the equations of
the handout. Only `step`, and what calls it, changes a model; no array that was passed in is ever changed.
"""

import numpy as np

CLASSES = 10


def labels2onehot(labels):
    """Return one column per label, with a 1 at the label and 0 elsewhere; there are 10 classes.

    Shapes:
        labels: (n,) whole numbers in [0, 10)   result: (10, n)
    """
    return np.eye(CLASSES)[:, np.asarray(labels, dtype=int)]


def load_fashion_mnist(folder, part):
    """Return images and labels of a part of Fashion-MNIST, "train" or "test"; pixels are scaled to [0, 1].

    Shapes:
        result: images (n, 784), labels (n,)
    """
    images = np.load(f"{folder}/fashion_mnist_{part}_images.npy").reshape(-1, 784)
    return images / 255.0, np.load(f"{folder}/fashion_mnist_{part}_labels.npy")


class Transform:
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
    raise NotImplementedError("softmax")


class SoftmaxCrossEntropyLoss:
    """Softmax of the logits, then cross-entropy with one-hot labels, averaged over the batch; no penalty."""

    def forward(self, logits, labels):
        """Return the mean cross-entropy (11), a number, finite for all finite logits.

        Shapes:
            logits: (c, n)   labels: (c, n), one-hot columns   result: ()
        """
        raise NotImplementedError("SoftmaxCrossEntropyLoss.forward")

    def backward(self):
        """Return dL/dlogits of the latest `forward`: problem 2 says what it is. Shape (c, n)."""
        raise NotImplementedError("SoftmaxCrossEntropyLoss.backward")


class SoftmaxRegression(Transform):
    """The logits WᵀX + b of all classes, with parameters that start at zero and learn by gradient descent.

    `alpha` is the strength of the penalty on the weights, `lr` the learning rate.
    W has shape (indim, outdim), one column for each class; b has shape (outdim, 1).
    """

    def __init__(self, indim, outdim, alpha=0, lr=0.1):
        raise NotImplementedError("SoftmaxRegression.__init__")

    def forward(self, x):
        """Return the logits (12).

        Shapes:
            x: (m, n)   result: (c, n)
        """
        raise NotImplementedError("SoftmaxRegression.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dx (15), and add this batch's gradients (13) and (14) to the accumulated ones.

        Shapes:
            grad_wrt_out: (c, n)   result: (m, n)
        """
        raise NotImplementedError("SoftmaxRegression.backward")

    def step(self):
        """Move W against the gradient of loss and penalty, and b against that of the loss alone (16)."""
        raise NotImplementedError("SoftmaxRegression.step")

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        raise NotImplementedError("SoftmaxRegression.zerograd")

    def penalty(self):
        """Return the second term of the cost (17), a number: of the weights alone."""
        raise NotImplementedError("SoftmaxRegression.penalty")

    def loadparams(self, Ws, bs):
        """Take copies of the one weight matrix in the list `Ws` and of the one bias in the list `bs`."""
        raise NotImplementedError("SoftmaxRegression.loadparams")

    def getWs(self):
        """Return a list with a copy of W."""
        raise NotImplementedError("SoftmaxRegression.getWs")

    def getbs(self):
        """Return a list with a copy of b."""
        raise NotImplementedError("SoftmaxRegression.getbs")


# How good a model is: examples are rows from here on.


def cross_entropy(model, images, labels):
    """Return the mean cross-entropy (11) of a model on these images, without penalty, a number.

    Shapes:
        images: (n, m)   labels: (n,)   result: ()
    """
    raise NotImplementedError("cross_entropy")


def cost(model, images, labels):
    """Return what training minimises (17): cross-entropy plus the model's penalty, a number."""
    raise NotImplementedError("cost")


def accuracy(model, images, labels):
    """Return the share of images, from 0 to 1, whose largest logit is that of the label."""
    raise NotImplementedError("accuracy")


# Training.


def split(images, labels, share=0.8):
    """Return training images, training labels, validation images, validation labels: a random split.

    The training part has `share` of the examples, rounded down; an image keeps its label.

    Shapes:
        images: (n, m)   labels: (n,)
    """
    raise NotImplementedError("split")


def minibatches(images, labels, size):
    """Return a list of pairs (images, labels) that hold `size` examples each, in order; the last may hold fewer."""
    raise NotImplementedError("minibatches")


def train(model, images, labels, batch_size, epochs, shuffle=True):
    """Train the model, in place, by one step for each minibatch of each epoch.

    With `shuffle`, the examples of each epoch are in a random order; without, in the given one.
    """
    raise NotImplementedError("train")


# The search for hyper-parameters. `best` and each combination is a dict with the keys
# "batch_size", "lr", "epochs" and "alpha"; `grid` has a list of values for each.


def fitted(images, labels, chosen):
    """Return a new model, trained on these images with the chosen hyper-parameters."""
    raise NotImplementedError("fitted")


def grid_search(train_images, train_labels, validation_images, validation_labels, grid):
    """Return the best combination of a grid, and its cross-entropy on the validation images.

    Every combination has a new model, trained on the training images alone. The best has the smallest
    cross-entropy, without penalty, on the validation images.
    """
    raise NotImplementedError("grid_search")


def experiment(train_images, train_labels, test_images, test_labels, grid):
    """Return the best combination, and the cross-entropy and accuracy on the test images of a final model.

    The training images are split 80/20 for the grid search. The final model is a new one, trained with the best
    combination on all training images. The test images take part in nothing but the two last numbers.
    """
    raise NotImplementedError("experiment")
