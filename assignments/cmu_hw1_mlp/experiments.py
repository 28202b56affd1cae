"""Problem 5, Part 2, with a student's mlp.py: what drives their classes in the runs of the reference's experiments.py.

This text enters the sandbox beside the student's file. Their network learns by their own loss; what is drawn is
measured from its outputs in one way for everybody, so that curves can be compared.
"""

import numpy as np

CLASSES = 12
# Pictures are bytes of 0 and 1, made into numbers as they are needed: all at once they would take a gigabyte.
AT_ONCE = 512


def train(mlp, X, labels, X_test, labels_test, hidden, alpha, dropout, lr, batch, epochs, seed):
    """Yield losses and accuracies on the training and the test characters after each epoch."""
    np.random.seed(seed)
    kind = mlp.SingleLayerMLP if len(hidden) == 1 else mlp.TwoLayerMLP
    sizes = int(hidden[0]) if len(hidden) == 1 else [int(size) for size in hidden]
    model = kind(X.shape[1], CLASSES, sizes, alpha, dropout, lr)
    loss = mlp.SoftmaxCrossEntropyLoss()
    # The order of the examples has a generator of its own, as in the reference: dropout draws from NumPy's.
    shuffle = np.random.RandomState(seed)
    for _ in range(epochs):
        # Whole minibatches alone, as in the reference, which says why.
        order = shuffle.permutation(len(X))[: len(X) // batch * batch]
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            model.zerograd()
            loss.forward(model.forward(X[rows].T.astype(float)), np.eye(CLASSES)[labels[rows]].T)
            model.backward(loss.backward())
            model.step()
        train_loss, train_accuracy = measured(model, X, labels)
        test_loss, test_accuracy = measured(model, X_test, labels_test)
        yield {
            "train_loss": train_loss,
            "train_accuracy": train_accuracy,
            "test_loss": test_loss,
            "test_accuracy": test_accuracy,
        }


def measured(model, X, labels):
    """Return the mean cross-entropy and the accuracy of a network."""
    losses, hits = [], []
    for start in range(0, len(X), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        z = np.asarray(model.forward(X[rows].T.astype(float), train=False), dtype=float)
        expected = (CLASSES, len(X[rows]))
        if z.shape != expected:
            raise ValueError(f"forward gave logits of shape {z.shape}, expected {expected}")
        shifted = z - z.max(axis=0)
        losses.append(np.log(np.exp(shifted).sum(axis=0)) - shifted[labels[rows], np.arange(z.shape[1])])
        hits.append(z.argmax(axis=0) == labels[rows])
    return float(np.concatenate(losses).mean()), float(np.concatenate(hits).mean())
