"""Other right solutions of cmu_hw1_mlp: each puts another style into a copy of the reference."""

import numpy as np

from grader.misconceptions import rewrite

# mlp.py
SUM_W, SUM_B = "self.G_W = self.G_W + g @ self.x.T", "self.G_b = self.G_b + g.sum(axis=1, keepdims=True)"
SHIFTED = "shifted = logits - logits.max(axis=0, keepdims=True)"
LOG_P = "log_p = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))"
MEAN = "return -(labels * log_p).sum() / labels.shape[1]"
STEP_W, STEP_B = "self.W = self.W - self.lr * self.V_W", "self.b = self.b - self.lr * self.V_b"
V_W, V_B = "self.V_W = self.alpha * self.V_W + self.G_W", "self.V_b = self.alpha * self.V_b + self.G_b"
KEEP = "scale = np.random.uniform(0, 1, x.shape) > self.p"
RECTIFIED = "return scale * np.maximum(0, x)"


def in_single_precision(mlp):
    """Parameters, inputs and gradients in float32."""
    rewrite(
        mlp,
        "LinearMap",
        ("np.array(w), np.array(b)", "np.array(w, np.float32), np.array(b, np.float32)"),
        ("self.x = x", "self.x = x = x.astype(np.float32)"),
        ("g = grad_wrt_out", "g = grad_wrt_out.astype(np.float32)"),
    )


def products_by_einsum(mlp):
    """Every product of LinearMap as a sum over indices."""
    rewrite(
        mlp,
        "LinearMap",
        ("return self.W @ x + self.b", "return np.einsum('md,dn->mn', self.W, x) + self.b"),
        ("g @ self.x.T", "np.einsum('mn,dn->md', g, self.x)"),
        ("return self.W.T @ g", "return np.einsum('md,mn->dn', self.W, g)"),
    )


def sums_sample_by_sample(mlp):
    """The gradients added up from the last sample to the first."""
    loop = """for n in reversed(range(g.shape[1])):
            self.G_W = self.G_W + np.outer(g[:, n], self.x[:, n])
            self.G_b = self.G_b + g[:, n : n + 1]"""
    rewrite(mlp, "LinearMap", (SUM_W, loop), (SUM_B, "pass"))


def own_arrays_in_place(mlp):
    """Gradients, velocities and parameters changed in place."""
    rewrite(
        mlp,
        "LinearMap",
        (SUM_W, "self.G_W += g @ self.x.T"),
        (SUM_B, "self.G_b += g.sum(axis=1, keepdims=True)"),
        (V_W, "self.V_W *= self.alpha; self.V_W += self.G_W"),
        (V_B, "self.V_b *= self.alpha; self.V_b += self.G_b"),
        (STEP_W, "self.W -= self.lr * self.V_W"),
        (STEP_B, "self.b -= self.lr * self.V_b"),
        ("self.G_W = np.zeros_like(self.W)", "self.G_W[...] = 0"),
        ("self.G_b = np.zeros_like(self.b)", "self.G_b.fill(0.0)"),
    )


def softmax_before_its_logarithm(mlp):
    """Probabilities first; the logarithm of the label's alone, kept away from 0."""
    rewrite(
        mlp,
        "SoftmaxCrossEntropyLoss",
        (LOG_P, "e = np.exp(shifted); p = e / e.sum(axis=0)"),
        ("self.p, self.labels = np.exp(log_p), labels", "self.p, self.labels = p, labels"),
        (MEAN, "return np.mean(-np.log((labels * p).sum(axis=0) + 1e-12))"),
    )


def logarithm_of_the_sum_by_numpy(mlp):
    """The logarithm of the sum of exponentials by np.logaddexp."""
    rewrite(
        mlp,
        "SoftmaxCrossEntropyLoss",
        (SHIFTED, "pass"),
        (LOG_P, "log_p = logits - np.logaddexp.reduce(logits, axis=0)"),
        (MEAN, "return np.array([[-log_p[labels.argmax(axis=0), np.arange(labels.shape[1])].mean()]])"),
    )


def rectified_by_where(mlp):
    """The rectifier by np.where, and the mask of dropout as a product."""
    rewrite(
        mlp,
        "ReLU",
        (KEEP, "scale = 1.0 - (np.random.uniform(0, 1, x.shape) <= self.p)"),
        (RECTIFIED, "return np.where(x > 0, scale * x, 0.0)"),
        ("return grad_wrt_out * self.dy_dx", "return np.multiply(self.dy_dx, grad_wrt_out)"),
    )


def velocities_with_the_rate_inside(mlp):
    """Velocities that hold the learning rate, and its sign, already."""
    rewrite(
        mlp,
        "LinearMap",
        (V_W, "self.V_W = self.alpha * self.V_W - self.lr * self.G_W"),
        (V_B, "self.V_b = self.alpha * self.V_b - self.lr * self.G_b"),
        (STEP_W, "self.W = self.W + self.V_W"),
        (STEP_B, "self.b = self.b + self.V_b"),
    )


def tuples_for_lists(mlp):
    """Tuples of parameters, and networks that say what they are."""
    for name in "SingleLayerMLP", "TwoLayerMLP":
        above = mlp.__dict__[name]
        methods = {
            "getWs": lambda self, above=above: tuple(above.getWs(self)),
            "getbs": lambda self, above=above: tuple(above.getbs(self)),
            "describe": lambda self: f"a network with {len(self.getWs())} layers",
        }
        mlp.__dict__[name] = type(name, (above,), methods)


def derivatives_in_single_precision(derivations):
    """The derivatives of the output layer in float32."""
    for name in "dp_do", "dL_do", "dL_dh", "dL_dW2", "dL_dq", "sigmoid_derivative":
        derivations.__dict__[name] = _in_float32(derivations.__dict__[name])


def derivatives_by_loops(derivations):
    """Matrices of derivatives filled entry by entry."""

    def dp_do(p):
        return np.array([[p[i] * ((i == j) - p[j]) for j in range(len(p))] for i in range(len(p))])

    def by_weights(h, p, y):
        return np.array([[(p[m] - y[m]) * h[d] for d in range(len(h))] for m in range(len(p))])

    derivations.dp_do, derivations.dL_dW2 = dp_do, by_weights


def dropout_summed_over_inputs(derivations):
    """The expected loss, with the variance of each input added by itself."""

    def dropout_loss(X, y, w, p):
        return np.sum((y - p * (X @ w)) ** 2) + sum(
            p * (1 - p) * w[d] ** 2 * np.dot(X[:, d], X[:, d]) for d in range(len(w))
        )

    derivations.dropout_loss = dropout_loss


def _in_float32(function):
    return lambda *arguments: function(*(np.asarray(each, np.float32) for each in arguments))
