"""From what the worker sent to an Observation: every field is checked, and nothing in it is believed.

A field that is missing, of another type, or out of range makes the whole answer no answer.
"""

from __future__ import annotations

import ast
import math
import re
import signal
from functools import lru_cache

from grader.inside.answer import MAX_FRAMES, QUANTITY
from grader.inside.wire import Array, Value, WireError, decode
from grader.records import Frame, Limits, Observation, Outcome, SubmittedFile

_WORKER_OUTCOMES = {
    "returned": Outcome.RETURNED,
    "raised": Outcome.RAISED,
    "timed_out": Outcome.TIMED_OUT,
    "out_of_memory": Outcome.OUT_OF_MEMORY,
    "crashed": Outcome.CRASHED,
    "not_run": Outcome.NOT_RUN,
}
_FRAME = re.compile(r"(.{1,200}):([0-9]{1,7})")


def unpack(check_id: str, payload: bytes, files: tuple[SubmittedFile, ...], limits: Limits) -> Observation:
    """Return what the payload of an IMPORTED or OBSERVED frame says.

    Raises:
        WireError: if it says nothing that makes sense.
    """
    fields = dict(decode(payload))
    output = _bytes(fields, "output")
    printed_bytes = _number(fields, "output_bytes")
    if "answer" in fields:
        fields = dict(decode(_bytes(fields, "answer")))
    outcome = _WORKER_OUTCOMES.get(_text(fields, "outcome"))
    if outcome is None:
        raise WireError("an answer has an unknown outcome")
    detail = _detail(_text(fields, "detail", ""), limits)
    if outcome is Outcome.RAISED and printed_bytes >= limits.file_bytes:
        # The exception is the one that `print` raised when the file behind it was full.
        outcome, detail = Outcome.CRASHED, f"it printed more than {_megabytes(limits.file_bytes)}"
    return Observation(
        check=check_id,
        outcome=outcome,
        quantities=_quantities(fields) if outcome is Outcome.RETURNED else {},
        exception=(_text(fields, "exception"), _text(fields, "text")) if "exception" in fields else None,
        frames=_frames(_text(fields, "frames", ""), {file.name: file.content for file in files}),
        detail=detail,
        output=output.decode("utf-8", "replace"),
        output_is_cut=printed_bytes > len(output),
        seconds=max(0.0, _number(fields, "seconds", 0.0)),
    )


def _quantities(fields: dict[str, Value]) -> dict[str, Array | str]:
    quantities: dict[str, Array | str] = {}
    for name, value in fields.items():
        if name.startswith(QUANTITY):
            if not isinstance(value, str) and not hasattr(value, "dtype"):
                raise WireError("a quantity is neither an array nor the name of a type")
            quantities[name[len(QUANTITY) :]] = value  # type: ignore[assignment]
    return quantities


def _detail(code: str, limits: Limits) -> str:
    """Return our clause for the worker's code: "signal 11", "exit 3", "closed", "reply" or "cpu"."""
    word, _, number = code.partition(" ")
    if word == "signal" and number.isdigit():
        if int(number) in (signal.SIGXCPU, signal.SIGKILL):
            return f"it was killed ({_signal_name(int(number))}): it used up its memory or its processor time"
        return f"it was killed by {_signal_name(int(number))}"
    if word == "exit" and number.isdigit():
        return f"the process ended by itself, with status {number}: does the code call os._exit?"
    if word == "closed":
        return "it closed the files through which it answers"
    if word == "reply":
        return f"it returned more than {_megabytes(limits.file_bytes)}"
    if word == "cpu":
        return f"the submission had used up its {limits.submission_cpu_seconds:g} s of processor time"
    return ""


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _megabytes(size: int) -> str:
    return f"{size / 2**20:g} MiB"


def _frames(lines: str, sources: dict[str, bytes]) -> tuple[Frame, ...]:
    frames = []
    for line in lines.splitlines()[:MAX_FRAMES]:
        match = _FRAME.fullmatch(line)
        if match is None or match[1] not in sources:
            continue
        # The text and the function come from our own copy of the file, not from the worker.
        text, names = _lines_and_names(sources[match[1]])
        number = int(match[2])
        if 1 <= number <= len(text):
            frames.append(
                Frame(
                    file=match[1], line=number, function=names.get(number, ""), text=text[number - 1].strip()
                )
            )
    return tuple(frames)


@lru_cache(maxsize=64)
def _lines_and_names(source: bytes) -> tuple[list[str], dict[int, str]]:
    """Return the lines of a file, and for each line in a function the function's dotted name."""
    names: dict[int, str] = {}

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                name = f"{prefix}{child.name}"
                if not isinstance(child, ast.ClassDef):
                    names.update(
                        dict.fromkeys(range(child.lineno, (child.end_lineno or child.lineno) + 1), name)
                    )
                visit(child, name + ".")
            elif not isinstance(child, ast.expr):
                visit(child, prefix)

    try:
        visit(ast.parse(source), "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Such a file could not have run; its name and line number must do.
        names = {}
    return source.decode("utf-8", "replace").splitlines(), names


def _text(fields: dict[str, Value], name: str, default: str | None = None) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise WireError(f"{name} is not a text")
    return value


def _bytes(fields: dict[str, Value], name: str) -> bytes:
    value = fields.get(name)
    if not isinstance(value, bytes):
        raise WireError(f"{name} is not a string of bytes")
    return value


def _number(fields: dict[str, Value], name: str, default: float | None = None) -> float:
    value = fields.get(name, default)
    if not isinstance(value, float) or not math.isfinite(value):
        raise WireError(f"{name} is not a number")
    return value
