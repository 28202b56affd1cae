"""Questions 2 to 4: prices of houses, and garments told apart, all learned from one example at a time.

What the reference does step by step, `reference.fast.one_by_one` does here in blocks. Question 4 is done twice: in
NumPy always, and in PyTorch where it is installed. Seed 0 of ours is 42, the course's.
"""

import numpy as np

from reference.fast import one_by_one
from reference.ist_hw1_linear_models import hw1_q2, hw1_q3, tunings
from reference.plan import Beside, Column, Curve, Figure, Part, Run

DATA = ("ames", "fashion_mnist")
EPOCHS, SEEDS = 20, 1
FIRST_SEED = 42

COLUMNS = (
    Column("train RMSE", "train_rmse"),
    Column("test RMSE", "test_rmse"),
    Column("distance to analytic", "distance", decimals=3),
    Column("train loss", "train_loss"),
    Column("validation accuracy", "validation_accuracy"),
    Column("test accuracy", "test_accuracy"),
)

BESIDE = (Beside("test_accuracy", "validation_accuracy", 0.02), Beside("test_rmse", "train_rmse", 0.01))

_HOUSES = {
    "2.2a linear": ("linear model, learning rate 0.001", {"factor": 1}),
    "2.2a doubled": ("linear model, gradient without the half of ½(z - y)²", {"factor": 2}),
    "2.2a analytic": ("linear model, analytic solution", {}),
    "2.2b network": ("150 ReLU units, learning rate 0.001", {"hidden": 150}),
}
_GARMENTS = {
    "3.1a perceptron": ("perceptron", {}),
    "3.1b logistic": ("logistic regression, learning rate 0.001", {"lr": 0.001}),
    "3.2b MLP": ("200 ReLU units, learning rate 0.001", {"lr": 0.001, "hidden": 200}),
}


def runs(epochs):
    """Return the runs that the statement asks for; houses pass 150 times where garments pass 20 times."""
    passes = max(1, epochs * 15 // 2)
    houses = [Run(id, title, said, epochs=passes) for id, (title, said) in _HOUSES.items()]
    garments = [Run(id, title, said) for id, (title, said) in _GARMENTS.items()]
    return [*houses, *garments, *tunings.runs()]


def prepare(data):
    """Return houses in double precision and garments in single precision, each with a last column of ones."""
    houses, garments = data["ames"], data["fashion_mnist"]
    shuffled = _shuffled(garments)
    dev, train = np.split(shuffled, [len(shuffled) // 6])
    pixels, labels = garments.Xtrain.astype(np.float32) / 256, garments.ytrain.astype(int)
    return {
        "houses": [
            (_with_ones(X.astype(float)), y.ravel().astype(float))
            for X, y in ((houses.Xtrain, houses.ytrain), (houses.Xtest, houses.ytest))
        ],
        "garments": [
            (_with_ones(pixels[train]), labels[train]),
            (_with_ones(pixels[dev]), labels[dev]),
            (_with_ones(garments.Xtest.astype(np.float32) / 256), garments.ytest.astype(int)),
        ],
    }


def steps(run, data):
    """Return about how many microseconds an epoch takes."""
    said = run.parameters
    if run.id in _HOUSES:
        return len(data["ames"].Xtrain) * {"2.2a analytic": 0.1, "2.2b network": 30}.get(run.id, 15)
    examples = len(data["fashion_mnist"].Xtrain) * 5 / 6
    if run.id in _GARMENTS:
        return examples * {"3.1a perceptron": 5, "3.1b logistic": 10}.get(run.id, 30)
    return examples * tunings.microseconds(said)


def train(run, prepared, seed, epochs, results):
    """Yield the errors or accuracies of a run, epoch by epoch."""
    seed += FIRST_SEED
    np.random.seed(seed)
    if run.id in _HOUSES:
        if "hidden" in run.parameters:
            return _network(run.parameters, epochs, *prepared["houses"])
        return _linear(run.parameters, epochs, *prepared["houses"])
    if run.id in _GARMENTS:
        if "hidden" in run.parameters:
            return _mlp(run.parameters, epochs, *prepared["garments"])
        return _classifier(run.parameters, epochs, *prepared["garments"])
    return tunings.train(run.parameters, seed, epochs, *prepared["garments"])


def part(run, data, seed, epochs):
    """Return what a student's models do: those of questions 2 and 3, with the half of ½(z - y)²."""
    said = {"epochs": epochs, "seed": seed + FIRST_SEED}
    errors, accuracies = ("train_rmse", "test_rmse"), ("validation_accuracy", "test_accuracy")
    if run.id in ("2.2a linear", "2.2b network"):
        houses = data["ames"]
        said |= {"X": houses.Xtrain, "y": houses.ytrain, "X_test": houses.Xtest, "y_test": houses.ytest}
        said |= {"lr": 0.001}
        if "hidden" in run.parameters:
            return Part("hw1_q2.py", "network", said | {"hidden": run.parameters["hidden"]}, errors)
        return Part("hw1_q2.py", "linear", said, (*errors, "distance"))
    if run.id in _GARMENTS:
        garments = data["fashion_mnist"]
        said |= {"images": garments.Xtrain, "labels": garments.ytrain.astype(int)}
        said |= {"images_test": garments.Xtest, "labels_test": garments.ytest.astype(int)}
        said |= {"shuffled": _shuffled(garments), **run.parameters}
        function = {"3.1a perceptron": "perceptron", "3.1b logistic": "logistic"}.get(run.id, "mlp")
        return Part("hw1_q3.py", function, said, accuracies, first_seconds=300.0)
    return None


def shown(results, data):
    """Return the figures of questions 2 to 4."""
    linear = {"2.2a linear": "½(z - y)²", "2.2a doubled": "(z - y)²"}
    figures = [
        Figure(
            "2.2a-error",
            "2.2a: error of the linear model on houses",
            "RMSE of ln(price)",
            _errors(linear | {"2.2a analytic": "analytic"}),
            "The training error still falls where the test error rises, towards that of the analytic solution: more "
            "epochs fit the training houses, not houses. Which epoch is the best to stop at?",
            data=("ames",),
        ),
        Figure(
            "2.2a-distance",
            "2.2a: distance to the analytic weights",
            "Euclidean distance",
            tuple(Curve(id, "distance", name) for id, name in linear.items()),
            "The weights come nearer with every epoch; twice the gradient is twice the learning rate.",
            data=("ames",),
        ),
        Figure(
            "2.2b-error",
            "2.2b: error of the network on houses",
            "RMSE of ln(price)",
            _errors({"2.2a linear": "linear model", "2.2b network": "150 ReLU units"}),
            "Which fits the training houses better, and which new ones? Single examples shake the network more: with "
            "an unlucky seed the first of them throw it off for good.",
            data=("ames",),
        ),
        Figure(
            "3-accuracy",
            "3: accuracy on garments",
            "accuracy",
            tuple(
                Curve(id, f"{part}_accuracy", f"{part}, {name.partition(',')[0]}", dashed)
                for id, (name, _) in _GARMENTS.items()
                for part, dashed in (("validation", False), ("test", True))
            ),
            "The perceptron never settles: each mistake moves it by a whole image, in the last epoch too. The steps of "
            "the other two get shorter as their errors do.",
            data=("fashion_mnist",),
        ),
    ]
    return [*figures, *tunings.figures(results)]


def _errors(names):
    return tuple(
        Curve(id, f"{part}_rmse", f"{part}, {name}", dashed=part == "test")
        for id, name in names.items()
        for part in ("train", "test")
    )


def _shuffled(garments):
    """Return the order of the training images that is the course's own split: a sixth of them is for validation."""
    return np.random.RandomState(FIRST_SEED).permutation(len(garments.Xtrain))


def _linear(said, epochs, train, test):
    (X, y), model = train, hw1_q2.LinearRegression(train[0].shape[1])
    analytic = hw1_q2.solve_analytically(X, y)
    for order in _orders(len(X), epochs):
        if "factor" in said:
            model.train_epoch(X[order], y[order], learning_rate=0.001 * said["factor"])
        else:
            model.w = analytic
        yield {
            "train_rmse": model.evaluate(X, y),
            "test_rmse": model.evaluate(*test),
            "distance": hw1_q2.distance(analytic, model.w),
        }


def _network(said, epochs, train, test):
    (X, y), (test_X, test_y) = ((X[:, :-1], y) for X, y in (train, test))
    model = hw1_q2.NeuralRegression(X.shape[1], said["hidden"])
    Ws, bs = model.getWs(), model.getbs()
    for order in _orders(len(X), epochs):
        # From where the statement begins the first steps are long: with some seeds they throw the network off for good.
        with np.errstate(over="ignore", invalid="ignore"):
            one_by_one.network_epoch(X[order], y[order], Ws, bs, 0.001, one_by_one.squared_error)
            model.loadparams(Ws, bs)
            errors = {"train_rmse": model.evaluate(X, y), "test_rmse": model.evaluate(test_X, test_y)}
        yield errors


def _classifier(said, epochs, train, dev, test):
    (X, y), model = train, hw1_q3.LinearModel(tunings.CLASSES, train[0].shape[1])
    model.W = model.W.astype(X.dtype)
    for order in _orders(len(X), epochs):
        if "lr" in said:
            one_by_one.logistic_epoch(X[order], y[order], model.W, said["lr"])
        else:
            one_by_one.perceptron_epoch(X[order], y[order], model.W)
        yield {"validation_accuracy": model.evaluate(*dev), "test_accuracy": model.evaluate(*test)}


def _mlp(said, epochs, train, dev, test):
    (X, y), dev, test = ((X[:, :-1], y) for X, y in (train, dev, test))
    model = hw1_q3.MLP(tunings.CLASSES, X.shape[1], said["hidden"])
    Ws, bs = ([each.astype(X.dtype) for each in arrays] for arrays in (model.getWs(), model.getbs()))
    for order in _orders(len(X), epochs):
        one_by_one.network_epoch(X[order], y[order], Ws, bs, said["lr"])
        model.loadparams(Ws, bs)
        yield {"validation_accuracy": model.evaluate(*dev), "test_accuracy": model.evaluate(*test)}


def _orders(examples, epochs):
    """Yield the order of the examples in each epoch; as the course's scripts do it, a shuffle of the one before."""
    order = np.arange(examples)
    for _ in range(epochs):
        order = order[np.random.permutation(examples)]
        yield order


def _with_ones(X):
    return np.column_stack([X, np.ones(len(X), X.dtype)])
