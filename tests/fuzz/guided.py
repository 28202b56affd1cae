"""A small coverage-guided fuzzer: what reaches a new step in the code is kept, and changed further.

`sys.settrace` tells which line follows which. It makes a run ten times slower, so that only some runs are traced.
"""

import contextlib
import random
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import NamedTuple

_TRACED_EVERY = 8
_MOST_KEPT = 2_000
_NUMBERS = (
    0,
    1,
    2,
    7,
    8,
    127,
    128,
    255,
    2**15,
    2**16 - 1,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**63 - 1,
    2**63,
    2**64 - 1,
)


class Result(NamedTuple):
    """How many inputs were tried, how many were kept, and how many steps of the code were seen."""

    runs: int
    kept: int
    steps: int

    def __str__(self) -> str:
        return f"{self.runs} inputs, {self.kept} kept, {self.steps} steps of the code seen, nothing amiss"


def fuzz(
    target: Callable[[bytes], object],
    seeds: Sequence[bytes],
    made: Callable[[random.Random], bytes],
    modules: Sequence[ModuleType],
    runs: int,
    seed: int,
) -> Result:
    """Try so many inputs: half of them `made` from nothing, half changed from what was kept.

    Raises:
        AssertionError: if the target raises anything; with the input.
    """
    rng = random.Random(seed)
    kept = list(seeds)
    seen: set[tuple[CodeType, int, int]] = set()
    files = {str(Path(module.__file__)) for module in modules if module.__file__}
    for run in range(runs):
        data = kept[run] if run < len(seeds) else made(rng) if rng.random() < 0.5 else changed(rng, kept)
        before = len(seen)
        try:
            if run < len(seeds) or run % _TRACED_EVERY == 0:
                with _tracing(files, seen):
                    target(data)
            else:
                target(data)
        except Exception as error:
            raise AssertionError(f"input {run} of seed {seed}: bytes.fromhex({data.hex()!r})") from error
        if len(seen) > before and len(kept) < _MOST_KEPT:
            kept.append(data)
    return Result(runs, len(kept), len(seen))


@contextlib.contextmanager
def _tracing(files: set[str], seen: set[tuple[CodeType, int, int]]) -> Iterator[None]:
    def enter(frame: FrameType, event: str, argument: object) -> Callable[..., object] | None:
        code = frame.f_code
        if code.co_filename not in files:
            return None
        last = 0

        def step(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
            nonlocal last
            if event == "line":
                seen.add((code, last, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step

    outer = sys.gettrace()
    sys.settrace(enter)
    try:
        yield
    finally:
        sys.settrace(outer)


def changed(rng: random.Random, kept: Sequence[bytes]) -> bytes:
    """Return one of these inputs with a few changes."""
    data = bytearray(rng.choice(kept))
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(data) + 1)
        what = rng.randrange(7)
        if what == 0 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif what == 1 and at < len(data):
            data[at] = rng.randrange(256)
        elif what == 2:
            width = rng.choice((1, 2, 4, 8))
            data[at : at + width] = (rng.choice(_NUMBERS) % 2 ** (8 * width)).to_bytes(width, "little")
        elif what == 3:
            del data[at:]
        elif what == 4:
            del data[at : at + rng.randrange(1, 64)]
        elif what == 5:
            data[at:at] = data[rng.randrange(len(data) + 1) :][: rng.randrange(1, 64)]
        else:
            other = rng.choice(kept)
            data[at:] = other[rng.randrange(len(other) + 1) :]
    return bytes(data)


@contextlib.contextmanager
def memory_within(more_bytes: int) -> Iterator[None]:
    """Let this process take no more memory than it has, and so much: whoever asks for it gets a MemoryError."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
