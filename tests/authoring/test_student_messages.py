"""What a student reads at home, word for word."""

import pytest

from grader import catalog, instances
from grader.compare import Tolerance, difference, sentence
from tests.authoring.students import ANSWER, FORWARD, LAST_LINE, folder, messages, python
from tests.toy import CHECKS, TOML

TITLE = "Scale.forward multiplies by the factor."
HINT = "Hint: Is the factor 0.5 or 2? Look at equation (1)."


def told(*lines):
    return "\n  ".join([TITLE, *lines, HINT])


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("return (self.factor * x).T", ["y has shape (3, 2), expected (2, 3): did you transpose?"]),
        (
            "self.factor * x",
            [
                "y is None, expected an array of shape (2, 3): is it implemented, or is the return statement missing?"
            ],
        ),
        (
            "return np.array([None])",
            [
                "y is an ndarray of object, expected an array of shape (2, 3): "
                "are its rows of different lengths?"
            ],
        ),
        (
            "return x[5]",
            [
                "raised IndexError at scale.py:13 in forward: index 5 is out of bounds for axis 0 with size 2",
                "    return x[5]",
            ],
        ),
        ("raise KeyError", ["raised KeyError at scale.py:13 in forward", "    raise KeyError"]),
        (
            "raise SystemExit(3)",
            ["called sys.exit at scale.py:13 in forward: leave that call out", "    raise SystemExit(3)"],
        ),
        (
            "return self.forward(x)",
            ["called itself without end at scale.py:13 in forward", "    return self.forward(x)"],
        ),
        (
            "while True: pass",
            ["did not finish within 0.5 s; it was at scale.py:13 in forward: is there an endless loop?"],
        ),
    ],
    ids=["shape", "None", "objects", "raises", "no text", "exit", "recursion", "loop"],
)
def test_an_answer_that_is_not_right_is_told_what_it_is(tmp_path, line, lines):
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, line))

    assert messages(place, FORWARD) == {"test_forward": told(*lines)}


def test_a_wrong_number_is_told_as_the_grader_tells_it(tmp_path):
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, "return self.factor * x + (x == x[0, 1])"))
    given = instances.draw(catalog.load(tmp_path / "course", "toy"))["forward"]["x"]
    found = difference("y", 2 * given + (given == given[0, 1]), 2 * given, Tolerance(1e-6))

    assert messages(place, FORWARD) == {"test_forward": told(sentence(found))}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('raise NotImplementedError("Scale.forward")', "not implemented: Scale.forward"),
        ("raise NotImplementedError", "not implemented: forward"),
        ('raise NotImplementedError("later, perhaps")', "not implemented: forward"),
    ],
    ids=["as in the template", "without text", "with another text"],
)
def test_what_is_not_implemented_is_one_line(tmp_path, line, message):
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, line))

    assert messages(place, FORWARD) == {"test_forward": message}


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("class Scale", "class Scales", "scale.py defines no Scale"),
        ("def forward", "def forwards", "Scale defines no forward"),
        (
            "factor=2",
            "",
            "Scale.__init__ does not take the arguments that the handout gives it: "
            "it takes 1 positional argument but 2 were given",
        ),
        (
            "def forward(self, x)",
            "def forward(self, x, y)",
            "Scale.forward does not take the arguments that the handout gives it: "
            "it is missing 1 required positional argument: 'y'",
        ),
    ],
    ids=["class", "method", "arguments", "one argument more"],
)
def test_what_does_not_fit_the_handout_is_named(tmp_path, before, after, line):
    place = folder(tmp_path, ANSWER.replace(before, after, 1))

    assert messages(place, FORWARD) == {"test_forward": told(line)}


@pytest.mark.parametrize(
    ("returned", "line"),
    [
        (
            "None",
            "returned None where the check needs a result: is it implemented, or is a return statement missing?",
        ),
        (
            "'a'",
            'returned what the check cannot use (TypeError): can only concatenate str (not "int") to str',
        ),
    ],
    ids=["None", "text"],
)
def test_a_result_that_a_check_cannot_work_with_is_told(tmp_path, returned, line):
    checks = CHECKS.replace('{"y": scaled(module, x)}', '{"y": scaled(module, x) + 0}')
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, f"return {returned}"), checks=checks)

    assert messages(place, FORWARD) == {"test_forward": told(line)}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "scale.py is missing: it belongs beside tests.py, in {place}"),
        (
            "def f(x):\n    return (x\n",
            "scale.py is not Python yet: '(' was never closed at scale.py:2: return (x",
        ),
        (
            "import numpy\nimport no_such_thing\n",
            "scale.py imports no_such_thing at scale.py:2, which is not installed here: "
            "use NumPy and the standard library",
        ),
        (
            "X = [1]\nY = X[2]\n",
            "scale.py cannot be imported: it raised IndexError at scale.py:2: list index out of range: Y = X[2]",
        ),
        (
            "while True:\n    pass\n",
            "importing scale.py did not finish within 0.4 s; it was at scale.py:{line}: "
            'does training code stand outside of `if __name__ == "__main__":`?',
        ),
    ],
    ids=["missing", "syntax", "absent module", "raises", "endless"],
)
def test_a_module_that_cannot_be_imported_is_one_line_in_each_test(tmp_path, answer, message):
    place = folder(tmp_path, answer, toml=TOML.replace("[limits]", "[limits]\nimport_wall_seconds = 0.4"))
    told_by = messages(place)
    wanted = {message.format(place=place, line=line) for line in (1, 2)}

    assert list(told_by) == ["test_forward", "test_repeated", "test_noise"]
    assert len({*told_by.values()}) == 1
    assert {*told_by.values()} <= wanted


def test_of_many_quantities_the_most_telling_come_first(tmp_path):
    ys = '{**{f"y{i}": scaled(module, x) for i in range(4)}, "z": scaled(module, x[:1])}'
    place = folder(
        tmp_path,
        ANSWER.replace(LAST_LINE, "return x[0] if len(x) == 1 else 0 * x"),
        checks=CHECKS.replace('{"y": scaled(module, x)}', ys),
    )
    lines = messages(place, FORWARD)["test_forward"].splitlines()

    assert lines[1] == "  z has shape (3,), expected (1, 3): keep the axis of length 1, as keepdims=True does"
    assert [line.split()[0] for line in lines[2:4]] == ["y0", "y1"]
    assert lines[4:] == ["  ... and 2 more", f"  {HINT}"]


def test_a_message_is_free_of_tracebacks(tmp_path):
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, "return x[5]"))
    run = python(place, "-m", "unittest", FORWARD)

    assert "Traceback" not in run.stderr
    assert "tests.py" not in run.stderr


def test_the_template_says_of_every_test_what_is_not_implemented(tmp_path):
    place = folder(tmp_path, None)
    template = tmp_path / "course" / "student_template" / "toy" / "scale.py"
    (place / "scale.py").write_bytes(template.read_bytes())

    assert messages(place) == {
        "test_forward": "not implemented: Scale.__init__",
        "test_repeated": "not implemented: Scale.__init__",
        "test_noise": "not implemented: noisy",
    }


def test_numbers_that_are_right_within_the_tolerance_pass(tmp_path):
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, "return np.float32(self.factor) * np.float32(x)"))

    assert messages(place) == {}
