"""Wrong solutions: each is the reference with a few lines changed, and the problems that must lose points for it.

Each file has a table `WRONG`, which maps a name to (problems, changes); a change is (class, old text, new text),
and the old text occurs once in that class. Most are mistakes of real submissions.
"""

from tests.assignments.specimens.cmu_hw1_mlp.wrong import dropout, linear_map, loss, momentum, networks, relu

WRONG = {
    f"{file.__name__.rpartition('.')[2]}: {name}": specimen
    for file in (linear_map, relu, loss, momentum, dropout, networks)
    for name, specimen in file.WRONG.items()
}


def patched(source, changes):
    """The source with every change made; asserts that each old text is there once."""
    for name, old, new in changes:
        start = source.index(f"\nclass {name}")
        end = source.find("\nclass ", start + 1)
        end = len(source) if end < 0 else end
        scope = source[start:end]
        assert scope.count(old) == 1, f"{name} holds {old!r} {scope.count(old)} times"
        source = source[:start] + scope.replace(old, new) + source[end:]
    return source
