"""What comes out of the sandbox, for submissions that behave and submissions that don't."""

import marshal

import msgspec
import numpy as np
import pytest

from grader.conversation import Ahead, request, shared_task, task
from grader.errors import SandboxError
from grader.inside.wire import decode
from grader.observe import observe
from grader.records import Outcome, Visibility
from grader.sandbox.choose import Sandbox
from tests import boxed

TRIED = boxed.DOUBLE + "def tried(x):\n    "


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_check_that_returns_is_observed_with_its_numbers(backend):
    before, middle, after = boxed.run(backend, TRIED + "return x.astype(np.float32)\nimport numpy as np\n")

    assert [each.outcome for each in (before, middle, after)] == [Outcome.RETURNED] * 3
    assert before.quantities["y"].tolist() == [0.0, 2.0, 4.0]
    assert middle.quantities["y"].dtype == np.float32
    assert after.quantities["x afterwards"].tolist() == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_one_check_cannot_change_what_the_next_sees(backend):
    source = (
        "state = []\n"
        + boxed.DOUBLE.replace("2 *", "(2 + len(state)) *")
        + "def tried(x):\n    state.append(1)\n"
    )

    _, _, after = boxed.run(backend, source)

    assert after.quantities["y"].tolist() == [0.0, 2.0, 4.0]


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_the_course_folder_and_other_peoples_files_are_out_of_reach(backend, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    secret.chmod(0o644)

    _, middle, _ = boxed.run(backend, TRIED + f"open({str(secret)!r}).read()")

    assert middle.outcome is Outcome.RAISED
    assert middle.exception[0] in ("PermissionError", "FileNotFoundError")


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_the_standard_library_is_there_whatever_the_sandbox_closed(backend):
    modules = (
        "json.tool, xml.dom.minidom, importlib.metadata, sqlite3, statistics, numpy.fft, numpy.polynomial"
    )

    _, middle, _ = boxed.run(backend, TRIED + f"import {modules}\n    return x\n")

    assert middle.outcome is Outcome.RETURNED, middle.exception


def test_a_declared_module_that_is_absent_gets_a_stand_in():
    source = (
        "import matplotlib.pyplot as plt\nfrom matplotlib import cm\nfrom tqdm import tqdm\n"
        "figure, axes = plt.subplots()\naxes.plot([1])\nwith plt.style.context('x'): plt.show()\n"
        + TRIED
        + "return sum(x for _ in tqdm(range(3)))\n"
    )

    _, middle, _ = boxed.run("bare", source)

    assert middle.quantities["y"].tolist() == [0.0, 3.0, 6.0]


def test_what_is_printed_is_kept_up_to_a_cap_and_marked_as_cut():
    _, middle, _ = boxed.run("bare", TRIED + "print('a' * 9000)\n    return x\n")

    assert middle.output == "a" * 8192
    assert middle.output_is_cut


def test_prints_of_different_checks_are_kept_apart():
    source = "print('import')\n" + boxed.DOUBLE.replace("    return", "    print('double')\n    return")

    before, middle, after = boxed.run("bare", source + "def tried(x):\n    print('tried')\n    return x\n")

    assert [each.output for each in (before, middle, after)] == ["double\n", "tried\n", "double\n"]


def test_what_is_no_array_of_numbers_is_reported_by_its_type():
    _, middle, _ = boxed.run("bare", TRIED + "import numpy as np; return np.array([None])")

    assert middle.quantities["y"] == "ndarray of object"


def test_a_check_that_is_out_of_time_does_not_use_up_the_others():
    _, middle, after = boxed.run("bare", TRIED + "while True: pass")

    assert middle.outcome is Outcome.TIMED_OUT
    assert after.outcome is Outcome.RETURNED


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_checks_that_run_side_by_side_are_told_apart_whichever_is_done_first(backend):
    """The first sleeps, the second ends the worker, the third prints: each gets its own verdict."""
    source = (
        "import os, time\n"
        "def double(x):\n    time.sleep(0.3)\n    print('double')\n    return 2 * x\n\n"
        "def tried(x):\n    os.kill(os.getppid(), 9)\n"
    )

    before, middle, after = boxed.run(backend, source)

    assert [before.outcome, middle.outcome, after.outcome] == [
        Outcome.RETURNED,
        Outcome.CRASHED,
        Outcome.RETURNED,
    ]
    assert middle.detail == "it ended the process that runs the checks"
    assert before.output == after.output == "double\n"


def test_when_the_submissions_time_is_up_the_rest_is_not_run():
    source = "import time\ndef double(x):\n    time.sleep(0.7)\n    return x\n\ntried = double\n"

    *_, after = boxed.run("bare", source, submission_wall_seconds=1.0)

    assert after.outcome is Outcome.NOT_RUN
    assert after.detail == "the submission had used up its 1 s"


def test_when_the_submissions_processor_time_is_up_the_rest_is_not_run():
    source = "def double(x):\n    for _ in range(10**8): pass\n    return x\n\ntried = double\n"

    # More than the start of the worker takes on a slow machine.
    *_, after = boxed.run("bare", source, submission_cpu_seconds=1.0)

    assert after.outcome is Outcome.NOT_RUN
    assert after.detail == "the submission had used up its 1 s of processor time"


def test_what_the_worker_says_of_time_has_no_room_for_an_input():
    """A submission that writes to the supervisor itself could put a hidden number where its time belongs."""
    source = boxed.DOUBLE + (
        "import sys\n"
        "inside = sys.modules['grader.inside.company']\n"
        "inner = inside.answer\n"
        "inside.answer = lambda *arguments: [*inner(*arguments)[:-1], ('seconds', 0.00012820999836549163)]\n"
        "tried = double\n"
    )

    seconds = {seen.seconds for seen in boxed.run("bare", source)}
    assert 0.0001 in seconds
    assert seconds <= {0.0, 0.0001}


def test_a_submission_of_several_files_may_import_its_own():
    given = boxed.GIVEN
    handed_in = boxed.submission("from layers import double\ntried = double\n", layers=boxed.DOUBLE)
    with Sandbox("bare") as sandbox:
        seen = list(observe(boxed.assignment(), handed_in, given, sandbox))

    assert seen[1].quantities["y"].tolist() == [0.0, 2.0, 4.0]


def test_a_submitted_file_never_takes_the_place_of_a_real_module():
    handed_in = boxed.submission(
        "import random, numpy.random as r\ndef double(x): return x\ndef tried(x): return x + len(random.__file__) * 0\n",
        random="raise SystemExit",
        numpy="raise SystemExit",
    )
    with Sandbox("bare") as sandbox:
        seen = list(observe(boxed.assignment(), handed_in, boxed.GIVEN, sandbox))

    assert seen[1].outcome is Outcome.RETURNED


def names(frame: bytes) -> set[str]:
    """Return the kinds of fields in a frame."""
    return {name.split(":")[0] for name, _ in decode(frame[13:])}


def test_the_frames_hold_inputs_files_and_limits_and_nothing_else():
    check = boxed.check("middle")

    assert names(
        request(boxed.assignment(), boxed.submission("x = 1"), "mlp.py", Ahead(tasks=3, lanes=2))
    ) == {
        "module",
        "checks",
        "stand_ins",
        "limit",
        "file",
    }
    alone, shared = task(check, boxed.GIVEN[check.id]), shared_task([check, check], boxed.GIVEN, 1.0)
    assert names(alone) == {"wall", "task"}
    assert names(shared) == {"shared_wall", "task"}
    for name, payload in [*decode(alone[13:]), *decode(shared[13:])]:
        if name == "task":
            assert {inner.split(":")[0] for inner, _ in decode(payload)} == {"function", "given"}


# A check's side that looks for 12345.0 in everything that it can reach from its own stack and from the collector.
SPY = """
import gc, struct, sys
import numpy as np

def tried(x):
    todo, seen, needle = gc.get_objects(), set(), struct.pack("<d", 12345.0)
    frame = sys._getframe()
    while frame:
        todo += frame.f_locals.values()
        frame = frame.f_back
    while todo:
        thing = todo.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, np.ndarray) and thing.dtype == float and needle in thing.tobytes():
            return 1.0
        if isinstance(thing, (bytes, bytearray)) and thing is not needle and needle in thing:
            return 1.0
        todo += gc.get_referents(thing)
    return 0.0
"""


def test_the_inputs_of_hidden_checks_come_only_when_the_public_ones_are_done():
    public, hidden = boxed.check("middle"), boxed.check("after")
    hidden = msgspec.structs.replace(hidden, visibility=Visibility.HIDDEN, function="middle")
    assignment = msgspec.structs.replace(boxed.assignment(), checks=(hidden, public))
    given = {"after": {"x": np.array([12345.0])}, "middle": {"x": np.array([1.0])}}
    source = boxed.DOUBLE + SPY
    with Sandbox("bare") as sandbox:
        first, second = observe(assignment, boxed.submission(source), given, sandbox)

    assert (first.check, second.check) == ("middle", "after")
    assert first.quantities["y"] == 0.0
    # The same spy does find what is there.
    assert second.quantities["y"] == 1.0


def test_a_worker_that_fails_before_the_submission_runs_is_our_fault():
    broken = boxed.assignment()
    broken = type(broken)(
        **{
            **{f: getattr(broken, f) for f in broken.__struct_fields__},
            "sandbox_code": marshal.dumps(compile("1 / 0", "checks.py", "exec")),
        }
    )

    with Sandbox("bare") as sandbox, pytest.raises(SandboxError) as caught:
        list(observe(broken, boxed.submission("x = 1"), boxed.GIVEN, sandbox))

    assert str(caught.value) == (
        "bare: the worker failed before the submission ran: ZeroDivisionError: division by zero"
    )
