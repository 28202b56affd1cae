"""Known mistakes of ist_hw1_linear_models: each puts one misconception into a copy of the reference."""

from grader.misconceptions import mistake, rewrite

# derivations.py
SIGMA, FIRST, SECOND = "_sigmoid(z) * _sigmoid(-z)", "-_sigmoid(-z)", "sigmoid_derivative(z)"
P, UNSTABLE = "p = _softmax(z)", "p = np.exp(z) / np.exp(z).sum()"
JACOBIAN = "np.diag(p) - np.outer(p, p)"
LOGITS_GRADIENT, LOGITS_HESSIAN = "_softmax(z) - np.eye(len(z))[j]", "softmax_jacobian(z)"
THETA_GRADIENT = "_affine(phi, len(b)).T @ multinomial_loss_gradient(W @ phi + b, j)"
THETA_HESSIAN = "A.T @ multinomial_loss_hessian(W @ phi + b, j) @ A"
SQUARED_GRADIENT, SQUARED_HESSIAN = "_affine_transposed(phi, len(b)).T @ (W.T @ phi + b - y)", "A.T @ A"

# hw1_q2.py and hw1_q3.py
PSEUDO_INVERSE, ERROR = "np.linalg.pinv(X) @ y", "self.backward(yhat - y_i)"
START = "self.zerograd()\n        yhat"
W1 = "self.W1, self.b1 = np.random.normal(0.1, 0.1, ({hidden}, n_features)), np.zeros({hidden})"
W2 = "self.W2, self.b2 = np.random.normal(0.1, 0.1, ({outputs}, {hidden})), np.zeros({outputs})"
RATE = "self.lr = learning_rate"
STEP_1 = "self.W1, self.b1 = self.W1 - self.lr * self.G_W1, self.b1 - self.lr * self.G_b1"
STEP_2 = "self.W2, self.b2 = self.W2 - self.lr * self.G_W2, self.b2 - self.lr * self.G_b2"
BY_W2, MASK, MLP_MASK = "g.T @ self.h", "(self.z > 0)", "(self.z1 > 0)"
BY_Z, BY_Z1 = "grad_wrt_z = (g @ self.W2)", "grad_wrt_z1 = (g @ self.W2)"
SIGMOID = "1 / (1 + np.exp(-np.clip({z}, -99, 99)))"
WRONG_IF, UP, DOWN = "if y_hat != y_i:", "W[y_i] += x_i", "W[y_hat] -= x_i"
ONE_STEP = """logits = self.forward(x_i[np.newaxis])
        self.backward(_grad_wrt_logits(logits, [y_i]))
        self.step()"""
LOGISTIC_HALVES = """if z.argmax() != y_i:
            self.W = self.W.copy()
            self.W[y_i] += learning_rate * (1 - p[y_i]) * x_i
            z = self.W @ x_i
            self.W[z.argmax()] -= learning_rate * _softmax(z[np.newaxis])[0].max() * x_i"""
BY_LOGITS, CLASSES = "self.backward(_grad_wrt_logits(logits, y[i : i + 1]))", "self.forward(X).argmax(axis=1)"


def sigmoid(derivations, new):
    rewrite(derivations, "sigmoid_derivative", (SIGMA, new))


def binary(derivations, new):
    rewrite(derivations, "binary_loss_derivative", (FIRST, new))


def binary_twice(derivations, new):
    rewrite(derivations, "binary_loss_second_derivative", (SECOND, new))


def jacobian(derivations, new):
    """Change the softmax's Jacobian, where p stands for the probabilities."""
    rewrite(derivations, "softmax_jacobian", (JACOBIAN, new))


def by_logits(derivations, new):
    rewrite(derivations, "multinomial_loss_gradient", (LOGITS_GRADIENT, new))


def by_logits_twice(derivations, new, before=P):
    """Change the Hessian by the logits, where p stands for the probabilities."""
    lines = f"{before}\n    return {new}"
    rewrite(derivations, "multinomial_loss_hessian", (f"return {LOGITS_HESSIAN}", lines))


def by_theta(derivations, new):
    """Change the gradient by the parameters, where g stands for the one by the logits."""
    lines = f"g = multinomial_loss_gradient(W @ phi + b, j)\n    return {new}"
    rewrite(derivations, "linear_model_gradient", (f"return {THETA_GRADIENT}", lines))


def by_theta_twice(derivations, new, before="pass"):
    """Change the Hessian by the parameters, where H stands for the right one, and B for the one by the logits."""
    lines = (
        f"B, H = multinomial_loss_hessian(W @ phi + b, j), {THETA_HESSIAN}\n    {before}\n    return {new}"
    )
    rewrite(derivations, "linear_model_hessian", (f"return {THETA_HESSIAN}", lines))


def squared(derivations, new):
    """Change the gradient of the squared error, where r stands for z - y."""
    lines = f"r = W.T @ phi + b - y\n    return {new}"
    rewrite(derivations, "squared_loss_gradient", (f"return {SQUARED_GRADIENT}", lines))


def squared_twice(derivations, new, before="pass"):
    """Change the Hessian of the squared error, where H stands for the right one."""
    lines = f"H = {SQUARED_HESSIAN}\n    {before}\n    return {new}"
    rewrite(derivations, "squared_loss_hessian", (f"return {SQUARED_HESSIAN}", lines))


def solution(hw1_q2, new):
    rewrite(hw1_q2, "solve_analytically", (f"return {PSEUDO_INVERSE}", new))


def linear(hw1_q2, *changes):
    rewrite(hw1_q2, "LinearRegression", *changes)


def network(hw1_q2, *changes):
    """Change NeuralRegression."""
    rewrite(hw1_q2, "NeuralRegression", *changes)


def drawn(old, new, layers=(1, 2), hidden="hidden", outputs="1"):
    """The changes that draw the weights of these layers otherwise."""
    lines = [{1: W1, 2: W2}[layer].format(hidden=hidden, outputs=outputs) for layer in layers]
    return [(line, line.replace(old, new)) for line in lines]


def perceptron(hw1_q3, *changes):
    rewrite(hw1_q3, "Perceptron", *changes)


def logistic(hw1_q3, new, before="pass"):
    """Change the gradient by the logits z, where p stands for the probabilities and e for the one-hot label."""
    lines = (
        "z = self.W @ x_i",
        "p, e = _softmax(z[np.newaxis])[0], np.eye(len(z))[y_i]",
        before,
        f"self.W = self.W - learning_rate * np.outer({new}, x_i)",
    )
    rewrite(hw1_q3, "LogisticRegression", (ONE_STEP, "\n        ".join(lines)))


def mlp(hw1_q3, *changes):
    rewrite(hw1_q3, "MLP", *changes)


def mlp_drawn(old, new, layers=(1, 2)):
    return drawn(old, new, layers, hidden="hidden_size", outputs="n_classes")


def learning(new):
    """The change that makes another gradient by the logits z, where p and e are as in logistic and k is the label."""
    lines = (
        "z, k = logits[0], int(y[i])",
        "p, e = _softmax(logits)[0], np.eye(len(z))[k]",
        f"self.backward(({new})[np.newaxis])",
    )
    return BY_LOGITS, "\n            ".join(lines)


# 1.1 The sigmoid's derivative


@mistake(
    "1.1",
    "sigmoid_derivative multiplies z by 1 − z: "
    "the product of section 2 is one of the sigmoid's values, and the argument here is z.",
)
def sigmoid_of_its_value(derivations):
    sigmoid(derivations, "z * (1 - z)")


@mistake("1.1", "sigmoid_derivative has the wrong sign: the sigmoid (1) grows with z everywhere.")
def sigmoid_sign(derivations):
    sigmoid(derivations, "-_sigmoid(z) * _sigmoid(-z)")


@mistake(
    "1.1",
    "sigmoid_derivative returns the sigmoid (1) itself, and not its derivative: "
    "it should be small on both sides of 0.",
)
def sigmoid_itself(derivations):
    sigmoid(derivations, "_sigmoid(z)")


@mistake(
    "1.1", "sigmoid_derivative leaves out the denominator that the quotient rule gives for the sigmoid (1)."
)
def sigmoid_numerator_alone(derivations):
    sigmoid(derivations, "np.exp(-z)")


@mistake(
    "1.1", "sigmoid_derivative has the denominator of the sigmoid (1) once: the quotient rule squares it."
)
def sigmoid_square_missing(derivations):
    sigmoid(derivations, "np.exp(-z) / (1 + np.exp(-z))")


@mistake(
    "1.1",
    "sigmoid_derivative is the square of the sigmoid: "
    "one of the two factors of section 2 is the probability of the other label.",
)
def sigmoid_squared(derivations):
    sigmoid(derivations, "_sigmoid(z) ** 2")


@mistake(
    "1.1",
    "sigmoid_derivative squares the probability of the other label: "
    "one of the two factors of section 2 is the sigmoid itself.",
)
def sigmoid_other_squared(derivations):
    sigmoid(derivations, "_sigmoid(-z) ** 2")


@mistake(
    "1.1",
    "sigmoid_derivative adds the sigmoid to 1 where section 2 takes it off: "
    "the slope must go to 0 as the sigmoid goes to 1.",
)
def sigmoid_plus(derivations):
    sigmoid(derivations, "_sigmoid(z) * (1 + _sigmoid(z))")


@mistake(
    "1.1",
    "sigmoid_derivative uses the rule for the hyperbolic tangent: "
    "the sigmoid (1) has values from 0 to 1, and a rule of its own.",
)
def sigmoid_as_tanh(derivations):
    sigmoid(derivations, "1 - _sigmoid(z) ** 2")


@mistake(
    "1.1",
    "sigmoid_derivative divides an infinity by another for very negative z, "
    "where an exponential overflows (section 2).",
)
def sigmoid_overflows_on_the_left(derivations):
    sigmoid(derivations, "np.exp(-z) / (1 + np.exp(-z)) ** 2")


@mistake(
    "1.1",
    "sigmoid_derivative divides an infinity by another for very large z, "
    "where an exponential overflows (section 2).",
)
def sigmoid_overflows_on_the_right(derivations):
    sigmoid(derivations, "np.exp(z) / (1 + np.exp(z)) ** 2")


@mistake(
    "1.1",
    "sigmoid_derivative returns a vector for a matrix: it works entry by entry, and the shape stays (section 2).",
)
def sigmoid_flattened(derivations):
    sigmoid(derivations, f"({SIGMA}).ravel()")


@mistake(
    "1.1",
    "sigmoid_derivative adds up what it finds for all entries of z: section 2 wants one derivative for each entry.",
)
def sigmoid_summed(derivations):
    sigmoid(derivations, f"np.sum({SIGMA})")


# 1.2 Binary logistic loss


@mistake(
    "1.2",
    "binary_loss_derivative is that of the loss for the label −1: equation (2) is for +1, and falls as z grows.",
)
def binary_other_label(derivations):
    binary(derivations, "_sigmoid(z)")


@mistake("1.2", "binary_loss_derivative has the wrong sign: the loss (2) has a minus before the logarithm.")
def binary_sign(derivations):
    binary(derivations, "_sigmoid(-z)")


@mistake(
    "1.2",
    "binary_loss_derivative is the negative sigmoid: "
    "is the quotient that the logarithm in (2) leads to simplified rightly?",
)
def binary_other_label_and_sign(derivations):
    binary(derivations, "-_sigmoid(z)")


@mistake(
    "1.2",
    "binary_loss_derivative derives the sigmoid alone: "
    "the chain rule wants the derivative of the logarithm in (2) as well.",
)
def binary_logarithm_not_derived(derivations):
    binary(derivations, "-sigmoid_derivative(z)")


@mistake(
    "1.2",
    "binary_loss_derivative derives the logarithm in (2) alone: "
    "the chain rule wants the derivative of the sigmoid as well.",
)
def binary_sigmoid_not_derived(derivations):
    binary(derivations, "-1 / _sigmoid(z)")


@mistake("1.2", "binary_loss_derivative returns the loss (2) itself, and not its derivative.")
def binary_loss_itself(derivations):
    binary(derivations, "np.logaddexp(0, -z)")


@mistake(
    "1.2",
    "binary_loss_derivative is that of a squared error of the sigmoid: "
    "the loss (2) is a logarithm, and no factor is left of the sigmoid's slope.",
)
def binary_squared_error(derivations):
    binary(derivations, "-_sigmoid(-z) * sigmoid_derivative(z)")


@mistake(
    "1.2",
    "binary_loss_derivative divides an infinity by another for very negative z, "
    "where an exponential overflows (section 2).",
)
def binary_overflows(derivations):
    binary(derivations, "-np.exp(-z) / (1 + np.exp(-z))")


@mistake(
    "1.2",
    "binary_loss_second_derivative divides an infinity by another for very negative z, "
    "where an exponential overflows (section 2).",
)
def binary_twice_overflows(derivations):
    binary_twice(derivations, "np.exp(-z) / (1 + np.exp(-z)) ** 2")


@mistake(
    "1.2",
    "Both derivatives of the binary loss divide an infinity by another for very negative z: "
    "an exponential overflows there (section 2).",
)
def binary_both_overflow(derivations):
    binary(derivations, "-np.exp(-z) / (1 + np.exp(-z))")
    binary_twice(derivations, "np.exp(-z) / (1 + np.exp(-z)) ** 2")


@mistake(
    "1.2",
    "binary_loss_second_derivative divides an infinity by another for very large z, "
    "where an exponential overflows (section 2).",
)
def binary_twice_overflows_on_the_right(derivations):
    binary_twice(derivations, "np.exp(z) / (1 + np.exp(z)) ** 2")


@mistake(
    "1.2",
    "binary_loss_second_derivative is negative, which would make the loss (2) concave: "
    "a sign was lost between the first derivative and the second.",
)
def binary_concave(derivations):
    binary_twice(derivations, "-sigmoid_derivative(z)")


@mistake(
    "1.2",
    "binary_loss_second_derivative has one sigmoid too many: "
    "derive the first derivative of (2), which holds the sigmoid once.",
)
def binary_twice_squared_sigmoid(derivations):
    binary_twice(derivations, "_sigmoid(z) * sigmoid_derivative(z)")


@mistake(
    "1.2",
    "binary_loss_second_derivative is the square of the first derivative: to derive (2) twice is another thing.",
)
def binary_twice_square_of_the_first(derivations):
    binary_twice(derivations, "_sigmoid(-z) ** 2")


@mistake(
    "1.2",
    "binary_loss_second_derivative is the third derivative of (2): it derives the sigmoid's derivative once more.",
)
def binary_twice_once_too_often(derivations):
    binary_twice(derivations, "_sigmoid(z) * _sigmoid(-z) * (_sigmoid(-z) - _sigmoid(z))")


@mistake(
    "1.2",
    "binary_loss_second_derivative is the sigmoid (1), and not its derivative: "
    "the first derivative of (2) is still to be derived.",
)
def binary_twice_first_again(derivations):
    binary_twice(derivations, "_sigmoid(z)")


# 1.3 The softmax's Jacobian


@mistake(
    "1.3",
    "softmax_jacobian is 0 beside the diagonal: every probability of (3) depends on every logit, through the sum.",
)
def jacobian_diagonal_alone(derivations):
    jacobian(derivations, "np.diag(p * (1 - p))")


@mistake(
    "1.3",
    "softmax_jacobian returns the diagonal alone, as a vector: "
    "it is a matrix, because every probability of (3) depends on every logit.",
)
def jacobian_as_vector(derivations):
    jacobian(derivations, "p * (1 - p)")


@mistake(
    "1.3",
    "softmax_jacobian uses the rule of its diagonal for all entries: "
    "for j ≠ k the numerator of (3) does not depend on the logit.",
)
def jacobian_diagonal_rule_everywhere(derivations):
    jacobian(derivations, "np.outer(p, 1 - p)")


@mistake(
    "1.3",
    "softmax_jacobian uses the rule of its diagonal for all entries, with rows for columns: "
    "for j ≠ k the numerator of (3) is constant.",
)
def jacobian_diagonal_rule_in_columns(derivations):
    jacobian(derivations, "np.outer(1 - p, p)")


@mistake(
    "1.3",
    "softmax_jacobian has the wrong sign beside the diagonal: "
    "a larger logit makes every other probability of (3) smaller.",
)
def jacobian_sign_beside_diagonal(derivations):
    jacobian(derivations, "np.diag(p - 2 * p * p) + np.outer(p, p)")


@mistake(
    "1.3",
    "softmax_jacobian adds the products of probabilities where the quotient rule for (3) takes them off.",
)
def jacobian_plus_products(derivations):
    jacobian(derivations, "np.diag(p) + np.outer(p, p)")


@mistake(
    "1.3",
    "softmax_jacobian treats the sum in (3) as a constant: the denominator depends on every logit, too.",
)
def jacobian_denominator_kept(derivations):
    jacobian(derivations, "np.diag(p)")


@mistake(
    "1.3",
    "softmax_jacobian treats the numerator of (3) as a constant: on the diagonal it depends on the logit.",
)
def jacobian_numerator_kept(derivations):
    jacobian(derivations, "-np.outer(p, p)")


@mistake(
    "1.3",
    "softmax_jacobian has the wrong sign throughout: a larger logit makes its own probability (3) larger.",
)
def jacobian_sign(derivations):
    jacobian(derivations, "np.outer(p, p) - np.diag(p)")


@mistake("1.3", "softmax_jacobian is that of the logarithm of the softmax: equation (3) has no logarithm.")
def jacobian_of_the_logarithm(derivations):
    jacobian(derivations, "np.eye(len(z)) - p")


@mistake(
    "1.3",
    "softmax_jacobian has ones on the diagonal where the quotient rule for (3) leaves the probabilities.",
)
def jacobian_of_one_hot(derivations):
    jacobian(derivations, "np.eye(len(z)) - np.outer(p, p)")


@mistake(
    "1.3",
    "softmax_jacobian leaves out the square of the probability on its diagonal: "
    "the sum in (3) depends on the logit there, too.",
)
def jacobian_diagonal_negative_inside(derivations):
    jacobian(derivations, "np.diag(p + p * p) - np.outer(p, p)")


@mistake(
    "1.3",
    "softmax_jacobian is nan for large logits: "
    "it exponentiates them as they are, and equation (4) says what to do before.",
)
def jacobian_overflows(derivations):
    rewrite(derivations, "softmax_jacobian", (P, UNSTABLE))


# 1.4 Multinomial logistic loss


@mistake(
    "1.4",
    "multinomial_loss_gradient has the wrong sign: the loss (5) falls as the logit of the right class grows.",
)
def multinomial_sign(derivations):
    by_logits(derivations, "np.eye(len(z))[j] - _softmax(z)")


@mistake(
    "1.4",
    "multinomial_loss_gradient takes the class before the right one: classes are counted from 0 (section 2).",
)
def multinomial_classes_from_one(derivations):
    by_logits(derivations, "_softmax(z) - np.eye(len(z))[j - 1]")


@mistake(
    "1.4",
    "multinomial_loss_gradient is 0 for all classes but the right one: "
    "their logits are in the sum of the softmax, and so in the loss (5).",
)
def multinomial_right_class_alone(derivations):
    by_logits(derivations, "(_softmax(z) - 1) * np.eye(len(z))[j]")


@mistake(
    "1.4",
    "multinomial_loss_gradient returns one number, for the right class: "
    "all K logits are in the loss (5), and the gradient has an entry for each.",
)
def multinomial_one_number(derivations):
    by_logits(derivations, "_softmax(z)[j] - 1")


@mistake(
    "1.4",
    "multinomial_loss_gradient derives the probability of the right class, but not the logarithm in the loss (5).",
)
def multinomial_row_of_the_jacobian(derivations):
    by_logits(derivations, "-softmax_jacobian(z)[j]")


@mistake(
    "1.4",
    "multinomial_loss_gradient forgets that the right class's logit stands in the numerator of the softmax, too: "
    "its entry is not like the others (5).",
)
def multinomial_probabilities_alone(derivations):
    by_logits(derivations, "_softmax(z)")


@mistake(
    "1.4",
    "multinomial_loss_gradient calculates with the number of the class: "
    "a label in the loss (5) says which logit is meant, and is no quantity.",
)
def multinomial_index_for_one_hot(derivations):
    by_logits(derivations, "_softmax(z) - j")


@mistake(
    "1.4",
    "multinomial_loss_gradient takes 1 off every entry: "
    "in the loss (5) only the right class's logit stands outside the sum.",
)
def multinomial_one_from_all(derivations):
    by_logits(derivations, "_softmax(z) - 1")


@mistake(
    "1.4",
    "multinomial_loss_gradient has a 1 for the most likely class and 0 elsewhere where the loss (5) leaves "
    "probabilities.",
)
def multinomial_largest_for_softmax(derivations):
    by_logits(derivations, "np.eye(len(z))[z.argmax()] - np.eye(len(z))[j]")


@mistake(
    "1.4",
    "multinomial_loss_gradient derives the softmax once too often: "
    "with the logarithm of the loss (5), the Jacobian has cancelled out already.",
)
def multinomial_softmax_twice(derivations):
    by_logits(derivations, "softmax_jacobian(z) @ (_softmax(z) - np.eye(len(z))[j])")


@mistake(
    "1.4",
    "multinomial_loss_gradient uses a sigmoid for each logit: "
    "the loss (5) is of the softmax, in which all logits take part.",
)
def multinomial_sigmoids(derivations):
    by_logits(derivations, "_sigmoid(z) - np.eye(len(z))[j]")


@mistake(
    "1.4",
    "multinomial_loss_gradient is nan for large logits: equation (4) says what to do before the exponential.",
)
def multinomial_overflows(derivations):
    by_logits(derivations, "np.exp(z) / np.exp(z).sum() - np.eye(len(z))[j]")


@mistake(
    "1.4",
    "Both derivatives of the multinomial loss are nan for large logits: "
    "equation (4) says what to do before the exponential.",
)
def multinomial_both_overflow(derivations):
    by_logits(derivations, "np.exp(z) / np.exp(z).sum() - np.eye(len(z))[j]")
    by_logits_twice(derivations, JACOBIAN, UNSTABLE)


@mistake(
    "1.4",
    "multinomial_loss_hessian is nan for large logits: equation (4) says what to do before the exponential.",
)
def multinomial_twice_overflows(derivations):
    by_logits_twice(derivations, JACOBIAN, UNSTABLE)


@mistake("1.4", "multinomial_loss_hessian has the wrong sign, which would make the loss (5) concave.")
def multinomial_twice_sign(derivations):
    by_logits_twice(derivations, f"-({JACOBIAN})")


@mistake(
    "1.4",
    "multinomial_loss_hessian is 0 beside the diagonal: every entry of the gradient of (5) depends on every logit.",
)
def multinomial_twice_diagonal_alone(derivations):
    by_logits_twice(derivations, "np.diag(p * (1 - p))")


@mistake(
    "1.4",
    "multinomial_loss_hessian returns second derivatives by one logit at a time, as a vector: "
    "a Hessian has the mixed ones of (5) as well.",
)
def multinomial_twice_as_vector(derivations):
    by_logits_twice(derivations, "p * (1 - p)")


@mistake(
    "1.4",
    "multinomial_loss_hessian has the wrong sign beside the diagonal: "
    "a larger logit lowers the other probabilities, which are the gradient of (5).",
)
def multinomial_twice_sign_beside_diagonal(derivations):
    by_logits_twice(derivations, "np.diag(p - 2 * p * p) + np.outer(p, p)")


@mistake(
    "1.4",
    "multinomial_loss_hessian uses the rule of its diagonal for all entries, "
    "and is not symmetric, as mixed second derivatives of (5) are.",
)
def multinomial_twice_diagonal_rule(derivations):
    by_logits_twice(derivations, "np.outer(p, 1 - p)")


@mistake(
    "1.4",
    "multinomial_loss_hessian leaves out the products of probabilities: "
    "the sum in the softmax is derived, too, as the loss (5) is derived twice.",
)
def multinomial_twice_without_products(derivations):
    by_logits_twice(derivations, "np.diag(p)")


@mistake(
    "1.4",
    "multinomial_loss_hessian forgets what its diagonal has besides the products of probabilities: "
    "see question 1.3, and section 2.",
)
def multinomial_twice_products_alone(derivations):
    by_logits_twice(derivations, "-np.outer(p, p)")


@mistake(
    "1.4",
    "multinomial_loss_hessian multiplies the gradient of (5) by itself: to derive it once more is another thing.",
)
def multinomial_twice_outer_product(derivations):
    by_logits_twice(derivations, "np.outer(p - np.eye(len(z))[j], p - np.eye(len(z))[j])")


@mistake(
    "1.4",
    "multinomial_loss_hessian depends on the right class: "
    "that class adds a linear term to the loss (5), and nothing is left of it after two derivatives.",
)
def multinomial_twice_by_the_label(derivations):
    by_logits_twice(derivations, f"{JACOBIAN} - np.diag(np.eye(len(z))[j])")


# 1.5 Logistic loss of a linear model


@mistake(
    "1.5",
    "linear_model_gradient has zeros in the place of b: the logits (6) depend on the bias, and θ holds it.",
)
def theta_gradient_without_b(derivations):
    by_theta(derivations, "np.concatenate([np.outer(g, phi).ravel(), 0 * g])")


@mistake("1.5", "linear_model_gradient ends with W: θ holds b after it (7).")
def theta_gradient_of_w_alone(derivations):
    by_theta(derivations, "np.outer(g, phi).ravel()")


@mistake(
    "1.5",
    "linear_model_gradient returns the derivative by W, as a matrix: "
    "put W row by row, and then b, into one vector (7).",
)
def theta_gradient_as_matrix(derivations):
    by_theta(derivations, "np.outer(g, phi)")


@mistake("1.5", "linear_model_gradient has b before W: in θ the weights come first (7).")
def theta_gradient_b_first(derivations):
    by_theta(derivations, "np.concatenate([g, np.outer(g, phi).ravel()])")


@mistake("1.5", "linear_model_gradient has W column by column: θ holds it row by row (7).")
def theta_gradient_by_columns(derivations):
    by_theta(derivations, "np.concatenate([np.outer(phi, g).ravel(), g])")


@mistake("1.5", "linear_model_gradient leaves b out of the logits: equation (6) adds it before the softmax.")
def theta_gradient_of_logits_without_b(derivations):
    rewrite(derivations, "linear_model_gradient", ("W @ phi + b", "W @ phi"))


@mistake(
    "1.5",
    "linear_model_gradient has the wrong sign, though the gradient by the logits has the right one: "
    "with (6), the chain rule changes none.",
)
def theta_gradient_sign(derivations):
    by_theta(derivations, "-np.concatenate([np.outer(g, phi).ravel(), g])")


@mistake(
    "1.5",
    "linear_model_gradient forgets the features: "
    "by (6), the derivative of a logit by a weight is the feature that the weight multiplies.",
)
def theta_gradient_without_phi(derivations):
    by_theta(derivations, "np.concatenate([np.repeat(g, len(phi)), g])")


@mistake(
    "1.5",
    "linear_model_gradient multiplies the bias's part by the features' sum: "
    "by (6), a bias adds to its logit as it is.",
)
def theta_gradient_logits_in_b(derivations):
    by_theta(derivations, "np.concatenate([np.outer(g, phi).ravel(), g * phi.sum()])")


@mistake(
    "1.5",
    "linear_model_gradient takes the class before the right one: "
    "classes are counted from 0 (section 2), here as in question 1.4.",
)
def theta_gradient_label_one_late(derivations):
    rewrite(derivations, "linear_model_gradient", ("+ b, j)", "+ b, j - 1)"))


@mistake(
    "1.5",
    "linear_model_hessian has zeros in the rows and columns of b, on which the logits (6) depend as well.",
)
def theta_hessian_without_b(derivations):
    by_theta_twice(derivations, "H", "H[:, W.size :] = H[W.size :] = 0")


@mistake(
    "1.5", "linear_model_hessian ends with W: θ holds b after it (7), so there are K more rows and columns."
)
def theta_hessian_of_w_alone(derivations):
    by_theta_twice(derivations, "H[: W.size, : W.size]")


@mistake(
    "1.5",
    "linear_model_hessian has zeros where W and b meet: "
    "they add to the same logit (6), and their mixed derivatives are not 0.",
)
def theta_hessian_without_mixed_terms(derivations):
    by_theta_twice(derivations, "H", "H[: W.size, W.size :] = H[W.size :, : W.size] = 0")


@mistake(
    "1.5",
    "linear_model_hessian has zeros between the parameters of different classes: "
    "the softmax of the logits (6) binds them together.",
)
def theta_hessian_classes_apart(derivations):
    by_theta_twice(derivations, "A.T @ np.diag(np.diag(B)) @ A")


@mistake(
    "1.5", "linear_model_hessian is 0 beside the diagonal: the parameters of (7) have mixed derivatives."
)
def theta_hessian_diagonal_alone(derivations):
    by_theta_twice(derivations, "np.diag(np.diag(H))")


@mistake(
    "1.5", "linear_model_hessian has b before W: in θ the weights come first (7), in rows and columns alike."
)
def theta_hessian_b_first(derivations):
    by_theta_twice(derivations, "np.roll(H, (len(b), len(b)), (0, 1))")


@mistake(
    "1.5",
    "linear_model_hessian has W column by column: θ holds it row by row (7), in both directions of the Hessian.",
)
def theta_hessian_by_columns(derivations):
    by_theta_twice(
        derivations, "A.T @ B @ A", "A = np.hstack([np.kron(phi, np.eye(len(b))), np.eye(len(b))])"
    )


@mistake(
    "1.5",
    "linear_model_hessian leaves out the Hessian by the logits: the chain rule for (6) has it in the middle.",
)
def theta_hessian_without_softmax(derivations):
    by_theta_twice(derivations, "A.T @ A")


@mistake(
    "1.5",
    "linear_model_hessian multiplies the gradient by itself: that is no second derivative of the loss (5).",
)
def theta_hessian_outer_product(derivations):
    by_theta_twice(derivations, "np.outer(g, g)", "g = linear_model_gradient(W, b, phi, j)")


@mistake(
    "1.5", "linear_model_hessian has the wrong sign, which would make the loss concave in the parameters (7)."
)
def theta_hessian_sign(derivations):
    by_theta_twice(derivations, "-H")


@mistake(
    "1.5",
    "linear_model_hessian leaves b out of the logits: "
    "equation (6) adds it before the softmax, whose probabilities the Hessian holds.",
)
def theta_hessian_of_logits_without_b(derivations):
    rewrite(derivations, "linear_model_hessian", ("W @ phi + b", "W @ phi"))


@mistake(
    "1.5",
    "The gradient and the Hessian by the parameters leave b out of the logits: "
    "equation (6) adds it before the softmax.",
)
def theta_both_of_logits_without_b(derivations):
    rewrite(derivations, "linear_model_gradient", ("W @ phi + b", "W @ phi"))
    rewrite(derivations, "linear_model_hessian", ("W @ phi + b", "W @ phi"))


# 2.1 Squared error of a linear model


@mistake("2.1", "squared_loss_gradient has a factor of 2: the ½ of equation (8) cancels it.")
def squared_factor_two(derivations):
    squared(derivations, f"2 * {SQUARED_GRADIENT}")


@mistake(
    "2.1",
    "squared_loss_gradient keeps the ½ of equation (8), though the derivative of the square cancels it.",
)
def squared_halved(derivations):
    squared(derivations, f"0.5 * {SQUARED_GRADIENT}")


@mistake("2.1", "squared_loss_gradient has the wrong sign: the loss (8) grows with z where z is above y.")
def squared_sign(derivations):
    squared(derivations, f"-{SQUARED_GRADIENT}")


@mistake(
    "2.1",
    "squared_loss_gradient has W column by column: "
    "θ holds it row by row (9), and W is (D, K) here, other than in question 1.5.",
)
def squared_by_columns(derivations):
    squared(derivations, "np.concatenate([np.outer(r, phi).ravel(), r])")


@mistake("2.1", "squared_loss_gradient has b before W: in θ the weights come first (9).")
def squared_b_first(derivations):
    squared(derivations, "np.concatenate([r, np.outer(phi, r).ravel()])")


@mistake("2.1", "squared_loss_gradient ends with W: θ holds b after it (9).")
def squared_of_w_alone(derivations):
    squared(derivations, "np.outer(phi, r).ravel()")


@mistake(
    "2.1",
    "squared_loss_gradient returns the derivative by W, as a matrix: "
    "put W row by row, and then b, into one vector (9).",
)
def squared_as_matrix(derivations):
    squared(derivations, "np.outer(phi, r)")


@mistake(
    "2.1",
    "squared_loss_gradient has zeros in the place of b: the outputs (8) depend on the bias, and θ holds it.",
)
def squared_without_b(derivations):
    squared(derivations, "np.concatenate([np.outer(phi, r).ravel(), 0 * r])")


@mistake(
    "2.1", "squared_loss_gradient leaves b out of the outputs: equation (8) adds it before y is taken off."
)
def squared_outputs_without_b(derivations):
    rewrite(derivations, "squared_loss_gradient", ("phi + b", "phi"))


@mistake(
    "2.1",
    "squared_loss_gradient forgets the target: it is the error that equation (8) squares, not the output.",
)
def squared_without_y(derivations):
    squared(derivations, "_affine_transposed(phi, len(b)).T @ (r + y)")


@mistake(
    "2.1",
    "squared_loss_gradient is divided by the number of outputs: "
    "equation (8) adds up their squares, and takes no mean.",
)
def squared_mean(derivations):
    squared(derivations, f"{SQUARED_GRADIENT} / len(b)")


@mistake(
    "2.1",
    "squared_loss_gradient forgets the features: "
    "by (8), the derivative of an output by a weight is the feature that the weight multiplies.",
)
def squared_without_phi(derivations):
    squared(derivations, "np.concatenate([np.tile(r, len(phi)), r])")


@mistake("2.1", "squared_loss_hessian has a factor of 2: the ½ of equation (8) cancels it.")
def squared_twice_factor_two(derivations):
    squared_twice(derivations, "2 * H")


@mistake(
    "2.1", "squared_loss_hessian keeps the ½ of equation (8), though the derivative of the square cancels it."
)
def squared_twice_halved(derivations):
    squared_twice(derivations, "0.5 * H")


@mistake(
    "2.1", "squared_loss_hessian ends with W: θ holds b after it (9), so there are K more rows and columns."
)
def squared_twice_of_w_alone(derivations):
    squared_twice(derivations, "H[: W.size, : W.size]")


@mistake("2.1", "squared_loss_hessian is that of a single output: θ holds the weights of all K of them (9).")
def squared_twice_of_one_output(derivations):
    squared_twice(derivations, "np.outer(np.append(phi, 1), np.append(phi, 1))")


@mistake(
    "2.1",
    "squared_loss_hessian is the product of the features alone, of shape (D, D): "
    "θ holds K weights for each feature, and K biases (9).",
)
def squared_twice_of_features_alone(derivations):
    squared_twice(derivations, "np.outer(phi, phi)")


@mistake(
    "2.1",
    "squared_loss_hessian has W column by column: "
    "θ holds it row by row (9), and W is (D, K) here, other than in question 1.5.",
)
def squared_twice_by_columns(derivations):
    squared_twice(derivations, "A.T @ A", "A = _affine(phi, len(b))")


@mistake(
    "2.1", "squared_loss_hessian has b before W: in θ the weights come first (9), in rows and columns alike."
)
def squared_twice_b_first(derivations):
    squared_twice(derivations, "np.roll(H, (len(b), len(b)), (0, 1))")


@mistake(
    "2.1",
    "squared_loss_hessian has zeros in the rows and columns of b, on which the outputs (8) depend as well.",
)
def squared_twice_without_b(derivations):
    squared_twice(derivations, "H", "H[:, W.size :] = H[W.size :] = 0")


@mistake(
    "2.1",
    "squared_loss_hessian has zeros where W and b meet: "
    "they add to the same output (8), and their mixed derivatives are not 0.",
)
def squared_twice_without_mixed_terms(derivations):
    squared_twice(derivations, "H", "H[: W.size, W.size :] = H[W.size :, : W.size] = 0")


@mistake(
    "2.1",
    "squared_loss_hessian is 0 beside the diagonal: "
    "weights of the same output have mixed derivatives, since (8) squares their sum.",
)
def squared_twice_diagonal_alone(derivations):
    squared_twice(derivations, "np.diag(np.diag(H))")


@mistake("2.1", "squared_loss_hessian has the wrong sign, which would make the squared error (8) concave.")
def squared_twice_sign(derivations):
    squared_twice(derivations, "-H")


@mistake(
    "2.1",
    "squared_loss_hessian multiplies the gradient by itself: "
    "the second derivatives of (8) do not depend on the errors.",
)
def squared_twice_outer_product(derivations):
    squared_twice(derivations, "np.outer(g, g)", "g = squared_loss_gradient(W, b, phi, y)")


# 2.2a Linear regression


@mistake(
    "2.2a",
    "LinearRegression.update_weight climbs: a step of (11) goes against the gradient, and makes the error smaller.",
)
def linear_sign(hw1_q2):
    linear(hw1_q2, (ERROR, "self.backward(y_i - yhat)"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight always uses 0.001: the learning rate of (11) is the one that is passed to it.",
)
def linear_own_rate(hw1_q2):
    linear(hw1_q2, (RATE, "self.lr = 0.001"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight forgets the learning rate: equation (11) multiplies the gradient by it.",
)
def linear_without_rate(hw1_q2):
    linear(hw1_q2, (RATE, "self.lr = 1.0"))


@mistake("2.2a", "The default learning rate of LinearRegression.update_weight is not 0.001 (section 4).")
def linear_another_rate_by_default(hw1_q2):
    linear(hw1_q2, ("learning_rate=0.001", "learning_rate=0.01"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight uses the error's sign alone: "
    "in the derivative of the square (11), the size of the error counts.",
)
def linear_sign_of_the_error(hw1_q2):
    linear(hw1_q2, (ERROR, "self.backward(np.sign(yhat - y_i))"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight moves all weights alike: "
    "by the chain rule for (11), each moves by the error times its own feature.",
)
def linear_without_x(hw1_q2):
    linear(hw1_q2, ("grad_wrt_out @ self.X", "grad_wrt_out.sum() * np.ones_like(self.w)"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight still has the gradients of earlier examples: a step (11) is about one example.",
)
def linear_gradients_stay(hw1_q2):
    linear(hw1_q2, (START, "yhat"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight puts the step in the place of the weights: "
    "equation (11) starts from the old ones.",
)
def linear_overwritten(hw1_q2):
    linear(hw1_q2, ("self.w = self.w - self.lr", "self.w = -self.lr"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight divides the gradient by the number of features: "
    "nothing in the loss of (11) is averaged.",
)
def linear_mean_over_features(hw1_q2):
    linear(hw1_q2, (ERROR, "self.backward((yhat - y_i) / len(x_i))"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight steps by the target instead of the error: "
    "the prediction is missing in the gradient of (11).",
)
def linear_without_prediction(hw1_q2):
    linear(hw1_q2, (ERROR, "self.backward(0 * yhat - y_i)"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight steps by the prediction instead of the error: "
    "the target is missing in the gradient of (11).",
)
def linear_without_target(hw1_q2):
    linear(hw1_q2, (ERROR, "self.backward(yhat)"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight shrinks the weights as well: the loss of (11) has no penalty on them.",
)
def linear_decay(hw1_q2):
    linear(hw1_q2, ("self.w = self.w - self.lr", "self.w = (1 - self.lr) * self.w - self.lr"))


@mistake(
    "2.2a",
    "LinearRegression.update_weight builds its gradient in the array of the example: work on a copy (section 1).",
)
def linear_writes_into_x(hw1_q2):
    linear(hw1_q2, (ERROR, "x_i *= yhat - y_i; self.backward(np.ones(1))"))


@mistake(
    "2.2a",
    "solve_analytically inverts a matrix that has no inverse: "
    "section 4 says which solutions there are when columns depend on each other.",
)
def solution_by_inverse(hw1_q2):
    solution(hw1_q2, "return np.linalg.inv(X.T @ X) @ X.T @ y")


@mistake(
    "2.2a",
    "solve_analytically adds a column of ones of its own: "
    "the bias is a column of X already, where one is wanted (section 4).",
)
def solution_with_a_bias(hw1_q2):
    solution(hw1_q2, "return np.linalg.pinv(np.hstack([X, np.ones((len(X), 1))])) @ y")


@mistake(
    "2.2a",
    "solve_analytically adds a column of ones and then drops its weight: "
    "the weights (12) are those of the columns of X alone (section 4).",
)
def solution_with_a_bias_dropped(hw1_q2):
    solution(hw1_q2, "return (np.linalg.pinv(np.hstack([X, np.ones((len(X), 1))])) @ y)[:-1]")


@mistake(
    "2.2a",
    "solve_analytically adds a ridge so large that the errors (12) are no longer the smallest: "
    "a very small one will do (section 4).",
)
def solution_with_a_large_ridge(hw1_q2):
    solution(hw1_q2, "return np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ y)")


@mistake(
    "2.2a",
    "solve_analytically stops at the right-hand side of the normal equations: "
    "the minimum of (12) is still to be solved for.",
)
def solution_without_inverse(hw1_q2):
    solution(hw1_q2, "return X.T @ y")


@mistake(
    "2.2a",
    "solve_analytically averages over the examples on one side of the normal equations alone: "
    "the solution of (12) is then N times too large.",
)
def solution_mean_on_one_side(hw1_q2):
    solution(hw1_q2, "return np.linalg.pinv(X.T @ X / len(X)) @ X.T @ y")


@mistake("2.2a", "solve_analytically takes the mean off the targets: what is fitted in (12) is y itself.")
def solution_of_centred_targets(hw1_q2):
    solution(hw1_q2, "return np.linalg.pinv(X) @ (y - y.mean())")


@mistake(
    "2.2a",
    "solve_analytically takes the mean off the caller's own targets: "
    "it fits others than those of (12), and y is not its own to change (section 1).",
)
def solution_centres_in_place(hw1_q2):
    solution(hw1_q2, "y -= y.mean(); return np.linalg.pinv(X) @ y")


@mistake(
    "2.2a", "solve_analytically takes the means off the columns of X: the weights of (12) are for X as it is."
)
def solution_of_centred_columns(hw1_q2):
    solution(hw1_q2, "return np.linalg.pinv(X - X.mean(axis=0)) @ y")


@mistake("2.2a", "solve_analytically returns a column: the weights have one axis, of length D (section 4).")
def solution_as_column(hw1_q2):
    solution(hw1_q2, "return np.linalg.pinv(X) @ y[:, np.newaxis]")


@mistake(
    "2.2a",
    "solve_analytically returns the weights with the opposite sign: the predictions (10) should be near y.",
)
def solution_sign(hw1_q2):
    solution(hw1_q2, "return -np.linalg.pinv(X) @ y")


# 2.2b A network for regression


@mistake(
    "2.2b",
    "NeuralRegression takes the gradient (16) of W2 with the mask of the ReLU in place of the activations: "
    "did making the mask overwrite them?",
)
def regression_mask_for_h(hw1_q2):
    network(hw1_q2, (BY_W2, "g.T @ (self.h > 0)"))


@mistake(
    "2.2b",
    "NeuralRegression takes the gradient (16) of W2 with what goes into the ReLU: "
    "W2 multiplies what comes out of it (14).",
)
def regression_z_for_h(hw1_q2):
    network(hw1_q2, (BY_W2, "g.T @ self.z"))


@mistake(
    "2.2b",
    "NeuralRegression uses the sign of what goes into the ReLU as its derivative: "
    "where a unit is not active, the derivative is 0 and not −1 (section 5).",
)
def regression_sign_for_mask(hw1_q2):
    network(hw1_q2, (MASK, "np.sign(self.z)"))


@mistake(
    "2.2b",
    "NeuralRegression leaves out the derivative of the ReLU in the hidden layer's gradient (16): "
    "nothing may reach the weights of a unit that is not active.",
)
def regression_not_masked(hw1_q2):
    network(hw1_q2, (f" * {MASK}", ""))


@mistake(
    "2.2b",
    "NeuralRegression puts the gradient through the ReLU: "
    "what decides in (16) whether a gradient passes is whether the unit was active in (14).",
)
def regression_masked_by_gradient(hw1_q2):
    network(hw1_q2, (f"{BY_Z} * {MASK}", "grad_wrt_z = np.maximum(0, g @ self.W2)"))


@mistake(
    "2.2b",
    "NeuralRegression masks the hidden gradient (16) by the output's sign: "
    "what decides is whether the hidden unit is active.",
)
def regression_masked_by_output(hw1_q2):
    network(hw1_q2, (MASK, "(self.h @ self.W2.T + self.b2 > 0)"))


@mistake(
    "2.2b",
    "NeuralRegression masks the hidden gradient (16) by the sign of the inputs: "
    "what decides is whether the hidden unit is active.",
)
def regression_masked_by_input(hw1_q2):
    network(hw1_q2, (MASK, "(self.X.mean() > 0)"))


@mistake(
    "2.2b",
    "NeuralRegression multiplies the hidden gradient (16) by the activations: "
    "the derivative of an active ReLU is 1, whatever its value (section 5).",
)
def regression_h_for_mask(hw1_q2):
    network(hw1_q2, (MASK, "self.h"))


@mistake(
    "2.2b",
    "NeuralRegression switches the mask of the ReLU round: "
    "gradients (16) pass where the unit is not active, and stop where it is.",
)
def regression_mask_inverted(hw1_q2):
    network(hw1_q2, (MASK, "(self.z <= 0)"))


@mistake(
    "2.2b", "NeuralRegression climbs: a step (16) goes against the gradient, and makes the loss smaller."
)
def regression_sign(hw1_q2):
    network(hw1_q2, (ERROR, "self.backward(y_i - yhat)"))


@mistake(
    "2.2b",
    "The hidden layer of NeuralRegression climbs: a step (16) goes against the gradient in both layers.",
)
def regression_hidden_sign(hw1_q2):
    network(hw1_q2, (BY_Z, f"{BY_Z} * -1"))


@mistake(
    "2.2b",
    "NeuralRegression moves W2 before it takes the hidden layer's gradient, "
    "or one layer twice as far as the other: (16) moves both by the gradient of one loss, at the old weights.",
)
def regression_w2_moves_first(hw1_q2):
    network(
        hw1_q2,
        (f"{BY_Z} * {MASK}", f"self.W2 = self.W2 - self.lr * self.G_W2; {BY_Z} * {MASK}"),
        (STEP_2, "self.b2 = self.b2 - self.lr * self.G_b2"),
    )


@mistake(
    "2.2b",
    "The hidden biases of NeuralRegression never learn, or forward leaves them out: "
    "(14) adds them before the ReLU, and (16) moves them.",
)
def regression_hidden_biases_stay(hw1_q2):
    network(hw1_q2, (STEP_1, "self.W1 = self.W1 - self.lr * self.G_W1"))


@mistake(
    "2.2b",
    "The output bias of NeuralRegression never learns, or forward leaves it out: (14) adds it, and (16) moves it.",
)
def regression_output_bias_stays(hw1_q2):
    network(hw1_q2, (STEP_2, "self.W2 = self.W2 - self.lr * self.G_W2"))


@mistake("2.2b", "No bias of NeuralRegression ever learns: all four parameters of (16) move.")
def regression_biases_stay(hw1_q2):
    network(
        hw1_q2,
        (STEP_1, "self.W1 = self.W1 - self.lr * self.G_W1"),
        (STEP_2, "self.W2 = self.W2 - self.lr * self.G_W2"),
    )


@mistake("2.2b", "The hidden layer of NeuralRegression never learns: W1 and b1 move by (16) as well.")
def regression_hidden_layer_stays(hw1_q2):
    network(hw1_q2, (STEP_1, "pass"))


@mistake("2.2b", "The output layer of NeuralRegression never learns: W2 and b2 move by (16) as well.")
def regression_output_layer_stays(hw1_q2):
    network(hw1_q2, (STEP_2, "pass"))


@mistake(
    "2.2b", "The output weights of NeuralRegression never learn: (16) moves W2, too, and not its bias alone."
)
def regression_w2_stays(hw1_q2):
    network(hw1_q2, (STEP_2, "self.b2 = self.b2 - self.lr * self.G_b2"))


@mistake(
    "2.2b", "The hidden weights of NeuralRegression never learn: (16) moves W1, too, and not its bias alone."
)
def regression_w1_stays(hw1_q2):
    network(hw1_q2, (STEP_1, "self.b1 = self.b1 - self.lr * self.G_b1"))


@mistake(
    "2.2b", "NeuralRegression always uses 0.001: the learning rate of (16) is the one that is passed to it."
)
def regression_own_rate(hw1_q2):
    network(hw1_q2, (RATE, "self.lr = 0.001"))


@mistake(
    "2.2b", "NeuralRegression still has the gradients of earlier examples: a step (16) is about one example."
)
def regression_gradients_stay(hw1_q2):
    network(hw1_q2, (START, "yhat"))


@mistake(
    "2.2b",
    "A new NeuralRegression has weights with a standard deviation of 0.01: "
    "it is 0.1, and the 0.1² of (15) is the variance.",
)
def regression_deviation_too_small(hw1_q2):
    network(hw1_q2, *drawn("0.1, 0.1,", "0.1, 0.01,"))


@mistake(
    "2.2b",
    "A new NeuralRegression has weights with a variance of 0.1: "
    "the variance of (15) is 0.1², and 0.1 the standard deviation.",
)
def regression_deviation_too_large(hw1_q2):
    network(hw1_q2, *drawn("0.1, 0.1,", "0.1, 0.1**0.5,"))


@mistake(
    "2.2b",
    "The output weights of a new NeuralRegression have a standard deviation of 0.01: "
    "it is 0.1 in both layers, by (15).",
)
def regression_deviation_too_small_in_output(hw1_q2):
    network(hw1_q2, *drawn("0.1, 0.1,", "0.1, 0.01,", layers=[2]))


@mistake("2.2b", "The default learning rate of NeuralRegression.update_weight is not 0.001 (section 5).")
def regression_another_rate_by_default(hw1_q2):
    network(hw1_q2, ("learning_rate=0.001", "learning_rate=0.01"))


@mistake(
    "2.2b",
    "The gradients of the biases of NeuralRegression are those of all examples so far: each step has its own (16).",
)
def regression_bias_gradients_add_up(hw1_q2):
    network(
        hw1_q2,
        (", np.zeros_like(self.b1)", ", self.G_b1"),
        (", np.zeros_like(self.b2)", ", self.G_b2"),
    )


@mistake(
    "2.2b",
    "A new NeuralRegression has weights from the standard normal distribution: "
    "equation (15) has another mean, and a smaller deviation.",
)
def regression_standard_normal(hw1_q2):
    network(hw1_q2, *drawn("0.1, 0.1,", "0.0, 1.0,"))


@mistake("2.2b", "The weights of a new NeuralRegression have a mean of 0: by (15) it is 0.1.")
def regression_mean_zero(hw1_q2):
    network(hw1_q2, *drawn("0.1, 0.1,", "0.0, 0.1,"))


@mistake(
    "2.2b",
    "The weights of a new NeuralRegression are all 0.1: by (15) that is their mean, and each is drawn by itself.",
)
def regression_constant_weights(hw1_q2):
    network(hw1_q2, *drawn("0.1, 0.1,", "0.1, 0.0,"))


@mistake(
    "2.2b", "A new NeuralRegression has uniform weights: those of (15) are normal, and some of them negative."
)
def regression_uniform_weights(hw1_q2):
    network(hw1_q2, *drawn("normal(0.1, 0.1,", "uniform(0.0, 0.2,"))


@mistake(
    "2.2b",
    "All hidden units of a new NeuralRegression begin with the same weights: every weight is drawn by itself (15).",
)
def regression_one_row_for_all(hw1_q2):
    network(
        hw1_q2,
        *drawn(
            "np.random.normal(0.1, 0.1, (hidden, n_features))",
            "np.tile(np.random.normal(0.1, 0.1, n_features), (hidden, 1))",
            layers=[1],
        ),
    )


@mistake(
    "2.2b",
    "The hidden weights of a new NeuralRegression are zero, as only the biases are: weights are drawn from (15).",
)
def regression_zero_weights(hw1_q2):
    network(
        hw1_q2,
        *drawn(
            "np.random.normal(0.1, 0.1, (hidden, n_features))", "np.zeros((hidden, n_features))", layers=[1]
        ),
    )


@mistake(
    "2.2b",
    "The biases of a new NeuralRegression are drawn as its weights are: they are zero at first (section 5).",
)
def regression_random_biases(hw1_q2):
    network(hw1_q2, *drawn("np.zeros(", "np.random.normal(0.1, 0.1, "))


@mistake(
    "2.2b",
    "The biases of a new NeuralRegression are 0.1: "
    "that is the mean of the weights (15), and biases are zero at first.",
)
def regression_biases_of_one_tenth(hw1_q2):
    network(hw1_q2, *drawn("np.zeros(", "np.full(fill_value=0.1, shape="))


@mistake(
    "2.2b",
    "NeuralRegression has 150 hidden units, whatever it is asked for: "
    "section 5 passes the number as its second argument.",
)
def regression_own_number_of_units(hw1_q2):
    network(hw1_q2, *[(line, f"hidden = 150; {line}") for line, _ in drawn("", "", layers=[1])])


@mistake(
    "2.2b",
    "The hidden units of NeuralRegression are linear, so that all of it is a linear model: "
    "equation (14) has a ReLU.",
)
def regression_without_relu(hw1_q2):
    network(hw1_q2, ("np.maximum(0, self.z)", "self.z"))


@mistake("2.2b", "The hidden units of NeuralRegression are sigmoids: equation (14) has a ReLU.")
def regression_sigmoid(hw1_q2):
    network(hw1_q2, ("np.maximum(0, self.z)", SIGMOID.format(z="self.z")), (MASK, "self.h * (1 - self.h)"))


@mistake("2.2b", "The hidden units of NeuralRegression are hyperbolic tangents: equation (14) has a ReLU.")
def regression_tanh(hw1_q2):
    network(hw1_q2, ("np.maximum(0, self.z)", "np.tanh(self.z)"), (MASK, "(1 - self.h**2)"))


@mistake(
    "2.2b",
    "NeuralRegression has a ReLU on its output in training, though not in predict: the output of (14) is linear.",
)
def regression_relu_on_output_in_training(hw1_q2):
    network(hw1_q2, (ERROR, "self.backward((np.maximum(0, yhat) - y_i) * (yhat > 0))"))


@mistake(
    "2.2b",
    "NeuralRegression takes the error of an output that went through a ReLU: the output of (14) is linear.",
)
def regression_relu_in_the_error(hw1_q2):
    network(hw1_q2, (ERROR, "self.backward(np.maximum(0, yhat) - y_i)"))


@mistake(
    "2.2b", "NeuralRegression has a ReLU on its output: the output of (14) is linear, and may be negative."
)
def regression_relu_on_output(hw1_q2):
    network(
        hw1_q2,
        (
            "return (self.h @ self.W2.T + self.b2)[:, 0]",
            "return np.maximum(0, self.h @ self.W2.T + self.b2)[:, 0]",
        ),
    )


@mistake(
    "2.2b",
    "NeuralRegression learns from the error's sign alone: "
    "in the gradients (16) of the squared error, its size counts.",
)
def regression_error_of_the_sign(hw1_q2):
    network(hw1_q2, (ERROR, "self.backward(np.sign(yhat - y_i))"))


@mistake("2.2b", "NeuralRegression.predict returns one number for all rows: section 5 wants one for each.")
def regression_predicts_one_number(hw1_q2):
    network(hw1_q2, ("return self.forward(X)", "return self.forward(X)[0]"))


@mistake("2.2b", "NeuralRegression.predict averages over the rows: section 5 wants one number for each.")
def regression_predicts_the_mean(hw1_q2):
    network(hw1_q2, ("return self.forward(X)", "return np.full(len(X), self.forward(X).mean())"))


@mistake("2.2b", "NeuralRegression scales the caller's own array: work on a copy of X (section 1).")
def regression_writes_into_x(hw1_q2):
    network(hw1_q2, ("self.X = X\n", "X -= 1e-3; self.X = X\n"))


# 3.1a Perceptron


@mistake(
    "3.1a",
    "Perceptron.update_weight predicts again after half of the update: "
    "which row loses x in (20) is decided before any row moves.",
)
def perceptron_predicts_again(hw1_q3):
    perceptron(hw1_q3, (DOWN, "W[np.argmax(W @ x_i)] -= x_i"))


@mistake(
    "3.1a",
    "Perceptron.update_weight takes x off the rows of all other classes: in (20) only the predicted one loses it.",
)
def perceptron_punishes_all_others(hw1_q3):
    perceptron(hw1_q3, (UP, "W -= x_i"), (DOWN, "W[y_i] += 2 * x_i"))


@mistake(
    "3.1a",
    "Perceptron.update_weight takes x off every row that scores above the right one: "
    "in (20) only the predicted one loses it.",
)
def perceptron_punishes_all_higher(hw1_q3):
    perceptron(hw1_q3, (DOWN, "W[self.W @ x_i > self.W[y_i] @ x_i] -= x_i"))


@mistake(
    "3.1a",
    "Perceptron.update_weight multiplies x by the learning rate: "
    "the perceptron has none, and ignores the one it is handed (section 6).",
)
def perceptron_with_a_rate(hw1_q3):
    perceptron(
        hw1_q3,
        (UP, "W[y_i] += kwargs['learning_rate'] * x_i"),
        (DOWN, "W[y_hat] -= kwargs['learning_rate'] * x_i"),
    )


@mistake("3.1a", "Perceptron.update_weight moves by 0.001 x: in (20) the rows move by all of x.")
def perceptron_of_small_steps(hw1_q3):
    perceptron(hw1_q3, (UP, "W[y_i] += 0.001 * x_i"), (DOWN, "W[y_hat] -= 0.001 * x_i"))


@mistake(
    "3.1a",
    "Perceptron.update_weight adds x to the right row even if the prediction is right: "
    "nothing changes then (section 6).",
)
def perceptron_learns_when_it_is_right(hw1_q3):
    perceptron(hw1_q3, (WRONG_IF, "if True:"), (DOWN, "W[y_hat] -= (y_hat != y_i) * x_i"))


@mistake(
    "3.1a", "Perceptron.update_weight moves the right class's row alone: the predicted one moves, too (20)."
)
def perceptron_right_row_alone(hw1_q3):
    perceptron(hw1_q3, (DOWN, "pass"))


@mistake(
    "3.1a", "Perceptron.update_weight moves the predicted class's row alone: the right one moves, too (20)."
)
def perceptron_predicted_row_alone(hw1_q3):
    perceptron(hw1_q3, (UP, "pass"))


@mistake(
    "3.1a",
    "Perceptron.update_weight has the signs of (20) the wrong way round: the right class's score must grow.",
)
def perceptron_sign(hw1_q3):
    perceptron(hw1_q3, (UP, "W[y_i] -= x_i"), (DOWN, "W[y_hat] += x_i"))


@mistake("3.1a", "Perceptron.update_weight adds x to both rows: by (20) the predicted one loses it.")
def perceptron_adds_to_both(hw1_q3):
    perceptron(hw1_q3, (DOWN, "W[y_hat] += x_i"))


@mistake(
    "3.1a",
    "Perceptron.update_weight takes the class with the smallest score for the predicted one: "
    "it is the largest (section 6).",
)
def perceptron_smallest_score(hw1_q3):
    perceptron(hw1_q3, ("(y_hat,) = self.predict(x_i[np.newaxis])", "y_hat = np.argmin(self.W @ x_i)"))


@mistake(
    "3.1a",
    "Perceptron.update_weight predicts by the scores' sizes: "
    "a score below 0 is a small one, however large its size (section 6).",
)
def perceptron_largest_size(hw1_q3):
    perceptron(
        hw1_q3, ("(y_hat,) = self.predict(x_i[np.newaxis])", "y_hat = np.argmax(np.abs(self.W @ x_i))")
    )


@mistake(
    "3.1a",
    "Perceptron.update_weight takes x off the best wrong class even if the prediction is right: "
    "nothing changes then (section 6).",
)
def perceptron_runner_up(hw1_q3):
    perceptron(
        hw1_q3,
        (
            "(y_hat,) = self.predict(x_i[np.newaxis])",
            "scores = self.W @ x_i; scores[y_i] = -np.inf; y_hat = np.argmax(scores)",
        ),
    )


@mistake(
    "3.1a",
    "Perceptron.update_weight multiplies x by the difference of the scores: "
    "by (20) the rows move by x itself, however wrong they were.",
)
def perceptron_by_its_score(hw1_q3):
    perceptron(
        hw1_q3,
        (UP, "step = (self.W[y_hat] - self.W[y_i]) @ x_i * x_i; W[y_i] += step"),
        (DOWN, "W[y_hat] -= step"),
    )


@mistake(
    "3.1a",
    "Perceptron.update_weight shares the loss of x among all other classes: "
    "by (20) only the predicted one loses, and all of it.",
)
def perceptron_shares(hw1_q3):
    perceptron(hw1_q3, (UP, "W -= x_i / (len(W) - 1)"), (DOWN, "W[y_i] += x_i + x_i / (len(W) - 1)"))


@mistake(
    "3.1a",
    "Perceptron.update_weight changes nothing, or changes a copy that is then forgotten: "
    "the new rows (20) must be in W.",
)
def perceptron_never_moves(hw1_q3):
    perceptron(hw1_q3, ("self.W = W", "pass"))


# 3.1b Logistic regression


@mistake(
    "3.1b",
    "LogisticRegression.update_weight learns from mistakes alone, and predicts again when half of W has moved: "
    "one gradient (21) moves all rows, for every example.",
)
def logistic_from_mistakes_half_by_half(hw1_q3):
    logistic(hw1_q3, "0 * p", LOGISTIC_HALVES)


@mistake(
    "3.1b",
    "LogisticRegression.update_weight learns from mistakes alone: "
    "the loss is never 0, so (21) moves W for every example.",
)
def logistic_from_mistakes(hw1_q3):
    logistic(hw1_q3, "(z.argmax() != y_i) * (p - e)")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight moves two rows, as the perceptron does: "
    "the gradient (21) has a row for each class, none of them 0.",
)
def logistic_two_rows(hw1_q3):
    logistic(hw1_q3, "(p - e) * (e + np.eye(len(z))[z.argmax()] > 0)")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight fits the scores to the number of the class: "
    "classes have no order, and the loss of (21) is that of (5).",
)
def logistic_regression_on_the_index(hw1_q3):
    logistic(hw1_q3, "z - y_i")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight fits the scores to the one-hot label by squared errors: "
    "the loss of (21) takes the softmax of them.",
)
def logistic_squared_error(hw1_q3):
    logistic(hw1_q3, "z - e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight takes the softmax's Jacobian once too often, as for a squared error: "
    "with the loss (5) it cancels out.",
)
def logistic_squared_error_of_the_softmax(hw1_q3):
    logistic(hw1_q3, "(np.diag(p) - np.outer(p, p)) @ (p - e)")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight takes the softmax of the predicted label, which is one number: "
    "it is the softmax of all logits that (21) wants.",
)
def logistic_softmax_of_the_label(hw1_q3):
    logistic(hw1_q3, "1 - e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight calculates with the number of the class: "
    "the gradient (21) treats the right class's row otherwise, and no number is in it.",
)
def logistic_index_for_one_hot(hw1_q3):
    logistic(hw1_q3, "p - y_i")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight has a 1 for the predicted class where (21) has probabilities: "
    "that is the perceptron.",
)
def logistic_largest_for_softmax(hw1_q3):
    logistic(hw1_q3, "np.eye(len(z))[z.argmax()] - e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight moves the right class's row alone: "
    "the other logits are in the softmax, so (21) moves all rows.",
)
def logistic_right_row_alone(hw1_q3):
    logistic(hw1_q3, "(p - 1) * e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight takes nothing off the probability of the right class: "
    "its row is the one that should gain in (21).",
)
def logistic_wrong_rows_alone(hw1_q3):
    logistic(hw1_q3, "p")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight uses a sigmoid for each score: "
    "the loss of (21) is of the softmax, in which all logits take part.",
)
def logistic_sigmoids(hw1_q3):
    logistic(hw1_q3, "1 / (1 + np.exp(-np.clip(z, -99, 99))) - e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight does not divide the exponentials by their sum: "
    "without it they are no softmax (4).",
)
def logistic_not_normalised(hw1_q3):
    logistic(hw1_q3, "np.exp(z - z.max()) - e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight climbs: a step of (21) goes against the gradient, and makes the loss smaller.",
)
def logistic_sign(hw1_q3):
    logistic(hw1_q3, "e - p")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight always uses 0.001: the learning rate of (21) is the one that is passed to it.",
)
def logistic_own_rate(hw1_q3):
    logistic(hw1_q3, "p - e", "learning_rate = 0.001")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight forgets the learning rate: equation (21) multiplies the gradient by it.",
)
def logistic_without_rate(hw1_q3):
    logistic(hw1_q3, "p - e", "learning_rate = 1.0")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight divides the gradient by the number of classes: the loss (5) averages nothing.",
)
def logistic_mean_over_classes(hw1_q3):
    logistic(hw1_q3, "(p - e) / len(z)")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight fills W with nan when logits are large: "
    "equation (4) says what to do before the exponential.",
)
def logistic_overflows(hw1_q3):
    logistic(hw1_q3, "np.exp(z) / np.exp(z).sum() - e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight clips logits so that none overflows, which makes large ones alike: "
    "equation (4) changes no probability.",
)
def logistic_overflow_clipped(hw1_q3):
    logistic(hw1_q3, "np.exp(np.clip(z, -500, 500)) / np.exp(np.clip(z, -500, 500)).sum() - e")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight shrinks W as well: the loss of (21) has no penalty on the weights.",
)
def logistic_decay(hw1_q3):
    logistic(hw1_q3, "p - e", "self.W = (1 - learning_rate) * self.W")


@mistake(
    "3.1b",
    "LogisticRegression.update_weight still has the gradients of earlier examples: "
    "a step (21) is about one example.",
)
def logistic_gradients_stay(hw1_q3):
    rewrite(hw1_q3, "LogisticRegression", ("self.zerograd()\n        logits", "logits"))


@mistake("3.1b", "The default learning rate of LogisticRegression.update_weight is not 0.001 (section 6).")
def logistic_another_rate_by_default(hw1_q3):
    rewrite(hw1_q3, "LogisticRegression", ("learning_rate=0.001", "learning_rate=0.01"))


@mistake(
    "3.1b",
    "LogisticRegression.update_weight makes a one-hot label of ten classes, however many there are: "
    "it should work for any number (section 6).",
)
def logistic_ten_classes(hw1_q3):
    logistic(hw1_q3, "p - np.eye(10)[y_i]")


# 3.2b Multilayer perceptron


@mistake(
    "3.2b",
    "MLP takes the gradient (23) of W2 with the mask of the ReLU in place of the activations: "
    "did making the mask overwrite them?",
)
def mlp_mask_for_h(hw1_q3):
    mlp(hw1_q3, (BY_W2, "g.T @ (self.h > 0)"))


@mistake(
    "3.2b",
    "MLP takes the gradient (23) of W2 with what goes into the ReLU: W2 multiplies what comes out of it (22).",
)
def mlp_z_for_h(hw1_q3):
    mlp(hw1_q3, (BY_W2, "g.T @ self.z1"))


@mistake(
    "3.2b",
    "MLP uses the sign of what goes into the ReLU as its derivative: "
    "where a unit is not active, the derivative is 0 and not −1 (section 5).",
)
def mlp_sign_for_mask(hw1_q3):
    mlp(hw1_q3, (MLP_MASK, "np.sign(self.z1)"))


@mistake(
    "3.2b",
    "MLP leaves out the derivative of the ReLU in the hidden layer's gradient (23): "
    "nothing may reach the weights of a unit that is not active.",
)
def mlp_not_masked(hw1_q3):
    mlp(hw1_q3, (f" * {MLP_MASK}", ""))


@mistake(
    "3.2b",
    "MLP puts the gradient through the ReLU: what decides in (23) whether a gradient passes is whether the unit "
    "was active in (22).",
)
def mlp_masked_by_gradient(hw1_q3):
    mlp(hw1_q3, (f"{BY_Z1} * {MLP_MASK}", "grad_wrt_z1 = np.maximum(0, g @ self.W2)"))


@mistake(
    "3.2b",
    "MLP multiplies the hidden gradient (23) by the activations: "
    "the derivative of an active ReLU is 1, whatever its value (section 5).",
)
def mlp_h_for_mask(hw1_q3):
    mlp(hw1_q3, (MLP_MASK, "self.h"))


@mistake(
    "3.2b",
    "MLP switches the mask of the ReLU round: gradients (23) pass where the unit is not active, "
    "and stop where it is.",
)
def mlp_mask_inverted(hw1_q3):
    mlp(hw1_q3, (MLP_MASK, "(self.z1 <= 0)"))


@mistake(
    "3.2b",
    "No step of MLP makes the right class more likely: "
    "does it go against the gradient (23), and is the label one-hot, and not the number of the class?",
)
def mlp_sign(hw1_q3):
    mlp(hw1_q3, learning("e - p"))


@mistake("3.2b", "The hidden layer of MLP climbs: a step (23) goes against the gradient in both layers.")
def mlp_hidden_sign(hw1_q3):
    mlp(hw1_q3, (BY_Z1, f"{BY_Z1} * -1"))


@mistake(
    "3.2b",
    "MLP moves W2 before it takes the hidden layer's gradient: "
    "all four gradients (23) are taken at the old weights.",
)
def mlp_w2_moves_first(hw1_q3):
    mlp(
        hw1_q3,
        (f"{BY_Z1} * {MLP_MASK}", f"self.W2 = self.W2 - self.lr * self.G_W2; {BY_Z1} * {MLP_MASK}"),
        (STEP_2, "self.b2 = self.b2 - self.lr * self.G_b2"),
    )


@mistake(
    "3.2b",
    "The hidden biases of MLP never learn, or forward leaves them out: "
    "(22) adds them before the ReLU, and (23) moves them.",
)
def mlp_hidden_biases_stay(hw1_q3):
    mlp(hw1_q3, (STEP_1, "self.W1 = self.W1 - self.lr * self.G_W1"))


@mistake(
    "3.2b",
    "Where all hidden units should rest, MLP moves no bias: "
    "do its output biases learn by (23), and have new weights the mean 0.1 of (15)?",
)
def mlp_output_biases_stay(hw1_q3):
    mlp(hw1_q3, (STEP_2, "self.W2 = self.W2 - self.lr * self.G_W2"))


@mistake("3.2b", "The hidden layer of MLP never learns: W1 and b1 move by (23) as well.")
def mlp_hidden_layer_stays(hw1_q3):
    mlp(hw1_q3, (STEP_1, "pass"))


@mistake("3.2b", "The output weights of MLP never learn: (23) moves W2, too, and not its bias alone.")
def mlp_w2_stays(hw1_q3):
    mlp(hw1_q3, (STEP_2, "self.b2 = self.b2 - self.lr * self.G_b2"))


@mistake("3.2b", "The hidden weights of MLP never learn: (23) moves W1, too, and not its bias alone.")
def mlp_w1_stays(hw1_q3):
    mlp(hw1_q3, (STEP_1, "self.b1 = self.b1 - self.lr * self.G_b1"))


@mistake("3.2b", "MLP always uses 0.001: the learning rate of (23) is the one that is passed to it.")
def mlp_own_rate(hw1_q3):
    mlp(hw1_q3, (RATE, "self.lr = 0.001"))


@mistake("3.2b", "MLP still has the gradients of earlier examples: a step (23) is about one example.")
def mlp_gradients_stay(hw1_q3):
    mlp(hw1_q3, ("            self.zerograd()\n", ""))


@mistake(
    "3.2b", "The biases of a new MLP are drawn as its weights are: they are zero at first, as in section 5."
)
def mlp_random_biases(hw1_q3):
    mlp(hw1_q3, *mlp_drawn("np.zeros(", "np.random.normal(0.1, 0.1, "))


@mistake(
    "3.2b",
    "A new MLP has weights with a standard deviation of 0.01: it is 0.1, and the 0.1² of (15) is the variance.",
)
def mlp_deviation_too_small(hw1_q3):
    mlp(hw1_q3, *mlp_drawn("0.1, 0.1,", "0.1, 0.01,"))


@mistake(
    "3.2b",
    "The hidden weights of a new MLP have a standard deviation of 0.01: it is 0.1 for both layers (15).",
)
def mlp_deviation_too_small_in_hidden_layer(hw1_q3):
    mlp(hw1_q3, *mlp_drawn("0.1, 0.1,", "0.1, 0.01,", layers=[1]))


@mistake("3.2b", "A new MLP has ten outputs whatever n_classes is: one for each class (equation (22)).")
def mlp_ten_classes(hw1_q3):
    mlp(
        hw1_q3,
        (
            "(n_classes, hidden_size)), np.zeros(n_classes)\n        #",
            "(10, hidden_size)), np.zeros(10)\n        #",
        ),
    )


@mistake(
    "3.2b",
    "The default learning rate of MLP.train_epoch is not 0.001 (section 6).",
)
def mlp_another_rate_by_default(hw1_q3):
    mlp(hw1_q3, ("learning_rate=0.001", "learning_rate=0.01"))


@mistake(
    "3.2b",
    "A new MLP has weights with a variance of 0.1: the variance of (15) is 0.1², and 0.1 the standard deviation.",
)
def mlp_deviation_too_large(hw1_q3):
    mlp(hw1_q3, *mlp_drawn("0.1, 0.1,", "0.1, 0.1**0.5,"))


@mistake(
    "3.2b",
    "MLP has 200 hidden units, whatever it is asked for: section 6 passes the number as the third argument.",
)
def mlp_own_number_of_units(hw1_q3):
    mlp(hw1_q3, *[(line, f"hidden_size = 200; {line}") for line, _ in mlp_drawn("", "", layers=[1])])


@mistake(
    "3.2b",
    "The hidden units of MLP are linear, or its output layer or its biases never learn: "
    "(22) has a ReLU, and (23) moves all four parameters.",
)
def mlp_without_relu(hw1_q3):
    mlp(hw1_q3, ("np.maximum(0, self.z1)", "self.z1"))


@mistake("3.2b", "The hidden units of MLP are sigmoids: equation (22) has a ReLU.")
def mlp_sigmoid(hw1_q3):
    mlp(hw1_q3, ("np.maximum(0, self.z1)", SIGMOID.format(z="self.z1")), (MLP_MASK, "self.h * (1 - self.h)"))


@mistake("3.2b", "The hidden units of MLP are hyperbolic tangents: equation (22) has a ReLU.")
def mlp_tanh(hw1_q3):
    mlp(hw1_q3, ("np.maximum(0, self.z1)", "np.tanh(self.z1)"), (MLP_MASK, "(1 - self.h**2)"))


@mistake(
    "3.2b", "MLP has a ReLU on its logits: those of (22) may be negative, and only the hidden units have one."
)
def mlp_relu_on_logits(hw1_q3):
    mlp(hw1_q3, ("return self.h @ self.W2.T + self.b2", "return np.maximum(0, self.h @ self.W2.T + self.b2)"))


@mistake(
    "3.2b",
    "MLP fits its outputs to the number of the class, and predicts by rounding: "
    "classes have no order, and (22) has a logit for each.",
)
def mlp_regression_on_the_index(hw1_q3):
    mlp(hw1_q3, learning("z - k"), (CLASSES, "np.rint(self.forward(X).mean(axis=1))"))


@mistake(
    "3.2b",
    "MLP fits its logits to the one-hot label by squared errors: the loss of (23) takes the softmax of them.",
)
def mlp_squared_error(hw1_q3):
    mlp(hw1_q3, learning("z - e"))


@mistake(
    "3.2b",
    "MLP derives the softmax once too often, as for a squared error: with the loss (5), the Jacobian cancels out.",
)
def mlp_softmax_twice(hw1_q3):
    mlp(hw1_q3, learning("(np.diag(p) - np.outer(p, p)) @ (p - e)"))


@mistake(
    "3.2b",
    "MLP takes the softmax of the predicted label, which is one number: "
    "it is the softmax of all logits that the loss (5) wants.",
)
def mlp_softmax_of_the_label(hw1_q3):
    mlp(hw1_q3, learning("1 - e"))


@mistake(
    "3.2b",
    "MLP has a 1 for the predicted class where the gradient (23) has probabilities, "
    "and so learns as a perceptron does.",
)
def mlp_largest_for_softmax(hw1_q3):
    mlp(hw1_q3, learning("np.eye(len(z))[z.argmax()] - e"))


@mistake(
    "3.2b",
    "MLP learns about the right class alone: the other logits are in the softmax, and so in the loss (5).",
)
def mlp_right_class_alone(hw1_q3):
    mlp(hw1_q3, learning("(p - 1) * e"))


@mistake(
    "3.2b",
    "MLP uses a sigmoid for each logit: the loss (5) is of the softmax, in which all logits take part.",
)
def mlp_sigmoids_for_softmax(hw1_q3):
    mlp(hw1_q3, learning("1 / (1 + np.exp(-np.clip(z, -99, 99))) - e"))


@mistake(
    "3.2b",
    "MLP learns from mistakes alone: the loss is never 0, so (23) moves all parameters for every example.",
)
def mlp_from_mistakes(hw1_q3):
    mlp(hw1_q3, learning("(z.argmax() != k) * (p - e)"))


@mistake("3.2b", "MLP divides the gradient by the number of classes: the loss (5) averages nothing.")
def mlp_mean_over_classes(hw1_q3):
    mlp(hw1_q3, learning("(p - e) / len(z)"))


@mistake(
    "3.2b",
    "MLP fills its weights with nan when logits are large: equation (4) says what to do before the exponential.",
)
def mlp_overflows(hw1_q3):
    mlp(hw1_q3, learning("np.exp(z) / np.exp(z).sum() - e"))


@mistake(
    "3.2b",
    "MLP.train_epoch takes one step for all rows together: "
    "it takes one for each example, from the weights that the last has left (section 6).",
)
def mlp_one_step_for_the_epoch(hw1_q3):
    mlp(
        hw1_q3,
        ("            self.zerograd()\n            logits", "            logits"),
        ("            self.step()\n", "        self.step()\n        self.zerograd()\n"),
    )


@mistake("3.2b", "MLP.train_epoch learns from the first example alone: it takes a step for each (section 6).")
def mlp_first_example_alone(hw1_q3):
    mlp(hw1_q3, ("for i in range(len(X))", "for i in range(1)"))


@mistake("3.2b", "MLP.predict returns logits: section 6 wants the class with the largest one.")
def mlp_predicts_logits(hw1_q3):
    mlp(hw1_q3, (CLASSES, "self.forward(X)"))


@mistake("3.2b", "MLP.predict returns the class of the first row for all: section 6 wants one for each.")
def mlp_predicts_the_first_row(hw1_q3):
    mlp(hw1_q3, (CLASSES, "self.forward(X)[0].argmax()"))


@mistake(
    "3.2b",
    "MLP.predict looks for the largest logit in the whole batch: each row has a class of its own (section 6).",
)
def mlp_predicts_over_all_rows(hw1_q3):
    mlp(hw1_q3, (CLASSES, "self.forward(X).argmax()"))
