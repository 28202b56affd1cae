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
from grader.rungs import Rung, on_grid, one_tile

FILES = {visibility: f"{visibility.value}.pk" for visibility in Visibility}
MANIFEST = "manifest.json"
# What each known mistake makes of the checks.
MISTAKES = "mistakes.pk"
# Small instances of the checks, of which a report shows one that fails.
COUNTEREXAMPLES = "counterexamples.pk"

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


class _Rung(msgspec.Struct):
    """A Rung as it is stored: of an input on a grid, what draws it and its shape; of tiles, one."""

    given: dict[str, Any]
    expected: dict[str, Any]
    of: str
    seed: int
    sizes: dict[str, int]
    grids: list[str]
    tiles: dict[str, int]


class _Ladders(msgspec.Struct):
    """What the file of small instances holds."""

    canary: str
    checks: dict[str, list[_Rung]]


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
    return _read_one(assignment, MISTAKES, _Rehearsal).mistakes


def read_counterexamples(assignment: Assignment) -> dict[str, tuple[Rung, ...]]:
    """Return the small instances of each check that has some, in the order in which they are to be tried.

    Raises:
        FixtureError: if the file is missing, or is not the one in the manifest.
    """
    document = _read_one(assignment, COUNTEREXAMPLES, _Ladders)
    return {id: tuple(_rung(each) for each in rungs) for id, rungs in document.checks.items()}


def counterexamples(canary: str, ladders: Mapping[str, tuple[Rung, ...]]) -> bytes:
    """Return the content of the file from which `read_counterexamples` reads these."""
    checks = {id: [_stored_rung(rung) for rung in rungs] for id, rungs in ladders.items() if rungs}
    return encode({"canary": canary, "checks": checks})


def _stored_rung(rung: Rung) -> dict[str, Any]:
    given = dict(rung.given)
    for name, grid in rung.grids.items():
        given[name] = np.array([*grid, *given[name].shape])
    for name, times in rung.tiles.items():
        given[name] = one_tile(given[name], times)
    return {
        "given": given,
        "expected": rung.expected,
        "of": rung.of,
        "seed": rung.seed,
        "sizes": rung.sizes,
        "grids": [*rung.grids],
        "tiles": rung.tiles,
    }


def _rung(stored: _Rung) -> Rung:
    given, grids = dict(stored.given), dict[str, tuple[int, int, int]]()
    for name in stored.grids:
        seed, low, high, *shape = given[name].tolist()
        grids[name] = seed, low, high
        given[name] = on_grid(grids[name], tuple(shape))
    for name, times in stored.tiles.items():
        given[name] = np.tile(given[name], times)
    return Rung(
        given=given,
        expected=stored.expected,
        of=stored.of,
        seed=stored.seed,
        sizes=stored.sizes,
        grids=grids,
        tiles=stored.tiles,
    )


def _read_one(assignment: Assignment, name: str, form: type[_Form]) -> _Form:
    folder = assignment.folder / "fixtures"
    where = f"assignments/{assignment.id}/fixtures"
    remedy = f"run `make fixtures HW={assignment.id}`"
    content = _bytes(folder / name, f"{where}/{name}", remedy)
    if hashlib.sha256(content).hexdigest() != _checksums(folder, where, remedy).get(name):
        raise FixtureError(f"{where}/{name} is not the file that its manifest describes: {remedy}")
    return _decode(content, f"{where}/{name}", form)


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
