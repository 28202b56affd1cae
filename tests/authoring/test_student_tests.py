import ast
import pickle
import sys

import numpy as np
import pytest

from grader import catalog, fixtures
from grader.authoring import generate, student_tests
from grader.errors import AssignmentError
from tests.authoring.students import ANSWER, FORWARD, LAST_LINE, folder, python, run
from tests.toy import CHECKS, TOML, course

LOOP = "while True: pass"
SWALLOW = """import time
        while True:
            try:
                time.sleep(100)
            except BaseException:
                pass"""


def refusal(tmp_path, **parts):
    with pytest.raises(AssignmentError) as caught:
        student_tests.tests_py(catalog.load(course(tmp_path, **parts), "toy"))
    return str(caught.value)


def summary(done):
    """Return the last word of unittest."""
    return done.stderr.splitlines()[-1]


def test_the_answer_passes_with_every_runner(tmp_path):
    place = folder(tmp_path, ANSWER)

    assert run(place, "tests") == (0, {})
    assert run(place, "tests.TestNoise") == (0, {})
    assert python(place, "tests.py").returncode == 0
    assert " 3 passed" in python(place, "-m", "pytest", "-p", "no:cacheprovider", "tests.py").stdout


def test_the_same_message_is_shown_by_pytest(tmp_path):
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, "return x[5]"))
    done = python(place, "-m", "pytest", "-p", "no:cacheprovider", "tests.py", "-k", "forward")
    message = [line[1:].strip() for line in done.stdout.splitlines() if line.startswith("E ")]

    assert message[0] == "AssertionError: Scale.forward multiplies by the factor."
    assert message[2] == "return x[5]"
    assert "def complaint" not in done.stdout


def test_tests_run_from_any_folder_on_the_module_beside_them(tmp_path):
    place = folder(tmp_path, ANSWER)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "scale.py").write_text("1 / 0", encoding="utf-8")

    assert summary(python(elsewhere, str(place / "tests.py"))) == "OK"
    assert (
        python(elsewhere, "-m", "pytest", "-p", "no:cacheprovider", str(place / "tests.py")).returncode == 0
    )


def test_unittest_runs_the_tests_in_the_order_of_the_problems(tmp_path):
    place = folder(tmp_path, ANSWER)
    all_tests = python(place, "-m", "unittest", "-v", "tests").stderr
    chosen = python(place, "-m", "unittest", "-v", "-k", "repeated", "tests").stderr

    assert [line.split()[0] for line in all_tests.splitlines()[:3]] == [
        "test_forward",
        "test_repeated",
        "test_noise",
    ]
    assert "Ran 1 test " in chosen


def test_tests_py_needs_numpy_and_the_standard_library_alone(tmp_path):
    text = student_tests.tests_py(catalog.load(course(tmp_path), "toy"))
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports}

    assert "numpy" in names
    assert {name.partition(".")[0] for name in names} - sys.stdlib_module_names == {"numpy"}


def test_checks_are_shown_as_they_are_written_without_what_is_the_graders(tmp_path):
    text = student_tests.tests_py(catalog.load(course(tmp_path), "toy"))

    assert "FACTOR = 2.0\nSTEPS = 3\n\n\ndef scaled(module, x):" in text
    assert "return module.Scale(FACTOR).forward(x)  # a remark in a body" in text
    assert not any(word in text for word in ("points", "Worth", "hidden", "LOOSE", "@check", "from grader"))


def test_what_only_hidden_checks_need_is_left_out(tmp_path):
    checks = (
        CHECKS
        + '\n\n@check("2", points=0, hidden=True)\ndef secret(module):\n    """A secret."""\n    return {"y": 1}\n'
    )
    text = student_tests.tests_py(catalog.load(course(tmp_path, checks=checks), "toy"))

    assert "secret" not in text


def test_tolerance_time_and_curves_of_a_check_are_passed_on(tmp_path):
    text = student_tests.tests_py(catalog.load(course(tmp_path), "toy"))

    assert 'curves=(), wall_seconds=0.5, at=(), needs="", expected_by=None\n' in text
    assert 'curves=["path"],\n' in text
    assert "tolerance=Tolerance(relative=0.001, absolute=1e-08, growth_per_step=0.0),\n" in text
    assert "wall_seconds=0.25,\n" in text


def test_tests_pk_holds_the_public_values_and_no_others(tmp_path):
    assignment = catalog.load(course(tmp_path), "toy")
    list(generate.write(assignment))
    fixture = fixtures.read(assignment)
    values = pickle.loads(student_tests.tests_pk(assignment, fixture))

    assert list(values) == ["forward", "repeated", "noise"]
    np.testing.assert_array_equal(values["forward"]["expected"]["y"], fixture.expected["forward"]["y"])


def test_a_problem_without_a_public_check_is_refused(tmp_path):
    checks = CHECKS.replace('@check("2", points=1,', '@check("2", points=1, hidden=True,')

    assert (
        refusal(tmp_path, checks=checks) == "problem 2 of toy has no public check, and so TestNoise no test"
    )


def test_a_name_that_tests_py_has_for_something_else_is_refused(tmp_path):
    assert refusal(tmp_path, checks=CHECKS.replace("scaled", "difference")) == (
        "assignments/toy/checks.py defines difference, a name that tests.py has for something else: rename it"
    )


def test_one_endless_loop_costs_its_whole_time_only_once(tmp_path):
    toml = TOML.replace("check_wall_seconds = 0.5", "check_wall_seconds = 1.5")
    place = folder(
        tmp_path, ANSWER.replace(LAST_LINE, LOOP), toml=toml, checks=CHECKS.replace(", wall_seconds=0.25", "")
    )
    _, messages = run(place, "tests")

    assert "did not finish within 1.5 s;" in messages["test_forward"]
    assert "did not finish within 1 s;" in messages["test_repeated"]


def test_a_loop_that_swallows_everything_ends_the_run_with_a_sentence(tmp_path):
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, SWALLOW))
    done = python(place, "-m", "unittest", FORWARD)

    assert done.returncode == 1
    assert done.stderr == "\nstopped: a test did not finish within 0.5 s; it was at scale.py:16 in forward\n"


def test_a_loop_is_stopped_where_there_is_no_alarm(tmp_path):
    """As on Windows, in a thread other than the main one, and where pytest-timeout has set the alarm."""
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, LOOP))
    (place / "windows.py").write_text(
        'import signal, unittest\ndel signal.setitimer\nunittest.main("tests", argv=["", "TestScale.test_forward"])',
        encoding="utf-8",
    )
    done = python(place, "windows.py")

    assert summary(done) == "FAILED (failures=1)"
    assert (
        "did not finish within 0.5 s; it was at scale.py:13 in forward: is there an endless loop?"
        in done.stderr
    )


def test_the_alarm_of_another_guard_is_left_to_it(tmp_path):
    place = folder(tmp_path, ANSWER)
    (place / "guarded.py").write_text(
        "import signal, unittest\nsignal.setitimer(signal.ITIMER_REAL, 50)\n"
        'unittest.main("tests", argv=[""], exit=False)\nprint(signal.getitimer(signal.ITIMER_REAL)[0] > 1)',
        encoding="utf-8",
    )

    assert python(place, "guarded.py").stdout == "True\n"


def test_someone_with_a_debugger_may_take_their_time(tmp_path):
    slow = "import sys, time; sys.settrace(lambda *event: None); time.sleep(0.8); return self.factor * x"
    place = folder(tmp_path, ANSWER.replace(LAST_LINE, slow))

    assert run(place, FORWARD) == (0, {})


def test_a_test_cannot_spoil_the_inputs_or_the_random_numbers_of_another(tmp_path):
    checks = CHECKS.replace("np.random.seed(3)", "np.random.seed(3); x *= 1; x.sort()")
    place = folder(tmp_path, ANSWER, checks=checks)
    (place / "twice.py").write_text(
        "import random, unittest\nimport numpy as np\nrandom.seed(1); np.random.seed(1)\n"
        'for _ in range(2): unittest.main("tests", argv=[""], exit=False)\n'
        "print(random.random(), np.random.uniform())\nrandom.seed(1); np.random.seed(1)\n"
        "print(random.random(), np.random.uniform())\n",
        encoding="utf-8",
    )
    done = python(place, "twice.py")
    first, second = done.stdout.splitlines()

    assert done.stderr.count("\nOK\n") == 2
    assert first == second


def test_what_the_student_prints_is_left_alone(tmp_path):
    place = folder(tmp_path, "print('imported')\n" + ANSWER)

    assert python(place, "-m", "unittest", "tests").stdout == "imported\n"


def test_missing_values_are_named(tmp_path):
    place = folder(tmp_path, ANSWER)
    (place / "tests.pk").unlink()

    assert (
        summary(python(place, "tests.py"))
        == "FileNotFoundError: tests.pk is missing: it belongs beside tests.py"
    )


def test_the_readme_says_how_to_run_what_for_how_many_points(tmp_path):
    text = student_tests.readme(catalog.load(course(tmp_path), "toy"))

    assert text.startswith("# Scaling by hand\n\nNowhere, Homework 0\n")
    assert "    python -m unittest tests.TestScale.test_forward\n" in text
    assert "| 1 | Scale | 3 | `tests.TestScale` |\n| 2 | Noise | 1 | `tests.TestNoise` |\n" in text
    assert "    Scale.forward multiplies by the factor.\n" in text
    assert "did not finish within 0.5 s" in text
    assert "$" not in text
