"""Packages beside NumPy that a homework needs: imported while the worker still has its rights, and made ready to fork.

Only the folders that the supervisor names can be found here, so that no neighbour of theirs can be imported.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types
from collections.abc import Iterable, Sequence
from typing import Any

_MAX_TEXT = 300


class Beside(importlib.abc.MetaPathFinder):
    """Find modules by the places in which they lie, without ever listing the folder around them."""

    def __init__(self, places: Iterable[str]) -> None:
        # zoo/ and zoo.py are both zoo; so is zoo.cpython-311-x86_64-linux-gnu.so.
        self._places = {
            os.path.basename(place).partition(".")[0]: place for place in places if _is_code(place)
        }

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of a module that lies in one of the places, or None."""
        place = self._places.get(fullname)
        if place is None:
            return None
        if not os.path.isdir(place):
            return importlib.util.spec_from_file_location(fullname, place)
        initial = os.path.join(place, "__init__.py")
        if os.path.exists(initial):
            return importlib.util.spec_from_file_location(
                fullname, initial, submodule_search_locations=[place]
            )
        spec = importlib.machinery.ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [place]
        return spec


def load(names: Iterable[str], places: Iterable[str]) -> str:
    """Import these packages, which lie in these places. Return why one of them cannot be imported, or nothing."""
    # Ahead of the folders: a submitted typing_extensions.py must not be taken for the real one.
    sys.meta_path.insert(0, Beside(places))
    for name in names:
        try:
            module = importlib.import_module(name)
            if name in _SETTLE:
                _SETTLE[name](module)
        except Exception as error:
            return f"{name} cannot be imported: {type(error).__name__}: {error}"[:_MAX_TEXT]
    return ""


def _is_code(place: str) -> bool:
    return os.path.isdir(place) or place.endswith(tuple(importlib.machinery.all_suffixes()))


def _settle_torch(torch: Any) -> None:
    """Let PyTorch use one thread, and load now what it puts off until the first step of a training.

    That is a second's work, which each check would have to do again. More threads than one would be lost in a fork.
    """
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    for optimizer in (torch.optim.SGD, torch.optim.Adam):
        layer = torch.nn.Linear(2, 2)
        descent = optimizer(layer.parameters(), lr=0.1)
        torch.nn.functional.cross_entropy(
            layer(torch.ones(1, 2)), torch.zeros(1, dtype=torch.long)
        ).backward()
        descent.step()
        descent.zero_grad()
    torch.manual_seed(0)


_SETTLE = {"torch": _settle_torch}
