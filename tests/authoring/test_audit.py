"""The audit of a toy: what its checks see, what they miss, and what is declared not to count."""

import sys
import types

import pytest

from grader import catalog, fixtures
from grader.errors import AssignmentError
from tests.audited import FAMILY, MISTAKES, RIGHT, audited, declare, made, write


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    return made(tmp_path)


def test_a_mutant_is_seen_if_a_check_with_points_fails_or_never_ends(root):
    found = audited(root)

    # `spare` is looked at by a check without points alone.
    assert [(each.line, each.after) for each in found.missed] == [(14, "return x")]
    assert (found.seen, found.equivalent, found.wrongly_declared) == (22, 0, ())
    assert found.share == 22 / 23
    assert found == audited(root)


def test_what_is_declared_equivalent_does_not_count(root):
    declare(root, place="sp*", before="-x", after=["x"], reason="Nobody looks.")

    found = audited(root)

    assert (found.seen, found.missed, found.equivalent, found.share) == (22, (), 1, 1.0)


def test_what_the_handout_does_not_promise_does_not_count_as_far_as_nobody_sees_it(root):
    declare(root, place="*", reason="Nobody looks.")

    found = audited(root)

    assert (found.seen, found.missed, found.equivalent) == (22, (), 1)


def test_a_declared_mutant_that_loses_points_is_not_equivalent(root):
    declare(root, place="line", before="y + 1", after=["y - 1"], reason="So it seemed.")

    assert [each.after for each in audited(root).wrongly_declared] == ["return y - 1"]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"before": "-x", "after": ["y"], "reason": "Gone."},
         "`-x` -> `y` in scale.py, spare, is no mutant of the reference"),
        ({"before": "return -y", "reason": "Gone."}, "`return -y` in scale.py, spare, is no mutant of the reference"),
        ({"before": "-x", "after": ["x"], "reason": " "}, "`-x` -> `x` in scale.py, spare, is declared without a reason"),
    ],
)  # fmt: skip
def test_a_declaration_that_fits_nothing_or_says_no_reason_is_refused(root, entry, sentence):
    declare(root, place="spare", **entry)

    with pytest.raises(AssignmentError) as caught:
        audited(root)
    assert str(caught.value) == f"assignments/toy/equivalent.toml: {sentence}"


def test_mistakes_are_seen_and_told_apart_or_named(root):
    write(root, "assignments/toy/mistakes.py", MISTAKES.split('@mistake("1", "It never')[0])

    found = audited(root)

    assert (found.mistakes, found.unseen, found.alike) == (2, (), (("flat", "flat_again"),))


def test_a_mistake_that_never_ends_is_seen_and_its_output_is_thrown_away(root, capfd):
    write(root, "assignments/toy/mistakes.py", MISTAKES)

    found = audited(root)

    assert (found.mistakes, found.unseen) == (3, ())
    assert capfd.readouterr() == ("", "")


def test_right_work_is_kept_whatever_it_imports_reads_or_leaves_behind(root, monkeypatch):
    # As where something else in this process has imported the package itself, whose plots are none of right work's.
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", types.ModuleType("matplotlib.pyplot"))
    monkeypatch.setitem(sys.modules, "matplotlib", types.ModuleType("matplotlib"))
    write(root, "tests/assignments/specimens/toy/right/another.py", RIGHT)
    write(root, "tests/assignments/specimens/toy/more/right/wrong.py", RIGHT.replace("2.0", "3.0"))

    found = audited(root)

    assert (found.tried_right, len(found.right)) == (2, 2)
    assert found.harmed == (("tests/assignments/specimens/toy/more/right/wrong.py", "line"),)


def test_other_right_solutions_are_tried_in_copies_of_the_reference(root):
    write(root, "assignments/toy/equivalent.py", FAMILY)

    found = audited(root)

    assert found.tried_right == 3
    # `spare` gives no points, and may not be lost all the same.
    assert found.harmed == (
        ("assignments/toy/equivalent.py: negligent", "spare"),
        ("assignments/toy/equivalent.py: endless", "time"),
    )
    assert 0 < found.right["assignments/toy/equivalent.py: in_single_precision"]["line"] < 1


def test_a_right_solution_that_does_not_fit_the_reference_is_told(root):
    write(root, "assignments/toy/equivalent.py", FAMILY.replace("return -x", "-x"))

    with pytest.raises(AssignmentError) as caught:
        audited(root)
    assert str(caught.value) == (
        "assignments/toy/equivalent.py: negligent does not fit the reference: "
        "ValueError: spare holds '-x' 2 times"
    )


def test_how_far_off_each_check_is_counts_in_tolerances(root):
    write(root, "assignments/toy/mistakes.py", MISTAKES)

    found = audited(root)

    expected = fixtures.read(catalog.load(root, "toy")).expected["line"]["y"]
    tolerance = found.checks[0].tolerance
    width = tolerance.relative * abs(expected).max() + tolerance.absolute
    assert found.wrong["flat"]["line"] == pytest.approx(1 / width)
    assert found.ended == ("endless",)
