"""A course whose experiments take no time: a number shrinks by a factor. As a program, it is `grader experiments` on it.

python -m tests.experiments.tiny COURSE [OPTION ...]
"""

import os
import sys
from pathlib import Path

import numpy as np

import datasets
from datasets.arrays import Data
from tests import toy

HW = "tiny_hw0"

EXPERIMENTS = '''"""Shrinking."""

import time

import numpy as np

from reference.plan import Beside, Column, Curve, Figure, HeatMap, Part, Pictures, Run

DATA = ("tiny",)
EPOCHS, SEEDS = 3, 1
SLEEP = 0.0
COLUMNS = (
    Column("loss", "loss"),
    Column("least loss", "loss", at="smallest"),
    Column("largest loss", "loss", at="largest", decimals=1),
)
BESIDE = (Beside("loss", "loss", 0.05),)
RATES = {"a slow": 0.1, "b fast": 0.5, "c after": 0.25}


def runs(epochs):
    """Return three runs, of which the last needs the first."""
    return [
        Run(id, f"rate {rate:g}", {"rate": rate}, after=("a slow",) if id == "c after" else ())
        for id, rate in RATES.items()
    ]


def prepare(data):
    """Return where all runs begin."""
    return float(data["tiny"].Xtrain.mean())


def train(run, prepared, seed, epochs, results):
    """Yield the square of a number that shrinks."""
    w = prepared + seed
    for _ in range(epochs):
        time.sleep(SLEEP)
        w -= run.parameters["rate"] * w
        yield {"loss": w * w}


def part(run, data, seed, epochs):
    """Return what a student's Scale does in a run; it has no part in the last."""
    if run.id == "c after":
        return None
    given = {"X": data["tiny"].Xtrain, "rate": run.parameters["rate"], "seed": seed, "epochs": epochs}
    return Part("scale.py", "train", given, ("loss",))


def shown(results, data):
    """Return one of each kind."""
    losses = np.array([[results[id][0]["loss"][-1] for id in RATES if id in results]])
    return [
        Figure("loss", "The loss", "squared", tuple(Curve(id, "loss", id) for id in RATES), "It falls."),
        HeatMap("end", "The end", "row", "run", ("loss",), (*(id for id in RATES if id in results),), losses, "loss"),
        Pictures("pictures", "Some pictures", ("one", "two"), [[np.eye(2)], [1 - np.eye(2)]]),
    ]
'''

DRIVER = '''"""What drives a student's Scale in the runs."""

import numpy as np


def train(scale, X, rate, seed, epochs):
    """Yield the square of a number that a Scale makes smaller."""
    w = X.mean() + seed
    for _ in range(epochs):
        w = scale.Scale(1 - rate).forward(w)
        yield {"loss": w * w}
'''

SCALE = """class Scale:
    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        return self.factor * x
"""


def course(root, experiments=EXPERIMENTS, driver=DRIVER):
    """Write the course into a folder and return the folder; None leaves a file out."""
    toy.course(root, id=HW)
    for folder, text in (("reference", experiments), ("assignments", driver)):
        if text is not None:
            (root / folder / HW / "experiments.py").write_text(text, encoding="utf-8")
    return root


def data(title="Tiny numbers", is_stand_in=False):
    """Return a data set of four examples."""
    X, y = np.arange(1, 9, dtype=np.uint8).reshape(4, 2), np.arange(4)
    return Data("tiny", title, is_stand_in, (), X, y, X, y)


def load_or_stand_in(name):
    """Return the data set, in place of `datasets.load_or_stand_in`."""
    return data()


def stand_in(name):
    """Return what stands in for it, in place of `datasets.stand_in`."""
    return data("Tiny numbers (stand-in, not real data)", is_stand_in=True)


def forget(root):
    """Forget what was imported from a course, so that the next may have a module of the same name."""
    for module in [name for name in sys.modules if name.startswith(f"reference.{HW}")]:
        del sys.modules[module]
    if str(root) in sys.path:
        sys.path.remove(str(root))


def submission(folder, text=SCALE):
    """Write a student's file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scale.py").write_text(text, encoding="utf-8")
    return folder / "scale.py"


def refused(capsys) -> str:
    """Return the one sentence on stderr; nothing is on stdout."""
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("grader: ").rstrip("\n")


if __name__ == "__main__":
    from grader import cli

    os.environ["GRADER_COURSE"] = str(Path(sys.argv[1]).resolve())
    datasets.load_or_stand_in = load_or_stand_in
    raise SystemExit(cli.main(["experiments", "--hw", HW, *sys.argv[2:]]))
