# ruff: noqa (written as students write)
"""A right solution that casts everything to float32: parameters, inputs, gradients, masks."""

import numpy as np

f32 = np.float32


class LinearMap:
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        bound = np.sqrt(6) / np.sqrt(indim + outdim)
        self.W = np.random.uniform(-bound, bound, (outdim, indim)).astype(f32)
        self.b = np.zeros((outdim, 1), dtype=f32)
        self.lr, self.alpha = f32(lr), f32(alpha)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        self.mW, self.mb = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward(self, x):
        self.inputs = x.astype(f32)
        return np.dot(self.W, self.inputs) + self.b

    def backward(self, grad_wrt_out):
        grad = grad_wrt_out.astype(f32)
        self.dW += np.dot(grad, self.inputs.T)
        self.db += np.sum(grad, axis=1, keepdims=True)
        return np.dot(self.W.T, grad)

    def step(self):
        self.mW = self.alpha * self.mW + self.dW
        self.mb = self.alpha * self.mb + self.db
        self.W = self.W - self.lr * self.mW
        self.b = self.b - self.lr * self.mb

    def zerograd(self):
        self.dW.fill(0)
        self.db.fill(0)

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W, self.b = w.astype(f32), b.astype(f32)


class ReLU:
    def __init__(self, dropout_probability=0):
        self.keep = f32(1 - dropout_probability)
        self.p = dropout_probability

    def forward(self, x, train=True):
        x = x.astype(f32)
        self.positive = (x > 0).astype(f32)
        if not train:
            return self.keep * x * self.positive
        self.mask = (np.random.uniform(0, 1, x.shape) > self.p).astype(f32)
        return x * self.positive * self.mask

    def backward(self, grad_wrt_out):
        return grad_wrt_out.astype(f32) * self.positive * self.mask


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        z = logits.astype(f32)
        self.labels = labels.astype(f32)
        exps = np.exp(z - np.max(z, axis=0))
        self.probabilities = exps / np.sum(exps, axis=0)
        return f32(-np.mean(np.log(np.sum(self.probabilities * self.labels, axis=0))))

    def backward(self):
        return (self.probabilities - self.labels) / f32(self.labels.shape[1])

    def getAccu(self):
        hits = np.argmax(self.probabilities, axis=0) == np.argmax(self.labels, axis=0)
        return f32(np.mean(hits))


class _MLP:
    def _build(self, sizes, alpha, p, lr):
        self.maps = [LinearMap(a, b, alpha, lr) for a, b in zip(sizes[:-1], sizes[1:])]
        self.relus = [ReLU(p) for _ in sizes[1:-1]]

    def forward(self, x, train=True):
        for layer, relu in zip(self.maps, self.relus):
            x = relu.forward(layer.forward(x), train)
        return self.maps[-1].forward(x)

    def backward(self, grad_wrt_out):
        grad = self.maps[-1].backward(grad_wrt_out)
        for layer, relu in zip(self.maps[-2::-1], self.relus[::-1]):
            grad = layer.backward(relu.backward(grad))
        return grad

    def step(self):
        for layer in self.maps:
            layer.step()

    def zerograd(self):
        for layer in self.maps:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, w, b in zip(self.maps, Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [layer.getW() for layer in self.maps]

    def getbs(self):
        return [layer.getb() for layer in self.maps]


class SingleLayerMLP(_MLP):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._build([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)


class TwoLayerMLP(_MLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        self._build([indim, *hiddenlayers, outdim], alpha, dropout_probability, lr)
