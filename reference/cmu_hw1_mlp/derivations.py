"""The results of the written problems as functions: perceptrons, activation functions, backpropagation, dropout.

A vector is a one-dimensional array. In the shapes below, D is the number of inputs, H of hidden units, M of
outputs or classes, N of points. Numbers in brackets are the equations of the handout. No function changes an
array that was passed to it.
"""

import numpy as np


def step(z):  # given
    """Return 1 where `z` is at least 0, and 0 elsewhere (21)."""
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)


def threshold_network(W, b, a, X):  # given
    """Return the outputs of a network of threshold units, one for each column of `X` (22).

    Shapes:
        W: (H, D)   b: (H,)   a: (H,)   X: (D, N)   result: (N,)
    """
    return a @ step(W @ X + b[:, np.newaxis])  # (H,) @ (H, N) -> (N,)


def sigmoid(z):  # given
    """Return 1 / (1 + exp(-z)) (26)."""
    return 1 / (1 + np.exp(-z))


def perceptron_certificate():
    """Return four multipliers that prove that no perceptron computes XOR (24), in the order of the points (23).

    Shapes:
        result: (4,)
    """
    # A perceptron would need z1 ≥ 0, z2 ≥ 0, -z3 > 0 and -z4 > 0, where z_i = w·x_i + b. Their sum would be positive.
    # But z1 + z2 = w1 + w2 + 2b = z3 + z4 for all w and b: the sum is always 0.
    return np.ones(4)


def xor_network():
    """Return W, b and a of a network of four threshold units (22) that computes XOR on the points (23).

    Shapes:
        W: (4, 2)   b: (4,)   a: (4,)
    """
    # x1 + x2 is 0, 1 or 2: a unit that fires from 1 on, minus one that fires from 2 on. The thresholds lie halfway
    # between these values. The other two units have no say.
    W = np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])
    b = np.array([-0.5, -1.5, 0.0, 0.0])
    a = np.array([1.0, -1.0, 0.0, 0.0])
    return W, b, a


def memorising_network(X, y):
    """Return W, b and a of a network of N threshold units (22) whose output at column n of `X` is y_n (25).

    The columns of `X` are distinct; `y` holds any real numbers.

    Shapes:
        X: (D, N)   y: (N,)   W: (N, D)   b: (N,)   a: (N,)
    """
    D, N = X.shape
    # Two distinct points x, x' have the same v·x only if v lies in the hyperplane v·(x - x') = 0. There are
    # N(N - 1)/2 such hyperplanes, and they do not fill the space: almost every v tells all points apart. Of a
    # hundred, the one that keeps them furthest apart for its length.
    candidates = np.random.default_rng(0).standard_normal((100, D))
    candidates /= np.linalg.norm(candidates, axis=1, keepdims=True)
    t = np.sort(candidates @ X, axis=1)  # (100, D) @ (D, N) -> (100, N)
    v = candidates[np.argmax(np.diff(t, axis=1).min(axis=1, initial=np.inf))]
    # Walk along v. On the way to the next point one more unit fires, and adds what its label has more than the last.
    order = np.argsort(v @ X)
    t, labels = (v @ X)[order], y[order]
    thresholds = np.append(t[0] - 1, (t[:-1] + t[1:]) / 2)
    a = np.diff(labels, prepend=0.0)
    return np.tile(v, (N, 1)), -thresholds, a


def sigmoid_derivative(s):
    """Return σ'(x), where `s` is σ(x) (27), entry by entry.

    Shapes:
        s: any   result: the same
    """
    # σ = 1 / (1 + e), with e = exp(-x) and de/dx = -e, so σ' = e / (1 + e)² = σ · e / (1 + e) = σ (1 - σ).
    return s * (1 - s)


def vanishing_bound(epsilon):
    """Return x0 > 0, at most 10 / epsilon, such that σ'(x) ≤ epsilon wherever |x| ≥ x0 (28); 0 < epsilon < 1/4."""
    # σ'(x) = 1 / (exp(x) + 2 + exp(-x)) < exp(-|x|), which is epsilon at |x| = log(1 / epsilon) and less beyond.
    return np.log(1 / epsilon)


def tanh_as_sigmoid():
    """Return three numbers α, β, γ with tanh(x) = α σ(βx) + γ for all x (29)."""
    # Multiply numerator and denominator by exp(-x): tanh(x) = (1 - exp(-2x)) / (1 + exp(-2x)) = 2 / (1 + exp(-2x)) - 1.
    return 2.0, 2.0, -1.0


def tanh_network(W1, b1, W2, b2):
    """Return U1, c1, U2 and c2: the tanh network (31) that computes what the sigmoid network (30) does.

    Shapes:
        W1, U1: (H, D)   b1, c1: (H,)   W2, U2: (M, H)   b2, c2: (M,)
    """
    # σ(z) = (tanh(z / 2) + 1) / 2: halve what goes in, halve what comes out, and add the halves to the bias.
    return W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=1) / 2


def tanh_derivative_as_sigmoid():
    """Return two numbers α, β with tanh'(x) = α σ'(βx) for all x (32)."""
    # The derivative of 2σ(2x) - 1: the chain rule brings the second factor 2.
    return 4.0, 2.0


def dp_do(p):
    """Return the derivatives of the softmax: in row i and column j ∂p_i/∂o_j, where `p` is softmax(o) (37).

    Shapes:
        p: (M,)   result: (M, M)
    """
    # p_i = exp(o_i) / S. The numerator depends on o_j if i = j, which gives δ_ij p_i; the denominator always does,
    # and gives -exp(o_i) exp(o_j) / S² = -p_i p_j.
    return np.diag(p) - np.outer(p, p)


def dL_do(p, y):
    """Return ∂L/∂o_j for every j, where `p` is softmax(o) and `y` is one-hot (38).

    Shapes:
        p: (M,)   y: (M,)   result: (M,)
    """
    # ∂L/∂o_j = -Σ_i (y_i / p_i) p_i (δ_ij - p_j) = -y_j + p_j Σ_i y_i, and the y_i sum to 1.
    return p - y


def do_db2(M):
    """Return ∂o_i/∂b2_j in row i and column j (38), for `M` outputs.

    Shapes:
        result: (M, M)
    """
    return np.eye(M)


def dL_db2(p, y):
    """Return ∂L/∂b2_j for every j (38).

    Shapes:
        p: (M,)   y: (M,)   result: (M,)
    """
    # ∂L/∂b2_j = Σ_i ∂L/∂o_i δ_ij
    return dL_do(p, y)


def do_dh(W2):
    """Return ∂o_i/∂h_j in row i and column j (39).

    Shapes:
        W2: (M, H)   result: (M, H)
    """
    # o_i = Σ_j W2_ij h_j + b2_i
    return W2.copy()


def dL_dh(W2, p, y):
    """Return ∂L/∂h_j for every j (39).

    Shapes:
        W2: (M, H)   p: (M,)   y: (M,)   result: (H,)
    """
    # h_j is an input of every o_i, so the chain rule sums over them: ∂L/∂h_j = Σ_i ∂L/∂o_i W2_ij.
    return W2.T @ dL_do(p, y)  # (H, M) @ (M,) -> (H,)


def do_dW2(h, M):
    """Return ∂o_k/∂W2_ij at place [k, i, j] (40), for `M` outputs.

    Shapes:
        h: (H,)   result: (M, M, H)
    """
    # W2_ij is a weight of o_i alone, and stands before h_j: δ_ki h_j.
    return np.eye(M)[:, :, np.newaxis] * h  # (M, M, 1) * (H,) -> (M, M, H)


def dL_dW2(h, p, y):
    """Return ∂L/∂W2_ij in row i and column j (40).

    Shapes:
        h: (H,)   p: (M,)   y: (M,)   result: (M, H)
    """
    # Σ_k ∂L/∂o_k δ_ki h_j = ∂L/∂o_i h_j
    return np.outer(dL_do(p, y), h)


def dh_dq(q):
    """Return ∂h_i/∂q_j in row i and column j, where no entry of `q` is 0 (41).

    Shapes:
        q: (H,)   result: (H, H)
    """
    # Each h_i depends on its own q_i alone, with slope 1 where the ReLU is on and 0 where it is off.
    return np.diag((q > 0).astype(float))


def dL_dq(q, dL_dh):
    """Return ∂L/∂q_j for every j, given all ∂L/∂h_i (41); no entry of `q` is 0.

    Shapes:
        q: (H,)   dL_dh: (H,)   result: (H,)
    """
    # Σ_i ∂L/∂h_i ∂h_i/∂q_j: what is left of the sum is i = j.
    return dL_dh * (q > 0)


def dropout_loss_of_one(x, y, w, p):
    """Return the expected loss (44) for one point with one input, all numbers; `p` is the chance to be kept (42)."""
    # E[e²] = E[e]² + Var[e] for the error e = y - r x w; r is 1 with probability p, so its variance is p (1 - p).
    return (y - p * x * w) ** 2 + p * (1 - p) * (x * w) ** 2


def dropout_matrix(X):
    """Return Γ, the root of the diagonal part of XᵀX (45).

    Shapes:
        X: (N, D)   result: (D, D)
    """
    # (XᵀX)_dd = Σ_n X_nd²: on the diagonal of Γ are the lengths of the columns of X.
    return np.diag(np.sqrt((X**2).sum(axis=0)))


def dropout_loss(X, y, w, p):
    """Return the expected loss (43) in its ridge form (45); `p` is the chance that an entry of `X` is kept.

    Shapes:
        X: (N, D), one point a row   y: (N,)   w: (D,)   result: ()
    """
    # The error of point n is y_n - Σ_d R_nd X_nd w_d. Its mean is y_n - p Σ_d X_nd w_d. The R_nd are independent, so
    # variances add up: Var = p (1 - p) Σ_d X_nd² w_d². Products of different d appear in the mean alone. Over all
    # points, the squared means give ‖y - pXw‖² and the variances p (1 - p) Σ_d w_d² Σ_n X_nd² = p (1 - p) ‖Γw‖².
    mean_error = y - p * X @ w
    return mean_error @ mean_error + p * (1 - p) * np.sum((dropout_matrix(X) @ w) ** 2)
