"""How far a class is: what is counted, what a file gets to read, what a screen shows."""

import io
from itertools import count

from grader.batch.progress import Count, Shown
from grader.batch.standing import Standing, Status, Student


def somebody(status=Status.GRADED, reason=""):
    return Standing(student=Student(key="alice", name="Alice"), status=status, reason=reason)


def ticking(seconds=1.0):
    """Return a clock that goes on by so much each time somebody looks."""
    ticks = count()
    return lambda: seconds * next(ticks)


def test_the_rate_is_that_of_what_is_graded_and_the_time_left_follows():
    counted = Count(10, ticking(0.5))
    for _ in range(4):
        counted.graded(somebody())
    counted.running = 2

    assert counted.text() == "4 of 10 done, 2 running, 2.0 a second, 3 s left"


def test_a_slow_class_is_counted_by_the_minute():
    counted = Count(300, ticking(30.0))
    counted.graded(somebody())
    counted.graded(somebody(Status.SET_ASIDE))

    assert counted.text() == "2 of 300 done, 1 set aside, 2.0 a minute, 2 h 29 min left"


def test_what_was_there_before_does_not_count_for_the_rate():
    counted = Count(4, ticking(1.0))
    counted.known(somebody())
    counted.known(somebody())
    counted.graded(somebody())
    counted.graded(somebody())

    assert counted.text() == "4 of 4 done, 2 of them before, 1.0 a second"


def test_nothing_is_known_at_the_beginning():
    assert Count(12).text() == "0 of 12 done"


def test_minutes_are_said_as_minutes():
    counted = Count(121, ticking(1.0))
    counted.graded(somebody())

    assert counted.text() == "1 of 121 done, 1.0 a second, 2 min left"


def test_a_file_gets_a_line_now_and_then_and_one_for_each_that_is_set_aside():
    file, now = io.StringIO(), [0.0]
    with Shown("hw", 20, file, lambda: now[0]) as shown:
        for _ in range(12):
            now[0] += 2.0
            shown.done(somebody())
            shown.look(1)
        shown.done(somebody(Status.SET_ASIDE, "it ended three workers"))

    assert file.getvalue().splitlines() == [
        "hw: 5 of 20 done, 1 running, 30.0 a minute, 30 s left",
        "hw: 10 of 20 done, 1 running, 30.0 a minute, 20 s left",
        "hw: alice is set aside: it ended three workers",
    ]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_screen_gets_a_bar_that_goes_away():
    screen = Terminal()
    with Shown("hw", 2, screen) as shown:
        shown.done(somebody())
        shown.look(1)
        shown.done(somebody(Status.SET_ASIDE, "because [of] this"))

    assert "1 of 2 done, 1 running" in screen.getvalue()
    assert "hw: alice is set aside: because [of] this" in screen.getvalue()
