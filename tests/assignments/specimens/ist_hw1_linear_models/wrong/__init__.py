"""Wrong solutions: each is the reference with a few lines changed, and the problems that must lose points for it.

Each file has a table `WRONG`, which maps a name to (problems, changes); a change is (class or function, old text, new
text), and the old text occurs once in there. `FILE` is the file that is changed and `PROBLEMS` are those that its
changes can reach. Most are mistakes of real submissions.
"""

from tests.assignments.specimens.ist_hw1_linear_models.wrong import (
    linear_regression,
    logistic_regression,
    losses,
    mlp,
    neural_regression,
    perceptron,
)

FILES = (losses, linear_regression, neural_regression, perceptron, logistic_regression, mlp)
# name -> (file, problems in reach, problems that must lose points, changes)
WRONG = {
    f"{file.__name__.rpartition('.')[2]}: {name}": (file.FILE, file.PROBLEMS, *specimen)
    for file in FILES
    for name, specimen in file.WRONG.items()
}


def patched(source, changes):
    """The source with every change made; asserts that each old text is there once."""
    for name, old, new in changes:
        starts = [
            source.index(f"\n{kind} {name}") for kind in ("class", "def") if f"\n{kind} {name}" in source
        ]
        start = starts[0]
        ends = [source.find(f"\n{kind} ", start + 1) for kind in ("class", "def")]
        end = min([end for end in ends if end > 0], default=len(source))
        scope = source[start:end]
        assert scope.count(old) == 1, f"{name} holds {old!r} {scope.count(old)} times"
        source = source[:start] + scope.replace(old, new) + source[end:]
    return source
