"""A short run of what `python -m tests.attacks.endurance` does a thousand times."""

import os
import subprocess
import sys

import pytest


@pytest.mark.needs_bubblewrap
def test_gradings_in_a_row_leave_nothing_behind():
    run = subprocess.run(
        [sys.executable, "-m", "tests.attacks.endurance", "12"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )

    assert run.returncode == 0, run.stderr[-2000:]
    _, before, after = (line.split() for line in run.stdout.splitlines())
    # Descriptors, temporary files, processes.
    assert after[1:4] == before[1:4]
