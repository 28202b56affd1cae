"""Questions 2 and 3 with a student's hw1_q2.py and hw1_q3.py: what drives their models in the reference's experiments.

This text enters the sandbox beside the student's files. Models learn one example at a time by their own train_epoch;
what is drawn is measured from their predictions in one way for everybody.
"""

import numpy as np

CLASSES = 10
SHADES = 256


def linear(hw1_q2, X, y, X_test, y_test, lr, epochs, seed):
    """Yield the errors of the linear model after each epoch, and its distance to the analytic solution."""
    np.random.seed(seed)
    X, X_test, y, y_test = with_ones(X), with_ones(X_test), y.ravel(), y_test.ravel()
    model, analytic = hw1_q2.LinearRegression(X.shape[1]), hw1_q2.solve_analytically(X, y)
    for order in orders(len(X), epochs):
        model.train_epoch(X[order], y[order], learning_rate=lr)
        distance = float(hw1_q2.distance(analytic, model.w))
        yield {
            "train_rmse": rmse(model, X, y),
            "test_rmse": rmse(model, X_test, y_test),
            "distance": distance,
        }


def network(hw1_q2, X, y, X_test, y_test, hidden, lr, epochs, seed):
    """Yield the errors of the network after each epoch."""
    np.random.seed(seed)
    y, y_test = y.ravel(), y_test.ravel()
    model = hw1_q2.NeuralRegression(X.shape[1], hidden)
    for order in orders(len(X), epochs):
        model.train_epoch(X[order], y[order], learning_rate=lr)
        yield {"train_rmse": rmse(model, X, y), "test_rmse": rmse(model, X_test, y_test)}


def perceptron(hw1_q3, epochs, seed, **data):
    """Yield the accuracies of the perceptron after each epoch."""
    train, dev, test = (with_bias(part) for part in parts(**data))
    np.random.seed(seed)
    model = hw1_q3.Perceptron(CLASSES, train[0].shape[1])
    yield from accuracies(model, train, dev, test, epochs)


def logistic(hw1_q3, lr, epochs, seed, **data):
    """Yield the accuracies of logistic regression after each epoch."""
    train, dev, test = (with_bias(part) for part in parts(**data))
    np.random.seed(seed)
    model = hw1_q3.LogisticRegression(CLASSES, train[0].shape[1])
    yield from accuracies(model, train, dev, test, epochs, learning_rate=lr)


def mlp(hw1_q3, hidden, lr, epochs, seed, **data):
    """Yield the accuracies of the network after each epoch."""
    train, dev, test = parts(**data)
    np.random.seed(seed)
    model = hw1_q3.MLP(CLASSES, train[0].shape[1], hidden)
    yield from accuracies(model, train, dev, test, epochs, learning_rate=lr)


def accuracies(model, train, dev, test, epochs, **settings):
    """Train a model, and yield what share of the garments it tells apart."""
    X, y = train
    for order in orders(len(X), epochs):
        model.train_epoch(X[order], y[order], **settings)
        yield {"validation_accuracy": accuracy(model, *dev), "test_accuracy": accuracy(model, *test)}


def accuracy(model, X, y):
    """Return the share of rows that are predicted right."""
    return float(np.mean(predicted(model, X) == y))


def rmse(model, X, y):
    """Return the root of the mean squared error."""
    return float(np.sqrt(np.mean((predicted(model, X) - y) ** 2)))


def predicted(model, X):
    """Return a prediction for each row."""
    found = np.asarray(model.predict(X), dtype=float)
    if found.shape != (len(X),):
        raise ValueError(f"predict gave an array of shape {found.shape}, expected {(len(X),)}")
    return found


def parts(images, labels, images_test, labels_test, shuffled):
    """Return training, validation and test part: pixels from 0 to 1, and labels."""
    dev, train = np.split(shuffled, [len(shuffled) // 6])
    train, dev = ((images[rows].astype(float) / SHADES, labels[rows]) for rows in (train, dev))
    return train, dev, (images_test.astype(float) / SHADES, labels_test)


def with_bias(part):
    """Return a part with a last pixel that is always 1."""
    X, y = part
    return with_ones(X), y


def with_ones(X):
    """Return a matrix with a last column of ones."""
    return np.column_stack([X, np.ones(len(X))])


def orders(examples, epochs):
    """Yield the order of the examples in each epoch: a shuffle of the one before."""
    order = np.arange(examples)
    for _ in range(epochs):
        order = order[np.random.permutation(examples)]
        yield order
