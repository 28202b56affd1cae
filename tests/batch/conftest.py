"""One browser for all tests of the dashboard."""

import pytest

from tests.batch.chromium import browser


@pytest.fixture(scope="session")
def tab(tmp_path_factory):
    """Return a tab of it."""
    with browser(tmp_path_factory.mktemp("browser")) as tab:
        yield tab
