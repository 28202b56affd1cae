"""Logistic regression and feed-forward networks in PyTorch: what question 3 does by hand, with automatic derivatives.

A batch has one example per row: `X` has shape (N, D), labels `y` have shape (N,) and are whole numbers in [0, C). In
the shapes below, N is the number of examples, D of features, C of classes. Models return logits: the softmax is a
part of the criterion, `nn.CrossEntropyLoss`.
"""

import itertools

import torch
from torch import nn


def train_batch(X, y, model, optimizer, criterion):
    """Take one step of `optimizer` down the gradient of `criterion` on a batch; return the loss before it, a float.

    Shapes:
        X: (N, D)   y: (N,)
    """
    # PyTorch adds to the gradients that are there: those of the batch before must go.
    optimizer.zero_grad()
    loss = criterion(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def predict(model, X):  # given
    """Return the class with the largest logit, for each row of `X`. Shape (N,)."""
    return model(X).argmax(dim=1)


def evaluate(model, X, y):  # given
    """Return the share of examples whose predicted class is right, with dropout switched off."""
    model.eval()
    with torch.no_grad():
        accuracy = (predict(model, X) == y).float().mean().item()
    model.train()
    return accuracy


class LogisticRegression(nn.Module):
    """A linear model: z = W x + b, a logit for each class."""

    def __init__(self, n_classes, n_features):
        super().__init__()
        self.linear = nn.Linear(n_features, n_classes)

    def forward(self, x):
        """Return the logits.

        Shapes:
            x: (N, D)   result: (N, C)
        """
        return self.linear(x)


class FeedforwardNetwork(nn.Module):
    """A network with `layers` hidden layers of `hidden_size` units each.

    `activation_type` is "relu" or "tanh"; `dropout` is the chance that a hidden unit is set to zero in training.
    """

    def __init__(self, n_classes, n_features, hidden_size, layers, activation_type, dropout):
        super().__init__()
        sizes = [n_features] + [hidden_size] * layers
        self.hidden = nn.ModuleList(
            nn.Linear(fan_in, fan_out) for fan_in, fan_out in itertools.pairwise(sizes)
        )
        self.output = nn.Linear(hidden_size, n_classes)
        self.activation = {"relu": torch.relu, "tanh": torch.tanh}[activation_type]
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        """Return the logits.

        Shapes:
            x: (N, D)   result: (N, C)
        """
        h = x
        for layer in self.hidden:
            # h_l = dropout(g(W_l h_{l-1} + b_l))
            h = self.dropout(self.activation(layer(h)))
        return self.output(h)
