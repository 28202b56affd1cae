"""A student's runs: which there are, which were done before, and what is kept."""

import pytest

from grader import catalog, submission
from grader.errors import AssignmentError, SubmissionError, UsageError
from grader.experiments import boxed, declared, handed_in
from grader.experiments.execute import Done, Job, Ticked
from tests.experiments import tiny

DATA = {"tiny": tiny.data()}


@pytest.fixture
def handed(course, tmp_path):
    """Return a function that takes a student's file and returns it with its driver."""

    def read(text=tiny.SCALE, **changes):
        root = course(**changes)
        tiny.forget(root)
        assignment = catalog.load(root, tiny.HW)
        read = submission.read(tiny.submission(tmp_path / "alice", text), assignment)
        experiments = declared.load(root, tiny.HW)
        return experiments, handed_in.handed(experiments, assignment, read, "bare")

    return read


def opened(experiments, handed, folder, epochs=2, seeds=1, sha256="data"):
    """Return the runs of what was handed in."""
    folder.mkdir(exist_ok=True)
    jobs = [Job(run, seed, epochs) for run in experiments.runs(epochs) for seed in range(seeds)]
    return handed_in.HandedIn(experiments, handed, DATA, sha256, jobs, folder)


def fake(monkeypatch, trouble=""):
    """Have every run do nothing, and end like this; return the list of those that are done."""
    ran = []

    def execute(tasks, handed):
        for task in tasks:
            ran.append((task.job.run.id, task.job.seed))
            yield Ticked(task.job.run.id)
            yield Done(task.job, {"loss": tiny.np.ones(1)}, 1.0, trouble)

    monkeypatch.setattr(handed_in, "execute", execute)
    return ran


def test_runs_without_a_part_of_the_students_are_left_out(handed, tmp_path):
    theirs = opened(*handed(), tmp_path / "runs", seeds=2)

    assert [(job.run.id, job.seed) for job in theirs.jobs] == [
        (id, seed) for id in ("a slow", "b fast") for seed in (0, 1)
    ]
    assert theirs.runs == ["a slow", "b fast"]


def test_what_is_done_is_not_done_again(handed, tmp_path, monkeypatch):
    ran = fake(monkeypatch)
    experiments, each = handed()

    list(opened(experiments, each, tmp_path / "runs").run())
    again = opened(experiments, each, tmp_path / "runs")
    assert again.todo == []
    assert again.results["b fast"][0]["loss"].tolist() == [1.0]
    assert list(again.run()) == []
    assert len(ran) == 2


def test_only_what_is_wanted_is_done_and_what_was_done_before_is_still_there(handed, tmp_path, monkeypatch):
    ran = fake(monkeypatch)
    experiments, each = handed()
    for run in ("a slow", "b fast"):
        theirs = opened(experiments, each, tmp_path / "runs", seeds=2)
        theirs.only([run])
        list(theirs.run())

    assert ran == [(run, seed) for run in ("a slow", "b fast") for seed in (0, 1)]
    assert theirs.runs == ["a slow", "b fast"]
    assert {*theirs.results} == {*theirs.seconds} == {"a slow", "b fast"}


def test_a_run_that_is_not_wanted_and_is_not_done_with_each_seed_is_left_out(handed, tmp_path, monkeypatch):
    fake(monkeypatch)
    experiments, each = handed()
    list(opened(experiments, each, tmp_path / "runs", seeds=1).run())
    theirs = opened(experiments, each, tmp_path / "runs", seeds=2)
    theirs.only(["b fast"])

    assert [(task.job.run.id, task.job.seed) for task in theirs.todo] == [("b fast", 1)]
    assert theirs.runs == [*theirs.results] == [*theirs.seconds] == ["b fast"]


@pytest.mark.parametrize(
    "change",
    [{"text": tiny.SCALE + "# changed\n"}, {"driver": tiny.DRIVER.replace("w * w", "w ** 2")}],
    ids=["the file", "the driver"],
)
def test_another_file_or_driver_is_run_anew(change, handed, tmp_path, monkeypatch):
    fake(monkeypatch)
    list(opened(*handed(), tmp_path / "runs").run())

    assert len(opened(*handed(**change), tmp_path / "runs").todo) == 2


@pytest.mark.parametrize("change", [{"epochs": 3}, {"sha256": "other"}], ids=["epochs", "data"])
def test_other_epochs_or_data_are_run_anew(change, handed, tmp_path, monkeypatch):
    fake(monkeypatch)
    experiments, each = handed()
    list(opened(experiments, each, tmp_path / "runs").run())

    assert len(opened(experiments, each, tmp_path / "runs", **change).todo) == 2


def test_a_run_that_failed_is_shown_and_tried_again(handed, tmp_path, monkeypatch):
    fake(monkeypatch, trouble="epoch 2 of 2: raised ValueError")
    experiments, each = handed()
    theirs = opened(experiments, each, tmp_path / "runs")
    list(theirs.run())

    assert theirs.failures == [(id, 0, "epoch 2 of 2: raised ValueError") for id in ("a slow", "b fast")]
    assert theirs.results["a slow"][0]["loss"].tolist() == [1.0]
    assert len(opened(experiments, each, tmp_path / "runs").todo) == 2


def test_it_says_where_it_runs(handed, tmp_path):
    assert opened(*handed(), tmp_path / "runs").sandbox.startswith("bare (no isolation, limits only")


def test_experiments_without_a_students_part_are_wrong_usage(handed):
    with pytest.raises(UsageError) as refusal:
        handed(experiments=tiny.EXPERIMENTS.replace("def part(", "def other("))
    assert str(refusal.value) == "SUB: no student's file has a part in the experiments of tiny_hw0"


def test_a_driver_that_is_missing_is_the_courses_trouble(handed):
    with pytest.raises(AssignmentError) as refusal:
        handed(driver=None)
    assert str(refusal.value) == (
        "assignments/tiny_hw0/experiments.py is missing: it drives a student's file in the runs"
    )


def test_a_submission_without_the_file_that_is_trained_is_refused(handed, tmp_path):
    experiments, each = handed()
    other = boxed.Handed(each.assignment, tiny_submission_of("other.py"), "bare", "")

    with pytest.raises(SubmissionError) as refusal:
        opened(experiments, other, tmp_path / "runs")
    assert str(refusal.value) == "alice holds no scale.py, which is to be trained"


def tiny_submission_of(file):
    from tests.builders import a_submission

    return a_submission(name="alice", modules=(file,))


def test_what_is_neither_number_nor_array_does_not_enter_the_sandbox():
    with pytest.raises(AssignmentError) as refusal:
        boxed._array("a text")
    assert str(refusal.value) == "'a text' is no number or array of numbers, and cannot enter the sandbox"
