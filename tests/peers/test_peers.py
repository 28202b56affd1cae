"""The table in SECURITY.md is whole and about attacks that there are; what makes it says what is true."""

import re
from pathlib import Path

import pytest

from tests.attacks.header import attacks as corpus
from tests.peers import attacks, environment, graders, homework, table
from tests.peers.attacks import Fate, fate

SECURITY = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
FATE = re.compile(r"held|(cheated \+\d+)?(, )?(leaked)?(, )?(killed( −\d+)?)?")


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    return homework.make(tmp_path_factory.mktemp("course"))


def test_the_table_of_security_md_has_a_cell_for_each_attack_and_grader():
    names, rows = table.cells(SECURITY)

    assert names == [attacks.OURS, *(peer.name for peer in graders.PEERS)]
    assert list(rows) == list(attacks.CHOSEN)
    assert [cell for row in rows.values() for cell in row if not cell or not FATE.fullmatch(cell)] == []
    assert {len(row) for row in rows.values()} == {len(names)}


def test_the_table_of_security_md_says_that_we_held():
    names, rows = table.cells(SECURITY)

    assert {row[names.index(attacks.OURS)] for row in rows.values()} == {"held"}


def test_the_attacks_of_the_table_are_in_the_corpus():
    in_corpus = {f"{file.parent.name}/{file.stem}" for file in corpus()}

    assert set(attacks.CHOSEN) - in_corpus == set()


def test_the_table_says_when_it_was_made_and_with_which_versions():
    said = table.date_and_versions(SECURITY)

    versions = dict(each.rsplit(" ", 1) for each in said[2].split(", "))
    assert versions.keys() == {attacks.OURS, *environment.versions()}
    assert {name: versions[name] for name in environment.PINS} == environment.PINS


@pytest.mark.parametrize(
    ("passed", "is_leaked", "expected"),
    [
        ({"a", "b"}, False, "held"),
        ({"a", "b", "c"}, False, "cheated +1"),
        ({"a", "b"}, True, "leaked"),
        ({"c"}, True, "cheated +1, leaked, killed −2"),
        (None, True, "leaked, killed"),
    ],
    ids=["held", "cheated", "leaked", "all", "silent"],
)
def test_a_fate_says_what_was_gained_and_lost(passed, is_leaked, expected):
    assert str(fate({"a", "b"}, passed, is_leaked)) == expected


def test_a_table_is_put_between_its_marks_and_read_back():
    rows = {"python/x": {"this grader": str(Fate()), "pytest": str(Fate(gained=2))}}
    text = table.render(rows, {"this grader": "1.0", "pytest": "9.0"}, "2026-01-02", "this grader")

    document = table.put(f"# Before\n\n{table.START}\nold\n{table.END}\n\nAfter\n", text)

    assert document == f"# Before\n\n{table.START}\n\n{text}\n\n{table.END}\n\nAfter\n"
    assert table.cells(document) == (["this grader", "pytest"], {"python/x": ["held", "cheated +2"]})
    assert table.date_and_versions(document).groups() == ("2026-01-02", "this grader 1.0, pytest 9.0")


def test_a_document_without_marks_is_refused():
    with pytest.raises(SystemExit, match="put them where the table goes"):
        table.put("# No marks\n", "table")


def test_the_homework_has_ten_tests_in_every_form(work):
    forms = {
        "unittest": homework.with_unittest(work),
        "pytest": homework.with_pytest(work),
        "otter": "".join(homework.with_otter(work, id) for id in homework.CHECKS),
    }

    for text in forms.values():
        assert re.findall(r"^ *def test_(\w+)", text, flags=re.MULTILINE) == list(homework.CHECKS)
        assert text.count(work.canary) == len(homework.CHECKS)


def test_the_reference_passes_the_tests_that_others_run_and_a_mistake_loses_one(work):
    def failed(submission):
        names = {}
        exec(compile(submission, "mlp.py", "exec"), names)
        return [id for id in homework.CHECKS if not passes(id, names)]

    def passes(id, names):
        source = homework.with_otter(work, id).replace("from otter.test_files import test_case\n", "")
        tests = []
        exec(source, {"test_case": lambda **options: tests.append})
        try:
            tests[0](names)
        except AssertionError:
            return False
        return True

    assert failed(work.reference) == []
    assert failed(work.reference + attacks.HONEST_MISTAKE) == [attacks.MISTAKEN]


SAID_BY_UNITTEST = """test_a (test_homework.TestHomework.test_a) ... ok
test_b (test_homework.TestHomework.test_b) ... FAIL
test_c (test_homework.TestHomework.test_c) ... ok

Ran 3 tests in 0.1s
"""
RESULTS_XML = '<testsuites><testsuite><testcase name="test_a"/><testcase name="test_b"><failure/></testcase></testsuite></testsuites>'
RESULTS_JSON = '{"tests": [{"name": "Public"}, {"name": "test_a (t.T.test_a)", "score": 1, "max_score": 1}, {"name": "b", "score": 0, "max_score": 1}]}'


def test_verdicts_are_read_where_each_grader_puts_them(tmp_path):
    (tmp_path / "results").mkdir()

    assert [peer.passed(tmp_path, "") for peer in graders.PEERS] == [None] * 4

    (tmp_path / "results/results.xml").write_text(RESULTS_XML)
    (tmp_path / "results/results.json").write_text(RESULTS_JSON)
    assert graders.UNITTEST.passed(tmp_path, SAID_BY_UNITTEST) == {"a", "c"}
    assert graders.PYTEST.passed(tmp_path, "") == {"a"}
    assert graders.GRADESCOPE.passed(tmp_path, "") == {"a"}
    assert graders.OTTER.passed(tmp_path, "") == {"a"}
