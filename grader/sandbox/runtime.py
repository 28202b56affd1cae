"""Where the interpreter, NumPy and the worker's own files are on this machine."""

from __future__ import annotations

import os
import sys
from glob import glob
from importlib.machinery import PathFinder
from importlib.util import cache_from_source
from typing import NamedTuple

from grader.errors import SandboxError


class Runtime(NamedTuple):
    """The paths that a worker needs. `packages` is the folder in which NumPy lies.

    `extra` names packages that it imports beside NumPy; `beside` is where they and what they require lie.
    """

    interpreter: str
    standard_library: str
    shared_libraries: tuple[str, ...]
    packages: str
    inside: str
    extra: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def find() -> Runtime:
    """Return the paths of this interpreter, of its NumPy and of grader/inside.

    Raises:
        SandboxError: if NumPy is not installed.
    """
    # Not the virtual environment's link: only the interpreter itself enters the sandbox, not its packages.
    interpreter = os.path.realpath(sys.executable)
    standard_library = os.path.dirname(os.path.realpath(os.__file__))
    libraries = glob(os.path.join(os.path.dirname(standard_library), "libpython*.so*"))
    numpy = PathFinder.find_spec("numpy")
    if numpy is None or numpy.origin is None:
        raise SandboxError(f"NumPy is not installed for {sys.executable}: run `pip install numpy`")
    packages = os.path.dirname(os.path.dirname(os.path.realpath(numpy.origin)))
    inside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "inside")
    _compile(inside)
    return Runtime(interpreter, standard_library, tuple(libraries), packages, inside)


def _compile(folder: str) -> None:
    """Keep the modules of a folder compiled: the worker, which may write nothing, would compile them each time."""
    if sys.dont_write_bytecode:
        return
    for path in glob(os.path.join(folder, "*.py")):
        kept = cache_from_source(path)
        if not os.path.exists(kept) or os.path.getmtime(kept) < os.path.getmtime(path):
            import py_compile

            try:
                py_compile.compile(path, doraise=True)
            except OSError:
                # A folder that is not ours to write in: it works all the same.
                return


def has(name: str) -> bool:
    """Return whether this interpreter has a package of this name, without importing it."""
    spec = PathFinder.find_spec(name)
    # A folder that merely bears the name is no package: it has no origin.
    return spec is not None and spec.origin is not None
