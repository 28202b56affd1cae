"""Every attack again, in a warm sandbox that serves many: it gets its verdict, and honest work behind it all its points."""

import multiprocessing
import os
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.attacks import in_a_row
from tests.attacks.attempt import prepare
from tests.attacks.header import attacks, fits, read
from tests.attacks.test_attacks import lacks, roots, skip_unheld, walls
from tests.sandbox.test_warm import BACKENDS

_LANES = 2 * len(os.sched_getaffinity(0))
# One or two of each kind that leaves something, or reaches for what is around it.
SAMPLE = {
    "process/leaves_a_process_that_nobody_knows",
    "process/kills_everybody_at_import",
    "process/stops_its_parent",
    "process/lowers_the_limits_of_its_parent",
    "process/leaves_shared_memory_behind",
    "process/makes_a_thousand_files",
    "process/comes_back_from_the_import_twice",
    "process/forks_without_end_at_import",
    "python/patches_numpy_testing",
    "read/walks_the_frames_for_what_is_expected",
    "forge/prints_frames_of_the_protocol",
    "sharing/changes_numpy_for_the_next_check",
}


def _name(attack):
    return f"{attack.parent.name}/{attack.stem}"


def _everything():
    for attack in attacks():
        for backend in BACKENDS:
            is_sample = _name(attack) in SAMPLE and backend.values[0] == "bubblewrap"
            marks = [*backend.marks] if is_sample else [*backend.marks, pytest.mark.slow]
            yield pytest.param(
                attack, backend.values[0], marks=marks, id=f"{_name(attack)}-{backend.values[0]}"
            )


@pytest.fixture(scope="module")
def lanes(request, tmp_path_factory):
    """What came of each attack that was asked for, and of its whole lane, as a promise and a place in it."""
    asked_for: dict[str, list] = {}
    for item in request.session.items:
        if item.module is request.module and hasattr(item, "callspec"):
            attack, backend = item.callspec.params["attack"], item.callspec.params["backend"]
            if not lacks(backend) and read(attack).held_by & walls(backend):
                asked_for.setdefault(backend, []).append(attack)
    temporary = tempfile.mkdtemp(prefix="attacks-")
    os.chmod(temporary, 0o711)
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_LANES, spawning, prepare, (temporary,)) as pool:
        found = {}
        for backend, of_backend in asked_for.items():
            for number in range(_LANES):
                if mine := of_backend[number::_LANES]:
                    work = tmp_path_factory.mktemp(f"{backend}-{number}")
                    promise = pool.submit(in_a_row.lane, mine, backend, work)
                    found |= {(attack, backend): (promise, place) for place, attack in enumerate(mine)}
        yield found
        pool.shutdown(cancel_futures=True)
    shutil.rmtree(temporary)


@pytest.mark.parametrize(("attack", "backend"), list(_everything()))
def test_an_attack_gets_its_verdict_and_what_comes_behind_it_is_as_ever(attack, backend, lanes):
    said = read(attack)
    if (attack, backend) not in lanes:
        skip_unheld(backend)
    promise, place = lanes[attack, backend]
    pairs, left_behind = promise.result()
    pair = pairs[place]

    assert pair.attack.trouble == ""
    assert fits(said.refused, pair.attack.refused), pair.attack.refused
    assert pair.attack.disclosed == ()
    if not said.refused:
        lost = roots(id for id, _, _ in pair.attack.lost)
        assert lost == (roots(said.checks) if said.loses == ("all",) else set(said.loses))
        assert (pair.attack.points, pair.attack.of) == (said.points, said.of)
        if lost:
            _, ended, message = pair.attack.lost[0]
            assert fits(said.ends, ended), ended
            assert fits(said.says, message), message
    assert (pair.honest.trouble, pair.honest.points, pair.honest.lost) == ("", pair.honest.of, ())
    assert pair.differs == ()
    assert pair.is_warm
    assert left_behind == []


def test_the_sample_is_in_the_corpus():
    assert {_name(attack) for attack in attacks()} >= SAMPLE
