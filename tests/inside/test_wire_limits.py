"""What it takes to read what a worker sends: no more memory than a few frames, and no more time than allowed."""

import contextlib
import gc
import itertools
import struct
import tracemalloc
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.conversation import Conversation
from grader.inside.wire import FrameReader, Kind, WireError, decode, encode, frame
from grader.observation import unpack
from grader.records import Limits

CAP = 2**24
# What fills a frame of the largest size, in as many ways as there are to need more than its length.
LARGE = {
    "an answer in an answer": [("answer", encode([("answer", encode([("=y", np.zeros(CAP // 8 - 99))]))]))],
    "an array of booleans": [("=y", np.zeros(CAP - 99, bool))],
    "many empty arrays": [("=y", np.zeros(0))] * 9_999,
    "texts in letters of four bytes": [("text", "\U0001f600" * 2**19)] * 2
    + [("=y", np.zeros(CAP // 8 - 2**20))],
    "texts with one wide letter": [("text", "\U0001f600" + "t" * 2**20)] * 3
    + [("=y", np.zeros(CAP // 8 - 2**20))],
}


@pytest.mark.parametrize("contents", LARGE.values(), ids=LARGE)
def test_reading_a_frame_takes_no_more_memory_than_a_few_of_the_largest_size(contents):
    """A frame, its payload, an answer in it, its arrays, and what text takes: five times the cap."""
    stream = frame(Kind.OBSERVED, contents)
    assert len(stream) <= CAP
    reader = FrameReader(CAP)
    gc.collect()
    tracemalloc.start()
    try:
        for start in range(0, len(stream), 2**16):
            for _, payload in reader.feed(stream[start : start + 2**16]):
                with contextlib.suppress(WireError):
                    unpack("check", payload, (), Limits())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 5 * CAP


def test_a_length_that_nothing_follows_reserves_nothing():
    reader = FrameReader(2**40)
    tracemalloc.start()
    try:
        reader.feed(b"GRD1\x06" + struct.pack("<Q", 2**40))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 2**16


class Dribble:
    """A box that says these pieces, each after so many seconds of a clock of its own."""

    backend = "a box"

    def __init__(self, pieces):
        self.pieces = list(pieces)
        self.now = 0.0

    def receive(self, timeout_seconds):
        assert timeout_seconds > 0
        if not self.pieces:
            return b""
        seconds, piece = self.pieces[0]
        if seconds > timeout_seconds:
            self.now += timeout_seconds
            self.pieces[0] = (seconds - timeout_seconds, piece)
            return None
        self.now += seconds
        del self.pieces[0]
        return piece


@given(st.data())
def test_whatever_dribbles_in_is_waited_for_no_longer_than_allowed(data):
    stream = frame(Kind.OBSERVED, [("x", np.ones(3))]) * 2 + data.draw(st.binary(max_size=20))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    texts = [stream[start:end] for start, end in itertools.pairwise([0, *cuts, len(stream)]) if start < end]
    box = Dribble((data.draw(st.sampled_from([0.0, 0.25, 1.0, 60.0])), text) for text in texts)
    with patch("grader.conversation.time.monotonic", lambda: box.now):
        talk = Conversation(box, 2**10)
        for until in (1.0, 2.0, 3.0):
            try:
                assert decode(talk.next(Kind.OBSERVED, until))[0][0] == "x"
            except (TimeoutError, EOFError, WireError):
                break
            finally:
                assert box.now <= until
