"""The reader of the worker's frames trusts nothing."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.inside.wire import FrameReader, Kind, WireError, as_array, decode, encode, frame

DTYPES = st.sampled_from(["?", "i1", "<i2", "<i4", "<i8", "u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8"])


@given(hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)))
def test_an_array_arrives_bit_for_bit(array):
    [(name, arrived)] = decode(encode([("W after step", array)]))

    assert name == "W after step"
    assert type(arrived) is np.ndarray
    assert arrived.dtype == array.dtype
    assert arrived.shape == array.shape
    assert arrived.tobytes() == array.tobytes()


@given(st.text(), st.floats(allow_nan=False), st.binary())
def test_texts_numbers_and_bytes_arrive_unchanged(text, number, raw):
    name, arrived = zip(*decode(encode([("a", text), ("b", number), ("c", raw)])), strict=True)

    assert name == ("a", "b", "c")
    assert arrived == (text.encode("utf-8", "backslashreplace").decode(), number, raw)


@given(st.binary(max_size=200))
def test_any_bytes_give_fields_or_a_wire_error(payload):
    try:
        fields = decode(payload)
    except WireError:
        return

    assert all(isinstance(name, str) for name, _ in fields)


@given(st.data())
def test_a_cut_or_changed_payload_gives_fields_or_a_wire_error(data):
    payload = bytearray(encode([("x", np.arange(6.0).reshape(2, 3)), ("text", "abc"), ("n", 1.5)]))
    for _ in range(data.draw(st.integers(1, 3))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(payload[: data.draw(st.integers(0, len(payload)))])

    try:
        decode(cut)
    except WireError:
        return


@given(st.lists(st.binary(max_size=64), max_size=8), st.integers(0, 256))
def test_any_stream_gives_frames_or_a_wire_error_and_no_frame_above_the_cap(chunks, cap):
    reader = FrameReader(cap)
    try:
        frames = [each for chunk in chunks for each in reader.feed(chunk)]
    except WireError:
        return

    assert all(len(payload) <= cap for _, payload in frames)


@given(st.integers(1, 7))
def test_frames_may_arrive_in_pieces_of_any_size(size):
    stream = frame(Kind.IMPORTED, [("check", 3.0)]) + frame(Kind.OBSERVED, [("x", np.ones(3))])
    reader = FrameReader(1_000)

    frames = [
        each for start in range(0, len(stream), size) for each in reader.feed(stream[start : start + size])
    ]

    assert [kind for kind, _ in frames] == [Kind.IMPORTED, Kind.OBSERVED]
    assert decode(frames[0][1]) == [("check", 3.0)]


def array_field(code: int, shape: tuple[int, ...], raw: bytes) -> bytes:
    """An ARRAY field of our own making, lies included."""
    return (
        b"\x03"
        + struct.pack("<H", 1)
        + b"x"
        + bytes([code, len(shape)])
        + struct.pack(f"<{len(shape)}Q", *shape)
        + raw
    )


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (array_field(99, (1,), b"\0" * 8), "an array has an unknown type"),
        (array_field(11, (1,) * 9, b"\0" * 8), "an array has an unknown type"),
        (array_field(11, (2,), b"\0" * 8), "a field is longer than its frame"),
        (array_field(11, (2**63, 2), b""), "a field is longer than its frame"),
        (array_field(11, (2**32, 2**32), b""), "a field is longer than its frame"),
        (array_field(11, (2**63, 2**63, 0), b""), "an array has an impossible shape"),
        (b"\x09" + struct.pack("<H", 1) + b"x", "a field has an unknown type"),
        (
            b"\x00" + struct.pack("<H", 1) + b"x" + struct.pack("<I", 2**32 - 1),
            "a field is longer than its frame",
        ),
        (b"\x00" + struct.pack("<H", 1) + b"\xff" + struct.pack("<I", 0), "a text is not UTF-8"),
        ((b"\x02" + struct.pack("<H", 0) + b"\0" * 8) * 10_001, "too many fields"),
        ((b"\x00" + struct.pack("<HI", 0, 2**21) + b"t" * 2**21) * 3, "there is too much text"),
        (
            (b"\x02" + struct.pack("<H", 2**16 - 1) + b"n" * (2**16 - 1) + b"\0" * 8) * 70,
            "there is too much text",
        ),
    ],
    ids=[
        "dtype",
        "dimensions",
        "length",
        "one dimension",
        "overflow",
        "overflow times 0",
        "tag",
        "text",
        "name",
        "fields",
        "texts",
        "names",
    ],
)
def test_a_lie_is_named(payload, reason):
    with pytest.raises(WireError) as caught:
        decode(payload)

    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        (b"GRD2\x01" + b"\0" * 8, "this is not a frame"),
        (b"GRD1\x63" + b"\0" * 8, "this is not a frame"),
        (b"GRD1\x05" + struct.pack("<Q", 101), "a frame is longer than allowed"),
        (b"GRD1\x05" + struct.pack("<Q", 2**64 - 1), "a frame is longer than allowed"),
    ],
    ids=["magic", "kind", "cap", "huge"],
)
def test_a_stream_that_is_not_made_of_frames_is_refused(stream, reason):
    with pytest.raises(WireError) as caught:
        FrameReader(100).feed(stream)

    assert str(caught.value) == reason


def test_a_boolean_is_made_true_or_false_whatever_its_byte():
    [(_, arrived)] = decode(array_field(0, (3,), b"\x00\x02\xff"))

    assert arrived.view(np.uint8).tolist() == [0, 1, 1]


class Liar(np.ndarray):
    """A subclass that says everything is equal to it."""

    def __array_function__(self, function, types, arguments, keywords):
        return True


def test_only_the_raw_numbers_of_a_subclass_travel():
    array = as_array(np.ones(3).view(Liar))

    assert type(array) is np.ndarray
    assert array.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        [1.0],
        (1, 2),
        {},
        np.array([None]),
        np.array(["a"]),
        np.array(1j),
        10**30,
        np.zeros((1,) * 9),
    ],
    ids=repr,
)
def test_what_is_no_array_of_numbers_does_not_travel(value):
    assert as_array(value) is None


@pytest.mark.parametrize(
    "value", [1, 1.5, True, np.float32(2), np.array(3), np.array([1], ">f8"), np.longdouble(1)]
)
def test_numbers_of_every_kind_travel(value):
    array = as_array(value)

    assert array is not None
    assert decode(encode([("x", array)]))[0][1].tolist() == np.asarray(value).tolist()


def test_frames_before_a_broken_one_are_not_lost():
    reader = FrameReader(100)

    frames = reader.feed(frame(Kind.IMPORTING) + b"garbage, and more of it")

    assert [kind for kind, _ in frames] == [Kind.IMPORTING]
    with pytest.raises(WireError, match="this is not a frame"):
        reader.feed(b"")
