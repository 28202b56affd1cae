"""Say what one observation is worth: right, wrong, failed, or not ours to judge; and why, in one sentence.

Pure: the same observation always gets the same word.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from grader import places
from grader.compare import Difference, DifferenceKind, difference, sentence, tube
from grader.records import Array, Check, CheckResult, Curve, Observation, Outcome, Verdict

_MESSAGE_CAP = 400
_EXCEPTION_CAP = 200
_NOT_YOURS = "the trouble is the grader's, not the submission's"
# Packages whose name is not the one that is imported.
_PACKAGES = {"torch": "PyTorch"}
_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_NAME_CAP = 60
# What the sandbox answers to what it forbids: (exception, the beginning of its text) -> what was forbidden.
_FORBIDDEN = {
    ("PermissionError", "[Errno 1] "): "the sandbox allows no new process and no network",
    ("PermissionError", "[Errno 13]"): "the sandbox allows no files but the submission's own",
    ("BlockingIOError", "[Errno 11]"): "the sandbox allows no more processes or threads",
}
# What a check returns beside a derivative, under its name with this behind it.
_BY_DIFFERENCES = ", by finite differences"
_MOST_SHOWN = 16
_BASIC_FIRST = tuple(DifferenceKind)  # in the order in which the kinds are defined


def judge(
    check: Check,
    expected: dict[str, Array],
    observation: Observation,
    given: Mapping[str, Array] = MappingProxyType({}),
    misfit: str = "",
) -> CheckResult:
    """Return the verdict on one check, with a sentence for the staff and one for students if it is hidden.

    `given` is what the check was run on; `misfit` says why what was observed cannot be compared with anything.
    """
    has_returned = observation.outcome is Outcome.RETURNED
    fault, not_yours = observation.our_fault, _NOT_YOURS
    if observation.lacks:
        package = _PACKAGES.get(observation.lacks, observation.lacks)
        fault = not_yours = f"it needs {package}, which is not installed where this was graded"
    if has_returned and not expected and not misfit:
        fault = fault or "its fixture says nothing about what is expected"
    differences: tuple[Difference, ...] = ()
    curves: tuple[Curve, ...] = ()
    messages = "", ""
    if fault:
        verdict = Verdict.UNJUDGED
        messages = f"could not be judged: {fault}", f"could not be judged: {not_yours}"
    elif not has_returned:
        verdict = Verdict.FAILED
        messages = _say_failure(check, observation, True), _say_failure(check, observation, False)
    elif misfit:
        verdict = Verdict.WRONG
        messages = misfit, misfit
    else:
        found = [_compare(check, name, observation, array) for name, array in expected.items()]
        differences = tuple(each for each in found if each is not None)
        curves = tuple(_curves(check, expected, observation, differences))
        verdict = Verdict.WRONG if differences else Verdict.RIGHT
        if differences:
            messages = (
                _say(differences, True) + _at(check, expected, given, differences),
                _say(differences, False),
            )
    message, public_message = (_one_line(text, _MESSAGE_CAP) for text in messages)
    return CheckResult(
        check=check,
        observation=observation,
        verdict=verdict,
        score=check.points if verdict is Verdict.RIGHT else 0.0,
        message=message,
        public_message=public_message,
        differences=differences,
        curves=curves,
    )


def _compare(check: Check, name: str, observation: Observation, expected: Array) -> Difference | None:
    actual = observation.quantities.get(name)
    if actual is None:
        return Difference(name, DifferenceKind.MISSING)
    return difference(name, actual, expected, check.tolerance, is_curve=name in check.curves)


def _say(differences: Sequence[Difference], with_values: bool) -> str:
    """Say the most basic difference: a wrong shape explains wrong values, and an early step the later ones."""

    def rank(each: Difference) -> tuple[int, int]:
        # What a run ends with follows from where it left the reference, so steps come right after shapes.
        if each.step is not None:
            return _BASIC_FIRST.index(DifferenceKind.SHAPE), 1 + each.step
        return _BASIC_FIRST.index(each.kind), 0

    first = min(differences, key=rank)
    text = sentence(first, with_values)
    if first.step is not None:
        departs = f"{first.quantity} leaves the reference at step {first.step}"
        text = text.replace(
            departs, f"first leaves the reference at step {first.step}, in {first.quantity}", 1
        )
    more = len(differences) - 1
    return f"{text} (and {more} more {'quantity' if more == 1 else 'quantities'})" if more else text


def _at(
    check: Check,
    expected: dict[str, Array],
    given: Mapping[str, Array],
    differences: Sequence[Difference],
) -> str:
    """Say where a derivative is wrong, and what the quotient of differences is there: a counterexample."""
    point = ", ".join(f"{name} = {_shown(given[name])}" for name in check.at)
    first = differences[0]
    quotients = expected.get(f"{first.quantity}{_BY_DIFFERENCES}")
    has_value = first.kind is DifferenceKind.VALUES and quotients is not None
    text = f"; at {point}" if point else ""
    if quotients is not None and has_value and quotients.shape == expected[first.quantity].shape:
        text += f"{',' if point else ';'} by finite differences {float(quotients[first.worst]):.4g}"
    return text


def _shown(array: Array) -> str:
    if array.size > _MOST_SHOWN:
        return f"an array of shape {array.shape}"
    text = np.array2string(array, separator=", ", formatter={"float_kind": lambda number: f"{number:.4g}"})
    return " ".join(text.split())


def _curves(
    check: Check, expected: dict[str, Array], observation: Observation, differences: Sequence[Difference]
) -> Iterator[Curve]:
    departures = {each.quantity: each.step for each in differences}
    for name in check.curves:
        actual, wanted = observation.quantities.get(name), expected.get(name)
        if (
            wanted is None
            or wanted.ndim != 1
            or not isinstance(actual, np.ndarray)
            or actual.shape != wanted.shape
        ):
            continue
        yield Curve(
            quantity=name,
            actual=tuple(map(float, actual)),
            expected=tuple(map(float, wanted)),
            tolerance=tuple(map(float, tube(wanted, check.tolerance))),
            departs_at=departures.get(name),
        )


def _say_failure(check: Check, seen: Observation, with_values: bool) -> str:
    """Say how a run ended that returned nothing; without values, no text that the student's code wrote."""
    place = _place(seen)
    it_was = f"; it was{place}" if place else ""
    if seen.outcome is Outcome.RAISED:
        text = _say_exception(seen, with_values)
    elif seen.outcome is Outcome.TIMED_OUT and seen.during_import:
        text = f'did not finish in time{it_was}: does training code stand outside of `if __name__ == "__main__":`?'
    elif seen.outcome is Outcome.TIMED_OUT:
        within = seen.detail or f"{check.wall_seconds:g} s"
        text = f"did not finish within {within}{it_was}: is there an endless loop?"
    elif seen.outcome is Outcome.OUT_OF_MEMORY:
        wrote = seen.exception[1] if seen.exception and with_values else ""
        text = ": ".join(part for part in (f"ran out of memory{place}", seen.detail or wrote) if part)
    elif seen.outcome is Outcome.NOT_RUN:
        text = f"was not run: {seen.detail}" if seen.detail else "was not run"
    else:
        text = f"crashed: {seen.detail}" if seen.detail else "crashed"
    if not seen.during_import:
        return text
    file = seen.frames[0].file if seen.frames else "the submission"
    return f"while {file} was being imported: {text}"


def _say_exception(seen: Observation, with_values: bool) -> str:
    name, text = seen.exception or ("", "")
    text, place = _one_line(text, _EXCEPTION_CAP), _place(seen)
    if name == "NotImplementedError":
        function = seen.frames[-1].function if seen.frames else ""
        what = text if _is_name(text) else function or (text if with_values else "")
        return f"not implemented: {what}" if what else "not implemented"
    if name == "SystemExit":
        return f"called sys.exit{place}: leave that call out"
    if name == "RecursionError":
        return f"called itself without end{place}"
    gone = re.match(r"module 'numpy' has no attribute '(\w{1,60})'", text)
    if name == "AttributeError" and gone:
        instead = f": write {gone[1]}" if hasattr(builtins, gone[1]) else ""
        return (
            f"uses np.{gone[1]}{place}, which was made for another NumPy: {np.__version__} has none{instead}"
        )
    absent = re.match(r"No module named '([^']+)'", text)
    if name == "ModuleNotFoundError" and absent and _is_name(absent[1]):
        advice = "use NumPy and the standard library"
        return f"imports {absent[1]}{place}, which was not handed in and is not provided: {advice}"
    if not seen.frames and not seen.during_import:
        return _say_misfit(name, text, with_values)
    raised = f"raised {name if _is_name(name) else 'an exception'}{place}"
    told = [raised, text if with_values else "", _FORBIDDEN.get((name, text[:10]), "")]
    return ": ".join(part for part in told if part)


def _say_misfit(name: str, text: str, with_values: bool) -> str:
    """Say what does not fit when the exception came from the check's own lines, not from the student's."""
    absent = re.match(r"(module|type object)? ?'(\w{1,60})'(?: object)? has no attribute '(\w{1,60})'", text)
    if name == "AttributeError" and absent and not _is_foreign(absent[2]):
        return f"{absent[2]}{'.py' if absent[1] == 'module' else ''} defines no {absent[3]}"
    if name in ("AttributeError", "TypeError") and "NoneType" in text:
        return "returned None where the check needs a result: is it implemented, or is a return statement missing?"
    call = re.match(r"([\w.]{1,60})\(\) ((?:takes|got|missing) .*)", text)
    if name == "TypeError" and call:
        asked = f": it {'is ' if call[2].startswith('missing') else ''}{call[2]}" if with_values else ""
        return f"{call[1]} does not take the arguments that the handout gives it{asked}"
    unusable = f"returned what the check cannot use ({name if _is_name(name) else 'an exception'})"
    return f"{unusable}: {text}" if text and with_values else unusable


def _is_foreign(type_name: str) -> bool:
    return hasattr(builtins, type_name) or type_name == "NoneType" or hasattr(np, type_name)


def _is_name(text: str) -> bool:
    # Short and without spaces: what a student's code puts there carries no sentence, and no list of numbers.
    return len(text) <= _NAME_CAP and _NAME.fullmatch(text) is not None


def _place(observation: Observation) -> str:
    if not observation.frames:
        return ""
    innermost = observation.frames[-1]
    function = f" in {innermost.function}" if innermost.function else ""
    return f" at {places.place(innermost)}{function}"


def _one_line(text: str, cap: int) -> str:
    line = "".join(letter if letter.isprintable() else "?" for letter in " ".join(text.split()))
    return line if len(line) <= cap else line[: cap - 1] + "…"
