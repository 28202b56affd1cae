"""The course's first script: W and b are names of the module, a step changes them in place, the loop is at the end."""

import matplotlib.pyplot as plt
import numpy as np

learning_rate = 0.02
epochs = 10
batch_size = 100

W = np.ones((784, 10)) * 0.01
b = np.ones((10,)) * 0.01


def make_one_hot(v):
    result = np.zeros((len(v), 10))
    for i in range(len(v)):
        result[i, v[i]] = 1
    return result


def get_next_batch(iteration, batch_size, data, label):
    X = data[iteration * batch_size : (iteration + 1) * batch_size]
    y = label[iteration * batch_size : (iteration + 1) * batch_size]
    return X, y


def do_network_inference(x):
    return np.dot(x, W) + b


def get_loss(y_hat, y):
    return np.sum(np.square(y - y_hat)) / y.shape[0]


def get_accuracy(y_hat, y):
    hits = np.argmax(y_hat, axis=1) == np.argmax(y, axis=1)
    return np.sum(hits) / hits.shape[0]


def get_delta_weights(y_hat, y, x_batch):
    # 50000 rows are a multiple of the batch size: every batch has as many rows.
    return np.dot(x_batch.T, 2 * (y_hat - y)) / batch_size


def get_delta_biases(y_hat, y):
    return np.sum(2 * (y_hat - y), axis=0) / batch_size


def do_parameter_update(delta_w, delta_b, W, b):
    W -= learning_rate * delta_w
    b -= learning_rate * delta_b


if __name__ == "__main__":
    import mnist

    x, y, x_test, y_test = mnist.load()
    errors = []
    for _ in range(epochs):
        for i in range(len(x[10000:]) // batch_size):
            batch, labels = get_next_batch(i, batch_size, x[10000:], y[10000:])
            y_hat = do_network_inference(batch)
            do_parameter_update(
                get_delta_weights(y_hat, labels, batch), get_delta_biases(y_hat, labels), W, b
            )
        errors.append(get_loss(do_network_inference(x[10000:]), y[10000:]))
    plt.plot(errors)
    plt.show()
