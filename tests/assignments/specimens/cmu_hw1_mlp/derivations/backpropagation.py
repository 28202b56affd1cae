"""Wrong answers to Problem 3."""

OF_LOGITS = "P3a P3b P3c"  # dL_dh and dL_dW2 of the reference are built on dL_do
WRONG = {
    "softmax without the terms off the diagonal": (
        "P3a",
        [("dp_do", "np.diag(p) - np.outer(p, p)", "np.diag(p * (1 - p))")],
    ),
    "softmax with the terms off the diagonal alone": (
        "P3a",
        [("dp_do", "np.diag(p) - np.outer(p, p)", "-np.outer(p, p)")],
    ),
    "softmax with plus off the diagonal": (
        "P3a",
        [("dp_do", "- np.outer(p, p)", "+ np.outer(p, p) * (1 - 2 * np.eye(len(p)))")],
    ),
    "softmax of two classes": (
        "P3a",
        [("dp_do", "np.diag(p) - np.outer(p, p)", "p * (1 - p) * (2 * np.eye(len(p)) - 1)")],
    ),
    "softmax of equal probabilities": (
        "P3a",
        [("dp_do", "np.diag(p) - np.outer(p, p)", "np.diag(p) - 1 / len(p) ** 2")],
    ),
    "softmax as a vector": ("P3a", [("dp_do", "np.diag(p) - np.outer(p, p)", "p * (1 - p)")]),
    "y - p": (OF_LOGITS, [("dL_do", "p - y", "y - p")]),
    "logits without the label": (OF_LOGITS, [("dL_do", "p - y", "p * 1")]),
    "logits through their own p alone": (OF_LOGITS, [("dL_do", "p - y", "-y * (1 - p)")]),
    "logits by the mean over the classes": (OF_LOGITS, [("dL_do", "p - y", "(p - y) / len(p)")]),
    "logits of a squared error": (OF_LOGITS, [("dL_do", "p - y", "(p - y) * p * (1 - p)")]),
    "bias with a column of ones": ("P3a", [("do_db2", "np.eye(M)", "np.ones(M)")]),
    "bias of every logit": ("P3a", [("do_db2", "np.eye(M)", "np.ones((M, M))")]),
    "bias of no logit": ("P3a", [("do_db2", "np.eye(M)", "np.zeros((M, M))")]),
    "loss by bias summed": (
        "P3a",
        [
            (
                "dL_db2",
                "dL_do(p, y)",
                "dL_do(p, y).sum()",
            )
        ],
    ),
    "loss by bias of the right class alone": (
        "P3a",
        [("dL_db2", "return dL_do(p, y)", "return y * dL_do(p, y)")],
    ),
    "logits by hidden units transposed": ("P3b", [("do_dh", "W2.copy()", "W2.T.copy()")]),
    "hidden units by W2 as it stands": (
        "P3b",
        [("dL_dh", "W2.T @ dL_do(p, y)", "(W2 if W2.shape[0] == W2.shape[1] else W2.T) @ dL_do(p, y)")],
    ),
    "hidden units without the loss": ("P3b", [("dL_dh", "W2.T @ dL_do(p, y)", "W2.sum(axis=0)")]),
    "hidden units by the right class alone": (
        "P3b",
        [("dL_dh", "W2.T @ dL_do(p, y)", "W2.T @ (y * dL_do(p, y))")],
    ),
    "hidden units by p": ("P3b", [("dL_dh", "W2.T @ dL_do(p, y)", "W2.T @ p")]),
    "logits by weights with j for i": (
        "P3c",
        [
            (
                "do_dW2",
                "np.eye(M)[:, :, np.newaxis] * h",
                "np.eye(M, len(h))[:, np.newaxis, :] * np.resize(h, M)[:, np.newaxis]",
            )
        ],
    ),
    "logits by weights as ones": ("P3c", [("do_dW2", "* h  #", "* np.ones_like(h)  #")]),
    "logits by weights with the axes the other way round": (
        "P3c",
        [("do_dW2", "np.eye(M)[:, :, np.newaxis] * h", "(np.eye(M)[:, :, np.newaxis] * h).T")],
    ),
    "weights transposed": ("P3c", [("dL_dW2", "np.outer(dL_do(p, y), h)", "np.outer(h, dL_do(p, y))")]),
    "weights transposed where they are square": (
        "P3c",
        [
            (
                "dL_dW2",
                "return np.outer(dL_do(p, y), h)",
                "dW2 = np.outer(dL_do(p, y), h); return dW2.T if len(h) == len(p) else dW2",
            )
        ],
    ),
    "weights with h switched on and off": (
        "P3c",
        [("dL_dW2", "np.outer(dL_do(p, y), h)", "np.outer(dL_do(p, y), h > 0)")],
    ),
    "weights of the right class alone": (
        "P3c",
        [("dL_dW2", "np.outer(dL_do(p, y), h)", "np.outer(y * dL_do(p, y), h)")],
    ),
    "ReLU as a vector": ("P3d", [("dh_dq", "np.diag((q > 0).astype(float))", "(q > 0).astype(float)")]),
    "ReLU always on": ("P3d", [("dh_dq", "np.diag((q > 0).astype(float))", "np.eye(len(q))")]),
    "ReLU in every column": (
        "P3d",
        [("dh_dq", "np.diag((q > 0).astype(float))", "np.tile((q > 0).astype(float), (len(q), 1))")],
    ),
    "ReLU itself for its slope": (
        "P3d",
        [("dh_dq", "np.diag((q > 0).astype(float))", "np.diag(np.maximum(0, q))")],
    ),
    "ReLU the other way round": ("P3d", [("dL_dq", "(q > 0)", "(q < 0)")]),
    "ReLU on the gradient": ("P3d", [("dL_dq", "dL_dh * (q > 0)", "np.maximum(0, dL_dh) * (q > 0)")]),
    "ReLU by the sign of the gradient": ("P3d", [("dL_dq", "dL_dh * (q > 0)", "dL_dh * (dL_dh > 0)")]),
    "ReLU times q": ("P3d", [("dL_dq", "(q > 0)", "np.maximum(0, q)")]),
    "softmax that clears p": (
        "P3a",
        [
            (
                "dp_do",
                "return np.diag(p) - np.outer(p, p)",
                "r = np.diag(p) - np.outer(p, p); p *= 0; return r",
            )
        ],
    ),
    "logits in place of p": (OF_LOGITS, [("dL_do", "return p - y", "p -= y; return p")]),
    "loss by bias in place of y": (
        "P3a",
        [("dL_db2", "return dL_do(p, y)", "y[:] = dL_do(p, y); return y")],
    ),
    "logits by hidden units that clear W2": (
        "P3b",
        [("do_dh", "return W2.copy()", "r = W2.copy(); W2 *= 0; return r")],
    ),
    "hidden units with W2 weighted in place": (
        "P3b",
        [("dL_dh", "return W2.T @ dL_do(p, y)", "W2 *= dL_do(p, y)[:, np.newaxis]; return W2.sum(axis=0)")],
    ),
    "logits by weights that clear h": (
        "P3c",
        [
            (
                "do_dW2",
                "return np.eye(M)[:, :, np.newaxis] * h",
                "r = np.eye(M)[:, :, np.newaxis] * h; h *= 0; return r",
            )
        ],
    ),
    "weights with p - y in place of p": (
        "P3c",
        [("dL_dW2", "return np.outer(dL_do(p, y), h)", "p -= y; return np.outer(p, h)")],
    ),
    "ReLU that makes q its mask": (
        "P3d",
        [("dh_dq", "return np.diag((q > 0).astype(float))", "q[:] = q > 0; return np.diag(q)")],
    ),
    "ReLU in place of the gradient": (
        "P3d",
        [("dL_dq", "return dL_dh * (q > 0)", "dL_dh *= q > 0; return dL_dh")],
    ),
}
