"""What a homework declares is found, put in order, and refused where it does not fit together."""

import pytest

from grader.errors import AssignmentError, UsageError
from grader.experiments import declared
from reference.plan import Run
from tests.experiments import tiny


def ids(runs):
    return [run.id for run in runs]


def of(runs):
    """Return experiments with these runs."""

    class Module:
        @staticmethod
        def runs(epochs):
            return runs

    return declared.Experiments("hw", Module, "")


def test_runs_come_behind_those_that_they_need():
    runs = [
        Run("c", "", {}, after=("b",)),
        Run("b", "", {}, after=("a",)),
        Run("a", "", {}),
        Run("d", "", {}),
    ]

    assert ids(of(runs).runs(1)) == ["a", "d", "b", "c"]


def test_what_is_wanted_comes_with_what_it_needs():
    runs = [
        Run("a", "", {}),
        Run("b", "", {}, after=("a",)),
        Run("c", "", {}, after=("b",)),
        Run("d", "", {}),
    ]

    assert ids(of(runs).needed(runs, ["b"])) == ["a", "b"]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ("2.1a", ["2.1a"]),
        ("2.1", ["2.1a", "2.1b"]),
        ("2.4 one, 2.1b", ["2.1b", "2.4 one, 0.3", "2.4 one, 0.6"]),
        (" 2.1a,2.1 ", ["2.1a", "2.1b"]),
        ("2.4 one, 0.3,2.1a,", ["2.1a", "2.4 one, 0.3"]),
        ("2.4 one,", ["2.4 one, 0.3", "2.4 one, 0.6"]),
        ("1d", ["1d"]),
        ("1d ", ["1d"]),
        ("1d s", ["1d search"]),
    ],
    ids=[
        *("one", "all that begin so", "several", "one twice", "a comma in a name", "a comma at the end"),
        *("a whole name", "a whole name and a blank", "a beginning of another"),
    ],
)
def test_runs_are_chosen_by_their_names_or_by_how_these_begin(names, chosen):
    runs = [Run(id, "", {}) for id in ("2.1a", "2.1b", "2.4 one, 0.3", "2.4 one, 0.6", "1d", "1d search")]

    assert of(runs).begun(runs, names) == chosen


@pytest.mark.parametrize(("names", "stray"), [("2.1a,9", "9"), ("", ""), (" , ", ""), ("b", "b")])
def test_a_name_that_no_run_begins_with_is_wrong_usage(names, stray):
    runs = [Run(id, "", {}) for id in ("2.1a", "2.1b")]

    with pytest.raises(UsageError) as refusal:
        of(runs).begun(runs, names)
    assert str(refusal.value) == (f"RUNS={names}: no run's name begins with {stray!r}: there are 2.1a; 2.1b")


@pytest.mark.parametrize(
    ("runs", "sentence"),
    [
        ([Run("a", "", {}), Run("a", "", {})], "two runs have the same id"),
        (
            [Run("a", "", {}, after=("b",)), Run("b", "", {}, after=("a",))],
            "a waits for runs that never come",
        ),
        ([Run("a", "", {}, after=("nowhere",))], "a waits for runs that never come"),
    ],
    ids=["twice", "in a circle", "for nothing"],
)
def test_runs_that_cannot_be_put_in_order_are_refused(runs, sentence):
    with pytest.raises(AssignmentError) as refusal:
        of(runs).runs(1)
    assert str(refusal.value) == f"reference/hw/experiments.py: {sentence}"


def test_a_homework_without_experiments_is_wrong_usage(course):
    root = course(experiments=None)

    with pytest.raises(UsageError) as refusal:
        declared.load(root, tiny.HW)
    assert str(refusal.value) == (
        "tiny_hw0 has no experiments: there is no reference/tiny_hw0/experiments.py"
    )


def test_experiments_that_do_not_run_are_the_courses_trouble(course):
    root = course(experiments="import nothing_of_this_name\n")

    with pytest.raises(AssignmentError) as refusal:
        declared.load(root, tiny.HW)
    assert str(refusal.value) == (
        "reference/tiny_hw0/experiments.py does not run: ModuleNotFoundError: No module named 'nothing_of_this_name'"
    )


def test_a_function_that_fails_is_named_with_its_file(course):
    failing = tiny.EXPERIMENTS.replace("return float(", "return 1 / 0 * float(")
    experiments = declared.load(course(experiments=failing), tiny.HW)

    with pytest.raises(AssignmentError) as refusal:
        experiments.tried("prepare", {"tiny": tiny.data()})
    assert str(refusal.value) == (
        "reference/tiny_hw0/experiments.py: prepare fails on this data: ZeroDivisionError: division by zero"
    )


def test_without_a_word_on_costs_all_epochs_cost_the_same(course):
    experiments = declared.load(course(), tiny.HW)

    assert [experiments.steps(run, {}) for run in experiments.runs(1)] == [1.0, 1.0, 1.0]


def test_a_key_depends_on_everything_that_the_numbers_do(course):
    experiments = declared.load(course(), tiny.HW)
    run = Run("a", "", {"rate": 0.1})

    keys = [
        declared.key(experiments, run, "data", 0, 3),
        declared.key(experiments._replace(code_sha256="other"), run, "data", 0, 3),
        declared.key(experiments, run._replace(id="b"), "data", 0, 3),
        declared.key(experiments, run._replace(parameters={"rate": 0.2}), "data", 0, 3),
        declared.key(experiments, run._replace(after=("b",)), "data", 0, 3),
        declared.key(experiments, run, "other data", 0, 3),
        declared.key(experiments, run, "data", 1, 3),
        declared.key(experiments, run, "data", 0, 4),
    ]
    assert len({*keys}) == len(keys)
    # What a run is called for people is no matter.
    assert declared.key(experiments, run._replace(title="other"), "data", 0, 3) == keys[0]


def test_other_code_beside_it_is_other_code(course):
    root = course()
    before = declared.load(root, tiny.HW).code_sha256
    tiny.forget(root)
    (root / "reference" / tiny.HW / "further.py").write_text("x = 1\n")

    assert declared.load(root, tiny.HW).code_sha256 != before
