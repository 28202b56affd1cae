"""Known mistakes of cmu_hw1_mlp: each puts one misconception into a copy of the reference."""

from grader.misconceptions import mistake, rewrite

# mlp.py
NEW = "self.W, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)"
NEW_G = "self.G_W, self.G_b = np.zeros((outdim, indim)), np.zeros((outdim, 1))"
DEFAULTS = "alpha=0, lr=0.01"
KEPT = "self.alpha, self.lr = alpha, lr"
OUTPUT = "self.W @ x + self.b"
SUM_W, SUM_B = "self.G_W = self.G_W + g @ self.x.T", "self.G_b = self.G_b + g.sum(axis=1, keepdims=True)"
DX = "return self.W.T @ g"
V_W, V_B = "self.V_W = self.alpha * self.V_W + self.G_W", "self.V_b = self.alpha * self.V_b + self.G_b"
STEP_W, STEP_B = "self.W = self.W - self.lr * self.V_W", "self.b = self.b - self.lr * self.V_b"
CLEAR_W, CLEAR_B = "self.G_W = np.zeros_like(self.W)", "self.G_b = np.zeros_like(self.b)"
LOAD = "self.W, self.b = np.array(w), np.array(b)"
GET_W, GET_B = "return self.W.copy()", "return self.b.copy()"

UNIFORM = "np.random.uniform(0, 1, x.shape)"
KEEP, EVALUATE = f"scale = {UNIFORM} > self.p", "scale = 1 - self.p"
LOCAL = "self.dy_dx = scale * (x > 0)"
RECTIFIED = "return scale * np.maximum(0, x)"
BACK = "return grad_wrt_out * self.dy_dx"

SHIFTED = "shifted = logits - logits.max(axis=0, keepdims=True)"
LOG_P = "log_p = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))"
MEAN = "return -(labels * log_p).sum() / labels.shape[1]"
SLOPE = "return (self.p - self.labels) / self.labels.shape[1]"
PROBABILITIES = "np.exp(logits) / np.exp(logits).sum(axis=0)"

SINGLE_OUT, TWO_OUT = "return self.linear2.forward(hidden)", "return self.linear3.forward(hidden2)"
SINGLE_BACK = "return self.linear1.backward(self.relu.backward(grad_wrt_hidden))"
TWO_BACK = "return self.linear1.backward(self.relu1.backward(grad_wrt_hidden1))"
TWO_MIDDLE = "self.linear2.backward(self.relu2.backward(grad_wrt_hidden2))"
SINGLE_HIDDEN = "self.relu.forward(self.linear1.forward(x), train)"
TWO_HIDDEN_1 = "self.relu1.forward(self.linear1.forward(x), train)"
TWO_HIDDEN_2 = "self.relu2.forward(self.linear2.forward(hidden1), train)"
SINGLE_WS = "return [self.linear1.getW(), self.linear2.getW()]"
TWO_WS = "return [self.linear1.getW(), self.linear2.getW(), self.linear3.getW()]"
SINGLE_BS, TWO_BS = SINGLE_WS.replace("getW", "getb"), TWO_WS.replace("getW", "getb")
SINGLE_LOAD, TWO_LOAD = "self.linear1.loadparams(Ws[0], bs[0])", "linear.loadparams(W, b)"
INIT = "super().__init__()"


def linear(mlp, *changes):
    """Change LinearMap."""
    rewrite(mlp, "LinearMap", *changes)


def relu(mlp, *changes):
    """Change ReLU."""
    rewrite(mlp, "ReLU", *changes)


def loss(mlp, *changes):
    """Change SoftmaxCrossEntropyLoss."""
    rewrite(mlp, "SoftmaxCrossEntropyLoss", *changes)


def loss_of_probabilities(mlp, probabilities, log_p="np.log(self.p)"):
    """Let the loss compute the softmax first, and take the logarithm of it."""
    loss(
        mlp,
        (LOG_P, f"self.p = {probabilities}\n        log_p = {log_p}"),
        ("self.p, self.labels = np.exp(log_p), labels", "self.labels = labels"),
    )


def one_layer(mlp, *changes):
    """Change SingleLayerMLP."""
    rewrite(mlp, "SingleLayerMLP", *changes)


def two_layers(mlp, *changes):
    """Change TwoLayerMLP."""
    rewrite(mlp, "TwoLayerMLP", *changes)


# 1.2a LinearMap.


@mistake(
    "1.2a",
    "LinearMap.backward replaces the gradients of the batch before, instead of adding to them (section 1).",
)
def gradients_replaced(mlp):
    linear(mlp, (SUM_W, "self.G_W = g @ self.x.T"), (SUM_B, "self.G_b = g.sum(axis=1, keepdims=True)"))


@mistake(
    "1.2a",
    "LinearMap.backward replaces the gradient of W instead of adding to it; that of b is added up (section 1).",
)
def weight_gradient_replaced(mlp):
    linear(mlp, (SUM_W, "self.G_W = g @ self.x.T"))


@mistake(
    "1.2a",
    "LinearMap.backward replaces the gradient of b instead of adding to it; that of W is added up (section 1).",
)
def bias_gradient_replaced(mlp):
    linear(mlp, (SUM_B, "self.G_b = g.sum(axis=1, keepdims=True)"))


@mistake(
    "1.2a",
    "LinearMap divides the gradients of W and b by the batch size: equations (2) and (3) are sums, the mean "
    "belongs to the loss.",
)
def gradients_averaged(mlp):
    linear(mlp, (SUM_W, f"{SUM_W} / g.shape[1]"), (SUM_B, SUM_B.replace("sum", "mean")))


@mistake(
    "1.2a",
    "LinearMap divides the gradient of W by the batch size: equation (2) is a sum, the mean belongs to the loss.",
)
def weight_gradient_averaged(mlp):
    linear(mlp, (SUM_W, f"{SUM_W} / g.shape[1]"))


@mistake(
    "1.2a",
    "LinearMap takes the mean of the gradients of b over the batch: equation (3) is a sum, the mean belongs "
    "to the loss.",
)
def bias_gradient_averaged(mlp):
    linear(mlp, (SUM_B, SUM_B.replace("sum", "mean")))


@mistake(
    "1.2a",
    "LinearMap does not sum the gradient of b over the batch, so that b becomes a matrix: see the sum in equation (3).",
)
def bias_gradient_not_summed(mlp):
    linear(mlp, (SUM_B, "self.G_b = self.G_b + g"))


@mistake(
    "1.2a",
    "LinearMap loses the second axis of the gradient of b, and b grows to a matrix when it is added: section "
    "2 asks for the shape of b.",
)
def bias_gradient_flat(mlp):
    linear(mlp, (SUM_B, "self.G_b = self.G_b + g.sum(axis=1)"))


@mistake(
    "1.2a",
    "LinearMap sums the gradient of b over everything: equation (3) sums over the samples alone, one number "
    "for each output.",
)
def bias_gradient_of_all_outputs(mlp):
    linear(mlp, (SUM_B, "self.G_b = self.G_b + g.sum()"))


@mistake(
    "1.2a",
    "LinearMap.step goes up instead of down: W and b move against their gradients (equation (5)).",
)
def step_uphill(mlp):
    linear(
        mlp,
        (STEP_W, STEP_W.replace("W - self.lr", "W + self.lr")),
        (STEP_B, STEP_B.replace("b - self.lr", "b + self.lr")),
    )


@mistake("1.2a", "LinearMap.step moves W along its gradient, not against it (equation (5)).")
def weights_uphill(mlp):
    linear(mlp, (STEP_W, STEP_W.replace("W - self.lr", "W + self.lr")))


@mistake("1.2a", "LinearMap.step moves b along its gradient, not against it (equation (5)).")
def bias_uphill(mlp):
    linear(mlp, (STEP_B, STEP_B.replace("b - self.lr", "b + self.lr")))


@mistake(
    "1.2a",
    "W and b of LinearMap do not move: step updates both, also with alpha = 0, and getW and getb return them "
    "as they are now (equation (5)).",
)
def step_without_effect(mlp):
    linear(mlp, (STEP_W, "pass"), (STEP_B, "pass"))


@mistake("1.2a", "LinearMap.step leaves b where it is: equation (5) moves both parameters.")
def bias_does_not_move(mlp):
    linear(mlp, (STEP_B, "pass"))


@mistake("1.2a", "LinearMap.step moves b without the learning rate: equation (5) has it for both parameters.")
def bias_without_lr(mlp):
    linear(mlp, (STEP_B, "self.b = self.b - self.V_b"))


@mistake("1.2a", "LinearMap.forward subtracts b: in equation (1) it is added.")
def bias_subtracted(mlp):
    linear(mlp, (OUTPUT, "self.W @ x - self.b"))


@mistake("1.2a", "LinearMap.forward subtracts b, and backward follows: in equation (1) b is added.")
def bias_subtracted_throughout(mlp):
    linear(mlp, (OUTPUT, "self.W @ x - self.b"), (SUM_B, SUM_B.replace("+ g", "- g")))


@mistake("1.2a", "LinearMap.forward leaves b out: equation (1) adds it to every column.")
def bias_left_out(mlp):
    linear(mlp, (OUTPUT, "self.W @ x"))


@mistake(
    "1.2a",
    "LinearMap.forward returns one row per sample: samples are columns, in x as in the output (section 1).",
)
def samples_as_rows(mlp):
    linear(mlp, (OUTPUT, "(self.W @ x + self.b).T"))


@mistake(
    "1.2a",
    "LinearMap.backward returns dL/dx transposed: it has the shape of x, one column per sample (equation (4)).",
)
def dx_transposed(mlp):
    linear(mlp, (DX, "return (self.W.T @ g).T"))


@mistake("1.2a", "LinearMap.backward adds b to dL/dx: b takes no part in equation (4).")
def dx_with_bias(mlp):
    linear(mlp, (DX, "return self.W.T @ (g + self.b)"))


@mistake("1.2a", "LinearMap.backward divides dL/dx by the batch size: equation (4) has no division.")
def dx_averaged(mlp):
    linear(mlp, (DX, f"{DX} / g.shape[1]"))


@mistake(
    "1.2a",
    "LinearMap.backward returns the gradient of W: the caller needs dL/dx of equation (4), and W's gradient "
    "stays inside.",
)
def dx_is_the_weight_gradient(mlp):
    linear(mlp, (DX, "return self.G_W"))


@mistake("1.2a", "LinearMap.backward does not return dL/dx: the layer below needs it (equation (4)).")
def dx_not_returned(mlp):
    linear(mlp, (DX, "self.W.T @ g"))


@mistake(
    "1.2a",
    "LinearMap learns with a learning rate of its own, 0.01: the argument lr is not used (section 1).",
)
def lr_fixed(mlp):
    linear(mlp, (KEPT, "self.alpha, self.lr = alpha, 0.01"))


@mistake("1.2a", "LinearMap.step leaves the learning rate out of equation (5).")
def lr_left_out(mlp):
    linear(mlp, (KEPT, "self.alpha, self.lr = alpha, 1.0"))


@mistake("1.2a", "LinearMap's default for lr is 0.1, which is not that of the table in section 1.")
def default_lr_of_a_tenth(mlp):
    linear(mlp, (DEFAULTS, "alpha=0, lr=0.1"))


@mistake(
    "1.2a",
    "LinearMap has the default alpha of the networks: by the table of section 1, a layer alone has no momentum.",
)
def default_alpha_of_a_tenth(mlp):
    linear(mlp, (DEFAULTS, "alpha=0.1, lr=0.01"))


@mistake(
    "1.2a",
    "The weights of a new LinearMap are zero, or equal, or far below the bounds (6): random_weight_init of "
    "the template draws them.",
)
def weights_start_alike(mlp):
    linear(mlp, (NEW, "self.W, self.b = np.zeros((outdim, indim)), zeros_bias_init(outdim)"))


@mistake(
    "1.2a",
    "The weights of a new LinearMap lie beyond the bounds (6), all of them: random_weight_init of the "
    "template draws them (section 2).",
)
def weights_start_at_one(mlp):
    linear(mlp, (NEW, "self.W, self.b = np.ones((outdim, indim)), zeros_bias_init(outdim)"))


@mistake(
    "1.2a",
    "The weights of a new LinearMap reach the bounds (6), but do not spread evenly between them: are there "
    "both signs? See section 2.",
)
def weights_start_positive(mlp):
    linear(mlp, (NEW, "self.W, self.b = np.abs(random_weight_init(indim, outdim)), zeros_bias_init(outdim)"))


@mistake("1.2a", "A new LinearMap has a bias of ones: section 2 has it start at zero.")
def bias_starts_at_one(mlp):
    linear(mlp, (NEW, "self.W, self.b = random_weight_init(indim, outdim), np.ones((outdim, 1))"))


@mistake(
    "1.2a",
    "LinearMap has W and b only after loadparams: a layer can be used from its first moment (section 2).",
)
def parameters_after_loadparams(mlp):
    linear(mlp, (NEW, "pass"))


@mistake("1.2a", "LinearMap.loadparams takes W and forgets b: it replaces both (section 2).")
def bias_not_loaded(mlp):
    linear(mlp, (LOAD, "self.W = np.array(w)"))


@mistake(
    "1.2a",
    "LinearMap changes the arrays that were given to loadparams: it keeps them, and step then works in place."
    " Copy them (section 1).",
)
def caller_moved(mlp):
    linear(
        mlp,
        (LOAD, "self.W, self.b = w, b"),
        (STEP_W, "self.W -= self.lr * self.V_W"),
        (STEP_B, "self.b -= self.lr * self.V_b"),
    )


@mistake(
    "1.2a",
    "LinearMap changes the W that was given to loadparams: it keeps it, and step then works in place. Copy it"
    " (section 1).",
)
def caller_weights_moved(mlp):
    linear(mlp, (LOAD, "self.W, self.b = w, np.array(b)"), (STEP_W, "self.W -= self.lr * self.V_W"))


@mistake(
    "1.2a",
    "LinearMap changes the b that was given to loadparams: it keeps it, and step then works in place. Copy it"
    " (section 1).",
)
def caller_bias_moved(mlp):
    linear(mlp, (LOAD, "self.W, self.b = np.array(w), b"), (STEP_B, "self.b -= self.lr * self.V_b"))


@mistake("1.2a", "LinearMap.getb returns b without its second axis: b has shape (outdim, 1) (section 1).")
def getb_flat(mlp):
    linear(mlp, (GET_B, "return self.b.ravel()"))


@mistake("1.2a", "LinearMap.getb returns a row: b is a column, of shape (outdim, 1) (section 1).")
def getb_transposed(mlp):
    linear(mlp, (GET_B, "return self.b.T"))


@mistake("1.2a", "LinearMap.getW returns W transposed: W has one row per output (section 1).")
def getw_transposed(mlp):
    linear(mlp, (GET_W, "return self.W.T"))


@mistake(
    "1.2a",
    "LinearMap.zerograd clears nothing, or something else than what backward adds to, and old batches come "
    "back (section 1).",
)
def zerograd_without_effect(mlp):
    linear(mlp, (CLEAR_W, "pass"), (CLEAR_B, "pass"))


@mistake("1.2a", "LinearMap.zerograd does not clear the gradient of b: it clears both sums (section 1).")
def zerograd_skips_bias(mlp):
    linear(mlp, (CLEAR_B, "pass"))


@mistake(
    "1.2a",
    "LinearMap.zerograd does not clear the gradient of W: it clears both sums, under the names that backward "
    "uses (section 1).",
)
def zerograd_skips_weights(mlp):
    linear(mlp, (CLEAR_W, "pass"))


@mistake(
    "1.2a",
    "LinearMap.zerograd needs a backward before it: it is called on a new layer, too (section 1).",
)
def zerograd_needs_backward(mlp):
    linear(
        mlp,
        (NEW_G, ""),
        (SUM_W, "self.G_W = getattr(self, 'G_W', 0) + g @ self.x.T"),
        (SUM_B, "self.G_b = getattr(self, 'G_b', 0) + g.sum(axis=1, keepdims=True)"),
        (CLEAR_W, "self.G_W[...] = 0"),
        (CLEAR_B, "self.G_b[...] = 0"),
    )


@mistake(
    "1.2a",
    "LinearMap loses the axis of a batch of one sample: the batch stays an axis for every batch size (section 1).",
)
def batch_of_one_squeezed(mlp):
    linear(mlp, (f"return {OUTPUT}", f"return np.squeeze({OUTPUT})"), (DX, "return np.squeeze(self.W.T @ g)"))


# 1.2b ReLU.


@mistake(
    "1.2b",
    "ReLU.forward lets a hundredth of negative values through, as a leaky ReLU does: equation (7) makes them 0.",
)
def relu_leaks(mlp):
    relu(mlp, (RECTIFIED, "return scale * np.maximum(0.01 * x, x)"))


@mistake(
    "1.2b",
    "ReLU leaks a hundredth of negative values, forward and backward: equations (7) and (8) have 0 there.",
)
def relu_leaks_throughout(mlp):
    relu(
        mlp,
        (RECTIFIED, "return scale * np.maximum(0.01 * x, x)"),
        (LOCAL, "self.dy_dx = scale * np.where(x > 0, 1, 0.01)"),
    )


@mistake("1.2b", "ReLU.forward takes the absolute value: equation (7) makes negative values 0.")
def relu_takes_absolute_values(mlp):
    relu(mlp, (RECTIFIED, "return scale * np.abs(x)"))


@mistake("1.2b", "ReLU is a sigmoid here: equation (7) asks for the rectifier.")
def relu_is_a_sigmoid(mlp):
    relu(
        mlp,
        (
            RECTIFIED,
            "self.y = 1 / (1 + np.exp(-x)); self.dy_dx = scale * self.y * (1 - self.y); return scale * self.y",
        ),
    )


@mistake(
    "1.2b",
    "ReLU.forward returns 0 and 1, the slope: equation (7) keeps the positive values themselves.",
)
def relu_returns_its_slope(mlp):
    relu(mlp, (RECTIFIED, "return scale * (x > 0).astype(float)"))


@mistake(
    "1.2b",
    "ReLU.backward lets the gradient through where x is exactly 0: by equation (8) it is 0 there.",
)
def relu_slope_at_zero(mlp):
    relu(mlp, (LOCAL, "self.dy_dx = scale * (x >= 0)"))


@mistake("1.2b", "ReLU.backward has a slope of one half where x is exactly 0: by equation (8) it is 0 there.")
def relu_half_slope_at_zero(mlp):
    relu(mlp, (LOCAL, "self.dy_dx = scale * np.heaviside(x, 0.5)"))


@mistake(
    "1.2b",
    "ReLU.backward drops negative gradients as well: by equation (8) the sign of x decides, not that of the gradient.",
)
def relu_drops_negative_gradients(mlp):
    relu(mlp, (BACK, "return np.maximum(0, grad_wrt_out) * self.dy_dx"))


@mistake("1.2b", "ReLU.backward looks at the sign of the gradient in the place of x: equation (8) has x > 0.")
def relu_looks_at_the_gradient(mlp):
    relu(mlp, (LOCAL, "self.scale = scale"), (BACK, "return np.maximum(0, grad_wrt_out) * self.scale"))


@mistake(
    "1.2b",
    "ReLU.backward passes the gradient on as it is: by equation (8) nothing passes where x is not positive.",
)
def relu_passes_everything(mlp):
    relu(mlp, (BACK, "return grad_wrt_out"))


@mistake(
    "1.2b",
    "ReLU.backward multiplies by the positive values themselves: in equation (8) it is 1 where x is positive.",
)
def relu_multiplies_by_its_output(mlp):
    relu(mlp, (LOCAL, "self.dy_dx = scale * np.maximum(0, x)"))


@mistake(
    "1.2b",
    "ReLU.backward returns its own slope: by equation (8) the gradient that comes in is multiplied by it.",
)
def relu_leaves_the_gradient_out(mlp):
    relu(mlp, (BACK, "return self.dy_dx.astype(float)"))


@mistake("1.2b", "ReLU.forward writes the zeros into the caller's x: work on a copy (section 1).")
def relu_writes_into_x(mlp):
    relu(mlp, (RECTIFIED, "x[x < 0] = 0; return scale * x"))


@mistake("1.2b", "ReLU.backward writes its zeros into the caller's gradient: work on a copy (section 1).")
def relu_writes_into_the_gradient(mlp):
    relu(
        mlp,
        (LOCAL, "self.scale, self.is_off = scale, x <= 0"),
        (BACK, "grad_wrt_out[self.is_off] = 0; return grad_wrt_out * self.scale"),
    )


@mistake(
    "1.2b",
    "ReLU writes its zeros into the caller's x and into the caller's gradient: work on copies (section 1).",
)
def relu_writes_into_both(mlp):
    relu(
        mlp,
        (LOCAL, "self.scale, self.is_off = scale, x <= 0"),
        (RECTIFIED, "x[self.is_off] = 0; return scale * x"),
        (BACK, "grad_wrt_out[self.is_off] = 0; return grad_wrt_out * self.scale"),
    )


# 1.2c SoftmaxCrossEntropyLoss.


@mistake(
    "1.2c",
    "The softmax overflows for large logits: take off the largest logit of each column before exp (equation (10)).",
)
def softmax_overflows(mlp):
    loss_of_probabilities(mlp, PROBABILITIES)


@mistake(
    "1.2c",
    "Logarithms alone do not keep the softmax from overflowing: take off the largest logit of each column "
    "before exp (equation (10)).",
)
def softmax_overflows_in_logarithms(mlp):
    loss(mlp, (SHIFTED, "shifted = logits"))


@mistake(
    "1.2c",
    "The loss becomes infinite for large logits: take off the largest of each column before exp, for the loss"
    " as for p (equation (10)).",
)
def loss_becomes_infinite(mlp):
    new = "np.log(np.exp(logits).sum(axis=0)).mean() - (labels * logits).sum() / labels.shape[1]"
    loss(mlp, (MEAN, f"return {new}"), ("np.exp(log_p), labels", f"{PROBABILITIES}, labels"))


@mistake(
    "1.2c",
    "A small number in the softmax does not keep large logits from overflowing: take off the largest of each "
    "column (equation (10)).",
)
def softmax_overflows_with_epsilon(mlp):
    loss_of_probabilities(
        mlp, "np.exp(logits) / (np.exp(logits).sum(axis=0) + 1e-8)", "np.log(self.p + 1e-8)"
    )


@mistake(
    "1.2c",
    "The loss overflows for large logits, though its gradient does not: equation (10) holds for both.",
)
def loss_overflows(mlp):
    loss(
        mlp,
        (MEAN, "return -(labels * (logits - np.log(np.exp(logits).sum(axis=0)))).sum() / labels.shape[1]"),
    )


@mistake(
    "1.2c",
    "The gradient of the loss overflows for large logits, though the loss does not: equation (10) holds for both.",
)
def loss_gradient_overflows(mlp):
    loss(mlp, ("np.exp(log_p), labels", f"{PROBABILITIES}, labels"))


@mistake(
    "1.2c",
    "The loss cuts large logits off, and what tells them apart goes with it: take off the largest of each "
    "column (equation (10)).",
)
def logits_cut_off(mlp):
    loss(mlp, (SHIFTED, "shifted = np.clip(logits, -500, 500)"))


@mistake(
    "1.2c",
    "The softmax takes off the largest logit of the whole batch: in equation (10) each column has its own.",
)
def largest_logit_of_the_batch(mlp):
    loss(mlp, (SHIFTED, "shifted = logits - logits.max()"))


@mistake(
    "1.2c",
    "SoftmaxCrossEntropyLoss takes off the smallest logit of a column: only the largest one leaves no exponent "
    "above 0 (equation (10)).",
)
def smallest_logit_taken_off(mlp):
    loss(mlp, (SHIFTED, SHIFTED.replace("max", "min")))


@mistake(
    "1.2c",
    "SoftmaxCrossEntropyLoss takes off the mean of the logits of a column: only the largest one leaves no exponent "
    "above 0 (equation (10)).",
)
def mean_logit_taken_off(mlp):
    loss(mlp, (SHIFTED, SHIFTED.replace("max", "mean")))


@mistake(
    "1.2c",
    "The softmax takes off the largest logit of each row, which changes it: in equation (10) it is that of the column.",
)
def largest_logit_of_the_row(mlp):
    loss(mlp, (SHIFTED, "shifted = logits - logits.max(axis=1, keepdims=True)"))


@mistake(
    "1.2c",
    "The softmax runs along the batch: each column is a sample, and its probabilities sum to 1 (equation (9)).",
)
def softmax_along_the_batch(mlp):
    loss(mlp, (SHIFTED, SHIFTED.replace("axis=0", "axis=1")), (LOG_P, LOG_P.replace("axis=0", "axis=1")))


@mistake(
    "1.2c",
    "The softmax divides by the sum over the whole batch: the sum in equation (9) is over the classes of one sample.",
)
def softmax_of_the_batch(mlp):
    loss(
        mlp,
        (SHIFTED, "shifted = logits - logits.max()"),
        (LOG_P, "log_p = shifted - np.log(np.exp(shifted).sum())"),
    )


@mistake("1.2c", "The loss is the sum over the batch: equation (11) is a mean.")
def loss_summed(mlp):
    loss(mlp, (MEAN, "return -(labels * log_p).sum()"))


@mistake(
    "1.2c",
    "The loss and its gradient are sums over the batch: equations (11) and (12) divide by the number of samples.",
)
def loss_and_gradient_summed(mlp):
    loss(mlp, (MEAN, "return -(labels * log_p).sum()"), (SLOPE, "return self.p - self.labels"))


@mistake(
    "1.2c",
    "The loss is divided by the number of all entries: the mean of equation (11) is over the samples alone.",
)
def loss_averaged_over_entries(mlp):
    loss(mlp, (MEAN, "return -(labels * log_p).mean()"))


@mistake(
    "1.2c",
    "The loss and its gradient are divided by the number of all entries: the mean of equations (11) and (12) "
    "is over the samples.",
)
def loss_and_gradient_averaged_over_entries(mlp):
    loss(
        mlp,
        (MEAN, "return -(labels * log_p).mean()"),
        (SLOPE, "return (self.p - self.labels) / self.labels.size"),
    )


@mistake(
    "1.2c",
    "The loss is divided by the number of classes: the mean of equation (11) is over the samples, which are columns.",
)
def loss_divided_by_classes(mlp):
    loss(mlp, (MEAN, MEAN.replace("shape[1]", "shape[0]")))


@mistake("1.2c", "The loss has the opposite sign: equation (11) begins with a minus.")
def loss_negated(mlp):
    loss(mlp, (MEAN, MEAN.replace("-", "")))


@mistake("1.2c", "The loss takes logarithms to base 2: those of equation (11) are natural.")
def loss_to_base_two(mlp):
    loss(mlp, (MEAN, f"{MEAN} / np.log(2)"))


@mistake("1.2c", "The loss is one number for each sample: equation (11) is their mean.")
def loss_of_each_sample(mlp):
    loss(mlp, (MEAN, "return -(labels * log_p).sum(axis=0)"))


@mistake(
    "1.2c",
    "The loss also counts the classes that are not the sample's: in equation (11) the label picks one logarithm.",
)
def loss_of_the_other_classes(mlp):
    loss(
        mlp,
        (
            MEAN,
            "return -(labels * log_p + (1 - labels) * np.log(1 - self.p + 1e-12)).sum() / labels.shape[1]",
        ),
    )


@mistake("1.2c", "The loss is the mean probability of the right class: equation (11) takes its logarithm.")
def loss_without_logarithm(mlp):
    loss(mlp, (MEAN, "return -(labels * self.p).sum() / labels.shape[1]"))


@mistake(
    "1.2c",
    "The gradient of the loss is not divided by the batch size: the mean of equation (11) comes back in (12).",
)
def loss_gradient_not_divided(mlp):
    loss(mlp, (SLOPE, "return self.p - self.labels"))


@mistake(
    "1.2c",
    "The gradient of the loss is divided by the number of classes: the mean is over the samples, which are "
    "columns (equation (12)).",
)
def loss_gradient_divided_by_classes(mlp):
    loss(mlp, (SLOPE, SLOPE.replace("shape[1]", "shape[0]")))


@mistake(
    "1.2c",
    "The loss and its gradient are divided by the number of classes: samples are columns, and the mean is "
    "over them (section 1).",
)
def loss_and_gradient_divided_by_classes(mlp):
    loss(mlp, (MEAN, MEAN.replace("shape[1]", "shape[0]")), (SLOPE, SLOPE.replace("shape[1]", "shape[0]")))


@mistake(
    "1.2c",
    "The gradient of the loss is divided by the number of all entries: the mean in equation (12) is over the "
    "samples alone.",
)
def loss_gradient_averaged_over_entries(mlp):
    loss(mlp, (SLOPE, "return (self.p - self.labels) / self.labels.size"))


@mistake(
    "1.2c",
    "The gradient of the loss has the opposite sign: see the order of the difference in equation (12).",
)
def loss_gradient_negated(mlp):
    loss(mlp, (SLOPE, SLOPE.replace("self.p - self.labels", "self.labels - self.p")))


@mistake("1.2c", "The gradient of the loss is transposed: it has the shape of the logits (equation (12)).")
def loss_gradient_transposed(mlp):
    loss(mlp, (SLOPE, "return (self.p - self.labels).T / self.labels.shape[1]"))


@mistake(
    "1.2c",
    "The gradient of the loss is 0 but for the right class: all logits take part in the softmax, and all have"
    " a gradient (equation (12)).",
)
def loss_gradient_of_the_right_class(mlp):
    loss(mlp, (SLOPE, "return (self.p - 1) * self.labels / self.labels.shape[1]"))


@mistake(
    "1.2c",
    "The gradient of the loss lacks the labels: what is left are the probabilities (equation (12)).",
)
def loss_gradient_without_labels(mlp):
    loss(mlp, (SLOPE, "return self.p / self.labels.shape[1]"))


@mistake(
    "1.2c",
    "The gradient of the loss is that with respect to the probabilities: equation (12) is about the logits, "
    "one link further.",
)
def loss_gradient_by_probabilities(mlp):
    loss(mlp, (SLOPE, "return -self.labels / self.p / self.labels.shape[1]"))


@mistake(
    "1.2c",
    "The gradient of the loss has a slope of the softmax too many: equation (12) contains it already.",
)
def loss_gradient_with_slope(mlp):
    loss(mlp, (SLOPE, "return (self.p - self.labels) * self.p * (1 - self.p) / self.labels.shape[1]"))


@mistake(
    "1.2c",
    "The loss goes on with the batch size of its first forward: the last batch of an epoch may be smaller (section 1).",
)
def loss_remembers_the_first_batch_size(mlp):
    loss(
        mlp,
        (MEAN, "self.N = getattr(self, 'N', labels.shape[1]); return -(labels * log_p).sum() / self.N"),
        (SLOPE, "return (self.p - self.labels) / self.N"),
    )


@mistake("1.2c", "The loss writes into the caller's logits: work on a copy (section 1).")
def loss_writes_into_logits(mlp):
    loss(mlp, (SHIFTED, "logits -= logits.max(axis=0, keepdims=True); shifted = logits"))


@mistake("1.2c", "The loss makes probabilities of the caller's logits, in place: work on a copy (section 1).")
def loss_makes_probabilities_of_logits(mlp):
    loss(
        mlp,
        (
            "self.p, self.labels = np.exp(log_p), labels",
            "logits[...] = np.exp(log_p); self.p, self.labels = logits, labels",
        ),
    )


@mistake("1.2c", "The loss writes into the caller's labels: work on a copy (section 1).")
def loss_writes_into_labels(mlp):
    loss(mlp, (SLOPE, "self.labels -= self.p; return -self.labels / self.labels.shape[1]"))


# 1.3 Momentum.


@mistake(
    "1.3",
    "Momentum takes the gradient of the step before alone: the velocity of equation (13) remembers all earlier ones.",
)
def momentum_of_the_previous_gradient(mlp):
    linear(
        mlp,
        (V_W, f"{V_W.replace('self.V_W +', 'self.old_W +')}; self.old_W = self.G_W"),
        (V_B, f"{V_B.replace('self.V_b +', 'self.old_b +')}; self.old_b = self.G_b"),
        (INIT, f"{INIT}; self.old_W = self.old_b = 0"),
    )


@mistake(
    "1.3",
    "Nothing of the velocities is left from step to step: see alpha in equation (13), and zerograd leaves them alone.",
)
def velocities_do_not_last(mlp):
    linear(mlp, (V_W, "self.V_W = self.G_W"), (V_B, "self.V_b = self.G_b"))


@mistake(
    "1.3",
    "b has no velocity that lasts, though W has: equation (13) holds for both, and zerograd leaves both "
    "velocities alone.",
)
def bias_without_momentum(mlp):
    linear(mlp, (V_B, "self.V_b = self.G_b"))


@mistake(
    "1.3",
    "W has no velocity that lasts, though b has: equation (13) holds for both, and zerograd leaves both "
    "velocities alone.",
)
def weights_without_momentum(mlp):
    linear(mlp, (V_W, "self.V_W = self.G_W"))


@mistake(
    "1.3",
    "The gradient enters the velocity weakened by alpha, as in a moving average: in equation (13) its factor is 1.",
)
def velocity_as_moving_average(mlp):
    factor = "(1 - self.alpha) * self.G"
    linear(mlp, (V_W, V_W.replace("self.G", factor)), (V_B, V_B.replace("self.G", factor)))


@mistake(
    "1.3",
    "alpha weighs the gradient, and the old velocity stays whole: in equation (13) it is the other way round.",
)
def alpha_on_the_gradient(mlp):
    linear(
        mlp,
        (V_W, "self.V_W = self.V_W + self.alpha * self.G_W"),
        (V_B, "self.V_b = self.V_b + self.alpha * self.G_b"),
    )


@mistake(
    "1.3",
    "The velocity is a moving average in which alpha weighs the gradient: in equation (13) it weighs the old "
    "velocity alone.",
)
def moving_average_the_other_way_round(mlp):
    linear(
        mlp,
        (V_W, "self.V_W = (1 - self.alpha) * self.V_W + self.alpha * self.G_W"),
        (V_B, "self.V_b = (1 - self.alpha) * self.V_b + self.alpha * self.G_b"),
    )


@mistake(
    "1.3",
    "alpha weighs old velocity and gradient alike: in equation (13) it is the factor of the old velocity alone.",
)
def alpha_on_both(mlp):
    linear(
        mlp,
        (V_W, "self.V_W = self.alpha * (self.V_W + self.G_W)"),
        (V_B, "self.V_b = self.alpha * (self.V_b + self.G_b)"),
    )


@mistake(
    "1.3",
    "The velocity has the opposite sign of the gradient that it is added to: both have a plus in equation (13).",
)
def velocity_subtracted(mlp):
    linear(
        mlp,
        (V_W, "self.V_W = self.G_W - self.alpha * self.V_W"),
        (V_B, "self.V_b = self.G_b - self.alpha * self.V_b"),
    )


@mistake(
    "1.3",
    "The step looks ahead, as Nesterov's does: equation (14) moves by the new velocity and nothing else.",
)
def step_looks_ahead(mlp):
    linear(
        mlp,
        (STEP_W, STEP_W.replace("self.V_W", "(self.G_W + self.alpha * self.V_W)")),
        (STEP_B, STEP_B.replace("self.V_b", "(self.G_b + self.alpha * self.V_b)")),
    )


@mistake("1.3", "The step moves by the old velocity: equation (13) comes first, and (14) uses its result.")
def step_by_the_old_velocity(mlp):
    linear(
        mlp,
        (V_W, "self.W -= self.lr * self.V_W"),
        (V_B, "self.b -= self.lr * self.V_b"),
        (STEP_W, V_W),
        (STEP_B, V_B),
    )


@mistake("1.3", "The velocity has no end: without alpha, equation (13) only adds gradients up.")
def velocity_not_weakened(mlp):
    linear(mlp, (V_W, "self.V_W = self.V_W + self.G_W"), (V_B, "self.V_b = self.V_b + self.G_b"))


@mistake(
    "1.3",
    "The learning rate takes part twice, in the velocity and in the step: of equations (13) and (14) it is in"
    " the second alone.",
)
def lr_twice(mlp):
    linear(mlp, (V_W, V_W.replace("+ ", "+ self.lr * ")), (V_B, V_B.replace("+ ", "+ self.lr * ")))


@mistake(
    "1.3",
    "The learning rate weighs the gradient but not the old velocity: in equation (14) it is the factor of the"
    " whole velocity.",
)
def lr_on_the_gradient_alone(mlp):
    linear(
        mlp,
        (STEP_W, "self.W = self.W - self.lr * self.G_W - (self.V_W - self.G_W)"),
        (STEP_B, "self.b = self.b - self.lr * self.G_b - (self.V_b - self.G_b)"),
    )


@mistake("1.3", "LinearMap takes lr before alpha: by the table of section 1 alpha comes first.")
def lr_before_alpha(mlp):
    linear(mlp, (DEFAULTS, "lr=0.01, alpha=0"))


# 1.4 Dropout.


@mistake(
    "1.4",
    "ReLU keeps a unit where the number is above 1 - p: in equation (15) it is p itself that decides.",
)
def keeps_above_the_complement(mlp):
    relu(mlp, (KEEP, f"scale = {UNIFORM} > 1 - self.p"))


@mistake(
    "1.4",
    "ReLU keeps a unit where the number is below p, and so drops too many or too few: equation (15) keeps "
    "what is above.",
)
def keeps_below_p(mlp):
    relu(mlp, (KEEP, f"scale = {UNIFORM} < self.p"))


@mistake(
    "1.4",
    "ReLU takes p for the chance to stay, in training and in evaluation: it is the chance to be dropped (section 6).",
)
def p_is_the_chance_to_stay(mlp):
    relu(mlp, (KEEP, f"scale = {UNIFORM} < self.p"), (EVALUATE, "scale = self.p"))


@mistake(
    "1.4",
    "ReLU exchanges p and 1 - p, in training and in evaluation: p is the chance to be dropped (section 6).",
)
def p_exchanged(mlp):
    relu(mlp, (KEEP, f"scale = {UNIFORM} > 1 - self.p"), (EVALUATE, "scale = self.p"))


@mistake(
    "1.4",
    "ReLU keeps a unit where the number is below 1 - p: as many stay, but not those of equation (15).",
)
def keeps_below_the_complement(mlp):
    relu(mlp, (KEEP, f"scale = {UNIFORM} < 1 - self.p"))


@mistake(
    "1.4",
    "ReLU rescales the units that stay, and not the evaluation (inverted dropout): equations (15) and (17) do"
    " it the other way.",
)
def dropout_inverted(mlp):
    relu(mlp, (KEEP, f"scale = ({UNIFORM} > self.p) / (1 - self.p)"), (EVALUATE, "scale = 1"))


@mistake(
    "1.4",
    "ReLU inverts dropout and keeps where the number is below 1 - p: see equations (15) for the mask and (17)"
    " for the scaling.",
)
def dropout_inverted_below(mlp):
    relu(mlp, (KEEP, f"scale = ({UNIFORM} < 1 - self.p) / (1 - self.p)"), (EVALUATE, "scale = 1"))


@mistake(
    "1.4",
    "ReLU rescales the units that stay, and the evaluation as well: equation (15) does not rescale.",
)
def dropout_rescaled_twice(mlp):
    relu(mlp, (KEEP, f"scale = ({UNIFORM} > self.p) / (1 - self.p)"))


@mistake("1.4", "ReLU scales by 1 - p in training already: the units that stay are not rescaled (section 6).")
def dropout_scaled_in_training(mlp):
    relu(mlp, (KEEP, f"scale = ({UNIFORM} > self.p) * (1 - self.p)"))


@mistake(
    "1.4",
    "ReLU draws its mask with another function: section 6 asks for numbers of np.random.uniform, which make "
    "results comparable.",
)
def mask_of_coins(mlp):
    relu(mlp, (KEEP, "scale = np.random.binomial(1, 1 - self.p, x.shape)"))


@mistake(
    "1.4",
    "ReLU draws from a generator of its own, so that the seed does not reach it: section 6 asks for np.random.uniform.",
)
def mask_of_another_generator(mlp):
    relu(mlp, (KEEP, "scale = np.random.default_rng(0).uniform(0, 1, x.shape) > self.p"))


@mistake(
    "1.4",
    "ReLU draws one number for a unit and drops it for the whole batch: section 6 draws one for each entry of x.",
)
def mask_of_units(mlp):
    relu(mlp, (KEEP, "scale = np.random.uniform(0, 1, (x.shape[0], 1)) > self.p"))


@mistake("1.4", "ReLU drops whole samples: section 6 draws one number for each entry of x.")
def mask_of_samples(mlp):
    relu(mlp, (KEEP, "scale = np.random.uniform(0, 1, (1, x.shape[1])) > self.p"))


@mistake(
    "1.4",
    "ReLU draws its numbers in the order of the transpose: section 6 draws them in the shape of x.",
)
def mask_transposed(mlp):
    relu(mlp, (KEEP, "scale = np.random.uniform(0, 1, x.T.shape).T > self.p"))


@mistake(
    "1.4",
    "ReLU.forward draws two masks, one for its output and one for backward: section 6 draws once.",
)
def mask_drawn_twice(mlp):
    relu(
        mlp,
        (LOCAL, f"self.dy_dx = scale * (x > 0)\n        if train:\n            scale = {UNIFORM} > self.p"),
    )


@mistake("1.4", "ReLU keeps the mask of its first forward for ever: section 6 draws one in each forward.")
def mask_for_ever(mlp):
    relu(mlp, (KEEP, f"self.mask = getattr(self, 'mask', {UNIFORM} > self.p); scale = self.mask"))


@mistake("1.4", "ReLU drops nothing: dropout_probability is not used in training (equation (15)).")
def dropout_left_out(mlp):
    relu(mlp, (KEEP, "scale = 1"), (EVALUATE, "scale = 1"))


@mistake(
    "1.4",
    "ReLU drops nothing in training, though it scales in evaluation: the mask of equation (15) is missing.",
)
def dropout_without_mask(mlp):
    relu(mlp, (KEEP, "scale = 1"))


@mistake("1.4", "ReLU.backward forgets the mask: a dropped unit passes nothing on (equation (16)).")
def backward_forgets_the_mask(mlp):
    relu(mlp, (LOCAL, "self.dy_dx = x > 0"))


@mistake("1.4", "ReLU.backward draws a mask of its own: equation (16) has that of the forward pass.")
def backward_draws(mlp):
    relu(
        mlp,
        (LOCAL, "self.dy_dx = x > 0"),
        (BACK, f"{BACK} * (np.random.uniform(0, 1, grad_wrt_out.shape) > self.p)"),
    )


@mistake("1.4", "ReLU.backward scales the gradient by 1 - p: equation (16) has the mask and no factor.")
def backward_scaled(mlp):
    relu(mlp, (BACK, f"{BACK} * (1 - self.p)"))


@mistake(
    "1.4",
    "In evaluation ReLU scales by p: the factor of equation (17) is the share of units that stay.",
)
def evaluation_scaled_by_p(mlp):
    relu(mlp, (EVALUATE, "scale = self.p"))


@mistake(
    "1.4",
    "In evaluation ReLU does not scale its output: equation (17) makes it what it is on average in training.",
)
def evaluation_not_scaled(mlp):
    relu(mlp, (EVALUATE, "scale = 1"))


@mistake("1.4", "In evaluation ReLU divides where equation (17) multiplies.")
def evaluation_divided(mlp):
    relu(mlp, (EVALUATE, "scale = 1 / (1 - self.p)"))


@mistake("1.4", "In evaluation ReLU scales x and does not rectify it: equation (17) does both.")
def evaluation_without_rectifier(mlp):
    relu(mlp, (RECTIFIED, "return scale * (np.maximum(0, x) if train else x)"))


@mistake(
    "1.4",
    "In evaluation ReLU draws random numbers, which shifts all that come after them: draw in training alone "
    "(section 6).",
)
def evaluation_draws(mlp):
    relu(mlp, (EVALUATE, f"{EVALUATE}; {UNIFORM}"))


@mistake("1.4", "ReLU takes no notice of train and drops units in evaluation: equation (17) drops none.")
def evaluation_drops(mlp):
    relu(mlp, (EVALUATE, KEEP))


@mistake("1.4", "ReLU drops units in evaluation and scales them as well: equation (17) drops none.")
def evaluation_drops_and_scales(mlp):
    relu(mlp, (EVALUATE, f"scale = ({UNIFORM} > self.p) * (1 - self.p)"))


@mistake("1.4", "ReLU exchanges training and evaluation: it drops units where train is false (section 6).")
def training_and_evaluation_exchanged(mlp):
    relu(mlp, ("if train:", "if not train:"))


@mistake(
    "1.4",
    "ReLU evaluates unless it is told to train: by the table of section 1 train is true by default.",
)
def evaluates_by_default(mlp):
    relu(mlp, ("train=True", "train=False"))


# 1.5a SingleLayerMLP.


@mistake(
    "1.5a",
    "SingleLayerMLP has a ReLU after its last layer: its outputs are logits, and nothing follows (section 7).",
)
def single_relu_on_the_output(mlp):
    one_layer(mlp, (SINGLE_OUT, "return np.maximum(0, self.linear2.forward(hidden))"))


@mistake(
    "1.5a",
    "SingleLayerMLP returns probabilities: its outputs are logits, and the softmax belongs to the loss (section 7).",
)
def single_softmax_on_the_output(mlp):
    one_layer(mlp, (SINGLE_OUT, f"z = {SINGLE_OUT[7:]}; return np.exp(z) / np.exp(z).sum(axis=0)"))


@mistake(
    "1.5a",
    "SingleLayerMLP returns a list: section 7 asks for one array of logits, of shape (classes, batch).",
)
def single_logits_in_a_list(mlp):
    one_layer(mlp, (SINGLE_OUT, f"return list({SINGLE_OUT[7:]})"))


@mistake("1.5a", "SingleLayerMLP returns its logits transposed: samples are columns (section 1).")
def single_logits_transposed(mlp):
    one_layer(mlp, (SINGLE_OUT, f"{SINGLE_OUT}.T"))


@mistake(
    "1.5a",
    "SingleLayerMLP has no ReLU between its layers: without one they make a single linear map (equation (18)).",
)
def single_without_relu(mlp):
    one_layer(
        mlp,
        (SINGLE_HIDDEN, "self.linear1.forward(x)"),
        (SINGLE_BACK, "return self.linear1.backward(grad_wrt_hidden)"),
    )


@mistake(
    "1.5a",
    "SingleLayerMLP.backward passes over the ReLU: it goes through all that forward went through (equation (20)).",
)
def single_backward_without_relu(mlp):
    one_layer(mlp, (SINGLE_BACK, "return self.linear1.backward(grad_wrt_hidden)"))


@mistake(
    "1.5a",
    "SingleLayerMLP.backward stops before the first LinearMap, which then learns nothing: go through all "
    "layers (equation (20)).",
)
def single_backward_stops_early(mlp):
    one_layer(mlp, (SINGLE_BACK, "return self.relu.backward(grad_wrt_hidden)"))


@mistake(
    "1.5a",
    "SingleLayerMLP.backward returns the gradient of its first hidden layer: return what the first LinearMap "
    "returns (section 7).",
)
def single_backward_returns_the_hidden_gradient(mlp):
    one_layer(mlp, (SINGLE_BACK, f"{SINGLE_BACK[7:]}; return grad_wrt_hidden"))


@mistake(
    "1.5a",
    "SingleLayerMLP.backward returns nothing: it returns the gradient with respect to x (equation (20)).",
)
def single_backward_returns_nothing(mlp):
    one_layer(mlp, (SINGLE_BACK, SINGLE_BACK[7:]))


@mistake(
    "1.5a",
    "SingleLayerMLP has 100 hidden units in a layer whatever it is told: the arguments give the numbers (section 1).",
)
def single_hidden_units_fixed(mlp):
    one_layer(mlp, (INIT, f"{INIT}; hiddenlayer = 100"))


@mistake("1.5a", "SingleLayerMLP does not hand lr on to its layers, which learn with 0.01 (section 7).")
def single_keeps_lr(mlp):
    one_layer(mlp, (INIT, f"{INIT}; lr = 0.01"))


@mistake("1.5a", "SingleLayerMLP does not hand lr on to its first layer, which learns with 0.01 (section 7).")
def single_keeps_lr_from_the_first_layer(mlp):
    one_layer(mlp, ("hiddenlayer, alpha, lr)", "hiddenlayer, alpha)"))


@mistake("1.5a", "SingleLayerMLP does not hand lr on to its last layer, which learns with 0.01 (section 7).")
def single_keeps_lr_from_the_last_layer(mlp):
    one_layer(mlp, ("outdim, alpha, lr)", "outdim, alpha)"))


@mistake(
    "1.5a",
    "SingleLayerMLP does not hand alpha on to its layers, which learn without momentum (section 7).",
)
def single_keeps_alpha(mlp):
    one_layer(mlp, (INIT, f"{INIT}; alpha = 0"))


@mistake(
    "1.5a",
    "SingleLayerMLP hands neither alpha nor lr on to its layers, which learn as by default (section 7).",
)
def single_keeps_alpha_and_lr(mlp):
    one_layer(mlp, (INIT, f"{INIT}; alpha, lr = 0, 0.01"))


@mistake(
    "1.5a",
    "SingleLayerMLP exchanges alpha and lr when it hands them on: see the order in the table of section 1.",
)
def single_exchanges_alpha_and_lr(mlp):
    one_layer(mlp, (INIT, f"{INIT}; alpha, lr = lr, alpha"))


@mistake(
    "1.5a",
    "SingleLayerMLP does not hand dropout_probability on to ReLU, so that no unit is ever dropped (section 7).",
)
def single_keeps_dropout(mlp):
    one_layer(mlp, (INIT, f"{INIT}; dropout_probability = 0"))


@mistake(
    "1.5a",
    "SingleLayerMLP does not tell ReLU that train is false, so that units are dropped in evaluation as well "
    "(section 7).",
)
def single_keeps_train(mlp):
    one_layer(mlp, (SINGLE_HIDDEN, SINGLE_HIDDEN.replace(", train", "")))


@mistake(
    "1.5a",
    "SingleLayerMLP evaluates unless it is told to train: by the table of section 1 train is true by default.",
)
def single_evaluates_by_default(mlp):
    one_layer(mlp, ("train=True", "train=False"))


@mistake(
    "1.5a",
    "SingleLayerMLP.step leaves the first layer where it is: it reaches every LinearMap (section 7).",
)
def single_step_skips_the_first_layer(mlp):
    one_layer(mlp, ("self.linear1.step()", "pass"))


@mistake(
    "1.5a",
    "SingleLayerMLP.step leaves the last layer where it is: it reaches every LinearMap (section 7).",
)
def single_step_skips_the_last_layer(mlp):
    one_layer(mlp, ("self.linear2.step()", "pass"))


@mistake(
    "1.5a",
    "SingleLayerMLP does not move: step reaches every LinearMap, and getWs and getbs return the parameters of"
    " now (section 7).",
)
def single_step_without_effect(mlp):
    one_layer(mlp, ("self.linear1.step()", "pass"), ("self.linear2.step()", "pass"))


@mistake(
    "1.5a",
    "SingleLayerMLP.getWs returns the weights that loadparams was given: step has moved them since (section 7).",
)
def single_weights_as_loaded(mlp):
    one_layer(
        mlp,
        (SINGLE_LOAD, f"{SINGLE_LOAD}; self.Ws = Ws"),
        (SINGLE_WS, f"return getattr(self, 'Ws', {SINGLE_WS[7:]})"),
    )


@mistake(
    "1.5a",
    "SingleLayerMLP.zerograd does not reach the first layer: it reaches every LinearMap (section 7).",
)
def single_zerograd_skips_the_first_layer(mlp):
    one_layer(mlp, ("self.linear1.zerograd()", "pass"))


@mistake(
    "1.5a",
    "SingleLayerMLP.zerograd does not reach the last layer: it reaches every LinearMap (section 7).",
)
def single_zerograd_skips_the_last_layer(mlp):
    one_layer(mlp, ("self.linear2.zerograd()", "pass"))


@mistake(
    "1.5a",
    "SingleLayerMLP.zerograd clears nothing, and gradients of old batches come back: it reaches every "
    "LinearMap (section 7).",
)
def single_zerograd_without_effect(mlp):
    one_layer(mlp, ("self.linear1.zerograd()", "pass"), ("self.linear2.zerograd()", "pass"))


@mistake(
    "1.5a",
    "SingleLayerMLP.backward clears the gradients of the batch before: they add up until zerograd (section 1).",
)
def single_backward_clears(mlp):
    back = "grad_wrt_hidden = self.linear2.backward(grad_wrt_out)"
    one_layer(mlp, (back, f"self.zerograd()\n        {back}"))


@mistake("1.5a", "SingleLayerMLP.loadparams takes the weights and forgets the biases (section 7).")
def single_biases_not_loaded(mlp):
    one_layer(
        mlp, ("(Ws[0], bs[0])", "(Ws[0], self.linear1.b)"), ("(Ws[1], bs[1])", "(Ws[1], self.linear2.b)")
    )


@mistake(
    "1.5a",
    "SingleLayerMLP lists its last layer first in getWs and getbs: section 7 asks for the first layer first.",
)
def single_lists_the_last_layer_first(mlp):
    one_layer(mlp, (SINGLE_WS, f"{SINGLE_WS}[::-1]"), (SINGLE_BS, f"{SINGLE_BS}[::-1]"))


@mistake("1.5a", "SingleLayerMLP.getWs returns transposed weights: W has one row per output (section 1).")
def single_weights_transposed(mlp):
    one_layer(mlp, (SINGLE_WS, f"return [W.T for W in {SINGLE_WS[7:]}]"))


@mistake("1.5a", "SingleLayerMLP.getbs returns rows: b is a column, of shape (outdim, 1) (section 1).")
def single_biases_transposed(mlp):
    one_layer(mlp, (SINGLE_BS, f"return [b.T for b in {SINGLE_BS[7:]}]"))


@mistake(
    "1.5a",
    "SingleLayerMLP.getbs returns biases without their second axis: b is a column, of shape (outdim, 1) (section 1).",
)
def single_biases_flat(mlp):
    one_layer(mlp, (SINGLE_BS, f"return [b.ravel() for b in {SINGLE_BS[7:]}]"))


@mistake(
    "1.5a",
    "SingleLayerMLP.getWs makes one array of all weights: layers differ in size, so it is a list of arrays "
    "(section 7).",
)
def single_weights_in_one_array(mlp):
    one_layer(mlp, (SINGLE_WS, f"return np.array({SINGLE_WS[7:]})"))


@mistake(
    "1.5a",
    "SingleLayerMLP changes the arrays that were given to loadparams: step works in place on them. Copy them "
    "(section 1).",
)
def single_caller_moved(mlp):
    linear(mlp, (STEP_W, "self.W -= self.lr * self.V_W"), (STEP_B, "self.b -= self.lr * self.V_b"))
    one_layer(
        mlp,
        ("(Ws[0], bs[0])", "(Ws[0], bs[0]); self.linear1.W, self.linear1.b = Ws[0], bs[0]"),
        ("(Ws[1], bs[1])", "(Ws[1], bs[1]); self.linear2.W, self.linear2.b = Ws[1], bs[1]"),
    )


@mistake(
    "1.5a",
    "SingleLayerMLP has the default alpha of LinearMap: by the table of section 1 its own is not 0.",
)
def single_default_alpha_of_zero(mlp):
    one_layer(mlp, ("alpha=0.1", "alpha=0"))


@mistake("1.5a", "SingleLayerMLP's default for lr is 0.1, which is not that of the table in section 1.")
def single_default_lr_of_a_tenth(mlp):
    one_layer(mlp, ("lr=0.01", "lr=0.1"))


# 1.5b TwoLayerMLP: what SingleLayerMLP may get wrong as well, and what it may get wrong alone.


@mistake(
    "1.5b",
    "TwoLayerMLP has a ReLU after its last layer: its outputs are logits, and nothing follows (section 7).",
)
def two_relu_on_the_output(mlp):
    two_layers(mlp, (TWO_OUT, "return np.maximum(0, self.linear3.forward(hidden2))"))


@mistake(
    "1.5b",
    "TwoLayerMLP returns probabilities: its outputs are logits, and the softmax belongs to the loss (section 7).",
)
def two_softmax_on_the_output(mlp):
    two_layers(mlp, (TWO_OUT, f"z = {TWO_OUT[7:]}; return np.exp(z) / np.exp(z).sum(axis=0)"))


@mistake(
    "1.5b",
    "TwoLayerMLP returns a list: section 7 asks for one array of logits, of shape (classes, batch).",
)
def two_logits_in_a_list(mlp):
    two_layers(mlp, (TWO_OUT, f"return list({TWO_OUT[7:]})"))


@mistake("1.5b", "TwoLayerMLP returns its logits transposed: samples are columns (section 1).")
def two_logits_transposed(mlp):
    two_layers(mlp, (TWO_OUT, f"{TWO_OUT}.T"))


@mistake(
    "1.5b",
    "TwoLayerMLP has no ReLU between its layers: without one they make a single linear map (equation (19)).",
)
def two_without_relu(mlp):
    two_layers(
        mlp,
        (TWO_HIDDEN_1, "self.linear1.forward(x)"),
        (TWO_HIDDEN_2, "self.linear2.forward(hidden1)"),
        (TWO_MIDDLE, "self.linear2.backward(grad_wrt_hidden2)"),
        (TWO_BACK, "return self.linear1.backward(grad_wrt_hidden1)"),
    )


@mistake(
    "1.5b",
    "TwoLayerMLP.backward passes over the ReLUs: it goes through all that forward went through (equation (20)).",
)
def two_backward_without_relu(mlp):
    two_layers(
        mlp,
        (TWO_MIDDLE, "self.linear2.backward(grad_wrt_hidden2)"),
        (TWO_BACK, "return self.linear1.backward(grad_wrt_hidden1)"),
    )


@mistake(
    "1.5b",
    "TwoLayerMLP.backward stops before the first LinearMap, which then learns nothing: go through all layers "
    "(equation (20)).",
)
def two_backward_stops_early(mlp):
    two_layers(mlp, (TWO_BACK, "return self.relu1.backward(grad_wrt_hidden1)"))


@mistake(
    "1.5b",
    "TwoLayerMLP.backward returns the gradient of its first hidden layer: return what the first LinearMap "
    "returns (section 7).",
)
def two_backward_returns_the_hidden_gradient(mlp):
    two_layers(mlp, (TWO_BACK, f"{TWO_BACK[7:]}; return grad_wrt_hidden1"))


@mistake(
    "1.5b",
    "TwoLayerMLP.backward returns nothing: it returns the gradient with respect to x (equation (20)).",
)
def two_backward_returns_nothing(mlp):
    two_layers(mlp, (TWO_BACK, TWO_BACK[7:]))


@mistake(
    "1.5b",
    "TwoLayerMLP has 100 hidden units in a layer whatever it is told: the arguments give the numbers (section 1).",
)
def two_hidden_units_fixed(mlp):
    two_layers(mlp, (INIT, f"{INIT}; hiddenlayers = [100, 100]"))


@mistake("1.5b", "TwoLayerMLP does not hand lr on to its layers, which learn with 0.01 (section 7).")
def two_keeps_lr(mlp):
    two_layers(mlp, (INIT, f"{INIT}; lr = 0.01"))


@mistake("1.5b", "TwoLayerMLP does not hand lr on to its first layer, which learns with 0.01 (section 7).")
def two_keeps_lr_from_the_first_layer(mlp):
    two_layers(mlp, ("hiddenlayers[0], alpha, lr)", "hiddenlayers[0], alpha)"))


@mistake("1.5b", "TwoLayerMLP does not hand lr on to its last layer, which learns with 0.01 (section 7).")
def two_keeps_lr_from_the_last_layer(mlp):
    two_layers(mlp, ("outdim, alpha, lr)", "outdim, alpha)"))


@mistake(
    "1.5b",
    "TwoLayerMLP does not hand alpha on to its layers, which learn without momentum (section 7).",
)
def two_keeps_alpha(mlp):
    two_layers(mlp, (INIT, f"{INIT}; alpha = 0"))


@mistake(
    "1.5b",
    "TwoLayerMLP hands neither alpha nor lr on to its layers, which learn as by default (section 7).",
)
def two_keeps_alpha_and_lr(mlp):
    two_layers(mlp, (INIT, f"{INIT}; alpha, lr = 0, 0.01"))


@mistake(
    "1.5b",
    "TwoLayerMLP exchanges alpha and lr when it hands them on: see the order in the table of section 1.",
)
def two_exchanges_alpha_and_lr(mlp):
    two_layers(mlp, (INIT, f"{INIT}; alpha, lr = lr, alpha"))


@mistake(
    "1.5b",
    "TwoLayerMLP does not hand dropout_probability on to its ReLUs, so that no unit is ever dropped (section 7).",
)
def two_keeps_dropout(mlp):
    two_layers(mlp, (INIT, f"{INIT}; dropout_probability = 0"))


@mistake(
    "1.5b",
    "TwoLayerMLP does not tell its ReLUs that train is false, so that units are dropped in evaluation as well"
    " (section 7).",
)
def two_keeps_train(mlp):
    two_layers(
        mlp,
        (TWO_HIDDEN_1, TWO_HIDDEN_1.replace(", train", "")),
        (TWO_HIDDEN_2, TWO_HIDDEN_2.replace(", train", "")),
    )


@mistake(
    "1.5b",
    "TwoLayerMLP evaluates unless it is told to train: by the table of section 1 train is true by default.",
)
def two_evaluates_by_default(mlp):
    two_layers(mlp, ("train=True", "train=False"))


@mistake(
    "1.5b",
    "TwoLayerMLP.step leaves the first layer where it is: it reaches every LinearMap (section 7).",
)
def two_step_skips_the_first_layer(mlp):
    two_layers(mlp, ("linear.step()", "linear is self.linear1 or linear.step()"))


@mistake(
    "1.5b",
    "TwoLayerMLP.step leaves the last layer where it is: it reaches every LinearMap (section 7).",
)
def two_step_skips_the_last_layer(mlp):
    two_layers(mlp, ("linear.step()", "linear is self.linear3 or linear.step()"))


@mistake(
    "1.5b",
    "TwoLayerMLP does not move: step reaches every LinearMap, and getWs and getbs return the parameters of "
    "now (section 7).",
)
def two_step_without_effect(mlp):
    two_layers(mlp, ("linear.step()", "pass"))


@mistake(
    "1.5b",
    "TwoLayerMLP.getWs returns the weights that loadparams was given: step has moved them since (section 7).",
)
def two_weights_as_loaded(mlp):
    two_layers(
        mlp, (TWO_LOAD, f"{TWO_LOAD}; self.Ws = Ws"), (TWO_WS, f"return getattr(self, 'Ws', {TWO_WS[7:]})")
    )


@mistake(
    "1.5b",
    "TwoLayerMLP.zerograd does not reach the first layer: it reaches every LinearMap (section 7).",
)
def two_zerograd_skips_the_first_layer(mlp):
    two_layers(mlp, ("linear.zerograd()", "linear is self.linear1 or linear.zerograd()"))


@mistake(
    "1.5b",
    "TwoLayerMLP.zerograd does not reach the last layer: it reaches every LinearMap (section 7).",
)
def two_zerograd_skips_the_last_layer(mlp):
    two_layers(mlp, ("linear.zerograd()", "linear is self.linear3 or linear.zerograd()"))


@mistake(
    "1.5b",
    "TwoLayerMLP.zerograd clears nothing, and gradients of old batches come back: it reaches every LinearMap "
    "(section 7).",
)
def two_zerograd_without_effect(mlp):
    two_layers(mlp, ("linear.zerograd()", "pass"))


@mistake(
    "1.5b",
    "TwoLayerMLP.backward clears the gradients of the batch before: they add up until zerograd (section 1).",
)
def two_backward_clears(mlp):
    back = "grad_wrt_hidden2 = self.linear3.backward(grad_wrt_out)"
    two_layers(mlp, (back, f"self.zerograd()\n        {back}"))


@mistake("1.5b", "TwoLayerMLP.loadparams takes the weights and forgets the biases (section 7).")
def two_biases_not_loaded(mlp):
    two_layers(mlp, (TWO_LOAD, "linear.loadparams(W, linear.b)"))


@mistake(
    "1.5b",
    "TwoLayerMLP lists its last layer first in getWs and getbs: section 7 asks for the first layer first.",
)
def two_lists_the_last_layer_first(mlp):
    two_layers(mlp, (TWO_WS, f"{TWO_WS}[::-1]"), (TWO_BS, f"{TWO_BS}[::-1]"))


@mistake("1.5b", "TwoLayerMLP.getWs returns transposed weights: W has one row per output (section 1).")
def two_weights_transposed(mlp):
    two_layers(mlp, (TWO_WS, f"return [W.T for W in {TWO_WS[7:]}]"))


@mistake("1.5b", "TwoLayerMLP.getbs returns rows: b is a column, of shape (outdim, 1) (section 1).")
def two_biases_transposed(mlp):
    two_layers(mlp, (TWO_BS, f"return [b.T for b in {TWO_BS[7:]}]"))


@mistake(
    "1.5b",
    "TwoLayerMLP.getbs returns biases without their second axis: b is a column, of shape (outdim, 1) (section 1).",
)
def two_biases_flat(mlp):
    two_layers(mlp, (TWO_BS, f"return [b.ravel() for b in {TWO_BS[7:]}]"))


@mistake(
    "1.5b",
    "TwoLayerMLP.getWs makes one array of all weights: layers differ in size, so it is a list of arrays (section 7).",
)
def two_weights_in_one_array(mlp):
    two_layers(mlp, (TWO_WS, f"return np.array({TWO_WS[7:]})"))


@mistake(
    "1.5b",
    "TwoLayerMLP changes the arrays that were given to loadparams: step works in place on them. Copy them (section 1).",
)
def two_caller_moved(mlp):
    linear(mlp, (STEP_W, "self.W -= self.lr * self.V_W"), (STEP_B, "self.b -= self.lr * self.V_b"))
    two_layers(mlp, (TWO_LOAD, f"{TWO_LOAD}; linear.W, linear.b = W, b"))


@mistake(
    "1.5b",
    "TwoLayerMLP has the default alpha of LinearMap: by the table of section 1 its own is not 0.",
)
def two_default_alpha_of_zero(mlp):
    two_layers(mlp, ("alpha=0.1", "alpha=0"))


@mistake("1.5b", "TwoLayerMLP's default for lr is 0.1, which is not that of the table in section 1.")
def two_default_lr_of_a_tenth(mlp):
    two_layers(mlp, ("lr=0.01", "lr=0.1"))


@mistake(
    "1.5b",
    "TwoLayerMLP has one ReLU for both hidden layers: backward speaks about the latest forward alone (section 1).",
)
def one_relu_for_both_layers(mlp):
    two_layers(mlp, ("self.relu2 = ReLU(dropout_probability)", "self.relu2 = self.relu1"))


@mistake(
    "1.5b",
    "TwoLayerMLP drops units in the first hidden layer alone: both ReLUs get dropout_probability (section 7).",
)
def second_relu_without_dropout(mlp):
    two_layers(mlp, ("self.relu2 = ReLU(dropout_probability)", "self.relu2 = ReLU()"))


@mistake(
    "1.5b",
    "TwoLayerMLP drops units in the second hidden layer alone: both ReLUs get dropout_probability (section 7).",
)
def first_relu_without_dropout(mlp):
    two_layers(mlp, ("self.relu1 = ReLU(dropout_probability)", "self.relu1 = ReLU()"))


@mistake(
    "1.5b",
    "TwoLayerMLP does not tell its second ReLU that train is false: both need to know (section 7).",
)
def second_relu_always_trains(mlp):
    two_layers(mlp, (TWO_HIDDEN_2, TWO_HIDDEN_2.replace(", train", "")))


@mistake(
    "1.5b",
    "TwoLayerMLP does not tell its first ReLU that train is false: both need to know (section 7).",
)
def first_relu_always_trains(mlp):
    two_layers(mlp, (TWO_HIDDEN_1, TWO_HIDDEN_1.replace(", train", "")))


@mistake("1.5b", "TwoLayerMLP has no ReLU after its second hidden layer: equation (19) has one after each.")
def second_relu_left_out(mlp):
    two_layers(
        mlp,
        (TWO_HIDDEN_2, "self.linear2.forward(hidden1)"),
        (TWO_MIDDLE, "self.linear2.backward(grad_wrt_hidden2)"),
    )


@mistake("1.5b", "TwoLayerMLP has no ReLU after its first hidden layer: equation (19) has one after each.")
def first_relu_left_out(mlp):
    two_layers(
        mlp,
        (TWO_HIDDEN_1, "self.linear1.forward(x)"),
        (TWO_BACK, "return self.linear1.backward(grad_wrt_hidden1)"),
    )


@mistake(
    "1.5b",
    "TwoLayerMLP.backward passes over its second ReLU: it goes through everything that forward went through "
    "(equation (20)).",
)
def backward_without_second_relu(mlp):
    two_layers(mlp, (TWO_MIDDLE, "self.linear2.backward(grad_wrt_hidden2)"))


@mistake(
    "1.5b",
    "TwoLayerMLP.backward passes over its first ReLU: it goes through everything that forward went through "
    "(equation (20)).",
)
def backward_without_first_relu(mlp):
    two_layers(mlp, (TWO_BACK, "return self.linear1.backward(grad_wrt_hidden1)"))


@mistake(
    "1.5b",
    "TwoLayerMLP.step leaves the layer in the middle where it is: it reaches every LinearMap (section 7).",
)
def step_skips_the_middle(mlp):
    two_layers(mlp, ("linear.step()", "linear is self.linear2 or linear.step()"))


@mistake(
    "1.5b",
    "TwoLayerMLP.zerograd does not reach the layer in the middle: it reaches every LinearMap (section 7).",
)
def zerograd_skips_the_middle(mlp):
    two_layers(mlp, ("linear.zerograd()", "linear is self.linear2 or linear.zerograd()"))


@mistake(
    "1.5b",
    "TwoLayerMLP does not hand lr on to the layer in the middle, which learns with 0.01 (section 7).",
)
def lr_kept_from_the_middle(mlp):
    two_layers(mlp, ("hiddenlayers[1], alpha, lr)", "hiddenlayers[1], alpha)"))


@mistake(
    "1.5b",
    "TwoLayerMLP has as many units in its second hidden layer as in the first: hiddenlayers gives two numbers"
    " (section 1).",
)
def hidden_layers_of_one_size(mlp):
    two_layers(mlp, (INIT, f"{INIT}; hiddenlayers = [hiddenlayers[0]] * 2"))


@mistake(
    "1.5b",
    "TwoLayerMLP exchanges the sizes of its hidden layers: hiddenlayers has the first one first (section 1).",
)
def hidden_layers_exchanged(mlp):
    two_layers(mlp, (INIT, f"{INIT}; hiddenlayers = hiddenlayers[::-1]"))


# derivations.py

FEATURES = "W = np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])"
BIASES = "b = np.array([-0.5, -1.5, 0.0, 0.0])"
FACTORS = "a = np.array([1.0, -1.0, 0.0, 0.0])"
DIRECTION = "v = candidates[np.argmax(np.diff(t, axis=1).min(axis=1, initial=np.inf))]"
ORDER, JUMPS = "order = np.argsort(v @ X)", "a = np.diff(labels, prepend=0.0)"
THRESHOLDS = "thresholds = np.append(t[0] - 1, (t[:-1] + t[1:]) / 2)"
MEMORISED = "return np.tile(v, (N, 1)), -thresholds, a"
BOUND = "np.log(1 / epsilon)"
TANH_NETWORK, CONSTANT = "return W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=1) / 2", "W2.sum(axis=1) / 2"
SOFTMAX_SLOPES = "np.diag(p) - np.outer(p, p)"
BY_HIDDEN, BY_WEIGHTS = "W2.T @ dL_do(p, y)", "np.outer(dL_do(p, y), h)"
LOGITS_BY_WEIGHTS = "np.eye(M)[:, :, np.newaxis] * h"
RELU_SLOPES = "np.diag((q > 0).astype(float))"
ONE_VARIANCE = "p * (1 - p) * (x * w) ** 2"
LENGTHS = "np.diag(np.sqrt((X**2).sum(axis=0)))"
PENALTY = "p * (1 - p) * np.sum((dropout_matrix(X) @ w) ** 2)"


def certificate(derivations, multipliers):
    """Return these multipliers."""
    rewrite(derivations, "perceptron_certificate", ("return np.ones(4)", f"return np.array({multipliers})"))


def xor(derivations, *changes):
    """Change xor_network."""
    rewrite(derivations, "xor_network", *changes)


def memorising(derivations, *changes):
    """Change memorising_network."""
    rewrite(derivations, "memorising_network", *changes)


def tanh_network(derivations, *changes):
    """Change tanh_network."""
    rewrite(derivations, "tanh_network", *changes)


def by_logits(derivations, new, inherited=True):
    """Change dL_do; the functions that are built on it inherit the change, or have a right one of their own."""
    if not inherited:
        for name in "dL_db2", "dL_dh", "dL_dW2":
            rewrite(derivations, name, ("dL_do(p, y)", "(p - y)"))
    rewrite(derivations, "dL_do", ("return p - y", f"return {new}"))


def gamma(derivations, new, inherited=True):
    """Change dropout_matrix; dropout_loss inherits the change, or has a right one of its own."""
    if not inherited:
        rewrite(derivations, "dropout_loss", ("dropout_matrix(X)", LENGTHS))
    rewrite(derivations, "dropout_matrix", (LENGTHS, new))


def ridge(derivations, *changes):
    """Change dropout_loss."""
    rewrite(derivations, "dropout_loss", *changes)


# P1a.


@mistake(
    "P1a",
    "perceptron_certificate returns zeros: one multiplier of a point with label 0 must be positive, or (24) "
    "contradicts nothing.",
)
def certificate_of_zeros(derivations):
    certificate(derivations, "[0.0, 0.0, 0.0, 0.0]")


@mistake(
    "P1a",
    "perceptron_certificate gives the multipliers the signs of the labels: equation (24) has these signs "
    "already, and all c are at least 0.",
)
def certificate_with_signs_of_labels(derivations):
    certificate(derivations, "[1.0, 1.0, -1.0, -1.0]")


@mistake(
    "P1a",
    "perceptron_certificate returns negative multipliers: they would turn the inequalities around (section 9).",
)
def certificate_all_negative(derivations):
    certificate(derivations, "[-1.0, -1.0, -1.0, -1.0]")


@mistake(
    "P1a",
    "perceptron_certificate leaves out the condition at (0, 0): with three points alone, the sum (24) is not "
    "0 for every w and b.",
)
def certificate_without_origin(derivations):
    certificate(derivations, "[1.0, 1.0, 1.0, 0.0]")


@mistake(
    "P1a",
    "perceptron_certificate leaves out the condition at (1, 1): with three points alone, the sum (24) is not "
    "0 for every w and b.",
)
def certificate_without_corner(derivations):
    certificate(derivations, "[1.0, 1.0, 0.0, 1.0]")


@mistake(
    "P1a",
    "perceptron_certificate returns the labels: asked are the multipliers of the four conditions (24).",
)
def certificate_of_labels(derivations):
    certificate(derivations, "[1.0, 1.0, 0.0, 0.0]")


@mistake(
    "P1a",
    "perceptron_certificate returns three multipliers: there are four points (23), and one for each.",
)
def certificate_of_three(derivations):
    certificate(derivations, "[1.0, 1.0, 1.0]")


# P1b.


@mistake(
    "P1b",
    "xor_network is 1 at (0, 0) alone: is a unit taken to be off at 0? By equation (21) it is on there.",
)
def xor_with_units_off_at_zero(derivations):
    xor(derivations, (BIASES, "b = np.array([0.0, -1.0, 0.0, 0.0])"))


@mistake("P1b", "xor_network computes OR: at (1, 1) the output must be 0 (equation (23)).")
def xor_is_or(derivations):
    xor(derivations, (FACTORS, "a = np.array([1.0, 0.0, 0.0, 0.0])"))


@mistake(
    "P1b",
    "xor_network computes AND: at (1, 0) and (0, 1) the output must be 1, and at (1, 1) it must be 0 (equation (23)).",
)
def xor_is_and(derivations):
    xor(derivations, (FACTORS, "a = np.array([0.0, 1.0, 0.0, 0.0])"))


@mistake(
    "P1b",
    "xor_network computes the opposite of XOR: it is 1 where the coordinates differ (equation (23)).",
)
def xor_is_its_opposite(derivations):
    xor(derivations, (FACTORS, "a = np.array([-1.0, 1.0, 1.0, 0.0])"))


@mistake(
    "P1b",
    "xor_network is 2 where it should be 1: the factors a set the height of its output (equations (22) and (23)).",
)
def xor_of_another_height(derivations):
    xor(derivations, (FACTORS, "a = np.array([2.0, -2.0, 0.0, 0.0])"))


@mistake(
    "P1b",
    "xor_network adds up both units where one has to be taken off again: (1, 1) then counts twice (equations "
    "(22) and (23)).",
)
def xor_with_sum(derivations):
    xor(derivations, (FACTORS, "a = np.array([1.0, 1.0, 0.0, 0.0])"))


@mistake(
    "P1b",
    "xor_network is 0 at all four points (23): are there thresholds in the place of biases? In equation (22) "
    "b is added.",
)
def xor_with_thresholds(derivations):
    xor(derivations, (BIASES, "b = np.array([0.5, 1.5, 0.0, 0.0])"))


@mistake("P1b", "xor_network has one column for each unit: w_j is row j of W (equation (22)).")
def xor_with_units_as_columns(derivations):
    xor(derivations, ("return W, b, a", "return W.T, b, a"))


@mistake("P1b", "xor_network has two units: section 9 asks for four, of which some may have no say.")
def xor_with_two_units(derivations):
    xor(derivations, ("return W, b, a", "return W[:2], b[:2], a[:2]"))


@mistake(
    "P1b",
    "xor_network has weights for linear or ReLU units: these are threshold units, on or off, and on at 0 "
    "(equation (21)).",
)
def xor_for_linear_units(derivations):
    xor(
        derivations,
        (FEATURES, "W = np.array([[1.0, -1.0], [-1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])"),
        (BIASES, "b = np.zeros(4)"),
        (FACTORS, "a = np.array([1.0, 1.0, 0.0, 0.0])"),
    )


@mistake(
    "P1b",
    "xor_network is 1 at all four points: has a bias the wrong sign? At (1, 1) and (0, 0) the output must be "
    "0 (equation (23)).",
)
def xor_with_a_bias_of_wrong_sign(derivations):
    xor(
        derivations,
        (FEATURES, "W = np.array([[-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0], [1.0, 1.0]])"),
        (BIASES, "b = np.array([0.9, -0.9, 0.1, -0.9])"),
        (FACTORS, "a = np.array([1.0, 1.0, 0.0, 0.0])"),
    )


# P1c.


@mistake(
    "P1c",
    "memorising_network looks at the first coordinate alone: distinct points may share it (section 9).",
)
def memorising_by_the_first_coordinate(derivations):
    memorising(derivations, (DIRECTION, "v = np.eye(D)[0]"))


@mistake(
    "P1c",
    "memorising_network looks at the sum of the coordinates: distinct points may have the same (section 9).",
)
def memorising_by_the_sum(derivations):
    memorising(derivations, (DIRECTION, "v = np.ones(D)"))


@mistake(
    "P1c",
    "memorising_network looks along the mean of the points: it may be 0, or not tell two points apart (section 9).",
)
def memorising_along_the_mean(derivations):
    memorising(derivations, (DIRECTION, "v = X.mean(axis=1)"))


@mistake(
    "P1c",
    "memorising_network orders the points by their distance from the origin: what a unit sees is w·x (equation (22)).",
)
def memorising_by_the_length(derivations):
    memorising(derivations, (ORDER, "order = np.argsort((X**2).sum(axis=0))"))


@mistake(
    "P1c",
    "memorising_network gives each unit the whole label: the units that fire before it have added theirs "
    "already (equation (22)).",
)
def memorising_with_whole_labels(derivations):
    memorising(derivations, (JUMPS, "a = labels"))


@mistake(
    "P1c",
    "memorising_network misses the first label: before the first unit fires the output is 0 (equation (22)).",
)
def memorising_without_the_first_label(derivations):
    memorising(derivations, (JUMPS, "a = np.diff(labels, prepend=labels[0])"))


@mistake(
    "P1c",
    "memorising_network has differences of labels with the opposite sign: each unit adds what its label has "
    "more than the one before (section 9).",
)
def memorising_with_opposite_differences(derivations):
    memorising(derivations, (JUMPS, "a = -np.diff(labels, prepend=0.0)"))


@mistake(
    "P1c",
    "memorising_network takes the points in the order in which they come: along the direction of w they lie "
    "in another (section 9).",
)
def memorising_unsorted(derivations):
    memorising(derivations, (ORDER, "order = np.arange(N)"))


@mistake(
    "P1c",
    "memorising_network sorts the points and leaves the labels as they come: each label stays with its point "
    "(equation (25)).",
)
def memorising_with_labels_unsorted(derivations):
    memorising(derivations, ("y[order]", "y"))


@mistake(
    "P1c",
    "memorising_network has thresholds in the place of biases: in equation (22) b is added, so that a "
    "threshold enters with a minus.",
)
def memorising_with_thresholds(derivations):
    memorising(derivations, (MEMORISED, MEMORISED.replace("-thresholds", "thresholds")))


@mistake(
    "P1c",
    "memorising_network has its thresholds just above the points, where the unit of a point does not see it "
    "(equation (21)).",
)
def memorising_above_the_points(derivations):
    memorising(derivations, (THRESHOLDS, "thresholds = t + 1e-3"))


@mistake("P1c", "memorising_network only knows labels 0 and 1: they are any real numbers (section 9).")
def memorising_signs(derivations):
    memorising(derivations, ("y[order]", "(y[order] > 0).astype(float)"))


@mistake("P1c", "memorising_network has a unit too many: section 9 asks for as many as points.")
def memorising_with_a_unit_more(derivations):
    memorising(
        derivations,
        (MEMORISED, "return np.tile(v, (N + 1, 1)), -np.append(thresholds, 1e9), np.append(a, 0.0)"),
    )


@mistake(
    "P1c",
    "memorising_network has a unit too few: the point that comes first needs one that fires, too (section 9).",
)
def memorising_with_a_unit_less(derivations):
    memorising(derivations, (MEMORISED, "return np.tile(v, (N - 1, 1)), -thresholds[1:], a[1:]"))


@mistake("P1c", "memorising_network has one column for each unit: w_j is row j of W (equation (22)).")
def memorising_with_units_as_columns(derivations):
    memorising(derivations, (MEMORISED, MEMORISED.replace("np.tile(v, (N, 1))", "np.tile(v, (N, 1)).T")))


# P2a and P2b.


@mistake(
    "P2a",
    "sigmoid_derivative grows with the value of the sigmoid: the slope falls again as the sigmoid comes near "
    "1 (section 10).",
)
def sigmoid_slope_with_plus(derivations):
    rewrite(derivations, "sigmoid_derivative", ("s * (1 - s)", "s * (1 + s)"))


@mistake(
    "P2a",
    "sigmoid_derivative returns the square of its argument: the denominator of (26) alone does not make the slope.",
)
def sigmoid_slope_squared(derivations):
    rewrite(derivations, "sigmoid_derivative", ("s * (1 - s)", "s**2"))


@mistake("P2a", "sigmoid_derivative has the opposite sign: the sigmoid rises everywhere (equation (27)).")
def sigmoid_slope_negated(derivations):
    rewrite(derivations, "sigmoid_derivative", ("s * (1 - s)", "s * (s - 1)"))


@mistake(
    "P2a",
    "sigmoid_derivative returns the slope of tanh, written with its value: asked is that of the sigmoid "
    "(equation (27)).",
)
def sigmoid_slope_of_tanh(derivations):
    rewrite(derivations, "sigmoid_derivative", ("s * (1 - s)", "1 - s**2"))


@mistake(
    "P2a",
    "sigmoid_derivative applies the sigmoid to its argument: that is the value of the sigmoid already (equation (27)).",
)
def sigmoid_slope_at_its_value(derivations):
    rewrite(derivations, "sigmoid_derivative", ("s * (1 - s)", "sigmoid(s) * (1 - sigmoid(s))"))


@mistake(
    "P2a",
    "sigmoid_derivative has one factor alone: what is left of the slope does not vanish on both sides (section 10).",
)
def sigmoid_slope_with_one_factor(derivations):
    rewrite(derivations, "sigmoid_derivative", ("s * (1 - s)", "1 - s"))


@mistake(
    "P2b",
    "vanishing_bound is negative or infinite: it is a distance from 0, and a number up to 10 / epsilon "
    "(equation (28)).",
)
def bound_negative(derivations):
    rewrite(derivations, "vanishing_bound", (BOUND, "np.log(epsilon)"))


@mistake(
    "P2b",
    "vanishing_bound is too small: at this distance the slope is still above epsilon, unless epsilon is large"
    " (equation (28)).",
)
def bound_too_small(derivations):
    rewrite(derivations, "vanishing_bound", (BOUND, f"{BOUND} / 2"))


@mistake(
    "P2b",
    "vanishing_bound is too small for almost every epsilon: is its logarithm a natural one, as the "
    "exponential in (26)?",
)
def bound_to_base_ten(derivations):
    rewrite(derivations, "vanishing_bound", (BOUND, "np.log10(1 / epsilon)"))


@mistake(
    "P2b",
    "vanishing_bound is only right for large epsilon: the smaller epsilon is, the further away it must lie "
    "(equation (28)).",
)
def bound_fixed(derivations):
    rewrite(derivations, "vanishing_bound", (BOUND, "5.0"))


@mistake(
    "P2b",
    "vanishing_bound is above 10 / epsilon where epsilon is large: no fixed number, however large, is a bound"
    " for all (section 10).",
)
def bound_fixed_and_large(derivations):
    rewrite(derivations, "vanishing_bound", (BOUND, "1000.0"))


# P2d and P2f.


@mistake("P2d", "tanh_as_sigmoid does not squeeze x: compare the slopes of both sides of (29) at 0.")
def tanh_not_squeezed(derivations):
    rewrite(derivations, "tanh_as_sigmoid", ("2.0, 2.0, -1.0", "2.0, 1.0, -1.0"))


@mistake(
    "P2d",
    "tanh_as_sigmoid stretches x where it should squeeze it: compare the slopes of both sides of (29) at 0.",
)
def tanh_stretched(derivations):
    rewrite(derivations, "tanh_as_sigmoid", ("2.0, 2.0, -1.0", "2.0, 0.5, -1.0"))


@mistake("P2d", "tanh_as_sigmoid lacks the shift: tanh is 0 at 0, and the sigmoid is not (equation (29)).")
def tanh_not_shifted(derivations):
    rewrite(derivations, "tanh_as_sigmoid", ("2.0, 2.0, -1.0", "2.0, 2.0, 0.0"))


@mistake("P2d", "tanh_as_sigmoid has half the height: tanh runs from -1 to 1 (equation (29)).")
def tanh_of_half_height(derivations):
    rewrite(derivations, "tanh_as_sigmoid", ("2.0, 2.0, -1.0", "1.0, 2.0, -0.5"))


@mistake(
    "P2d",
    "tanh_as_sigmoid has the height of the sigmoid: the limits of both sides of (29) differ at infinity.",
)
def tanh_of_sigmoid_height(derivations):
    rewrite(derivations, "tanh_as_sigmoid", ("2.0, 2.0, -1.0", "1.0, 2.0, -1.0"))


@mistake("P2d", "tanh_as_sigmoid is upside down: both sides of (29) rise from -1 to 1.")
def tanh_upside_down(derivations):
    rewrite(derivations, "tanh_as_sigmoid", ("2.0, 2.0, -1.0", "-2.0, 2.0, 1.0"))


@mistake(
    "P2d",
    "tanh_as_sigmoid returns the numbers the other way round, the sigmoid by tanh: (29) asks for tanh by the sigmoid.",
)
def tanh_the_other_way_round(derivations):
    rewrite(derivations, "tanh_as_sigmoid", ("2.0, 2.0, -1.0", "0.5, 0.5, 0.5"))


@mistake(
    "P2f",
    "tanh_derivative_as_sigmoid lacks the inner derivative: the chain rule brings a factor from the argument in (29).",
)
def tanh_slope_without_inner_derivative(derivations):
    rewrite(derivations, "tanh_derivative_as_sigmoid", ("4.0, 2.0", "2.0, 2.0"))


@mistake(
    "P2f",
    "tanh_derivative_as_sigmoid lacks both factors of (29) before the slope: derive the right-hand side as a whole.",
)
def tanh_slope_without_factors(derivations):
    rewrite(derivations, "tanh_derivative_as_sigmoid", ("4.0, 2.0", "1.0, 2.0"))


@mistake(
    "P2f",
    "tanh_derivative_as_sigmoid has the slope at x: deriving does not change the argument of (29).",
)
def tanh_slope_at_x(derivations):
    rewrite(derivations, "tanh_derivative_as_sigmoid", ("4.0, 2.0", "4.0, 1.0"))


@mistake(
    "P2f",
    "tanh_derivative_as_sigmoid has the slope at x and the factor of (29) alone: derive its right-hand side "
    "by the chain rule.",
)
def tanh_slope_at_x_without_inner_derivative(derivations):
    rewrite(derivations, "tanh_derivative_as_sigmoid", ("4.0, 2.0", "2.0, 1.0"))


# P2e.


@mistake(
    "P2e",
    "tanh_network forgets the constant of (29): each hidden unit leaves something for the last bias.",
)
def network_without_constant(derivations):
    tanh_network(derivations, (TANH_NETWORK, "return W1 / 2, b1 / 2, W2 / 2, b2.copy()"))


@mistake(
    "P2e",
    "tanh_network takes the constants off the last bias: solved for the sigmoid, the shift of (29) has the other sign.",
)
def network_with_constant_taken_off(derivations):
    tanh_network(derivations, ("b2 + W2", "b2 - W2"))


@mistake(
    "P2e",
    "tanh_network adds too much to the last bias: solved for the sigmoid, the shift of (29) is smaller.",
)
def network_with_whole_constant(derivations):
    tanh_network(derivations, (CONSTANT, "W2.sum(axis=1)"))


@mistake(
    "P2e",
    "tanh_network adds the constant of the first hidden unit alone: every unit has one (equation (31)).",
)
def network_with_constant_of_one_unit(derivations):
    tanh_network(derivations, (CONSTANT, "W2[:, 0] / 2"))


@mistake(
    "P2e",
    "tanh_network adds the same to the last bias for each hidden unit: what a unit adds is weighted by the "
    "second layer (equation (31)).",
)
def network_with_constant_not_weighted(derivations):
    tanh_network(derivations, (CONSTANT, "W2.shape[1] / 2"))


@mistake(
    "P2e",
    "tanh_network adds one constant to the last bias, unweighted: in (31) each hidden unit has its own, "
    "weighted by the second layer.",
)
def network_with_one_constant(derivations):
    tanh_network(derivations, (CONSTANT, "0.5"))


@mistake(
    "P2e",
    "tanh_network sums the second weights over the outputs: the sum in equation (31) is over the hidden units.",
)
def network_with_sum_over_outputs(derivations):
    tanh_network(derivations, (CONSTANT, "W2.sum(axis=0) / 2"))


@mistake(
    "P2e",
    "tanh_network adds the same number to every last bias: each output sums its own weights (equation (31)).",
)
def network_with_sum_over_all(derivations):
    tanh_network(derivations, (CONSTANT, "W2.sum() / 2"))


@mistake(
    "P2e",
    "tanh_network scales the first weights and not the first bias: (29) scales the whole argument of the "
    "sigmoid (equation (30)).",
)
def network_with_first_bias_as_it_was(derivations):
    tanh_network(derivations, ("b1 / 2", "b1.copy()"))


@mistake("P2e", "tanh_network leaves the first layer as it was: (29) scales the argument, too.")
def network_with_first_layer_as_it_was(derivations):
    tanh_network(derivations, ("W1 / 2, b1 / 2", "W1.copy(), b1.copy()"))


@mistake("P2e", "tanh_network scales the first layer in the wrong direction: solve (29) for the sigmoid.")
def network_with_inputs_doubled(derivations):
    tanh_network(derivations, ("W1 / 2, b1 / 2", "W1 * 2, b1 * 2"))


@mistake(
    "P2e",
    "tanh_network goes from tanh to the sigmoid: asked is the other direction, from (30) to (31).",
)
def network_the_other_way_round(derivations):
    tanh_network(derivations, (TANH_NETWORK, "return 2 * W1, 2 * b1, 2 * W2, b2 - W2.sum(axis=1)"))


@mistake(
    "P2e",
    "tanh_network leaves the second weights as they were: the height of tanh is not that of the sigmoid "
    "(equation (29)).",
)
def network_with_second_weights_as_they_were(derivations):
    tanh_network(derivations, ("W2 / 2, b2", "W2.copy(), b2"))


@mistake(
    "P2e",
    "tanh_network changes the parameters that were passed to it: the sigmoid network must still be there "
    "afterwards (section 9).",
)
def network_in_place(derivations):
    tanh_network(
        derivations, (TANH_NETWORK, "W1 /= 2; b1 /= 2; W2 /= 2; b2 += W2.sum(axis=1); return W1, b1, W2, b2")
    )


# P3a.


@mistake(
    "P3a",
    "dp_do is right on the diagonal and 0 elsewhere: every p_i depends on every o_j (equation (35)).",
)
def softmax_on_the_diagonal_alone(derivations):
    rewrite(derivations, "dp_do", (SOFTMAX_SLOPES, "np.diag(p * (1 - p))"))


@mistake("P3a", "dp_do lacks the case i = j: there o_j also stands in the numerator of (35).")
def softmax_without_the_diagonal_case(derivations):
    rewrite(derivations, "dp_do", (SOFTMAX_SLOPES, "-np.outer(p, p)"))


@mistake(
    "P3a",
    "dp_do has the wrong sign off the diagonal: if one logit grows, the other probabilities fall (equation (35)).",
)
def softmax_with_plus_off_the_diagonal(derivations):
    rewrite(derivations, "dp_do", ("- np.outer(p, p)", "+ np.outer(p, p) * (1 - 2 * np.eye(len(p)))"))


@mistake("P3a", "dp_do has a plus between its two terms: the quotient rule on (35) has a minus.")
def softmax_with_plus(derivations):
    rewrite(derivations, "dp_do", ("- np.outer(p, p)", "+ np.outer(p, p)"))


@mistake("P3a", "dp_do has the opposite sign everywhere: see the quotient rule on (35).")
def softmax_negated(derivations):
    rewrite(derivations, "dp_do", (SOFTMAX_SLOPES, "np.outer(p, p) - np.diag(p)"))


@mistake(
    "P3a",
    "dp_do is only right for two classes: for more of them, an entry off the diagonal depends on both classes"
    " (equation (37)).",
)
def softmax_of_two_classes(derivations):
    rewrite(derivations, "dp_do", (SOFTMAX_SLOPES, "p * (1 - p) * (2 * np.eye(len(p)) - 1)"))


@mistake("P3a", "dp_do takes all probabilities to be equal: equation (37) holds for any of them.")
def softmax_of_equal_probabilities(derivations):
    rewrite(derivations, "dp_do", (SOFTMAX_SLOPES, "np.diag(p) - 1 / len(p) ** 2"))


@mistake("P3a", "dp_do is a vector: equation (37) is about every i and every j.")
def softmax_as_a_vector(derivations):
    rewrite(derivations, "dp_do", (SOFTMAX_SLOPES, "p * (1 - p)"))


@mistake(
    "P3a",
    "dL_do and dL_db2 have the opposite sign: the loss (36) falls as the logit of the right class grows.",
)
def logits_negated(derivations):
    by_logits(derivations, "y - p")


@mistake(
    "P3a",
    "dL_do has the opposite sign, though dL_db2 has not: the loss (36) falls as the logit of the right class grows.",
)
def logits_alone_negated(derivations):
    by_logits(derivations, "y - p", inherited=False)


@mistake("P3a", "dL_do does not depend on the label: the loss (36) does.")
def logits_without_label(derivations):
    by_logits(derivations, "p * 1")


@mistake(
    "P3a",
    "dL_do goes through the p of the same number alone: o_j is in every p, and the chain rule sums over them "
    "(equation (38)).",
)
def logits_through_their_own_p(derivations):
    by_logits(derivations, "-y * (1 - p)")


@mistake("P3a", "dL_do is divided by the number of classes: the loss (36) is a sum, not a mean.")
def logits_averaged(derivations):
    by_logits(derivations, "(p - y) / len(p)")


@mistake(
    "P3a",
    "dL_do has a slope too many, as a squared error or a sigmoid would bring: the loss is (36), with the softmax (35).",
)
def logits_with_slope(derivations):
    by_logits(derivations, "(p - y) * p * (1 - p)")


@mistake(
    "P3a",
    "dL_do is the derivative with respect to p: equation (38) asks for that with respect to o, one link further.",
)
def logits_by_probabilities(derivations):
    by_logits(derivations, "-y / p")


@mistake("P3a", "do_db2 is a vector of ones: equation (38) is about every i and every j.")
def bias_as_a_vector(derivations):
    rewrite(derivations, "do_db2", ("np.eye(M)", "np.ones(M)"))


@mistake("P3a", "do_db2 has every bias in every logit: o_i has its own alone (equation (34)).")
def bias_in_every_logit(derivations):
    rewrite(derivations, "do_db2", ("np.eye(M)", "np.ones((M, M))"))


@mistake("P3a", "do_db2 is 0: the biases are no constants here, each is in its logit (equation (34)).")
def bias_in_no_logit(derivations):
    rewrite(derivations, "do_db2", ("np.eye(M)", "np.zeros((M, M))"))


@mistake("P3a", "dL_db2 is a sum over the classes: each bias has its own derivative (equation (38)).")
def loss_by_bias_summed(derivations):
    rewrite(derivations, "dL_db2", ("dL_do(p, y)", "dL_do(p, y).sum()"))


@mistake(
    "P3a",
    "dL_db2 is 0 but for the right class: the other logits change the loss as well (equation (38)).",
)
def loss_by_bias_of_the_right_class(derivations):
    rewrite(derivations, "dL_db2", ("return dL_do(p, y)", "return y * dL_do(p, y)"))


@mistake("P3a", "dL_db2 has the opposite sign, though dL_do has not (equation (38)).")
def loss_by_bias_negated(derivations):
    rewrite(derivations, "dL_db2", ("return dL_do(p, y)", "return -dL_do(p, y)"))


@mistake("P3a", "dL_do makes its result in the caller's p: leave alone what is passed to you (section 9).")
def logits_in_place(derivations):
    by_logits(derivations, "np.subtract(p, y, out=p)")


# P3b.


@mistake("P3b", "do_dh keeps the entries with i = j alone: o_i depends on every h_j (equation (34)).")
def hidden_with_equal_numbers_alone(derivations):
    rewrite(derivations, "do_dh", ("return W2.copy()", "return W2 * np.eye(*W2.shape)"))


@mistake("P3b", "do_dh is transposed: what is differentiated comes first among the axes (section 11).")
def hidden_transposed(derivations):
    rewrite(derivations, "do_dh", ("W2.copy()", "W2.T.copy()"))


@mistake(
    "P3b",
    "dL_dh has rows and columns of W2 exchanged where it is square: h_j is in every o_i, so the sum is over i"
    " (equation (39)).",
)
def hidden_by_rows(derivations):
    rewrite(derivations, "dL_dh", (BY_HIDDEN, "(W2 if W2.shape[0] == W2.shape[1] else W2.T) @ dL_do(p, y)"))


@mistake(
    "P3b",
    "dL_dh lacks the derivative of the loss: the chain rule weighs each logit with it (equation (39)).",
)
def hidden_without_the_loss(derivations):
    rewrite(derivations, "dL_dh", (BY_HIDDEN, "W2.sum(axis=0)"))


@mistake(
    "P3b",
    "dL_dh goes through the logit of the right class alone: h_j is in every logit, and all of them change the"
    " loss (equation (39)).",
)
def hidden_by_the_right_class(derivations):
    rewrite(derivations, "dL_dh", (BY_HIDDEN, "W2.T @ (y * dL_do(p, y))"))


@mistake(
    "P3b",
    "dL_dh does not depend on the label: what comes in from above is the whole derivative dL/do of (38) "
    "(equation (39)).",
)
def hidden_by_p(derivations):
    rewrite(derivations, "dL_dh", (BY_HIDDEN, "W2.T @ p"))


@mistake(
    "P3b",
    "dL_dh has the opposite sign: is that of the dL/do it begins with right (equations (38) and (39))?",
)
def hidden_negated(derivations):
    rewrite(derivations, "dL_dh", (BY_HIDDEN, f"-{BY_HIDDEN}"))


@mistake(
    "P3b",
    "dL_dh is a matrix of products that are not summed yet: the chain rule sums over the logits (equation (39)).",
)
def hidden_not_summed(derivations):
    rewrite(derivations, "dL_dh", (BY_HIDDEN, "W2 * dL_do(p, y)[:, np.newaxis]"))


@mistake("P3b", "dL_dh works in the caller's W2: leave alone what is passed to you (section 9).")
def hidden_in_place(derivations):
    lines = "W2 *= (p - y)[:, np.newaxis]; return W2.sum(axis=0)"
    rewrite(derivations, "dL_dh", (f"return {BY_HIDDEN}", lines))


@mistake("P3b", "dL_dh works in the caller's p: leave alone what is passed to you (section 9).")
def hidden_with_p_in_place(derivations):
    rewrite(derivations, "dL_dh", (f"return {BY_HIDDEN}", "p -= y; return W2.T @ p"))


# P3c.


@mistake("P3c", "do_dW2 has every weight in every logit: W2_ij is a weight of o_i alone (equation (34)).")
def weights_in_every_logit(derivations):
    rewrite(derivations, "do_dW2", (LOGITS_BY_WEIGHTS, "np.ones((M, M, 1)) * h"))


@mistake(
    "P3c",
    "do_dW2 is 1 where a weight takes part: the weight is multiplied by its hidden unit (equation (34)).",
)
def weights_without_h(derivations):
    rewrite(derivations, "do_dW2", (LOGITS_BY_WEIGHTS, "np.eye(M)[:, :, np.newaxis] * np.ones_like(h)"))


@mistake("P3c", "do_dW2 asks whether k equals j: it is row i of W2 that belongs to o_k (equation (34)).")
def weights_with_j_for_i(derivations):
    new = "np.eye(M, len(h))[:, np.newaxis, :] * np.resize(h, M)[:, np.newaxis]"
    rewrite(derivations, "do_dW2", (LOGITS_BY_WEIGHTS, new))


@mistake(
    "P3c",
    "do_dW2 has its axes the other way round: the place is [k, i, j], with the logit first (section 11).",
)
def weights_with_axes_reversed(derivations):
    rewrite(derivations, "do_dW2", (LOGITS_BY_WEIGHTS, f"({LOGITS_BY_WEIGHTS}).T"))


@mistake("P3c", "do_dW2 is a matrix: equation (40) is about every k, i and j, most of which are 0.")
def weights_as_a_matrix(derivations):
    rewrite(derivations, "do_dW2", (LOGITS_BY_WEIGHTS, "np.tile(h, (M, 1))"))


@mistake("P3c", "dL_dW2 is transposed: it has the shape of W2, one row for each logit (section 11).")
def loss_by_weights_transposed(derivations):
    rewrite(derivations, "dL_dW2", (BY_WEIGHTS, "np.outer(h, dL_do(p, y))"))


@mistake(
    "P3c",
    "dL_dW2 is transposed where W2 is square: one row belongs to one logit for any shape (section 11).",
)
def loss_by_weights_transposed_where_square(derivations):
    rewrite(
        derivations, "dL_dW2", (BY_WEIGHTS, f"{BY_WEIGHTS} if len(h) != len(p) else np.outer(h, dL_do(p, y))")
    )


@mistake(
    "P3c",
    "dL_dW2 only asks whether a hidden unit is on: in equation (34) its value multiplies the weight.",
)
def loss_by_weights_with_h_on_or_off(derivations):
    rewrite(derivations, "dL_dW2", (BY_WEIGHTS, "np.outer(dL_do(p, y), h > 0)"))


@mistake(
    "P3c",
    "dL_dW2 is 0 but in the row of the right class: the other logits change the loss as well (equation (40)).",
)
def loss_by_weights_of_the_right_class(derivations):
    rewrite(derivations, "dL_dW2", (BY_WEIGHTS, "np.outer(y * dL_do(p, y), h)"))


@mistake(
    "P3c",
    "dL_dW2 has the opposite sign: is that of the dL/do it begins with right (equations (38) and (40))?",
)
def loss_by_weights_negated(derivations):
    rewrite(derivations, "dL_dW2", (BY_WEIGHTS, f"-{BY_WEIGHTS}"))


@mistake("P3c", "dL_dW2 lacks the hidden units: in equation (34) they multiply the weights.")
def loss_by_weights_without_h(derivations):
    rewrite(derivations, "dL_dW2", (BY_WEIGHTS, "np.outer(dL_do(p, y), np.ones_like(h))"))


@mistake("P3c", "dL_dW2 works in the caller's p: leave alone what is passed to you (section 9).")
def loss_by_weights_in_place(derivations):
    rewrite(derivations, "dL_dW2", (f"return {BY_WEIGHTS}", "p -= y; return np.outer(p, h)"))


# P3d.


@mistake("P3d", "dh_dq is a vector: equation (41) is about every i and every j.")
def relu_slopes_as_a_vector(derivations):
    rewrite(derivations, "dh_dq", (RELU_SLOPES, "(q > 0).astype(float)"))


@mistake("P3d", "dh_dq has slope 1 everywhere: where q is negative the ReLU is off (equation (33)).")
def relu_slopes_always_one(derivations):
    rewrite(derivations, "dh_dq", (RELU_SLOPES, "np.eye(len(q))"))


@mistake("P3d", "dh_dq is not 0 off the diagonal: each h_i depends on its own q_i alone (equation (33)).")
def relu_slopes_in_every_row(derivations):
    rewrite(derivations, "dh_dq", (RELU_SLOPES, "np.tile((q > 0).astype(float), (len(q), 1))"))


@mistake("P3d", "dh_dq holds the ReLU itself: asked is its slope (equation (41)).")
def relu_for_its_slope(derivations):
    rewrite(derivations, "dh_dq", (RELU_SLOPES, "np.diag(np.maximum(0, q))"))


@mistake(
    "P3d",
    "dh_dq is -1 where q is negative: that is the slope of the absolute value, not of the ReLU (equation (33)).",
)
def relu_slope_of_absolute_value(derivations):
    rewrite(derivations, "dh_dq", (RELU_SLOPES, "np.diag(np.sign(q))"))


@mistake(
    "P3d",
    "dL_dq passes everything on: where q is negative the ReLU is off, and nothing passes (equation (41)).",
)
def preactivations_pass_everything(derivations):
    rewrite(derivations, "dL_dq", ("dL_dh * (q > 0)", "dL_dh * 1"))


@mistake("P3d", "dL_dq lets through what it should stop: the ReLU is on where q is positive (equation (33)).")
def preactivations_the_other_way_round(derivations):
    rewrite(derivations, "dL_dq", ("(q > 0)", "(q < 0)"))


@mistake(
    "P3d",
    "dL_dq also stops negative gradients: in equation (41) the sign of q decides, not that of dL/dh.",
)
def preactivations_stop_negative_gradients(derivations):
    rewrite(derivations, "dL_dq", ("dL_dh * (q > 0)", "np.maximum(0, dL_dh) * (q > 0)"))


@mistake("P3d", "dL_dq looks at the sign of dL/dh in the place of q (equation (41)).")
def preactivations_look_at_the_gradient(derivations):
    rewrite(derivations, "dL_dq", ("(q > 0)", "(dL_dh > 0)"))


@mistake(
    "P3d",
    "dL_dq multiplies by the hidden units: what stands there in the chain rule is their slope (equation (41)).",
)
def preactivations_times_hidden_units(derivations):
    rewrite(derivations, "dL_dq", ("(q > 0)", "np.maximum(0, q)"))


@mistake(
    "P3d",
    "dL_dq is the slope of the ReLU alone: the chain rule multiplies it with dL/dh (equation (41)).",
)
def preactivations_without_the_gradient(derivations):
    rewrite(derivations, "dL_dq", ("dL_dh * (q > 0)", "(q > 0).astype(float)"))


@mistake("P3d", "dh_dq writes its slopes into the caller's q: leave alone what is passed to you (section 9).")
def relu_slopes_in_place(derivations):
    rewrite(derivations, "dh_dq", (f"return {RELU_SLOPES}", "q[:] = q > 0; return np.diag(q)"))


@mistake(
    "P3d",
    "dL_dq makes its result in the caller's dL/dh: leave alone what is passed to you (section 9).",
)
def preactivations_in_place(derivations):
    rewrite(derivations, "dL_dq", ("return dL_dh * (q > 0)", "dL_dh *= q > 0; return dL_dh"))


# P4a.


@mistake(
    "P4a",
    "dropout_loss_of_one lacks the penalty: the mean of a square is more than the square of the mean (equation (44)).",
)
def one_without_variance(derivations):
    rewrite(derivations, "dropout_loss_of_one", (f" + {ONE_VARIANCE}", ""))


@mistake(
    "P4a",
    "dropout_loss_of_one takes the variance off: it adds to the square of the mean (equation (44)).",
)
def one_with_variance_taken_off(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("** 2 + p", "** 2 - p"))


@mistake(
    "P4a",
    "dropout_loss_of_one takes p for the chance to be dropped: in section 12 it is the chance to be kept.",
)
def one_with_p_to_be_dropped(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("(y - p * x * w)", "(y - (1 - p) * x * w)"))


@mistake(
    "P4a",
    "dropout_loss_of_one has the square of the mean of R as the factor of its penalty: it is the variance of "
    "R (equation (44)).",
)
def one_with_p_squared(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("+ p * (1 - p)", "+ p**2"))


@mistake(
    "P4a",
    "dropout_loss_of_one has the mean of the square of R as the factor of its penalty: it is the variance of "
    "R (equation (44)).",
)
def one_with_p(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("+ p * (1 - p)", "+ p"))


@mistake(
    "P4a",
    "dropout_loss_of_one has the chance to be dropped as the factor of its penalty: it is the variance of R "
    "(equation (44)).",
)
def one_with_complement(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("+ p * (1 - p)", "+ (1 - p)"))


@mistake(
    "P4a",
    "dropout_loss_of_one has the standard deviation of R as the factor of its penalty: it is the variance "
    "(equation (44)).",
)
def one_with_deviation(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("+ p * (1 - p)", "+ (p * (1 - p)) ** 0.5"))


@mistake("P4a", "dropout_loss_of_one has its penalty on w alone: in equation (44) x is in it.")
def one_with_penalty_on_w(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("(x * w) ** 2", "w**2"))


@mistake(
    "P4a",
    "dropout_loss_of_one has a penalty that is not squared in x: in equation (44) the square is over x and w.",
)
def one_with_x_not_squared(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("(x * w) ** 2", "x * w**2"))


@mistake(
    "P4a",
    "dropout_loss_of_one leaves the input whole in its squared error: dropout scales it on average (equation (44)).",
)
def one_without_p_in_the_mean(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("(y - p * x * w)", "(y - x * w)"))


@mistake("P4a", "dropout_loss_of_one is only right for p = 0.5: the factors of equation (44) depend on p.")
def one_for_a_half(derivations):
    rewrite(derivations, "dropout_loss_of_one", ("+ p * (1 - p)", "+ 0.25"))


@mistake(
    "P4a",
    "dropout_loss_of_one counts the kept input alone: where it is dropped, the loss is not 0 (equation (42)).",
)
def one_of_kept_inputs(derivations):
    rewrite(
        derivations, "dropout_loss_of_one", (f"(y - p * x * w) ** 2 + {ONE_VARIANCE}", "p * (y - x * w) ** 2")
    )


# P4b.


@mistake("P4b", "dropout_matrix lacks the root of equation (45).")
def gamma_without_root(derivations):
    gamma(derivations, "np.diag((X**2).sum(axis=0))")


@mistake("P4b", "dropout_matrix lacks the root of equation (45), though dropout_loss has it.")
def gamma_alone_without_root(derivations):
    gamma(derivations, "np.diag((X**2).sum(axis=0))", inherited=False)


@mistake(
    "P4b",
    "dropout_matrix has one entry for each point: in equation (45) it has one for each input, since points are rows.",
)
def gamma_by_points(derivations):
    gamma(derivations, "np.diag(np.sqrt((X**2).sum(axis=1)))", inherited=False)


@mistake("P4b", "dropout_matrix keeps the entries off the diagonal: diag in equation (45) sets them to 0.")
def gamma_with_entries_off_the_diagonal(derivations):
    gamma(derivations, "np.sqrt(np.abs(X.T @ X))")


@mistake("P4b", "dropout_matrix is a vector: in equation (45) it is a matrix, with zeros off its diagonal.")
def gamma_as_a_vector(derivations):
    gamma(derivations, "np.sqrt((X**2).sum(axis=0))", inherited=False)


@mistake("P4b", "dropout_matrix has the same number for all inputs: in equation (45) each has its own.")
def gamma_of_one_number(derivations):
    gamma(derivations, "np.sqrt((X**2).sum() / X.shape[1]) * np.eye(X.shape[1])")


@mistake(
    "P4b",
    "dropout_matrix sums absolute values: in equation (45) squares are summed, and then the root is taken.",
)
def gamma_of_absolute_values(derivations):
    gamma(derivations, "np.diag(np.abs(X).sum(axis=0))")


@mistake("P4b", "dropout_matrix looks at the first point alone: equation (45) sums over all points.")
def gamma_of_one_point(derivations):
    gamma(derivations, "np.diag(np.abs(X[0]))")


@mistake("P4b", "dropout_matrix is averaged over the points: equation (45) has no division.")
def gamma_averaged(derivations):
    gamma(derivations, "np.diag(np.sqrt((X**2).mean(axis=0)))")


@mistake(
    "P4b",
    "dropout_loss lacks the penalty: the mean of a square is more than the square of the mean (equation (45)).",
)
def loss_without_penalty(derivations):
    ridge(derivations, (f" + {PENALTY}", ""))


@mistake(
    "P4b",
    "dropout_loss takes the penalty off: the variance adds to the square of the mean (equation (45)).",
)
def loss_with_penalty_taken_off(derivations):
    ridge(derivations, ("mean_error + p", "mean_error - p"))


@mistake(
    "P4b",
    "dropout_loss takes p for the chance to be dropped: in section 12 it is the chance to be kept.",
)
def loss_with_p_to_be_dropped(derivations):
    ridge(derivations, ("p * X @ w", "(1 - p) * X @ w"))


@mistake(
    "P4b",
    "dropout_loss leaves the inputs whole in its squared error: dropout scales them on average (equation (45)).",
)
def loss_without_p_in_the_mean(derivations):
    ridge(derivations, ("y - p * X", "y - X"))


@mistake(
    "P4b",
    "dropout_loss has the square of the mean of R as the factor of its penalty: it is the variance of R "
    "(equation (45)).",
)
def loss_with_p_squared(derivations):
    ridge(derivations, ("p * (1 - p)", "p**2"))


@mistake(
    "P4b",
    "dropout_loss has the mean of the square of R as the factor of its penalty: it is the variance of R "
    "(equation (45)).",
)
def loss_with_p(derivations):
    ridge(derivations, ("p * (1 - p)", "p"))


@mistake(
    "P4b",
    "dropout_loss has the chance to be dropped as the factor of its penalty: it is the variance of R (equation (45)).",
)
def loss_with_complement(derivations):
    ridge(derivations, ("p * (1 - p)", "(1 - p)"))


@mistake(
    "P4b",
    "dropout_loss has its penalty on the predictions: inputs are dropped independently, so that none of their"
    " products is left (equation (45)).",
)
def loss_with_penalty_on_predictions(derivations):
    ridge(derivations, (PENALTY, "p * (1 - p) * np.sum((X @ w) ** 2)"))


@mistake("P4b", "dropout_loss has its penalty on w alone: equation (45) weighs each entry of w by its input.")
def loss_with_penalty_on_w(derivations):
    ridge(derivations, (PENALTY, "p * (1 - p) * np.sum(w**2)"))


@mistake("P4b", "dropout_loss has the length in its penalty where equation (45) has its square.")
def loss_with_length(derivations):
    ridge(derivations, (PENALTY, "p * (1 - p) * np.sqrt(np.sum((dropout_matrix(X) @ w) ** 2))"))


@mistake("P4b", "dropout_loss is divided by the number of points: equation (42) is a sum.")
def loss_averaged(derivations):
    ridge(derivations, ("return mean_error", "return 1 / len(y) * (mean_error"), ("** 2)", "** 2))"))


@mistake(
    "P4b",
    "dropout_loss sums the errors and then squares: equation (42) squares each point's error and then sums.",
)
def loss_of_summed_errors(derivations):
    ridge(derivations, ("mean_error @ mean_error", "mean_error.sum() ** 2"))


@mistake("P4b", "dropout_loss is only right for p = 0.5: the factors of equation (45) depend on p.")
def loss_for_a_half(derivations):
    ridge(derivations, ("p * (1 - p)", "0.25"))


@mistake("P4b", "dropout_loss has half of everything: there is no factor of a half in equation (42).")
def loss_halved(derivations):
    ridge(derivations, ("return mean_error", "return 0.5 * (mean_error"), ("** 2)", "** 2))"))


@mistake(
    "P4b",
    "dropout_matrix squares the caller's X in place: leave alone what is passed to you (section 9).",
)
def gamma_in_place(derivations):
    gamma(derivations, "np.diag(np.sqrt(np.square(X, out=X).sum(axis=0)))")


@mistake("P4b", "dropout_loss works in the caller's y: leave alone what is passed to you (section 9).")
def loss_in_place(derivations):
    ridge(derivations, ("mean_error = y - p * X @ w", "y -= p * X @ w; mean_error = y"))
