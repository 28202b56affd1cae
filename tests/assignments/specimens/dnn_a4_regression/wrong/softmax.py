"""Wrong softmaxes, losses and gradients. A wrong loss makes a wrong numerical gradient."""

loss, grad, quotient = "softmax_crossentropy", "grad_softmax_crossentropy", "numerical_gradient"
SOFTMAX = "exponentials = np.exp(b - np.max(b))"
LOSS = "return np.log(np.exp(shifted).sum()) - shifted[y]"
QUOTIENTS = "return np.array(differences) / (2 * e)"
ERRORS = "return np.array([np.abs(analytic - numerical).max() for analytic, numerical in pairs])"
MOVED = "softmax_crossentropy(a + step, y) - softmax_crossentropy(a - step, y)"
WRONG = {
    "not stable": ("2b 2c", [("softmax", SOFTMAX, "exponentials = np.exp(b)")]),
    "the smallest logit is taken off": ("2b 2c", [("softmax", "np.max", "np.min")]),
    "the mean of the logits is taken off": ("2b 2c", [("softmax", "np.max", "np.mean")]),
    "without the division": (
        "2b 2c",
        [("softmax", "return exponentials / exponentials.sum()", "return exponentials")],
    ),
    "writes into the logits": ("2b 2c", [("softmax", SOFTMAX, "b -= np.max(b); exponentials = np.exp(b)")]),
    "log(softmax)": ("2b 2d", [(loss, LOSS, "return -np.log(softmax(a)[y])")]),
    "log(softmax) by a one-hot product": (
        "2b 2d",
        [(loss, LOSS, "return -np.sum((np.arange(len(a)) == y) * np.log(softmax(a)))")],
    ),
    "log(softmax + 1e-12)": ("2b 2d", [(loss, LOSS, "return -np.log(softmax(a)[y] + 1e-12)")]),
    "log of a clipped softmax": ("2b 2d", [(loss, LOSS, "return -np.log(np.clip(softmax(a)[y], 1e-15, 1))")]),
    "loss not stable": ("2b 2d", [(loss, "shifted = a - np.max(a)", "shifted = a")]),
    "loss of the opposite sign": (
        "2b 2d",
        [(loss, LOSS, "return shifted[y] - np.log(np.exp(shifted).sum())")],
    ),
    "loss with log2": (
        "2b 2d",
        [(loss, LOSS, "return (np.log(np.exp(shifted).sum()) - shifted[y]) / np.log(2)")],
    ),
    "loss of all classes": ("2b 2d", [(loss, LOSS, "return np.log(np.exp(shifted).sum()) - shifted")]),
    "loss with the largest logit left out": ("2b 2d", [(loss, "- shifted[y]", "- a[y]")]),
    "loss with classes from 1": ("2b 2d", [(loss, "shifted[y]", "shifted[y - 1]")]),
    "loss writes into the logits": (
        "2b",
        [(loss, "shifted = a - np.max(a)", "a -= np.max(a); shifted = a")],
    ),
    "gradient without the 1": ("2c", [(grad, "gradient[y] -= 1", "pass")]),
    "gradient of the opposite sign": ("2c", [(grad, "return gradient", "return -gradient")]),
    "gradient of one component": ("2c", [(grad, "return gradient", "return gradient[y]")]),
    "gradient 1 above": ("2c", [(grad, "gradient[y] -= 1", "gradient[y] += 1")]),
    "gradient with 1 taken off everywhere": ("2c", [(grad, "gradient[y] -= 1", "gradient -= 1")]),
    "gradient with classes from 1": ("2c", [(grad, "gradient[y]", "gradient[y - 1]")]),
    "gradient of the other components forgotten": (
        "2c",
        [(grad, "gradient[y] -= 1", "gradient = (gradient - 1) * (np.arange(len(a)) == y)")],
    ),
    "gradient in a list": ("2c", [(grad, "return gradient", "return gradient.tolist()")]),
    "numerical gradient in a list": ("2d", [(quotient, QUOTIENTS, f"{QUOTIENTS[:7]}list({QUOTIENTS[7:]})")]),
    "gradient from quotients": (
        "2c",
        [(grad, "gradient = softmax(a)", "return numerical_gradient(a, y, 0.1)")],
    ),
    "gradient writes into the logits": (
        "2c 2d",
        [(grad, "gradient = softmax(a)", "gradient = a; gradient[:] = softmax(a)")],
    ),
    "numerical gradient of one component": ("2d", [(quotient, QUOTIENTS, "return differences[y] / (2 * e)")]),
    "numerical gradient of one component in a vector": (
        "2d",
        [(quotient, QUOTIENTS, "return np.array(differences) * (np.arange(len(a)) == y) / (2 * e)")],
    ),
    "numerical gradient of all logits moved at once": (
        "2d",
        [(quotient, "e * np.eye(len(a))", "e * np.ones((len(a), len(a)))")],
    ),
    "numerical gradient divided by e": ("2d", [(quotient, "(2 * e)", "e")]),
    "numerical gradient not divided": ("2d", [(quotient, " / (2 * e)", "")]),
    "one-sided difference divided by 2e": (
        "2d",
        [(quotient, MOVED, "softmax_crossentropy(a + step, y) - softmax_crossentropy(a, y)")],
    ),
    "numerical gradient of the opposite sign": ("2d", [(quotient, "(2 * e)", "(-2 * e)")]),
    "numerical gradient from the formula": (
        "2d",
        [(quotient, QUOTIENTS, "return grad_softmax_crossentropy(a, y)")],
    ),
    "numerical gradient with a step of its own": ("2d", [(quotient, "steps = e", "e = 1e-5; steps = e")]),
    "a logit is not put back": (
        "2d",
        [
            (
                quotient,
                MOVED,
                "softmax_crossentropy((a := a + step), y) - softmax_crossentropy(a - 2 * step, y)",
            ),
            (
                quotient,
                "differences = [",
                "differences = []\n    for step in steps:\n        a = a + step\n        differences.append(softmax_crossentropy(a, y) - softmax_crossentropy(a - 2 * step, y))\n    unused = lambda a: [",
            ),
        ],
    ),
    "numerical gradient moves the caller's logits": ("2d", [(quotient, QUOTIENTS, "a += e; " + QUOTIENTS)]),
    "errors are zero": ("2d", [("gradient_errors", ERRORS, "return np.zeros(len(a))")]),
    "errors of the first point alone": (
        "2d",
        [("gradient_errors", ERRORS, "return np.abs(pairs[0][0] - pairs[0][1]).max()")],
    ),
    "errors without absolute values": (
        "2d",
        [("gradient_errors", "np.abs(analytic - numerical).max()", "(analytic - numerical).sum()")],
    ),
    "errors of a step of its own": (
        "2d",
        [
            (
                "gradient_errors",
                "numerical_gradient(logits, label, e)",
                "numerical_gradient(logits, label, 1e-5)",
            )
        ],
    ),
}
