"""Logistic regression and feed-forward networks in PyTorch: what question 3 does by hand, with automatic derivatives.

A batch has one example per row: `X` has shape (N, D), labels `y` have shape (N,) and are whole numbers in [0, C). In
the shapes below, N is the number of examples, D of features, C of classes. Models return logits: the softmax is a
part of the criterion, `nn.CrossEntropyLoss`.
"""

import torch
from torch import nn


def train_batch(X, y, model, optimizer, criterion):
    """Take one step of `optimizer` down the gradient of `criterion` on a batch; return the loss before it, a float.

    Shapes:
        X: (N, D)   y: (N,)
    """
    raise NotImplementedError("train_batch")


def predict(model, X):
    """Return the class with the largest logit, for each row of `X`. Shape (N,)."""
    return model(X).argmax(dim=1)


def evaluate(model, X, y):
    """Return the share of examples whose predicted class is right, with dropout switched off."""
    model.eval()
    with torch.no_grad():
        accuracy = (predict(model, X) == y).float().mean().item()
    model.train()
    return accuracy


class LogisticRegression(nn.Module):
    """A linear model: z = W x + b, a logit for each class."""

    def __init__(self, n_classes, n_features):
        raise NotImplementedError("LogisticRegression.__init__")

    def forward(self, x):
        """Return the logits.

        Shapes:
            x: (N, D)   result: (N, C)
        """
        raise NotImplementedError("LogisticRegression.forward")


class FeedforwardNetwork(nn.Module):
    """A network with `layers` hidden layers of `hidden_size` units each.

    `activation_type` is "relu" or "tanh"; `dropout` is the chance that a hidden unit is set to zero in training.
    """

    def __init__(self, n_classes, n_features, hidden_size, layers, activation_type, dropout):
        raise NotImplementedError("FeedforwardNetwork.__init__")

    def forward(self, x):
        """Return the logits.

        Shapes:
            x: (N, D)   result: (N, C)
        """
        raise NotImplementedError("FeedforwardNetwork.forward")
