"""Image classification: a perceptron, multinomial logistic regression, and a network with one hidden layer.

Examples are rows: `X` has shape (N, D), labels `y` have shape (N,) and are whole numbers in [0, C). In the shapes
below, N is the number of examples, D of features, C of classes, H of hidden units. Numbers in brackets are the
equations of the handout. No method changes an array that was passed to it.
"""

import numpy as np


def _softmax(z):
    # Row by row. Subtracting a row's largest logit changes no probability, and no exponent is above 0.
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _grad_wrt_logits(z, y):
    # p - e_y for each row: the gradient of its loss (5).
    return _softmax(z) - np.eye(z.shape[1])[y]


class LinearModel:  # given
    """What both linear models share: a row of weights for each class. The bias is the weight of a pixel that is 1."""

    def __init__(self, n_classes, n_features, **kwargs):
        self.W = np.zeros((n_classes, n_features))

    def update_weight(self, x_i, y_i, **kwargs):
        """Learn from one example."""
        raise NotImplementedError("LinearModel.update_weight")

    def train_epoch(self, X, y, **kwargs):
        """Update the weights for each example in turn; keyword arguments go to `update_weight`."""
        for x_i, y_i in zip(X, y):  # noqa: B905
            self.update_weight(x_i, y_i, **kwargs)

    def predict(self, X):
        """Return the class with the largest score, for each row of `X`. Shape (N,)."""
        scores = np.dot(self.W, X.T)
        return scores.argmax(axis=0)

    def evaluate(self, X, y):
        """Return the share of examples whose predicted class is right."""
        return np.mean(self.predict(X) == y)


class Perceptron(LinearModel):
    """The multi-class perceptron."""

    def update_weight(self, x_i, y_i, **kwargs):
        """Learn from one example (20) if it is predicted wrongly; other arguments are ignored.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        # The prediction is made once, before any weight moves.
        (y_hat,) = self.predict(x_i[np.newaxis])
        if y_hat != y_i:
            W = self.W.copy()
            W[y_i] += x_i
            W[y_hat] -= x_i
            self.W = W


class LogisticRegression(LinearModel):
    """Multinomial logistic regression. Its outputs are logits.

    `update_weight`, `predict`, `evaluate` and `train_epoch` are what is graded; the other methods are steps on
    the way, which you may replace by your own.
    """

    def __init__(self, n_classes, n_features, **kwargs):  # given
        super().__init__(n_classes, n_features)
        self.G_W = np.zeros((n_classes, n_features))
        self.lr = 0.001

    def update_weight(self, x_i, y_i, learning_rate=0.001):  # type: ignore[override]
        """Take one step of gradient descent (21) on the loss of one example.

        Shapes:
            x_i: (D,)   y_i: ()
        """
        self.lr = learning_rate
        self.zerograd()
        logits = self.forward(x_i[np.newaxis])
        self.backward(_grad_wrt_logits(logits, [y_i]))
        self.step()

    def forward(self, X):
        """Return the logits XWᵀ, and remember X.

        Shapes:
            X: (N, D)   result: (N, C)
        """
        self.X = X
        return X @ self.W.T  # (N, D) @ (D, C) -> (N, C)

    def backward(self, grad_wrt_out):
        """Return dL/dX, and add this batch's dL/dW to the accumulated one.

        Shapes:
            grad_wrt_out: (N, C)   result: (N, D)
        """
        # z_nc = Σ_d W_cd X_nd, so dL/dW_cd = Σ_n g_nc X_nd and dL/dX_nd = Σ_c g_nc W_cd.
        self.G_W = self.G_W + grad_wrt_out.T @ self.X  # (C, N) @ (N, D) -> (C, D)
        return grad_wrt_out @ self.W  # (N, C) @ (C, D) -> (N, D)

    def step(self):
        """Move W against its accumulated gradient by the learning rate."""
        self.W = self.W - self.lr * self.G_W

    def zerograd(self):
        """Set the accumulated gradient to zero."""
        self.G_W = np.zeros_like(self.W)

    def loadparams(self, Ws, bs):
        """Take a copy of the one weight matrix in `Ws`; `bs` is empty, as the bias is among the weights."""
        (W,) = Ws
        self.W = np.array(W)

    def getWs(self):
        """Return a list of one: a copy of W. Shape (C, D)."""
        return [self.W.copy()]

    def getbs(self):
        """Return an empty list: the bias is among the weights."""
        return []


class MLP:
    """A network with one hidden layer of `hidden_size` ReLU units (22). Its outputs are logits.

    A new network has biases of zero and weights drawn from the normal distribution (15) with mean 0.1 and standard
    deviation 0.1. `layers` is the number of hidden layers, and always 1. `predict`, `evaluate` and `train_epoch` are
    what is graded; the other methods are steps on the way, which you may replace by your own.
    """

    def __init__(self, n_classes, n_features, hidden_size, layers=1):
        self.W1, self.b1 = np.random.normal(0.1, 0.1, (hidden_size, n_features)), np.zeros(hidden_size)
        self.W2, self.b2 = np.random.normal(0.1, 0.1, (n_classes, hidden_size)), np.zeros(n_classes)
        # G: the gradients summed since the last zerograd.
        self.G_W1, self.G_b1 = np.zeros((hidden_size, n_features)), np.zeros(hidden_size)
        self.G_W2, self.G_b2 = np.zeros((n_classes, hidden_size)), np.zeros(n_classes)
        self.lr = 0.001

    def predict(self, X):
        """Return the class with the largest logit, for each row of `X`.

        Shapes:
            X: (N, D)   result: (N,)
        """
        return self.forward(X).argmax(axis=1)

    def evaluate(self, X, y):  # given
        """Return the share of examples whose predicted class is right."""
        return np.mean(self.predict(X) == y)

    def train_epoch(self, X, y, learning_rate=0.001):
        """Take one step of gradient descent (23) for each example in turn.

        Shapes:
            X: (N, D)   y: (N,)
        """
        self.lr = learning_rate
        for i in range(len(X)):
            self.zerograd()
            logits = self.forward(X[i : i + 1])
            self.backward(_grad_wrt_logits(logits, y[i : i + 1]))
            self.step()

    def forward(self, X):
        """Return the logits (22), and remember what `backward` will need.

        Shapes:
            X: (N, D)   result: (N, C)
        """
        self.X = X
        self.z1 = X @ self.W1.T + self.b1  # (N, D) @ (D, H) + (H,) -> (N, H)
        self.h = np.maximum(0, self.z1)
        return self.h @ self.W2.T + self.b2  # (N, H) @ (H, C) + (C,) -> (N, C)

    def backward(self, grad_wrt_out):
        """Return dL/dX of the latest `forward`, and add this batch's gradients to the accumulated ones.

        Shapes:
            grad_wrt_out: (N, C)   result: (N, D)
        """
        g = grad_wrt_out
        # Forward, read from its last line to its first; every gradient is taken at the old weights.
        self.G_W2 = self.G_W2 + g.T @ self.h  # (C, N) @ (N, H) -> (C, H)
        self.G_b2 = self.G_b2 + g.sum(axis=0)
        grad_wrt_z1 = (g @ self.W2) * (self.z1 > 0)  # (N, C) @ (C, H) -> (N, H)
        self.G_W1 = self.G_W1 + grad_wrt_z1.T @ self.X  # (H, N) @ (N, D) -> (H, D)
        self.G_b1 = self.G_b1 + grad_wrt_z1.sum(axis=0)
        return grad_wrt_z1 @ self.W1  # (N, H) @ (H, D) -> (N, D)

    def step(self):
        """Move all weights and biases against their accumulated gradients by the learning rate."""
        self.W1, self.b1 = self.W1 - self.lr * self.G_W1, self.b1 - self.lr * self.G_b1
        self.W2, self.b2 = self.W2 - self.lr * self.G_W2, self.b2 - self.lr * self.G_b2

    def zerograd(self):
        """Set the accumulated gradients to zero."""
        self.G_W1, self.G_b1 = np.zeros_like(self.W1), np.zeros_like(self.b1)
        self.G_W2, self.G_b2 = np.zeros_like(self.W2), np.zeros_like(self.b2)

    def loadparams(self, Ws, bs):
        """Take copies of two weight matrices, (H, D) and (C, H), and two biases, (H,) and (C,)."""
        self.W1, self.W2 = (np.array(W) for W in Ws)
        self.b1, self.b2 = (np.array(b) for b in bs)

    def getWs(self):
        """Return a list of copies of the two weight matrices, first layer first."""
        return [self.W1.copy(), self.W2.copy()]

    def getbs(self):
        """Return a list of copies of the two biases, first layer first."""
        return [self.b1.copy(), self.b2.copy()]
