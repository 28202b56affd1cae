"""Two small neural networks, their layers and their loss, with NumPy and nothing else.

A batch is a matrix with one column per sample: `x` has shape (features, N). In the shapes below, N is the
number of samples, D the number of inputs, M of outputs, C of classes. Numbers in brackets are the equations
of the handout. No method changes an array that was passed to it.
"""

import numpy as np


def random_weight_init(input, output):  # given
    """Return random weights for a layer with `input` inputs and `output` outputs, uniform between the bounds (6).

    Shape (output, input).
    """
    bound = np.sqrt(6) / np.sqrt(input + output)
    return np.random.uniform(-bound, bound, (output, input))


def zeros_bias_init(outd):  # given
    """Return the bias of a layer with `outd` outputs: zeros. Shape (outd, 1)."""
    return np.zeros((outd, 1))


def labels2onehot(labels):  # given
    """Return one row per label, with a 1 at the label and 0 elsewhere; there are 12 classes.

    Shapes:
        labels: (N,) whole numbers in [0, 12)   result: (N, 12)
    """
    return np.eye(12)[np.asarray(labels)]


class Transform:  # given
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
        super().__init__()
        self.p = dropout_probability

    def forward(self, x, train=True):
        """Return the rectified `x` (7): in training with dropout (15), in evaluation scaled by 1 - p (17).

        In training, draw `np.random.uniform(0, 1, x.shape)` exactly once and keep a unit where the number is
        above p, without rescaling it. In evaluation, draw nothing.

        Shapes:
            x: any   result: the same
        """
        # y = s · max(0, x), so dy/dx = s where x > 0 and 0 elsewhere; s is the 0-1 mask or the number 1 - p.
        if train:
            scale = np.random.uniform(0, 1, x.shape) > self.p
        else:
            scale = 1 - self.p
        self.dy_dx = scale * (x > 0)
        return scale * np.maximum(0, x)

    def backward(self, grad_wrt_out):
        """Return dL/dx (16): the gradient where the unit was kept and x > 0, and 0 elsewhere, also at x = 0 (8)."""
        # Each output depends on the input at its own place alone: the Jacobian is diagonal.
        return grad_wrt_out * self.dy_dx


class LinearMap(Transform):
    """A fully connected layer Wx + b that learns by gradient descent with momentum.

    `alpha` is the momentum coefficient, `lr` the learning rate. A new layer has the weights of
    `random_weight_init` and the bias of `zeros_bias_init`; its gradients and velocities are zero.
    """

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        super().__init__()
        self.alpha, self.lr = alpha, lr
        self.W, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        # G: the gradients summed since the last zerograd. V: the velocities, which zerograd leaves alone.
        self.G_W, self.G_b = np.zeros((outdim, indim)), np.zeros((outdim, 1))
        self.V_W, self.V_b = np.zeros((outdim, indim)), np.zeros((outdim, 1))

    def forward(self, x):
        """Return Wx + b (1).

        Shapes:
            x: (D, N)   result: (M, N)
        """
        self.x = x
        return self.W @ x + self.b  # (M, D) @ (D, N) + (M, 1) -> (M, N)

    def backward(self, grad_wrt_out):
        """Return dL/dx (4), and add this batch's dL/dW (2) and dL/db (3) to the accumulated ones, not divided by N.

        Shapes:
            grad_wrt_out: (M, N)   result: (D, N)
        """
        g = grad_wrt_out
        # y_mn = Σ_d W_md x_dn + b_m, so dL/dW_md = Σ_n g_mn x_dn and dL/db_m = Σ_n g_mn.
        self.G_W = self.G_W + g @ self.x.T  # (M, N) @ (N, D) -> (M, D)
        self.G_b = self.G_b + g.sum(axis=1, keepdims=True)  # (M, 1)
        # dL/dx_dn = Σ_m W_md g_mn: what the layer below asks for.
        return self.W.T @ g  # (D, M) @ (M, N) -> (D, N)

    def step(self):
        """Update the velocities with the accumulated gradients (13), then W and b with the velocities (14)."""
        self.V_W = self.alpha * self.V_W + self.G_W
        self.V_b = self.alpha * self.V_b + self.G_b
        self.W = self.W - self.lr * self.V_W
        self.b = self.b - self.lr * self.V_b

    def zerograd(self):
        """Set the accumulated gradients to zero, and leave the velocities as they are."""
        self.G_W = np.zeros_like(self.W)
        self.G_b = np.zeros_like(self.b)

    def getW(self):
        """Return a copy of W. Shape (M, D)."""
        return self.W.copy()

    def getb(self):
        """Return a copy of b. Shape (M, 1)."""
        return self.b.copy()

    def loadparams(self, w, b):
        """Take copies of `w`, of shape (M, D), and `b`, of shape (M, 1), as the new W and b."""
        self.W, self.b = np.array(w), np.array(b)


class SoftmaxCrossEntropyLoss:
    """Softmax of the logits, then cross-entropy with one-hot labels, averaged over the batch."""

    def forward(self, logits, labels):
        """Return the mean cross-entropy (11), a number. Large logits, such as 1000 or -1000, must not overflow (10).

        Shapes:
            logits: (C, N)   labels: (C, N), one-hot columns   result: ()
        """
        # Subtracting the largest logit of a column multiplies numerator and denominator of the softmax by the
        # same number: p stays, no exponent is above 0, and the denominator is at least 1.
        shifted = logits - logits.max(axis=0, keepdims=True)
        # log p_kn = z_kn - log Σ_j exp z_jn, which never takes the logarithm of a p that is rounded to zero.
        log_p = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))  # (C, N)
        self.p, self.labels = np.exp(log_p), labels
        return -(labels * log_p).sum() / labels.shape[1]

    def backward(self):
        """Return dL/dlogits of the latest `forward` (12). Shape (C, N)."""
        # -dlog p_k/dz_j = p_j - [j = k]; with k the label this is p - y, and the mean over the batch divides by N.
        return (self.p - self.labels) / self.labels.shape[1]

    def getAccu(self):
        """Return the share of samples of the latest `forward` whose largest logit is that of the label."""
        return np.mean(self.p.argmax(axis=0) == self.labels.argmax(axis=0))


class SingleLayerMLP(Transform):
    """A network with one hidden layer: LinearMap, ReLU with dropout, LinearMap. Its outputs are logits.

    `hiddenlayer` is the number of hidden units; `alpha`, `dropout_probability` and `lr` are passed to the layers.
    """

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__()
        self.linear1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.relu = ReLU(dropout_probability)
        self.linear2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        """Return the logits (18); `train` tells the ReLU whether to drop units.

        Shapes:
            x: (D, N)   result: (C, N)
        """
        hidden = self.relu.forward(self.linear1.forward(x), train)
        return self.linear2.forward(hidden)

    def backward(self, grad_wrt_out):
        """Return dL/dx, and add this batch's gradients to those of both LinearMaps (20).

        Shapes:
            grad_wrt_out: (C, N)   result: (D, N)
        """
        # The chain rule: what one layer returns is dL/d(output) of the layer below it.
        grad_wrt_hidden = self.linear2.backward(grad_wrt_out)
        return self.linear1.backward(self.relu.backward(grad_wrt_hidden))

    def step(self):
        """Take one step of both LinearMaps."""
        self.linear1.step()
        self.linear2.step()

    def zerograd(self):
        """Set the accumulated gradients of both LinearMaps to zero."""
        self.linear1.zerograd()
        self.linear2.zerograd()

    def loadparams(self, Ws, bs):
        """Take copies of two weight matrices and two biases, first layer first."""
        self.linear1.loadparams(Ws[0], bs[0])
        self.linear2.loadparams(Ws[1], bs[1])

    def getWs(self):
        """Return a list of copies of the two weight matrices, first layer first."""
        return [self.linear1.getW(), self.linear2.getW()]

    def getbs(self):
        """Return a list of copies of the two biases, first layer first."""
        return [self.linear1.getb(), self.linear2.getb()]


class TwoLayerMLP(Transform):
    """A network with two hidden layers: LinearMap, ReLU, LinearMap, ReLU, LinearMap. Its outputs are logits.

    `hiddenlayers` are the two numbers of hidden units; both ReLUs have dropout with `dropout_probability`.
    `alpha` and `lr` are passed to the LinearMaps.
    """

    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):  # noqa: B006
        super().__init__()
        self.linear1 = LinearMap(indim, hiddenlayers[0], alpha, lr)
        self.relu1 = ReLU(dropout_probability)
        self.linear2 = LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr)
        self.relu2 = ReLU(dropout_probability)
        self.linear3 = LinearMap(hiddenlayers[1], outdim, alpha, lr)

    def forward(self, x, train=True):
        """Return the logits (19); `train` tells both ReLUs whether to drop units, the first hidden layer first.

        Shapes:
            x: (D, N)   result: (C, N)
        """
        hidden1 = self.relu1.forward(self.linear1.forward(x), train)
        hidden2 = self.relu2.forward(self.linear2.forward(hidden1), train)
        return self.linear3.forward(hidden2)

    def backward(self, grad_wrt_out):
        """Return dL/dx, and add this batch's gradients to those of the three LinearMaps (20).

        Shapes:
            grad_wrt_out: (C, N)   result: (D, N)
        """
        # Forward, read from its last line to its first.
        grad_wrt_hidden2 = self.linear3.backward(grad_wrt_out)
        grad_wrt_hidden1 = self.linear2.backward(self.relu2.backward(grad_wrt_hidden2))
        return self.linear1.backward(self.relu1.backward(grad_wrt_hidden1))

    def step(self):
        """Take one step of the three LinearMaps."""
        for linear in self.linear1, self.linear2, self.linear3:
            linear.step()

    def zerograd(self):
        """Set the accumulated gradients of the three LinearMaps to zero."""
        for linear in self.linear1, self.linear2, self.linear3:
            linear.zerograd()

    def loadparams(self, Ws, bs):
        """Take copies of three weight matrices and three biases, first layer first."""
        for linear, W, b in zip((self.linear1, self.linear2, self.linear3), Ws, bs, strict=True):
            linear.loadparams(W, b)

    def getWs(self):
        """Return a list of copies of the three weight matrices, first layer first."""
        return [self.linear1.getW(), self.linear2.getW(), self.linear3.getW()]

    def getbs(self):
        """Return a list of copies of the three biases, first layer first."""
        return [self.linear1.getb(), self.linear2.getb(), self.linear3.getb()]
