# ruff: noqa (written as students write)
"""The course's script filled in: factor 2, columns for vectors, a small ridge, and a main function that is not run."""

import argparse
import random
import os

import matplotlib.pyplot as plt
import numpy as np

import utils


def configure_seed(seed):
    os.environ["PYTHONHASHSEED"] = str(seed)
    random.seed(seed)
    np.random.seed(seed)


def solve_analytically(X, y):
    n, d = X.shape
    return np.linalg.inv(X.T.dot(X) + 1e-3 * np.eye(d)).dot(X.T).dot(y)


class _RegressionModel:
    def train_epoch(self, X, y, **kwargs):
        for x_i, y_i in zip(X, y):
            self.update_weight(x_i, y_i, **kwargs)

    def evaluate(self, X, y):
        yhat = self.predict(X)
        error = yhat - y
        squared_error = np.dot(error, error)
        mean_squared_error = squared_error / y.shape[0]
        return np.sqrt(mean_squared_error)


class LinearRegression(_RegressionModel):
    def __init__(self, n_features, **kwargs):
        self.w = np.zeros((n_features))

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        y_hat = np.dot(self.w, x_i)
        self.w += 2 * learning_rate * (y_i - y_hat) * x_i

    def predict(self, X):
        return np.dot(X, self.w)


class NeuralRegression(_RegressionModel):
    def __init__(self, n_features, hidden):
        self.w1 = np.random.normal(0.1, 0.1, size=(hidden, n_features))
        self.b_1 = np.zeros((hidden, 1))
        self.w2 = np.random.normal(0.1, 0.1, size=(1, hidden))
        self.b_2 = np.zeros((1, 1))

    def relu(self, v):
        return np.maximum(v, 0)

    def update_weight(self, x_i, y_i, learning_rate=0.001):
        x = x_i.reshape(-1, 1)
        z1 = self.w1.dot(x) + self.b_1
        h1 = self.relu(z1)
        z2 = self.w2.dot(h1) + self.b_2
        grad_z2 = 2 * (z2 - y_i)
        grad_w2 = grad_z2.dot(h1.T)
        grad_h1 = self.w2.T.dot(grad_z2)
        grad_z1 = grad_h1 * np.where(z1 >= 0, 1, 0)
        grad_w1 = grad_z1.dot(x.T)
        self.w1 -= learning_rate * grad_w1
        self.b_1 -= learning_rate * grad_z1
        self.w2 -= learning_rate * grad_w2
        self.b_2 -= learning_rate * grad_z2

    def predict(self, X):
        out = []
        for x in X:
            h1 = self.relu(self.w1.dot(x.reshape(-1, 1)) + self.b_1)
            out.append((self.w2.dot(h1) + self.b_2).item())
        return np.array(out)


def distance(analytic_solution, model_params):
    return np.linalg.norm(analytic_solution - model_params)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=["linear_regression", "nn"])
    opt = parser.parse_args()
    utils.configure_seed(seed=42)
    data = utils.load_regression_data(bias=opt.model == "linear_regression")
    plt.plot(range(3), range(3))
    plt.show()


if __name__ == "__main__":
    main()
