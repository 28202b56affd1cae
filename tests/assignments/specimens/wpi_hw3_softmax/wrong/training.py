"""Wrong ways to split, to train, to search, and to measure."""


def split(old, new):
    return [("split", old, new)]


def minibatches(old, new):
    return [("minibatches", old, new)]


def train(old, new):
    return [("train", old, new)]


def search(old, new):
    return [("grid_search", old, new)]


def experiment(old, new):
    return [("experiment", old, new)]


ORDER = "order = np.random.permutation(len(images))"
STARTS = "range(0, len(images), size)"
PAIRS = "return [(images[start : start + size], labels[start : start + size]) for start in starts]"
SHUFFLED = "images[order], labels[order]"
COMPARED = "model.forward(images.T).argmax(axis=0) == labels"
FITTED = "model = fitted(train_images, train_labels, chosen)"
BEST = "best, _ = grid_search(images, labels, validation_images, validation_labels, grid)"
FINAL = "model = fitted(train_images, train_labels, best)"
MEASURED = "cross_entropy(model, test_images, test_labels)"

# minibatches of its own, so that a mistake there does not spread to all that trains.
SAFE = ("train", "minibatches(images[order], labels[order], batch_size)",
        "[(images[p], labels[p]) for p in np.split(order, range(batch_size, len(order), batch_size))]")  # fmt: skip

WRONG = {
    "split: images and labels shuffled separately": (
        "4c",
        split("labels[first], images[rest], labels[rest]", "np.random.permutation(labels)[first], images[rest], labels[rest]"),
    ),
    "split: two permutations": (
        "4c",
        split("return images[first], labels[first]", "labels = labels[np.random.permutation(len(labels))]\n    return images[first], labels[first]"),
    ),
    "split: not shuffled": ("4c", split(ORDER, "order = np.arange(len(images))")),
    "split: validation overlaps": ("4c", split("images[rest], labels[rest]", "images[:len(rest)], labels[:len(rest)]")),
    "split: parts in another order": (
        "4c 4e",
        split("images[first], labels[first], images[rest], labels[rest]", "images[first], images[rest], labels[first], labels[rest]"),
    ),
    "split: parts exchanged": ("4c", split("int(share * len(images))", "int((1 - share) * len(images))")),
    "split: share ignored": ("4c", split("int(share * len(images))", "int(0.8 * len(images))")),
    "split: one example lost": ("4c", split("images[rest], labels[rest]", "images[rest[1:]], labels[rest[1:]]")),
    "split: shuffles the caller's arrays": (
        "4c",
        split("return images[first]", "images[:], labels[:] = images[order], labels[order]\n    first, rest = np.split(np.arange(len(order)), [len(first)])\n    return images[first]"),
    ),
    "minibatches: last one dropped": (
        "4c",
        [SAFE, *minibatches(STARTS, "range(0, len(images) - size + 1, size)")],
    ),
    "minibatches: last one dropped, also in training": (
        "4c 4d 4e",
        minibatches(STARTS, "range(0, len(images) - size + 1, size)"),
    ),
    "minibatches: off by one": ("4c", [SAFE, *minibatches(PAIRS, PAIRS.replace("start + size", "start + size - 1"))]),
    "minibatches: overlap by one": ("4c", [SAFE, *minibatches(PAIRS, PAIRS.replace("start + size", "start + size + 1"))]),
    "minibatches: an empty one at the end": ("4c", [SAFE, *minibatches(STARTS, "range(0, len(images) + 1, size)")]),
    "minibatches: larger than the data crashes": (
        "4c 4d 4e",
        minibatches("starts = ", "images.reshape(-1, *images.shape)[0][size - 1]\n    starts = "),
    ),
    "minibatches: last one filled up": (
        "4c",
        [SAFE, *minibatches(PAIRS, "return [(images[np.arange(s, s + size) % len(images)], labels[np.arange(s, s + size) % len(labels)]) for s in starts]")],
    ),
    "minibatches: images alone": ("4c", [SAFE, *minibatches(PAIRS, "return [images[start : start + size] for start in starts]")]),
    "minibatches: shuffled": ("4c", [SAFE, *minibatches(PAIRS, PAIRS.replace("in starts", "in np.random.permutation(list(starts))"))]),
    "accuracy of one-hot elements": (
        "4d",
        [("accuracy", COMPARED, "labels2onehot(model.forward(images.T).argmax(axis=0)) == labels2onehot(labels)")],
    ),
    "accuracy in percent": ("4d", [("accuracy", "np.mean(", "100 * np.mean(")]),
    "accuracy counts": ("4d", [("accuracy", "np.mean(", "np.sum(")]),
    "accuracy along the images": ("4d", [("accuracy", "model.forward(images.T).argmax(axis=0) == labels", "model.forward(images.T).argmax(axis=1)[:, None] == labels")]),
    "cross-entropy holds the penalty": (
        "4d",
        [("cross_entropy", "labels2onehot(labels))", "labels2onehot(labels)) + model.penalty()"),
         ("cost", "+ model.penalty()", "")],
    ),
    "cost without penalty": ("4d", [("cost", " + model.penalty()", "")]),
    "cost with a penalty for each image": ("4d", [("cost", "model.penalty()", "len(images) * model.penalty()")]),
    "cost with the penalty / n": ("4d", [("cost", "model.penalty()", "model.penalty() / len(images)")]),
    "train: one minibatch for each epoch": ("4d 4e", train("model.step()", "model.step()\n            break")),
    "train: images and labels shuffled separately": (
        "4d 4e",
        train("images[order], labels[order]", "images[order], labels[np.random.permutation(order)] if shuffle else labels"),
    ),
    "train: never shuffles": ("4d", train("if shuffle else np.arange(len(images))", "if False else np.arange(len(images))")),
    "train: shuffles always": ("4d", train("if shuffle else np.arange(len(images))", "")),
    "train: samples with replacement": (
        "4d 4e",
        train("np.random.permutation(len(images)) if", "np.random.randint(len(images), size=len(images)) if"),
    ),
    "train: gradients are never cleared": ("4d", train("model.zerograd()", "")),
    "train: one epoch too few": ("4d", train("range(epochs)", "range(epochs - 1)")),
    "train: one epoch whatever was asked": ("4d 4e", train("range(epochs)", "range(1)")),
    "train: last minibatch dropped": (
        "4d 4e",
        train("minibatches(images[order], labels[order], batch_size)", "minibatches(images[order], labels[order], batch_size)[:-1] or []"),
    ),
    "train: minibatch size written into the code": ("4d 4e", train("labels[order], batch_size", "labels[order], 16")),
    "train: one step for each image": ("4d 4e", train("labels[order], batch_size", "labels[order], 1")),
    "train: changes a copy": ("4d 4e", train("loss = Soft", "import copy\n    model = copy.deepcopy(model)\n    loss = Soft")),
    "train: shuffles the caller's arrays": (
        "4d",
        train("loss = Soft", "order = np.random.permutation(len(images)) if shuffle else np.arange(len(images))\n    images[:], labels[:] = images[order], labels[order]\n    loss = Soft"),
    ),
    "fitted: alpha is not passed on": ("4e", [("fitted", 'alpha=chosen["alpha"], ', "")]),
    "fitted: lr is not passed on": ("4e", [("fitted", ', lr=chosen["lr"]', "")]),
    "fitted: epochs fixed": ("4e", [("fitted", 'chosen["epochs"]', "10")]),
    "fitted: minibatch fixed": ("4e", [("fitted", 'chosen["batch_size"]', "32")]),
    "search: chooses by the training images": ("4e", search("cross_entropy(model, validation_images, validation_labels)", "cross_entropy(model, train_images, train_labels)")),
    "search: chooses by cost": ("4e", search("cross_entropy(model", "cost(model")),
    "search: chooses the worst": ("4e", search("found < smallest", "found > smallest or best is None")),
    "search: the last one wins": ("4e", search("if found < smallest", "if True")),
    "search: the first one wins": ("4e", search("if found < smallest", "if best is None")),
    "search: forgets to move the bound": ("4e", search("best, smallest = chosen, found", "best, smallest = chosen, min(smallest, 99.0)")),
    "search: one hyper-parameter at a time, the first values of the others": (
        "4e",
        search("itertools.product(*grid.values())", "[[v if i == j else vs[0] for j, vs in enumerate(grid.values())] for i, ws in enumerate(grid.values()) for v in ws]"),
    ),
    "search: values side by side": ("4e", search("itertools.product(*grid.values())", "zip(*grid.values())")),
    "search: leaves out the last value": ("4e", search("itertools.product(*grid.values())", "itertools.product(*(v[:-1] or v for v in grid.values()))")),
    "search: one model goes on learning": (
        "4e",
        [
            *search("best, smallest = None, np.inf", "best, smallest = None, np.inf\n    model = SoftmaxRegression(train_images.shape[1], CLASSES)"),
            *search(FITTED, 'model.alpha, model.lr = chosen["alpha"], chosen["lr"]\n        train(model, train_images, train_labels, chosen["batch_size"], chosen["epochs"])'),
        ],
    ),
    "search: trains on the validation images": ("4e", search(FITTED, "model = fitted(validation_images, validation_labels, chosen)")),
    "search: chooses by accuracy": (
        "4e",
        search("found = cross_entropy(model, validation_images, validation_labels)", "found = -accuracy(model, validation_images, validation_labels)"),
    ),
    "experiment: chooses by the test images": ("4e", experiment(BEST, "best, _ = grid_search(train_images, train_labels, test_images, test_labels, grid)")),
    "experiment: splits 50/50": ("4e", experiment("split(train_images, train_labels)", "split(train_images, train_labels, 0.5)")),
    "experiment: splits 90/10": ("4e", experiment("split(train_images, train_labels)", "split(train_images, train_labels, 0.9)")),
    "experiment: trains on the test images": (
        "4e",
        experiment(FINAL, "model = fitted(np.concatenate([train_images, test_images]), np.concatenate([train_labels, test_labels]), best)"),
    ),
    "experiment: trains on the test images alone": ("4e", experiment(FINAL, "model = fitted(test_images, test_labels, best)")),
    "experiment: measures a model of the last combination": (
        "4e",
        experiment(FINAL, "model = fitted(train_images, train_labels, {k: v[-1] for k, v in grid.items()})"),
    ),
    "experiment: the final model has not seen the validation part": (
        "4e",
        experiment(FINAL, "images, labels, _, _ = split(train_images, train_labels)\n    model = fitted(images, labels, best)"),
    ),
    "experiment: measures on the training images": ("4e", experiment(MEASURED, "cross_entropy(model, train_images, train_labels)")),
    "experiment: penalty in the final number": ("4e", experiment(MEASURED, "cost(model, test_images, test_labels)")),
    "experiment: accuracy and cross-entropy exchanged": (
        "4e",
        experiment("return best, " + MEASURED + ", accuracy(model, test_images, test_labels)", "return best, accuracy(model, test_images, test_labels), " + MEASURED),
    ),
}  # fmt: skip
