"""What a student may read of a hidden check. Used by build alone.

Inputs of a hidden check are in reach of the code that it drives: what that code prints, raises, or names at
run time may carry them. What stands in the handed-in files cannot.
"""

from __future__ import annotations

import builtins
import re

import numpy as np

from grader.records import Assignment, CheckResult, Observation, Submission

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\w+(\.\w+)*( of \w+)?")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
# Bounded, and begun only where a name begins: the text is a student's, and may be made to take for ever.
_QUOTED = re.compile(r"'([^']{1,60})'|(?<![\w.])([\w.]{1,60})\(\)")
# compare cuts the names of types here.
_NAME_CAP = 60
_KNOWN = {
    *(*dir(builtins), *dir(np), *dir(np.linalg), "AxisError", "UFuncTypeError", "NoneType", "of"),
    *("function", "method", "module", "generator", "dict_keys", "dict_values", "dict_items"),
}


class Vocabulary:
    """The names that were there before a check ran: in the handed-in files, the checks, Python and NumPy."""

    def __init__(self, assignment: Assignment, submission: Submission) -> None:
        self._assignment, self._submission = assignment, submission
        self._names: set[str] | None = None

    def __contains__(self, text: str) -> bool:
        """Return whether a text has no name that is new."""
        if _NAME.fullmatch(text) is None:
            return False
        new = set(_WORD.findall(text)) - _KNOWN
        return not new or new <= self._read()

    def _read(self) -> set[str]:
        # Few reports need it, and files may be large.
        if self._names is None:
            texts = [file.content.decode("utf-8", "replace") for file in self._submission.files]
            texts.append(self._assignment.sandbox_source)
            self._names = {word for text in texts for word in _WORD.findall(text)}
        return self._names


def public_message(result: CheckResult, vocabulary: Vocabulary) -> str:
    """Return the judge's sentence without values, or a plainer one if it repeats a name made up at run time."""
    seen = result.observation
    named = [name for name in seen.quantities.values() if isinstance(name, str)]
    if seen.exception is not None:
        kind, text = seen.exception
        parts = [kind, text, *(part for pair in _QUOTED.findall(text) for part in pair)]
        # The judge repeats nothing but names.
        named += [part for part in parts if _IDENTIFIER.fullmatch(part)]
    for name in named:
        said = "".join(letter if letter.isprintable() else "?" for letter in name[:_NAME_CAP])
        is_said = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", result.public_message)
        if is_said and name not in vocabulary:
            return _plainer(seen)
    return result.public_message


def _plainer(seen: Observation) -> str:
    if seen.exception is not None and seen.exception[0] == "NotImplementedError":
        return "not implemented"
    what = "raised an exception" if seen.exception else "returned something that is not an array of numbers"
    return f"{what}; more is not shown, because this check is hidden"


def public_exception(name: str, vocabulary: Vocabulary) -> str:
    """Return the name of an exception's type, if it is one that could be read in a file."""
    return name if name in vocabulary else "an exception"
