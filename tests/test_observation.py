"""From the worker's bytes to an Observation: whatever a forger sends, it is capped, or it is no answer."""

import numpy as np
import pytest

from grader.inside.wire import WireError, encode
from grader.observation import unpack, unpack_shared
from grader.records import Limits, Outcome, SubmittedFile
from tests import boxed

LIMITS = Limits()


def observed(source="", **fields):
    """Return what the payload with these fields says, for a submission of one file."""
    sent = {"outcome": "crashed", "seconds": 0.5, "output": b"", "output_bytes": 0.0, **fields}
    file = SubmittedFile(name="mlp.py", content=source.encode(), sha256="")
    return unpack("forward", encode(sent.items()), (file,), LIMITS)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("signal 11", "it was killed by SIGSEGV"),
        ("signal 9", "it was killed (SIGKILL): it used up its memory or its processor time"),
        ("signal 250", "it was killed by signal 250"),
        ("exit 3", "the process ended by itself, with status 3: does the code call os._exit?"),
        ("closed", "it closed the files through which it answers"),
        ("reply", "it returned more than 16 MiB"),
        ("cpu", "the submission had used up its 120 s of processor time"),
        ("wall 5", "5 s"),
    ],
)
def test_each_code_of_the_worker_has_its_clause(code, sentence):
    assert observed(detail=code).detail == sentence


@pytest.mark.parametrize(
    "code", ["signal ²", "exit \u0661\u0661", "signal " + "9" * 5000, "wall x", "<b>", "exit -1", "signal"]
)
def test_a_code_that_is_none_says_nothing(code):
    assert observed(detail=code).detail == ""


def test_texts_are_cut_whatever_their_length():
    seen = observed(
        outcome="raised",
        exception="E" * 10**6,
        text="t" * 10**6,
        output=b"o" * 10**6,
        output_bytes=1e6,
        detail="d" * 10**6,
    )

    assert seen.exception == ("E" * 200, "t" * 4000)
    assert seen.output == "o" * 8192
    assert seen.output_is_cut
    assert seen.detail == ""


def test_names_of_quantities_and_of_their_types_are_cut():
    seen = observed(outcome="returned", **{"=" + "q" * 10**5: "t" * 10**5})

    assert seen.quantities == {"q" * 200: "t" * 200}


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "splendid"},
        {"outcome": 1.0},
        {"seconds": float("nan")},
        {"seconds": "long"},
        {"output": "text"},
        {"output_bytes": b""},
        {"answer": "not bytes"},
        {"answer": b"not fields"},
        {"outcome": "returned", "=dx": 1.0},
        {"frames": np.ones(2)},
    ],
    ids=repr,
)
def test_a_field_of_another_kind_makes_it_no_answer(fields):
    with pytest.raises(WireError):
        observed(**fields)


def test_frames_name_only_lines_that_are_there():
    seen = observed(
        "def f(x):\n    return 1\n", frames="mlp.py:2\nmlp.py:3\nother.py:1\nmlp.py:x\nmlp.py:99999999\n"
    )

    assert [(each.line, each.function, each.text) for each in seen.frames] == [(2, "f", "return 1")]


def test_the_innermost_function_is_named():
    source = "class A:\n    def f(self):\n        def g():\n            return 1\n        return g()\n"

    seen = observed(source, frames="mlp.py:5\nmlp.py:4")

    assert [each.function for each in seen.frames] == ["A.f", "A.f.g"]


def test_functions_nested_deeply_are_found_and_their_name_is_cut():
    depth = 90
    source = "".join(f"{' ' * level}def function{level}():\n" for level in range(depth))
    source += "".join(f"{' ' * depth}x = {number}\n" for number in range(10_000))

    seen = observed(source, frames=f"mlp.py:{depth + 5000}")

    assert len(seen.frames[0].function) <= 200


def test_a_full_output_is_what_stopped_it():
    seen = observed(
        outcome="raised", exception="OSError", text="File too large", output_bytes=float(LIMITS.file_bytes)
    )

    assert (seen.outcome, seen.detail) == (Outcome.CRASHED, "it printed more than 16 MiB")


def answered(**fields):
    """Return the payload of an OBSERVED frame that holds two answers, of which the second has these fields, too."""
    plain = {"outcome": "returned", "=y": np.ones(2), "seconds": 0.1, "output": b"", "output_bytes": 0.0}
    both = [("answer", encode(each.items())) for each in (plain, plain | fields)]
    return encode([("answer", encode(both)), ("output", b""), ("output_bytes", 0.0)])


@pytest.mark.parametrize(
    ("payload", "believed"),
    [
        (answered(), ["before", "middle"]),
        (answered(outcome="raised"), ["before"]),
        (answered(outcome="nonsense"), []),
        (answered(output=1.0), []),
        (encode([("answer", b"\xff"), ("output", b""), ("output_bytes", 0.0)]), []),
        (encode([("outcome", "timed_out"), ("output", b""), ("output_bytes", 0.0)]), []),
    ],
)
def test_of_what_is_said_of_several_only_what_makes_sense_and_returned_is_believed(payload, believed):
    seen = unpack_shared(["before", "middle", "after"], payload, (), boxed.assignment().limits)

    assert [each.check for each in seen] == believed


def test_more_answers_than_checks_are_ignored():
    assert len(unpack_shared(["before"], answered(), (), boxed.assignment().limits)) == 1
