"""Wrong answers of a published solution, as it gives them."""

WRONG = {
    "XOR with b1 = 0.9, which should be -0.9": (
        "P1b",
        [
            (
                "xor_network",
                "W = np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])",
                "W = np.array([[-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0], [1.0, 1.0]])",
            ),
            ("xor_network", "b = np.array([-0.5, -1.5, 0.0, 0.0])", "b = np.array([0.9, -0.9, 0.1, -0.9])"),
            ("xor_network", "a = np.array([1.0, -1.0, 0.0, 0.0])", "a = np.array([1.0, 1.0, 0.0, 0.0])"),
        ],
    ),
    "dropout with minus the variance, for one number": (
        "P4a",
        [("dropout_loss_of_one", "** 2 + p", "** 2 - p")],
    ),
    "dropout with minus the variance, for a data set": (
        "P4b",
        [("dropout_loss", "mean_error + p", "mean_error - p")],
    ),
    "logits by hidden units with i = j alone": (
        "P3b",
        [("do_dh", "return W2.copy()", "return W2 * np.eye(*W2.shape)")],
    ),
    "logits by weights without delta": (
        "P3c",
        [("do_dW2", "np.eye(M)[:, :, np.newaxis] * h", "np.ones((M, M, 1)) * h")],
    ),
    "dL/dq with slope 1 everywhere": ("P3d", [("dL_dq", "dL_dh * (q > 0)", "dL_dh * 1")]),
}
