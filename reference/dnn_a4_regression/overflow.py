"""Question 1e: how the error grows when the learning rate is too large, batch by batch, to where numbers end."""

import math

import numpy as np

from reference.dnn_a4_regression import linear_regression
from reference.plan import Curve, Figure, Mark

LARGEST = math.log10(np.finfo(float).max)


def steps(model, x, y, batch):
    """Train for an epoch, as the reference does, and yield each batch's error before its step: predictions - labels."""
    for iteration in range(len(x) // batch):
        x_batch, y_batch = linear_regression.get_next_batch(iteration, batch, x, y)
        model.zerograd()
        yield model.forward(x_batch) - y_batch
        model.backward(y_batch)
        model.step()


def train(said, epochs, x, y):
    """Yield for each epoch the errors of its batches as powers of ten, and where something overflows, counted from 1.

    Along the direction in which the pixels are largest, a step multiplies what is wrong with the weights by 1 - 2·lr·λ:
    λ is the largest eigenvalue of the mean of (x, 1)ᵀ(x, 1). The error, a square, grows by the square of that.
    """
    model = linear_regression.LinearRegression(x.shape[1], y.shape[1], said["lr"])
    with_ones = np.column_stack([x, np.ones(len(x))])
    eigenvalue = np.linalg.eigvalsh(with_ones.T @ with_ones / len(x))[-1]
    factor = 1 - 2 * said["lr"] * eigenvalue
    batches = len(x) // said["batch"]
    so_far = np.empty(0)
    for _ in range(epochs):
        found = np.array([_exponent(error) for error in steps(model, x, y, said["batch"])])
        so_far = np.append(so_far, found)
        predicted = so_far[0] + np.arange(len(so_far)) * 2 * math.log10(abs(factor))
        # Beyond the end, the prediction would stretch the axis.
        measured: dict[str, object] = {
            "exponent": found,
            "predicted": np.where(np.isnan(so_far), np.nan, predicted)[-batches:],
        }
        if np.isnan(so_far).any():
            # The reference sums the squares before it divides by their number.
            is_error = np.isnan(so_far) | (so_far + math.log10(said["batch"]) > LARGEST)
            measured |= {
                "error_overflows": is_error.argmax() + 1,
                "weights_overflow": np.isnan(so_far).argmax() + 1,
                "eigenvalue": eigenvalue,
            }
            yield measured
            return
        yield measured


def _exponent(error):
    """Return log10 of the squared error of a batch, also where it is larger than any double; NaN beyond that."""
    largest = np.abs(error).max()
    if not np.isfinite(largest):
        return np.nan
    if largest == 0:
        return -np.inf
    return 2 * math.log10(largest) + math.log10(((error / largest) ** 2).sum() / len(error))


def figures(id, title, results):
    """Return the figure, under this title, of a run that overflowed; none if it did not."""
    if "weights_overflow" not in results.get(id, [{}])[0]:
        return []
    (found, *_) = results[id]
    error, weights = found["error_overflows"][0], found["weights_overflow"][0]
    eigenvalue = found["eigenvalue"][0]
    curves = (
        Curve(id, "exponent", "error of the batch"),
        Curve(id, "predicted", "predicted: times (1 - 2·lr·λ)² each", dashed=True, like="predicted"),
    )
    note = (
        f"Each step overshoots by more than the one before, as the largest eigenvalue of the pixels' second moments, "
        f"λ = {eigenvalue:.3g}, predicts: only rates below 1/λ = {1 / eigenvalue:.2g} shrink the error. "
        f"In batch {error} the squared error is beyond the largest double; in batch {weights} so are the predictions, "
        f"the weights become inf and then nan, and the curve ends."
    )
    marks = (Mark(error, f"error overflows: {error}"), Mark(weights, f"weights overflow: {weights}"))
    return [
        Figure(
            "1e-overflow",
            title,
            "log₁₀ of the squared error",
            curves,
            note,
            "batch",
            marks=marks,
        )
    ]
