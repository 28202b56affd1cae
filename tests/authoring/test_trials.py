"""Things that are tried in processes of their own."""

import os
import signal
import time

import pytest

from grader.authoring import trials
from grader.errors import GraderError


def test_trials_answer_in_their_order_and_one_that_is_ended_has_no_answer():
    def late():
        time.sleep(0.05)
        return b"late"

    def ended():
        os.kill(os.getpid(), signal.SIGKILL)
        return b"never"

    assert trials.results([late, ended, lambda: b"x" * 200_000], 2**33) == [b"late", None, b"x" * 200_000]


def test_a_trial_that_raises_is_a_bug_of_ours():
    with pytest.raises(GraderError) as caught:
        trials.results([lambda: b"", lambda: [][0]], 2**33)

    assert str(caught.value) == (
        "trial 1 failed, and not by what was tried: IndexError: list index out of range"
    )
