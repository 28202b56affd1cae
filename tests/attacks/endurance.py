"""Many gradings in one process, every third of them hostile: nothing may pile up. `python -m tests.attacks.endurance 1000`."""

import itertools
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.attacks import aftermath
from tests.attacks.attempt import attempt, prepare
from tests.attacks.header import attacks, read

_EVERY = 100
# Behind these a grading takes seconds, which are spent on waiting.
_SLOW_FAMILIES = ("timing",)
_HONEST = Path(__file__).parent / "corpus" / "careless" / "keeps_quiet.py"


class Held(NamedTuple):
    """What a process has and may have kept, and what there is of its descendants."""

    gradings: int
    descriptors: int
    temporary_files: int
    processes: int
    resident_mb: float
    peak_mb: float


def run(gradings: int, backend: str, folder: Path) -> Iterator[Held]:
    """Grade, and yield what this process holds before the first grading, after every hundredth, and at the end."""
    hostile = itertools.cycle(
        path
        for path in attacks()
        if path.parent.name not in _SLOW_FAMILIES and backend in read(path).held_by and path != _HONEST
    )
    # The first grading loads what all need: modules, fixtures, tables.
    attempt(_HONEST, backend, folder / "first")
    yield _held(0)
    for number in range(1, gradings + 1):
        attack = next(hostile) if number % 3 == 0 else _HONEST
        result = attempt(attack, backend, folder / str(number))
        assert result.trouble == "", (attack, result.trouble)
        assert result.left_behind == (), (attack, result.left_behind)
        assert attack != _HONEST or result.points == result.of, result.lost
        if number % _EVERY == 0 or number == gradings:
            yield _held(number)


def _held(gradings: int) -> Held:
    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[1])
    return Held(
        gradings,
        len(os.listdir("/proc/self/fd")),
        len(os.listdir(tempfile.gettempdir())),
        len(aftermath._below(os.getpid())),
        pages * resource.getpagesize() / 2**20,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
    )


def main() -> None:
    """Print a line for each time that is looked."""
    gradings = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    backend = sys.argv[2] if len(sys.argv) > 2 else "bubblewrap"
    sys.stdout.write("gradings  descriptors  temporary files  processes  resident MB  peak MB\n")
    with tempfile.TemporaryDirectory(prefix="endurance-") as folder:
        os.chmod(folder, 0o711)
        prepare(folder)
        for held in run(gradings, backend, Path(folder) / "work"):
            sys.stdout.write("{:8}  {:11}  {:15}  {:9}  {:11.1f}  {:7.1f}\n".format(*held))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
