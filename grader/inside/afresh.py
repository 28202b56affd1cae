"""Several checks in one process, none of which sees what another has done: the submission is made anew for each.

A fork costs more than most checks. Those of a submission that can keep nothing outside of its own modules (`tame`) may
share one; what leaves a trace all the same, fails, or is wrong is asked again in a process of its own, and only that
answer counts (see `observe`). So all that is needed here is that a check which is right in company is right by itself:
it finds the modules of the submission as their import left them, and random numbers and NumPy as they were.
"""

from __future__ import annotations

import builtins
import importlib.util
import os
import random
import sys
import time
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from operator import is_
from types import CodeType, ModuleType
from typing import Any, ClassVar

import numpy as np

# An import that takes longer does work that should not be done again and again.
_QUICK_SECONDS = 0.05
_SHARED = (builtins, np, np.random, np.linalg)


class _Loader(SourceFileLoader):
    """Load a module from its source the first time, and from what that was compiled to afterwards."""

    _compiled: ClassVar[dict[str, CodeType | None]] = {}

    def get_code(self, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        if path not in self._compiled:
            self._compiled[path] = super().get_code(fullname)
        return self._compiled[path]


def imported(name: str, folder: str) -> Imported:
    """Import a module of this folder; what that raises passes through."""
    sys.path_importer_cache[folder] = FileFinder(folder, (_Loader, SOURCE_SUFFIXES))
    began = time.perf_counter()
    module = importlib.import_module(name)
    return Imported(module, folder, time.perf_counter() - began < _QUICK_SECONDS)


class Imported:
    """A submission after its import, and the world around it as it was then.

    `may_be_shared` says whether it may be imported again for each check.
    """

    def __init__(self, module: ModuleType, folder: str, may_be_shared: bool) -> None:
        """Keep a module; the submission is in `folder`."""
        self.module, self._folder, self.may_be_shared = module, folder + os.sep, may_be_shared

    def remember(self) -> None:
        """Take note of the world as it is now, after the import and before any check."""
        self._random, self._numpy_random, self._errors = random.getstate(), np.random.get_state(), np.geterr()
        self._world = [(module.__dict__, dict(module.__dict__)) for module in _SHARED]
        self._own = {name: module for name, module in sys.modules.items() if self._is_own(module)}
        self._imported = {*sys.modules}

    def afresh(self) -> ModuleType | None:
        """Return the module as if nothing had run since its import; None if there are traces that would remain."""
        try:
            if not self._is_clean():
                return None
            self._forget_own()
            specification: Any = self.module.__spec__
            module = sys.modules[specification.name] = importlib.util.module_from_spec(specification)
            specification.loader.exec_module(module)
            self._reset()
        except BaseException:
            return None
        return module

    def come_back(self) -> bool:
        """Make all as the import left it, after `afresh`; return whether it is."""
        try:
            if not self._is_clean():
                return False
            self._forget_own()
            sys.modules.update(self._own)
            self._reset()
        except BaseException:
            return False
        return True

    def _forget_own(self) -> None:
        new = [name for name in {*sys.modules} - self._imported if self._is_own(sys.modules[name])]
        for name in [*self._own, *new]:
            sys.modules.pop(name, None)

    def _reset(self) -> None:
        random.setstate(self._random)
        np.random.set_state(self._numpy_random)
        np.seterr(**self._errors)

    def _is_own(self, module: ModuleType) -> bool:
        path = getattr(module, "__file__", None)
        return isinstance(path, str) and path.startswith(self._folder)

    def _is_clean(self) -> bool:
        return (
            all(
                len(now) == len(then)
                and all(map(is_, now, then))
                and all(map(is_, now.values(), then.values()))
                for now, then in self._world
            )
            and len(sys._current_frames()) == 1
            and sys.gettrace() is None
            and sys.getprofile() is None
        )
