"""How a run ends that does not end well: what is said of it, and that the other checks are graded."""

import pytest

from grader.records import Outcome
from tests import boxed

# The body of a function that finds the pipe to the supervisor: a descriptor that can be written to but not read.
WRITABLE = """
    import fcntl, os, stat
    for descriptor in range(3, 64):
        try:
            mode = fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE
            if mode == os.O_WRONLY and stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                return descriptor
        except OSError:
            continue
"""
TRIED = boxed.DOUBLE + "def tried(x):\n    "


# what the middle check tries → (outcome, exception type, detail)
ENDINGS = {
    "while True: pass": (Outcome.TIMED_OUT, None, "2 s"),
    "raise ValueError('no')": (Outcome.RAISED, "ValueError", ""),
    "import sys; sys.exit(3)": (Outcome.RAISED, "SystemExit", ""),
    "import os; os._exit(0)": (
        Outcome.CRASHED,
        None,
        "the process ended by itself, with status 0: does the code call os._exit?",
    ),
    "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)": (
        Outcome.CRASHED,
        None,
        "it was killed by SIGSEGV",
    ),
    "import os; os.kill(os.getpid(), 9)": (
        Outcome.CRASHED,
        None,
        "it was killed (SIGKILL): it used up its memory or its processor time",
    ),
    "import os; os.kill(os.getppid(), 9)": (
        Outcome.CRASHED,
        None,
        "it ended the process that runs the checks",
    ),
    "import numpy as np; return np.ones(8 * 10**9)": (Outcome.OUT_OF_MEMORY, "MemoryError", ""),
    "import numpy as np; return np.ones(3 * 10**6)": (Outcome.CRASHED, None, "it returned more than 16 MiB"),
    "for _ in range(1000): print('x' * 10**6)": (Outcome.CRASHED, "OSError", "it printed more than 16 MiB"),
    "import os\n    while True: os.fork()": (Outcome.RAISED, "PermissionError", ""),
    "import subprocess; subprocess.run(['true'])": (Outcome.RAISED, "PermissionError", ""),
    "import socket; socket.socket()": (Outcome.RAISED, "PermissionError", ""),
    "import os; os.closerange(0, 256); return x": (
        Outcome.CRASHED,
        None,
        "it closed the files through which it answers",
    ),
    "return tried(x)": (Outcome.RAISED, "RecursionError", ""),
    "import torch": (Outcome.RAISED, "ModuleNotFoundError", ""),
    "import msgspec": (Outcome.RAISED, "ModuleNotFoundError", ""),
}


@pytest.mark.parametrize("backend", boxed.QUICK_BACKENDS)
@pytest.mark.parametrize("tried", ENDINGS)
def test_a_check_that_ends_badly_is_named_and_the_others_are_graded(backend, tried):
    before, middle, after = boxed.run(backend, TRIED + tried)

    outcome, exception, detail = ENDINGS[tried]
    assert middle.outcome is outcome
    assert (middle.exception[0] if middle.exception else None) == exception
    assert middle.detail == detail
    assert [before.outcome, after.outcome] == [Outcome.RETURNED] * 2


@pytest.mark.parametrize("backend", boxed.QUICK_BACKENDS)
def test_a_time_out_says_on_which_line_the_code_stood(backend):
    _, middle, _ = boxed.run(backend, TRIED + "total = 0\n    while True:\n        total += 1\n")

    assert middle.frames[-1].function == "tried"
    assert middle.frames[-1].text in ("while True:", "total += 1")


def test_an_exception_carries_the_students_lines_with_qualified_names():
    source = (
        boxed.DOUBLE
        + "class Layer:\n    def forward(self, x):\n        return 1 / 0\n\ntried = Layer().forward\n"
    )

    _, middle, _ = boxed.run("bare", source)

    assert middle.exception == ("ZeroDivisionError", "division by zero")
    assert [(each.file, each.line, each.function, each.text) for each in middle.frames] == [
        ("mlp.py", 6, "Layer.forward", "return 1 / 0")
    ]


# a module that never gets imported → (outcome, exception type, detail)
BAD_IMPORTS = {
    "while True: pass": (Outcome.TIMED_OUT, None, ""),
    "import os; os._exit(0)": (Outcome.CRASHED, None, "it ended the process that imports it"),
    "import sys; sys.exit('bye')": (Outcome.RAISED, "SystemExit", ""),
    "print('x' * 2 * 10**7)": (Outcome.CRASHED, "OSError", "it printed more than 16 MiB"),
    "import os\nfor d in range(3, 64):\n  try: os.write(d, b'GRD1' + bytes(9))\n  except OSError: pass": (
        Outcome.CRASHED,
        None,
        "it sent something that is not an answer",
    ),
}


@pytest.mark.parametrize("backend", boxed.QUICK_BACKENDS)
@pytest.mark.parametrize("source", BAD_IMPORTS)
def test_an_import_that_ends_badly_is_said_of_every_check(backend, source):
    seen = boxed.run(backend, source)

    outcome, exception, detail = BAD_IMPORTS[source]
    assert len(seen) == 3
    for each in seen:
        assert each.during_import
        assert each.outcome is outcome
        assert (each.exception[0] if each.exception else None) == exception
        assert each.detail == detail


@pytest.mark.parametrize("backend", boxed.QUICK_BACKENDS)
def test_a_worker_that_dribbles_is_out_of_time_all_the_same(backend):
    # The header of a long frame, and then byte after byte.
    dribble = "import os, time\nos.write({}, b'GRD1\\x04' + (2**24).to_bytes(8, 'little'))\n" + (
        "while True:\n    os.write({}, b'x')\n"
    )

    seen = boxed.run(backend, "def writable():\n" + WRITABLE + dribble.replace("{}", "writable()"))

    assert {each.outcome for each in seen} == {Outcome.TIMED_OUT}


FORKS = {
    "raises": "import os\nwhile True: os.fork()\n",
    "goes on": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n",
}


@pytest.mark.parametrize("backend", boxed.BACKENDS[:2])
@pytest.mark.parametrize("forks", FORKS)
def test_a_fork_bomb_at_import_ends_with_its_box(backend, forks):
    seen = boxed.run(backend, FORKS[forks])

    assert {each.outcome for each in seen} == {Outcome.RAISED if forks == "raises" else Outcome.TIMED_OUT}


@pytest.mark.parametrize("backend", boxed.QUICK_BACKENDS)
def test_a_process_left_behind_by_the_import_neither_lives_on_nor_answers(backend):
    source = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(99)\n"

    seen = boxed.run(backend, source + TRIED + "return x\n")

    assert [each.outcome for each in seen] == [Outcome.RETURNED] * 3
