"""`doctor` says what holds on this machine, and why what does not does not."""

import argparse

import pytest

from grader import probing
from grader.commands import Screen, doctor
from grader.errors import SandboxError
from grader.sandbox import bubblewrap, user
from tests import boxed

ALL = dict.fromkeys(probing.TRIED | probing.MEASURED, True)


def lines(monkeypatch: pytest.MonkeyPatch, **held: dict[str, bool]) -> list[str]:
    """Return what is said where these backends work, each with this found out."""

    def probe(backend, folder):
        if backend not in held:
            raise SandboxError(f"no sandbox works here: {backend} is not for us")
        return probing.Findings(held[backend], frozenset())

    monkeypatch.setattr(probing, "probe", probe)
    return list(doctor.run(argparse.Namespace(), Screen()))


def test_the_strongest_that_works_is_said_to_be_taken(monkeypatch):
    said = lines(monkeypatch, user=ALL, bare=ALL)

    assert said[:2] == ["bubblewrap: does not work here", "  bubblewrap is not for us"]
    assert "user: works here; `auto` takes it" in said
    assert "bare: works here" in said


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("backend", ["bubblewrap", "user", "bare"])
def test_what_does_not_hold_has_a_reason_and_every_line_fits_a_terminal(monkeypatch, backend, name):
    said = lines(monkeypatch, **({"user": ALL} | {backend: {**ALL, name: False}}))

    place = next(place for place, line in enumerate(said) if line.startswith("  NO "))
    assert said[place] == f"  NO   {(probing.TRIED | probing.MEASURED)[name]}"
    assert said[place + 1].startswith("       because ")
    assert max(map(len, said)) <= 80


def test_bare_alone_is_no_wall(monkeypatch):
    with pytest.raises(SandboxError) as caught:
        lines(monkeypatch, bare=ALL)

    assert str(caught.value) == (
        "no sandbox that works here is a wall: install bubblewrap, or run the grader as root"
    )
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("backend", boxed.BACKENDS[:2])
def test_a_wall_holds_whatever_the_probe_tries(backend, tmp_path):
    found = probing.probe(backend, tmp_path)
    may_fail = set() if backend == bubblewrap.NAME or "landlock" in found.enforced else {"files", "others"}
    may_fail |= (
        set() if "seccomp" in found.enforced else {"network", "namespaces", "calls", "processes", "programs"}
    )

    assert backend in (bubblewrap.NAME, user.NAME)
    assert {name for name, holds in found.held.items() if not holds} <= may_fail | {"group"}
