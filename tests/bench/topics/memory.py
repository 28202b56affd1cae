"""The memory that grading one submission takes: ours, and what a course would pick instead, on the same ten tests."""

from collections.abc import Iterator
from functools import partial

from tests.bench.footprint import peak_megabytes
from tests.bench.measure import Rival, Row
from tests.bench.topics import grading
from tests.bench.topics.grading import Setting, versions
from tests.peers import graders
from tests.peers.homework import CHECKS

__all__ = ["prepare", "rows", "versions"]

prepare = grading.prepare


def rows(setting: Setting) -> Iterator[Row]:
    """Yield what is measured."""
    work = setting.handed_in[0]
    ours = partial(peak_megabytes, *grading.command_of_ours(setting, work))
    yield Row(
        f"One submission, {len(CHECKS)} tests",
        "MB",
        [Rival(grading.OURS, ours), *(Rival(peer.name, _figure(peer, setting)) for peer in graders.PEERS)],
        rounds=5,
        note="Of all processes together, at the highest; what they share is counted once. "
        "Ours are two that import NumPy: the one behind the wall, and the one that judges.",
    )


def _figure(peer: graders.Peer, setting: Setting) -> partial[float]:
    return partial(peak_megabytes, *grading.command_of(peer, setting, setting.handed_in[0]))
