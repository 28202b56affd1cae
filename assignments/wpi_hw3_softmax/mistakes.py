"""Known mistakes of wpi_hw3_softmax: each puts one misconception into a copy of the reference."""

from grader.misconceptions import mistake, rewrite

# derivations.py
GRADIENT = "X @ (X.T @ w - y) / X.shape[1]"
HESSIAN = "X @ X.T / X.shape[1]"
STEP = "np.linalg.lstsq(mse_hessian(X), mse_gradient(X, y, w), rcond=None)[0]"
OWN = "x * y_hat[l] * (1 - y_hat[l])"
OTHER = "-x * y_hat[k] * y_hat[l]"
BY_WEIGHTS = "-X @ (Y[l] - Y_hat[l]) / X.shape[1]"
BY_BIAS = "-np.sum(Y - Y_hat, axis=1) / Y.shape[1]"
NLL = "-np.sum(np.log(Y_hat[Y > 0]))"
LABELS = "np.max(Y * Y_hat, axis=0)"  # the probability of each example's label

# softmax_regression.py
EXPONENTIALS = "np.exp(z - z.max(axis=0, keepdims=True))"
DENOMINATOR = "exponentials.sum(axis=0, keepdims=True)"
LOGARITHMS = "shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))"
KEPT = "self.p, self.labels = np.exp(log_p), labels"
MEAN = "-(labels * log_p).sum() / labels.shape[1]"
SLOPE = "(self.p - self.labels) / self.labels.shape[1]"
LOGITS = "self.W.T @ x + self.b"
SUM_W, SUM_B = "self.G_W + self.x @ g.T", "self.G_b + g.sum(axis=1, keepdims=True)"
DECAY = "self.alpha * self.W)"
STEP_W, STEP_B = f"self.W - self.lr * (self.G_W + {DECAY}", "self.b - self.lr * self.G_b"
PENALTY = "self.alpha / 2 * np.sum(self.W**2)"
CLEARED = "self.G_W, self.G_b = np.zeros_like(self.W), np.zeros_like(self.b)"
ORDER = "order = np.random.permutation(len(images))"
PIECES = "[(images[start : start + size], labels[start : start + size]) for start in starts]"
HITS = "model.forward(images.T).argmax(axis=0) == labels"
MEASURED = "SoftmaxCrossEntropyLoss().forward(model.forward(images.T), labels2onehot(labels))"
BATCHES = "minibatches(images[order], labels[order], batch_size)"
OWN_BATCHES = "[(images[p], labels[p]) for p in np.split(order, range(batch_size, len(order), batch_size))]"
FITTED = "fitted(train_images, train_labels, chosen)"
FOUND = "cross_entropy(model, validation_images, validation_labels)"
COMBINATIONS = "itertools.product(*grid.values())"
SEARCHED = "grid_search(images, labels, validation_images, validation_labels, grid)"
FINAL = "fitted(train_images, train_labels, best)"
TESTED = "cross_entropy(model, test_images, test_labels)"
TEST_ACCURACY = "accuracy(model, test_images, test_labels)"


def gradient(derivations, new, inherited=False):
    """Change mse_gradient; newton_step keeps a right one of its own, unless it inherits the mistake."""
    if not inherited:
        rewrite(derivations, "newton_step", ("mse_gradient(X, y, w)", GRADIENT))
    rewrite(derivations, "mse_gradient", (GRADIENT, new))


def hessian(derivations, new, inherited=False):
    """Change mse_hessian; newton_step keeps a right one of its own, unless it inherits the mistake."""
    if not inherited:
        rewrite(derivations, "newton_step", ("mse_hessian(X)", HESSIAN))
    rewrite(derivations, "mse_hessian", (HESSIAN, new))


def softmax(softmax_regression, *changes):
    """Change softmax, and let the loss take it, and the logarithm of what it returns, as most people do."""
    rewrite(softmax_regression, "softmax", *changes)
    rewrite(softmax_regression, "SoftmaxCrossEntropyLoss", (LOGARITHMS, "np.log(softmax(logits))"))
    rewrite(
        softmax_regression, "SoftmaxCrossEntropyLoss", (KEPT, "self.p, self.labels = softmax(logits), labels")
    )


def loss(softmax_regression, *changes):
    """Change SoftmaxCrossEntropyLoss."""
    rewrite(softmax_regression, "SoftmaxCrossEntropyLoss", *changes)


def model(softmax_regression, *changes):
    """Change SoftmaxRegression."""
    rewrite(softmax_regression, "SoftmaxRegression", *changes)


def minibatches(softmax_regression, old, new):
    """Change minibatches, and leave train right."""
    rewrite(softmax_regression, "train", (BATCHES, OWN_BATCHES))
    rewrite(softmax_regression, "minibatches", (old, new))


# 1 Newton's method


@mistake(
    "1",
    "mse_gradient sums over the examples: the 1/n of the cost (1) is missing in its gradient (section 2).",
)
def gradient_of_the_sum(derivations):
    gradient(derivations, "X @ (X.T @ w - y)")


@mistake(
    "1",
    "mse_gradient lost the 1/n of the cost (1), and newton_step inherits it: "
    "with a Hessian that has its 1/n, the step is n times too long (section 2).",
)
def gradient_of_the_sum_in_the_step(derivations):
    gradient(derivations, "X @ (X.T @ w - y)", inherited=True)


@mistake(
    "1",
    "mse_gradient keeps the 1/2 of the cost (1), though the derivative of the square cancels it (section 2).",
)
def gradient_keeps_the_half(derivations):
    gradient(derivations, "X @ (X.T @ w - y) / (2 * X.shape[1])")


@mistake(
    "1",
    "mse_gradient keeps the 1/2 of the cost (1), though the derivative of the square cancels it; "
    "newton_step inherits it, and goes half the way (section 2).",
)
def gradient_keeps_the_half_in_the_step(derivations):
    gradient(derivations, "X @ (X.T @ w - y) / (2 * X.shape[1])", inherited=True)


@mistake("1", "mse_gradient is that of the mean squared error: the cost (1) is half of it (section 2).")
def gradient_without_the_half(derivations):
    gradient(derivations, "2 * X @ (X.T @ w - y) / X.shape[1]")


@mistake(
    "1",
    "mse_gradient is that of the whole mean squared error, and the cost (1) is half of it; "
    "newton_step inherits it, and goes twice as far as it should (section 2).",
)
def gradient_without_the_half_in_the_step(derivations):
    gradient(derivations, "2 * X @ (X.T @ w - y) / X.shape[1]", inherited=True)


@mistake(
    "1",
    "mse_gradient has the wrong sign: it points to where the cost (1) falls, not to where it grows (section 2).",
)
def gradient_of_the_wrong_sign(derivations):
    gradient(derivations, "X @ (y - X.T @ w) / X.shape[1]")


@mistake(
    "1",
    "mse_gradient has the wrong sign, and newton_step inherits it: "
    "equation (2) then leads away from the minimum (section 2).",
)
def gradient_of_the_wrong_sign_in_the_step(derivations):
    gradient(derivations, "X @ (y - X.T @ w) / X.shape[1]", inherited=True)


@mistake(
    "1",
    "mse_gradient is divided by the number of features: "
    "in equation (1), n counts the examples, the columns of X.",
)
def gradient_over_the_features(derivations):
    gradient(derivations, "X @ (X.T @ w - y) / X.shape[0]")


@mistake(
    "1",
    "mse_gradient has a second axis: vectors of derivations.py have one axis, as w has (section 1).",
)
def gradient_as_a_column(derivations):
    gradient(derivations, "(X @ (X.T @ w - y) / X.shape[1])[:, None]")


@mistake(
    "1",
    "mse_hessian sums over the examples: the 1/n of the cost (1) stays in its second derivatives (section 2).",
)
def hessian_of_the_sum(derivations):
    hessian(derivations, "X @ X.T")


@mistake(
    "1",
    "mse_hessian lost the 1/n of the cost (1), and newton_step inherits it: "
    "with a gradient that has its 1/n, the step is n times too short (section 2).",
)
def hessian_of_the_sum_in_the_step(derivations):
    hessian(derivations, "X @ X.T", inherited=True)


@mistake("1", "mse_hessian is that of the mean squared error: the cost (1) is half of it (section 2).")
def hessian_without_the_half(derivations):
    hessian(derivations, "2 * X @ X.T / X.shape[1]")


@mistake(
    "1",
    "mse_hessian keeps the 1/2 of the cost (1), though the derivative of the square cancels it (section 2).",
)
def hessian_keeps_the_half(derivations):
    hessian(derivations, "X @ X.T / (2 * X.shape[1])")


@mistake(
    "1",
    "mse_hessian keeps the 1/2 of the cost (1), though the derivative of the square cancels it; "
    "newton_step inherits it, and goes twice as far as it should (section 2).",
)
def hessian_keeps_the_half_in_the_step(derivations):
    hessian(derivations, "X @ X.T / (2 * X.shape[1])", inherited=True)


@mistake(
    "1",
    "mse_hessian takes the examples for rows: it has a row and a column for each feature (section 1).",
)
def hessian_of_the_examples(derivations):
    hessian(derivations, "X.T @ X / X.shape[1]")


@mistake(
    "1",
    "mse_hessian is divided by the number of features: "
    "in equation (1), n counts the examples, the columns of X.",
)
def hessian_over_the_features(derivations):
    hessian(derivations, "X @ X.T / X.shape[0]")


@mistake(
    "1",
    "newton_step goes n times too far: the gradient it uses is summed over the "
    "examples, its Hessian is a mean. Both must come from the same cost, equation (1).",
)
def step_too_long_by_n(derivations):
    rewrite(derivations, "newton_step", ("mse_gradient(X, y, w)", "(X @ (X.T @ w - y))"))


@mistake(
    "1",
    "newton_step goes an n-th of the way: the gradient it uses is a mean over the "
    "examples, its Hessian is a sum. Both must come from the same cost, equation (1).",
)
def step_too_short_by_n(derivations):
    rewrite(derivations, "newton_step", ("mse_hessian(X)", "X @ X.T"))


@mistake(
    "1",
    "newton_step goes half the way: either a 1/2 is left that the Hessian does not "
    "have, or the step was damped. Equation (2) takes the whole step (section 2).",
)
def step_half_as_long(derivations):
    rewrite(derivations, "newton_step", ("w - step", "w - step / 2"))


@mistake(
    "1",
    "newton_step goes twice as far as it should: gradient and Hessian do not come from "
    "the same cost (1), one of them has a factor 2 that the other lacks (section 2).",
)
def step_twice_as_long(derivations):
    rewrite(derivations, "newton_step", ("w - step", "w - 2 * step"))


@mistake("1", "newton_step adds the step to w: equation (2) takes it off.")
def step_uphill(derivations):
    rewrite(derivations, "newton_step", ("w - step", "w + step"))


@mistake(
    "1",
    "newton_step is a step of gradient descent: in equation (2) the inverse of the Hessian comes before it.",
)
def step_without_the_hessian(derivations):
    rewrite(derivations, "newton_step", (STEP, "mse_gradient(X, y, w)"))


@mistake("1", "newton_step multiplies by the Hessian, where equation (2) has its inverse.")
def step_by_the_hessian(derivations):
    rewrite(derivations, "newton_step", (STEP, "mse_hessian(X) @ mse_gradient(X, y, w)"))


@mistake("1", "newton_step returns the step alone: equation (2) begins at w.")
def step_from_nowhere(derivations):
    rewrite(derivations, "newton_step", ("w - step", "-step"))


@mistake(
    "1",
    "newton_step returns the step to take, without w and its sign: equation (2) says where that leads.",
)
def step_itself(derivations):
    rewrite(derivations, "newton_step", ("w - step", "step"))


@mistake(
    "1",
    "newton_step divides each slope by its own second derivative: "
    "equation (2) has the inverse of the whole matrix.",
)
def step_by_the_diagonal(derivations):
    rewrite(derivations, "newton_step", (STEP, "mse_gradient(X, y, w) / np.diag(mse_hessian(X))"))


@mistake(
    "1",
    "newton_step stays at w where the Hessian has no inverse: there is a shortest step then, equation (3).",
)
def step_stays_without_an_inverse(derivations):
    stays = f"np.zeros(len(X)) if np.linalg.matrix_rank(mse_hessian(X)) < len(X) else {STEP}"
    rewrite(derivations, "newton_step", (STEP, stays))


@mistake(
    "1",
    "newton_step returns zeros where the Hessian has no inverse: "
    "there is a shortest step from w then, equation (3).",
)
def step_to_zero_without_an_inverse(derivations):
    zeros = f"w if np.linalg.matrix_rank(mse_hessian(X)) < len(X) else {STEP}"
    rewrite(derivations, "newton_step", (STEP, zeros))


# 2 Gradients of softmax regression


@mistake(
    "2",
    "gradient_of_own_output has the square of the probability alone: "
    "the quotient rule has two terms (section 3).",
)
def own_output_squared(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, "x * y_hat[l] * y_hat[l]"))


@mistake(
    "2",
    "gradient_of_own_output is right but for its sign: a class's probability grows with its logit (section 3).",
)
def own_output_of_the_wrong_sign(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, f"-{OWN}"))


@mistake(
    "2",
    "gradient_of_own_output takes the denominator of equation (5) for a constant: "
    "the class's own logit stands in it, too.",
)
def own_output_over_a_constant(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, "x * y_hat[l]"))


@mistake(
    "2",
    "gradient_of_own_output is the gradient of the logarithm of equation (5): asked is that of (5) itself.",
)
def own_output_of_the_logarithm(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, "x * (1 - y_hat[l])"))


@mistake(
    "2",
    "gradient_of_own_output stops at the logit: the derivative of equation (4) by the weights is still to come.",
)
def own_output_by_the_logit(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, "np.full(x.shape, y_hat[l] * (1 - y_hat[l]))"))


@mistake(
    "2",
    "gradient_of_own_output has a row for each class: asked is the gradient of class l alone (section 3).",
)
def own_output_of_all_classes(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, "np.outer(y_hat * (1 - y_hat), x)"))


@mistake("2", "gradient_of_own_output is that of the first class, whatever class l is asked for (section 3).")
def own_output_of_the_first_class(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, "x * y_hat[0] * (1 - y_hat[0])"))


@mistake("2", "The functions of problem 2 count classes from 1: the first class is number 0 (section 1).")
def classes_counted_from_one(derivations):
    rewrite(derivations, "gradient_of_own_output", (OWN, "x * y_hat[l - 1] * (1 - y_hat[l - 1])"))
    rewrite(derivations, "gradient_of_other_output", (OTHER, "-x * y_hat[k - 1] * y_hat[l - 1]"))
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "-X @ (Y[l - 1] - Y_hat[l - 1]) / X.shape[1]"))


@mistake(
    "2",
    "gradient_of_other_output has the wrong sign: "
    "a larger logit of class l takes probability from class k, equation (5).",
)
def other_output_of_the_wrong_sign(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "x * y_hat[k] * y_hat[l]"))


@mistake(
    "2",
    "gradient_of_other_output is the formula of the case k = l: "
    "here z_l stands in the denominator of equation (5) alone.",
)
def other_output_as_own(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "x * y_hat[l] * (1 - y_hat[l])"))


@mistake(
    "2",
    "gradient_of_other_output has what is left beside class k where class l belongs; "
    "with two classes they agree (section 3).",
)
def other_output_by_the_rest(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "-x * y_hat[k] * (1 - y_hat[k])"))


@mistake(
    "2",
    "gradient_of_other_output has the factor of the case k = l: "
    "for class k, z_l is not in the numerator of equation (5).",
)
def other_output_with_the_own_factor(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "x * y_hat[k] * (1 - y_hat[l])"))


@mistake(
    "2",
    "gradient_of_other_output has class k twice: its denominator in (5) brings in class l (section 3).",
)
def other_output_squared(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "-x * y_hat[k] ** 2"))


@mistake(
    "2",
    "gradient_of_other_output is the gradient of the logarithm of equation (5): asked is that of (5) itself.",
)
def other_output_of_the_logarithm(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "-x * y_hat[l]"))


@mistake(
    "2",
    "gradient_of_other_output stops at the logit: "
    "the derivative of equation (4) by the weights is still to come.",
)
def other_output_by_the_logit(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "np.full(x.shape, -y_hat[k] * y_hat[l])"))


@mistake(
    "2",
    "gradient_of_other_output is zero: "
    "each class's weights take part in every output, by the denominator of equation (5).",
)
def other_output_untouched(derivations):
    rewrite(derivations, "gradient_of_other_output", (OTHER, "0 * x"))


@mistake(
    "2",
    "gradient_of_loss sums over the examples: the loss (6) is a mean, and so is its gradient (section 3).",
)
def loss_by_weights_summed(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "-X @ (Y[l] - Y_hat[l])"))


@mistake(
    "2",
    "gradient_of_loss is divided by the number of classes: in equation (6), n counts the examples, the columns.",
)
def loss_by_weights_over_the_classes(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "-X @ (Y[l] - Y_hat[l]) / Y.shape[0]"))


@mistake("2", "gradient_of_loss has the wrong sign: equation (6) begins with a minus.")
def loss_by_weights_of_the_wrong_sign(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "X @ (Y[l] - Y_hat[l]) / X.shape[1]"))


@mistake(
    "2",
    "gradient_of_loss has the case k = l alone: "
    "in equation (6), the outputs of all other classes depend on w^(l), too.",
)
def loss_by_weights_of_own_output(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "-X @ (Y[l] * (1 - Y_hat[l])) / X.shape[1]"))


@mistake(
    "2",
    "gradient_of_loss has the case k ≠ l alone: "
    "the term of class l itself belongs to the sum over k in equation (6).",
)
def loss_by_weights_of_other_outputs(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "X @ ((1 - Y[l]) * Y_hat[l]) / X.shape[1]"))


@mistake(
    "2",
    "gradient_of_loss is that of a squared error behind a sigmoid: "
    "the derivative of the logarithm in equation (6) leaves no such factor.",
)
def loss_by_weights_of_a_squared_error(derivations):
    of_squares = "-X @ ((Y[l] - Y_hat[l]) * Y_hat[l] * (1 - Y_hat[l])) / X.shape[1]"
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, of_squares))


@mistake(
    "2",
    "gradient_of_loss is that of the first class's weights, whatever class l is asked for (section 3).",
)
def loss_by_weights_of_the_first_class(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "-X @ (Y[0] - Y_hat[0]) / X.shape[1]"))


@mistake(
    "2",
    "gradient_of_loss has a column for each example: "
    "the loss (6) is one number, its gradient one vector (section 3).",
)
def loss_by_weights_of_each_example(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "-X * (Y[l] - Y_hat[l]) / X.shape[1]"))


@mistake(
    "2",
    "gradient_of_loss is computed for the weights of all classes: asked is class l alone (section 3).",
)
def loss_by_weights_of_all_classes(derivations):
    rewrite(derivations, "gradient_of_loss", (BY_WEIGHTS, "-X @ (Y - Y_hat).T / X.shape[1]"))


@mistake(
    "2",
    "gradient_of_bias is summed over the classes, which gives 0 always: "
    "it has a number for each class (section 3).",
)
def loss_by_bias_as_a_scalar(derivations):
    rewrite(derivations, "gradient_of_bias", (BY_BIAS, "-np.sum(Y - Y_hat) / Y.shape[1]"))


@mistake(
    "2",
    "gradient_of_bias is summed over the classes: "
    "sum over the examples, and keep one number for each class (section 3).",
)
def loss_by_bias_over_the_classes(derivations):
    rewrite(derivations, "gradient_of_bias", (BY_BIAS, "-np.mean(Y - Y_hat, axis=0)"))


@mistake(
    "2",
    "gradient_of_bias sums over the examples: the loss (6) is a mean, and so is its gradient (section 3).",
)
def loss_by_bias_summed(derivations):
    rewrite(derivations, "gradient_of_bias", (BY_BIAS, "-np.sum(Y - Y_hat, axis=1)"))


@mistake(
    "2",
    "gradient_of_bias is divided by the number of classes: in equation (6), n counts the examples, the columns.",
)
def loss_by_bias_divided_by_the_classes(derivations):
    rewrite(derivations, "gradient_of_bias", (BY_BIAS, "-np.sum(Y - Y_hat, axis=1) / Y.shape[0]"))


@mistake("2", "gradient_of_bias has the wrong sign: equation (6) begins with a minus.")
def loss_by_bias_of_the_wrong_sign(derivations):
    rewrite(derivations, "gradient_of_bias", (BY_BIAS, "np.mean(Y - Y_hat, axis=1)"))


@mistake(
    "2",
    "gradient_of_bias has a column for each example: "
    "the loss (6) is one number, its gradient one vector (section 3).",
)
def loss_by_bias_of_each_example(derivations):
    rewrite(derivations, "gradient_of_bias", (BY_BIAS, "-(Y - Y_hat) / Y.shape[1]"))


@mistake("2", "gradient_of_bias has a second axis: vectors of derivations.py have one axis (section 1).")
def loss_by_bias_as_a_column(derivations):
    rewrite(derivations, "gradient_of_bias", (BY_BIAS, "-np.mean(Y - Y_hat, axis=1, keepdims=True)"))


@mistake(
    "2",
    "gradient_of_bias takes probabilities off the labels that it was passed: "
    "change no array of the caller (section 1).",
)
def labels_written_over(derivations):
    rewrite(derivations, "gradient_of_bias", (f"return {BY_BIAS}", "Y -= Y_hat; return -np.mean(Y, axis=1)"))


@mistake(
    "2",
    "gradient_of_loss takes probabilities off the labels that it was passed: "
    "change no array of the caller (section 1).",
)
def label_row_written_over(derivations):
    lines = "Y[l] -= Y_hat[l]; return -X @ Y[l] / X.shape[1]"
    rewrite(derivations, "gradient_of_loss", (f"return {BY_WEIGHTS}", lines))


# 3 Cross-entropy as negative log-likelihood


@mistake("3", "likelihood adds the powers of equation (7) up: the big Π stands for a product.")
def likelihood_as_a_sum(derivations):
    rewrite(derivations, "likelihood", ("np.prod(y_hat**y)", "np.sum(y_hat**y)"))


@mistake("3", "likelihood returns a logarithm: equation (7) is the probability itself.")
def likelihood_as_a_logarithm(derivations):
    rewrite(derivations, "likelihood", ("np.prod(y_hat**y)", "np.log(np.prod(y_hat**y))"))


@mistake(
    "3",
    "likelihood returns a negative logarithm, the loss of the example: equation (7) is the probability itself.",
)
def likelihood_as_a_loss(derivations):
    rewrite(derivations, "likelihood", ("np.prod(y_hat**y)", "-np.log(np.prod(y_hat**y))"))


@mistake(
    "3",
    "likelihood multiplies the probabilities of all classes: "
    "with the exponents of equation (7) only the label's counts.",
)
def likelihood_of_all_classes(derivations):
    rewrite(derivations, "likelihood", ("y_hat**y", "y_hat"))


@mistake(
    "3",
    "likelihood has factors where equation (7) has exponents: "
    "classes that are not the label then make the product 0.",
)
def likelihood_with_factors(derivations):
    rewrite(derivations, "likelihood", ("y_hat**y", "y_hat * y"))


@mistake("3", "likelihood has one number for each class: equation (7) multiplies them to a single one.")
def likelihood_of_each_class(derivations):
    rewrite(derivations, "likelihood", ("np.prod(y_hat**y)", "y_hat**y"))


@mistake(
    "3",
    "likelihood is the largest probability: "
    "that of the label is asked for, even if another class has more, equation (7).",
)
def likelihood_of_the_guess(derivations):
    rewrite(derivations, "likelihood", ("np.prod(y_hat**y)", "np.max(y_hat)"))


@mistake(
    "3",
    "likelihood has a factor for what each class is not, too: "
    "equation (7) has one power for each class, no more.",
)
def likelihood_of_both_outcomes(derivations):
    rewrite(derivations, "likelihood", ("y_hat**y", "y_hat**y * (1 - y_hat) ** (1 - y)"))


@mistake(
    "3",
    "likelihood takes the logarithm of an impossible class: "
    "in (7) its factor is 1, but 0 · log 0 is nan (section 4).",
)
def likelihood_of_an_impossible_class(derivations):
    rewrite(derivations, "likelihood", ("np.prod(y_hat**y)", "np.exp(np.sum(y * np.log(y_hat)))"))


@mistake(
    "3",
    "dataset_likelihood adds the likelihoods of the examples up: "
    "they are independent, so (8) is a product (section 4).",
)
def data_set_as_a_sum(derivations):
    rewrite(derivations, "dataset_likelihood", ("np.prod(Y_hat**Y)", f"np.sum({LABELS})"))


@mistake(
    "3",
    "dataset_likelihood is the mean of the examples' likelihoods: "
    "they are independent, so (8) is a product (section 4).",
)
def data_set_as_a_mean(derivations):
    rewrite(derivations, "dataset_likelihood", ("np.prod(Y_hat**Y)", f"np.mean({LABELS})"))


@mistake(
    "3",
    "dataset_likelihood has one number for each example: equation (8) multiplies them to a single one.",
)
def data_set_of_each_example(derivations):
    rewrite(derivations, "dataset_likelihood", ("np.prod(Y_hat**Y)", "np.prod(Y_hat**Y, axis=0)"))


@mistake("3", "dataset_likelihood returns a logarithm: equation (8) is the probability itself.")
def data_set_as_a_logarithm(derivations):
    rewrite(derivations, "dataset_likelihood", ("np.prod(Y_hat**Y)", "np.log(np.prod(Y_hat**Y))"))


@mistake(
    "3",
    "dataset_likelihood returns the negative log-likelihood: equation (8) is the probability itself.",
)
def data_set_as_a_loss(derivations):
    rewrite(derivations, "dataset_likelihood", ("np.prod(Y_hat**Y)", "-np.log(np.prod(Y_hat**Y))"))


@mistake(
    "3",
    "dataset_likelihood has factors where equation (7) has exponents: "
    "classes that are not the label then make the product 0.",
)
def data_set_with_factors(derivations):
    rewrite(derivations, "dataset_likelihood", ("Y_hat**Y", "Y_hat * Y"))


@mistake(
    "3",
    "dataset_likelihood has a factor for what each class is not, too: "
    "equation (7) has one power for each class.",
)
def data_set_of_both_outcomes(derivations):
    rewrite(derivations, "dataset_likelihood", ("Y_hat**Y", "Y_hat**Y * (1 - Y_hat) ** (1 - Y)"))


@mistake(
    "3",
    "negative_log_likelihood is a mean over the examples: "
    "the logarithm of the product (8) has no 1/n (section 4).",
)
def log_likelihood_as_a_mean(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, "-np.mean(np.log(Y_hat[Y > 0]))"))


@mistake(
    "3",
    "negative_log_likelihood is a mean over all entries: it is a sum, and has no 1/n and no 1/c (section 4).",
)
def log_likelihood_over_all_entries(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, f"{NLL} / Y.size"))


@mistake(
    "3",
    "negative_log_likelihood has the wrong sign: "
    "the logarithm of a probability is negative, and a minus is before it (section 4).",
)
def log_likelihood_without_the_minus(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, NLL[1:]))


@mistake("3", "negative_log_likelihood is in bits: the logarithm of section 4 is the natural one, as in (6).")
def log_likelihood_in_bits(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, "-np.sum(np.log2(Y_hat[Y > 0]))"))


@mistake(
    "3",
    "negative_log_likelihood forms the product (8) first: for many examples it is rounded to 0 (section 4).",
)
def log_likelihood_of_the_product(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, "-np.log(np.prod(Y_hat**Y))"))


@mistake(
    "3",
    "negative_log_likelihood takes the logarithm of every class: "
    "where one is impossible, 0 · log 0 is nan (section 4).",
)
def log_likelihood_of_an_impossible_class(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, "-np.sum(Y * np.log(Y_hat))"))


@mistake(
    "3",
    "negative_log_likelihood adds what each class is not, too: "
    "the logarithm of equation (7) has a term for the label alone.",
)
def log_likelihood_of_both_outcomes(derivations):
    both = f"{NLL} - np.sum(np.log(1 - Y_hat[Y == 0]))"
    rewrite(derivations, "negative_log_likelihood", (NLL, both))


@mistake(
    "3",
    "negative_log_likelihood takes one logarithm of the summed probabilities: "
    "each example of equation (8) has its own.",
)
def log_likelihood_of_the_sum(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, f"-np.log(np.sum({LABELS}))"))


@mistake(
    "3",
    "negative_log_likelihood adds the probabilities of the labels up, without their logarithms (section 4).",
)
def log_likelihood_without_the_logarithm(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, "-np.sum(Y_hat[Y > 0])"))


@mistake(
    "3",
    "negative_log_likelihood has one number for each example: "
    "the logarithm of the product (8) is their sum (section 4).",
)
def log_likelihood_of_each_example(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, f"-np.log({LABELS})"))


@mistake(
    "3",
    "negative_log_likelihood adds the logarithms of all classes: "
    "only those of the labels are in the logarithm of equation (7).",
)
def log_likelihood_of_all_classes(derivations):
    rewrite(derivations, "negative_log_likelihood", (NLL, "-np.sum(np.log(Y_hat))"))


# 4a Softmax and loss


@mistake(
    "4a",
    "The softmax takes off the smallest logit of a column: only the largest one leaves no exponent above 0 "
    "(equation (10)).",
)
def softmax_with_the_smallest_taken_off(softmax_regression):
    rewrite(softmax_regression, "softmax", (EXPONENTIALS, EXPONENTIALS.replace("max", "min")))


@mistake(
    "4a",
    "softmax overflows: take the largest logit of each column off before the exponential, equation (10).",
)
def softmax_overflows(softmax_regression):
    softmax(softmax_regression, (EXPONENTIALS, "np.exp(z)"))


@mistake(
    "4a",
    "softmax overflows, though the loss does not: "
    "there, too, take the largest logit of each column off, equation (10).",
)
def softmax_overflows_beside_the_loss(softmax_regression):
    rewrite(softmax_regression, "softmax", (EXPONENTIALS, "np.exp(z)"))


@mistake(
    "4a",
    "softmax overflows: a small number in the denominator does not help, "
    "taking off the largest logit of each column does, equation (10).",
)
def softmax_overflows_with_an_epsilon(softmax_regression):
    softmax(softmax_regression, (EXPONENTIALS, "np.exp(z)"), (DENOMINATOR, f"({DENOMINATOR} + 1e-8)"))


@mistake(
    "4a",
    "softmax overflows, though the loss does not: "
    "a small number in the denominator does not help, equation (10) does.",
)
def softmax_overflows_with_an_epsilon_beside_the_loss(softmax_regression):
    rewrite(
        softmax_regression, "softmax", (EXPONENTIALS, "np.exp(z)"), (DENOMINATOR, f"({DENOMINATOR} + 1e-8)")
    )


@mistake(
    "4a",
    "softmax divides by the sum of the whole matrix: "
    "each column, one example, has its own denominator in equation (9).",
)
def softmax_over_the_matrix(softmax_regression):
    softmax(softmax_regression, (DENOMINATOR, "exponentials.sum()"))


@mistake(
    "4a",
    "softmax divides by the sum of the whole matrix, though the loss does not: "
    "each column has its own denominator in equation (9).",
)
def softmax_over_the_matrix_beside_the_loss(softmax_regression):
    rewrite(softmax_regression, "softmax", (DENOMINATOR, "exponentials.sum()"))


@mistake(
    "4a",
    "softmax overflows, and it divides by the sum of the whole matrix: "
    "each column has its own denominator (9), and its own largest logit, equation (10).",
)
def softmax_over_the_matrix_overflows(softmax_regression):
    softmax(softmax_regression, (EXPONENTIALS, "np.exp(z)"), (DENOMINATOR, "exponentials.sum()"))


@mistake("4a", "softmax sums along the wrong axis: classes are rows and examples are columns, equation (9).")
def softmax_over_the_rows(softmax_regression):
    rows = "np.exp(z - z.max(axis=1, keepdims=True))", "exponentials.sum(axis=1, keepdims=True)"
    softmax(softmax_regression, (EXPONENTIALS, rows[0]), (DENOMINATOR, rows[1]))


@mistake(
    "4a",
    "softmax divides by the sum of a row: classes are rows and examples are columns, equation (9).",
)
def softmax_divides_by_the_rows(softmax_regression):
    softmax(softmax_regression, (DENOMINATOR, "exponentials.sum(axis=1, keepdims=True)"))


@mistake(
    "4a",
    "softmax divides by the sum of a row, though the loss does not: "
    "classes are rows and examples are columns, equation (9).",
)
def softmax_divides_by_the_rows_beside_the_loss(softmax_regression):
    rewrite(softmax_regression, "softmax", (DENOMINATOR, "exponentials.sum(axis=1, keepdims=True)"))


@mistake(
    "4a",
    "softmax takes off the largest logit of the whole matrix: "
    "columns far below it become 0 / 0. Each has its own, equation (10).",
)
def softmax_shifted_by_the_matrix(softmax_regression):
    softmax(softmax_regression, (EXPONENTIALS, "np.exp(z - z.max())"))


@mistake(
    "4a",
    "softmax takes off the largest logit of the whole matrix, though the loss does not: "
    "each column has its own, equation (10).",
)
def softmax_shifted_by_the_matrix_beside_the_loss(softmax_regression):
    rewrite(softmax_regression, "softmax", (EXPONENTIALS, "np.exp(z - z.max())"))


@mistake("4a", "softmax takes the largest logit off in the numerator alone: equation (10) has it in both.")
def softmax_shifts_the_numerator(softmax_regression):
    softmax(softmax_regression, (DENOMINATOR, "np.exp(z).sum(axis=0, keepdims=True)"))


@mistake("4a", "softmax has no denominator: what equation (9) returns has the sum 1 in each column.")
def softmax_without_a_denominator(softmax_regression):
    softmax(softmax_regression, (f"exponentials / {DENOMINATOR}", "exponentials"))


@mistake(
    "4a",
    "The loss overflows, though softmax does not: "
    "there, too, take off the largest logit of each column, equation (10).",
)
def loss_overflows(softmax_regression):
    loss(softmax_regression, ("logits - logits.max(axis=0, keepdims=True)", "logits"))


@mistake(
    "4a",
    "The loss sums the exponentials of the whole matrix: "
    "each column, one example, has its own sum in equation (10).",
)
def loss_over_the_matrix(softmax_regression):
    loss(
        softmax_regression,
        ("np.log(np.exp(shifted).sum(axis=0, keepdims=True))", "np.log(np.exp(shifted).sum())"),
    )


@mistake(
    "4a",
    "The loss takes the logarithm of a probability that is rounded to 0: "
    "equation (10) has one that needs no log 0.",
)
def loss_takes_the_logarithm_of_zero(softmax_regression):
    softmax(softmax_regression)


@mistake(
    "4a",
    "The loss sums over the batch: "
    "equation (11) is a mean over the examples. Its gradient is right: it is the mean's.",
)
def loss_summed(softmax_regression):
    loss(softmax_regression, (MEAN, "-(labels * log_p).sum()"))


@mistake(
    "4a",
    "The loss and its gradient are sums over the batch: equation (11) is a mean over the examples.",
)
def loss_and_gradient_summed(softmax_regression):
    loss(softmax_regression, (MEAN, "-(labels * log_p).sum()"), (SLOPE, "self.p - self.labels"))


@mistake(
    "4a",
    "The loss's backward lacks the 1/n: "
    "the gradient of the mean (11) is asked for, not that of a sum (section 5).",
)
def loss_gradient_summed(softmax_regression):
    loss(softmax_regression, (SLOPE, "self.p - self.labels"))


@mistake(
    "4a",
    "The loss is a mean over all entries of a matrix: equation (11) divides by the number of examples alone.",
)
def loss_over_all_entries(softmax_regression):
    loss(softmax_regression, (MEAN, "-(labels * log_p).mean()"))


@mistake(
    "4a",
    "The loss is divided by the number of classes: "
    "examples are columns, and n of equation (11) is how many there are.",
)
def loss_over_the_classes(softmax_regression):
    loss(softmax_regression, (MEAN, "-(labels * log_p).sum() / labels.shape[0]"))


@mistake(
    "4a",
    "The loss has the wrong sign: equation (11) begins with a minus, so that the loss is positive.",
)
def loss_without_the_minus(softmax_regression):
    loss(softmax_regression, (MEAN, MEAN[1:]))


@mistake("4a", "The loss has a number for each example: equation (11) is their mean.")
def loss_of_each_example(softmax_regression):
    loss(softmax_regression, (MEAN, "-(labels * log_p).sum(axis=0)"))


@mistake(
    "4a",
    "The loss has a factor 1/2: a squared error has one, the cross-entropy (11) has none (section 5).",
)
def loss_halved(softmax_regression):
    loss(softmax_regression, (MEAN, f"{MEAN} / 2"))


@mistake("4a", "The loss is in bits: the logarithm of equation (11) is the natural one.")
def loss_in_bits(softmax_regression):
    loss(softmax_regression, (MEAN, f"{MEAN} / np.log(2)"))


@mistake(
    "4a",
    "The loss adds what each class is not, too: "
    "the cross-entropy (11) has the term of the label alone (section 5).",
)
def loss_of_both_outcomes(softmax_regression):
    both = f"{MEAN} - ((1 - labels) * np.log(1 - np.exp(log_p))).sum() / labels.shape[1]"
    loss(softmax_regression, (MEAN, both))


@mistake(
    "4a",
    "The loss's backward has the wrong sign: "
    "it points to where the loss grows, and step goes the other way (section 5).",
)
def loss_gradient_of_the_wrong_sign(softmax_regression):
    loss(softmax_regression, (SLOPE, "(self.labels - self.p) / self.labels.shape[1]"))


@mistake(
    "4a",
    "The loss's backward divides by the number of classes: "
    "examples are columns, and n of equation (11) is how many there are.",
)
def loss_gradient_over_the_classes(softmax_regression):
    loss(softmax_regression, (SLOPE, "(self.p - self.labels) / self.labels.shape[0]"))


@mistake(
    "4a",
    "The loss's backward divides by the number of entries: equation (11) has the number of examples alone.",
)
def loss_gradient_over_all_entries(softmax_regression):
    loss(softmax_regression, (SLOPE, "(self.p - self.labels) / self.labels.size"))


@mistake(
    "4a",
    "The loss's backward is the gradient by the probabilities: "
    "it is asked for by the logits, behind the softmax (section 5).",
)
def loss_gradient_by_the_probabilities(softmax_regression):
    loss(softmax_regression, (SLOPE, "-self.labels / self.p / self.labels.shape[1]"))


@mistake(
    "4a",
    "The loss's backward is that of a squared error behind a sigmoid: "
    "for (11) no such factor is left (section 5).",
)
def loss_gradient_of_a_squared_error(softmax_regression):
    loss(softmax_regression, (SLOPE, f"{SLOPE} * self.p * (1 - self.p)"))


@mistake(
    "4a",
    "The loss's backward returns the probabilities' share alone: "
    "the labels take part in problem 2's result, too (section 5).",
)
def loss_gradient_without_the_labels(softmax_regression):
    loss(softmax_regression, (SLOPE, "self.p / self.labels.shape[1]"))


# 4b SoftmaxRegression


@mistake(
    "4b",
    "forward returns probabilities: the model returns logits, and softmax belongs to the loss (section 6).",
)
def forward_with_softmax(softmax_regression):
    model(softmax_regression, (LOGITS, f"softmax({LOGITS})"))


@mistake("4b", "forward leaves the bias out: equation (12) adds it to every column.")
def forward_without_the_bias(softmax_regression):
    model(softmax_regression, (LOGITS, "self.W.T @ x"))


@mistake("4b", "forward returns a row for each example: in the model, examples are columns, equation (12).")
def forward_with_examples_as_rows(softmax_regression):
    model(softmax_regression, (LOGITS, "x.T @ self.W + self.b.T"))


@mistake(
    "4b",
    "backward returns the gradient of the weights: "
    "it adds that up for step, and returns that of its input, equation (15).",
)
def backward_returns_the_weights(softmax_regression):
    model(softmax_regression, ("return self.W @ g", "return self.G_W"))


@mistake(
    "4b",
    "backward divides what it returns by n: the mean over the batch is already in its argument, equation (15).",
)
def input_gradient_averaged(softmax_regression):
    model(softmax_regression, ("self.W @ g", "self.W @ g / g.shape[1]"))


@mistake(
    "4b",
    "backward returns a row for each example: "
    "the gradient (15) has the shape of the input, examples as columns (section 6).",
)
def input_gradient_transposed(softmax_regression):
    model(softmax_regression, ("self.W @ g", "(self.W @ g).T"))


@mistake(
    "4b",
    "The bias gradient is summed over the classes, too: "
    "with the loss that is always 0. One number for each class, equation (14).",
)
def bias_gradient_as_a_scalar(softmax_regression):
    model(softmax_regression, (SUM_B, "self.G_b + g.sum()"))


@mistake(
    "4b",
    "The bias gradient is the mean of all entries: "
    "equation (14) sums over the examples, one number for each class.",
)
def bias_gradient_as_the_mean_of_all(softmax_regression):
    model(softmax_regression, (SUM_B, "self.G_b + g.mean()"))


@mistake(
    "4b",
    "The bias gradient is not summed over the examples, "
    "and the bias grows a column for each of them, equation (14).",
)
def bias_gradient_of_each_example(softmax_regression):
    model(softmax_regression, (SUM_B, "self.G_b + g"))


@mistake(
    "4b",
    "The bias gradient is divided by n: "
    "the mean over the batch is already in the argument of backward, equation (14).",
)
def bias_gradient_averaged(softmax_regression):
    model(softmax_regression, (SUM_B, "self.G_b + g.mean(axis=1, keepdims=True)"))


@mistake(
    "4b",
    "The bias gradient has lost an axis, and turns the bias into a matrix: "
    "it has the shape (c, 1) of b (section 6).",
)
def bias_gradient_without_its_axis(softmax_regression):
    model(softmax_regression, (SUM_B, "self.G_b + g.sum(axis=1)"))


@mistake(
    "4b",
    "The weight gradient is divided by n: "
    "the mean over the batch is already in the argument of backward, equation (13).",
)
def weight_gradient_averaged(softmax_regression):
    model(softmax_regression, (SUM_W, f"{SUM_W} / g.shape[1]"))


@mistake(
    "4b",
    "Both gradients are divided by n: "
    "the mean over the batch is already in the argument of backward (section 6).",
)
def gradients_averaged(softmax_regression):
    model(softmax_regression, (SUM_W, f"{SUM_W} / g.shape[1]"), (SUM_B, f"{SUM_B} / g.shape[1]"))


@mistake("4b", "backward replaces the gradients of the batch before: equations (13) and (14) add to them.")
def gradients_replaced(softmax_regression):
    model(softmax_regression, (SUM_W, "self.x @ g.T"), (SUM_B, "g.sum(axis=1, keepdims=True)"))


@mistake("4b", "backward replaces the weight gradient of the batch before: equation (13) adds to it.")
def weight_gradient_replaced(softmax_regression):
    model(softmax_regression, (SUM_W, "self.x @ g.T"))


@mistake("4b", "backward replaces the bias gradient of the batch before: equation (14) adds to it.")
def bias_gradient_replaced(softmax_regression):
    model(softmax_regression, (SUM_B, "g.sum(axis=1, keepdims=True)"))


@mistake("4b", "step goes uphill with the weights and the bias: equation (16) takes the gradients off.")
def step_goes_uphill(softmax_regression):
    model(softmax_regression, (STEP_W, STEP_W.replace("-", "+")), (STEP_B, STEP_B.replace("-", "+")))


@mistake("4b", "step goes uphill with the weights: equation (16) takes their gradient off.")
def weights_go_uphill(softmax_regression):
    model(softmax_regression, (STEP_W, STEP_W.replace("-", "+")))


@mistake("4b", "step goes uphill with the bias: equation (16) takes its gradient off.")
def bias_goes_uphill(softmax_regression):
    model(softmax_regression, (STEP_B, STEP_B.replace("-", "+")))


@mistake(
    "4b",
    "step leaves the bias where it is: only the penalty leaves it alone, the gradient moves it, equation (16).",
)
def bias_stays(softmax_regression):
    model(softmax_regression, (STEP_B, "self.b"))


@mistake(
    "4b",
    "The learning rate that the model is given is ignored: a fixed 0.1 stands in its place, equation (16).",
)
def learning_rate_fixed(softmax_regression):
    model(softmax_regression, ("self.alpha, self.lr = alpha, lr", "self.alpha, self.lr = alpha, 0.1"))


@mistake(
    "4b",
    "step goes by the whole gradient: the learning rate is missing in both halves of equation (16).",
)
def step_without_the_learning_rate(softmax_regression):
    model(softmax_regression, (STEP_W, STEP_W.replace("self.lr * ", "")), (STEP_B, "self.b - self.G_b"))


@mistake(
    "4b",
    "step moves the bias by its whole gradient: the learning rate is missing in its half of equation (16).",
)
def bias_without_the_learning_rate(softmax_regression):
    model(softmax_regression, (STEP_B, "self.b - self.G_b"))


@mistake(
    "4b",
    "There is no penalty: "
    "neither does step pull the weights towards 0 (16), nor does penalty return its value, equation (17).",
)
def penalty_absent(softmax_regression):
    model(softmax_regression, (STEP_W, "self.W - self.lr * self.G_W"), (PENALTY, "0.0"))


@mistake(
    "4b",
    "The penalty is in the cost, but not in the training: step pulls the weights towards 0, equation (16).",
)
def penalty_in_the_cost_alone(softmax_regression):
    model(softmax_regression, (STEP_W, "self.W - self.lr * self.G_W"))


@mistake(
    "4b",
    "The penalty's strength is divided by n, in step and in penalty: equations (16) and (17) have no n there.",
)
def penalty_over_n(softmax_regression):
    model(
        softmax_regression,
        ("self.alpha, self.lr = alpha, lr", "self.alpha, self.lr, self.x = alpha, lr, np.zeros((indim, 1))"),
        (DECAY, f"{DECAY[:-1]} / self.x.shape[1])"),
        (PENALTY, f"{PENALTY} / self.x.shape[1]"),
    )


@mistake("4b", "penalty is divided by n: equation (17) has no n there, the mean is of the loss alone.")
def penalty_value_over_n(softmax_regression):
    model(
        softmax_regression,
        ("self.alpha, self.lr = alpha, lr", "self.alpha, self.lr, self.x = alpha, lr, np.zeros((indim, 1))"),
        (PENALTY, f"{PENALTY} / self.x.shape[1]"),
    )


@mistake(
    "4b",
    "The pull of the penalty is divided by n: equation (16) has alpha as it is, since (17) has no n there.",
)
def decay_over_n(softmax_regression):
    model(softmax_regression, (DECAY, f"{DECAY[:-1]} / self.x.shape[1])"))


@mistake(
    "4b",
    "The 1/2 of the penalty is missing, in its value (17), "
    "and so its pull in step is twice as strong, equation (16).",
)
def penalty_and_decay_without_the_half(softmax_regression):
    model(softmax_regression, (PENALTY, "self.alpha * np.sum(self.W**2)"), (DECAY, f"2 * {DECAY}"))


@mistake(
    "4b",
    "step pulls the weights twice as strongly as equation (16): "
    "the 2 of the square and the 1/2 of (17) cancel. Or the pull is there twice.",
)
def decay_doubled(softmax_regression):
    model(softmax_regression, (DECAY, f"2 * {DECAY}"))


@mistake(
    "4b",
    "step pulls the weights half as strongly as equation (16): the 2 of the square and the 1/2 of (17) cancel.",
)
def decay_halved(softmax_regression):
    model(softmax_regression, (DECAY, f"{DECAY[:-1]} / 2)"))


@mistake(
    "4b",
    "step pulls the weights towards 0 without the learning rate: in equation (16) it stands before both terms.",
)
def decay_without_the_learning_rate(softmax_regression):
    model(softmax_regression, (STEP_W, "self.W - self.lr * self.G_W - self.alpha * self.W"))


@mistake(
    "4b",
    "step pushes the weights away from 0: the penalty's gradient is added to that of the loss, equation (16).",
)
def decay_of_the_wrong_sign(softmax_regression):
    model(softmax_regression, (f"self.G_W + {DECAY}", f"self.G_W - {DECAY}"))


@mistake(
    "4b",
    "step pulls all weights by one number, their sum: each weight is pulled by itself, equation (16).",
)
def decay_by_the_sum(softmax_regression):
    model(softmax_regression, (DECAY, "self.alpha * np.sum(self.W))"))


@mistake(
    "4b",
    "step adds the value of the penalty to the gradient: equation (16) has the gradient of (17) there.",
)
def decay_by_the_penalty(softmax_regression):
    model(softmax_regression, (DECAY, f"{PENALTY})"))


@mistake("4b", "step pulls the bias towards 0 as well: the penalty leaves the bias alone, equation (16).")
def bias_decayed(softmax_regression):
    model(softmax_regression, (STEP_B, "self.b - self.lr * (self.G_b + self.alpha * self.b)"))


@mistake(
    "4b",
    "The bias is regularised, in step and in penalty: equations (16) and (17) pull at the weights alone.",
)
def bias_regularised(softmax_regression):
    model(
        softmax_regression,
        (STEP_B, "self.b - self.lr * (self.G_b + self.alpha * self.b)"),
        (PENALTY, "self.alpha / 2 * (np.sum(self.W**2) + np.sum(self.b**2))"),
    )


@mistake("4b", "penalty counts the bias: equation (17) sums over the weights alone.")
def penalty_of_the_bias(softmax_regression):
    model(softmax_regression, (PENALTY, "self.alpha / 2 * (np.sum(self.W**2) + np.sum(self.b**2))"))


@mistake("4b", "penalty lacks the 1/2 of equation (17).")
def penalty_without_the_half(softmax_regression):
    model(softmax_regression, (PENALTY, "self.alpha * np.sum(self.W**2)"))


@mistake("4b", "penalty lacks the strength alpha: equation (17) has it before the sum.")
def penalty_without_alpha(softmax_regression):
    model(softmax_regression, (PENALTY, "np.sum(self.W**2) / 2"))


@mistake("4b", "penalty sums absolute values: equation (17) sums squares.")
def penalty_of_absolute_values(softmax_regression):
    model(softmax_regression, (PENALTY, "self.alpha / 2 * np.sum(np.abs(self.W))"))


@mistake("4b", "penalty is the norm of W, with its square root: equation (17) sums squares.")
def penalty_as_a_norm(softmax_regression):
    model(softmax_regression, (PENALTY, "self.alpha / 2 * np.linalg.norm(self.W)"))


@mistake("4b", "penalty is the mean of the squared weights: equation (17) is their sum.")
def penalty_as_a_mean(softmax_regression):
    model(softmax_regression, (PENALTY, "self.alpha / 2 * np.mean(self.W**2)"))


@mistake(
    "4b",
    "penalty returns a matrix, of the products of all columns: equation (17) takes each column with itself.",
)
def penalty_as_a_matrix(softmax_regression):
    model(softmax_regression, (PENALTY, "self.alpha / 2 * self.W.T @ self.W"))


@mistake("4b", "A new model has ones for its bias: W and b are zero at the start (section 6).")
def bias_starts_at_one(softmax_regression):
    model(
        softmax_regression,
        (
            "np.zeros((indim, outdim)), np.zeros((outdim, 1))\n        self.G_W",
            "np.zeros((indim, outdim)), np.ones((outdim, 1))\n        self.G_W",
        ),
    )


@mistake("4b", "A new model has ones for its weights: W and b are zero at the start (section 6).")
def weights_start_at_one(softmax_regression):
    model(softmax_regression, ("self.W, self.b = np.zeros(", "self.W, self.b = np.ones("))


@mistake("4b", "zerograd forgets the weight gradient: it sets both sums to zero (section 6).")
def zerograd_forgets_the_weights(softmax_regression):
    model(softmax_regression, (CLEARED, "self.G_b = np.zeros_like(self.b)"))


@mistake("4b", "zerograd forgets the bias gradient: it sets both sums to zero (section 6).")
def zerograd_forgets_the_bias(softmax_regression):
    model(softmax_regression, (CLEARED, "self.G_W = np.zeros_like(self.W)"))


@mistake("4b", "zerograd clears nothing: gradients add up until it sets both sums to zero (section 6).")
def zerograd_does_nothing(softmax_regression):
    model(softmax_regression, (CLEARED, "pass"))


@mistake("4b", "The learning rate is 0.01 by default: the table of section 1 has another number.")
def small_default_learning_rate(softmax_regression):
    model(softmax_regression, ("alpha=0, lr=0.1", "alpha=0, lr=0.01"))


@mistake("4b", "There is a penalty by default: in the table of section 1 the default of alpha is 0.")
def penalty_by_default(softmax_regression):
    model(softmax_regression, ("alpha=0, lr=0.1", "alpha=0.1, lr=0.1"))


@mistake(
    "4b",
    "step changes the arrays that loadparams was given: "
    "take copies there, or make new arrays in step (section 1).",
)
def parameters_of_the_caller_changed(softmax_regression):
    model(
        softmax_regression,
        ("self.W, self.b = np.array(W), np.array(b)", "self.W, self.b = W, b"),
        (f"self.W = {STEP_W}", STEP_W.replace("self.W - ", "self.W -= ")),
        (f"self.b = {STEP_B}", STEP_B.replace("self.b - ", "self.b -= ")),
    )


# 4c Split and minibatches


@mistake(
    "4c",
    "split shuffles images and labels separately: "
    "an image keeps its label if one permutation is for both (section 7).",
)
def split_shuffles_separately(softmax_regression):
    rewrite(
        softmax_regression,
        "split",
        (ORDER, f"{ORDER}\n    labels = labels[np.random.permutation(len(labels))][np.argsort(order)]"),
    )


@mistake(
    "4c",
    "split gives images the labels of others: "
    "shuffled alone, they leave their labels behind, and one permutation is for both (section 7).",
)
def split_shuffles_images_alone(softmax_regression):
    rewrite(softmax_regression, "split", (ORDER, f"{ORDER}\n    labels = labels[np.argsort(order)]"))


@mistake("4c", "split cuts the file as it is: who goes where is random (section 7).")
def split_without_shuffling(softmax_regression):
    rewrite(softmax_regression, "split", (ORDER, "order = np.arange(len(images))"))


@mistake(
    "4c",
    "split takes validation examples that are in the training part as well: "
    "every example is in exactly one (section 7).",
)
def split_overlaps(softmax_regression):
    rewrite(
        softmax_regression,
        "split",
        ("images[rest], labels[rest]", "images[order[: len(rest)]], labels[order[: len(rest)]]"),
    )


@mistake(
    "4c",
    "split leaves all examples in the training part: "
    "those of the validation part are to be taken out (section 7).",
)
def split_trains_on_everything(softmax_regression):
    rewrite(softmax_regression, "split", ("images[first], labels[first]", "images[order], labels[order]"))


@mistake(
    "4c",
    "split returns its parts in another order: "
    "it is images and labels for training, then both for validation (section 7).",
)
def split_in_another_order(softmax_regression):
    old = "images[first], labels[first], images[rest], labels[rest]"
    rewrite(softmax_regression, "split", (old, "images[first], images[rest], labels[first], labels[rest]"))


@mistake(
    "4c",
    "split returns the validation part first: "
    "the training part is the first, and `share` of the examples are in it (section 7).",
)
def split_exchanges_the_parts(softmax_regression):
    old = "images[first], labels[first], images[rest], labels[rest]"
    rewrite(softmax_regression, "split", (old, "images[rest], labels[rest], images[first], labels[first]"))


@mistake(
    "4c",
    "split puts `share` of the examples into the validation part: they are for the training part (section 7).",
)
def split_gives_the_share_to_validation(softmax_regression):
    rewrite(softmax_regression, "split", ("int(share * len(images))", "int((1 - share) * len(images))"))


@mistake(
    "4c",
    "split rounds the size of the validation part down: "
    "it is that of the training part that is rounded down (section 7).",
)
def split_rounds_the_validation_part_down(softmax_regression):
    rest = "len(images) - int((1 - share) * len(images))"
    rewrite(softmax_regression, "split", ("int(share * len(images))", rest))


@mistake("4c", "split ignores `share`, and always puts 80 % into the training part (section 7).")
def split_ignores_the_share(softmax_regression):
    rewrite(softmax_regression, "split", ("int(share *", "int(0.8 *"))


@mistake("4c", "split rounds the size of the training part up: it is rounded down (section 7).")
def split_rounds_up(softmax_regression):
    rewrite(softmax_regression, "split", ("int(share * len(images))", "int(np.ceil(share * len(images)))"))


@mistake("4c", "split loses one example between its parts: every example is in exactly one (section 7).")
def split_loses_one(softmax_regression):
    rewrite(softmax_regression, "split", ("images[rest], labels[rest]", "images[rest[1:]], labels[rest[1:]]"))


@mistake(
    "4c",
    "split loses the last example: "
    "every example is in exactly one part (section 7). A slice to -1 leaves out the last.",
)
def split_loses_the_last(softmax_regression):
    rewrite(
        softmax_regression, "split", ("images[rest], labels[rest]", "images[rest[:-1]], labels[rest[:-1]]")
    )


@mistake(
    "4c",
    "minibatches drops the last piece if it is short: every example is in one of them (section 7).",
)
def last_minibatch_dropped(softmax_regression):
    minibatches(softmax_regression, "range(0, len(images), size)", "range(0, len(images) - size + 1, size)")


@mistake(
    "4c",
    "minibatches drops the last piece if it is short, and train never sees it: "
    "every example is in one of them (section 7).",
)
def last_minibatch_dropped_in_training(softmax_regression):
    rewrite(
        softmax_regression,
        "minibatches",
        ("range(0, len(images), size)", "range(0, len(images) - size + 1, size)"),
    )


@mistake(
    "4c",
    "minibatches always drops the last piece, even a full one: every example is in one of them (section 7).",
)
def last_minibatch_always_dropped(softmax_regression):
    minibatches(softmax_regression, "in starts", "in starts[:-1] or starts")


@mistake(
    "4c",
    "minibatches leaves out the last example of each piece: the end of a slice is not in it (section 7).",
)
def minibatches_too_short(softmax_regression):
    minibatches(softmax_regression, PIECES, PIECES.replace("start + size", "start + size - 1"))


@mistake(
    "4c",
    "minibatches overlap: the last example of each piece is also the first of the next (section 7).",
)
def minibatches_overlap(softmax_regression):
    minibatches(softmax_regression, PIECES, PIECES.replace("start + size", "start + size + 1"))


@mistake(
    "4c",
    "minibatches has an empty piece at the end where the size divides the number of examples: "
    "no piece is empty (section 7).",
)
def empty_minibatch_at_the_end(softmax_regression):
    minibatches(softmax_regression, "range(0, len(images), size)", "range(0, len(images) + 1, size)")


@mistake(
    "4c",
    "minibatches has one piece too many at the end, and it is empty: no piece is empty (section 7).",
)
def minibatches_one_too_many(softmax_regression):
    minibatches(softmax_regression, "range(0, len(images), size)", "range(0, len(images) + size, size)")


@mistake(
    "4c",
    "minibatches fills the last piece up with the first examples: "
    "it may be shorter, and nothing comes twice (section 7).",
)
def last_minibatch_filled_up(softmax_regression):
    filled = "[(images[i], labels[i]) for i in (np.arange(s, s + size) % len(images) for s in starts)]"
    minibatches(softmax_regression, PIECES, filled)


@mistake(
    "4c",
    "minibatches lets the last piece grow by what is left: no piece is larger than `size` (section 7).",
)
def last_minibatch_too_long(softmax_regression):
    cuts = "range(size, len(images) - size + 1, size)"
    minibatches(softmax_regression, PIECES, f"list(zip(np.split(images, {cuts}), np.split(labels, {cuts})))")


@mistake(
    "4c",
    "minibatches takes `size` for the number of pieces: it is the number of examples in each (section 7).",
)
def size_as_the_number_of_minibatches(softmax_regression):
    minibatches(
        softmax_regression, PIECES, "list(zip(np.array_split(images, size), np.array_split(labels, size)))"
    )


@mistake(
    "4c",
    "minibatches are cut into pieces of about the same size: "
    "each but the last has exactly `size` examples (section 7).",
)
def minibatches_of_equal_sizes(softmax_regression):
    count = "-(-len(images) // size)"
    minibatches(
        softmax_regression,
        PIECES,
        f"list(zip(np.array_split(images, {count}), np.array_split(labels, {count})))",
    )


@mistake("4c", "minibatches returns the first piece alone: every example is in one of them (section 7).")
def first_minibatch_alone(softmax_regression):
    minibatches(softmax_regression, "range(0, len(images), size)", "[0]")


# 4d Training and measuring


@mistake(
    "4d",
    "accuracy compares the entries of one-hot columns, most of which are 0 in both: count images (section 8).",
)
def accuracy_of_entries(softmax_regression):
    rewrite(
        softmax_regression,
        "accuracy",
        (HITS, "labels2onehot(model.forward(images.T).argmax(axis=0)) == labels2onehot(labels)"),
    )


@mistake("4d", "accuracy is in percent: it is a number from 0 to 1 (section 8).")
def accuracy_in_percent(softmax_regression):
    rewrite(softmax_regression, "accuracy", ("np.mean(", "100 * np.mean("))


@mistake("4d", "accuracy is the number of right answers: asked is their share of the images (section 8).")
def accuracy_as_a_count(softmax_regression):
    rewrite(softmax_regression, "accuracy", ("np.mean(", "np.sum("))


@mistake("4d", "accuracy is the share of wrong answers: asked is that of right ones (section 8).")
def accuracy_as_an_error(softmax_regression):
    rewrite(softmax_regression, "accuracy", ("==", "!="))


@mistake("4d", "accuracy divides by the number of classes: asked is the share of the images (section 8).")
def accuracy_over_the_classes(softmax_regression):
    rewrite(softmax_regression, "accuracy", ("np.mean(", "1 / CLASSES * np.sum("))


@mistake(
    "4d",
    "accuracy says which answers are right, image by image: asked is their share, one number (section 8).",
)
def accuracy_of_each_image(softmax_regression):
    rewrite(softmax_regression, "accuracy", (f"np.mean({HITS})", f"1.0 * ({HITS})"))


@mistake(
    "4d",
    "cross_entropy holds the penalty: it is (11) alone, and cost adds the penalty to it (section 8).",
)
def cross_entropy_with_penalty(softmax_regression):
    rewrite(softmax_regression, "cross_entropy", (MEASURED, f"{MEASURED} + model.penalty()"))
    rewrite(softmax_regression, "cost", (" + model.penalty()", ""))


@mistake(
    "4d",
    "cross_entropy holds the penalty, and cost adds it once more: cross_entropy is (11) alone (section 8).",
)
def penalty_counted_twice(softmax_regression):
    rewrite(softmax_regression, "cross_entropy", (MEASURED, f"{MEASURED} + model.penalty()"))


@mistake(
    "4d",
    "cross_entropy is summed over the images: it is the mean (11), and cost builds on it (section 8).",
)
def cross_entropy_summed(softmax_regression):
    rewrite(softmax_regression, "cross_entropy", (MEASURED, f"len(images) * {MEASURED}"))


@mistake("4d", "cost leaves out the penalty: it is the sum of both terms of equation (17).")
def cost_without_penalty(softmax_regression):
    rewrite(softmax_regression, "cost", (" + model.penalty()", ""))


@mistake("4d", "cost counts the penalty once for each image: in equation (17) it stands outside the mean.")
def cost_with_a_penalty_for_each_image(softmax_regression):
    rewrite(softmax_regression, "cost", ("model.penalty()", "len(images) * model.penalty()"))


@mistake("4d", "cost divides the penalty by the number of images: equation (17) has no n there.")
def cost_with_the_penalty_over_n(softmax_regression):
    rewrite(softmax_regression, "cost", ("model.penalty()", "model.penalty() / len(images)"))


@mistake("4d", "cost takes the penalty off: equation (17) adds it.")
def cost_less_the_penalty(softmax_regression):
    rewrite(softmax_regression, "cost", ("+ model", "- model"))


@mistake(
    "4d",
    "train takes one minibatch in each epoch, the first: an epoch goes through all examples (section 8).",
)
def one_minibatch_in_each_epoch(softmax_regression):
    rewrite(softmax_regression, "train", ("model.step()", "model.step()\n            break"))


@mistake(
    "4d",
    "train takes one step in each epoch, of all examples together: there is one for each minibatch (section 8).",
)
def one_step_in_each_epoch(softmax_regression):
    rewrite(softmax_regression, "train", (BATCHES, "[(images[order], labels[order])]"))


@mistake(
    "4d",
    "train takes one step in each epoch, by the gradients of all its minibatches: "
    "there is one for each (section 8).",
)
def one_step_behind_each_epoch(softmax_regression):
    rewrite(
        softmax_regression,
        "train",
        ("            model.zerograd()\n", ""),
        ("for x, y in minibatches", "model.zerograd()\n        for x, y in minibatches"),
        ("            model.step()", "        model.step()"),
    )


@mistake(
    "4d",
    "train shuffles images and labels separately: they stay together, by one permutation for both (section 8).",
)
def train_shuffles_separately(softmax_regression):
    separately = "images[order], labels[np.random.permutation(len(labels))] if shuffle else labels"
    rewrite(softmax_regression, "train", ("images[order], labels[order]", separately))


@mistake(
    "4d",
    "train shuffles images and labels separately before the first epoch: "
    "they stay together, by one permutation (section 8).",
)
def train_shuffles_separately_once(softmax_regression):
    permuted = "[np.random.permutation(len(images))]"
    once = f"if shuffle:\n        images, labels = images{permuted}, labels{permuted}\n    loss = Soft"
    rewrite(
        softmax_regression,
        "train",
        ("loss = Soft", once),
        ("np.random.permutation(len(images)) if shuffle else ", ""),
    )


@mistake(
    "4d",
    "train shuffles the images and leaves the labels in their order: they stay together (section 8).",
)
def train_shuffles_images_alone(softmax_regression):
    rewrite(softmax_regression, "train", ("labels[order]", "labels"))


@mistake(
    "4d",
    "train never shuffles: unless it is told not to, it puts the examples in a random order (section 8).",
)
def train_never_shuffles(softmax_regression):
    rewrite(softmax_regression, "train", ("if shuffle else", "if False else"))


@mistake(
    "4d",
    "train draws examples anew each time, so that some come twice and others never: "
    "an epoch has each once (section 8).",
)
def train_draws_with_replacement(softmax_regression):
    drawn = "np.random.choice(len(images), len(images)) if"
    rewrite(softmax_regression, "train", ("np.random.permutation(len(images)) if", drawn))


@mistake(
    "4d",
    "train does not clear the gradients, so each step goes by those of all steps before as well: "
    "zerograd is for that (section 8).",
)
def gradients_never_cleared(softmax_regression):
    rewrite(softmax_regression, "train", ("            model.zerograd()\n", ""))


@mistake("4d", "train clears the gradients once for each epoch: it does so for each minibatch (section 8).")
def gradients_cleared_once_for_each_epoch(softmax_regression):
    rewrite(
        softmax_regression,
        "train",
        ("            model.zerograd()\n", ""),
        ("for x, y in minibatches", "model.zerograd()\n        for x, y in minibatches"),
    )


@mistake(
    "4d",
    "train leaves the model as it was: each minibatch takes a step, zerograd "
    "comes before backward and not behind it, and no copy is trained (section 8).",
)
def train_leaves_the_model_as_it_was(softmax_regression):
    rewrite(softmax_regression, "train", ("model.step()", "model.zerograd()\n            model.step()"))


@mistake(
    "4d",
    "train goes one epoch too few through the examples (section 8): range already leaves out its end.",
)
def one_epoch_too_few(softmax_regression):
    rewrite(softmax_regression, "train", ("range(epochs)", "range(epochs - 1)"))


@mistake("4d", "train goes one epoch too many through the examples: `epochs` says how many (section 8).")
def one_epoch_too_many(softmax_regression):
    rewrite(softmax_regression, "train", ("range(epochs)", "range(epochs + 1)"))


@mistake("4d", "train goes through the examples once, whatever number of epochs it is given (section 8).")
def one_epoch_alone(softmax_regression):
    rewrite(softmax_regression, "train", ("range(epochs)", "range(1)"))


@mistake("4d", "train does not shuffle unless it is told to: it does by default (section 1).")
def train_in_order_by_default(softmax_regression):
    rewrite(softmax_regression, "train", ("shuffle=True", "shuffle=False"))


@mistake("4d", "train leaves out the last minibatch: an epoch goes through all examples (section 8).")
def train_leaves_out_the_last_minibatch(softmax_regression):
    rewrite(softmax_regression, "train", (BATCHES, f"{BATCHES}[:-1]"))


@mistake("4d", "train leaves out a last, short minibatch: it takes part as the others do (section 8).")
def train_leaves_out_what_is_left(softmax_regression):
    full = "len(images) // batch_size * batch_size"
    rewrite(
        softmax_regression,
        "train",
        (
            "images[order], labels[order], batch_size",
            f"images[order][: {full}], labels[order][: {full}], batch_size",
        ),
    )


@mistake(
    "4d",
    "train has no minibatch if its size is larger than the number of examples: "
    "there is one, with everything in it (section 7).",
)
def train_without_small_data(softmax_regression):
    rewrite(softmax_regression, "train", (BATCHES, f"{BATCHES} if batch_size <= len(images) else []"))


@mistake("4d", "train uses a fixed minibatch size, whatever it is given (section 8).")
def train_with_a_fixed_size(softmax_regression):
    rewrite(softmax_regression, "train", ("labels[order], batch_size", "labels[order], 32"))


@mistake(
    "4d",
    "train goes through the examples one by one, whatever size of minibatch it is given (section 8).",
)
def train_with_single_examples(softmax_regression):
    rewrite(softmax_regression, "train", ("labels[order], batch_size", "labels[order], 1"))


@mistake(
    "4d",
    "train shuffles the arrays of its caller: they are not its own (section 1). Shuffle a permutation instead.",
)
def train_shuffles_the_arrays_of_the_caller(softmax_regression):
    moved = "order = np.random.permutation(len(images))\n        images[:], labels[:] = images[order], labels[order]"
    in_place = f"if shuffle:\n        {moved}\n    loss = Soft"
    rewrite(softmax_regression, "train", ("loss = Soft", in_place))


# 4e Grid search and final evaluation


@mistake("4e", "fitted does not hand alpha on: it goes to the new model (section 9).")
def fitted_without_alpha(softmax_regression):
    rewrite(softmax_regression, "fitted", ('alpha=chosen["alpha"], ', ""))


@mistake("4e", "fitted does not hand the learning rate on: it goes to the new model (section 9).")
def fitted_without_the_learning_rate(softmax_regression):
    rewrite(softmax_regression, "fitted", (', lr=chosen["lr"]', ""))


@mistake("4e", "fitted ignores the chosen number of epochs, and trains for a fixed one (section 9).")
def fitted_for_fixed_epochs(softmax_regression):
    rewrite(softmax_regression, "fitted", ('chosen["epochs"]', "10"))


@mistake("4e", "fitted ignores the chosen size of the minibatches, and trains with a fixed one (section 9).")
def fitted_with_a_fixed_size(softmax_regression):
    rewrite(softmax_regression, "fitted", ('chosen["batch_size"]', "32"))


@mistake("4e", "fitted exchanges alpha and the learning rate: hand both on by their names (section 9).")
def fitted_exchanges_alpha_and_rate(softmax_regression):
    rewrite(
        softmax_regression,
        "fitted",
        ('alpha=chosen["alpha"], lr=chosen["lr"]', 'alpha=chosen["lr"], lr=chosen["alpha"]'),
    )


@mistake("4e", "fitted returns a model that was never trained (section 9).")
def fitted_without_training(softmax_regression):
    rewrite(
        softmax_regression,
        "fitted",
        ('    train(model, images, labels, chosen["batch_size"], chosen["epochs"])\n', ""),
    )


@mistake(
    "4e",
    "grid_search chooses by images that its models were trained on: "
    "training images train, validation images choose (section 9).",
)
def search_by_the_training_images(softmax_regression):
    rewrite(softmax_regression, "grid_search", (FOUND, "cross_entropy(model, train_images, train_labels)"))


@mistake(
    "4e",
    "grid_search returns a cross-entropy that has the penalty in it, and chooses by it: "
    "costs with different alpha cannot be compared (section 9).",
)
def search_by_the_cost(softmax_regression):
    rewrite(softmax_regression, "grid_search", (FOUND, f"cost{FOUND[13:]}"))


@mistake("4e", "grid_search chooses by accuracy: it is the smallest cross-entropy that counts (section 9).")
def search_by_accuracy(softmax_regression):
    rewrite(softmax_regression, "grid_search", (FOUND, f"-accuracy{FOUND[13:]}"))


@mistake(
    "4e",
    "grid_search chooses the largest cross-entropy: the best combination has the smallest (section 9).",
)
def search_for_the_worst(softmax_regression):
    rewrite(softmax_regression, "grid_search", ("found < smallest", "best is None or found > smallest"))


@mistake(
    "4e",
    "grid_search returns the last combination, not the best: "
    "each is compared with the smallest cross-entropy so far (section 9).",
)
def search_keeps_the_last(softmax_regression):
    rewrite(softmax_regression, "grid_search", ("if found < smallest", "if True"))


@mistake(
    "4e",
    "grid_search returns the first combination, not the best: "
    "later ones replace it if they are better (section 9).",
)
def search_keeps_the_first(softmax_regression):
    rewrite(softmax_regression, "grid_search", ("if found < smallest", "if best is None"))


@mistake(
    "4e",
    "grid_search returns the cross-entropy of the last combination, not of the best one (section 9).",
)
def search_returns_the_last_cross_entropy(softmax_regression):
    rewrite(softmax_regression, "grid_search", ("return best, smallest", "return best, found"))


@mistake(
    "4e",
    "grid_search compares each combination with the one before: compare with the best so far (section 9).",
)
def search_compares_neighbours(softmax_regression):
    rewrite(
        softmax_regression,
        "grid_search",
        ("best, smallest = None, np.inf", "best, smallest, before = None, np.inf, np.inf"),
        ("if found < smallest:", "if found < before:"),
        (
            "            best, smallest = chosen, found",
            "            best, smallest = chosen, found\n        before = found",
        ),
    )


@mistake(
    "4e",
    "grid_search returns another number than the cross-entropy of a new "
    "model with the best combination on the validation images (section 9).",
)
def search_returns_another_number(softmax_regression):
    measured = (
        f"return best, accuracy({FITTED.replace('chosen', 'best')}, validation_images, validation_labels)"
    )
    rewrite(softmax_regression, "grid_search", ("return best, smallest", measured))


@mistake(
    "4e",
    "grid_search varies one hyper-parameter at a time: every value is to be tried with every other (section 9).",
)
def search_along_the_axes(softmax_regression):
    along = "({**{k: v[0] for k, v in grid.items()}, n: w}.values() for n in grid for w in grid[n])"
    rewrite(softmax_regression, "grid_search", (COMBINATIONS, along))


@mistake(
    "4e",
    "grid_search takes the lists of the grid side by side: "
    "every value is to be tried with every other (section 9).",
)
def search_along_the_diagonal(softmax_regression):
    rewrite(softmax_regression, "grid_search", (COMBINATIONS, "zip(*grid.values())"))


@mistake(
    "4e",
    "grid_search leaves out the last value of each list: range and slices leave out their end (section 9).",
)
def search_leaves_out_the_last_values(softmax_regression):
    rewrite(
        softmax_regression,
        "grid_search",
        (COMBINATIONS, "itertools.product(*(v[:-1] or v for v in grid.values()))"),
    )


@mistake("4e", "grid_search goes on training one model: each combination has a new one (section 9).")
def search_with_one_model(softmax_regression):
    rewrite(
        softmax_regression,
        "grid_search",
        (
            "best, smallest = None, np.inf",
            "best, smallest = None, np.inf\n    model = SoftmaxRegression(train_images.shape[1], CLASSES)",
        ),
        (
            f"model = {FITTED}",
            'model.alpha, model.lr = chosen["alpha"], chosen["lr"]\n        '
            'train(model, train_images, train_labels, chosen["batch_size"], chosen["epochs"])',
        ),
    )


@mistake("4e", "experiment chooses by the test images: they are looked at once, at the very end (section 9).")
def experiment_chooses_by_the_test(softmax_regression):
    rewrite(
        softmax_regression,
        "experiment",
        (SEARCHED, "grid_search(train_images, train_labels, test_images, test_labels, grid)"),
    )


@mistake(
    "4e",
    "experiment returns other numbers than those of its best model on the test images: "
    "it is fitted on all training images and on no test image; cross-entropy comes first (section 9).",
)
def experiment_measures_something_else(softmax_regression):
    both = "np.concatenate([train_images, test_images]), np.concatenate([train_labels, test_labels])"
    rewrite(softmax_regression, "experiment", (FINAL, f"fitted({both}, best)"))


@mistake(
    "4e",
    "experiment does not measure a new model with the best combination of all training images, "
    "but the last of the search, or one of fewer images (section 9).",
)
def experiment_measures_another_model(softmax_regression):
    last = "{name: values[-1] for name, values in grid.items()}"
    rewrite(softmax_regression, "experiment", (FINAL, f"fitted(train_images, train_labels, {last})"))


@mistake(
    "4e",
    "experiment's cross-entropy is not that of the final model on the test images; "
    "all training images, the validation part included, are for its fit (section 9).",
)
def experiment_without_the_final_model(softmax_regression):
    rewrite(softmax_regression, "experiment", (FINAL, "fitted(images, labels, best)"))


@mistake(
    "4e",
    "experiment returns the cost on the test images: its cross-entropy has no penalty in it (section 9).",
)
def experiment_returns_the_cost(softmax_regression):
    rewrite(softmax_regression, "experiment", (TESTED, f"cost{TESTED[13:]}"))
