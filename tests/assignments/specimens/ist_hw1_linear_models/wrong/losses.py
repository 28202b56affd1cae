"""Wrong derivations of questions 1 and 2.1."""

FILE = "derivations.py"
PROBLEMS = "1.1 1.2 1.3 1.4 1.5 2.1"

SIGMOID = "return _sigmoid(z) * _sigmoid(-z)"
FIRST = "return -_sigmoid(-z)"
SECOND = "return sigmoid_derivative(z)"
JACOBIAN = "return np.diag(p) - np.outer(p, p)"
GRADIENT = "return _softmax(z) - np.eye(len(z))[j]"
HESSIAN = "return softmax_jacobian(z)"
GRADIENT_W = "return _affine(phi, len(b)).T @ multinomial_loss_gradient(W @ phi + b, j)"
HESSIAN_W = "return A.T @ multinomial_loss_hessian(W @ phi + b, j) @ A"
SQUARED = "return _affine_transposed(phi, len(b)).T @ (W.T @ phi + b - y)"
SQUARED_HESSIAN = "return A.T @ A"
WRONG = {
    "sigmoid: a function of its value": ("1.1 1.2", [("sigmoid_derivative", SIGMOID, "return z * (1 - z)")]),
    "sigmoid: sign": ("1.1 1.2", [("sigmoid_derivative", SIGMOID, "return -_sigmoid(z) * _sigmoid(-z)")]),
    "sigmoid: only the numerator": (
        "1.1 1.2",
        [("sigmoid_derivative", SIGMOID, "return np.exp(-np.abs(z))")],
    ),
    "sigmoid: overflow": (
        "1.1 1.2",
        [("sigmoid_derivative", SIGMOID, "return np.exp(-z) / (1 + np.exp(-z)) ** 2")],
    ),
    "sigmoid: one number": (
        "1.1 1.2",
        [("sigmoid_derivative", SIGMOID, "z = float(z); return _sigmoid(z) * _sigmoid(-z)")],
    ),
    "sigmoid: one axis": (
        "1.1",
        [("sigmoid_derivative", SIGMOID, "return np.array([_sigmoid(t) * _sigmoid(-t) for t in z]).ravel()")],
    ),
    "binary loss: label -1": ("1.2", [("binary_loss_derivative", FIRST, "return _sigmoid(z)")]),
    "binary loss: sign": ("1.2", [("binary_loss_derivative", FIRST, "return _sigmoid(-z)")]),
    "binary loss: logarithm not derived": (
        "1.2",
        [("binary_loss_derivative", FIRST, "return -sigmoid_derivative(z)")],
    ),
    "binary loss: overflow": (
        "1.2",
        [("binary_loss_derivative", FIRST, "return -np.exp(-z) / (1 + np.exp(-z))")],
    ),
    "binary loss: concave": (
        "1.2",
        [("binary_loss_second_derivative", SECOND, "return -sigmoid_derivative(z)")],
    ),
    "binary loss: derivative of σ²": (
        "1.2",
        [("binary_loss_second_derivative", SECOND, "return _sigmoid(z) * sigmoid_derivative(z)")],
    ),
    "softmax: only the diagonal": (
        "1.3 1.4 1.5",
        [("softmax_jacobian", JACOBIAN, "return np.diag(p * (1 - p))")],
    ),
    "softmax: the diagonal's rule everywhere": (
        "1.3 1.4 1.5",
        [("softmax_jacobian", JACOBIAN, "return np.outer(p, 1 - p)")],
    ),
    "softmax: sign beside the diagonal": (
        "1.3 1.4 1.5",
        [("softmax_jacobian", JACOBIAN, "return np.diag(p - 2 * p * p) + np.outer(p, p)")],
    ),
    "softmax: p of the diagonal alone": (
        "1.3 1.4 1.5",
        [("softmax_jacobian", JACOBIAN, "return np.diag(p)")],
    ),
    "softmax: overflow": (
        "1.3 1.4",
        [
            (
                "softmax_jacobian",
                JACOBIAN,
                "p = np.exp(z) / np.exp(z).sum(); return np.diag(p) - np.outer(p, p)",
            )
        ],
    ),
    "softmax: three classes written into the code": (
        "1.3 1.4 1.5",
        [("softmax_jacobian", JACOBIAN, "return np.eye(3) * p - np.outer(p, p)")],
    ),
    "multinomial gradient: sign": (
        "1.4 1.5",
        [("multinomial_loss_gradient", GRADIENT, "return np.eye(len(z))[j] - _softmax(z)")],
    ),
    "multinomial gradient: classes from 1": (
        "1.4 1.5",
        [("multinomial_loss_gradient", GRADIENT, "return _softmax(z) - np.eye(len(z))[j - 1]")],
    ),
    "multinomial gradient: of the right class alone": (
        "1.4 1.5",
        [("multinomial_loss_gradient", GRADIENT, "return (_softmax(z) - 1) * np.eye(len(z))[j]")],
    ),
    "multinomial gradient: row of the Jacobian": (
        "1.4 1.5",
        [("multinomial_loss_gradient", GRADIENT, "return -softmax_jacobian(z)[j]")],
    ),
    "multinomial gradient: overflow": (
        "1.4",
        [
            (
                "multinomial_loss_gradient",
                GRADIENT,
                "return np.exp(z) / np.exp(z).sum() - np.eye(len(z))[j]",
            )
        ],
    ),
    "multinomial Hessian: sign": (
        "1.4 1.5",
        [("multinomial_loss_hessian", HESSIAN, "return -softmax_jacobian(z)")],
    ),
    "multinomial Hessian: diagonal": (
        "1.4 1.5",
        [("multinomial_loss_hessian", HESSIAN, "return np.diag(np.diag(softmax_jacobian(z)))")],
    ),
    "linear model: no gradient of b": (
        "1.5",
        [("linear_model_gradient", GRADIENT_W, GRADIENT_W + " * np.repeat([1, 0], [W.size, b.size])")],
    ),
    "linear model: b left out of the logits": (
        "1.5",
        [("linear_model_gradient", GRADIENT_W, GRADIENT_W.replace(" + b", ""))],
    ),
    "linear model: W column by column": (
        "1.5",
        [
            (
                "linear_model_gradient",
                GRADIENT_W,
                "g = multinomial_loss_gradient(W @ phi + b, j); return np.concatenate([np.outer(phi, g).ravel(), g])",
            )
        ],
    ),
    "linear model: a matrix for W": (
        "1.5",
        [
            (
                "linear_model_gradient",
                GRADIENT_W,
                "return np.outer(multinomial_loss_gradient(W @ phi + b, j), phi)",
            )
        ],
    ),
    "linear model: Hessian without b": (
        "1.5",
        [
            (
                "linear_model_hessian",
                HESSIAN_W,
                HESSIAN_W.replace("return ", "H = ") + "; H[:, W.size:] = 0; return H",
            )
        ],
    ),
    "linear model: Gauss-Newton without the softmax": (
        "1.5",
        [("linear_model_hessian", HESSIAN_W, "return A.T @ A")],
    ),
    "linear model: outer product of the gradient": (
        "1.5",
        [
            (
                "linear_model_hessian",
                HESSIAN_W,
                "g = linear_model_gradient(W, b, phi, j); return np.outer(g, g)",
            )
        ],
    ),
    "linear model: negative Hessian": (
        "1.5",
        [("linear_model_hessian", HESSIAN_W, HESSIAN_W.replace("A.T", "-A.T"))],
    ),
    "squared error: factor 2": (
        "2.1",
        [("squared_loss_gradient", SQUARED, SQUARED.replace("return", "return 2 *"))],
    ),
    "squared error: sign": (
        "2.1",
        [("squared_loss_gradient", SQUARED, SQUARED.replace("return", "return -"))],
    ),
    "squared error: W not transposed": (
        "2.1",
        [("squared_loss_gradient", SQUARED, "return _affine(phi, len(b)).T @ (W.T @ phi + b - y)")],
    ),
    "squared error: Hessian of W alone": (
        "2.1",
        [("squared_loss_hessian", SQUARED_HESSIAN, "return A[:, :W.size].T @ A[:, :W.size]")],
    ),
    "squared error: Hessian of another order": (
        "2.1",
        [("squared_loss_hessian", SQUARED_HESSIAN, "A = _affine(phi, len(b)); return A.T @ A")],
    ),
    "squared error: Hessian without mixed terms": (
        "2.1",
        [("squared_loss_hessian", SQUARED_HESSIAN, "return np.diag(np.diag(A.T @ A))")],
    ),
    "squared error: concave": ("2.1", [("squared_loss_hessian", SQUARED_HESSIAN, "return -A.T @ A")]),
}
