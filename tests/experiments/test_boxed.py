"""A student's runs in their boxes: what is heard of each epoch, and how each kind of trouble is named."""

import msgspec
import numpy as np
import pytest

from grader import catalog, submission
from grader.experiments import boxed, declared, handed_in
from grader.experiments.execute import Done, Job, Ticked
from grader.inside.training import Patience
from reference.plan import Part, Run
from tests.experiments import students, tiny

QUICK, LONG = Patience(first=0.5), Patience(first=30.0)
MEMORY_BYTES = 400 * 2**20
BACKENDS = [
    pytest.param("bubblewrap", marks=pytest.mark.needs_bubblewrap),
    pytest.param("user", marks=pytest.mark.needs_root),
    "bare",
]


@pytest.fixture
def trained(course, tmp_path):
    """Return a function that has a file do one run, and returns its events."""

    def train(text, driver=tiny.DRIVER, epochs=3, backend="bare", patience=LONG, runs=1, **given):
        root = course(driver=driver)
        assignment = catalog.load(root, tiny.HW)
        limits = msgspec.structs.replace(assignment.limits, memory_bytes=MEMORY_BYTES)
        assignment = msgspec.structs.replace(assignment, limits=limits)
        read = submission.read(tiny.submission(tmp_path / "sub", text), assignment)
        handed = handed_in.handed(declared.load(root, tiny.HW), assignment, read, backend)
        given = {"X": tiny.data().Xtrain, "rate": 0.5, "seed": 0, "epochs": epochs} | given
        part = Part("scale.py", "train", given, ("loss",))
        tasks = [boxed.Task(Job(Run(str(run), "", {}), 0, epochs), part) for run in range(runs)]
        return list(boxed.execute(tasks, handed._replace(patience=patience)))

    return train


def ended(events):
    """Return the only end among the events."""
    (end,) = [event for event in events if isinstance(event, Done)]
    return end


@pytest.mark.parametrize("backend", BACKENDS)
def test_each_epoch_is_heard_and_its_numbers_are_plain(backend, trained):
    events = trained(tiny.SCALE, backend=backend)

    assert events[:3] == [Ticked("0")] * 3
    assert ended(events).quantities["loss"].tolist() == [4.5**2 / 4, 4.5**2 / 16, 4.5**2 / 64]
    assert ended(events).quantities["loss"].dtype == np.float64
    assert ended(events).trouble == ""


@pytest.mark.parametrize("name", [name for name, (_, said) in students.TROUBLES.items() if said])
def test_trouble_is_named_with_its_epoch_in_the_judges_words(name, trained):
    body, said = students.TROUBLES[name]

    end = ended(trained(students.INIT + body, patience=QUICK if "{first}" in said else LONG))
    assert end.trouble == f"epoch 1 of 3: {said.format(first=0.5)}"
    assert end.quantities == {}


def test_what_a_run_had_come_to_until_it_failed_is_kept(trained):
    late = students.INIT.replace("self.factor = factor", "self.factor, self.calls = factor, CALLS") + (
        "        CALLS.append(1)\n        if len(CALLS) == 3:\n            raise ValueError('late')\n"
        "        return self.factor * x\n"
    )

    end = ended(trained("CALLS = []\n\n" + late))
    assert end.trouble == "epoch 3 of 3: raised ValueError at scale.py:10 in Scale.forward: late"
    assert len(end.quantities["loss"]) == 2


def test_an_epoch_that_takes_much_longer_than_the_first_is_too_long(trained):
    slow = (
        "import time\nCALLS = []\n\n"
        + students.INIT
        + (
            "        CALLS.append(1)\n        time.sleep(30 * (len(CALLS) == 2))\n        return self.factor * x\n"
        )
    )

    end = ended(trained(slow, patience=Patience(first=5.0, slack=0.5, times=1.0)))
    assert end.trouble.startswith("epoch 2 of 3: did not finish within 0.5")
    assert end.trouble.endswith(" s; it was at scale.py:10 in Scale.forward: is there an endless loop?")


def test_after_two_runs_that_hang_the_others_get_a_tenth_of_the_time(trained, monkeypatch):
    monkeypatch.setattr(boxed, "processors", lambda: 1)
    hangs = students.INIT + students.TROUBLES["hangs"][0]

    events = trained(hangs, patience=Patience(first=0.5), runs=3)
    assert [event.trouble[:44] for event in events] == [
        "epoch 1 of 3: did not finish within 0.5 s; i",
        "epoch 1 of 3: did not finish within 0.5 s; i",
        "epoch 1 of 3: did not finish within 0.05 s; ",
    ]


@pytest.mark.parametrize(
    ("value", "heard"),
    [
        ("float('nan')", [np.nan]),
        ("None", [np.nan]),
        ("np.ones(3)", [np.nan]),
        ("'1.0'", [np.nan]),
        ("True", [1.0]),
        ("np.float32(0.5)", [0.5]),
    ],
)
def test_what_is_no_number_is_heard_as_none(value, heard, trained):
    driver = (
        f"import numpy as np\n\ndef train(scale, X, rate, seed, epochs):\n    yield {{'loss': {value}}}\n"
    )

    end = ended(trained(tiny.SCALE, driver=driver, epochs=1))
    assert np.array_equal(end.quantities["loss"], heard, equal_nan=True)


def test_quantities_that_nobody_asked_for_are_not_kept(trained):
    driver = "def train(scale, X, rate, seed, epochs):\n    yield {'loss': 1.0, '<script>': 2.0}\n"

    assert ended(trained(tiny.SCALE, driver=driver, epochs=1)).quantities.keys() == {"loss"}


def test_a_file_that_cannot_be_imported_says_so(trained):
    end = ended(trained("import numpy as np\nraise ValueError('no')\n"))

    assert end.trouble == "while scale.py was being imported: raised ValueError at scale.py:2: no"


def test_an_import_that_ends_the_process_says_so(trained):
    end = ended(trained("import os\nos._exit(0)\n"))

    assert end.trouble == "while the submission was being imported: crashed: it ended the process that trains"


def test_the_data_arrives_as_it_is_and_a_plain_number_as_one(trained):
    driver = (
        "def train(scale, X, rate, seed, epochs, pixels, flag, half):\n"
        "    assert type(epochs) is int and type(rate) is float and half == 0.5 and flag is True\n"
        "    assert str(pixels.dtype) == 'uint8' and pixels.shape == (1000, 5000)\n"
        "    yield {'loss': float(pixels.sum())}\n"
    )
    pixels = np.ones((1000, 5000), np.uint8)

    end = ended(trained(tiny.SCALE, driver=driver, epochs=1, pixels=pixels, flag=True, half=np.float64(0.5)))
    assert (end.trouble, end.quantities["loss"].tolist()) == ("", [5e6])


def test_there_is_room_for_the_data_as_it_comes_and_as_numbers_to_compute_with():
    assert boxed._room({"X": np.zeros((10, 10), np.uint8), "rate": 0.5}) == 2 * 100 + 3 * 8 * 100


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_submission_finds_neither_the_reference_nor_its_results(backend, trained, tmp_path):
    (tmp_path / "results.csv").write_text("secret")
    looking = (
        "import sys\n\nNAMES = ('reference', 'reference.plan', 'grader.experiments', 'grader.catalog')\n"
        + students.INIT
        + "        if [name for name in NAMES if name in sys.modules]:\n            raise ValueError('found')\n"
        f"        open({str(tmp_path / 'results.csv')!r}).read()\n"
    )

    end = ended(trained(looking, backend=backend))
    assert "in Scale.forward: [Errno " in end.trouble
