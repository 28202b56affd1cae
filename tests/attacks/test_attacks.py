"""Each file or folder of corpus/ is a submission; its header says what it must get (see header.py).

Several are graded at a time, each in a process of its own, ahead of the test that looks at what came of it.
"""

import multiprocessing
import os
import shutil
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import pytest

from grader import catalog, instances
from grader.sandbox.choose import Sandbox
from tests.attacks.attempt import COURSE, HOMEWORK, attempt, prepare
from tests.attacks.header import attacks, every_attack_in_every_backend, fits, read
from tests.conftest import lacks_bubblewrap, lacks_root

# Most of an attack's time is waiting.
_AT_A_TIME = 2 * len(os.sched_getaffinity(0))
WALLS = {"landlock": "Landlock", "seccomp": "system calls filtered"}
FAMILIES = ("careless", "forge", "process", "protocol", "python", "read", "sharing", "supply", "timing")


@pytest.fixture(scope="module")
def monkeypatch():
    """The fixture of that name lasts for one test."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@cache
def walls(backend):
    """Return what protects in this backend here: itself, and what the kernel adds."""
    with Sandbox(backend) as sandbox:
        sandbox.box()
        return {backend} | {word for word, sign in WALLS.items() if sign in sandbox.protection}


def lacks(backend):
    """Return why a backend cannot be used here, or nothing."""
    return {"bubblewrap": lacks_bubblewrap, "user": lacks_root}.get(backend, str)()


@pytest.fixture(scope="module")
def results(request, tmp_path_factory, monkeypatch):
    """What came of each attack that was asked for, by attack and backend, as a promise."""
    asked_for = [
        (item.callspec.params["attack"], item.callspec.params["backend"])
        for item in request.session.items
        if item.module is request.module and hasattr(item, "callspec")
    ]
    work = tmp_path_factory.mktemp("attacks")
    # A worker that is another user must be able to pass it.
    temporary = tempfile.mkdtemp(prefix="attacks-")
    os.chmod(temporary, 0o711)
    # Not forked from here: what pytest holds open is no concern of an attack's.
    spawning = multiprocessing.get_context("spawn")
    # What a worker's ancestors have in their environment is none of its business.
    monkeypatch.setenv("SECRET", instances.canary(catalog.load(COURSE, HOMEWORK)))
    with ProcessPoolExecutor(_AT_A_TIME, spawning, prepare, (temporary,)) as pool:
        yield {
            (attack, backend): pool.submit(attempt, attack, backend, work / f"{backend}-{number}")
            for number, (attack, backend) in enumerate(asked_for)
            if not lacks(backend) and read(attack).held_by & walls(backend)
        }
        pool.shutdown(cancel_futures=True)
    shutil.rmtree(temporary)


def skip_unheld(backend):
    """Skip what a backend says that it does not hold; where CI promised a sandbox, `bare` alone may say so."""
    said = f"{backend} does not protect from it here, and says so"
    if backend != "bare" and os.environ.get("GRADER_REQUIRE_SANDBOX") == "1":
        pytest.fail(f"{said}, and GRADER_REQUIRE_SANDBOX=1 forbids to skip", pytrace=False)
    pytest.skip(said)


def test_where_a_sandbox_was_promised_bare_alone_may_fail_to_hold_an_attack():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_REQUIRE_SANDBOX", "1")
        with pytest.raises(pytest.skip.Exception, match=r"^bare does not protect from it here, and says so$"):
            skip_unheld("bare")
        with pytest.raises(
            pytest.fail.Exception, match=r"^user does not .* GRADER_REQUIRE_SANDBOX=1 forbids"
        ):
            skip_unheld("user")


@every_attack_in_every_backend()
def test_an_attack_gets_its_verdict_and_costs_nothing_else(attack, backend, results):
    said = read(attack)
    # Nor is it run there: a fork bomb that nothing holds takes the machine with it.
    if (attack, backend) not in results:
        skip_unheld(backend)
    result = results[attack, backend].result()

    assert result.trouble == ""
    assert fits(said.refused, result.refused), result.refused
    assert result.disclosed == ()
    assert result.left_behind == ()
    if said.refused:
        return
    lost = roots(id for id, _, _ in result.lost)
    assert lost == (roots(said.checks) if said.loses == ("all",) else set(said.loses))
    assert (result.points, result.of) == (said.points, said.of)
    if lost:
        _, ended, message = result.lost[0]
        assert fits(said.ends, ended), ended
        assert fits(said.says, message), message
    for note in said.notes:
        assert any(fits(note, each) for each in result.notes), result.notes


def roots(ids):
    """Return the names of checks, whether public or hidden."""
    return {id.removesuffix("_hidden") for id in ids}


def test_bubblewrap_holds_all_of_them_so_that_none_is_left_out_there():
    assert [path.name for path in attacks() if "bubblewrap" not in read(path).held_by] == []


def test_there_are_a_hundred_attacks_and_several_of_each_family():
    families = Counter(path.parent.name for path in attacks())

    assert sorted(families) == sorted(FAMILIES)
    assert min(families.values()) >= 5
    assert sum(families.values()) >= 100


def test_the_page_on_security_counts_them():
    families = Counter(path.parent.name for path in attacks())
    page = (COURSE / "SECURITY.md").read_text(encoding="utf-8")

    counted = ", ".join(f"{family} {families[family]}" for family in FAMILIES)
    assert f"holds {sum(families.values())} hostile, careless and broken submissions: {counted}." in page
