"""Wrong solutions: each is the reference with a few lines changed, and the problems that must lose points for it.

Each file has a table `WRONG`, which maps a name to (problems, changes); a change is (class or function, old text,
new text), and the old text occurs once in that definition. Most are mistakes of real submissions.
"""

import re

from tests.assignments.specimens.wpi_hw3_softmax.wrong import derivations, model, training

WRONG = {
    f"{file.__name__.rpartition('.')[2]}: {name}": specimen
    for file in (derivations, model, training)
    for name, specimen in file.WRONG.items()
}


def patched(sources, changes):
    """The sources, by file, with every change made; asserts that each old text is there once."""
    sources = dict(sources)
    for name, old, new in changes:
        begin = re.compile(rf"^(class|def) {name}\b", re.MULTILINE)
        (file,) = [file for file, source in sources.items() if begin.search(source)]
        source = sources[file]
        start = begin.search(source).start()
        following = re.compile(r"^(class|def) ", re.MULTILINE).search(source, start + 1)
        end = following.start() if following else len(source)
        scope = source[start:end]
        assert scope.count(old) == 1, f"{name} holds {old!r} {scope.count(old)} times"
        sources[file] = source[:start] + scope.replace(old, new) + source[end:]
    return sources
