"""What a test may need of the machine, and what happens where the machine lacks it."""

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
from functools import cache

import pytest

# What was started in the background, or by nohup, ignores these, and so would all that the tests start and interrupt.
for ignored in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(ignored) is signal.SIG_IGN:
        signal.signal(ignored, signal.default_int_handler if ignored is signal.SIGINT else signal.SIG_DFL)


@cache
def lacks_bubblewrap() -> str:
    """Return why bubblewrap cannot be used here, or nothing if it can."""
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed"
    trial = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"]
    run = subprocess.run(trial, capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else f"bubblewrap does not work here: {run.stderr.strip()}"


def lacks_chromium() -> str:
    """Return why Chromium cannot be used here, or nothing if it can."""
    return "" if shutil.which("chromium") else "chromium is not installed"


def lacks_dask() -> str:
    """Return why nothing can be graded on a cluster here, or nothing if it can."""
    return "" if importlib.util.find_spec("distributed") else "dask.distributed is not installed"


def lacks_landlock() -> str:
    """Return that the kernel has no Landlock, or nothing if it has: the kernel is asked, and not what uses it."""
    # landlock_create_ruleset with the flag that asks for its version; the number is the same on all processors.
    version = ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return "" if version > 0 else "this kernel has no Landlock"


def lacks_root() -> str:
    """Return that we are not root, or nothing if we are: only root can become another user."""
    return "" if os.geteuid() == 0 else "only root can become another user"


# marker: (why not here, the variable by which CI turns the skip into a failure)
NEEDS = {
    "needs_bubblewrap": (lacks_bubblewrap, "GRADER_REQUIRE_SANDBOX"),
    "needs_chromium": (lacks_chromium, "GRADER_REQUIRE_BROWSER"),
    "needs_dask": (lacks_dask, "GRADER_REQUIRE_DASK"),
    "needs_root": (lacks_root, None),
}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs what this machine lacks; fail it where CI promised to have it."""
    for marker, (lacks, required) in NEEDS.items():
        if item.get_closest_marker(marker) is None or not (reason := lacks()):
            continue
        if required is not None and os.environ.get(required) == "1":
            pytest.fail(f"{reason}, and {required}=1 forbids to skip", pytrace=False)
        pytest.skip(reason)
