"""A homework of two files: each graded in a box of its own, whatever is handed in; the rest of the points is listed."""

import json

import pytest

from grader import catalog, cli
from grader.errors import SubmissionError, UsageError
from grader.submission import read
from tests.two_files import LAYER, PROOFS, TOML, made


@pytest.fixture
def root(tmp_path, monkeypatch):
    return made(tmp_path / "course", monkeypatch)


def graded(tmp_path, **files):
    """Return the report on a folder with these files."""
    folder = tmp_path / "handed in"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    arguments = ["grade", str(folder), "--sandbox", "bare", "--out", str(tmp_path / "out")]
    assert cli.main(arguments) == 0
    return json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))


def messages(report):
    return {check["id"]: check["message"] for check in report["checks"]}


def test_both_files_are_graded_and_the_points_of_people_are_listed(root, tmp_path):
    report = graded(tmp_path, layer=LAYER, proofs=PROOFS)

    assert (report["score"], report["max_score"]) == (3.0, 3.0)
    assert [problem["id"] for problem in report["problems"]] == ["1", "2"]
    assert [(each["problem"], each["points"], each["reason"]) for each in report["elsewhere"]] == [
        ("2", 0.5, "read by a person: why it is so"),
        ("3", 4.0, "read by a person"),
    ]


def test_what_was_not_handed_in_is_not_in_the_score_and_is_listed(root, tmp_path, capsys):
    report = graded(tmp_path, layer=LAYER)

    assert (report["score"], report["max_score"]) == (2.0, 2.0)
    assert report["elsewhere"][0]["reason"] == "proofs.py was not handed in"
    assert "5.5 more points are not in this score" in capsys.readouterr().out
    for name in ("report.md", "report.html"):
        assert "proofs.py was not handed in" in (tmp_path / "out" / name).read_text(encoding="utf-8").replace(
            "\\_", "_"
        )


def test_a_file_that_cannot_be_imported_costs_the_other_nothing(root, tmp_path):
    report = graded(tmp_path, layer="raise ValueError('no')\n", proofs=PROOFS)

    assert report["score"] == 1.0
    assert (
        messages(report)["forward"]
        == "while layer.py was being imported: raised ValueError at layer.py:1: no"
    )


def test_a_file_that_is_not_python_costs_the_other_nothing(root, tmp_path):
    report = graded(tmp_path, layer="def (:\n", proofs=PROOFS)

    assert report["score"] == 1.0
    assert report["notes"] == [
        "layer.py cannot be graded: layer.py is not valid Python 3 at line 1: invalid syntax"
    ]


def test_a_wrong_derivative_gets_its_counterexample(root, tmp_path):
    report = graded(tmp_path, proofs="def derivative(x):\n    return x\n")

    assert messages(report)["derivative"] == (
        "derivative is off in 2 of 2 places; worst at [1]: -2, expected -4: every value is the expected one divided by 2; at x = [1, -2], by finite differences -4"
    )


def test_parameters_of_the_students_own_are_compared_with_what_they_should_give(root, tmp_path):
    report = graded(tmp_path, layer=LAYER.replace("2 * x", "3 * x"))

    assert (
        messages(report)["own_parameters"]
        == "y is off in 2 of 2 places; worst at [1]: 15, expected 10: every value is 1.5 times the expected one"
    )


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("[1.0, 5.0, 6.0]", "w has the wrong number of parameters"),
        ("[]", "what it returned does not fit together: see what the handout asks for"),
    ],
)
def test_parameters_that_do_not_fit_are_wrong(root, tmp_path, own, message):
    report = graded(tmp_path, layer=LAYER.replace("[1.0, 5.0]", own))

    assert messages(report)["own_parameters"] == message
    assert report["checks"][1]["verdict"] == "wrong"


def test_what_says_what_is_expected_never_enters_the_sandbox(root):
    assignment = catalog.load(root, "two")

    assert "doubled_parameters" not in assignment.sandbox_source
    assert "def own_parameters" in assignment.sandbox_source


def test_a_file_may_have_another_name(root, tmp_path):
    (tmp_path / "hw-layer.py").write_text(LAYER, encoding="utf-8")
    assignment = catalog.load(root, "two")

    assert catalog.infer(root, tmp_path / "hw-layer.py") == "two"
    assert read(tmp_path / "hw-layer.py", assignment).modules == ("layer.py",)
    in_a_folder = read(tmp_path, assignment)
    assert in_a_folder.modules == ("layer.py",)
    assert "hw-layer.py was graded as layer.py" in in_a_folder.notes


def test_of_two_names_of_one_file_its_own_counts(root, tmp_path):
    (tmp_path / "hw-layer.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "layer.py").write_text(LAYER, encoding="utf-8")

    found = read(tmp_path, catalog.load(root, "two"))

    assert found.files[0].content == LAYER.encode()
    assert "left out, because the same file is there by its own name: hw-layer.py" in found.notes


@pytest.mark.parametrize(
    ("name", "module"), [("proofs_of_alice", "proofs.py"), ("my-LAYER", "layer.py"), ("x", "layer.py")]
)
def test_a_file_of_no_known_name_is_graded_as_the_one_that_it_resembles(root, tmp_path, name, module):
    (tmp_path / f"{name}.py").write_text("x = 1\n", encoding="utf-8")

    assert read(tmp_path / f"{name}.py", catalog.load(root, "two")).modules == (module,)


def test_a_file_of_no_known_name_is_told_by_what_it_defines(root, tmp_path):
    (tmp_path / "alice.py").write_text(PROOFS, encoding="utf-8")

    found = read(tmp_path / "alice.py", catalog.load(root, "two"))

    assert (found.modules, found.notes) == (("proofs.py",), ("alice.py was graded as proofs.py",))


def test_a_folder_without_any_of_the_files_is_refused(root, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(
        SubmissionError,
        match=r"^empty holds no layer.py or proofs.py: hand in layer.py or proofs.py, or a folder",
    ):
        read(empty, catalog.load(root, "two"))


def test_a_name_that_two_homeworks_have_asks_for_hw_and_a_folder_tells_by_all_its_names(root, tmp_path):
    other = root / "assignments/other/assignment.toml"
    other.parent.mkdir()
    other.write_text(
        TOML.replace('"layer.py", ', '"net.py", ').replace('= "layer.py"', '= "net.py"'), encoding="utf-8"
    )
    folder = tmp_path / "inner" / "hw"
    folder.mkdir(parents=True)
    for name in ("layer.py", "proofs.py"):
        (folder / name).write_text("", encoding="utf-8")

    assert catalog.infer(root, folder) == catalog.infer(root, tmp_path / "inner") == "two"
    with pytest.raises(
        UsageError, match=r"^proofs.py may be handed in for other and for two: choose one with HW="
    ):
        catalog.infer(root, folder / "proofs.py")


def test_a_check_that_needs_an_absent_package_is_not_judged_and_says_so(root, tmp_path, capsys):
    checks = root / "assignments/two/checks.py"
    text = checks.read_text(encoding="utf-8").replace(
        'expected_by="doubled_parameters"', 'expected_by="doubled_parameters", needs="torch_of_nobody"'
    )
    checks.write_text(text, encoding="utf-8")
    assert cli.main(["fixtures"]) == 0
    folder = tmp_path / "handed in"
    folder.mkdir()
    (folder / "layer.py").write_text(LAYER, encoding="utf-8")

    code = cli.main(["grade", str(folder), "--sandbox", "bare", "--out", str(tmp_path / "out")])

    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert code == 3
    assert [check["verdict"] for check in report["checks"]] == ["right", "unjudged"]
    assert messages(report)["own_parameters"] == (
        "could not be judged: it needs torch_of_nobody, which is not installed where this was graded"
    )


def test_a_table_of_mistakes_that_is_not_there_costs_the_names_and_no_report(root, tmp_path):
    (root / "assignments/two/mistakes.py").write_text(
        "from grader.misconceptions import mistake\n\n\n"
        "@mistake('1', 'The layer triples.')\ndef tripled(layer):\n    layer.forward = lambda x: 3 * x\n",
        encoding="utf-8",
    )

    report = graded(tmp_path, layer=LAYER.replace("2 * x", "3 * x"))

    assert report["score"] == 0.0
    assert report["checks"][0]["diagnosis"] == []
    assert report["notes"] == [
        "mistakes are not named in this report: assignments/two/fixtures/mistakes.pk is missing: run `make fixtures HW=two`"
    ]


def test_a_known_mistake_is_named(root, tmp_path):
    (root / "assignments/two/mistakes.py").write_text(
        "from grader.misconceptions import mistake\n\n\n"
        "@mistake('1', 'The layer triples.')\ndef tripled(layer):\n    layer.forward = lambda x: 3 * x\n",
        encoding="utf-8",
    )
    assert cli.main(["fixtures"]) == 0

    report = graded(tmp_path, layer=LAYER.replace("2 * x", "3 * x"))

    assert report["checks"][0]["diagnosis"] == [
        {"id": "tripled", "text": "The layer triples.", "confidence": "likely"}
    ]


def test_a_name_in_other_letters_is_the_same_name(root, tmp_path):
    (tmp_path / "HW-LAYER.py").write_text(LAYER, encoding="utf-8")

    assert read(tmp_path, catalog.load(root, "two")).modules == ("layer.py",)
