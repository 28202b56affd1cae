import pytest

from grader import catalog
from grader.errors import AssignmentError
from tests.toy import CHECKS, TOML, course

FILE = "assignments/toy/checks.py"
DECLARED = '@check("2", points=1, curves=("path",), x=normal(2))'


def refusal(tmp_path, before, after, text=CHECKS):
    """Return the sentence with which the toy is refused when something in it is replaced."""
    assert before in text
    changed = {"toml" if text is TOML else "checks": text.replace(before, after, 1)}
    with pytest.raises(AssignmentError) as caught:
        catalog.load(course(tmp_path, **changed), "toy")
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            '"""Scale can be repeated."""',
            "pass",
            "repeated has no docstring: students read it as the title of the check",
        ),
        ("def noise(module, x)", "def noise()", "noise takes no argument: the first is the student's module"),
        (
            "def repeated(module, n, labels)",
            "def repeated(module, n, steps, order)",
            "repeated takes n, steps and order beside the module, and its declaration gives n and labels",
        ),
        (
            "def noise(module, x)",
            "def noise(module)",
            "noise takes nothing beside the module, and its declaration gives x",
        ),
        ("constant(3)", "3", "repeated is given n=3: write n=constant(3)"),
        ("points=1.25", "points=-1", "forward is worth -1 points: give 0 or more"),
        ("wall_seconds=0.25", "wall_seconds=-2.5", "repeated has wall_seconds=-2.5: give more than 0"),
        ('@check("2"', '@check("3"', "noise is of problem 3; assignments/toy/assignment.toml has 1 and 2"),
    ],
    ids=["docstring", "no argument", "other inputs", "no inputs", "no draw", "points", "time", "problem"],
)
def test_a_declaration_that_does_not_fit_its_function_is_refused(tmp_path, before, after, sentence):
    assert refusal(tmp_path, before, after) == f"{FILE}: {sentence}"


def test_two_public_checks_of_one_function_are_refused(tmp_path):
    sentence = refusal(tmp_path, DECLARED, f"{DECLARED}\n{DECLARED}")

    assert sentence == f"{FILE} declares noise twice: a function makes one public and one hidden check"


def test_a_function_that_would_replace_another_is_refused(tmp_path):
    sentence = refusal(tmp_path, "def noise(", "def forward(")

    assert sentence == f"{FILE} defines forward twice: the second would replace the first"


def test_the_points_of_a_problem_are_those_of_its_checks(tmp_path):
    sentence = refusal(tmp_path, "points=0.75", "points=0.5")

    assert sentence == (
        "problem 1 is worth 3 points in assignments/toy/assignment.toml, "
        f"and its checks in {FILE} add up to 2.75"
    )


@pytest.mark.parametrize(
    ("before", "after", "twice"),
    [('id = "2"', 'id = "1"', "the problem 1"), ("TestNoise", "TestScale", "the test_class TestScale")],
    ids=["id", "test class"],
)
def test_problems_differ_in_their_names(tmp_path, before, after, twice):
    sentence = refusal(tmp_path, before, after, text=TOML)

    assert sentence == f"assignments/toy/assignment.toml has {twice} twice"
