"""The results of the written problems as functions: perceptrons, activation functions, backpropagation, dropout.

A vector is a one-dimensional array. In the shapes below, D is the number of inputs, H of hidden units, M of
outputs or classes, N of points. Numbers in brackets are the equations of the handout. No function changes an
array that was passed to it.
"""

import numpy as np


def step(z):
    """Return 1 where `z` is at least 0, and 0 elsewhere (21)."""
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)


def threshold_network(W, b, a, X):
    """Return the outputs of a network of threshold units, one for each column of `X` (22).

    Shapes:
        W: (H, D)   b: (H,)   a: (H,)   X: (D, N)   result: (N,)
    """
    return a @ step(W @ X + b[:, np.newaxis])  # (H,) @ (H, N) -> (N,)


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) (26)."""
    return 1 / (1 + np.exp(-z))


def perceptron_certificate():
    """Return four multipliers that prove that no perceptron computes XOR (24), in the order of the points (23).

    Shapes:
        result: (4,)
    """
    raise NotImplementedError("perceptron_certificate")


def xor_network():
    """Return W, b and a of a network of four threshold units (22) that computes XOR on the points (23).

    Shapes:
        W: (4, 2)   b: (4,)   a: (4,)
    """
    raise NotImplementedError("xor_network")


def memorising_network(X, y):
    """Return W, b and a of a network of N threshold units (22) whose output at column n of `X` is y_n (25).

    The columns of `X` are distinct; `y` holds any real numbers.

    Shapes:
        X: (D, N)   y: (N,)   W: (N, D)   b: (N,)   a: (N,)
    """
    raise NotImplementedError("memorising_network")


def sigmoid_derivative(s):
    """Return σ'(x), where `s` is σ(x) (27), entry by entry.

    Shapes:
        s: any   result: the same
    """
    raise NotImplementedError("sigmoid_derivative")


def vanishing_bound(epsilon):
    """Return x0 > 0, at most 10 / epsilon, such that σ'(x) ≤ epsilon wherever |x| ≥ x0 (28); 0 < epsilon < 1/4."""
    raise NotImplementedError("vanishing_bound")


def tanh_as_sigmoid():
    """Return three numbers α, β, γ with tanh(x) = α σ(βx) + γ for all x (29)."""
    raise NotImplementedError("tanh_as_sigmoid")


def tanh_network(W1, b1, W2, b2):
    """Return U1, c1, U2 and c2: the tanh network (31) that computes what the sigmoid network (30) does.

    Shapes:
        W1, U1: (H, D)   b1, c1: (H,)   W2, U2: (M, H)   b2, c2: (M,)
    """
    raise NotImplementedError("tanh_network")


def tanh_derivative_as_sigmoid():
    """Return two numbers α, β with tanh'(x) = α σ'(βx) for all x (32)."""
    raise NotImplementedError("tanh_derivative_as_sigmoid")


def dp_do(p):
    """Return the derivatives of the softmax: in row i and column j ∂p_i/∂o_j, where `p` is softmax(o) (37).

    Shapes:
        p: (M,)   result: (M, M)
    """
    raise NotImplementedError("dp_do")


def dL_do(p, y):
    """Return ∂L/∂o_j for every j, where `p` is softmax(o) and `y` is one-hot (38).

    Shapes:
        p: (M,)   y: (M,)   result: (M,)
    """
    raise NotImplementedError("dL_do")


def do_db2(M):
    """Return ∂o_i/∂b2_j in row i and column j (38), for `M` outputs.

    Shapes:
        result: (M, M)
    """
    raise NotImplementedError("do_db2")


def dL_db2(p, y):
    """Return ∂L/∂b2_j for every j (38).

    Shapes:
        p: (M,)   y: (M,)   result: (M,)
    """
    raise NotImplementedError("dL_db2")


def do_dh(W2):
    """Return ∂o_i/∂h_j in row i and column j (39).

    Shapes:
        W2: (M, H)   result: (M, H)
    """
    raise NotImplementedError("do_dh")


def dL_dh(W2, p, y):
    """Return ∂L/∂h_j for every j (39).

    Shapes:
        W2: (M, H)   p: (M,)   y: (M,)   result: (H,)
    """
    raise NotImplementedError("dL_dh")


def do_dW2(h, M):
    """Return ∂o_k/∂W2_ij at place [k, i, j] (40), for `M` outputs.

    Shapes:
        h: (H,)   result: (M, M, H)
    """
    raise NotImplementedError("do_dW2")


def dL_dW2(h, p, y):
    """Return ∂L/∂W2_ij in row i and column j (40).

    Shapes:
        h: (H,)   p: (M,)   y: (M,)   result: (M, H)
    """
    raise NotImplementedError("dL_dW2")


def dh_dq(q):
    """Return ∂h_i/∂q_j in row i and column j, where no entry of `q` is 0 (41).

    Shapes:
        q: (H,)   result: (H, H)
    """
    raise NotImplementedError("dh_dq")


def dL_dq(q, dL_dh):
    """Return ∂L/∂q_j for every j, given all ∂L/∂h_i (41); no entry of `q` is 0.

    Shapes:
        q: (H,)   dL_dh: (H,)   result: (H,)
    """
    raise NotImplementedError("dL_dq")


def dropout_loss_of_one(x, y, w, p):
    """Return the expected loss (44) for one point with one input, all numbers; `p` is the chance to be kept (42)."""
    raise NotImplementedError("dropout_loss_of_one")


def dropout_matrix(X):
    """Return Γ, the root of the diagonal part of XᵀX (45).

    Shapes:
        X: (N, D)   result: (D, D)
    """
    raise NotImplementedError("dropout_matrix")


def dropout_loss(X, y, w, p):
    """Return the expected loss (43) in its ridge form (45); `p` is the chance that an entry of `X` is kept.

    Shapes:
        X: (N, D), one point a row   y: (N,)   w: (D,)   result: ()
    """
    raise NotImplementedError("dropout_loss")
