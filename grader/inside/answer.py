"""Run one check in this process and put what came of it into fields. This is the child's side of a fork."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType, TracebackType
from typing import Any

from grader.inside.wire import Array, Value, as_array

MAX_FRAMES = 20
MAX_TEXT = 4_000
# A quantity's field carries this mark before its name, so that no name can pass for one of our own fields.
QUANTITY = "="
# Where a process whose time is up writes where it stands.
_DUMP = 99
_NAME_OF: Any = type.__dict__["__name__"]


def arguments(given: Mapping[str, Array]) -> dict[str, Any]:
    """Return the inputs of a check as its function takes them: one without dimensions is a plain number."""
    return {name: array.item() if array.ndim == 0 else array for name, array in given.items()}


def answer(
    function: Callable[..., Any], module: ModuleType, given: dict[str, Array], folder: str
) -> list[tuple[str, Value]]:
    """Return the fields of an observation: outcome, seconds, and either quantities or an exception."""
    inputs = arguments(given)
    began = time.perf_counter()
    try:
        returned = function(module, **inputs)
        fields = [("outcome", "returned"), *quantities(returned)]
    except BaseException as error:
        fields = failure(error, folder)
    return [*fields, ("seconds", time.perf_counter() - began)]


def failure(error: BaseException, folder: str) -> list[tuple[str, Value]]:
    """Return the fields that describe an exception: its type, its text, and the student's lines it went through."""
    outcome = "out_of_memory" if isinstance(error, MemoryError) else "raised"
    # What a student's class says of itself may be code of theirs, and of a type of theirs.
    name = "MemoryError" if isinstance(error, MemoryError) else _NAME_OF.__get__(type(error))
    try:
        text = str.__getitem__(str(error), slice(MAX_TEXT))
    except BaseException:
        text = ""
    frames = "\n".join(_frames(error.__traceback__, folder))
    return [
        ("outcome", outcome),
        ("exception", str(name)[:200]),
        ("text", text),
        ("frames", frames),
    ]


def quantities(returned: Any) -> Iterator[tuple[str, Value]]:
    """Yield a field for each of the quantities that a function returned by name."""
    for name, value in returned.items():
        array = as_array(value)
        yield QUANTITY + str(name), array if array is not None else _type_name(value)


def prepare_watch() -> None:
    """Have the interpreter write where it stands, in this process and its children, when an alarm rings.

    The handler is the C runtime's own: it needs no cooperation of the code that it interrupts. Ending the process
    is the worker's business.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), _DUMP)
    faulthandler.register(signal.SIGALRM, file=_DUMP, all_threads=False)


def watch(wall_seconds: float, descriptor: int) -> None:
    """Have this process write into `descriptor` where it stands, when the time is up."""
    os.dup2(descriptor, _DUMP)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)


@contextmanager
def ends_after(wall_seconds: float) -> Iterator[None]:
    """End this process if what is done within takes longer."""
    faulthandler.unregister(signal.SIGALRM)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        faulthandler.register(signal.SIGALRM, file=_DUMP, all_threads=False)


def standing(dump: bytes, folder: str) -> str:
    """Return the student's lines in what the handler of `watch` wrote, outermost first, as in `frames`."""
    lines = []
    for line in dump.decode("utf-8", "replace").splitlines():
        # File "<folder>/mlp.py", line 12 in forward
        before, separator, after = line.strip().partition('", line ')
        path = before.removeprefix('File "')
        number = after.split(" ", 1)[0]
        if separator and path.startswith(folder + os.sep) and number.isdigit():
            lines.append(f"{os.path.relpath(path, folder)}:{number}")
    return "\n".join(lines[:MAX_FRAMES][::-1])


def flush() -> None:
    """Write out what is still in Python's buffers, if it can be."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            continue


def _type_name(value: object) -> str:
    array_dtype = getattr(value, "dtype", None)
    if array_dtype is not None and type(value).__name__ == "ndarray":
        return f"ndarray of {array_dtype}"[:100]
    return type(value).__name__[:100]


def _frames(traceback: TracebackType | None, folder: str) -> list[str]:
    lines = []
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if path.startswith(folder + os.sep):
            lines.append(f"{os.path.relpath(path, folder)}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    # Endless recursion leaves a thousand of them: the innermost say enough.
    return lines[-MAX_FRAMES:]
