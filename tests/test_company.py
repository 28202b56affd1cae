"""Checks that share a process: a right answer is what the check would get by itself, and nothing else counts.

In a warm box they share that of the worker, in others a fork of it. That must make no difference.
"""

import sys
from contextlib import nullcontext

import msgspec
import numpy as np
import pytest

from grader.observe import Listener, observe
from grader.records import Outcome, Trial, Visibility
from grader.sandbox.choose import Sandbox
from tests import boxed

PROCESS = "import os\ndef double(x):\n    return os.getpid()\ntried = double\n"


@pytest.fixture(scope="module")
def warm():
    """Return a sandbox that boots once for the whole module."""
    with Sandbox("bubblewrap", warm=True) as sandbox:
        yield sandbox


def once_booted(backend, request):
    """Return a warm sandbox for one `with`; the strongest is kept for the next."""
    return (
        nullcontext(request.getfixturevalue("warm"))
        if backend == "bubblewrap"
        else Sandbox(backend, warm=True)
    )


@pytest.fixture(autouse=True, params=["cold", pytest.param("warm", marks=pytest.mark.needs_bubblewrap)])
def boxes(request, monkeypatch):
    """Have `run` take cold boxes, or warm ones, where `bare` has none."""
    if request.param == "warm":
        stronger = {"bare": "bubblewrap"}
        make = lambda backend: once_booted(stronger.get(backend, backend), request)  # noqa: E731
        monkeypatch.setattr(sys.modules[__name__], "sandbox", make)
    return request.param


def sandbox(backend):
    return Sandbox(backend)


def run(
    source, is_right=lambda seen: True, backend="bare", assignment=None, further=None, is_tame=True, **others
):
    """Return the observations of a module with this text, by check; right is what `is_right` says."""
    listener = Listener([], is_right, *([further] if further else []))
    handed_in = msgspec.structs.replace(boxed.submission(source, **others), is_tame=is_tame)
    with sandbox(backend) as box:
        seen = observe(assignment or boxed.assignment(), handed_in, boxed.GIVEN, box, listener)
        return {each.check: each for each in seen}


def numbers(seen):
    """Return what each check returned as y, a list of numbers or a number; or its outcome."""
    return {
        check: each.quantities["y"].tolist() if each.outcome is Outcome.RETURNED else each.outcome
        for check, each in seen.items()
    }


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_right_checks_share_a_process(backend):
    seen = numbers(run(PROCESS, backend=backend))

    assert len(seen) == 3
    assert len({*seen.values()}) == 1


def test_checks_of_a_submission_that_is_not_tame_share_nothing():
    assert len({*numbers(run(PROCESS, is_tame=False)).values()}) == 3


def test_a_wrong_check_is_run_again_by_itself_and_only_that_counts():
    judged = []

    def is_right(seen):
        judged.append(seen.check)
        return seen.check != "middle"

    seen = numbers(run(PROCESS, is_right))

    assert judged == ["before", "middle", "after"]
    assert seen["before"] == seen["after"] != seen["middle"]


def test_without_a_judge_each_check_has_a_process_to_itself():
    assert len({*numbers(run(PROCESS, None)).values()}) == 3


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_changed_global_does_not_reach_the_next(backend):
    source = (
        "import state\nclass Box:\n    count = []\n"
        "def double(x):\n"
        "    Box.count.append(1); state.count.append(1)\n"
        "    return [len(Box.count), len(state.count)] + 0 * x[:2]\n"
        "tried = double\n"
    )

    seen = numbers(run(source, backend=backend, state="count = []\n"))

    assert seen == {"before": [1.0, 1.0], "middle": [1.0, 1.0], "after": [1.0, 1.0]}


def test_a_module_that_a_check_imports_is_new_for_the_next():
    source = "def double(x):\n    import late\n    late.count += 1\n    return late.count + 0 * x\ntried = double\n"

    seen = numbers(run(source, late="count = 0\n"))

    assert [*seen.values()] == [[1.0] * 3] * 3


@pytest.mark.parametrize(
    "spoil",
    [
        "np.multiply = np.add",
        "np.random.seed = None",
        "np.linalg.norm = None",
        "import builtins; builtins.round = sum",
        "np.left_behind = 1",
        "import threading, time; threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        "import sys; sys.settrace(lambda *_: None)",
        "import sys; sys.setprofile(lambda *_: None)",
    ],
)
def test_after_traces_that_would_remain_nothing_more_runs_in_that_process(spoil):
    source = (
        "import os\nimport numpy as np\n"
        f"def double(x):\n    return os.getpid()\ndef tried(x):\n    {spoil}\n    return os.getpid()\n"
    )

    seen = numbers(run(source))

    assert seen["before"] == seen["middle"] != seen["after"]


def test_random_numbers_are_those_that_the_check_would_draw_by_itself():
    source = (
        "import random\nimport numpy as np\n"
        "def double(x):\n    return np.array([np.random.rand(), random.random()])\n"
        "def tried(x):\n    np.random.seed(5)\n    random.seed(5)\n    return double(x)\n"
    )

    seen = numbers(run(source))

    assert seen["before"] == seen["after"] != seen["middle"]


def test_a_check_that_is_run_again_draws_the_numbers_that_it_would_draw_by_itself():
    source = (
        "import random\nimport numpy as np\n"
        "def double(x):\n    return np.array([np.random.rand(), random.random()])\n"
        "def tried(x):\n    np.random.seed(5)\n    random.seed(5)\n    np.seterr(all='raise')\n    return double(x)\n"
    )

    by_itself, again = numbers(run(source, None)), numbers(run(source, lambda seen: False))

    assert again == by_itself


def test_a_check_that_is_run_again_finds_its_modules_as_the_import_left_them():
    source = (
        "import state\ncount = []\n"
        "def double(x):\n    count.append(1); state.count.append(1)\n    return [len(count), len(state.count)] + 0 * x[:2]\n"
        "tried = double\n"
    )

    seen = numbers(run(source, lambda seen: seen.check == "before", state="count = []\n"))

    assert seen == {"before": [1.0, 1.0], "middle": [1.0, 1.0], "after": [1.0, 1.0]}


def test_a_warning_is_printed_by_each_check_that_is_wrong():
    source = "import numpy as np\ndef double(x):\n    return np.mean(x[:0]) + 0 * x\ntried = double\n"

    by_itself, again = run(source, None), run(source, lambda seen: False)

    assert "Mean of empty slice" in by_itself["after"].output
    assert [again[check].output for check in boxed.GIVEN] == [
        by_itself[check].output for check in boxed.GIVEN
    ]


def test_how_numpy_treats_errors_is_as_it_was():
    source = (
        "import numpy as np\n"
        "def double(x):\n    return x / 0\n"
        "def tried(x):\n    np.seterr(all='raise')\n    return x\n"
    )

    assert run(source)["after"].outcome is Outcome.RETURNED


@pytest.mark.parametrize("backend", boxed.BACKENDS)
@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        ("while True: pass", Outcome.TIMED_OUT),
        ("os._exit(0)", Outcome.CRASHED),
        ("os.kill(os.getppid(), 9)", Outcome.CRASHED),
        ("os.close(1)", Outcome.RETURNED),
        ("raise KeyError(1)", Outcome.RAISED),
    ],
)
def test_what_goes_wrong_in_company_costs_the_others_nothing(ending, outcome, backend):
    quick = [msgspec.structs.replace(each, wall_seconds=0.3) for each in boxed.assignment().checks]
    assignment = msgspec.structs.replace(boxed.assignment(), checks=tuple(quick))
    source = f"import os\n{boxed.DOUBLE}def tried(x):\n    {ending}\n    return x\n"

    seen = run(source, backend=backend, assignment=assignment)

    assert [seen[check].outcome for check in ("before", "middle", "after")] == [
        Outcome.RETURNED,
        outcome,
        Outcome.RETURNED,
    ]


def test_prints_are_kept_apart_and_those_of_the_import_are_left_out():
    source = "def double(x):\n    print('double')\n    return x\n\ndef tried(x):\n    print('tried' * 2000)\n    return x\n"

    seen = run(source)

    assert seen["before"].output == seen["after"].output == "double\n"
    assert seen["middle"].output == ("tried" * 2000)[:8192]
    assert [each.output_is_cut for each in seen.values()] == [False, True, False]


@pytest.mark.parametrize("line", ["print('hello')", "import time; time.sleep(0.1)", "open('nowhere.csv')"])
def test_an_import_that_prints_works_or_lacks_files_is_done_once_and_nothing_shared(line):
    assert len({*numbers(run(f"{line}\n{PROCESS}")).values()}) == 3


def test_hidden_checks_share_no_fork_with_public_ones(boxes):
    checks = [
        msgspec.structs.replace(check, id=f"{check.id}{visibility.value}", visibility=visibility)
        for visibility in (Visibility.HIDDEN, Visibility.PUBLIC)
        for check in boxed.assignment().checks
    ]
    assignment = msgspec.structs.replace(boxed.assignment(), checks=tuple(checks))
    given = {check.id: {"x": np.arange(3.0)} for check in checks}
    handed_in = msgspec.structs.replace(boxed.submission(PROCESS), is_tame=True)
    with sandbox("bare") as box:
        seen = list(observe(assignment, handed_in, given, box, Listener([], lambda seen: True)))

    assert [each.check.endswith("public") for each in seen] == [True] * 3 + [False] * 3
    # The worker may run both, those that print what they know first.
    assert len({each.quantities["y"].item() for each in seen}) == {"cold": 2, "warm": 1}[boxes]


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_further_trials_run_in_the_same_box_round_by_round(backend):
    rounds = [["one", "two"], ["three"], []]

    def further(module):
        assert module == "mlp.py"
        return [Trial(id=id, check=boxed.check("after"), given={"x": np.ones(2)}) for id in rounds.pop(0)]

    seen = run(boxed.DOUBLE + "tried = double\n", backend=backend, further=further)

    assert [*seen] == ["before", "middle", "after", "one", "two", "three"]
    assert seen["three"].quantities["y"].tolist() == [2.0, 2.0]


def test_a_trial_that_ends_the_worker_ends_the_trials_and_nothing_else():
    source = "import os\ndef double(x):\n    len(x) == 2 and os.kill(os.getppid(), 9)\n    return x\ntried = double\n"

    seen = run(
        source,
        further=lambda module: [Trial(id="one", check=boxed.check("after"), given={"x": np.ones(2)})],
    )

    assert [*seen] == ["before", "middle", "after"]
