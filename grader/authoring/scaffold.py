"""A new homework with one example check: complete, graded and tested from the first minute, and yours to change."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template

from grader import catalog
from grader.authoring import generate
from grader.errors import UsageError
from grader.output import write

_TEMPLATES = Path(__file__).parent / "example"
# A name of a folder, of a Python module, and of a parameter.
_ID = re.compile(r"[a-z][a-z0-9_]{2,40}")
_ROOMS = ("assignments", "reference", "student_template")


def new(root: Path, id: str) -> Iterator[str]:
    """Make the folders of a homework called `id`; yield the name of each file, relative to the course's folder.

    Raises:
        UsageError: if the name will not do, or is taken.
    """
    if not _ID.fullmatch(id):
        raise UsageError(
            f"HW={id} will not do: a name has 3 to 41 small letters, digits and _, a letter first"
        )
    if keyword.iskeyword(id) or id in {*sys.stdlib_module_names, "numpy", "tests"}:
        raise UsageError(f"HW={id} will not do: it means something else in Python")
    taken = [f"{room}/{id}" for room in _ROOMS if (root / room / id).exists()]
    if taken:
        raise UsageError(f"{taken[0]} is there already: choose another name, or remove it")
    files = {
        f"assignments/{id}/assignment.toml": "assignment.toml",
        f"assignments/{id}/handout.md": "handout.md",
        f"assignments/{id}/checks.py": "checks.py",
        f"reference/{id}/{id}.py": "reference.py",
    }
    words = {"id": id, "name": id, "module": f"{id}.py", "title": id.replace("_", " ").capitalize()}
    for name, template in files.items():
        text = (_TEMPLATES / f"{template}.template").read_text(encoding="utf-8")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write(root / name, Template(text).substitute(words), mode=0o644)
        yield name
    yield from generate.write(catalog.load(root, id))
