"""`python -m tests.batch.killed_often 300 5 --jobs 2`: grade a generated class undisturbed, and once killed so often.

The kills come at random moments, with SIGKILL, and hit the supervisor alone; the same command then goes on. What is in
both folders at the end must be the same, byte for byte, times aside.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from grader.batch import journal
from tests.batch import generated_class, small_class


def compare(
    folder: Path, size: int, kills: int, jobs: int, tell: Callable[[str], object] = lambda line: None
) -> list[str]:
    """Return the names of the files that differ."""
    options = ["--hw", generated_class.ID, "--jobs", jobs]
    course = generated_class.course(folder / "course")
    subs = generated_class.hand_in(folder / "subs", course, size)
    whole, torn = folder / "whole", folder / "torn"
    began = time.monotonic()
    printed = _run(course, subs, "--out", whole, *options)
    seconds = time.monotonic() - began
    tell(f"undisturbed: {seconds:.1f} s, {size / seconds:.1f} a second")
    tell("\n".join(line for line in printed.splitlines() if "graded" in line))
    chance = random.Random(size)
    for _ in range(kills):
        run = small_class.command(course, subs, "--out", torn, *options)
        time.sleep(chance.uniform(1.0, seconds / kills))
        alive = run.poll() is None
        small_class.kill(run)
        with journal.glanced(torn) as kept:
            tell(f"killed {'while it ran' if alive else 'too late'}: {len(kept.students())} are kept")
    again = _run(course, subs, "--out", torn, *options)
    left, right = small_class.tree(whole), small_class.tree(torn)
    if again.replace(str(torn), "OUT") != printed.replace(str(whole), "OUT"):
        return ["what was printed"]
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def _run(course: Path, *arguments: object) -> str:
    run = small_class.command(course, *arguments)
    printed, said = run.communicate()
    if run.returncode not in (0, 3):
        raise RuntimeError(f"the run ended with {run.returncode}: {said}")
    return printed


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.batch.killed_often", description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("kills", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="killed-") as scratch:
        differing = compare(Path(scratch), said.size, said.kills, said.jobs, _tell)
    _tell(f"{len(differing)} files differ{': ' if differing else ''}{', '.join(differing)}")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
