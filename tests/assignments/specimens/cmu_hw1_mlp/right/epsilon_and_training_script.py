# ruff: noqa (written as students write)
"""A right solution with a small epsilon in softmax and logarithm, plots imported at the top and a training script.

The tests replace the value of EPSILON.
"""

import time

import matplotlib.pyplot as plt
import numpy as np

EPSILON = 1e-8


def softmax(z):
    e = np.exp(z - np.max(z, axis=0, keepdims=True))
    return e / (np.sum(e, axis=0, keepdims=True) + EPSILON)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        print("logits", logits.shape)
        self.p = softmax(logits)
        self.y = labels
        self.N = labels.shape[1]
        return -np.sum(labels * np.log(self.p + EPSILON)) / self.N

    def backward(self):
        return (self.p - self.y) / self.N

    def getAccu(self):
        return np.sum(np.argmax(self.p, axis=0) == np.argmax(self.y, axis=0)) / self.N


class ReLU:
    def __init__(self, dropout_probability=0):
        self.dropout = dropout_probability

    def forward(self, x, train=True):
        self.mask = (x > 0).astype(int)
        if train:
            self.mask = self.mask * (np.random.random_sample(x.shape) > self.dropout)
            return np.where(self.mask, x, 0.0)
        return np.maximum(x, 0) - self.dropout * np.maximum(x, 0)

    def backward(self, grad_wrt_out):
        return np.multiply(grad_wrt_out, self.mask)


class LinearMap:
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.indim, self.outdim, self.alpha, self.lr = indim, outdim, alpha, lr
        bound = np.sqrt(6.0 / (indim + outdim))
        # W and b in one matrix: b is the weight of an input that is always 1.
        self.theta = np.hstack([np.random.uniform(-bound, bound, (outdim, indim)), np.zeros((outdim, 1))])
        self.velocity = np.zeros_like(self.theta)
        self.zerograd()

    def forward(self, x):
        self.x1 = np.vstack([x, np.ones((1, x.shape[1]))])
        return self.theta @ self.x1

    def backward(self, grad_wrt_out):
        self.grad = self.grad + grad_wrt_out @ self.x1.T
        return self.theta[:, :-1].T @ grad_wrt_out

    def step(self):
        self.velocity = self.alpha * self.velocity + self.grad
        self.theta = self.theta - self.lr * self.velocity

    def zerograd(self):
        self.grad = np.zeros_like(self.theta)

    def getW(self):
        return self.theta[:, :-1]

    def getb(self):
        return self.theta[:, -1:]

    def loadparams(self, w, b):
        self.theta = np.concatenate((w, b), axis=1)


class SingleLayerMLP:
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.l1, self.r1 = LinearMap(indim, hiddenlayer, alpha, lr), ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        return self.l2.forward(self.r1.forward(self.l1.forward(x), train))

    def backward(self, grad_wrt_out):
        return self.l1.backward(self.r1.backward(self.l2.backward(grad_wrt_out)))

    def step(self):
        self.l1.step(), self.l2.step()

    def zerograd(self):
        self.l1.zerograd(), self.l2.zerograd()

    def loadparams(self, Ws, bs):
        self.l1.loadparams(Ws[0], bs[0])
        self.l2.loadparams(Ws[1], bs[1])

    def getWs(self):
        return [self.l1.getW(), self.l2.getW()]

    def getbs(self):
        return [self.l1.getb(), self.l2.getb()]


class TwoLayerMLP:
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        # The last two layers are a network with one hidden layer.
        self.l1, self.r1 = LinearMap(indim, hiddenlayers[0], alpha, lr), ReLU(dropout_probability)
        self.rest = SingleLayerMLP(hiddenlayers[0], outdim, hiddenlayers[1], alpha, dropout_probability, lr)

    def forward(self, x, train=True):
        return self.rest.forward(self.r1.forward(self.l1.forward(x), train), train)

    def backward(self, grad_wrt_out):
        return self.l1.backward(self.r1.backward(self.rest.backward(grad_wrt_out)))

    def step(self):
        for part in (self.l1, self.rest):
            part.step()

    def zerograd(self):
        for part in (self.rest, self.l1):
            part.zerograd()

    def loadparams(self, Ws, bs):
        self.l1.loadparams(Ws[0], bs[0])
        self.rest.loadparams(Ws[1:], bs[1:])

    def getWs(self):
        return [self.l1.getW()] + self.rest.getWs()

    def getbs(self):
        return [self.l1.getb()] + self.rest.getbs()


if __name__ == "__main__":
    start, losses = time.time(), []
    net, criterion = TwoLayerMLP(2, 2, [16, 16], alpha=0.4, lr=0.1), SoftmaxCrossEntropyLoss()
    points = np.random.randn(2, 256)
    labels = np.eye(2)[(points[0] * points[1] > 0).astype(int)].T
    for epoch in range(200):
        losses.append(criterion.forward(net.forward(points), labels))
        net.zerograd()
        net.backward(criterion.backward())
        net.step()
    plt.plot(losses)
    plt.title(f"{time.time() - start:.1f} s")
    plt.savefig("loss.png")
