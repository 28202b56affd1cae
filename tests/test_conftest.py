import os
import subprocess
import sys
from pathlib import Path

import pytest

INI = """\
[pytest]
markers =
    needs_bubblewrap
    needs_chromium
"""


def outcome_without(marker: str, folder: Path, **environment: str) -> str:
    """Return the closing line of a run of one marked test where neither bubblewrap nor Chromium is installed."""
    (folder / "pytest.ini").write_text(INI)
    (folder / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text())
    (folder / "test_it.py").write_text(f"import pytest\n\n@pytest.mark.{marker}\ndef test_it():\n    pass\n")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GRADER_", "PYTEST_"))}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider"],
        cwd=folder,
        env=kept | {"PATH": str(folder)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout


@pytest.mark.parametrize(
    ("marker", "reason"),
    [
        ("needs_bubblewrap", "bubblewrap is not installed"),
        ("needs_chromium", "chromium is not installed"),
    ],
)
def test_a_test_is_skipped_with_the_reason_where_the_machine_lacks_what_it_needs(marker, reason, tmp_path):
    printed = outcome_without(marker, tmp_path)

    assert "1 skipped" in printed
    assert reason in printed


@pytest.mark.parametrize(
    ("marker", "variable", "sentence"),
    [
        (
            "needs_bubblewrap",
            "GRADER_REQUIRE_SANDBOX",
            "bubblewrap is not installed, and GRADER_REQUIRE_SANDBOX=1 forbids to skip",
        ),
        (
            "needs_chromium",
            "GRADER_REQUIRE_BROWSER",
            "chromium is not installed, and GRADER_REQUIRE_BROWSER=1 forbids to skip",
        ),
    ],
)
def test_a_required_machine_turns_the_skip_into_a_failure(marker, variable, sentence, tmp_path):
    printed = outcome_without(marker, tmp_path, **{variable: "1"})

    assert "1 error" in printed
    assert sentence in printed
