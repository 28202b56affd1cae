"""What goes wrong while a class is graded: workers that end, machines that differ, sandboxes that fail. The class goes on."""

import re

import pytest

from grader import cli
from grader.batch import lane, work
from tests.batch import small_class


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return small_class.course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def grade(course, tmp_path, monkeypatch, capsys):
    """Return a function that grades alice and bob, and returns the exit code, what was printed, and what was said."""
    monkeypatch.setenv("GRADER_COURSE", str(course))
    subs = small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT, bob=small_class.WRONG)

    def run(*options):
        arguments = [subs, "--out", tmp_path / "out", "--sandbox", "bare", "--jobs", "1", *options]
        code = cli.main(["class", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out.splitlines(), small_class.heard(captured.err)

    return run


ENDED = "it ended 3 workers, or they could not answer in time: nobody knows its points"


def test_who_ends_three_workers_is_set_aside_and_the_class_goes_on(grade, tmp_path, monkeypatch):
    tries = tmp_path / "tries"
    tries.mkdir()
    with monkeypatch.context() as patch:
        body = f"""
if student == "alice":
    (Path({str(tries)!r}) / str(os.getpid())).touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""
        small_class.spoil(patch, body)
        code, printed, said = grade()

    assert (code, len([*tries.iterdir()])) == (3, 3)
    assert printed[2:4] == ["1 graded, 1 set aside", f"  set aside: alice: {ENDED}"]
    assert said == [
        f"toy: alice is set aside: {ENDED}",
        "grader: 1 could not be judged (alice): mend what is wrong, and run it with --again",
    ]
    assert not (tmp_path / "out" / "alice").exists()
    assert (tmp_path / "out" / "bob" / "report.html").is_file()

    code, printed, said = grade()
    assert (code, printed[2]) == (3, "1 graded, 1 set aside"), (
        "it is not tried again unless somebody asks for it"
    )
    code, printed, said = grade("--again")
    assert (code, printed[2], said) == (0, "2 graded", [])


@pytest.mark.slow
def test_a_worker_that_is_lost_once_costs_no_result(grade, tmp_path, monkeypatch):
    body = f"""
first = Path({str(tmp_path / "first")!r})
if student == "alice" and not first.exists():
    first.touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    small_class.spoil(monkeypatch, body)
    code, printed, said = grade()

    assert (code, printed[2], said) == (0, "2 graded", [])
    assert (tmp_path / "first").exists()


@pytest.mark.slow
def test_a_worker_that_says_nothing_is_not_waited_for(grade, monkeypatch):
    monkeypatch.setattr(work, "_GRACE_SECONDS", -118.0)
    monkeypatch.setattr(
        work, "greet", lambda *rest, _greet=work.greet: _patiently(monkeypatch, _greet, *rest)
    )
    monkeypatch.setattr(lane, "_END_SECONDS", 0.1)
    small_class.spoil(monkeypatch, 'if student == "alice":\n    __import__("time").sleep(1000)')
    code, printed, _ = grade()

    assert (code, printed[3]) == (3, f"  set aside: alice: {ENDED}")


def _patiently(monkeypatch, greet, *rest):
    """Greet with all the time that a greeting may take."""
    with monkeypatch.context() as patch:
        patch.setattr(work, "_GRACE_SECONDS", 60.0)
        return greet(*rest)


@pytest.mark.slow
def test_a_bug_of_ours_costs_one_student_and_is_named(grade, monkeypatch):
    small_class.spoil(
        monkeypatch,
        """
from grader import pipeline
graded = pipeline.grade
def grade(assignment, submission, *rest):
    if submission.name == "alice":
        raise ZeroDivisionError("nothing is divided")
    return graded(assignment, submission, *rest)
if student == "alice":
    pipeline.grade = grade
""",
    )
    code, printed, _ = grade()

    assert code == 3
    assert printed[3].startswith(
        "  set aside: alice: this is a bug of the grader, not of the submission: ZeroDivisionError('nothing is divided') at "
    )


def test_a_sandbox_that_fails_is_tried_three_times(grade, monkeypatch):
    small_class.spoil(
        monkeypatch,
        """
from grader import pipeline
from grader.errors import SandboxError
tries = []
def grade(*rest):
    tries.append(1)
    raise SandboxError(f"try {len(tries)} failed")
if student == "alice":
    pipeline.grade, kept = grade, pipeline.grade
    try:
        return answered(self, question)
    finally:
        pipeline.grade = kept
""",
    )
    code, printed, _ = grade()

    assert (code, printed[2:4]) == (3, ["1 graded, 1 set aside", "  set aside: alice: try 3 failed"])


@pytest.mark.slow
def test_a_course_that_changes_on_the_way_stops_the_run(grade, course, monkeypatch):
    extra = course / "assignments" / "toy" / "more.py"
    small_class.spoil(
        monkeypatch,
        f"""
if student == "alice" and not Path({str(extra)!r}).exists():
    Path({str(extra)!r}).touch()
    os.kill(os.getpid(), signal.SIGKILL)
""",
    )
    try:
        code, _, said = grade()
    finally:
        extra.unlink()

    assert (code, said) == (
        3,
        ["grader: the files of the assignment are not those with which the run began: run it again"],
    )


@pytest.mark.slow
def test_workers_with_another_course_or_code_grade_nothing(grade, monkeypatch):
    small_class.spoil(
        monkeypatch,
        """
if student == "alice":
    from grader.batch import grading
    grading._CODE = "0" * 64
""",
    )

    code, _, said = grade()
    assert code == 3
    assert re.fullmatch(
        r"grader: a worker has (grader .+, numpy .+, python .+) \(code 00000000\), "
        r"and the run began with \1 \(code \w{8}\)",
        said[0],
    )


def test_without_a_sandbox_nothing_begins(grade, monkeypatch):
    small_class.spoil(
        monkeypatch,
        """
from grader.sandbox.choose import Sandbox
from grader.errors import SandboxError
def box(self, extra=()):
    raise SandboxError("no sandbox works here: it is a test")
Sandbox.box = box
""",
    )

    assert grade()[0::2] == (3, ["grader: no sandbox works here: it is a test"])


def test_workers_that_cannot_be_started_end_the_run(grade, monkeypatch):
    small_class.start_with(monkeypatch, "raise SystemExit")

    assert grade()[0::2] == (3, ["grader: no worker can be started"])
