"""Inert stand-ins for modules that a course declares harmless: importing them succeeds, using them does nothing."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterable, Iterator, Sequence


class Inert:
    """An object that answers everything and does nothing: it is a function, a context, a number, a base class.

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

    def __iter__(self) -> Iterator[object]:
        return iter((Inert(), Inert()) if self._items is None else self._items)

    def __len__(self) -> int:
        # Not list(self): that asks for the length first.
        return sum(1 for _ in self)

    def __contains__(self, item: object) -> bool:
        return False

    def __getitem__(self, key: object) -> Inert:
        return Inert()

    def __setitem__(self, key: object, value: object) -> None:
        """Do nothing: `plt.rcParams["figure.figsize"] = (8, 6)`."""

    def __delitem__(self, key: object) -> None:
        """Do nothing."""

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *details: object) -> None:
        return None

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        """Stand in for a class to inherit from."""
        return (Inert,)

    def __format__(self, specification: str) -> str:
        return ""

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return 0

    def _operate(self, *others: object) -> Inert:
        return Inert()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _operate
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __matmul__ = __rmatmul__ = (
        _operate
    )
    __and__ = __rand__ = __or__ = __ror__ = __neg__ = __pos__ = __abs__ = __invert__ = _operate

    def _compare(self, other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _compare


class _InertModule(types.ModuleType):
    __version__ = "0"

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
