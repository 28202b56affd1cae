"""A plugin for pytest: `pytest --submission mlp.py assignments/<id>` shows one item for each check.

pytest loads this file wherever the grader is installed, so it does nothing, and imports nothing, until the option is
given. What then collects and runs is in checks.py beside it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

_STAFF = "--submission-staff"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare our options, all under one name that is no other plugin's."""
    group = parser.getgroup("submission", "one submission, check by check (backprop-grader)")
    group.addoption(
        "--submission",
        type=Path,
        metavar="PATH",
        help="the student's file, notebook, folder, zip or tar, on which the checks of the assignment are run",
    )
    group.addoption(
        "--submission-sandbox",
        default="auto",
        metavar="NAME",
        help="the isolation: auto (the strongest here), bubblewrap, user or bare",
    )
    group.addoption(
        _STAFF, action="store_true", help="also show the values of hidden checks, which students must not see"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Bring in the rest, if there is a submission."""
    path = config.getoption("--submission")
    if path is None:
        if config.getoption(_STAFF):
            raise pytest.UsageError(f"{_STAFF} says how to show a submission: name one with --submission")
        return
    if config.getoption("numprocesses", None) or config.getoption("tx", None):
        raise pytest.UsageError("--submission runs all checks in one sandbox, not side by side: leave out -n")
    config.pluginmanager.import_plugin("grader.pytest_plugin.checks")
