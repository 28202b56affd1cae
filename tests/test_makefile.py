"""What each target calls, and that what a person types reaches it untouched."""

import re
from pathlib import Path

import pytest

from tests.fresh_clone import ROOT, Make


@pytest.fixture
def fresh_make(tmp_path: Path) -> Make:
    return Make(tmp_path)


@pytest.fixture
def make(fresh_make: Make) -> Make:
    """A make whose .venv is there, as a first call would have left it."""
    return fresh_make.settle()


def test_make_alone_lists_every_target_with_its_sentence(make):
    run = make()

    documented = re.findall(r"^([a-z-]+):.*## (.*)", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert run.code == 0
    assert [tuple(line.split(maxsplit=2)[1:]) for line in run.stdout.splitlines()] == documented
    assert run.calls == []


@pytest.mark.parametrize(
    "target",
    [
        "grade",
        "notebook",
        "try",
        "new",
        "fixtures",
        "handout",
        "verify",
        "experiments",
        "test",
        "test-slow",
        "test-all",
        "check",
        "lint",
        "types",
        "format",
    ],
)
def test_a_target_calls_the_interpreter_of_the_venv_and_installs_nothing_again(make, target):
    run = make(target, "SUB=student_template/hw1", "HW=hw1", "REPORT=out")

    assert (run.code, run.stderr) == (0, "")
    assert run.calls != []
    assert {arguments[1] for arguments in run.arguments} <= {
        *("grader", "unittest", "pytest"),
        *("ruff", "codespell_lib", "mypy"),
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["grade"], "SUB is missing: name the file or folder to grade (make grade SUB=path/to/mlp.py)"),
        (
            ["grade", "SUB="],
            "SUB is missing: name the file or folder to grade (make grade SUB=path/to/mlp.py)",
        ),
        (
            ["class", "OUT=graded"],
            "SUBS is missing: name the folder of what was handed in (make class SUBS=downloads OUT=graded)",
        ),
        (
            ["class", "SUBS=downloads"],
            "OUT is missing: name the folder for reports and grades (make class SUBS=downloads OUT=graded)",
        ),
        (
            ["notebook"],
            "REPORT is missing: name a report.json or a folder that holds some (make notebook REPORT=out)",
        ),
        (["new"], "HW is missing: name the homework to make (make new HW=hw5_convolution)"),
        (["try"], "HW is missing: name the assignment to try (make try HW=hw1)"),
        (["export"], "HW is missing: name the assignment to export (make export HW=id TO=gradescope)"),
        (["export", "HW=hw1"], "TO is missing: name the platform (make export HW=hw1 TO=gradescope)"),
        (
            ["try", "HW=hw1", "WATCH=1"],
            "SUB is missing: name the file or folder to watch (make try HW=id SUB=path/to/mlp.py WATCH=1)",
        ),
    ],
    ids=[
        "no SUB",
        "empty SUB",
        "no SUBS",
        "no OUT",
        "no REPORT",
        "no HW for new",
        "no HW",
        "no HW to export",
        "no TO",
        "no watch",
    ],
)
def test_a_missing_value_is_one_sentence_before_anything_is_installed(fresh_make, arguments, sentence):
    run = fresh_make(*arguments)

    assert run.code == 2
    assert re.sub(r"^Makefile:\d+: ", "", run.stderr) == f"*** {sentence}.  Stop.\n"
    assert run.calls == []


NAMES = {
    "spaces": "homework of Ann/my mlp.py",
    "quotes": """it's "mine".py""",
    "shell": "a;touch gone;$(touch gone)`touch gone`.py",
    "dollars": "$HOME $$ $(HOME) $(shell touch gone).py",
    "dash": "--hw.py",
    "letters": "Übung 1 – λ.py",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_name_of_a_submission_reaches_the_grader_as_typed(make, name):
    run = make("grade", f"SUB={name}", "OUT=my reports", "HW=$x y", "SANDBOX=bare")

    options = ["--hw", "$x y", "--out", "my reports", "--sandbox", "bare"]
    assert run.arguments == [["-m", "grader", "grade", *options, "--", name]]
    assert not (make.course / "gone").exists()


def test_all_that_a_class_may_be_told_reaches_the_grader_as_typed(make):
    assert make("class", "SUBS=a b", "OUT=$c d").arguments == [
        ["-m", "grader", "class", "--out", "$c d", "--", "a b"]
    ]
    values = {"HW": "h w", "ROSTER": "r $o.csv", "CANVAS": "c v.csv", "JOBS": "3", "SCHEDULER": "tcp://a:1"}
    values |= {"KEY": "k y", "SANDBOX": "bare"}
    switches = dict.fromkeys(("PREVIEW", "DRY_RUN", "AGAIN", "PSEUDONYMS"), "1")
    said = [f"{name}={value}" for name, value in {"SUBS": "--a b", "OUT": "o", **values, **switches}.items()]

    (arguments,) = make("class", *said).arguments
    expected = ["--out", "o", "--preview", "--dry-run", "--again", "--pseudonyms"]
    expected += [word for name, value in values.items() for word in (f"--{name.lower()}", value)]
    assert arguments[:3] == ["-m", "grader", "class"]
    assert arguments[-2:] == ["--", "--a b"]
    assert sorted(arguments[3:-2]) == sorted(expected)


def test_a_value_may_also_come_from_the_environment(make):
    run = make("grade", SUB="a $b.py")

    assert run.arguments == [["-m", "grader", "grade", "--", "a $b.py"]]


def test_the_code_of_the_grader_is_told_in_the_line_of_make(make):
    run = make("grade", "SUB=mlp.py", EXIT="grader:3")

    assert run.code == 2
    assert run.said == ["grader is not to be had here"]
    assert re.fullmatch(r"make: \*\*\* \[Makefile:\d+: grade\] Error 3", run.stderr.splitlines()[-1])


def test_fixtures_verify_and_audit_ask_for_one_assignment_or_for_all(make):
    assert make("fixtures").arguments == [["-m", "grader", "fixtures"]]
    assert make("fixtures", "HW=a b").arguments == [["-m", "grader", "fixtures", "--hw", "a b"]]
    assert make("verify").arguments == [["-m", "grader", "verify"]]
    assert make("verify", "HW=a b").arguments == [["-m", "grader", "verify", "--hw", "a b"]]
    assert make("audit").arguments == [["-m", "grader", "audit"]]
    assert make("audit", "HW=a b").arguments == [["-m", "grader", "audit", "--hw", "a b"]]
    assert make("audit", "OUT=a b").arguments == [["-m", "grader", "audit", "--out", "a b"]]


def test_bench_asks_for_one_topic_or_for_all_and_says_where_other_graders_go(make):
    assert make("bench").arguments == [["-m", "tests.bench"]]
    values = ["--topic", "a b", "--env", "c d"]
    assert make("bench", "TOPIC=a b", "PEERS=c d").arguments == [["-m", "tests.bench", *values]]


def test_export_passes_on_the_platform_the_folder_and_the_terms(make):
    assert make("export", "HW=a b", "TO=c").arguments == [
        ["-m", "grader", "export", "--hw", "a b", "--to", "c"]
    ]
    options = ["--hw", "a b", "--to", "c", "--out", "d e", "--terms", "$f.toml"]
    assert make("export", "HW=a b", "TO=c", "OUT=d e", "TERMS=$f.toml").arguments == [
        ["-m", "grader", "export", *options]
    ]


def test_try_with_watch_is_the_graders_own(make):
    run = make("try", "HW=a b", "SUB=my $mlp.py", "WATCH=1")

    assert run.arguments == [["-m", "grader", "try", "--watch", "--hw", "a b", "--", "my $mlp.py"]]


def test_try_runs_the_students_tests_on_the_submission_in_a_copy_that_goes_away(make):
    (make.course / "my own.py").write_text("mine = True\n")

    run = make("try", "HW=hw1", "SUB=my own.py")

    (call,) = run.calls
    assert run.code == 0
    assert call["arguments"] == ["-m", "unittest", "tests"]
    assert call["files"] == {"mlp.py": "mine = True\n", "tests.py": "current = True\n"}
    assert list(make.temporary.iterdir()) == []


def test_try_takes_a_folder_but_not_its_tests(make):
    folder = make.course / "handed in"
    folder.mkdir()
    (folder / "mlp.py").write_text("mine = True\n")
    (folder / "tests.py").write_text("old = True\n")

    run = make("try", "HW=hw1", "SUB=handed in")

    assert run.calls[0]["files"] == {"mlp.py": "mine = True\n", "tests.py": "current = True\n"}


def test_try_puts_a_file_where_its_name_belongs_in_a_homework_of_several(make):
    (make.course / "student_template/hw1/hw1_q2.py").write_text("template = 2\n")
    (make.course / "hw1-q2.py").write_text("mine = True\n")
    (make.course / "other.py").write_text("mine = True\n")

    run = make("try", "HW=hw1", "SUB=hw1-q2.py")
    refused = make("try", "HW=hw1", "SUB=other.py")

    assert run.calls[0]["files"]["hw1_q2.py"] == "mine = True\n"
    assert run.calls[0]["files"]["mlp.py"] == "template = True\n"
    assert refused.said == ["SUB=other.py is none of this homework's files: call it hw1_q2.py or mlp.py."]


def test_new_passes_the_name_on(make):
    assert make("new", "HW=hw 5").arguments == [["-m", "grader", "new", "--", "hw 5"]]


def test_try_without_a_submission_tries_the_template_and_keeps_the_code_of_the_tests(make):
    run = make("try", "HW=hw1", EXIT="unittest:1")

    assert run.calls[0]["files"]["mlp.py"] == "template = True\n"
    assert run.stderr.endswith(" try] Error 1\n")
    assert list(make.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["HW=hw3"], "HW=hw3 is unknown: it is one of hw1, hw2."),
        (["HW=../student_template/hw1"], "HW=../student_template/hw1 is unknown: it is one of hw1, hw2."),
        (["HW=hw1", "SUB=nowhere.py"], "SUB=nowhere.py does not exist: name a file or a folder."),
    ],
    ids=["unknown", "a path", "no file"],
)
def test_try_refuses_what_is_not_there(make, arguments, sentence):
    run = make("try", *arguments)

    assert run.said == [sentence]
    assert run.calls == []


def test_clean_removes_what_make_made_and_nothing_else(make):
    made = [make.course / name for name in ("out/hw1", "scripts/__pycache__", ".pytest_cache")]
    for folder in made:
        folder.mkdir(parents=True)
    before = {path.name for path in make.course.iterdir()}

    run = make("clean")

    assert run.code == 0
    assert before - {path.name for path in make.course.iterdir()} == {".venv", "out", ".pytest_cache"}
    assert {path.name for path in (make.course / "scripts").iterdir()} == {"try", "venv"}
