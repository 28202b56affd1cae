"""Wrong solutions: a file with a few lines changed, and the problems that must lose points for it.

Each file has a table `WRONG`, which maps a name to (problems, changes); a change is (function or class, old text,
new text), and the old text occurs once in there. `script` changes the script in right/, the others the reference.
"""

import re

from tests.assignments.specimens.dnn_a4_regression.wrong import (
    derivations,
    linear_regression,
    script,
    softmax,
)

# Name -> (file that is handed in, whether the script is changed, problems, changes).
WRONG = {
    f"{table.__name__.rpartition('.')[2]}: {name}": (file, table is script, problems, changes)
    for table, file in (
        (derivations, "derivations.py"),
        (linear_regression, "linear_regression.py"),
        (script, "linear_regression.py"),
        (softmax, "softmax.py"),
    )
    for name, (problems, changes) in table.WRONG.items()
}


def patched(source, changes):
    """The source with every change made; asserts that each old text is there once."""
    for name, old, new in changes:
        start = re.search(rf"^(def|class) {name}\b", source, flags=re.MULTILINE).start() if name else 0
        after = re.compile(r"^(def|class|if) ", re.MULTILINE).search(source, start + 1)
        end = after.start() if after else len(source)
        scope = source[start:end]
        assert scope.count(old) == 1, f"{name} holds {old!r} {scope.count(old)} times"
        source = (
            source[:start] + scope.replace(old, new) + source[end:] if name else source.replace(old, new, 1)
        )
    return source
