"""Two small neural networks, their layers and their loss, with NumPy and nothing else.

A batch is a matrix with one column per sample: `x` has shape (features, N). In the shapes below, N is the
number of samples, D the number of inputs, M of outputs, C of classes. Numbers in brackets are the equations
of the handout. No method changes an array that was passed to it.
"""

import numpy as np


def random_weight_init(input, output):
    """Return random weights for a layer with `input` inputs and `output` outputs, uniform between the bounds (6).

    Shape (output, input).
    """
    bound = np.sqrt(6) / np.sqrt(input + output)
    return np.random.uniform(-bound, bound, (output, input))


def zeros_bias_init(outd):
    """Return the bias of a layer with `outd` outputs: zeros. Shape (outd, 1)."""
    return np.zeros((outd, 1))


def labels2onehot(labels):
    """Return one row per label, with a 1 at the label and 0 elsewhere; there are 12 classes.

    Shapes:
        labels: (N,) whole numbers in [0, 12)   result: (N, 12)
    """
    return np.eye(12)[np.asarray(labels)]


class Transform:
    """A differentiable function: `forward` computes it, `backward` takes a gradient back through it."""

    def __init__(self):
        pass

    def forward(self, x):
        """Return the output for `x`, and remember what `backward` will need."""
        raise NotImplementedError("Transform.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dx of the latest `forward`, and add this batch's gradients to those of the parameters."""
        raise NotImplementedError("Transform.backward")

    def step(self):
        """Move the parameters against their accumulated gradients; without parameters there is nothing to do."""

    def zerograd(self):
        """Set the accumulated gradients to zero, usually before `backward`; no parameters, nothing to do."""


class ReLU(Transform):
    """The rectifier max(0, x), with dropout.

    `dropout_probability` is the chance p that a unit is set to zero in training; 0 means no dropout.
    """

    def __init__(self, dropout_probability=0):
        raise NotImplementedError("ReLU.__init__")

    def forward(self, x, train=True):
        """Return the rectified `x` (7): in training with dropout (15), in evaluation scaled by 1 - p (17).

        In training, draw `np.random.uniform(0, 1, x.shape)` exactly once and keep a unit where the number is
        above p, without rescaling it. In evaluation, draw nothing.

        Shapes:
            x: any   result: the same
        """
        raise NotImplementedError("ReLU.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dx (16): the gradient where the unit was kept and x > 0, and 0 elsewhere, also at x = 0 (8)."""
        raise NotImplementedError("ReLU.backward")


class LinearMap(Transform):
    """A fully connected layer Wx + b that learns by gradient descent with momentum.

    `alpha` is the momentum coefficient, `lr` the learning rate. A new layer has the weights of
    `random_weight_init` and the bias of `zeros_bias_init`; its gradients and velocities are zero.
    """

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        raise NotImplementedError("LinearMap.__init__")

    def forward(self, x):
        """Return Wx + b (1).

        Shapes:
            x: (D, N)   result: (M, N)
        """
        raise NotImplementedError("LinearMap.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dx (4), and add this batch's dL/dW (2) and dL/db (3) to the accumulated ones, not divided by N.

        Shapes:
            grad_wrt_out: (M, N)   result: (D, N)
        """
        raise NotImplementedError("LinearMap.backward")

    def step(self):
        """Update the velocities with the accumulated gradients (13), then W and b with the velocities (14)."""
        raise NotImplementedError("LinearMap.step")

    def zerograd(self):
        """Set the accumulated gradients to zero, and leave the velocities as they are."""
        raise NotImplementedError("LinearMap.zerograd")

    def getW(self):
        """Return a copy of W. Shape (M, D)."""
        raise NotImplementedError("LinearMap.getW")

    def getb(self):
        """Return a copy of b. Shape (M, 1)."""
        raise NotImplementedError("LinearMap.getb")

    def loadparams(self, w, b):
        """Take copies of `w`, of shape (M, D), and `b`, of shape (M, 1), as the new W and b."""
        raise NotImplementedError("LinearMap.loadparams")


class SoftmaxCrossEntropyLoss:
    """Softmax of the logits, then cross-entropy with one-hot labels, averaged over the batch."""

    def forward(self, logits, labels):
        """Return the mean cross-entropy (11), a number. Large logits, such as 1000 or -1000, must not overflow (10).

        Shapes:
            logits: (C, N)   labels: (C, N), one-hot columns   result: ()
        """
        raise NotImplementedError("SoftmaxCrossEntropyLoss.forward")

    def backward(self):
        """Return dL/dlogits of the latest `forward` (12). Shape (C, N)."""
        raise NotImplementedError("SoftmaxCrossEntropyLoss.backward")

    def getAccu(self):
        """Return the share of samples of the latest `forward` whose largest logit is that of the label."""
        raise NotImplementedError("SoftmaxCrossEntropyLoss.getAccu")


class SingleLayerMLP(Transform):
    """A network with one hidden layer: LinearMap, ReLU with dropout, LinearMap. Its outputs are logits.

    `hiddenlayer` is the number of hidden units; `alpha`, `dropout_probability` and `lr` are passed to the layers.
    """

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        raise NotImplementedError("SingleLayerMLP.__init__")

    def forward(self, x, train=True):
        """Return the logits (18); `train` tells the ReLU whether to drop units.

        Shapes:
            x: (D, N)   result: (C, N)
        """
        raise NotImplementedError("SingleLayerMLP.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dx, and add this batch's gradients to those of both LinearMaps (20).

        Shapes:
            grad_wrt_out: (C, N)   result: (D, N)
        """
        raise NotImplementedError("SingleLayerMLP.backward")

    def step(self):
        """Take one step of both LinearMaps."""
        raise NotImplementedError("SingleLayerMLP.step")

    def zerograd(self):
        """Set the accumulated gradients of both LinearMaps to zero."""
        raise NotImplementedError("SingleLayerMLP.zerograd")

    def loadparams(self, Ws, bs):
        """Take copies of two weight matrices and two biases, first layer first."""
        raise NotImplementedError("SingleLayerMLP.loadparams")

    def getWs(self):
        """Return a list of copies of the two weight matrices, first layer first."""
        raise NotImplementedError("SingleLayerMLP.getWs")

    def getbs(self):
        """Return a list of copies of the two biases, first layer first."""
        raise NotImplementedError("SingleLayerMLP.getbs")


class TwoLayerMLP(Transform):
    """A network with two hidden layers: LinearMap, ReLU, LinearMap, ReLU, LinearMap. Its outputs are logits.

    `hiddenlayers` are the two numbers of hidden units; both ReLUs have dropout with `dropout_probability`.
    `alpha` and `lr` are passed to the LinearMaps.
    """

    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        raise NotImplementedError("TwoLayerMLP.__init__")

    def forward(self, x, train=True):
        """Return the logits (19); `train` tells both ReLUs whether to drop units, the first hidden layer first.

        Shapes:
            x: (D, N)   result: (C, N)
        """
        raise NotImplementedError("TwoLayerMLP.forward")

    def backward(self, grad_wrt_out):
        """Return dL/dx, and add this batch's gradients to those of the three LinearMaps (20).

        Shapes:
            grad_wrt_out: (C, N)   result: (D, N)
        """
        raise NotImplementedError("TwoLayerMLP.backward")

    def step(self):
        """Take one step of the three LinearMaps."""
        raise NotImplementedError("TwoLayerMLP.step")

    def zerograd(self):
        """Set the accumulated gradients of the three LinearMaps to zero."""
        raise NotImplementedError("TwoLayerMLP.zerograd")

    def loadparams(self, Ws, bs):
        """Take copies of three weight matrices and three biases, first layer first."""
        raise NotImplementedError("TwoLayerMLP.loadparams")

    def getWs(self):
        """Return a list of copies of the three weight matrices, first layer first."""
        raise NotImplementedError("TwoLayerMLP.getWs")

    def getbs(self):
        """Return a list of copies of the three biases, first layer first."""
        raise NotImplementedError("TwoLayerMLP.getbs")
