"""Wrong derivations: each is the reference with a few lines changed, and the problems that must lose points for it.

Each file has a table `WRONG`, which maps a name to (problems, changes); a change is (function, old text, new text),
and the old text occurs once in that function. `published` are answers that were handed in and published.
"""

from tests.assignments.specimens.cmu_hw1_mlp.derivations import (
    activations,
    backpropagation,
    dropout_penalty,
    perceptrons,
    published,
)

WRONG = {
    f"{file.__name__.rpartition('.')[2]}: {name}": specimen
    for file in (published, perceptrons, activations, backpropagation, dropout_penalty)
    for name, specimen in file.WRONG.items()
}


def patched(source, changes):
    """The source with every change made; asserts that each old text is there once."""
    for name, old, new in changes:
        start = source.index(f"\ndef {name}(")
        end = source.find("\ndef ", start + 1)
        end = len(source) if end < 0 else end
        scope = source[start:end]
        assert scope.count(old) == 1, f"{name} holds {old!r} {scope.count(old)} times"
        source = source[:start] + scope.replace(old, new) + source[end:]
    return source
