"""The judge's sentence for every way in which a check can end without an answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge import judge
from grader.records import Frame, Observation, Outcome, Verdict
from tests.builders import a_check

CHECK = a_check(wall_seconds=5.0)
EXPECTED = {"y": np.array([1.0, 2.0])}
FRAMES = (
    Frame(file="mlp.py", line=12, function="", text="layer = LinearMap(3, 4)"),
    Frame(file="mlp.py", line=42, function="LinearMap.forward", text="return W @ x"),
)


def raised(name, text="", frames=FRAMES, **details):
    return Observation(
        check="forward", outcome=Outcome.RAISED, exception=(name, text), frames=frames, **details
    )


def ended(outcome, **details):
    return Observation(check="forward", outcome=outcome, **details)


NEEDS_RESULT = (
    "returned None where the check needs a result: is it implemented, or is a return statement missing?"
)
MISFIT = "LinearMap.__init__ does not take the arguments that the handout gives it"
# name: (observation, message, what a student may read of it if the check is hidden)
FAILURES = {
    "not implemented": (
        raised("NotImplementedError", "LinearMap.forward"),
        "not implemented: LinearMap.forward",
        "not implemented: LinearMap.forward",
    ),
    "not implemented, without a text": (
        raised("NotImplementedError"),
        "not implemented: LinearMap.forward",
        "not implemented: LinearMap.forward",
    ),
    "not implemented, in the student's words": (
        raised("NotImplementedError", "I ran\nout of time"),
        "not implemented: LinearMap.forward",
        "not implemented: LinearMap.forward",
    ),
    "not implemented, in words, outside of any function": (
        raised("NotImplementedError", "no time", FRAMES[:1]),
        "not implemented: no time",
        "not implemented",
    ),
    "not implemented, from nowhere": (
        raised("NotImplementedError", frames=()),
        "not implemented",
        "not implemented",
    ),
    "missing class": (
        raised("AttributeError", "module 'mlp' has no attribute 'LinearMap'", ()),
        "mlp.py defines no LinearMap",
        "mlp.py defines no LinearMap",
    ),
    "missing method": (
        raised("AttributeError", "'LinearMap' object has no attribute 'zerograd'", ()),
        "LinearMap defines no zerograd",
        "LinearMap defines no zerograd",
    ),
    "missing class method": (
        raised("AttributeError", "type object 'LinearMap' has no attribute 'make'", ()),
        "LinearMap defines no make",
        "LinearMap defines no make",
    ),
    "unexpected argument": (
        raised("TypeError", "LinearMap.__init__() got an unexpected keyword argument 'lr'", ()),
        f"{MISFIT}: it got an unexpected keyword argument 'lr'",
        MISFIT,
    ),
    "too many arguments": (
        raised("TypeError", "LinearMap.__init__() takes 3 positional arguments but 5 were given", ()),
        f"{MISFIT}: it takes 3 positional arguments but 5 were given",
        MISFIT,
    ),
    "too few arguments": (
        raised("TypeError", "LinearMap.__init__() missing 1 required positional argument: 'seed'", ()),
        f"{MISFIT}: it is missing 1 required positional argument: 'seed'",
        MISFIT,
    ),
    "None used by the check": (
        raised("TypeError", "unsupported operand type(s) for *: 'NoneType' and 'float'", ()),
        NEEDS_RESULT,
        NEEDS_RESULT,
    ),
    "attribute of None used by the check": (
        raised("AttributeError", "'NoneType' object has no attribute 'shape'", ()),
        NEEDS_RESULT,
        NEEDS_RESULT,
    ),
    "call of a number": (
        raised("TypeError", "'float' object is not callable", ()),
        "returned what the check cannot use (TypeError): 'float' object is not callable",
        "returned what the check cannot use (TypeError)",
    ),
    "not implemented, in one long word": (
        raised("NotImplementedError", "x" * 61, ()),
        f"not implemented: {'x' * 61}",
        "not implemented",
    ),
    "not implemented, in one word": (
        raised("NotImplementedError", "x" * 60, ()),
        f"not implemented: {'x' * 60}",
        f"not implemented: {'x' * 60}",
    ),
    "list used by the check": (
        raised("AttributeError", "'list' object has no attribute 'copy_'", ()),
        "returned what the check cannot use (AttributeError): 'list' object has no attribute 'copy_'",
        "returned what the check cannot use (AttributeError)",
    ),
    "array used by the check": (
        raised("IndexError", "list index out of range", ()),
        "returned what the check cannot use (IndexError): list index out of range",
        "returned what the check cannot use (IndexError)",
    ),
    "exception": (
        raised("ValueError", "shapes (3,) and (4,)\nnot aligned\x1b[31m"),
        "raised ValueError at mlp.py:42 in LinearMap.forward: shapes (3,) and (4,) not aligned?[31m",
        "raised ValueError at mlp.py:42 in LinearMap.forward",
    ),
    "exception without text": (
        raised("AssertionError"),
        "raised AssertionError at mlp.py:42 in LinearMap.forward",
        "raised AssertionError at mlp.py:42 in LinearMap.forward",
    ),
    "exception whose name is a message": (
        raised("0.12, 3.45"),
        "raised an exception at mlp.py:42 in LinearMap.forward",
        "raised an exception at mlp.py:42 in LinearMap.forward",
    ),
    "long text": (
        raised("ValueError", "x" * 5000),
        f"raised ValueError at mlp.py:42 in LinearMap.forward: {'x' * 199}…",
        "raised ValueError at mlp.py:42 in LinearMap.forward",
    ),
    "sys.exit": (
        raised("SystemExit", "0"),
        "called sys.exit at mlp.py:42 in LinearMap.forward: leave that call out",
        "called sys.exit at mlp.py:42 in LinearMap.forward: leave that call out",
    ),
    "recursion": (
        raised("RecursionError", "maximum recursion depth exceeded"),
        "called itself without end at mlp.py:42 in LinearMap.forward",
        "called itself without end at mlp.py:42 in LinearMap.forward",
    ),
    "absent module in a function": (
        raised("ModuleNotFoundError", "No module named 'torch.nn'"),
        "imports torch.nn at mlp.py:42 in LinearMap.forward, which was not handed in and is not provided: "
        "use NumPy and the standard library",
        "imports torch.nn at mlp.py:42 in LinearMap.forward, which was not handed in and is not provided: "
        "use NumPy and the standard library",
    ),
    "exception at import": (
        raised("NameError", "name 'foo' is not defined", FRAMES[:1], during_import=True),
        "while mlp.py was being imported: raised NameError at mlp.py:12: name 'foo' is not defined",
        "while mlp.py was being imported: raised NameError at mlp.py:12",
    ),
    "exception at import, from no line": (
        raised("SyntaxError", "invalid syntax", (), during_import=True),
        "while the submission was being imported: raised SyntaxError: invalid syntax",
        "while the submission was being imported: raised SyntaxError",
    ),
    "absent module at import": (
        raised("ModuleNotFoundError", "No module named 'torch'", FRAMES[:1], during_import=True),
        "while mlp.py was being imported: imports torch at mlp.py:12, which was not handed in and is not provided: "
        "use NumPy and the standard library",
        "while mlp.py was being imported: imports torch at mlp.py:12, which was not handed in and is not provided: "
        "use NumPy and the standard library",
    ),
    "nothing known of the exception": (
        ended(Outcome.RAISED, frames=FRAMES),
        "raised an exception at mlp.py:42 in LinearMap.forward",
        "raised an exception at mlp.py:42 in LinearMap.forward",
    ),
    "memory": (
        ended(Outcome.OUT_OF_MEMORY, exception=("MemoryError", "Unable to allocate 64.0 GiB"), frames=FRAMES),
        "ran out of memory at mlp.py:42 in LinearMap.forward: Unable to allocate 64.0 GiB",
        "ran out of memory at mlp.py:42 in LinearMap.forward",
    ),
    "memory, with our clause": (
        ended(Outcome.OUT_OF_MEMORY, exception=("MemoryError", "no"), detail="it may use 2 GiB"),
        "ran out of memory: it may use 2 GiB",
        "ran out of memory: it may use 2 GiB",
    ),
    "hang": (
        ended(Outcome.TIMED_OUT),
        "did not finish within 5 s: is there an endless loop?",
        "did not finish within 5 s: is there an endless loop?",
    ),
    "hang at a known line": (
        ended(Outcome.TIMED_OUT, frames=FRAMES),
        "did not finish within 5 s; it was at mlp.py:42 in LinearMap.forward: is there an endless loop?",
        "did not finish within 5 s; it was at mlp.py:42 in LinearMap.forward: is there an endless loop?",
    ),
    "hang at import": (
        ended(Outcome.TIMED_OUT, during_import=True),
        "while the submission was being imported: did not finish in time: "
        'does training code stand outside of `if __name__ == "__main__":`?',
        "while the submission was being imported: did not finish in time: "
        'does training code stand outside of `if __name__ == "__main__":`?',
    ),
    "crash": (
        ended(Outcome.CRASHED, detail="it was killed by SIGSEGV"),
        "crashed: it was killed by SIGSEGV",
        "crashed: it was killed by SIGSEGV",
    ),
    "crash at import": (
        ended(Outcome.CRASHED, detail="it ended the process that imports it", during_import=True),
        "while the submission was being imported: crashed: it ended the process that imports it",
        "while the submission was being imported: crashed: it ended the process that imports it",
    ),
    "crash of which nothing is known": (ended(Outcome.CRASHED), "crashed", "crashed"),
    "not run": (
        ended(Outcome.NOT_RUN, detail="the submission had used up its 120 s"),
        "was not run: the submission had used up its 120 s",
        "was not run: the submission had used up its 120 s",
    ),
    "not run, nobody says why": (ended(Outcome.NOT_RUN), "was not run", "was not run"),
}


@pytest.mark.parametrize(("observation", "message", "public_message"), FAILURES.values(), ids=FAILURES)
def test_a_run_that_returned_nothing_failed_and_the_sentence_says_how(observation, message, public_message):
    result = judge(CHECK, EXPECTED, observation)

    assert (result.verdict, result.score) == (Verdict.FAILED, 0.0)
    assert result.message == message
    assert result.public_message == public_message


@settings(max_examples=200, deadline=None)
@given(
    outcome=st.sampled_from(Outcome),
    exception=st.tuples(st.text(), st.text(max_size=600)),
    frames=st.sampled_from([(), FRAMES]),
    during_import=st.booleans(),
    quantity=st.text(),
)
def test_every_message_is_one_line_of_bounded_length(outcome, exception, frames, during_import, quantity):
    observation = Observation(
        check="forward",
        outcome=outcome,
        exception=exception,
        frames=frames,
        during_import=during_import,
        quantities={"y": quantity},
    )

    result = judge(CHECK, EXPECTED, observation)

    for message in (result.message, result.public_message):
        assert message.isprintable()
        assert 0 < len(message) <= 400


def test_a_long_message_is_cut_and_marked_as_cut():
    result = judge(CHECK, EXPECTED, ended(Outcome.CRASHED, detail="x" * 500))

    assert result.message == f"crashed: {'x' * 390}…"
