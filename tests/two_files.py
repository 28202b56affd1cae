"""A course with a homework of two files, to break and to grade."""

from pathlib import Path

from grader import cli

TOML = """
title = "Two files"
source = "Nowhere, Homework 2"
files = ["layer.py", "proofs.py"]
allowed_modules = ["numpy"]

[other_names]
"hw-layer.py" = "layer.py"

[[problems]]
id = "1"
title = "A layer"
points = 2
test_class = "TestLayer"

[[problems]]
id = "2"
title = "A derivative"
points = 1
test_class = "TestDerivative"
read_by_person = 0.5
person_reads = "why it is so"

[[problems]]
id = "3"
title = "Plots"
read_by_person = 4
"""
CHECKS = '''"""Checks of two files."""

import numpy as np

from grader.vocabulary import check, constant


def doubled_parameters(observed):
    """What doubling the student's own parameters gives."""
    assert observed["k"] == 2  # what was given is there, too
    if observed["w"].shape != (2,):
        raise ValueError("w has the wrong number of parameters")
    return {"y": 2 * observed["w"]}


@check("1", points=1, x=constant(3.0))
def forward(layer, x):
    """The layer doubles."""
    return {"y": layer.forward(x)}


@check("1", points=1, expected_by="doubled_parameters", k=constant(2))
def own_parameters(layer, k):
    """The layer doubles its own parameters."""
    w = layer.parameters()
    return {"w": w, "y": layer.forward(w)} if len(w) else {}


@check("2", points=1, at=("x",), x=constant([1.0, -2.0]))
def derivative(proofs, x):
    """The derivative of the square is twice the number."""
    return {"derivative": proofs.derivative(x), "derivative, by finite differences": ((x + 1) ** 2 - (x - 1) ** 2) / 2}
'''
LAYER = "import numpy as np\n\n\ndef forward(x):\n    return 2 * x\n\n\ndef parameters():\n    return np.array([1.0, 5.0])\n"
PROOFS = "def derivative(x):\n    return 2 * x\n"


def course(root: Path) -> Path:
    """Write the course below this folder."""
    for name, text in {
        "assignments/two/assignment.toml": TOML,
        "assignments/two/checks.py": CHECKS,
        "reference/two/layer.py": LAYER,
        "reference/two/proofs.py": PROOFS,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def made(root: Path, monkeypatch) -> Path:
    """Write the course, generate what is generated, and make it the one that commands find."""
    monkeypatch.setenv("GRADER_COURSE", str(course(root)))
    assert cli.main(["fixtures"]) == 0
    return root
