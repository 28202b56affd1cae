# ruff: noqa (written as students write)
"""The course's script filled in; its main hands the number of layers to the MLP, whose predict takes one example."""

import argparse
import random
import os

import matplotlib.pyplot as plt
import numpy as np

import utils


class LinearModel(object):
    def __init__(self, n_classes, n_features, **kwargs):
        self.W = np.zeros((n_classes, n_features))

    def update_weight(self, x_i, y_i, **kwargs):
        raise NotImplementedError

    def train_epoch(self, X, y, **kwargs):
        for x_i, y_i in zip(X, y):
            self.update_weight(x_i, y_i, **kwargs)

    def predict(self, X):
        scores = np.dot(self.W, X.T)
        predicted_labels = scores.argmax(axis=0)
        return predicted_labels

    def evaluate(self, X, y):
        y_hat = self.predict(X)
        n_correct = (y == y_hat).sum()
        n_possible = y.shape[0]
        return n_correct / n_possible


class Perceptron(LinearModel):
    def update_weight(self, x_i, y_i, **kwargs):
        y_hat_i = self.predict(x_i)
        if y_hat_i != y_i:
            self.W[y_i, :] += x_i
            self.W[y_hat_i, :] -= x_i


class LogisticRegression(LinearModel):
    def update_weight(self, x_i, y_i, learning_rate=0.001):
        label_scores = self.W.dot(x_i)[:, None]
        y_one_hot = np.zeros((np.size(self.W, 0), 1))
        y_one_hot[y_i] = 1
        label_scores = label_scores - np.max(label_scores)
        label_probabilities = np.exp(label_scores) / np.sum(np.exp(label_scores))
        self.W += learning_rate * (y_one_hot - label_probabilities) * x_i[None, :]


class MLP(object):
    def __init__(self, n_classes, n_features, hidden_size, layers):
        self.n_classes = n_classes
        W1 = np.random.normal(0.1, 0.1, (hidden_size, n_features))
        W2 = np.random.normal(0.1, 0.1, (n_classes, hidden_size))
        self.weights = [W1, W2]
        self.biases = [np.zeros(hidden_size), np.zeros(n_classes)]

    def predict(self, x):
        h = np.maximum(0, self.weights[0].dot(x) + self.biases[0])
        return np.argmax(self.weights[1].dot(h) + self.biases[1])

    def evaluate(self, X, y):
        y_hat = []
        for x in X:
            y_hat.append(self.predict(x))
        n_correct = (y == y_hat).sum()
        return n_correct / y.shape[0]

    def train_epoch(self, X, y, learning_rate=0.001):
        total_loss = 0
        for x, label in zip(X, y):
            z1 = self.weights[0].dot(x) + self.biases[0]
            h = np.maximum(0, z1)
            z2 = self.weights[1].dot(h) + self.biases[1]
            z2 -= z2.max()
            probs = np.exp(z2) / sum(np.exp(z2))
            one_hot = np.zeros(self.n_classes)
            one_hot[label] = 1
            total_loss -= one_hot.dot(np.log(probs + 1e-12))
            grad_z = probs - one_hot
            grads_w, grads_b = [], []
            grads_w.append(grad_z[:, None].dot(h[:, None].T))
            grads_b.append(grad_z)
            grad_h = self.weights[1].T.dot(grad_z)
            grad_z1 = grad_h * (z1 >= 0)
            grads_w.append(grad_z1[:, None].dot(x[:, None].T))
            grads_b.append(grad_z1)
            for i in range(2):
                self.weights[i] -= learning_rate * grads_w[1 - i]
                self.biases[i] -= learning_rate * grads_b[1 - i]
        return total_loss


def main():
    utils.configure_seed(seed=42)
    data = utils.load_classification_data(bias=True)
    plt.show()


if __name__ == "__main__":
    main()
