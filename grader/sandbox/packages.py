"""What a package beside NumPy needs to be imported: its own folders, and those of the packages that it requires.

Imported when a box is asked for one, so that a box without costs nothing more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib import metadata
from importlib.machinery import PathFinder

from grader.sandbox.process import PackageError
from grader.sandbox.runtime import Runtime, has

# What `pip` writes of a package beside its code, and what is no code: none of it is imported.
_NOT_IMPORTED = re.compile(r"\.\.|__pycache__|.*\.(dist-info|egg-info|pth)")
_REQUIREMENT = re.compile(r"\s*([\w.-]+)[^;]*;?(.*)")


def extended(runtime: Runtime, names: tuple[str, ...]) -> Runtime:
    """Return the runtime of a worker that imports these packages, too.

    Raises:
        PackageError: if one of them is not installed.
    """
    for name in names:
        if not has(name):
            raise PackageError(f"{name} is not installed")
    beside: dict[str, None] = {}
    for name in names:
        beside.update(dict.fromkeys(_own_places(name)))
    for distribution in _distributions(names):
        beside.update(dict.fromkeys(_places(distribution)))
    return runtime._replace(extra=names, beside=tuple(beside))


def _own_places(name: str) -> Iterator[str]:
    """Yield the folder or file that `import name` finds, whatever was said when it was installed."""
    spec = PathFinder.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    origin = os.path.realpath(spec.origin)
    yield os.path.dirname(origin) if spec.submodule_search_locations else origin


def _distributions(names: tuple[str, ...]) -> Iterator[metadata.Distribution]:
    """Yield what is installed of these packages and of all that they require, and so on. NumPy is there anyway."""
    waiting, seen = list(names), {"numpy"}
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # Required on another system only, or optional.
            continue
        yield distribution
        for requirement in distribution.requires or ():
            matched = _REQUIREMENT.match(requirement)
            if matched is not None and "extra" not in matched[2]:
                waiting.append(matched[1])


def _places(distribution: metadata.Distribution) -> Iterator[str]:
    """Yield the folders and files of a package that lie side by side with those of other packages."""
    # Not `distribution.files`: it makes an object of each of some ten thousand paths.
    lines = (distribution.read_text("RECORD") or "").splitlines()
    tops = {line.partition("/")[0] if "/" in line else line.partition(",")[0] for line in lines}
    for top in sorted(tops):
        if top and not _NOT_IMPORTED.fullmatch(top):
            path = os.path.realpath(str(distribution.locate_file(top)))
            if os.path.exists(path):
                yield path
