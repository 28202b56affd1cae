"""The stored inputs and expected values of an assignment: the one place that pickles and unpickles.

A fixture file holds dicts, texts and plain arrays of numbers. An array is written as a call of
`numpy.ndarray(shape, dtype, bytes)`, a public name in every NumPy, so that a file written under one version
loads under any other, and the same values give the same bytes everywhere. Reading admits this one call and
nothing else, in files alone whose SHA-256 stands in fixtures/manifest.json.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec
import numpy as np

from grader.errors import FixtureError
from grader.records import Array, Assignment, Fixture, Visibility

FILES = {visibility: f"{visibility.value}.pk" for visibility in Visibility}
MANIFEST = "manifest.json"
# What each known mistake makes of the checks.
MISTAKES = "mistakes.pk"

# check id -> "given" or "expected" -> name -> array
Values: TypeAlias = dict[str, dict[str, dict[str, Array]]]

_Form = TypeVar("_Form")
_PROTOCOL = 4
_DTYPES = frozenset({"<f8", "<f4", "<i8", "|b1"})


class _Document(msgspec.Struct):
    """What a fixture file holds; the canary is a text that must not turn up anywhere else."""

    canary: str
    checks: dict[str, dict[str, dict[str, Any]]]


class _Rehearsal(msgspec.Struct):
    """What the file of known mistakes holds."""

    canary: str
    mistakes: dict[str, dict[str, dict[str, Any]]]


class _Manifest(msgspec.Struct):
    """The part of a manifest that reading needs."""

    files: dict[str, str]


def read(assignment: Assignment) -> Fixture:
    """Return the stored inputs and expected values of every check of an assignment.

    Raises:
        FixtureError: if a file is missing, is not the one in the manifest, or lacks a check.
    """
    folder = assignment.folder / "fixtures"
    where = f"assignments/{assignment.id}/fixtures"
    remedy = f"run `make fixtures HW={assignment.id}`"
    checksums = _checksums(folder, where, remedy)
    values: Values = {}
    canary = ""
    for name in FILES.values():
        content = _bytes(folder / name, f"{where}/{name}", remedy)
        if hashlib.sha256(content).hexdigest() != checksums.get(name):
            raise FixtureError(f"{where}/{name} is not the file that its manifest describes: {remedy}")
        document = _decode(content, f"{where}/{name}", _Document)
        values |= document.checks
        canary = document.canary
    for check in assignment.checks:
        if check.id not in values or {*values[check.id]["given"]} != {*check.given}:
            raise FixtureError(f"{where} does not hold the inputs that {check.id} declares: {remedy}")
    return Fixture(
        given={check.id: values[check.id]["given"] for check in assignment.checks},
        expected={check.id: values[check.id]["expected"] for check in assignment.checks},
        sha256=checksum(checksums),
        canary=canary,
    )


def read_mistakes(assignment: Assignment) -> dict[str, dict[str, dict[str, Array]]]:
    """Return what each known mistake makes of the checks that notice it: by mistake, check and quantity.

    Raises:
        FixtureError: if the file is missing, or is not the one in the manifest.
    """
    folder = assignment.folder / "fixtures"
    where = f"assignments/{assignment.id}/fixtures"
    remedy = f"run `make fixtures HW={assignment.id}`"
    content = _bytes(folder / MISTAKES, f"{where}/{MISTAKES}", remedy)
    if hashlib.sha256(content).hexdigest() != _checksums(folder, where, remedy).get(MISTAKES):
        raise FixtureError(f"{where}/{MISTAKES} is not the file that its manifest describes: {remedy}")
    return _decode(content, f"{where}/{MISTAKES}", _Rehearsal).mistakes


def checksum(checksums: Mapping[str, str]) -> str:
    """Return one SHA-256 for all fixture files, from theirs."""
    lines = "".join(f"{checksums[name]}  {name}\n" for name in sorted(FILES.values()))
    return hashlib.sha256(lines.encode()).hexdigest()


def encode(content: Mapping[str, Any]) -> bytes:
    """Return dicts, texts and arrays of numbers as a pickle: the same bytes for the same content."""
    buffer = io.BytesIO()
    pickler = _Pickler(buffer, _PROTOCOL)
    # Without its memory a pickler cannot tell, and so does not write down, which equal texts are one object.
    pickler.fast = True
    pickler.dump(content)
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        if not isinstance(obj, np.ndarray):
            return NotImplemented
        if type(obj) is not np.ndarray or obj.dtype.str not in _DTYPES:
            raise FixtureError(f"a fixture cannot hold a {type(obj).__name__} of {obj.dtype}")
        return np.ndarray, (obj.shape, obj.dtype.str, obj.tobytes())


class _Unpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        if (module_name, global_name) != ("numpy", "ndarray"):
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is not admitted")
        return _array


def _array(shape: tuple[int, ...], dtype: str, content: bytes) -> Array:
    if dtype not in _DTYPES:
        raise pickle.UnpicklingError(f"arrays of {dtype} are not admitted")
    return np.ndarray(shape, dtype, content).copy()


def _decode(content: bytes, name: str, form: type[_Form]) -> _Form:
    try:
        return msgspec.convert(_Unpickler(io.BytesIO(content)).load(), form)
    except Exception as error:  # stray bytes can make a pickle end in any exception
        raise FixtureError(f"{name} cannot be read: {error}") from error


def _checksums(folder: Path, where: str, remedy: str) -> dict[str, str]:
    content = _bytes(folder / MANIFEST, f"{where}/{MANIFEST}", remedy)
    try:
        return msgspec.json.decode(content, type=_Manifest).files
    except msgspec.DecodeError as error:
        raise FixtureError(f"{where}/{MANIFEST} cannot be read: {error}") from error


def _bytes(path: Path, name: str, remedy: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FixtureError(f"{name} is missing: {remedy}") from None
