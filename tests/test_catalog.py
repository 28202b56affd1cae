import ast
from pathlib import Path

import numpy as np
import pytest

from grader import catalog
from grader.compare import Tolerance
from grader.errors import AssignmentError, UsageError
from grader.records import Problem, Visibility
from tests.toy import CHECKS, REFERENCE, TOML, course


def test_an_assignment_is_read_from_its_folder(tmp_path):
    assignment = catalog.load(course(tmp_path), "toy")

    assert (assignment.id, assignment.title, assignment.files) == ("toy", "Scaling by hand", ("scale.py",))
    assert assignment.source == "Nowhere, Homework 0"
    assert (assignment.allowed_modules, assignment.stand_ins) == (("numpy",), ("matplotlib",))
    assert assignment.problems[1] == Problem(id="2", title="Noise", points=1.0, test_class="TestNoise")
    assert assignment.limits.check_wall_seconds == 0.5
    assert assignment.folder == tmp_path / "assignments" / "toy"


def test_checks_come_in_the_order_in_which_one_reads_them(tmp_path):
    checks = catalog.load(course(tmp_path), "toy").checks

    assert [check.id for check in checks] == ["forward", "forward_hidden", "repeated", "noise"]
    assert [check.function for check in checks] == ["forward", "forward", "repeated", "noise"]
    assert [check.points for check in checks] == [1.25, 0.75, 1.0, 1.0]
    assert [check.visibility for check in checks].count(Visibility.HIDDEN) == 1


def test_the_docstring_gives_title_and_hint(tmp_path):
    check = catalog.load(course(tmp_path), "toy").checks[0]

    assert check.title == "Scale.forward multiplies by the factor."
    assert check.hint == "Is the factor 0.5 or 2? Look at equation (1)."


def test_a_check_has_its_own_tolerance_and_time_or_those_of_the_assignment(tmp_path):
    forward, _, repeated, noise = catalog.load(course(tmp_path), "toy").checks

    assert (forward.tolerance, forward.wall_seconds) == (Tolerance(1e-6), 0.5)
    assert (repeated.tolerance, repeated.wall_seconds) == (Tolerance(1e-3), 0.25)
    assert (forward.curves, noise.curves) == ((), ("path",))


def test_inputs_are_told_in_words_and_drawn_by_functions(tmp_path):
    assignment = catalog.load(course(tmp_path), "toy")
    draw = catalog.draws(assignment)["repeated"]["n"]

    assert assignment.checks[2].given == {"n": "constant 3", "labels": "integers(2,) from 0 to 4"}
    assert draw.function(np.random.default_rng(1)) == 3


def test_no_points_and_nothing_of_the_grader_enter_the_sandbox(tmp_path):
    source = catalog.load(course(tmp_path), "toy").sandbox_source
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}

    assert [
        word for word in ("points", "0.75", "1.25", "hidden", "@", "grader", "Worth") if word in source
    ] == []
    assert not names & {"check", "normal", "Tolerance", "LOOSE"}


def test_check_functions_run_as_they_do_in_the_sandbox(tmp_path):
    assignment = catalog.load(course(tmp_path), "toy")
    forward = catalog.check_functions(assignment)["forward"]

    assert forward(catalog.reference_module(assignment, "scale.py"), x=3.0) == {"y": 6.0}


def test_a_check_that_needs_the_grader_cannot_run_in_the_sandbox(tmp_path):
    checks = CHECKS.replace("def scaled(module, x):", "def scaled(module, x=normal(2)):")
    assignment = catalog.load(course(tmp_path, checks=checks), "toy")

    with pytest.raises(AssignmentError) as refusal:
        catalog.check_functions(assignment)

    assert str(refusal.value) == (
        "assignments/toy/checks.py does not run as it does in the sandbox, without decorators and without grader: "
        "NameError: name 'normal' is not defined"
    )


def test_an_unknown_assignment_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError) as refusal:
        catalog.load(course(tmp_path), "../toy")

    assert str(refusal.value) == "HW=../toy is unknown: assignments/ holds toy"


def test_a_folder_is_an_assignment_if_it_holds_an_assignment_toml(tmp_path):
    course(tmp_path, id="b")
    course(tmp_path, id="a")
    (tmp_path / "assignments" / "notes").mkdir()

    assert catalog.assignment_ids(tmp_path) == ["a", "b"]
    assert catalog.assignment_ids(tmp_path / "nowhere") == []


def test_the_course_is_where_the_environment_says_or_around_the_grader(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    named = catalog.course_root()
    monkeypatch.delenv("GRADER_COURSE")

    assert named == tmp_path.resolve()
    assert (catalog.course_root() / "grader" / "catalog.py").is_file()


def test_the_file_name_tells_the_assignment_where_it_is_unique(tmp_path):
    course(tmp_path, id="other", toml=TOML.replace("scale.py", "other.py"))

    assert catalog.infer(course(tmp_path), Path("scale.py")) == "toy"


def test_a_file_name_that_no_assignment_asks_for_is_wrong_usage(tmp_path):
    course(tmp_path, id="other", toml=TOML.replace("scale.py", "other.py"))

    (tmp_path / "mlp.py").write_text("")

    with pytest.raises(UsageError) as refusal:
        catalog.infer(course(tmp_path), tmp_path / "mlp.py")

    assert str(refusal.value) == (
        "no assignment asks for a file named mlp.py: choose one with HW= (assignments/ holds other, toy)"
    )


def test_a_file_that_is_not_there_is_wrong_usage_whatever_its_name(tmp_path):
    course(tmp_path, id="other", toml=TOML.replace("scale.py", "other.py"))

    with pytest.raises(UsageError, match=r"^there is no file or folder nowhere/mlp.py$"):
        catalog.infer(course(tmp_path), Path("nowhere/mlp.py"))


def test_a_name_that_resembles_that_of_one_assignment_is_enough(tmp_path):
    course(tmp_path, id="other", toml=TOML.replace("scale.py", "other.py"))

    assert catalog.infer(course(tmp_path), Path("alice-Scale.py")) == "toy"


def test_a_folder_is_for_the_assignment_whose_file_it_holds(tmp_path):
    course(tmp_path, id="other", toml=TOML.replace("scale.py", "other.py"))
    handed_in = tmp_path / "alice"
    handed_in.mkdir()
    (handed_in / "scale.py").touch()

    assert catalog.infer(course(tmp_path), handed_in) == "toy"


def test_where_there_is_one_assignment_any_file_is_for_that_one(tmp_path):
    assert catalog.infer(course(tmp_path), Path("alice.py")) == "toy"


def test_a_file_name_of_two_assignments_is_wrong_usage(tmp_path):
    course(tmp_path, id="other")

    with pytest.raises(UsageError) as refusal:
        catalog.infer(course(tmp_path), Path("scale.py"))

    assert str(refusal.value) == "scale.py may be handed in for other and for toy: choose one with HW="


@pytest.mark.parametrize(
    ("checks", "sentence"),
    [
        (None, "assignments/toy/checks.py is missing: it says what is checked"),
        ("\n1 +", "assignments/toy/checks.py is not Python: invalid syntax (checks.py, line 2)"),
        ("raise KeyError(3)", "assignments/toy/checks.py does not run: KeyError: 3"),
    ],
    ids=["missing", "not Python", "raises"],
)
def test_a_checks_file_that_does_not_run_is_our_trouble(tmp_path, checks, sentence):
    with pytest.raises(AssignmentError) as refusal:
        catalog.load(course(tmp_path, checks=checks), "toy")

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        (None, "reference/toy/scale.py is missing: what is expected comes from it"),
        (
            REFERENCE + "\n1 / 0",
            "reference/toy/scale.py cannot be imported: ZeroDivisionError: division by zero",
        ),
    ],
    ids=["missing", "raises"],
)
def test_a_reference_that_cannot_be_imported_is_our_trouble(tmp_path, reference, sentence):
    assignment = catalog.load(course(tmp_path, reference=reference), "toy")

    with pytest.raises(AssignmentError) as refusal:
        catalog.reference_module(assignment, "scale.py")

    assert str(refusal.value) == sentence
