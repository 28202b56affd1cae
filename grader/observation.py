"""From what the worker sent to an Observation: every field is checked, and nothing in it is believed.

A field that is missing, of another type, or out of range makes the whole answer no answer.
"""

from __future__ import annotations

import ast
import math
import re
import signal
from collections.abc import Sequence
from functools import lru_cache

from grader.inside.answer import MAX_FRAMES, MAX_TEXT, QUANTITY
from grader.inside.child import OUTPUT_KEPT_BYTES
from grader.inside.wire import Array, Value, WireError, decode
from grader.places import in_cell
from grader.records import Frame, Limits, Observation, Outcome, SubmittedFile

_WORKER_OUTCOMES = {
    "returned": Outcome.RETURNED,
    "raised": Outcome.RAISED,
    "timed_out": Outcome.TIMED_OUT,
    "out_of_memory": Outcome.OUT_OF_MEMORY,
    "crashed": Outcome.CRASHED,
    "not_run": Outcome.NOT_RUN,
}
_LIMIT = re.compile(r"[0-9.]{1,8}")
_COUNT = re.compile(r"[0-9]{1,4}")
# What is kept of a text, whatever the worker sends: the same caps as on its own side.
_NAME_CAP, _LINES_CAP = 200, 10_000
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
        exception=_exception(fields),
        frames=_frames(_text(fields, "frames", "")[:_LINES_CAP], {file.name: file for file in files}),
        detail=detail,
        output=output[:OUTPUT_KEPT_BYTES].decode("utf-8", "replace"),
        output_is_cut=printed_bytes > OUTPUT_KEPT_BYTES,
        seconds=max(0.0, _number(fields, "seconds", 0.0)),
    )


def unpack_shared(
    check_ids: Sequence[str], payload: bytes, files: tuple[SubmittedFile, ...], limits: Limits
) -> list[Observation]:
    """Return what an OBSERVED frame says of the checks that shared a process: as many as were done, and returned.

    Raises:
        WireError: if it makes no sense. What the submission's side wrote into it is then as good as nothing.
    """
    fields = dict(decode(payload))
    if "answer" not in fields:
        return []
    try:
        answers = [value for name, value in decode(_bytes(fields, "answer")) if isinstance(value, bytes)]
        seen = [unpack(id, answer, files, limits) for id, answer in zip(check_ids, answers, strict=False)]
    except WireError:
        return []
    return [each for each in seen if each.outcome is Outcome.RETURNED]


def _quantities(fields: dict[str, Value]) -> dict[str, Array | str]:
    quantities: dict[str, Array | str] = {}
    for name, value in fields.items():
        if name.startswith(QUANTITY):
            if not isinstance(value, str) and not hasattr(value, "dtype"):
                raise WireError("a quantity is neither an array nor the name of a type")
            told = value[:_NAME_CAP] if isinstance(value, str) else value
            quantities[name[len(QUANTITY) :][:_NAME_CAP]] = told  # type: ignore[assignment]
    return quantities


def _exception(fields: dict[str, Value]) -> tuple[str, str] | None:
    if "exception" not in fields:
        return None
    return _text(fields, "exception")[:_NAME_CAP], _text(fields, "text")[:MAX_TEXT]


def _detail(code: str, limits: Limits) -> str:
    """Return our clause for the worker's code: "signal 11", "exit 3", "wall 5", "closed", "reply" or "cpu"."""
    word, _, number = code.partition(" ")
    if word == "signal" and _COUNT.fullmatch(number):
        if int(number) in (signal.SIGXCPU, signal.SIGKILL):
            return f"it was killed ({_signal_name(int(number))}): it used up its memory or its processor time"
        return f"it was killed by {_signal_name(int(number))}"
    if word == "exit" and _COUNT.fullmatch(number):
        return f"the process ended by itself, with status {number}: does the code call os._exit?"
    if word == "wall" and _LIMIT.fullmatch(number):
        return f"{number} s"
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


def _frames(lines: str, files: dict[str, SubmittedFile]) -> tuple[Frame, ...]:
    frames = []
    for line in lines.splitlines()[:MAX_FRAMES]:
        match = _FRAME.fullmatch(line)
        if match is None or match[1] not in files:
            continue
        # The text and the function come from our own copy of the file, not from the worker.
        text, functions = _lines_and_functions(files[match[1]].content)
        number = int(match[2])
        if 1 <= number <= len(text):
            function = next((name for first, last, name in functions if first <= number <= last), "")
            cell, place = in_cell(files[match[1]].cells, number)
            line = text[number - 1].strip()[:_NAME_CAP]
            frames.append(Frame(file=match[1], line=place, function=function, text=line, cell=cell))
    return tuple(frames)


@lru_cache(maxsize=64)
def _lines_and_functions(source: bytes) -> tuple[list[str], list[tuple[int, int, str]]]:
    """Return the lines of a file, and (first line, last line, dotted name) of its functions, the inner ones first."""
    functions: list[tuple[int, int, str]] = []

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                name = f"{prefix}{child.name}"[-_NAME_CAP:]
                visit(child, name + ".")
                if not isinstance(child, ast.ClassDef):
                    functions.append((child.lineno, child.end_lineno or child.lineno, name))
            elif not isinstance(child, ast.expr):
                visit(child, prefix)

    try:
        visit(ast.parse(source), "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Such a file could not have run; its name and line number must do.
        functions.clear()
    # str.splitlines ends lines where Python does not.
    lines = re.split("\r\n?|\n", source.decode("utf-8", "replace"))
    return lines if lines[-1] else lines[:-1], functions


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
