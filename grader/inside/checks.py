"""The checks, loaded before the submission is there, with a NumPy and builtins of their own."""

from __future__ import annotations

import builtins
import marshal
from types import ModuleType
from typing import Any


def checks_of(code: bytes) -> dict[str, Any]:
    """Return the names of a compiled checks.py.

    A submission that puts something else in the place of np.allclose, on purpose or not, does so for itself alone.
    """
    names: dict[str, Any] = {"__name__": "checks", "__builtins__": dict(vars(builtins))}
    exec(marshal.loads(code), names)
    # In the same dictionary: it is where the functions look.
    names.update({name: _copy(value) for name, value in names.items() if _is_numpy(value)})
    return names


def _copy(module: ModuleType) -> ModuleType:
    """Return a module of the same names, with copies of those parts of it that hold functions, too."""
    copy = ModuleType(module.__name__)
    vars(copy).update(vars(module))
    for part in ("random", "linalg"):
        if isinstance(vars(copy).get(part), ModuleType):
            setattr(copy, part, _copy(vars(copy)[part]))
    return copy


def _is_numpy(value: object) -> bool:
    return isinstance(value, ModuleType) and value.__name__.partition(".")[0] == "numpy"
