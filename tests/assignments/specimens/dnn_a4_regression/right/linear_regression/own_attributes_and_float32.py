"""All on float32, with W and b changed in place, and with helpers of the student's own."""

import numpy as np


def f(array):
    return np.asarray(array, dtype=np.float32)


def make_one_hot(v):
    return np.eye(10, dtype=np.float32)[v]


def get_next_batch(iteration, batch_size, data, label):
    return data[iteration * batch_size :][:batch_size], label[iteration * batch_size :][:batch_size]


def do_network_inference(x, W, b):
    return np.einsum("nd,dc->nc", f(x), f(W)) + f(b)[None]


def get_loss(y_hat, y):
    return ((f(y_hat) - f(y)) ** 2).sum(axis=1).mean()


def get_accuracy(y_hat, y):
    return np.count_nonzero(y_hat.argmax(1) == y.argmax(1)) / len(y)


def get_delta_weights(y_hat, y, x_batch):
    return np.einsum("nd,nc->dc", f(x_batch), 2 * (f(y_hat) - f(y))) / np.float32(len(y))


def get_delta_biases(y_hat, y):
    return (2 * (f(y_hat) - f(y))).mean(axis=0)


def do_parameter_update(delta_w, delta_b, W, b, lr=0.01):
    W -= lr * delta_w
    b -= lr * delta_b
    return W, b


class LinearRegression:
    def __init__(self, indim=784, outdim=10, lr=0.01):
        self.weights = np.full((indim, outdim), 0.01, dtype=np.float32)
        self.bias = np.full(outdim, 0.01, dtype=np.float32)
        self.rate = np.float32(lr)
        self.zerograd()

    def forward(self, x):
        self.rows, self.result = x, do_network_inference(x, self.weights, self.bias)
        return self.result

    def backward(self, y):
        self.grads[0] += get_delta_weights(self.result, y, self.rows)
        self.grads[1] += get_delta_biases(self.result, y)

    def step(self):
        do_parameter_update(*self.grads, self.weights, self.bias, self.rate)

    def zerograd(self):
        self.grads = [np.zeros_like(self.weights), np.zeros_like(self.bias)]

    def loadparams(self, Ws, bs):
        self.weights, self.bias = np.array(Ws[0], np.float32), np.array(bs[0], np.float32)

    def getWs(self):
        return [self.weights]

    def getbs(self):
        return [self.bias]


def train(data, label, test_data, test_label, lr=0.01, epochs=10, batch_size=100, evaluation_rows=10_000):
    net = LinearRegression(data.shape[1], label.shape[1], lr)
    errors = [], []
    for _ in range(epochs):
        for start in range(evaluation_rows, len(data), batch_size):
            net.zerograd()
            net.forward(data[start : start + batch_size])
            net.backward(label[start : start + batch_size])
            net.step()
        errors[0].append(get_loss(net.forward(data[evaluation_rows:]), label[evaluation_rows:]))
        errors[1].append(get_loss(net.forward(data[:evaluation_rows]), label[:evaluation_rows]))
    y_hat = net.forward(test_data)
    return net.weights, net.bias, *errors, get_loss(y_hat, test_label), get_accuracy(y_hat, test_label)
