"""Four gradings of one small assignment, from which the golden reports are made."""

from grader.compare import Difference, DifferenceKind, Tolerance
from grader.records import Curve, Diagnosis, Elsewhere, Outcome, Verdict
from tests.builders import (
    a_check,
    a_file,
    a_frame,
    a_grading,
    a_problem,
    a_provenance,
    a_result,
    a_submission,
    an_assignment,
    an_observation,
)

STEPS = 40
PROBLEMS = (
    a_problem("1.2a", "LinearMap", 6.0, "TestLinearMap"),
    a_problem("1.2b", "ReLU", 3.0, "TestReLU"),
    a_problem("1.2c", "Softmax and cross-entropy", 4.0, "TestLoss"),
    a_problem("1.3", "Momentum", 4.0, "TestMomentum"),
    a_problem("1.4", "Dropout", 3.0, "TestDropout"),
    a_problem("training", "Training beside the reference", 0.0, "TestTraining"),
)
CURVES = ("loss", "accuracy")
CHECKS = (
    a_check(
        "linear_map_forward", problem="1.2a", points=2.0, title="LinearMap.forward returns Wx + b.",
        hint="Equation (1): samples are the columns of x, and b is added to each of them.",
    ),
    a_check("linear_map_forward_hidden", problem="1.2a", points=2.0, title="LinearMap.forward returns Wx + b."),
    a_check(
        "linear_map_accumulates", problem="1.2a", points=2.0, title="LinearMap.backward adds to the gradients it has.",
        hint="Two calls of backward without zerograd between them leave the sum of both gradients.",
    ),
    a_check("relu_backward", problem="1.2b", points=1.5, title="ReLU.backward lets the gradient through where x > 0."),
    a_check(
        "relu_at_zero_hidden", problem="1.2b", points=1.5, title="ReLU.backward is 0 where x is exactly 0.",
        hint="The handout chooses 0 for the slope at the kink.",
    ),
    a_check("loss_value", problem="1.2c", points=2.0, title="The loss is the mean over the batch."),
    a_check(
        "loss_large_logits_hidden", problem="1.2c", points=2.0, title="The loss is finite for logits of ±1000.",
        hint="Subtract the largest logit of each column before you call exp.",
    ),
    a_check("momentum_three_steps", problem="1.3", points=4.0, title="Three steps of momentum move W and b."),
    a_check("dropout_training", problem="1.4", points=1.5, title="In training, dropout keeps where u > p."),
    a_check("dropout_evaluation_hidden", problem="1.4", points=1.5, title="In evaluation, dropout scales by 1 - p."),
    a_check(
        "training_plain", problem="training", points=0.0, curves=CURVES, tolerance=Tolerance(1e-3, 1e-6, 0.05),
        title="SingleLayerMLP trains for four epochs as the reference does.",
    ),
    a_check(
        "training_momentum", problem="training", points=0.0, curves=CURVES, tolerance=Tolerance(1e-3, 1e-6, 0.05),
        title="SingleLayerMLP trains with momentum as the reference does.",
        hint="If the run without momentum is right and this one is not, look at equation (13).",
    ),
)  # fmt: skip
BY_ID = {check.id: check for check in CHECKS}
ASSIGNMENT = an_assignment(
    PROBLEMS, CHECKS, title="Backpropagation by hand",
    elsewhere=(
        Elsewhere(problem="1", title="Perceptrons", points=12.0, reason="derivations.py was not handed in"),
        Elsewhere(problem="2", title="Activations", points=11.0, reason="derivations.py was not handed in"),
        Elsewhere(problem="5.2", title="Experiments", points=36.0, reason="read by a person: plots and what they show"),
    ),
    sandbox_source="def linear_map_forward(mlp, x, W, b):\n    return {'output': mlp.LinearMap(3, 2).forward(x)}\n",
)  # fmt: skip


def curves(drift_from=None):
    """Return a falling loss and a rising accuracy; from a step on, the submission's are another's."""
    steps = range(STEPS)
    loss = [2.3 / (1 + 0.12 * t) + 0.06 * ((t * 7) % 5 - 2) / (1 + 0.05 * t) for t in steps]
    accuracy = [min(1.0, (2 + t // 4) / 12) for t in steps]
    width = tuple(0.02 * (1 + 0.05 * t) for t in steps)
    drift = [0.0 if drift_from is None or t < drift_from else 0.05 * (t - drift_from + 1) for t in steps]
    departs = {"loss": drift_from, "accuracy": None if drift_from is None else drift_from + 3}
    actual = {
        "loss": [round(value + extra, 6) for value, extra in zip(loss, drift, strict=True)],
        "accuracy": [
            value if departs["accuracy"] is None or t < departs["accuracy"] else value - 0.25
            for t, value in enumerate(accuracy)
        ],
    }
    expected = {"loss": [round(value, 6) for value in loss], "accuracy": accuracy}
    return tuple(
        Curve(
            quantity=name,
            actual=tuple(actual[name]),
            expected=tuple(expected[name]),
            tolerance=width,
            departs_at=departs[name],
        )
        for name in CURVES
    )


def right(check):
    """Return the result of a check that went well."""
    return a_result(check, curves=curves() if check.curves else ())


def perfect():
    """Everything is right."""
    return a_grading(map(right, CHECKS), ASSIGNMENT)


def not_implemented():
    """The template as it was handed out: every method raises NotImplementedError."""
    results = [
        a_result(
            check,
            an_observation(
                check.id,
                Outcome.RAISED,
                exception=("NotImplementedError", "LinearMap.__init__"),
                frames=(
                    a_frame(
                        line=9,
                        function="LinearMap.__init__",
                        text='raise NotImplementedError("LinearMap.__init__")',
                    ),
                ),
            ),
            Verdict.FAILED,
            message="not implemented: LinearMap.__init__",
        )
        for check in CHECKS
    ]
    template = b"class LinearMap:\n    def __init__(self):\n        raise NotImplementedError\n"
    return a_grading(results, ASSIGNMENT, a_submission(files=(a_file(content=template),)))


def import_failed():
    """The file cannot be imported, without a wall around it."""
    results = [
        a_result(
            check,
            an_observation(
                check.id, Outcome.RAISED, during_import=True, exception=("ModuleNotFoundError", "No module named 'torch'"),
                frames=(a_frame(line=2, function="", text="import torch"),), output="loading the data …\n",
            ),
            Verdict.FAILED,
            message="while mlp.py was being imported: imports torch at mlp.py:2, which was not handed in and is not "
            "provided: use NumPy and the standard library",
        )
        for check in CHECKS
    ]  # fmt: skip
    provenance = a_provenance("bare", "no isolation, limits only")
    submission = a_submission(files=(a_file(content=b"import numpy\nimport torch\n"),))
    return a_grading(results, ASSIGNMENT, submission, provenance)


def mixed():
    """A bit of everything that goes wrong."""
    accumulates = Difference("dW", DifferenceKind.VALUES, "0.985", "3.942", 180, 180, (7, 3))
    at_zero = Difference("dx", DifferenceKind.VALUES, "0.731", "0", 3, 40, (1, 4))
    overflow = Difference(
        "loss", DifferenceKind.NOT_FINITE, "nan", "12.5", 1, 1, (), None, "does exp overflow?"
    )
    departure = Difference("loss", DifferenceKind.VALUES, "1.3915", "1.3415", 35, STEPS, (5,), 5)
    later = Difference("accuracy", DifferenceKind.VALUES, "0.083", "0.333", 32, STEPS, (8,), 8)
    failures = {
        "linear_map_accumulates": {
            "message": "dW is off in 180 of 180 places; worst at [7, 3]: 0.985, expected 3.942 (and 1 more quantity)",
            "differences": (accumulates, Difference("db", DifferenceKind.SHAPE, "(10,)", "(10, 1)")),
            "diagnosis": (
                Diagnosis(
                    id="gradient_assigned",
                    text="The second call of backward overwrites the gradient of the first.",
                    confidence="exact",
                ),
            ),
            "output": "W (10, 18)\ngradient norm 3.1\n",
            "counterexample": "the script",
        },
        "relu_at_zero_hidden": {
            "message": "dx is off in 3 of 40 places; worst at [1, 4]: 0.731, expected 0",
            "public_message": "dx is off in 3 of 40 places",
            "differences": (at_zero,),
            "output": "x = 0.0 -1.25 0.731\n",
            "counterexample": "the script of a hidden check",
        },
        "loss_large_logits_hidden": {
            "message": "loss is nan, expected finite numbers: does exp overflow?",
            "differences": (overflow,),
        },
        "momentum_three_steps": {
            "outcome": Outcome.TIMED_OUT,
            "message": "did not finish within 5 s; it was at mlp.py:58 in LinearMap.step: is there an endless loop?",
            "frames": (a_frame(line=58, function="LinearMap.step", text="while self.V.any():"),),
            "seconds": 5.01,
            "output": "step\n" * 400,
            "output_is_cut": True,
        },
        "dropout_training": {
            "outcome": Outcome.RAISED,
            "exception": ("NotImplementedError", "ReLU.forward"),
            "frames": (a_frame(line=31, function="ReLU.forward", text='raise NotImplementedError("ReLU.forward")'),),
            "message": "not implemented: ReLU.forward",
        },
        "dropout_evaluation_hidden": {
            "outcome": Outcome.RAISED,
            "exception": ("ValueError", "got 0.731 and -1.25"),
            "frames": (
                a_frame(line=40, function="ReLU.forward", text="return self._evaluate(x)"),
                a_frame(line=44, function="ReLU._evaluate", text="raise ValueError(f\"got {x[0, 0]} and {x[0, 1]}\")"),
            ),
            "message": "raised ValueError at mlp.py:44 in ReLU._evaluate: got 0.731 and -1.25",
            "public_message": "raised ValueError at mlp.py:44 in ReLU._evaluate",
        },
        "training_momentum": {
            "message": "first leaves the reference at step 5, in loss: 1.3915, expected 1.3415 (and 1 more quantity)",
            "differences": (departure, later),
            "curves": curves(drift_from=5),
        },
    }  # fmt: skip
    seen = ("outcome", "exception", "frames", "seconds", "output", "output_is_cut")
    results = []
    for check in CHECKS:
        facts = failures.get(check.id)
        if facts is None:
            results.append(right(check))
            continue
        observed = {name: facts.pop(name) for name in seen if name in facts}
        verdict = Verdict.FAILED if "outcome" in observed else Verdict.WRONG
        results.append(a_result(check, an_observation(check.id, **observed), verdict, **facts))
    note = (
        "matplotlib is not provided: it was replaced by a stand-in that does nothing, so plots are not drawn"
    )
    return a_grading(results, ASSIGNMENT, a_submission(notes=(note,)))


GRADINGS = {
    "perfect": perfect,
    "not_implemented": not_implemented,
    "import_failed": import_failed,
    "mixed": mixed,
}
