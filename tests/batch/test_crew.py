"""Workers behind one interface: what they answer comes by name, and what they do not is explained or ends the run."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.batch import crew
from grader.batch.crew import Crew, Lost
from grader.batch.lane import LaneLost
from grader.errors import GraderError


@pytest.fixture
def workers():
    """Return a crew of two that says a question backwards, and is lost over an empty one."""

    def answer(question, timeout_seconds):
        if not question:
            raise LaneLost
        if question == b"bug":
            raise ZeroDivisionError("nothing is divided")
        return question[::-1]

    threads = ThreadPoolExecutor(2)
    yield Crew(threads, answer, lambda: 2, crew.explain, lambda: None)
    threads.shutdown()


def taken(workers):
    found = {}
    until = time.monotonic() + 60
    while workers.given and time.monotonic() < until:
        found.update(workers.take(1.0))
    return found


def test_answers_come_by_name(workers):
    workers.give("alice", b"abc", 1.0)
    workers.give("bob", b"", 1.0)

    assert taken(workers) == {
        "alice": b"cba",
        "bob": Lost("it ended 3 workers, or they could not answer in time: nobody knows its points"),
    }


def test_no_more_is_given_than_can_be_worked_on_soon(workers):
    room = []
    for name in "abc":
        room.append(workers.has_room)
        workers.give(name, b"x", 1.0)

    assert room == [True, True, True]
    assert not workers.has_room
    assert (workers.given, workers.places) == (3, 2)


def test_what_is_nobodys_submissions_fault_ends_the_run(workers):
    workers.give("alice", b"bug", 1.0)

    with pytest.raises(GraderError) as refused:
        taken(workers)
    assert str(refused.value) == "the workers failed: ZeroDivisionError('nothing is divided')"


def test_a_machine_has_at_least_one_core():
    assert crew.cores() >= 1
