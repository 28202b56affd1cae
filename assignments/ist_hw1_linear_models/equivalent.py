"""Other right solutions of ist_hw1_linear_models: each puts another style into a copy of the reference."""

import numpy as np

from grader.misconceptions import rewrite

STEP_1 = "self.W1, self.b1 = self.W1 - self.lr * self.G_W1, self.b1 - self.lr * self.G_b1"
STEP_2 = "self.W2, self.b2 = self.W2 - self.lr * self.G_W2, self.b2 - self.lr * self.G_b2"
IN_PLACE = "self.W{0} -= self.lr * self.G_W{0}; self.b{0} -= self.lr * self.G_b{0}"


def least_squares_for_the_analytic_solution(hw1_q2):
    """The analytic solution by least squares."""
    hw1_q2.solve_analytically = lambda X, y: np.linalg.lstsq(X, y, rcond=None)[0]


def small_ridge_for_the_analytic_solution(hw1_q2):
    """The analytic solution with a very small ridge."""
    hw1_q2.solve_analytically = lambda X, y: np.linalg.solve(X.T @ X + 1e-6 * np.eye(X.shape[1]), X.T @ y)


def squared_error_without_the_half(hw1_q2):
    """Gradients of the squared error without its half."""
    for name in "LinearRegression", "NeuralRegression":
        rewrite(hw1_q2, name, ("self.backward(yhat - y_i)", "self.backward(2 * (yhat - y_i))"))


def regression_in_place(hw1_q2):
    """Parameters changed in place, layer by layer after all gradients are known."""
    rewrite(hw1_q2, "NeuralRegression", (STEP_1, IN_PLACE.format(1)), (STEP_2, IN_PLACE.format(2)))
    rewrite(
        hw1_q2, "LinearRegression", ("self.w = self.w - self.lr * self.G_w", "self.w -= self.lr * self.G_w")
    )


def regression_draws_the_output_first(hw1_q2):
    """The output layer drawn before the hidden one, number by number, in another way."""
    _draw_the_output_first(hw1_q2, "NeuralRegression", "hidden", "1")


def regression_by_einsum(hw1_q2):
    """Every product of the network as a sum over indices."""
    rewrite(
        hw1_q2,
        "NeuralRegression",
        ("X @ self.W1.T + self.b1", "np.einsum('nd,hd->nh', X, self.W1) + self.b1"),
        ("grad_wrt_z.T @ self.X", "np.einsum('nh,nd->hd', grad_wrt_z, self.X)"),
    )


def linear_regression_in_a_line(hw1_q2):
    """An update of the linear model in one line, without the other methods."""

    class LinearRegression(hw1_q2.RegressionModel):
        def __init__(self, n_features, **kwargs):
            self.w = np.zeros(n_features)

        def update_weight(self, x_i, y_i, learning_rate=0.001):
            self.w = self.w + learning_rate * (y_i - sum(self.w * x_i)) * x_i

        def predict(self, X):
            return (X * self.w).sum(axis=1)

    hw1_q2.LinearRegression = LinearRegression


def regression_in_single_precision(hw1_q2):
    """The network for regression in float32."""
    _in_single_precision(hw1_q2, "NeuralRegression", "grad_wrt_out[:, np.newaxis]")


def mlp_in_single_precision(hw1_q3):
    """The classifier in float32."""
    _in_single_precision(hw1_q3, "MLP", "grad_wrt_out")


def classifiers_in_place(hw1_q3):
    """Parameters of the network changed in place."""
    rewrite(hw1_q3, "MLP", (STEP_1, IN_PLACE.format(1)), (STEP_2, IN_PLACE.format(2)))


def mlp_draws_the_output_first(hw1_q3):
    """The output layer drawn before the hidden one, number by number, in another way."""
    _draw_the_output_first(hw1_q3, "MLP", "hidden_size", "n_classes")


def softmax_by_logarithms(hw1_q3):
    """The softmax as the exponential of a logarithm, and tuples and lists for arrays of predictions."""
    hw1_q3._softmax = lambda z: np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
    rewrite(hw1_q3, "MLP", ("self.forward(X).argmax(axis=1)", "self.forward(X).argmax(axis=1).tolist()"))


def perceptron_by_one_hot_rows(hw1_q3):
    """The perceptron's two rows moved by one outer product."""

    def update_weight(self, x_i, y_i, **kwargs):
        rows = np.eye(len(self.W))
        self.W = self.W + np.outer(rows[y_i] - rows[np.argmax(self.W @ x_i)], x_i)

    hw1_q3.Perceptron.update_weight = update_weight


def logistic_regression_class_by_class(hw1_q3):
    """The logistic step of one class after the other, at probabilities found before."""

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        z = [sum(row * x_i) for row in self.W]
        e = [np.exp(each - max(z)) for each in z]
        for k in range(len(z)):
            self.W[k] -= learning_rate * (e[k] / sum(e) - (k == y_i)) * x_i

    hw1_q3.LogisticRegression.update_weight = update_weight


def sigmoid_of_either_sign(derivations):
    """The sigmoid by one formula for each sign of its argument."""
    derivations._sigmoid = lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def jacobian_by_loops(derivations):
    """The Jacobian filled entry by entry."""

    def softmax_jacobian(z):
        p = np.exp(z - np.logaddexp.reduce(z))
        return np.array([[p[j] * ((j == k) - p[k]) for k in range(len(p))] for j in range(len(p))])

    derivations.softmax_jacobian = softmax_jacobian


def hessian_by_a_kronecker_product(derivations):
    """The Hessian of the linear model as a Kronecker product, its parameters in order."""

    def linear_model_hessian(W, b, phi, j):
        H, one = derivations.softmax_jacobian(W @ phi + b), np.append(phi, 1.0)
        K, D = W.shape
        order = np.concatenate(
            [np.arange(K * (D + 1)).reshape(K, D + 1)[:, :D].ravel(), (D + 1) * np.arange(1, K + 1) - 1]
        )
        return np.kron(H, np.outer(one, one))[np.ix_(order, order)]

    derivations.linear_model_hessian = linear_model_hessian


def _in_single_precision(module, name, gradient):
    steps = [f"self.lr * self.G_{parameter}" for parameter in ("W1", "b1", "W2", "b2")]
    cast = "for name in ('W1', 'b1', 'W2', 'b2'):\n            setattr(self, name, np.float32(getattr(self, name)))"
    rewrite(
        module,
        name,
        ("self.lr = 0.001\n", f"self.lr = 0.001\n        {cast}\n"),
        ("self.X = X", "self.X = X = X.astype(np.float32)"),
        (f"g = {gradient}", f"g = {gradient}.astype(np.float32)"),
        *((step, f"np.float32(self.lr){step[7:]}") for step in steps),
    )


def _draw_the_output_first(module, name, hidden, outputs):
    first = f"self.W1, self.b1 = np.random.normal(0.1, 0.1, ({hidden}, n_features)), np.zeros({hidden})"
    second = f"self.W2, self.b2 = np.random.normal(0.1, 0.1, ({outputs}, {hidden})), np.zeros({outputs})"
    drawn = "self.W{0}, self.b{0} = 0.1 + 0.1 * np.random.randn({1}, {2}).T, np.zeros({2})"
    rewrite(
        module,
        name,
        (first, drawn.format(2, hidden, outputs)),
        (second, drawn.format(1, "n_features", hidden)),
    )
