# ruff: noqa (written as students write)
"""Loops, an epsilon, one shuffle, a generator of its own, and alpha W in backward."""

import random

import numpy as np

CLASSES = 10
EPSILON = 1e-8
rng = np.random.default_rng()


def labels2onehot(labels):
    onehot = np.zeros((CLASSES, len(labels)))
    for i, label in enumerate(labels):
        onehot[label, i] = 1
    return onehot


def softmax(z):
    columns = []
    for column in z.T:
        e = np.exp(column - max(column))
        columns.append(e / (e.sum() + 1e-12))
    return np.array(columns).T


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.n = logits.shape[1]
        self.p, self.y = softmax(logits), labels
        return -np.sum(labels * np.log(self.p + EPSILON)) / self.n

    def backward(self):
        return (self.p - self.y) / self.n


class SoftmaxRegression:
    def __init__(self, indim, outdim, alpha=0, lr=0.1):
        self.w = [np.zeros(indim) for _ in range(outdim)]  # one vector for each class
        self.b = np.zeros(outdim)
        self.alpha, self.lr = alpha, lr
        self.zerograd()

    def forward(self, x):
        self.x = x
        return np.stack([w @ x + b for w, b in zip(self.w, self.b, strict=True)])

    def backward(self, grad_wrt_out):
        for k, g in enumerate(grad_wrt_out):
            self.dw[k] += self.x @ g + self.alpha * self.w[k]
            self.db[k] += g.sum()
        return sum(np.outer(w, g) for w, g in zip(self.w, grad_wrt_out, strict=True))

    def step(self):
        for k in range(len(self.w)):
            self.w[k] -= self.lr * self.dw[k]
        self.b -= self.lr * self.db

    def zerograd(self):
        self.dw = [np.zeros_like(w) for w in self.w]
        self.db = np.zeros_like(self.b)

    def penalty(self):
        return sum(self.alpha / 2 * w @ w for w in self.w)

    def loadparams(self, Ws, bs):
        self.w = [column.copy() for column in Ws[0].T]
        self.b = bs[0][:, 0].copy()
        self.zerograd()

    def getWs(self):
        return [np.stack(self.w, axis=1)]

    def getbs(self):
        return [self.b[:, None].copy()]


def cross_entropy(model, images, labels):
    losses = [
        -np.log(softmax(model.forward(x[:, None]))[y, 0] + EPSILON)
        for x, y in zip(images, labels, strict=True)
    ]
    return sum(losses) / len(losses)


def cost(model, images, labels):
    return cross_entropy(model, images, labels) + model.penalty()


def accuracy(model, images, labels):
    right = 0
    for x, y in zip(images, labels, strict=True):
        right += int(np.argmax(softmax(model.forward(x.reshape(-1, 1)))) == y)
    return right / len(labels)


def split(images, labels, share=0.8):
    order = list(range(len(images)))
    random.shuffle(order)
    cut = int(len(order) * share)
    first, rest = order[:cut], order[cut:]
    return [images[first], labels[first], images[rest], labels[rest]]


def minibatches(images, labels, size):
    start = 0
    while start < len(images):
        yield images[start : start + size], labels[start : start + size]
        start += size


def train(model, images, labels, batch_size, epochs, shuffle=True):
    if shuffle:  # once, as some courses teach it
        order = rng.permutation(len(images))
        images, labels = images[order], labels[order]
    loss = SoftmaxCrossEntropyLoss()
    costs = []
    for _ in range(epochs):
        for x, y in minibatches(images, labels, batch_size):
            model.zerograd()
            loss.forward(model.forward(x.T), labels2onehot(y))
            model.backward(loss.backward())
            model.step()
        costs.append(cost(model, images, labels))
    return costs


def fitted(images, labels, chosen):
    model = SoftmaxRegression(images.shape[1], 10, lr=chosen["lr"], alpha=chosen["alpha"])
    train(model, images, labels, epochs=chosen["epochs"], batch_size=chosen["batch_size"])
    return model


def grid_search(train_images, train_labels, validation_images, validation_labels, grid):
    tried = []
    for epochs in grid["epochs"]:
        for alpha in grid["alpha"]:
            for batch_size in grid["batch_size"]:
                for lr in grid["lr"]:
                    chosen = {"lr": lr, "alpha": alpha, "epochs": epochs, "batch_size": batch_size}
                    model = fitted(train_images, train_labels, chosen)
                    tried.append((cross_entropy(model, validation_images, validation_labels), chosen))
    smallest, best = min(tried, key=lambda pair: pair[0])
    return best, smallest


def experiment(train_images, train_labels, test_images, test_labels, grid):
    x, y, xv, yv = split(train_images, train_labels)
    best, _ = grid_search(x, y, xv, yv, grid)
    model = fitted(np.concatenate([x, xv]), np.concatenate([y, yv]), best)
    return best, cross_entropy(model, test_images, test_labels), accuracy(model, test_images, test_labels)
