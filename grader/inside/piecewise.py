"""Import a module statement by statement, and leave out those that fail for want of a file.

A script of an old course reads its data where it stands, and trains. In the sandbox there is no data: its functions
and classes are there all the same, once the statements that need the data are left out.
"""

from __future__ import annotations

import ast
import errno
import os
import sys
from types import ModuleType

MOST_SKIPPED = 20


def wants_data(error: OSError) -> bool:
    """Return whether it was a file that is not there, or not to be read, or a download."""
    return error.errno in (errno.ENOENT, errno.EACCES, errno.ENOTDIR) or type(error).__name__ == "URLError"


def load(name: str, folder: str) -> tuple[ModuleType, list[str]]:
    """Return the module, and the places ("mlp.py:12") of the statements left out: no file, or a name that one made.

    Any other exception is the module's own, and passes through.
    """
    path = os.path.join(folder, f"{name}.py")
    with open(path, "rb") as file:
        tree = ast.parse(file.read(), path)
    module = ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    skipped = []
    for statement in tree.body:
        try:
            exec(compile(ast.Module([statement], []), path, "exec"), module.__dict__)
        except (OSError, NameError) as error:
            if isinstance(error, OSError) and not wants_data(error):
                raise
            skipped.append(f"{name}.py:{statement.lineno}")
    return module, skipped[:MOST_SKIPPED]
