"""Problem 4 with a student's softmax_regression.py: what drives their model in the reference's experiments.

This text enters the sandbox beside the student's file. Their model learns by their own loss, gradients and steps; what
is drawn is measured from its logits in one way for everybody.
"""

import numpy as np

CLASSES = 10
SHADES = 255.0
TRAINING_SHARE = 0.8


def train(softmax_regression, images, labels, lr, batch, epochs, seed):
    """Yield the cross-entropy on the validation part after each epoch."""
    shuffle = np.random.RandomState(seed)
    # The split and the minibatches are those of the reference; a student's own are graded by the checks.
    order, first = shuffle.permutation(len(images)), int(TRAINING_SHARE * len(images))
    (X, y), validation = (
        (images[rows].astype(float) / SHADES, labels[rows]) for rows in (order[:first], order[first:])
    )
    model = softmax_regression.SoftmaxRegression(X.shape[1], CLASSES, alpha=0.0, lr=lr)
    loss = softmax_regression.SoftmaxCrossEntropyLoss()
    for _ in range(epochs):
        order = shuffle.permutation(len(X))
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            loss.forward(model.forward(X[rows].T), np.eye(CLASSES)[:, y[rows]])
            model.zerograd()
            model.backward(loss.backward())
            model.step()
        yield {f"validation_loss_at_rate_{lr:.3g}": cross_entropy(model, *validation)}


def cross_entropy(model, images, labels):
    """Return the mean cross-entropy of a model, without penalty."""
    z = np.asarray(model.forward(images.T), dtype=float)
    expected = (CLASSES, len(images))
    if z.shape != expected:
        raise ValueError(f"forward gave logits of shape {z.shape}, expected {expected}")
    shifted = z - z.max(axis=0)
    return float(np.mean(np.log(np.exp(shifted).sum(axis=0)) - shifted[labels, np.arange(z.shape[1])]))
