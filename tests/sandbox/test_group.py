"""A control group measures and limits all that is in it, and goes with it."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from grader.sandbox import group


@pytest.fixture
def made():
    """A new group, ended afterwards."""
    found = group.make()
    if found is None:
        pytest.skip("no control group is ours to make here")
    yield found
    found.end()
    assert not any(Path(folder).exists() for folder in found._folders())


def start(made: group.Group, script: str) -> subprocess.Popen[bytes]:
    started = subprocess.Popen(made.joining(("/bin/sh", "-c", script)), stdout=subprocess.PIPE)
    started.stdout.readline()
    return started


def finish(*started: subprocess.Popen[bytes]) -> None:
    for each in started:
        each.kill()
        each.communicate()


def test_what_joins_it_is_in_it_and_so_is_what_that_starts(made):
    assert not made.is_joined()

    started = start(made, "sleep 60 & echo; sleep 60")

    assert made.is_joined()
    assert len(group._members(made.processes)) >= 2
    made.kill()
    finish(started)


def test_memory_and_time_of_all_members_are_measured(made):
    use = "kept = b'x' * 50_000_000; print(flush=True); input()"
    command = made.joining(("python3", "-c", use))
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    for each in started:
        each.stdout.readline()

    assert made.memory_bytes() > 100_000_000
    assert made.cpu_seconds() > 0
    finish(*started)


def test_no_more_processes_than_allowed_can_be_started(made):
    assert made.limit(2**30, 5)

    started = start(made, "for n in 1 2 3 4 5 6 7 8 9; do sleep 60 >/dev/null & done; echo")

    time.sleep(0.1)
    assert len(group._members(made.processes)) <= 5
    made.kill()
    finish(started)


def test_a_group_that_a_killed_grader_left_is_removed_by_the_next(made):
    ended = subprocess.Popen(["true"])
    ended.wait()
    remnant = Path(made.processes).parent / f"grader-{ended.pid}-00000000"
    remnant.mkdir()
    os.utime(remnant, (1, 1))

    group._remove_remnants(str(remnant.parent))

    assert not remnant.exists()


def test_where_there_are_no_groups_there_is_none(monkeypatch):
    monkeypatch.setattr(group, "_mounted", dict)

    assert group.make() is None


def test_a_group_that_cannot_be_joined_does_not_keep_the_program_from_running(tmp_path):
    nowhere = str(tmp_path / "absent")
    command = group.Group(nowhere, nowhere, nowhere, True).joining(("/bin/echo", "ran"))

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "ran\n"
