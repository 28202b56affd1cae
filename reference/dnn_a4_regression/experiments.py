"""Questions 1d and 1e: digits by linear regression, where it overflows, and what the sigmoid changes.

The weights start at 0.01 and batches come in the order of the rows, so nothing here is random: all seeds are the same.
"""

import numpy as np

from reference.dnn_a4_regression import linear_regression, overflow
from reference.plan import Beside, Column, Curve, Figure, HeatMap, Part, Run

DATA = ("mnist",)
EPOCHS, SEEDS = 10, 1
EVALUATION_ROWS = 10_000
OVERFLOWING_RATE = 0.1
RATES = (0.001, 0.002, 0.005, 0.01, 0.02)
BATCH_SIZES = (20, 50, 100, 200, 500)
# Zeros for all predictions have an error of 1: what is so far from that never comes back.
HOPELESS = 1000

COLUMNS = (
    Column("train error", "train_error"),
    Column("evaluation error", "evaluation_error"),
    Column("least evaluation error", "evaluation_error", at="smallest"),
    Column("test error", "test_error"),
    Column("test accuracy", "test_accuracy"),
    Column("error overflows in batch", "error_overflows", decimals=0),
    Column("weights overflow in batch", "weights_overflow", decimals=0),
)

BESIDE = (Beside("test_accuracy", "train_error", 0.01),)

_MEASURED = ("train_error", "evaluation_error", "test_error", "test_accuracy")
_PARTS = (("train", "training", False), ("evaluation", "evaluation", True))
_ERROR = "squared error, summed over classes"
_SIGMOIDS = {f"1e sigmoid, rate {rate:g}": rate for rate in (0.01, 0.1, 1.0)}


class SigmoidRegression(linear_regression.LinearRegression):
    """The model with a sigmoid, ŷ = σ(xW + b), and its squared error."""

    def forward(self, x):
        """Return the predictions. Shapes: x (n, D), result (n, C)."""
        # σ(z) = (1 + tanh(z/2))/2, which overflows nowhere.
        self.y_hat = (1 + np.tanh(super().forward(x) / 2)) / 2
        return self.y_hat

    def backward(self, y):
        """Add dL/dW and dL/db to the accumulated gradients. Shape: y (n, C)."""
        # dL/dz = 2(ŷ - y) σ'(z) with σ' = ŷ(1 - ŷ): what stood at ŷ - y is that times σ'.
        slope = self.y_hat * (1 - self.y_hat)
        error, nothing = (self.y_hat - y) * slope, np.zeros_like(y)
        self.delta_w = self.delta_w + linear_regression.get_delta_weights(error, nothing, self.x)
        self.delta_b = self.delta_b + linear_regression.get_delta_biases(error, nothing)


def runs(epochs):
    """Return the runs that the statement asks for, and a search, whose runs go on for three times as long."""
    said = {"model": "linear", "lr": 0.01, "batch": 100}
    searched = [said | {"lr": rate, "batch": size} for size in BATCH_SIZES for rate in RATES]
    return [
        Run("1d", "learning rate 0.01, batches of 100", said),
        Run(
            "1d least squares",
            "the best that the model can do on the training rows",
            {"model": "solved"},
            epochs=1,
        ),
        Run(
            _overflowing(),
            f"learning rate {OVERFLOWING_RATE:g}, batches of 100",
            said | {"model": "overflow", "lr": OVERFLOWING_RATE},
        ),
        *(
            Run(
                id,
                f"sigmoid, learning rate {rate:g}, batches of 100",
                said | {"model": "sigmoid", "lr": rate},
            )
            for id, rate in _SIGMOIDS.items()
        ),
        *(
            Run(
                _searched(each),
                f"learning rate {each['lr']:g}, batches of {each['batch']}",
                each,
                epochs=3 * epochs,
            )
            for each in searched
        ),
    ]


def prepare(data):
    """Return the training, evaluation and test rows in double precision, with one-hot labels."""
    (data,) = data.values()
    x, y = data.Xtrain.astype(float) / 255, linear_regression.make_one_hot(data.ytrain)
    rows = min(EVALUATION_ROWS, len(x) // 6)
    test = data.Xtest.astype(float) / 255, linear_regression.make_one_hot(data.ytest)
    return (x[rows:], y[rows:]), (x[:rows], y[:rows]), test


def steps(run, data):
    """Return about how many microseconds an epoch takes."""
    rows = next(iter(data.values())).Xtrain.shape[0] * 5 / 6
    batch = run.parameters.get("batch", rows)
    return rows * (1 + 40 / batch) if run.parameters["model"] != "overflow" else rows / 10


def train(run, prepared, seed, epochs, results):
    """Yield the errors after each epoch; of a run that overflows, the errors of its batches."""
    said = run.parameters
    with np.errstate(over="ignore", invalid="ignore"):
        if said["model"] == "overflow":
            yield from overflow.train(said, epochs, *prepared[0])
        elif said["model"] == "solved":
            yield _solved(prepared)
        else:
            yield from _epochs(said, prepared, epochs)


def part(run, data, seed, epochs):
    """Return what a student's model does: what 1d asks for. Nothing is drawn, so the seed is no matter."""
    if run.id != "1d":
        return None
    (data,) = data.values()
    given = {
        "images": data.Xtrain,
        "labels": data.ytrain.astype(int),
        "test_images": data.Xtest,
        "test_labels": data.ytest.astype(int),
        "evaluation_rows": min(EVALUATION_ROWS, len(data.Xtrain) // 6),
        "lr": run.parameters["lr"],
        "batch": run.parameters["batch"],
        "epochs": epochs,
    }
    return Part("linear_regression.py", "train", given, _MEASURED)


def shown(results, data):
    """Return the curves of 1d, the overflow and the sigmoid of 1e, and the search."""
    return [
        Figure(
            "1d",
            "1d: error by epoch, learning rate 0.01",
            _ERROR,
            tuple(Curve("1d", f"{part}_error", name, dashed) for part, name, dashed in _PARTS),
            f"Which of the two is lower, and does the model learn anything by heart? {_tested('1d', results)} "
            f"{_solution(results)}",
        ),
        *overflow.figures(_overflowing(), f"1e: overflow at learning rate {OVERFLOWING_RATE:g}", results),
        *_sigmoid(results),
        *_search(results),
    ]


def _sigmoid(results):
    """Return the curves with the sigmoid beside those without, if any of them was trained."""
    if not any(id in results for id in _SIGMOIDS):
        return []
    models = {"1d": "linear, rate 0.01"} | {id: f"sigmoid, rate {rate:g}" for id, rate in _SIGMOIDS.items()}
    return [
        Figure(
            "1e-sigmoid",
            "1e: with the sigmoid",
            _ERROR,
            tuple(
                Curve(id, f"{part}_error", f"{name}, {model}", dashed)
                for id, model in models.items()
                for part, name, dashed in _PARTS
            ),
            "Outputs between 0 and 1 cannot overflow, whatever the rate; a small rate is slow, as σ' is at most 1/4.",
        )
    ]


def _epochs(said, prepared, epochs):
    (x, y), *_ = prepared
    kind = {"linear": linear_regression.LinearRegression, "sigmoid": SigmoidRegression}[said["model"]]
    model = kind(x.shape[1], y.shape[1], said["lr"])
    is_hopeless = False
    for _ in range(epochs):
        for _ in () if is_hopeless else overflow.steps(model, x, y, said["batch"]):
            pass
        measured = _errors(model, prepared)
        is_hopeless = np.isinf(measured["train_error"])
        yield measured


def _errors(model, prepared):
    """Return what is measured after an epoch; hopeless errors are infinite."""
    sets = [(model.forward(x), y) for x, y in prepared]
    errors = [linear_regression.get_loss(y_hat, y) for y_hat, y in sets]
    if not max(errors) < HOPELESS:
        return {
            **dict.fromkeys(("train_error", "evaluation_error", "test_error"), np.inf),
            "test_accuracy": np.nan,
        }
    return dict(zip(_MEASURED, (*errors, linear_regression.get_accuracy(*sets[2])), strict=True))


def _solved(prepared):
    """Return the errors of the weights that solve the normal equations."""
    (x, y), *_ = prepared
    model = linear_regression.LinearRegression(x.shape[1], y.shape[1])
    with_ones = np.column_stack([x, np.ones(len(x))])
    # Pixels that are always black make the matrix singular: of all solutions, this is the shortest.
    solution = np.linalg.pinv(with_ones.T @ with_ones, hermitian=True) @ (with_ones.T @ y)
    model.loadparams([solution[:-1]], [solution[-1]])
    return _errors(model, prepared)


def _tested(id, results):
    if id not in results:
        return ""
    last = {name: results[id][0][name][-1] for name in ("test_error", "test_accuracy")}
    return f"On the test set, the reference: error {last['test_error']:.4f}, accuracy {last['test_accuracy']:.4f}."


def _solution(results):
    if "1d least squares" not in results:
        return ""
    (solved,) = results["1d least squares"][0]["train_error"]
    return f"No linear model has a smaller training error than {solved:.4f}."


def _search(results):
    """Return the least evaluation error for each rate and batch size, and the curves of the best."""
    ids = [[_searched({"lr": rate, "batch": size}) for rate in RATES] for size in BATCH_SIZES]
    if any(id not in results for row in ids for id in row):
        return []
    values = np.array([[results[id][0]["evaluation_error"].min() for id in row] for row in ids])
    values[np.isinf(values)] = np.nan
    row, column = np.unravel_index(np.nanargmin(values), values.shape)
    (best, *_) = results[ids[row][column]]
    epoch = best["evaluation_error"].argmin()
    note = (
        f"Best on the evaluation set: learning rate {RATES[column]:g}, batches of {BATCH_SIZES[row]}, "
        f"{epoch + 1} epochs, with a test error of {best['test_error'][epoch]:.4f} and a test accuracy of "
        f"{best['test_accuracy'][epoch]:.4f}. Rates that are too large for the batch have empty cells."
    )
    return [
        HeatMap(
            "1d-search",
            "1d: search for better parameters",
            "batch size",
            "learning rate",
            tuple(map(str, BATCH_SIZES)),
            tuple(f"{rate:g}" for rate in RATES),
            values,
            "least evaluation error",
            note,
        )
    ]


def _overflowing():
    return f"1e rate {OVERFLOWING_RATE:g}"


def _searched(said):
    return f"1d search rate {said['lr']:g} batch {said['batch']}"
