"""The inputs of the checks, drawn from seeds that their names give, and what the reference answers on them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from types import ModuleType
from typing import Any

import msgspec
import numpy as np

from grader import catalog
from grader.errors import AssignmentError
from grader.inside.answer import arguments
from grader.records import Array, Assignment, Check, Fixture, Visibility
from grader.vocabulary import Draw

# What an array becomes before it is stored, by the kind of its dtype.
_STORED = {"b": np.bool_, "i": np.int64, "u": np.int64, "f": np.float64}


def draw(assignment: Assignment, salt: str = "") -> dict[str, dict[str, Array]]:
    """Return the inputs of every check, by check id and input name; another salt gives other inputs."""
    return {
        check_id: {
            name: drawn(each, f"{salt}{assignment.id}/{check_id}/{name}") for name, each in draws.items()
        }
        for check_id, draws in catalog.draws(assignment).items()
    }


def keyed(assignment: Assignment, stored: Fixture, key: bytes, student: str) -> Fixture:
    """Return the fixture with the hidden checks on inputs of this student's own, which the key decides.

    What is expected on them comes from the reference, here and now: it was in no file that could leak.

    Raises:
        AssignmentError: if a check fails on the reference with such inputs.
    """
    hidden = [check for check in assignment.checks if check.visibility is Visibility.HIDDEN]
    salt = f"{hashlib.sha256(key + b'/' + student.encode()).hexdigest()}/"
    drawn = draw(assignment, salt)
    given = stored.given | {check.id: drawn[check.id] for check in hidden}
    expected = expect(msgspec.structs.replace(assignment, checks=tuple(hidden)), given)
    return msgspec.structs.replace(stored, given=given, expected=stored.expected | expected)


def expect(assignment: Assignment, given: dict[str, dict[str, Array]]) -> dict[str, dict[str, Array]]:
    """Return what every check returns on the reference, by check id and quantity name.

    Raises:
        AssignmentError: if a check fails on the reference, or returns something else than arrays and numbers.
    """
    functions = catalog.check_functions(assignment)
    references = {
        file: catalog.reference_module(assignment, file)
        for file in assignment.files
        if any(
            check.module == file and check.id not in assignment.expectations for check in assignment.checks
        )
    }
    with own_random_numbers():
        return {
            check.id: {}
            if check.id in assignment.expectations
            else answer(check, functions[check.function], references[check.module], given[check.id])
            for check in assignment.checks
        }


def drawn(draw: Draw, seed: str) -> Array:
    """Return what a draw gives for a seed, which is a text."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    array = np.asarray(draw.function(np.random.Generator(np.random.PCG64(number))))
    if array.dtype == np.float32:
        return array
    return _stored(array, f"the input {seed}")


def canary(assignment: Assignment) -> str:
    """Return the text that marks the fixture files of an assignment, so that a leak can be searched for."""
    return hashlib.sha256(f"{assignment.id}/canary".encode()).hexdigest()[:32]


def answer(
    check: Check, function: Callable[..., Any], reference: ModuleType, given: dict[str, Array]
) -> dict[str, Array]:
    """Return what a check gives on the reference, whatever the random numbers were before."""
    results = []
    for seed in (1, 2):
        np.random.seed(seed)
        random.seed(seed)
        results.append(_run(check, function, reference, given))
    first, second = results
    for name, array in first.items():
        if name not in second or array.tobytes() != second[name].tobytes():
            raise AssignmentError(f"{check.id} gives another {name} each time: call np.random.seed in it")
    return first


def _run(
    check: Check, function: Callable[..., Any], reference: ModuleType, given: dict[str, Array]
) -> dict[str, Array]:
    inputs = arguments(deepcopy(given))
    try:
        returned = function(reference, **inputs)
    except Exception as error:
        raise AssignmentError(
            f"{check.id} fails on the reference: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(returned, dict) or not returned:
        raise AssignmentError(
            f"{check.id} returns a {type(returned).__name__} on the reference: return a dict with a name for "
            "each array or number"
        )
    for curve in check.curves:
        if curve not in returned:
            raise AssignmentError(f"{check.id} declares the curve {curve}, and returns {', '.join(returned)}")
    return {name: _stored(value, f"{name} of {check.id}") for name, value in returned.items()}


def _stored(value: object, what: str) -> Array:
    """Return a value as a base-class array of float64, int64 or bool."""
    is_numeric = isinstance(value, (bool, int, float, np.generic, np.ndarray))
    array = np.array(value, subok=False) if is_numeric else None
    if array is None or array.dtype.kind not in _STORED:
        type_name = type(value).__name__ if array is None else f"{type(value).__name__} of {array.dtype}"
        raise AssignmentError(f"{what} is a {type_name}: make it an array of numbers, or a number")
    return np.ascontiguousarray(array.astype(_STORED[array.dtype.kind])).reshape(array.shape)


@contextmanager
def own_random_numbers() -> Iterator[None]:
    """Leave the global random numbers as they were: checks seed them."""
    numpy_state, python_state = np.random.get_state(), random.getstate()
    try:
        yield
    finally:
        np.random.set_state(numpy_state)
        random.setstate(python_state)
