"""A short run of each fuzzer; CONTRIBUTING.md says how to let them run for long."""

from tests.fuzz import archives, wire


def test_fuzzed_frames_are_read_or_refused():
    found = wire.run(8_000, seed=1)

    assert found.runs == 8_000
    # It came about: the seeds alone see fewer steps of the code than this.
    assert found.kept > len(wire.seeds())


def test_fuzzed_archives_and_notebooks_are_read_or_refused_and_leave_nothing():
    found, target = archives.run(800, seed=1)

    assert found.kept > len(archives.seeds())
    assert target.graded > 0
    assert target.refused > 0
