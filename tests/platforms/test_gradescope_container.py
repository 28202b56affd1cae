"""The zip in a copy of Gradescope's layout: what is set up, what is closed, and what happens when something goes wrong."""

import shutil

import pytest

from grader import catalog
from tests.platforms import container, schemas
from tests.platforms.layouts import HOMEWORK, METADATA, Gradescope, layout

pytestmark = [pytest.mark.needs_root, pytest.mark.needs_bubblewrap]
ROOT = catalog.course_root()
TEMPLATE = ROOT / "student_template" / HOMEWORK / "mlp.py"
FIXTURE = f"assignments/{HOMEWORK}/fixtures/hidden.pk"


@pytest.fixture(scope="module")
def gradescope(tmp_path_factory) -> Gradescope:
    return layout("gradescope", tmp_path_factory.mktemp("gradescope"), attempts=2, files=["mlp.py"])


def as_somebody_else(gradescope: Gradescope, *command: str):
    return gradescope.run("setpriv", "--reuid=20001", "--regid=20001", "--clear-groups", *command)


def test_setting_up_installs_pinned_packages_and_nothing_else(gradescope):
    assert gradescope.asked() == [
        "-m pip install --no-cache-dir --disable-pip-version-check --only-binary :all: "
        "--requirement /autograder/source/requirements.txt --constraint /autograder/source/constraints.txt"
    ]
    source = gradescope.autograder / "source"
    assert (source / "requirements.txt").read_text() == (
        'numpy\nmsgspec\nmarkupsafe\ntomli; python_version < "3.11"\n'
    )
    assert (source / "constraints.txt").read_bytes() == (ROOT / "constraints.txt").read_bytes()


def test_without_a_python_that_is_new_enough_setting_up_says_which_base_to_take(gradescope, tmp_path):
    tools = container.tools(tmp_path / "tools")
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")

    run = container.contained(
        tools, {"/autograder": gradescope.autograder}, "/autograder", "/autograder/source/setup.sh"
    )

    assert run.returncode == 1
    assert run.stderr == "The grader needs Python 3.10 or newer: choose Ubuntu 22.04 as the base image.\n"
    assert (tools / "asked").read_text().splitlines() == [
        "apt-get update",
        "apt-get install --yes --no-install-recommends python3 python3-venv",
    ]


def test_what_a_submission_must_not_read_is_for_root_alone(gradescope):
    gradescope.hand_in(TEMPLATE)

    for path in (
        *(
            f"source/{FIXTURE}",
            f"source/reference/{HOMEWORK}/mlp.py",
            "source/terms.json",
            "submission_metadata.json",
        ),
        *("results/results.json", "submission/mlp.py"),
    ):
        assert gradescope.run("test", "-r", f"/autograder/{path}").returncode == 0
        read = as_somebody_else(gradescope, "cat", f"/autograder/{path}")
        assert read.stderr == f"cat: /autograder/{path}: Permission denied\n"


def test_an_unreadable_file_gets_no_points_and_the_reason(gradescope, tmp_path):
    (tmp_path / "mlp.py").write_text("def (:\n", encoding="utf-8")

    came = gradescope.hand_in(tmp_path / "mlp.py")

    results = schemas.read(schemas.msgspec.json.encode(came.results), schemas.Gradescope)
    assert (came.run.returncode, results.score) == (0, 0.0)
    assert "This could not be graded: mlp.py is not valid Python 3 at line 1" in results.output
    assert results.tests[0].max_score == 24.0


def test_trouble_of_ours_leaves_no_results_so_that_gradescope_says_that_the_autograder_failed(gradescope):
    fixture = gradescope.autograder / "source" / FIXTURE
    shutil.move(fixture, gradescope.place / "hidden.pk")

    came = gradescope.hand_in(TEMPLATE)
    shutil.move(gradescope.place / "hidden.pk", fixture)

    assert (came.run.returncode, came.results) == (3, None)
    assert came.run.stderr == f"grader: {FIXTURE} is missing: run `make fixtures HW={HOMEWORK}`\n"


def test_results_from_before_are_not_taken_for_those_of_a_run_that_failed(gradescope):
    results = gradescope.autograder / "results" / "results.json"
    results.write_text('{"score": 24}', encoding="utf-8")
    (gradescope.autograder / "submission_metadata.json").write_text("{", encoding="utf-8")

    run = gradescope.run("/autograder/run_autograder")

    assert run.returncode == 3
    assert run.stderr.startswith("grader: submission_metadata.json is not as Gradescope documents it: ")
    assert not results.exists()


def test_an_attempt_too_many_is_not_graded(gradescope, monkeypatch):
    earlier = [
        {"submission_time": METADATA["created_at"], "score": score, "autograder_error": False}
        for score in (4, 6)
    ]
    monkeypatch.setattr(gradescope, "metadata", METADATA | {"previous_submissions": earlier})

    came = gradescope.hand_in(ROOT / "reference" / HOMEWORK / "mlp.py")

    assert (came.score, came.results["tests"]) == (6.0, [])
    assert came.run.stdout == ""
