# ruff: noqa (written as students write)
"""A right solution with Python loops and einsum, one sample after the other where it can."""

import math

import numpy as np


class Transform(object):
    def __init__(self):
        pass

    def step(self):
        pass

    def zerograd(self):
        pass


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        Transform.__init__(self)
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        u = np.random.uniform(0, 1, size=x.shape) if train else None
        out, self.slope = np.empty(x.shape), np.empty(x.shape)
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                factor = 1 - self.dropout_probability
                if train:
                    factor = 1.0 if u[i][j] > self.dropout_probability else 0.0
                self.slope[i, j] = factor if x[i, j] > 0 else 0.0
                out[i, j] = self.slope[i, j] * x[i, j]
        return out

    def backward(self, grad_wrt_out):
        return np.einsum("ij,ij->ij", grad_wrt_out, self.slope)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        Transform.__init__(self)
        limit = math.sqrt(6 / (indim + outdim))
        self.weights = np.array(
            [[np.random.uniform(-limit, limit) for _ in range(indim)] for _ in range(outdim)]
        )
        self.bias = np.array([[0.0] for _ in range(outdim)])
        self.alpha, self.lr = alpha, lr
        self.samples, self.velocity = None, (0.0, 0.0)
        self.zerograd()

    def forward(self, x):
        self.samples = [x[:, n] for n in range(x.shape[1])]
        columns = [np.einsum("od,d->o", self.weights, sample) + self.bias[:, 0] for sample in self.samples]
        return np.stack(columns, axis=1)

    def backward(self, grad_wrt_out):
        columns = []
        for n, sample in enumerate(self.samples):
            g = grad_wrt_out[:, n]
            self.grad_w = self.grad_w + np.outer(g, sample)
            self.grad_b = self.grad_b + g.reshape(-1, 1)
            columns.append(np.einsum("od,o->d", self.weights, g))
        return np.array(columns).T

    def step(self):
        old_w, old_b = self.velocity
        self.velocity = old_w * self.alpha + self.grad_w, old_b * self.alpha + self.grad_b
        self.weights = self.weights - self.velocity[0] * self.lr
        self.bias = self.bias - self.velocity[1] * self.lr

    def zerograd(self):
        self.grad_w, self.grad_b = 0.0, 0.0

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weights, self.bias = w, b


class SoftmaxCrossEntropyLoss(object):
    def forward(self, logits, labels):
        self.gradient = np.zeros(logits.shape)
        total, classes, batch = 0.0, *logits.shape
        for n in range(batch):
            top = max(logits[k, n] for k in range(classes))
            weights = [math.exp(logits[k, n] - top) for k in range(classes)]
            for k in range(classes):
                p = weights[k] / sum(weights)
                self.gradient[k, n] = (p - labels[k, n]) / batch
                if labels[k, n] == 1:
                    total -= math.log(p)
        return total / batch

    def backward(self):
        return self.gradient


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        Transform.__init__(self)
        self.layers = [
            LinearMap(indim, hiddenlayer, alpha=alpha, lr=lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayer, outdim, alpha=alpha, lr=lr),
        ]

    def forward(self, x, train=True):
        for layer in self.layers:
            x = layer.forward(x, train) if isinstance(layer, ReLU) else layer.forward(x)
        return x

    def backward(self, grad_wrt_out):
        for layer in reversed(self.layers):
            grad_wrt_out = layer.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for layer in self.layers:
            layer.step()

    def zerograd(self):
        for layer in self.layers:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for i in range(len(Ws)):
            self.layers[2 * i].loadparams(Ws[i], bs[i])

    def getWs(self):
        return [layer.getW() for layer in self.layers[::2]]

    def getbs(self):
        return [layer.getb() for layer in self.layers[::2]]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        first, second = hiddenlayers
        SingleLayerMLP.__init__(self, indim, second, first, alpha, dropout_probability, lr)
        self.layers += [ReLU(dropout_probability), LinearMap(second, outdim, alpha=alpha, lr=lr)]
