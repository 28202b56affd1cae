"""How `python -m grader class` refuses what makes no sense, one sentence each."""

import pytest

from grader import cli
from tests import toy
from tests.batch import small_class


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return toy.course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def refusal(course, monkeypatch, capsys):
    """Return a function that gives the exit code and the sentence of a command that is refused."""
    monkeypatch.setenv("GRADER_COURSE", str(course))

    def run(*arguments):
        code = cli.main(["class", *map(str, arguments)])
        return code, capsys.readouterr().err.removeprefix("grader: ").rstrip("\n")

    return run


@pytest.fixture
def subs(tmp_path):
    return small_class.hand_in(tmp_path / "subs", alice=small_class.RIGHT)


def test_a_folder_is_needed(refusal, tmp_path):
    assert refusal(tmp_path / "none", "--out", tmp_path / "out") == (
        2,
        f"SUBS={tmp_path / 'none'} is no folder",
    )


def test_an_empty_folder_is_nobodys(refusal, tmp_path):
    (tmp_path / "subs").mkdir()

    assert refusal(tmp_path / "subs", "--hw", "toy", "--out", tmp_path / "out") == (
        2,
        f"{tmp_path / 'subs'} holds nobody's work",
    )


def test_what_is_nobodys_says_why(refusal, subs, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("name,email\nBob,bob@example.edu\n", encoding="utf-8")

    code, said = refusal(subs, "--roster", roster, "--out", tmp_path / "out")
    assert code == 2
    assert said.startswith(f"{subs} holds nobody's work: alice: ")


def test_a_homework_that_is_not_there_is_named(refusal, subs, tmp_path):
    assert refusal(subs, "--hw", "hw9", "--out", tmp_path / "out") == (
        2,
        "HW=hw9 is unknown: assignments/ holds toy",
    )


def test_of_several_homeworks_one_must_be_named(refusal, subs, tmp_path, monkeypatch):
    two = toy.course(toy.course(tmp_path / "course"), id="other")
    monkeypatch.setenv("GRADER_COURSE", str(two))

    assert refusal(subs, "--out", tmp_path / "out") == (
        2,
        f"which homework is in {subs}? Say it with HW=: assignments/ holds other, toy",
    )


def test_at_least_one_works_at_a_time(refusal, subs, tmp_path):
    assert refusal(subs, "--out", tmp_path / "out", "--jobs", "0") == (
        2,
        "JOBS=0 is too few: at least one at a time",
    )


def test_a_gradebook_that_cannot_be_read_is_named(refusal, subs, tmp_path):
    assert refusal(subs, "--out", tmp_path / "out", "--canvas", tmp_path / "none.csv") == (
        2,
        f"CANVAS={tmp_path / 'none.csv'} cannot be read: [Errno 2] No such file or directory: '{tmp_path / 'none.csv'}'",
    )


def test_a_folder_in_which_nothing_can_be_written_is_refused_first(refusal, subs, tmp_path):
    (tmp_path / "out").write_text("a file")

    assert refusal(subs, "--out", tmp_path / "out") == (2, f"cannot write to {tmp_path / 'out'}: File exists")


def test_reports_do_not_lie_among_what_is_graded(refusal, subs):
    assert refusal(subs, "--out", subs / "out") == (
        2,
        f"OUT={subs / 'out'} lies in {subs}: its reports would be taken for what somebody handed in",
    )


def test_what_cannot_be_read_does_not_say_which_homework_it_is(refusal, subs, tmp_path, monkeypatch):
    two = toy.course(toy.course(tmp_path / "course"), id="other")
    toml = two / "assignments" / "other" / "assignment.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("scale.py", "other.py"), encoding="utf-8")
    monkeypatch.setenv("GRADER_COURSE", str(two))
    (subs / "empty").mkdir()

    _, said = refusal(subs, "--out", tmp_path / "out", "--jobs", "0")
    assert said == "JOBS=0 is too few: at least one at a time"  # so it was inferred


def test_a_key_that_can_be_guessed_is_refused(refusal, subs, tmp_path):
    (tmp_path / "key").write_text("short")

    assert refusal(subs, "--out", tmp_path / "out", "--key", tmp_path / "key") == (
        2,
        f"KEY={tmp_path / 'key'} holds less than 16 letters: a key must not be guessed",
    )
