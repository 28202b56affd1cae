"""A script whose functions take and return W and b; the update has a learning rate of its own, beside an unused name."""

import numpy as np

learning_rate = 0.01


def make_one_hot(v):
    return (np.arange(10) == np.asarray(v)[:, None]).astype(int)


def get_next_batch(iteration, batch_size, data, label):
    start = iteration * batch_size
    return [data[start : start + batch_size], label[start : start + batch_size]]


def do_network_inference(x, W, b):
    return x.dot(W) + b


def get_loss(y_hat, y):
    return np.mean(np.linalg.norm(y_hat - y, axis=1) ** 2)


def get_accuracy(y_hat, y):
    return float(np.mean(np.equal(y_hat.argmax(1), y.argmax(1))))


def get_delta_weights(y_hat, y, x_batch):
    delta = np.zeros((784, 10))
    for i in range(x_batch.shape[0]):
        delta += 2 * np.outer(x_batch[i], y_hat[i] - y[i])
    return delta / x_batch.shape[0]


def get_delta_biases(y_hat, y):
    return 2 * np.mean(y_hat - y, axis=0)


def do_parameter_update(delta_w, delta_b, W, b):
    return W - 0.03 * delta_w, b - 0.03 * delta_b
