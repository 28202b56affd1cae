"""Inert stand-ins for modules that a course declares harmless: importing them succeeds, using them does nothing."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterable, Iterator, Sequence


class Inert:
    """An object that answers everything and does nothing.

    Called on something to go through, it goes through that, so that `for batch in tqdm(batches)` runs; else it
    has two items, so that `figure, axes = plt.subplots()` runs.
    """

    def __init__(self, items: Iterable[object] | None = None) -> None:
        self._items = items

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()

    def __call__(self, *arguments: object, **keywords: object) -> Inert:
        """Return an inert object, which goes through the first argument if there is something to go through."""
        first = arguments[0] if arguments else None
        return Inert(first if isinstance(first, Iterable) and not isinstance(first, str) else None)

    def __getitem__(self, key: object) -> Inert:
        return Inert()

    def __iter__(self) -> Iterator[object]:
        return iter((Inert(), Inert()) if self._items is None else self._items)

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *details: object) -> None:
        return None


class _InertModule(types.ModuleType):
    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Find the declared modules, and everything below them, when nothing else does."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return a spec for a declared module, or None."""
        if fullname.partition(".")[0] not in self._names:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Return the inert module."""
        return _InertModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Do nothing: the module is complete."""


def install(names: Iterable[str]) -> None:
    """Let the named modules be imported as stand-ins, wherever the real ones are absent."""
    sys.meta_path.append(StandInFinder(names))
