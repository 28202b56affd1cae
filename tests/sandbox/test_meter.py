"""All processes of a box together may take so much memory and time, with a control group and without."""

import pytest

from grader.records import Outcome
from grader.sandbox import process
from tests import boxed

TOGETHER = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        kept = b"x" * 250_000_000
        time.sleep(20)
time.sleep(20)
"""
IN_FILES = """
import os, time
for _ in range(60):
    os.write(os.memfd_create("kept"), b"x" * 15_000_000)
time.sleep(20)
"""
BURNING = """
import os
os.fork()
while True: pass
"""


@pytest.fixture(params=["group", "tree"])
def _how(request, monkeypatch):
    if request.param == "tree":
        monkeypatch.setattr(process.group, "make", lambda: None)
    elif (made := process.group.make()) is None:
        pytest.skip("no control group is ours to make here")
    else:
        made.end()


def first(source: str, **limits: float):
    text = boxed.DOUBLE + "\ndef tried(x):\n    return 2 * x\n" + source
    return boxed.run(BACKEND, text, import_wall_seconds=20.0, **limits)


BACKEND = "bare"


@pytest.mark.usefixtures("_how")
@pytest.mark.parametrize("source", [TOGETHER, IN_FILES], ids=["in processes", "in files"])
def test_more_memory_than_all_may_take_is_the_end_of_them_all(source):
    seen = first(source, memory_bytes=600 * 2**20)

    assert {each.outcome for each in seen} == {Outcome.OUT_OF_MEMORY}
    assert {each.detail for each in seen} == {"its processes may take 600 MB together"}


@pytest.mark.usefixtures("_how")
def test_more_time_than_all_may_take_is_the_end_of_them_all():
    seen = first(BURNING, submission_cpu_seconds=1.0)

    assert {each.outcome for each in seen} == {Outcome.NOT_RUN}
    assert {each.detail for each in seen} == {"the submission had used up its 1 s of processor time"}
