"""`pytest --submission`: an item for each check, with the verdicts and the sentences of the report."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

# What is loaded before pytester begins stays loaded between its runs.
import grader.pytest_plugin.checks  # noqa: F401
from grader import catalog, fixtures, pipeline, submission
from grader.errors import SandboxError
from grader.records import Observation, Outcome, Verdict
from grader.sandbox.choose import Sandbox

pytest_plugins = "pytester"

ROOT = catalog.course_root()
ID = "dnn_a4_regression"
FOLDER = f"assignments/{ID}"


@pytest.fixture
def run(pytester, monkeypatch):
    """Return what runs pytest in a course, with a softmax.py in which the gradient has a wrong sign in one place."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    for folder in (FOLDER, f"reference/{ID}"):
        shutil.copytree(ROOT / folder, pytester.path / folder)
    reference = (ROOT / "reference" / ID / "softmax.py").read_text(encoding="utf-8")
    (pytester.path / "softmax.py").write_text(reference.replace("gradient[y] -= 1", "gradient[y] += 1"))
    (pytester.path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n")

    def run(*arguments, path="softmax.py", sandbox="bare", inline=False):
        ours = ["--submission", path, "--submission-sandbox", sandbox]
        plugins = ["-p", "grader.pytest_plugin", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
        start = pytester.inline_run if inline else pytester.runpytest_inprocess
        return start(*plugins, *(ours if path else []), *arguments)

    return run


def refused(result) -> str:
    """Return the one sentence of a run that was refused."""
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (line,) = [line for line in result.outlines + result.errlines if line.startswith("ERROR: ")]
    return line.removeprefix("ERROR: ")


def test_there_is_an_item_for_each_check_of_what_was_handed_in(run):
    result = run(FOLDER, "--collect-only", "-q")

    whole = catalog.scoped(catalog.load(ROOT, ID), ("softmax.py",))
    listed = [line for line in result.outlines if "::" in line]
    assert listed == [f"{FOLDER}/checks.py::{check.problem}::{check.id}" for check in whole.checks]


def test_the_verdicts_are_those_of_the_grader(run, pytester):
    path = pytester.path / "softmax.py"

    passed, _, failed = run(FOLDER, inline=True).listoutcomes()

    whole = catalog.load(ROOT, ID)
    handed_in = submission.read(path, whole)
    scoped = catalog.scoped(whole, handed_in.modules)
    with Sandbox("bare") as sandbox:
        results = pipeline.grade(scoped, handed_in, fixtures.read(scoped), sandbox).results
    shown = {report.nodeid.rpartition("::")[2]: report.passed for report in (*passed, *failed)}
    assert shown == {result.check.id: result.verdict is Verdict.RIGHT for result in results}
    assert failed != []


def test_a_failure_is_told_as_in_the_report_and_counts_as_one_in_junit(run, pytester):
    result = run(FOLDER, "-m", "2c and public", "--junitxml", "junit.xml", "-x")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "____ 2c gradient ____" in result.stdout.str()
    result.stdout.fnmatch_lines(
        [
            "  * wrong: grad_softmax_crossentropy returns the derivative of the loss with",
            "      gradient is off in 1 of * places; worst at *: *, expected",
            "      What to try: It is what you found in 2a: a vector as long as the logits.",
            "      Known mistake: The class's component of the gradient has the wrong sign in",
            "NO ISOLATION: sandbox bare, *",
        ]
    )
    assert re.search(r"Traceback|\.py:\d", result.stdout.str().partition("warnings summary")[0]) is None
    case = ET.parse(pytester.path / "junit.xml").find(".//testcase[failure]")
    assert case.get("name") == "gradient"
    assert case.find("failure").get("message").startswith("wrong: gradient is off in 1 of ")


def test_of_a_hidden_check_the_values_are_for_the_staff(run):
    node = f"{FOLDER}/checks.py::2c::gradient_hidden"

    as_student, as_staff = run(node).stdout.str(), run(node, "--submission-staff").stdout.str()

    assert "gradient is off in 1 of 3 places\n" in as_student
    assert "worst at" not in as_student
    assert "gradient is off in 1 of 3 places; worst at [0]: " in as_staff


def test_markers_choose_by_visibility(run):
    shown = catalog.scoped(catalog.load(ROOT, ID), ("softmax.py",)).checks
    public = [check for check in shown if check.visibility.value == "public"]

    listed = run(FOLDER, "--collect-only", "-q", "-m", "public").outlines

    assert sum("::" in line for line in listed) == len(public) < len(shown)


def test_our_trouble_is_an_error_and_no_failure(run, monkeypatch):
    def no_boxes(*arguments):
        raise SandboxError("no more boxes")

    monkeypatch.setattr(pipeline, "observe", no_boxes)

    result = run(FOLDER, "-k", "softmax_values")

    result.assert_outcomes(errors=2, deselected=result.parseoutcomes()["deselected"])
    assert result.outlines.count("no more boxes") == 2


def test_a_single_check_that_could_not_be_judged_is_an_error(run, monkeypatch):
    def broken(assignment, *rest):
        yield from (Observation(check="softmax_values", outcome=Outcome.NOT_RUN, our_fault="it rained"),)

    monkeypatch.setattr(pipeline, "observe", broken)

    result = run(f"{FOLDER}/checks.py::2b::softmax_values")

    result.assert_outcomes(errors=1)
    assert "could not be judged: it rained" in result.outlines


def test_a_check_that_needs_an_absent_package_is_an_error_too_since_nobody_judged_it(run, monkeypatch):
    def lacking(assignment, *rest):
        yield Observation(check="softmax_values", outcome=Outcome.NOT_RUN, lacks="torch")

    monkeypatch.setattr(pipeline, "observe", lacking)

    result = run(f"{FOLDER}/checks.py::2b::softmax_values")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("*it needs PyTorch, which is not installed where this was graded")


def test_a_file_that_cannot_be_graded_is_one_sentence(run, pytester):
    (pytester.path / "softmax.py").write_text("def (:\n")

    result = run(FOLDER)

    result.assert_outcomes(errors=1)
    assert "softmax.py is not valid Python 3 at line 1: invalid syntax" in result.outlines


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"path": "gone.py"}, "--submission: there is no file or folder *gone.py"),
        (
            {"sandbox": "docker"},
            "--submission-sandbox: there is no sandbox 'docker': choose one of auto, bubblewrap, user, bare",
        ),
    ],
)
def test_an_option_that_makes_no_sense_is_one_sentence(run, arguments, sentence):
    result = run(FOLDER, **arguments)

    refused(result)
    result.stderr.fnmatch_lines(f"ERROR: {sentence}")


def test_without_a_check_among_the_paths_nothing_is_green(run, pytester):
    (pytester.path / "test_mine.py").write_text("def test_mine():\n    pass\n")

    assert refused(run("test_mine.py")) == (
        "--submission: no check is among the paths: name the assignment's folder, as in assignments/ID"
    )


def test_side_by_side_is_refused(run):
    assert refused(run(FOLDER, "-n", "2")) == (
        "--submission runs all checks in one sandbox, not side by side: leave out -n"
    )


def test_how_to_show_a_submission_says_nothing_without_one(run):
    assert refused(run(FOLDER, "--submission-staff", path="")) == (
        "--submission-staff says how to show a submission: name one with --submission"
    )


def test_of_several_assignments_that_of_the_submission_is_collected(run, pytester):
    other = "assignments/wpi_hw3_softmax"
    shutil.copytree(ROOT / other, pytester.path / other)
    (pytester.path / "linear_regression.py").write_bytes(
        (ROOT / "reference" / ID / "linear_regression.py").read_bytes()
    )

    listed = run("assignments", "--collect-only", "-q", path="linear_regression.py").outlines

    assert {line.split("/")[1] for line in listed if "::" in line} == {ID}


def test_without_a_submission_nothing_of_ours_is_collected_or_loaded():
    script = (
        "import sys, pytest\n"
        f"code = pytest.main(['-q', '--rootdir', {str(ROOT)!r}, '-p', 'grader.pytest_plugin', "
        f"'-p', 'no:cacheprovider', {str(ROOT / FOLDER)!r}])\n"
        "print(int(code), sorted(name for name in sys.modules if name.startswith(('grader', 'numpy'))))\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "-c /dev/null"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert (
        said.splitlines()[-1]
        == f"{int(pytest.ExitCode.NO_TESTS_COLLECTED)} ['grader', 'grader.pytest_plugin']"
    )
