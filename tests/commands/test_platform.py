"""`python -m grader platform`, which exported folders run: whose fault it is, and that no weak sandbox is taken unasked."""

import json

import pytest

from grader import catalog, cli
from grader.errors import SandboxError
from grader.late_policy import LatePolicy
from grader.platforms import grading
from grader.platforms.answers import ANSWERS
from grader.platforms.grading import grade, packed
from grader.platforms.terms import Packed, Terms
from grader.sandbox import choose
from tests.platforms.submissions import submission

ROOT = catalog.course_root()
HOMEWORK = "dnn_a4_regression"
TEMPLATE = ROOT / "student_template" / HOMEWORK


def told(**changes):
    return Packed(**({"assignment": HOMEWORK, "sandbox": "bare", "terms": Terms()} | changes))


@pytest.fixture
def exported(monkeypatch):
    """This course, as if it were an exported folder."""
    monkeypatch.setattr("grader.commands.platform.packed", lambda root: told())


def platform(*arguments: object) -> int:
    return cli.main(["platform", *map(str, arguments)])


def test_without_a_file_for_the_results_they_are_printed_last(exported, capsys):
    assert platform("autolab", "--submission", TEMPLATE) == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert set(json.loads(last)["scores"].values()) == {0.0}


def test_trouble_of_ours_ends_with_3_and_with_a_result_where_the_platform_has_a_word_for_it(
    exported, monkeypatch, tmp_path, capsys
):
    def broken(*arguments):
        raise SandboxError("user: no more boxes")

    monkeypatch.setattr(grading.pipeline, "grade", broken)

    for name in ANSWERS:
        results = tmp_path / name
        results.write_text("of yesterday")
        assert platform(name, "--submission", TEMPLATE, "--results", results) == 3
        assert capsys.readouterr().err == "grader: user: no more boxes\n"
        assert results.exists() == (name not in ("gradescope", "autolab"))
        assert not results.exists() or "of yesterday" not in results.read_text()


def test_a_check_that_could_not_be_judged_is_trouble_of_ours(monkeypatch):
    from grader import observe, pipeline

    def half(*arguments):
        yield from list(observe.observe(*arguments))[:-4]
        raise SandboxError("no more boxes")

    monkeypatch.setattr(pipeline, "observe", half)

    attempt = grade(ROOT, told(), TEMPLATE)

    assert attempt.trouble == "4 checks could not be judged: no more boxes"


def test_auto_never_takes_the_sandbox_without_a_wall(monkeypatch):
    monkeypatch.setattr(choose, "BACKENDS", ("bare",))

    attempt = grade(ROOT, told(sandbox="auto"), TEMPLATE)

    assert attempt.trouble == (
        "no sandbox with a wall works here: install bubblewrap, or run the grader as root; "
        "`bare`, which is none, must be chosen by name"
    )
    assert attempt.report is None


def test_what_being_late_costs_is_the_policy_of_the_course(monkeypatch):
    policy = LatePolicy(points_per_day=1.0)
    monkeypatch.setattr(grading.catalog, "late_policy", lambda root, id: policy)
    reference = ROOT / "reference" / HOMEWORK

    late, early = (grade(ROOT, told(), reference, seconds) for seconds in (90_000.0, 0.0))

    assert (early.final_score, late.final_score) == (early.score, early.score - 2)
    assert late.score == early.score
    assert late.report.lateness.sentence.startswith(
        "handed in 1 day and 1 hour after it was due, so 2 points"
    )


def test_files_that_are_not_asked_for_are_not_missed_and_mistakes_are_named_all_the_same(tmp_path):
    path = submission("loss: gradient not divided by the batch", tmp_path / "work")
    packed = told(assignment="cmu_hw1_mlp", terms=Terms(files=("mlp.py",)))

    attempt = grade(ROOT, packed, path)

    assert (attempt.max_score, attempt.absent) == (24.0, ())
    assert attempt.report.notes == ()
    assert [each.reason for each in attempt.report.elsewhere if "handed in" in each.reason] == []
    assert "loss_gradient_not_divided" in {
        each.id for check in attempt.report.checks for each in check.diagnosis
    }


def test_what_was_not_handed_in_is_part_of_the_most():
    attempt = grade(ROOT, told(), TEMPLATE / "softmax.py")

    assert {each.reason for each in attempt.absent} == {
        f"{file} was not handed in" for file in ("linear_regression.py", "derivations.py")
    }
    assert attempt.max_score == pytest.approx(
        attempt.report.max_score + sum(each.points for each in attempt.absent)
    )


def test_a_folder_that_is_no_export_is_our_trouble(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))

    assert platform("junit", "--submission", TEMPLATE) == 3
    assert capsys.readouterr().err.startswith("grader: terms.json is not what `make export` writes: ")
    (tmp_path / "terms.json").write_text(json.dumps({"assignment": HOMEWORK, "sandbox": "user", "terms": {}}))
    assert packed(tmp_path) == told(sandbox="user")


def test_metadata_that_is_not_there_is_our_trouble(exported, tmp_path, capsys):
    assert platform("gradescope", "--submission", TEMPLATE, "--metadata", tmp_path / "none") == 3
    assert (
        capsys.readouterr().err == f"grader: {tmp_path / 'none'} cannot be read: No such file or directory\n"
    )


def test_an_unknown_platform_is_wrong_usage(capsys):
    assert platform("blackboard", "--submission", TEMPLATE) == 2
    assert capsys.readouterr().err == (
        f"grader: there is no platform 'blackboard': choose one of {', '.join(ANSWERS)}\n"
    )
