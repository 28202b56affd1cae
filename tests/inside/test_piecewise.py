"""A file that reads data when it is imported: what does not need the data is there all the same."""

import pytest

from grader.inside import piecewise
from grader.observe import Listener, observe
from grader.records import Outcome
from grader.sandbox.choose import Sandbox
from tests import boxed


def load(tmp_path, text):
    (tmp_path / "homework.py").write_text(text, encoding="utf-8")
    return piecewise.load("homework", str(tmp_path))


def test_statements_that_want_a_file_and_those_that_build_on_them_are_left_out(tmp_path):
    module, skipped = load(
        tmp_path,
        "import math\nX = open('nowhere.csv').read()\nn = len(X)\n\n\ndef area(r):\n    return math.pi * r\n\n\n"
        "for row in X:\n    print(row)\nlast = 7\n",
    )

    assert skipped == ["homework.py:2", "homework.py:3", "homework.py:10"]
    assert module.area(1) > 3
    assert module.last == 7
    assert not hasattr(module, "n")


def test_a_file_that_is_full_is_no_missing_one(tmp_path):
    with pytest.raises(OSError, match="full"):
        load(tmp_path, "raise OSError(28, 'full')\n")


def test_a_download_is_left_out_as_well(tmp_path):
    _, skipped = load(tmp_path, "from urllib.error import URLError\nraise URLError('no network')\n")

    assert skipped == ["homework.py:2"]


def test_any_other_trouble_is_the_modules_own(tmp_path):
    with pytest.raises(ZeroDivisionError):
        load(tmp_path, "open('nowhere.csv')\n1 / 0\n")


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_such_a_submission_is_graded_and_the_report_says_what_was_left_out(backend):
    source = "open('nowhere.csv')\n" + boxed.DOUBLE + "def tried(x):\n    return x\n"
    notes = []

    with Sandbox(backend) as sandbox:
        seen = list(
            observe(boxed.assignment(), boxed.submission(source), boxed.GIVEN, sandbox, Listener(notes))
        )

    assert [each.outcome for each in seen] == [Outcome.RETURNED] * 3
    assert notes == [
        "mlp.py reads files when it is imported, and here are none: its statements at line 1, which need them, "
        'were left out; put training below `if __name__ == "__main__":`'
    ]


def test_an_import_that_fails_for_another_reason_after_all_is_a_failed_import():
    before, *_ = boxed.run("bare", "open('nowhere.csv')\nraise ValueError('no')\n")

    assert (before.outcome, before.exception) == (Outcome.RAISED, ("ValueError", "no"))


def test_a_script_that_reads_its_arguments_finds_its_own_name_and_nothing_of_ours():
    source = (
        "import sys\nprint(sys.argv)\n" + boxed.DOUBLE + "def tried(x):\n    print(sys.argv)\n    return x\n"
    )

    _, middle, _ = boxed.run("bare", source)

    assert middle.output == "['mlp.py']\n"
